"""The command `audit` on small tables, under a small law of one provision (`tests/rejects/base`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from ctethics.cli import main

RULES = Path(__file__).parents[1] / "rejects" / "base" / "rules"
HEADER = "id,kind,date,donor,recipient,item,value"
ROWS = (
    "a,transfer,2025-03-03,acme,lee,food or beverage,$20.01",
    "b,transfer,2025-03-04,acme,lee,plaque,$99.99",
    "c,transfer,2025-04-01,bolt,lee,food or beverage,$20.00",
    "d,transfer,2025-04-02,bolt,kim,food or beverage,",
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str


def table(*rows: str, header: str = HEADER) -> str:
    return "".join(f"{line}\n" for line in (header, *rows))


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder in which tables are written and commands run."""

    folder: Path
    patch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def put(self, name: str, text: str | bytes) -> None:
        data = text.encode() if isinstance(text, str) else text
        (self.folder / name).write_bytes(data)

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def run(self, *arguments: str, law: str = "sb434") -> Ran:
        given = ["ctethics", "audit", *arguments, "--law", law, "--rules", str(RULES)]
        self.patch.setattr("sys.argv", given)
        self.patch.chdir(self.folder)
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        told = self.capsys.readouterr()
        return Ran(status, told.out, told.err)
