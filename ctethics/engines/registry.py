"""The engines by name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ctethics.diagnostics import Diagnostic, EngineError, Span, UsageError, near

if TYPE_CHECKING:
    from ctethics.engines.protocol import Engine
    from ctethics.program import Program

ENGINES = ("direct", "durable", "generated", "columnar")


@lru_cache(maxsize=1)
def default_engine() -> str:
    """`durable` where durable_rules loads, `generated` elsewhere."""
    return "generated" if _why_durable_cannot_load() else "durable"


def loadable_engines() -> list[str]:
    """The engines that load on this Python, the judge first."""
    return [name for name in ENGINES if name != "durable" or default_engine() == "durable"]


def _why_durable_cannot_load() -> ImportError | None:
    try:
        import durable_rules_engine  # noqa: F401
    except ImportError as error:
        return error
    return None


def check_engine(name: str) -> None:
    """Raises UsageError for an engine there is not, EngineError for one that cannot load."""
    if name not in ENGINES:
        guess = near(str(name), ENGINES)
        fix = f"write `{guess}`." if guess else f"write one of: {', '.join(ENGINES)}."
        what = f"unknown engine `{name}`"
        raise UsageError([Diagnostic("CTE701", Span.whole("engine"), what, "engines are few.", fix)])
    error = _why_durable_cannot_load() if name == "durable" else None
    if error is not None:
        why = "durable_rules 2.0.28 loads on Python 3.11 and 3.12 only."
        fix = "use engine=`generated`, or Python 3.12 with `pip install durable-rules`."
        what = f"the engine `durable` cannot load: {error}"
        raise EngineError([Diagnostic("CTE701", Span.whole("engine"), what, why, fix)]) from error


def make_engine(name: str, program: Program) -> Engine:
    """The engine for a program. Raises UsageError for an unknown name, EngineError where it cannot load."""
    check_engine(name)
    if name == "direct":
        from ctethics.engines.direct import DirectEngine

        return DirectEngine(program)
    if name == "durable":
        from ctethics.engines.durable.run import DurableEngine

        return DurableEngine(program)
    if name == "generated":
        from ctethics.engines.generated.run import GeneratedEngine

        return GeneratedEngine(program)
    from ctethics.engines.columnar.run import ColumnarEngine

    return ColumnarEngine(program)
