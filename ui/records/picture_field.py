"""The picture of a card: shown large, with what it shows in words; put on, changed and taken off here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.model.card_layout import image_words
from stworkshop.model.records import Element, Image
from ui.kit.painting import paint_picture
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.words import GrowingText
from ui.records.card_fields import Section
from ui.session import card_picture
from ui.session.bridge import Bridge

_HIGHEST = 220


class PictureField(Section):
    """One picture at most; nobody has to say what it shows, and who does helps people who do not see it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(_("Picture"))
        self._bridge = bridge
        self._card = ""
        self.picture = _Shown()
        self.alt = GrowingText(_("What the picture shows"), "quiet", _("What does it show? Not said yet"))
        self.alt.kept.connect(self._describe)
        self.put = button(_("Add a picture…"), self._choose, "plus", "dashed")
        self.off = button(_("Take it off"), self._take_off, "delete", "quiet")
        line = row(spacing=8)
        line.addWidget(self.put)
        line.addWidget(self.off)
        line.addStretch(1)
        for part in (self.picture, self.alt):
            self.body.addWidget(part)
        self.body.addLayout(line)

    def show_card(self, card: Element) -> None:
        """Show the picture of a card."""
        if card.id != self._card:
            self.alt.keep()
            self._card = card.id
        image = self._bridge.board.image_of(card.id)
        there = image is not None
        self.picture.show_image(image)
        self.picture.setVisible(there)
        self.alt.setVisible(there)
        self.alt.show_text(image.alt if image is not None else "")
        why = _("this session is open for reading only") if self._bridge.read_only else ""
        why = why or self._bridge.refusal("edit", (card.id,))
        self.put.setText(_("Another picture…") if there else _("Add a picture…"))
        describe(self.put, self.put.text(), description=why)
        self.off.setVisible(there)
        for part in (self.put, self.off):
            part.setEnabled(not why)
        self.alt.setReadOnly(bool(why))

    def _choose(self) -> None:
        card_picture.choose(self, self._bridge, self._card)

    def _take_off(self) -> None:
        if self._bridge.run("set_image", id=self._card) is not None:
            self.put.setFocus()

    def _describe(self, words: str) -> None:
        if self._bridge.board.image_of(self._card) is not None:
            self._bridge.run("describe_image", id=self._card, alt=words)


class _Shown(QWidget):
    """The picture as wide as the panel, whole."""

    def __init__(self) -> None:
        super().__init__()
        self._image: Image | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_image(self, image: Image | None) -> None:
        """Show a picture; the same one again costs nothing."""
        if image == self._image:
            return
        self._image = image
        describe(self, image_words(image))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        w, h = card_image.size(self._image.data) if self._image is not None else (0, 0)
        return min(round(width * h / w), theme().scaled(_HIGHEST)) if w else theme().scaled(40)

    def sizeHint(self) -> QSize:
        wide = max(self.width(), theme().scaled(200))
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        data = card_image.shown(self._image.data) if self._image is not None else b""
        painter = QPainter(self)
        w, h = card_image.size(self._image.data) if self._image is not None and data else (0, 0)
        if w and h:
            scale = min(self.width() / w, self.height() / h)
            left = (self.width() - w * scale) if self.isRightToLeft() else 0.0
            paint_picture(painter, QRectF(left, 0, w * scale, h * scale), data)
        else:
            painter.setPen(theme().colour("text_2"))
            painter.setFont(theme().font("small"))
            words = _("This picture cannot be shown: it is damaged, or no picture.")
            painter.drawText(self.rect(), Qt.TextFlag.TextWordWrap, words)
        painter.end()
