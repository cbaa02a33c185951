"""Agreeing on a word: one meaning, two words from now on, or left open. The words on cards stay as people said them."""

from __future__ import annotations

from stworkshop.commands.base import Context, Decision, Outcome, Refused, missing
from stworkshop.commands.values import clean_label, too_long
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.changes import updating

OUTCOMES = ("one", "two", "open")


def agree_word(
    board: Board,
    context: Context,
    *,
    id: str,
    outcome: str,
    agreed: str = "",
    planner_word: str = "",
    engineer_word: str = "",
) -> Outcome:
    """Keep what the room says from now on: `agreed` for one meaning, a word for each side for two."""
    refused = missing(board, [id], "terms")
    if refused:
        return refused
    said, first, second = (clean_label(words) for words in (agreed, planner_word, engineer_word))
    refused = next((no for words in (said, first, second) if (no := too_long(words))), None)
    if refused:
        return refused
    if outcome == "one" and not said:
        return Refused("words-missing", _("Write down what the word means from now on."))
    if outcome == "two":
        if not first or not second:
            return Refused("words-missing", _("Write down a word for each of the two meanings."))
        said = _("“{planner}” for what planners mean, “{engineer}” for what engineers mean").format(
            planner=first, engineer=second
        )
    values = {"outcome": outcome, "agreed": said if outcome != "open" else ""}
    values |= {"planner_word": first, "engineer_word": second} if outcome == "two" else {}
    label = _("Leave a word open") if outcome == "open" else _("Agree on a word")
    return Decision(updating(board.terms[id], values), label, (id,))
