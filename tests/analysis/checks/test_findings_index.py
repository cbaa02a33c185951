"""After any row of edits the index of findings says what a fresh look at the board says."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest

from stworkshop.analysis.findings import FindingsIndex, find
from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, joined, removing, updating
from stworkshop.model.records import Element, Record, SessionRecord
from tests.analysis.checks.maps import CHANCE_VALUES, chance_board
from tests.analysis.maps import sample

WORDS = catalogue()
STEPS = 40


class Room:
    """Somebody who edits at random: commands, undo, and what other laptops may do to the records."""

    def __init__(self, board: Board, seed: int) -> None:
        self.rnd = random.Random(seed)
        self.board = board
        self.done: list[Change] = []
        self.sheets: dict[str, list[Answer]] = {}
        self.number = 0

    def step(self) -> Change:
        """Do one thing and return its change, which may be an empty one."""
        doing = self.rnd.choice(
            (
                *(self._add, self._link, self._link, self._relink, self._retype, self._label, self._tag, self._delete),
                *(self._set, self._set, self._set, self._undo, self._discuss, self._session, self._term, self._opinion),
                *(self._participant, self._lose_a_card, self._bring_back, self._duplicate, self._pull_apart),
            )
        )
        change = doing()
        if change:
            self.number += 1
            self.board.apply(change)
            self.done.append(change)
        return change

    def _run(self, name: str, **arguments: Any) -> Change:
        context = Context(
            WORDS,
            laptop="l",
            today=datetime.date(2026, 11, 24),
            answers=lambda round_id: self.sheets.get(round_id, []),
        )
        decision = decide(self.board, name, arguments, context)
        if not isinstance(decision, Decision):
            return Change()
        for answer in decision.sheet:
            self.sheets.setdefault(answer.round, []).append(answer)
        return decision.change

    def _one(self, root: str = "elements") -> str:
        ids = list(self.board.in_root(root))
        return self.rnd.choice(ids) if ids else "nothing"

    def _add(self) -> Change:
        kind = self.rnd.choice(list(WORDS.kinds))
        types = [entry["id"] for entry in WORDS.types(kind)]
        extra = {"type": self.rnd.choice(types)} if types else {}
        return self._run("add_element", kind=kind, label=self.rnd.choice(("Bus", "bus ", "Desk", "Rule")), **extra)

    def _link(self) -> Change:
        source, target = self._one(), self._one()
        kinds = [self.board.elements[card].kind for card in (source, target) if card in self.board.elements]
        known = WORDS.allowed(*kinds) if len(kinds) == 2 and self.rnd.random() < 0.9 else list(WORDS.relations)
        return self._run("add_link", relation=self.rnd.choice(known or ["owns"]), source=source, target=target)

    def _relink(self) -> Change:
        ends = {self.rnd.choice(("source", "target")): self._one()}
        return self._run("relink", id=self._one("links"), **ends)

    def _retype(self) -> Change:
        return self._run("retype_element", id=self._one(), kind=self.rnd.choice(list(WORDS.kinds)))

    def _label(self) -> Change:
        return self._run("edit_element", id=self._one(), label=self.rnd.choice(("Bus", "BUS", "Screen", "Rule")))

    def _tag(self) -> Change:
        topics = self.rnd.sample(list(WORDS.concepts), 2)
        return self._run("tag", ids=[self._one()], add=topics[:1], remove=topics[1:])

    def _delete(self) -> Change:
        return self._run("delete", ids=[self._one(self.rnd.choice(("elements", "links", "links", "notes", "terms")))])

    def _set(self) -> Change:
        card = self.board.elements.get(self._one())
        fitting = [name for name in CHANCE_VALUES if card and name in WORDS.kind(card.kind).attributes]
        if card is None or not fitting:
            return Change()
        name = self.rnd.choice(fitting)
        if name == "type":
            types = [entry["id"] for entry in WORDS.types(card.kind)]
            return self._run("edit_element", id=card.id, type=self.rnd.choice(types))
        return self._run("edit_element", id=card.id, **{name: self.rnd.choice(CHANCE_VALUES[name])})

    def _undo(self) -> Change:
        return self.done[-1].inverse() if self.done else Change()

    def _discuss(self) -> Change:
        found = find(self.board, WORDS)
        if not found:
            return Change()
        one = self.rnd.choice(found)
        about = one.about if self.rnd.random() < 0.7 else one.elements
        return self._run("discuss_finding", check=one.check, about=list(about), reason=f"Left at {self.number}")

    def _session(self) -> Change:
        fields = ({"mandate": ""}, {"mandate": "decide"}, {"absent_summary_exported": "yes"})
        return self._run("set_session", **self.rnd.choice(fields))

    def _term(self) -> Change:
        readings = {"planner_reading": "on time", "engineer_reading": self.rnd.choice(("up", "On  Time", ""))}
        if self.rnd.random() < 0.5:
            return self._run("add_term", label="Reliable", **readings)
        return self._run("edit_term", id=self._one("terms"), agreed=self.rnd.choice(("", "runs as promised")))

    def _participant(self) -> Change:
        return self._run("add_participant", label="Somebody", side="public")

    def _opinion(self) -> Change:
        """Add a statement, note what was said about it, or play a whole round about it."""
        doing = self.rnd.random()
        if doing < 0.3:
            decisions = [card.id for card in self.board.elements.values() if card.kind == "decision"]
            about = self.rnd.choice(decisions) if decisions else self._one()
            stance = self.rnd.choice(("supports", "opposes"))
            return self._run("add_statement", label="Buses run until one", about=about, stance=stance)
        statement = self._one("statements")
        if doing < 0.5:
            return self._run("edit_statement", id=statement, discussion_note=self.rnd.choice(("", "Both were heard")))
        opened = self._run("open_round", question="Do you agree?", kind="rating", items=[statement])
        if not opened:
            return opened
        self.board.apply(opened)
        (round_id,) = opened.ids("rounds")
        for number in range(self.rnd.choice((4, 12))):
            value = self.rnd.choice((1, 1, 5))
            side = ("public", "planner")[number % 2]
            self._run("hand_in_sheet", round=round_id, side=side, answers=[{"item": statement, "value": value}])
        return opened.then(self._run("close_round", id=round_id))

    def _lose_a_card(self) -> Change:
        """Delete a card alone, as a laptop does that has not heard of a link to it yet."""
        card = self.board.elements.get(self._one())
        return removing([card]) if card else Change()

    def _bring_back(self) -> Change:
        gone: list[Record] = sorted(self.board.gone_records(), key=lambda record: record.id)
        return removing([self.rnd.choice(gone)]).inverse() if gone else Change()

    def _duplicate(self) -> Change:
        return self._run("duplicate", ids=[self._one(), self._one()])

    def _pull_apart(self) -> Change:
        goals = [card for card in self.board.elements.values() if isinstance(card, Element) and card.kind == "goal"]
        if len(goals) < 2:
            return Change()
        pair = self.rnd.sample([goal.id for goal in goals], 2)
        return self._run("add_link", relation="conflicts-with", source=pair[0], target=pair[1])


def _seeds(few: int) -> list[int]:
    return list(range(few))


@pytest.mark.parametrize("seed", _seeds(12))
def test_index_says_what_a_fresh_look_says_after_each_edit(seed: int, soak: bool) -> None:
    for extra in range(25 if soak else 1):
        room = Room(chance_board(seed + 1_000 * extra), seed + 1_000 * extra)
        index = FindingsIndex(room.board, WORDS)
        for _ in range(STEPS):
            index.apply(room.step())
            assert index.all() == find(room.board, WORDS)


@pytest.mark.parametrize("seed", _seeds(4))
def test_edits_may_be_gathered_and_looked_at_late(seed: int) -> None:
    room = Room(chance_board(seed), seed + 500)
    index = FindingsIndex(room.board, WORDS)
    for _ in range(8):
        for _ in range(room.rnd.randint(2, 9)):
            index.apply(room.step())
        assert index.all() == find(room.board, WORDS)


@pytest.mark.parametrize("name", ["merravale", "quayline"])
def test_index_is_right_on_a_sample_too(name: str) -> None:
    room = Room(sample(name).copy(), 7)
    index = FindingsIndex(room.board, WORDS)
    for _ in range(15):
        index.apply(room.step())
        assert index.all() == find(room.board, WORDS)


@pytest.mark.parametrize("seed", _seeds(4))
def test_the_first_look_may_be_taken_in_pieces_between_edits(seed: int) -> None:
    room = Room(chance_board(seed), seed + 900)
    index = FindingsIndex(room.board, WORDS)
    while index.look(room.rnd.randint(10, 60)):
        index.apply(room.step())
    assert index.all() == find(room.board, WORDS)
    assert not index.look(1)


def test_settling_names_the_cards_whose_questions_changed() -> None:
    room = Room(sample("hill-east").copy(), 1)
    index = FindingsIndex(room.board, WORDS)
    index.settle()
    change = room._run("add_link", relation="owns", source="he-s-young", target="he-m-call")
    room.board.apply(change)
    index.apply(change)
    assert "he-m-call" in index.settle()
    assert index.settle() == frozenset()


def test_a_move_of_a_card_changes_no_question() -> None:
    room = Room(sample("hill-east").copy(), 1)
    index = FindingsIndex(room.board, WORDS)
    before = index.all()
    change = room._run("move_elements", moves={"he-s-young": [5.0, 5.0]})
    room.board.apply(change)
    index.apply(change)
    assert index.settle() == frozenset() and index.all() == before


def test_a_card_that_goes_from_one_group_of_the_same_words_to_another_is_asked_about_there() -> None:
    """Both groups have the same first card for a moment, and so the same place; many, as their order is by chance."""
    many = range(16)
    cards = [
        Element(id=f"c{n}-{name}", kind="concern", label=f"{name[0]} {n}", seq=3 * n + place)
        for n in many
        for place, name in enumerate(("old", "older", "new"))
    ]
    board = Board([SessionRecord(id="s", label="S", seq=1), *cards])
    index = FindingsIndex(board, WORDS)
    assert index.all() == find(board, WORDS)
    change = joined(updating(board.elements[f"c{n}-old"], {"label": f"n {n}"}) for n in many)
    board.apply(change)
    index.apply(change)
    assert index.all() == find(board, WORDS)
