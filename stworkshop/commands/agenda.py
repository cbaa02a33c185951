"""Commands on the agenda and its clock: choose one, change it, start stages, pause, add minutes, count people.

A session that follows an agenda of the catalogue holds no entries of its own until the first of these commands needs
one; then all of them are made, with the catalogue's ids, so that two laptops make the same ones.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stworkshop.commands.base import Context, Decision, Outcome, Refused
from stworkshop.commands.values import checked_all, clean_label
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda
from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import AgendaItem, Snapshot, Value, new_id, replaced

MINUTES = (1, 600)
"""How long a stage may be planned to take."""
MOST_STAGES = 60


def set_agenda(board: Board, context: Context, *, agenda: str) -> Outcome:
    """Follow one of the catalogue's agendas from now on, or none; stages that are over keep their times."""
    if agenda and agenda not in context.catalogue.agendas:
        known = ", ".join(context.catalogue.agendas)
        return Refused(
            "unknown-agenda",
            _("There is no agenda “{agenda}”. Known: {known}.").format(agenda=clean_label(agenda)[:60], known=known),
        )
    if _running(board):
        return Refused("stage-runs", _("A stage is running. End it first; then another agenda can be chosen."))
    done = [item for item in _own(board, context) if item.started and item.id in board.stages]
    change = joined(
        [
            removing(item for item in board.stages.values() if not item.started),
            updating(board.session, {"agenda": agenda}),
        ]
    )
    if done:
        # What has happened stays in front; the new agenda follows as entries of its own.
        new = [item for item in _catalogue_items(context, agenda) if item.id not in {one.id for one in done}]
        change = change.then(_replacing(board, done, [*done, *_numbered(new, board)]))
    return Decision(change, _("Choose an agenda"), (board.session.id,))


def add_stage(board: Board, context: Context, *, stage: str, id: str = "", before: str = "", **fields: Any) -> Outcome:
    """Put a stage of the catalogue into the agenda: before another entry, or at the end."""
    if refused := _unknown_stage(context, stage):
        return refused
    if id and board.known_id(id):
        return Refused("id-taken", _("There is already something with the id “{id}”.").format(id=id[:60]))
    values = _checked(context, fields)
    if isinstance(values, Refused):
        return values
    found = _own(board, context)
    if len(found) >= MOST_STAGES:
        return Refused("too-many-stages", _("An agenda holds at most {n} stages.").format(n=MOST_STAGES))
    if before and before not in _ids(found):
        return _not_there()
    values.setdefault("minutes", _usual_minutes(context, stage))
    new = AgendaItem(id=id or new_id("g-"), stage=stage, seq=board.next_seq())
    new = _with(new, values)
    at = _ids(found).index(before) if before else len(found)
    change = _replacing(board, found, [*found[:at], new, *found[at:]])
    label = _("Add “{stage}” to the agenda").format(stage=agenda.name(new, context.catalogue))
    return Decision(change, label, (new.id,))


def edit_stage(board: Board, context: Context, *, id: str, **fields: Any) -> Outcome:
    """Give an entry of the agenda another name or length; once it has begun, what is added counts as added."""
    found = _own(board, context)
    item = next((one for one in found if one.id == id), None)
    if item is None:
        return _not_there()
    values = _checked(context, fields)
    if isinstance(values, Refused):
        return values
    if "minutes" in values and any(one.started for one in found):
        # The agenda as it was planned stays known, so that the room can see whether it caught up.
        values["added"] = values.pop("minutes") - item.minutes
    new = _with(item, values)
    change = _replacing(board, found, [new if one.id == id else one for one in found])
    return Decision(change, _("Change “{stage}”").format(stage=agenda.name(new, context.catalogue)), (id,))


