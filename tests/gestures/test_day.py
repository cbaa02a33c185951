"""A workshop of half a day in the real window, from a new session to the summary that says what was captured."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pypdfium2
import pytest

from tests.gestures import day_words
from tests.gestures.day import FORTY, IN_SECONDS, Day
from tests.gestures.program import Program

pytestmark = pytest.mark.xvfb
TIMES, PICTURES = "STWORKSHOP_DAY_TIMES", "STWORKSHOP_DAY_PICTURES"
"""Settings that name a file for the time of each capture, and a folder for a picture of each step."""
NO_BLANKS = str.maketrans("", "", " \n\r\t\u00a0\ufffe\ufeff\u0002")


@pytest.fixture
def at_home(xvfb_display: str, tmp_path: Path) -> Program:
    """The program at its first page, over an empty library."""
    return Program(xvfb_display, tmp_path / "day.stwlib", home=str(tmp_path))


def words_of(pdf: Path) -> str:
    """Return all words of a PDF, without blanks."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf.read_bytes()))
    return "".join(page.get_textpage().get_text_range() for page in document).translate(NO_BLANKS)


def test_a_workshop_is_held_from_new_to_the_printed_summary(at_home: Program, tmp_path: Path, soak: bool) -> None:
    pictures = Path(os.environ[PICTURES]) if os.environ.get(PICTURES) else None
    day = Day(at_home, full=soak, pictures=pictures)
    try:
        day.play(tmp_path)
        assert at_home.close() == 0
    finally:
        at_home.end()

    said = words_of(tmp_path / "summary.pdf")
    people, concerns = [name for name, _side, _voice in day.people()], [words_only(line) for line in day.concerns()]
    expected = [
        day_words.TITLE, day_words.QUESTION, *people, *concerns, day_words.UNSORTED, day_words.PARKED,
        *day_words.STATEMENTS, day_words.DECISION, day_words.REASON, day_words.DECIDER, day_words.WORD,
        day_words.MEANING, "Read back at",
    ]  # fmt: skip
    assert [words for words in expected if words.translate(NO_BLANKS) not in said] == []
    assert "notyetreadback" not in said

    if os.environ.get(TIMES):
        Path(os.environ[TIMES]).write_text(day.table(), encoding="utf-8")
    if soak:  # typed as fast as a person types; how fast the program is by itself, the benchmarks say
        assert len(day.times) > FORTY
        assert FORTY * sum(whole for _label, whole, _program in day.times) / len(day.times) < IN_SECONDS


def words_only(line: str) -> str:
    """Return what a captured line puts on its card."""
    return line[2:].partition(" @")[0].partition(" #")[0]
