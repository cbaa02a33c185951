"""The side of Home: brand, sections, what stays here, keyboard and settings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import badge, button, column, describe, frame, key_cap, label, row
from ui.kit.widgets.plain import Label, set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel

_WIDE, _RAIL = 224, 62
_MARK_FROM, _PROMISE_FROM = 320, 430
"""The heights of the window from which the mark, and the words on what stays here, have a place."""
SECTIONS = ("home", "sessions", "samples", "trash")


class HomeNav(QFrame):
    """Sections with their counts."""

    chosen = Signal(str)
    wants_keyboard = Signal()
    wants_settings = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "panel-left")
        describe(self, _("Sections"))
        self._narrow = False
        self.setFixedWidth(theme().scaled(_WIDE))
        self._rows: dict[str, QPushButton] = {}
        self._all: list[tuple[QPushButton, str]] = []
        self._counts: dict[str, QLabel] = {}
        layout = column(self, 2, (12, 18, 12, 14))
        self._mark = self._brand()
        layout.addWidget(self._mark)
        layout.addSpacing(theme().scaled(12))
        names = {"home": _("Home"), "sessions": _("All sessions"), "samples": _("Samples"), "trash": _("Trash")}
        icons = {"home": "home", "sessions": "grid", "samples": "star", "trash": "delete"}
        for section in SECTIONS:
            made = self._row(names[section], icons[section])
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(lambda _checked=False, section=section: self.chosen.emit(section))
            count = badge("")
            self._end(made, count)
            count.hide()
            self._rows[section], self._counts[section] = made, count
            layout.addWidget(made)
        layout.addStretch(1)
        self._promise = self._stays_here()
        layout.addWidget(self._promise)
        layout.addSpacing(theme().scaled(8))
        keyboard = self._row(_("Keyboard"), "keyboard")
        self._key = key_cap("?")
        self._end(keyboard, self._key)
        keyboard.clicked.connect(self.wants_keyboard)
        settings = self._row(_("Settings"), "settings")
        settings.clicked.connect(self.wants_settings)
        layout.addWidget(keyboard)
        layout.addWidget(settings)
        self.choose("home")

    def fit(self, narrow: bool, height: int) -> None:
        """Show pictures alone where the window is `narrow`, and leave out what has no place in a low one."""
        self._promise.setVisible(not narrow and height >= theme().scaled(_PROMISE_FROM))
        self._mark.setVisible(height >= theme().scaled(_MARK_FROM))
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(theme().scaled(_RAIL if narrow else _WIDE))
        for made, words in self._all:
            made.setText("" if narrow else words)
            set_tip(made, words if narrow else "")
        for part in (self._name, self._key):
            part.setVisible(not narrow)
        for count in self._counts.values():
            count.setVisible(not narrow and count.text() not in ("", "0"))

    def choose(self, section: str) -> None:
        """Mark a section as the current one."""
        self._rows[section].setChecked(True)

    def count(self, counts: Mapping[str, int]) -> None:
        """Show how many there are in a section; none shows nothing."""
        for section, number in counts.items():
            self._counts[section].setText(str(number))
            self._counts[section].setVisible(number > 0 and not self._narrow)

    def _brand(self) -> QWidget:
        holder = QWidget()
        layout = row(holder, 10, (2, 0, 0, 0))
        mark = Label()
        side = theme().scaled(34)
        mark.setPixmap(theme().app_icon().pixmap(side, side))
        layout.addWidget(mark)
        self._name = label("STWorkshop", "title")
        layout.addWidget(self._name, 1)
        return holder

    def _row(self, words: str, icon: str) -> QPushButton:
        made = button(words, None, icon, "row", name=words)
        made.setFixedHeight(theme().scaled(36))
        self._all.append((made, words))
        return made

    def _end(self, made: QPushButton, part: QWidget) -> None:
        """Put a part at the end of a row."""
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = row(made, 0, (8, 0, 8, 0))
        layout.addStretch(1)
        layout.addWidget(part)

    def _stays_here(self) -> QFrame:
        well = frame("well")
        layout = column(well, 4, (12, 12, 12, 12))
        head = row(spacing=7)
        head.addWidget(IconLabel("lock", "success", 18))
        head.addWidget(label(_("Everything stays here"), "small", strong=True), 1)
        layout.addLayout(head)
        words = _("Sessions are kept on this laptop only. Nothing is sent unless you export it or work together.")
        layout.addWidget(WrappedLabel(words, "caption", "muted"))
        return well
