"""The statements that reach a provision's conclusions, the same that the direct engine reaches.

`e` is an exception, `g` the general rule, `b` whether the provision applies: each True, False or None. Conclusions that
are reached alike are reached once.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from ctethics.engines.generated.expressions import Formula
from ctethics.engines.generated.joints import Expression, either, lines_of
from ctethics.engines.generated.names import Names
from ctethics.program import Condition, Program, Provision


class Conclusions:
    """The statements for one provision after the other, each after those it refers to."""

    def __init__(self, program: Program, names: Names) -> None:
        self.program = program
        self._made: dict[tuple[str, ...], str] = {}
        self._general: dict[str, str] = {}
        self._binding: dict[str, str] = {}
        self._exceptions: dict[str, str] = {}
        self._as_general = Formula(names, lambda citation, *asked: _is(self._general[citation], *asked))
        self._as_binding = Formula(names, lambda citation, *asked: _is(self._binding[citation], *asked))

    def of(self, provision: Provision) -> Iterator[str]:
        """The statements that conclude a provision."""
        citation = provision.citation
        exceptions = []
        for exception in provision.exceptions:
            exceptions.append((yield from self._conclude("e", exception.when, self._as_binding)))
        rule = self._general[citation] = yield from self._conclude("g", provision.general, self._as_general)
        if self.program.references[citation]:
            rule = yield from self._conclude("a", provision.general, self._as_binding)
        self._exceptions[citation], self._binding[citation] = "()", rule
        if exceptions:
            some = yield from self._assign("x", (f"({', '.join(exceptions)},)",))
            excepted = f"None if {rule} is None or None in {some} else True"
            binds = f"False if {rule} is False or True in {some} else {excepted}"
            self._exceptions[citation], self._binding[citation] = some, (yield from self._assign("b", (binds,)))

    def verdict(self, provision: Provision) -> str:
        """The expression of the verdict that was concluded."""
        citation = provision.citation
        general, some, binding = self._general[citation], self._exceptions[citation], self._binding[citation]
        is_plain = not provision.exceptions and general == binding
        return f"plain[{general}]" if is_plain else f"new(Verdict, ({general}, {some}, {binding}))"

    def first(self, provision: Provision) -> Iterator[str]:
        """The statements that return whether a provision applies and the first exception that holds, nothing more."""
        formula, unsure = self._as_binding, []
        for exception in provision.exceptions:
            yield from lines_of(formula.of(exception.when, True, True), 1, "if ", ":")
            yield f"        return False, {exception.citation!r}"
            unsure.append(formula.of(exception.when, True, False))
        yield from lines_of(formula.of(provision.general, False, True), 1, "if ", ":")
        yield "        return False, None"
        yield from lines_of(either([*unsure, formula.of(provision.general, False, False)]), 1, "if ", ":")
        yield "        return None, None"
        yield "    return True, None"

    def _conclude(self, letter: str, c: Condition, formula: Formula) -> Generator[str, None, str]:
        """The statements that give a variable the condition's answer; the variable."""
        may, sure = formula.of(c, True, False), formula.of(c, True, True)
        key = (str(may), str(sure))
        if key in self._made:
            return self._made[key]
        name = self._made[key] = f"{letter}{len(self._made) + 1}"
        yield f"    {name} = False"
        yield from lines_of(may, 1, "if ", ":")
        if may == sure:
            yield f"        {name} = True"
            return name
        yield f"        {name} = None"
        yield from lines_of(sure, 2, "if ", ":")
        yield f"            {name} = True"
        return name

    def _assign(self, letter: str, key: tuple[str]) -> Generator[str, None, str]:
        if key not in self._made:
            self._made[key] = f"{letter}{len(self._made) + 1}"
            yield f"    {self._made[key]} = {key[0]}"
        return self._made[key]


def _is(name: str, wanted: bool, is_sure: bool) -> Expression:
    return f"{name} is {wanted}" if is_sure else f"{name} is not {not wanted}"
