"""The four sample sessions: complete, up to date with their sources, and equal to the figures that these expect."""

import datetime
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import make_samples
import pytest
import yaml

from stworkshop.exchange import our_json
from stworkshop.exchange.importing import read_any
from stworkshop.model import attribution
from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record
from stworkshop.model.session_content import SessionContent
from stworkshop.rounds.agreement import figures, figures_of
from stworkshop.rounds.risk_order import risk_level

PLACES = 1e-3 / 2
SIZES = {"hill-east": (36, 42), "merravale": (107, 216), "quayline": (117, 226), "eastmere": (121, 255)}

pytestmark = pytest.mark.parametrize("name", make_samples.SAMPLES)


@cache
def sample(name: str) -> SessionContent:
    return read_any(make_samples.FOLDER / f"{name}.json")


@cache
def board(name: str) -> Board:
    return sample(name).board()


@cache
def shown(name: str) -> dict[str, Any]:
    return figures(board(name))


@cache
def source(name: str) -> dict[str, Any]:
    """The hand-written file as plain YAML: the oracle, read by nothing of ours."""
    loaded = yaml.safe_load((make_samples.SOURCES / f"{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def listed(name: str, section: str) -> list[dict[str, Any]]:
    found = source(name).get(section, [])
    assert isinstance(found, list)
    return found


def assert_near(found: Any, expected: Any, where: str) -> None:
    """Compare to three decimals, groups key by key."""
    if isinstance(expected, dict):
        assert set(found) == set(expected), where
        for key, value in expected.items():
            assert_near(found[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert list(found) == expected, where
    elif isinstance(expected, float | int):
        assert found == pytest.approx(expected, abs=PLACES), where
    else:
        assert found == expected, where


def test_it_is_what_its_source_makes(name: str) -> None:
    assert make_samples.sample_text(name) == (make_samples.FOLDER / f"{name}.json").read_text(encoding="utf-8")


def test_reading_and_writing_it_changes_nothing(name: str) -> None:
    assert our_json.to_text(sample(name)) == (make_samples.FOLDER / f"{name}.json").read_text(encoding="utf-8")


def test_nothing_is_left_out(name: str) -> None:
    counts = Counter(element.kind for element in board(name).elements.values())
    assert {**counts, "relation": len(board(name).links)} == source(name)["counts"]
    assert (len(board(name).elements), len(board(name).links)) == SIZES[name]
    for section, found in (
        ("elements", board(name).elements),
        ("relations", board(name).links),
        ("participants", board(name).participants),
        ("glossary", board(name).terms),
        ("ratings", board(name).statements),
        ("rounds", board(name).rounds),
    ):
        assert list(found) == [entry["id"] for entry in listed(name, section)], section
    assert not board(name).dangling
    assert len(board(name).notes) == len(listed(name, "notes")) + len(listed(name, "discussed_findings"))


def test_each_card_says_what_its_source_says(name: str) -> None:
    for entry in listed(name, "elements"):
        card = board(name).elements[entry["id"]]
        assert (card.kind, card.label, card.note) == (entry["kind"], entry["label"], entry.get("description", ""))
        assert card.type == entry.get("type", "") and list(card.concepts) == entry.get("concepts", [])
        for field in set(catalogue().kind(card.kind).attributes) & set(entry) - {"type", "level", "label", "concepts"}:
            value = card.attributes.get(field)
            assert (list(value) if isinstance(value, tuple) else value) == (entry[field] or None), (card.id, field)
        if "level" in entry:
            assert risk_level(card) == entry["level"] and "level" not in card.attributes
        assert "source" not in card.attributes and "due_in_days" not in card.attributes


def test_each_link_says_what_its_source_says(name: str) -> None:
    for entry in listed(name, "relations"):
        link = board(name).links[entry["id"]]
        assert (link.source, link.relation, link.target) == (entry["from"], entry["relation"], entry["to"])
        assert (link.discussed, link.note) == (entry.get("discussed", "no"), entry.get("note", ""))


def test_ratings_are_as_expected(name: str) -> None:
    statements = {entry["id"]: entry for entry in shown(name)["agreement"]["statements"]}
    for entry in listed(name, "ratings"):
        found = statements[entry["id"]]
        for figure, value in entry["expected"].items():
            assert_near(found[figure], value, f"{entry['id']}.{figure}")
        assert found["round"] == entry["round"]
        assert sum(found["counts"]) == found["n"]


def test_a_round_that_was_repeated_keeps_its_own_figures(name: str) -> None:
    for entry in listed(name, "ratings_earlier"):
        found = figures_of(board(name), entry["round"], entry["statement"])
        for figure, value in entry["expected"].items():
            assert_near(found[figure], value, f"{entry['statement']}.{figure}")


def test_the_order_of_ratings_is_as_expected(name: str) -> None:
    expected = source(name)["ratings_expected"]
    whole = figures_of(board(name), expected["round"])
    assert whole["raters_complete"] == expected["raters_complete"]
    assert_near(whole["kendall_w"], expected["kendall_w"], name)
    assert shown(name)["agreement"]["kendall_w"][expected["round"]] == whole["kendall_w"]


def test_dots_are_as_expected(name: str) -> None:
    dots = {entry["id"]: entry for entry in shown(name)["dots"]}
    for entry in listed(name, "dot_votes"):
        for figure, value in entry["expected"].items():
            found = dots[entry["element"]]["by_side" if figure == "dots_by_side" else figure]
            assert_near(found, value, f"{entry['element']}.{figure}")
    expected = source(name)["dot_votes_expected"]
    assert [entry["id"] for entry in shown(name)["dots"]] == expected["order"]
    whole = figures_of(board(name), listed(name, "dot_votes")[0]["round"])
    for figure in ("dots_used", "voters", "kendall_w"):
        assert_near(whole[figure], expected[figure], figure)


def test_rankings_are_as_expected(name: str) -> None:
    assert len(shown(name)["agreement"]["rankings"]) == len(listed(name, "rankings"))
    for entry in listed(name, "rankings"):
        for figure, value in entry["expected"].items():
            assert_near(figures_of(board(name), entry["round"])[figure], value, f"{entry['id']}.{figure}")
        ranking = next(r for r in shown(name)["agreement"]["rankings"] if r["round"] == entry["round"])
        assert_near(ranking["mean_rank"], entry["expected"]["mean_rank"], entry["id"])


def test_risks_are_in_the_expected_order(name: str) -> None:
    assert shown(name)["risks"] == source(name)["risks_expected"]["order"]


def test_answers_of_anonymous_rounds_lead_to_nobody(name: str) -> None:
    rounds = board(name).rounds
    for answer in sample(name).answers:
        anonymous = is_anonymous(board(name).session, rounds[answer.round])
        assert bool(answer.ballot) == anonymous and bool(answer.participant) != anonymous
        assert answer.side in catalogue().sides
    codes = {(answer.round, answer.ballot) for answer in sample(name).answers if answer.ballot}
    by_round = [{code for of, code in codes if of == round_id} for round_id in rounds]
    for first, second in pairwise(by_round):
        assert not first or first != second, "the codes are new in each round"


def test_the_order_of_sheets_is_not_that_of_the_people(name: str) -> None:
    people = [entry["side"] for entry in listed(name, "participants")]
    for round_id, round_ in board(name).rounds.items():
        if is_anonymous(board(name).session, round_):
            first_items = [a for a in sample(name).answers if a.round == round_id and a.item == round_.items[0]]
            assert [a.ballot for a in first_items] == sorted(a.ballot for a in first_items)
            assert [a.side for a in first_items] != people[: len(first_items)]


def test_discussed_findings_are_notes_with_their_reason(name: str) -> None:
    notes = [note for note in board(name).notes.values() if note.kind == "finding"]
    found = [(note.check, list(note.about), note.text) for note in notes]
    assert found == [(e["check"], e["elements"], e["reason"]) for e in listed(name, "discussed_findings")]


def test_due_days_count_from_the_day_of_the_session(name: str) -> None:
    day = datetime.date.fromisoformat(source(name)["date"])
    for entry in listed(name, "elements"):
        if "due_in_days" in entry:
            due = datetime.date.fromisoformat(board(name).elements[entry["id"]].attributes["due"])
            assert (due - day).days == entry["due_in_days"]


def test_each_card_has_a_code_a_size_and_a_place_of_its_own(name: str) -> None:
    cards = list(board(name).elements.values())
    assert len({card.code for card in cards}) == len(cards)
    for kind, letter in ((kind.id, kind.code) for kind in catalogue().kinds.values()):
        codes = [card.code for card in cards if card.kind == kind]
        assert codes == [f"{letter}{n}" for n in range(1, len(codes) + 1)]
    boxes = []
    for card in cards:
        assert card.pos is not None and card.size is not None and card.placed == "no"
        boxes.append((card.pos[0], card.pos[1], card.pos[0] + card.size[0], card.pos[1] + card.size[1]))
    for n, (x0, y0, x1, y1) in enumerate(boxes):
        for a0, b0, a1, b1 in boxes[n + 1 :]:
            assert x1 <= a0 or a1 <= x0 or y1 <= b0 or b1 <= y0, "cards do not lie on one another"


def test_its_answers_stay_at_home_when_it_goes_to_others(name: str) -> None:
    document = our_json.dump(sample(name), for_others=True)
    assert "answers" not in document and document["results"]
    text = our_json.to_text(sample(name), for_others=True)
    assert not any(f'"{answer.ballot}"' in text for answer in sample(name).answers if answer.ballot)
    again = our_json.from_text(text)
    seen = SessionContent(attribution.others_see(sample(name).records))
    assert not again.answers and sorted_records(again) == sorted_records(seen)


def sorted_records(content: SessionContent) -> list[Record]:
    return sorted(content.records, key=lambda record: (type(record).__name__, record.id))
