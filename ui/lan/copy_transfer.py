"""A laptop that comes into a room only to bring a table's copy back: it takes no part, and leaves at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal

from stworkshop.i18n import gettext as _
from stworkshop.sync.file_transfer import Announced
from ui.lan.client import Client
from ui.lan.copies import Copies


class Courier(QObject):
    """One try, which ends with `delivered` or `failed`."""

    status = Signal(str)
    """`connecting`, or `away`: it is tried again."""
    isolated = Signal()
    """Nothing has answered for ten seconds; it is tried on."""
    went = Signal(int, int)
    """How many bytes are there, of how many."""
    delivered = Signal()
    failed = Signal(str)
    """Why it cannot be brought there, a sentence."""

    def __init__(
        self,
        url: str,
        *,
        laptop: str,
        name: str,
        code: str,
        session: tuple[str, str],
        table: str,
        data: bytes,
        ticket: str,
        parent: QObject | None = None,
    ) -> None:
        """`url` as for `Joining`; `session` are the id and the lineage of the copy, which the room must have, too.

        `ticket` is what the copy bears, so that those who gave it know it again.
        """
        super().__init__(parent)
        address = QUrl(url)
        fingerprint = address.fragment()
        address.setFragment("")
        self._session, self._table, self._data, self._ticket = session, table, data, ticket
        self._client = Client(address.toString(), name=name, laptop=laptop, code=code, fingerprint=fingerprint)
        self._client.setParent(self)
        self._copies: Copies | None = None
        self._client.status.connect(self._told)
        self._client.unanswered.connect(self.isolated)
        self._client.welcomed.connect(self._welcomed)
        self._client.carried.connect(self._heard)

    @property
    def tries(self) -> int | None:
        """How many more tries there are after a wrong code, None where something else is wrong."""
        return self._client.tries

    @property
    def answered(self) -> bool:
        """Whether something answers at the address."""
        return self._client.answered

    def start(self) -> None:
        """Knock."""
        self._client.join()

    def cancel(self) -> None:
        """Give it up."""
        self._client.blockSignals(True)
        self._client.leave()
        self.deleteLater()

    def _told(self, status: str) -> None:
        if status == "out":
            self.failed.emit(self._client.reason)
        else:
            self.status.emit(status)

    def _welcomed(self, welcome: Mapping[str, Any]) -> None:
        if (str(welcome["session"]), str(welcome["lineage"])) != self._session:
            self._fail(_("This is the room of another workshop. The copy was not sent."))
            return
        self._client.stay()
        # After a break the host has forgotten what came before, and all of it is sent anew.
        if self._copies is not None:
            self._copies.deleteLater()
        self._copies = Copies(lambda _peer, frame: self._client.send([frame]), _takes_none, self)
        giving = self._copies.give("", self._table, self._data, ticket=self._ticket)
        giving.went.connect(self.went)
        giving.arrived.connect(self._arrived)
        giving.failed.connect(self._fail)

    def _heard(self, name: str, body: Mapping[str, Any]) -> None:
        if self._copies is not None:
            self._copies.heard("", name, body)

    def _arrived(self) -> None:
        self._client.blockSignals(True)
        self._client.leave()
        self.delivered.emit()

    def _fail(self, reason: str) -> None:
        self._client.blockSignals(True)
        self._client.leave()
        self.failed.emit(reason)


def _takes_none(_told: Announced) -> str:
    return _("This laptop takes no copy.")
