"""Lines of print in any script: order, shaping, widths and breaks."""

import pytest

from stworkshop.graphics import text_measure
from stworkshop.report.typesetting import paragraphs, shaping
from stworkshop.report.typesetting.shaping import Run, Style

PLAIN = Style(10, "#000000")
ARABIC = "الحافلة رقم 12 عند K12"
HINDI = "क्षेत्र में"


def seen(words: str, rtl: bool = False) -> str:
    """Return the clusters of a line from left to right, on a page that runs from the right or not."""
    line = shaping.compose((Run(words, PLAIN),), shaping.base_of(words, rtl))
    return "".join(cluster.text for piece in line.pieces for cluster in piece.clusters)


def broken(words: str, width: float, **options: int) -> list[str]:
    lines = paragraphs.break_runs((Run(words, PLAIN),), width, **options)
    return ["".join(run.text for run in line).rstrip() for line in lines]


def test_right_to_left_words_stand_from_the_right_and_numbers_do_not_turn() -> None:
    line = seen(ARABIC, rtl=True)
    assert line.index("12") < line.index("ة")
    assert line.startswith("K12")


def test_arabic_inside_english_keeps_its_place() -> None:
    line = seen("say الحافلة now")
    assert line.startswith("say ") and line.endswith(" now")


BUS, SEA, CITY = "الحافلة", "ים", "مدينة"


@pytest.mark.parametrize(
    ("words", "rtl", "order"),
    [
        (f"“{BUS}” is late", False, [BUS, "is", "late"]),
        (f"{SEA} and {BUS}: who?", False, [SEA, "and", BUS, "who"]),
        (f"M1 helps {CITY}", False, ["M1", "helps", CITY]),
        (f"{BUS} – causes – {SEA}", False, [BUS, "causes", SEA]),
        (f"“Hill Street” {BUS}", True, [BUS, "Hill", "Street"]),
        (f"M1, {CITY} {BUS}", True, [BUS, CITY, "M1"]),
        (f"{CITY} {BUS}", False, [BUS, CITY]),
        ("It is late.", True, ["It", "is", "late."]),
    ],
)
def test_a_paragraph_runs_as_its_language_does_whatever_it_begins_with(words: str, rtl: bool, order: list[str]) -> None:
    line = seen(words, rtl)
    places = [line.index(word if word.isascii() else word[::-1]) for word in order]
    assert places == sorted(places)


def test_hindi_letters_that_join_are_one_cluster() -> None:
    line = shaping.compose((Run(HINDI, PLAIN),))
    clusters = [cluster for piece in line.pieces for cluster in piece.clusters]
    assert any(len(cluster.text) > 1 for cluster in clusters)
    assert "".join(cluster.text for cluster in clusters) == HINDI


def test_plain_letters_are_written_as_themselves() -> None:
    line = shaping.compose((Run("Bus & <b>", PLAIN),))
    assert all(cluster.plain for piece in line.pieces for cluster in piece.clusters)


@pytest.mark.parametrize("words", ["Route and timetable planning", ARABIC, HINDI, "Λεωφορείο", "Автобус"])
def test_width_is_that_of_the_map(words: str) -> None:
    line = shaping.compose((Run(words, PLAIN),))
    assert line.width == pytest.approx(text_measure.width(words, 10), abs=0.6)


@pytest.mark.parametrize("words", ["word " * 400, "W" * 5000, ARABIC * 40, HINDI * 60, "公交车必须在这里停靠" * 30])
def test_no_line_is_wider_than_its_column(words: str) -> None:
    for line in paragraphs.break_runs((Run(words, PLAIN),), 120.0):
        assert paragraphs.width_of(line) <= 120.5


@pytest.mark.parametrize("words", ["word " * 40, "W" * 500, ARABIC * 4])
def test_breaking_loses_no_letter(words: str) -> None:
    assert "".join("".join(broken(words, 90.0)).split()) == "".join(words.split())


def test_newlines_are_kept_and_controls_are_not() -> None:
    assert broken("a\n\nb\x00\x07\ud800\u202ec", 200.0) == ["a", "", "bc"]


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    lines = broken("one two three four five six", 40.0, max_lines=2)
    assert len(lines) == 2 and lines[-1].endswith("…")


def test_styles_without_a_space_between_them_stick_together() -> None:
    bold = Style(10, "#000000", bold=True)
    lines = paragraphs.break_runs((Run("word ", PLAIN), Run("quoted", bold), Run(".", PLAIN)), 42.0)
    assert ["".join(run.text for run in line).strip() for line in lines] == ["word", "quoted."]


def test_a_letter_without_a_font_has_a_box() -> None:
    line = shaping.compose((Run("\U00010380", PLAIN),))
    assert line.pieces[0].face is None and line.width > 0


def test_a_paragraph_is_cut_at_a_line() -> None:
    para = paragraphs.Para((Run("word " * 200, PLAIN),), 50, 14)
    halves = para.split(30)
    assert halves is not None
    assert halves[0].h <= 30 and halves[0].h + halves[1].h == pytest.approx(para.h)
