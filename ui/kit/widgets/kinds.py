"""Kinds and topics as people see them in panels: the filled square, the small silhouette, the topic's chip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from stworkshop.model.catalogue import Catalogue
from ui.kit.painting import paint_mark, paint_silhouette
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, tip

_OUT_OF_USE = 0.35
"""How much is left of the colours of a kind that cannot be chosen now."""


class KindMark(QWidget):
    """The filled square with a kind's icon; decoration beside a word."""

    def __init__(self, variant: str, side: int = 28) -> None:
        super().__init__()
        self._variant = variant
        side = theme().scaled(side)
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().theme_changed.connect(self.update)

    def show_kind(self, variant: str) -> None:
        """Show another kind."""
        self._variant = variant
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._variant)
        painter.end()


class Silhouette(QWidget):
    """A kind as its card looks on the map, without words."""

    def __init__(self, variant: str, dashed: bool = False) -> None:
        super().__init__()
        self._variant = variant
        self._dashed = dashed
        self.setFixedSize(theme().scaled(46), theme().scaled(28))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else _OUT_OF_USE)
        paint_silhouette(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._variant, self._dashed)
        painter.end()


def concept_chip(catalogue: Catalogue, concept: str, *, removable: bool = False) -> QPushButton:
    """Return a topic as a chip in its own colours; a removable one is a button that takes the topic off."""
    words = str(catalogue.concepts[concept]["label"]) if concept in catalogue.concepts else concept
    chip = button(words, look="chip", name=words)
    chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    chip.setProperty("concept", concept)
    if concept in theme().tokens.concepts:
        theme().set_icon(chip, f"concepts/{concept}", f"concept/{concept}/label", 15)
    if not removable:
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    describe(chip, words)
    tip(chip, str(catalogue.concepts[concept]["plain_question"]) if concept in catalogue.concepts else words)
    return chip
