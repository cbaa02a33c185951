"""What nobody said is asked once for each choice of each kind, and follows the list of people edit by edit."""

from __future__ import annotations

import random

from stworkshop.analysis.findings import Finding, FindingsIndex, find
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import adding, removing, updating
from stworkshop.model.records import Element, Link, Participant, Record, SessionRecord

WORDS = catalogue()


def board_of(*records: Record, attribution: str = "role") -> Board:
    return Board([SessionRecord(id="s", attribution=attribution), *records])


def people(count: int) -> list[Element]:
    return [Element(id=f"p{n}", seq=n, kind="stakeholder", label=f"Group {n}") for n in range(1, count + 1)]


def asked(board: Board, what: str) -> list[Finding]:
    return [one for one in find(board, WORDS) if one.check == "chk-not-said" and what in one.message]


def test_six_people_are_one_question() -> None:
    (one,) = asked(board_of(*people(6)), "whether they are here")
    assert one.elements == tuple(f"p{n}" for n in range(1, 7)) and one.severity == "should"
    named = "“Group 1”, “Group 2”, “Group 3” and 3 more"
    assert one.message == f"Do we know whether they are here? Nobody has said it yet about {named}."


def test_no_question_about_what_nobody_said_is_a_must() -> None:
    cards = [Element(id=kind, seq=n, kind=kind, label=kind) for n, kind in enumerate(WORDS.kinds)]
    found = asked(board_of(*cards), "")
    assert {one.severity for one in found} == {"should", "note"}
    assert len(found) == len(WORDS.asked) and len({one.message for one in found}) == len(found)


def test_the_list_of_people_says_who_is_here() -> None:
    listed = Participant(id="a", label="Ana", side="public", stakeholder="p1")
    assert [one.elements for one in asked(board_of(*people(2), listed), "they are here")] == [("p2",)]
    hidden = board_of(*people(2), listed, attribution="anonymous")
    assert [one.elements for one in asked(hidden, "they are here")] == [("p1", "p2")]


def test_the_index_follows_people_links_and_the_attribution() -> None:
    rnd = random.Random(7)
    board = board_of(*people(5), *(Element(id=f"k{n}", seq=n, kind="component", label="K") for n in range(3)))
    index = FindingsIndex(board, WORDS)
    index.all()
    for step in range(120):
        persons, cards = list(board.participants.values()), list(board.elements.values())
        choice = rnd.randrange(7)
        if choice == 0 or not persons:
            who = Participant(id=f"a{step}", side="public", stakeholder=rnd.choice(["p1", "p2", "p3", ""]))
            change = adding([who])
        elif choice == 1:
            change = removing([rnd.choice(persons)])
        elif choice == 2:
            change = updating(rnd.choice(persons), {"stakeholder": rnd.choice(["p1", "p4", ""])})
        elif choice == 3:
            change = updating(board.session, {"attribution": rnd.choice(["named", "role", "anonymous"])})
        elif choice == 4:
            values = {"voice": rnd.choice(["", None, "absent", "present"]), "label": f"Words {step}"}
            change = updating(rnd.choice(cards), {**values, "type": rnd.choice(["", "ai-part", "ml-model"])})
        elif choice == 5:
            change = updating(rnd.choice(cards), {"kind": rnd.choice(["stakeholder", "component", "risk"])})
        else:
            target = rnd.choice(["k0", "k1"])
            change = adding([Link(id=f"l{step}", relation="affected-by", source="p2", target=target)])
        board.apply(change)
        index.apply(change)
        assert index.all() == find(board, WORDS)
