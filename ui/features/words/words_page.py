"""Words: the same thing in two words, or one word for two things; both readings side by side, and what is agreed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.analysis.word_use import cards_with, found_words, has_two_meanings, not_listed
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Entry
from stworkshop.model.records import Element, Term
from ui.features.words.agreeing import Agreeing
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, row, set_property, tag
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.fields import SearchField
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.sides import SideMark
from ui.kit.widgets.state_list import StateList, StateRow
from ui.kit.widgets.words import GrowingText, WrappedLabel
from ui.kit.words_dialog import AskWords
from ui.session.words import card_title
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace


class Reading(QFrame):
    """A side's reading; `kept` gives what was written."""

    kept = Signal(str)

    def __init__(self, side: str, title: str, *, dashed: bool = False) -> None:
        super().__init__()
        self._side, self._dashed = side, dashed
        layout = column(self, 6, (20, 14, 20, 14) if not dashed else (14, 10, 14, 10))
        head = row(spacing=9)
        head.addWidget(SideMark(side, 16), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(label(title, strong=True))
        head.addStretch(1)
        layout.addLayout(head)
        self.field = GrowingText(title, "quiet" if dashed else "reading", _("nobody has said it yet"), lines=True)
        self.field.kept.connect(self.kept)
        layout.addWidget(self.field)
        if not dashed:
            layout.addStretch(1)
            self.setMinimumHeight(theme().scaled(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_reading(self, word: str, words: str, read_only: bool) -> None:
        """Show what the side hears in a word."""
        describe(self.field, _("{title}: {word}").format(title=self.field.accessibleName().split(":")[0], word=word))
        self.field.setReadOnly(read_only)
        self.field.show_text(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._dashed:
            painter.setPen(QPen(look.colour("border_strong"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            edge = look.colour(f"side/{self._side}/mark")
            edge.setAlphaF(0.5)
            painter.setPen(QPen(edge, 1.2))
            painter.setBrush(look.colour(f"side/{self._side}/fill"))
        painter.drawRoundedRect(box, 14, 14)
        painter.end()


def state_of(term: Term) -> tuple[str, str]:
    """Return the state of a word in words, and its tone: success, warn or faint."""
    if term.agreed.strip():
        return (_("agreed"), "success") if term.attributes.get("outcome") != "two" else (_("two words"), "success")
    if term.attributes.get("outcome") == "open":
        return _("left open"), "warn"
    return (_("two meanings"), "warn") if has_two_meanings(term) else (_("not talked about"), "faint")


def summary_of(term: Term) -> str:
    """Return what the list says under a word."""
    if term.agreed.strip():
        return term.agreed
    if has_two_meanings(term):
        return _("Planners and engineers mean different things.")
    if term.planner_reading.strip() or term.engineer_reading.strip():
        return _("Only one side has said what it means.")
    return _("Nobody has said what it means.")


class WordList(StateList):
    """One line for each word; `chosen` gives the id of the term."""

    def __init__(self) -> None:
        super().__init__(_("Words"))

    def show_terms(self, board: Board, matching: str = "") -> None:
        """Show the words that match what is typed; the chosen one stays chosen."""
        terms = [t for t in board.terms.values() if matching.strip().casefold() in t.label.casefold()]
        self.show_rows(StateRow(term.id, term.label, *state_of(term), summary_of(term)) for term in terms)


_OFFERED, _FEW = 8, 3
_LOW = 560
_ROOTS = {"terms", "elements"}


class WordsPage(ViewPage):
    """Three columns: the words, the chosen one, and what else stands on cards."""

    least_high = 420

    def __init__(self, page: Workspace) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, _("Words"))
        self._page = page
        self.list = WordList()
        self._search = SearchField(_("Find a word"))
        self._offers, self._found = QWidget(), QWidget()
        self._title = label("", "display")
        self._state = tag("")
        self.planners = Reading("planner", _("Planners say"))
        self.engineers = Reading("implementer", _("Engineers say"))
        self.residents = Reading("public", _("Residents hear"), dashed=True)
        self.agreeing = Agreeing()
        self._uses = QWidget()
        layout = row(self)
        middle = self._middle()
        layout.addWidget(self._left())
        layout.addWidget(middle, 1)
        self.columns = Beside(layout, 640, (self._words_part, 400), (middle, 420))
        self._aside = self._right()
        layout.addWidget(self._aside)
        self.setFocusProxy(self.list)
        self._connect()

    # --- columns

    def _left(self) -> QFrame:
        left = frame("panel-left")
        self._words_part = left
        layout = column(left, 10, (16, 16, 16, 12))
        head = row(spacing=8)
        head.addWidget(WrappedLabel(_("Same thing, two words"), "heading"), 1)
        self._new = button(_("Word"), self.add, "plus", "", "small", name=_("Add a word"))
        head.addWidget(self._new)
        layout.addLayout(head)
        layout.addWidget(self._search)
        layout.addWidget(self.list, 3)
        differing = _("Words that planners and engineers understand differently")
        layout.addWidget(WrappedLabel(differing, "body", strong=True))
        self._offers_from = WrappedLabel(_("From the word list that comes with the program"), "small", "muted")
        layout.addWidget(self._offers_from)
        self._offer_flow = Flow(self._offers, 6)
        layout.addWidget(self._offers)
        return left

    def _middle(self) -> QWidget:
        self._empty = EmptyState(
            "glossary",
            _("No word is explained yet."),
            _("Take one from the list, or add a word that was heard in two ways."),
        )
        area = upright(QScrollArea())
        body = QWidget()
        area.setWidget(body)
        outer = column(body, 0, (28, 20, 28, 20))
        self._one = QWidget()
        layout = column(self._one, 12)
        head = row(spacing=10)
        head.addWidget(self._title)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        self._wall = button("", self.show_on_wall, "projector", name=_("Show on the wall"))
        self._delete = button("", self.delete, "delete", name=_("Delete the word"))
        head.addWidget(self._wall)
        head.addWidget(self._delete)
        layout.addLayout(head)
        two = row(spacing=16)
        two.addWidget(self.planners, 1)
        two.addWidget(self.engineers, 1)
        layout.addLayout(two)
        layout.addWidget(self.residents)
        layout.addWidget(self.agreeing)
        layout.addWidget(label(_("Where it matters on the map"), "body", strong=True))
        self._use_flow = Flow(self._uses, 8)
        layout.addWidget(self._uses)
        outer.addWidget(self._one)
        outer.addWidget(self._empty, 1)
        outer.addStretch(1)
        return area

    def _right(self) -> QFrame:
        right = frame("panel-right")
        right.setFixedWidth(theme().scaled(300))
        layout = column(right, 10, (16, 16, 16, 16))
        layout.addWidget(label(_("Found in card texts"), "title"))
        layout.addWidget(WrappedLabel(_("On several cards, and not on the list yet"), "small", "muted"))
        self._found_layout: QVBoxLayout = column(self._found, 2)
        layout.addWidget(self._found)
        words = _(
            "On the map, a dotted line stands under an explained word. Rest on the card, or press Alt+W, to see both"
            " readings."
        )
        layout.addSpacing(theme().scaled(8))
        layout.addWidget(WrappedLabel(words, "small", "muted"))
        self._prints = WrappedLabel("", "small", "muted")
        layout.addWidget(self._prints)
        layout.addStretch(1)
        return right

    def _connect(self) -> None:
        self.keep_up(self._refresh, _ROOTS)
        self._search.textChanged.connect(lambda _text: self._refresh())
        self._search.left.connect(self.list.setFocus)
        self.list.chosen.connect(lambda _id: self._show())
        for reading, name in (
            (self.planners, "planner_reading"),
            (self.engineers, "engineer_reading"),
            (self.residents, "public_reading"),
        ):
            reading.kept.connect(lambda words, name=name: self._write(name, words))
        self.agreeing.agreed.connect(lambda arguments: self._bridge.run("agree_word", **arguments))
        self.agreeing.asked.connect(self.ask_room)

    # --- what is shown

    def shown(self) -> None:
        """Take in what changed meanwhile."""
        self.catch_up()

    def hand_over(self) -> object:
        """Give away what is searched for, and the chosen word."""
        return self._search.text(), self.list.current

    def take_over(self, begun: object) -> None:
        """Show the same words again."""
        assert isinstance(begun, tuple)
        words, term = begun
        self.show_word(term)
        self._search.setText(words)

    def start_finding(self) -> None:
        """Put the cursor into the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_record(self, record_id: str) -> None:
        self.show_word(record_id)

    def show_word(self, term_id: str) -> None:
        """Show one word."""
        self.catch_up()
        self._search.clear()
        self.list.choose(term_id)

    def resizeEvent(self, event: object) -> None:
        look, width = theme(), self.width()
        self._aside.setVisible(width >= look.scaled(1180))
        wide = min(look.scaled(360), max(look.scaled(260), round(width * 0.32)))
        self.give_width(self._words_part, wide)
        low = self.height() < look.scaled(_LOW)
        self._offers_from.setVisible(not low)
        for number in range(self._offer_flow.count()):
            item = self._offer_flow.itemAt(number)
            offer = item.widget() if item is not None else None
            if offer is not None:
                offer.setVisible(number < (_FEW if low else _OFFERED))

    def _refresh(self) -> None:
        board, catalogue = self._bridge.board, self._bridge.catalogue
        self.list.show_terms(board, self._search.text())
        clear(self._offer_flow)
        for entry in not_listed(board, catalogue)[:_OFFERED]:
            made = button(str(entry["label"]), partial(self.take, entry), "plus", "", "small")
            set_tip(made, str(entry["description"]))
            made.setEnabled(not self._bridge.read_only)
            self._offer_flow.addWidget(made)
        clear(self._found_layout)
        for found in found_words(board, catalogue):
            line = QWidget()
            layout = row(line, 8)
            counted = ngettext("{n} card", "{n} cards", found.cards).format(n=found.cards)
            layout.addWidget(label(found.word, "body", strong=True), 1)
            layout.addWidget(label(counted, "small", "muted"))
            name = _("Add “{word}”").format(word=found.word)
            add = button(_("Add"), partial(self._add_word, found.word.capitalize()), "", "", "small", name=name)
            add.setEnabled(not self._bridge.read_only)
            layout.addWidget(add)
            self._found_layout.addWidget(line)
        self._new.setEnabled(not self._bridge.read_only)
        self._show()

    def _term(self) -> Term | None:
        return self._bridge.board.terms.get(self.list.current)

    def _show(self) -> None:
        term, read_only = self._term(), self._bridge.read_only
        self._one.setVisible(term is not None)
        self._empty.setVisible(term is None)
        self._prints.setVisible(term is not None)
        if term is None:
            return
        state, tone = state_of(term)
        self._title.setText(term.label)
        self._state.setText(state)
        set_property(self._state, "part", f"tag-{tone}" if tone != "faint" else "tag")
        self.planners.show_reading(term.label, term.planner_reading, read_only)
        self.engineers.show_reading(term.label, term.engineer_reading, read_only)
        self.residents.show_reading(term.label, str(term.attributes.get("public_reading") or ""), read_only)
        self.agreeing.show_term(term, read_only)
        self._delete.setEnabled(not read_only)
        cards = cards_with(self._bridge.board, term.label)
        clear(self._use_flow)
        for card in cards:
            self._use_flow.addWidget(self._chip(card))
        if not cards:
            self._use_flow.addWidget(label(_("No card holds this word."), "small", "muted"))
        how = _("as agreed") if term.agreed.strip() else _("as not agreed yet")
        self._prints.setText(_("Prints under “Words explained”: the word, both readings, {how}.").format(how=how))

    def _chip(self, card: Element) -> QWidget:
        variant = self._bridge.catalogue.variant(card.kind, card.type)
        made = button(card_title(card), lambda: self.wants_map.emit((card.id,)), look="chip")
        theme().set_icon(made, kind_icon(variant), f"kind/{variant}/accent", 16)
        made.setMaximumWidth(theme().scaled(360))
        set_tip(made, card.note or card.label)
        return made

    # --- what is done

    def add(self) -> None:
        """Ask for a word, and add it."""
        hint = _("A word that people in this room hear in different ways.")
        word = AskWords.ask(self, _("Which word?"), hint, _("Add"), self._search.text().strip())
        if word:
            self._add_word(word)

    def take(self, entry: Entry) -> None:
        """Take a word of the catalogue's list, with what is often heard in it."""
        readings = {name: str(entry[name]) for name in ("planner_reading", "engineer_reading")}
        self._made(self._bridge.run("add_term", label=str(entry["label"]), **readings))

    def _add_word(self, word: str) -> None:
        self._made(self._bridge.run("add_term", label=word))

    def _made(self, decision: object) -> None:
        ids = getattr(decision, "ids", ())
        if ids:
            self.show_word(ids[0])
            self.planners.field.setFocus()

    def _write(self, name: str, words: str) -> None:
        if (term := self._term()) is not None:
            self._bridge.run("edit_term", id=term.id, **{name: words})

    def delete(self) -> None:
        """Delete the word; the message offers to take that back."""
        if (term := self._term()) is not None:
            self._bridge.run("delete", ids=[term.id])

    def ask_room(self) -> None:
        """Let the room rate the wording that is written down: a statement is made of it, and a round opens about it."""
        term = self._term()
        if term is None:
            return
        words = self.agreeing.wording()
        if not words:
            self._bridge.said.emit(_("Write down a wording first; the room is asked about it."), None)
            return
        sentence = _("From now on “{word}” means: {meaning}").format(word=term.label, meaning=words)
        draft = {"label": sentence, "stance": "neutral"}
        self._page.ask_room(kind="rating", question=_("Do we agree on this wording?"), draft=draft)

    def show_on_wall(self) -> None:
        """Show both readings to the room, large."""
        term, wall = self._term(), self._page.wall
        if term is None:
            return
        if not wall.is_open:
            self._bridge.said.emit(_("The projector is not on. F5 opens it."), None)
            return
        lines = [
            _("Planners say: {reading}").format(reading=term.planner_reading or "…"),
            _("Engineers say: {reading}").format(reading=term.engineer_reading or "…"),
        ]
        if term.agreed.strip():
            lines.append(_("We say: {reading}").format(reading=term.agreed))
        wall.show_words(term.label, "\n".join(lines))
