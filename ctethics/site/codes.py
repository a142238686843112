"""The page of each diagnostic code, made by running its scene, and the index of all codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from textwrap import wrap
from typing import Final

from ctethics.diagnostics import CODES, CtethicsError, Diagnostic, Span
from ctethics.site.changes import excerpt, mended
from ctethics.site.code_groups import GROUPS, group_of, neighbours
from ctethics.site.scene import Scene, read_scene

SCENES: Final = "scenes"
_LANGUAGES: Final = {".yaml": "yaml", ".py": "python", ".json": "json"}
_WIDTH: Final = 120
_MADE: Final = "% Made by `ctethics docs`"
_OPENING: Final = (
    "Every problem in a file, a case or a ledger has a code. The page of a code says what the problem is, shows small",
    "files that have it, the message they get, and how they are mended. `ctethics explain CTE301` prints the page of a",
    "code on the terminal. Codes that begin with CTE9 are warnings: the rules load all the same.",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene that was run: what the command said of the wrong files, and of the mended ones."""

    scene: Scene
    wrong: str
    right: str
    right_status: int

    def check(self) -> None:
        """Raises CtethicsError where the wrong files do not get the code, or the mended ones are not right."""
        mark = f"[{self.scene.code}]"
        if mark not in self.wrong:
            raise slip(self.scene, f"what is wrong is not told as {self.scene.code}", self.wrong)
        if mark in self.right or self.right_status:
            raise slip(self.scene, f"what is mended is not right: status {self.right_status}", self.right)


def slip(scene: Scene, what: str, said: str) -> CtethicsError:
    """The error of a scene that does not show its code; said -- what the command printed."""
    place = Span.whole(f"{SCENES}/{scene.code}.yaml")
    why = f"{scene.code} is printed of `wrong`, and not of `right`. The command said: {' '.join(said.split())}"
    return CtethicsError([Diagnostic("CTE502", place, what, why, "mend the scene.")])


def code_pages(folder: Path, play: Callable[[Scene], Shown]) -> dict[str, str]:
    """The pages of a folder of codes by file name: of each scene that can be played here, and the index.

    play -- runs a scene. Raises RuleError for a scene that cannot be read, CtethicsError for one that shows nothing.
    """
    scenes = [scene for scene in read_scenes(folder) if can_be_played(scene)]
    return {"index.md": _index(), **{f"{scene.code}.md": code_page(play(scene)) for scene in scenes}}


def read_scenes(folder: Path) -> list[Scene]:
    """Every scene of a folder of codes, in the order of the codes. Raises RuleError."""
    return [read_scene(path) for path in sorted((folder / SCENES).glob("*.yaml"))]


def can_be_played(scene: Scene) -> bool:
    """Whether the module that a scene needs is here."""
    return not scene.needs or find_spec(scene.needs) is not None


def left_out(folder: Path) -> list[str]:
    """Why a page on codes cannot be made here, a sentence each."""
    if not (folder / SCENES).is_dir():
        return [f"no page on diagnostic codes is made: {folder / SCENES} is not there"]
    missing = [scene for scene in read_scenes(folder) if not can_be_played(scene)]
    return [f"the page on {scene.code} is left as it is: {scene.needs} is not installed" for scene in missing]


def code_page(shown: Shown) -> str:
    """The page of one code. Raises CtethicsError where the scene does not show it."""
    shown.check()
    return _text(_page(shown))


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _index() -> str:
    lines = [f"{_MADE}.", "", "# Diagnostic codes", "", *_OPENING, ""]
    for group in GROUPS.values():
        rows = (f"| [{code}]({code}.md) | {CODES[code]} |" for code in group.codes)
        lines += [f"## {group.title}", "", "| code | what is wrong |", "|---|---|", *rows, ""]
    return _text([*lines, "```{toctree}", ":hidden:", "", *CODES, "```"])


def _page(shown: Shown) -> Iterator[str]:
    scene = shown.scene
    yield from (f"{_MADE} from {SCENES}/{scene.code}.yaml: edit that, not this page.", "")
    yield from (f"# {scene.code}: {CODES[scene.code]}", "", f"*{group_of(scene.code).severity}*", "")
    yield from (*wrap(scene.means, _WIDTH, break_long_words=False, break_on_hyphens=False), "")
    yield from ("## Wrong", "", *_wrong_files(scene), *_fenced("text", _session(shown)))
    yield from ("## Mended", "", *_mended_files(scene))
    near = scene.see or neighbours(scene.code)
    yield from ("## See also", "", *(f"- [{code}]({code}.md): {CODES[code]}" for code in near))


def _wrong_files(scene: Scene) -> Iterator[str]:
    for name in (name for name in scene.shown if name in scene.wrong):
        text = scene.wrong[name]
        lines = excerpt(scene.base[name], text, scene.right[name]) if name in scene.base else text.splitlines()
        yield from (f"`{name}`", "", *_fenced(_LANGUAGES.get(Path(name).suffix, "text"), lines))


def _session(shown: Shown) -> Iterator[str]:
    for command in shown.scene.first:
        yield from (f"$ {command}", "…")
    yield from (f"$ {shown.scene.run}", *shown.wrong.rstrip().split("\n"))


def _mended_files(scene: Scene) -> Iterator[str]:
    for name in scene.shown:
        lines = list(mended(scene.wrong.get(name, ""), scene.right[name]))
        if lines:
            yield from (f"`{name}`", "", *_fenced("diff", lines))
    if scene.run != scene.run_right:
        yield from _fenced("diff", [f"-$ {scene.run}", f"+$ {scene.run_right}"])


def _fenced(language: str, lines: Iterable[str]) -> Iterator[str]:
    yield from (f"```{language}", *lines, "```", "")
