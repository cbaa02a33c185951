"""A browser without a window, driven over its debugging port with nothing but the standard library."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PATIENCE = 60.0
"""Seconds until a browser that says nothing counts as broken."""


class Browser:
    """A browser with one page; what it asks the network for, and what it complains of, is kept."""

    def __init__(self) -> None:
        assert PROGRAM is not None
        self._home = tempfile.mkdtemp(prefix="browser-")
        words = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=1280,900"]
        quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update"]
        command = [PROGRAM, *words, *quiet, f"--user-data-dir={self._home}", "about:blank"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self._socket = _Socket(self._address())
        except BaseException:
            self._end()
            raise
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._loaded = False
        for domain in ("Network", "Page", "Runtime", "Log"):
            self.do(f"{domain}.enable")

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def _address(self) -> str:
        """Return where the page is spoken to, as soon as the browser has said which port it took."""
        told = Path(self._home) / "DevToolsActivePort"
        last = time.monotonic() + _PATIENCE
        while time.monotonic() < last:
            if told.is_file() and (lines := told.read_text().split()):
                with urllib.request.urlopen(f"http://127.0.0.1:{lines[0]}/json", timeout=_PATIENCE) as answer:
                    pages = [page for page in json.load(answer) if page["type"] == "page"]
                if pages:
                    address: str = pages[0]["webSocketDebuggerUrl"]
                    return address
            assert self._process.poll() is None, "the browser has ended"
            time.sleep(0.05)
        raise TimeoutError("the browser does not say its port")

    def do(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Do something in the browser, and return what it answers."""
        number = self._socket.send(method, arguments)
        while (answer := self._socket.receive()).get("id") != number:
            self._hear(answer)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _hear(self, event: dict[str, Any]) -> None:
        method, given = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(given["request"]["url"])
        elif method == "Page.loadEventFired":
            self._loaded = True
        elif method in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            self.complaints.append(json.dumps(given)[:2_000])

    def open(self, path: Path) -> None:
        """Open a file, and wait until all of it is there."""
        self.requests, self.complaints, self._loaded = [], [], False
        self.do("Page.navigate", url=path.resolve().as_uri())
        while not self._loaded:
            self._hear(self._socket.receive())

    def value(self, script: str) -> Any:
        """Return the value of a script in the page, once what it promises has come."""
        answer = self.do("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def sent(self) -> list[str]:
        """Return what the page asked for beside the file itself and what it carries within."""
        self.do("Runtime.evaluate", expression="0")
        return [url for url in self.requests[1:] if not url.startswith(("data:", "blob:"))]


class _Socket:
    """As much of a web socket as the debugging port needs."""

    def __init__(self, address: str) -> None:
        host, _slash, rest = address.removeprefix("ws://").partition("/")
        name, _colon, port = host.partition(":")
        self._socket = socket.create_connection((name, int(port)), timeout=_PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        asked = (
            f"GET /{rest} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self._socket.sendall(asked.encode())
        self._kept = b""
        while b"\r\n\r\n" not in self._kept:
            self._kept += self._socket.recv(4096)
        head, _end, self._kept = self._kept.partition(b"\r\n\r\n")
        assert b" 101 " in head.splitlines()[0], head
        self._number = 0

    def close(self) -> None:
        self._socket.close()

    def send(self, method: str, arguments: dict[str, Any]) -> int:
        """Send a message, and return its number."""
        self._number += 1
        data = json.dumps({"id": self._number, "method": method, "params": arguments}).encode()
        mask = os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack(">H", len(data))
        if len(data) >= 1 << 16:
            size = b"\xff" + struct.pack(">Q", len(data))
        self._socket.sendall(b"\x81" + size + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data)))
        return self._number

    def receive(self) -> dict[str, Any]:
        """Return the next message."""
        text = b""
        while True:
            first, size = self._take(2)
            size &= 0x7F
            if size == 126:
                (size,) = struct.unpack(">H", self._take(2))
            elif size == 127:
                (size,) = struct.unpack(">Q", self._take(8))
            text += self._take(size)
            if first & 0x80:
                message: dict[str, Any] = json.loads(text)
                return message

    def _take(self, count: int) -> bytes:
        while len(self._kept) < count:
            more = self._socket.recv(1 << 16)
            if not more:
                raise ConnectionError("the browser has gone")
            self._kept += more
        taken, self._kept = self._kept[:count], self._kept[count:]
        return taken
