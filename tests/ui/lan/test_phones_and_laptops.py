"""Sixty telephones hand in at once while ten laptops edit one map: no sheet is lost, and no edit."""

from __future__ import annotations

import base64
import http.client
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtHttpServer import QHttpServer, QHttpServerRequest
from PySide6.QtNetwork import QHostAddress, QTcpServer
from pytestqt.qtbot import QtBot

from stworkshop.commands.base import Decision
from stworkshop.model.changes import adding
from stworkshop.model.records import Element
from stworkshop.session.session import Session, open_session
from tests.session.test_phone_sheets import sealed
from tests.ui.lan.laptop import Laptop
from tests.workshop import make
from ui.lan.host import Host
from ui.lan.phone_hosting import PhoneHosting

HERE, CODE = "127.0.0.1", "408512"
PARTS = ("/", "/phone.css", "/noble.js", "/seal.js", "/phone.js")


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    with open_session(make(tmp_path / "evening.stw")) as opened:
        done = opened.run("open_round", id="r", question="How far?", kind="rating", items=["st-1"])
        assert isinstance(done, Decision)
        yield opened


def asked(port: int, path: str, body: bytes | None = None) -> bytes:
    """Return what is answered; who is put off asks again, as the page does."""
    for _try in range(200):
        line = http.client.HTTPConnection(HERE, port, timeout=60)
        try:
            line.request("GET" if body is None else "POST", path, body)
            reply = line.getresponse()
            said = reply.read()
            if reply.status == 200 and said:
                return said
        except OSError:
            pass
        finally:
            line.close()
        time.sleep(0.05)
    raise AssertionError(f"{path} was never answered")


def answers(port: int, word: str, sheet: dict[str, str], counts: list[int]) -> None:
    """Be one telephone: load the page, read the round, hand in, and look once more."""
    for path in PARTS:
        asked(port, path)
    asked(port, "/round", json.dumps({"word": word}).encode())
    said = json.loads(asked(port, "/sheet", json.dumps({"word": word, "round": "r", **sheet}).encode()))
    counts.append(said["in"])
    asked(port, "/state", json.dumps({"word": word, "round": "r"}).encode())


def through(run: Any, arguments: list[tuple[Any, ...]], qtbot: QtBot) -> float:
    """Run one thread for each, while Qt goes on; return the seconds that all took."""
    threads = [threading.Thread(target=run, args=each, daemon=True) for each in arguments]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: not any(thread.is_alive() for thread in threads), timeout=300_000)
    return time.monotonic() - began


def bare(port: int) -> None:
    for _n in range(len(PARTS) + 3):
        asked(port, "/")


def test_no_sheet_and_no_edit_is_lost(session: Session, qtbot: QtBot, soak: bool) -> None:
    phones_count, laptops_count = (60, 10) if soak else (12, 2)
    phones = PhoneHosting(session)
    phones.start("r", one_each="open", address=HERE)
    port = int(phones.url.rsplit(":", 1)[1].rstrip("/"))
    host = Host(session, code=CODE, announced=False)
    url = host.open(address=HERE)
    laptops = [Laptop(url, code=CODE, name=f"Laptop {n}", laptop=f"laptop-{n}") for n in range(laptops_count)]
    for laptop in laptops:
        laptop.join()
        qtbot.waitUntil(lambda laptop=laptop: laptop.connected, timeout=60_000)  # type: ignore[misc]
    edits = QTimer()
    made: list[str] = []

    def edit() -> None:
        for number, laptop in enumerate(laptops):
            made.append(f"c-{len(made)}")
            seq, words = 100 + len(made), f"From {number}"
            card = Element(id=made[-1], seq=seq, kind="risk", label=words, created_by=f"laptop-{number}")
            laptop.do("Add", adding([card]))

    edits.timeout.connect(edit)
    edits.start(100)
    gaps, last = [0.0], [time.monotonic()]

    def tick() -> None:
        now = time.monotonic()
        gaps.append(now - last[0])
        last[0] = now

    beat = QTimer()
    beat.timeout.connect(tick)
    beat.start(5)
    counts: list[int] = []
    sheets = [
        {"sheet": f"sheet number {n:08}", "sealed": base64.b64encode(sealed(session, "r")).decode()}
        for n in range(phones_count)
    ]
    took = through(answers, [(port, phones.word, sheet, counts) for sheet in sheets], qtbot)
    edits.stop()
    beat.stop()
    assert session.sheets_in("r") == phones_count and sorted(counts) == sorted(set(counts))
    qtbot.waitUntil(lambda: all(card in session.board.elements for card in made), timeout=60_000)
    plain = QHttpServer()
    whole = "x" * 45_000

    def page(request: QHttpServerRequest) -> str:
        return whole

    plain.route("/", page)
    gate = QTcpServer()
    gate.listen(QHostAddress(HERE), 0)
    plain.bind(gate)
    alone = through(bare, [(int(gate.serverPort()),)] * phones_count, qtbot)
    print(f"{phones_count} telephones: {took:.1f} s, a bare server {alone:.1f} s, ratio {took / alone:.1f};", end=" ")
    print(f"longest pause of the window {max(gaps) * 1000:.0f} ms, {len(made)} edits")
    for laptop in laptops:
        laptop.leave()
    host.finish()
    phones.end()
    assert isinstance(session.run("close_round", id="r"), Decision)
    assert len(session.answers("r")) == phones_count
