"""Small promises about people, each by itself: ids, fields, tables, words to laptops, codes of sheets."""

from __future__ import annotations

import random
from typing import Any

import pytest

from stworkshop.model import attribution
from stworkshop.model.answers import DIGITS, LETTERS, Answer, PrivateNote, ballot_codes, ballots_of, is_anonymous
from stworkshop.model.records import (
    Conflict,
    Element,
    Image,
    Link,
    Note,
    Participant,
    Record,
    Round,
    SessionRecord,
    from_flat,
)

INES = Participant(id="ines", seq=5, label="Ines Quillfeather", side="public", stakeholder="riders")


def seen(*records: Record, kind: str = "role") -> dict[str, Any]:
    return {one.id: one for one in attribution.others_see([SessionRecord(id="s", attribution=kind), INES, *records])}


@pytest.mark.parametrize("name", ["by", "author", "participant", "said_by", "raised_by", "who"])
def test_every_field_that_says_who_said_it_is_taken_out(name: str) -> None:
    found = seen(from_flat("notes", "n", {"text": "No", name: "ines", "told": {name: "ines", "when": "ines"}}))["n"]
    assert name not in found.attributes and dict(found.attributes["told"]) == {"when": "p-1"}
    other = seen(from_flat("notes", "n", {"text": "No", name: "somebody else"}))["n"]
    assert other.attributes[name] == "somebody else", "who is nobody on the list stays"


def test_words_of_people_stay_even_where_they_are_an_id() -> None:
    words = {"label": "ines", "text": "ines", "note": "ines", "seq": 9}
    for root, names in (("elements", ("label", "note")), ("notes", ("text",))):
        found = seen(from_flat(root, "x", {name: words[name] for name in names}))["x"]
        assert [getattr(found, name) for name in names] == ["ines"] * len(names)


def test_new_ids_begin_at_one_and_give_way_to_those_that_are_taken() -> None:
    assert set(seen()) == {"s", "p-1"}
    found = seen(Note(id="p-1", text="x"))
    assert set(found) == {"s", "p-1", "p-p-1"} and found["p-p-1"].label == "Public 1"


def test_a_table_that_bears_a_persons_name_gets_a_number_wherever_it_stands() -> None:
    told = ({"table": "Quillfeather", "value": "x"}, {"table": "Hill", "value": "y"}, "odd")
    found = seen(
        Element(id="e", label="Stop", attributes={"drawers": ("Quillfeather", "Hill")}),
        Link(id="l", drawers=("Quillfeather",)),
        Conflict(id="k", record="e", root="elements", field="label", values=told),
    )
    assert found["e"].attributes["drawers"] == ("Table 1", "Hill") and found["l"].drawers == ("Table 1",)
    assert found["k"].values == ({"table": "Table 1", "value": "x"}, {"table": "Hill", "value": "y"}, "odd")
    alone = seen(Conflict(id="k", record="e", root="elements", field="label", values=told[:1]))
    assert alone["k"].values[0]["table"] == "Table 1", "a table that is named in a difference only"
    odd = seen(Conflict(id="k", record="e", root="elements", field="label", values="odd"))
    assert odd["k"].values == "odd"


def test_a_table_named_after_a_place_on_the_map_keeps_its_name() -> None:
    stop = Element(id="e", label="Quillfeather Square", attributes={"drawers": ("Quillfeather",)})
    assert seen(stop)["e"].attributes["drawers"] == ("Quillfeather",)
    assert attribution.tables_for_others([INES, Link(id="l", drawers=("Hill", "Li"))]) == {}


def test_what_laptops_hold_is_told_with_the_number_of_people() -> None:
    def told(kind: str, people: int) -> str:
        return attribution.told_to_laptops(SessionRecord(id="s", attribution=kind), people)

    assert told("named", 3) == told("role", 0) == told("named", 0)
    assert told("named", 3).startswith("Each laptop that joins keeps a copy")
    for people, words in ((1, "names 1 person,"), (3, "names 3 people,")):
        assert words in told("role", people) and told("role", people).startswith(told("role", 0))


@pytest.mark.parametrize(
    ("kind", "names", "roles"),
    [("named", True, True), ("role", False, True), ("anonymous", False, False), ("", False, False)],
)
def test_what_each_attribution_shows(kind: str, names: bool, roles: bool) -> None:
    session = SessionRecord(id="s", attribution=kind)
    assert (attribution.shows_names(session), attribution.shows_roles(session)) == (names, roles)
    assert bool(attribution.sentence(kind)) == bool(kind)


