"""The questions about a statement's wording, by the rules' ids: what each asks about, and near misses."""

from __future__ import annotations

import pytest

from stworkshop.analysis.ballot_lint import lint
from stworkshop.catalogue import catalogue
from tests.analysis.maps import SAMPLES, sample

WORDS = catalogue()
FIFTEEN = " ".join(["word"] * 15)


def asked(label: str, language: str = "en") -> list[str]:
    return [one.rule for one in lint(label, WORDS, language)]


@pytest.mark.parametrize("word", [*WORDS.entry("ballot_lint", "lint-one-idea")["words"]])  # type: ignore[index]
def test_each_joining_word_is_asked_about(word: str) -> None:
    (one,) = lint(f"Buses run late {word.upper()} they are full", WORDS)
    assert one.rule == "lint-one-idea" and f"(“{word.upper()}”)" in one.message
    assert one.message.startswith(f"“Buses run late {word.upper()} they are full” holds more than one idea")


@pytest.mark.parametrize("word", [*WORDS.entry("ballot_lint", "lint-no-negation")["words"]])  # type: ignore[index]
def test_each_negation_is_asked_about(word: str) -> None:
    assert asked(f"Buses {word} run late") == ["lint-no-negation"]


@pytest.mark.parametrize(
    ("label", "rules"),
    [
        ("Buses run late; people wait", ["lint-one-idea"]),
        ("Buses run late so  that people wait", ["lint-one-idea"]),
        ("The sandwich shop is orderly, its brand a gift", []),
        ("The iffy plan gives notice to Andrea", []),
        ("Drivers don't read scores", ["lint-no-negation"]),
        ("Drivers DON’T read scores", ["lint-no-negation"]),
        ("The word 'not' stays", ["lint-no-negation"]),
        ("Nothing is lost", ["lint-no-negation"]),
        ("Noted by the notary of nowhere", []),
        (FIFTEEN, []),
        (f"{FIFTEEN} more", ["lint-15-words"]),
        (f"  {FIFTEEN.replace(' ', '   ')}  ", []),
        (f"{FIFTEEN} but not", ["lint-one-idea", "lint-no-negation", "lint-15-words"]),
        ("", []),
        ("   ", []),
        ("{y} {word} stays", []),
    ],
)
def test_words_count_on_their_own_only(label: str, rules: list[str]) -> None:
    assert asked(label) == rules


def test_other_languages_are_asked_about_length_alone() -> None:
    label = f"{FIFTEEN} and not"
    assert asked(label, "de") == ["lint-15-words"]
    assert asked(label, "en-GB") == ["lint-one-idea", "lint-no-negation", "lint-15-words"]


def test_the_number_of_words_is_told() -> None:
    (one,) = lint(f"{FIFTEEN} {{n}} more", WORDS)
    assert one.message == f"“{FIFTEEN} {{n}} more” has 17 words. Could it be shorter?"
    assert one.suggestion


@pytest.mark.parametrize("name", SAMPLES)
def test_the_first_words_of_a_message_are_the_statement(name: str) -> None:
    for statement in sample(name).statements.values():
        for one in lint(statement.label, WORDS):
            assert one.message.startswith(f"“{statement.label}”")
