"""The summary as it is read aloud: in its own order, with the cards that each sentence comes from."""

import pytest

from stworkshop import assets
from stworkshop.exchange import importing
from stworkshop.model.catalogue import catalogue
from stworkshop.report.read_aloud import sentences


@pytest.mark.parametrize("path", assets.sample_sessions(), ids=lambda path: path.stem)
def test_each_card_that_matters_is_read_and_named(path: object) -> None:
    board = importing.read_any(path).board()  # type: ignore[arg-type]
    read = sentences(board, catalogue())
    named = {record for sentence in read for record in sentence.ids}
    for element in board.elements.values():
        if element.kind in ("stakeholder", "concern", "component", "risk", "decision", "action", "open-question"):
            assert element.id in named, element.label
    assert set(board.statements) <= named or any("Not asked" in sentence.words for sentence in read)
    assert all(sentence.words == " ".join(sentence.words.split()) for sentence in read)
    codes = {element.id: element.code for element in board.elements.values()}
    for sentence in read:
        assert sentence.codes == ", ".join(codes[i] for i in sentence.ids if i in codes)


def test_what_is_read_aloud_can_be_understood_by_ear() -> None:
    path = next(p for p in assets.sample_sessions() if p.stem == "hill-east")
    said = [sentence.words for sentence in sentences(importing.read_any(path).board(), catalogue())]
    assert "Spoken for: Residents with mobility challenges, by Roll On Merravale. One person took part." in said
    dots = next(words for words in said if "Who sees where" in words)
    assert dots.endswith("Held by People of Hill East. 9 of 12 laid dots on it.")
