"""The sheet on which one paper ballot is keyed: its code, a line an item, words as written, and "put away"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.features.keying.entry import DONT_KNOW, SIDE, Entry
from ui.features.keying.fields import AnswerField, KeyRow, Strip
from ui.kit.theme import theme
from ui.kit.widgets.basics import (
    button,
    clear,
    column,
    describe,
    frame,
    key_cap,
    label,
    row,
    scrolling,
    set_property,
    tag,
)
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.words import IconLabel, WrappedLabel

CODE_LENGTH = 3
_BLINK_MS = 400
_MOST_CHOICES = 6
_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeySheet(QFrame):
    """One ballot at a time; `entry` is None until a code was given that may be keyed."""

    wants_ballot = Signal(str)
    """A code was typed, or a person chosen."""
    wants_away = Signal()
    wants_out = Signal()
    """Esc: leave the ballot, or the page where none is begun."""
    wants_handed_out = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "key-sheet")
        describe(self, _("The ballot you are typing in"))
        self.entry: Entry | None = None
        self._rows: dict[str, KeyRow] = {}
        self._words: Mapping[str, tuple[str, str]] = {}
        self._spare = ""
        layout = column(self)
        layout.addWidget(self._head())
        self._body = QWidget()
        self._body.setProperty("part", "plain")
        self._lines: QVBoxLayout = column(self._body)
        self._scroll = scrolling(self._body)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._note_line())
        layout.addWidget(self._foot())

    # --- parts

    def _head(self) -> QWidget:
        head = frame("key-head")
        outer = column(head, 4, (20, 10, 20, 10))
        line = row(spacing=12)
        self._what = label(_("Ballot"), "", "muted")
        line.addWidget(self._what)
        self.code = QLineEdit()
        self.code.setMaxLength(CODE_LENGTH)
        self.code.setPlaceholderText(_("code"))
        self.code.setFont(theme().font("display"))
        self.code.setFixedWidth(theme().scaled(130))
        self.code.setFixedHeight(theme().scaled(46))
        describe(self.code, _("Code of the ballot"))
        self.code.textEdited.connect(self._code_typed)
        self.person = ChoiceBox(_("Person whose sheet it is"), nothing=_("Whose sheet is it?"))
        self.person.setMinimumWidth(theme().scaled(260))
        self.person.chosen.connect(lambda who: self.wants_ballot.emit(who) if who else None)
        self._ask = QStackedWidget()
        self._ask.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._ask.addWidget(self.code)
        self._ask.addWidget(self.person)
        line.addWidget(self._ask)
        self._refusal = WrappedLabel("", "small", "danger")
        line.addWidget(self._refusal, 1)
        self._hand_out = button(_("It was handed out"), self._handed_out, scale="small")
        self._hand_out.hide()
        line.addWidget(self._hand_out)
        self._pass = tag("", "info")
        self._pass.hide()
        line.addWidget(self._pass)
        outer.addLayout(line)
        return head

    def _note_line(self) -> QWidget:
        self._note = frame("key-row")
        line = row(self._note, 10, (20, 6, 20, 6))
        line.addWidget(IconLabel("quote", "text_3", 16))
        self.words = QLineEdit()
        self.words.setProperty("look", "dashed")
        describe(self.words, _("Words on the ballot, as written"))
        self.words.textEdited.connect(self._words_typed)
        self.words.returnPressed.connect(self._back_to_field)
        line.addWidget(self.words, 1)
        line.addWidget(key_cap("W"))
        return self._note

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = row(foot, 8, (20, 10, 20, 12))
        self._say = WrappedLabel("", "small", "muted")
        line.addWidget(self._say, 1)
        self.away = button(_("Put away, next ballot"), self.wants_away.emit, "enter", "primary")
        self.away.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line.addWidget(self.away)
        return foot

    # --- what is asked

    def ask(
        self,
        empty: Entry,
        words: Mapping[str, tuple[str, str]],
        side_words: Sequence[str],
        people: Sequence[tuple[str, str]],
    ) -> None:
        """Show a round without a ballot, like the `empty` entry: `words` are mark and text by item.

        In a round with names there are `people` to choose from, else a code is typed.
        """
        self._words = words
        self.forget()
        named = empty.named
        self._ask.setCurrentIndex(int(named))
        self._what.setText(_("Sheet of") if named else _("Ballot"))
        for part, shown in ((self.code, not named), (self.person, named)):
            part.setSizePolicy(
                QSizePolicy.Policy.Fixed if not named else QSizePolicy.Policy.Expanding,
                QSizePolicy.Policy.Fixed if shown else QSizePolicy.Policy.Ignored,
            )
        self._ask.setFixedWidth(theme().scaled(300 if named else 134))
        self._ask.setFixedHeight(theme().scaled(46))
        self.person.offer(people)
        self._make_rows(empty, side_words)

    def begin(self, entry: Entry) -> None:
        """Begin a ballot of the round that is shown; the keyboard goes to its first line."""
        self.forget()
        self.entry = entry
        for line in self._rows.values():
            line.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.code.setText(entry.name if not entry.named else "")
        self.code.setReadOnly(True)
        self._pass.setText(_("second time") if entry.again else _("first time"))
        self._pass.show()
        self._note.setVisible(not entry.again)
        self.refresh()
        self._focus()

    def forget(self) -> None:
        """Take what was keyed off the screen, and out of memory."""
        if self.entry is not None:
            self.entry.forget()
        self.entry = None
        for line in self._rows.values():
            line.field.show_answer("", waits=True, now=False, spoken="")
            line.field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.strip.show_choice("")
            line.show_now(False)
        # Not clear(), which could be undone.
        self.words.setText("")
        self.words.setEnabled(False)
        self.words.setPlaceholderText(_("Words on the ballot, as written"))
        self.code.setReadOnly(False)
        self.code.setText("")
        self.person.setCurrentIndex(0)
        self.away.setEnabled(False)
        self._pass.hide()
        self._note.show()
        self.refuse("")

    def say(self, sentence: str) -> None:
        """Say at the foot what comes next."""
        self._say.setText(sentence)

    def mark(self, step: str) -> str:
        """Return the number or code of an item, the word for the side."""
        return self._words[step][0] if step else _("side")

    def item_words(self, item: str) -> str:
        """Return the words of an item."""
        return self._words[item][1]

    def refuse(self, sentence: str, spare: str = "") -> None:
        """Say in the line why a ballot cannot be keyed; a `spare` one may be said to be handed out."""
        self._refusal.setText(sentence)
        self._spare = spare
        self._hand_out.setVisible(bool(spare))
        if sentence:
            self._blink_code()

    def start(self) -> None:
        """Put the keyboard where the next key belongs."""
        if self.entry is not None:
            self._focus()
            return
        self.place().setFocus()
        self.code.selectAll()

    def place(self) -> QWidget:
        """Return the control that takes the next key."""
        if self.entry is not None:
            return self._rows[self.entry.step].field
        return self.person if self._ask.currentIndex() else self.code

    # --- keys

    def refresh(self) -> None:
        """Show what was keyed so far."""
        entry = self.entry
        if entry is None:
            return
        for step, line in self._rows.items():
            given, now = entry.given(step), step == entry.step
            shown = entry.shown(step)
            line.field.show_answer(shown, waits=given is None and not shown, now=now, spoken=self._spoken(shown))
            chosen = "" if given is None else "?" if given.mark == DONT_KNOW else given.digits
            line.strip.show_choice(chosen)
            line.show_now(now)
        self.away.setEnabled(True)
        self._show_words()
        self._show_foot(entry)

    def _field_key(self, event: QKeyEvent) -> None:
        entry, key, text = self.entry, event.key(), event.text()
        event.accept()
        if entry is None:
            return
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
            return
        if key in _ENTER:
            self.wants_away.emit()
        elif key == Qt.Key.Key_Escape:
            self.wants_out.emit()
        elif key in _BACK:
            self._after(entry.back())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._after(entry.go(-1 if key == Qt.Key.Key_Up else 1))
        elif text.lower() == "w" and entry.step != SIDE and not entry.again:
            self.words.setFocus()
        elif text.lower() == "n":
            self.wants_out.emit()
        elif text and text.isprintable():
            self._after(entry.key(text))
        else:
            event.ignore()

    def _after(self, taken: bool) -> None:
        if not taken:
            self.blink()
            return
        self.refresh()
        self._focus()

    def blink(self) -> None:
        """Show that a key was not allowed."""
        if self.entry is not None and self.entry.step in self._rows:
            self._rows[self.entry.step].field.blink()

    def field(self, step: str) -> AnswerField:
        """Return the field of a step."""
        return self._rows[step].field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.words.hasFocus():
                self._back_to_field()
            elif self.code.hasFocus() and self.code.text() and self.entry is None:
                self.code.clear()
                self.refuse("")
            elif self.entry is None:
                event.ignore()
            else:
                self.wants_out.emit()
        elif event.key() in _ENTER and self.away.hasFocus():
            self.away.click()
        else:
            # Single keys of the program do nothing here: they would be taken for answers.
            event.setAccepted(bool(event.text()) and event.text().isprintable())

    # --- inside

    def _code_typed(self, text: str) -> None:
        self.code.setText(text.upper())
        self.refuse("")
        if len(text) == CODE_LENGTH:
            self.wants_ballot.emit(text.upper())

    def _handed_out(self) -> None:
        self.wants_handed_out.emit(self._spare)

    def _blink_code(self) -> None:
        set_property(self.code, "bad", "true")
        QTimer.singleShot(_BLINK_MS, self, lambda: set_property(self.code, "bad", "false"))
        self.code.selectAll()

    def _make_rows(self, entry: Entry, side_words: Sequence[str]) -> None:
        clear(self._lines)
        self._rows = {}
        for step in entry.steps:
            mark, words = self._words.get(step, ("", step)) if step else ("", _("I am here as"))
            keys = self._keys(entry, step)
            strip = Strip(keys, side_words if step == SIDE else ())
            field = AnswerField(_("Side") if step == SIDE else f"{mark}. {words}")
            line = KeyRow(mark, words, field, strip, first=step == SIDE)
            field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            field.keyed.connect(self._field_key)
            field.entered.connect(lambda step=step: self._entered(step))
            strip.chosen.connect(lambda key, step=step: self._chosen(step, key))
            self._rows[step] = line
            self._lines.addWidget(line, int(step != SIDE))
        self._lines.addStretch(0)

    def _keys(self, entry: Entry, step: str) -> list[str]:
        """Return the choices that are shown beside the field: only where they are few, and one key each."""
        most = entry.most(step)
        if entry.digits(step) > 1 or (step != SIDE and most > _MOST_CHOICES):
            return []
        first = 0 if entry.round.kind == "dots" and step != SIDE else 1
        keys = [str(number) for number in range(first, most + 1)]
        return [*keys, "?"] if step != SIDE and entry.round.kind != "dots" else keys

    def _entered(self, step: str) -> None:
        if self.entry is not None and step != self.entry.step:
            self.entry.go_to(step)
            self.refresh()
            self._focus()

    def _chosen(self, step: str, key: str) -> None:
        if self.entry is not None and self.entry.go_to(step):
            self._after(self.entry.key(key))

    def _focus(self) -> None:
        if self.entry is None:
            return
        line = self._rows[self.entry.step]
        if not line.field.hasFocus():
            line.field.setFocus()
        self._scroll.ensureWidgetVisible(line, 0, theme().scaled(30))

    def _back_to_field(self) -> None:
        if self.entry is None:
            self.start()
        else:
            self.entry.hold()
            self.refresh()
            self._focus()

    def _words_typed(self, text: str) -> None:
        if self.entry is not None and self.entry.step != SIDE:
            self.entry.write(self.entry.step, text)

    def _show_words(self) -> None:
        entry = self.entry
        assert entry is not None
        on_item = entry.step != SIDE
        self.words.setEnabled(on_item and not entry.again)
        self.words.setText(entry.words.get(entry.step, "") if on_item else "")
        mark = self._words.get(entry.step, ("", ""))[0]
        self.words.setPlaceholderText(
            _("Words beside {mark}, as written").format(mark=mark) if mark else _("Words on the ballot, as written")
        )

    def _show_foot(self, entry: Entry) -> None:
        lacking = len(entry.lacking)
        if not lacking:
            words = _("Enter puts the ballot away and opens the next. Its answers are hidden from then on.")
            if entry.held:
                words = _("Enter puts the ballot away. Backspace takes the last answer back, ↑ goes to the one before.")
            self._say.setText(words)
            return
        words = ngettext("{n} answer to go.", "{n} answers to go.", lacking).format(n=lacking)
        if entry.round.kind == "dots" and entry.round.dots_per_person:
            left = entry.dots_left
            words += " " + ngettext("{n} dot left.", "{n} dots left.", left).format(n=left)
        if entry.round.kind == "placing":
            words += " " + _("Two digits: how much influence, then how much affected.")
        elif entry.steps and entry.digits(entry.step) == 2:
            words += " " + _("Two digits an answer: 07 is seven.")
        self._say.setText(words)

    def _spoken(self, shown: str) -> str:
        if shown == "?":
            return _("don’t know")
        if shown == "–":
            return _("left blank")
        return shown
