"""The yaml-language-server that VS Code, Neovim and others run, spoken to as an editor speaks to it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

HOME = Path(__file__).with_name("server")
SCRIPT = HOME / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
# What an editor's user may set; no schema is looked for on the network.
SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "yamlVersion": "1.2",
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    },
    "http": {},
    "[yaml]": {},
    "editor": {},
    "files": {},
}


def why_not() -> str:
    """Why the server cannot run here, or nothing."""
    if shutil.which("node") is None:
        return "there is no node on this machine"
    return "" if SCRIPT.is_file() else "its packages are not installed: npm ci in tests/editing/server"


class LanguageServer:
    """A server that has a folder open."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            ["node", str(SCRIPT), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.folder, self.last = folder, 0
        self.opened: set[str] = set()
        self.published: dict[str, Any] = {}

    def __enter__(self) -> LanguageServer:
        asked = {
            "processId": None,
            "rootUri": self.folder.as_uri(),
            "capabilities": {
                "workspace": {"configuration": True},
                "textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {}},
            },
        }
        self.ask("initialize", asked)
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.communicate()

    def open(self, path: Path, text: str | None = None) -> str:
        """Opens a file, perhaps with unsaved text, and gives its address."""
        uri = path.as_uri()
        assert uri not in self.opened, "open already"
        self.opened.add(uri)
        told = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text() if text is None else text}
        self.tell("textDocument/didOpen", {"textDocument": told})
        return uri

    def diagnostics(self, uri: str) -> list[str]:
        """What the server finds wrong with an open file."""
        while uri not in self.published:
            self._receive()
        return [problem["message"] for problem in self.published[uri]]

    def hover(self, uri: str, line: int, column: int) -> str:
        """What the server shows at a place, line and column from 0."""
        found = self.ask("textDocument/hover", _at(uri, line, column))
        return str(found["contents"]["value"]) if found else ""

    def completions(self, uri: str, line: int, column: int) -> dict[str, str]:
        """What the server offers at a place, each with what it says of it."""
        found = self.ask("textDocument/completion", _at(uri, line, column))
        return {item["label"]: _words(item.get("documentation", "")) for item in found["items"]}

    def ask(self, method: str, params: object) -> Any:
        """A request, and its answer."""
        self.last += 1
        self._send({"id": self.last, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self.last and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def tell(self, method: str, params: object) -> None:
        """A notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, what it publishes is kept."""
        assert self.process.stdout is not None
        length = 0
        while header := self.process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    @staticmethod
    def _answer(message: dict[str, Any]) -> object:
        if message["method"] != "workspace/configuration":
            return None
        return [SETTINGS.get(item.get("section"), {}) for item in message["params"]["items"]]


def _at(uri: str, line: int, column: int) -> dict[str, object]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}


def _words(documentation: str | dict[str, str]) -> str:
    return documentation if isinstance(documentation, str) else documentation["value"]