def move_stage(board: Board, context: Context, *, id: str, before: str = "") -> Outcome:
    """Move an entry of the agenda: before another one, or to the end."""
    found = _own(board, context)
    item = next((one for one in found if one.id == id), None)
    if item is None or (before and before not in _ids(found)):
        return _not_there()
    rest = [one for one in found if one.id != id]
    at = _ids(rest).index(before) if before and before != id else len(rest)
    if before == id:
        return Decision(Change(), _("Move a stage"), (id,))
    order = [*rest[:at], item, *rest[at:]]
    if any(later.started and not earlier.started for earlier, later in _pairs(order) if _moved(earlier, later, id)):
        return Refused("stage-has-begun", _("Stages that have begun stay where they are."))
    change = _replacing(board, found, order)
    return Decision(change, _("Move “{stage}”").format(stage=agenda.name(item, context.catalogue)), (id,))


def remove_stage(board: Board, context: Context, *, id: str) -> Outcome:
    """Take an entry out of the agenda; what has begun stays, since it happened."""
    found = _own(board, context)
    item = next((one for one in found if one.id == id), None)
    if item is None:
        return _not_there()
    if item.started:
        return Refused("stage-has-begun", _("This stage has begun, so it stays in the agenda."))
    left = [one for one in found if one.id != id]
    change = _replacing(board, found, left)
    if not left:
        change = joined([change, updating(board.session, {"agenda": ""})])
    label = _("Take “{stage}” out of the agenda").format(stage=agenda.name(item, context.catalogue))
    return Decision(change, label, (id,))


def start_stage(board: Board, context: Context, *, stage: str | None = None, item: str = "") -> Outcome:
    """Start a stage, which from then on says what may be done; the one that ran ends, and the empty word ends it only.

    Its end keeps the map as a named moment. `item` names the entry of the agenda where a stage stands there twice; one
    that is over goes on with the time it has left.
    """
    if stage is None and not item:
        return Refused("missing-argument", _("The argument “{name}” is missing.").format(name="stage"))
    found = _own(board, context)
    chosen = _chosen(board, context, found, stage or "", item)
    if isinstance(chosen, Refused):
        return chosen
    now, session = _iso(context.now), board.session
    running = _running(board)
    if chosen is not None and running is not None and chosen.id == running.id:
        return Refused("stage-runs", _("This stage is running already."))
    order = list(found)
    created: list[str] = []
    if chosen is not None and chosen.id not in _ids(found):
        at = _ids(found).index(running.id) + 1 if running else len(found)
        order.insert(at, chosen)
    result: list[AgendaItem] = []
    for one in order:
        if running is not None and one.id == running.id:
            one = _stopped(one, context.now)
        if chosen is not None and one.id == chosen.id:
            one = _started(one, context.now)
        result.append(one)
    steps = [_replacing(board, found, result)] if chosen is not None or running is not None else []
    if running is not None:
        moment = _moment(board, context, running, now)
        steps.append(adding([moment]))
        created.append(moment.id)
    steps.append(updating(session, {"stage": chosen.stage if chosen is not None else ""}))
    changed = [one.id for one in (chosen, running) if one is not None]
    label = _("Start “{stage}”").format(stage=agenda.name(chosen, context.catalogue)) if chosen else _("End the stage")
    return Decision(joined(steps), label, tuple(dict.fromkeys([*created, *changed, session.id])))


def pause_stage(board: Board, context: Context) -> Outcome:
    """Let the clock of the running stage stand."""
    running = _running(board)
    if running is None:
        return _nothing_runs()
    if running.paused:
        return Refused("stage-paused", _("The clock stands already."))
    return _clock(running, {"paused": _iso(context.now)}, _("Pause the clock"))


def resume_stage(board: Board, context: Context) -> Outcome:
    """Let the clock of the running stage go on; the time it stood does not count."""
    running = _running(board)
    if running is None:
        return _nothing_runs()
    if not running.paused:
        return Refused("stage-not-paused", _("The clock is running already."))
    rested = running.rested + _stood(running, running.paused, context.now)
    return _clock(running, {"paused": "", "rested": rested}, _("Let the clock go on"))


