"""The table of diagnostic codes: 1xx files, 2xx names and shapes, 3xx the words of the law, 4xx references,
5xx examples, 6xx cases, 7xx engines."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, str]] = {
    "CTE101": "a file cannot be read",
    "CTE102": "a file is not well-formed YAML",
    "CTE103": "a key is written twice",
    "CTE104": "an anchor, alias, merge key or tag is used",
    "CTE105": "a tab is used",
    "CTE106": "a file is nested too deep or holds too much",
    "CTE107": "a file is not well-formed JSON",
    "CTE201": "a fact is not declared",
    "CTE202": "a key is unknown, missing or of the wrong shape",
    "CTE203": "a name is not declared",
    "CTE204": "an operator or value does not fit the fact's type",
    "CTE205": "a file's path and its provision disagree",
    "CTE301": "a quotation is not in the statute",
    "CTE302": "a limit's words mean another operator",
    "CTE303": "a limit's words mean another amount",
    "CTE304": "a limit is not stated as it must be",
    "CTE305": "a statute file is malformed",
    "CTE401": "a chain of references comes back to itself",
    "CTE402": "a provision is referred to under `not`",
    "CTE501": "an example is malformed",
    "CTE601": "a name in a case is unknown",
    "CTE602": "a value in a case cannot be read",
    "CTE603": "a case has the wrong shape",
    "CTE604": "a party in a case is unknown",
    "CTE605": "donor and recipient are the same",
    "CTE606": "an event has no id of its own",
    "CTE607": "the law or reading asked for is unknown",
    "CTE608": "no filing calendar can be made of it",
    "CTE701": "an engine is unknown or cannot load",
    "CTE702": "a program is beyond an engine",
}
