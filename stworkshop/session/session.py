"""One session: the door through which everything is read, done, taken back, merged and heard."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol

from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.errors import KnownError, NotSaved
from stworkshop.i18n import gettext as _
from stworkshop.model import ballot_promises
from stworkshop.model.answers import PrivateNote
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change
from stworkshop.model.document import Document, OtherLineage, fitted
from stworkshop.model.records import new_id
from stworkshop.rounds import agreement
from stworkshop.session.create_session import create_file as create_file
from stworkshop.session.create_session import export_file
from stworkshop.session.create_session import new_content as new_content
from stworkshop.session.events import Changed as Changed
from stworkshop.session.events import Origin as Origin
from stworkshop.session.events import Undone as Undone
from stworkshop.session.listeners import Listeners
from stworkshop.session.open_file import OpenFile
from stworkshop.session.paper_ballots import Ballots
from stworkshop.session.phone_sheets import PhoneSheets
from stworkshop.session.undo_history import History, Step, described, guarded_inverse, of_here
from stworkshop.store import copies, forget, journal_rewrite, merge_bases, projection
from stworkshop.store.forget import Remainder
from stworkshop.store.journal import Entry
from stworkshop.store.merge_bases import Base
from stworkshop.store.sealed_sheets import AnsweredAlready
from stworkshop.store.session_store import CHECKPOINT_AT_REST, Extra, SessionStore, open_store
from stworkshop.store.user_paths import Secrets


class Guard(Protocol):
    """What stands between a guest's window and its session: what its role forbids, and where its sheets go."""

    def refusal(self, change: Change) -> str:
        """Return why this laptop may not make a change in the room, "" where it may."""

    def hand_on(self, arguments: Mapping[str, Any]) -> None:
        """Take a sheet (arguments of `hand_in_sheet`) to the host, and to nobody else; raises KnownError."""


