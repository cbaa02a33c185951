"""Ballots from a table: wide or long, by number, code, id or words; every bad row named with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange.tables import ballots_csv
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Participant, Round, SessionRecord, Statement, from_flat

RECORDS = [
    SessionRecord(id="s", label="Evening buses", attribution="named"),
    Element(id="late", seq=1, kind="concern", label="The last bus is late", code="C1"),
    Element(id="dark", seq=2, kind="concern", label="It is dark at the stop", code="C2"),
    Statement(id="st-1", seq=3, label="The model helps"),
    Statement(id="st-2", seq=4, label="It is fair, in the end"),
    Participant(id="p-ines", seq=5, label="Ines Marquardt", side="public"),
    Participant(id="p-tom", seq=6, label="=Tom", side="planner"),
]


def round_of(kind: str = "rating", **more: Any) -> Round:
    items = ["st-1", "st-2"] if kind == "rating" else ["late", "dark"]
    made = from_flat("rounds", "r", {"kind": kind, "items": items, "question": "?", **more})
    assert isinstance(made, Round)
    return made


def read(text: str, round_: Round | None = None, known: tuple[str, ...] = ("K7Q", "M4T")) -> ballots_csv.Found:
    def why_not(name: str) -> str:
        return "" if name in known or name.startswith("p-") else f"{name} is not a ballot of this round."

    return ballots_csv.read(text, Board(RECORDS), catalogue(), round_ or round_of(), why_not)


def values(found: ballots_csv.Found) -> list[list[tuple[Any, ...]]]:
    return [[(a["value"], a.get("value2"), a["dk"]) for a in sheet["answers"]] for sheet in found.sheets]


@pytest.mark.parametrize(
    "head",
    [
        "ballot,side,1,2",
        "Ballot;Side;1;2",
        "code\tside\tst-1\tst-2",
        'ballot,side,The model helps,"It is fair, in the end"',
    ],
)
def test_a_row_a_ballot(head: str) -> None:
    between = next(mark for mark in "\t;," if mark in head)
    rows = [("k7q", "public", "4", "?"), ("M4T", "Engineers", "", "2")]
    found = read("\n".join([head, *(between.join(row) for row in rows), ""]))
    assert found.problems == ()
    assert [(s["ballot"], s["side"]) for s in found.sheets] == [("K7Q", "public"), ("M4T", "implementer")]
    assert values(found) == [[(4, None, "no"), (None, None, "yes")], [(None, None, "no"), (2, None, "no")]]
    assert found.answers == 3


def test_a_row_an_answer() -> None:
    found = read(
        "ballot,side,item,value,comment\nK7Q,public,1,4,Too early\nM4T,planner,The model helps,0,\nK7Q,public,2,5,\n"
    )
    assert found.problems == ()
    assert values(found) == [[(4, None, "no"), (5, None, "no")], [(None, None, "yes"), (None, None, "no")]]
    assert found.sheets[0]["answers"][0]["comment"] == "Too early"


def test_words_beside_an_item() -> None:
    found = read("ballot,side,1,1 comment,2\nK7Q,public,4,Too early,3\n")
    assert found.problems == () and found.sheets[0]["answers"][0]["comment"] == "Too early"


def test_every_bad_row_is_named_with_its_line() -> None:
    found = read("ballot,side,1,2\nK7Q,public,6,2\nK7Q,public,1,1\n,public,1,1\nZ9Z,aliens,1,x\n\nM4T,,3,3\n")
    said = "\n".join(found.problems)
    for words in (
        "line 2: 1: “6” is no answer; allowed is 1 to 5.",
        "line 3: K7Q is on line 2 already.",
        "line 4: the ballot’s code is missing.",
        "line 5: “aliens” is no side",
        "line 5: Z9Z is not a ballot of this round.",
        "line 5: 2: “x” is no answer",
        "line 7: the side is missing.",
    ):
        assert words in said
    assert len(found.problems) == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing in this table"),
        ("ballot,side,1,2\n", "no ballot in this table"),
        ("ballot,1,2\nK7Q,1,1\n", "no column “side”"),
        ("side,1,2\npublic,1,1\n", "no column “ballot”"),
        ("ballot,side\nK7Q,public\n", "no column for an item"),
        ("ballot,side,1,1\nK7Q,public,1,1\n", "two columns"),
        ("ballot,side,The modle helps\nK7Q,public,1\n", "Did you mean “the model helps”?"),
        ("ballot,side,item,value\nK7Q,public,7,1\n", "“7” is not asked"),
        ("ballot,side,item,value\nK7Q,public,1,1\nK7Q,public,1,2\n", "answered on this ballot already"),
        ("ballot,side,item,value\nK7Q,public,1,1\nK7Q,planner,2,2\n", "another side"),
    ],
)
def test_what_a_table_lacks(text: str, said: str) -> None:
    assert said in " ".join(read(text).problems)


def test_rounds_with_names_take_people() -> None:
    asked = round_of("placing", anonymous="no")
    found = read("participant,C1,C2\nines marquardt,4/3,?\np-tom,1 5,\n", asked)
    assert found.problems == ()
    assert [s["participant"] for s in found.sheets] == ["p-ines", "p-tom"] and "side" not in found.sheets[0]
    assert values(found) == [[(4, 3, "no"), (None, None, "yes")], [(1, 5, "no"), (None, None, "no")]]
    assert "Did you mean “Ines Marquardt”?" in " ".join(read("participant,C1,C2\nInes Markwart,4/3,\n", asked).problems)
    assert "is no place" in " ".join(read("participant,C1,C2\nInes Marquardt,4,\n", asked).problems)


def test_dots_are_counted() -> None:
    asked = round_of("dots", dots_per_person=3, max_per_item=2)
    assert values(read("ballot,side,C1,C2\nK7Q,public,2,\n", asked)) == [[(2, None, "no"), (0, None, "no")]]
    assert "these are 4 dots; each person has 3" in read("ballot,side,C1,C2\nK7Q,public,2,2\n", asked).problems[0]
    assert "allowed is 0 to 2" in read("ballot,side,C1,C2\nK7Q,public,3,\n", asked).problems[0]


@pytest.mark.parametrize("kind", ["rating", "dots", "ranking", "placing"])
@pytest.mark.parametrize("anonymous", ["yes", "no"])
def test_the_empty_table_fits(kind: str, anonymous: str) -> None:
    asked = round_of(kind, anonymous=anonymous)
    names = ["K7Q", "M4T"] if anonymous == "yes" else ["p-ines", "p-tom"]
    text = ballots_csv.template(Board(RECORDS), asked, names)
    if anonymous == "yes":
        text = text.replace("K7Q,", "K7Q,public").replace("M4T,", "M4T,planner")
    found = read(text, asked)
    assert found.problems == () and len(found.sheets) == 2


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    path = tmp_path / "ballots.csv"
    with pytest.raises(KnownError):
        ballots_csv.read_file(path, Board(RECORDS), catalogue(), round_of(), lambda name: "")
    path.write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(KnownError, match="not a CSV"):
        ballots_csv.read_file(path, Board(RECORDS), catalogue(), round_of(), lambda name: "")
    path.write_bytes(b"x" * (ballots_csv.LARGEST + 1))
    with pytest.raises(KnownError, match="larger"):
        ballots_csv.read_file(path, Board(RECORDS), catalogue(), round_of(), lambda name: "")
    path.write_bytes("ballot;side;1;2\nK7Q;public;1;2\n".encode("cp1252"))
    assert not ballots_csv.read_file(path, Board(RECORDS), catalogue(), round_of(), lambda name: "").problems
