"""What a ballot promises to whoever fills it in: made from the settings of its round, and so true.

It stays true: whoever makes a change, a command, an undo, a guest or a server, these things are changed no more.
"""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, curly
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.changes import Change
from stworkshop.model.records import PROMISED_ROOTS, Ref, Result, Round, SessionRecord, Value, promised_fields, replaced

ROOTS = PROMISED_ROOTS | {"session", "statements"}
"""Roots in which something may be promised."""


def ballot_sentence(session: SessionRecord, round_: Round, words: Catalogue | None = None) -> str:
    """Return the sentence of the catalogue (`ballot_sentences`) that fits a round in this session."""
    settings = {"anonymous": "yes" if is_anonymous(session, round_) else "no", "attribution": session.attribution}
    for entry in (words or bundled_catalogue()).entries("ballot_sentences"):
        if all(settings.get(name) == value for name, value in entry["when"].items()):
            return curly(str(entry["sentence"]))
    return ""


def sealed_sentence() -> str:
    """Return what every ballot promises beside: that nothing is shown while the round is open."""
    return _("Nothing is counted or shown before the round is closed.")


def broken_by(change: Change, board: Board) -> str:
    """Return why a change to `board` would break what ballots have promised, "" where it keeps it.

    An open round may be closed, with its results; a round that nobody answered may be taken back by who opened it.
    """
    roots = mending(change, board).roots()
    if not roots:
        return ""
    if "session" in roots:
        return _("Ballots have promised how answers are kept, so this stays as it is.")
    if "statements" in roots:
        return _("People have answered these words, so they stay. Write a new statement.")
    return _("Rounds and their results stay: they say what was asked and answered.")


def mending(change: Change, board: Board, opened_by: str = "") -> Change:
    """Return what puts right, after a change to `board`, what it did to things that ballots had promised before.

    Rounds that were `opened_by` a laptop, the one that was not asked for the change, are not closed by others either.
    """
    updated: dict[Ref, dict[str, tuple[Value, Value]]] = {}
    for ref, fields in change.updated.items():
        names = [name for name in sorted(fields) if _is_promised(board, ref, name, fields[name][0], opened_by)]
        if names:
            updated[ref] = {name: (fields[name][1], fields[name][0]) for name in names}
    added = {
        ref: replaced(record, {"gone": ""})
        for ref, record in change.removed.items()
        if isinstance(record, Result) or (isinstance(record, Round) and _stays(record, opened_by))
    }
    removed = {ref: one for ref, one in change.added.items() if isinstance(one, Result) and _counts_again(board, one)}
    return Change(added, updated, removed)


def _is_promised(board: Board, ref: Ref, name: str, before: Value, opened_by: str) -> bool:
    if ref.root == "rounds" and name == "closed_order":
        round_ = board.rounds.get(ref.id)
        return before is not None or (round_ is not None and _stays(round_, opened_by))
    if ref.root == "statements":
        return name == "label" and any(ref.id in round_.items for round_ in board.rounds.values())
    if ref.root == "session":
        return name in promised_fields("session") and bool(board.rounds)
    return ref.root in PROMISED_ROOTS and name != "seq"


def _stays(round_: Round, opened_by: str) -> bool:
    return round_.closed_order is not None or bool(opened_by and round_.opened_by == opened_by)


def _counts_again(board: Board, result: Result) -> bool:
    """Tell whether a result is one more of a round that was counted before."""
    return any(known.round == result.round and known.id != result.id for known in board.results.values())
