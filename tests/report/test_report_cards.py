"""Cards to cut out: counts, kinds, codes, type that fits, paper, ink; all tagged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfua
import pytest

from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue, curly
from stworkshop.report import sheets
from stworkshop.report.content.facts import Facts
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.wall.cards import card_choices, default_cards
from tests.report.printing import DAY, board_of, elements, letter_boxes, opened, page_texts, sample, squeezed, tag_of

MM = 72 / 25.4
EDGE = 4 * MM


def made(board: Board, *chosen: str, **options: Any) -> bytes:
    return sheets.make(board, catalogue(), "cards", SheetOptions(printed=DAY, chosen=chosen, **options))


def heads(data: bytes) -> int:
    """Return how many cards there are: each has a heading."""
    with opened(data) as pdf:
        return sum(tag_of(element) == "H1" for element in elements(pdf))


def sound(data: bytes, folder: Path) -> bool:
    path = folder / "cards.pdf"
    path.write_bytes(data)
    return [str(finding) for finding in pdfua.validate(str(path)).findings] == []


def test_every_kind_and_variant_has_a_blank_card_that_asks_for_something(tmp_path: Path) -> None:
    blank = [choice for choice in card_choices(catalogue()) if choice.id.startswith("blank:")]
    variants = {catalogue().variant("component", str(entry["id"])) for entry in catalogue().types("component")}
    assert {choice.variant for choice in blank} == {*catalogue().kinds, *variants}
    data = made(board_of(), *(f"{choice.id}:1" for choice in blank))
    assert heads(data) == len(blank) == 21 and sound(data, tmp_path)
    text = squeezed("".join(page_texts(data)))
    assert all(squeezed(choice.word) in text for choice in blank)
    assert "Whatmatterstoyou,inyourownwords" in text and "Whatdowenotknowyet?Whofindsout?" in text


def test_every_typical_card_of_the_catalogue_prints_whole(tmp_path: Path) -> None:
    kinds = [kind for kind in catalogue().kinds if catalogue().types(kind)]
    data = made(board_of(), *(f"typical:{kind}" for kind in kinds))
    entries = [entry for kind in kinds for entry in catalogue().types(kind)]
    assert heads(data) == len(entries) and len(page_texts(data)) == -(-len(entries) // 8)
    text = squeezed("".join(page_texts(data))).replace("-", "")
    for entry in entries:
        for words in (entry["label"], entry["description"]):
            assert squeezed(curly(str(words))).replace("-", "") in text, words
    assert sound(data, tmp_path)


def test_one_entry_may_be_chosen() -> None:
    data = made(board_of(), "typical:risk:harm-privacy-loss")
    assert heads(data) == 1 and "Loss of privacy" in page_texts(data)[0]


@pytest.mark.parametrize(("people", "cards"), [(10, 40), (12, 56), (1, 16), (25, 104)])
def test_by_default_a_workshop_gets_four_cards_for_each_in_whole_sheets(people: int, cards: int) -> None:
    chosen = default_cards(board_of(), catalogue(), people)
    assert sum(int(choice.rpartition(":")[2]) for choice in chosen) == cards
    data = made(board_of(), people=people)
    assert heads(data) == cards and len(page_texts(data)) == cards // 8


def test_cards_of_the_map_bear_their_codes() -> None:
    board = sample("merravale")
    facts = Facts(board, catalogue())
    everything = made(board, "map")
    assert heads(everything) == len(facts.cards())
    concerns = made(board, "map:concern")
    text = squeezed("".join(page_texts(concerns)))
    assert heads(concerns) == len(facts.cards("concern"))
    for element in facts.cards("concern"):
        assert f"code{element.code}" in text and squeezed(element.label) in text


@pytest.mark.parametrize(
    ("options", "size", "on_sheet"),
    [
        ({}, (210, 297), 8),
        ({"paper": "Letter"}, (215.9, 279.4), 8),
        ({"large_print": True}, (297, 210), 4),
        ({"paper": "Letter", "large_print": True}, (279.4, 215.9), 4),
        ({"save_ink": True, "grey": True}, (210, 297), 8),
    ],
)
def test_cards_lie_on_the_sheet_and_inside_their_frames(
    options: dict[str, Any], size: tuple[float, float], on_sheet: int, tmp_path: Path
) -> None:
    data = made(sample("quayline"), "blank:concern:3", "typical:mitigation", "map:risk", **options)
    count = heads(data)
    with opened(data) as pdf:
        boxes = {tuple(round(float(value) / MM, 1) for value in page.mediabox) for page in pdf.pages}
        assert boxes == {(0, 0, *size)} and len(pdf.pages) == -(-count // on_sheet)
    columns, rows = 2, on_sheet // 2
    for _page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        across, down = w / columns, h / rows
        assert left // across == right // across and bottom // down == top // down, letter
        hint = (h - top) % down > down - 5.2 * MM
        assert left % across > EDGE and (hint or (bottom % down > EDGE and top % down < down - EDGE)), letter
    assert sound(data, tmp_path)


def fills(data: bytes) -> int:
    """Return how many of the larger shapes of the first page are filled."""
    with opened(data) as pdf:
        code = pdf.pages[0].Contents.read_bytes().decode("latin-1").split()
    return sum(word in ("f", "f*") for word in code)


def test_saving_ink_leaves_the_bars_empty() -> None:
    assert fills(made(board_of(), "blank:concern", save_ink=True)) < fills(made(board_of(), "blank:concern"))


@pytest.mark.parametrize("label", ["x" * 10_000, "word " * 2000, "😀" * 9, "<b>&amp;</b>", "الحافلة", "", "\x00\x07a"])
def test_hostile_labels_stay_on_their_cards(label: str, tmp_path: Path) -> None:
    board = board_of(
        {"kind": "concern", "label": label, "code": "C1"}, {"kind": "own:A thing of ours", "label": label, "code": "Z1"}
    )
    data = made(board, "map", "map:own:A thing of ours")
    assert heads(data) == 3 and sound(data, tmp_path)
    for _page, (w, h), letter, (left, bottom, right, top) in letter_boxes(data):
        assert left > 0 and right < w and bottom > 0 and top < h, letter
        assert right < w / 2 or left > w / 2, letter
    assert "A thing of ours" in "".join(page_texts(data))


def test_unknown_cards_are_refused_in_a_sentence() -> None:
    for choice in ("blank:nothing", "typical:decision", "typical:risk:none", "map:nothing", "fancy", "typical:x"):
        with pytest.raises(KnownError, match="There are no cards"):
            made(sample("hill-east"), choice)
    for choice in ("blank:concern:0", "blank:concern:many", "blank:concern:401"):
        with pytest.raises(KnownError, match="does not say how many"):
            made(sample("hill-east"), choice)
    with pytest.raises(KnownError, match="no card to print"):
        made(board_of(), "map")
    with pytest.raises(KnownError, match="cannot be printed on A1"):
        made(board_of(), "blank:concern", paper="A1")


def test_cards_run_from_right_to_left_where_the_language_does(tmp_path: Path) -> None:
    board = board_of(
        {"kind": "concern", "label": "الحافلة لا تصل", "code": "C1"}, session={"language": "ar", "label": "الحافلة"}
    )
    data = made(board, "map")
    assert sound(data, tmp_path)
    codes = [(box[0], size[0]) for _page, size, letter, box in letter_boxes(data) if letter == "1"]
    assert codes and all(w / 2 < left < w * 0.75 for left, w in codes), (
        "the first card lies right, its code box left in it"
    )
