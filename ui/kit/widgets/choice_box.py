"""A choice from a long list, found by typing, with nothing chosen as a choice of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy

from ui.kit.widgets.basics import describe
from ui.kit.widgets.plain import set_tip


class ChoiceBox(QComboBox):
    """`chosen` gives the id of the choice, "" for none; the wheel does not change it by accident."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = (), nothing: str = "") -> None:
        super().__init__()
        self._nothing = nothing
        self._typed = len(options) > 8
        self._line = QLineEdit(self)
        self._line.setVisible(self._typed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        if self._typed:
            self.setLineEdit(self._line)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self._line.setPlaceholderText(nothing)
            self._line.installEventFilter(self)
            self._line.returnPressed.connect(self._take_only)
            completer = QCompleter(self.model(), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            self.setCompleter(completer)
            describe(self._line, name)
        describe(self, name)
        self.offer(options)
        self.activated.connect(lambda index: self.chosen.emit(str(self.itemData(index) or "")))
        self.currentTextChanged.connect(self._name_whole)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Show these choices (id and word)."""
        self.clear()
        self.addItem("" if self._typed else self._nothing, "")
        for option, word in options:
            self.addItem(word, option)

    def choose(self, option: str) -> None:
        """Show a choice without telling anybody; an unknown one shows as it is."""
        index = self.findData(option)
        if index < 0:
            self.addItem(option, option)
            index = self.count() - 1
        self.setCurrentIndex(index)
        if self._typed:
            self._line.setText(self.itemText(index))
            self._line.setCursorPosition(0)

    def set_mixed(self, words: str) -> None:
        """Show these words in the place of a choice, without telling anybody; "" takes them away."""
        self._line.setPlaceholderText(words or self._nothing)
        self.setPlaceholderText(words)
        if words:
            self.setCurrentIndex(0 if self._typed else -1)

    def _name_whole(self, words: str) -> None:
        """Have the whole words at hand where the box is too narrow for them."""
        for part in (self, self._line):
            set_tip(part, words)

    def _take_only(self) -> None:
        """Enter takes the choice that fits what is typed, if it is the only one; words that fit none are not kept."""
        typed = self._line.text().strip()
        fits = [i for i in range(1, self.count()) if typed.casefold() in self.itemText(i).casefold()]
        same = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if same < 0 and len(fits) == 1:
            same = fits[0]
        if same >= 0:
            if same != self.currentIndex():
                self.setCurrentIndex(same)
                self.chosen.emit(str(self.itemData(same) or ""))
            self._line.setText(self.itemText(same))
        elif not fits:
            self._line.setText(self.itemText(self.currentIndex()))

    def option(self) -> str:
        """Return the id of the choice."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.view().isVisible():
            typed = self._line.text().strip()
            index = self.findText(typed, Qt.MatchFlag.MatchFixedString)
            if typed and index < 0:
                self._line.setText(self.itemText(self.currentIndex()))
            elif index >= 0 and self.itemData(index) != self.currentData():
                self.setCurrentIndex(index)
                self.chosen.emit(str(self.itemData(index) or ""))
        return super().eventFilter(watched, event)
