"""Small summaries to draw: a ledger of five gifts under the bill, and the same under both laws."""

from __future__ import annotations

from dataclasses import replace

from ctethics.outcome.finding import Outcome
from ctethics.outcome.summary import (
    DutyCount,
    DutyFlip,
    ExceptionCount,
    Flip,
    FlippedRow,
    Flips,
    Glance,
    LedgerRow,
    LimitFlip,
    MonthCount,
    NeedCount,
    ProvisionCount,
    RejectCount,
    Summary,
)

GIFT, DEALS, REPORT, POOLED = "1-79(5)", "1-84(m)", "1-84(o)", "opm(12)"
TITLES = {
    GIFT: "Gift",
    DEALS: "Gifts from those who deal with the recipient's agency",
    REPORT: "Written report of things given",
    "1-84(p)": "Gifts from those one supervises",
    POOLED: "Pooled gifts",
    "opm(13)": "Giving what items 10 to 12 prohibit",
}
KINDS = {GIFT: "definition", REPORT: "duty"}
# By provision: applies, undetermined, excepted, does not apply.
COUNTS = {
    GIFT: (1200, 300, 700, 47),
    DEALS: (31, 4, 18, 2194),
    REPORT: (1000, 0, 0, 1247),
    "1-84(p)": (0, 0, 0, 2247),
    POOLED: (0, 0, 2, 2245),
    "opm(13)": (0, 0, 0, 2247),
}
MONTHS = ((DEALS, "2024-09", "applies", 3), (DEALS, "2024-11", "applies", 28), (DEALS, "2024-11", "excepted", 18))
ORDER: tuple[Outcome, ...] = ("applies", "undetermined", "excepted", "does not apply")


def counted(citation: str, numbers: tuple[int, ...]) -> ProvisionCount:
    return ProvisionCount(
        citation,
        TITLES[citation],
        citation.startswith("opm"),
        KINDS.get(citation, "prohibition"),
        "transfer",
        {outcome: number for outcome, number in zip(ORDER, numbers, strict=True) if number},
    )


def gift(id_: str, date: str, donor: str, value: str, outcome: Outcome, **more: object) -> LedgerRow:
    row = LedgerRow(id_, "transfer", date, (("donor", donor), ("recipient", "lee")), value, {DEALS: outcome})
    return replace(row, **more)


ROWS = (
    gift("g2", "2024-09-03", "acme", "$75.00", "applies", duties=((REPORT, "2024-09-13"),)),
    gift("g10", "2024-11-05", "Acme East", "$1,250.50", "applies", duties=((REPORT, None),)),
    gift("g1", "2024-11-05", "kim", "", "undetermined", needs=("value", "donor in attendance")),
    gift("g3", "2024-11-30", "acme", "$9.99", "excepted", excepted_by=("1-79(5)(I)", "opm(12) item 13")),
    gift("g4", "2024-12-01", "bob", "$20.00", "does not apply"),
)


def ledger() -> Summary:
    return Summary(
        law="sb434",
        engine="columnar 1.0 on Polars 2.1",
        source="gifts.csv",
        kinds=("transfer",),
        read=2250,
        accepted=2247,
        rejected=3,
        # Out of order, as an aggregate gives them.
        provisions=tuple(counted(citation, COUNTS[citation]) for citation in reversed(COUNTS)),
        months=(*(MonthCount(*m) for m in MONTHS), MonthCount(GIFT, "2024-12", "applies", 1200)),
        exceptions=(
            ExceptionCount("opm(12) item 13", "Major life event", 2),
            ExceptionCount("1-79(5)(I)", "Food or beverage with the donor in attendance", 500),
            ExceptionCount("1-79(5)(F)", "Certificate, plaque or other ceremonial award", 200),
        ),
        duties=(DutyCount(REPORT, "written report", 1000, "2024-09-13", "2024-12-11"),),
        needs=(NeedCount("value", 4), NeedCount("donor in attendance", 296)),
        rejects=(RejectCount("", "too many fields", 1), RejectCount("Amount ($)", "`12,3.00` is no amount", 2)),
        notes=("Reading crossing: only the crossing meal.",),
        glance=Glance(prohibited=31, excepted=18, undetermined=304, owing=1000, policy_alone=0),
        rows=ROWS,
        rows_total=2247,
    )


def flips() -> Flips:
    return Flips(
        one="current",
        other="sb434",
        engine="columnar 1.0 on Polars 2.1",
        source="gifts.csv",
        kinds=("transfer",),
        read=2250,
        accepted=2247,
        rejected=3,
        changed=13,
        dollars="$1,334.99",
        flips=(
            Flip(POOLED, TITLES[POOLED], True, "applies", "excepted", 1),
            Flip(DEALS, TITLES[DEALS], False, "applies", "undetermined", 2),
            Flip(DEALS, TITLES[DEALS], False, "applies", "excepted", 11),
            Flip(GIFT, TITLES[GIFT], False, "applies", "applies", 800),
        ),
        limits=(
            LimitFlip(GIFT, "food and beverage", "$50.00", "$100.00", 11),
            LimitFlip(GIFT, "ceremonial award", "$100.00", "$250.00", 0),
        ),
        duties=(DutyFlip(REPORT, "written report", 0, 1),),
        rejects=(RejectCount("Amount ($)", "`12,3.00` is no amount", 3),),
        notes=("Reading crossing: only the crossing meal.",),
        rows=(
            FlippedRow("g1", "2024-11-05", ROWS[0].parties, "$75.00", DEALS, "applies", "excepted"),
            FlippedRow("g1", "2024-11-05", ROWS[0].parties, "$75.00", POOLED, "applies", "excepted"),
            FlippedRow("g2", "2024-12-05", ROWS[2].parties, "", DEALS, "applies", "undetermined"),
        ),
        rows_total=14,
    )
