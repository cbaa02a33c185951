"""What others see of the people in the room, by the session's attribution, in every form that leaves the laptop."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from stworkshop.exchange import export_formats, our_json
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.records import (
    Conflict,
    Link,
    Note,
    Participant,
    Record,
    Result,
    Round,
    SessionRecord,
    Value,
    freeze,
    from_flat,
)
from stworkshop.model.session_content import SessionContent
from stworkshop.session.library import Library

NAMES = ("Zuzanna Quickfall", "Ottokar Brimble", "anna-q", "ottokar-b")
HOLDERS = ("By a table of Zuzanna Quickfall",)


def records(kind: str) -> list[Record]:
    """A small session in which a person stands wherever one can stand."""
    said = {"n": 2, "comments": [{"text": "Too late", "side": "public", "participant": "anna-q"}]}
    concern = {
        "kind": "concern",
        "label": "Too far",
        "code": "C1",
        "pos": [20, 120],
        "size": [200, 62],
        "concepts": ["human-rights"],
        "author": "anna-q",
        "created_by": "laptop-token",
    }
    person = {"kind": "stakeholder", "label": "Older residents", "code": "S1", "voice": "represented", "pos": [20, 20]}
    values = {"values": freeze([{"table": "A", "value": NAMES[0], "who": "ottokar-b"}])}
    return [
        SessionRecord(id="s-1", label="Night buses", attribution=kind, seq=1),
        from_flat("elements", "e1", {**person, "size": [170, 62], "seq": 2}),
        from_flat("elements", "e2", {**concern, "seq": 3}),
        Link(id="l1", relation="has-concern", source="e1", target="e2", seq=4, drawers=HOLDERS),
        Participant(id="anna-q", label=NAMES[0], side="public", stakeholder="e1", seq=5),
        Participant(id="ottokar-b", label=NAMES[1], side="planner", stakeholder="e1", seq=6),
        from_flat("notes", "n1", {"kind": "dissent", "text": "I do not agree", "by": "ottokar-b", "seq": 7}),
        Conflict(id="k1", record="anna-q", root="participants", field="label", kept=NAMES[0], **values, seq=8),
        Conflict(id="k2", record="e2", root="elements", field="note", kept="", seq=9, values=_who_only()),
        Round(id="r1", question="Fair?", kind="dots", items=("e2",), anonymous="no", closed_order=1, seq=10),
        Result(id="r1-e2", round="r1", item="e2", figures=freeze(said if kind == "named" else {"n": 2}), seq=11),
    ]


def _who_only() -> Value:
    return freeze([{"table": "A", "value": "Far", "who": "ottokar-b"}])


def people(found: Sequence[Record]) -> list[Participant]:
    return [record for record in found if isinstance(record, Participant)]


def named_in(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


def test_by_name_nothing_is_kept_back() -> None:
    assert attribution.others_see(records("named")) == records("named")


@pytest.mark.parametrize("kind", ["role", "anonymous"])
def test_people_have_side_and_number_in_the_place_of_a_name(kind: str) -> None:
    found = attribution.others_see(records(kind))
    assert {person.label for person in people(found)} == {"Public 1", "Planner 1"}
    assert {person.side for person in people(found)} == {"public", "planner"}
    assert named_in(repr(found)) == [] and "Quickfall" not in repr(found)
    assert {person.stakeholder for person in people(found)} == ({"e1"} if kind == "role" else {""})
    assert any(isinstance(record, Note) and record.text == "I do not agree" for record in found)


def test_new_ids_take_nobody_elses_place() -> None:
    more = [*records("role"), Note(id="p-1", kind="comment", text="Mine", seq=20)]
    ids = [record.id for record in attribution.others_see(more)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("kind", ["named", "role", "anonymous"])
def test_each_attribution_is_explained_in_a_sentence(kind: str) -> None:
    assert attribution.sentence(kind).endswith(".")
    assert attribution.sentence("unheard-of") == ""


@pytest.mark.parametrize("kind", ["named", "role", "anonymous"])
@pytest.mark.parametrize("ending", [".json", ".csv.zip", ".csv", ".svg", ".map.pdf", ".pdf"])
def test_no_export_for_others_says_more_than_the_attribution(kind: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{ending}"
    export_formats.write(SessionContent(records(kind)), path, export_formats.Options(for_others=True))
    text = read(path)
    assert text, "something was written"
    assert "laptop-token" not in text
    if kind != "named":
        assert named_in(text) == [] and "Quickfall" not in text
    elif ending in (".json", ".csv.zip", ".csv", ".pdf"):
        assert NAMES[0] in text
    if ending == ".pdf":
        assert ("Two people took part." in text) == (kind == "role")


def test_a_picture_holds_no_words_to_read(tmp_path: Path) -> None:
    path = tmp_path / "out.png"
    export_formats.write(SessionContent(records("role")), path, export_formats.Options(for_others=True))
    assert named_in(path.read_bytes().decode("latin-1")) == []


@pytest.mark.parametrize("kind", ["named", "role", "anonymous"])
def test_what_is_given_on_can_be_read_in_again(kind: str) -> None:
    text = our_json.to_text(SessionContent(records(kind)), for_others=True)
    again = our_json.from_text(text)
    assert len(people(again.records)) == 2 and not again.answers
    own = our_json.from_text(our_json.to_text(SessionContent(records(kind))))
    assert {person.label for person in people(own.records)} == set(NAMES[:2]), "the organiser's own file holds all"


@pytest.mark.parametrize("kind", ["named", "role", "anonymous"])
def test_a_session_file_for_others_holds_no_name_in_any_byte(kind: str, tmp_path: Path) -> None:
    library = Library(tmp_path / "library.stwlib")
    session_id = library.add(SessionContent(records(kind)))
    with library.open(session_id) as work:
        work.run("edit_participant", id="anna-q", label="Zuzanna Quickfall-Brimble")
        work.export_stw(tmp_path / "others.stw", for_others=True)
        work.export_stw(tmp_path / "own.stw")
    others, own = bytes_of(tmp_path, "others"), bytes_of(tmp_path, "own")
    assert b"Quickfall" in own
    assert (b"Quickfall" in others) == (kind == "named")
    assert (b"anna-q" in others) == (kind == "named")


def test_what_the_map_says_about_people_is_kept() -> None:
    board = Board(attribution.others_see(records("role")))
    assert board.elements["e2"].label == "Too far" and list(board.links) == ["l1"]
    assert board.elements["e2"].attributes.get("author") is None


def bytes_of(folder: Path, stem: str) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob(f"{stem}.stw*"))


def read(path: Path) -> str:
    """Return all words of an export."""
    if path.is_dir():
        return "".join(part.read_text(encoding="utf-8-sig") for part in path.iterdir())
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        words = " ".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return re.sub(r"\s+", " ", words)
    data = path.read_bytes()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
