"""New files to fill in: a statute text from plain words, a rule file and a case from a statute text.

What only a person can decide is written `TODO`, which is no fact, kind or outcome: `ctethics check` points at it.
"""

from typing import Final

TODO: Final = "TODO"
NOT_YET: Final = "not yet read"
