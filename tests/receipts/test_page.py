"""The Python of docs/receipts.md runs as it stands, in the folder that the page has made by then."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.receipts.folders import DINNER, ROOT, own_rules


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "receipts.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert blocks
    (tmp_path / "dinner.yaml").write_bytes(DINNER.read_bytes())
    own_rules(tmp_path / "bench", ("rules/1-84/b.yaml", "# yaml", "# A remark.\n# yaml"))
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        exec(compile(block, "docs/receipts.md", "exec"), {})
