"""The three ways that answers to an open round come in, side by side: telephone, paper, this laptop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.phones.form import one_sentence
from stworkshop.session.phone_sheets import Ways
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, frame, label, row
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.qr import QrPicture
from ui.kit.widgets.words import IconLabel, WrappedLabel

if TYPE_CHECKING:
    from ui.lan.phone_hosting import PhoneHosting

_COLUMN = 250
"""So wide is one way at least, pixels at 100 %; narrower windows put them one under the other."""


class WayBar(QWidget):
    """How many sheets came by which way, of all who are expected, as one bar."""

    def __init__(self, ways: Ways, people: int) -> None:
        super().__init__()
        self._parts = ((ways.phone, "brand"), (ways.paper, "selection"), (ways.here, "text_3"))
        self._all = max(people, ways.all, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(self, in_words(ways, people))

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(200), theme().scaled(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        painter.setClipPath(outline)
        painter.fillRect(whole, theme().colour("surface_3"))
        at = 0.0
        for count, role in self._parts:
            wide = whole.width() * count / self._all
            left = whole.width() - at - wide if self.isRightToLeft() else at
            painter.fillRect(QRectF(left, 0, max(0.0, wide - 2), whole.height()), theme().colour(role))
            at += wide
        painter.end()


class ThreeWays(QFrame):
    """The bar and the three ways; `phones` asks telephones this round now, or is None."""

    def __init__(
        self,
        ways: Ways,
        people: int,
        phones: PhoneHosting | None,
        *,
        by_phone: Sequence[QPushButton],
        on_paper: Sequence[QPushButton],
        here: Sequence[QPushButton],
        waiting: int,
    ) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        layout = column(self, 10)
        layout.addWidget(WayBar(ways, people))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme().scaled(10))
        layout.addLayout(self._columns)
        self._columns.addWidget(self._phones(ways, phones, by_phone), 1)
        left = ngettext("{n} ballot is not back.", "{n} ballots are not back.", waiting).format(n=waiting)
        paper = _("Print ballots, hand them out, and type them in when they are back.")
        self._columns.addWidget(
            _way("file", _("On paper"), ways.paper, _("typed in"), left if waiting else paper, on_paper), 1
        )
        passing = _("Hand the laptop round. The screen asks for the next person and forgets the one before.")
        self._columns.addWidget(_way("laptop", _("On this laptop"), ways.here, _("handed in"), passing, here), 1)
        nobody = _("Nobody sees answers before the round is closed, you neither. One person, one sheet.")
        layout.addWidget(WrappedLabel(nobody, "small", "muted"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= 3 * theme().scaled(_COLUMN)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._columns.direction():
            self._columns.setDirection(way)

    def _phones(self, ways: Ways, phones: PhoneHosting | None, buttons: Sequence[QPushButton]) -> QWidget:
        if phones is None:
            words = _("Everybody answers at the same time, in this room’s network, without internet.")
            return _way("qr", _("By telephone"), ways.phone, _("handed in"), words, buttons)
        made = _way("qr", _("By telephone"), ways.phone, _("handed in"), one_sentence(phones.one_each), buttons)
        layout = made.layout()
        assert isinstance(layout, QVBoxLayout)
        line = row(spacing=14)
        picture = QrPicture(_("The code for telephones"), 150)
        picture.show_text(phones.code)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words_beside = column(spacing=2)
        words_beside.addWidget(label(_("or type"), "small", "muted"))
        address = phones.url.removeprefix("http://").rstrip("/")
        words_beside.addWidget(_code(address, "body_strong"))
        words_beside.addSpacing(theme().scaled(6))
        words_beside.addWidget(label(_("letters"), "small", "muted"))
        words_beside.addWidget(_code(phones.word, "heading"))
        words_beside.addStretch(1)
        line.addLayout(words_beside, 1)
        layout.insertLayout(2, line)
        return made


def in_words(ways: Ways, people: int) -> str:
    """Return how many sheets came by which way."""
    said = _("{phone} by telephone, {paper} on paper, {here} on this laptop").format(
        phone=ways.phone, paper=ways.paper, here=ways.here
    )
    missing = people - ways.all
    if people and missing > 0:
        said += " · " + ngettext("{n} missing", "{n} missing", missing).format(n=missing)
    return said


def _way(icon: str, title: str, count: int, after: str, words: str, buttons: Sequence[QPushButton]) -> QFrame:
    well = frame("well")
    layout = column(well, 8, (14, 12, 14, 12))
    head = row(spacing=8)
    head.addWidget(IconLabel(icon, "brand_text", 22))
    head.addWidget(label(title, "title"))
    head.addStretch(1)
    layout.addLayout(head)
    number = row(spacing=8)
    number.addWidget(label(str(count), "display"))
    number.addWidget(label(after, "small", "muted"))
    number.addStretch(1)
    layout.addLayout(number)
    layout.addWidget(WrappedLabel(words, "small", "muted"))
    layout.addStretch(1)
    holder = QWidget()
    holder.setProperty("part", "plain")
    flow = Flow(holder, 8)
    for made in buttons:
        flow.addWidget(made)
    layout.addWidget(holder)
    describe(well, f"{title}: {count} {after}")
    return well


def _code(words: str, kind: str) -> QWidget:
    made = label(words, kind)
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    describe(made, " ".join(words) if len(words) == 4 else words)
    return made
