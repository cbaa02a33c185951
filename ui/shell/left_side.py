"""The left side of the workshop page: the palette or the facilitator's guide, one in the place of the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from ui.features.agenda.guide import Guide
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, frame, row, set_property
from ui.kit.widgets.choices import Segments
from ui.shell.palette import Palette

GUIDE_WIDE, GUIDE_OVER = 324, 300
_TRAY_FROM, _EDGE = 400, 9


class LeftSide(QFrame):
    """Holds both, with a switch on top; in a small window it floats over the map and holds the guide alone."""

    chosen = Signal(str)
    """`palette` or `guide` was chosen on the switch."""
    wants_closed = Signal()

    def __init__(self, page: QWidget, body: QHBoxLayout, views: QWidget, parts: tuple[Palette, Guide, QWidget]) -> None:
        super().__init__(page)
        self._page, self._body, self._views = page, body, views
        palette, guide, tray = parts
        self.setProperty("part", "panel-left")
        describe(self, _("Palette or guide"))
        self._floats = False
        self._palette = palette
        set_property(palette, "part", "surface")
        self._guide = frame("surface", self)
        describe(self._guide, _("Guide"))
        inner = column(self._guide)
        inner.addWidget(guide, 1)
        self._tray = frame("surface", self._guide)
        column(self._tray).addWidget(tray)
        inner.addWidget(self._tray)
        self.switch = Segments(_("Palette or guide"), (("palette", _("Palette")), ("guide", _("Guide"))))
        self.switch.chosen.connect(self.chosen)
        self._head = frame("surface", self)
        head = row(self._head, 0, (12, 10, 12, 0))
        head.addWidget(self.switch)
        head.addStretch(1)
        layout = column(self)
        layout.addWidget(self._head)
        layout.addWidget(self._palette, 1)
        layout.addWidget(self._guide, 1)
        self.setMaximumWidth(theme().scaled(GUIDE_WIDE))
        body.addWidget(self)

    def arrange(self, which: str, *, switch: bool, floating: bool) -> None:
        """Show the palette or the guide, "" for neither; the switch is there where both can be had."""
        self._set_floating(floating)
        self._show_part(which, switch=switch)
        if floating:
            self._body.removeWidget(self)
            self.setParent(self._views)
            edge = theme().scaled(_EDGE)
            left = self._views.width() - self.width() - edge if self.isRightToLeft() else edge
            self.setGeometry(left, edge, self.width(), self._views.height() - 2 * edge)
            self.setVisible(which == "guide")
            self.raise_()
        elif self.parentWidget() is not self._page:
            self._body.insertWidget(0, self)
            self.setVisible(bool(which))

    def _show_part(self, which: str, *, switch: bool) -> None:
        self.setVisible(bool(which))
        self._palette.setVisible(which == "palette")
        self._guide.setVisible(which == "guide")
        self._head.setVisible(switch and not self._floats)
        self.switch.choose(which)
        wide = theme().scaled(GUIDE_OVER if self._floats else GUIDE_WIDE)
        self.setFixedWidth(wide if which == "guide" else theme().size("palette") + 1)  # and the line at its edge

    def _set_floating(self, on: bool) -> None:
        self._floats = on
        set_property(self, "part", "overlay" if on else "panel-left")
        edge = theme().scaled(3) if on else 0
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(edge, edge, edge, edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the guide all of a low panel; what waits and is parked has windows of its own too."""
        super().resizeEvent(event)
        self._tray.setVisible(self.height() >= theme().scaled(_TRAY_FROM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._floats:
            self.wants_closed.emit()
        else:
            super().keyPressEvent(event)
