"""All figures that may be seen: statements, dots, orders, placings, who decides, and where the cards lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Round
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Bullets, Heading, Table, TableColumn
from stworkshop.report.content.blocks import Block, Span, Text, Tone, text
from stworkshop.report.content.engineer_blocks import GRID_HOLDS, GridMark, InfluenceGrid, Strip, Strips
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import closing
from stworkshop.report.editions.engineer_concerns import named
from stworkshop.report.editions.engineer_parts import paragraph
from stworkshop.rounds import opinions, priorities, verdicts
from stworkshop.rounds.agreement import closed_rounds, dot_figures, figures_of
from stworkshop.rounds.answers_in_words import side_names
from stworkshop.rounds.placings import AFFECTED, INFLUENCE, Placed, Placings

_LITTLE = 2
_DIRECT = AFFECTED.index("direct")


def blocks(facts: Facts) -> Iterator[Block]:
    """Yield all figures of a session."""
    yield from _statements(facts)
    for round_ in closed_rounds(facts.board, "dots"):
        yield _dots(facts, round_)
    yield from _orders(facts)
    yield grid(facts)
    yield from closing.coverage(facts)


# --- statements


def _statements(facts: Facts) -> Iterator[Block]:
    title = _("Agreement in figures")
    if not facts.opinions:
        yield Heading(title)
        yield paragraph(_("Nothing was put to the vote, so we do not know."))
        return
    rows = tuple(_strip(facts, key, opinion) for key, opinion in facts.opinions.items())
    seen = {side for row in rows for side, _mean in row.sides}
    sides = tuple((side, side_names().get(side, side)) for side in facts.catalogue.sides if side in seen)
    intro = _(
        "1 is strongly no, 5 strongly yes. The triangle is the mean; sides stand at their means, as far as they may be "
        "shown. Consensus runs from 0 to 1."
    )
    yield Strips(title, text(Span(intro, "quiet")), sides, (_("strongly no"), _("strongly yes")), rows)


def _strip(facts: Facts, key: str, opinion: Mapping[str, Any]) -> Strip:
    statement = facts.board.statements[key]
    code = facts.code(statement.about)
    number = facts.statement_number(key)
    source = _("Statement {number}, about {code}.").format(number=number, code=code) if code else ""
    if code and statement.stance == "opposes":
        source = _("Statement {number}. It says the opposite of {code}.").format(number=number, code=code)
    by_side = opinion["mean_by_side"] or {}
    counts = opinions.counts_of(opinion)
    mean = opinion["mean"] if counts else None
    sides = tuple((side, float(by_side[side])) for side in facts.catalogue.sides if by_side.get(side) is not None)
    return Strip(
        number=number,
        label=statement.label,
        source=source or _("Statement {number}.").format(number=number),
        counts=counts,
        mean=None if mean is None else float(mean),
        sides=sides if counts else (),
        verdict=_verdict(opinion),
        figures=tuple(_figures(opinion)),
        lines=tuple(_lines(facts, opinion, sides)),
        text_value=_strip_value(opinion, counts, sides),
    )


def _verdict(opinion: Mapping[str, Any]) -> Text:
    """Return the verdict, and how close answers lie, which is another thing."""
    if not opinion["band"]:
        return text(Span(_("Too few answers to show."), "missing"))
    state = verdicts.state_of(opinion)
    close = _("answers {closeness}").format(closeness=verdicts.closeness(opinion["band"]))
    tone: Tone = "missing" if state == "contested" else "strong"
    return text(Span(verdicts.state_names()[state], tone), Span(f" ({close})", "quiet"))


def _figures(opinion: Mapping[str, Any]) -> Iterator[str]:
    shown = (
        (_("mean {value}"), opinion["mean"], 1),
        (_("sd {value}"), opinion["sd"], 1),
        (_("consensus {value}"), opinion["consensus"], 2),
        (_("median {value}"), opinion["median"], 1),
        (_("iqr {value}"), opinion["iqr"], 2),
    )
    yield from (
        template.format(value=_short(float(value), digits)) for template, value, digits in shown if value is not None
    )
    for sentence, value in (
        (_("n {value}"), opinion["n"]),
        (_("don’t know {value}"), opinion["dont_know"]),
        (_("missing {value}"), opinion["missing"]),
    ):
        if value is not None:
            yield sentence.format(value=value)


def _short(value: float, digits: int) -> str:
    """Return a figure; the second digit only where it says something."""
    figure = words.figure(value, digits)
    return figure[:-1] if digits > 1 and figure.endswith("0") and value == round(value, 1) else figure


def _lines(facts: Facts, opinion: Mapping[str, Any], sides: tuple[tuple[str, float], ...]) -> Iterator[Text]:
    names = side_names()
    if sides:
        means = ", ".join(f"{names.get(side, side)} {words.figure(mean, 1)}" for side, mean in sides)
        yield text(Span(_("Means:") + " ", "strong"), Span(means + ".", "quiet"))
    gaps = sorted((opinion["side_gaps"] or {}).items(), key=lambda entry: -abs(entry[1]))
    wide = [(pair.split("-", 1), abs(gap)) for pair, gap in gaps if abs(gap) >= 1 - opinions.SLACK]
    if wide:
        listed = ", ".join(
            _("{one} and {other} {gap}").format(
                one=names.get(pair[0], pair[0]), other=names.get(pair[1], pair[1]), gap=words.figure(gap, 1)
            )
            for pair, gap in wide
        )
        yield text(Span(_("Apart:") + " ", "strong"), Span(listed + ".", "quiet"))
    hidden = [names.get(side, side) for side in opinion["hidden_sides"] or ()]
    if hidden:
        yield text(Span(_("Not shown on their own: {sides}.").format(sides=words.joined(hidden)), "quiet"))
    shift = opinion["shift"] or {}
    if shift.get("mean") is not None:
        said = _("Since the round before: mean {mean}").format(mean=_signed(float(shift["mean"])))
        if shift.get("up") is not None:
            said += _("; {up} up, {down} down, {same} the same").format(
                up=shift["up"], down=shift["down"], same=shift["same"]
            )
        yield text(Span(said + ".", "quiet"))


def _signed(value: float) -> str:
    return ("+" if value >= 0 else "−") + words.figure(abs(value), 1)


def _strip_value(opinion: Mapping[str, Any], counts: tuple[int, ...], sides: tuple[tuple[str, float], ...]) -> str:
    if not counts:
        return _("Too few answers to show.")
    each = ", ".join(f"{value}: {n}" for value, n in enumerate(counts, 1))
    names = side_names()
    means = "".join(f" {names.get(side, side)} {words.figure(mean, 1)}." for side, mean in sides)
    said = _("{n} answers. {each}.").format(n=sum(counts), each=each)
    if opinion["mean"] is not None:
        said += " " + _("Mean {mean}.").format(mean=words.figure(float(opinion["mean"]), 1))
    return said + means


# --- dots, orders, placings


def _dots(facts: Facts, round_: Round) -> Block:
    whole = figures_of(facts.board, round_.id)
    columns = (
        TableColumn(_("Card"), 74), TableColumn(_("Dots"), 12, "right"), TableColumn(_("Share"), 13, "right"),
        TableColumn(_("Givers"), 17, "right"), TableColumn(_("By side, as far as shown"), 58),
    )  # fmt: skip
    entries = [entry for entry in dot_figures(facts.board, round_) if entry["id"] in facts.board.elements]
    voters = int(whole.get("voters") or 0)
    rows = tuple(_dot_row(facts, entry, voters) for entry in entries)
    note = _("Dots show what comes first, not who is right.")
    if whole.get("dots_used") is None:
        note = _("Too few people answered to show a result.") + " " + note
    return Table(columns, rows, round_.question or round_.label, note=text(Span(note, "quiet")), dense=True)


def _dot_row(facts: Facts, entry: Mapping[str, Any], voters: int) -> tuple[Text, ...]:
    card = facts.board.elements[str(entry["id"])]
    if entry["dots"] is None:
        few = text(Span(_("too few to show"), "missing"))
        return named(facts, card), few, text(""), text(""), text("")
    names = side_names()
    sides = ", ".join(f"{names.get(side, side)} {n}" for side, n in (entry["by_side"] or {}).items() if n)
    share = entry["share"]
    return (
        named(facts, card),
        text(Span(str(entry["dots"]), "strong")),
        text(words.figure(float(share), 2) if share is not None else ""),
        text(_("{k} of {n}").format(k=entry["breadth"], n=voters) if voters else str(entry["breadth"])),
        text(Span(sides or _("Not shown by side."), "quiet")),
    )


def _orders(facts: Facts) -> Iterator[Block]:
    ranked = priorities.rank_view(facts.board)
    if ranked is not None:
        columns = (TableColumn(_("Card"), 130), TableColumn(_("Mean rank"), 44, "right"))
        rows = tuple((named(facts, line.card), text(words.figure(line.mean, 1))) for line in ranked.lines)
        n = ranked.complete
        note = ngettext("From {n} complete sheet.", "From {n} complete sheets.", n).format(n=n)
        title = ranked.round.question or ranked.round.label
        few = ((text(Span(_("too few complete sheets to show an order."), "missing")), text("")),)
        yield Table(columns, rows or few, title, note=text(Span(note, "quiet")), dense=True)
    items = [
        text(
            Span((order.round.question or order.round.label) + " ", "plain"),
            Span(_("W {value}.").format(value=words.figure(order.w)) + " " if order.w is not None else "", "strong"),
            Span(order.words if order.w is None or order.round.kind == "ranking" else "", "quiet"),
        )
        for order in priorities.orders(facts.board)
    ]
    if items:
        yield Bullets(tuple(items), _("The same order? Kendall’s W, from 0 to 1"))


def grid(facts: Facts) -> InfluenceGrid:
    """Return who decides and who feels it."""
    placings = Placings(facts.board, facts.catalogue)
    title = _("Who decides, and who feels it")
    columns = (_("not affected"), _("indirectly"), _("directly affected"))
    frame = (_("influence"), _("little influence"))
    if placings.sealed:
        said = text(_("People are being asked where everybody stands; nothing is shown until the round is closed."))
        return InfluenceGrid(title, (), columns, *frame, (said,), "")
    placed = [(one, one.place(INFLUENCE)) for one in placings.all]
    marks = tuple(
        GridMark(facts.card(one.card).code, one.voice, place[1], place[0]) for one, place in placed if place is not None
    )
    waiting = [facts.card(one.card).code for one, place in placed if place is None]
    content = list(_grid_lines(facts, placings, marks))
    if not placings.all:
        content = [text(Span(_("No people are on the map yet."), "missing"))]
    elif waiting:
        content.append(text(Span(_("Not placed: {codes}.").format(codes=words.code_range(waiting)), "missing")))
    return InfluenceGrid(title, marks, columns, *frame, tuple(content), _grid_value(marks, columns))


def _grid_lines(facts: Facts, placings: Placings, marks: tuple[GridMark, ...]) -> Iterator[Text]:
    little = [one for one in placings.all if _is_little(one)]
    if little:
        codes = words.code_range([facts.card(one.card).code for one in little])
        lead = Span(_("Directly affected, with influence 1 or 2:") + " ", "strong")
        yield text(lead, codes + ".")
    unheard = [facts.card(one.card).code for one in placings.unheard()]
    if unheard:
        said = _("Affected, but nobody speaks for them: {codes}.").format(codes=words.joined(unheard))
        yield text(Span(said, "missing"))
    direct = sum(mark.column == _DIRECT for mark in marks)
    if marks:
        of = ngettext("{k} of {n} group is directly affected.", "{k} of {n} groups are directly affected.", len(marks))
        yield text(Span(of.format(k=direct, n=len(marks)), "quiet"))
    for one in placings.most_different():
        if one.spread is not None:
            said = _("{code}: people placed them differently, {spread}.")
            yield text(Span(said.format(code=facts.card(one.card).code, spread=one.spread.words), "quiet"))
    full = [
        mark.code
        for place in dict.fromkeys((mark.column, mark.influence) for mark in marks)
        for mark in [m for m in marks if (m.column, m.influence) == place][GRID_HOLDS[place[0]] - 1 :]
        if sum((m.column, m.influence) == place for m in marks) > GRID_HOLDS[place[0]]
    ]
    if full:
        yield text(Span(_("Not drawn, for want of room: {codes}.").format(codes=", ".join(full)), "quiet"))


def _is_little(one: Placed) -> bool:
    return one.affected == "direct" and one.influence is not None and one.influence <= _LITTLE


def _grid_value(marks: tuple[GridMark, ...], columns: tuple[str, str, str]) -> str:
    cells: dict[tuple[int, int], list[str]] = {}
    for mark in sorted(marks, key=lambda m: (-m.influence, m.column)):
        cells.setdefault((mark.influence, mark.column), []).append(mark.code)
    said = [
        _("influence {n}, {column}: {codes}").format(n=influence, column=columns[column], codes=", ".join(codes))
        for (influence, column), codes in cells.items()
    ]
    return _("Influence grid. {cells}.").format(cells="; ".join(said)) if said else _("Nobody is placed.")
