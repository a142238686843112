"""Any bytes as a case file, JSON where they begin with a brace: put to one of the laws, by two engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from zlib import crc32

import yaml

from ctethics.api import Law, load
from ctethics.diagnostics import CaseError, Collector, CtethicsError
from ctethics.outcome import Determination
from ctethics.source import Node, parse_json, parse_yaml, read_text
from trials.fuzz.targets import refused
from trials.fuzz.targets.trees import changed

ROOT = Path(__file__).parents[3]
WORDS = (
    *"parties events law readings id kind date donor recipient value item transfer action matter expenditure".split(),
    *"person business unknown never yes no sb434 current agency registrant employed by 2024-10-01 $100.00".split(),
    "food or beverage",
    "donor in attendance",
    "doing business with",
)


@cache
def law_named(law: str) -> Law:
    return load(law, engine="direct")


def seeds() -> Iterator[bytes]:
    """The examples as YAML and as JSON, and the smallest wrong cases."""
    for path in sorted(set((ROOT / "examples").glob("*.yaml")) - {ROOT / "examples" / "ledger-map.yaml"}):
        yield path.read_bytes()
        yield json.dumps(yaml.load(path.read_bytes(), yaml.BaseLoader)).encode()
    yield from (path.read_bytes() for path in sorted((ROOT / "tests/rejects/cases").rglob("case.*")))


def mutated(given: bytes, random: Random) -> bytes:
    made = changed(given, random, WORDS)
    is_json = given[:1] == b"{" and made != given
    return json.dumps(yaml.load(made, yaml.BaseLoader)).encode() if is_json else made


def run(given: bytes) -> str:
    try:
        return answered(_read(given), crc32(given))
    except CtethicsError as error:
        return refused(error)


def _read(given: bytes) -> Node:
    problems = Collector()
    is_json = given[:1] in (b"{", b"[")
    name = "fuzz.json" if is_json else "fuzz.yaml"
    source = read_text(Path(name), name, problems, read=lambda _: given)
    node = (parse_json if is_json else parse_yaml)(source, problems) if source else None
    if problems or node is None:
        raise CaseError(problems)
    return node


def answered(node: Node, drawn: int) -> str:
    """The outcomes, which both engines give alike; a number drawn from the input says under which law.

    Of one input out of 256 all is said, which takes a hundred times as long.
    """
    law = law_named(("current", "sb434")[drawn % 2])
    direct, generated = (law.assess_node(node, engine=engine) for engine in ("direct", "generated"))
    assert outcomes(generated) == outcomes(direct), "the generated engine differs"
    if drawn % 256 < 2:
        assert told(generated) == told(direct), "the generated engine differs in what it tells"
    return " ".join(["answered", *sorted(set(outcomes(direct)))])


def outcomes(answer: Determination) -> list[str]:
    return [finding.outcome for event in answer for finding in event.findings]


def told(answer: Determination) -> str:
    """All that is answered, but not by which engine."""
    assert str(answer), "nothing is said"
    return json.dumps({**answer.to_dict(), "engine": ""})
