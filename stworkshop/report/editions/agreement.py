"""Where we agree, and where we do not: rated statements in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element, Statement
from stworkshop.report import words
from stworkshop.report.content.blocks import WIDE, Block, Legend, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.result_blocks import NotAsked, StatementRow, Statements
from stworkshop.rounds import answers_in_words, opinions, verdicts
from stworkshop.rounds.agreement import figures_of
from stworkshop.rounds.answers_in_words import side_names

_ASKABLE = ("decision", "mitigation")
_GAP = 1.0
_NO, _YES = 2, 4


def section(facts: Facts) -> Section:
    """Return the section about agreement."""
    title = _("Where we agree, and where we do not")
    unasked = _not_asked(facts)
    if not facts.opinions:
        missing = Paragraph(text(Span(_("Nothing was put to the vote, so we do not know."), "missing")))
        return Section("agreement", title, (missing, *unasked))
    by_state: dict[str, list[StatementRow]] = {state: [] for state in verdicts.STATES}
    for statement_id, opinion in _ordered(facts):
        row = _row(facts, facts.board.statements[statement_id], opinion)
        by_state[row.state].append(row)
    blocks: list[Block] = [_states(facts, by_state), *_how(facts)]
    blocks.extend(Statements(state, tuple(rows)) for state, rows in by_state.items() if rows)
    return Section("agreement", title, (*blocks, *unasked))


def _ordered(facts: Facts) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(facts.opinions.items(), key=lambda entry: -(entry[1]["consensus"] or 0))


def _states(facts: Facts, by_state: Mapping[str, list[StatementRow]]) -> Legend:
    counts = {state: len(rows) for state, rows in by_state.items()}
    counts["not-asked"] = len(_unasked(facts))
    return Legend(
        "state", (), tuple((state, str(counts[state]), name) for state, name in verdicts.state_names().items())
    )


def _how(facts: Facts) -> Iterator[Block]:
    rounds = [facts.board.rounds[str(opinion["round"])] for opinion in facts.opinions.values()]
    open_rounds = [round_ for round_ in rounds if not facts.is_anonymous(round_)]
    each = _("Each mark is one person.")
    told = (answers_in_words.heads_not_counted(figures_of(facts.board, round_.id)) for round_ in rounds)
    if not_counted := next(filter(None, told), ""):
        each = f"{_('Each mark is one sheet.')} {not_counted}"
    if not open_rounds:
        hidden = _("The answers were anonymous: no names are shown, and no groups of one or two.")
        yield Paragraph(text(Span(f"{each} {hidden}", "quiet")), "note")
        return
    if len(open_rounds) < len(rounds):
        each = _("Each mark is one person; discs where the round was anonymous.")
    yield Paragraph(text(Span(f"{each} " + _("Its shape is the side, as the ballot said."), "quiet")), "note")
    totals = _sides_in(facts)
    names = side_names()
    entries = [
        (side, "", ngettext("{side}, {n} person", "{side}, {n} people", n).format(side=names.get(side, side), n=n))
        for side, n in totals.items()
        if n
    ]
    yield Legend("side", (), tuple(entries))


def _sides_in(facts: Facts) -> dict[str, int]:
    """Return the most people of each side that answered any statement."""
    totals = dict.fromkeys(facts.catalogue.sides, 0)
    for opinion in facts.opinions.values():
        for side, counts in opinions.side_counts(opinion).items():
            totals[side] = max(totals.get(side, 0), sum(counts))
    return totals


def _row(facts: Facts, statement: Statement, opinion: Mapping[str, Any]) -> StatementRow:
    state = verdicts.state_of(opinion)
    counts = opinions.counts_of(opinion)
    sentences = tuple(_sentences(facts, statement, opinion, state))
    return StatementRow(
        number=facts.statement_number(statement.id),
        id=statement.id,
        state=state,
        label=statement.label,
        sentences=sentences,
        source=_source(facts, statement),
        counts=counts,
        marks=_marks(facts, opinion, counts),
        scale=words.scale(),
        notes=tuple(_notes(facts, statement, opinion, state)),
        text_value=_text_value(counts),
    )


def _sentences(facts: Facts, statement: Statement, opinion: Mapping[str, Any], state: str) -> Iterator[Text]:
    counts = opinions.counts_of(opinion)
    if not counts:
        yield text(Span(words.not_shown(opinion["n"]), "missing"))
        return
    yield text(words.said(counts, state == "contested"))
    unknown = int(opinion["dont_know"] or 0)
    if unknown:
        said = ngettext("{n} did not know.", "{n} did not know.", unknown).format(n=words.number(unknown))
        yield text(words.capital(said))
    if state in verdicts.DIFFERING:
        sides = _differing(facts, opinion)
        if sides:
            yield text(sides)


def _differing(facts: Facts, opinion: Mapping[str, Any]) -> str:
    """Return what the sides said that stand far apart, as far as they may be shown."""
    wide = [pair for pair, gap in (opinion["side_gaps"] or {}).items() if abs(gap) >= _GAP - opinions.SLACK]
    apart = {side for pair in wide for side in pair.split("-", 1)}
    names = side_names()
    by_side = opinions.side_counts(opinion)
    return " ".join(
        _("{side}: {answers}.").format(
            side=words.capital(names.get(side, side)), answers=words.side_said(by_side[side])
        )
        for side in facts.catalogue.sides
        if side in apart and _leans_one_way(by_side.get(side, ()))
    )


def _leans_one_way(counts: tuple[int, ...]) -> bool:
    """Tell whether all answers of a side lie on one end of the scale, or are the same."""
    given = [value for value, n in enumerate(counts, 1) if n]
    return bool(given) and (max(given) <= _NO or min(given) >= _YES or len(given) == 1)


def _source(facts: Facts, statement: Statement) -> str:
    number = facts.statement_number(statement.id)
    code = facts.code(statement.about)
    if not code:
        return _("Statement {number}.").format(number=number)
    if statement.stance == "opposes":
        return _("Statement {number}. It says the opposite of {code}.").format(number=number, code=code)
    return _("Statement {number}, about {code}.").format(number=number, code=code)


def _marks(facts: Facts, opinion: Mapping[str, Any], counts: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the sides of the people per answer; "" where the round was anonymous or a side may not be shown."""
    round_ = facts.board.rounds.get(str(opinion["round"]))
    by_side = {} if facts.is_anonymous(round_) else opinions.side_counts(opinion)
    columns = []
    for place, n in enumerate(counts):
        column = [side for side in facts.catalogue.sides for _person in range(by_side.get(side, (0,) * 5)[place])]
        columns.append((*column[:n], *([""] * (n - len(column)))))
    return tuple(columns)


