"""Sentences end once, whatever people wrote into them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import own_fields, replaced, root_of, value_of
from stworkshop.model.wording import ended, has_end, one_stop, unended
from stworkshop.report import read_aloud
from stworkshop.report.content import outline
from stworkshop.report.content.blocks import Span, plain, text
from tests.report.printing import SAMPLES, sample

TWICE = re.compile(r"[?][”’][?]|(?<![.])\.\.(?![.])|[?!…]\.(?!\w)|[.?!…][”’]\.")
WORDS = ("label", "note", "text", "question", "workshop_question", "description", "discussion_note", "setting")


def all_ending(board: Board, end: str) -> Board:
    """The same session, in which all that people wrote ends in the same way."""
    records = []
    for record in board.records():
        named = [name for name in own_fields(root_of(record)) if name in WORDS and value_of(record, name)]
        records.append(replaced(record, {name: str(value_of(record, name)).rstrip(".?!") + end for name in named}))
    return Board(records)


def texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple) and part and all(isinstance(one, Span) for one in part):
        yield plain(part)
    elif isinstance(part, tuple):
        for one in part:
            yield from texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts(getattr(part, field.name))


@pytest.mark.parametrize("end", [".", "?", "…"])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_print_ends_a_sentence_twice(name: str, end: str) -> None:
    board = all_ending(sample(name), end)
    said = [sentence.words for sentence in read_aloud.sentences(board, catalogue())]
    for edition in (*outline.EDITIONS, *outline.DRAFTS):
        try:
            said += texts(outline.build(board, catalogue(), edition))
        except KnownError:
            continue  # an edition that this sample cannot fill
    assert len(said) > 100 and [words for words in said if TWICE.search(words)] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("It is late", "It is late."), ("It is late.", "It is late."), ("Is it late?", "Is it late?"),
        ("“It is late.”", "“It is late.”"), ("“Late”", "“Late”."), ("Late…  ", "Late…"), ("Of these:", "Of these:"),
        ("", ""), ("   ", ""), ("هل تأخر؟", "هل تأخر؟"), ("遅い。", "遅い。"), ("(See A)", "(See A)."),
    ],
)  # fmt: skip
def test_words_become_a_sentence(words: str, said: str) -> None:
    assert ended(words) == said and ended(said) == said
    assert not said or has_end(said) or said.endswith(":")


def test_a_full_stop_is_taken_off_and_dots_stay() -> None:
    assert [unended(words) for words in ("Late.", "Late", "Late..", "Late...", "Late?", ".")] == [
        "Late", "Late", "Late..", "Late...", "Late?", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Ltd.. More", "Ltd. More"), ("Why?. More", "Why? More"), ("“Why?”.", "“Why?”"), ("wait...", "wait..."),
        ("“Late”.", "“Late”."), ("a.b", "a.b"), ("3..5", "3..5"), ("end..", "end."),
        ("Who finds out: “Why?”?", "Who finds out: “Why?”"), ("“Why?” they ask?", "“Why?” they ask?"),
    ],
)  # fmt: skip
def test_one_stop_is_left_of_two(words: str, said: str) -> None:
    assert one_stop(words) == said


def test_the_stop_of_the_sentence_around_is_left_out_across_spans() -> None:
    quote = Span("“Is it late?”", "quote")
    assert plain(text(quote, ". It is.")) == "“Is it late?” It is."
    assert plain(text(quote, ".")) == "“Is it late?”" and len(text(quote, ".")) == 1
    assert plain(text(Span("Late"), ". It is.")) == "Late. It is." and plain(text(".", "..x")) == "...x"
