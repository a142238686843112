"""Files as an editor reads them: YAML 1.2's core schema, in which `yes` and `2025-03-03` are text, `10` a number."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

_TYPES = {
    "tag:yaml.org,2002:null": (r"~|null|Null|NULL|", "~nN\0"),
    "tag:yaml.org,2002:bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "tag:yaml.org,2002:int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    "tag:yaml.org,2002:float": (
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+0123456789.",
    ),
}


class Core(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML with the types of YAML 1.2."""

    yaml_implicit_resolvers: ClassVar[Any] = {}


for tag, (pattern, first) in _TYPES.items():
    Core.add_implicit_resolver(tag, re.compile(f"^({pattern})$"), [*first.replace("\0", ""), ""])


def read(text: str) -> Any:
    """The text's one document."""
    return yaml.load(text, Core)
