"""A headless Chromium, spoken to in its DevTools protocol over a pair of pipes: no port, no library."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.report.browser import CHROMIUM

PATIENCE_SECONDS = 60
OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    " --disable-component-update --disable-dev-shm-usage --hide-scrollbars"
).split()


@dataclass
class Visit:
    """What an open page said and asked for while it was loaded."""

    said: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Chromium:
    """One browser with one page; a context manager."""

    def __init__(self, profile: Path) -> None:
        assert CHROMIUM is not None
        given, self._write = os.pipe()
        self._read, taken = os.pipe()
        os.set_inheritable(given, True)
        os.set_inheritable(taken, True)
        # The browser reads its commands from file 3 and answers in file 4.
        shell = f'exec "$0" "$@" 3<&{given} 4>&{taken}'
        asked = [CHROMIUM, *OPTIONS, "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(["bash", "-c", shell, *asked], pass_fds=(given, taken), stderr=quiet)
        os.close(given)
        os.close(taken)
        self._rest, self._number, self._session = b"", 0, ""
        self.visit = Visit()

    def __enter__(self) -> Chromium:
        page = next(one for one in self.ask("Target.getTargets")["targetInfos"] if one["type"] == "page")
        attached = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._write)
        self._process.terminate()
        self._process.wait(timeout=PATIENCE_SECONDS)
        os.close(self._read)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a command; what else the browser says meanwhile is noted."""
        self._number += 1
        session = {"sessionId": self._session} if self._session else {}
        message = {"id": self._number, "method": method, "params": parameters, **session}
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told
                result: dict[str, Any] = told["result"]
                return result
            self._note(told)

    def open(self, address: str, *, width: int = 1280, is_dark: bool = False) -> Visit:
        """Loads a page at a width, light or dark, and waits until it is loaded."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 600)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.visit = Visit()
        self.ask("Page.navigate", url=address)
        while self.run("document.readyState") != "complete":
            time.sleep(0.01)
        return self.visit

    def run(self, script: str) -> Any:
        """What an expression is worth in the page."""
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], PATIENCE_SECONDS)
            assert ready, "the browser does not answer"
            got = os.read(self._read, 1 << 16)
            assert got, "the browser is gone"
            self._rest += got
        line, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(line)
        return told

    def _note(self, told: dict[str, Any]) -> None:
        parameters = told.get("params", {})
        match told.get("method"):
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown":
                self.visit.said.append(json.dumps(parameters))
            case "Log.entryAdded":
                self.visit.said.append(parameters["entry"]["text"])
            case "Network.requestWillBeSent":
                self.visit.requested.append(parameters["request"]["url"])
            case "Network.loadingFailed":
                self.visit.failed.append(parameters["errorText"])
            case "Network.responseReceived" if parameters["response"]["status"] >= 400:
                self.visit.failed.append(parameters["response"]["url"])
