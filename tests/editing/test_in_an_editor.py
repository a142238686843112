"""The schemas in the language server that editors run: what one sees while writing a rule file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editing.language_server import LanguageServer, why_not
from tests.editing.validating import ROOT

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("editor")
    for name in ("rules", "schemas", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    with LanguageServer(folder) as running:
        yield running


class Open:
    """A file open in the editor, perhaps with a word changed."""

    def __init__(self, server: LanguageServer, name: str, right: str = "", wrong: str = "") -> None:
        path = server.folder / name
        self.text = path.read_text()
        assert right in self.text
        self.server, self.text = server, self.text.replace(right, wrong, 1)
        # By a name of its own: the server keeps what it knows of a file that was open before.
        self.uri = server.open(path.with_stem(f"{path.stem}-{len(server.opened)}"), self.text)

    def at(self, words: str, offset: int = 0) -> tuple[int, int]:
        before, found, _ = self.text.partition(words)
        assert found, words
        before += words[:offset]
        return before.count("\n"), len(before) - before.rfind("\n") - 1

    def hover(self, words: str, offset: int = 0) -> str:
        return self.server.hover(self.uri, *self.at(words, offset))

    def offered(self, words: str) -> dict[str, str]:
        return self.server.completions(self.uri, *self.at(words, len(words)))

    def diagnostics(self) -> list[str]:
        return self.server.diagnostics(self.uri)


@pytest.mark.parametrize("name", ["rules/1-84/m.yaml", "rules/1-79/5.yaml", "rules/facts.yaml", "examples/dinner.yaml"])
def test_nothing_is_marked_in_a_file_that_is_right(server: LanguageServer, name: str) -> None:
    assert Open(server, name).diagnostics() == []


def test_a_fact_shows_its_question(server: LanguageServer) -> None:
    shown = Open(server, "rules/1-84/m.yaml").hover("donor prequalified, is", 3)

    assert "Of the donor: Is this party prequalified under § 4a-100" in shown


def test_an_exception_shows_the_words_of_the_statute(server: LanguageServer) -> None:
    shown = Open(server, "rules/1-79/5.yaml").hover("  F:\n    title", 2)

    assert "A certificate, plaque or other ceremonial award costing less than" in shown


def test_a_limit_shows_what_it_is_under_each_law(server: LanguageServer) -> None:
    shown = Open(server, "rules/1-79/5.yaml").hover("limit: ceremonial award", 8)

    assert 'current: $100.00, "less than one hundred dollars"' in shown
    assert 'sb434: $250.00, "less than two hundred fifty dollars"' in shown


def test_an_operator_shows_what_becomes_of_the_exact_figure(server: LanguageServer) -> None:
    shown = Open(server, "rules/1-79/5.yaml").hover("is: less than, limit: ceremonial award", 5)

    assert "the exact figure is not" in shown


def test_a_key_shows_what_it_means(server: LanguageServer) -> None:
    assert "What the provision is called in answers." in Open(server, "rules/1-84/m.yaml").hover("title:", 1)


def test_the_facts_of_what_the_rule_is_about_are_offered_with_their_questions(server: LanguageServer) -> None:
    offered = Open(server, "rules/1-84/m.yaml", "fact: recipient position", "fact: ").offered("- fact: ")

    assert offered["donor in attendance"].startswith("Was the person paying")
    assert offered["recipient position"].startswith("Of the recipient: Which public position")
    assert "payer" not in offered


def test_the_limits_of_the_file_are_offered(server: LanguageServer) -> None:
    offered = Open(server, "rules/1-84/o.yaml", "limit: reportable thing", "limit: ").offered("limit: ")

    assert {"reportable thing", "report"} <= offered.keys()


def test_the_facts_of_its_kind_of_event_are_offered_in_a_case(server: LanguageServer) -> None:
    offered = Open(server, "examples/dinner.yaml", "    value: $75.00\n", "    o\n").offered(
        "item: food or beverage\n    o"
    )

    assert offered["occasion"].startswith("On which special occasion?")
    assert "compensation" not in offered


WRONG = {
    "an unknown key": ("title: Gifts", "titel: Gifts", "titel"),
    "an unknown fact": ("fact: recipient position", "fact: recipient possition", "recipient position"),
    "an unknown choice": ("[public official, state employee]", "[public officer]", "public official"),
    "an unknown key of a condition": ("includes: recipient agency", "include: recipient agency", "include"),
}


@pytest.mark.parametrize("sort", WRONG)
def test_what_is_wrong_is_marked(server: LanguageServer, sort: str) -> None:
    right, wrong, told = WRONG[sort]

    assert any(told in problem for problem in Open(server, "rules/1-84/m.yaml", right, wrong).diagnostics())


def test_the_server_is_the_one_that_is_pinned(server: LanguageServer) -> None:
    import json

    home = Path(__file__).with_name("server")
    pinned = json.loads((home / "package-lock.json").read_text())["packages"]["node_modules/yaml-language-server"]
    installed = json.loads((home / "node_modules/yaml-language-server/package.json").read_text())

    assert installed["version"] == pinned["version"]
