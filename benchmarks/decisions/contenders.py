"""Everybody who decides a record of W, by name; the ways of one library share the part before the colon."""

from __future__ import annotations

from importlib.util import find_spec

from benchmarks.decisions import by_datalogic, by_durable, by_openfisca, by_zen, ours
from benchmarks.decisions.by_hand import decide
from benchmarks.decisions.way import Way, as_told

HAND, GENERATED, TRACED = "by hand", "generated", "generated, with the whole trace"
LIBRARIES = {
    "zen-engine": by_zen.WAYS,
    "durable_rules alone": by_durable.WAYS,
    "openfisca-core": by_openfisca.WAYS,
}
WAYS: dict[str, Way] = {
    HAND: Way(lambda: decide, as_told, lambda answer: answer),
    **ours.WAYS,
    "datalogic": by_datalogic.FROM_DICTS,
    "datalogic, facts copied in before": by_datalogic.FROM_HANDLES,
    **{f"{library}: {name}": way for library, ways in LIBRARIES.items() for name, way in ways.items()},
}


def here() -> list[str]:
    """Those whose libraries are installed."""
    return [name for name, way in WAYS.items() if way.module is None or find_spec(way.module) is not None]
