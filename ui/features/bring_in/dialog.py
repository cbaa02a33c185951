"""Bring in a table or a map: a file is chosen, its words are given a meaning, and what would happen is seen first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.bring_in.draft import Draft, Outcome, main_words
from ui.features.bring_in.file_page import FilePage
from ui.features.bring_in.graph_draft import GraphDraft
from ui.features.bring_in.graph_words import GraphWords
from ui.features.bring_in.happen import Happen
from ui.features.bring_in.memory import Memory
from ui.features.bring_in.parts import Stepper
from ui.features.bring_in.reading import patterns, read_draft
from ui.features.bring_in.table_draft import TableDraft
from ui.features.bring_in.table_side import TableSide
from ui.kit.background import Background, Job
from ui.kit.bounded import Bounded
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, line, pressed_by, row
from ui.kit.widgets.folding import Folding
from ui.kit.widgets.plain import set_title
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.words import ElidedLabel, IconLabel, WrappedLabel
from ui.session.preferences import Preferences

FILE, WORDS, PREVIEW = range(3)
_WHOLE = (1460, 806)
_LEAST_SAID = 260
"""So wide are the words in the foot at least; else the buttons stand under them."""
_BESIDE_FROM, _ROOMY_FROM = 1000, 1200
"""Widths at 100 % from which the preview stands beside the columns, and has the larger half."""


class Doing(Protocol):
    """How what was agreed to is carried out."""

    def prepared(self, outcome: Outcome, board: Board) -> Callable[[], object]:
        """Return what is computed away from the window; it may raise KnownError."""

    def stored(self, prepared: Any) -> str:
        """Store what was prepared; return why that cannot be done, or ""."""


class BringIn(Bounded):
    """Shows what would happen, and carries it out by `doing`; the dialog closes once that is done."""

    def __init__(
        self,
        parent: QWidget,
        board: Callable[[], Board],
        catalogue: Catalogue,
        background: Background,
        preferences: Preferences,
        memory: Memory,
        doing: Doing,
        *,
        into_new: bool = False,
    ) -> None:
        super().__init__(parent, _("Bring in a spreadsheet or map"))
        self._board, self._catalogue, self._background = board, catalogue, background
        self._preferences, self._memory, self._doing, self._into_new = preferences, memory, doing, into_new
        self.draft: Draft | None = None
        self.outcome: Outcome | None = None
        self.path: Path | None = None
        self.step = FILE
        self._storing = False
        self._preparing: Job | None = None
        self._seen = Board()
        self._reading: Job | None = None
        self._planning: Job | None = None
        layout = column(self)
        layout.addWidget(self._head())
        self.file_page = FilePage()
        self.file_page.wants_file.connect(self._file_wanted)
        self.happen = Happen(catalogue, self._seen)
        self.happen.decided.connect(self._decide)
        self.happen.wants_all.connect(lambda: self.go(PREVIEW))
        self._stack = QStackedWidget()
        self._choosing = upright(QScrollArea())
        self._choosing.setWidget(self.file_page)
        self._stack.addWidget(self._choosing)
        self._stack.addWidget(self._work())
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot())
        room = parent.size()
        self.resize(
            min(theme().scaled(_WHOLE[0]), max(560, room.width() - 40)),
            min(theme().scaled(_WHOLE[1]), max(420, room.height() - 40)),
        )
        self.go(FILE)

    # --- what is done

    def read(self, path: Path) -> None:
        """Read a file away from the window, and go on to its columns or words; what is wrong is said in a sentence."""
        self._stop_preparing()
        for job in (self._reading, self._planning):
            if job is not None:
                job.stop()
        self.draft = self.outcome = None
        self.path = path
        self._preferences.last_folder = str(path.parent)
        self.go(FILE)
        self.file_page.reading(path.name)
        self._seen = self._board().copy()
        board, catalogue, remembered = self._seen, self._catalogue, self._memory.all()
        self._reading = self._background.run(
            lambda: read_draft(path, catalogue, board, remembered), self._was_read, self._failed, self
        )

    def plan(self) -> None:
        """Compute anew what would happen."""
        if self.draft is None:
            return
        self._stop_preparing()
        if self._planning is not None:
            self._planning.stop()
        self.outcome = None
        self._show_foot()
        self._planning = self._background.run(
            self.draft.job(self._seen, self._catalogue), self._was_planned, self._failed, self
        )

    def hear(self, _changed: object) -> None:
        """Take the map as it is now, which somebody else has changed."""
        if self.isVisible() and not self._storing:
            self._stop_preparing()
            self._seen = self._board().copy()
            self.plan()

    def go(self, step: int) -> None:
        """Show a step."""
        self.step = step if self.draft is not None else FILE
        words = _("Columns") if self.draft is None or self.draft.is_table else _("Words")
        self._stepper.show_steps((_("File"), words, _("Preview")), self.step)
        self._stack.setCurrentIndex(0 if self.step == FILE else 1)
        self.happen.show_all(self.step == PREVIEW)
        self._arrange()
        self._show_foot()
        first = self._left.findChild(QComboBox)
        start = {FILE: self.file_page.choose, PREVIEW: self.happen.table}.get(self.step, first)
        if start is not None:
            start.setFocus()

    def bring_in(self) -> None:
        """Carry out what is shown: what takes long away from the window."""
        if self.outcome is None or self._preparing is not None or not self.primary.isEnabled():
            return
        outcome = self.outcome
        self._say(_("Bringing in. The window stays alive meanwhile."), "import")
        self.primary.setEnabled(False)
        self._preparing = self._background.run(
            self._doing.prepared(outcome, self._seen), self._store, self._not_prepared, self
        )

    # --- what comes back

    def _was_read(self, draft: Draft) -> None:
        self.draft = draft
        self._say("")
        self._fill_side()
        self._show_head()
        self.file_page.ask()
        self.go(WORDS)
        self.plan()

    def _was_planned(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.happen.show_outcome(outcome, self._seen)
        if self._side is not None:
            self._side.refresh()
        self._show_foot()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.draft = self.outcome = None
        self.go(FILE)
        self.file_page.failed(error)
        self.file_page.choose.setFocus()

    def _store(self, prepared: object) -> None:
        self._preparing = None
        self._storing = True
        try:
            why = self._doing.stored(prepared)
        finally:
            self._storing = False
        if why:
            self._show_foot()
            self._say(why)
            return
        if isinstance(self.draft, TableDraft) and self._side is not None and self._side.remembers:
            self._memory.keep(self.draft.columns)
        self.accept()

    def _not_prepared(self, error: Exception) -> None:
        self._preparing = None
        if not isinstance(error, KnownError):
            raise error
        self._show_foot()
        self._say(str(error))

    def _stop_preparing(self) -> None:
        if self._preparing is not None:
            self._preparing.stop()
            self._preparing = None
            self._say("")

    def _decide(self, decided: Mapping[str, str]) -> None:
        if self.draft is not None:
            for key, what in decided.items():
                self.draft.decide(key, what)
            self.plan()

    def _file_wanted(self, path: str) -> None:
        if not path:
            path, _kind = QFileDialog.getOpenFileName(
                self, _("Bring in a spreadsheet or map"), self._preferences.last_folder, patterns()
            )
        if path:
            self.read(Path(path))

    # --- parts

    def _head(self) -> QFrame:
        bar = frame("dialog-head")
        inner = row(bar, 14, (22, 16, 18, 14))
        tile = frame("icon-tile")
        tile.setFixedSize(theme().scaled(44), theme().scaled(44))
        self._icon = IconLabel("table", "brand_text", 24)
        row(tile).addWidget(self._icon, 0, Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(tile)
        words = column()
        self._title = label("", "heading")
        about = row()
        self._name, self._about = label("", "body", "muted", strong=True), ElidedLabel("", "body", "muted")
        about.addWidget(self._name)
        about.addWidget(self._about, 1)
        words.addWidget(self._title)
        words.addLayout(about)
        inner.addLayout(words, 1)
        self._stepper = Stepper()
        inner.addWidget(self._stepper)
        inner.addSpacing(theme().scaled(16))
        self.close_button = button("", self.reject, "close", "quiet", name=_("Close"))
        self.close_button.setAutoDefault(False)
        inner.addWidget(self.close_button)
        self._show_head()
        return bar

    def _work(self) -> QWidget:
        page = QWidget()
        page.setProperty("part", "plain")
        self._panes: QHBoxLayout = row(page)
        self._left, self._right = upright(QScrollArea()), upright(QScrollArea())
        self._left.setProperty("part", "surface")
        self._right.setProperty("part", "ground")
        self._right.setWidget(self.happen)
        self._side: TableSide | None = None
        self._between = line(upright=True)
        self._panes.addWidget(self._left, 45)
        self._panes.addWidget(self._between)
        self._panes.addWidget(self._right, 55)
        return page

    def _foot(self) -> Folding:
        first, last = QWidget(), QWidget()
        begin, inner = row(first, 8), row(last, 8)
        self._sign = IconLabel("info", "text_2", 16)
        begin.addWidget(self._sign)
        self.told = WrappedLabel("", "small", "muted")
        begin.addWidget(self.told, 1)
        first.setMinimumWidth(theme().scaled(_LEAST_SAID))
        inner.addStretch(1)
        self.back = button(_("Back"), self._back)
        self.all = button(_("Preview all rows"), lambda: self.go(self.step + 1))
        self.primary = button(_("Bring in"), self.bring_in, "import", "primary")
        for made in (self.back, self.all, self.primary):
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAutoDefault(False)
            inner.addWidget(made)
        self._bar = Folding("sheet", first, last, (22, 13))
        return self._bar

    def _fill_side(self) -> None:
        old = self._left.takeWidget()
        if old is not None:
            old.deleteLater()
        self._side = None
        if isinstance(self.draft, TableDraft):
            self._side = TableSide(self.draft, self._catalogue, self._preferences)
            self._side.changed.connect(self.plan)
            self._side.told.connect(self._say)
            self._side.said.connect(lambda words: self._say(words, "check"))
            self._side.changed.connect(self._show_head)
            self._left.setWidget(self._side.columns)
        elif isinstance(self.draft, GraphDraft):
            words, draft = GraphWords(self.draft, self._catalogue), self.draft
            words.chosen.connect(draft.choose)
            words.chosen.connect(lambda *_chosen: self.plan())
            self._left.setWidget(words)

    def _show_head(self) -> None:
        draft = self.draft
        title = draft.title if draft is not None else _("Bring in a spreadsheet or map")
        set_title(self, title)
        describe(self, title)
        self._title.setText(title)
        self._icon.show_icon("table" if draft is None or draft.is_table else "map")
        self._name.setText(self.path.name if draft is not None and self.path is not None else "")
        self._name.setVisible(bool(self._name.text()))
        self._about.setText(f", {draft.about}" if draft is not None else "")
        if draft is None:
            self._about.setText(_("Into a workshop of its own") if self._into_new else _("Onto the map that is open"))

    def _show_foot(self) -> None:
        draft, outcome, step = self.draft, self.outcome, self.step
        self.back.setVisible(step != FILE)
        self.all.setVisible(step == WORDS or (step == FILE and draft is not None))
        self.primary.setVisible(step != FILE)
        rows = draft.rows if draft is not None else 0
        preview = ngettext("Preview {n} row", "Preview all {n} rows", rows).format(n=rows)
        self.all.setText(_("Go on with this file") if step == FILE else preview)
        describe(self.all, self.all.text())
        if outcome is not None:
            what = main_words(outcome, self._catalogue)
            words = _("Begin a workshop with {cards}") if self._into_new else _("Bring in {cards}")
            self.primary.setText(words.format(cards=what))
            describe(self.primary, self.primary.text())
        self.primary.setEnabled(outcome is not None and bool(outcome.plan.records))
        self.all.setEnabled(outcome is not None or step == FILE)
        self._bar.fold()
        if isinstance(draft, TableDraft) and step != FILE and draft.doubt:
            self._say(draft.doubt)
        elif outcome is not None and not outcome.plan.records:
            self._say(_("Nothing in the file is new with these choices."), "info")
        elif self.told.property("error") != "yes":
            self._say("")

    def _say(self, words: str, icon: str = "warning") -> None:
        """Say what is wrong at the foot, or again what is always so there."""
        self.told.setProperty("error", "yes" if words and icon == "warning" else "no")
        safe = _("Nothing in the file is run.")
        if self.draft is None or self.draft.is_table:
            safe = _("Cells that start with = are read as text. Nothing in the file is run.")
        self.told.setText(words or safe)
        self._sign.show_icon(icon if words else "info", "warn" if words and icon == "warning" else "text_2")

    def _back(self) -> None:
        self._say("")
        self.go(self.step - 1)

    def _arrange(self) -> None:
        beside = self.width() >= theme().scaled(_BESIDE_FROM)
        self._left.setVisible(self.step == WORDS)
        self._right.setVisible(self.step == PREVIEW or beside)
        self._between.setVisible(self.step == WORDS and beside)
        wide = self.width() >= theme().scaled(_ROOMY_FROM)
        self._panes.setStretch(0, 45 if wide else 52)
        self._panes.setStretch(2, 55 if wide else 48)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def fit(self) -> None:
        """Take no more than the screen has to give, and keep the button that chooses a file in sight."""
        super().fit()
        self._choosing.ensureWidgetVisible(self.file_page.choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard; Ctrl+Enter brings in."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.bring_in()
        elif not pressed_by(event, self) and not enter:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        self._stop_preparing()
        for job in (self._reading, self._planning):
            if job is not None:
                job.stop()
        super().done(result)
