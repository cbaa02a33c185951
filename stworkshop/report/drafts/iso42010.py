"""Working draft of an architecture description after ISO/IEC/IEEE 42010: the map, in the words of the standard."""

from __future__ import annotations

from collections.abc import Sequence

from stworkshop.analysis import viewpoints
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import plural_in_sentence
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Table, TableColumn
from stworkshop.report.content.blocks import WIDE, Block, Outline, Paragraph, Section, Span, Text, coded, text
from stworkshop.report.drafts import choices
from stworkshop.report.drafts.kit import (
    DraftFacts,
    asked,
    cited,
    each,
    labels,
    of_session,
    outline,
    stopless,
    with_more,
)

_CORRESPONDS = "corresponds-to"


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return the architecture description."""
    facts = DraftFacts(board, catalogue)
    return outline(
        facts,
        "iso42010",
        _("Architecture description"),
        _("Terms after ISO/IEC/IEEE 42010:2022; a draft of a description, no claim that it conforms"),
        (
            Section(
                "entity",
                _("Entity of interest and environment"),
                (
                    asked(_("Entity of interest"), _entity(facts), hint=_meaning(facts, "iso-entity-of-interest")),
                    asked(
                        _("Environment"),
                        each(facts, facts.cards("context", "policy")),
                        hint=_meaning(facts, "iso-environment"),
                    ),
                ),
            ),
            Section("stakeholders", _("Stakeholders and their concerns"), tuple(_stakeholders(facts))),
            Section("aspects", _("Perspectives and aspects"), (_perspectives(facts), _aspects(facts))),
            Section("views", _("Viewpoints and views"), tuple(_views(facts))),
            Section("correspondences", _("Correspondences"), (_correspondences(facts), _relations(facts))),
            Section(
                "decisions",
                _("Decisions and rationale"),
                (
                    asked(
                        _("Architecture decisions with their rationale"),
                        choices.decisions(facts),
                        hint=_meaning(facts, "iso-rationale"),
                    ),
                    asked(_("Alternatives that were not taken"), choices.alternatives(facts, decided=True)),
                    asked(_("Where aims pull against each other"), choices.weighed(facts)),
                    asked(_("What is not decided yet"), choices.undecided(facts)),
                ),
            ),
        ),
    )


def _meaning(facts: DraftFacts, term: str) -> str:
    entry = facts.catalogue.entry("iso_42010_mapping", term)
    return str(entry["description"]) if entry else ""


def _entity(facts: DraftFacts) -> list[Text]:
    session = facts.board.session
    said = [
        of_session(one) for one in (session.entity_of_interest, session.description, session.setting) if one.strip()
    ]
    return said + each(facts, facts.cards("public-service"))


def _stakeholders(facts: DraftFacts) -> list[Block]:
    columns = (TableColumn(_("Stakeholder"), 4.6), TableColumn(_("Perspective"), 2.6), TableColumn(_("Concerns"), 7.8))
    rows = []
    for person in facts.cards("stakeholder"):
        side = facts.catalogue.sides.get(str(facts.value(person, "side")), "")
        held = facts.targets(person, "has-concern", "concern")
        concerns: Text = text(Span(_("No concern of theirs was noted."), "missing"))
        if held:
            concerns = _coded_list(facts, held)
        rows.append((coded(facts.card(person)), text(side or _("not said")), concerns))
    nobody = [c for c in facts.cards("concern") if not facts.has_source("has-concern", c, "stakeholder")]
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(columns, tuple(rows), _("Who is concerned with what"), dense=True))
    else:
        blocks.append(asked(_("Who is concerned with what?")))
    blocks.append(
        asked(
            _("Aims, rights and risks besides the concerns"),
            each(facts, facts.cards("goal", "right", "risk"), lambda c: c.label),
        )
    )
    if nobody:
        blocks.append(asked(_("Concerns linked to nobody on the map"), [cited(facts, labels(nobody), *nobody)]))
    return blocks


def _coded_list(facts: DraftFacts, cards: Sequence[Element]) -> Text:
    spans: list[Span] = []
    for number, card in enumerate(cards):
        code = Span(facts.card(card).code + WIDE, "strong")
        spans += [*([Span("; ")] if number else []), code, Span(stopless(card.label))]
    return text(*spans)


def _perspectives(facts: DraftFacts) -> Block:
    said = []
    for side, label in facts.catalogue.sides.items():
        people = [c for c in facts.cards("stakeholder") if facts.value(c, "side") == side]
        if people:
            said.append(cited(facts, with_more(str(label), labels(people)), *people))
    return asked(_("Stakeholder perspectives"), said, hint=_meaning(facts, "iso-stakeholder-perspective"))


def _aspects(facts: DraftFacts) -> Block:
    columns = (TableColumn(_("Aspect"), 5), TableColumn(_("Cards"), 1.2, "right"), TableColumn(_("Which"), 8))
    rows = []
    for concept, entry in facts.catalogue.concepts.items():
        cards = [c for c in facts.cards() if concept in c.concepts]
        codes = words.code_range([facts.card(c).code for c in cards])
        shown = text(codes) if cards else text(Span(_("Not discussed."), "missing"))
        rows.append((text(str(entry["label"])), text(str(len(cards))), shown))
    return Table(columns, tuple(rows), _("Aspects: the six topics"), text(_meaning(facts, "iso-aspect")), dense=True)


def _views(facts: DraftFacts) -> list[Block]:
    columns = (
        TableColumn(_("Viewpoint"), 4),
        TableColumn(_("What it frames"), 6),
        TableColumn(_("Kinds of cards"), 5),
        TableColumn(_("Cards in its view"), 2, "right"),
    )
    rows = []
    for view in viewpoints.views(facts.board, facts.catalogue):
        if view.own:
            continue
        picture = viewpoints.picture(facts.board, facts.catalogue, view)
        shown = [i for i in picture.shown if i in facts.board.elements]
        kinds = dict.fromkeys(facts.board.elements[i].kind for i in shown)
        names = words.joined([plural_in_sentence(facts.catalogue, kind) for kind in kinds])
        entry = facts.catalogue.viewpoints[view.id]
        rows.append(
            (text(view.label), text(str(entry["description"])), text(names or _("none yet")), text(str(len(shown))))
        )
    views = [view for view in facts.board.views.values() if view.layout != viewpoints.ARRANGEMENT]
    saved = [of_session(view.label) for view in views if view.label]
    legend = _(
        "Model kind: the kinds of cards and the links that are allowed between them. Legend: outline and letter of each"
        " kind, as printed on the map."
    )
    return [
        Table(columns, tuple(rows), _("Viewpoints, and the views they govern"), text(legend), dense=True),
        *([asked(_("Views that people saved"), saved)] if saved else []),
    ]


def _correspondences(facts: DraftFacts) -> Block:
    said = []
    for link in facts.board.links.values():
        ends = facts.board.elements.get(link.source), facts.board.elements.get(link.target)
        if link.relation == _CORRESPONDS and ends[0] is not None and ends[1] is not None:
            words_ = _("{first} is the same as or matches {second}")
            said.append(
                cited(
                    facts,
                    words_.format(first=words.quoted(ends[0].label), second=words.quoted(ends[1].label)),
                    ends[0],
                    ends[1],
                )
            )
    for term in facts.board.terms.values():
        agreed = term.agreed.strip()
        line = _("{word}: planners meant {planner}; engineers meant {engineer}; agreed: {agreed}").format(
            word=words.quoted(term.label),
            planner=words.quoted(term.planner_reading) if term.planner_reading else _("nothing written"),
            engineer=words.quoted(term.engineer_reading) if term.engineer_reading else _("nothing written"),
            agreed=words.quoted(agreed) if agreed else _("no meaning yet"),
        )
        said.append(of_session(line))
    return asked(_("What two sides call differently"), said, hint=_meaning(facts, "iso-correspondence"))


def _relations(facts: DraftFacts) -> Block:
    counts: dict[str, int] = {}
    for link in facts.board.links.values():
        counts[link.relation] = counts.get(link.relation, 0) + 1
    columns = (TableColumn(_("Relation"), 4), TableColumn(_("What it says"), 9), TableColumn(_("Links"), 1.2, "right"))
    relations = facts.catalogue.relations
    rows = tuple(
        (text(relations[r].label if r in relations else r), text(_relation_meaning(facts, r)), text(str(n)))
        for r, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    if not rows:
        return Paragraph(text(Span(_("No link is on the map."), "missing")))
    return Table(columns, rows, _("Relations between the parts"), dense=True)


def _relation_meaning(facts: DraftFacts, relation: str) -> str:
    entry = facts.catalogue.entry("relation_kinds", relation)
    return str(entry["description"]) if entry else ""
