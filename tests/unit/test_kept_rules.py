"""Compiled rules that are kept are those that the files say, or they are not used."""

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

import ctethics
from ctethics.api import load_rules
from ctethics.cli import cli
from ctethics.compile import Compiled, compile_rules, kept
from ctethics.compile import compile as compiling
from ctethics.compile.load import FOLDER, cache_folder, load_compiled
from ctethics.diagnostics import RuleError
from tests.unit.rules import BASE, FACTS, RULE, STATUTE, assessed

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rules", ROOT / "statutes"
Load = Callable[[], Compiled]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache; whoever is editing the source just now does not matter."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "_has_changed", lambda: False)
    return tmp_path / "cache"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of rules of one's own, with its statutes."""
    return Path(shutil.copytree(BASE, tmp_path / "own"))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each time that rules are compiled."""
    times: list[str] = []
    compile_files = compiling.compile_files

    def counted(*files: object, **options: object) -> Compiled:
        times.append("compiled")
        return compile_files(*files, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(compiling, "compile_files", counted)
    return times


def loaded(own: Path) -> Compiled:
    return load_compiled(own / "rules", own / "statutes")


def fresh(own: Path) -> Compiled:
    return compile_rules(own / "rules", own / "statutes", with_examples=False)


def only(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def replace_bytes(path: Path, old: bytes, new: bytes) -> None:
    """Other words of the same length, the file's times left as they are."""
    before, data = path.stat(), path.read_bytes()
    assert old in data
    assert len(old) == len(new)
    path.write_bytes(data.replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_the_shipped_rules_are_the_same_kept_as_fresh(cache: Path, made: list[str]) -> None:
    first, second = load_compiled(*SHIPPED), load_compiled(*SHIPPED)
    assert made == ["compiled"]
    assert second is not first
    assert second == first == compile_rules(*SHIPPED, with_examples=False)
    assert list(second.program.provisions) == list(first.program.provisions)


def test_what_is_kept_answers_as_what_is_fresh(cache: Path, own: Path, made: list[str]) -> None:
    told = {"value": "$20.01", "item": "food or beverage"}
    laws = [ctethics.load("sb434", rules=own / "rules", engine="direct") for _ in range(2)]
    one, two = (assessed(law, **told) for law in laws)
    assert made == ["compiled"]
    assert one.to_dict() == two.to_dict()
    assert str(one) == str(two)


def test_what_was_worked_out_from_a_program_is_not_kept(cache: Path, own: Path) -> None:
    assert set(vars(next(iter(loaded(own).program.provisions.values())).statute)) > {"heading", "words", "source_lines"}
    again = loaded(own).program
    assert set(vars(again)) == {"vocabulary", "provisions"}
    assert set(vars(next(iter(again.provisions.values())).statute)) == {"heading", "words", "source_lines"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (RULE, b"title: Gift", b"title: Gilt"),
        (STATUTE, b"(a) A gift", b"(a) A gilt"),
        (FACTS, b"Who gave it?", b"Who gave us?"),
    ],
    ids=["rule", "statute", "facts"],
)
def test_a_file_changed_by_one_byte_with_its_size_and_times_is_read_anew(
    cache: Path, own: Path, made: list[str], file: str, old: bytes, new: bytes
) -> None:
    before = loaded(own)
    replace_bytes(own / file, old, new)
    assert loaded(own) != before
    assert loaded(own) == fresh(own)
    assert made == ["compiled"] * 3  # two kept, and the fresh one
    assert len(list(cache.iterdir())) == 2


def test_a_new_name_counts_at_once_and_the_old_one_again_when_it_is_back(
    cache: Path, own: Path, made: list[str]
) -> None:
    words = ((RULE, b"food or beverage", b"food or beveridg"), (FACTS, b"food or beverage", b"food or beveridg"))
    before = loaded(own)
    for file, old, new in words:
        replace_bytes(own / file, old, new)
    changed = loaded(own)
    assert changed != before
    assert changed == fresh(own)
    for file, old, new in words:
        replace_bytes(own / file, new, old)
    assert loaded(own) == before
    assert made == ["compiled"] * 3


def test_a_rule_file_added_taken_away_or_moved_is_seen(cache: Path, own: Path) -> None:
    loaded(own)
    rule, statute = own / RULE, own / STATUTE
    for path, ending in ((rule, ".yaml"), (statute, ".txt")):
        words = path.read_text().replace("provision: 1-1(a)", "provision: 1-1(c)")
        path.with_name(f"c{ending}").write_text(words.replace("meals", "dinners"))
    assert loaded(own) == fresh(own)
    assert "1-1(c)" in loaded(own).program.provisions
    rule.with_name("c.yaml").unlink()
    assert "1-1(c)" not in loaded(own).program.provisions


def test_rules_with_a_problem_are_never_kept_and_always_told(cache: Path, own: Path) -> None:
    good = loaded(own)
    words = (own / RULE).read_text()
    (own / RULE).write_text(words.replace("about: transfer", "about: transfers"))
    for _ in range(2):
        with pytest.raises(RuleError, match="unknown kind of event `transfers`"):
            loaded(own)
    assert len(list(cache.iterdir())) == 1
    (own / STATUTE).unlink()
    with pytest.raises(RuleError, match="cannot be read"):
        loaded(own)
    (own / STATUTE).write_bytes((BASE / STATUTE).read_bytes())
    (own / RULE).write_text(words)
    assert loaded(own) == good


