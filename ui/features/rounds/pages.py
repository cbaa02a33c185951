"""The pages of a ballot: one question each, answered under a veil."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_word
from stworkshop.model.records import Element, Round, Statement, Term
from stworkshop.rounds.answers_in_words import rating_words
from ui.features.rounds.boxes import Box, NumberBox, WordBox
from ui.features.rounds.comment import CommentLine
from ui.features.rounds.kit import Picture, Push, RichWords, Ruler, Words, widen
from ui.features.rounds.sheet import Sheet
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.plain import Markup, escaped, markup

SIGNS = ("−−", "−", "·", "+", "++")
KEYS_OF_DIGITS = {Qt.Key(Qt.Key.Key_0 + n): n for n in range(10)}


def digit_of(event: QKeyEvent) -> int | None:
    """Return the digit of a key in any script, None where it is none."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    text = event.text()
    if len(text) == 1 and text.isdecimal():
        return int(text)
    return KEYS_OF_DIGITS.get(Qt.Key(event.key())) if event.key() in KEYS_OF_DIGITS else None


@dataclass
class Desk:
    """What the pages of one ballot share."""

    board: Board
    catalogue: Catalogue
    sheet: Sheet
    ruler: Ruler

    @property
    def round(self) -> Round:
        """The round that is asked."""
        return self.sheet.round

    def label(self, item: str) -> str:
        """Return the words of a statement or a card."""
        record = self.board.find(item)
        return record.label if isinstance(record, Statement | Element) else item

    def icon(self, element: Element) -> tuple[str, str]:
        """Return the icon of a card and the role of its colour."""
        variant = self.catalogue.variant(element.kind, element.type)
        return kind_icon(variant), f"kind/{variant}/kind_text"

    def terms_in(self, text: str) -> list[Term]:
        """Return the words with a known meaning that occur in a text, in the order of the list."""
        known = (t for t in self.board.terms.values() if t.agreed or t.planner_reading or t.engineer_reading)
        return [term for term in known if term.label.strip() and _found(term.label, text)]


def _found(word: str, text: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w){re.escape(word.strip())}(?!\w)", text, re.IGNORECASE)


def underlined(text: str, terms: list[Term]) -> Markup:
    """Return a text as markup with the first of each known word underlined; the text's own signs stay text."""
    marks = sorted((found.span() for term in terms if (found := _found(term.label, text))), reverse=True)
    parts, end = [], len(text)
    for start, stop in marks:
        if stop <= end:
            parts += [escaped(text[stop:end]), markup("<u>{word}</u>", word=text[start:stop])]
            end = start
    return Markup("".join([escaped(text[:end]), *reversed(parts)]))


def meaning_of(term: Term) -> str:
    """Return what the group agreed that a word means, or else what the two sides hear."""
    if term.agreed:
        return _("“{word}” means here: {meaning}").format(word=term.label, meaning=term.agreed)
    readings = [
        (_("planners hear: {meaning}"), term.planner_reading),
        (_("engineers hear: {meaning}"), term.engineer_reading),
    ]
    said = "; ".join(words.format(meaning=reading) for words, reading in readings if reading)
    return _("“{word}”: {readings}").format(word=term.label, readings=said)


class HoldButton(Push):
    """Shows the person's own answer as long as it is held."""

    held = Signal(bool)

    def __init__(self, ruler: Ruler) -> None:
        super().__init__(ruler, _("Show mine"), None, icon="eye", key=_("Space"), look="bold", high=48)
        self.pressed.connect(lambda: self.held.emit(True))
        self.released.connect(lambda: self.held.emit(False))


