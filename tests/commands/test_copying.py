"""Copies of cards: what they carry, what they leave with the original, and what is refused."""

from __future__ import annotations

from stworkshop.commands.copying import MOST_COPIES, carried
from stworkshop.model.catalogue import Attribute
from stworkshop.model.changes import adding
from stworkshop.model.records import Element, flat
from tests.commands.conftest import Table


def story(table: Table) -> tuple[str, str]:
    person = table.card("stakeholder", "Night riders", type="resident", voice="present", affected="direct", influence=2)
    worry = table.card("concern", "Dark stops", note="Near the mill", basis="own-words", priority=5, feeling="worry")
    table.do("add_link", relation="has-concern", source=person, target=worry, note="said twice", discussed="yes")
    table.do("edit_element", id=worry, locked="yes")
    return person, worry


def test_a_copy_carries_what_is_written_and_nothing_that_the_room_said_of_the_original(table: Table) -> None:
    ids = story(table)
    made = table.do("duplicate", ids=ids)
    person, worry, drawn = made.ids
    was, now = table.board.elements[ids[0]], table.board.elements[person]
    assert (now.label, now.type, now.code, now.attributes["influence"]) == ("Night riders", was.type, "S2", 2)
    assert now.attributes["affected"] == "direct" and "voice" not in now.attributes
    copy = table.board.elements[worry]
    assert (copy.note, copy.attributes["feeling"], copy.locked) == ("Near the mill", "worry", "no")
    assert not {"basis", "priority"} & set(copy.attributes)
    link = table.board.links[drawn]
    assert (link.source, link.target, link.note, link.discussed) == (person, worry, "said twice", "no")
    assert made.label == "Duplicate 2 cards"


def test_a_promise_is_not_made_twice_by_copying_it(table: Table) -> None:
    for kind, written in (("decision", "rationale"), ("action", ""), ("open-question", ""), ("mitigation", "effect")):
        known = table.context.catalogue.kind(kind).attributes
        fields = {name: _some_value(field) for name, field in known.items() if name != "type"}
        assert "status" in fields
        card = table.card(kind, kind, **fields)
        copy = table.board.elements[table.do("duplicate", ids=[card]).ids[0]]
        left_out = {"status", "look_again", "due", "needed_by"}
        assert set(copy.attributes) == set(fields) - left_out and set(copy.attributes) >= {written} - {""}, kind


def _some_value(field: Attribute) -> str:
    return "2027-01-24" if field.type == "date" else field.values[-1][0] if field.values else "Because"


def test_a_copy_of_a_joined_card_has_no_earlier_codes_and_wordings(table: Table) -> None:
    one, other = table.card("concern", "Too loud"), table.card("concern", "Noise at night")
    table.do("merge_cards", ids=[one, other], label="Noise")
    copy = table.board.elements[table.do("duplicate", ids=[one]).ids[0]]
    assert copy.label == "Noise" and not copy.attributes and "Noise at night" in copy.note


def test_pasting_gives_new_ids_codes_and_places(table: Table) -> None:
    ids = story(table)
    records = carried(table.board, table.context.catalogue, ids)
    first = table.do("paste_cards", records=records, offset=[30, 40])
    again = table.do("paste_cards", records=records, offset=[60, 80])
    assert not set(first.ids) & {*ids, *again.ids} and first.label == "Paste 2 cards"
    assert [table.board.elements[i].code for i in again.ids[:2]] == ["S3", "C3"]
    x, y = table.board.elements[ids[0]].pos or (0.0, 0.0)
    assert table.board.elements[first.ids[0]].pos == (x + 30, y + 40)
    homeless = [{name: value for name, value in entry.items() if name != "pos"} for entry in records]
    places = [table.board.elements[i].pos for i in table.do("paste_cards", records=homeless).ids[:2]]
    assert None not in places and len({card.pos for card in table.board.elements.values()}) == 8


def test_copies_that_cannot_be_made_are_refused_as_a_whole(table: Table) -> None:
    person, worry = story(table)
    good = carried(table.board, table.context.catalogue, [person, worry])
    before = [flat(record) for record in table.board.records()]

    def refusal(*records: object) -> str:
        return table.refused("paste_cards", records=list(records)).refusal

    assert refusal() == "nothing-to-paste" and refusal(good[2]) == "nothing-to-paste"
    assert refusal(good[0], good[0]) == "id-taken"
    assert refusal(good[0], good[2]) == "not-there"
    assert refusal({**good[0], "influence": 99}) == "bad-value"
    assert refusal({**good[0], "voted": 3}) == "unknown-field"
    assert refusal({**good[0], "kind": "spell"}) == "unknown-kind"
    assert refusal({**good[0], "label": " "}) == "label-missing"
    assert refusal(good[0], {**good[1], "root": "rounds"}) == "not-there"
    assert refusal(*({**good[0], "id": f"c{n}"} for n in range(MOST_COPIES + 1))) == "too-many-cards"
    assert [flat(record) for record in table.board.records()] == before


def test_a_value_that_this_program_would_not_take_does_not_keep_a_card_from_being_copied(table: Table) -> None:
    attributes = {"severity": 77, "colour": "red", "reversible": "no", "likelihood": "often"}
    table.board.apply(adding([Element(id="odd", kind="risk", label="Odd", code="R9", attributes=attributes)]))
    copy = table.board.elements[table.do("duplicate", ids=["odd"]).ids[0]]
    assert (copy.label, dict(copy.attributes)) == ("Odd", {"reversible": "no"})


def test_a_word_that_has_to_be_chosen_is_not_taken_away(table: Table) -> None:
    note = table.do("add_note", kind="comment", text="Well").ids[0]
    assert table.refused("edit_note", id=note, kind="").refusal == "choice-missing"


def test_the_side_of_a_person_may_be_not_said_yet(table: Table) -> None:
    person = table.do("add_participant", label="Ana", side="").ids[0]
    assert table.board.participants[person].side == ""


def test_a_copy_can_have_other_topics_and_odd_ones_add_nothing(table: Table) -> None:
    card = table.card("concern", "Dark stops", concepts=["human-rights"])
    copy = table.board.elements[table.do("duplicate", ids=[card], topics={card: ["public-value"]}).ids[0]]
    assert copy.concepts == ("public-value",) and table.board.elements[card].concepts == ("human-rights",)
    known = len(table.board.elements)
    for odd in ([card], {card: ["no-such-topic"]}, {card: 3}):
        assert table.refused("duplicate", ids=[card], topics=odd).message.endswith(".")
    assert len(table.board.elements) == known
