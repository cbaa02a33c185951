"""Telephones on a real socket: what is served, to whom, and that bad requests bring one clear sentence and no sheet."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest
from pytestqt.qtbot import QtBot

from stworkshop.commands.base import Decision
from stworkshop.phones import page
from stworkshop.phones.desk import MOST_ASKED
from stworkshop.session.session import Session, open_session
from tests.session.test_phone_sheets import sealed
from tests.workshop import make
from ui.lan import phone_server
from ui.lan.phone_hosting import AlwaysAsking, PhoneHosting

HERE = "127.0.0.1"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    with open_session(make(tmp_path / "evening.stw")) as opened:
        done = opened.run("open_round", id="r", question="How far?", kind="rating", items=["st-1"])
        assert isinstance(done, Decision)
        yield opened


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few requests be a flood."""
    monkeypatch.setattr(phone_server, "A_SECOND", 60)


@pytest.fixture
def phones(session: Session, qapp: object) -> Iterator[PhoneHosting]:
    made = PhoneHosting(session)
    made.start("r", people=27, address=HERE)
    yield made
    made.end()


@pytest.fixture
def fetch(phones: PhoneHosting, qtbot: QtBot) -> Callable[..., QNetworkReply]:
    network, first = QNetworkAccessManager(phones), phones.url

    def run(path: str, body: bytes | None = None) -> QNetworkReply:
        asked = QNetworkRequest(QUrl((phones.url or first) + path))
        asked.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "text/plain")
        reply = network.get(asked) if body is None else network.post(asked, QByteArray(body))
        qtbot.waitUntil(reply.isFinished, timeout=30_000)
        return reply

    return run


@pytest.fixture
def ask(phones: PhoneHosting, fetch: Callable[..., QNetworkReply]) -> Ask:
    word = phones.word

    def run(path: str, **said: Any) -> dict[str, Any]:
        found = json.loads(bytes(fetch(path, json.dumps({"word": word, **said}).encode()).readAll().data()))
        assert isinstance(found, dict)
        return found

    return run


def handed_in(session: Session, name: str = "a" * 20, **more: Any) -> dict[str, Any]:
    sheet = base64.b64encode(sealed(session, "r")).decode()
    return {"round": "r", "sheet": name, "sealed": sheet, **more}


def test_every_part_of_the_page_comes_with_what_it_may_load(fetch: Callable[..., QNetworkReply]) -> None:
    size = 0
    for path in page.PATHS:
        reply = fetch(path[1:])
        body = bytes(reply.readAll().data())
        size += len(body)
        assert reply.error() == QNetworkReply.NetworkError.NoError and body
        assert bytes(reply.rawHeader("Content-Security-Policy").data()).decode() == page.POLICY
        assert bytes(reply.rawHeader("Cache-Control").data()) == b"no-store"
        assert b"http:" not in body.replace(b"http://www.w3.org/2000/svg", b"") and b"https:" not in body
    assert size < 150_000
    assert fetch("phone.html").error() == QNetworkReply.NetworkError.ContentNotFoundError


def test_a_sheet_comes_in_and_the_round_says_how_many(session: Session, phones: PhoneHosting, ask: Ask) -> None:
    assert ask("round")["question"] == "How far?"
    assert ask("sheet", **handed_in(session)) == {"in": 1, "of": 27, "said": "1 of 27 sheets are in the box."}
    assert ask("sheet", **handed_in(session))["in"] == 1, "the same sheet again"
    assert session.phones.ways("r").phone == 1
    session.run("close_round", id="r")
    assert phones.round_id == "" and ask("sheet", **handed_in(session, "b" * 20))["why"] == "closed"
    assert [answer.value for answer in session.answers("r")] == [4]


def test_a_line_that_is_kept_open_hears_nothing_of_what_has_ended(
    phones: PhoneHosting, fetch: Callable[..., QNetworkReply], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_server.PhoneServer, "deleteLater", lambda _server: None)  # Qt comes round to it later
    monkeypatch.setattr(phone_server, "USUAL_PORT", 0)  # one that nobody else on this laptop listens on
    phones.start("r", address=HERE)

    def by() -> str:
        """How one person has one ballot, as a browser hears it: it asks anew where its line was ended meanwhile."""
        for _time in range(5):
            answer = bytes(fetch("round", json.dumps({"word": phones.word}).encode()).readAll().data())
            if answer:
                return str(json.loads(answer)["by"])
        raise AssertionError("no line holds")

    assert by() == "heads"
    phones.start("r", one_each="open", address=HERE, port=QUrl(phones.url).port())
    assert by() == "open"


