"""The tool is played by a machine: after each step board, document and rows hold the same, on both laptops."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from stworkshop.commands.base import Decision, Outcome
from stworkshop.records import Link
from stworkshop.session import Session, open_session
from tests.conftest import SOAK
from tests.stworkshop.workshop import assert_all_agree, make, of_board

WORDS = st.text(max_size=30)
KINDS = st.sampled_from(["stakeholder", "concern", "component", "risk", "mitigation", "outcome", "decision"])
CONCEPTS = st.lists(st.sampled_from(["public-value", "regulation", "human-rights"]), max_size=3)
PLACES = st.tuples(st.integers(-500, 500), st.integers(-500, 500))
RELATIONS = st.sampled_from(["has-concern", "concerns", "causes", "mitigates", "affected-by"])
TABLES = st.integers(0, 1)


class Workshop(RuleBasedStateMachine):
    """Two laptops with copies of one session; they edit apart and hear each other from time to time."""

    cards = Bundle("cards")
    others = Bundle("others")
    rounds = Bundle("rounds")

    steps: ClassVar[int] = 0

    @initialize(target=cards)
    def start(self) -> MultipleResults[str]:
        self.folder = Path(tempfile.mkdtemp(prefix="stworkshop-play-"))
        first = make(self.folder / "first.stw")
        second = shutil.copy(first, self.folder / "second.stw")
        self.tables = [open_session(first), open_session(Path(second))]
        self.number = 0
        self.closed: set[str] = set()
        return multiple("riders", "late", "plan")

    @initialize(target=others)
    def links_that_are_there(self) -> MultipleResults[str]:
        return multiple("cares", "about")

    @initialize(target=rounds)
    def a_round_that_is_not_there(self) -> str:
        return "r-none"

    def teardown(self) -> None:
        for session in getattr(self, "tables", ()):
            session.close()
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)

    def run_at(self, table: int, name: str, **arguments: Any) -> Outcome:
        return self.tables[table].run(name, **arguments)

    @rule(target=cards, table=TABLES, kind=KINDS, label=WORDS, concepts=CONCEPTS)
    def add_card(self, table: int, kind: str, label: str, concepts: list[str]) -> str:
        self.number += 1
        card_id = f"e-{self.number}"
        self.run_at(table, "add_element", kind=kind, label=label or "-", concepts=concepts, id=card_id)
        return card_id

    @rule(table=TABLES, card=cards, label=WORDS, note=WORDS)
    def edit_card(self, table: int, card: str, label: str, note: str) -> None:
        self.run_at(table, "edit_element", id=card, label=label, note=note)

    @rule(table=TABLES, card=cards, pos=PLACES)
    def move_card(self, table: int, card: str, pos: tuple[int, int]) -> None:
        self.run_at(table, "move_elements", moves={card: list(pos)})

    @rule(table=TABLES, card=cards, kind=KINDS)
    def retype_card(self, table: int, card: str, kind: str) -> None:
        self.run_at(table, "retype_element", id=card, kind=kind)

    @rule(table=TABLES, some=st.lists(cards, min_size=1, max_size=3), add=CONCEPTS, remove=CONCEPTS)
    def tag_cards(self, table: int, some: list[str], add: list[str], remove: list[str]) -> None:
        self.run_at(table, "tag", ids=some, add=add, remove=remove)

    @rule(target=others, table=TABLES, relation=RELATIONS, source=cards, end=cards)
    def add_link(self, table: int, relation: str, source: str, end: str) -> str:
        self.number += 1
        link_id = f"l-{self.number}"
        self.run_at(table, "add_link", relation=relation, source=source, target=end, id=link_id)
        return link_id

    @rule(target=others, table=TABLES, text=WORDS, about=st.lists(cards, max_size=2))
    def add_note(self, table: int, text: str, about: list[str]) -> str:
        self.number += 1
        note_id = f"n-{self.number}"
        self.run_at(table, "add_note", kind="comment", text=text or "-", about=about, id=note_id)
        return note_id

    @rule(table=TABLES, some=st.lists(cards | others | rounds, min_size=1, max_size=3))
    def delete(self, table: int, some: list[str]) -> None:
        self.run_at(table, "delete", ids=some)

    @rule(table=TABLES, some=st.lists(cards, min_size=1, max_size=3))
    def duplicate(self, table: int, some: list[str]) -> None:
        self.run_at(table, "duplicate", ids=some)

    @rule(table=TABLES, some=st.lists(cards, min_size=2, max_size=4, unique=True), apart=st.booleans())
    def group(self, table: int, some: list[str], apart: bool) -> None:
        self.run_at(table, "group", ids=some, label="Frame", ungroup=apart)

    @rule(table=TABLES, some=st.lists(cards, min_size=2, max_size=3, unique=True))
    def merge_cards(self, table: int, some: list[str]) -> None:
        self.run_at(table, "merge_cards", ids=some)

    @rule(target=rounds)
    def open_round(self) -> str:
        """Rounds are the organiser's, at the first table."""
        self.number += 1
        round_id = f"r-{self.number}"
        self.run_at(0, "open_round", id=round_id, question="Do you agree?", kind="rating", items=["st-1"])
        return round_id

    @rule(round_id=rounds, value=st.integers(1, 5), comment=WORDS)
    def hand_in_sheet(self, round_id: str, value: int, comment: str) -> None:
        answers = [{"item": "st-1", "value": value, "comment": comment}]
        before = self.tables[0].sheets_in(round_id)
        outcome = self.run_at(0, "hand_in_sheet", round=round_id, side="public", answers=answers)
        assert self.tables[0].sheets_in(round_id) == before + isinstance(outcome, Decision)

    @rule(round_id=rounds)
    def close_round(self, round_id: str) -> None:
        sheets = self.tables[0].sheets_in(round_id)
        if isinstance(self.run_at(0, "close_round", id=round_id), Decision):
            assert self.tables[0].sheets_in(round_id) == 0
            assert len(self.tables[0].answers(round_id)) == sheets
            self.closed.add(round_id)

    @rule(table=TABLES, title=WORDS)
    def rename_session(self, table: int, title: str) -> None:
        self.run_at(table, "set_session", label=title)

    @rule(table=TABLES)
    def undo(self, table: int) -> None:
        session = self.tables[table]
        step = session.undo_label
        undone = session.undo()
        assert (undone.label if undone else "") == step

    @rule(table=TABLES)
    def redo(self, table: int) -> None:
        session = self.tables[table]
        step = session.redo_label
        redone = session.redo()
        assert (redone.label if redone else "") == step

    @rule(table=TABLES)
    def undo_all_and_redo_all(self, table: int) -> None:
        session = self.tables[table]
        while session.undo() is not None:
            pass
        while session.redo() is not None:
            pass

    @rule(table=TABLES)
    def close_and_reopen(self, table: int) -> None:
        session = self.tables[table]
        before = of_board(session.board)
        session.close()
        self.tables[table] = open_session(session.path)
        assert of_board(self.tables[table].board) == before

    @rule()
    def hear_each_other(self) -> None:
        first, second = self.tables
        mine, yours = first.state(), second.state()
        first.merge(yours)
        second.merge(mine)
        assert of_board(first.board) == of_board(second.board)

    @invariant()
    def all_agree(self) -> None:
        Workshop.steps += 1
        for session in getattr(self, "tables", ()):
            assert_all_agree(session)
            _assert_board_is_whole(session)
        for round_id in getattr(self, "closed", ()):
            assert self.tables[0].board.rounds[round_id].closed_order is not None


def _assert_board_is_whole(session: Session) -> None:
    """The board's indexes are those of a board that is made anew from its records."""
    board, fresh = session.board, session.board.copy()
    assert set(board.links) == set(fresh.links)
    for element_id in board.elements:
        assert {x.id for x in board.links_of(element_id)} == {x.id for x in fresh.links_of(element_id)}
    for link in board.in_root("links").values():
        assert isinstance(link, Link)
        assert board.link_between(link.relation, link.source, link.target) is not None
    assert board.next_seq() == fresh.next_seq()
    # A code that was given and taken back by undo is free again after a restart; until then nobody else gets it.
    for letter in "SCTRMOD":
        assert int(board.next_code(letter)[1:]) >= int(fresh.next_code(letter)[1:])


def test_board_document_and_rows_agree_after_each_step() -> None:
    Workshop.steps = 0
    examples, steps = (150, 50) if SOAK else (8, 25)
    run_state_machine_as_test(Workshop, settings=settings(max_examples=examples, stateful_step_count=steps))
    assert Workshop.steps >= (2_000 if SOAK else 100)
