"""`copy` and `merge`: tables work apart and come together, by files alone."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from stworkshop.merge.copies import Copy
from stworkshop.merge.outcome import merge
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import updating
from stworkshop.model.records import Element, Ref, ref_of
from stworkshop.session.session import open_session
from tests.cli.conftest import Call

SAMPLES = Path(__file__).resolve().parents[2] / "sample_sessions"


def add(card_id: str, label: str, **fields: Any) -> dict[str, Any]:
    return {"command": "add_element", "id": card_id, "kind": "concern", "label": label, **fields}


def edit(card_id: str, **fields: Any) -> dict[str, Any]:
    return {"command": "edit_element", "id": card_id, **fields}


@pytest.fixture
def apart(call: Call) -> Call:
    """A plenary, and copies of it for two tables."""
    call("new", "--label", "Evening", "--to", "plenary.stw")
    cards = [add("a", "Dark stops"), add("b", "Too dear"), add("c", "No ramp")]
    call("apply", "plenary.stw", lines=[*cards, edit("a", note="")])
    for table in ("Hill", "River"):
        assert call("copy", "plenary.stw", "--table", table, "--to", f"{table}.stw").code == 0
    return call


def board(name: str) -> Board:
    with open_session(Path(name), read_only=True) as session:
        return session.board.copy()


def merged(call: Call, *names: str, out: str = "out.stw") -> dict[str, Any]:
    printed = call("merge", *names, "--to", out, "--report", f"{out}.json")
    assert printed.code == 0 and printed.out.strip() == out, printed.err
    data: dict[str, Any] = json.loads(Path(f"{out}.json").read_text(encoding="utf-8"))
    return data


def test_new_cards_carry_the_letter_of_their_table(apart: Call) -> None:
    apart("apply", "Hill.stw", lines=[add("h", "Noise")])
    apart("apply", "River.stw", lines=[add("r", "Smell")])
    apart("apply", "plenary.stw", lines=[add("p", "Price")])
    merged(apart, "plenary.stw", "Hill.stw", "River.stw")
    codes = {card.id: card.code for card in board("out.stw").elements.values()}
    assert codes == {"a": "C1", "b": "C2", "c": "C3", "h": "C4h", "r": "C4r", "p": "C4"}


def test_any_order_gives_the_same(apart: Call) -> None:
    apart("apply", "Hill.stw", lines=[edit("a", note="ten"), edit("b", label="Far too dear")])
    apart("apply", "River.stw", lines=[edit("a", note="forty"), {"command": "delete", "ids": ["b"]}])
    apart("apply", "plenary.stw", lines=[edit("c", note="at Line 14")])
    files = ("plenary.stw", "Hill.stw", "River.stw")
    reports, boards = [], []
    for number, order in enumerate(permutations(files)):
        reports.append(merged(apart, *order, out=f"o{number}.stw"))
        boards.append({ref_of(r): r for r in board(f"o{number}.stw").records()})
    assert all(report == reports[0] for report in reports)
    assert all(one.keys() == boards[0].keys() for one in boards)
    assert boards[0][Ref("elements", "a")].note == "ten"  # type: ignore[attr-defined]
    assert Ref("elements", "b") not in boards[0]
    (conflict,) = reports[0]["conflicts"]
    assert (conflict["record"], conflict["field"], conflict["kept"]) == ("a", "note", "ten")
    assert [(v["table"], v["value"]) for v in conflict["values"]] == [("Hill", "ten"), ("River", "forty")]
    assert all(value["when"] for value in conflict["values"])
    (deleted,) = reports[0]["deleted"]
    assert deleted["id"] == "b" and deleted["by"] == ["River"]
    assert {"table": "Hill", "field": "label", "value": "Far too dear"} in deleted["lost"]


def test_the_report_has_what_the_contract_names(apart: Call) -> None:
    apart("apply", "Hill.stw", lines=[add("h", "Nobody can tell us why our stop went")])
    apart("apply", "River.stw", lines=[add("r", "Nobody can tell us why our stop went."),
                                      {"command": "delete", "ids": ["b"]}])  # fmt: skip
    link = {"command": "add_link", "id": "l", "relation": "conflicts-with", "source": "a", "target": "b"}
    apart("apply", "Hill.stw", lines=[link])
    report = merged(apart, "plenary.stw", "Hill.stw", "River.stw")
    assert set(report) == {
        "copies", "base", "merged", "conflicts", "deleted", "dropped_links", "duplicates", "provenance",
    }  # fmt: skip
    assert [(copy["table"], copy["letter"]) for copy in report["copies"]] == [("", ""), ("Hill", "h"), ("River", "r")]
    assert report["dropped_links"] == [{"id": "l", "source": "a", "target": "b", "by": ["Hill"]}]
    assert report["duplicates"] == [["h", "r"]]
    assert report["provenance"]["h"] == ["Hill", "River"] and report["provenance"]["a"] == ["from the start"]
    words = Path("out.stw.txt").read_text(encoding="utf-8")
    assert "Hill, River" in words and "Do these say the same?" in words


def test_tables_come_together_without_the_plenary(apart: Call) -> None:
    apart("apply", "Hill.stw", lines=[add("h", "Noise")])
    apart("apply", "River.stw", lines=[add("r", "Smell")])
    merged(apart, "River.stw", "Hill.stw")
    assert set(board("out.stw").elements) == {"a", "b", "c", "h", "r"}
    with open_session(Path("out.stw"), read_only=True) as session:
        assert session.table_name == ""


def test_a_table_that_goes_on_is_merged_again_from_where_it_was(apart: Call) -> None:
    apart("apply", "Hill.stw", lines=[edit("a", note="ten")])
    apart("apply", "River.stw", lines=[edit("a", note="forty")])
    first = merged(apart, "plenary.stw", "Hill.stw", "River.stw")
    settle = {"command": "resolve_conflict", "id": "conflict.elements.a.note", "value": "twenty"}
    assert len(first["conflicts"]) == 1 and apart("apply", "out.stw", lines=[settle]).lines[0]["ok"]
    apart("apply", "Hill.stw", lines=[edit("c", note="A ramp at the school")])
    second = merged(apart, "out.stw", "Hill.stw", out="second.stw")
    assert second["conflicts"] == []
    cards = board("second.stw").elements
    assert (cards["a"].note, cards["c"].note) == ("twenty", "A ramp at the school")


def test_a_copy_given_before_the_first_ballot_makes_nobody_named(call: Call) -> None:
    call("new", "--label", "Evening", "--to", "plenary.stw")
    call("apply", "plenary.stw", lines=[
        {"command": "add_statement", "id": "st", "label": "It helps"},
        {"command": "set_session", "attribution": "role"},
    ])  # fmt: skip
    call("copy", "plenary.stw", "--table", "Hill", "--to", "Hill.stw")
    assert call("apply", "Hill.stw", lines=[{"command": "set_session", "attribution": "named"}]).lines[0]["ok"]
    call("apply", "plenary.stw", lines=[
        {"command": "open_round", "id": "w", "question": "Yes?", "kind": "rating", "items": ["st"]},
    ])  # fmt: skip
    assert call("merge", "plenary.stw", "Hill.stw", "--to", "out.stw", "--report", "out.json").code == 0
    with open_session(Path("out.stw"), read_only=True) as session:
        assert (session.board.session.attribution, session.board.rounds["w"].anonymous) == ("role", "yes")
    (kept,) = json.loads(Path("out.json").read_text())["not_taken"]
    assert (kept["field"], kept["value"], kept["tables"]) == ("attribution", "named", ["Hill"])
    assert "Not taken: “" in Path("out.txt").read_text()


def copied(name: str, to: str) -> None:
    Path(to).write_bytes(Path(name).read_bytes())


@pytest.mark.parametrize("plenary", [True, False])
def test_a_copy_that_comes_twice_counts_once_and_as_the_newer_one(apart: Call, plenary: bool) -> None:
    apart("apply", "Hill.stw", lines=[add("h", "Noise"), edit("a", note="ten")])
    copied("Hill.stw", "a stick.stw")
    apart("apply", "Hill.stw", lines=[add("i", "Smell"), edit("a", note="eleven")])
    apart("apply", "River.stw", lines=[add("r", "Price")])
    files = (*(["plenary.stw"] if plenary else []), "a stick.stw", "River.stw", "Hill.stw")
    reports = [merged(apart, *order, out=f"o{n}.stw") for n, order in enumerate((files, files[::-1]))]
    for number, report in enumerate(reports):
        assert [copy["file"] for copy in report["copies"]] == [*files[: int(plenary)], "Hill.stw", "River.stw"]
        assert report["twice"] == [{"file": "a stick.stw", "counts": "Hill.stw"}]
        assert {i: report["provenance"][i] for i in "hira"} == {
            "h": ["Hill"], "i": ["Hill"], "r": ["River"], "a": ["from the start"],
        }  # fmt: skip
        assert board(f"o{number}.stw").elements["a"].note == "eleven" and not report["conflicts"]
        assert board(f"o{number}.stw").session.attributes["tables"] == ("Hill", "River")
        words = Path(f"o{number}.stw.txt").read_text()
        assert "2 tables come together: Hill, River." in words
        assert "“a stick.stw” is the same copy as “Hill.stw”: it counts once." in words


def test_what_was_done_on_both_twins_of_a_copy_is_there_and_the_newer_one_counts(apart: Call) -> None:
    copied("Hill.stw", "a stick.stw")
    apart("apply", "a stick.stw", lines=[add("old", "Only on the stick"), edit("a", note="stick"), edit("b", note="s")])
    apart("apply", "Hill.stw", lines=[add("new", "Only on the laptop"), edit("a", note="laptop"),
                                      {"command": "delete", "ids": ["c"]}])  # fmt: skip
    report = merged(apart, "plenary.stw", "a stick.stw", "Hill.stw")
    cards = board("out.stw").elements
    assert set(cards) == {"a", "b", "old", "new"} and not report["conflicts"]
    assert (cards["a"].note, cards["b"].note) == ("laptop", "s")
    assert report["provenance"]["old"] == report["provenance"]["new"] == ["Hill"]
    assert apart("doctor", "out.stw").code == 0


def test_one_copy_twice_and_nothing_else_is_that_copy(apart: Call) -> None:
    copied("Hill.stw", "a stick.stw")
    apart("apply", "a stick.stw", lines=[add("old", "Only on the stick")])
    apart("apply", "Hill.stw", lines=[add("new", "Only on the laptop")])
    report = merged(apart, "a stick.stw", "Hill.stw")
    assert set(board("out.stw").elements) == {"a", "b", "c", "old", "new"} and len(report["copies"]) == 1
    copied("plenary.stw", "cupboard.stw")
    apart("apply", "plenary.stw", lines=[edit("a", note="later")])
    report = merged(apart, "cupboard.stw", "plenary.stw", out="second.stw")
    assert board("second.stw").elements["a"].note == "later" and not report["merged"]
    assert report["twice"] == [{"file": "cupboard.stw", "counts": "plenary.stw"}]


def test_the_report_names_links_by_the_words_of_their_cards(apart: Call) -> None:
    link = {"command": "add_link", "id": "l1", "relation": "conflicts-with", "source": "a", "target": "b"}
    apart("apply", "Hill.stw", lines=[link, {**link, "id": "l2", "source": "c"}])
    apart("apply", "plenary.stw", lines=[{**link, "id": "l0", "target": "c"}])
    apart("copy", "plenary.stw", "--table", "Docks", "--to", "Docks.stw")
    apart("apply", "Docks.stw", lines=[{"command": "delete", "ids": ["l0"]}])
    apart("apply", "River.stw", lines=[{"command": "delete", "ids": ["b"]}])
    merged(apart, "plenary.stw", "Hill.stw", "River.stw", "Docks.stw")
    words = Path("out.stw.txt").read_text()
    assert "since a card at its end was removed: the link “C1 Dark stops” → “C2 Too dear” (Hill)" in words
    assert "Removed: the link “C1 Dark stops” → “C3 No ramp” (Docks)" in words
    assert not any(f" {raw}" in words for raw in ("l0", "l1", "l2"))


def test_cards_that_make_room_were_moved_by_nobody(call: Call) -> None:
    call("import", str(SAMPLES / "quayline.json"), "--to", "plenary.stw")
    call("copy", "plenary.stw", "--table", "Market", "--to", "Market.stw")
    before = board("Market.stw").elements
    call("apply", "Market.stw", lines=[add(f"x{n}", f"Another worry, number {n}") for n in range(3)])
    after = board("Market.stw").elements
    moved = [i for i in before if before[i].pos != after[i].pos]
    assert moved, "some had to make room"
    merged(call, "plenary.stw", "Market.stw")
    assert "Moved" not in Path("out.stw.txt").read_text()
    assert {i: card.pos for i, card in board("out.stw").elements.items()} == {i: c.pos for i, c in after.items()}
    call("apply", "Market.stw", lines=[{"command": "move_elements", "moves": {moved[0]: [700, 700]}}])
    merged(call, "plenary.stw", "Market.stw", out="second.stw")
    assert "Moved: 1 card (Market)" in Path("second.stw.txt").read_text()


def test_where_somebody_moved_a_card_another_table_only_made_room_for_it() -> None:
    base = Board([Element(id="a", kind="concern", label="A", pos=(0.0, 0.0))])
    boards = [base.copy(), base.copy()]
    for one, pos in zip(boards, ((10.0, 0.0), (0.0, 99.0)), strict=True):
        one.apply(updating(one.elements["a"], {"pos": pos}))
    times = [{(Ref("elements", "a"), "pos"): (f"2026-11-24T15:4{n}:00+00:00", "")} for n in range(2)]
    hand, pushed = Copy("Hill", boards[0], base, times[0]), Copy("River", boards[1], base, times[1])
    assert merge([hand, pushed], catalogue()).board().elements["a"].pos == (0.0, 99.0)
    found = merge([hand, replace(pushed, pushed=frozenset({Ref("elements", "a")}))], catalogue())
    assert found.board().elements["a"].pos == (10.0, 0.0) and [one.tables for one in found.edited] == [("Hill",)]


def test_a_table_of_a_session_without_names_gets_none_and_the_plenary_keeps_its_list(call: Call) -> None:
    call("new", "--label", "Evening", "--to", "plenary.stw")
    people = [
        {"command": "add_participant", "id": f"p{n}", "label": f"{name} Quillfeather", "side": "public"}
        for n, name in enumerate(("Ines", "Tomas", "Vanda"))
    ]
    call("apply", "plenary.stw", lines=[
        add("a", "Dark stops"), *people, {"command": "edit_participant", "id": "p1", "label": "Thomas Quillfeather"},
        {"command": "delete", "ids": ["p2"]}, {"command": "set_session", "attribution": "anonymous"},
    ])  # fmt: skip
    assert call("copy", "plenary.stw", "--table", "Hill", "--to", "Hill.stw").code == 0
    for part in Path().glob("Hill.stw*"):
        assert b"Quillfeather" not in part.read_bytes() and "Quillfeather".encode("utf-16-le") not in part.read_bytes()
    assert b"Quillfeather" in b"".join(part.read_bytes() for part in Path().glob("plenary.stw*"))
    assert {p.label for p in board("Hill.stw").participants.values()} == {"Public 1", "Public 2"}
    assert call("doctor", "Hill.stw").code == 0
    call("apply", "Hill.stw", lines=[
        add("h", "Noise"), edit("a", note="ten"), {"command": "edit_participant", "id": "p0", "label": "Somebody"},
    ])  # fmt: skip
    report = merged(call, "plenary.stw", "Hill.stw")
    found = board("out.stw")
    assert [p.label for p in found.participants.values()] == ["Ines Quillfeather", "Thomas Quillfeather"]
    assert set(found.elements) == {"a", "h"} and found.elements["a"].note == "ten" and not report["conflicts"]
    assert "Quillfeather" not in Path("out.stw.txt").read_text() + Path("out.stw.json").read_text()
    call("copy", "out.stw", "--table", "Hill", "--to", "again.stw")
    assert b"Quillfeather" not in Path("again.stw").read_bytes()


def test_inputs_stay_as_they_are_and_the_output_is_sound(apart: Call) -> None:
    before = {name: Path(name).read_bytes() for name in ("plenary.stw", "Hill.stw", "River.stw")}
    merged(apart, *before)
    assert {name: Path(name).read_bytes() for name in before} == before
    assert apart("doctor", "out.stw").code == 0
    assert not list(Path().glob("*merging*"))


def test_plain_copies_of_a_file_come_together_too(call: Call) -> None:
    call("new", "--label", "Evening", "--to", "one.stw")
    call("apply", "one.stw", lines=[add("a", "Dark stops")])
    Path("two.stw").write_bytes(Path("one.stw").read_bytes())
    call("apply", "one.stw", lines=[add("b", "From one")])
    call("apply", "two.stw", lines=[edit("a", note="from two")])
    merged(call, "one.stw", "two.stw")
    assert set(board("out.stw").elements) == {"a", "b"} and board("out.stw").elements["a"].note == "from two"


def test_sessions_of_another_start_stand_beside_with_the_same_suggestions(apart: Call) -> None:
    apart("new", "--label", "Another", "--to", "other.stw")
    theirs = {"command": "add_element", "id": "s", "kind": "stakeholder", "label": "Older residents"}
    lines = [add("a", "No ramp"), add("x", "Rents go up"), theirs]
    apart(
        "apply",
        "other.stw",
        lines=[*lines, {"command": "add_link", "relation": "has-concern", "source": "s", "target": "a"}],
    )
    apart("apply", "Hill.stw", lines=[add("h", "Noise"), {**theirs, "id": "p"}])
    data = merged(apart, "plenary.stw", "other.stw", "Hill.stw")
    now = board("out.stw")
    labels = sorted(card.label for card in now.elements.values())
    assert labels == [
        "Dark stops", "No ramp", "No ramp", "Noise", "Older residents", "Older residents", "Rents go up", "Too dear",
    ]  # fmt: skip
    assert now.elements["a"].label == "Dark stops" and len(now.links) == 1
    pairs = [{now.elements[one].label for one in pair} for pair in data["duplicates"]]
    assert len(pairs) == 2 and {"No ramp"} in pairs and {"Older residents"} in pairs
    (beside,) = data["beside"]
    assert beside["file"] == "other.stw" and len(beside["ids"]) == 4
    assert {tuple(data["provenance"][one]) for one in beside["ids"]} == {("other",)}
    assert data["provenance"]["h"] == ["Hill"] and data["provenance"]["a"] == ["from the start"]
    told = Path("out.stw.txt").read_text(encoding="utf-8")
    assert "“other.stw” does not come from the same start: its 3 cards stand beside the others." in told


def test_two_strangers_alone_stand_beside_each_other(apart: Call) -> None:
    apart("new", "--label", "Another", "--to", "other.stw")
    apart("apply", "other.stw", lines=[add("x", "Dark stops")])
    data = merged(apart, "plenary.stw", "other.stw")
    assert len(board("out.stw").elements) == 4 and board("out.stw").session.label == "Evening"
    assert len(data["duplicates"]) == 1 and not data["conflicts"]
    printed = apart("import", "other.stw", "--into", "plenary.stw")
    assert printed.code == 0 and len(board("plenary.stw").elements) == 4
    copy = apart("import", "Hill.stw", "--into", "plenary.stw")
    assert copy.code == 1 and "stworkshop merge" in copy.err and len(board("plenary.stw").elements) == 4


def test_what_cannot_be_merged_is_said_in_one_sentence(apart: Call) -> None:
    assert apart("merge", "plenary.stw", "Hill.stw", "--to", "River.stw").code == 1
    assert apart("merge", "plenary.stw", "--to", "out.stw").code == 2
    assert apart("merge", "plenary.stw", "Hill.stw").code == 2
    Path("bad.stw").write_bytes(b"nothing")
    assert apart("merge", "plenary.stw", "bad.stw", "--to", "out.stw").code == 1
    assert apart("merge", "plenary.stw", "x.json", "--to", "out.stw").code == 2
    assert not Path("out.stw").exists()


def test_answers_and_private_things_of_the_plenary_stay_with_it(apart: Call) -> None:
    rating = {"command": "open_round", "id": "r", "question": "Yes?", "kind": "rating", "items": ["st"]}
    sheets = [{"command": "hand_in_sheet", "round": "r", "side": "public",
               "answers": [{"item": "st", "value": n}]} for n in (1, 4, 5)]  # fmt: skip
    statement = {"command": "add_statement", "id": "st", "label": "It is good"}
    apart("apply", "plenary.stw", lines=[statement, rating, *sheets, {"command": "close_round", "id": "r"}])
    merged(apart, "plenary.stw", "Hill.stw")
    with open_session(Path("out.stw"), read_only=True) as session:
        assert len(session.answers("r")) == 3


def test_the_report_tells_all_that_came_together_in_words_and_as_data(apart: Call) -> None:
    """Nothing of it is left out, and no name of a field in the data is another one: others read it by these."""
    link = {"command": "add_link", "id": "l", "relation": "conflicts-with", "source": "a", "target": "b"}
    stays = {"command": "add_link", "id": "k", "relation": "conflicts-with", "source": "a", "target": "c"}
    apart("apply", "Hill.stw", lines=[
        add("h", "Nobody can tell us why our stop went"), edit("a", note="ten"), edit("b", label="Far too dear"),
        link, stays, edit("c", feeling="worry"),
    ])  # fmt: skip
    apart("apply", "River.stw", lines=[
        add("r", "Nobody can tell us why our stop went."), edit("a", note="forty"),
        {"command": "delete", "ids": ["b"]}, {"command": "set_session", "attribution": "named"},
    ])  # fmt: skip
    round_ = {"command": "open_round", "id": "q", "question": "Agree?", "kind": "dots", "items": ["c"]}
    apart("apply", "plenary.stw", lines=[edit("c", note="At Line 14"), round_])
    data = merged(apart, "plenary.stw", "Hill.stw", "River.stw")
    assert data["base"]["at"][:2] == "20" and data["copies"] == [
        {"table": "", "letter": "", "file": "plenary.stw"}, {"table": "Hill", "letter": "h", "file": "Hill.stw"},
        {"table": "River", "letter": "r", "file": "River.stw"},
    ]  # fmt: skip
    assert data["merged"] == [
        {"id": "h", "root": "elements", "what": "new", "tables": ["Hill"]},
        {"id": "r", "root": "elements", "what": "new", "tables": ["River"]},
        {"id": "k", "root": "links", "what": "new", "tables": ["Hill"]},
        {"id": "q", "root": "rounds", "what": "new", "tables": [""]},
        {"id": "c", "root": "elements", "what": "changed", "field": "feeling", "before": None, "value": "worry",
         "tables": ["Hill"]},
        {"id": "c", "root": "elements", "what": "changed", "field": "note", "before": "", "value": "At Line 14",
         "tables": [""]},
    ]  # fmt: skip
    (conflict,) = data["conflicts"]
    assert {**conflict, "values": [{**one, "when": ""} for one in conflict["values"]]} == {
        "record": "a", "field": "note", "kept": "ten",
        "values": [{"table": "Hill", "value": "ten", "who": "", "when": ""},
                   {"table": "River", "value": "forty", "who": "", "when": ""}],
    }  # fmt: skip
    assert data["deleted"] == [
        {"id": "b", "label": "C2 Too dear", "by": ["River"],
         "lost": [{"table": "Hill", "field": "label", "value": "Far too dear"}]}
    ]  # fmt: skip
    assert data["dropped_links"] == [{"id": "l", "source": "a", "target": "b", "by": ["Hill"]}]
    assert data["provenance"] == {
        "a": ["from the start"], "c": ["from the start"], "h": ["Hill", "River"], "r": ["Hill", "River"], "k": ["Hill"],
    }  # fmt: skip
    (not_taken,) = data["not_taken"]
    assert not_taken == {
        "id": board("out.stw").session.id, "root": "session", "what": "changed", "field": "attribution",
        "value": "named", "tables": ["River"],
    }  # fmt: skip
    told = Path("out.stw.txt").read_text(encoding="utf-8").split("\n")
    assert told[1].startswith("They parted at 20") and told[1].endswith(".") and len(told[1]) == 32
    assert [told[0], *told[2:]] == [
        "2 tables come together: Hill, River.",
        "",
        "5 records merged by themselves.",
        "  + New: C4h Nobody can tell us why our stop went (Hill)",
        "  + New: C4r Nobody can tell us why our stop went. (River)",
        "  + New: the link “C1 Dark stops” → “C3 No ramp” (Hill)",
        "  = C3 No ramp: Worry or hope? is now “A worry” (Hill)",
        "  = C3 No ramp: Note is now “At Line 14” (the plenary)",
        "1 difference needs you.",
        "  ? C1 Dark stops, Note:",
        "      Hill: “ten”",
        "      River: “forty”",
        "  - Removed: C2 Too dear (River)",
        "      with it went what Hill wrote: Words on the card: “Far too dear”",
        "  - Not drawn, since a card at its end was removed: the link “C1 Dark stops” → “C2 Too dear” (Hill)",
        "  ! Not taken: “Whose words” of River. It stays as the plenary has it, since ballots promise it.",
        "  ~ Do these say the same? C4h Nobody can tell us why our stop went"
        " / C4r Nobody can tell us why our stop went.",
        "",
    ]


def test_moves_are_counted_by_table_and_words_of_every_sort_are_told_as_people_read_them(apart: Call) -> None:
    relink = {"command": "edit_term", "id": "t", "agreed": "What all mean"}
    apart("apply", "plenary.stw", lines=[{"command": "add_term", "id": "t", "label": "Fair"}])
    for table in ("Hill", "River"):
        Path(f"{table}.stw").unlink()
        apart("copy", "plenary.stw", "--table", table, "--to", f"{table}.stw")
    apart("apply", "Hill.stw", lines=[
        {"command": "move_elements", "moves": {"a": [3000, 900], "b": [3000, 1500]}}, relink,
        {"command": "add_note", "id": "n", "kind": "parking-lot", "text": "Who pays?"},
    ])  # fmt: skip
    apart("apply", "River.stw", lines=[edit("c", note="", priority=5), {"command": "delete", "ids": ["t"]}])
    data = merged(apart, "plenary.stw", "Hill.stw", "River.stw")
    assert {(one["id"], one["what"], one.get("field")) for one in data["merged"]} >= {
        ("n", "new", None), ("a", "changed", "pos"), ("b", "changed", "pos"), ("c", "changed", "priority"),
    }  # fmt: skip
    (deleted,) = data["deleted"]
    assert (deleted["id"], deleted["label"], deleted["by"]) == ("t", "Fair", ["River"])
    told = Path("out.stw.txt").read_text(encoding="utf-8").split("\n")
    assert {
        "  = Moved: 2 cards (Hill)",
        "  = C3 No ramp: How important? is now “Most of all” (River)",
        "0 differences need you.",
        "  - Removed: Fair (River)",
        "      with it went what Hill wrote: We say: “What all mean”",
    } <= set(told), told
