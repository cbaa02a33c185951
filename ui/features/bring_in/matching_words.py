"""Words of the file and what each becomes: a topic, a kind, a link, one of its own, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.features.bring_in.draft import Option, Word
from ui.features.bring_in.parts import IconChoice, arrow
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, label, restyle
from ui.kit.widgets.words import ElidedLabel, WrappedLabel

MOST = 200
"""More different words in a column are no words for topics or kinds."""


class WordList(QWidget):
    """A heading and a line for each word; `chosen` gives the word and what it becomes.

    Where the list `asks`, a word for which nothing was chosen stands out.
    """

    chosen = Signal(str, str)

    def __init__(
        self, title: str, words: Sequence[Word], options: Sequence[Option], undecided: str, *, asks: bool = True
    ) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        self._asks = asks
        self.boxes: dict[str, IconChoice] = {}
        layout = column(self, 4)
        layout.addWidget(label(title, "title"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().scaled(10))
        grid.setVerticalSpacing(theme().scaled(5))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 4)
        grid.setColumnStretch(3, 1)
        for at, word in enumerate(words[:MOST]):
            told = word.word or _("(no word)")
            name = ElidedLabel(f"{told}  ×{word.count}" if word.count > 1 else told, "small")
            name.setMinimumWidth(theme().scaled(70))
            box = IconChoice(_("What “{word}” becomes").format(word=told), options, undecided)
            box.choose(word.chosen)
            box.chosen.connect(lambda chosen, word=word.word: self._choose(word, chosen))
            box.setMaximumWidth(theme().scaled(300))
            self.boxes[word.word] = box
            self._mark(box, word.chosen)
            grid.addWidget(name, at, 0)
            grid.addWidget(arrow(14), at, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(box, at, 2)
        layout.addLayout(grid)
        if len(words) > MOST:
            rest = len(words) - MOST
            more = ngettext("{n} more word stays as it is.", "{n} more words stay as they are.", rest)
            layout.addWidget(WrappedLabel(more.format(n=rest), "small", "muted"))

    def show_words(self, words: Sequence[Word]) -> None:
        """Show what was chosen for the words."""
        for word in words[:MOST]:
            self.boxes[word.word].choose(word.chosen)
            self._mark(self.boxes[word.word], word.chosen)

    def _choose(self, word: str, chosen: str) -> None:
        self._mark(self.boxes[word], chosen)
        self.chosen.emit(word, chosen)

    def _mark(self, box: IconChoice, chosen: str) -> None:
        box.setProperty("concept", chosen)
        box.setProperty("open", "true" if self._asks and not chosen else "false")
        restyle(box)
