"""Lines fit, nothing is lost, and every script is measured."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stworkshop.graphics import fonts, text_measure

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"


def test_breaks_at_spaces() -> None:
    assert text_measure.break_lines("Nobody can tell us why our stop went.", 146, 14) == [
        "Nobody can tell us why",
        "our stop went.",
    ]


def test_newlines_are_kept() -> None:
    assert text_measure.break_lines("a\r\n\nb\n", 146, 14) == ["a", "", "b"]


def test_long_word_breaks_anywhere() -> None:
    word = "Datenschutzfolgenabschätzungsverfahrensordnung"
    lines = text_measure.break_lines(word, 146, 14)
    assert len(lines) > 1
    assert "".join(lines) == word
    assert all(text_measure.width(line, 14) <= 146 for line in lines)


def test_soft_hyphen_shows_only_where_broken() -> None:
    lines = text_measure.break_lines("enter\u00adprises of the city", 60, 14)
    assert lines == ["enter-", "prises of", "the city"]
    assert text_measure.break_lines("enter\u00adprises", 100, 14) == ["enterprises"]


def test_hyphen_and_slash_offer_a_break() -> None:
    assert text_measure.break_lines("well-known long-winded and/or", 120, 14) == ["well-known long-", "winded and/or"]


def test_chinese_needs_no_spaces_and_keeps_its_punctuation() -> None:
    lines = text_measure.break_lines("为什么我的车站被取消了？没有人告诉我们", 140, 14)
    assert "".join(lines) == "为什么我的车站被取消了？没有人告诉我们"
    assert not any(line.startswith("？") for line in lines)


def test_cut_text_ends_in_an_ellipsis() -> None:
    lines = text_measure.break_lines(LONG, 146, 14, max_lines=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert text_measure.width(lines[1], 14) <= 146


def test_elide_keeps_what_fits() -> None:
    assert text_measure.elide("Public value", 200, 22, bold=True) == "Public value"
    assert text_measure.elide("Ethics and\nresponsible innovation", 120, 22, bold=True).endswith("…")


def test_conjuncts_and_families_stay_whole() -> None:
    assert list(text_measure.clusters("क्यों")) == ["क्यों"]
    assert list(text_measure.clusters("👩‍👧x")) == ["👩‍👧", "x"]


def test_each_script_has_its_face() -> None:
    names = [run.face.name if run.face else None for run in fonts.runs("Bus λ Ж محطة बस 站")]
    assert names == [
        "AtkinsonHyperlegible-Regular",
        "NotoSans-Regular",
        "AtkinsonHyperlegible-Regular",
        "NotoSans-Regular",
        "AtkinsonHyperlegible-Regular",
        "NotoSansArabic-Regular",
        "AtkinsonHyperlegible-Regular",
        "NotoSans-Regular",
        None,
    ]


def test_arabic_is_shaped() -> None:
    joined = text_measure.width("محطتي", 14)
    apart = sum(text_measure.width(letter, 14) for letter in "محطتي")
    assert joined < 0.85 * apart


@pytest.mark.parametrize(
    ("lines", "facts", "extra", "height"), [(1, False, 0, 50), (2, False, 0, 50), (2, True, 0, 70), (3, True, 10, 90)]
)
def test_card_height(lines: int, facts: bool, extra: int, height: int) -> None:
    label = "\n".join(["stop"] * lines)
    assert text_measure.card_layout(label, facts, extra=extra) == (("stop",) * lines, 200, height)


def test_a_long_label_makes_a_wide_card() -> None:
    card = text_measure.card_layout(LONG, facts=False)
    assert card.w == 240
    assert len(card.lines) == 4


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.integers(20, 200))
@example("00011\u00ad0", 39)
def test_any_text_fits_and_keeps_its_letters(words: str, limit: int) -> None:
    lines = text_measure.break_lines(words, limit, 14)
    assert lines
    for line in lines:
        assert text_measure.width(line, 14) <= limit + 1 or len(list(text_measure.clusters(line))) == 1
    kept = "".join("".join(lines).split())
    given_letters = "".join(text_measure.clean(words).replace("\u200b", "").replace("\u00ad", "").split())
    assert kept.replace("-", "") == given_letters.replace("-", "")
