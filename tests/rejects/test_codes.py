"""Each diagnostic code has a reject: a rule base, a case, or one of the tests named here."""

from pathlib import Path

from ctethics.diagnostics import CODES

HERE = Path(__file__).parent


def test_each_code_of_the_table_has_a_reject_and_no_reject_has_another() -> None:
    named = [path.name for folder in ("rules", "cases") for path in (HERE / folder).iterdir()]
    golden = [
        HERE / "test_usage.py",
        *(p for name in ("tables", "audits", "balance") for p in (HERE.parent / name).glob("test_*.py")),
    ]
    told = "".join(path.read_text(encoding="utf-8") for path in golden)
    covered = {name.partition("-")[0] for name in named} | {code for code in CODES if f"error[{code}]" in told}
    assert covered == set(CODES)


def test_each_code_says_in_its_name_what_it_is_about() -> None:
    assert all(code[:3] == "CTE" and code[3:].isdecimal() and len(code) == 6 for code in CODES)
    assert len(set(CODES.values())) == len(CODES)
