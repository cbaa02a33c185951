"""Where on the workshop page a person types: the map, the details, the list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.canvas.gestures.inline_editor import LabelField
from ui.features.list.list_page import ListPage
from ui.features.list.outline import NODE_ROLE
from ui.features.list.table import ID_ROLE
from ui.features.who_is_here.typed import Field, Place, is_public
from ui.shell.inspector import Inspector, in_notes
from ui.shell.view_page import ViewPage
from ui.shell.workspace import Workspace


class Typing:
    """Tells of the fields of one page where they are; its details and pages may be made later."""

    def __init__(
        self, page: Workspace, inspector: Callable[[], Inspector], made_view: Callable[[str], ViewPage | None]
    ) -> None:
        self._page, self._inspector, self._made_view = page, inspector, made_view

    def place_of(self, field: QWidget | None) -> Place | None:
        """Return where a field of the page belongs to, None where it has to do with no record that all may know of."""
        place, board = self.any_place(field), self._page.bridge.board
        if place is None or not is_public(board, place.id):
            return None
        return place if place.id in board.elements else Place(place.field, place.id)

    def any_place(self, field: QWidget | None) -> Place | None:
        """Return where a field belongs to, whatever record that is, and whether or not it is there still."""
        page = self._page
        if not isinstance(field, Field) or not page.isAncestorOf(field):
            return None
        if isinstance(field, LabelField):
            return Place(field, page.map_view.editing.card_id, label=True)
        inspector = self._inspector()
        card = inspector.card_panel
        if card.isAncestorOf(field):
            return None if in_notes(field) else Place(field, card.id, label=field is card.label_field)
        if inspector.record_panel.isAncestorOf(field) and len(page.bridge.selection) == 1:
            return Place(field, page.bridge.selection[0])
        listed = self._made_view("list")
        return _in_list(listed, field) if isinstance(listed, ListPage) else None


def _in_list(listed: ListPage, field: Field) -> Place | None:
    table, outline = listed.table, listed.outline
    if table.viewport().isAncestorOf(field):
        at = table.currentIndex()
        column = table.columns[at.column()].id if at.isValid() else ""
        return Place(field, str(at.data(ID_ROLE) or ""), label=column == "label")
    if outline.viewport().isAncestorOf(field) and outline.currentIndex().isValid():
        what, record_id = outline.currentIndex().data(NODE_ROLE)
        return Place(field, record_id if what in ("record", "link") else "", label=what == "record")
    return None
