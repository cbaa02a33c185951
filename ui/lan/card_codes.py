"""Codes of cards in a room: laptops that make cards at the same moment, or apart, give them the same ones."""

from __future__ import annotations

from contextlib import suppress

from stworkshop.commands.numbering import numbered_apart
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import Changed, Session


class Numbers:
    """Gives what came from guests codes that nobody else's card bears; only the host of a room does, so it is one."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._came: set[str] = set()

    def hear(self, changed: Changed) -> None:
        """Note which cards came; for the session to call."""
        if changed.origin == "remote":
            self._came.update(ref.id for ref in changed.change.added if ref.root == "elements")
            fields = changed.change.updated.items()
            self._came.update(ref.id for ref, fields in fields if ref.root == "elements" and "code" in fields)

    def settle(self) -> None:
        """Number what came since the last time; what the disk does not take now waits for the next time."""
        if self._came and not self._session.read_only:
            with suppress(KnownError):
                change = numbered_apart(self._session.board, catalogue(), self._came)
                self._came.clear()
                self._session.do(_("Give each card a code of its own"), change, undoable=False)
