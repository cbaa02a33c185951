"""The head of the view: which copies came together, what is kept, and the two sums."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.wording import ended
from ui.features.tables.review import Review, sums
from ui.kit.widgets.basics import column, describe, label, row, set_property
from ui.kit.widgets.words import WrappedLabel
from ui.session.words import when


class Head(QWidget):
    """Title, a sentence about the copies, and how many changes merged and need somebody."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, 4)
        layout.addWidget(label(_("Tables come together"), "heading", wrap=True))
        self._words = WrappedLabel("", "small", "muted")
        layout.addWidget(self._words)
        self._sums = QWidget()
        line = row(self._sums, 8, (0, 6, 0, 8))
        self.done, self.asked = _Sum(), _Sum()
        line.addWidget(self.done, 1)
        line.addWidget(self.asked, 1)
        layout.addWidget(self._sums)

    def show_review(self, review: Review | None, reading: int, left: int) -> None:
        """Show a merge, or that copies are being read, or what earlier merges left open."""
        self._sums.setVisible(review is not None)
        if reading:
            self._words.setText(ngettext("Reading {n} copy …", "Reading {n} copies …", reading).format(n=reading))
        elif review is not None:
            self._words.setText(_about(review))
            done, asked = sums(review)
            self.done.show_sum(*done)
            self.asked.show_sum(*asked, needs=review.waiting() > 0)
        else:
            waiting = ngettext(
                "{n} difference is left open by an earlier merge.", "{n} differences are left open by earlier merges.",
                left,
            )  # fmt: skip
            self._words.setText(waiting.format(n=left) if left else _("No merge is under way."))


class _Sum(QFrame):
    """A number with its words."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "merge-sum")
        layout = column(self, 0, (12, 7, 12, 8))
        self._number = label("", "display")
        self._words = WrappedLabel("", "small", "muted")
        layout.addWidget(self._number)
        layout.addWidget(self._words)

    def show_sum(self, number: int, words: str, *, needs: bool = False) -> None:
        """Show a number; one that needs somebody stands out."""
        self._number.setText(str(number))
        self._words.setText(words)
        describe(self, f"{number} {words}")
        set_property(self, "needs", "true" if needs else "false")
        for part in (self._number, self._words):
            set_property(part, "tone", "warn" if needs else "muted" if part is self._words else "")


_MOST_LETTERS = 8
"""So many letters of tables are told; beyond, the signs of the tables show them all."""


def _about(review: Review) -> str:
    count = len(review.tables)
    parts = [ngettext("{n} copy", "{n} copies", count).format(n=count)]
    if review.parted:
        parts = [
            ngettext("{n} copy, given out {moment}.", "{n} copies, the first given out {moment}.", count).format(
                n=count, moment=when(review.parted)
            )
        ]
    parts.append(_("Nothing is thrown away: each copy stays as it is."))
    if letters := review.letters():
        listed = letters if len(letters) <= _MOST_LETTERS else [*letters[: _MOST_LETTERS - 1], f"… {letters[-1]}"]
        parts.append(_("A code made at a table keeps its letter: {letters}.").format(letters=", ".join(listed)))
    return " ".join(map(ended, parts))
