"""The summary for engineers: what to build, respect, test and ask, with all figures that may be seen."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.content.blocks import Outline, Section
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import (
    engineer_checks,
    engineer_concerns,
    engineer_figures,
    engineer_parts,
    engineer_rules,
    tables,
)  # fmt: skip
from stworkshop.report.editions.data_flow import flow


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return what the summary for engineers says about a session."""
    facts = Facts(board, catalogue)
    session = board.session
    sections = (
        Section(
            "scope",
            _("Scope, parts and data flow"),
            (flow(facts), *engineer_parts.parts(facts), *engineer_parts.context(facts), *engineer_parts.views(facts)),
            lead=engineer_parts.scope(facts),
        ),
        Section(
            "concerns",
            _("Concerns, rules and risks"),
            (*engineer_concerns.traced(facts), *engineer_rules.requirements(facts), *engineer_concerns.tested(facts)),
        ),
        Section(
            "decisions",
            _("Words, decisions and figures"),
            (
                *engineer_checks.terms(facts),
                *engineer_checks.decided(facts),
                *engineer_figures.blocks(facts),
            ),
        ),
        Section(
            "open",
            _("Open questions and check findings"),
            (*engineer_checks.questions(facts), *engineer_checks.assumptions(facts), *engineer_checks.found(facts)),
        ),
        *tables.sections(facts, dense=True),
    )
    return Outline(
        edition="engineers",
        edition_title=_("Summary for engineers"),
        title=facts.title,
        language=session.language or "en",
        draft="" if session.read_back == "yes" else _("Draft, not yet read back"),
        foot=session.source,
        sections=sections,
    )
