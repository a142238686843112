"""A case file that is right, and what is put into it."""

import json
from pathlib import Path

EVENT = {"id": "one", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}
PARTIES = {"acme": {"kind": "business"}, "lee": {"kind": "person"}}


def case(**facts: object) -> dict[str, object]:
    """A case whose one event has these facts."""
    return {"law": "sb434", "parties": PARTIES, "events": [{**EVENT, **facts}]}


def in_json(path: Path, told: object) -> Path:
    """The file written, halves of characters as JSON escapes them."""
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def in_yaml(path: Path, events: str, parties: str = "{acme: {kind: business}, lee: {kind: person}}") -> Path:
    """A YAML case of these events."""
    path.write_text(f"law: sb434\nparties: {parties}\nevents:\n{events}\n", encoding="utf-8")
    return path


def block(*more: str, name: str = "one") -> str:
    """One event in YAML with more facts."""
    facts = {**EVENT, "id": name}
    lines = [f"{key}: {value}" for key, value in facts.items()] + list(more)
    return "- " + "\n  ".join(lines)
