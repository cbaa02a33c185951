"""Working draft of a record for the UK Algorithmic Transparency Recording Standard, by the names of its sections."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from stworkshop.report.content.basic_blocks import Heading
from stworkshop.report.content.blocks import Block, Outline, Section, Text
from stworkshop.report.drafts import choices, shared
from stworkshop.report.drafts.kit import (
    DraftFacts,
    asked,
    cited,
    each,
    for_others,
    labels,
    noted,
    outline,
    provider,
    stopless,
    with_more,
)
from stworkshop.report.drafts.tools import ToolFacts, tools


def build(board: Board, catalogue: Catalogue, part: str = "") -> Outline:
    """Return the draft of a record for each tool, or for the part of this code or id; raises KnownError for none."""
    facts = DraftFacts(board, catalogue)
    found = [ToolFacts(board, catalogue, tool) for tool in tools(board, catalogue, part)]
    records = [
        Section(f"record-{one.tool.id}", f"{facts.code(one.tool.id)}\u00a0 {one.tool.label}", tuple(_record(one)))
        for one in found
    ] or [Section("record", _("The tool"), tuple(_record(facts)))]
    return outline(
        facts,
        "atrs",
        _("Algorithmic transparency record"),
        _(
            "Section names after the UK Algorithmic Transparency Recording Standard, template 3.0; their numbers moved"
            " between versions, so go by the names"
        ),
        records,
        [_("Each tool has a record of its own, with what the map links with it")],
    )


def _record(facts: DraftFacts) -> Iterator[Block]:
    """Yield the record of one tool, each of its parts under its heading."""
    for title, questions in _parts(facts):
        yield Heading(title)
        yield from questions


def _parts(facts: DraftFacts) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    return (
        (
            _("Tier 1: summary for everyone"),
            (
                asked(_("Name"), each(facts, facts.ai_parts(), lambda part: part.label)),
                asked(_("Plain description: how it is used"), [*shared.purpose(facts), *shared.processes(facts)]),
                asked(_("What problem it is to solve, and why"), [*_aims(facts), *shared.benefits(facts)]),
                for_others(_("Website")),
                asked(_("Contact"), shared.reply_route(facts)),
            ),
        ),
        (
            _("Tier 2: owner and responsibility"),
            (
                for_others(_("Organisation and team")),
                for_others(_("Senior responsible owner")),
                asked(_("Who is responsible for the AI parts, as the map has it"), shared.owners(facts)),
                asked(_("Supplier and its role"), shared.suppliers(facts)),
                for_others(_("Supplier’s company number, procurement route, terms of access to data")),
            ),
        ),
        (
            _("Tier 2: description and rationale"),
            (
                asked(_("Detailed description"), [*each(facts, facts.cards("component")), *_needs(facts)]),
                asked(_("Scope"), [*each(facts, facts.cards("public-service")), *shared.step_details(facts)]),
                asked(_("Benefits"), shared.benefits(facts)),
                asked(_("Previous process"), each(facts, _of_today(facts))),
                asked(_("Alternatives considered"), choices.alternatives(facts)),
            ),
        ),
        (
            _("Tier 2: decision-making process"),
            (
                asked(_("How it is part of the process"), shared.processes(facts)),
                asked(_("What people who decide are told"), _told(facts)),
                asked(_("Frequency and scale"), shared.time_and_frequency(facts)),
                asked(_("Human decisions and review"), shared.oversight(facts)),
                asked(_("Training"), [*shared.measures(facts, "mit-training"), *shared.missing_abilities(facts)]),
                asked(_("Appeals and review"), shared.complaints(facts)),
            ),
        ),
        (
            _("Tier 2: technical specification and data"),
            (
                for_others(_("Architecture, type of model, maintenance"), provider()),
                asked(_("Phase"), each(facts, facts.ai_parts(), lambda part: _phase(facts, part))),
                for_others(_("Performance: how good it is, and for whom"), provider()),
                asked(
                    _("Data sources"),
                    [*shared.data_sources(facts), *shared.data_left_out(facts), *_data_from(facts)],
                ),
            ),
        ),
        (
            _("Tier 2: risks, mitigations and impact assessments"),
            (
                asked(
                    _("Impact assessments"),
                    shared.measures(facts, "mit-fria", "mit-dpia"),
                    others=_("Assessments done, with their date and a link: to be filled in by the public body."),
                ),
                asked(_("Risks"), [*shared.harms(facts), *_harms_elsewhere(facts)]),
                asked(_("Mitigations"), [*shared.measures(facts), *shared.bare_risks(facts)]),
            ),
        ),
    )


def _aims(facts: DraftFacts) -> list[Text]:
    return each(facts, facts.cards("goal"))


def _of_today(facts: DraftFacts) -> list[Element]:
    return [card for card in facts.cards("process", "component") if facts.of_work_today(card)]


def _told(facts: DraftFacts) -> list[Text]:
    """Return what gives information to people who then decide."""
    said = []
    for part in facts.cards("component"):
        where = facts.targets(part, "informs")
        if where:
            sentence = _("{part}; informs: {where}")
            said.append(cited(facts, sentence.format(part=stopless(noted(part)), where=labels(where)), part, *where))
    return said + each(facts, facts.parts("explanation"))


def _data_from(facts: DraftFacts) -> list[Text]:
    others = facts.data_from() if isinstance(facts, ToolFacts) else []
    said = _("Gets data from {tool}, which has a record of its own")
    return each(facts, others, lambda tool: said.format(tool=stopless(tool.label)))


def _needs(facts: DraftFacts) -> list[Text]:
    others = facts.needs() if isinstance(facts, ToolFacts) else []
    said = _("Needs {tool}, which has a record of its own")
    return each(facts, others, lambda tool: said.format(tool=stopless(tool.label)))


def _harms_elsewhere(facts: DraftFacts) -> list[Text]:
    """Return which tools that this one leans on could cause harm, so that their records are read, too."""
    if not isinstance(facts, ToolFacts):
        return []
    others = {tool.id: tool for tool in (*facts.data_from(), *facts.needs()) if facts.leads_to_harm(tool)}
    said = _("{tool} could cause harm, too: see its own record")
    return each(facts, others.values(), lambda tool: said.format(tool=stopless(tool.label)))


def _phase(facts: DraftFacts, part: Element) -> str:
    return with_more(part.label, facts.word(part, "stage").lower() or _("nobody has said how far along it is"))
