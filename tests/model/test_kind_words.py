"""Kinds have one name each, in the palette and in the names of steps."""

import re

import pytest

from stworkshop.model import kind_words
from stworkshop.model.catalogue import catalogue
from tests.source_tree import modules


@pytest.mark.parametrize(
    ("kind", "type_id", "word", "within"),
    [
        ("stakeholder", "", "Person or group", "person or group"),
        ("mitigation", "", "Measure", "measure"),
        ("component", "ml-model", "AI part", "AI part"),
        ("open-question", "", "Open question", "open question"),
    ],
)
def test_a_kind_is_called_by_one_word(kind: str, type_id: str, word: str, within: str) -> None:
    assert kind_words.kind_word(catalogue(), kind, type_id) == word
    assert kind_words.kind_in_sentence(catalogue(), kind, type_id) == within


def test_all_kinds_and_variants_have_one_word_and_one_heading() -> None:
    words = catalogue()
    variants = [str(one["value"]) for one in words.entries("component_variants")]
    named = kind_words._words()
    assert set(named) == {*words.kinds, *variants}
    assert len({one for one, _many in named.values()}) == len(named)


def test_no_other_module_has_words_of_its_own_for_a_kind() -> None:
    own = {
        "model.catalogue",
        "model.kind_words",
        "exchange.suggesting",
        "exchange.mapping_report",
        "writers.graphml_file",
    }
    reading = re.compile(r"\bkind\([^()]*\)\.(?:label|plural)\b|\.plain_label\b")
    found = [name for name, file in modules().items() if reading.search(file.read_text("utf-8"))]
    assert [name for name in found if not any(name.endswith(one) for one in own)] == []
