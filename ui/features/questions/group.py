"""A group of questions under one heading: a list of rows that the keyboard walks, as long as its rows are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from ui.features.questions.fix_tools import Fixing
from ui.features.questions.row import Doings, QuestionRow
from ui.kit.theme import theme
from ui.kit.widgets.basics import badge, button, column, describe, frame, label, pressed_by, row
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.single_keys import leave_single_keys
from ui.kit.widgets.words import ElidedLabel, IconLabel

_WALKING = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Return, Qt.Key.Key_Enter,
)  # fmt: skip
FIRST_SHOWN = 40
"""So many rows are shown at first; a button shows all."""


class QuestionList(QListWidget):
    """The rows; Up and Down walk them, Enter shows the cards, Tab goes to the buttons of the row one stands on."""

    chosen = Signal(object)
    left = Signal(int)
    """Up (-1) or Down (1) was pressed at the end of the list."""

    def __init__(self, name: str, fixing: Fixing, reopen: Callable[[Finding], object]) -> None:
        super().__init__()
        leave_single_keys(self)
        describe(self, name, description=_("Enter shows the cards, Tab goes to the buttons of the row"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("part", "plain-list")
        for bars in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self._doings = Doings(fixing, self._resized, reopen)
        self.currentRowChanged.connect(self._current_changed)

    def rows(self) -> list[QuestionRow]:
        """Return the rows from top to bottom."""
        found = [self.itemWidget(self.item(at)) for at in range(self.count())]
        return [one for one in found if isinstance(one, QuestionRow)]

    def show_all(self, asked: Sequence[Finding]) -> None:
        """Show these questions."""
        current = self.currentRow()
        empty(self)
        for found in asked:
            item = QListWidgetItem()
            made = QuestionRow(found, self._doings)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, made.name)
            self.addItem(item)
            self.setItemWidget(item, made)
            made.installEventFilter(self)
        if current >= 0 and self.count():
            self.setCurrentRow(min(current, self.count() - 1))
        self.fit()

    def fit(self) -> None:
        """Give every row the height that its words need at this width, and the list the height of all."""
        width, total = self.viewport().width(), 0
        for at, made in enumerate(self.rows()):
            height = made.fit(width)
            self.item(at).setSizeHint(QSize(width, height))
            total += height
        self.setFixedHeight(total)
        self.doItemsLayout()

    def current(self) -> QuestionRow | None:
        """Return the row that one stands on."""
        made = self.itemWidget(self.currentItem()) if self.currentItem() is not None else None
        return made if isinstance(made, QuestionRow) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self.fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self.current()
        if not self.hasFocus():  # a key that a button of the row has no use for
            if pressed_by(event, self.window()):
                return
            if key not in _WALKING:  # Shift alone, before a capital letter in the reason, must not leave the field
                event.ignore()
                return
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            here.show_cards()
        elif key == Qt.Key.Key_Down and self.currentRow() == self.count() - 1:
            self.left.emit(1)
        elif key == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.left.emit(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make the row current that is pressed."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QuestionRow):
            self._stand_on(watched)
        return False

    def enter(self, by: int) -> None:
        """Take the keyboard, coming from above (1) or from below (-1)."""
        self.setCurrentRow(0 if by > 0 else self.count() - 1)
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _stand_on(self, made: QWidget) -> None:
        for at in range(self.count()):
            if self.itemWidget(self.item(at)) is made:
                self.setCurrentRow(at)

    def _resized(self, made: QWidget) -> None:
        self._stand_on(made)
        self.fit()

    def _current_changed(self, _row: int) -> None:
        self._mark()
        here = self.current()
        if here is not None:
            self.chosen.emit(here.found)

    def _mark(self) -> None:
        here = self.current()
        for made in self.rows():
            made.set_current(made is here)
        before: QWidget = self
        for control in here.controls() if here is not None else ():
            QWidget.setTabOrder(before, control)
            before = control


class QuestionGroup(QFrame):
    """A heading with its rows."""

    chosen = Signal(object)
    left = Signal(int)

    def __init__(
        self, group: str, words: tuple[str, str], icon: str, fixing: Fixing, reopen: Callable[[Finding], object]
    ) -> None:
        super().__init__()
        self.setProperty("part", "question-group")
        self.id = group
        self._asked: tuple[Finding, ...] = ()
        self._whole = False
        layout = column(self, 0, (1, 1, 1, 1))
        head = frame(f"question-head-{group}")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = row(head, 8, (13, 5, 13, 5))
        line.addWidget(IconLabel(icon, group if group in ("must", "should") else "note", 18))
        line.addWidget(label(words[0], "small", strong=True))
        self._count = badge("0")
        line.addWidget(self._count)
        hint = ElidedLabel(words[1], "small", "muted")
        line.addWidget(hint, 1)
        layout.addWidget(head)
        self.list = QuestionList(words[0], fixing, reopen)
        self.list.chosen.connect(self.chosen)
        self.list.left.connect(self.left)
        layout.addWidget(self.list)
        self._more = button("…", self._show_whole, look="link", name=_("Show all"))
        self._more.hide()
        layout.addWidget(self._more)
        self.setMinimumWidth(theme().scaled(300))

    def show_questions(self, asked: Sequence[Finding]) -> None:
        """Show these questions; while a reason is typed about one that is still there, its row stays as it is."""
        asked = tuple(asked)
        self._count.setText(str(len(asked)))
        self.setVisible(bool(asked))
        writing = next((made for made in self.list.rows() if made.busy), None)
        if asked == self._asked or (writing is not None and writing.found in asked):
            return
        self._asked = asked
        self._fill()

    def _fill(self) -> None:
        shown = self._asked if self._whole else self._asked[:FIRST_SHOWN]
        self.list.show_all(shown)
        self._more.setVisible(len(shown) < len(self._asked))
        self._more.setText(_("Show all {count}").format(count=len(self._asked)))

    def _show_whole(self) -> None:
        self._whole = True
        self._fill()
