"""Parts that the inspector's panels share: scrolling, and room in the corner for the button that closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, scrolling


def corner_room() -> QWidget:
    """Return room for the button that closes a floating panel, hidden while the panel does not float."""
    made = QWidget()
    made.setFixedSize(theme().scaled(22), 1)
    made.hide()
    return made


def scrolled(page: QWidget) -> QScrollArea:
    """Return a page that scrolls up and down where the panel is low."""
    page.setProperty("part", "surface")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area = scrolling(page)
    describe(area, page.accessibleName() or _("Details"))
    return area


def panel(name: str) -> tuple[QFrame, QVBoxLayout]:
    """Return a panel with its layout."""
    made = QFrame()
    made.setProperty("part", "card")
    describe(made, name)
    return made, column(made, 4, (14, 10, 14, 10))