class QuestionPage(QGroupBox):
    """One question: its words, its boxes, the veil's line, "I don't know" and a few words of one's own."""

    dk_key, low = "0", 104

    answered = Signal()
    """The question has its answer: the focus goes on."""
    wrote = Signal()
    """Words of one's own are written."""
    changed = Signal()

    def __init__(self, desk: Desk, item: str = "") -> None:
        super().__init__()
        self.desk, self.item = desk, item
        self.setFlat(True)
        # Without an answer the group has the focus, and no box: Enter then passes the question over.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setStyleSheet("QGroupBox { border: 0; margin: 0; padding: 0; }")
        self._held: Box | None = None
        self._held_key = 0
        self.comment: CommentLine | None = None
        ruler = desk.ruler
        self.layout_ = ruler.column(self)
        self.layout_.addStretch(1)
        self._head()
        self.layout_.addSpacing(ruler.px(36 if self.low > 80 else 18))
        self._targets()
        self.layout_.addSpacing(ruler.px(20))
        self._veil_line()
        self.layout_.addSpacing(ruler.px(14))
        self._low()
        self.layout_.addStretch(1)
        self.say_state()

    # --- its parts

    def lead(self) -> str:
        """Return the words over the statement or the card."""
        return self.desk.round.question

    def title(self) -> str:
        """Return the words that are asked about."""
        return self.desk.label(self.item)

    def _head(self) -> None:
        desk, ruler = self.desk, self.desk.ruler
        title, lead = self.title(), self.lead()
        self.setAccessibleName(f"{lead} {title}" if lead != title else title)
        if lead != title:
            self.layout_.addWidget(Words(ruler, lead, 24, "muted"))
            self.layout_.addSpacing(ruler.px(8))
        terms = desk.terms_in(title)
        self.layout_.addWidget(RichWords(ruler, underlined(title, terms), 50, bold=True))
        record = desk.board.find(self.item)
        about = desk.board.elements.get(record.about) if isinstance(record, Statement) else None
        card = about or (record if isinstance(record, Element) else None)
        if card is not None:
            self.layout_.addSpacing(ruler.px(16))
            self.layout_.addLayout(self._about(card, named=card is about))
        self._add_meanings(terms)

    def _about(self, card: Element, *, named: bool) -> QHBoxLayout:
        ruler = self.desk.ruler
        icon, role = self.desk.icon(card)
        line = ruler.row(gap=12)
        line.addStretch(1)
        line.addWidget(Picture(icon, role, ruler.tall(24)), 0, Qt.AlignmentFlag.AlignVCenter)
        note = card.note.strip() or ("" if named else kind_word(self.desk.catalogue, card.kind, card.type))
        words = markup("<b>{label}</b> {note}", label=card.label, note=note) if named else escaped(note)
        text = RichWords(ruler, words, 19, "muted")
        widen(text, ruler, f"{card.label}  {note}" if named else note)
        line.addWidget(text)
        line.addStretch(1)
        return line

    def _add_meanings(self, terms: list[Term]) -> None:
        ruler = self.desk.ruler
        if not terms:
            return
        line = ruler.row(gap=10)
        line.addStretch(1)
        self._meaning = Words(ruler, "", 19)
        self._meaning.hide()
        for term in terms[:3]:
            words = _("What does “{word}” mean?").format(word=term.label)
            explain = partial(self._explain, term)
            line.addWidget(Push(ruler, words, explain, look="link", size=19, high=40, side=6))
        line.addStretch(1)
        self.layout_.addSpacing(ruler.px(6))
        self.layout_.addLayout(line)
        self.layout_.addWidget(self._meaning)

    def _explain(self, term: Term) -> None:
        words = meaning_of(term)
        shown = self._meaning.isVisibleTo(self) and self._meaning.text() == words
        self._meaning.setText(words)
        self._meaning.setVisible(not shown)

    def _targets(self) -> None:
        raise NotImplementedError

    def boxes(self) -> Iterator[tuple[Box, bool]]:
        """Yield each box, and whether it is the person's own answer."""
        raise NotImplementedError

    def _veil_line(self) -> None:
        ruler = self.desk.ruler
        line = ruler.row(gap=12)
        line.addStretch(1)
        self._tick = Picture("check", "success", ruler.tall(24))
        self._state = RichWords(ruler, Markup(), 19, "muted")
        self.show_button = HoldButton(ruler)
        self.show_button.held.connect(self.show_mine)
        line.addWidget(self._tick)
        line.addWidget(self._state)
        line.addWidget(self.show_button)
        line.addStretch(1)
        holder = QWidget()
        holder.setLayout(line)
        holder.setMinimumHeight(ruler.tall(56))
        self.layout_.addWidget(holder)

    def _low(self) -> None:
        ruler = self.desk.ruler
        line = ruler.row(gap=18)
        self.dk = WordBox(ruler, _("I don’t know, or I’d rather not say"), self.dk_key, dashed=True, high=self.low)
        self.dk.clicked.connect(lambda _checked=False: self.do_not_know())
        line.addWidget(self.dk, 9)
        if self.item:
            self.comment = self._comment_line(self.item)
            line.addWidget(self.comment, 13)
        self.layout_.addLayout(line)

    def _comment_line(self, item: str) -> CommentLine:
        sheet = self.desk.sheet
        made = CommentLine(
            self.desk.ruler,
            _invitation(self.desk),
            lambda: sheet.comment(item),
            lambda words: sheet.say(item, words),
            self.low,
        )
        made.closed.connect(self.wrote)
        return made

    # --- what happens on it

    def do_not_know(self) -> None:
        """Answer "I do not know"."""
        self.desk.sheet.do_not_know(self.item)
        self.tell_answered()

    def is_answered(self) -> bool:
        """Tell whether there is an answer."""
        return self.desk.sheet.answered(self.item)

    def tell_answered(self) -> None:
        """Say that there is an answer, and nothing about it."""
        self.say_state()
        event = QAccessibleAnnouncementEvent(self, _("Answered."))
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
        self.answered.emit()

    def say_state(self) -> None:
        """Say in the veil's line whether there is an answer."""
        done = self.is_answered()
        self._tick.setVisible(done)
        self.show_button.setVisible(done)
        if done:
            rest = _("Your answer is hidden from people next to you. To see or change it, press and hold")
            ink = theme().hex("text")[:7]
            self._state.setText(
                markup("<b style='color:{ink}'>{done}</b> {rest}", ink=ink, done=_("Answered."), rest=rest)
            )
            widen(self._state, self.desk.ruler, f"{_('Answered.')} {rest}", 1000)
        else:
            self._state.setText(self.how_to())
            widen(self._state, self.desk.ruler, self.how_to(), 1200)
        self.changed.emit()

    def how_to(self) -> str:
        """Return how the question is answered."""
        return _("Press a box, or a key from 1 to 5. What you press shows only while you press it.")

    def show_mine(self, on: bool) -> None:
        """Mark the person's own answer while this is held."""
        for box, mine in self.boxes():
            box.show_mine(on and mine)

    def release(self) -> None:
        """Let go of everything that is held."""
        if self._held is not None:
            self._held.show_pressed(False)
            self._held, self._held_key = None, 0
        self.show_button.setDown(False)
        self.show_mine(False)
        if self.comment is not None:
            self.comment.put_away()

    def box_of(self, digit: int) -> Box | None:
        """Return the box that a digit stands for just now."""
        raise NotImplementedError

    def key_down(self, event: QKeyEvent) -> bool:
        """Press the box of a digit; tell whether the key was for the page."""
        digit = digit_of(event)
        box = self.box_of(digit) if digit is not None else None
        if box is None or self._held is not None:
            return digit is not None
        self._held, self._held_key = box, event.key()
        box.show_pressed(True)
        return True

    def key_up(self, event: QKeyEvent) -> bool:
        """Let go of the box, which chooses it; tell whether the key was for the page."""
        if self._held is None or event.key() != self._held_key:
            return False
        box, self._held = self._held, None
        box.show_pressed(False)
        self.chosen_by_key(box)
        return True

    def chosen_by_key(self, box: Box) -> None:
        """Choose a box whose key was let go."""
        box.clicked.emit()


