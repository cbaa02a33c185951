"""The right side: what would happen, in numbers, as a table of the first rows or of all, and one row as cards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.exchange.foreign import LEAVE_OUT, OWN_KIND
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.bring_in.draft import EMPTY, LIKE, NEW, DraftLine, Outcome, tile_words
from ui.features.bring_in.parts import LookTile, NumberTile
from ui.features.bring_in.picture import RowPicture
from ui.features.bring_in.preview import LinesTable
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel

FIRST = 6
"""How many rows are shown beside the columns."""
_TILES = 3
_AS_IT_COMES = "new"


class Happen(QWidget):
    """Shows an outcome, and asks a person about rows of it."""

    decided = Signal(object)
    """Keys of rows, each with what a person says about it."""
    wants_all = Signal()
    """The first row to look at is wanted, and with it all rows."""

    def __init__(self, catalogue: Catalogue, board: Board) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        self._catalogue, self._board = catalogue, board
        self._outcome: Outcome | None = None
        self._all = self._placed = False
        self._offered: list[tuple[str, str]] = []
        layout = column(self, 0, (22, 16, 22, 16))
        layout.addWidget(label(_("What will happen"), "title"))
        layout.addSpacing(theme().scaled(8))
        layout.addLayout(self._tiles())
        layout.addSpacing(theme().scaled(12))
        self.table = LinesTable()
        self.table.looked_at.connect(self._look_at)
        self.table.wants_next.connect(self.next_doubtful)
        self.table.wants_out.connect(self._toggle_out)
        layout.addWidget(self.table)
        layout.addSpacing(theme().scaled(6))
        layout.addLayout(self._below())
        layout.addSpacing(theme().scaled(8))
        layout.addWidget(self._as_cards())
        layout.addSpacing(theme().scaled(12))
        layout.addLayout(_safe())
        layout.addStretch(1)
        self._column = layout

    def show_outcome(self, outcome: Outcome, board: Board) -> None:
        """Show what would happen now."""
        self._outcome, self._board = outcome, board
        told = tile_words(outcome, self._catalogue)
        for at, tile in enumerate(self.tiles):
            tile.setVisible(at < len(told))
            if at < len(told):
                tile.show_number(*told[at])
        self.look_tile.show_number(outcome.doubtful, _("to look at"))
        self.look_tile.setVisible(bool(outcome.doubtful))
        self._show_lines()

    def show_all(self, everything: bool) -> None:
        """Show all rows, or the first only."""
        self._all = everything
        self.table.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding if everything else QSizePolicy.Policy.Fixed
        )
        self._column.setStretchFactor(self.table, 1 if everything else 0)
        self._column.setStretch(self._column.count() - 1, 0 if everything else 1)
        self._show_lines()

    def next_doubtful(self, forward: bool = True) -> None:
        """Go to the next row that a person should look at, or to the one before; after the last comes the first."""
        if self._outcome is None or not self._outcome.doubtful:
            return
        if not self._all:
            self.wants_all.emit()
        lines, at = self._outcome.lines, self.table.currentIndex().row()
        count = len(lines)
        steps = range(1, count + 1) if forward else range(-1, -count - 1, -1)
        self.go_to(next((at + step) % count for step in steps if lines[(at + step) % count].doubtful))

    def first_doubtful(self) -> None:
        """Go to the first row that a person should look at."""
        if self._outcome is not None and self._outcome.doubtful:
            self.wants_all.emit()
            self.go_to(next(at for at, line in enumerate(self._outcome.lines) if line.doubtful))

    def go_to(self, at: int) -> None:
        """Put the cursor on a row, and the keyboard into the table."""
        self.table.go_to(at)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_lines()

    # --- inside

    def _tiles(self) -> QHBoxLayout:
        line = row(spacing=8)
        self.tiles = [NumberTile() for _number in range(_TILES)]
        self.look_tile = LookTile(self.first_doubtful)
        for tile in (*self.tiles, self.look_tile):
            line.addWidget(tile, 1)
        return line

    def _below(self) -> QVBoxLayout:
        below, line = column(spacing=6), row(spacing=8)
        below.addLayout(line)
        self.count = label("", "small", "faint")
        line.addWidget(self.count)
        self.decision = Segments(_("What becomes of this row"), optional=False)
        self.decision.chosen.connect(self._decide)
        line.addSpacing(theme().scaled(12))
        line.addWidget(self.decision)
        line.addStretch(1)
        self.same = button(_("All are on the map already"), self._all_same, "", "", "small")
        self.same.setAutoDefault(False)
        below.addWidget(self.same, 0, Qt.AlignmentFlag.AlignTrailing)
        self.before = button("", lambda: self.next_doubtful(False), "chevron-up", "", "small",
                             name=_("The row to look at before"), shortcut="Shift+N")  # fmt: skip
        self.next = button(_("Next to look at"), self.next_doubtful, "chevron-down", "", "small", shortcut="N")
        for part in (self.before, self.next):
            part.setAutoDefault(False)
            line.addWidget(part)
        return below

    def _as_cards(self) -> QFrame:
        box = frame("card")
        inner = column(box, 6, (6, 8, 16, 10))
        self.picture = RowPicture(self._catalogue)
        self.about = WrappedLabel("", "small", "faint")
        self.about.setContentsMargins(theme().scaled(10), 0, 0, 0)
        inner.addWidget(self.picture)
        inner.addWidget(self.about)
        return box

    def _show_lines(self) -> None:
        if self._outcome is None:
            return
        lines = self._outcome.lines
        shown = lines if self._all else lines[:FIRST]
        self.table.show_lines(self._outcome.heads, shown)
        if not self._placed and shown:
            self._placed = True
            self.table.go_to(_most_telling(shown))
        if self._all:
            self.table.setMinimumHeight(theme().scaled(140))
            self.table.setMaximumHeight(min(16_777_215, self.table.height_of_rows()))
        else:
            self.table.setFixedHeight(self.table.height_of_rows())
        count = ngettext("{n} of {all} row", "{n} of {all} rows", len(lines))
        self.count.setText(count.format(n=len(shown), all=len(lines)))
        for part in (self.before, self.next):
            part.setVisible(self._all and bool(self._outcome.doubtful))
        alike = len(self._alike())
        words = _("All {n} are on the map already").format(n=alike)
        self.same.setText(words)
        told = _("Each row that looks like a card of the map is taken for that card, and adds none")
        describe(self.same, words, description=told)
        set_tip(self.same, told)
        self.same.setVisible(self._all and alike > 1)
        self._look_at(self.table.currentIndex().row())

    def _alike(self) -> dict[str, str]:
        """Return the rows that look like a card of the map, as far as nobody has decided, with the ids of the cards."""
        lines = self._outcome.lines if self._outcome is not None else ()
        return {line.key: line.like for line in lines if line.state == LIKE and line.like}

    def _all_same(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes
        self.decided.emit(self._alike())

    def _line(self, at: int) -> DraftLine | None:
        lines = self._outcome.lines if self._outcome is not None else ()
        return lines[at] if 0 <= at < len(lines) else None

    def _look_at(self, at: int) -> None:
        line = self._line(at)
        if line is None or self._outcome is None:
            return
        self.picture.show_card(line.element, self._outcome.plan, self._board)
        words = _("Row {n} as cards. They arrive on the map in their places, selected.")
        if not self.picture.elements:
            words = _("Row {n} becomes no card: {why}.") if line.words else _("Row {n} becomes no card.")
        self.about.setText(words.format(n=line.number, why=line.words))
        self.decision.setVisible(self._all and line.state != EMPTY)
        like = self._board.elements.get(line.like)
        options = [(_AS_IT_COMES, _("Bring in")), (LEAVE_OUT, _("Leave out"))]
        if like is not None:
            it_is = _("It is {code}").format(code=like.code)
            options = [(OWN_KIND, _("A new card")), (line.like, it_is), (LEAVE_OUT, _("Leave out"))]
        if options != self._offered:
            self._offered = options
            self.decision.offer(options)
        self.decision.choose(line.decided or ("" if like is not None else _AS_IT_COMES))

    def _decide(self, decided: str) -> None:
        line = self._line(self.table.currentIndex().row())
        if line is not None:
            self.decided.emit({line.key: "" if decided == _AS_IT_COMES else decided})

    def _toggle_out(self, at: int) -> None:
        line = self._line(at)
        if line is not None and line.state != EMPTY:
            self.decided.emit({line.key: "" if line.decided == LEAVE_OUT else LEAVE_OUT})


def _most_telling(lines: tuple[DraftLine, ...]) -> int:
    """Return the place of the row that is drawn at first: a new one."""
    return next((at for at, line in enumerate(lines) if line.state == NEW), 0)


def _safe() -> QHBoxLayout:
    line = row(spacing=11)
    line.addWidget(IconLabel("undo", "text_2", 18), 0, Qt.AlignmentFlag.AlignTop)
    words = _(
        "Nothing is stored yet. Afterwards one Undo takes all of it back, and a report says what was taken, changed and"
        " left out."
    )
    line.addWidget(WrappedLabel(words, "small", "muted"), 1)
    return line
