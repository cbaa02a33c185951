"""The tool is played by a machine: after each step board, document and rows hold the same, on both laptops."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from stworkshop.commands.base import Outcome
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

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="stworkshop-play-"))
        first = make(self.folder / "first.stw")
        second = shutil.copy(first, self.folder / "second.stw")
        self.tables = [open_session(first), open_session(Path(second))]
        self.number = 0

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

    @rule(table=TABLES, some=st.lists(cards | others, min_size=1, max_size=3))
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
        for session in getattr(self, "tables", ()):
            assert_all_agree(session)
            _assert_board_is_whole(session)


def _assert_board_is_whole(session: Session) -> None:
    """The board's indexes are those of a board that is made anew from its records."""
    board, fresh = session.board, session.board.copy()
    assert set(board.links) == set(fresh.links)
    for element_id in board.elements:
        assert {x.id for x in board.links_of(element_id)} == {x.id for x in fresh.links_of(element_id)}
    assert board.next_seq() == fresh.next_seq()


Workshop.TestCase.settings = settings(
    max_examples=60 if SOAK else 8,
    stateful_step_count=50 if SOAK else 25,
)
TestWorkshop = Workshop.TestCase
