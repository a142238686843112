"""A page as Chromium renders it, scripts run: its elements, and what it had to say on its console."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), None)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason=f"needs a browser: apt-get install chromium (looked for {', '.join(NAMES)})"
)
VOID = {"meta", "input", "link", "br", "img", "hr"}


@dataclass
class Element:
    """One element: its name, its attributes, what is in it."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def all(self, tag: str = "", **wanted: str) -> list[Element]:
        """The elements inside it with this name and these attributes (`class_` for class)."""
        inner = [c for c in self.children if isinstance(c, Element)]
        asked = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        found = []
        for c in inner:
            if tag in ("", c.tag) and all(c.attributes.get(name) == value for name, value in asked.items()):
                found.append(c)
            found += c.all(tag, **wanted)
        return found

    def one(self, tag: str = "", **wanted: str) -> Element:
        (found,) = self.all(tag, **wanted)
        return found


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and len(self.open) > 1 and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(page: str) -> Element:
    """The page as it stands, no script run."""
    tree = _Tree()
    tree.feed(page)
    return tree.open[0]


def opened(page: str, folder: Path, fragment: str = "", driver: str = "") -> tuple[Element, list[str]]:
    """The page as a file in Chromium: the elements after its scripts ran, and the lines of its console.

    driver -- a script to run after those of the page, which would not let it: the page's own policy is taken out.
    """
    assert CHROMIUM is not None
    if driver:
        page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        page = page.replace("</body>", f"<script>{driver}</script></body>")
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-logging=stderr"]
    kept = [f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=5000", "--dump-dom"]
    command = [CHROMIUM, *options, *kept, f"{path.as_uri()}{fragment}"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    console = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if ":CONSOLE" in line]
    return parse(done.stdout.decode("utf-8")), console
