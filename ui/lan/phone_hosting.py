"""Asking with telephones: a desk and its server for one open round, started and stopped with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from stworkshop.model.records import Round
from stworkshop.phones.desk import Desk
from stworkshop.session.phone_sheets import HEADS
from stworkshop.session.session import Changed, Session
from ui.lan.addresses import local_address
from ui.lan.phone_server import PhoneServer

LINGERS = 30_000
"""Milliseconds for which telephones still hear that the box is closed."""


class PhoneHosting(QObject):
    """Lets telephones answer the rounds of one session, one round at a time."""

    changed = Signal()
    """It began or ended, or asks otherwise."""
    took = Signal()
    """A sheet came in by telephone."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phones")
        self._session = session
        self._desk: Desk | None = None
        self._server: PhoneServer | None = None
        self.url = ""
        """What people type, "" while no telephone is asked."""
        self._lingers = QTimer(self, singleShot=True, interval=LINGERS)
        self._lingers.timeout.connect(self._shut)
        self._stop_hearing = session.subscribe(self._hear)

    @property
    def round_id(self) -> str:
        """The round that telephones are asked, "" for none."""
        return self._desk.round_id if self._desk is not None and self.url else ""

    @property
    def one_each(self) -> str:
        """How one person has one ballot."""
        return self._desk.one_each if self._desk is not None else HEADS

    @property
    def word(self) -> str:
        """The four letters that people type and compare."""
        return self._desk.word if self._desk is not None and self.url else ""

    @property
    def code(self) -> str:
        """What the QR code on the wall says."""
        return self._desk.address(self.url) if self._desk is not None and self.url else ""

    def code_of(self, slip: str) -> str:
        """Return what the QR code on a slip says."""
        return self._desk.address(self.url, slip) if self._desk is not None and self.url else ""

    def start(self, round_id: str, *, one_each: str = HEADS, people: int = 0, port: int = 0, address: str = "") -> None:
        """Ask telephones a round; raises KnownError where the network or the round does not let it."""
        self._shut()
        desk = Desk(self._session, round_id, one_each=one_each, people=people, took=self.took.emit)
        server = PhoneServer(desk, self)
        number = server.listen(port, address)
        self._desk, self._server = desk, server
        self.url = f"http://{address or local_address()}:{number}/"
        self.changed.emit()

    def stop(self) -> None:
        """Ask telephones no more; what they handed in stays."""
        self._shut()
        self.changed.emit()

    def end(self) -> None:
        """Stop, and hear the session no more."""
        self._stop_hearing()
        self._shut()

    def _hear(self, changed: Changed) -> None:
        if self.round_id and self._desk is not None and not self._desk.is_open:
            self.url = ""
            self._lingers.start()
            self.changed.emit()

    def _shut(self) -> None:
        self._lingers.stop()
        if self._server is not None:
            self._server.stop()
            self._server.deleteLater()
        self._server = self._desk = None
        self.url = ""


def open_rounds(session: Session) -> list[Round]:
    """Return the open rounds whose sheets this laptop takes, the newest first."""
    mine = [
        one
        for one in session.board.rounds.values()
        if one.closed_order is None and one.opened_by in ("", session.laptop)
    ]
    return sorted(mine, key=lambda one: one.seq, reverse=True)


class AlwaysAsking(QObject):
    """Without a screen: telephones are asked whatever round is open, and each happening is told."""

    told = Signal(dict)

    def __init__(self, session: Session, *, one_each: str, people: int, address: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings: dict[str, Any] = {"one_each": one_each, "people": people, "address": address}
        self._phones = PhoneHosting(session, self)
        self._phones.changed.connect(self._tell)
        self._phones.took.connect(self._count)
        self._stop_hearing = session.subscribe(lambda _changed: self._look())

    def begin(self) -> None:
        """Ask now, if a round is open; raises KnownError."""
        self._look()

    def end(self) -> None:
        """Ask no more."""
        self._stop_hearing()
        self._phones.end()

    def _look(self) -> None:
        asked = open_rounds(self._session)
        if not self._phones.round_id and asked:
            self._phones.start(asked[0].id, **self._settings)

    def _tell(self) -> None:
        phones = self._phones
        facts = {"round": phones.round_id, "url": phones.url, "word": phones.word, "qr": phones.code}
        self.told.emit({"event": "telephones asked", **facts} if phones.round_id else {"event": "telephones rest"})

    def _count(self) -> None:
        round_id = self._phones.round_id
        self.told.emit({"event": "sheet", "round": round_id, "in": self._session.sheets_in(round_id)})
