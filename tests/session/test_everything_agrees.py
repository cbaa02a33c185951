"""The tool is played by a machine: after each step board, document and rows hold the same, on both laptops."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
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

from stworkshop.analysis.findings import FindingsIndex, find
from stworkshop.commands.base import Decision, Outcome
from stworkshop.commands.past import arguments_to_restore
from stworkshop.commands.registry import COMMANDS
from stworkshop.exchange import our_json
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import adding
from stworkshop.model.records import Link, Record, Ref, new_id
from stworkshop.session.session import Session, open_session
from stworkshop.session.timeline import read_timeline
from tests.conftest import SOAK
from tests.day import DAY, a_difference, a_session
from tests.pictures import DOT
from tests.workshop import assert_all_agree, make, of_board

WORDS = st.text(max_size=30)
KINDS = st.sampled_from(["stakeholder", "concern", "component", "risk", "mitigation", "outcome", "decision"])
CONCEPTS = st.lists(st.sampled_from(["public-value", "regulation", "human-rights"]), max_size=3)
PLACES = st.tuples(st.integers(-500, 500), st.integers(-500, 500))
RELATIONS = st.sampled_from(["has-concern", "about", "causes", "mitigates", "affected-by"])
TABLES = st.integers(0, 1)
MINUTES = st.integers(-3, 8)
LINES = st.sampled_from(
    [
        "The bus comes late", "c too loud @Night riders", "c too dark @Cyclists #human-rights", "r cuts >Timetable",
        "@", "#", ">", "c @ # >", "s Drivers", "c \u202eback\u202c @\u05e9\u05dc\u05d5\u05dd", "x" * 200,
        "c nobody #nonsense",
    ]
)  # fmt: skip
CATALOGUE = catalogue()
STAGES = st.sampled_from(["", *CATALOGUE.stages])
VIEWPOINTS = st.sampled_from(sorted(CATALOGUE.viewpoints))
CHECKS = st.sampled_from(sorted(CATALOGUE.checks))

# What the machine plays beside its own rules: each command with its arguments. An id is one of those on the board, in
# the order of making, or one of nothing; two tables make records at random ids, so that these are drawn by place.
Draw = Callable[[st.SearchStrategy[Any]], Any]
Given = Callable[[Draw, Callable[[str], str]], Mapping[str, Any]]
PLAYED: Mapping[str, Given] = {
    "set_agenda": lambda d, an: {"agenda": d(st.sampled_from(["", *CATALOGUE.agendas]))},
    "add_stage": lambda d, an: {"stage": d(STAGES), "before": d(st.sampled_from(["", an("stages")]))},
    "edit_stage": lambda d, an: {"id": an("stages"), "label": d(WORDS), "minutes": 10 + d(MINUTES)},
    "move_stage": lambda d, an: {"id": an("stages"), "before": an("stages")},
    "remove_stage": lambda d, an: {"id": an("stages")},
    "start_stage": lambda d, an: {"item": an("stages")} if d(st.booleans()) else {"stage": d(STAGES)},
    "pause_stage": lambda d, an: {},
    "resume_stage": lambda d, an: {},
    "extend_stage": lambda d, an: {"minutes": d(MINUTES)},
    "count_heads": lambda d, an: {"heads": d(MINUTES)},
    "capture": lambda d, an: {"text": d(LINES)},
    "sort_note": lambda d, an: {"id": an("notes"), "kind": d(KINDS)},
    "split_card": lambda d, an: {"id": an("elements"), "labels": ["One half", "The other", "A third"][: 2 + d(TABLES)]},
    "paste_lines": lambda d, an: {"text": "One\nTwo\tand more", "kind": d(KINDS)},
    "bring_in": lambda d, an: {
        "records": [
            {"root": "elements", "id": (made := new_id("e-")), "kind": d(KINDS), "label": "Brought in"},
            {"root": "links", "id": new_id("l-"), "relation": "about", "source": made, "target": an("elements")},
        ],
    },
    "paste_cards": lambda d, an: {
        "records": [{"root": "elements", "id": "copied", "kind": d(KINDS), "label": "Copied"}],
    },
    "set_image": lambda d, an: {"id": an("elements"), "image": DOT if d(TABLES) else "", "alt": d(WORDS)},
    "describe_image": lambda d, an: {"id": an("elements"), "alt": d(WORDS)},
    "move_off": lambda d, an: {"ids": [an("elements")]},
    "align": lambda d, an: {"ids": [an("elements"), an("elements")], "edge": "left"},
    "distribute": lambda d, an: {"ids": [an("elements") for _ in range(3)], "axis": "vertical"},
    "edit_link": lambda d, an: {"id": an("links"), "note": d(WORDS)},
    "relink": lambda d, an: {"id": an("links"), "target": an("elements")},
    "add_view": lambda d, an: {"label": d(WORDS), "viewpoint": d(VIEWPOINTS), "kinds": [d(KINDS)]},
    "edit_view": lambda d, an: {"id": an("views"), "label": d(WORDS)},
    "move_in_view": lambda d, an: {
        "view": d(st.sampled_from([an("views"), d(VIEWPOINTS)])), "moves": {an("elements"): d(PLACES)},
    },
    "lay_out_view": lambda d, an: {"view": d(st.sampled_from([an("views"), d(VIEWPOINTS)]))},
    "add_term": lambda d, an: {"label": d(WORDS), "planner_reading": d(WORDS)},
    "edit_term": lambda d, an: {"id": an("terms"), "engineer_reading": d(WORDS)},
    "agree_word": lambda d, an: {
        "id": an("terms"), "outcome": d(st.sampled_from(["one", "two", "open"])), "agreed": d(WORDS),
        "planner_word": d(WORDS), "engineer_word": d(WORDS),
    },
    "edit_note": lambda d, an: {"id": an("notes"), "text": d(WORDS)},
    "add_statement": lambda d, an: {"label": d(WORDS), "about": an("elements")},
    "edit_statement": lambda d, an: {"id": an("statements"), "label": d(WORDS)},
    "add_participant": lambda d, an: {"label": d(WORDS), "side": "public", "stakeholder": an("elements")},
    "edit_participant": lambda d, an: {"id": an("participants"), "label": d(WORDS)},
    "discuss_finding": lambda d, an: {"check": d(CHECKS), "about": [an("elements")], "reason": d(WORDS)},
    "name_moment": lambda d, an: {"label": d(WORDS)},
    "finish_read_back": lambda d, an: {},
    "resolve_conflict": lambda d, an: {"id": an("conflicts"), "value": d(WORDS)},
}  # fmt: skip
GROUPS = (
    ("set_agenda", "add_stage", "edit_stage", "move_stage", "remove_stage"),
    ("start_stage", "pause_stage", "resume_stage", "extend_stage", "count_heads"),
    ("capture", "sort_note", "split_card", "paste_lines", "bring_in", "paste_cards"),
    ("set_image", "describe_image"),
    ("align", "distribute", "move_off", "edit_link", "relink"),
    ("add_view", "edit_view", "move_in_view", "lay_out_view"),
    ("add_term", "edit_term", "agree_word", "edit_note", "discuss_finding"),
    ("add_statement", "edit_statement", "add_participant", "edit_participant"),
    ("name_moment", "finish_read_back", "resolve_conflict"),
)
"""The rules that play these commands: one of each group, so that no group drowns the others."""


def some_of(group: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(group), min_size=1, max_size=4)


class Workshop(RuleBasedStateMachine):
    """Two laptops with copies of one session; they edit apart and hear each other from time to time."""

    cards = Bundle("cards")
    others = Bundle("others")
    rounds = Bundle("rounds")

    steps: ClassVar[int] = 0
    played: ClassVar[Counter[str]] = Counter()
    done: ClassVar[Counter[str]] = Counter()

    @initialize(target=cards)
    def start(self) -> MultipleResults[str]:
        self.folder = Path(tempfile.mkdtemp(prefix="stworkshop-play-"))
        first = make(self.folder / "first.stw", a_session())
        second = shutil.copy(first, self.folder / "second.stw")
        self.tables = [open_session(first), open_session(Path(second))]
        self.looks = [Look(session) for session in self.tables]
        self.past = self.tables[0].board.copy()
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
            assert_past_and_file_agree(session)
            session.close()
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)

    def run_at(self, table: int, name: str, **arguments: Any) -> Outcome:
        outcome = self.tables[table].run(name, **arguments)
        Workshop.played[name] += 1
        Workshop.done[name] += isinstance(outcome, Decision)
        return outcome

    def play(self, table: int, names: list[str], draw: Draw) -> None:
        """Carry out some of the commands that are played by their arguments, one after the other."""

        def one_of(root: str) -> str:
            records = sorted(self.tables[table].board.in_root(root).values(), key=lambda r: (r.seq, r.id))
            place = draw(st.integers(0, len(records)))
            return records[place].id if place < len(records) else "nothing"

        for name in names:
            self.run_at(table, name, **PLAYED[name](draw, one_of))
            self.all_agree()

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

    @rule(table=TABLES, names=some_of(GROUPS[0]), data=st.data())
    def plan_the_day(self, table: int, names: list[str], data: st.DataObject) -> None:
        self.play(table, names, data.draw)

    @rule(table=TABLES, names=some_of(GROUPS[1]), data=st.data())
    def run_the_clock(self, table: int, names: list[str], data: st.DataObject) -> None:
        self.play(table, names, data.draw)

    @rule(table=TABLES, names=some_of(GROUPS[2]), data=st.data())
    def hear_people(self, table: int, names: list[str], data: st.DataObject) -> None:
        self.play(table, names, data.draw)

    @rule(table=TABLES, names=some_of(GROUPS[3]), data=st.data())
    def tidy_up(self, table: int, names: list[str], data: st.DataObject) -> None:
        self.play(table, names, data.draw)

    @rule(table=TABLES, names=some_of(GROUPS[4]), data=st.data())
    def look_another_way(self, table: int, names: list[str], data: st.DataObject) -> None:
        self.play(table, names, data.draw)

    @rule(table=TABLES, names=some_of(GROUPS[5]), data=st.data())
    def agree_on_words(self, table: int, names: list[str], data: st.DataObject) -> None:
        self.play(table, names, data.draw)

    @rule(table=TABLES, names=some_of(GROUPS[6]), data=st.data())
    def write_down(self, table: int, names: list[str], data: st.DataObject) -> None:
        self.play(table, names, data.draw)

    @rule(table=TABLES, names=some_of(GROUPS[7]), data=st.data())
    def look_back(self, table: int, names: list[str], data: st.DataObject) -> None:
        self.play(table, names, data.draw)

    @rule(table=TABLES)
    def remember_the_map(self, table: int) -> None:
        self.past = self.tables[table].board.copy()

    @rule(table=TABLES, whole=st.booleans(), card=cards)
    def restore_what_was(self, table: int, whole: bool, card: str) -> None:
        refs = None if whole else [Ref("elements", card)]
        self.run_at(table, "restore", **arguments_to_restore(self.tables[table].board, self.past, refs))

    @rule(table=TABLES, card=cards)
    def differ(self, table: int, card: str) -> None:
        """Two tables said different things, as a merge of copies would write it down."""
        self.number += 1
        if card in self.tables[table].board.elements:
            conflict = a_difference(f"x-{self.number}", card)
            self.tables[table].do("Two said different things", adding([conflict]))

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
        self.looks[table] = Look(self.tables[table])
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
        for look in getattr(self, "looks", ()):
            look.agrees()
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


class Look:
    """The questions that a session's map asks, kept right edit by edit as a window does."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.index = FindingsIndex(session.board, CATALOGUE)
        session.subscribe(lambda changed: self.index.apply(changed.change))

    def agrees(self) -> None:
        """The questions are those of a fresh look."""
        assert self.index.all() == find(self.session.board, CATALOGUE)


