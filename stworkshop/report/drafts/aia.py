"""Working draft of answers for Canada's Algorithmic Impact Assessment: what a workshop can say, never a level."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.blocks import Block, Outline, Section, Text
from stworkshop.report.drafts import choices, shared
from stworkshop.report.drafts.kit import (
    DraftFacts,
    asked,
    cited,
    each,
    for_others,
    labels,
    of_session,
    outline,
    provider,
    with_more,
)

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
                    asked(
                        _("Why do you want to use the system?"),
                        [*shared.purpose(facts), *each(facts, facts.cards("goal"))],
                    ),
                    asked(_("What do the people served want of it?"), _wanted(facts)),
                    asked(_("Which benefits are expected?"), shared.benefits(facts)),
                    asked(_("Which trade-offs were weighed?"), choices.weighed(facts)),
                    asked(
                        _("Which other ways were considered, with or without automation?"), choices.alternatives(facts)
                    ),
                    asked(_("What happens if the system is not used?"), _without(facts)),
                ),
            ),
            Section(
                "profile",
                _("Risk profile"),
                (
                    asked(_("Which people are affected, and how directly?"), shared.affected_people(facts)),
                    asked(_("Who may be left out or overlooked?"), shared.data_left_out(facts)),
                    asked(_("Which harms of the service as it is were raised?"), _happened(facts)),
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
                    asked(_("Can its effects be put right?"), _undone(facts)),
                    asked(_("For how long is the system used, and how often?"), shared.time_and_frequency(facts)),
                    for_others(_("How long do its effects last?")),
                    asked(_("Which impacts did people name, and how bad did they rate them?"), shared.harms(facts)),
                    for_others(
                        _(
                            "Level of impact, from little to very high: on rights, on equality, dignity, privacy and"
                            " autonomy, on health, on economic interests, on the environment"
                        )
                    ),
                ),
            ),
            Section(
                "fair",
                _("Procedural fairness and privacy"),
                (
                    asked(_("How can a decision be overridden, and by whom?"), shared.oversight(facts)),
                    asked(_("How can people challenge a decision?"), shared.complaints(facts)),
                    asked(_("Is there an audit trail?"), each(facts, facts.parts("audit-log", "monitoring"))),
                    asked(
                        _("Privacy impact assessment"),
                        shared.measures(facts, "mit-dpia"),
                        others=_("An assessment that is done, with its date: to be filled in by the public body."),
                    ),
                    for_others(_("Security of the system")),
                    for_others(_("Quality of the data: tests, documentation, who is responsible"), provider()),
                ),
            ),
        ),
    )


def _consultation(facts: DraftFacts) -> Iterator[Block]:
    hint = _("The map says which group somebody belongs to, not who employs them. The public body has to check that.")
    yield asked(_("Who was consulted inside the public body?"), _by_side(facts, "planner", "implementer"), hint=hint)
    yield asked(_("Who was consulted outside?"), _by_side(facts, "public", "supplier", "oversight", ""), hint=hint)
    yield asked(_("At which point in the life of the system?"), _life_stage(facts))
    yield asked(
        _("Were the people who are affected directly consulted? If not, why?"),
        shared.consulted(facts, "present", "represented", "absent", "", among=_direct(facts)),
        others=_("Why people were not there is not on the map: to be filled in by the public body."),
    )
    seen: set[str] = set()
    for name, types in zip(_areas(), _KNOWN, strict=True):
        seen.update(types)
        yield asked(name, shared.concerns(facts, *types))
    rest = tuple(sorted({card.type for card in facts.cards("concern")} - seen))
    others = shared.concerns(facts, *rest) if rest else []
    yield asked(_("Significant concerns: other"), others)
    yield asked(
        _("How were the concerns assessed and dealt with?"),
        [*choices.agreement(facts), *choices.decisions(facts), *shared.measures(facts)],
    )
    yield asked(_("How was the feedback documented, and what happens to it?"), _documented(facts))


def _areas() -> tuple[str, ...]:
    return (
        _("Significant concerns: fairness of outputs"),
        _("Significant concerns: transparency"),
        _("Significant concerns: barriers to access"),
        _("Significant concerns: surveillance"),
        _("Significant concerns: privacy"),
        _("Significant concerns: human rights"),
        _("Significant concerns: accessibility"),
        _("Significant concerns: accuracy"),
    )


def _by_side(facts: DraftFacts, *sides: str) -> list[Text]:
    present = [
        card
        for card in facts.cards("stakeholder")
        if str(facts.value(card, "side") or "") in sides and facts.voice(card) == "present"
    ]
    return each(facts, present, lambda card: card.label)


def _direct(facts: DraftFacts) -> list[Element]:
    return [card for card in facts.cards("stakeholder") if facts.value(card, "affected") == "direct"]


def _wanted(facts: DraftFacts) -> list[Text]:
    said = []
    for wish in facts.cards("goal", "outcome"):
        people = [p for p in facts.sources("pursues", wish, "stakeholder") if facts.value(p, "side") == "public"]
        if people:
            told = _("wanted by {who}").format(who=labels(people))
            said.append(cited(facts, with_more(wish.label, told), wish, *people))
    return said


def _happened(facts: DraftFacts) -> list[Text]:
    found = [risk for risk in facts.cards("risk") if facts.value(risk, "basis") == "happened-here"]
    return each(facts, found)


def _life_stage(facts: DraftFacts) -> list[Text]:
    field = facts.catalogue.record_fields("session")["life_stage"]
    word = field.word(facts.board.session.life_stage)
    return [of_session(word)] if word else []


def _without(facts: DraftFacts) -> list[Text]:
    found = [card for card in facts.cards("outcome", "process") if facts.value(card, "situation") == "without-ai"]
    return each(facts, found)


def _undone(facts: DraftFacts) -> list[Text]:
    said = []
    for risk in shared.risks(facts):
        word = facts.word(risk, "reversible")
        if word:
            said.append(cited(facts, with_more(risk.label, word.lower()), risk))
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
            sentence = {
                "objection": _("Objection: {words}"),
                "correction": _("Correction: {words}"),
                "dissent": _("Dissent: {words}"),
            }[note.kind]
            about = [card for i in note.about if (card := facts.board.elements.get(i)) is not None]
            line = sentence.format(words=words.quoted(note.text))
            said.append(cited(facts, line, *about) if about else of_session(line))
    return said + shared.reply_route(facts)
