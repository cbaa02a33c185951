"""From boxes to answers: each row of a ballot is read, or is a doubt with a reason and, if there is one, a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stworkshop.paper_reading import boxes as b
from stworkshop.paper_reading.boxes import Found, Ink
from stworkshop.report.ballot_form import ALL, NAME, SIDE, WORDS, BallotForm, Box, FormPage

Value = int | str | tuple[int, int] | None
"""An answer as the paper says it: a number, two of a placing, "dk", a side; None for an empty row."""

DONT_KNOW = "dk"
TWO, SHORT, PALE, OUTSIDE, HIDDEN, WRITTEN, HALF, NO_SIDE, TOO_MANY = (
    "two", "short", "pale", "outside", "hidden", "written", "half", "no-side", "too-many",
)  # fmt: skip
"""Why a row is put before a person."""

_STRAY_AREA = 0.7
_WORDS_AREA = 2.5
_SPILLED, _COVERED, _CLEAN = 0.55, 0.75, 0.55
"""A box that was crossed out is covered, and beyond its line; the one that was chosen instead is not."""
_PALEST_COVER = 0.01
_MARGIN = 2.5


@dataclass(frozen=True)
class Row:
    """One row of a ballot: `value` where it is clear, else why not and what it probably says.

    `area` is where its boxes lie: left, top, right, bottom in mm.
    """

    row: str
    value: Value
    doubt: str
    guess: Value
    area: tuple[float, float, float, float]

    @property
    def clear(self) -> bool:
        """Whether the answer is taken as it is."""
        return not self.doubt


def rows_of(form: BallotForm, page: FormPage, ink: Ink) -> list[Row]:
    """Return the rows of a page in their order; own words that were written are a row of doubt."""
    marked = [box for box in page.boxes if box.row not in (WORDS, NAME)]
    rows: dict[str, list[Found]] = {}
    for found in b.read_boxes(ink, marked):
        rows.setdefault(found.box.row, []).append(found)
    made = [_row(form.kind, row, found, ink) for row, found in rows.items()]
    for box in page.boxes:
        if box.row in (WORDS, NAME) and b.written(ink, box) > _WORDS_AREA:
            made.append(Row(box.row, None, WRITTEN, None, _around([box])))
    return _together(form, made)


def _together(form: BallotForm, rows: list[Row]) -> list[Row]:
    """Return the rows with what follows from all of them: nothing ranked, more dots than there are."""
    everything = next((row for row in rows if row.row == ALL), None)
    rows = [row for row in rows if row.row != ALL]
    if everything is None or (everything.value is None and everything.clear):
        return rows
    items = [row for row in rows if row.row not in (SIDE, WORDS, NAME)]
    alone = everything.clear and all(row.clear and row.value is None for row in items)
    made = []
    for row in rows:
        if row not in items:
            made.append(row)
        elif alone:
            made.append(Row(row.row, DONT_KNOW, "", None, row.area))
        else:
            made.append(Row(row.row, None, row.doubt or TWO, row.guess, row.area))
    return made


def _row(kind: str, row: str, found: Sequence[Found], ink: Ink) -> Row:
    area = _around([each.box for each in found])
    if any(each.state == b.UNSEEN for each in found):
        return Row(row, None, HIDDEN, None, area)
    if found[0].box.look == "write":
        empty = found[0].state == b.EMPTY
        return Row(row, 0 if empty and kind == "dots" else None, "" if empty else WRITTEN, None, area)
    doubt, chosen = _chosen(found, ink, several=kind == "dots" and row not in (SIDE, ALL))
    value, more = _value(kind, row, chosen)
    doubt = doubt or more
    return Row(row, None if doubt else value, doubt, value if doubt else None, area)


def _chosen(found: Sequence[Found], ink: Ink, *, several: bool) -> tuple[str, list[Box]]:
    """Return why the boxes of a row are not clear ("" if they are), and those that are, or may be, chosen."""
    marked = [each for each in found if each.state in (b.MARKED, b.FULL)]
    unclear = [each for each in found if each.state == b.DOUBT]
    if not several:
        marked = [each for each in marked if each not in _crossed_out(marked, each.box.part)]
    boxes = [each.box for each in marked]
    if unclear:
        likeliest = max(unclear, key=lambda each: each.cover)
        short = likeliest.cover > _PALEST_COVER
        return (SHORT if short else PALE), boxes or ([likeliest.box] if short else [])
    parts = [box.part for box in boxes]
    if not several and len(set(parts)) < len(parts):
        return TWO, [min(marked, key=lambda each: each.cover).box]
    # The words of the sides stand between their boxes, so nothing can be told there.
    if found[0].box.row not in (SIDE, ALL) and b.stray(ink, found, boxes) > _STRAY_AREA:
        return OUTSIDE, boxes
    return "", boxes


def _crossed_out(marked: Sequence[Found], part: str) -> list[Found]:
    """Return which of two marked boxes of one question was crossed out, where that is clear."""
    pair = [each for each in marked if each.box.part == part]
    gone = [each for each in pair if each.cover > _COVERED and each.spill > _SPILLED]
    stays = [each for each in pair if each.cover < _CLEAN and each.spill < 0.3]
    return gone if len(pair) == 2 and len(gone) == len(stays) == 1 else []


def _value(kind: str, row: str, chosen: Sequence[Box]) -> tuple[Value, str]:
    """Return what the chosen boxes of a row say, and why that is no answer, "" where it is one."""
    if row == SIDE:
        return (chosen[0].value, "") if chosen else (None, NO_SIDE)
    if kind == "dots":
        return len(chosen), ""
    if not chosen:
        return None, ""
    if any(box.value == DONT_KNOW for box in chosen):
        return DONT_KNOW, "" if all(box.value == DONT_KNOW for box in chosen) else TWO
    if kind != "placing":
        return int(chosen[0].value), ""
    parts = {box.part: int(box.value) for box in chosen}
    if len(parts) < 2:
        return None, HALF
    return (parts["influence"], parts["affected"]), ""


def _around(found: Sequence[Box]) -> tuple[float, float, float, float]:
    left = min(box.x - box.w / 2 for box in found) - _MARGIN
    right = max(box.x + box.w / 2 for box in found) + _MARGIN
    top = min(box.y - box.h / 2 for box in found) - _MARGIN
    return left, top, right, max(box.y + box.h / 2 for box in found) + _MARGIN
