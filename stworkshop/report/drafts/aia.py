"""Working draft of answers for Canada's Algorithmic Impact Assessment: what a workshop can say, never a level."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.records import Element
from stworkshop.report import words
from stworkshop.report.blocks import Block, Outline, Section, Text
from stworkshop.report.drafts import shared
from stworkshop.report.drafts.kit import DraftFacts, asked, cited, each, for_others, of_session, outline, provider

_KNOWN = (
    ("discrimination", "fair-distribution"),
    ("transparency", "explainability"),
    ("digital-exclusion", "benefit"),
    ("surveillance", "purpose-creep"),
    ("privacy", "data-control", "consent"),
    ("dignity", "autonomy", "redress"),
    ("accessibility",),
    ("accuracy", "reliability", "data-quality"),
)
"""Sorts of concern that belong to the areas of the consultation page, in its order; what is left is its “other”."""


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return the draft of the answers."""
    facts = DraftFacts(board, catalogue)
    return outline(
        facts,
        "aia",
        _("Algorithmic impact assessment (Canada)"),
        _(
            "Pages after the Algorithmic Impact Assessment of the Government of Canada, version 1.0.1; a workshop feeds"
            " its page on consultation above all. No score and no level is computed here"
        ),
        (
            Section("consultation", _("Consultation"), tuple(_consultation(facts))),
            Section(
                "reasons",
                _("Reasons for automation"),
                (
                    asked(_("What moves you to use the system?"), each(facts, facts.cards("goal"))),
                    asked(_("Which needs of the people served does it meet?"), shared.purpose(facts)),
                    asked(_("Which benefits are expected?"), shared.benefits(facts)),
                    asked(_("Which trade-offs were weighed?"), shared.weighed(facts)),
                    asked(_("Which ways without automation were considered?"), shared.alternatives(facts)),
                    asked(_("What happens if the system is not used?"), _without(facts)),
                ),
            ),
            Section(
                "profile",
                _("Risk profile"),
                (
                    asked(_("Which people are hit hardest?"), shared.affected_people(facts)),
                    asked(_("Whom do the data leave out?"), shared.data_left_out(facts)),
                    asked(
                        _("Which barriers are there for people with disabilities?"),
                        shared.concerns(facts, "accessibility"),
                    ),
                    for_others(_("Is the subject under public scrutiny or in court?")),
                ),
            ),
            Section(
                "impact",
                _("Decision and impact"),
                (
                    asked(_("Which decision does the system take part in?"), shared.processes(facts)),
                    asked(_("Can its effects be undone?"), _undone(facts)),
                    asked(
                        _("For how long do they last, and how often do they occur?"), shared.time_and_frequency(facts)
                    ),
                    asked(_("Which impacts did people name, and how bad did they rate them?"), shared.harms(facts)),
                ),
            ),
            Section(
                "fair",
                _("Procedural fairness and privacy"),
                (
                    asked(_("How can a decision be overridden, and by whom?"), shared.oversight(facts)),
                    asked(_("How can people challenge a decision?"), shared.complaints(facts)),
                    asked(_("Is there an audit trail?"), each(facts, facts.parts("audit-log", "monitoring"))),
                    for_others(_("Privacy impact assessment and security of the system")),
                    for_others(_("Quality of the data: tests, documentation, who is responsible"), provider()),
                ),
            ),
        ),
    )


def _consultation(facts: DraftFacts) -> Iterator[Block]:
    yield asked(_("Who was consulted inside the public body?"), _by_side(facts, "planner", "implementer"))
    yield asked(_("Who was consulted outside?"), _by_side(facts, "public", "supplier", "oversight"))
    yield asked(_("At which point in the life of the system?"), _life_stage(facts))
    yield asked(
        _("Were the people who are hit hardest consulted? If not, why?"),
        [
            *shared.consulted(facts, "represented", "absent"),
            *each(facts, _in_room(facts), lambda card: _("{who} took part").format(who=card.label)),
        ],
    )
    seen: set[str] = set()
    for name, types in zip(_areas(), _KNOWN, strict=True):
        seen.update(types)
        yield asked(_("Significant concerns: {area}").format(area=name), shared.concerns(facts, *types))
    rest = tuple(sorted({card.type for card in facts.cards("concern")} - seen))
    others = shared.concerns(facts, *rest) if rest else []
    yield asked(_("Significant concerns: {area}").format(area=_("other")), others)
    yield asked(
        _("How were the concerns assessed and dealt with?"),
        [*shared.agreement(facts), *shared.decisions(facts), *shared.measures(facts)],
    )
    yield asked(_("How was the feedback documented, and what becomes of it?"), _documented(facts))


def _areas() -> tuple[str, ...]:
    return (
        _("fairness of outputs"),
        _("transparency"),
        _("barriers to access"),
        _("surveillance"),
        _("privacy"),
        _("human rights"),
        _("accessibility"),
        _("accuracy"),
    )


def _by_side(facts: DraftFacts, *sides: str) -> list[Text]:
    present = [
        card
        for card in facts.cards("stakeholder")
        if facts.value(card, "side") in sides and str(facts.value(card, "voice") or "present") == "present"
    ]
    return each(facts, present, lambda card: card.label)


def _in_room(facts: DraftFacts) -> list[Element]:
    return [
        card
        for card in facts.cards("stakeholder")
        if facts.value(card, "affected") == "direct" and str(facts.value(card, "voice") or "present") == "present"
    ]


def _life_stage(facts: DraftFacts) -> list[Text]:
    field = facts.catalogue.record_fields("session")["life_stage"]
    word = field.word(facts.board.session.life_stage)
    return [of_session(word)] if word else []


def _without(facts: DraftFacts) -> list[Text]:
    found = [card for card in facts.cards("outcome", "process") if facts.value(card, "situation") == "without-ai"]
    return each(facts, found)


def _undone(facts: DraftFacts) -> list[Text]:
    said = []
    for risk in facts.cards("risk"):
        word = facts.word(risk, "reversible")
        if word:
            said.append(cited(facts, f"{risk.label}: {word.lower()}", risk))
    return said


def _documented(facts: DraftFacts) -> list[Text]:
    session = facts.board.session
    said = []
    if session.read_back == "yes":
        at = session.read_back_at
        said.append(
            of_session(
                _("The summary was read back to the room at {time}").format(time=at)
                if at
                else _("The summary was read back to the room")
            )
        )
    for note in facts.board.notes.values():
        if note.kind in ("objection", "correction", "dissent"):
            kind = {"objection": _("Objection"), "correction": _("Correction"), "dissent": _("Dissent")}[note.kind]
            about = [card for i in note.about if (card := facts.board.elements.get(i)) is not None]
            line = f"{kind}: {words.quoted(note.text)}"
            said.append(cited(facts, line, *about) if about else of_session(line))
    return said + shared.reply_route(facts)
