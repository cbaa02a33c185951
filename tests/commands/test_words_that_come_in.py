"""Words of people are held alike whatever way they come in: by a command, an import, or an update of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stworkshop.exchange import importing, our_json
from stworkshop.exchange.incoming import incoming
from stworkshop.exchange.mapping import planned
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change
from stworkshop.model.document import Document
from stworkshop.model.records import ROOTS, Element, Ref, from_flat, own_fields, replaced
from stworkshop.session.session import Session, open_session
from stworkshop.validation.clean_text import clean_label, clean_text
from tests.workshop import assert_all_agree, make

TYPED = "  Nobody  can\ttell us\r\nwhy\x07 our  stop went "
LABEL, NOTE = "Nobody can tell us why our stop went", "  Nobody  can\ttell us\nwhy our  stop went "
WITHOUT_BELL = TYPED.replace("\x07", "")


@pytest.fixture
def session(tmp_path: Path) -> Any:
    with open_session(make(tmp_path / "evening.stw")) as opened:
        yield opened


def by_command(session: Session, _tmp_path: Path) -> Element:
    session.run("add_element", id="new", kind="concern", label=TYPED, note=TYPED)
    return session.board.elements["new"]


def by_edit(session: Session, _tmp_path: Path) -> Element:
    session.run("edit_element", id="late", label=TYPED, note=TYPED)
    return session.board.elements["late"]


def by_restoring(session: Session, _tmp_path: Path) -> Element:
    fields = {"root": "elements", "id": "late", "kind": "concern", "code": "C1", "label": TYPED, "note": TYPED}
    session.run("restore", records=[fields])
    return session.board.elements["late"]


def by_bringing(session: Session, _tmp_path: Path) -> Element:
    card = {"root": "elements", "id": "new", "kind": "concern", "label": TYPED, "note": TYPED}
    session.run("bring_in", records=[card])
    return session.board.elements["new"]


def by_json(_session: Session, tmp_path: Path) -> Element:
    path = tmp_path / "session.json"
    document = our_json.dump(importing.read_ours(_written(tmp_path / "base.json"), catalogue()))
    document["elements"] = [{"id": "new", "kind": "concern", "code": "C1", "label": TYPED, "note": TYPED}]
    path.write_text(json.dumps(document))
    return importing.read_ours(path, catalogue()).board().elements["new"]


def _written(path: Path) -> Path:
    path.write_text('{"format": "stworkshop", "version": 1, "session": {"id": "s", "label": "Evening"}}')
    return path


def by_table(session: Session, tmp_path: Path) -> Element:
    path = tmp_path / "cards.csv"
    cell = WITHOUT_BELL.replace("\r\n", "\n")
    path.write_text(f'label,kind,note\n"{cell}",concern,"{cell}"\n', encoding="utf-8")
    found = incoming(path, catalogue(), board=session.board)
    plan = planned(found.foreign, found.choices, session.board, catalogue())
    outcome: Any = session.run("bring_in", records=[dict(entry) for entry in plan.records])
    return session.board.elements[outcome.ids[0]]


def by_update(session: Session, _tmp_path: Path) -> Element:
    there = Document([session.state()])
    update = there.apply(_raw_label(session), "step")
    session.merge(update)
    return session.board.elements["late"]


def _raw_label(session: Session) -> Any:
    return Change(updated={Ref("elements", "late"): {"label": ("", WITHOUT_BELL), "note": ("", clean_text(TYPED))}})


@pytest.mark.parametrize(
    "way", [by_command, by_edit, by_restoring, by_bringing, by_json, by_table, by_update], ids=lambda way: way.__name__
)
def test_a_label_is_one_line_and_a_note_keeps_its_lines(way: Any, session: Session, tmp_path: Path) -> None:
    card = way(session, tmp_path)
    assert (card.label, card.note.strip()) == (LABEL, NOTE.strip())


def test_an_update_leaves_the_session_whole(session: Session, tmp_path: Path) -> None:
    by_update(session, tmp_path)
    assert_all_agree(session)


@pytest.mark.parametrize("root", sorted(root for root in ROOTS if "label" in own_fields(root)))
def test_every_label_is_one_line_in_whatever_record(root: str) -> None:
    made: Any = from_flat(root, "x", {"label": WITHOUT_BELL})
    changed: Any = replaced(from_flat(root, "x", {}), {"label": WITHOUT_BELL})
    assert made.label == changed.label == clean_label(TYPED) == LABEL
