"""Sheets by guest: one a laptop unless the facilitator allows several, seen by guest, refused before the close."""

from __future__ import annotations

from typing import Any

import pytest

from stworkshop.sync import frames
from stworkshop.sync.frames import Ours
from stworkshop.sync.room import Member, Send
from stworkshop.sync.sheets_by_guest import MOST_SHEETS
from tests.sync.wire import InMemory, Laptop


@pytest.fixture
def net() -> InMemory:
    return InMemory()


def ask(net: InMemory, **fields: Any) -> str:
    decision = net.host_runs("open_round", question="How far?", kind="rating", items=["st-1"], **fields)
    assert decision is not None
    net.settle()
    return decision.ids[0]


def hand_in(net: InMemory, laptop: Laptop, asked: str, mark: str = "", **whose: str) -> str:
    """Hand one sheet in, and return why it was not taken."""
    whose = whose or {"side": "public"}
    laptop.up.append(laptop.guest.hand_in(asked, [{"item": "st-1", "value": 1}], mark=mark, **whose))
    net.settle()
    return str(laptop.sheets[-1]["refusal"])


def test_a_guest_hands_in_one_sheet_unless_the_facilitator_allows_several(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    asked = ask(net, anonymous="yes")
    assert hand_in(net, ada, asked, "m-1") == ""
    assert "facilitator" in hand_in(net, ada, asked, "m-2")
    assert hand_in(net, bo, asked, "m-3") == "" and len(net.sheets) == 2
    net.carry_out(net.room.allow_several(asked, True))
    net.settle()
    assert ada.news[-1] == {"round": asked, "most": MOST_SHEETS, "in": 1, "out": False}
    for number in range(MOST_SHEETS - 1):
        assert hand_in(net, ada, asked, f"n-{number}") == ""
    assert "as many sheets" in hand_in(net, ada, asked, "one more")
    net.carry_out(net.room.allow_several(asked, False))
    assert hand_in(net, bo, asked, "m-4")


def test_thirty_honest_laptops_behind_one_router_are_all_heard(net: InMemory) -> None:
    asked = ask(net, anonymous="yes")
    for number in range(30):
        name = f"laptop-{number}"
        net.carry_out(net.room.join(Member(name, name, "contributor", name, address="10.0.0.1", guest=name)))
        body = {"round": asked, "answers": [{"item": "st-1", "value": 1}], "side": "public"}
        net.carry_out(net.room.receive(name, frames.encode(Ours("sheet", body)), 0.0))
    assert len(net.sheets) == 30


def test_coming_back_under_the_same_mark_brings_no_second_sheet(net: InMemory) -> None:
    ada = net.add("ada")
    asked = ask(net, anonymous="yes")
    assert hand_in(net, ada, asked, "m-1") == ""
    net.cut(ada)
    net.plug_in(ada)
    net.settle()
    assert ada.news[-1]["in"] == 1, "it is told what came from it"
    assert hand_in(net, ada, asked, "m-2")
    # With the code it gets another token, and is the same laptop.
    net.carry_out(net.room.leave("ada"))
    net.carry_out(net.room.join(Member("ada", "ada", "editor", "ada", guest="another token")))
    assert hand_in(net, ada, asked, "m-3") and len(net.sheets) == 1


def test_the_facilitator_sees_sheets_by_guest_and_takes_them_out(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    asked = ask(net, anonymous="yes")
    net.carry_out(net.room.allow_several(asked, True))
    for mark in ("m-1", "m-2"):
        hand_in(net, ada, asked, mark)
    hand_in(net, bo, asked, "m-3")
    shown = {one.name: one for one in net.room.sheets.by_guest(asked)}
    assert {name: one.sheets for name, one in shown.items()} == {"ada": 2, "bo": 1}
    assert net.room.sheets.own(asked, shown["ada"].guest) == set(net.rows[:2])
    net.carry_out(net.room.refuse_sheets(asked, shown["ada"].guest))
    net.settle()
    assert ada.news[-1]["out"] and ada.news[-1]["in"] == 0
    assert "out of the round" in hand_in(net, ada, asked, "m-1"), "also one that comes again"
    assert [(one.name, one.sheets, one.refused) for one in net.room.sheets.by_guest(asked)] == [
        ("ada", 0, True),
        ("bo", 1, False),
    ]
    net.carry_out(net.room.let_answer_again(asked, shown["ada"].guest))
    net.settle()
    assert not ada.news[-1]["out"] and hand_in(net, ada, asked, "m-4") == ""


def test_who_claims_anothers_mark_is_seen_beside_it_and_taking_it_out_lets_the_other_answer(net: InMemory) -> None:
    asked = ask(net, anonymous="yes")
    net.carry_out(net.room.join(Member("eve", "eve", "contributor", "ada", guest="t-eve")))
    body = {"round": asked, "answers": [{"item": "st-1", "value": 1}], "side": "public"}
    net.carry_out(net.room.receive("eve", frames.encode(Ours("sheet", body)), 0.0))
    net.carry_out(net.room.leave("eve"))
    ada = net.add("ada")
    assert hand_in(net, ada, asked, "m-1")
    (eve,) = net.room.sheets.by_guest(asked)
    assert eve.name == "eve"
    net.carry_out(net.room.refuse_sheets(asked, eve.guest))
    assert hand_in(net, ada, asked, "m-1") == ""


def test_a_guest_takes_the_place_of_its_own_sheets_alone(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    asked = ask(net, anonymous="no")
    assert hand_in(net, ada, asked, "m-1", participant="p-ines") == ""
    assert net.may_replace[-1] == set()
    assert hand_in(net, ada, asked, "m-2", participant="p-ines") == "", "one person, one sheet"
    assert net.may_replace[-1] == {net.rows[0]}
    hand_in(net, bo, asked, "m-3", participant="p-ines")
    assert net.may_replace[-1] == set(), "the drawer refuses what would take the place of another one's"
    first = net.room.sheets.by_guest(asked)[0]
    assert (first.name, first.sheets, first.people) == ("ada", 1, ("p-ines",))


def test_which_guest_sent_which_sheet_is_forgotten_at_the_close(net: InMemory) -> None:
    ada = net.add("ada")
    asked = ask(net, anonymous="yes")
    hand_in(net, ada, asked, "a-mark-of-a-sheet")
    assert net.room.sheets.by_guest(asked)
    assert net.host_runs("close_round", id=asked)
    net.settle()
    assert not net.room.sheets.by_guest(asked)
    assert "a-mark-of-a-sheet" not in repr(vars(net.room.sheets))
    assert not net.room.sheets.own(asked, "ada")


def test_a_program_that_has_no_token_hands_in_nothing(net: InMemory) -> None:
    asked = ask(net, anonymous="yes")
    net.carry_out(net.room.join(Member("stock", role="editor", ours=False)))
    body = {"round": asked, "answers": [{"item": "st-1", "value": 1}], "side": "public"}
    effects = net.room.receive("stock", frames.encode(Ours("sheet", body)), 0.0)
    assert not net.sheets and all(isinstance(effect, Send) for effect in effects)
