"""The outline in simple blocks: headings, paragraphs, lists and tables, for documents and pages without our charts.

Nothing is left out: what a chart shows stands as its figures or its text value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.report.content import basic_blocks as basic
from stworkshop.report.content import blocks
from stworkshop.report.content import result_blocks as results
from stworkshop.report.content.basic_blocks import Bullets, Heading, Table, TableColumn
from stworkshop.report.content.blocks import Block, Card, Paragraph, Span, Text, coded, plain, text
from stworkshop.report.content.telling import TELLING
from stworkshop.report.editions.risks import status_word
from stworkshop.report.words import has_end
from stworkshop.rounds.answers_in_words import capital, joined, side_names
from stworkshop.rounds.verdicts import state_names

SIMPLE: tuple[type[Block], ...] = (Paragraph, Heading, Bullets, Table, basic.Asked)
"""The blocks that may be left when everything is simple, with MapFigure."""


@dataclass(frozen=True)
class MapFigure(Block):
    """Where the picture of the map stands, with the words that stand for it."""

    text_value: str


class Levels:
    """Which level a heading gets, so that none is left out below the one before; `section` is that of its section."""

    def __init__(self, section: int) -> None:
        self.section = self.last = section

    def heading(self, level: int) -> int:
        """Return the level of a heading block, which itself is 2 or 3."""
        self.last = min(self.section + level - 1, self.last + 1, 6)
        return self.last

    @property
    def small(self) -> int:
        """The level of a small heading, above a list or an answer."""
        return min(self.last + 1, 6)


def has_map(outline: blocks.Outline) -> bool:
    """Tell whether one page shows the whole map; a large one is cut into pages of viewpoints."""
    return sum(isinstance(block, blocks.MapPage) for section in outline.sections for block in section.blocks) == 1


def simplified(section: blocks.Section) -> Iterator[Block]:
    """Yield what a section says as simple blocks; its title and lead are the caller's."""
    for block in section.blocks:
        yield from simple(block)


def simple(block: Block) -> Iterator[Block]:
    """Yield one block as simple blocks; raises KeyError for a block that no rule knows."""
    if isinstance(block, SIMPLE):
        yield block
    elif isinstance(block, TELLING):
        yield from block.told()
    else:
        yield from _RULES[type(block)](block)


def rule(kind: type[Block]) -> Callable[[Callable[[Any], Iterator[Block]]], Callable[[Any], Iterator[Block]]]:
    """Register a function as the rule for a type of block."""

    def register(function: Callable[[Any], Iterator[Block]]) -> Callable[[Any], Iterator[Block]]:
        _RULES[kind] = function
        return function

    return register


_RULES: dict[type[Block], Callable[[Any], Iterator[Block]]] = {}


def knows() -> Mapping[type[Block], object]:
    """Return the types of blocks that have a rule."""
    return {**dict.fromkeys((*SIMPLE, *TELLING)), **_RULES}


def _head(card: Card) -> Heading:
    return Heading(plain(coded(card)), 3)


def _lines(*lines: Text) -> Iterator[Block]:
    for line in lines:
        if line:
            yield Paragraph(line)


@rule(blocks.Cover)
def _cover(block: blocks.Cover) -> Iterator[Block]:
    read_back = text(block.read_back if block.is_read_back else Span(block.read_back, "missing"))
    yield from _lines(block.question, block.mandate, read_back)
    counts = tuple(text(Span(str(count.number), "strong"), f" {count.label}") for count in block.counts)
    yield Bullets(counts)
    for head in block.heads:
        yield Heading(head.title)
        yield Bullets(head.whole)
        if head.source and not head.sources:
            yield Paragraph(text(head.source), "note")


@rule(blocks.MapPage)
def _map(block: blocks.MapPage) -> Iterator[Block]:
    yield MapFigure(block.text_value)


@rule(blocks.Key)
def _key(block: blocks.Key) -> Iterator[Block]:
    for title, cards in block.groups:
        yield Bullets(tuple(coded(card) for card in cards), title)