def _text_value(counts: tuple[int, ...]) -> str:
    if not counts:
        return _("Too few answers to show.")
    each = ", ".join(f"{word}: {n}" for word, n in zip(words.scale(), counts, strict=True))
    return _("{n} answers. {each}.").format(n=sum(counts), each=each)


def _notes(facts: Facts, statement: Statement, opinion: Mapping[str, Any], state: str) -> Iterator[Text]:
    """Yield objections and dissent about the statement or its card, comments, and what was noted of the talk."""
    names = {"objection": _("objection to {code}"), "dissent": _("dissent on {code}"), "comment": _("on {code}")}
    found = False
    for record_id in dict.fromkeys((statement.id, statement.about)):
        for note in facts.notes_about(record_id, *names):
            source = names[note.kind].format(code=facts.code(statement.about) or _("this"))
            yield text(Span(words.quoted(note.text), "quote"), Span(WIDE + source, "quiet"))
            found = True
    for comment in opinion["comments"] or ():
        side = side_names().get(str(comment.get("side", "")), "")
        yield text(Span(words.quoted(str(comment["text"])), "quote"), Span(WIDE + side if side else "", "quiet"))
        found = True
    if statement.discussion_note.strip():
        yield text(Span(_("After the talk:") + " ", "strong"), statement.discussion_note)
        found = True
    if state in verdicts.DIFFERING and not found:
        yield text(Span(_("No reason was written down by those who disagree."), "missing"))


def _unasked(facts: Facts) -> list[Element]:
    asked = {statement.about for statement in facts.board.statements.values() if statement.id in facts.opinions}
    return [card for card in facts.cards(*_ASKABLE) if card.id not in asked]


def _not_asked(facts: Facts) -> Iterator[Block]:
    unasked = _unasked(facts)
    if not unasked:
        return
    decided = [facts.card(c).code for c in unasked if c.kind == "decision"]
    measures = [facts.card(c).code for c in unasked if c.kind == "mitigation"]
    parts = []
    if decided:
        template = ngettext("decision {codes}", "decisions {codes}", len(decided))
        parts.append(template.format(codes=words.code_range(decided)))
    if measures:
        template = ngettext("measure {codes}", "measures {codes}", len(measures))
        parts.append(template.format(codes=words.code_range(measures)))
    named = _("{what}. We do not know what people think of this.").format(what=words.joined(parts))
    yield NotAsked(text(Span(_("Not put to a vote:") + " ", "strong"), named))
