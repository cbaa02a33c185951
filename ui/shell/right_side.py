"""The end of the workshop page: the details, or who is here in their place; beside the page, or floating over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.features.who_is_here.panel import WhoPanel
from ui.kit.theme import theme

if TYPE_CHECKING:
    from ui.shell.inspector import Inspector

_EDGE = 9


class RightSide:
    """Puts one of two panels at the end of a page, and the other away."""

    def __init__(self, page: QWidget, body: QHBoxLayout, views: QWidget, details: Inspector, who: WhoPanel) -> None:
        self._page, self._body, self._views = page, body, views
        self.details, self.who = details, who
        for panel in (details, who):
            body.addWidget(panel)
        who.hide()

    def arrange(self, *, who: bool, wanted: bool, floating: bool) -> int:
        """Show who is here, or the details where they are wanted; return how many pixels of the views they cover."""
        shown: Inspector | WhoPanel = self.who if who else self.details
        other = self.details if who else self.who
        other.hide()
        shown.set_overlay(floating)
        if floating:
            self._float(shown, who or wanted)
        else:
            if shown.parentWidget() is not self._page or self._body.indexOf(shown) < 0:
                self._body.addWidget(shown)
            shown.setVisible(who or wanted)
        return shown.width() if floating and shown.isVisibleTo(self._views) else 0

    def _float(self, shown: QWidget, wanted: bool) -> None:
        self._body.removeWidget(shown)
        shown.setParent(self._views)
        shown.setVisible(wanted)
        edge = theme().scaled(_EDGE)
        width = min(shown.width(), self._views.width() - 2 * edge)
        left = edge if self._page.isRightToLeft() else self._views.width() - width - edge
        shown.setGeometry(left, edge, width, self._views.height() - 2 * edge)
        shown.raise_()
