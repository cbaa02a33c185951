"""Words explained, and what was not discussed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.analysis.findings import Finding
from stworkshop.analysis.since_read import changed_since
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import curly
from stworkshop.model.records import Note, Term
from stworkshop.report import words
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.open_questions import source_of
from stworkshop.report.content.result_blocks import Coverage, GapGroup, GapRow, Gaps, TermRow, Terms


def section(facts: Facts, gaps: Sequence[Finding]) -> Section:
    """Return the last section."""
    blocks = [_gaps(facts, gaps), *_said_to_it(facts), *_since_read(facts)]
    return Section("words", _("Not discussed, or not settled"), tuple(blocks))


def words_and_topics(facts: Facts) -> tuple[Block, ...]:
    """Return what stands with the key of the map: the words that were explained, and how many cards each topic has."""
    return terms(facts), *coverage(facts)


def terms(facts: Facts) -> Block:
    """Return the words that were explained."""
    rows = tuple(_term(term) for term in facts.board.terms.values())
    if not rows:
        return Paragraph(text(Span(_("No word was explained."), "missing")))
    heads = (_("Word"), _("Planners meant"), _("Engineers meant"), _("What we say from now on"))
    return Terms(heads, rows)


def _term(term: Term) -> TermRow:
    nothing = text(Span(_("Not written down."), "quiet"))
    agreed = term.agreed.strip()
    return TermRow(
        id=term.id,
        label=term.label,
        planner=text(term.planner_reading) if term.planner_reading.strip() else nothing,
        engineer=text(term.engineer_reading) if term.engineer_reading.strip() else nothing,
        agreed=text(Span(agreed, "strong")) if agreed else text(Span(_("No shared meaning yet."), "missing")),
    )


def _gaps(facts: Facts, gaps: Sequence[Finding]) -> Block:
    open_ones = [gap for gap in gaps if not gap.discussed]
    groups = [
        GapGroup(_("Must be talked about"), True, tuple(gap_rows(facts, open_ones, "must"))),
        GapGroup(_("Should be talked about"), False, tuple(gap_rows(facts, open_ones, "should"))),
        GapGroup(_("Talked about, and left as it is"), False, tuple(_left(facts, gaps))),
        GapGroup(_("Parked for another day"), False, tuple(_parked(facts))),
    ]
    intro = _("These are questions, not blame. We have added nothing afterwards.")
    if not any(group.rows for group in groups):
        intro = _("No question of the map is left open.")
    return Gaps("", text(Span(intro, "quiet")), tuple(group for group in groups if group.rows))


def _said_to_it(facts: Facts) -> Iterator[Block]:
    """Yield what the room put right, and what was said against cards that have no decision or statement to print it."""
    board = facts.board
    elsewhere = {card.id for card in facts.cards("decision")}
    elsewhere |= {one for statement in board.statements.values() for one in (statement.id, statement.about) if one}
    titles = {"correction": _("Corrected"), "objection": _("Objection"), "dissent": _("Somebody disagrees")}
    groups = []
    for kind, title in titles.items():
        notes = [note for note in board.notes.values() if note.kind == kind]
        if kind != "correction":
            notes = [note for note in notes if not elsewhere & set(note.about)]
        rows = tuple(GapRow(_codes(facts, note), text(note.text)) for note in notes)
        if rows:
            groups.append(GapGroup(title, False, rows))
    if groups:
        intro = _("Words that were put right, and what was said against the rest, as it was said.")
        yield Gaps(_("What the room said to it"), text(Span(intro, "quiet")), tuple(groups))


def _codes(facts: Facts, note: Note) -> str:
    return ", ".join(code for code in (facts.code(card) for card in note.about) if code)


def _since_read(facts: Facts) -> Iterator[Block]:
    """Yield what is not as the room read it, where it has read."""
    found = changed_since(facts.board)
    if not found:
        return
    titles = (("changed", _("Changed")), ("added", _("Added")), ("removed", _("Taken away")))
    groups = []
    for deed, title in titles:
        rows = tuple(GapRow(one.code or _("Link"), text(one.label)) for one in found if one.deed == deed)
        if rows:
            groups.append(GapGroup(title, False, rows))
    intro = _("The room has not heard these. Everything else stands as it was read aloud.")
    yield Gaps(_("Changed since the room read it"), text(Span(intro, "quiet")), tuple(groups))


def gap_rows(facts: Facts, gaps: Sequence[Finding], severity: str) -> Iterator[GapRow]:
    """Yield the gaps of one weight with the codes that they are about."""
    for gap in gaps:
        if gap.severity == severity:
            yield GapRow(_label(facts, gap), text(gap.message))


def _label(facts: Facts, gap: Finding) -> str:
    codes = source_of(facts, gap)
    if codes or not gap.elements:
        return codes or _("Map")
    return _("Word") if gap.elements[0] in facts.board.terms else ""


def _left(facts: Facts, gaps: Sequence[Finding]) -> Iterator[GapRow]:
    for link in facts.apart():
        if link.discussed == "yes":
            ends = [facts.board.elements[end] for end in (link.source, link.target)]
            first, second = (words.quoted(end.label) for end in ends)
            said = _("{first} and {second} pull against each other; the group talked about it.")
            note = Span(" " + words.quoted(link.note), "quote") if link.note.strip() else ""
            yield GapRow(facts.codes(ends), text(said.format(first=first, second=second), note))
    for gap in gaps:
        if gap.discussed:
            yield GapRow(_label(facts, gap), text(gap.message + " ", Span(words.quoted(gap.discussed), "quote")))


def _parked(facts: Facts) -> Iterator[GapRow]:
    for note in facts.board.notes.values():
        if note.kind == "parking-lot":
            yield GapRow(_codes(facts, note), text(note.text))


def coverage(facts: Facts) -> Iterator[Coverage]:
    """Yield how many cards each topic has, where there are any."""
    rows = [
        (curly(str(entry["label"])), sum(concept in card.concepts for card in facts.cards()))
        for concept, entry in facts.catalogue.concepts.items()
    ]
    if any(n for _name, n in rows):
        yield Coverage(_("Where the cards lie: cards on each topic"), tuple(rows), _coverage_note(rows))


def _coverage_note(rows: Sequence[tuple[str, int]]) -> Text:
    fewest = min(n for _name, n in rows)
    names = [name for name, n in rows if n == fewest]
    if len(names) == len(rows):
        least = ""
    elif fewest == 0:
        least = _("No card belongs to {names}.").format(names=words.joined(names))
    elif len(names) == 1:
        least = _("{name} has the fewest cards.").format(name=names[0])
    else:
        least = _("{names} have the fewest cards.").format(names=words.joined(names))
    rest = _("A card can belong to several topics; people, decisions, tasks and questions usually belong to none.")
    return text(Span(f"{least} {rest}".strip(), "quiet"))
