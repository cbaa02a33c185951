"""What a tab of the print dialog is: choices in an area that scrolls, and the parts that they make."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.features.printing.desk import Desk
from ui.features.printing.parts import Pages, Part
from ui.kit.theme import theme
from ui.kit.widgets.basics import column
from ui.kit.widgets.scroll import upright


class PrintTab(QWidget):
    """Base of the tabs; `changed` says that other parts, or other copies, are wanted."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.outer = column(self)
        inside = QWidget()
        inside.setProperty("part", "plain")
        self.body: QVBoxLayout = column(inside, 6, (20, 8, 20, 12))
        self.area = upright(QScrollArea())
        self.area.setWidget(inside)
        self.outer.addWidget(self.area, 1)

    @property
    def together(self) -> str:
        """The title of the one file in which several parts are saved; "" where each has a file of its own."""
        return ""

    def parts(self) -> list[Part]:
        """Return what is printed as things are chosen now, in the order of printing."""
        raise NotImplementedError

    def counted(self) -> list[Pages]:
        """Return pages that are made only so that their number can be told."""
        return []

    def show_made(self) -> None:
        """Tell what came of the pages that were made."""

    def missing(self) -> list[QWidget]:
        """Return the fields without which nothing may be printed, the first first."""
        return []

    def why_not(self) -> str:
        """Return why there is nothing to print, "" where there is."""
        return ""

    def printed(self, parts: list[Part]) -> None:
        """Keep what follows from it that these were saved or printed."""

    def spare(self, room: int) -> None:
        """Leave some room."""
        self.body.addSpacing(theme().scaled(room))
