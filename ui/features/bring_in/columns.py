"""The left side for a table: what is in each column, and what the words of a column become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from ui.features.bring_in.draft import Option, Word
from ui.features.bring_in.matching_words import WordList
from ui.features.bring_in.parts import IconChoice, Letter, arrow, well
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, row, set_property
from ui.kit.widgets.plain import CheckBox
from ui.kit.widgets.words import ElidedLabel, IconLabel, WrappedLabel

_STATES = {"ok": ("check", "success"), "look": ("should", "warn"), "off": ("minus", "text_3")}
_TONES = {"ok": "muted", "look": "warn", "off": "faint"}


@dataclass(frozen=True)
class ColumnSeen:
    """A column of the table: its letter, name and first values; what it becomes, and what follows from that."""

    letter: str
    head: str
    samples: str
    role: str
    state: str
    words: str


@dataclass(frozen=True)
class WordsSeen:
    """The words of a column that become topics, kinds or links."""

    key: str
    title: str
    words: Sequence[Word]
    options: Sequence[Option]
    undecided: str

    def without_choices(self) -> WordsSeen:
        """Return the same words without what was chosen for them."""
        return replace(self, words=[replace(word, chosen="") for word in self.words])


class ColumnLine(QWidget):
    """One column; `chosen` gives what it becomes."""

    chosen = Signal(str)

    def __init__(self, seen: ColumnSeen, options: Sequence[Option]) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        line = row(self, 10, (0, 8, 0, 8))
        line.addWidget(Letter(seen.letter))
        words = column(spacing=0)
        head = seen.head or _("(no name)")
        self._head = ElidedLabel(head, "body", strong=True)
        self._samples = ElidedLabel(seen.samples, "small", "faint")
        words.addWidget(self._head)
        words.addWidget(self._samples)
        line.addLayout(words, 10)
        line.addWidget(arrow())
        name = _("What is in column {letter}, “{head}”").format(letter=seen.letter, head=head)
        self.box = IconChoice(name, options)
        self.box.chosen.connect(self.chosen)
        self.box.setMinimumWidth(theme().scaled(150))
        line.addWidget(self.box, 10)
        self._sign = IconLabel("check", "success", 16)
        line.addWidget(self._sign)
        self._told = WrappedLabel("", "small", "muted")
        line.addWidget(self._told, 8)
        self.show_column(seen)

    def show_column(self, seen: ColumnSeen) -> None:
        """Show what the column becomes now."""
        self.box.choose(seen.role)
        describe(self.box, self.box.accessibleName(), description=seen.words)
        self._sign.show_icon(*_STATES[seen.state])
        self._told.setText(seen.words)
        set_property(self._told, "tone", _TONES[seen.state])
        set_property(self._head, "tone", "faint" if seen.state == "off" else "")


class Columns(QWidget):
    """All of the left side; each change is told by a signal, and what follows is shown by `show_...`."""

    chosen = Signal(int, str)
    """The place of a column, and what it becomes."""
    word_chosen = Signal(str, str, str)
    """The key of a group of words, the word, and what it becomes."""
    kind_chosen = Signal(str)
    sheet_chosen = Signal(int)
    named_changed = Signal(bool)
    wants_saving = Signal()
    wants_loading = Signal()
    wants_suggestions = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        self.lines: list[ColumnLine] = []
        self.words: dict[str, WordList] = {}
        self._shown: tuple[list[str], list[Option]] = ([], [])
        self._groups: list[WordsSeen] = []
        layout = column(self, 0, (22, 16, 22, 16))
        self.sheet = IconChoice(_("Sheet"), ())
        self._sheet_line = row(spacing=10)
        self._sheet_word = label(_("Sheet"), "small", "muted")
        self._sheet_line.addWidget(self._sheet_word)
        self._sheet_line.addWidget(self.sheet, 1)
        self.sheet.chosen.connect(lambda at: self.sheet_chosen.emit(int(at)))
        layout.addLayout(self._sheet_line)
        head = row(spacing=10)
        head.addWidget(WrappedLabel(_("What is in each column?"), "title"), 1)
        head.addWidget(label(_("One row becomes"), "small", "muted"))
        self.kind = IconChoice(_("One row becomes"), ())
        self.kind.chosen.connect(self.kind_chosen)
        head.addWidget(self.kind, 1)
        layout.addLayout(head)
        layout.addSpacing(theme().scaled(8))
        self._columns: QVBoxLayout = column(spacing=0)
        layout.addLayout(self._columns)
        self._words: QVBoxLayout = column(spacing=10)
        layout.addLayout(self._words)
        layout.addSpacing(theme().scaled(12))
        layout.addLayout(self._foot())
        layout.addStretch(1)

    def show_sheets(self, names: Sequence[str], at: int) -> None:
        """Show the sheets of a workbook; one sheet is not asked about."""
        self.sheet.offer_all([Option(str(number), name, "table") for number, name in enumerate(names)])
        self.sheet.choose(str(at))
        for part in (self.sheet, self._sheet_word):
            part.setVisible(len(names) > 1)
        self._sheet_line.setContentsMargins(0, 0, 0, theme().scaled(12) if len(names) > 1 else 0)

    def show_kind(self, kind: str, options: Sequence[Option]) -> None:
        """Show what a row becomes."""
        if self.kind.count() != len(options):
            self.kind.offer_all(options)
        self.kind.choose(kind)

    def show_columns(self, seen: Sequence[ColumnSeen], options: Sequence[Option]) -> None:
        """Show the columns; their lines stay where only what they become is new."""
        shown = ([_key(one) for one in seen], list(options))
        if shown == self._shown:
            for line, one in zip(self.lines, seen, strict=True):
                line.show_column(one)
            return
        self._shown = shown
        clear(self._columns)
        self.lines = []
        for at, one in enumerate(seen):
            self._columns.addWidget(frame("line"))
            line = ColumnLine(one, options)
            describe(line, _key(one))
            line.chosen.connect(lambda role, at=at: self.chosen.emit(at, role))
            self._columns.addWidget(line)
            self.lines.append(line)

    def show_words(self, groups: Sequence[WordsSeen]) -> None:
        """Show the words of columns that mean something; lists stay where the words are the same."""
        shown = [group.without_choices() for group in groups]
        if shown == self._groups:
            for group in groups:
                self.words[group.key].show_words(group.words)
            return
        self._groups = shown
        clear(self._words)
        self.words = {}
        for group in groups:
            ground = well()
            inner = column(ground, 4, (14, 10, 14, 12))
            made = WordList(group.title, group.words, group.options, group.undecided)
            made.chosen.connect(lambda word, chosen, key=group.key: self.word_chosen.emit(key, word, chosen))
            inner.addWidget(made)
            self._words.addWidget(ground)
            self.words[group.key] = made

    def show_checks(self, named: bool, remembered: str) -> None:
        """Show whether the first row holds the names, and that these choices were made before, "" where not."""
        self.named.blockSignals(True)
        self.named.setChecked(named)
        self.named.blockSignals(False)
        self.recalled.setText(remembered)
        for part in (self.recalled, self.anew):
            part.setVisible(bool(remembered))

    def _foot(self) -> QVBoxLayout:
        foot = column(spacing=6)
        checks = row(spacing=16)
        self.named = CheckBox(_("First row holds the names"))
        self.named.toggled.connect(self.named_changed)
        self.remember = CheckBox(_("Remember this for files like it"))
        self.remember.setChecked(True)
        for box in (self.named, self.remember):
            describe(box, box.text())
            checks.addWidget(box)
        checks.addStretch(1)
        foot.addLayout(checks)
        self.recalled = WrappedLabel("", "small", "muted")
        self.recalled.hide()
        again = row(spacing=8)
        again.addWidget(self.recalled, 1)
        self.anew = button(_("Suggest again"), self.wants_suggestions.emit, look="link", scale="small")
        self.anew.setAutoDefault(False)
        self.anew.hide()
        again.addWidget(self.anew)
        foot.addLayout(again)
        links = row(spacing=12)
        self.save = button(_("Save these choices…"), self.wants_saving.emit, "export", "link", "small")
        self.load = button(_("Use saved choices…"), self.wants_loading.emit, "open-folder", "link", "small")
        for made in (self.save, self.load):
            made.setAutoDefault(False)
            links.addWidget(made)
        links.addStretch(1)
        foot.addLayout(links)
        return foot


def _key(seen: ColumnSeen) -> str:
    return f"{seen.letter} {seen.head}: {seen.samples}"
