"""Samples show every print there is: each edition, draft and sheet can be made from one of them."""

from __future__ import annotations

import make_samples
import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange.importing import read_any
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import value_of
from stworkshop.report import sheets
from stworkshop.report.content import outline
from stworkshop.report.content.blocks import Outline

REPLY = ("reply_to", "reply_until", "reply_use")


def board(name: str) -> Board:
    return read_any(make_samples.FOLDER / f"{name}.json").board()


@pytest.mark.parametrize("name", make_samples.SAMPLES)
def test_people_who_were_not_there_can_be_written_to_from_every_sample(name: str) -> None:
    told: Outline = outline.build(board(name), catalogue(), "absent")
    assert told.sections
    session = board(name).session
    assert all("(fictional)" in str(value_of(session, field)) for field in REPLY if field != "reply_until")
    assert str(value_of(session, "reply_until")) > session.date


@pytest.mark.parametrize("edition", [*outline.EDITIONS, *outline.DRAFTS])
def test_every_edition_and_draft_can_be_made_from_a_sample(edition: str) -> None:
    made = []
    for name in make_samples.SAMPLES:
        try:
            made.append(outline.build(board(name), catalogue(), edition))
        except KnownError:
            continue
    assert made and all(one.sections for one in made)


@pytest.mark.parametrize("sheet", list(sheets.SHEETS))
def test_every_sheet_can_be_made_from_a_sample(sheet: str) -> None:
    assert sheets.make(board("hill-east"), catalogue(), sheet, sheets.SheetOptions(people=2)).startswith(b"%PDF-")
