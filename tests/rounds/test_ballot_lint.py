"""Rules of the catalogue's `ballot_lint`, each with a statement that it asks about and one that it lets pass."""

from __future__ import annotations

import pytest

from stworkshop.model.catalogue import catalogue
from stworkshop.rounds.ballot_lint import lint


def rules(label: str, language: str = "en") -> list[str]:
    return [one.rule for one in lint(label, catalogue(), language)]


@pytest.mark.parametrize(
    ("label", "rule"),
    [
        ("Buses run at night and on Sundays.", "lint-one-idea"),
        ("Buses run at night; drivers agree.", "lint-one-idea"),
        ("No sensor may identify a person.", "lint-no-negation"),
        ("Buses don’t stop here.", "lint-no-negation"),
        (" ".join(["word"] * 16), "lint-15-words"),
    ],
)
def test_what_is_hard_to_answer_is_asked(label: str, rule: str) -> None:
    assert rule in rules(label)


@pytest.mark.parametrize(
    "label", ["Buses run at night.", "Sandy roads stay open.", "Notes are kept.", " ".join(["word"] * 15), ""]
)
def test_near_misses_pass(label: str) -> None:
    assert rules(label) == []


def test_english_words_are_not_looked_for_in_another_language() -> None:
    assert rules("Die Busse sollen no stehen.", "de") == []
    assert rules(" ".join(["Wort"] * 16), "de") == ["lint-15-words"]


def test_the_question_names_the_word_and_quotes_the_statement() -> None:
    (one,) = lint("Buses run at night and on Sundays.", catalogue())
    assert one.message.startswith("“Buses run at night and on Sundays.” holds more than one idea (“and”).")
    assert one.suggestion
