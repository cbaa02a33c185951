"""The summary as it is read aloud before the close: sentence by sentence, each with the records that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.wording import ended
from stworkshop.report import words
from stworkshop.report.content import blocks, outline
from stworkshop.report.content import result_blocks as results
from stworkshop.report.content.blocks import Card, Text, plain


@dataclass(frozen=True)
class ReadSentence:
    """What is read at one go: the heading it stands under, the words, and the ids of the records it comes from."""

    heading: str
    words: str
    ids: tuple[str, ...]
    codes: str


def sentences(board: Board, catalogue: Catalogue) -> list[ReadSentence]:
    """Return the summary for participants as sentences in its own order; pictures and figures are left out."""
    found: list[ReadSentence] = []
    for section in outline.build(board, catalogue).sections:
        for block in section.blocks:
            read = _READERS.get(type(block))
            for sentence, cards, ids in read(block) if read else ():
                said = " ".join(sentence.split())
                if said:
                    codes = ", ".join(card.code for card in cards)
                    found.append(ReadSentence(section.title, said, (*(card.id for card in cards), *ids), codes))
    return found


_Read = tuple[str, tuple[Card, ...], tuple[str, ...]]


def _joined(*parts: str | Text) -> str:
    """Return parts as sentences that follow each other."""
    said = [part if isinstance(part, str) else plain(part) for part in parts]
    return " ".join(ended(one.strip()) for one in said if one.strip())


def _cover(block: blocks.Cover) -> Iterator[_Read]:
    yield _("Our question: {question}").format(question=plain(block.question)), (), ()
    yield plain(block.mandate), (), ()


def _voices(block: blocks.Voices) -> Iterator[_Read]:
    yield plain(block.note), (), ()
    for group in block.groups:
        for row in group.rows:
            title = group.title.split(":")[0]
            head, lines = f"{title}: {row.card.label}", [plain(line) for line in row.lines]
            if lines and lines[0][:1].islower():  # who speaks for them goes on in the same sentence
                head = f"{head}, {lines.pop(0)}"
            yield _joined(head, *lines), (row.card,), ()


def _dots(block: blocks.Dots) -> Iterator[_Read]:
    for row in block.rows:
        held = _("Held by {who}").format(who=row.holders.replace(" · ", ", ")) if row.holders else ""
        gave = _("{how_many} laid dots on it").format(how_many=row.givers) if row.givers else ""
        yield _joined(row.words, held, gave), (row.card,), ()


def _card_list(block: blocks.CardList) -> Iterator[_Read]:
    for row in block.rows:
        yield _joined(row.words), (row.card,), ()


def _parts(block: blocks.Parts) -> Iterator[_Read]:
    for row in block.rows:
        owner = plain(row.owner)
        if all(span.tone != "missing" for span in row.owner):
            owner = _("Responsible: {who}").format(who=owner)
        yield _joined(row.card.label, row.content, owner), (row.card,), ()


def _risks(block: results.Risks) -> Iterator[_Read]:
    for row in block.rows:
        harmed = (
            _("Would be harmed: {who}").format(who=words.joined(row.harmed))
            if row.harmed
            else plain(row.harmed_missing)
        )
        measures = [f"{m.card.label} ({plain(m.owner)})" for m in row.measures]
        done = _("What will be done: {what}").format(what="; ".join(measures)) if measures else ""
        cards = (row.card, *(m.card for m in row.measures))
        yield _joined(row.card.label, row.content, harmed, done, *row.missing), cards, ()


def _statements(block: results.Statements) -> Iterator[_Read]:
    for row in block.rows:
        yield _joined(words.quoted(row.label), *row.sentences, *row.notes), (), (row.id,)


def _not_asked(block: results.NotAsked) -> Iterator[_Read]:
    yield plain(block.content), (), ()


def _decisions(block: results.Decisions) -> Iterator[_Read]:
    for row in block.rows:
        yield _joined(row.card.label, row.verdict, *row.lines), (row.card,), ()


def _tasks(block: results.Tasks) -> Iterator[_Read]:
    for row in block.rows:
        yield _joined(row.card.label, _("Who: {who}").format(who=plain(row.who)), row.due), (row.card,), ()


def _questions(block: results.Questions) -> Iterator[_Read]:
    for row in block.rows:
        who = _("Who: {who}").format(who=plain(row.who)) if row.who else ""
        yield _joined(row.card.label, who, row.content), (row.card,), ()


def _terms(block: results.Terms) -> Iterator[_Read]:
    for row in block.rows:
        planner = _("planners meant: {words}").format(words=plain(row.planner))
        engineer = _("Engineers meant: {words}").format(words=plain(row.engineer))
        yield _joined(f"{words.quoted(row.label)}: {planner}", engineer, row.agreed), (), (row.id,)


_READERS: dict[type, Callable[[Any], Iterator[_Read]]] = {
    blocks.Cover: _cover,
    blocks.Voices: _voices,
    blocks.Dots: _dots,
    blocks.CardList: _card_list,
    blocks.Parts: _parts,
    results.Risks: _risks,
    results.Statements: _statements,
    results.NotAsked: _not_asked,
    results.Decisions: _decisions,
    results.Tasks: _tasks,
    results.Questions: _questions,
    results.Terms: _terms,
}
