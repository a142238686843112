"""Each diagnostic code has a page, made by running what is wrong and what is mended, and each page is as it is made."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ctethics.cli.scenes import code_pages_of, play
from ctethics.cli.scenes import run as command
from ctethics.diagnostics import CODES, CtethicsError, RuleError
from ctethics.site.codes import Shown, can_be_played, code_page, code_pages, left_out, read_scenes
from ctethics.site.scene import Scene, read_scene

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "codes"
SCENES = read_scenes(FOLDER)
SLIP = "{'quote: a plaque': 'quote: a medal'}"
MEND = "{'quote: a medal': 'quote: a plaque'}"


@pytest.fixture(scope="module")
def shown() -> dict[str, Shown]:
    """The scenes that were run already."""
    return {}


def run(scene: Scene, shown: dict[str, Shown]) -> Shown:
    if not can_be_played(scene):
        pytest.skip(f"{scene.needs} is not installed")
    if scene.code not in shown:
        shown[scene.code] = play(scene)
    return shown[scene.code]


def test_each_code_of_the_table_has_a_scene_and_no_scene_has_another() -> None:
    assert {path.name for path in (FOLDER / "scenes").iterdir()} == {"base", *(f"{code}.yaml" for code in CODES)}


def test_each_code_of_the_table_has_a_page_and_no_page_has_another() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == {"index.md", *(f"{code}.md" for code in CODES)}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.code)
def test_what_is_wrong_gets_the_code_and_what_is_mended_is_right(scene: Scene, shown: dict[str, Shown]) -> None:
    told = run(scene, shown)
    assert f"[{scene.code}]" in told.wrong
    assert (f"[{scene.code}]" in told.right, told.right_status) == (False, 0), told.right


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.code)
def test_what_is_wrong_gets_no_other_code_but_warnings_that_follow_from_an_error(
    scene: Scene, shown: dict[str, Shown]
) -> None:
    told = set(re.findall(r"(error|warning)\[(CTE\d{3})]", run(scene, shown).wrong))
    severities = {severity for severity, code in told if code == scene.code}
    assert {code for severity, code in told if {severity} == severities or severity == "error"} == {scene.code}


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene.base], ids=lambda scene: scene.code)
def test_what_is_mended_passes_its_own_examples(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in scene.right.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = command("ctethics test")
    assert told.status == 0, told.text


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.code)
def test_a_page_is_as_it_is_made(scene: Scene, shown: dict[str, Shown]) -> None:
    page = (FOLDER / f"{scene.code}.md").read_text(encoding="utf-8")
    assert page == code_page(run(scene, shown)), "stale: write it with `ctethics docs`"


def test_the_index_is_as_it_is_made_and_has_every_code(tmp_path: Path) -> None:
    page = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert code_pages(tmp_path, play) == {"index.md": page}
    assert re.findall(r"^\| \[(CTE\d+)]\(\1\.md\) \| (.*) \|$", page, re.MULTILINE) == list(CODES.items())


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.code)
def test_a_scene_says_what_its_code_means_in_two_to_six_sentences(scene: Scene) -> None:
    assert 2 <= len(re.findall(r"[.?](?: |$)", scene.means)) <= 6
    assert CODES[scene.code] not in scene.means


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_page_tells_nothing_of_the_machine_that_made_it(path: Path) -> None:
    assert not re.search(r"/tmp|/home|/work|0x[0-9a-f]{6}|Traceback|20[3-9]\d-", path.read_text(encoding="utf-8"))


def made(folder: Path, wrong: str, right: str, more: str = "") -> Scene:
    """A scene over the base, of the code CTE301."""
    (folder / "base").symlink_to(FOLDER / "scenes" / "base")
    rule = f"wrong: {{rules/1-1/a.yaml: {wrong}}}\nright: {{rules/1-1/a.yaml: {right}}}\n"
    path = folder / "CTE301.yaml"
    path.write_text(f"given: base\nmeans: It is wrong.\n{rule}run: ctethics check\n{more}", encoding="utf-8")
    return read_scene(path)


def test_a_scene_that_does_not_show_its_code_is_told(tmp_path: Path) -> None:
    scene = made(tmp_path, "{'title: Gift': 'title: Present'}", "{}")
    with pytest.raises(CtethicsError, match=r"scenes/CTE301.yaml: error\[CTE502\] what is wrong is not told as CTE301"):
        code_page(play(scene))


def test_a_scene_that_is_not_mended_is_told(tmp_path: Path) -> None:
    scene = made(tmp_path, SLIP, "{'title: Gift': 'title: Present'}")
    with pytest.raises(CtethicsError, match="what is mended is not right: status 1"):
        code_page(play(scene))


def test_a_scene_whose_first_command_goes_wrong_is_told(tmp_path: Path) -> None:
    scene = made(tmp_path, SLIP, MEND, "first: [ctethics ledger show none.ctledger]\n")
    with pytest.raises(CtethicsError, match=r"error\[CTE502\] `ctethics ledger show none.ctledger` does not go well"):
        play(scene)


def test_a_scene_leaves_the_folder_and_the_environment_as_they_were(tmp_path: Path) -> None:
    before = (Path.cwd(), dict(os.environ))
    play(made(tmp_path, SLIP, MEND))
    assert (Path.cwd(), dict(os.environ)) == before


def test_a_change_of_words_that_are_not_there_is_told_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"CTE301.yaml:3:28: error\[CTE202\] `quote: a prize` is 0 times in rules/1-1"):
        made(tmp_path, "{'quote: a prize': 'quote: a medal'}", MEND)


def test_a_scene_with_an_unknown_key_is_told_with_the_near_one(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="fix: write `needs`"):
        made(tmp_path, SLIP, MEND, "need: a module\n")


def test_a_scene_whose_module_is_missing_is_left_out(tmp_path: Path) -> None:
    scenes = tmp_path / "scenes"
    scenes.mkdir()
    made(scenes, SLIP, MEND, "needs: no_such_module\n")
    assert list(code_pages(tmp_path, play)) == ["index.md"]
    assert left_out(tmp_path) == ["the page on CTE301 is left as it is: no_such_module is not installed"]


def test_where_there_are_no_scenes_no_page_is_made_and_that_is_said(tmp_path: Path) -> None:
    assert code_pages_of(tmp_path) == {}
    assert left_out(tmp_path / "codes") == [
        f"no page on diagnostic codes is made: {tmp_path / 'codes' / 'scenes'} is not there"
    ]
    assert sorted(code_pages_of(FOLDER.parent)) == sorted(
        f"codes/{name}" for name in ("index.md", *(f"{scene.code}.md" for scene in SCENES if can_be_played(scene)))
    )
