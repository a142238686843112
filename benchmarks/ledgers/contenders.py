"""Everybody who answers W, by name; the plans of one library share the part before the colon.

`PROGRAM` has another ledger, and nobody beside it.
"""

from __future__ import annotations

from benchmarks.ledgers import by_duckdb, by_loop, by_openfisca, by_polars, ours, program
from benchmarks.ledgers.answers import Contender

OURS, WHOLE, READ_ONLY, POLARS, DUCKDB = "ctethics", "ctethics, all its columns", "reading only", "Polars", "DuckDB"
OPENFISCA, LOOP, PROGRAM = "openfisca-core", "Python loop", "the full program"
CONTENDERS: dict[str, Contender] = {
    OURS: ours.CONTENDER,
    WHOLE: ours.WHOLE,
    **{f"{POLARS}: {name}": by_polars.contender(plan) for name, plan in by_polars.PLANS.items()},
    **{f"{DUCKDB}: {name}": by_duckdb.contender(sums) for name, sums in by_duckdb.PLANS.items()},
    OPENFISCA: by_openfisca.CONTENDER,
    LOOP: by_loop.CONTENDER,
    READ_ONLY: by_polars.READ_ONLY,
}
OTHERS = {PROGRAM: program.CONTENDER}
