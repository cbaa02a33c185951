"""Risks as chains: what brings it about, what could go wrong, who would be hurt, what is done, who answers for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stworkshop.model.board import Board
from stworkshop.model.records import Element
from stworkshop.rounds.risk_order import risk_level, risk_order

STRONG_FROM, MIDDLE_FROM = 15, 10
"""The levels from which a risk is painted dark, and grey."""


@dataclass(frozen=True)
class Measure:
    """A measure against a risk: its status, whether it still stands (was not turned down), and who answers for it."""

    id: str
    status: str
    stands: bool
    owners: tuple[str, ...]


@dataclass(frozen=True)
class ChainRow:
    """One risk with its chain, all by ids; `level` is likelihood times severity, None where either is unknown."""

    risk: str
    causes: tuple[str, ...]
    harmed: tuple[str, ...]
    measures: tuple[Measure, ...]
    owners: tuple[str, ...]
    likelihood: int | None
    severity: int | None
    level: int | None

    @property
    def protected(self) -> bool:
        """Whether a measure stands against it."""
        return any(measure.stands for measure in self.measures)


def chain(board: Board, only: Collection[str] | None = None) -> list[ChainRow]:
    """Return the chains of all risks, or of those in `only`, worst first by rule `risk-order`."""
    return [_row(board, board.elements[risk]) for risk in risk_order(board) if only is None or risk in only]


def _row(board: Board, risk: Element) -> ChainRow:
    measures = sorted(
        _sources(board, risk.id, "mitigates"), key=lambda card: (not _stands(board, card), _seq(board, card))
    )
    return ChainRow(
        risk=risk.id,
        causes=tuple(_sources(board, risk.id, "causes")),
        harmed=tuple(link.target for link in board.links_from(risk.id) if link.relation == "harms"),
        measures=tuple(
            Measure(card, _status(board, card), _stands(board, card), tuple(_sources(board, card, "owns")))
            for card in measures
        ),
        owners=tuple(_sources(board, risk.id, "owns")),
        likelihood=_step(risk, "likelihood"),
        severity=_step(risk, "severity"),
        level=risk_level(risk),
    )


def _sources(board: Board, card: str, relation: str) -> list[str]:
    found = [link.source for link in board.links_to(card) if link.relation == relation]
    return sorted(dict.fromkeys(found), key=lambda other: _seq(board, other))


def _seq(board: Board, card: str) -> tuple[int, str]:
    return board.elements[card].seq, card


def _status(board: Board, card: str) -> str:
    return str(board.elements[card].attributes.get("status") or "")


def _stands(board: Board, card: str) -> bool:
    return _status(board, card) != "rejected"


def _step(risk: Element, name: str) -> int | None:
    value = risk.attributes.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
