"""Codes and places of cards in a room.

Laptops that make cards at the same moment, or apart, give them the same codes; other programs give none, and no place.
"""

from __future__ import annotations

from contextlib import suppress

from stworkshop.commands.base import Context
from stworkshop.commands.cards import filled_in
from stworkshop.commands.numbering import numbered_apart
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from stworkshop.session.session import Changed, Session


class Numbers:
    """Gives what came from guests codes that nobody else's card bears, and a place; only the host of a room does."""

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
                # What has no kind yet is still being written: it is looked at again with what comes next.
                begun = {one for one in self._came if (card := self._card(one)) is not None and not card.kind}
                filled = filled_in(self._session.board, Context(laptop=self._session.laptop), self._came - begun)
                self._came = begun
                self._session.do(_("Give each card a code of its own"), change, undoable=False)
                self._session.do(_("Give each card a code and a place"), filled, undoable=False)

    def _card(self, card_id: str) -> Element | None:
        return self._session.board.elements.get(card_id)
