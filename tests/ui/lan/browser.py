"""A real browser, driven over its debugging socket from the same event loop that serves the page."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkRequest
from PySide6.QtWebSockets import QWebSocket

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 60.0
"""Seconds after which a browser is broken; nothing is measured by it."""


def found() -> str:
    """Return a browser of this machine, "" where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), "")


class Browser:
    """One page of a browser without a screen."""

    def __init__(self, folder: Path, width: int = 360, height: int = 640, *more: str) -> None:
        self._process = subprocess.Popen(
            [
                found(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run", "--remote-debugging-port=0", "--remote-allow-origins=*",
                f"--user-data-dir={folder}", *more, "about:blank",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.requested_bodies: list[str] = []
        self._answers: dict[int, dict[str, Any]] = {}
        self._count = 0
        port_file = folder / "DevToolsActivePort"
        self.until(lambda: port_file.exists() and port_file.read_text().count("\n") == 1)
        port = port_file.read_text().split("\n")[0]
        self._network = QNetworkAccessManager()
        reply = self._network.get(QNetworkRequest(QUrl(f"http://127.0.0.1:{port}/json")))
        self.until(reply.isFinished)
        pages = [one for one in json.loads(bytes(reply.readAll().data())) if one["type"] == "page"]
        self._socket = QWebSocket()
        self._socket.textMessageReceived.connect(self._hear)
        self._socket.open(QUrl(pages[0]["webSocketDebuggerUrl"]))
        self.until(self._socket.isValid)
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.size(width, height)

    def until(self, true: Any) -> None:
        """Let everything go on until something is true."""
        end = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(self.text() if self._count else "no browser")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def send(self, method: str, **values: Any) -> dict[str, Any]:
        """Say something to the browser, and return its answer."""
        self._count += 1
        number = self._count
        self._socket.sendTextMessage(json.dumps({"id": number, "method": method, "params": values}))
        self.until(lambda: number in self._answers)
        answer = self._answers.pop(number)
        assert "error" not in answer, answer
        return dict(answer["result"])

    def run(self, script: str) -> Any:
        """Return what a script gives in the page."""
        done = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def size(self, width: int, height: int, *, dark: bool = False) -> None:
        """Be a screen of this size."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=True)
        theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[theme])

    def offline(self, off: bool) -> None:
        """Take the network away, or give it back."""
        self.send(
            "Network.emulateNetworkConditions", offline=off, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    def open(self, address: str) -> None:
        """Go to a page and wait for its first heading."""
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=address)
        self.wait_for("h1")

    def text(self) -> str:
        """Return all words of the page."""
        return str(self.run("document.body ? document.body.innerText : ''"))

    def body_has(self, words: str) -> bool:
        """Tell whether the page holds words, also where no script can ask it."""
        whole = self.send("DOM.getDocument", depth=0)["root"]["nodeId"]
        return words in str(self.send("DOM.getOuterHTML", nodeId=whole)["outerHTML"])

    def wait_for(self, selector: str) -> None:
        """Wait until something is there."""
        self.until(lambda: self.run(f"Boolean(document.querySelector({json.dumps(selector)}))"))

    def wait_words(self, words: str) -> None:
        """Wait until the page says something."""
        self.until(lambda: words in self.text())

    def press(self, words: str) -> None:
        """Press the button or label that says so, or is named so."""
        script = """(words => {
            const all = Array.from(document.querySelectorAll('button, label, summary'));
            const said = one => (one.getAttribute('aria-label') || one.innerText).trim();
            const it = all.find(one => said(one) === words) || all.find(one => said(one).startsWith(words));
            if (!it) return false;
            it.click();
            return true;
        })(%s)"""
        self.until(lambda: self.run(script % json.dumps(words)))

    def type(self, selector: str, words: str) -> None:
        """Write into a field."""
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.send("Input.insertText", text=words)

    def picture(self, path: Path) -> None:
        """Save how the page looks."""
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        """End the browser."""
        self._socket.abort()
        self._process.terminate()
        self._process.wait()

    def _hear(self, text: str) -> None:
        said = json.loads(text)
        if "id" in said:
            self._answers[said["id"]] = said
        elif said["method"] == "Network.requestWillBeSent":
            self.requests.append(said["params"]["request"]["url"])
            self.requested_bodies.append(said["params"]["request"].get("postData", ""))
        elif said["method"] == "Runtime.exceptionThrown":
            self.problems.append(json.dumps(said["params"]["exceptionDetails"])[:600])
        elif said["method"] == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
            self.problems.append(said["params"]["entry"]["text"])
