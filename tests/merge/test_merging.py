"""Copies that come together, rule by rule; the ids of the rules are those of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest

from stworkshop.merge.copies import Copy
from stworkshop.merge.outcome import Merged, merge
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import adding, removing, updating
from stworkshop.model.records import Record, Ref, from_flat

CATALOGUE = catalogue()


def card(card_id: str, label: str = "", **fields: Any) -> Record:
    values = {"kind": "concern", "label": label or card_id, "seq": 1, "size": [200.0, 62.0], **fields}
    return from_flat("elements", card_id, values)


def link(link_id: str, source: str, target: str, relation: str = "conflicts-with", **fields: Any) -> Record:
    return from_flat("links", link_id, {"relation": relation, "source": source, "target": target, "seq": 9, **fields})


def start(*records: Record) -> Board:
    return Board([from_flat("session", "s", {"label": "A map"}), *records])


class Tables:
    """Copies of one start, each edited by itself."""

    def __init__(self, base: Board, *names: str) -> None:
        self.base = base
        self.boards = {name: base.copy() for name in names}
        self.times: dict[str, dict[tuple[Ref, str], tuple[str, str]]] = {name: {} for name in names}

    def edit(self, table: str, card_id: str, root: str = "elements", when: str = "", **fields: Any) -> None:
        board = self.boards[table]
        record = board.get(Ref(root, card_id))
        assert record is not None
        board.apply(updating(record, fields))
        for name in fields:
            self.times[table][Ref(root, card_id), name] = (when, "")

    def add(self, table: str, *records: Record) -> None:
        self.boards[table].apply(adding(records))

    def delete(self, table: str, *refs: tuple[str, str]) -> None:
        board = self.boards[table]
        gone = [record for root, record_id in refs if (record := board.get(Ref(root, record_id))) is not None]
        board.apply(removing(gone))

    def copies(self) -> list[Copy]:
        return [Copy(name, board, self.base, self.times[name]) for name, board in self.boards.items()]

    def merged(self) -> Merged:
        """Merge in every order, and see that the result is the same."""
        found = [merge(order, CATALOGUE) for order in permutations(self.copies())]
        assert all(one == found[0] for one in found[1:])
        return found[0]


def element(merged: Merged, card_id: str) -> Any:
    return merged.records[Ref("elements", card_id)]


def ids(merged: Merged, root: str = "elements") -> set[str]:
    return {ref.id for ref in merged.records if ref.root == root}


def test_nothing_was_changed() -> None:
    tables = Tables(start(card("a")), "Hill", "River")
    merged = tables.merged()
    assert merged.board().elements == tables.base.elements
    assert not merged.new and not merged.edited and not merged.differences


def test_merge_same_change() -> None:
    tables = Tables(start(card("a", note="")), "", "Hill", "River")
    tables.edit("Hill", "a", note="At night")
    tables.edit("River", "a", note="At night")
    merged = tables.merged()
    assert element(merged, "a").note == "At night"
    assert not merged.differences
    assert [(e.name, e.tables) for e in merged.edited] == [("note", ("Hill", "River"))]


def test_what_was_changed_and_changed_back_leaves_no_trace() -> None:
    tables = Tables(start(card("a", "One")), "Hill", "River")
    tables.edit("Hill", "a", label="Two")
    tables.edit("Hill", "a", label="One")
    tables.add("River", card("b"))
    tables.delete("River", ("elements", "b"))
    tables.edit("River", "a", label="Three")
    merged = tables.merged()
    assert element(merged, "a").label == "Three"
    assert ids(merged) == {"a"} and not merged.losses and not merged.differences


def test_merge_conflict_keeps_the_first_table_and_shows_all() -> None:
    tables = Tables(start(card("a", note="")), "River", "Hill", "Market")
    tables.edit("Hill", "a", note="ten", when="2026-11-24T15:42:00+00:00")
    tables.edit("River", "a", note="forty", when="2026-11-24T15:46:00+00:00")
    merged = tables.merged()
    assert element(merged, "a").note == "ten"
    (difference,) = merged.differences
    assert [(v.table, v.value) for v in difference.votes] == [("Hill", "ten"), ("River", "forty")]
    conflict: Any = merged.records[Ref("conflicts", difference.id)]
    assert (conflict.record, conflict.field, conflict.kept, conflict.settled) == ("a", "note", "ten", "no")
    assert conflict.values[0]["when"] == "2026-11-24T15:42:00+00:00"


def test_two_fields_of_one_card_are_no_conflict() -> None:
    tables = Tables(start(card("a", note="")), "Hill", "River")
    tables.edit("Hill", "a", note="ten")
    tables.edit("River", "a", label="New words")
    merged = tables.merged()
    assert (element(merged, "a").note, element(merged, "a").label) == ("ten", "New words")
    assert not merged.differences


def test_merge_deletion_wins_and_names_what_it_cost() -> None:
    tables = Tables(start(card("a", "Bus lane cameras", note="")), "Depot", "Hill", "River")
    tables.delete("Depot", ("elements", "a"))
    tables.edit("Hill", "a", note="Keep them")
    merged = tables.merged()
    assert ids(merged) == set()
    (loss,) = merged.losses
    assert loss.record.id == "a" and loss.by == ("Depot",)
    assert loss.lost == (("Hill", "note", "Keep them"),)


def test_merge_link_dropped() -> None:
    tables = Tables(start(card("a"), card("b")), "Depot", "Hill")
    tables.delete("Depot", ("elements", "a"))
    tables.add("Hill", link("l", "a", "b"))
    merged = tables.merged()
    assert ids(merged, "links") == set()
    (dropped,) = merged.dropped
    assert (dropped.link.id, dropped.link.source, dropped.link.target, dropped.by) == ("l", "a", "b", ("Hill",))


def test_merge_tags_one_by_one() -> None:
    tables = Tables(start(card("a", concepts=["regulation", "human-rights"])), "Hill", "River")
    tables.edit("Hill", "a", concepts=("regulation", "human-rights", "public-value"))
    tables.edit("River", "a", concepts=("regulation",))
    assert element(tables.merged(), "a").concepts == ("regulation", "public-value")


def test_merge_same_link() -> None:
    tables = Tables(start(card("a"), card("b")), "Hill", "Market", "River")
    tables.add("River", link("z", "b", "a"))  # symmetric: drawn the other way round
    tables.add("Hill", link("m", "a", "b", note="said at Hill"))
    merged = tables.merged()
    assert ids(merged, "links") == {"m"}
    kept: Any = merged.records[Ref("links", "m")]
    assert kept.drawers == ("Hill", "River") and kept.note == "said at Hill"
    assert merged.provenance["m"] == ("Hill", "River")


def test_links_of_different_direction_stay_two() -> None:
    tables = Tables(start(card("a"), card("b")), "Hill", "River")
    tables.add("Hill", link("m", "a", "b", "feeds"))
    tables.add("River", link("z", "b", "a", "feeds"))
    assert ids(tables.merged(), "links") == {"m", "z"}


def test_twins_with_different_notes_are_a_question() -> None:
    tables = Tables(start(card("a"), card("b")), "Hill", "River")
    tables.add("Hill", link("m", "a", "b", note="one"))
    tables.add("River", link("z", "a", "b", note="two"))
    (difference,) = tables.merged().differences
    assert [(v.table, v.value) for v in difference.votes] == [("Hill", "one"), ("River", "two")]


def test_merge_lookalikes_are_suggested_and_counted_as_one() -> None:
    tables = Tables(start(), "Hill", "Market", "River")
    tables.add("Hill", card("h", "Nobody can tell us why our stop went"))
    tables.add("Market", card("m", "Nobody can tell us why our stop went."))
    tables.add("River", card("r", "Empty buses cost money"))
    merged = tables.merged()
    assert ids(merged) == {"h", "m", "r"}
    assert merged.duplicates == [("h", "m")]
    assert merged.provenance["h"] == ("Hill", "Market") and merged.provenance["r"] == ("River",)


def test_the_last_move_counts() -> None:
    tables = Tables(start(card("a", pos=[0, 0])), "Hill", "River")
    tables.edit("Hill", "a", pos=(10.0, 0.0), when="2026-11-24T15:50:00+00:00")
    tables.edit("River", "a", pos=(0.0, 99.0), when="2026-11-24T15:40:00+00:00")
    merged = tables.merged()
    assert element(merged, "a").pos == (10.0, 0.0)
    assert not merged.differences


def test_of_two_cards_with_one_code_the_later_id_takes_the_next_number() -> None:
    tables = Tables(start(card("a", code="C1")), "Hill", "River")
    tables.add("River", card("b", "Something", code="C2"))
    tables.add("Hill", card("c", "Anything else", code="C2"))
    merged = tables.merged()
    assert (element(merged, "b").code, element(merged, "c").code) == ("C2", "C3")
    assert element(merged, "c").attributes["codes_before"] == ("C2",)


def test_a_table_that_was_given_out_later_saw_what_the_plenary_had_done() -> None:
    first = start(card("a", note=""))
    plenary = first.copy()
    plenary.apply(updating(plenary.elements["a"], {"note": "from the plenary"}))
    plenary.apply(adding([card("late", "Made between")]))
    river_base = plenary.copy()
    river, hill = river_base.copy(), first.copy()
    river.apply(updating(river.elements["a"], {"note": "from River"}))
    river.apply(updating(river.elements["late"], {"note": "River knows it"}))
    copies = [Copy("", plenary, first), Copy("Hill", hill, first), Copy("River", river, river_base)]
    for order in permutations(copies):
        merged = merge(order, CATALOGUE)
        assert element(merged, "a").note == "from River"
        assert element(merged, "late").note == "River knows it"
        assert not merged.differences


def test_a_difference_that_was_settled_is_not_asked_again() -> None:
    tables = Tables(start(card("a", note="")), "", "Hill", "River")
    tables.edit("Hill", "a", note="ten")
    tables.edit("River", "a", note="forty")
    first = tables.merged()
    (difference,) = first.differences
    plenary = first.board()
    conflict: Any = plenary.conflicts[difference.id]
    plenary.apply(updating(plenary.elements["a"], {"note": "twenty"}))
    plenary.apply(updating(conflict, {"settled": "yes", "kept": "twenty"}))
    copies = [Copy("", plenary, tables.base), *(copy for copy in tables.copies() if copy.table)]
    again = merge(copies, CATALOGUE)
    assert [d.name for d in again.differences if {v.table for v in d.votes} == {"Hill", "River"}] == []


def all_orders(copies: Iterable[Copy]) -> list[Merged]:
    return [merge(order, CATALOGUE) for order in permutations(list(copies))]


@pytest.mark.parametrize("names", [("Hill",), ("", "Hill"), ("Hill", "River", "Market", "Depot")])
def test_any_number_of_copies(names: tuple[str, ...]) -> None:
    tables = Tables(start(card("a")), *names)
    for name in names:
        tables.add(name, card(f"new-{name}", f"A worry of table {name} and nobody else, {name * 3}"))
    assert len(ids(tables.merged())) == len(names) + 1
