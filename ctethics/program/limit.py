"""Amounts the law fixes, and the words a rule rests on."""

from __future__ import annotations

from dataclasses import dataclass

from ctethics.law.statute import Quotation


@dataclass(frozen=True, slots=True)
class Version:
    """What a limit is from a day on: the amount (cents, days, times …) and the phrase that states it, if quoted.

    amount -- None where the sources do not establish it.
    """

    start: int
    amount: int | None
    says: str | None
    found: Quotation | None


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount the law fixes, by law and day.

    unit -- dollars (held in cents), days, months, years, hours, times or `day of the month`.
    """

    name: str
    unit: str
    versions: dict[str, tuple[Version, ...]]
    rests_on: str | None = None

    def version(self, law: str, day: int) -> Version:
        """The version in force under `law` on `day`; each law's first version reaches back for ever."""
        versions = self.versions[law]
        for version in reversed(versions[1:]):
            if day >= version.start:
                return version
        return versions[0]

    def at(self, law: str, day: int) -> int:
        """The amount in force under `law` on `day`; only a length of time may be one that is not established."""
        amount = self.version(law, day).amount
        assert amount is not None, f"limit {self.name} is not established"
        return amount


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words a condition rests on, where they stand under each law (None: the law's text is not at hand)."""

    by_law: dict[str, Quotation]
