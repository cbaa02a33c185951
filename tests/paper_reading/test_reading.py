"""The camera's reading in simulation: never a wrong answer; clear marks mostly without asking; codes never confused."""

from __future__ import annotations

import random

import numpy as np

from stworkshop.model.paper_code import PaperCode, parsed, round_mark
from stworkshop.paper_reading import boxes, rows
from tests.paper_reading.simulated import DAMAGE, filled, printed, run

MANY = 1_100
"""Sheets of each kind of damage in the full number; the gate reads one of each of the hardest three."""
HARDEST = ("tilted", "small", "noisy")
GOOD, BAD = 0.98, 0.90


def test_no_answer_is_wrong_and_clear_marks_are_read(soak: bool) -> None:
    for damage in DAMAGE if soak else HARDEST:
        tally = run(damage, MANY if soak else 1)
        assert tally.wrong == [] and tally.read > 0, (damage, tally.why)
        assert not soak or tally.share >= (GOOD if damage == "good" else BAD), (damage, tally.share, tally.why)


def test_straight_paper_of_every_kind_of_round_is_read_row_by_row() -> None:
    for kind in ("rating", "dots", "placing", "ranking"):
        made = printed(kind)
        sheet, truth, unclear = filled(made, 0, random.Random(3))
        page = made.form.pages[0]
        flat = np.asarray(sheet.convert("L").resize((round(page.w * boxes.PX), round(page.h * boxes.PX))))
        found = {row.row: row for row in rows.rows_of(made.form, page, boxes.ink_of(flat))}
        clear = {row: found[row].value for row in truth if row in found and found[row].clear}
        assert clear == {row: value for row, value in truth.items() if row in found}, kind
        assert not any(found[row].clear for row in unclear), kind


def test_a_code_says_what_it_was_made_of_and_nothing_else() -> None:
    code = PaperCode("K7Q", 2, "ABCDE", round_mark("s", "r"))
    assert len(code.text) == 20 and parsed(code.text) == code
    assert parsed(PaperCode("", 1, "ABCDE", "FGHJK").text) == PaperCode("", 1, "ABCDE", "FGHJK")
    assert PaperCode("K7Q", 34, "ABCDE", "FGHJK").text == ""
    for text in ("", "https://example.org", code.text + "\n", code.text.lower(), "SW2" + code.text[3:]):
        assert parsed(text) is None
    assert len({round_mark("s", f"r{n}") for n in range(500)}) == 500
