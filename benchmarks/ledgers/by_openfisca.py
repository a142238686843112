"""W with openfisca-core, its totals counted: they are added up by numpy within the time.

OpenFisca has neither nulls nor totals over other rows. So yes, no and unknown are 2, 0 and 1 (`and` is the least, `or`
the greatest), an amount that is null is -1, and what a row needs of a total comes in as two variables. It looks up a
parameter once for all rows of a calculation, so both amounts of a limit stand in the formulas.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.ledgers.answers import Answers, Contender, Run
from benchmarks.ledgers.data import CATEGORIES, CHANGE, COLUMNS

PERIOD = "2024"
UNKNOWN = -1
CODE = {name: number for number, name in enumerate(CATEGORIES)}
QUESTIONS = {
    "attends": "payer_in_attendance",
    "family": "donor_is_family",
    "equal": "consideration_equal",
    "direct": "directly_received",
}
GIVEN = ("is_new", "cents", "category", *QUESTIONS, "food", "food_is_open", "tokens", "tokens_are_open")


def system() -> Any:
    """The tax and benefit system of one entity, the transfer: what is given, the exceptions, and the answers."""
    import numpy as np
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    entity = build_entity(key="transfer", plural="transfers", label="transfer", is_person=True)
    made = TaxBenefitSystem([entity])

    def variable(name: str, formula: Any = None) -> None:
        about = {"value_type": int, "entity": entity, "definition_period": DateUnit.YEAR, "label": name}
        made.add_variable(type(name, (Variable,), about if formula is None else {**about, "formula": formula}))

    def limit(row: Any, period: Any, old: int, new: int) -> Any:
        return np.where(row("is_new", period), new, old)

    def is_(row: Any, period: Any, category: str) -> Any:
        return row("category", period) == CODE[category]

    def at_most(row: Any, period: Any, old: int, new: int) -> Any:
        cents = row("cents", period)
        return np.where(cents == UNKNOWN, 1, 2 * (cents <= limit(row, period, old, new)))

    def within(row: Any, period: Any, total: str, is_open: str, old: int, new: int) -> Any:
        is_over = row(total, period) > limit(row, period, old, new)
        return np.where(is_over, 0, 2 - row(is_open, period))

    def award(row: Any, period: Any) -> Any:
        return np.where(is_(row, period, "ceremonial award"), at_most(row, period, 9999, 24999), 0)

    def meal(row: Any, period: Any) -> Any:
        holds = np.minimum(row("attends", period), within(row, period, "food", "food_is_open", 4999, 9999))
        return np.where(is_(row, period, "food or beverage"), holds, 0)

    def life_event(row: Any, period: Any) -> Any:
        holds = np.maximum(row("family", period), at_most(row, period, 100000, 150000))
        return np.where(is_(row, period, "major life event gift"), holds, 0)

    def token(row: Any, period: Any) -> Any:
        total = within(row, period, "tokens", "tokens_are_open", 5000, 10000)
        return np.where(is_(row, period, "token"), np.minimum(at_most(row, period, 1000, 2000), total), 0)

    def training(row: Any, period: Any) -> Any:
        return 2 * is_(row, period, "training")

    def admission(row: Any, period: Any) -> Any:
        return 2 * is_(row, period, "event admission")

    def gift(row: Any, period: Any) -> Any:
        excepted = np.maximum.reduce([row(name, period) for name in exceptions])
        return np.minimum(np.minimum(row("direct", period), 2 - row("equal", period)), 2 - excepted)

    def first(row: Any, period: Any) -> Any:
        return np.select([row(name, period) == 2 for name in exceptions], list(range(1, 8)), 0)

    formulas = (award, meal, life_event, token, training, admission)
    exceptions = ["family", *(formula.__name__ for formula in formulas)]
    for name in GIVEN:
        variable(name)
    for formula in (*formulas, gift, first):
        variable(formula.__name__, formula)
    return made


def read(path: Path) -> dict[str, Any]:
    """The ledger's columns as numpy arrays, answers in the lattice."""
    import polars as pl

    frame = pl.read_parquet(path, columns=list(COLUMNS)).with_columns(
        pl.col("value_cents").fill_null(UNKNOWN),
        pl.col("category").cast(pl.Enum(CATEGORIES)).to_physical(),
        pl.col("date").to_physical(),
        year=pl.col("date").dt.year(),
        is_new=(pl.col("date") >= CHANGE).cast(pl.Int32),
        **{name: (pl.col(column).cast(pl.Int32) * 2).fill_null(1) for name, column in QUESTIONS.items()},
    )
    return {name: frame[name].to_numpy() for name in frame.columns if name not in QUESTIONS.values()}


def running(counts: Any, keys: tuple[str, ...], rows: dict[str, Any]) -> tuple[Any, Any]:
    """Of each row that counts its running total, as far as it is known, and whether an amount in it is not (1)."""
    import numpy as np

    total, is_open = np.zeros(len(counts), np.int64), np.zeros(len(counts), np.int64)
    where = np.flatnonzero(counts)
    if not len(where):
        return total, is_open
    order = [rows[name][where] for name in ("transfer_id", "date", *keys)]
    where = where[np.lexsort(order)]
    cents = rows["cents"][where]
    new = np.zeros(len(where), bool)
    new[0] = True
    for name in (*keys, "year"):
        part = rows[name][where]
        new[1:] |= part[1:] != part[:-1]
    start = np.flatnonzero(new)
    length = np.diff(np.append(start, len(where)))
    for into, amount in ((total, np.maximum(cents, 0)), (is_open, (cents == UNKNOWN).astype(np.int64))):
        summed = np.cumsum(amount)
        into[where] = summed - np.repeat(summed[start] - amount[start], length)
    return total, np.minimum(is_open, 1)


def run(path: Path, made: Any) -> tuple[Any, Any, Any]:
    import numpy as np
    from openfisca_core.simulations import SimulationBuilder

    rows = read(path)
    rows["cents"] = rows.pop("value_cents")
    small = rows["cents"] <= np.where(rows["is_new"], 2000, 1000)
    of_food, of_tokens = rows["category"] == CODE["food or beverage"], (rows["category"] == CODE["token"]) & small
    rows["food"], rows["food_is_open"] = running(of_food, ("recipient_id",), rows)
    rows["tokens"], rows["tokens_are_open"] = running(of_tokens, ("recipient_id", "donor_id"), rows)
    simulation = SimulationBuilder().build_default_simulation(made, count=len(rows["cents"]))
    for name in GIVEN:
        simulation.set_input(name, PERIOD, rows[name].astype(np.int32))
    return rows["transfer_id"], simulation.calculate("gift", PERIOD), simulation.calculate("first", PERIOD)


def prepare(path: Path) -> Run:
    made = system()
    return lambda: run(path, made)


CONTENDER = Contender(prepare, lambda found: Answers(*found), most=1_000_000)
