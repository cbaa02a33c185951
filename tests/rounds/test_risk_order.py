"""Rule risk-order, and the level printed beside a risk."""

import pytest

from stworkshop.model.board import Board
from stworkshop.model.records import Element
from stworkshop.rounds.risk_order import risk_level, risk_level_word, risk_order


def risk(name: str, seq: int = 0, **attributes: object) -> Element:
    return Element(id=name, kind="risk", label=name, seq=seq, attributes=attributes)


def test_severity_comes_first_then_reversibility_then_likelihood_then_creation() -> None:
    risks = [
        risk("likely", severity=3, likelihood=5, reversible="no"),
        risk("severe", severity=4, likelihood=1, reversible="yes"),
        risk("for good", severity=4, likelihood=1, reversible="no"),
        risk("partly", severity=4, likelihood=1, reversible="partly"),
        risk("partly and likely", severity=4, likelihood=2, reversible="partly"),
        risk("later", 2, severity=2, likelihood=2),
        risk("earlier", 1, severity=2, likelihood=2),
    ]
    order = ["for good", "partly and likely", "partly", "severe", "likely", "earlier", "later"]
    assert risk_order(Board(risks)) == order


def test_what_is_unknown_comes_after_one_and_counts_as_partly() -> None:
    risks = [
        risk("unknown severity", 1, likelihood=5),
        risk("one", 2, severity=1, likelihood=1, reversible="yes"),
        risk("unknown likelihood", 3, severity=1, reversible="partly"),
        risk("unknown reversibility", 4, severity=1, likelihood=1),
        risk("nonsense", 5, severity="very", likelihood=True, reversible="perhaps"),
    ]
    order = ["unknown reversibility", "unknown likelihood", "one", "unknown severity", "nonsense"]
    assert risk_order(Board(risks)) == order


def test_only_risks_are_listed() -> None:
    assert risk_order(Board([Element(id="c", kind="concern", label="c"), risk("r")])) == ["r"]


@pytest.mark.parametrize(
    ("likelihood", "severity", "level", "word"),
    [
        (1, 4, 4, "low"),
        (1, 1, 1, "low"),
        (5, 1, 5, "medium"),
        (3, 3, 9, "medium"),
        (2, 5, 10, "high"),
        (3, 5, 15, "very high"),
        (1, 5, 5, "high"),
        (None, 5, None, ""),
    ],
)
def test_levels(likelihood: int | None, severity: int, level: int | None, word: str) -> None:
    found = risk("r", likelihood=likelihood, severity=severity)
    assert (risk_level(found), risk_level_word(found)) == (level, word)