def test_what_is_edited_while_it_is_compiled_is_kept_under_what_was_compiled(
    cache: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, compile_files = fresh(own), compiling.compile_files

    def edited(*files: object, **options: object) -> Compiled:
        replace_bytes(own / RULE, b"title: Gift", b"title: Gilt")
        (own / "rules/1-1/d.yaml").write_text("not a rule")
        return compile_files(*files, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(compiling, "compile_files", edited)
    assert loaded(own) == before
    monkeypatch.setattr(compiling, "compile_files", compile_files)
    with pytest.raises(RuleError, match=r"rules/1-1/d\.yaml"):
        loaded(own)
    (own / "rules/1-1/d.yaml").unlink()
    assert loaded(own).program.provisions["1-1(a)"].title == "Gilt"


class Evil:
    """What makes a folder when it is read as any pickle is."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("evil",)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "nothing in it": lambda data: data[:0],
    "cut short": lambda data: data[:-1],
    "cut in its hash": lambda data: data[:20],
    "half of it": lambda data: data[: len(data) // 2],
    "a letter changed": lambda data: data.replace(b"Gift", b"Gilt", 1),
    "more behind it": lambda data: data + b"\0",
    "text": lambda data: data[:0] + b"not what it was",
}
# With the hash that a file begins with: whoever wrote it knew how.
FORGED = {
    "nothing": b"",
    "another object": pickle.dumps({"program": None}),
    "half a pickle": pickle.dumps(["a list", "of two"])[:-4],
    "a call of another function": pickle.dumps(Evil()),
    "a class with too few fields": b"cctethics.compile.compiled\nCompiled\n(tR.",
    "a class of another module": b"cpathlib\nPath\n(tR.",
    "a function of ours": b"cctethics.compile.compile\ncompile_rules\n.",
    "a name inside a class": b"\x80\x04\x8c\x18ctethics.program.program\x8c\rProgram.about\x93.",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_not_used_and_is_written_anew(
    cache: Path, own: Path, made: list[str], damage: Callable[[bytes], bytes]
) -> None:
    loaded(own)
    written_over(cache, own, made, damage(only(cache).read_bytes()))


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
def test_a_forged_file_is_not_used_runs_nothing_and_is_written_anew(
    cache: Path, own: Path, made: list[str], monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.chdir(cache.parent)
    loaded(own)
    key = bytes.fromhex(only(cache).stem.removeprefix("ctethics-"))
    written_over(cache, own, made, kept.blake2b(data, digest_size=32, key=key).digest() + data)
    assert not Path("evil").exists()
    assert isinstance(pickle.loads(FORGED["a call of another function"]), type(None))
    assert Path("evil").exists()


def written_over(cache: Path, own: Path, made: list[str], data: bytes) -> None:
    right, file = fresh(own), only(cache)
    before = file.read_bytes()
    assert data != before
    file.write_bytes(data)
    made.clear()
    assert loaded(own) == loaded(own) == right
    assert made == ["compiled"]
    assert only(cache).read_bytes() == before


def test_the_file_of_other_rules_under_this_name_is_not_used(cache: Path, own: Path, made: list[str]) -> None:
    loaded(own)
    other = only(cache)
    replace_bytes(own / RULE, b"title: Gift", b"title: Gilt")
    loaded(own)
    (file,) = set(cache.iterdir()) - {other}
    file.write_bytes(other.read_bytes())
    assert loaded(own).program.provisions["1-1(a)"].title == "Gilt"
    assert made == ["compiled"] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder to its user by itself")
@pytest.mark.parametrize("who", ["a file others may write", "a folder others may write", "another's"])
def test_what_others_own_or_may_write_is_neither_read_nor_written(
    cache: Path, own: Path, made: list[str], monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    right = loaded(own)
    assert cache.stat().st_mode & 0o777 == 0o700
    assert only(cache).stat().st_mode & 0o777 == 0o600
    if who == "another's":
        mine = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    else:
        (only(cache) if "file" in who else cache).chmod(0o777)
    data, changed = only(cache).read_bytes(), only(cache).stat().st_mtime_ns
    assert loaded(own) == right
    assert made == ["compiled"] * 2
    assert only(cache).read_bytes() == data
    assert (only(cache).stat().st_mtime_ns == changed) == ("file" not in who)


def test_a_folder_that_cannot_be_made_is_done_without(
    cache: Path, own: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.write_text("a file where the folder should be")
    assert loaded(own) == loaded(own) == fresh(own)
    monkeypatch.setenv(FOLDER, str(cache / "inside"))
    assert loaded(own) == fresh(own)
    assert cache.read_text() == "a file where the folder should be"


def test_a_full_disk_leaves_nothing_behind(cache: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        assert loaded(own) == fresh(own)
        assert list(cache.iterdir()) == []
    assert loaded(own) == fresh(own)
    only(cache)


def test_many_processes_at_once_agree_and_leave_one_file(cache: Path, own: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ctethics.compile import kept; kept._has_changed = lambda: False\n"
        "from ctethics.compile.load import load_compiled\n"
        f"made = load_compiled(Path({str(own / 'rules')!r}), Path({str(own / 'statutes')!r}))\n"
        "print(list(made.program.provisions), made.quotations)"
    )

    def run(_: int) -> str:
        return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(6) as pool:
        told = set(pool.map(run, range(6)))
    right = fresh(own)
    assert told == {f"{list(right.program.provisions)} {right.quotations}\n"}
    assert only(cache).suffix == ".rules"


def test_many_threads_at_once_agree(cache: Path, own: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert all(one == fresh(own) for one in pool.map(lambda _: loaded(own), range(24)))
    only(cache)


def test_only_the_newest_few_are_kept(cache: Path, own: Path) -> None:
    cache.mkdir(mode=0o700)
    for name in ("mine.rules", "mine.part", "ctethics-abcdefgh.part", "ctethics-new_part.part"):
        (cache / name).write_text("")
        os.utime(cache / name, None if "new" in name else (0, 0))
    title = b"Gift"
    for number in range(kept.MOST_KEPT + 3):
        new = b"G%03d" % number
        replace_bytes(own / RULE, b"title: " + title, b"title: " + new)
        title = new
        loaded(own)
        for age, file in enumerate(sorted(cache.glob("ctethics-*.rules"), key=lambda one: one.stat().st_mtime_ns)):
            os.utime(file, (1_000_000 + age, 1_000_000 + age))
    assert len(list(cache.glob("ctethics-*.rules"))) == kept.MOST_KEPT
    left = {file.name for file in cache.iterdir() if len(file.name) < 40}
    assert left == {"mine.rules", "mine.part", "ctethics-new_part.part"}


@pytest.mark.parametrize("value", ["", "off"])
def test_nothing_is_kept_where_that_is_switched_off(
    tmp_path: Path, own: Path, made: list[str], monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(FOLDER, value)
    assert cache_folder() is None
    assert loaded(own) == loaded(own)
    assert made == ["compiled"] * 2
    assert not (tmp_path / "home").exists()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they have folders of their own")
def test_without_a_word_the_folder_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "ctethics"
    for none in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", none)
        assert cache_folder() == tmp_path / ".cache" / "ctethics"


def test_checking_reads_the_files_whatever_is_kept(cache: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(own)

    def unwanted(*_: object) -> None:
        raise AssertionError("the tool that tests the files looked at what is kept of them")

    monkeypatch.setattr(kept.Kept, "__init__", unwanted)
    assert len(load_rules(own / "rules").examples) > 0
    for command, told in (("check", "provision"), ("test", "none failed")):
        assert told in CliRunner().invoke(cli, [command, "--rules", str(own / "rules")]).output


def test_examples_are_not_kept_even_where_they_had_to_be_read(cache: Path, own: Path) -> None:
    with (own / RULE).open("a") as file:
        file.write("\nnot encoded:\n  - {clause: stem, because: it goes on}\n")
    assert loaded(own).examples
    assert not cache.exists()


def test_another_python_and_another_format_have_files_of_their_own(
    cache: Path, own: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(own)
    monkeypatch.setattr(kept, "FORMAT", b"2")
    loaded(own)
    monkeypatch.setattr(sys, "version", "4.0")
    loaded(own)
    assert made == ["compiled"] * 3
    assert len(list(cache.iterdir())) == 3


def test_an_edited_source_has_files_of_its_own(
    cache: Path, own: Path, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in kept.MAKERS:
        shutil.copytree(ROOT / "ctethics" / package, tmp_path / "ctethics" / package)
    monkeypatch.setattr(kept, "__file__", str(tmp_path / "ctethics" / "compile" / "kept.py"))
    loaded(own)
    with (tmp_path / "ctethics" / "facts" / "value.py").open("a") as file:
        file.write("#")
    loaded(own)
    loaded(own)
    assert made == ["compiled"] * 2
    shutil.rmtree(tmp_path / "ctethics" / "law")
    assert loaded(own) == fresh(own)
    assert len(list(cache.iterdir())) == 2


def test_a_process_whose_source_was_edited_after_it_began_keeps_nothing(
    cache: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv(FOLDER, str(cache))
    monkeypatch.setattr(kept, "_LOADED", (ROOT / "ctethics" / "law" / "statute.py").stat().st_ctime)
    loaded(own)
    assert not cache.exists()
    monkeypatch.setattr(kept, "_LOADED", kept.time.time() + 1000)
    loaded(own)
    only(cache)


def test_all_of_our_source_that_compiling_loads_is_in_the_name_of_a_file(own: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ctethics.compile import compile_rules\n"
        f"compile_rules(Path({str(own / 'rules')!r}), Path({str(own / 'statutes')!r}), with_examples=False)\n"
        "print(*(name for name in sys.modules if name.startswith('ctethics.')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {name.split(".")[1] for name in ran.stdout.split()} <= {*kept.MAKERS, "version"}
