"""W in openfisca-core: a simulation of one row for each decision, made, filled and asked.

It knows no unknown, so questions are answered in the lattice, and no text, so categories are numbers. A variable for
each exception is how its documentation has laws written; a single variable with one formula costs least.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.decisions.by_hand import Answer
from benchmarks.decisions.records import CHANGED, Record
from benchmarks.decisions.way import Way, decoded, in_lattice
from benchmarks.ledgers.data import CATEGORIES

PERIOD = "2024"
NUMBER = {category: number for number, category in enumerate(CATEGORIES)}
GIVEN = tuple(Record.__annotations__)
Formula = Callable[[Any, Any], Any]


def exceptions() -> dict[str, Formula]:
    """Exceptions (B) to (G) in the lattice; (A) is a fact itself."""
    import numpy as np

    def at_most(row: Any, period: Any, name: str, old: int, new: int) -> Any:
        return row(name, period) <= np.where(row("date", period) >= CHANGED, new, old)

    def is_(row: Any, period: Any, category: str) -> Any:
        return row("category", period) == NUMBER[category]

    def award(row: Any, period: Any) -> Any:
        return 2 * (is_(row, period, "ceremonial award") & at_most(row, period, "value", 9999, 24999))

    def meal(row: Any, period: Any) -> Any:
        may_hold = is_(row, period, "food or beverage") & at_most(row, period, "food", 4999, 9999)
        return np.where(may_hold, row("attends", period), 0)

    def life_event(row: Any, period: Any) -> Any:
        holds = np.maximum(row("family", period), 2 * at_most(row, period, "value", 100000, 150000))
        return np.where(is_(row, period, "major life event gift"), holds, 0)

    def token(row: Any, period: Any) -> Any:
        is_small = at_most(row, period, "value", 1000, 2000) & at_most(row, period, "tokens", 5000, 10000)
        return 2 * (is_(row, period, "token") & is_small)

    def training(row: Any, period: Any) -> Any:
        return 2 * is_(row, period, "training")

    def admission(row: Any, period: Any) -> Any:
        return 2 * is_(row, period, "event admission")

    return {formula.__name__: formula for formula in (award, meal, life_event, token, training, admission)}


def gift(row: Any, period: Any, excepting: list[Any]) -> Any:
    import numpy as np

    return np.minimum.reduce([row("direct", period), 2 - row("equal", period), *(2 - one for one in excepting)])


def first(excepting: list[Any]) -> Any:
    import numpy as np

    return np.select([one == 2 for one in excepting], list(range(1, len(excepting) + 1)), 0)


def system(formulas: dict[str, Formula]) -> Any:
    """The tax and benefit system of one entity, the transfer, with the variables given and these."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    entity = build_entity(key="transfer", plural="transfers", label="transfer", is_person=True)
    made = TaxBenefitSystem([entity])
    about = {"value_type": int, "entity": entity, "definition_period": DateUnit.YEAR}
    for name in GIVEN:
        made.add_variable(type(name, (Variable,), {**about, "label": name}))
    for name, formula in formulas.items():
        made.add_variable(type(name, (Variable,), {**about, "label": name, "formula": formula}))
    return made


def asked(made: Any, *names: str) -> Callable[[dict[str, Any]], list[Any]]:
    """The simulation of one row, and these variables of it."""
    from openfisca_core.periods import period
    from openfisca_core.simulations import SimulationBuilder

    year = period(PERIOD)

    def decide(told: dict[str, Any]) -> list[Any]:
        simulation = SimulationBuilder().build_default_simulation(made, count=1)
        for name, value in told.items():
            simulation.set_input(name, year, value)
        return [simulation.calculate(name, year)[0] for name in names]

    return decide


def with_variables() -> Any:
    formulas = exceptions()
    names = ["family", *formulas]
    whole: dict[str, Formula] = {
        "gift": lambda row, period: gift(row, period, [row(name, period) for name in names]),
        "first": lambda row, period: first([row(name, period) for name in names]),
    }
    return asked(system(formulas | whole), "gift", "first")


def with_one() -> Any:
    formulas = exceptions()

    def coded(row: Any, period: Any) -> Any:
        excepting = [row("family", period), *(formula(row, period) for formula in formulas.values())]
        return 3 * first(excepting) + gift(row, period, excepting)

    return asked(system({"coded": coded}), "coded")


def takes(record: Record) -> dict[str, Any]:
    """Arrays of one number, as it keeps them."""
    import numpy as np

    told = {**in_lattice(record), "category": NUMBER[record["category"]]}
    return {name: np.array([value], np.int32) for name, value in told.items()}


def of_variables(found: list[Any]) -> Answer:
    return decoded(3 * int(found[1]) + int(found[0]))


WAYS = {
    "a variable for each exception": Way(with_variables, takes, of_variables, "openfisca_core"),
    "one variable": Way(with_one, takes, lambda found: decoded(found[0]), "openfisca_core"),
}
