"""A scene: a diagnostic code shown at work, with what is wrong, the command that says so, and how it is mended."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ctethics.diagnostics import Collector, RuleError
from ctethics.rulefile.form import Either, Form, Key, Layout, Listed, Named, Text
from ctethics.rulefile.shape import Shape
from ctethics.source import Mapping, Node, Scalar, parse_yaml, read_text

_CHANGED: Final = Named(Either((Text(), Named(Text(), "words"))), "path")
SCENE: Final = Form(
    "the scene",
    (
        Key("means", Text(), "What the problem is and why it matters.", required=True),
        Key("given", Text(), "What the folder begins with: the name of a folder beside the scenes."),
        Key("files", _CHANGED, "Files that are there besides and are not at fault."),
        Key("first", Listed(Text()), "Commands run beforehand, which go well."),
        Key("wrong", _CHANGED, "What is changed to be wrong: a file's text, or `words: words in their place`."),
        Key("run", Text(), "The command that says so.", required=True),
        Key("right", _CHANGED, "What is changed of that to be right."),
        Key("run right", Text(), "The command to run then, where it is another."),
        Key("needs", Text(), "The module without which the code cannot be shown."),
        Key("see", Listed(Text()), "Codes close to this one; else its neighbours in the table."),
    ),
    Layout.LINES,
)

# The text of each file by its path.
Files = AbstractMapping[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """One code: `base`, `given`, `wrong` and `right` are whole folders, each made of the one before it."""

    code: str
    means: str
    base: Files
    given: Files
    wrong: Files
    right: Files
    first: tuple[str, ...]
    run: str
    run_right: str
    needs: str
    see: tuple[str, ...]

    @property
    def shown(self) -> list[str]:
        """The files a reader is shown: all but those of the base that stay as they are; last those that are wrong."""
        folders = (self.base, self.wrong, self.right)
        names = {**self.wrong, **self.right}
        changed = [name for name in names if len({folder.get(name) for folder in folders}) > 1]
        return sorted(changed, key=lambda name: self.wrong.get(name) != self.given.get(name))


def read_scene(path: Path) -> Scene:
    """The scene of a file named after its code. Raises RuleError."""
    problems = Collector()
    source = read_text(path, f"scenes/{path.name}", problems)
    root = parse_yaml(source, problems) if source is not None else None
    keys = Shape(problems).form(root, SCENE) if root is not None else None
    if keys is None or problems:
        raise RuleError(problems)
    scene = _scene(path, keys, problems)
    if problems:
        raise RuleError(problems)
    return scene


def _scene(path: Path, keys: dict[str, Node], problems: Collector) -> Scene:
    shape = Shape(problems)
    text = {name: shape.text(keys.get(name), f"`{name}`") for name in ("given", "means", "run", "run right", "needs")}
    begun = _folder(path.parent / text["given"]) if text["given"] else {}
    given = _changed(begun, keys.get("files"), shape)
    wrong = _changed(given, keys.get("wrong"), shape)
    right = _changed(wrong, keys.get("right"), shape)
    first, see = (tuple(s.text for s in shape.scalars(keys.get(name), f"`{name}`")) for name in ("first", "see"))
    run_right = text["run right"] or text["run"]
    return Scene(
        path.stem, text["means"], begun, given, wrong, right, first, text["run"], run_right, text["needs"], see
    )


def _folder(folder: Path) -> Files:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _changed(files: Files, node: Node | None, shape: Shape) -> Files:
    """The files after a change; words that are not there exactly once are reported."""
    found = dict(files)
    changes = shape.mapping(node, "what is changed")
    for name, change in changes.items.items() if changes else ():
        if isinstance(change, Mapping):
            found[name] = _replaced(found.get(name, ""), name, change, shape.problems)
        elif isinstance(change, Scalar):
            found[name] = change.text
    return found


def _replaced(text: str, name: str, change: Mapping, problems: Collector) -> str:
    for old, new in change.items.items():
        many = text.count(old)
        if many != 1:
            what = f"`{old}` is {many} times in {name}"
            problems.add("CTE202", change.keys[old], what, why="it is replaced once.", fix="write the words around it.")
        text = text.replace(old, new.text if isinstance(new, Scalar) else "")
    return text
