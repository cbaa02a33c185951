"""Reading JSON with limits and without loss, and writing it so that people can compare it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.exchange import json_text
from stworkshop.validation.file_problems import BadFile

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcäق ", max_size=5), inner, max_size=4),
    max_leaves=25,
)


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    text = json_text.written(value)
    assert json_text.parsed(text, "x") == value == json.loads(text)


def test_records_are_one_to_a_line_where_they_are_short() -> None:
    value = {"links": [{"id": "a", "note": ""}, {"id": "b", "note": "x" * 120}], "empty": []}
    assert json_text.written(value) == (
        '{\n  "links": [\n    {"id": "a", "note": ""},\n    {\n      "id": "b",\n      "note": "'
        + "x" * 120
        + '"\n    }\n  ],\n  "empty": []\n}\n'
    )


def test_letters_of_all_scripts_are_written_as_they_are() -> None:
    assert "Straße دار नमस्ते" in json_text.written({"label": "Straße دار नमस्ते"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": NaN}', "NaN is not a number that JSON has."),
        ('{"a": -Infinity}', "-Infinity is not a number that JSON has."),
        ('{"a": 1e999}', "“1e999” is too large a number."),
        ('{"a": ' + "9" * 5000 + "}", "is too large a number."),
        ('{"a": 1, "a": 2}', "The field “a” stands twice in one group"),
        ('{"a": "\\ud800"}', "half a character"),
        ('{"\\udfff": 1}', "half a character"),
        ('{"a": "\\u0000"}', "a zero byte"),
        ('{"a": \n tru}', "Line 2, column 2: this is not JSON any more"),
        ("[" * 100_000, "beyond 40 levels"),
        ("[" * 60 + "]" * 60, "beyond 40 levels"),
    ],
)
def test_what_cannot_be_read_without_loss_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        json_text.parsed(text, "x.json")
    assert any(sentence in problem for problem in caught.value.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_known_by_its_first_bytes(encoding: str) -> None:
    assert json_text.decoded("{}\r\n".encode(encoding), "x") == "{}\r\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "It is empty."),
        (b" \r\n\x00", "It is empty."),
        (b"{}\n\xff\xfe", "line 2 holds other bytes"),
        (b"x" * 101, "larger than 0 MB"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(BadFile, match=sentence):
        json_text.decoded(data, "x", largest=100)
