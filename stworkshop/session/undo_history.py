"""Undo and redo: labelled steps, taken back as new edits, field by field where the value is still the step's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.records import (
    AgendaItem,
    Element,
    Record,
    Ref,
    Round,
    Value,
    own_fields,
    ref_of,
    replaced,
    value_of,
)


@dataclass(frozen=True)
class Step:
    """An edit as it was carried out: its id, its label for people, and the change."""

    id: str
    label: str
    change: Change


class History:
    """The steps of one person at one laptop since the session was opened; there is no limit to them."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def to_undo(self) -> Step | None:
        """The step that undo takes back next."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Step | None:
        """The undoing step that redo takes back next."""
        return self._undone[-1] if self._undone else None

    def did(self, step: Step) -> None:
        """Note a new edit; what was undone before can no longer be redone."""
        self._done.append(step)
        self._undone.clear()

    def undid(self, by: Step | None) -> None:
        """Note that the last step was taken back by `by`, or that nothing of it was left to take back."""
        self._done.pop()
        if by is not None:
            self._undone.append(by)

    def redid(self, by: Step | None) -> None:
        """Note that the last undoing step was taken back by `by`, or that nothing of it was left."""
        self._undone.pop()
        if by is not None:
            self._done.append(by)

    def forget(self, step: str) -> None:
        """Drop a step that is not there any more, "" for none."""
        self._done = [one for one in self._done if one.id != step]
        self._undone = [one for one in self._undone if one.id != step]

    def went_on(self, change: Change) -> None:
        """Note what the program did by itself with what steps made: no reason to keep it when undone."""
        if change.updated:
            self._done = [_gone_on(step, change) for step in self._done]
            self._undone = [_gone_on(step, change) for step in self._undone]

    def forget_redo(self) -> None:
        """Drop what could be redone, after an edit that is no step of its own."""
        self._undone.clear()


def guarded_inverse(
    board: Board, step: Step, sheets_in: Callable[[str], int] = lambda round_id: 0
) -> tuple[Change, int]:
    """Return the change that takes a step back as far as it is still the step's own, and how many parts are not.

    A part is a record that was added or deleted, or a field. What people have answered to stays: a round with sheets in
    it, and the items of a closed one.
    """
    inverse = step.change.inverse()
    skipped = 0
    added: dict[Ref, Record] = {}
    for ref in inverse.added:
        gone = board.gone(ref)
        if gone is not None and gone.gone == step.id:
            added[ref] = replaced(gone, {"gone": ""})
        else:
            skipped += 1
    updated: dict[Ref, dict[str, tuple[Value, Value]]] = {}
    for ref, fields in inverse.updated.items():
        record = board.get(ref)
        for name, (ours, before) in fields.items():
            if record is None:
                skipped += 1
                continue
            current = value_of(record, name)
            target = _taken_back(ref.root, name, current, ours, before)
            if target is _NOT_OURS:
                skipped += 1
            elif target != current:
                updated.setdefault(ref, {})[name] = (current, target)
    removed: dict[Ref, Record] = {}
    for ref, ours_record in inverse.removed.items():
        record = board.get(ref)
        if record is None or not _still_ours(record, ours_record) or _is_answered(board, record, sheets_in):
            skipped += 1
        else:
            removed[ref] = record
    removed, others = _without_anchors(board, removed)
    removed, stages = _agenda_whole(board, removed, inverse)
    return Change(added, updated, removed), skipped + others + stages


def of_here(board: Board, change: Change) -> Change:
    """Return what of a change this board can have back: not the deletion of what it never held."""
    removed = {ref: record for ref, record in change.removed.items() if board.get(ref) is not None}
    return Change(change.added, change.updated, removed)


def described(change: Change) -> str:
    """Return a label for a change that came without one: what it does to how many records, and nobody's name."""
    deeds = (
        (change.added, _("Add {what}")),
        (change.removed, _("Delete {what}")),
        (change.updated, _("Change {what}")),
    )
    for touched, label in deeds:
        roots = [ref.root for ref in touched]
        if "elements" in roots:
            count = roots.count("elements")
            what = ngettext("{count} card", "{count} cards", count)
        elif "links" in roots:
            count = roots.count("links")
            what = ngettext("{count} link", "{count} links", count)
        else:
            count = len(roots)
            what = ngettext("{count} entry", "{count} entries", count)
        if count:
            return label.format(what=what.format(count=count))
    return _("Change nothing")


