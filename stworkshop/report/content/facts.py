"""Facts: the questions that a report asks of a board, answered once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from stworkshop.analysis import legal, legal_words
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element, Link, Note, Round
from stworkshop.report import words
from stworkshop.report.content.blocks import Card
from stworkshop.rounds.agreement import figures


class Facts(MapFacts):
    """A board and the catalogue, with the look-ups that the editions share."""

    @property
    def title(self) -> str:
        """The title of the session; one without words gets its day."""
        session = self.board.session
        if session.label.strip():
            return session.label
        day = words.parse_day(session.date)
        return _("Workshop on {day}").format(day=words.day(day)) if day else _("Workshop without a title")

    # --- cards

    def variant(self, element: Element) -> str:
        """Return the key of the card's shape and colour."""
        return self.catalogue.variant(element.kind, element.type)

    def card(self, element: Element) -> Card:
        """Return the card as a report names it."""
        return Card(
            id=element.id,
            code=element.code or self.catalogue.kind(element.kind).code,
            kind=element.kind,
            variant=self.variant(element),
            label=element.label,
            voice=self.voice(element) if element.kind == "stakeholder" else "present",
        )

    def code(self, element_id: str) -> str:
        """Return the code of a card, or nothing where it is none."""
        element = self.board.elements.get(element_id)
        return self.card(element).code if element else ""

    def codes(self, elements: Iterable[Element]) -> str:
        """Return the codes of cards, with commas."""
        return ", ".join(self.card(element).code for element in elements)

    def word(self, element: Element, name: str) -> str:
        """Return an attribute of a card in the catalogue's words."""
        attribute = self.catalogue.kind(element.kind).attributes.get(name)
        return attribute.word(self.value(element, name)) if attribute else ""

    # --- links

    def against(self, risk: Element) -> list[Element]:
        """Return the measures against a risk that were not rejected."""
        return [measure for measure in self.sources("mitigates", risk, "mitigation") if self.stands(measure)]

    def bare(self, risk: Element) -> str:
        """Return why no measure stands against a risk, in a sentence: none was named, or all were turned down."""
        if self.against(risk):
            return ""
        named = self.sources("mitigates", risk, "mitigation")
        if not named:
            return _("No measure was named.")
        return ngettext("The only measure was turned down.", "All measures were turned down.", len(named))

    def is_answered(self, question: Element) -> bool:
        """Tell whether a question is answered, so that it is not open any more."""
        return bool(self.value(question, "status") == "answered")

    def apart(self) -> list[Link]:
        """Return the links whose two ends pull apart."""
        return [link for link in self.board.links.values() if link.relation == "conflicts-with"]

    # --- law

    @cached_property
    def law(self) -> legal.Checked:
        """The state of the law that is printed."""
        return legal.checked(self.board, self.catalogue)

    def legal_days(self, days: Sequence[legal.Since]) -> str:
        """Return from when something counts, in words."""
        return legal_words.when(days, partial(words.day, short=True), self.law.on)

    def rule_state(self, policy: Element) -> str:
        """Return whether a law or rule counts, and from when."""
        return legal_words.rule(self.catalogue, policy, partial(words.day, short=True), self.law.on)

    # --- notes and rounds

    def notes_about(self, record_id: str, *kinds: str) -> list[Note]:
        """Return the notes of these kinds about a record."""
        return [n for n in self.board.notes.values() if record_id in n.about and (not kinds or n.kind in kinds)]

    @cached_property
    def figures(self) -> Mapping[str, Any]:
        """The figures of all closed rounds that everybody may see."""
        return figures(self.board)

    @cached_property
    def opinions(self) -> Mapping[str, Mapping[str, Any]]:
        """The figures of each rated statement, by its id."""
        return {entry["id"]: entry for entry in self.figures["agreement"]["statements"]}

    def is_anonymous(self, round_: Round | None) -> bool:
        """Tell whether a round keeps no names."""
        return round_ is None or round_.anonymous != "no" or self.board.session.attribution == "anonymous"

    def statement_number(self, statement_id: str) -> int:
        """Return the number of a statement, counted from 1 in the order of making."""
        return list(self.board.statements).index(statement_id) + 1
