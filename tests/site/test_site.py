"""The site as it is built: every warning an error, a page for every provision, no link that leads nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from ctethics.api import load_rules
from ctethics.site.markdown import page_of
from tests.report.browser import Element
from tests.site.building import ROOT, needs_sphinx, page, seen

pytestmark = needs_sphinx

# What a page loads by itself, as against where a link leads.
LOADED = (("script", "src"), ("img", "src"), ("iframe", "src"), ("link", "href"), ("source", "src"))


def pages(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)


def anchors(tree: Element) -> set[str]:
    return {str(e.attributes["id"]) for e in tree.all() if "id" in e.attributes}


def is_outside(address: str) -> bool:
    return bool(urlsplit(address).scheme or urlsplit(address).netloc)


def test_the_site_is_built_without_a_warning(built: tuple[Path, str]) -> None:
    assert built[1] == ""


def test_every_rule_file_has_a_page_under_its_title(site: Path) -> None:
    program = load_rules(with_examples=False).program
    for citation in {p.file for p in program.provisions.values()}:
        tree = page(site / "provisions" / f"{page_of(citation)}.html")
        rules = [p for p in program.provisions.values() if p.file == citation]
        title = rules[0].statute.get("title") or rules[0].title
        assert title in seen(tree.one("h1")), citation


def test_every_page_written_by_hand_is_in_the_site_and_its_menu(site: Path) -> None:
    linked = {
        str(a.attributes["href"]).split("#")[0] for a in page(site / "index.html").one(class_="sidebar-tree").all("a")
    }
    for path in (ROOT / "docs").glob("*.md"):
        assert path.stem == "index" or f"{path.stem}.html" in linked, path.name


def links(site: Path) -> Iterator[tuple[Path, str]]:
    for path in pages(site):
        for a in page(path).all("a"):
            yield path, str(a.attributes.get("href", ""))


def test_every_link_inside_the_site_leads_to_a_page_and_an_anchor_that_are_there(site: Path) -> None:
    known = {path: anchors(page(path)) for path in pages(site)}
    lost = []
    for path, address in links(site):
        if is_outside(address):
            continue
        parts = urlsplit(address)
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in known.get(target, set())):
            lost.append(f"{path.relative_to(site)}: {address}")
    assert lost == []


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for path in pages(site):
        for tag, attribute in LOADED:
            for element in page(path).all(tag):
                address = str(element.attributes.get(attribute) or "")
                assert not is_outside(address), (path, address)


def test_no_style_sheet_loads_anything_from_elsewhere(site: Path) -> None:
    sheets = sorted(site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        found = re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')\s]+)", sheet.read_text(encoding="utf-8"))
        assert not [address for address in found if is_outside(address) and not address.startswith("data:")], sheet


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for path in pages(site):
        ids = [e.attributes["id"] for e in page(path).one("article").all() if "id" in e.attributes]
        assert len(ids) == len(set(ids)), (path, {one for one in ids if ids.count(one) > 1})


@pytest.mark.parametrize("command", ["assess", "audit", "check", "coverage", "docs", "ledger", "show", "test"])
def test_the_reference_has_every_command_with_its_help(site: Path, command: str) -> None:
    from ctethics.cli import cli

    text = seen(page(site / "commands.html").one("article"))
    first = " ".join((cli.commands[command].help or "").split("\n\n")[0].split())
    assert first in text


def test_the_api_has_every_public_name_and_the_meaning_of_its_arguments(site: Path) -> None:
    import ctethics

    tree = page(site / "api.html")
    missing = [name for name in ctethics.__all__ if name != "__version__" and f"ctethics.{name}" not in anchors(tree)]
    homes = {one.split(".")[-1] for one in anchors(tree) if one.startswith("ctethics.")}
    assert [name for name in missing if name not in homes] == []
    items = {seen(item) for item in tree.one("article").all("li")}
    assert "strict: take no presumption: a fact that is not stated is unknown." in items
    assert not {words for words in (" -- ", "<factory>", "~collections") if words in seen(tree.one("article"))}


def test_the_search_knows_words_of_the_statute_that_no_rule_quotes(site: Path) -> None:
    index = json.loads((site / "searchindex.js").read_text(encoding="utf-8").removeprefix("Search.setIndex(")[:-1])
    found = {index["docnames"][number] for number in index["terms"]["deleg"]}
    assert found >= {"provisions/1-79/5", "provisions/1-91/7"}
