"""What all drafts are made of: sentences that name their cards, questions that stay blank, and the heading that warns.

A draft fills in what the map and the rounds say, and nothing else. It is orientation, never legal advice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from stworkshop.analysis import legal
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import wording
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Asked, Bullets
from stworkshop.report.content.blocks import Block, Outline, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts


class DraftFacts(Facts):
    """Facts of a session, with the look-ups that several instruments share."""

    def ai_parts(self) -> list[Element]:
        """Return the technical parts that are AI systems under the Act."""
        return [card for card in self.cards("component") if legal.is_ai(self.catalogue, card)]

    def parts(self, *types: str) -> list[Element]:
        """Return the technical parts of these types."""
        return [card for card in self.cards("component") if card.type in types]

    def measures(self, *types: str) -> list[Element]:
        """Return the measures of these types that were not rejected."""
        found = [card for card in self.cards("mitigation") if not types or card.type in types]
        return [card for card in found if self.stands(card)]

    def feeds(self, part: Element) -> bool:
        """Tell whether a part gives data to the system that the draft is about."""
        return self.group(part) == "data"

    def of_work_today(self, card: Element) -> bool:
        """Tell whether a card shows how the work is done today."""
        return bool(self.value(card, "situation") == "today")

    def serving(self, _outcome: Element) -> list[Element]:
        """Return the services that are to bring an outcome about, where that has to be said apart."""
        return []

    def affected(self) -> list[Element]:
        """Return the people and groups that the service touches: directly, indirectly, or by a harm."""
        harmed = {card.id for risk in self.cards("risk") for card in self.targets(risk, "harms", "stakeholder")}
        return [
            card
            for card in self.cards("stakeholder")
            if self.value(card, "affected") in ("direct", "indirect") or card.id in harmed
        ]

    def concerns_of(self, *types: str) -> list[Element]:
        """Return the concerns of these sorts."""
        return [card for card in self.cards("concern") if card.type in types]


def cited(facts: Facts, said: str, *cards: Element) -> Text:
    """Return a sentence that ends with the codes of the cards that it comes from."""
    codes = ", ".join(dict.fromkeys(facts.card(card).code for card in cards))
    return text(f"{ended(said)} ", Span(codes, "strong"))


def of_session(said: str) -> Text:
    """Return a sentence that was written down about the session itself."""
    return text(f"{ended(said)} ", Span(_("session"), "quiet"))


def ended(said: str) -> str:
    """Return words with a full stop where they have no end of their own."""
    return wording.ended(" ".join(said.split()))


def labels(cards: Iterable[Element]) -> str:
    """Return the words of cards as a list in a sentence."""
    return words.joined([stopless(card.label) for card in cards])


def each(facts: Facts, cards: Iterable[Element], say: Callable[[Element], str] | None = None) -> list[Text]:
    """Return a sentence for each card: its own words, or what `say` makes of it."""
    return [cited(facts, say(card) if say else described(facts, card), card) for card in cards]


def described(facts: Facts, card: Element) -> str:
    """Return the words of a card with its note, and of a technical part how far it is: an idea is not there yet."""
    stage = facts.word(card, "stage").lower() if card.kind == "component" else ""
    return _("{card} ({stage})").format(card=stopless(noted(card)), stage=stage) if stage else noted(card)


def noted(card: Element) -> str:
    """Return the words of a card with its note."""
    note = " ".join(card.note.split())
    return with_more(card.label, note) if note else card.label


def with_more(label: str, more: str) -> str:
    """Return the words of a card with what belongs to them."""
    label = label.strip()
    pattern = _("{card} {more}") if words.has_end(label) else _("{card}: {more}")
    return pattern.format(card=label, more=more)


def stopless(said: str) -> str:
    """Return words without their full stop, where more follows."""
    return said.strip().rstrip(".")


def asked(question: str, answers: Sequence[Text] = (), *, hint: str = "", others: str = "") -> Asked:
    """Return a question of the instrument: what the map answers, each once, or that it was not discussed."""
    missing = () if answers else text(Span(_("Not discussed."), "missing"))
    return Asked(question, tuple(dict.fromkeys(answers)), missing, hint, others)


def for_others(question: str, who: str = "", *, hint: str = "") -> Asked:
    """Return a question that no workshop can answer."""
    words_ = who or _("Outside a workshop: to be filled in by the public body.")
    return Asked(question, (), (), hint, words_)


def provider() -> str:
    """Return who answers what only the maker of the system knows."""
    return _("Outside a workshop: ask whoever builds or sells the system.")


def outline(
    facts: Facts, draft: str, title: str, source: str, sections: Sequence[Section], notes: Sequence[str] = ()
) -> Outline:
    """Return a draft: first what it is and is not, with notes on the instrument, then its sections."""
    session = facts.board.session
    return Outline(
        edition=f"draft-{draft}",
        edition_title=_("Working draft"),
        title=facts.title,
        language=session.language or "en",
        draft=_("Working draft, not legal advice"),
        foot=session.source,
        sections=(_about(facts, title, (source, *notes), sections), *sections),
    )


def _about(facts: Facts, title: str, notes: Sequence[str], sections: Sequence[Section]) -> Section:
    on = words.parse_day(facts.law.on)
    questions = [block for section in sections for block in section.blocks if isinstance(block, Asked)]
    filled = sum(1 for block in questions if block.answers)
    blank = sum(1 for block in questions if block.missing)
    outside = len(questions) - filled - blank
    counts = (
        ngettext("{n} question is answered from the map.", "{n} questions are answered from the map.", filled),
        ngettext("{n} was not discussed.", "{n} were not discussed.", blank),
        ngettext("{n} cannot be answered in a workshop.", "{n} cannot be answered in a workshop.", outside),
    )
    said = tuple(text(count.format(n=n)) for count, n in zip(counts, (filled, blank, outside), strict=True) if n)
    day = words.parse_day(facts.board.session.date)
    blocks: list[Block] = [
        Paragraph(text(Span(_("This is a working draft, not legal advice."), "missing")), "lead"),
        Paragraph(
            text(
                _(
                    "It repeats what a workshop put on its map, each sentence with the codes of its cards. Nothing was"
                    " added: what was not talked about stands as “Not discussed”."
                )
            )
        ),
        Bullets(said),
        *(Paragraph(text(ended(note)), "note") for note in (*notes, _checked(words.day(on) if on else ""))),
    ]
    if day is not None:
        blocks.insert(2, Paragraph(text(_("The workshop took place on {day}.").format(day=words.day(day)))))
    return Section("about", title, tuple(blocks), text(facts.title))


def _checked(day: str) -> str:
    return _("Source and law were checked on {day}.").format(day=day) if day else _("Source and law were not checked.")
