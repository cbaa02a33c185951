"""What stands around the pages of a ballot: how far one is and the curtain above, the promise and the ways on below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.ballot_promises import sealed_sentence
from ui.features.rounds.kit import Picture, Push, Ruler, Words
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe, scrolling


class Steps(QWidget):
    """How far the person is: a bar for each question."""

    def __init__(self, ruler: Ruler, at: int, of: int) -> None:
        super().__init__()
        self._ruler, self._at, self._of = ruler, at, of
        self._wide = min(34, 700 // max(1, of))
        self.setFixedSize(ruler.px(of * (self._wide + 10) + 20), ruler.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ruler = QPainter(self), self._ruler
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x = 0.0
        for step in range(1, self._of + 1):
            wide = ruler.px(self._wide + (20 if step == self._at else 0))
            painter.setBrush(theme().colour("brand" if step <= self._at else "surface_3"))
            left = self.width() - x - wide if self.isRightToLeft() else x
            painter.drawRoundedRect(int(left), 0, wide, self.height(), 4, 4)
            x += wide + ruler.px(10)
        painter.end()


def scrolled(ruler: Ruler, page: QWidget) -> QScrollArea:
    """Return a page with its margins, to be scrolled where a large text needs it."""
    holder = QWidget()
    holder.setProperty("part", "plain")
    around = ruler.column(holder)
    around.setContentsMargins(ruler.px(120), 0, ruler.px(120), 0)
    around.addWidget(page)
    area = scrolling(holder)
    area.setFrameShape(QFrame.Shape.NoFrame)
    describe(area, _("Ballot"))
    return area


def empty_head(ruler: Ruler) -> QWidget:
    """Return the room above a page that has nothing there."""
    holder = QWidget()
    holder.setFixedHeight(ruler.px(84))
    return holder


def head(ruler: Ruler, at: int, of: int, curtain: Callable[[], object]) -> QWidget:
    """Return the head of a ballot; `at` is 0 where there is nothing to count."""
    holder = QWidget()
    holder.setMinimumHeight(ruler.px(84))
    line = ruler.row(holder)
    line.setContentsMargins(ruler.px(48), ruler.px(10), ruler.px(48), ruler.px(10))
    first, middle, last = ruler.row(gap=12), ruler.row(gap=16), ruler.row()
    first.addWidget(Picture("lock", "brand_text", ruler.tall(22)))
    words = Words(ruler, _("Only you see this"), 18, "brand", bold=True)
    words.setWordWrap(False)
    first.addWidget(words)
    first.addStretch(1)
    middle.addStretch(1)
    if at:
        middle.addWidget(Steps(ruler, at, of))
        count = Words(ruler, _("{n} of {all}").format(n=at, all=of), 18)
        count.setWordWrap(False)
        middle.addWidget(count)
    middle.addStretch(1)
    last.addStretch(1)
    last.addWidget(Push(ruler, _("Curtain"), curtain, icon="eye-off", key="F9"))
    for part in (first, middle, last):
        line.addLayout(part, 1)
    return holder


def foot(
    ruler: Ruler,
    words: str = "",
    left: QWidget | None = None,
    right: QWidget | None = None,
    *,
    tone: str = "muted",
    high: int = 120,
) -> QWidget:
    """Return the foot of a page: what the ballot promises, between the way back and the way on."""
    holder = QWidget()
    line = ruler.row(holder, gap=40)
    line.setContentsMargins(ruler.px(48), 0, ruler.px(48), ruler.px(24))
    promise = Words(ruler, words, 17, tone)
    promise.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    line.addWidget(left or QWidget(), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(promise, 1)
    line.addWidget(right or QWidget(), 0, Qt.AlignmentFlag.AlignVCenter)
    holder.setMinimumHeight(ruler.px(high))
    return holder


def start_foot(
    ruler: Ruler, about_wall: str, leave: Callable[[], object], larger: Callable[[], object], *, locked: bool = True
) -> QWidget:
    """Return the foot of the page between two persons; the way back to the program may be `locked` by a code."""
    words, icon = (_("Facilitator"), "lock") if locked else (_("Back to the map"), "map")
    out = Push(ruler, words, leave, icon=icon, look="quiet", size=17, high=52)
    grow = Push(ruler, _("Larger text"), larger, icon="text-size", look="quiet", size=17, high=52)
    return foot(ruler, f"{sealed_sentence()} {about_wall}".strip(), out, grow, tone="faint", high=84)


def back_foot(ruler: Ruler, back: Callable[[], object], larger: Callable[[], object]) -> QWidget:
    """Return the foot of a page that is read, with the way back."""
    left = Push(ruler, _("Back"), back, icon="chevron-left", look="quiet", size=24, high=72, side=30)
    right = Push(ruler, _("Larger text"), larger, icon="text-size", look="quiet", size=17, high=52)
    return foot(ruler, "", left, right)


def ballot_foot(ruler: Ruler, promise: str, back: Callable[[], object], right: QWidget | None) -> QWidget:
    """Return the foot of a ballot, with what it promises."""
    left = Push(ruler, _("Back"), back, icon="chevron-left", look="quiet", size=24, high=72, side=30)
    return foot(ruler, f"{promise} {sealed_sentence()}", left, right)


def next_button(ruler: Ruler, go_on: Callable[[], object]) -> Push:
    """Return the button that goes to the next question."""
    return Push(ruler, _("Next"), go_on, end_icon="chevron-right", look="primary", size=24, high=80, side=42)
