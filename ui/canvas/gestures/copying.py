"""Cards on the clipboard: copy, cut and paste them with the links among them, within and between workshops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRectF
from PySide6.QtGui import QGuiApplication

from stworkshop.commands.copying import ASIDE
from stworkshop.errors import KnownError
from stworkshop.exchange.card_clipboard import MIME, CopiedCards, read_cards, written_cards, written_lines
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext

if TYPE_CHECKING:
    from ui.canvas.gestures.selection_commands import Doing
    from ui.canvas.surface import MapSurface


class Copying:
    """Puts the chosen cards of one view on the clipboard, and brings those on it onto the map by `paste_cards`."""

    def __init__(self, view: MapSurface, doing: Doing) -> None:
        self._view, self._doing = view, doing
        self._pasted, self._times = b"", 0

    def copy(self) -> None:
        """Put the chosen cards on the clipboard: as cards, and as lines for other programs."""
        cards = self._doing.cards
        if not cards:
            self._view.status.emit(_("Choose cards first."))
            return
        self._put(self._data(cards))
        said = ngettext("%d card is on the clipboard.", "%d cards are on the clipboard.", len(cards))
        self._view.status.emit(said % len(cards))

    def cut(self) -> None:
        """Put the chosen cards on the clipboard, and take them off the map, if that may be done."""
        cards = self._doing.cards
        if not cards or not self._view.may("delete", cards):
            return
        data = self._data(cards)
        if self._view.bridge.run("delete", ids=list(cards)) is not None:
            self._put(data)

    def paste(self) -> bool:
        """Bring the cards on the clipboard onto the map, and choose them; False where there are none on it."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not data.hasFormat(MIME):
            return False
        raw = bytes(data.data(MIME).data())
        try:
            copied = read_cards(raw, self._view.bridge.catalogue)
        except KnownError as error:
            self._view.bridge.say(str(error))
            return True
        self._times = self._times + 1 if raw == self._pasted else self._first(copied)
        self._pasted = raw
        self._bring(copied)
        return True

    def _bring(self, copied: CopiedCards) -> None:
        view = self._view
        known = copied.session == view.bridge.board.session.id
        # Where cards stood in another workshop means nothing here: they go to free places of their zones.
        records = copied.records if known else tuple(map(_homeless, copied.records))
        offset = [step * self._times for step in ASIDE]
        done = view.bridge.run("paste_cards", records=list(records), offset=offset)
        if done is None:
            return
        cards = [i for i in done.ids if i in view.map_scene.cards]
        view.bridge.select(cards)
        rect = QRectF()
        for card_id in cards:
            rect = rect.united(view.map_scene.cards[card_id].rect)
        if not view.camera.seen.contains(rect):
            view.center_on(cards)

    def _first(self, copied: CopiedCards) -> int:
        """Return how many steps aside the first copy lies: none, where the cards were cut and left their place."""
        there = self._view.bridge.board.elements
        return 1 if any(str(entry["id"]) in there for entry in copied.records) else 0

    def _data(self, cards: tuple[str, ...]) -> QMimeData:
        board, catalogue = self._view.bridge.board, self._view.bridge.catalogue
        data = QMimeData()
        data.setData(MIME, written_cards(board, catalogue, cards))
        data.setText(written_lines(board, cards))
        return data

    def _put(self, data: QMimeData) -> None:
        self._pasted = b""
        QGuiApplication.clipboard().setMimeData(data)


def _homeless(entry: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in entry.items() if name != "pos"}