@rule(blocks.PartsTogether)
def _together(block: blocks.PartsTogether) -> Iterator[Block]:
    for group in block.groups:
        yield from simple(group)


@rule(blocks.LinkedKey)
def _linked_key(block: blocks.LinkedKey) -> Iterator[Block]:
    for zone in block.zones:
        yield Bullets(tuple(text(*coded(one.card), *_linked(one.links)) for one in zone.entries), zone.title)


def _linked(links: Text) -> Iterator[Span]:
    """Yield links as a second sentence; their first word begins it."""
    if links:
        yield Span(". ")
        yield links[0]._replace(text=capital(links[0].text))
        yield from links[1:]
        yield Span(".")


@rule(blocks.Voices)
def _voices(block: blocks.Voices) -> Iterator[Block]:
    for group in block.groups:
        rows = (text(*coded(row.card), *_tail(row.lines)) for row in group.rows)
        yield Bullets(tuple(rows), group.title)
        yield from _lines(group.closing)
    yield from _lines(block.note)


def _tail(lines: tuple[Text, ...]) -> Iterator[Span]:
    for line in lines:
        yield Span(". " if not plain(line)[:1].islower() else ", ")
        yield from line


@rule(blocks.Dots)
def _dots(block: blocks.Dots) -> Iterator[Block]:
    names = side_names()
    columns = (
        TableColumn(_("Code"), 1), TableColumn(_("Card"), 6), TableColumn(_("Dots"), 1, "right"),
        TableColumn(_("By side"), 3), TableColumn(_("Given by"), 2),
    )  # fmt: skip
    rows = tuple(
        (
            text(Span(row.card.code, "strong")),
            text(*row.words, f" {row.holders}" if row.holders else ""),
            text(str(row.dots)),
            text(", ".join(f"{names.get(side, side)} {n}" for side, n in row.by_side if side) or _("not shown")),
            text(row.givers),
        )
        for row in block.rows
    )
    yield from _lines(block.intro) if not block.title else ()
    yield Table(columns, rows, block.title, block.intro if block.title else ())


@rule(blocks.CardList)
def _card_list(block: blocks.CardList) -> Iterator[Block]:
    rows = (text(Span(row.card.code + blocks.WIDE, "strong"), *row.words) for row in block.rows)
    yield Bullets(tuple(rows), block.title)


@rule(blocks.Parts)
def _parts(block: blocks.Parts) -> Iterator[Block]:
    columns = (
        TableColumn(_("Part"), 4), TableColumn(_("What it does"), 6), TableColumn(_("Stage"), 1.5),
        TableColumn(_("Who is responsible"), 3),
    )  # fmt: skip
    rows = tuple((coded(row.card), row.content, text(row.stage_word), row.owner) for row in block.rows)
    yield Table(columns, rows, block.title)


@rule(blocks.Legend)
def _legend(block: blocks.Legend) -> Iterator[Block]:
    counted = _("{words} ({number})")
    said = ", ".join(counted.format(words=words, number=n) if n else words for _sign, n, words in block.entries)
    if said:
        yield Paragraph(text(*block.lead, " " if block.lead else "", said), "note")


@rule(results.RiskMatrix)
def _matrix(block: results.RiskMatrix) -> Iterator[Block]:
    yield from _lines(*block.content)
    yield Paragraph(text(block.text_value), "note")
    yield from _legend(block.statuses)


@rule(results.Risks)
def _risks(block: results.Risks) -> Iterator[Block]:
    for row in block.rows:
        yield _head(row.card)
        bad = _("How bad: {n} of 5.").format(n=row.severity) if row.severity else _("How bad: not rated.")
        likely = _("How likely: {n} of 5.").format(n=row.likelihood) if row.likelihood else _("How likely: not rated.")
        harmed = text(joined(row.harmed)) if row.harmed else row.harmed_missing
        yield from _lines(
            text(f"{bad} {likely}"), row.content, text(Span(_("Would be harmed:") + " ", "strong"), *harmed)
        )
        yield Bullets(tuple(_measure(m) for m in row.measures), _("Measures") if row.measures else "")
        yield from _lines(*row.missing)


