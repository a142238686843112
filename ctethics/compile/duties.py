"""Pass 4, continued: what a provision that applies lays on someone, and what may follow from it."""

from __future__ import annotations

from ctethics.compile.limits import LENGTHS, MOST, check_operator, limit_named, refuse_unestablished
from ctethics.compile.scope import Scope
from ctethics.law.phrases import parse_phrase
from ctethics.program import Consequence, Due, Duty, Limit, Stated
from ctethics.program.provision import HEAD
from ctethics.rulefile.consequence_forms import CONSEQUENCE, DUE, DUTY, LAST_DAY, LIMITED, STATED, UNTIL
from ctethics.source import Mapping, Node, Scalar


def compile_duty(node: Mapping, scope: Scope) -> Duty | None:
    """The duty, or None and a diagnostic for each slip in it."""
    shape = scope.shape
    fields = shape.form(node, DUTY)
    if fields is not None and ("due" in fields) == ("until" in fields):
        why = "a duty is due on a day, or lasts until one."
        what = "`due` and `until` together" if "due" in fields else "`due` is missing"
        fix = "keep one of the two." if "due" in fields else "add `due: …` or `until: …`."
        scope.problems.add("CTE202", node.span, what, why=why, fix=fix)
        return None
    states = shape.mapping(fields["states"], "`states`") if fields else None
    if fields is None or states is None:
        return None
    owed_by = scope.fact(fields["owed by"], ("text",))
    due = _due(fields["due"], scope) if "due" in fields else _until(fields["until"], scope)
    owed_to = []
    for scalar in shape.scalars(fields["owed to"], "`owed to`"):
        _check_creditor(scalar, scope)
        owed_to.append(scalar.text)
    stated = [item for what, source in states.items.items() if (item := _stated(what, source, scope))]
    if owed_by is None or due is None:
        return None
    return Duty(shape.text(fields["what"], "`what`"), owed_by.name, tuple(owed_to), due, tuple(stated))


def _due(node: Node, scope: Scope) -> Due | None:
    shape = scope.shape
    fields = shape.form(node, DUE)
    if fields is None:
        return None
    if ("with" in fields and len(fields) > 1) or {"after", "of the month after"} <= fields.keys():
        why = "what is due has one day, or goes with one thing."
        scope.problems.add("CTE202", node.span, "`due` says two things", why=why, fix="keep one of them.")
        return None
    if "with" in fields:
        return Due(None, None, shape.text(fields["with"], "`with`"))
    key = "of the month after" if "of the month after" in fields else "after"
    whole = shape.form(node, DUE, needs=("limit", key))
    if whole is None:
        return None
    opens = shape.text(fields["opens"], "`opens`") if "opens" in fields else None
    if opens is not None and opens not in map(str, range(1, MOST["day of the month"] + 1)):
        scope.mismatch(fields["opens"].span, f"`opens` is `{opens}`", "it is a day of the month from 1 to 28.")
        return None
    units = ("day of the month",) if key == "of the month after" else LENGTHS
    made = _end(whole, key, units, "not more than", scope)
    return Due(*made, opens=int(opens) if opens else None) if made else None


def _until(node: Node, scope: Scope) -> Due | None:
    fields = scope.shape.form(node, UNTIL)
    made = _end(fields, "after", LENGTHS, "at least", scope) if fields else None
    return Due(*made, is_end=True) if made else None


def _check_creditor(scalar: Scalar, scope: Scope) -> None:
    """Reports CTE203 for one who is no part in the event, no agency of a part and no office."""
    name = scalar.text.removeprefix(HEAD)
    ref = scope.vocabulary.refer(scope.kind, name)
    if ref is not None and ref.type == "text":
        return
    if name == scalar.text and name in scope.vocabulary.offices:
        return
    known = (*scope.vocabulary.events[scope.kind].roles, *scope.vocabulary.offices)
    scope.undeclared(scalar, "party or office", known)


def _end(
    fields: dict[str, Node], key: str, units: tuple[str, ...], operator: str, scope: Scope
) -> tuple[Limit, str] | None:
    """The limit and the date it is counted from."""
    after = scope.fact(fields[key], ("date",))
    counted = scope.shape.scalar(fields["limit"], "`limit`")
    limit = limit_named(counted, scope) if counted else None
    if limit is None or after is None:
        return None
    if limit.unit not in units:
        what = f"limit `{limit.name}` is in {limit.unit}"
        scope.mismatch(fields["limit"].span, what, f"a due date counts {', '.join(units)}.")
        return None
    fix = f"quote words that mean `{operator}`; this {'lasts' if operator == 'at least' else 'is due'} so long."
    check_operator(limit, operator, fields["limit"], scope, fix)
    return limit, after.name


def _stated(what: str, node: Node, scope: Scope) -> Stated | None:
    if not isinstance(node, Mapping):
        ref = scope.fact(node)
        return Stated(what, ref.name) if ref else None
    fields = scope.shape.form(node, STATED)
    name = scope.shape.scalar(fields["total"], "`total`") if fields else None
    total = scope.total(name) if name else None
    return Stated(what, total) if total else None


def compile_consequence(node: Node, scope: Scope) -> Consequence | None:
    """What may follow, or None and a diagnostic for each slip in it."""
    shape = scope.shape
    fields = shape.form(node, CONSEQUENCE)
    if fields is None:
        return None
    last = shape.form(fields["last day"], LAST_DAY) if "last day" in fields else None
    ends = _end(last, "after", LENGTHS, "not more than", scope) if last else None
    amount = _amount(fields["amount"], scope) if "amount" in fields else None
    if ("last day" in fields and ends is None) or ("amount" in fields and amount is None):
        return None
    limit, operator = amount or (None, None)
    return Consequence(
        shape.text(fields["what"], "`what`"),
        shape.text(fields["if"], "`if`") if "if" in fields else None,
        limit,
        operator,
        Due(*ends) if ends else None,
        scope.quote(fields.get("quote")),
    )


def _amount(node: Node, scope: Scope) -> tuple[Limit, str] | None:
    """The limit of an amount, with the operator that its own words give it."""
    fields = scope.shape.form(node, LIMITED)
    name = scope.shape.scalar(fields["limit"], "`limit`") if fields else None
    limit = limit_named(name, scope) if isinstance(name, Scalar) else None
    if limit is None:
        return None
    if refuse_unestablished(limit, node, scope):
        return None
    says = next((version.says for versions in limit.versions.values() for version in versions), None)
    meaning = parse_phrase(says) if says else None
    return limit, meaning.operator if meaning else "not more than"
