"""How somebody writes dates: `MM/DD/YYYY`, checked against the real calendar without any backend's date parser.

A cell is first brought to `2025-03-04` by cutting it up, then matched with one pattern that knows every day there is.
Nothing can raise on a bad cell, and every backend agrees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ctethics.law.calendar import EARLIEST, LATEST

if TYPE_CHECKING:
    import narwhals as nw

_TOKENS: Final = {"YYYY": "[0-9]{4}", "YY": "[0-9]{2}", "MM": "[0-9]{2}", "M": "[0-9]{1,2}"}
_TOKENS.update({"DD": _TOKENS["MM"], "D": _TOKENS["M"]})
_BETWEEN: Final = "-/. "

_MONTHS: Final = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
    "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "02-(?:0[1-9]|1[0-9]|2[0-8])",
)
_CENTURIES: Final = [str(century) for century in range(EARLIEST.year // 100, LATEST.year // 100 + 1)]
# The year 2000 was a leap year; 1900, 2100 and the other hundreds that 400 does not divide are none.
_LEAP: Final = "|".join(
    f"{century}(?:{'[02468][048]' if int(century) % 4 == 0 else '0[48]|[2468][048]'}|[13579][26])"
    for century in _CENTURIES
)
# Every day from the first of EARLIEST's to the last of LATEST's century, and nothing else.
DAY: Final = rf"\A(?:(?:{'|'.join(_CENTURIES)})[0-9]{{2}}-(?:{'|'.join(_MONTHS)})|(?:{_LEAP})-02-29)\z"
ISO: Final = r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"


@dataclass(frozen=True, slots=True)
class DayFormat:
    """A declared way to write dates.

    shown -- as declared; parts -- year, month and day in the order written, each token with the text after it.
    century -- what stands before a year of two digits, `20`.
    """

    shown: str
    parts: tuple[tuple[str, str], ...]
    century: str = ""

    @property
    def pattern(self) -> str:
        """Matches what has the shape, whether or not there is such a day."""
        return rf"\A{''.join(_TOKENS[token] + _quoted(after) for token, after in self.parts)}\z"

    @property
    def example(self) -> str:
        """The fourth of March 2025 as it is written."""
        words = {"YYYY": "2025", "YY": "25", "MM": "03", "M": "3", "DD": "04", "D": "4"}
        return "".join(words[token] + after for token, after in self.parts)

    def iso(self, text: nw.Expr) -> nw.Expr:
        """The cell as `2025-03-04`, where it has the shape; otherwise anything."""
        import narwhals as nw

        if self == ISO_FORMAT:
            return text
        found = {token[0]: part for (token, _), part in zip(self.parts, self._cut(text), strict=True)}
        if self.century:
            found["Y"] = nw.concat_str([nw.lit(self.century), found["Y"]])
        return nw.concat_str([found["Y"], found["M"], found["D"]], separator="-")

    def _cut(self, text: nw.Expr) -> list[nw.Expr]:
        import narwhals as nw

        if any(len(token) == 1 for token, _ in self.parts):
            cuts = (r"[^0-9].*\z", r"\A[0-9]+[^0-9]|[^0-9][0-9]+\z", r"\A.*[^0-9]")
            parts = [text.str.replace_all(cut, "") for cut in cuts]
            return [
                part if token[0] == "Y" else nw.concat_str([nw.lit("0"), part]).str.slice(-2, 2)
                for (token, _), part in zip(self.parts, parts, strict=True)
            ]
        at, parts = 0, []
        for token, after in self.parts:
            parts.append(text.str.slice(at, len(token)))
            at += len(token) + len(after)
        return parts


ISO_FORMAT: Final = DayFormat("YYYY-MM-DD", (("YYYY", "-"), ("MM", "-"), ("DD", "")))


def parse_format(text: str, century: str = "") -> DayFormat | str:
    """The format `text` declares, or why it declares none."""
    spelled = "|".join(_TOKENS)
    between = f"[{re.escape(_BETWEEN)}]?"
    found = re.fullmatch(f"({spelled})({between})({spelled})({between})({spelled})", text)
    if found is None or sorted(token[0] for token in found.group(1, 3, 5)) != ["D", "M", "Y"]:
        return "a date format has a year (YYYY), a month (MM or M) and a day (DD or D), with one of - / . between"
    first, after, second, then, third = found.groups()
    parts = ((first, after), (second, then), (third, ""))
    if any(len(token) == 1 for token, _ in parts) and not (after and then):
        return "months and days of one or two digits need something between them"
    if ("YY" in (first, second, third)) != bool(century):
        return (
            "a year of two digits does not say which century; add `century: 2000`"
            if not century
            else "the century is said of years of two digits, YY"
        )
    return DayFormat(text, parts, century)


def _quoted(between: str) -> str:
    return f"[{between}]" if between and between != "-" else between
