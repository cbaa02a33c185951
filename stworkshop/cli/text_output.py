"""What the command line prints for people, where no JSON is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_plural, kind_word
from stworkshop.rounds.verdicts import state_names, state_of
from stworkshop.system.terminal import say


def show(facts: Mapping[str, Any], board: Board, words: Catalogue) -> None:
    """Print counts, agreement and risks of a session."""
    say(facts["label"])
    for kind, n in facts["counts"].items():
        say(f"{n:5}  {kind_plural(words, kind) if n != 1 else kind_word(words, kind)}")
    say(f"{facts['links']:5}  {_('Links')}")
    for statement in facts["agreement"]["statements"]:
        say(f"       {_counted(statement)}: {statement['label']} ({_('n')} = {statement['n']})")
    for risk in facts["risks"]:
        say(f"       {board.elements[risk].code}: {board.elements[risk].label}")
    for person in facts.get("participants", ()):
        say(person["id"], person["label"], person["side"])


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
            say(f"{head} ({len(some)})")
        for finding in some:
            say(f"  {_codes(finding, board)}{finding.message}")
            say(f"      {finding.suggestion}")
    left = [finding for finding in found if not finding.open]
    if left:
        say(f"{_('Talked about, and left as it is')} ({len(left)})")
    for finding in left:
        say(f"  {_codes(finding, board)}{finding.message}")
        say(f"      “{finding.discussed}”")
    if not found:
        say(_("The map asks nothing."))


def _codes(finding: Finding, board: Board) -> str:
    cards = [board.elements[card] for card in finding.elements if card in board.elements]
    codes = ", ".join(card.code for card in cards if card.code)
    return f"{codes}: " if codes else ""
