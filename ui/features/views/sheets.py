"""What the chain, the grid, the matrix, the table of rules and the list of a view say: derived models as sheets."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from stworkshop.analysis import abilities, legal, legal_words, risk_chain
from stworkshop.analysis.viewpoints import Picture, View, band_title
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.views.cells import Cell, Gap, Heading, Level, Sheet, Tone
from ui.session.words import kind_word, long_date, relation_word

_STEPS = (1, 2, 3, 4, 5)
STATES: dict[str, Tone] = {"in-place": "good", "agreed": "good"}


def sheet_of(board: Board, catalogue: Catalogue, shown: View, what: Picture, form: str) -> Sheet:
    """Return a view in one of its forms that are tables."""
    if form == "chain":
        return chain(board, what)
    if form == "grid":
        return grid(board, what)
    if form == "matrix":
        return matrix(board, catalogue, what)
    if form == "table":
        return rules(board, catalogue, shown)
    return listing(board, catalogue, what)


def state_word(status: str) -> str:
    """Return the state of a measure in plain words."""
    return {
        "in-place": _("in place"), "agreed": _("agreed"), "proposed": _("proposed"), "rejected": _("turned down"),
    }.get(status, _("not said yet"))  # fmt: skip


def chain(board: Board, what: Picture) -> Sheet:
    """Return the risks as chains, worst first; each measure is a row, and the rest of its risk spans these."""
    columns = (
        Heading(_("What could cause it")), Heading(_("What could go wrong")), Heading(_("Who would be hurt")),
        Heading(_("What we do about it")), Heading(_("State")), Heading(_("Who answers")),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    keys: list[str] = []
    for found in risk_chain.chain(board, what.cards):
        for cells in _chain_rows(board, found):
            rows.append(cells)
            keys.append(f"{found.risk}/{len(keys)}")
    widths = ((132, 1.0), (176, 2.4), (156, 1.0), (158, 1.4), (72, 0.1), (106, 0.9))
    empty = (_("No risk is on the map yet."), _("Press R on the map, or add “What could go wrong” cards there."))
    return Sheet(columns, widths, tuple(rows), tuple(keys), empty=empty)


def _chain_rows(board: Board, row: risk_chain.ChainRow) -> Iterator[tuple[Cell, ...]]:
    measures = [_measure(board, measure) for measure in row.measures]
    if not row.protected:
        gap = Gap("measure", row.risk)
        nobody = _owners(board, row.owners, Gap("owner", row.risk))
        measures.append((Cell(_("no measure yet"), gap=gap, framed=True, tone="missing", arrow=True), Cell(), nobody))
    count = len(measures)
    cause = _held(board, row.causes, _("no cause shown"), Gap("cause", row.risk), "ask")
    harmed = _held(board, row.harmed, _("nobody named yet"), Gap("harmed", row.risk), "ask", arrow=True)
    level = _level(row)
    words = f"{board.elements[row.risk].label} ({level.number}: {level.words})"
    risk = Cell(words, (row.risk,), level=level, arrow=True, spans=count)
    first = (replace(cause, spans=count), risk, replace(harmed, spans=count))
    for number, cells in enumerate(measures):
        own = (replace(cell, line=number == count - 1) for cell in cells)
        yield (*(first if number == 0 else (Cell(spans=0),) * 3), *own)


def _measure(board: Board, measure: risk_chain.Measure) -> tuple[Cell, Cell, Cell]:
    state = Cell(state_word(measure.status), tone=STATES.get(measure.status, "muted"))
    held = Cell(board.elements[measure.id].label, (measure.id,), arrow=True)
    if not measure.stands:
        return held, state, Cell("–", tone="muted")
    return held, state, _owners(board, measure.owners, Gap("owner", measure.id))


def _owners(board: Board, owners: Sequence[str], gap: Gap) -> Cell:
    if not owners:
        return Cell(_("nobody yet"), tone="missing", gap=gap)
    return Cell(_labels(board, owners), names=tuple(owners))


def _held(
    board: Board, cards: Sequence[str], missing: str, gap: Gap, tone: Tone = "missing", *, arrow: bool = False
) -> Cell:
    if not cards:
        return Cell(missing, gap=gap, framed=True, tone=tone, arrow=arrow)
    return Cell(_labels(board, cards), tuple(cards), arrow=arrow)


def _level(row: risk_chain.ChainRow) -> Level:
    likely, severe = (str(value) if value else "?" for value in (row.likelihood, row.severity))
    words = _("likely {likely}, severe {severe}").format(likely=likely, severe=severe)
    if row.level is None:
        return Level("?", words, 0)
    return Level(str(row.level), words, _strength(row.level))


def _strength(level: int) -> int:
    """Return how dark a level is, 1 to 3."""
    return 3 if level >= risk_chain.STRONG_FROM else 2 if level >= risk_chain.MIDDLE_FROM else 1


def grid(board: Board, what: Picture) -> Sheet:
    """Return the risks by how likely and how severe they are; the worst stand at the top on the right."""
    rows = risk_chain.chain(board, what.cards)
    cells = []
    for severe in _STEPS[::-1]:
        line = []
        for likely in _STEPS:
            found = tuple(row.risk for row in rows if (row.likelihood, row.severity) == (likely, severe))
            line.append(Cell(_labels(board, found), found, shade=_strength(likely * severe)))
        cells.append(tuple(line))
    columns = tuple(Heading(_("likely {n}").format(n=likely)) for likely in _STEPS)
    heads = tuple(Heading(_("severe {n}").format(n=severe)) for severe in _STEPS[::-1])
    return Sheet(columns, ((112, 1.0),) * 5, tuple(cells), tuple(head.text for head in heads), heads)


def unrated(board: Board, what: Picture) -> int:
    """Return how many risks have no place on the grid, since nobody said how likely or how severe."""
    return sum(1 for row in risk_chain.chain(board, what.cards) if row.level is None)


def matrix(board: Board, catalogue: Catalogue, what: Picture) -> Sheet:
    """Return who has which ability; a cell says the whole sentence: “Smart city manager lacks: Informed buyer”."""
    found = abilities.matrix(board, list(catalogue.sides), what.cards)
    columns = (
        *(Heading(board.elements[p].label, p) for p in found.people),
        Heading(_("Being built up"), about=_("What builds it up, and who is responsible")),
    )
    rows = []
    for row in found.rows:
        marks = tuple(_answer(board, person, row.ability, answer) for person, answer in row.answers.items())
        rows.append((*marks, _built(board, row)))
    heads = tuple(Heading(board.elements[row.ability].label, row.ability) for row in found.rows)
    widths = (*((86, 0.4),) * len(found.people), (180, 2.2))
    empty = (
        _("No skill or ability is on the map yet."),
        _("Add what staff and the city must be able to do."),
    )
    return Sheet(columns, widths, tuple(rows), tuple(row.ability for row in found.rows), heads, empty=empty)


def _answer(board: Board, person: str, ability: str, answer: abilities.Answer) -> Cell:
    sentences = {
        "has": _("{who} has: {what}"),
        "lacks": _("{who} lacks: {what}"),
        "": _("{who} was not asked: {what}"),
    }
    words = sentences[answer].format(who=board.elements[person].label, what=board.elements[ability].label)
    return Cell(words, mark=answer or "unasked", gap=Gap("answer", person, ability))


def _built(board: Board, row: abilities.AbilityRow) -> Cell:
    if not row.builders:
        words, tone = (_("nobody plans it"), "ask") if row.lacking else ("–", "muted")
        return Cell(words, tone=cast(Tone, tone), gap=Gap("builder", row.ability))
    who = [owner for builder in row.builders for owner in builder.owners]
    what, owners = _labels(board, [builder.id for builder in row.builders]), _labels(board, list(dict.fromkeys(who)))
    text = _("{what} ({who})").format(what=what, who=owners) if who else what
    nobody = _("nobody has taken responsibility yet")
    return Cell(text, cards=tuple(builder.id for builder in row.builders), small=owners or nobody)


def law_rows(board: Board, catalogue: Catalogue, shown: View) -> list[legal.LegalRow]:
    """Return the rows of the table of rules: all parts, or those on the topics of a view."""
    on_topic = [e.id for e in board.elements.values() if set(e.concepts) & set(shown.concepts)]
    return legal.table(board, catalogue, on_topic if shown.concepts else None)


def rules(board: Board, catalogue: Catalogue, shown: View) -> Sheet:
    """Return what the law asks of each part, and which rules and rights it meets."""
    columns = (
        Heading(_("Part")), Heading(_("Class under the AI Act")),
        Heading(_("High-risk area"), about=_("Annex III, or Annex I")),
        Heading(_("Duties")), Heading(_("From")), Heading(_("Rules that bind it")), Heading(_("Rights it affects")),
    )  # fmt: skip
    found = law_rows(board, catalogue, shown)
    law = legal.checked(board, catalogue)
    rows = tuple(_law_row(board, catalogue, row, law) for row in found)
    widths = ((136, 1.0), (112, 0.7), (100, 0.5), (104, 0.5), (118, 0.6), (126, 0.9), (126, 0.9))
    empty = (
        _("No technical part is linked to a law or right yet."),
        _("Add technical parts, and link rules and rights to them."),
    )
    return Sheet(columns, widths, rows, tuple(row.part for row in found), empty=empty)


def _law_row(board: Board, catalogue: Catalogue, row: legal.LegalRow, law: legal.Checked) -> tuple[Cell, ...]:
    part = Cell(board.elements[row.part].label, (row.part,))
    needs = Gap("class", row.part) if row.needs_class or row.tier else None
    if row.needs_class:
        tier = Cell(_("nobody has checked"), tone="ask", gap=needs, framed=True)
    elif row.tier:
        tone: Tone = "strong" if row.tier in (legal.PROHIBITED, legal.HIGH_RISK) else ""
        named = legal.tier_word(catalogue, row.tier, plain=False)
        claimed = _("{tier}; its supplier claims an exception").format(tier=named) if row.claim else named
        tier = Cell(legal.tier_word(catalogue, row.tier), tone=tone, small=claimed, gap=needs)
    else:
        tier = Cell("–", tone="muted")
    if row.area:
        area = Cell(legal.area_word(catalogue, row.area), small=legal_words.place(row.area), gap=Gap("area", row.part))
    elif row.needs_area:
        area = Cell(_("which area?"), tone="ask", gap=Gap("area", row.part), framed=True)
    else:
        area = Cell("–", tone="muted")
    return (part, tier, area, _duties(row), since(row, law), _met(board, row.rules), _met(board, row.rights))


def _duties(row: legal.LegalRow) -> Cell:
    if row.tier == legal.PROHIBITED:
        return Cell(_("not to be used"), tone="missing", small="Art. 5")
    if not row.duties:
        return Cell("–", tone="muted")
    ours, theirs = len(row.duties_of("deployer")), len(row.duties_of("provider"))
    first = ngettext("{n} for whoever uses it", "{n} for whoever uses it", ours).format(n=ours)
    second = ngettext("{n} for whoever offers it", "{n} for whoever offers it", theirs).format(n=theirs)
    return Cell(first, small=second) if ours else Cell(second)


def since(row: legal.LegalRow, law: legal.Checked) -> Cell:
    """Return from when the class counts, and which duties count from other days."""
    if not row.days:
        return Cell("–", tone="muted")
    others = {one.day for duty in row.duties for one in duty.days} - {one.day for one in row.days}
    more = ngettext("and {n} other day for some duties", "and {n} other days for some duties", len(others))
    gap = Gap("area", row.part) if row.needs_area else None
    told = legal_words.when(row.days, _day, law.on)
    return Cell(told, small=more.format(n=len(others)) if others else "", gap=gap, tone="ask" if gap else "")


def _day(date: datetime.date) -> str:
    return long_date(date.isoformat())


def _met(board: Board, cards: Sequence[str]) -> Cell:
    return Cell(_labels(board, cards), tuple(cards)) if cards else Cell("–", tone="muted")


def duties(row: legal.LegalRow, law: legal.Checked) -> Sheet:
    """Return the duties of one part: whose each is, its words, from when it counts, and its article."""
    columns = (
        Heading(_("Whose")), Heading(_("Duty")), Heading(_("What it asks")), Heading(_("From")), Heading(_("Article")),
    )  # fmt: skip
    whose = {"deployer": _("who uses it"), "provider": _("who offers it"), "supplier": _("who supplies parts")}
    ours_first = sorted(row.duties, key=lambda duty: "deployer" not in duty.who)
    rows = tuple(
        (
            Cell(", ".join(whose.get(who, who) for who in duty.who)),
            Cell(duty.label, tone="strong", small=duty.condition),
            Cell(duty.description), Cell(legal_words.when(duty.days, _day, law.on)), Cell(duty.article, tone="muted"),
        )
        for duty in ours_first
    )  # fmt: skip
    widths = ((120, 0.3), (170, 0.6), (240, 2.0), (150, 0.7), (100, 0.2))
    return Sheet(columns, widths, rows, tuple(duty.id for duty in ours_first))


def part_said(catalogue: Catalogue, row: legal.LegalRow) -> str:
    """Return what was said of a part on which its duties depend: whether it is in use, by whom, and what is claimed."""
    claim = legal_words.claim(catalogue, row)
    if row.tier not in (legal.HIGH_RISK, legal.TRANSPARENCY):
        return claim
    said = (legal_words.stage(row.stage), legal_words.role(row.role))
    return " ".join([*(f"{one[:1].upper()}{one[1:]}." for one in said), claim]).strip()


def listing(board: Board, catalogue: Catalogue, what: Picture) -> Sheet:
    """Return the cards of a view in words, band by band, with their links in the view: the twin of its map."""
    columns = (Heading(_("Where")), Heading(_("Card")), Heading(_("Kind")), Heading(_("Links in this view")))
    at: dict[str, list[str]] = {}
    for key in what.links:
        link = board.links[key]
        ends = ((link.source, link.target, True), (link.target, link.source, False))
        for here, other, outgoing in ends:
            verb, what_else = relation_word(catalogue, link.relation, outgoing=outgoing), board.elements[other].label
            at.setdefault(here, []).append(f"{verb}: {what_else.rstrip('. ')}")
    rows: list[tuple[Cell, ...]] = []
    keys: list[str] = []
    for band, cards in what.bands:
        for number, card in enumerate(cards):
            element = board.elements[card]
            rows.append(
                (
                    Cell(band_title(band), tone="strong", spans=len(cards) if number == 0 else 0),
                    Cell(element.label, (card,)),
                    Cell(kind_word(catalogue, element.kind, element.type), tone="muted"),
                    Cell(_list(at.get(card, []))),
                )
            )  # fmt: skip
            keys.append(card)
    widths = ((150, 0.5), (220, 1.0), (110, 0.2), (240, 2.0))
    empty = (_("Nothing of this is on the map yet."), _("Add cards on the map; they appear here by themselves."))
    return Sheet(columns, widths, tuple(rows), tuple(keys), empty=empty)


def _list(said: Sequence[str]) -> str:
    """Return links as a sentence a line: “is a concern of: A, B”."""
    grouped: dict[str, list[str]] = {}
    for sentence in said:
        verb, _colon, other = sentence.partition(": ")
        grouped.setdefault(verb, []).append(other)
    return "\n".join(f"{verb}: {', '.join(others)}" for verb, others in grouped.items())


def _labels(board: Board, cards: Sequence[str]) -> str:
    return ", ".join(board.elements[card].label for card in cards if card in board.elements)
