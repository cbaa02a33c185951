"""Everything that is needed to finish on paper: what is left to do, all cards with their codes, and empty lists."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda
from stworkshop.model.agenda import Planned
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, curly
from stworkshop.report.content.basic_blocks import Bullets, Heading
from stworkshop.report.content.blocks import Block, Card, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.form_blocks import Blank, Blanks, EmptyTable
from stworkshop.report.editions import whole_map
from stworkshop.report.kit import common
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.words import quoted

_ROWS = {"concern": 8, "risk": 6, "decision": 5, "action": 6, "open-question": 5}
_LARGE_ROWS = 3
_QUESTIONS = 2
_NOW = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""Which stages are left does not depend on the time of day."""


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the sheets to finish on paper as a tagged PDF."""
    facts, large = Facts(board, catalogue), options.large_print
    sections = [_first(facts, large), _cards(facts, large), _lists(facts, large)]
    return common.sheets(board, catalogue, options, _("To finish on paper"), sections)


def _first(facts: Facts, large: bool) -> Section:
    board = facts.board
    content: list[Block] = [
        common.code_box(board, _("Write this code on every further sheet that you use.")),
        Blanks(
            ((Blank(_("Taken over at:"), "at"), Blank(_("People here:"), "people"), Blank(_("Written by:"), "by")),)
        ),
        *_open_rounds(facts),
        _left_head(large),
    ]
    left = _left(board, facts.catalogue)
    for one in left:
        content.append(Bullets(_prompts(facts.catalogue, one), _head(one)))
    if not left:
        said = _("All stages are done. Read back what was decided, and thank people.")
        if not agenda.schedule(board, facts.catalogue, _NOW).planned:
            said = _("No agenda was chosen for this workshop. Read back what was decided, and thank people.")
        content.append(Paragraph(text(said)))
    content.append(Bullets(_later(), _("Afterwards: for the organiser"), numbered=True))
    lead = text(_("If the laptop fails: go on from here. Nothing that was saved is lost."))
    return Section("first", _("Finish on paper"), tuple(content), lead)


def _left_head(large: bool) -> Block:
    """Return the heading of the stages; in large print words that may part from them, so that no page stays empty."""
    words = _("What is left to do")
    return Paragraph(text(Span(words, "strong"))) if large else Heading(words)


def _open_rounds(facts: Facts) -> list[Block]:
    found = [one for one in facts.board.rounds.values() if one.closed_order is None]
    if not found:
        return []
    said = tuple(text(Span(curly(one.question or one.label), "quote")) for one in found)
    note = _("Collect these ballots unopened, in one envelope for each vote. Nobody counts them today.")
    return [Bullets(said, _("Votes that are still open")), Paragraph(text(note), "note")]


def _left(board: Board, catalogue: Catalogue) -> list[Planned]:
    return [one for one in agenda.schedule(board, catalogue, _NOW).planned if one.state in ("current", "next")]


def _head(one: Planned) -> str:
    minutes = one.seconds // 60
    took = ngettext("%d minute", "%d minutes", minutes) % minutes
    words = _("{stage}: {time}, running now") if one.state == "current" else _("{stage}: {time}")
    return words.format(stage=one.label, time=took)


def _prompts(catalogue: Catalogue, one: Planned) -> tuple[Text, ...]:
    stage = catalogue.stages.get(one.item.stage)
    said = [curly(str(line)) for line in stage.get("on_paper", stage["facilitator"])] if stage else []
    asked = agenda.questions(catalogue, one.item.stage)[:_QUESTIONS] if not one.pause else []
    questions = tuple(text(_("Ask:") + " ", Span(quoted(curly(words)), "quote")) for words in asked)
    lines = (*(text(line) for line in said), *questions)
    return lines or (text(_("Nothing is written down about it.")),)


def _later() -> tuple[Text, ...]:
    return (
        text(_("Give these sheets and the envelopes with the ballots to the organiser.")),
        text(_("The organiser adds each row of the lists to the map, in the order of the codes.")),
        text(_("The organiser adds the ballots, and counts them only when all of them are in.")),
        text(_("Read the summary back to the room, or to two people who were there, before it is printed.")),
    )


def _cards(facts: Facts, large: bool) -> Section:
    title = _("Cards on the map, with their codes")
    key = whole_map.key(facts)
    content: tuple[Block, ...] = (key,)
    if not key.groups:
        content = (Paragraph(text(Span(_("There are no cards yet."), "missing"))),)
    elif large:
        content = tuple(Bullets(tuple(_coded(card) for card in cards), name) for name, cards in key.groups)
    return Section("cards", title, content)


def _coded(card: Card) -> Text:
    return text(Span(card.code + " ", "strong"), card.label)


def _lists(facts: Facts, large: bool) -> Section:
    free = _("Go on numbering from here: every code above these is taken.")
    return Section(
        "lists",
        _("New on paper"),
        (
            Paragraph(text(free, " ", Span(_other_codes(facts), "quiet"))),
            _table(
                facts, large, "concern", _("Concerns and hopes"),
                ((_("In their own words"), 105), (_("Whose is it?"), 50)),
            ),
            _table(
                facts, large, "risk", _("What could go wrong"),
                ((_("What could happen"), 62), (_("Who would be hurt"), 42), (_("What will be done, and by whom"), 51)),
            ),
            _table(
                facts, large, "decision", _("Decisions"),
                ((_("What is decided"), 58), (_("Why, and instead of what"), 55), (_("Who decides, who objects"), 42)),
            ),
            _table(
                facts, large, "action", _("Tasks"), ((_("What is done"), 85), (_("Who"), 42), (_("By when"), 28)),
            ),
            _table(
                facts, large, "open-question", _("Open questions"),
                ((_("What we do not know"), 85), (_("Who finds out"), 42), (_("By when"), 28)),
            ),
        ),
    )  # fmt: skip


def _table(facts: Facts, large: bool, kind: str, title: str, heads: Sequence[tuple[str, float]]) -> EmptyTable:
    letter = facts.catalogue.kind(kind).code
    codes = tuple(facts.board.next_code(letter, n) for n in range(_LARGE_ROWS if large else _ROWS[kind]))
    return EmptyTable(title, ((_("Code"), 19), *heads), codes)


def _other_codes(facts: Facts) -> str:
    """Return the next code of each other kind, in words."""
    kinds = facts.catalogue.kinds
    named = [(kind, said) for kind, _letter, said in whole_map.legend(facts) if kind in kinds and kind not in _ROWS]
    found = ", ".join(f"{said} {facts.board.next_code(kinds[kind].code)}" for kind, said in named)
    return _("Other cards: {codes}.").format(codes=found)
