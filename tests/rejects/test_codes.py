"""Each diagnostic code has a reject: a wrong rule base, a wrong case, or one of the tests named here."""

from pathlib import Path

from ctethics.diagnostics import CODES

HERE = Path(__file__).parent
# The first digits of the codes that rule files get; of them, one is of cases in JSON, two come of running the rules.
OF_RULES = "123459"
OTHERS = {"CTE107", "CTE502", "CTE503"}


def named(folder: str) -> set[str]:
    """The codes that rejects of a folder are named after."""
    return {path.name.partition("-")[0] for path in (HERE / folder).iterdir()}


def golden() -> str:
    """The tests that hold the messages of tables, engines, ledgers and what comes out otherwise."""
    paths = [HERE / "test_usage.py", HERE / "test_expectations.py"]
    others = ("tables", "audits", "balance", "receipts")
    paths += [path for name in others for path in (HERE.parent / name).glob("test_*.py")]
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def test_each_code_of_rule_files_has_a_wrong_rule_base_and_no_rule_base_has_another() -> None:
    assert named("rules") == {code for code in CODES if code[3] in OF_RULES} - OTHERS


def test_each_other_code_has_a_wrong_case_or_a_message_in_a_test_and_no_case_has_another() -> None:
    told = golden()
    assert named("cases") <= set(CODES)
    others = {code for code in CODES if code[3] not in OF_RULES} | OTHERS
    assert others <= named("cases") | {code for code in CODES if f"error[{code}]" in told}


def test_each_code_says_in_its_name_what_it_is_about() -> None:
    assert all(code[:3] == "CTE" and code[3:].isdecimal() and len(code) == 6 for code in CODES)
    assert len(set(CODES.values())) == len(CODES)
