"""The summary for participants: what was said and agreed, in plain words, to take home."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.content.blocks import Outline, Section
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.open_questions import gaps
from stworkshop.report.editions import (
    agreement,
    closing,
    cover,
    decisions,
    people,
    risks,
    tables,
    technology,
    whole_map,
)


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return what the summary for participants says about a session."""
    facts = Facts(board, catalogue)
    found = gaps(facts)
    session = board.session
    sections = [
        Section("cover", facts.title, (cover.cover(facts, found),)),
        people.section(facts),
        technology.section(facts),
        risks.section(facts),
        agreement.section(facts),
        decisions.section(facts),
        closing.section(facts, found),
        *tables.sections(facts),
        *whole_map.sections(facts, found, closing.words_and_topics(facts)),
    ]
    return Outline(
        edition="participants",
        edition_title=_("Summary for participants"),
        title=facts.title,
        language=session.language or "en",
        draft="" if session.read_back == "yes" else _("Draft, not yet read back"),
        foot=session.source,
        sections=tuple(section for section in sections if section.blocks),
    )
