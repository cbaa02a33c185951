"""What the command line prints for people, where no JSON is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stworkshop.analysis.findings import Finding
from stworkshop.analysis.verdicts import state_names, state_of
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _


def show(facts: Mapping[str, Any], board: Board, words: Catalogue) -> None:
    """Print counts, agreement and risks of a session."""
    print(facts["label"])
    for kind, n in facts["counts"].items():
        print(f"{n:5}  {words.kind(kind).plural if n != 1 else words.kind(kind).label}")
    print(f"{facts['links']:5}  {_('Links')}")
    for statement in facts["agreement"]["statements"]:
        print(f"       {_counted(statement)}: {statement['label']} ({_('n')} = {statement['n']})")
    for risk in facts["risks"]:
        print(f"       {board.elements[risk].code}: {board.elements[risk].label}")
    for person in facts.get("participants", ()):
        print(f"{person['id']}\t{person['label']}\t{person['side']}")


def _counted(statement: Mapping[str, Any]) -> str:
    """Return the verdict on a statement with the band of its answers, which says something else: how alike they are."""
    named = state_names()[state_of(statement)]
    return f"{named} ({statement['band']})" if statement["band"] else named


def check(found: Sequence[Finding], board: Board) -> None:
    """Print the questions that the map asks, by weight, and last those that were talked about and left."""
    heads = {"must": _("Must be talked about"), "should": _("Should be talked about"), "note": _("Worth a look")}
    for severity, head in heads.items():
        some = [finding for finding in found if finding.severity == severity and finding.open]
        if some:
            print(f"{head} ({len(some)})")
        for finding in some:
            print(f"  {_codes(finding, board)}{finding.message}\n      {finding.suggestion}")
    left = [finding for finding in found if not finding.open]
    if left:
        print(f"{_('Talked about, and left as it is')} ({len(left)})")
    for finding in left:
        print(f"  {_codes(finding, board)}{finding.message}\n      “{finding.discussed}”")
    if not found:
        print(_("The map asks nothing."))


def _codes(finding: Finding, board: Board) -> str:
    cards = [board.elements[card] for card in finding.elements if card in board.elements]
    codes = ", ".join(card.code for card in cards if card.code)
    return f"{codes}: " if codes else ""
