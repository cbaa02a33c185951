"""Laws and rules print whether they count as they are, not as a default; a claim of Art. 6(3) prints as a claim."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from stworkshop.analysis import legal
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.report.content import outline
from stworkshop.report.content.blocks import Span, plain
from tests.report.printing import board_of
from ui.features.views import sheets

STATES = [
    ("pol-coe-ai", "not in force yet; one ratification by 5 September 2026; it takes five"),
    ("pol-uk-atrs", "voluntary; required of central government, recommended for councils"),
    ("pol-ai-act", "in force; its duties start on different days"),
    ("pol-gdpr", "in force since 25 May 2018"),
    ("pol-uk-gdpr-adm", "in force since 5 Feb 2026"),
    ("pol-product-liability", "not in force yet, from 9 Dec 2026; for products on the market from that day"),
    ("pol-local-ai-policy", "nobody has said yet whether it is in force"),
    ("", "nobody has said yet whether it is in force"),
]


def rule(**fields: Any) -> dict[str, Any]:
    return {"id": "l", "kind": "policy", "label": "The rule", "code": "L1", **fields}


def printed(board: Board, edition: str) -> str:
    """Return all that an edition says, a text a line."""
    return "\n".join(_words(outline.build(board, catalogue(), edition)))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, tuple) and value and all(isinstance(one, Span) for one in value):
        yield plain(value)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _words(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)


@pytest.mark.parametrize("edition", ["decision-makers", "engineers"])
@pytest.mark.parametrize(("sort", "state"), STATES)
def test_a_rule_counts_as_the_law_that_it_was_made_from(sort: str, state: str, edition: str) -> None:
    assert f"({state})" in printed(board_of(rule(type=sort)), edition)


@pytest.mark.parametrize("edition", ["decision-makers", "engineers"])
def test_what_somebody_said_of_a_rule_comes_first(edition: str) -> None:
    said = rule(type="pol-coe-ai", status="in-force", applies_from="2026-11-01")
    assert "(in force since 1 Nov 2026)" in printed(board_of(said), edition)
    later = rule(type="pol-gdpr", status="planned")
    assert "(not in force yet)" in printed(board_of(later), edition)


def a_part(**fields: Any) -> Board:
    part = {"id": "k", "kind": "component", "type": "ml-model", "label": "Sorter", "code": "K1", **fields}
    return board_of({"ai_act_tier": "tier-high-risk", "annex_iii": 5, **part}, session={"regime": "eu"})


@pytest.mark.parametrize("edition", ["decision-makers", "engineers", "fria"])
def test_an_exception_is_a_claim_of_the_supplier_with_its_ground(edition: str) -> None:
    claim = "The supplier claims that it is not high-risk (Art. 6(3)): it only prepares a decision."
    board = a_part(ai_act_exception="prepares")
    told = printed(board, edition)
    assert claim in told and "it never holds where people are profiled" in told
    assert "The supplier claims" not in printed(a_part(), edition)


def test_the_page_says_the_claim_and_the_duties_stay() -> None:
    (row,) = legal.table(a_part(ai_act_exception="narrow-task"), catalogue())
    assert "it does only a narrow task. Nobody here has checked that." in sheets.part_said(catalogue(), row)
    assert "Art. 27" in {duty.article for duty in row.duties}
    (product,) = legal.table(a_part(ai_act_exception="prepares", annex_iii="annex-i"), catalogue())
    assert "no such exception for Annex I" in sheets.part_said(catalogue(), product)
