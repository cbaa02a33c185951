"""Commands on cards."""

from __future__ import annotations

import pytest

from stworkshop.layout import zones
from stworkshop.model.records import Ref
from tests.commands.conftest import Table


def test_a_new_card_gets_code_topics_size_and_a_place_of_its_own(table: Table) -> None:
    first = table.board.elements[table.card("risk", "The plan fails")]
    second = table.board.elements[table.card("risk", "Nobody answers")]
    assert (first.code, second.code) == ("R1", "R2")
    assert first.size is not None and first.size[0] in (170, 200, 240) and first.size[1] >= 50
    assert first.pos is not None and second.pos is not None and first.pos != second.pos
    goal = table.board.elements[table.card("goal", "Fewer detours")]
    assert goal.concepts == ("public-value",)


def test_words_on_a_card_are_one_clean_line(table: Table) -> None:
    card = table.board.elements[table.card("concern", "  The\tbus \n stops\x00 here\ud800 ")]
    assert card.label == "The bus stops here\N{REPLACEMENT CHARACTER}"


def test_a_person_s_sort_brings_its_side_along_and_takes_no_other_away(table: Table) -> None:
    sort = next(entry for entry in table.context.catalogue.types("stakeholder") if entry.get("side") == "public")
    open_, said = table.card("stakeholder", "Some people"), table.card("stakeholder", "Others")
    table.do("edit_element", id=said, side="planner")
    for card in (open_, said):
        table.do("edit_element", id=card, type=str(sort["id"]))
    sides = [table.board.elements[card].attributes.get("side") for card in (open_, said)]
    assert sides == ["public", "planner"]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"kind": "risk", "label": " "}, "label-missing"),
        ({"kind": "risk", "label": "x", "severity": 6}, "bad-value"),
        ({"kind": "risk", "label": "x", "severity": "4"}, "bad-value"),
        ({"kind": "risk", "label": "x", "severity": True}, "bad-value"),
        ({"kind": "risk", "label": "x", "level": 4}, "derived-field"),
        ({"kind": "risk", "label": "x", "voice": "absent"}, "unknown-field"),
        ({"kind": "risk", "label": "x", "colour": "red"}, "unknown-argument"),
        ({"kind": "spaceship", "label": "x"}, "unknown-kind"),
        ({"kind": "action", "label": "x", "due": "soon"}, "bad-value"),
        ({"kind": "risk", "label": "x", "concepts": ["joy"]}, "bad-value"),
        ({"kind": "risk", "label": "x", "pos": [1, float("nan")]}, "bad-argument"),
        ({"kind": "risk", "label": "x" * 3000}, "bad-value"),
        ({"label": "x"}, "missing-argument"),
    ],
)
def test_bad_values_are_refused_with_a_sentence(table: Table, fields: dict[str, object], refusal: str) -> None:
    assert table.refused("add_element", **fields).refusal == refusal
    assert not table.board.elements


def test_the_sentence_says_what_the_field_takes(table: Table) -> None:
    card = table.card("stakeholder", "Bus drivers")
    assert table.refused("edit_element", id=card, influence=9).message == "How much say? goes from 1 to 5."


def test_codes_are_never_used_again(table: Table) -> None:
    table.card("concern", "One")
    second = table.card("concern", "Two")
    table.do("delete", ids=[second])
    assert table.board.elements[table.card("concern", "Three")].code == "C3"


def test_deleting_a_card_takes_its_links_along(table: Table) -> None:
    person, worry = table.card("stakeholder", "Residents"), table.card("concern", "Noise")
    link = table.do("add_link", relation="has-concern", source=person, target=worry).ids[0]
    decision = table.do("delete", ids=[worry])
    assert decision.label == "Delete 1 card"
    assert set(decision.ids) == {worry, link}
    assert not table.board.links and table.board.gone(Ref("links", link)) is not None


def test_a_locked_card_neither_moves_nor_goes(table: Table) -> None:
    card = table.card("goal", "Stay")
    table.do("edit_element", id=card, locked="yes")
    assert table.refused("move_elements", moves={card: [0, 0]}).refusal == "locked"
    assert table.refused("delete", ids=[card]).refusal == "locked"


def test_retyping_keeps_what_fits_and_gives_a_code_of_the_new_kind(table: Table) -> None:
    card = table.card("risk", "Delay", severity=3, basis="elsewhere", intended="no")
    table.do("retype_element", id=card, kind="outcome")
    outcome = table.board.elements[card]
    assert (outcome.kind, outcome.code) == ("outcome", "O1")
    assert dict(outcome.attributes) == {"intended": "no", "codes_before": ("R1",)}


