"""What stands under a view: how its signs are read, in the words of its viewpoint."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from stworkshop.analysis.viewpoints import ARRANGEMENT, Picture, View
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.views.cell_painter import paint_mark_sign
from ui.features.views.cells import Mark
from ui.kit.theme import theme
from ui.kit.widgets.basics import clear, column, describe, label, row
from ui.kit.widgets.kinds import Silhouette
from ui.kit.widgets.words import WrappedLabel
from ui.session.words import kind_word

_MOST = 7


class Sign(QWidget):
    """One sign of the matrix; decoration beside its word."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedSize(theme().scaled(22), theme().scaled(22))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark_sign(painter, self._mark, QRectF(self.rect()))
        painter.end()


class Legend(QFrame):
    """The kinds that a map shows, or the signs of the matrix, and the viewpoint's own words."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        describe(self, _("How to read it"))
        layout = column(self, 4)
        self._signs = row(spacing=6)
        self._words = WrappedLabel("", "small", "muted")
        layout.addLayout(self._signs)
        layout.addWidget(self._words)
        self._shown: object = None

    def show_view(
        self, board: Board, catalogue: Catalogue, shown: View, form: str, what: Picture, *, extra: str
    ) -> None:
        """Show how a view is read in one of its forms; `extra` is said after the viewpoint's words."""
        as_it_came = shown.layout == ARRANGEMENT
        words = "" if as_it_came else str(catalogue.viewpoints[shown.viewpoint]["legend"]).rstrip(".") + "."
        variants = self._variants(board, catalogue, what) if form == "map" else ()
        key = (form, variants, words, extra)
        if key == self._shown:
            return
        self._shown = key
        clear(self._signs)
        if form == "matrix":
            for mark, said in (("has", _("has it")), ("lacks", _("lacks it")), ("unasked", _("was not asked"))):
                self._signs.addWidget(Sign(mark))  # type: ignore[arg-type]
                self._signs.addWidget(label(said, "small", "muted"))
                self._signs.addSpacing(theme().scaled(10))
        for variant, said in variants[:_MOST]:
            self._signs.addWidget(Silhouette(variant))
            self._signs.addWidget(label(said, "small", "muted"))
            self._signs.addSpacing(theme().scaled(8))
        self._signs.addStretch(1)
        self._words.setText(" ".join(part for part in (words, extra) if part))

    def set_small(self, small: bool) -> None:
        """Leave the signs out where there is little room: the words say them too."""
        for number in range(self._signs.count()):
            item = self._signs.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(not small)

    @staticmethod
    def _variants(board: Board, catalogue: Catalogue, what: Picture) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for card in what.shown:
            element = board.elements[card]
            variant = catalogue.variant(element.kind, element.type)
            found.setdefault(variant, kind_word(catalogue, element.kind, element.type))
        return tuple(found.items())
