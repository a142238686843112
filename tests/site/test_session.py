"""Recording a page that is one sitting: commands run, edits made, in the order of the page."""

from pathlib import Path

import pytest

from ctethics.site.session import Unplayable, record

SOURCE = """# A page

```edit
=== new.txt
one
two
```

```console
$ look
#first 1
```

Between.

```edit
=== new.txt
<<<
two
---
three
>>>
```

```console
$ look
```
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def look(command: str) -> str:
    assert command == "look"
    return Path("new.txt").read_text(encoding="utf-8")


def test_each_command_sees_the_edits_before_it_and_what_is_left_out_is_marked() -> None:
    page = record(SOURCE, look)
    assert page == (
        "# A page\n\n```diff\n--- /dev/null\n+++ new.txt\n@@ -0,0 +1,2 @@\n+one\n+two\n```\n\n"
        "```console\n$ look\none\n…\n```\n\nBetween.\n\n"
        "```diff\n--- new.txt\n+++ new.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n```\n\n"
        "```console\n$ look\none\nthree\n```\n"
    )


def test_paragraphs_are_chosen_by_their_words_and_one_that_is_missing_is_told() -> None:
    source = "```console\n$ x\n#only b | d\n```\n"
    assert record(source, lambda _: "a\n\nb\nc\n\nd\n\ne\n\nf\n") == "```console\n$ x\n…\n\nb\nc\n\nd\n\n…\n```\n"
    with pytest.raises(Unplayable, match="nothing printed has d"):
        record(source, lambda _: "a\n\nb\n")


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ("=== new.txt\n<<<\nnone\n---\none\n>>>\n", "has these words 0 times: none"),
        ("=== new.txt\n<<<\no\n---\np\n>>>\n", "has these words 2 times: o"),
        ("=== new.txt\nwords\n", "no edit of new.txt"),
    ],
    ids=["words that are not there", "words that are there twice", "no pair of words"],
)
def test_an_edit_that_cannot_be_made_stops_the_recording(block: str, why: str) -> None:
    Path("new.txt").write_text("one two\n", encoding="utf-8")
    with pytest.raises(Unplayable, match=why):
        record(f"```edit\n{block}```\n", look)


def test_an_unknown_way_to_choose_is_refused() -> None:
    with pytest.raises(Unplayable, match="`#last 3` is no way"):
        record("```console\n$ x\n#last 3\n```\n", lambda _: "a")
