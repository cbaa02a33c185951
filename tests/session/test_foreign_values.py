"""What a record cannot hold is refused or left out before anything is counted: a session goes on as if it never was."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text

from stworkshop.model.changes import Change
from stworkshop.model.document import BadUpdate
from stworkshop.model.records import Element
from stworkshop.session.library import Library
from stworkshop.session.session import Session, open_session
from stworkshop.store import doctor, projection
from stworkshop.sync import frames
from stworkshop.sync.frames import Answered, Denied, Updated
from stworkshop.sync.room import Apply, Member, Send
from tests.sync.wire import InMemory
from tests.workshop import make

FOREIGN: dict[str, Any] = {
    "bytes": lambda: b"\0\1",
    "bytes within": lambda: {"in": [b"\0"]},
    "no number": lambda: math.nan,
    "no end": lambda: [math.inf],
    "words to write in": lambda: Text("words"),
    "list to write in": lambda: Array([Map({"a": 1})]),
    "document": lambda: Doc(),
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make(tmp_path / "a.stw")
    with open_session(tmp_path / "a.stw") as opened:
        yield opened


def peer_of(state: bytes) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    doc.apply_update(state)
    return doc


def with_card(state: bytes, value: object) -> bytes:
    """What a stock client adds: a card of which one field holds a value."""
    doc = peer_of(state)
    before = doc.get_state()
    doc.get("elements", type=Map)["strange"] = Map({"kind": "risk", "label": "From elsewhere", "own": value, "seq": 1})
    return doc.get_update(before)


def assert_goes_on(session: Session) -> None:
    """Whatever came before: the next edit is on the disk, and rows and document agree."""
    session.run("add_element", kind="risk", label="The next one")
    assert not session.trouble
    with open_session(session.path, read_only=True) as again:
        assert any(card.label == "The next one" for card in again.board.elements.values())
        assert set(map(repr, again.board.records())) == set(map(repr, session.board.records()))
    assert doctor.examine(session.path).sound


@pytest.mark.parametrize("made", FOREIGN.values(), ids=FOREIGN)
def test_a_session_goes_on_after_what_no_record_holds(session: Session, made: Callable[[], object]) -> None:
    session.merge(with_card(session.state(), made()))
    assert session.board.elements["strange"] == Element(id="strange", kind="risk", label="From elsewhere", seq=1)
    assert_goes_on(session)


@pytest.mark.parametrize("made", FOREIGN.values(), ids=FOREIGN)
def test_a_room_of_a_stock_server_can_be_joined(session: Session, tmp_path: Path, made: Callable[[], object]) -> None:
    state = session.state()
    whole = frames.together([state, with_card(state, made())])
    assert isinstance(frames.decode(frames.encode(Answered(whole))), Answered)
    with Library(tmp_path / "library.stwl").share(session.id, "lineage", whole) as joined:
        assert joined.board.elements["strange"].label == "From elsewhere"
        joined.start_again(whole, None, [])
        assert_goes_on(joined)


@pytest.mark.parametrize("made", FOREIGN.values(), ids=FOREIGN)
def test_copies_that_hold_it_come_together(session: Session, made: Callable[[], object]) -> None:
    session.bring_together("Together", [with_card(session.state(), made())], lambda board: Change())
    assert_goes_on(session)


@pytest.mark.parametrize("ours", [True, False])
@pytest.mark.parametrize("made", FOREIGN.values(), ids=FOREIGN)
def test_a_host_refuses_it_with_a_sentence(made: Callable[[], object], ours: bool) -> None:
    net = InMemory()
    before = net.host.state()
    net.room.join(Member("bo", "Bo", "editor", "bo", ours=ours))
    effects = net.room.receive("bo", frames.encode(Updated(with_card(before, made()))), 0.0)
    told = [frames.decode(effect.frame) for effect in effects if isinstance(effect, Send)]
    (denied,) = (frame for frame in told if isinstance(frame, Denied))
    assert "Nothing was changed" in denied.reason
    assert not any(isinstance(effect, Apply) for effect in effects) and "strange" not in net.room.board.elements
    # Whoever comes next gets the map without it.
    net.add("ada")
    net.settle()
    assert net.host.state() == before and "strange" not in net.laptops["ada"].guest.board.elements


@pytest.mark.parametrize("take", ["merge", "together"])
def test_what_cannot_be_written_spends_no_number(session: Session, monkeypatch: pytest.MonkeyPatch, take: str) -> None:
    """Nothing but a failed disk may keep an edit waiting: whatever else goes wrong is known before."""
    update = with_card(session.state(), 1)

    def fails(*_given: object) -> None:
        raise TypeError

    with monkeypatch.context() as patch:
        patch.setattr(projection, "row_of", fails)
        with pytest.raises(BadUpdate):
            session.merge(update) if take == "merge" else session.bring_together("x", [update], lambda board: Change())
    assert "strange" not in session.board.elements
    assert_goes_on(session)
    session.merge(update)
    assert "strange" in session.board.elements
