"""A small map, and a way to carry out commands on it without a store."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import SessionRecord

Play = Callable[..., Decision]


class Table:
    """A board with the commands at hand: `do` expects a decision and applies it, `refused` expects a refusal."""

    def __init__(self) -> None:
        self.board = Board([SessionRecord(id="s-1", label="Test")])
        self.context = Context(catalogue(), laptop="laptop-a", today=datetime.date(2026, 11, 24))

    def do(self, name: str, **arguments: Any) -> Decision:
        """Carry out a command and return what was decided."""
        decision = decide(self.board, name, arguments, self.context)
        assert isinstance(decision, Decision), decision
        self.board.apply(decision.change)
        return decision

    def refused(self, name: str, **arguments: Any) -> Refused:
        """Expect a refusal and return it."""
        decision = decide(self.board, name, arguments, self.context)
        assert isinstance(decision, Refused), decision
        assert decision.message[-1] in ".!?", decision.message
        return decision

    def card(self, kind: str, label: str, **fields: Any) -> str:
        """Add a card and return its id."""
        return self.do("add_element", kind=kind, label=label, **fields).ids[0]


@pytest.fixture
def table() -> Table:
    """Return an empty map."""
    return Table()
