"""What was not discussed, or not settled: the questions of the map that a report prints."""

from __future__ import annotations

from stworkshop.analysis.findings import Finding, find
from stworkshop.report.content.facts import Facts
from stworkshop.rounds import verdicts


def gaps(facts: Facts) -> list[Finding]:
    """Return what must or should be talked about, and all that was talked about and left.

    A map without any card is not asked what it lacks. What was agreed is settled, also where two sides lie apart.
    """
    asked = (one for one in find(facts.board, facts.catalogue) if one.severity != "note" or one.discussed)
    found = [one for one in asked if not (one.open and _is_settled(facts, one))]
    return found if facts.board.elements else [one for one in found if one.elements]


def _is_settled(facts: Facts, gap: Finding) -> bool:
    if gap.check != "chk-sides-differ":
        return False
    opinions = [facts.opinions[record_id] for record_id in gap.elements if record_id in facts.opinions]
    return any(verdicts.state_of(opinion, facts.catalogue) in verdicts.AGREED for opinion in opinions)


def source_of(facts: Facts, gap: Finding) -> str:
    """Return the codes that a gap is about: of a statement the card it is about, of a link both, of a word none."""
    codes = []
    for record_id in gap.elements:
        if record_id in facts.board.elements:
            codes.append(facts.code(record_id))
        elif record_id in facts.board.statements:
            codes.append(facts.code(facts.board.statements[record_id].about))
        elif record_id in facts.board.links:
            link = facts.board.links[record_id]
            codes += [facts.code(link.source), facts.code(link.target)]
    return ", ".join(dict.fromkeys(code for code in codes if code))