def test_pasted_lines_become_cards_and_further_cells_their_notes(table: Table) -> None:
    decision = table.do("paste_lines", text="One\tmore\nTwo\r\n\n Three ", kind="concern", concepts=["regulation"])
    cards = [table.board.elements[i] for i in decision.ids]
    assert [(c.label, c.note, c.code) for c in cards] == [("One", "more", "C1"), ("Two", "", "C2"), ("Three", "", "C3")]
    assert decision.label == "Add 3 cards"
    assert len({c.pos for c in cards}) == 3


def test_duplicates_carry_the_links_among_them_and_codes_of_their_own(table: Table) -> None:
    a, b = table.card("stakeholder", "A"), table.card("concern", "B")
    table.do("add_link", relation="has-concern", source=a, target=b)
    decision = table.do("duplicate", ids=[a, b])
    assert sorted(card.code for card in table.board.elements.values()) == ["C1", "C2", "S1", "S2"]
    copy = table.board.links[decision.ids[2]]
    assert (copy.source, copy.target) == decision.ids[:2]


def test_joined_cards_keep_every_wording_and_all_links_once(table: Table) -> None:
    person = table.card("stakeholder", "Residents")
    a, b = table.card("concern", "Too loud"), table.card("concern", "Noise at night")
    for worry in (a, b):
        table.do("add_link", relation="has-concern", source=person, target=worry)
    statement = table.do("add_statement", label="It is loud", about=b, stance="supports").ids[0]
    table.do("merge_cards", ids=[a, b], label="Noise")
    card = table.board.elements[a]
    assert card.label == "Noise" and set(card.attributes["wordings"]) == {"Too loud", "Noise at night"}
    assert len(table.board.links) == 1 and b not in table.board.elements
    assert table.board.statements[statement].about == a


def test_cards_of_unequal_kinds_are_not_joined(table: Table) -> None:
    a, b = table.card("concern", "A"), table.card("goal", "B")
    assert table.refused("merge_cards", ids=[a, b]).refusal == "unequal-kinds"


def test_a_split_card_gives_its_links_to_each_part(table: Table) -> None:
    person, both = table.card("stakeholder", "Residents"), table.card("concern", "Noise and dust")
    table.do("add_link", relation="has-concern", source=person, target=both)
    table.do("split_card", id=both, labels=["Noise", "Dust"])
    assert sorted(c.label for c in table.board.elements.values()) == ["Dust", "Noise", "Residents"]
    assert len(table.board.links_from(person)) == 2


def test_tags_are_put_on_and_taken_off_one_by_one(table: Table) -> None:
    card = table.card("goal", "Fair")
    table.do("tag", ids=[card], add=["human-rights"], remove=["public-value"])
    assert table.board.elements[card].concepts == ("human-rights",)
    assert table.refused("tag", ids=[card], add=["nonsense"]).refusal == "unknown-concept"


def test_a_full_zone_grows_and_pushes_what_is_below_in_the_same_step(table: Table) -> None:
    law = table.card("policy", "The law below")
    before = table.board.elements[law].pos
    decision = table.do("paste_lines", text="\n".join(f"Right {n}" for n in range(40)), kind="right")
    after = table.board.elements[law].pos
    assert before and after and after[1] > before[1] and law not in decision.ids
    assert table.board.elements[law].placed == "no"
    boxes = [zones.card_rect(card) for card in table.board.elements.values()]
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n] if a and b)


def test_steps_name_kinds_as_the_palette_does(table: Table) -> None:
    made = table.do("add_element", kind="stakeholder", label="Night-shift workers")
    assert made.label == "Add person or group"
    assert table.do("add_element", kind="component", type="ml-model", label="Forecast").label == "Add AI part"
    assert table.do("retype_element", id=made.ids[0], kind="mitigation").label == "Make it measure"


def test_nothing_is_said_of_a_new_measure_and_a_given_status_stays(table: Table) -> None:
    named, made = table.card("mitigation", "Call back"), table.do("add_element", kind="mitigation", label="Lamps")
    done = table.do("add_element", kind="mitigation", label="Ramp", status="in-place")
    statuses = [table.board.elements[i].attributes.get("status") for i in (named, made.ids[0], done.ids[0])]
    assert statuses == [None, None, "in-place"]
    assert "status" not in table.board.elements[table.card("concern", "Dark stops")].attributes
