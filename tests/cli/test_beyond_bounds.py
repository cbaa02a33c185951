"""What no field of a card's kind can hold counts as not said, whichever way it comes, and is told; nothing else goes.

Every attribute of every kind is given every value that its type excludes, so that a new one is tried, too.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Map

from stworkshop.commands import numbering
from stworkshop.commands.base import Decision
from stworkshop.model.catalogue import Attribute, catalogue
from stworkshop.model.changes import adding, updating
from stworkshop.model.document import Document
from stworkshop.model.records import (
    ROOTS,
    Element,
    SessionRecord,
    Value,
    attribute_fields,
    from_flat,
    replaced,
    value_of,
)
from stworkshop.session.session import open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.store import doctor
from tests.cli.conftest import Call
from tests.workshop import assert_all_agree, kind_fields, make

ATTRIBUTES = [(kind, name) for kind in catalogue().kinds for name in kind_fields(kind)]
DAYS = ("2026-11-24",)
NO_WORDS: tuple[Value, ...] = (5, 1.5, True, False, ["yes"], {"a": 1})
BAD: Mapping[str, tuple[Value, ...]] = {
    "text": NO_WORDS,
    "word": (*NO_WORDS, "no such word"),
    "yes-no": (*NO_WORDS, "perhaps"),
    "date": (*NO_WORDS, "2026-02-30", "20261124", "soon", "99999-01-01"),
    "integer": (True, False, 1.5, -1, 26, 1e308, -1e308, 2**53, "1", "", "no such word", [1], {"a": 1}),
    "ids": (5, True, {"a": 1}),
}


def attribute(kind: str, name: str) -> Attribute:
    return catalogue().kind(kind).attributes[name]


def good(kind: str, name: str) -> Iterator[Value]:
    described = attribute(kind, name)
    words = [word for word, _label in described.values]
    match described.type:
        case "integer":
            assert described.minimum is not None and described.maximum is not None
            yield from (described.minimum, described.maximum, *words)
        case "ids":
            yield from (tuple(words[:2]), ())
        case "date":
            yield from ("2026-11-24", "")
        case "text":
            yield from ("Any words", "")
        case _:
            yield from (*words, "")


def card(kind: str, name: str, value: Value) -> Element:
    made = from_flat("elements", f"{kind}-{name}", {"seq": 50, "kind": kind, "label": "A card", name: value})
    assert isinstance(made, Element)
    return made


@pytest.mark.parametrize(("kind", "name"), ATTRIBUTES)
def test_an_attribute_holds_what_its_kind_permits_and_nothing_else(kind: str, name: str) -> None:
    for value in BAD[attribute(kind, name).type]:
        assert name not in card(kind, name, value).attributes, value
        assert name not in replaced(card(kind, "x", 1), {name: value}).attributes, value
    for value in good(kind, name):
        assert card(kind, name, value).attributes.get(name) == value


def test_a_list_loses_what_it_does_not_know_and_no_more() -> None:
    assert card("outcome", "sdgs", ["sdg-03", "sdg-99", 5, "sdg-11"]).attributes["sdgs"] == ("sdg-03", "sdg-11")


OTHERS = [(root, name) for root in ROOTS for name in attribute_fields(root, "own:Pigeon")]


@pytest.mark.parametrize(("root", "name"), OTHERS)
def test_what_commands_write_beside_the_own_fields_has_a_type_too(root: str, name: str) -> None:
    takes = attribute_fields(root, "own:Pigeon")[name]
    for value in BAD[takes.name]:
        for record in (from_flat(root, "x", {name: value}), replaced(from_flat(root, "x", {}), {name: value})):
            assert name not in record.attributes, value
    for value in {"ids": (("One", "Two"),), "date": DAYS, "word": tuple(takes.words)}.get(takes.name, ("Words",)):
        assert from_flat(root, "x", {name: value}).attributes[name] == value


def test_cards_with_lists_that_are_none_can_be_joined_and_numbered(tmp_path: Path) -> None:
    with open_session(make(tmp_path / "bad.stw")) as session:
        doc: Doc[Any] = Doc()
        doc.apply_update(session.state())
        before, elements = doc.get_state(), doc.get("elements", type=Map)
        for n, odd in enumerate((5, "abc", {"a": 1}, [5, None, ["x"]])):
            fields = {"kind": "concern", "label": f"Odd {n}", "code": "C1", "seq": 60 + n}
            elements[f"odd-{n}"] = Map({**fields, "wordings": odd, "codes_before": odd, "drawers": odd})
        session.merge(doc.get_update(before))
        assert isinstance(session.run("merge_cards", ids=["late", "odd-0", "odd-1"]), Decision)
        assert isinstance(session.run("edit_element", id="odd-2", label="Once more"), Decision)
        numbered = numbering.numbered_apart(session.board, catalogue(), ["odd-3", "odd-2"])
        assert numbered
        assert_all_agree(session)


def test_topics_are_those_of_the_catalogue_and_others_count_as_none_wherever_they_come_from(tmp_path: Path) -> None:
    given = ["regulation", "no such topic", 5]
    for root in ("elements", "views"):
        assert value_of(from_flat(root, "x", {"concepts": given}), "concepts") == ("regulation",)
    path = make(tmp_path / "bad.stw")
    doc: Doc[Any] = Doc()
    with open_session(path) as session:
        doc.apply_update(session.state())
        before = doc.get_state()
        doc.get("elements", type=Map)["riders"]["concepts"]["no such topic"] = 1.0
        session.merge(doc.get_update(before))
        assert session.board.elements["riders"].concepts == ("public-value",)
        assert [unfit.name for unfit in session.document().unfit()] == ["concepts"]
        assert_all_agree(session)
        session.run("edit_element", id="riders", concepts=["regulation"])
        assert_all_agree(session)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("INSERT INTO element_concepts SELECT session_id, id, 'no such topic', 7 FROM elements")
    raw.close()
    with open_session(path, read_only=True) as session:
        assert session.board.elements["riders"].concepts == ("regulation",) and "3 values" in session.lacks


def test_a_field_that_no_kind_knows_stays_whatever_it_holds() -> None:
    for kind in ("risk", "own:Pigeon", "never heard of"):
        for value in (-0.0, 1e308, True, "x", (1, (2,)), {"deep": {"deeper": ("x",)}}):
            assert card(kind, "own_thing", value).attributes["own_thing"] == value


def test_what_another_kind_holds_goes_with_the_kind_and_comes_out_of_nothing_never() -> None:
    """As a risk it has a likelihood; as a concern the same field is one of others, and may hold anything."""
    document = Document()
    start = card("concern", "likelihood", 99)
    document.apply(adding([start]), "1")
    now = start
    for kind in ("risk", "concern"):
        change = updating(now, {"kind": kind})
        document.apply(change, kind)
        after = replaced(now, {"kind": kind})
        assert isinstance(after, Element) and "likelihood" not in after.attributes
        assert list(document.records()) == [after]
        now = after


def hostile(path: Path) -> int:
    """Give each attribute of a card of each kind, in document and rows, what it cannot hold; return how many."""
    make(path)
    cards = [card(kind, "note", kind) for kind in catalogue().kinds]
    with open_session(path) as session:
        session.do("Draw", adding(cards))
        session.copy_for_table("One", path.with_name("good.stw"))
        state = session.state()
    doc: Doc[Any] = Doc()
    doc.apply_update(state)
    before, elements = doc.get_state(), doc.get("elements", type=Map)
    given: dict[str, dict[str, Value]] = {}
    for index, (kind, name) in enumerate(ATTRIBUTES):
        bad = BAD[attribute(kind, name).type]
        given.setdefault(kind, {})[name] = bad[index % len(bad)]
    for kind, values in given.items():
        for name, value in values.items():
            elements[f"{kind}-note"][name] = value
        elements[f"{kind}-note"]["mine"] = "stays"
    update = doc.get_update(before)
    raw = sqlite3.connect(path, isolation_level=None)
    last = "SELECT session_id, max(n) + 1, 'step', '2026-01-01T10:00:00Z', 'remote', '', 'Edit', ?, ? FROM _journal"
    raw.execute(f"INSERT INTO _journal {last}", (update, zlib.crc32(update)))
    raw.execute("UPDATE _heads SET head = head + 1")
    for kind, values in given.items():
        written = "UPDATE elements SET attributes = ?, extra = ? WHERE id = ?"
        assert raw.execute(written, (json.dumps(values), '{"mine": "stays"}', f"{kind}-note")).rowcount
    raw.close()
    return len(ATTRIBUTES)


JOBS: dict[str, tuple[str, ...]] = {
    "show": ("show", "bad.stw", "--json"),
    "check": ("check", "bad.stw", "--json"),
    "doctor": ("doctor", "bad.stw"),
    "json": ("export", "bad.stw", "--to", "out.json"),
    "xlsx": ("export", "bad.stw", "--to", "out.xlsx"),
    "ics": ("export", "bad.stw", "--to", "out.ics"),
    "html": ("export", "bad.stw", "--to", "out.html"),
    "svg": ("export", "bad.stw", "--to", "out.svg"),
    "copy": ("copy", "bad.stw", "--table", "Two", "--to", "out.stw"),
    "apply": ("apply", "bad.stw"),
    "merge": ("merge", "bad.stw", "good.stw", "--to", "merged.stw"),
    "import": ("import", "bad.stw"),
    "of the library": ("show", "s-evening", "--json"),
    "import as a file": ("import", "bad.stw", "--to", "again.stw"),
    "import onto a map": ("import", "bad.stw", "--into", "other.stw"),
}
SILENT = {"import"}
"""What only adds the file to the library, unopened, says it when it is opened."""


def test_every_job_does_without_them_says_how_many_and_loses_nothing(tmp_path: Path, call: Call) -> None:
    number = hostile(tmp_path / "bad.stw")
    make(tmp_path / "other.stw", [SessionRecord(id="s-other", label="Another evening")])
    with open_session(tmp_path / "bad.stw", read_only=True) as session:
        assert f"{number} values" in session.lacks
        for kind in catalogue().kinds:
            assert dict(session.board.elements[f"{kind}-note"].attributes) == {"mine": "stays"}
        assert_all_agree(session)
    assert doctor.examine(tmp_path / "bad.stw").uncounted == number
    for job, arguments in JOBS.items():
        printed = call(*arguments, lines=[{"command": "add_element", "kind": "risk", "label": "More"}])
        assert printed.code == 0, (job, printed.err)
        assert (f"{number} values" in printed.err) is (job not in SILENT), (job, printed.err)
    assert_none_is_shown(tmp_path)


def assert_none_is_shown(folder: Path) -> None:
    written = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    for entry in written["elements"]:
        for name in kind_fields(entry["kind"]):
            assert entry.get(name) in (None, "", [], ()), (entry["kind"], name)
    timeline = read_timeline(folder / "bad.stw", written["session"]["id"])
    assert timeline.board_at(len(timeline) - 1).elements["risk-note"].attributes == {"mine": "stays"}
