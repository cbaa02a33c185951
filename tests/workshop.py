"""A small workshop for the tests of the core: how to make one, and how to tell whether all of it says the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.document import Document
from stworkshop.model.field_types import FieldType
from stworkshop.model.records import (
    Element,
    Link,
    Participant,
    Record,
    Ref,
    SessionRecord,
    Statement,
    attribute_fields,
    ref_of,
)
from stworkshop.model.session_content import SessionContent
from stworkshop.session.session import Session, create_file
from stworkshop.store import rows
from stworkshop.store.snapshot import open_snapshot

ID = "s-evening"


def records() -> list[Record]:
    """A session with three cards, two links, a participant and a statement."""
    return [
        SessionRecord(id=ID, label="Evening buses", date="2026-11-24"),
        Element(id="riders", seq=1, kind="stakeholder", label="Night riders", code="S1", concepts=("public-value",)),
        Element(id="late", seq=2, kind="concern", label="The last bus is late", code="C1", attributes={"sector": "x"}),
        Element(
            id="plan", seq=3, kind="component", type="ml-model", label="Timetable model", code="T1", pos=(5.0, 6.5)
        ),
        Link(id="cares", seq=4, relation="has-concern", source="riders", target="late"),
        Link(id="about", seq=5, relation="concerns", source="late", target="plan"),
        Participant(id="p-ines", seq=6, label="Ines Marquardt", side="public", stakeholder="riders"),
        Statement(id="st-1", seq=7, label="The model helps", about="plan", stance="supports"),
    ]


def kind_fields(kind: str) -> Mapping[str, FieldType]:
    """The attributes that a kind gives its cards, by name, with the words and bounds of the catalogue."""
    given = catalogue().kind(kind).attributes
    return {name: takes for name, takes in attribute_fields("elements", kind).items() if name in given}


def make(path: Path, content: list[Record] | None = None) -> Path:
    """Make a session file and return its path."""
    create_file(path, SessionContent(content if content is not None else records()))
    return path


def of_board(board: Board) -> dict[Ref, Record]:
    """All records of a board, the gone ones included."""
    return {ref_of(record): record for record in (*board.records(), *board.gone_records())}


def of_document(document: Document) -> dict[Ref, Record]:
    """All records of a document, the gone ones included."""
    return {ref_of(record): record for record in document.records()}


def of_rows(path: Path, session_id: str) -> dict[Ref, Record]:
    """All records as the rows of a file hold them, the gone ones included."""
    raw = open_snapshot(path)
    try:
        return {ref_of(record): record for record in rows.read_all(raw, session_id)}
    finally:
        raw.close()


def assert_all_agree(session: Session) -> None:
    """Board, document and projection of an open session hold the same."""
    on_board = of_board(session.board)
    assert of_document(Document([session.state()])) == on_board
    assert of_rows(session.path, session.id) == on_board
