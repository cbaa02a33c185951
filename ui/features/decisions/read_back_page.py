"""Reading back: the summary sentence by sentence, before the close; corrections, objections and dissent are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QScrollArea, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element, Note, Statement
from stworkshop.report.read_aloud import ReadSentence, sentences
from ui.features.decisions.say_against import SayAgainst
from ui.kit.confirm_dialog import Confirm
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, pressed_by, row, tag
from ui.kit.widgets.choices import Switch
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.single_keys import leave_single_keys
from ui.kit.widgets.words import ElidedLabel, WrappedLabel
from ui.kit.words_dialog import AskWords
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

_AT = Qt.ItemDataRole.UserRole
KEPT = ("correction", "objection", "dissent")
_NARROW = 1000
"""The width from which what was said stands beside the sentence."""

_LEAST_SENTENCE = 60


class ReadBackPage(ViewPage):
    """One sentence at a time, large; what the room says to it stands beside it as it was said."""

    least_high = 320

    works_at_foot = True

    def __init__(self, page: Workspace) -> None:
        super().__init__(page.bridge, page.preferences)
        self._page = page
        describe(self, _("Read back"))
        self._sentences: list[ReadSentence] = []
        self._heard: set[str] = set()
        self.list = QListWidget()
        self._words = WrappedLabel("", "display")
        self._heading = label("", "small", "muted")
        self._codes = label("", "small", "muted")
        self._count = ElidedLabel("", "small", "muted")
        self._kept = QWidget()
        self._on_wall = Switch(_("Show each sentence on the wall"))
        self._walled = False
        layout = row(self)
        self._sides = (self._left(), self._right())
        layout.addWidget(self._sides[0])
        middle = self._middle()
        layout.addWidget(middle, 1)
        layout.addWidget(self._sides[1])
        self.columns = Beside(layout, 700, (self._sides[0], 300), (middle, 225), last_first=True)
        self.setFocusProxy(self.list)
        self.keep_up(self._refresh)
        leave_single_keys(self.list)
        self.list.installEventFilter(self)
        self.list.currentRowChanged.connect(lambda _row: self._show())

    def _left(self) -> QFrame:
        left = frame("panel-left")
        layout = column(left, 10, (16, 16, 16, 12))
        layout.addWidget(WrappedLabel(_("Read it back"), "heading"))
        words = _("Read each sentence aloud. We correct mistakes now. If you disagree, we write it down.")
        layout.addWidget(WrappedLabel(words, "small", "muted"))
        describe(self.list, _("Sentences of the summary"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)  # lines are broken, never cut
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._count)
        return left

    def _middle(self) -> QWidget:
        """The sentence, which scrolls where it is long; the buttons stay where they are from sentence to sentence."""
        middle, scroll, inner = QWidget(), QScrollArea(), QWidget()
        scroll.setWidgetResizable(True)
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        scroll.setMinimumHeight(theme().scaled(_LEAST_SENTENCE))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.setProperty("part", "plain")
        layout = self._inner = column(inner, 14)
        self._empty = EmptyState(
            "megaphone",
            _("There is nothing to read back yet."),
            _("Put cards on the map first; they are read from here."),
        )
        layout.addWidget(self._empty, 1)
        self._one = QWidget()
        one = column(self._one, 12)
        one.addWidget(self._heading)
        one.addWidget(self._words)
        one.addWidget(self._codes)
        self._does = QWidget()
        does = self._does_flow = Flow(self._does, gap=8)
        self._next = button(_("Heard, next"), self.next, "check", "primary", shortcut="Return")
        self._correct = button(_("Correct…"), self.correct, "edit", shortcut="C")
        self._object = button(_("Objection…"), lambda: self.say_against("objection"), "lightning", shortcut="O")
        self._dissent = button(_("Somebody disagrees…"), lambda: self.say_against("dissent"), "quote", shortcut="D")
        self._show_cards = button(_("Show on the map"), self._to_map, "map", "quiet")
        for made in (self._next, self._correct, self._object, self._dissent, self._show_cards):
            does.addWidget(made)
        layout.addWidget(self._one)
        self._under_sentence = column(spacing=12)
        layout.addLayout(self._under_sentence)
        layout.addStretch(1)
        scroll.setWidget(inner)
        whole, foot = column(middle), column()
        self._foot = foot
        whole.addWidget(scroll, 1)
        foot.addWidget(self._does)
        whole.addLayout(foot)
        return middle

    def _right(self) -> QFrame:
        right = frame("panel-right")
        self._beside_sentence = column(right, 10, (16, 16, 16, 14))
        self._said = QWidget()
        said = column(self._said, 10)
        self._said.setProperty("part", "plain")
        said.addWidget(label(_("Kept as it was said"), "title"))
        self._kept_layout = column(self._kept, 8)
        said.addWidget(self._kept)
        self._notes = upright(QScrollArea(self))
        self._notes.hide()
        describe(self._notes, _("Kept as it was said"))
        self._closing = QWidget()
        closing = column(self._closing, 10)
        wall = row(spacing=8)
        wall.addWidget(self._on_wall)
        wall.addWidget(WrappedLabel(_("Show each sentence on the wall"), "small"), 1)
        closing.addLayout(wall)
        self._state = WrappedLabel("", "small", "muted")
        closing.addWidget(self._state)
        self._finish = button(_("The room has heard it"), self.finish, "speech-check", "primary")
        self._narrow: bool | None = None
        self._on_wall.toggled.connect(lambda _on: self._tell_wall())
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Leave most of the page to the sentence that is read, and the last button its words."""
        look, wide = theme(), self.width()
        self.give_width(self._sides[0], min(look.scaled(330), round(wide * 0.28)))
        needed = self._finish.sizeHint().width() + look.scaled(32)
        self._sides[1].setFixedWidth(max(needed, min(look.scaled(320), round(wide * 0.28))))
        self._fold(wide < look.scaled(_NARROW))

    def _fold(self, narrow: bool) -> None:
        """Put what was said under the sentence where there is no room beside it, and the last button to the others."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for lines, margins in (
            (self._inner, (32, 10 if narrow else 24, 32, 4 if narrow else 12)),
            (self._foot, (32, 4 if narrow else 8, 32, 4 if narrow else 16)),
        ):
            lines.setContentsMargins(*map(theme().scaled, margins))
        self._sides[1].setVisible(not narrow)
        if narrow:
            self._notes.takeWidget()
            for part in (self._said, self._closing):
                self._under_sentence.addWidget(part)
                part.show()
            self._does_flow.addWidget(self._finish)
            return
        self._notes.setWidget(self._said)
        for place, part in enumerate((self._notes, self._closing, self._finish)):
            self._beside_sentence.insertWidget(place, part, 0 if place else 1)
            part.show()

    # --- what is shown

    def shown(self) -> None:
        """Read the summary anew where something changed meanwhile."""
        self.catch_up()

    def left(self) -> None:
        """Give the wall back to the map."""
        self._clear_wall()

    def _refresh(self) -> None:
        board = self._bridge.board
        self._sentences = sentences(board, self._bridge.catalogue) if board.elements else []
        at = self.list.currentRow()
        self.list.blockSignals(True)
        empty(self.list)
        heading = ""
        for number, sentence in enumerate(self._sentences):
            if sentence.heading != heading:
                heading = sentence.heading
                title = QListWidgetItem(heading)
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                title.setFont(theme().font("body_strong"))
                self.list.addItem(title)
            item = QListWidgetItem(sentence.words)
            item.setData(_AT, number)
            self._mark(item, sentence)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(at if self._sentence_at(at) else self._first_row())
        self._show()
        self._show_kept()

    def _mark(self, item: QListWidgetItem, sentence: ReadSentence) -> None:
        heard = sentence.words in self._heard
        item.setIcon(theme().icon("check" if heard else "minus", "success" if heard else "text_3", 16))
        said = _("heard: {words}") if heard else "{words}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said.format(words=sentence.words))

    def _first_row(self) -> int:
        rows = range(self.list.count())
        waiting = (r for r in rows if (s := self._sentence_at(r)) and s.words not in self._heard)
        return next(waiting, next((r for r in rows if self._sentence_at(r)), -1))

    def _sentence_at(self, at: int) -> ReadSentence | None:
        item = self.list.item(at) if at >= 0 else None
        number = item.data(_AT) if item is not None else None
        return self._sentences[number] if number is not None else None

    @property
    def current(self) -> ReadSentence | None:
        """The sentence that is read now."""
        return self._sentence_at(self.list.currentRow())

    def _show(self) -> None:
        sentence = self.current
        for part in (self._one, self._does):
            part.setVisible(sentence is not None)
        self._empty.setVisible(sentence is None)
        heard = sum(s.words in self._heard for s in self._sentences)
        self._count.setText(_("{heard} of {all} heard").format(heard=heard, all=len(self._sentences)))
        read_only = self._bridge.read_only
        self._finish.setEnabled(bool(self._sentences) and not read_only)
        if sentence is None:
            return
        self._heading.setText(sentence.heading)
        self._words.setText(sentence.words)
        self._codes.setText(sentence.codes)
        self._show_cards.setEnabled(bool(self._cards(sentence)))
        self._correct.setEnabled(not read_only and bool(self._cards(sentence)))
        for made in (self._object, self._dissent):
            made.setEnabled(not read_only)
        self._tell_wall()

    def _show_kept(self) -> None:
        session, board = self._bridge.board.session, self._bridge.board
        clear(self._kept_layout)
        notes = [note for note in board.notes.values() if note.kind in KEPT]
        for note in notes:
            self._kept_layout.addWidget(self._note(note))
        if not notes:
            self._kept_layout.addWidget(WrappedLabel(_("Nobody has said anything against it."), "small", "faint"))
        self._kept_layout.addStretch(1)
        if session.read_back == "yes":
            when = session.read_back_at or _("before")
            self._state.setText(_("Read back at {time}. Later changes print as “changed since”.").format(time=when))
            self._finish.setText(_("The room has heard it again"))
        else:
            self._state.setText(_("Until then every print says “draft, not yet read back”."))
            self._finish.setText(_("The room has heard it"))
        self._measure()

    def _note(self, note: Note) -> QWidget:
        well = frame("well")
        layout = column(well, 4, (12, 8, 12, 8))
        head = row(spacing=6)
        kinds = {"correction": _("Corrected"), "objection": _("Objection"), "dissent": _("Somebody disagrees")}
        head.addWidget(tag(kinds[note.kind], "info" if note.kind == "correction" else "warn"))
        side = str(note.attributes.get("side") or "")
        if side and self._bridge.board.session.attribution != "anonymous":
            head.addWidget(label(self._bridge.catalogue.sides.get(side, side), "small", "muted"))
        head.addStretch(1)
        away = button(
            "", lambda: self._bridge.run("delete", ids=[note.id]), "delete", "quiet", "small", name=_("Delete")
        )
        away.setEnabled(not self._bridge.read_only)
        head.addWidget(away)
        layout.addLayout(head)
        codes = [board_card.code for board_card in map(self._bridge.board.elements.get, note.about) if board_card]
        words = f"{', '.join(codes)}: {note.text}" if codes else note.text
        layout.addWidget(WrappedLabel(words, "small"))
        return well

    # --- what is done

    def _drop(self, note_id: str) -> None:
        self._bridge.run("delete", ids=[note_id])

    def next(self) -> None:
        """Tick the sentence off, and go to the next one."""
        sentence, at = self.current, self.list.currentRow()
        if sentence is None:
            return
        self._heard.add(sentence.words)
        self._mark(self.list.item(at), sentence)
        following = next((r for r in range(at + 1, self.list.count()) if self._sentence_at(r)), None)
        if following is None:
            self._show()
            self._finish.setFocus()
        else:
            self.list.setCurrentRow(following)

    def _cards(self, sentence: ReadSentence) -> list[Element | Statement]:
        board = self._bridge.board
        found = (board.elements.get(i) or board.statements.get(i) for i in sentence.ids)
        return [record for record in found if record is not None]

    def correct(self) -> None:
        """Change the words of the first card of the sentence, and keep what they were."""
        sentence = self.current
        cards = [c for c in self._cards(sentence) if isinstance(c, Element)] if sentence else []
        if not cards:
            self._bridge.said.emit(_("Only words on cards are corrected here; write an objection instead."), None)
            return
        card = cards[0]
        question = _("What should {code} say?").format(code=card.code or _("the card"))
        hint = _("The words before are kept beside it, and print under “corrected”.")
        words = AskWords.ask(self, question, hint, _("Correct"), card.label)
        if words and words != card.label:
            before = _("It said: “{words}”").format(words=card.label)
            self._bridge.run_together(
                _("Correct what was read"),
                [
                    ("edit_element", {"id": card.id, "label": words}),
                    ("add_note", {"kind": "correction", "text": before, "about": [card.id]}),
                ],
            )

    def say_against(self, kind: str) -> None:
        """Write down an objection or a dissent as it is said, with the side it comes from where that may be known."""
        sentence = self.current
        sides = self._bridge.catalogue.sides if self._bridge.board.session.attribution != "anonymous" else {}
        said = SayAgainst.ask(self, kind, sentence.words if sentence else "", sides)
        if said is None:
            return
        words, side = said
        fields = {"kind": kind, "text": words, "about": list(sentence.ids) if sentence else []}
        self._bridge.run("add_note", **fields, **({"side": side} if side else {}))

    def finish(self) -> None:
        """Say that the room has heard it, after asking where sentences were left out."""
        left = sum(s.words not in self._heard for s in self._sentences)
        if left:
            question = ngettext("{n} sentence was not ticked off.", "{n} sentences were not ticked off.", left).format(
                n=left
            )
            words = _("Has the room heard everything? Prints will then show the time.")
            if not Confirm.ask(self, question.format(n=left), words, _("The room has heard it"), _("Read on")):
                return
        if self._bridge.run("finish_read_back") is not None:
            self._bridge.said.emit(_("Read back. What changes from now on is listed as “changed since”."), None)

    def _to_map(self) -> None:
        sentence = self.current
        ids = tuple(c.id for c in self._cards(sentence) if isinstance(c, Element)) if sentence else ()
        if ids:
            self.wants_map.emit(ids)

    def _tell_wall(self) -> None:
        wall, sentence = self._page.wall, self.current
        if sentence is None or not self.isVisible():
            return
        if self._on_wall.isChecked():
            self._walled = True
            wall.show_words(sentence.words, sentence.heading)
        else:
            self._clear_wall()

    def _clear_wall(self) -> None:
        if self._walled:
            self._walled = False
            self._page.wall.show_map()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letters before the list searches by them."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._taken(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the letters; Enter presses the button that has the keyboard."""
        if not pressed_by(event, self.window()) and not self._taken(event):
            super().keyPressEvent(event)

    def _taken(self, event: QKeyEvent) -> bool:
        """Enter goes on; C corrects, O and D write down what is said against it; tell whether it was one of them."""
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Return: self.next, Qt.Key.Key_Enter: self.next, Qt.Key.Key_C: self.correct,
            Qt.Key.Key_O: lambda: self.say_against("objection"), Qt.Key.Key_D: lambda: self.say_against("dissent"),
        }  # fmt: skip
        done = keys.get(Qt.Key(event.key())) if not event.modifiers() else None
        if done is None or self.current is None:
            return False
        done()
        return True
