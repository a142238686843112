"""Folders of rules and commands that write: no file names another to be read, and nothing is written over."""

import shutil
from pathlib import Path

import pytest

from tests.hostile.capped import ctethics

ROOT = Path(__file__).parents[2]
FORGED = "x'\n::error file=forged::%0A::set-output name=a::b"


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """Rules and statutes of one's own, with a secret beside them."""
    for name in ("rules", "statutes"):
        shutil.copytree(ROOT / name, tmp_path / "bench" / name)
    (tmp_path / "secret.yaml").write_text("secret: hunter2\n", encoding="utf-8")
    return tmp_path / "bench" / "rules"


@pytest.mark.parametrize("named", ["../../secret", "1-79(5)/../../../secret", "/etc/passwd", "1-84(m)\\n(x)"])
@pytest.mark.parametrize(("key", "status"), [("shares", 1), ("provision", 1), ("see", 0)])
def test_a_path_where_a_name_belongs_is_never_followed(bench: Path, key: str, status: int, named: str) -> None:
    rule = bench / "1-84" / "m.yaml"
    lines = [line for line in rule.read_text(encoding="utf-8").split("\n") if not line.startswith(f"{key}:")]
    rule.write_text("\n".join(["# first", f'{key}: "{named}"', *lines[1:]]), encoding="utf-8")

    ended = ctethics("check", "--rules", bench)

    assert ended.status == status  # what `see` names is a decision's name, whatever it is
    assert "hunter2" not in ended.out + ended.err
    assert "root:" not in ended.out + ended.err


def test_a_link_in_a_folder_of_rules_is_the_file_it_leads_to(bench: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    (bench / "1-84" / "m.yaml").rename(elsewhere)
    (bench / "1-84" / "m.yaml").symlink_to(elsewhere)

    assert ctethics("show", "1-84(m)", "--rules", bench).status == 0


def test_a_link_to_itself_and_one_to_nothing_are_told(bench: Path) -> None:
    (bench / "1-84" / "m.yaml").unlink()
    (bench / "1-84" / "m.yaml").symlink_to("m.yaml")
    (bench / "1-84" / "zz.yaml").symlink_to("nowhere.yaml")

    ended = ctethics("check", "--rules", bench)

    assert ended.status == 1
    assert "m.yaml" in ended.out + ended.err


def test_an_annotation_for_github_is_one_line_whatever_a_file_holds(bench: Path) -> None:
    rule = bench / "1-84" / "m.yaml"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("title: ", 'title: "a" # '), encoding="utf-8")
    (bench / "1-84" / "q,y:z%0A.yaml").write_text(f'provision: "1-84(q)::error::\\n::set-output"\n# {FORGED!r}\n')

    ended = ctethics("check", "--format", "github", "--rules", bench)

    annotations = [line for line in ended.out.split("\n") if line]
    assert ended.status == 1
    assert annotations
    assert all(line.startswith(("::error file=", "::warning file=")) for line in annotations if "::" in line)
    assert not any("file=forged" in line.split("::")[1] for line in annotations if line.startswith("::"))


@pytest.mark.parametrize("citation", ["../1-84(z)", "1-84(../z)", "/tmp/z", "1-84(z)\n", "a" * 5_000])
def test_nothing_begins_outside_the_folder(bench: Path, citation: str) -> None:
    before = sorted(path for path in bench.parents[1].rglob("*"))

    assert ctethics("new", citation, "--rules", bench).status in (1, 2)
    assert sorted(path for path in bench.parents[1].rglob("*")) == before


def test_a_folder_with_something_in_it_is_not_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "rules").mkdir(parents=True)
    (mine / "rules" / "facts.yaml").write_text("mine\n", encoding="utf-8")

    assert ctethics("init", mine).status in (1, 2)
    assert (mine / "rules" / "facts.yaml").read_text(encoding="utf-8") == "mine\n"


def test_a_file_that_is_no_rule_is_not_laid_out_anew(bench: Path) -> None:
    rule = bench / "1-84" / "m.yaml"
    broken = "provision: [1-84(m)\n  title: {\n"
    rule.write_text(broken, encoding="utf-8")

    assert ctethics("fmt", "--rules", bench).status == 1
    assert rule.read_text(encoding="utf-8") == broken