def _invitation(desk: Desk) -> str:
    if is_anonymous(desk.board.session, desk.round):
        return _("Add a few words, if you like. They may be read aloud, without your name.")
    if desk.board.session.attribution == "named":
        return _("Add a few words, if you like. They may be read aloud, with your name.")
    return _("Add a few words, if you like. They may be read aloud, with your side.")


class RatingPage(QuestionPage):
    """How far a person agrees with one statement."""

    def _targets(self) -> None:
        ruler = self.desk.ruler
        line = ruler.row(gap=20)
        self._boxes: list[NumberBox] = []
        for value, (sign, words) in enumerate(zip(SIGNS, rating_words(), strict=True), 1):
            box = NumberBox(ruler, str(value), sign, words)
            box.clicked.connect(lambda _checked=False, value=value: self._rate(value))
            self._boxes.append(box)
            line.addWidget(box, 1)
        self.layout_.addLayout(line)

    def boxes(self) -> Iterator[tuple[Box, bool]]:
        mine = self.desk.sheet.value(self.item)
        for value, box in enumerate(self._boxes, 1):
            yield box, value == mine
        yield self.dk, self.desk.sheet.dk(self.item)

    def box_of(self, digit: int) -> Box | None:
        if digit == 0:
            return self.dk
        return self._boxes[digit - 1] if digit <= len(self._boxes) else None

    def _rate(self, value: int) -> None:
        self.desk.sheet.rate(self.item, value)
        self.tell_answered()