def extend_stage(board: Board, context: Context, *, minutes: int = 5) -> Outcome:
    """Give the running stage some more minutes, or take some away (below zero)."""
    running = _running(board)
    if running is None:
        return _nothing_runs()
    if not 0 < abs(minutes) <= MINUTES[1] or abs(running.added + minutes) > MINUTES[1]:
        return Refused(
            "bad-value", _("A stage can be made longer or shorter by 1 to {n} minutes.").format(n=MINUTES[1])
        )
    label = ngettext("Add %d minute", "Add %d minutes", minutes) % minutes
    return _clock(running, {"added": running.added + minutes}, label)


def count_heads(board: Board, context: Context, *, heads: int, id: str = "") -> Outcome:
    """Keep how many people are in the room in a stage, the running one if none is named; a number, no names."""
    found = _own(board, context)
    running = _running(board)
    wanted = id or (running.id if running else "")
    item = next((one for one in found if one.id == wanted), None)
    if item is None:
        return _not_there() if id else _nothing_runs()
    values = checked_all(context.catalogue.record_fields("stage"), {"heads": heads})
    if isinstance(values, Refused):
        return values
    new = _with(item, values)
    change = _replacing(board, found, [new if one.id == item.id else one for one in found])
    return Decision(change, _("Count the people in the room"), (item.id,), undoable=False)


# --- what they share


def _own(board: Board, context: Context) -> list[AgendaItem]:
    return agenda.items(board, context.catalogue)


def _running(board: Board) -> AgendaItem | None:
    return agenda.running(board)


def _catalogue_items(context: Context, name: str) -> list[AgendaItem]:
    return agenda.of_catalogue(context.catalogue, name)


def _ids(found: Iterable[AgendaItem]) -> list[str]:
    return [item.id for item in found]


def _chosen(
    board: Board, context: Context, found: Sequence[AgendaItem], stage: str, item: str
) -> AgendaItem | Refused | None:
    """Return the entry to start: the named one, else the next of this stage, else a new one; None where it ends."""
    if item:
        named = next((one for one in found if one.id == item), None)
        if named is None:
            return _not_there()
        if stage and stage != named.stage:
            return Refused("other-stage", _("This entry of the agenda is for another stage."))
        return named
    if not stage:
        return None
    if refused := _unknown_stage(context, stage):
        return refused
    fitting = [one for one in found if one.stage == stage]
    running = _running(board)
    if running is not None and running.stage == stage:
        return running
    here = _ids(found).index(running.id) if running else -1
    ahead = [one for one in found[here + 1 :] if one.stage == stage and not one.started]
    fresh = [one for one in fitting if not one.started]
    chosen = next(iter([*ahead, *fresh, *fitting]), None)
    if chosen is not None:
        return chosen
    minutes = _usual_minutes(context, stage)
    return AgendaItem(id=new_id("g-"), stage=stage, minutes=minutes, seq=board.next_seq())


def _unknown_stage(context: Context, stage: str) -> Refused | None:
    if stage in context.catalogue.stages:
        return None
    return Refused("unknown-stage", _("There is no stage “{stage}”.").format(stage=clean_label(stage)[:60]))


def _usual_minutes(context: Context, stage: str) -> int:
    """Return how long a stage takes in the longest of the catalogue's agendas."""
    lengths = [
        one.minutes
        for name in context.catalogue.agendas
        for one in _catalogue_items(context, name)
        if one.stage == stage
    ]
    return max(lengths, default=15)


def _started(item: AgendaItem, now: datetime.datetime) -> AgendaItem:
    """Start the clock; a stage that was over goes on where it stopped, as if it had been paused."""
    if not item.started:
        return _with(item, {"started": _iso(now), "ended": "", "paused": "", "rested": 0})
    return _with(
        item, {"ended": "", "paused": "", "rested": item.rested + _stood(item, item.ended or item.paused, now)}
    )