class Session(OpenFile):
    """An open session. All is on the board; every edit is durable when the call that made it returns."""

    def __init__(self, store: SessionStore, secrets: Secrets, *, read_only: bool) -> None:
        super().__init__(store, secrets, read_only=read_only)
        self._history = History()
        self.updates: Listeners[bytes] = Listeners()  # the bytes of every edit, for the peers of a room
        self.guard: Guard | None = None  # while this laptop is a guest in somebody else's room

    @property
    def undo_label(self) -> str:
        """The label of the step that undo takes back, or ""."""
        return step.label if (step := self._history.to_undo) else ""

    @property
    def redo_label(self) -> str:
        """The label of the step that redo does again, or ""."""
        return step.label if (step := self._history.to_redo) else ""

    # --- changing it

    def run(self, name: str, /, **arguments: Any) -> Decision | Refused:
        """Decide a command and carry it out, durably. What the disk did not take is kept in memory, and refused."""
        if refused := self._refused():
            return refused
        try:
            asked = self.board.rounds.get(str(arguments.get("round"))) if name == "hand_in_sheet" else None
            elsewhere = self.guard is not None and asked is not None and asked.opened_by != self.laptop
            laptop = "" if elsewhere else self.laptop
            outcome = self._decided(name, arguments, laptop=laptop, **self._drawer())
            if isinstance(outcome, Refused):
                return outcome
            if refused := self._refused(outcome.change):
                return refused
            if outcome.sheet and elsewhere and self.guard is not None:
                self.guard.hand_on(arguments)
            elif outcome.sheet:
                self._sheets.hand_in(outcome.sheet, new_code=not arguments.get("ballot"))
            elif outcome.close:
                self._close_round(outcome)
            else:
                self.do(outcome.label, outcome.change, undoable=outcome.undoable)
        except NotSaved as error:
            return Refused("not-saved", str(error))
        except KnownError as error:
            return Refused("cannot-be-done", str(error))
        return outcome

    def take_sheet(self, arguments: Mapping[str, Any], sheet: str, own: Collection[bytes]) -> bytes | Refused:
        """Take a guest's sheet (arguments of `hand_in_sheet`), and return under what it lies in the drawer.

        `sheet` says which one it is, so that one that comes again counts once. In a round with names it takes the place
        of an earlier one of the person only where that one lies under one of `own`: a guest speaks for nobody else.
        """
        if refused := self._refused():
            return refused
        try:
            outcome = self._decided("hand_in_sheet", arguments)
            if isinstance(outcome, Refused):
                return outcome
            return self._sheets.hand_in(outcome.sheet, new_code=True, sheet=sheet, own=own)
        except AnsweredAlready:
            person = self.board.participants[str(arguments["participant"])]
            words = _("{person} has answered already, on another laptop. Please talk to the facilitator.")
            return Refused("answered-already", words.format(person=person.label))
        except KnownError as error:
            return Refused("cannot-be-done", str(error))

    def sheet_rows(self, round_id: str) -> set[bytes]:
        """Return under what the sheets of a round lie in the drawer."""
        return self._sheets.rows(round_id)

    def take_out_sheets(self, round_id: str, rows: Collection[bytes]) -> int:
        """Take sheets that a guest handed in out of an open round; return how many there were. Raises KnownError."""
        if refused := self._refused():
            raise KnownError(refused.message)
        return self._sheets.take_out(round_id, rows)

    def do(
        self, label: str, change: Change, *, origin: Literal["local", "import"] = "local", undoable: bool = True
    ) -> str:
        """Carry out a change as one step, and return its id; "" where it changes nothing.

        Raises NotSaved where the disk did not take it: the edit is then on the board and is written as soon as it can
        be.
        """
        if refused := self._refused(change):
            raise KnownError(refused.message)
        step = new_id()
        change = fitted(self.board, change, step)
        if not change:
            return ""
        error = self._carry_out(step, label, change, origin)
        self._history.did(Step(step, label, change)) if undoable else self._history.went_on(change)
        self._listeners.tell(Changed(change, origin, label, step))
        if error is not None:
            raise error
        return step

    def undo(self) -> Undone | None:
        """Take back the last step as a new edit, as far as it is still this laptop's own; None where there is none."""
        step = self._history.to_undo
        if step is None or self._refused():
            return None
        return self._take_back(step, "undo", _("Undo {label}").format(label=step.label), self._history.undid)

    def redo(self) -> Undone | None:
        """Do again what was undone last; None where there is nothing."""
        step = self._history.to_redo
        if step is None or self._refused():
            return None
        return self._take_back(step, "redo", _("Redo {label}").format(label=step.label), self._history.redid)

    def merge(self, update: bytes, *, peer: str = "") -> Change:
        """Integrate another's update, durably, without a step to undo; return what it changed.

        Raises BadUpdate on bytes that are none, KnownError where nothing can be changed. `peer` names who sent it,
        and is not kept where the session is anonymous.
        """
        if self._for_reading:
            raise KnownError(_("This session is open for reading only."))
        with self._unspoiled() as document:
            change = document.merge(update, self.board)
            projection.assert_writable(self.id, self.board, change)
        self.board.apply(change)
        step = new_id()
        label = described(change)
        known_peer = "" if self.board.session.attribution == "anonymous" else peer
        error = self._save(self._store.entry(step, "remote", label, document.integrated, known_peer), change)
        if change:
            self._listeners.tell(Changed(change, "remote", label, step))
        if error is not None:
            raise error
        return change

    def put_right(self, change: Change) -> Change:
        """Make a change that takes back what others did against a promise, and no step to undo; return it."""
        step = new_id()
        change = fitted(self.board, change, step)
        if change:
            label = _("Keep what ballots have promised")
            error = self._carry_out(step, label, change, "local")
            self._listeners.tell(Changed(change, "local", label, step))
            if error is not None:
                raise error
        return change

    def bring_together(
        self, label: str, updates: Sequence[bytes], wanted: Callable[[Board], Change], kept: Sequence[Base] = ()
    ) -> Change:
        """Integrate copies, and make the board what is `wanted` in one step; raises BadUpdate, KnownError."""
        if refused := self._refused():
            raise KnownError(refused.message)
        step = new_id()
        with self._unspoiled() as document:
            update, change = document.together(updates, self.board, wanted, step)
            projection.assert_writable(self.id, self.board, change)
        to_undo = of_here(self.board, change)
        self.board.apply(change)
        entry = self._store.entry(step, "local", label, update)
        error = self._save(entry, change, lambda raw: merge_bases.keep(raw, self.id, kept))
        self._history.did(Step(step, label, to_undo))
        self._listeners.tell(Changed(change, "local", label, step))
        if error is not None:
            raise error
        return change

    def retry(self) -> bool:
        """Write what the disk lacks; return whether everything is saved. For a timer, and before each edit."""
        was_waiting = self._saver.waiting
        saved = self._saver.retry()
        if was_waiting and saved:
            self._sheets.clear_closed()
            self._listeners.tell(Changed(Change(), "saved", _("Everything is saved again."), ""))
        return saved

    # --- hearing of it

    def subscribe(self, hear: Callable[[Changed], None]) -> Callable[[], None]:
        """Call `hear` after every change, in order, also where `hear` itself makes one; return how to stop it."""
        return self._listeners.add(hear)

    # --- the organiser's own

    @property
    def ballots(self) -> Ballots:
        """The paper ballots of the rounds."""
        return Ballots(self._sheets, lambda: self.board, self._decided, self._refused, lambda: self.laptop)

    @property
    def phones(self) -> PhoneSheets:
        """What telephones hand in to the rounds."""
        return PhoneSheets(self._sheets, self.ballots, lambda: self.board, self._decided, self._refused)

    def keep_private_note(self, note: PrivateNote) -> None:
        """Write a private note, or delete it where it has no text; raises KnownError."""
        if refused := self._refused():
            raise KnownError(refused.message)
        self._sheets.keep_private_note(note)

    def forget(self, participant: str) -> Mapping[str, Any]:
        """Take a person's name and words out of the file, bytes and all; return what went, without a word of it.

        The session gets a new lineage, and loses its history: copies given out before can only be imported from then
        on. Raises KnownError, and then nothing has changed.
        """
        if refused := self._refused():
            raise KnownError(refused.message)
        if self.guard is not None:
            todo = _("Ask the host, or leave the room first.")
            raise KnownError(_("In a room only its host takes a person out."), _("Nothing was changed."), todo)
        if participant not in self.board.participants:
            raise KnownError(_("There is no participant “{id}” in this session.").format(id=participant))
        open_rounds = [r.id for r in self.board.rounds.values() if r.closed_order is None]
        sheets, taking_sheets = self._sheets.taking_back(participant, open_rounds)
        left = self._without(participant)
        left.removed.update({"sheets": sheets} if sheets else {})
        forget.rewrite(self._store.file, self._store.head, left, taking_sheets)
        self._history = History()
        self._listeners.tell(Changed(self._reloaded(), "local", _("Forget a participant"), ""))
        return left.report(participant)

    def forgetting(self, participant: str) -> Mapping[str, Any]:
        """Return what `forget` would report, and change nothing: sheets of open rounds are not among it."""
        return self._without(participant).report(participant)

    def _without(self, participant: str) -> Remainder:
        answers, notes = self.all_answers(), self.private_notes()
        left = forget.without_person(self.board, participant, answers, notes, catalogue(), agreement.results_of_round)
        forget.elsewhere(self._store.file, self.id, left)
        return left

    # --- a guest's

    def start_again(
        self, known: bytes, without: Collection[str] | None, again: Sequence[Step], dropped: str = ""
    ) -> list[bytes]:
        """Be a new client on what a host is `known` to have, whole, and make steps `again`; return the update of each.

        It is b"" where nothing came of one. The journal loses the steps in `without`, or all its rows where that is
        None. What was `dropped`, a step, is no longer to be undone. Raises KnownError, and OtherLineage where what is
        known is not this session, or nothing; then nothing has changed.
        """
        if refused := self._refused():
            raise KnownError(refused.message)
        if not Document([known]).starts & self._loaded().starts:
            raise OtherLineage(
                _("The other laptop holds another map under this workshop’s name, or none. Yours is as it was.")
            )
        journal_rewrite.strike(self._store.file, self.id, known, without)
        change, made = self._reloaded(), []
        self._history.forget(dropped)
        for step in again:
            fits = fitted(self.board, step.change, step.id)
            made.append(self._loaded().apply(fits, step.id))
            if made[-1]:
                self.board.apply(fits)
                self._saver.save(self._store.entry(step.id, "local", step.label, made[-1]), fits)
                change = change.then(fits)
        self._listeners.tell(Changed(change, "remote", described(change), ""))
        return made

    # --- copies of it

    def copy_for_table(self, table: str, path: Path) -> None:
        """Write a table's copy to a new file: the same lineage, a base snapshot in both, nothing of the drawer."""
        if refused := self._refused():
            raise KnownError(refused.message)
        state, ticket = self._loaded().state(), self._secrets.ticket(self.id, self.lineage, table)
        copies.for_table(self._store.file, self.id, state, table, path, ticket)

    @property
    def return_ticket(self) -> str:
        """What this copy bears to be brought back with by the network, "" where it bears nothing."""
        return copies.ticket_of(self._store.file, self.id)

    def ticket_for(self, table: str) -> str:
        """Return what the copy bears that a table was given from here."""
        return self._secrets.ticket(self.id, self.lineage, table)

    def export_stw(self, path: Path, *, with_history: bool = True, for_others: bool = False) -> None:
        """Write a file of its own: with lineage and history, or as a new session that holds what is there now.

        Sealed sheets stay behind; `for_others` leaves out answers and private notes, too, and, unless the session is by
        name, the history: the names of people stand in it, and what others see of people is written anew.
        """
        own = ((), ()) if for_others else (self.all_answers(), self.private_notes())
        export_file(self._store.file, self.board, own, path, with_history=with_history, for_others=for_others)

    # --- opening and closing

    def close(self) -> None:
        """Write what the disk lacks, if it takes it, close the file and free the session for others."""
        if self.retry() and self._document is not None:
            self._saver.checkpoint(self._document, CHECKPOINT_AT_REST)
        self._listeners.clear()
        self._store.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- inside

    def _refused(self, change: Change | None = None) -> Refused | None:
        if self._for_reading:
            return Refused("read-only", self.trouble or _("This session is open for reading only."))
        if change and (why := ballot_promises.broken_by(change, self.board)):
            return Refused("was-promised", why)
        if change and self.guard is not None and (why := self.guard.refusal(change)):
            return Refused("role", why)
        return None if self.retry() else Refused("not-saved", self.trouble)

    def _decided(self, name: str, arguments: Mapping[str, Any], **seen: Any) -> Decision | Refused:
        context = Context(**{"catalogue": catalogue(), "laptop": self.laptop, **seen})
        return decide(self.board, name, arguments, context)

    def _drawer(self) -> dict[str, Any]:
        """Return what only the close of a round may ask of the drawer."""
        return {"answers": self._sheets.unsealed, "counted": self._sheets.heads_were_counted}

    def _carry_out(
        self, step: str, label: str, change: Change, origin: Origin, extra: Extra | None = None
    ) -> NotSaved | None:
        update = self._loaded().apply(change, step)
        self.board.apply(change)
        return self._save(self._store.entry(step, origin, label, update), change, extra)

    def _save(self, entry: Entry, change: Change, extra: Extra | None = None) -> NotSaved | None:
        """Write one edit; where the disk does not take it, say so once and keep it waiting."""
        was_waiting = self._saver.waiting
        error = self._saver.save(entry, change, extra)
        self.updates.tell(entry.update)
        if error is None:
            self._saver.checkpoint(self._loaded())
        elif not was_waiting:
            self._listeners.tell(Changed(Change(), "trouble", self.trouble, ""))
        return error

    def _take_back(
        self, step: Step, origin: Literal["undo", "redo"], label: str, note: Callable[[Step | None], None]
    ) -> Undone | None:
        change, skipped = guarded_inverse(self.board, step, self._sheets.count)
        new = new_id()
        change = fitted(self.board, change, new)
        if not change:
            note(None)
            return Undone(step.label, skipped)
        if refused := self._refused(change):
            # Cards of others that made room for one's own stay there.
            whole, change = change, self._as_permitted(change)
            skipped += len(whole.updated) - len(change.updated)
            if not change or change == whole or self._refused(change):
                return Undone(step.label, 0, refused.message)
        try:
            self._carry_out(new, label, change, origin)
        except KnownError:
            return None
        note(Step(new, step.label, change))
        self._listeners.tell(Changed(change, origin, label, new))
        return Undone(step.label, skipped)

    def _as_permitted(self, change: Change) -> Change:
        """Return a change without the fields that this laptop's role does not let it set."""
        fields = {ref: own for ref, own in change.updated.items() if not self._refused(Change(updated={ref: own}))}
        return Change(change.added, fields, change.removed)

    def _close_round(self, decision: Decision) -> None:
        round_id = decision.close
        step = new_id()
        change = fitted(self.board, decision.change, step)
        error = self._carry_out(step, decision.label, change, "local", self._sheets.emptying(round_id))
        self._history.forget_redo()
        self._listeners.tell(Changed(change, "local", decision.label, step))
        if error is not None:
            raise error
        self._sheets.clear_closed()


def open_session(path: Path, session_id: str | None = None, *, read_only: bool = False) -> Session:
    """Open a session of its own file (.stw), or one of a library by its id.

    Raises InUse where it is being worked on, DamagedFile, NewerFile, or another KnownError.
    """
    path = Path(path)
    library = session_id is not None and path.suffix.lower() != ".stw"
    store = open_store(path, session_id, read_only=read_only, library=library)
    try:
        opened = Session(store, Secrets(path if library else None), read_only=read_only)
        opened.finish_what_was_begun()
        return opened
    except BaseException:
        store.close()
        raise
