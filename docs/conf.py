"""How the documentation is built: `python3 dev.py docs`."""

from __future__ import annotations

import re
from typing import Any

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from ctethics import __version__

project = "ctethics"
author = "the authors of ctethics"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
exclude_patterns = ["build", "codes/scenes", "sessions"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
nitpicky = True
# Types of the standard library and of other libraries, whose pages are elsewhere, and our own that have none.
nitpick_ignore_regex = [(r"py:.*", r".*")]
smartquotes = False
default_role = "code"
myst_heading_anchors = 4
# The pages on codes show files that are wrong.
suppress_warnings = ["myst.header", "misc.highlighting_failure"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80

html_theme = "furo"
html_title = f"ctethics {release}"
html_static_path = ["assets"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
# The same pages from the same files, whenever they are built.
html_last_updated_fmt = None

_NAMED = re.compile(r"(?:^|(?<=[;.] ))(?P<names>[a-z_]\w*(?:, [a-z_]\w*)*) -- ", re.MULTILINE)


def _meanings(_app: Sphinx, _what: str, _name: str, _object: Any, _options: Any, lines: list[str]) -> None:
    """Makes a list of what our docstrings write as `name -- meaning`."""
    text = re.sub(r"\n(?=Raises )", "\n\n", "\n".join(lines))
    before, *rest = _NAMED.split(text)
    shown = [before]
    for names, words in zip(rest[::2], rest[1::2], strict=True):
        # A line that begins with a capital goes on with something else.
        meaning, *after = re.split(r"\n(?=\n|[A-Z])", words, maxsplit=1)
        named = ", ".join(f"``{name}``" for name in names.split(", "))
        shown += ["", f"- {named}: {' '.join(meaning.split()).rstrip(';')}", "", *after]
    lines[:] = "\n".join(shown).split("\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connects what is ours."""
    app.add_lexer("csv", TextLexer)
    app.connect("autodoc-process-docstring", _meanings)
    return {"parallel_read_safe": True}