def _stopped(item: AgendaItem, now: datetime.datetime) -> AgendaItem:
    stood = _stood(item, item.paused, now) if item.paused else 0
    return _with(item, {"ended": _iso(now), "paused": "", "rested": item.rested + stood})


def _moment(board: Board, context: Context, ended: AgendaItem, now: str) -> Snapshot:
    label = _("End of {stage}").format(stage=agenda.name(ended, context.catalogue))
    return Snapshot(id=new_id("m-"), seq=board.next_seq(), label=label, kind="stage", at=now, stage=ended.id)


def _replacing(board: Board, before: Sequence[AgendaItem], after: Sequence[AgendaItem]) -> Change:
    """Return the change that makes the agenda these entries in this order, with places from 1."""
    placed = [_with(item, {"place": place}) for place, item in enumerate(after, 1)]
    kept = {item.id for item in placed}
    seq = board.next_seq()
    steps = []
    for n, item in enumerate(placed):
        own = board.stages.get(item.id)
        if own is None:
            steps.append(adding([_with(item, {"seq": seq + n})]))
        else:
            steps.append(updating(own, _values(item)))
    gone = [board.stages[item.id] for item in before if item.id not in kept and item.id in board.stages]
    return joined([*steps, removing(gone)])


_FIELDS = ("stage", "label", "place", "minutes", "added", "started", "ended", "paused", "rested", "heads")


def _values(item: AgendaItem) -> dict[str, Value]:
    return {name: getattr(item, name) for name in _FIELDS}


def _numbered(found: Sequence[AgendaItem], board: Board) -> list[AgendaItem]:
    return [_with(item, {"seq": board.next_seq() + n}) for n, item in enumerate(found)]


def _with(item: AgendaItem, values: Mapping[str, Value]) -> AgendaItem:
    result = replaced(item, values)
    assert isinstance(result, AgendaItem)
    return result


def _checked(context: Context, fields: Mapping[str, Any]) -> dict[str, Any] | Refused:
    """Return the fields that a person sets, in their form: the name, and minutes that a stage can take."""
    values = checked_all(context.catalogue.record_fields("stage"), fields)
    if isinstance(values, Refused):
        return values
    minutes = values.get("minutes")
    if minutes is not None and not MINUTES[0] <= minutes <= MINUTES[1]:
        low, high = MINUTES
        return Refused("bad-value", _("A stage takes {low} to {high} minutes.").format(low=low, high=high))
    return values


def _clock(item: AgendaItem, values: Mapping[str, Value], label: str) -> Decision:
    return Decision(updating(item, values), label, (item.id,), undoable=False)


def _stood(item: AgendaItem, since: str, now: datetime.datetime) -> int:
    """Return for how many seconds the clock of a stage has stood; nothing where the laptop's was set back meanwhile.

    A stage that stood for longer than it is there tells of the laptop, not of the room.
    """
    began, then = agenda.moment(item.started), agenda.moment(since)
    if began is None or then is None:
        return 0
    stood = max(0, round((now - then).total_seconds()))
    return stood if item.rested + stood <= max(0, round((now - began).total_seconds())) else 0


def _iso(now: datetime.datetime) -> str:
    return now.isoformat(timespec="seconds")


def _pairs(order: Sequence[AgendaItem]) -> Iterable[tuple[AgendaItem, AgendaItem]]:
    return ((one, other) for n, one in enumerate(order) for other in order[n + 1 :])


def _moved(one: AgendaItem, other: AgendaItem, moved: str) -> bool:
    return moved in (one.id, other.id)


def _not_there() -> Refused:
    return Refused("not-there", _("This stage is not in the agenda any more. Nothing was changed."))


def _nothing_runs() -> Refused:
    return Refused("no-stage", _("No stage is running now."))
