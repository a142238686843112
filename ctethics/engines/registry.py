"""The engines by name."""

from __future__ import annotations

from functools import lru_cache

from ctethics.diagnostics import Diagnostic, EngineError, Span, UsageError, near
from ctethics.engines.direct import DirectEngine
from ctethics.engines.protocol import Engine
from ctethics.program import Program

ENGINES = ("direct", "durable", "generated", "columnar")


@lru_cache(maxsize=1)
def default_engine() -> str:
    """`durable` where durable_rules loads, `generated` elsewhere."""
    return "durable" if _loads() else "generated"


def loadable_engines() -> list[str]:
    """The engines that load on this Python, the judge first."""
    return [name for name in ENGINES if name != "durable" or default_engine() == "durable"]


def _loads() -> bool:
    try:
        import durable_rules_engine  # noqa: F401
    except ImportError:
        return False
    return True


def make_engine(name: str, program: Program) -> Engine:
    """The engine for a program. Raises UsageError for an unknown name, EngineError where it cannot load."""
    if name == "direct":
        return DirectEngine(program)
    if name == "durable":
        return _durable(program)
    if name == "generated":
        from ctethics.engines.generated.run import GeneratedEngine

        return GeneratedEngine(program)
    if name == "columnar":
        from ctethics.engines.columnar.run import ColumnarEngine

        return ColumnarEngine(program)
    guess = near(str(name), ENGINES)
    fix = f"write `{guess}`." if guess else f"write one of: {', '.join(ENGINES)}."
    raise UsageError([Diagnostic("CTE701", Span.whole("engine"), f"unknown engine `{name}`", "engines are few.", fix)])


def _durable(program: Program) -> Engine:
    try:
        from ctethics.engines.durable.run import DurableEngine
    except ImportError as error:
        why = "durable_rules 2.0.28 loads on Python 3.11 and 3.12 only."
        fix = "use engine=`generated`, or Python 3.12 with `pip install durable-rules`."
        what = f"the engine `durable` cannot load: {error}"
        raise EngineError([Diagnostic("CTE701", Span.whole("engine"), what, why, fix)]) from error
    return DurableEngine(program)