def test_tables_get_no_names_of_a_session_without_names_and_all_of_others() -> None:
    told = Conflict(id="k", record="ines", root="participants", field="label", kept="Ines", values=({"value": "I"},))
    gone = Participant(id="zoe", label="Zoe", side="public", gone="x", attributes={"nick": "Zo"})
    records = [SessionRecord(id="s", attribution="anonymous"), INES, gone, told, Note(id="n", text="Ines")]
    change = attribution.unnamed_for_tables(records)
    after = {ref.id: {name: now for name, (_was, now) in fields.items()} for ref, fields in change.updated.items()}
    assert after == {
        "ines": {"label": "Public 1", "stakeholder": ""}, "zoe": {"label": "Public 2", "nick": None},
        "k": {"kept": None, "values": ()},
    }  # fmt: skip
    for kind in ("named", "role"):
        assert not attribution.unnamed_for_tables([SessionRecord(id="s", attribution=kind), INES])
    assert not attribution.unnamed_for_tables([INES])


# --- sheets


def test_a_round_keeps_no_names_unless_it_says_so_in_a_session_that_lets_it() -> None:
    def kept(attribution_: str, anonymous: str) -> bool:
        return not is_anonymous(SessionRecord(id="s", attribution=attribution_), Round(id="r", anonymous=anonymous))

    assert [kept("role", "no"), kept("named", "no")] == [True, True]
    assert not any(kept(*pair) for pair in (("role", "yes"), ("role", ""), ("anonymous", "no"), ("anonymous", "yes")))


def test_an_answer_begins_empty_and_is_given_with_a_value_or_a_do_not_know() -> None:
    empty = Answer(round="r", item="i")
    assert (empty.participant, empty.ballot, empty.side, empty.comment, empty.dk) == ("", "", "", "", "no")
    assert (
        not empty.given and Answer(round="r", item="i", value=0).given and Answer(round="r", item="i", dk="yes").given
    )
    assert Answer(round="r", item="i", ballot="B", participant="p").sheet == "B"
    assert Answer(round="r", item="i", participant="p").sheet == "p" and PrivateNote(id="n", text="x").about == ""
    for one in (empty, PrivateNote(id="n", text="x")):
        with pytest.raises(AttributeError):
            one.text = "changed"  # type: ignore[misc, union-attr]


def test_codes_are_told_apart_until_there_are_no_more() -> None:
    whole = len(LETTERS) ** 2 * len(DIGITS)
    every = ballot_codes(whole, rng=random.Random(1))
    assert len(set(every)) == whole and not set("01IO") & set("".join(every))
    assert ballot_codes(1, every[1:]) == [every[0]]
    with pytest.raises(ValueError, match=r"^only 1 sheet codes are left$"):
        ballot_codes(2, every[1:])
    assert ballot_codes(0, every) == []


def test_ballots_of_a_round_are_passed_over_where_taken_and_end_where_all_are() -> None:
    first, second, third = ballots_of(b"key", "r", 3)
    assert ballots_of(b"key", "r", 2, [first]) == [second, third]
    every = ballots_of(b"key", "r", len(LETTERS) ** 2 * len(DIGITS))
    assert ballots_of(b"key", "r", 1, every[1:]) == every[:1]
    with pytest.raises(ValueError, match=r"^only 1 sheet codes are left$"):
        ballots_of(b"key", "r", 2, every[1:])


def test_people_of_one_side_are_counted_and_nothing_else_of_them_is_told() -> None:
    li = Participant(id="p6", seq=6, label="Li Example", side="public", attributes={"phone": "1"})
    more = [li, Participant(id="p7", seq=7, label="Bo Example", side="public", attributes={"phone": "2"})]
    found = seen(*more)
    assert [found[f"p-{n}"].label for n in (1, 2, 3)] == ["Public 1", "Public 2", "Public 3"]
    assert not any(found[f"p-{n}"].attributes for n in (1, 2, 3))


def test_people_of_no_session_are_named_to_nobody() -> None:
    (found,) = attribution.others_see([INES])
    assert found.id == "p-1" and isinstance(found, Participant) and found.label == "Public 1"


def test_tables_that_went_into_a_card_are_renamed_like_those_that_drew_it() -> None:
    cards = [
        Element(id="a", label="Quillfeather Square"),
        Element(id="b", label="Stop", attributes={"tables": ("Ines", "Hill", "Quillfeather")}),
    ]
    assert seen(*cards)["b"].attributes["tables"] == ("Table 1", "Hill", "Quillfeather")


def test_what_a_name_was_before_is_known_so_that_it_can_be_taken_back() -> None:
    records = [SessionRecord(id="s", attribution="anonymous"), INES]
    (fields,) = attribution.unnamed_for_tables(records).updated.values()
    assert fields["label"][0] == "Ines Quillfeather" and fields["stakeholder"] == ("riders", "")


def test_a_value_that_is_kept_by_person_is_kept_by_the_new_id() -> None:
    found = seen(from_flat("notes", "n", {"text": "x", "votes": {"ines": 3}}))["n"]
    assert dict(found.attributes["votes"]) == {"p-1": 3}


def test_without_pictures_cards_hang_on_none() -> None:
    left = attribution.without_images([Element(id="e", kind="ai", image="i"), Image(id="i", data="", alt="")])
    assert [(type(record), record.image) for record in left if isinstance(record, Element)] == [(Element, "")]
    assert len(left) == 1
