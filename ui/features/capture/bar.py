"""The capture line at the foot of the map: what people say becomes cards as fast as it is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from stworkshop.commands import capture_line as lines
from stworkshop.commands.capture_line import Capture
from stworkshop.i18n import gettext as _
from stworkshop.model import rules
from stworkshop.session.session import Changed
from ui.canvas.map_view import MapView
from ui.features.capture import completing
from ui.features.capture.completing import Completion
from ui.features.capture.field import CaptureField
from ui.features.capture.popup import WIDEST_LIST, CompletionPopup
from ui.features.capture.summary import SummaryLine
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, frame, key_cap, label, row, set_property
from ui.kit.widgets.kinds import KindMark
from ui.kit.widgets.words import IconLabel
from ui.session import capturing
from ui.session.bridge import Bridge

_LINE, _EDGE, _WIDEST = 58, 22, 1060
_MOST_LINES = 50
_GHOST_MS = 120


class CaptureBar(QFrame):
    """Stays open until Esc; `found` gives a card to go to, `shown` tells whether the line is open."""

    found = Signal(str)
    shown = Signal(bool)
    left = Signal()

    def __init__(self, bridge: Bridge, view: MapView, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("part", "capture")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        describe(self, _("Capture what people say"))
        self._bridge, self._view, self._over = bridge, view, over
        self._lines: list[str] = []
        self._back = 0
        self._recent: tuple[str, ...] = ()
        self._capture: Capture | None = None
        self._asked: tuple[str, int] | None = None
        self._found: list[Completion] = []
        self.covered = (0, 0)  # pixels at the left and right that a floating panel takes
        self.field = CaptureField()
        self.popup = CompletionPopup(over)
        self.summary = SummaryLine(bridge)
        self._build()
        self._ghost = QTimer(self)
        self._ghost.setSingleShot(True)
        self._ghost.setInterval(_GHOST_MS)
        self._ghost.timeout.connect(self._show_ghost)
        self._connect()
        self.hide()

    def _build(self) -> None:
        layout = column(self, 0, (0, 0, 0, 0))
        self._line = frame("capture-line")
        inside = row(self._line, 10, (16, 8, 14, 8))
        self._sign = IconLabel("search", "text_3", 22)
        self._mark = KindMark("concern", 30)
        self._key = key_cap("c")
        self._enter = label("", "small", "faint")
        for part in (self._sign, self._mark, self._key):
            inside.addWidget(part)
        inside.addWidget(self.field, 1)
        self._cap = key_cap("Enter")
        inside.addWidget(self._cap)
        inside.addWidget(self._enter)
        self._line.setMinimumHeight(theme().scaled(_LINE))
        layout.addWidget(self._line)
        layout.addWidget(self.summary)
        self.setTabOrder(self.field, self.summary)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.cursorPositionChanged.connect(self._complete)
        self.field.entered.connect(self._enter_pressed)
        self.field.kept_unsorted.connect(self._keep_unsorted)
        self.field.took.connect(self._take_current)
        self.field.left.connect(self._escape)
        self.field.walked.connect(self._walk)
        self.field.undone.connect(self._undo)
        self.field.left_back.connect(lambda: self.focusNextPrevChild(False))
        self.popup.chosen.connect(self._take)
        self.summary.resized.connect(self.place)
        self.field.installEventFilter(self)
        self._bridge.changed.connect(self._changed)
        theme().theme_changed.connect(self._dress)

    def _changed(self, _changed: Changed) -> None:
        self._asked = None
        if self.isVisible():
            self._refresh()

    # --- opening and closing

    def open(self, text: str = "") -> None:
        """Open the line with the cursor in it, and words if given; else with what was typed when it was closed."""
        if text:
            self.field.write(text)
        self.summary.say_nothing()
        self._asked = None
        self.show()
        self._refresh()
        self.place()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.shown.emit(True)

    def close_line(self) -> None:
        """Close the line; what is typed in it is there again when it opens next."""
        if self.isVisible():
            self._ghost.stop()
            self._view.placing.hint(None)
            self.popup.hide()
            self.hide()
            self.shown.emit(False)

    def place(self) -> None:
        """Stand at the foot of the map, in the middle of what no panel covers."""
        over, edge = self._over, theme().scaled(_EDGE)
        room = over.width() - sum(self.covered)
        width = max(theme().scaled(300), min(room - 2 * edge, theme().scaled(_WIDEST)))
        self.summary.set_narrow(width < theme().scaled(860))
        narrow = width < theme().scaled(900)
        whole = _("c for a concern, s for people, r for a risk; or just what was said")
        self.field.setPlaceholderText(_("What was said?") if narrow else whole)
        line = max(self._line.sizeHint().height(), self._line.minimumHeight())
        high = line + self.summary.heightForWidth(width) + 2
        self.setGeometry(QRect(self.covered[0] + (room - width) // 2, over.height() - high - edge, width, high))
        self._place_popup()

    # --- what is typed

    @property
    def capture(self) -> Capture | None:
        """What the line would make now; None while no kind letter begins it."""
        return self._capture

    def _typed(self) -> None:
        self._bridge.hovered.emit(())
        self.summary.say_nothing()
        self._refresh()

    def _refresh(self) -> None:
        text = self.field.words
        board, catalogue = self._bridge.board, self._bridge.catalogue
        self._capture = found = lines.parse(text, board, catalogue)
        self.field.marks.show(found)
        self._show_kind(found)
        same = completing.same_words(found, board) if found else None
        self.summary.show_capture(found, bool(text.strip()), self._forbidden(found, text), same)
        sentence = lines.sentence(found, board, catalogue) if found and found.label else self.summary.spoken
        self.field.setAccessibleDescription(sentence)
        self._ghost.start()
        self._complete()

    def _forbidden(self, found: Capture | None, text: str) -> str:
        """Return what the running stage says against this line, "" where nothing."""
        board, catalogue = self._bridge.board, self._bridge.catalogue
        ask = partial(rules.stage_refusal, board, catalogue, cards=(), laptop=self._bridge.session.laptop)
        if self._bridge.read_only:
            return _("This session is open for reading only.")
        if found is None:
            return ask(wanted="comment") if " " in text.strip() else ""
        linked = found.who or found.newcomers or found.answers
        return ask(wanted="add") or (ask(wanted="link") if linked else "")

    def _show_kind(self, found: Capture | None) -> None:
        self._sign.setVisible(found is None)
        self._mark.setVisible(found is not None)
        self._key.setVisible(found is not None)
        if found is not None:
            self._mark.show_kind(self._bridge.catalogue.variant(found.kind, found.type))
            self._key.setText(self.field.words.lstrip()[:1].lower())
        words = _("add, next one") if found else ""
        self._enter.setText(words)
        self._cap.setVisible(bool(words))

    def _show_ghost(self) -> None:
        found = self._capture if self.isVisible() else None
        if found is None or not found.label or found.unknown:
            self._view.placing.hint(None)
        else:
            self._view.placing.hint(found.kind, found.type, found.label, found.topics)

    # --- completing

    def _complete(self) -> None:
        if not self.isVisible():
            return
        board, catalogue = self._bridge.board, self._bridge.catalogue
        asked = (self.field.words, self.field.at)
        if asked != self._asked:  # a letter moves the cursor, too: one answer is enough
            self._asked = asked
            self._found = completing.completions(*asked, board, catalogue, self._recent)
            self.popup.fill(self._found)
        found = self._found
        if found and self.field.hasFocus():
            self._place_popup()
            self.popup.show()
            self.popup.raise_()

    def _place_popup(self) -> None:
        at = self.field.cursorRect().topLeft()
        foot = self.field.viewport().mapTo(self._over, at)
        # It stands where the word began, or near enough: the list does not run along with each letter.
        current = self.popup.list.currentItem()
        begun = current.data(Qt.ItemDataRole.UserRole).start if current is not None else 0
        back = self.field.fontMetrics().horizontalAdvance(self.field.words[begun : self.field.at])
        foot.setX(foot.x() + back if self.isRightToLeft() else foot.x() - back)
        wide = min(self.width(), theme().scaled(WIDEST_LIST))  # and stays over the line, clear of what is beside it
        start = (
            min(foot.x(), self.x() + self.width() - wide)
            if not self.isRightToLeft()
            else max(foot.x(), wide + self.x())
        )
        self.popup.place(QPoint(start, self.y() - theme().scaled(8)), self.width())

    def _take_current(self) -> None:
        current = self.popup.current
        if current is not None:
            self._take(current)
        elif not self.field.words.strip():
            self.focusNextPrevChild(True)
        # Else nothing: who writes fast and has nothing to take would write on in another field.

    def _take(self, found: Completion) -> None:
        if found.what == "card":
            self.field.write("")
            self.found.emit(found.card)
        elif found.what == "unsorted":
            self._keep_unsorted()
        else:
            self.field.replace(found.start, found.end, found.insert)
        self.field.setFocus()

    # --- keys

    def _enter_pressed(self, stay: bool) -> None:
        if self._capture is not None:
            self._make(self._capture, stay)
        elif (current := self.popup.current) is not None:
            self._take(current)

    def _make(self, found: Capture, stay: bool) -> None:
        line = self.field.words
        made = capturing.make(self._bridge, found)
        if not made:
            return
        card = self._bridge.board.elements[made]
        holders = [link.source for link in self._bridge.board.links_to(made)]
        named = [i for i in holders if self._bridge.board.elements[i].kind == "stakeholder"]
        self._recent = completing.latest(self._recent, named)
        self._remember(line)
        if not stay:
            self.field.write("")
        self._bridge.hovered.emit((made,))
        self.summary.say_made(card, [self._bridge.board.elements[i].label for i in named], self._undo)

    def _keep_unsorted(self) -> None:
        line = self.field.words
        if not line.strip():
            return
        if self._bridge.run("add_note", kind="unsorted", text=" ".join(line.split())) is not None:
            self._remember(line)
            self.field.write("")
            waiting = sum(note.kind == "unsorted" for note in self._bridge.board.notes.values())
            self.summary.say_kept(waiting, self._undo)

    def _remember(self, line: str) -> None:
        self._lines = [*(old for old in self._lines if old != line), line][-_MOST_LINES:]
        self._back = 0

    def _walk(self, by: int) -> None:
        """Choose in the list; in an empty line, or one that was brought back, go through the lines before."""
        brought = self._back and self.field.words == self._lines[-self._back]
        if self.field.words and not brought:
            self.popup.step(by)
            return
        back = max(0, min(len(self._lines), self._back - by))
        if back != self._back:
            self._back = back
            self.field.write(self._lines[-back] if back else "")
            self._back = back
            self.popup.hide()

    def _undo(self) -> None:
        self._bridge.undo()
        self.summary.say_nothing()
        self._refresh()

    def _escape(self) -> None:
        if self.popup.isVisible() and self._capture is not None:
            self.popup.hide()
            return
        self.close_line()
        self.left.emit()

    # --- looks and events

    def _dress(self) -> None:
        self.field.dress()
        self.field.marks.rehighlight()
        self._line.setMinimumHeight(theme().scaled(_LINE))
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            focused = event.type() == QEvent.Type.FocusIn
            set_property(self._line, "focused", "true" if focused else "false")
            if focused:
                self._complete()
            else:
                self.popup.hide()
        return False
