"""Many ballots that are printed, marked, photographed and read, and how often each of that went well."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PIL import Image

from stworkshop.model.answers import ballots_of
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Round, from_flat
from stworkshop.paper_reading.pictures import _picture as picture_of
from stworkshop.paper_reading.reading import read
from stworkshop.paper_reading.rows import DONT_KNOW, Row, Value
from stworkshop.report.ballot_form import SIDE, WORDS, BallotForm, Box, form_of, words_of
from stworkshop.report.ballots import ballots_bytes
from stworkshop.report.look.style import PAPERS
from tests.paper_reading.photographs import CLEAR, PENS, Camera, Hand, cut, page_picture, photograph
from tests.report.printing import sample

KINDS = ("rating", "dots", "placing", "ranking")
OF_KIND = {"dots": "concern", "ranking": "goal", "placing": "stakeholder"}
DAMAGE: Mapping[str, Camera] = {
    "good": Camera(8.0, 8.0, 5.0, 0.7, 2.0, 0.15, 0, 90),
    "tilted": Camera(8.0, 35.0, 12.0, 0.8, 2.0, 0.15, 0, 85),
    "turned": Camera(8.0, 15.0, 137.0, 0.7, 2.0, 0.15, 0, 85),
    "small": Camera(1.5, 15.0, 3.0, 0.5, 2.0, 0.15, 0, 85),
    "blurred": Camera(8.0, 15.0, 3.0, 1.5, 2.0, 0.15, 0, 85),
    "noisy": Camera(5.0, 15.0, 3.0, 0.8, 9.0, 0.15, 0, 85),
    "shadow": Camera(5.0, 15.0, 3.0, 0.8, 3.0, 0.55, 0, 85),
    "creased": Camera(5.0, 15.0, 3.0, 0.8, 3.0, 0.15, 3, 85),
    "squeezed": Camera(5.0, 15.0, 3.0, 0.8, 3.0, 0.15, 0, 60),
}


@dataclass
class Tally:
    """Rows of ballots: clear ones that were read or asked about, unclear ones that were asked about, wrong ones."""

    read: int = 0
    asked: int = 0
    doubted: int = 0
    wrong: list[str] = field(default_factory=list)
    sheets: int = 0
    lost: int = 0
    why: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """The part of the clear rows that nobody had to be asked about; a sheet that is not found counts with all."""
        return self.read / max(1, self.read + self.asked)


@dataclass(frozen=True)
class Print:
    """The ballots of one round: their form, the pages, and what lies in which row."""

    form: BallotForm
    sheets: tuple[Image.Image, ...]
    rows: Mapping[str, tuple[Box, ...]]


@cache
def printed(kind: str, large: bool = False) -> Print:
    """Return some printed ballots of a round of this kind; the random codes are always the same here."""
    board = sample("merravale")
    cards = [e.id for e in board.elements.values() if e.kind == OF_KIND.get(kind)]
    items = list(board.statements) if kind == "rating" else cards[:6]
    fields: dict[str, Any] = {"kind": kind, "question": "What do you say?", "items": items, "anonymous": "yes"}
    if kind == "dots":
        fields |= {"dots_per_person": 8, "max_per_item": 2}
    asked = from_flat("rounds", f"r-{kind}", fields)
    assert isinstance(asked, Round)
    words = words_of(board, catalogue(), asked, fillable=False)
    form = form_of(board, asked, words, PAPERS["A4"], large=large)
    page = form.pages[0]
    columns, across = round(210 / page.w), round(210 / page.w) * round(297 / page.h)
    codes = ballots_of(kind.encode(), asked.id, 8)
    pdf = ballots_bytes(board, catalogue(), asked, [(code, False) for code in codes], large_print=large)
    sheets = []
    for number in range(8):
        at = number % across
        where = number // across if len(form.pages) == 1 else number * len(form.pages)
        sheets.append(cut(page_picture(pdf, where), page.w, page.h, at % columns, at // columns))
    rows: dict[str, list[Box]] = {}
    for box in page.boxes:
        rows.setdefault(box.row, []).append(box)
    return Print(form, tuple(sheets), {row: tuple(boxes) for row, boxes in rows.items()})


def filled(made: Print, number: int, rng: random.Random) -> tuple[Image.Image, dict[str, Value], set[str]]:
    """Return a ballot somebody filled in, what each clear row says, and which rows are not clear to anybody."""
    sheet = made.sheets[number % len(made.sheets)].copy()
    hand = Hand(sheet, rng, rng.choice(list(PENS)))
    truth: dict[str, Value] = {}
    unclear: set[str] = set()
    style = rng.choice(CLEAR)
    for row, boxes in made.rows.items():
        if boxes[0].look == "write":
            if row != WORDS and rng.random() < 0.6:
                hand.write(boxes[0].x - 3, boxes[0].y + 2, 4)
                unclear.add(row)
            elif row != WORDS:
                truth[row] = None
            continue
        if row == SIDE:
            box = rng.choice(boxes)
            hand.mark(box, rng.choice(("cross", "tick")))
            truth[row] = box.value
        elif row == "all":
            truth[row] = None
        else:
            truth[row] = _mark(made.form.kind, boxes, hand, rng, style)
            if truth[row] == "?":
                del truth[row]
                unclear.add(row)
    return sheet, truth, unclear


def _mark(kind: str, boxes: tuple[Box, ...], hand: Hand, rng: random.Random, style: str) -> Value:
    """Mark one row; return what it says, "?" where that is not clear."""
    if kind == "dots":
        count = rng.choice((0, 0, 1, 2))
        for box in boxes[:count]:
            hand.mark(box, style)
        return count
    how = rng.random()
    if kind == "placing":
        pick = [rng.choice([box for box in boxes if box.part == part]) for part in ("influence", "affected")]
        if how < 0.15:
            return None
        for box in pick:
            hand.mark(box, style)
        return int(pick[0].value), int(pick[1].value)
    one, other = rng.sample(boxes, 2)
    if how < 0.15:
        return None
    if how < 0.80:
        hand.mark(one, style)
    elif how < 0.86:
        hand.mark(one, "scribble")
        hand.mark(other, "cross")
        one = other
    else:
        unclear = rng.choice(("faint", "slip", "half", "ring", "two"))
        hand.mark(one, style if unclear == "two" else unclear)
        if unclear == "two":
            hand.mark(other, style)
        return "?"
    return DONT_KNOW if one.value == DONT_KNOW else int(one.value)


def run(damage: str, count: int, seed: int = 0, kinds: tuple[str, ...] = ("rating", "dots", "placing")) -> Tally:
    """Print, mark, photograph and read so many ballots, in pictures of one to four."""
    rng = random.Random(f"{damage} {seed}")
    tally = Tally()
    while tally.sheets < count:
        made = printed(rng.choice(kinds))
        few = 1 if damage == "small" or count == 1 else rng.choice((1, 1, 2, 4))
        numbers = rng.sample(range(8), few)
        sheets = {number: filled(made, number, rng) for number in numbers}
        seen = rng.randrange(1 << 30)
        picture = photograph([sheet for sheet, _truth, _unclear in sheets.values()], DAMAGE[damage], seen)
        found = read(picture_of(picture, "x.jpg"), {made.form.version: made.form})
        codes = ballots_of(made.form.kind.encode(), made.form.round, 8)
        by_code = {sheet.paper.code: sheet for sheet in found.sheets}
        if not set(by_code) <= {codes[number] for number in numbers}:
            tally.wrong.append(f"codes {set(by_code)}")
        for number, (_sheet, truth, unclear) in sheets.items():
            tally.sheets += 1
            of = by_code.get(codes[number])
            if of is None or of.refused:
                tally.lost += 1
                tally.asked += len(truth)
                tally.why["not found" if of is None else of.refused] += 1
                continue
            _judge(tally, truth, unclear, of.rows, f"{damage} {made.form.kind} {seen} {codes[number]}")
    return tally


def _judge(tally: Tally, truth: Mapping[str, Value], unclear: set[str], rows: tuple[Row, ...], where: str) -> None:
    for row in rows:
        if row.row in truth and row.clear and row.value == truth[row.row]:
            tally.read += 1
        elif row.row in truth and not row.clear:
            tally.asked += 1
            tally.why[row.doubt] += 1
        elif row.row in unclear and not row.clear:
            tally.doubted += 1
        elif row.row in truth or row.row in unclear:
            tally.wrong.append(f"{where} {row.row}: {row.value}, not {truth.get(row.row, 'a doubt')}")
        elif not row.clear:
            tally.why[f"also {row.row}"] += 1
