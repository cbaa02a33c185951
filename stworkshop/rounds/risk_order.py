"""Risks in the order of rule `risk-order`, and the level that is printed beside them."""

from __future__ import annotations

from stworkshop.model.board import Board
from stworkshop.model.records import Element

_REVERSIBLE = ("no", "partly", "yes")
_LEVELS = ((15, "very high"), (10, "high"), (5, "medium"), (1, "low"))
WORST_SEVERITY = 5


def risk_order(board: Board) -> list[str]:
    """Return the ids of the risks: severe first, then those that cannot be made good, then the likely ones."""
    risks = [element for element in board.elements.values() if element.kind == "risk"]
    return [risk.id for risk in sorted(risks, key=_rank)]


def risk_level(risk: Element) -> int | None:
    """Return likelihood times severity, 1 to 25; None where either is unknown."""
    likelihood, severity = _step(risk, "likelihood"), _step(risk, "severity")
    return likelihood * severity if likelihood and severity else None


def risk_level_word(risk: Element) -> str:
    """Return the word for a risk's level: low, medium, high or very high; '' where it is unknown.

    The most severe harm is at least high, however unlikely.
    """
    level = risk_level(risk)
    if level is None:
        return ""
    word = next(name for start, name in _LEVELS if level >= start)
    return "high" if _step(risk, "severity") == WORST_SEVERITY and word in ("low", "medium") else word


def _rank(risk: Element) -> tuple[int, int, int, int, str]:
    reversible = risk.attributes.get("reversible") or "partly"
    place = _REVERSIBLE.index(reversible) if reversible in _REVERSIBLE else _REVERSIBLE.index("partly")
    return (-_step(risk, "severity"), place, -_step(risk, "likelihood"), risk.seq, risk.id)


def _step(risk: Element, name: str) -> int:
    """Return a step from 1 to 5; 0, which comes after 1, where it is unknown."""
    value = risk.attributes.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= WORST_SEVERITY else 0
