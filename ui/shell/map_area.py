"""The map with what floats over it: the capture line, the minimap of a small window, and the words of a beginning."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Changed
from ui.canvas.map_view import MapView
from ui.canvas.minimap import MiniMap
from ui.features.capture.bar import CaptureBar
from ui.features.capture.typical_panel import TypicalPanel
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame
from ui.kit.widgets.empty import EmptyState
from ui.session.bridge import Bridge

_CORNER_FROM = 600
"""Width of the map, at 100 %, from which the tools and the minimap stand beside each other."""
_TITLE = 36
"""Height of a zone's title with its question, in px of the screen."""


class MapArea(QWidget):
    """The map view fills it; the rest lies on top, clear of the inspector where that floats too."""

    panel_shown = Signal()
    """The capture line or the typical cards came, or went."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        describe(self, _("Map area"))
        self._bridge = bridge
        self._compact, self._right = False, 0
        self.view = MapView(bridge, theme(), self)
        self.setFocusProxy(self.view)
        layout = column(self)
        layout.addWidget(self.view)
        self.minimap = MiniMap(self.view)
        self.minimap.setFixedHeight(theme().scaled(128))
        describe(self.minimap, _("Minimap"))
        self.capture = CaptureBar(bridge, self.view, self)
        self.capture.shown.connect(lambda _on: self.panel_shown.emit())
        self.typical: TypicalPanel | None = None
        self._corner = frame("overlay", self)
        self._corner_layout = column(self._corner, 0, (4, 4, 4, 4))
        self._corner.hide()
        self._empty = self._beginning()
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        bridge.wanted.connect(self._go_to)
        bridge.changed.connect(self._changed)
        self.view.view_changed.connect(self._place_beginning)
        self.view.steps.changed.connect(lambda: self.leave_room(self._right))
        self.view.tool_changed.connect(lambda _tool: QTimer.singleShot(0, self, self._show_beginning))
        self._show_beginning()

    def set_compact(self, compact: bool) -> None:
        """Float the minimap in a corner where the palette has no room for it."""
        self.minimap.setFixedHeight(theme().scaled(112 if compact else 128))
        if compact:
            self._corner_layout.addWidget(self.minimap)
            self.minimap.show()
        self._compact = compact
        self._show_corner()
        self._place()

    def _show_corner(self) -> None:
        """Show the minimap in its corner, where the tools have a place beside it."""
        room = self.width() - self._right >= theme().scaled(_CORNER_FROM)
        taken = self.capture.isVisible() or self.view.steps.from_afar
        self._corner.setVisible(self._compact and room and not taken)

    def leave_room(self, right: int) -> None:
        """Keep the toolbar clear of what floats at the edges: a panel so many pixels wide, and the minimap."""
        self._right = right
        self._show_corner()
        left = self._corner.width() if self._corner.isVisibleTo(self) else 0
        mirrored = self.isRightToLeft()
        self.view.toolbar.covered = (max(left, right), 0) if mirrored else (left, right)
        self.view.toolbar.place()
        self.capture.covered = (right, 0) if mirrored else (0, right)
        if self.capture.isVisible():
            self.capture.place()

    def open_capture(self, text: str = "") -> None:
        """Open the capture line at the foot of the map, in the place of the tools."""
        self.view.toolbar.hide()
        self._corner.hide()
        self.capture.open(text)

    def open_typical(self, kind: str = "") -> None:
        """Open the panel of typical cards, for one kind if given."""
        if self.typical is None:
            self.typical = TypicalPanel(self._bridge, self)
            self.typical.left.connect(self.view.setFocus)
            self.typical.left.connect(self.panel_shown)
        self.typical.open(kind)
        self.panel_shown.emit()

    @property
    def works_at_panel(self) -> bool:
        """Whether the capture line or the typical cards are open."""
        return self.capture.isVisible() or (self.typical is not None and self.typical.isVisible())

    def close_capture(self) -> None:
        """Close the capture line, and show the tools again."""
        self.capture.close_line()
        self.view.toolbar.show()
        self._show_corner()
        self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.view:
            self._place()
        elif event.type() == QEvent.Type.DragEnter:
            self._empty.hide()  # the map takes the drop, also where the words were
        elif event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop, QEvent.Type.FocusIn):
            QTimer.singleShot(0, self, self._show_beginning)  # a drop, or the end of typing, is taken in first
        return False

    def _place(self) -> None:
        edge = theme().scaled(9)
        if self.capture.isVisible():
            self.capture.place()
        wide, high = theme().scaled(158), theme().scaled(122)
        self._corner.setGeometry(edge, self.height() - high - edge, wide, high)
        self._place_beginning()

    def _place_beginning(self) -> None:
        """Put the words of a beginning in the middle, or as far off it as the titles of the zones need."""
        if self._bridge.board.elements:
            return
        titles = [
            QRect(self.view.mapFromScene(zone.topLeft()), QSize(round(zone.width() * self.view.zoom), _TITLE))
            for zone in self.view.map_scene.zones.values()
        ]
        for low in (False, True):
            self._empty.set_low(low)
            if self._found_room(titles):
                return

    def _found_room(self, titles: list[QRect]) -> bool:
        """Put the words nearest to the middle where they cover no title, else into it; tell whether there was room."""
        place = QRect(QPoint(), self._empty.sizeHint())
        place.moveCenter(self.rect().center())
        middle, lowest = place.top(), self.height() - place.height() - theme().scaled(70)
        found = False
        for top in sorted(range(0, max(1, lowest), 4), key=lambda top: abs(top - middle)):
            place.moveTop(top)
            found = not any(place.intersects(title) for title in titles)
            if found:
                break
        if not found:
            place.moveTop(middle)
        self._empty.setGeometry(place)
        return found

    def _beginning(self) -> EmptyState:
        start = button(_("Add a person or group"), self._start, "plus", "primary")
        words = _("Press S, or drag a person or group here.")
        empty = EmptyState("people", _("Start with who is affected."), words, start)
        empty.setParent(self)
        empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        empty.setMinimumWidth(theme().scaled(320))
        return empty

    def _start(self) -> None:
        self.view.start_adding("stakeholder", "", "stakeholder")

    def _changed(self, changed: Changed) -> None:
        if "elements" in changed.change.roots():
            self._show_beginning()

    def _show_beginning(self) -> None:
        self._empty.setVisible(not (self._bridge.board.elements or self.view.tool == "add" or self.view.placing.shown))

    def _go_to(self, record_id: str) -> None:
        link = self._bridge.board.links.get(record_id)
        self.view.center_on([link.source, link.target] if link else [record_id])
