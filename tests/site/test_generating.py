"""`ctethics docs`: pages are written once, stale ones are named, and nothing in a file is taken for a mark."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ctethics.site.pages import stale_pages, write_pages
from tests.report.browser import parse
from tests.site.building import ROOT, seen

PAGES = {"provisions/1-1/a.md": "one\n", "provisions/index.md": "two\n", "glossary.md": "three\n"}


def test_pages_are_written_once_and_then_left_alone(tmp_path: Path) -> None:
    assert len(write_pages(PAGES, tmp_path)) == 3
    assert stale_pages(PAGES, tmp_path) == []
    assert write_pages(PAGES, tmp_path) == []


def test_a_stale_page_is_named_with_what_is_wrong_with_it(tmp_path: Path) -> None:
    write_pages(PAGES, tmp_path)
    (tmp_path / "glossary.md").write_text("other\n")
    (tmp_path / "provisions/index.md").unlink()
    (tmp_path / "provisions/1-1/b.md").write_text("left over\n")
    named = ["glossary.md: changed", "provisions/1-1/b.md: no longer made", "provisions/index.md: missing"]
    assert stale_pages(PAGES, tmp_path) == named
    write_pages(PAGES, tmp_path)
    assert stale_pages(PAGES, tmp_path) == []


def test_a_folder_of_which_no_page_is_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "0001.md").write_text("by hand\n")
    write_pages(PAGES, tmp_path)
    assert (tmp_path / "decisions" / "0001.md").is_file()


def test_a_page_written_by_hand_is_never_taken_for_a_left_over(tmp_path: Path) -> None:
    (tmp_path / "ledgers.md").write_text("by hand\n")
    write_pages(PAGES, tmp_path)
    assert (tmp_path / "ledgers.md").read_text() == "by hand\n"


def made(folder: Path, seed: str, *more: str) -> subprocess.CompletedProcess[str]:
    """`ctethics docs` on a folder of rules, as another process with another order of hashes."""
    command = [
        sys.executable,
        "-m",
        "ctethics",
        "docs",
        "--rules",
        "rules",
        "--cases",
        "cases",
        "--into",
        "docs",
        *more,
    ]
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)


FACTS = """\
party:
  kind:
    type: choice
    choices: [person, business]
    question: What | is `this` party? <script>alert(1)</script> *not* [a link](#nowhere) {name}`x`
events:
  transfer:
    about: something passes from a donor to a recipient
    parties:
      donor: {question: Who gave it?}
      recipient: {question: Who received it?}
    facts:
      item: {type: text, question: What was it?}
"""
RULE = """\
# yaml-language-server: $schema=nothing.json
# Opens <b>boldly</b> | and *so* on.

provision: 1-1(a)
title: A title </h1><script>alert(2)</script>
about: transfer
kind: definition
note: '1. a note that would be a list, &amp; `code`'
holds when: {fact: item, is: '</li><img src=x> | *x*', quote: 'a <b>thing</b> | of *value*'}
examples:
  given:
    parties: {acme: {kind: business}, lee: {kind: person}}
    event: {kind: transfer, date: 2025-03-03, donor: acme, recipient: lee}
  cases:
    - name: 'an example </td></tr></table></details><script>alert(3)</script>'
      event: {item: '</li><img src=x> | *x*'}
      expect: {every law: applies}
    - name: another
      event: {item: '</summary> `y`'}
      expect: {every law: does not apply}
"""
STATUTE = """\
provision: 1-1(a)
title: A title </h1><script>alert(2)</script>
words: from public copies
rests on: <i>nothing</i> | at all
---
{>>stem<<}a <b>thing</b> | of *value*
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Rules whose every word would be a mark, if it were taken for one."""
    for path, told in {"rules/facts.yaml": FACTS, "rules/1-1/a.yaml": RULE, "statutes/1-1/a.txt": STATUTE}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(told, encoding="utf-8")
    return tmp_path


def test_the_pages_are_the_same_whatever_the_order_of_hashes(hostile: Path) -> None:
    done = made(hostile, "1")
    assert done.returncode == 0, done.stderr
    for seed in ("2", "3"):
        again = made(hostile, seed, "--check")
        assert again.returncode == 0, again.stdout


def test_a_change_of_a_rule_makes_its_page_stale_and_the_command_says_so(hostile: Path) -> None:
    made(hostile, "1")
    rule = hostile / "rules/1-1/a.yaml"
    rule.write_text(rule.read_text().replace("Opens", "Begins"))
    done = made(hostile, "1", "--check")
    assert done.returncode == 1
    assert "docs/provisions/1-1/a.md: changed" in done.stdout.replace(os.sep, "/")
    assert "write them with `ctethics docs`" in done.stdout


def test_rules_that_do_not_compile_are_refused_with_their_place(hostile: Path) -> None:
    rule = hostile / "rules/1-1/a.yaml"
    rule.write_text(rule.read_text().replace("fact: item", "fact: itme"))
    done = made(hostile, "1")
    assert done.returncode == 1
    assert "a.yaml:9:" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_in_a_file_is_taken_for_a_mark(hostile: Path) -> None:
    markdown = pytest.importorskip("markdown_it", reason="needs the extra `docs`: pip install ctethics[docs]")
    assert made(hostile, "1").returncode == 0
    reader = markdown.MarkdownIt("commonmark").enable("table")
    pages = {path.stem: parse(reader.render(path.read_text())) for path in (hostile / "docs").rglob("*.md")}
    for page in pages.values():
        assert not page.all("script")
        assert not page.all("img")
    rule, glossary = seen(pages["a"]), seen(pages["glossary"])
    assert "Opens <b>boldly</b> | and *so* on." in rule
    assert "yaml-language-server" not in rule
    assert "Note: 1. a note that would be a list, &amp; `code`" in rule
    assert "item: </li><img src=x> | *x*" in rule
    assert '"a <b>thing</b> | of *value*"' in rule
    assert "an example </td></tr></table></details><script>alert(3)</script>" in rule
    assert "What | is `this` party? <script>alert(1)</script> *not* [a link](#nowhere) {name}`x`" in glossary


def test_a_folder_that_cannot_be_written_is_wrong_use(hostile: Path) -> None:
    (hostile / "file").write_text("in the way")
    done = made(hostile, "1", "--into", "file/docs")
    assert done.returncode == 2
    assert "Cannot write" in done.stderr
    assert "Traceback" not in done.stderr


def test_rules_that_are_not_there_are_refused(hostile: Path) -> None:
    done = made(hostile, "1", "--rules", "nowhere")
    assert done.returncode == 1
    assert "facts.yaml: error[CTE101]" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_decided_cases_the_pages_tell_of_none(hostile: Path) -> None:
    assert made(hostile, "1").returncode == 0
    assert "Decided cases" not in (hostile / "docs/provisions/1-1/a.md").read_text()
