"""Through a server that judges nothing, a forgotten person does not come back: the start of a document is compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from stworkshop.session.library import Library
from stworkshop.session.session import Session, open_session
from tests.ui.lan.test_lan import HERE, StockServer
from tests.workshop import make
from ui.lan.client import Client
from ui.lan.joining import Joining
from ui.lan.sharing import Sharing

PERSON = "p-ines"


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[StockServer]:
    made = StockServer()
    yield made
    made.server.close()
    made.deleteLater()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_session(make(tmp_path / "a.stw")) as opened:
        yield opened


def shared(qtbot: QtBot, server: StockServer, session: Session) -> Client | str:
    """What comes of sharing there: the line, or why not."""
    sharing = Sharing(f"ws://{HERE}:{server.server.serverPort()}/room", session, name="Ada")
    found: list[Client | str] = []
    sharing.ready.connect(found.append)
    sharing.failed.connect(found.append)
    sharing.start()
    qtbot.waitUntil(lambda: bool(found))
    sharing.cancel()
    return found[0]


def test_a_session_is_not_shared_where_its_older_start_is(qtbot: QtBot, server: StockServer, session: Session) -> None:
    server.doc.apply_update(session.state())
    assert isinstance(shared(qtbot, server, session), Client), "while it is the same start, it is shared"
    session.forget(PERSON)
    refused = shared(qtbot, server, session)
    assert isinstance(refused, str) and "another start" in refused and "Nothing was sent" in refused
    assert PERSON not in session.board.participants


def test_an_older_copy_does_not_join_where_the_newer_start_is(
    qtbot: QtBot, server: StockServer, session: Session, tmp_path: Path
) -> None:
    library = Library(tmp_path / "other" / "library.stwl")
    library.share(session.id, session.lineage, session.state()).close()
    session.forget(PERSON)
    server.doc.apply_update(session.state())
    before = server.doc.get_update()
    url = f"ws://{HERE}:{server.server.serverPort()}/room"
    joining = Joining(url, library, name="Bo", stock=True)
    failed: list[str] = []
    came: list[object] = []
    joining.failed.connect(failed.append)
    joining.ready.connect(lambda *found: came.append(found))
    joining.start()
    qtbot.waitUntil(lambda: bool(failed or came))
    assert failed and not came and joining.in_the_way == session.id
    assert server.doc.get_update() == before
