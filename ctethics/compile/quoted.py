"""Pass 3, continued: the words that a comparison quotes, held to its operator and amount."""

from __future__ import annotations

from ctethics.compile.scope import Scope
from ctethics.law.phrases import OPPOSITES, Meaning, parse_phrase
from ctethics.program import Compare, Condition, DaysAfter, TotalIs
from ctethics.source import Mapping

# Of a duty it says how long that lasts at least, of a thing done how long after it may matter: no operator to hold to.
_LENGTH = "for a period of"


def check_quoted(made: Condition, node: Mapping, scope: Scope) -> None:
    """Reports CTE302 and CTE303 where the words that a comparison quotes state another operator or amount."""
    if not isinstance(made, Compare | DaysAfter | TotalIs) or made.quote is None:
        return
    for law, place in made.quote.by_law.items():
        meaning = parse_phrase(place.text)
        if meaning is None:
            continue
        if _LENGTH not in place.text and meaning.operator not in _fitting(made.operator, scope):
            _other_operator(made.operator, place.text, meaning, node, scope)
            return
        if (meaning.amount, meaning.unit) != (made.limit.versions[law][-1].amount, made.limit.unit):
            _other_amount(place.text, meaning, node, scope)
            return


def _fitting(operator: str, scope: Scope) -> tuple[str, ...]:
    """The operators that the words may mean; of what a `not` turns round they may say either."""
    return (operator, OPPOSITES[operator]) if scope.is_negated else (operator,)


def _other_operator(operator: str, said: str, meaning: Meaning, node: Mapping, scope: Scope) -> None:
    what = f'the operator is `{operator}`, but the words quoted, "{said}", mean `{meaning.operator}`'
    why = "the words of the law decide what happens at the exact figure."
    fix = f"write `{meaning.operator}`, or quote the words that mean `{operator}`."
    scope.problems.add("CTE302", node.items["is"].span, what, why=why, fix=fix)


def _other_amount(said: str, meaning: Meaning, node: Mapping, scope: Scope) -> None:
    against = node.items["amount" if "amount" in node.items else "limit"]
    what = f'the words quoted, "{said}", mean {meaning.shown}, which is not what this is compared with'
    why = "the amount beside the words must be the one the words state."
    fix = f"compare with {meaning.shown}, or quote the right words."
    scope.problems.add("CTE303", against.span, what, why=why, fix=fix)
