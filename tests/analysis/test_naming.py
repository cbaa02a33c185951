"""What people are called inside a sentence: roles with an article, names as they are; and questions are questions."""

from __future__ import annotations

import pytest

from stworkshop.analysis.bridging import joins
from stworkshop.analysis.findings import find
from stworkshop.analysis.naming import at_start, in_sentence
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from tests.analysis.maps import sample

WORDS = catalogue()


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("City transport planner", "the city transport planner"),
        ("Night-shift workers", "night-shift workers"),
        ("City IT lead", "the city IT lead"),
        ("AI supplier", "the AI supplier"),
        ("Transport workers' union", "the transport workers' union"),
        ("Residents of Hill East.", "residents of Hill East"),
        ("Carers", "carers"),
        ("Young people without a bank card", "young people without a bank card"),
        ("Tenants and housing applicants", "tenants and housing applicants"),
        ("Procurement and contract manager", "the procurement and contract manager"),
        ("Head of housing and benefits", "the head of housing and benefits"),
        ("Interim board of the Civic Data Trust", "the interim board of the Civic Data Trust"),
        ("Dockside traders", "Dockside traders"),
        ("Tidewright data scientist", "the Tidewright data scientist"),
        ("The older residents", "the older residents"),
        ("Everybody", "everybody"),
        # What may be a name stays as it is.
        ("MerraBus", "MerraBus"),
        ("Roll On Merravale", "Roll On Merravale"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("Ana from planning", "Ana from planning"),
        ("Mark of the council", "Mark of the council"),
        ("Will", "Will"),
        ("Open Streets Alliance", "Open Streets Alliance"),
        ("May", "May"),
        ("Person mit Behinderung", "Person mit Behinderung"),
        ("سكان الحي", "سكان الحي"),
        ("", ""),
    ],
)
def test_roles_have_an_article_and_names_stay(label: str, said: str) -> None:
    assert in_sentence(label, WORDS) == said
    assert at_start(label, WORDS) == said[:1].upper() + said[1:]


def test_every_message_of_the_catalogue_asks_something() -> None:
    assert not [entry["message"] for entry in WORDS.checks.values() if "?" not in entry["message"]]


def test_questions_and_sentences_about_people_can_be_read_aloud() -> None:
    asked = [finding.message for finding in find(sample("merravale"), WORDS)]
    assert "Who speaks for night-shift workers? They are affected, but no one here speaks for them." in asked
    planner = Board([Element(id="p", seq=1, kind="stakeholder", label="City transport planner")])
    asked = [finding.message for finding in find(planner, WORDS)]
    assert "What matters to the city transport planner? We have noted nothing yet." in asked
    told = joins(sample("merravale"), WORDS).sentences
    assert "Without the diversity officer, the data scientist of the city would lose touch with the planners." in told