def assert_past_and_file_agree(session: Session) -> None:
    """The last moment of the past is the present, and a file in our format holds all that is on the board."""
    timeline = read_timeline(session.path, session.id)
    assert of_board(timeline.board_at(len(timeline) - 1)) == of_board(session.board)
    text = our_json.to_text(session.content())
    assert our_json.to_text(our_json.from_text(text)) == text


def test_each_command_is_carried_out_taken_back_and_done_again(tmp_path: Path) -> None:
    assert {name for name, _given in DAY} == set(COMMANDS)
    with open_session(make(tmp_path / "day.stw", a_session())) as session:
        look = Look(session)
        session.do("Two said different things", adding([a_difference("differ", "late")]))
        for name, given in DAY:
            before = live(session)
            outcome = session.run(name, **given)
            assert isinstance(outcome, Decision), (name, outcome)
            look.agrees()
            if outcome.undoable and outcome.change and not outcome.close:
                after = live(session)
                session.undo()
                assert live(session) == before, name
                look.agrees()
                session.redo()
                assert live(session) == after, name
            assert_all_agree(session)
        assert_past_and_file_agree(session)
    with open_session(tmp_path / "day.stw") as again:
        assert_all_agree(again)
        assert_past_and_file_agree(again)


def live(session: Session) -> dict[Ref, Record]:
    return {ref: record for ref, record in of_board(session.board).items() if not record.gone}


def test_the_machine_plays_every_command() -> None:
    own = {
        "add_element", "edit_element", "move_elements", "retype_element", "tag", "add_link", "add_note", "delete",
        "duplicate", "group", "merge_cards", "open_round", "hand_in_sheet", "close_round", "set_session", "restore",
    }  # fmt: skip
    assert set(PLAYED) | own == set(COMMANDS) and not set(PLAYED) & own
    assert {name for group in GROUPS for name in group} == set(PLAYED)


def test_board_document_and_rows_agree_after_each_step() -> None:
    Workshop.steps = 0
    Workshop.played.clear()
    Workshop.done.clear()
    examples, steps = (100, 50) if SOAK else (10, 25)
    run_state_machine_as_test(Workshop, settings=settings(max_examples=examples, stateful_step_count=steps))
    assert Workshop.steps >= (2_000 if SOAK else 60)
    assert len(Workshop.played) >= len(COMMANDS) * (0.95 if SOAK else 0.4), Workshop.played
