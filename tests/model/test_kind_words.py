"""Kinds have one name each, in the palette and in the names of steps."""

import pytest

from stworkshop.model import kind_words
from stworkshop.model.catalogue import catalogue


@pytest.mark.parametrize(
    ("kind", "type_id", "word", "within"),
    [
        ("stakeholder", "", "Stakeholder", "stakeholder"),
        ("mitigation", "", "Measure", "measure"),
        ("component", "ml-model", "AI component", "AI component"),
        ("open-question", "", "Open question", "open question"),
    ],
)
def test_a_kind_is_called_by_one_word(kind: str, type_id: str, word: str, within: str) -> None:
    assert kind_words.kind_word(catalogue(), kind, type_id) == word
    assert kind_words.kind_in_sentence(catalogue(), kind, type_id) == within
