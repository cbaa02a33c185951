"""What a ballot promises follows from the settings of its round and of its session."""

from __future__ import annotations

import dataclasses

import pytest

from stworkshop.model.ballot_promises import ballot_sentence, sealed_sentence
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Round, SessionRecord


@pytest.mark.parametrize(
    ("attribution", "anonymous", "entry"),
    [
        ("role", "yes", "ballot-anonymous"),
        ("named", "yes", "ballot-anonymous"),
        ("anonymous", "yes", "ballot-anonymous"),
        ("anonymous", "no", "ballot-anonymous"),  # the whole session keeps no names, so this round does not either
        ("role", "no", "ballot-role"),
        ("named", "no", "ballot-named"),
    ],
)
def test_the_sentence_follows_the_settings(attribution: str, anonymous: str, entry: str) -> None:
    session = SessionRecord(id="s", attribution=attribution)
    sentence = ballot_sentence(session, Round(id="r", anonymous=anonymous))
    expected = catalogue().entry("ballot_sentences", entry)
    assert expected is not None
    assert sentence.replace("’", "'") == expected["sentence"]
    assert "'" not in sentence


def test_a_round_that_changes_changes_its_promise() -> None:
    session, asked = SessionRecord(id="s", attribution="named"), Round(id="r", anonymous="yes")
    open_one = dataclasses.replace(asked, anonymous="no")
    assert "name" in ballot_sentence(session, open_one)
    assert ballot_sentence(session, asked) != ballot_sentence(session, open_one)
    assert "closed" in sealed_sentence()
