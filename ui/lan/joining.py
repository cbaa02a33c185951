"""Joining a room: from an address and a code to a session of one's own library that is kept equal to the host's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl, Signal

from stworkshop.errors import KnownError, OtherStart
from stworkshop.i18n import gettext as _
from stworkshop.model.records import new_id
from stworkshop.session.library import Library, other_start
from stworkshop.session.session import Session
from stworkshop.sync.replica import has_same_start, session_of
from ui.lan.client import HERE_WITHIN, Client

PORT = 8420
"""The port of a room where its address names none."""


class Joining(QObject):
    """One try to join, which ends with `ready` or `failed`; what is not here yet comes from the host."""

    status = Signal(str)
    """`connecting`, or `away`: it is tried again."""
    isolated = Signal()
    """Nothing has answered for ten seconds; it is tried on. The network may keep its laptops apart."""
    failed = Signal(str)
    """Why it cannot be joined, a sentence; a wrong code, too, and then `tries` says more."""
    compares = Signal(tuple)
    """The words to compare with those at the host, where there is no code; `agree` says that they are the same."""
    opening = Signal(str)
    """The id of the session that is about to be opened: who has it open closes it now."""
    ready = Signal(object, object)
    """The open `Session`, and the `Client` that is in the room."""

    def __init__(
        self,
        url: str,
        library: Library,
        *,
        name: str,
        code: str = "",
        fingerprint: str = "",
        stock: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`url` as the host shows it, with its fingerprint behind a # or without; `stock` for a y-websocket server.

        Without a code somebody at the host has to let this laptop in.
        """
        super().__init__(parent)
        address = QUrl(url)
        fingerprint = fingerprint or address.fragment()
        address.setFragment("")
        self._library = library
        self._welcome: Mapping[str, Any] = {}
        self.in_the_way = ""
        """The id of a session of one's own that has to make way first, as it began elsewhere; "" for none."""
        self._client = Client(
            address.toString(), name=name, laptop=library.laptop, code=code, fingerprint=fingerprint, stock=stock
        )
        self._client.setParent(self)
        self._client.status.connect(self._told)
        # A network that keeps its laptops apart is often found out at once, again and again: the whole time counts.
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._lose_patience)
        self._client.compares.connect(self.compares)
        self._client.welcomed.connect(self._welcomed)
        self._client.fetched.connect(self._fetched)

    def start(self) -> None:
        """Knock."""
        self._patience.start(HERE_WITHIN)
        self._client.join()

    def cancel(self) -> None:
        """Give it up."""
        self._client.blockSignals(True)
        self._client.leave()
        self.deleteLater()

    def agree(self) -> None:
        """Say that the words are the same on both screens."""
        self._client.agree()

    @property
    def role(self) -> str:
        """What the host lets this laptop be, once it has let it in."""
        return str(self._welcome.get("role", ""))

    @property
    def answered(self) -> bool:
        """Whether anything has answered at the address, be it that no room is there."""
        return self._client.answered

    def _lose_patience(self) -> None:
        if not self.answered:
            self.isolated.emit()

    @property
    def tries(self) -> int | None:
        """How many more codes can be tried at once, where the one that was shown is wrong."""
        return self._client.tries

    def _told(self, status: str) -> None:
        if status == "out":
            self.failed.emit(self._client.reason)
        else:
            self.status.emit(status)

    def _welcomed(self, welcome: Mapping[str, Any]) -> None:
        self._welcome = welcome
        if self._library.lineage(str(welcome["session"])):
            self._open(str(welcome["session"]), str(welcome["lineage"]), b"")
        else:
            self._client.fetch()

    def _fetched(self, state: bytes) -> None:
        session_id, lineage = str(self._welcome.get("session", "")), str(self._welcome.get("lineage", ""))
        if not self._welcome:
            # A server of others tells nothing of what it holds.
            session_id, lineage = session_of(state), new_id()
            if not session_id:
                self._fail(_("There is no workshop in this room yet. Somebody has to share one there first."))
                return
            lineage = self._library.lineage(session_id) or lineage
        elif session_of(state) != session_id:
            self._fail(_("What the other laptop sent is not the workshop that it spoke of. Nothing was changed."))
            return
        self._open(session_id, lineage, state)

    def _open(self, session_id: str, lineage: str, state: bytes) -> None:
        if self._library.lineage(session_id) in ("", lineage):
            self.opening.emit(session_id)
        try:
            session = self._opened(session_id, lineage, state)
        except KnownError as error:
            self.in_the_way = session_id if isinstance(error, OtherStart) else ""
            self._fail(str(error))
        else:
            self._hand_over(session)

    def _opened(self, session_id: str, lineage: str, state: bytes) -> Session:
        """Open the session with its document, so that damage is found before the room is entered; raises KnownError."""
        session = self._library.share(session_id, lineage, state)
        try:
            if state and not has_same_start(session.document(), state):
                raise other_start()
            session.document()
        except KnownError:
            session.close()
            raise
        return session

    def _hand_over(self, session: Session) -> None:
        client = self._client
        client.disconnect(self)
        self.ready.emit(session, client)

    def _fail(self, reason: str) -> None:
        self._client.blockSignals(True)
        self._client.leave()
        self.failed.emit(reason)


def room_url(typed: str, session: str = "") -> str:
    """Return the URL that an address means as people type it, `host`, `host:port` or the whole; "" where it is none."""
    text = typed.strip()
    url = QUrl(text if "://" in text else f"wss://{text}")
    if not text or not url.isValid() or not url.host() or url.scheme() not in ("ws", "wss"):
        return ""
    if url.port() < 0 and url.scheme() == "wss":
        url.setPort(PORT)
    if url.path() in ("", "/") and session:
        url.setPath(f"/{session}")
    return url.toString()