def _gone_on(step: Step, later: Change) -> Step:
    """Return a step as if it had set what `later` set in the place of its own values."""
    added, updated = dict(step.change.added), dict(step.change.updated)
    for ref, fields in later.updated.items():
        if ref in added:
            own = {name: now for name, (was, now) in fields.items() if value_of(added[ref], name) == was}
            added[ref] = replaced(added[ref], own)
        elif ref in updated:
            own = {name: now for name, (was, now) in fields.items() if updated[ref].get(name, (None, None))[1] == was}
            both = updated[ref].items()
            updated[ref] = {name: (before, own.get(name, ours)) for name, (before, ours) in both}
    return Step(step.id, step.label, Change(added, updated, step.change.removed))


_NOT_OURS = object()


def _taken_back(root: str, name: str, current: Value, ours: Value, before: Value) -> Value:
    if current == ours:
        return before
    own = own_fields(root).get(name)
    sets = all(value is None or isinstance(value, tuple) for value in (current, ours, before))
    if not sets or (own is not None and own.name != "ids"):
        return _NOT_OURS
    # A set that others changed, too: take back our members only.
    mine, earlier, now = tuple(ours or ()), tuple(before or ()), tuple(current or ())
    put_in, taken_out = set(mine) - set(earlier), [member for member in earlier if member not in mine]
    kept = tuple(member for member in now if member not in put_in)
    back = tuple(member for member in taken_out if member not in kept)
    return kept + back if kept != now or back else _NOT_OURS


_CLOCK = ("added", "paused", "rested", "heads")
"""What the clock of a stage writes by itself, without a step of its own."""


def _still_ours(record: Record, ours: Record) -> bool:
    """Tell whether a record is as the step made it; a stage's clock that went on and another code are nobody's edit."""
    if isinstance(record, Element) and isinstance(ours, Element) and record.code != ours.code:
        before = value_of(ours, "codes_before")
        if value_of(record, "codes_before") == (*(before if isinstance(before, tuple) else ()), ours.code):
            return replaced(record, {"code": ours.code, "codes_before": before}) == ours
    if isinstance(record, AgendaItem):
        return replaced(record, {name: value_of(ours, name) for name in _CLOCK}) == ours
    return record == ours


def _agenda_whole(board: Board, removed: dict[Ref, Record], inverse: Change) -> tuple[dict[Ref, Record], int]:
    """Keep all stages that a step brought where one of them stays: an agenda of one stage would be nobody's plan."""
    brought = [ref for ref in inverse.removed if ref.root == "stages"]
    if all(ref in removed or board.get(ref) is None for ref in brought):
        return removed, 0
    kept = {ref: record for ref, record in removed.items() if ref.root != "stages"}
    return kept, len(removed) - len(kept)


def _is_answered(board: Board, record: Record, sheets_in: Callable[[str], int]) -> bool:
    if isinstance(record, Round):
        return sheets_in(record.id) > 0
    return any(asked.closed_order is not None and record.id in asked.items for asked in board.rounds.values())


def _without_anchors(board: Board, removed: dict[Ref, Record]) -> tuple[dict[Ref, Record], int]:
    """Keep the cards that a link of others needs; return what is still removed, and how many are kept."""
    leaving = {ref for ref in removed if ref.root == "links"}
    anchors = {
        ref
        for ref in removed
        if ref.root == "elements" and any(ref_of(link) not in leaving for link in board.all_links_at(ref.id))
    }
    return {ref: record for ref, record in removed.items() if ref not in anchors}, len(anchors)