def test_what_is_no_sheet_of_this_round_brings_a_sentence_and_nothing_else(
    session: Session, ask: Ask, fetch: Callable[..., QNetworkReply]
) -> None:
    good = handed_in(session)
    bad = {
        "wrong-word": {**good, "word": "AAAA"},
        "other-round": {**good, "round": "r-old"},
        "not-understood": {**good, "sheet": "short"},
        "bad-sheet": {**good, "sealed": "AAAA" + good["sealed"][4:]},
    }
    for why, said in bad.items():
        answer = ask("sheet", **said)
        assert answer["why"] == why and answer["refused"].endswith(".")
    assert ask("sheet", **{**good, "sealed": "*"})["why"] == "bad-sheet"
    for body in (b"", b"[]", b"\xff", b"[" * 50_000, b'{"word": 1}'):
        assert json.loads(bytes(fetch("sheet", body).readAll().data()))["refused"]
    assert fetch("sheet", b" " * (10 << 20)).error() != QNetworkReply.NetworkError.NoError
    assert fetch("sheet", b" " * (MOST_ASKED + 1)).error() != QNetworkReply.NetworkError.NoError
    assert session.sheets_in("r") == 0
    assert ask("sheet", **good)["in"] == 1, "and the round goes on"


def test_a_flood_from_one_telephone_is_slowed_and_loses_no_sheet(
    session: Session,
    phones: PhoneHosting,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setattr(phone_server, "A_SECOND", 60)
    phones.start("r", people=27, address=HERE)
    ask = request.getfixturevalue("ask")
    network = QNetworkAccessManager(phones)
    flood = [network.get(QNetworkRequest(QUrl(phones.url + "seal.js"))) for _n in range(300)]
    qtbot.waitUntil(lambda: all(one.isFinished() for one in flood), timeout=60_000)
    refused = [one for one in flood if one.error() != QNetworkReply.NetworkError.NoError]
    assert refused, "not one of them was put off"
    qtbot.waitUntil(lambda: _taken(ask, session), timeout=60_000)
    assert session.sheets_in("r") == 1


def _taken(ask: Ask, session: Session) -> bool:
    try:
        return ask("sheet", **handed_in(session)).get("in") == 1
    except ValueError:
        return False  # put off: the page tries again


def test_wrong_words_are_slowed_by_address(session: Session, phones: PhoneHosting) -> None:
    desk = phones._desk
    assert desk is not None
    wrong, right = b'{"word": "AAAA"}', json.dumps({"word": desk.word, "round": "r"}).encode()
    said = [desk.answer("/state", wrong, "10.0.0.9", float(n)) for n in range(30)]
    assert "too-often" in str(said[-1])
    assert "too-often" in str(desk.answer("/state", right, "10.0.0.9", 30.0))
    assert '"in": 0' in str(desk.answer("/state", right, "10.0.0.8", 30.0)), "others are heard"
    assert '"in": 0' in str(desk.answer("/state", right, "10.0.0.9", 9_999.0)), "and it, after a while"


def test_without_a_screen_whatever_round_is_open_is_asked(session: Session, qapp: object) -> None:
    told: list[dict[str, Any]] = []
    always = AlwaysAsking(session, one_each="open", people=0, address=HERE, parent=qapp)  # type: ignore[arg-type]
    always.told.connect(told.append)
    always.begin()
    assert told[-1]["round"] == "r" and told[-1]["qr"].startswith(f"{told[-1]['url']}#{told[-1]['word']}.")
    session.run("close_round", id="r")
    assert told[-1] == {"event": "telephones rest"}
    session.run("open_round", id="r2", question="And now?", kind="rating", items=["st-1"])
    assert told[-1]["round"] == "r2"
    always.end()
    always.deleteLater()
