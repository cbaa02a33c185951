"""A card is as large as its words need, and its facts fit."""

from itertools import pairwise
from types import MappingProxyType
from typing import Any

import pytest

from stworkshop.graphics import silhouettes, text_measure
from stworkshop.model import card_layout
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element


def element(
    kind: str, label: str = "A stop", concepts: tuple[str, ...] = (), type: str = "", **attributes: Any
) -> Element:
    return Element(
        id="e", kind=kind, label=label, type=type, concepts=concepts, attributes=MappingProxyType(attributes)
    )


def test_a_short_label_makes_the_smallest_card() -> None:
    face = card_layout.measure(element("goal"), catalogue())
    assert (face.w, face.h, face.lines) == (200, 50, ("A stop",))


def test_every_line_fits_its_text_box() -> None:
    label = "Stops with few but dependent users disappear from the network in the outer districts"
    for kind in catalogue().kinds:
        face = card_layout.measure(element(kind, label), catalogue())
        assert all(text_measure.width(line, text_measure.CARD_SIZE) <= face.text_w for line in face.lines)
        assert face.baselines[-1] < face.h


def test_stakeholder_says_side_and_voice_or_influence() -> None:
    here = card_layout.measure(element("stakeholder", side="implementer", influence=3), catalogue())
    away = card_layout.measure(element("stakeholder", side="public", voice="absent", influence=3), catalogue())
    assert [(fact.kind, fact.value) for fact in here.facts] == [("side", "implementer"), ("bars", 3)]
    assert away.facts_text == "Public, not here"
    assert away.dash == silhouettes.DASH_ABSENT


@pytest.mark.parametrize(
    ("kind", "attributes", "words"),
    [
        ("risk", {"likelihood": 4, "severity": 5}, "likely 4, severe 5"),
        ("risk", {"severity": 5}, "severe 5"),
        ("risk", {}, ""),
        ("mitigation", {"status": "in-place"}, "in place"),
        ("decision", {"status": "agreed"}, "decided"),
        ("mitigation", {"status": "agreed"}, "decided"),
        ("action", {"status": "open"}, ""),
    ],
)
def test_facts_in_words(kind: str, attributes: dict[str, Any], words: str) -> None:
    face = card_layout.measure(element(kind, **attributes), catalogue())
    assert face.facts_text == words
    assert face.has_row == bool(words)


def test_a_concern_keeps_room_for_dots() -> None:
    concern = element("concern", concepts=("human-rights", "regulation"))
    face = card_layout.measure(concern, catalogue())
    voted = card_layout.face_of(concern, catalogue(), dots=7, notes=2)
    assert face.has_row
    assert (voted.w, voted.h) == (face.w, face.h)
    assert [(fact.kind, fact.text or fact.value) for fact in voted.facts] == [
        ("dots", "7"),
        ("notes", "2"),
        ("concept", "regulation"),
    ]
    assert voted.facts[-1].x + voted.facts[-1].w == pytest.approx(voted.text_w)


def test_facts_never_overlap() -> None:
    many = element("concern", concepts=tuple(f"c{n}" for n in range(12)))
    facts = card_layout.face_of(many, catalogue(), dots=99, notes=99).facts
    for before, after in pairwise(facts):
        assert before.x + before.w <= after.x


def test_a_stored_size_is_kept() -> None:
    label = "one two three four five six seven eight nine ten eleven twelve thirteen"
    stored = Element(id="e", kind="goal", label=label, size=(200, 50))
    face = card_layout.face_of(stored, catalogue())
    assert (face.w, face.h) == (200, 50)
    assert len(face.lines) == 2
    assert face.lines[-1].endswith("…")


def test_variants_of_a_component_have_shapes_of_their_own() -> None:
    assert card_layout.measure(element("component", type="ml-model"), catalogue()).shape == "ai-component"
    assert card_layout.measure(element("component", type="dataset"), catalogue()).shape == "data-source"
    assert (
        card_layout.measure(element("component", type="supplier-service"), catalogue()).dash
        == silhouettes.DASH_EXTERNAL
    )


def test_a_kind_of_a_groups_own_catalogue_gets_a_card() -> None:
    assert card_layout.measure(element("weather"), catalogue()).h == 50


def test_votes_on_a_card_without_a_row_stand_in_a_badge() -> None:
    goal = element("goal", concepts=("public-value", "regulation"))
    face = card_layout.face_of(goal, catalogue(), dots=3, notes=1)
    assert face.facts == ()
    assert [fact.text for fact in face.badge] == ["3", "1"]
    assert face.badge[-1].x + face.badge[-1].w == pytest.approx(face.w - card_layout.BADGE_RIGHT)
    assert face.facts_text == "3 dots, 1 note"
    assert card_layout.face_of(goal, catalogue()).badge == ()


@pytest.mark.parametrize("kind", ["outcome", "stakeholder", "concern", "mitigation", "context", "data-source"])
def test_label_and_facts_stay_between_top_and_bottom(kind: str) -> None:
    words = "Stops with few but dependent users disappear and nobody asks why"
    face = card_layout.measure(element(kind, words, concepts=("a", "b"), side="public", status="agreed"), catalogue())
    assert face.text_top >= 2
    bottom = face.facts_top + text_measure.FACTS_LEADING if face.facts else face.baselines[-1] + 4
    assert bottom <= face.h