def _measure(row: results.MeasureRow) -> Text:
    """Return a measure with its status and who does it; of one that was turned down the status says all."""
    owner = ended(row.owner) if row.owner and row.status != "rejected" else ()
    return text(*ended(coded(row.card)), f" {capital(status_word(row.status))}. ", *owner)


def ended(said: Text) -> Text:
    """Return words with a full stop where they have no end of their own."""
    return said if has_end(plain(said).strip()) else text(*said, Span(".", said[-1].tone if said else "plain"))


@rule(results.Statements)
def _statements(block: results.Statements) -> Iterator[Block]:
    for row in block.rows:
        yield Heading(f"{row.number}  {row.label}", 3)
        yield from _lines(text(Span(state_names()[row.state] + ". ", "strong"), *row.sentences[0]), *row.sentences[1:])
        if row.counts:
            columns = tuple(TableColumn(words, 1, "middle") for words in row.scale)
            yield Table(columns, (tuple(text(str(n)) for n in row.counts),))
        yield Paragraph(text(row.source), "note")
        yield from _lines(*row.notes)


@rule(results.NotAsked)
def _not_asked(block: results.NotAsked) -> Iterator[Block]:
    yield Paragraph(block.content)


@rule(results.Decisions)
def _decisions(block: results.Decisions) -> Iterator[Block]:
    for row in block.rows:
        yield _head(row.card)
        yield from _lines(row.verdict, *row.lines)


@rule(results.Tasks)
def _tasks(block: results.Tasks) -> Iterator[Block]:
    columns = tuple(TableColumn(head, share) for head, share in zip(block.heads, (6, 3, 2.5, 2), strict=True))
    rows = tuple((coded(row.card), row.who, row.due, text(row.sources or _("nothing is linked"))) for row in block.rows)
    yield Table(columns, rows, block.title)


@rule(results.Questions)
def _questions(block: results.Questions) -> Iterator[Block]:
    rows = tuple(_question(row) for row in block.rows)
    none = text(_("No open question was written down."))
    yield Bullets(rows or (none,), block.title)
    if block.review:
        yield from _lines(block.review)


def _question(row: results.QuestionRow) -> Text:
    who = (Span(_("Who finds out:") + " ", "quiet"), *ended(row.who), Span(" ")) if row.who else ()
    return text(*ended(coded(row.card)), " ", *who, *row.content)


@rule(results.Reply)
def _reply(block: results.Reply) -> Iterator[Block]:
    yield Heading(block.title)
    blank = " " + "_" * 40
    for words, said in ((block.to, block.to_said), (block.until, block.until_said)):
        yield from _lines(text(f"{words} ", Span(said, "strong")) if said else text(words + blank))


@rule(results.Terms)
def _terms(block: results.Terms) -> Iterator[Block]:
    columns = tuple(TableColumn(head, share) for head, share in zip(block.heads, (2, 3, 3, 4), strict=True))
    rows = tuple((text(Span(row.label, "strong")), row.planner, row.engineer, row.agreed) for row in block.rows)
    yield Table(columns, rows)


@rule(results.Gaps)
def _gaps(block: results.Gaps) -> Iterator[Block]:
    if block.title:
        yield Heading(block.title)
    yield from _lines(block.intro)
    for group in block.groups:
        codes = (Span(row.source + blocks.WIDE if row.source else "", "strong") for row in group.rows)
        rows = tuple(text(code, *row.content) for code, row in zip(codes, group.rows, strict=True))
        yield Bullets(rows, group.title)


@rule(results.Coverage)
def _coverage(block: results.Coverage) -> Iterator[Block]:
    columns = (TableColumn(_("Topic"), 5), TableColumn(_("Cards"), 1, "right"))
    rows = tuple((text(name), text(str(number))) for name, number in block.rows)
    yield Table(columns, rows, block.title, block.note)
