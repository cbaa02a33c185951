"""The side of Home: brand, sections, what stays here, keyboard and settings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from stworkshop.i18n import gettext as _
from ui.theme import theme
from ui.widgets.basics import badge, button, column, describe, frame, key_cap, label, row
from ui.widgets.words import IconLabel, WrappedLabel

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
        self.setFixedWidth(theme().scaled(224))
        self._rows: dict[str, QPushButton] = {}
        self._counts: dict[str, QLabel] = {}
        layout = column(self, 2, (12, 18, 12, 14))
        layout.addWidget(self._brand())
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
        layout.addWidget(self._stays_here())
        layout.addSpacing(theme().scaled(8))
        keyboard = self._row(_("Keyboard"), "keyboard")
        self._end(keyboard, key_cap("?"))
        keyboard.clicked.connect(self.wants_keyboard)
        settings = self._row(_("Settings"), "settings")
        settings.clicked.connect(self.wants_settings)
        layout.addWidget(keyboard)
        layout.addWidget(settings)
        self.choose("home")

    def choose(self, section: str) -> None:
        """Mark a section as the current one."""
        self._rows[section].setChecked(True)

    def count(self, counts: Mapping[str, int]) -> None:
        """Show how many there are in a section; none shows nothing."""
        for section, number in counts.items():
            self._counts[section].setText(str(number))
            self._counts[section].setVisible(number > 0)

    def _brand(self) -> QWidget:
        holder = QWidget()
        layout = row(holder, 10, (8, 0, 8, 0))
        mark = QLabel()
        side = theme().scaled(34)
        mark.setPixmap(theme().app_icon().pixmap(side, side))
        layout.addWidget(mark)
        layout.addWidget(label("STWorkshop", "title"), 1)
        return holder

    def _row(self, words: str, icon: str) -> QPushButton:
        made = button(words, None, icon, "row", name=words)
        made.setFixedHeight(theme().scaled(36))
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
