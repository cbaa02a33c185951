"""Decisions, tasks and open questions: what was decided and whether it was agreed, who does what, who finds out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Statement, new_id
from stworkshop.rounds import answers_in_words, opinions, verdicts
from stworkshop.rounds.opinions import Opinions
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, row, set_property, tag
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.state_list import StateList, StateRow
from ui.kit.widgets.words import WrappedLabel
from ui.kit.words_dialog import AskWords
from ui.records.panel_parts import scrolled
from ui.session.words import card_title, long_date
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

KINDS = ("decision", "action", "open-question")
# Red and amber are for questions; a verdict is none.
_TONES = {
    "agreed": "brand", "mixed": "strong", "split": "strong", "disagreed": "strong", "against": "strong",
    "most": "strong", "differing": "strong",
    "few": "strong", "not-asked": "strong", "contested": "strong", "deferred": "faint", "open": "faint",
    "not-said": "warn",
}  # fmt: skip
_ROOTS = {"elements", "links", "statements", "results", "rounds", "session", "notes"}


class DecisionsPage(ViewPage):
    """The list, the verdict of the chosen decision with what the room said, and the card with all its fields."""

    least_high = 380

    def __init__(self, page: Workspace, details: QWidget, details_for_room: Callable[[bool], object]) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, _("Decisions"))
        self._page = page
        self.list = StateList(_("Decisions, tasks and questions"))
        self._mandate = WrappedLabel("", "title")
        self._again = WrappedLabel("", "small", "muted")
        self._title = WrappedLabel("", "display")
        self._code = label("", "small", "muted")
        self._verdict = tag("")
        self._said = QWidget()
        self._details, self._details_for_room = details, details_for_room
        layout = row(self)
        middle = self._middle()
        layout.addWidget(self._left())
        layout.addWidget(middle, 1)
        layout.addWidget(self._details)
        self.columns = Beside(layout, 600, (self._list_part, 340), (middle, 400))
        self.setFocusProxy(self.list)
        self.keep_up(self._refresh, _ROOTS)
        self.list.chosen.connect(self._choose)

    def _left(self) -> QFrame:
        left = frame("panel-left")
        self._list_part = left
        layout = column(left, 10, (16, 16, 16, 12))
        layout.addWidget(WrappedLabel(_("What we decide"), "heading"))
        layout.addWidget(self._mandate)
        layout.addWidget(self._again)
        adds = Flow(gap=6)
        self._adds = []
        for kind, words in (("decision", _("Decision")), ("action", _("Task")), ("open-question", _("Question"))):
            name = _("Add: {kind}").format(kind=words)
            made = button(words, partial(self.add, kind), "plus", "", "small", name=name)
            adds.addWidget(made)
            self._adds.append((kind, made))
        layout.addLayout(adds)
        layout.addWidget(self.list, 1)
        return left

    def _middle(self) -> QWidget:
        middle = QWidget()
        layout = column(middle, 12, (28, 22, 28, 20))
        words = _("Write down each decision with its reason, who decides, and the review date.")
        self._empty = EmptyState("kinds/decision", _("Nothing is decided yet."), words)
        layout.addWidget(self._empty, 1)
        self._one = QWidget()
        one = column(self._one, 10)
        head = row(spacing=10)
        head.addWidget(self._code)
        head.addWidget(self._verdict)
        head.addStretch(1)
        one.addLayout(head)
        one.addWidget(self._title)
        self._lines = column(self._said, 8)
        one.addWidget(self._said)
        does = Flow(gap=8)
        self._ask = button(_("Ask the room"), self.ask_room, "ballot")
        self._task = button(_("Add a task"), lambda: self.add("action"), "plus")
        self._map = button(_("Show on the map"), lambda: self.wants_map.emit((self.list.current,)), "map", "quiet")
        for made in (self._ask, self._task, self._map):
            does.addWidget(made)
        one.addLayout(does)
        layout.addWidget(self._one)
        layout.addStretch(1)
        area = scrolled(middle)
        middle.setProperty("part", "plain")
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return area

    # --- what is shown

    def shown(self) -> None:
        """Bring everything up to date, and let the chosen card be the selection of all views."""
        self.catch_up()
        self._choose(self.list.current)

    def set_room(self, room: bool) -> None:
        """Hide what is not for the room."""
        self._details_for_room(room)

    def resizeEvent(self, event: object) -> None:
        look, width = theme(), self.width()
        self._details.setVisible(width >= look.scaled(1130))
        wide = min(look.scaled(400), max(look.scaled(280), round(width * 0.36)))
        self.give_width(self._list_part, wide)

    def _refresh(self) -> None:
        session = self._bridge.board.session
        self._mandate.setText(answers_in_words.mandate(session.mandate))
        set_property(self._mandate, "tone", "" if session.mandate else "warn")
        day = long_date(session.review_on) if session.review_on else ""
        self._again.setText(
            _("Everything will be reviewed on {day}.").format(day=day) if day else _("No review date is set yet.")
        )
        self.list.show_rows(self._rows())
        for kind, made in self._adds:
            refused = self._bridge.refusal("add")
            made.setEnabled(not self._bridge.read_only and not refused)
            set_tip(made, refused or self._bridge.catalogue.kind(kind).description)
        self._show()

    def _rows(self) -> Iterator[StateRow]:
        asked = Opinions(self._bridge.board, self._bridge.catalogue)
        titles = {"decision": _("Decisions"), "action": _("Tasks"), "open-question": _("Open questions")}
        for kind in KINDS:
            cards = [e for e in self._bridge.board.elements.values() if e.kind == kind]
            if cards:
                yield StateRow("", titles[kind])
            for card in cards:
                yield self._row(asked, card)

    def _row(self, asked: Opinions, card: Element) -> StateRow:
        if card.kind == "decision":
            verdict = verdicts.verdict_of(asked, card)
            by = str(card.attributes.get("decided_by") or "").strip()
            below = _("Who decides: {who}").format(who=by) if by else _("It is not yet clear who decides.")
            state = verdicts.verdict_words(verdict).rstrip(".")
            return StateRow(card.id, card_title(card), state, _TONES[verdict], below)
        who = [self._bridge.board.elements[link.source].label for link in self._owners(card)]
        below = ", ".join(who) if who else _("Nobody yet")
        done = card.attributes.get("status") in ("done", "answered")
        day = str(card.attributes.get("due" if card.kind == "action" else "needed_by") or "")
        if done:
            state = _("done") if card.kind == "action" else _("answered")
            return StateRow(card.id, card_title(card), state, "success", below)
        state = _short(day) if day else _("no date")
        return StateRow(card.id, card_title(card), state, "faint" if day and who else "warn", below)

    def _owners(self, card: Element) -> list[Any]:
        return [link for link in self._bridge.board.links_to(card.id) if link.relation == "owns"]

    def _choose(self, card_id: str) -> None:
        if card_id and self.isVisible():
            self._bridge.select((card_id,))
        self._show()

    def _show(self) -> None:
        card = self._bridge.board.elements.get(self.list.current)
        self._one.setVisible(card is not None)
        self._empty.setVisible(card is None)
        if card is None:
            return
        asked = Opinions(self._bridge.board, self._bridge.catalogue)
        found = self._row(asked, card)
        self._title.setText(card.label)
        self._code.setText(card.code)
        self._verdict.setText(found.state)
        toned = found.tone in ("success", "warn", "danger")
        set_property(self._verdict, "part", f"tag-{found.tone}" if toned else "tag")
        clear(self._lines)
        for strong, words in self._sentences(asked, card):
            line = row(spacing=8)
            holder = QWidget()
            holder.setLayout(line)
            if strong:
                line.addWidget(label(strong, "body", strong=True))
            line.addWidget(WrappedLabel(words, "body"), 1)
            self._lines.addWidget(holder)
        decides = card.kind == "decision" and not self._bridge.read_only
        self._ask.setVisible(decides)
        self._task.setVisible(decides and not self._bridge.refusal("add"))

    def _sentences(self, asked: Opinions, card: Element) -> Iterator[tuple[str, str]]:
        """Yield what there is to say about a card: (a word in bold, the sentence)."""
        if card.kind != "decision":
            leads = [self._bridge.board.elements[link.source] for link in self._bridge.board.links_to(card.id)]
            sources = [card_title(one) for one in leads if one.kind == "decision"]
            if sources:
                yield _("From:"), ", ".join(sources)
            if card.note.strip():
                yield "", card.note
            return
        statements = opinions.rated_about(asked, card.id)
        for statement in statements:
            yield "", self._opinion(asked.opinions[statement.id], statement)
        if not statements:
            yield "", _("This was not put to a vote.")
        fields = (("rationale", _("Why:")), ("alternatives", _("Instead of:")), ("decided_by", _("Who decides:")))
        for name, word in fields:
            words = str(card.attributes.get(name) or "").strip()
            yield word, words or _("not written down")
        again = str(card.attributes.get("look_again") or "")
        yield _("Review date:"), long_date(again) if again else _("same as the workshop’s")
        for note in self._bridge.board.notes.values():
            if card.id in note.about and note.kind in ("objection", "dissent"):
                yield _("Objection:") if note.kind == "objection" else _("Dissent:"), f"“{note.text}”"

    def _opinion(self, opinion: Mapping[str, Any], statement: Statement) -> str:
        counts = opinions.counts_of(opinion)
        if not counts:
            return _("Too few answered to show a result.")
        parts = [answers_in_words.said(opinions.turned_if(statement.stance, counts))]
        public = opinions.side_counts(opinion).get("public")
        if public:
            turned = opinions.turned_if(statement.stance, public)
            parts.append(_("Residents: {answers}.").format(answers=answers_in_words.side_said(turned)))
        if statement.stance == "opposes":
            parts.append(_("The ballot asked the opposite; the answers are reversed here."))
        return " ".join(parts)

    # --- what is done

    def add(self, kind: str) -> None:
        """Ask for the words of a decision, a task or a question; a task follows the decision that is chosen."""
        questions = {
            "decision": (_("What is decided?"), _("One sentence; the reason comes next, at the right.")),
            "action": (_("What is to be done?"), _("Who does it and by when comes next, at the right.")),
            "open-question": (_("What is still open?"), _("Who finds out comes next, at the right.")),
        }
        chosen = self._bridge.board.elements.get(self.list.current)
        words = AskWords.ask(self, *questions[kind], _("Add"))
        if not words:
            return
        card = new_id("e-")
        steps: list[tuple[str, dict[str, Any]]] = [("add_element", {"id": card, "kind": kind, "label": words})]
        if kind == "action" and chosen is not None and chosen.kind == "decision":
            steps.append(("add_link", {"relation": "leads-to", "source": chosen.id, "target": card}))
        titles = {"decision": _("Add a decision"), "action": _("Add a task"), "open-question": _("Add a question")}
        if self._bridge.run_together(titles[kind], steps):
            self.list.choose(card)

    def ask_room(self) -> None:
        """Open a round about the statements on this decision; where there is none, one is written from its words."""
        card = self._bridge.board.elements.get(self.list.current)
        if card is None:
            return
        about = [s.id for s in self._bridge.board.statements.values() if s.about == card.id]
        draft = None if about else {"label": card.label, "about": card.id, "stance": "supports"}
        self._page.ask_room(kind="rating", items=about, draft=draft)


def _short(day: str) -> str:
    """Return a day in few letters, as the language writes it."""
    found = QDate.fromString(day[:10], "yyyy-MM-dd")
    return QLocale().toString(found, "d MMM yyyy") if found.isValid() else day
