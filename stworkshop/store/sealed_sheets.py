"""What the organiser's laptop does with the drawer of one session: take sheets, read them at the close, keep notes."""

from __future__ import annotations

import dataclasses
import hmac
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress

from stworkshop.errors import KnownError, NotSaved
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import Answer, PrivateNote, ballot_codes, ballots_of
from stworkshop.store import ballot_rows, drawer
from stworkshop.store.session_store import Extra, SessionStore
from stworkshop.store.user_paths import Secrets

PRINTED, OUT, IN, PARTLY, KEYED, CHECKED, DONE = "printed", "out", "in", "partly", "keyed", "checked", "done"
"""How far a ballot is: spare; handed out; answered on this laptop; read from a photograph but for its doubts; keyed;
keyed twice alike; its paper put away."""
PHONE = "phone"
"""It was handed in by telephone."""

FORESEEN = 250
"""So many codes of a round are kept free for its paper ballots."""


class AnsweredAlready(Exception):
    """A sheet of the same person lies in the drawer, which somebody else handed in."""


class Sheets:
    """The drawer of one session, with the keys of this laptop."""

    def __init__(self, store: SessionStore, secrets: Secrets) -> None:
        self._store = store
        self._secrets = secrets

    def count(self, round_id: str) -> int:
        """Return how many sheets of a round lie in the drawer."""
        with self._store.file.reading() as raw:
            return drawer.count_sheets(raw, self._store.session_id, round_id)

    def hand_in(
        self,
        answers: Sequence[Answer],
        *,
        new_code: bool,
        state: str = "",
        sheet: str = "",
        own: Collection[bytes] | None = None,
        sealed: bytes = b"",
        counted: bool = True,
    ) -> bytes:
        """Seal one person's sheet, durably, and return under what it lies.

        It takes the place of an earlier one of the same person or ballot.

        With `new_code` the ballot's code is ours to choose, and becomes another one where a sheet or a paper ballot has
        it already. `state` is how far the ballot is with it; else a ballot of paper is keyed, and a person's sheet in.
        A guest's `sheet` that lies there already is left as it is, and counts once. With `own` it replaces only what
        lies under these; raises AnsweredAlready. What a telephone `sealed` lies there as it came, in the place of the
        answers that were read from it; where nobody sees to it that each person hands in one, it is not `counted`.
        """
        round_id = answers[0].round
        key = self.key(round_id)
        with self._store.file.reading() as raw:
            found = drawer.sheets(raw, self._store.session_id, round_id)
        row = drawer.row_of(key, sheet) if sheet else b""
        if row in (lies for lies, _body in found):
            return row
        earlier = {drawer.name_of(key, body): lies for lies, body in found}
        earlier.pop("", None)
        paper = self._of_paper(round_id)
        if new_code and answers[0].ballot in {*earlier, *paper}:
            code = ballot_codes(1, {*earlier, *paper})[0]
            answers = [dataclasses.replace(answer, ballot=code) for answer in answers]
        name = answers[0].sheet
        body = drawer.seal(key, answers)
        if sealed:
            body = drawer.seal_as_it_came(key, round_id, name, sealed, counted=counted)
        replaced = earlier.get(name)
        if replaced is not None and own is not None and replaced not in own:
            raise AnsweredAlready
        state = state or (IN if answers[0].participant else KEYED if name in paper else "")

        row = row or drawer.new_row()

        def write(connection: sqlite3.Connection) -> None:
            if replaced is not None:
                drawer.take_sheet(connection, replaced)
            drawer.put_sheet(connection, self._store.session_id, round_id, body, row)
            if state:
                ballot_rows.write(connection, self._store.session_id, round_id, {name: state})

        try:
            self._store.write(write)
        except NotSaved as error:
            raise KnownError(
                _("The sheet was not taken: the disk does not let the program write."),
                _("The sheets handed in before are safe."),
                _("Keep the sheet and hand it in again."),
            ) from error
        return row

    def key(self, round_id: str) -> bytes:
        """Return the key of a round's sheets, made where there is none yet; raises KnownError."""
        key = self._secrets.key(self._store.session_id, round_id)
        if key is None:
            if self.count(round_id):
                raise _no_key()
            key = self._secrets.make_key(self._store.session_id, round_id, drawer.new_key())
        return key

    def count_by_phone(self, round_id: str) -> int:
        """Return how many of a round's sheets telephones handed in; nothing of what is on them is read."""
        key = self._secrets.key(self._store.session_id, round_id)
        with self._store.file.reading() as raw:
            found = drawer.sheets(raw, self._store.session_id, round_id)
        return sum(drawer.came_by_phone(key, body) for _row, body in found) if key else 0

    def heads_were_counted(self, round_id: str) -> bool:
        """Tell whether each sheet of an open round was one of a head, as far as the program saw to it."""
        key = self._secrets.key(self._store.session_id, round_id)
        with self._store.file.reading() as raw:
            found = drawer.sheets(raw, self._store.session_id, round_id)
        return all(drawer.is_counted(key, body) for _row, body in found) if key else True

    def slip_secret(self, round_id: str, code: str) -> bytes:
        """Return what only this laptop can tell of a ballot's code: a slip bears a part of it, and is not guessed."""
        about = "\0".join(("slip", self._store.session_id, round_id, code))
        return hmac.digest(self._secrets.ballots(), about.encode("utf-8", "replace"), "sha256")

    def lies(self, round_id: str, sheet: str) -> bytes:
        """Return under what a sheet lies that its sender calls so, b"" where it did not come yet."""
        row = drawer.row_of(self.key(round_id), sheet)
        return row if row in self.rows(round_id) else b""

    def rows(self, round_id: str) -> set[bytes]:
        """Return under what the sheets of a round lie."""
        with self._store.file.reading() as raw:
            return {row for row, _body in drawer.sheets(raw, self._store.session_id, round_id)}

    def take_out(self, round_id: str, rows: Collection[bytes]) -> int:
        """Take sheets out of the drawer of an open round, durably; return how many there were. Raises KnownError."""
        key = self._secrets.key(self._store.session_id, round_id)
        if key is None and self.count(round_id):
            raise _no_key()
        found = [(row, sheet) for row, sheet in self._opened(round_id, key) if row in rows] if key else []

        def write(connection: sqlite3.Connection) -> None:
            for row, sheet in found:
                drawer.take_sheet(connection, row)
                if sheet and sheet[0].participant:
                    ballot_rows.take(connection, self._store.session_id, round_id, sheet[0].participant)

        self._store.write(write)
        return len(found)

    def unsealed(self, round_id: str) -> list[Answer]:
        """Return the answers of a round, for closing it or the one that repeats it: of an open one those on its sheets.

        Raises KnownError where its key is not here.
        """
        key = self._secrets.key(self._store.session_id, round_id)
        if key is None:
            if self.count(round_id):
                raise _no_key()
            return self.answers(round_id)
        return self._without_slips(round_id, key)

    def _without_slips(self, round_id: str, key: bytes) -> list[Answer]:
        """Return the answers of an open round; what came by telephone bears a fresh code that stands on no slip."""
        with self._store.file.reading() as raw:
            found = drawer.sheets(raw, self._store.session_id, round_id)
        sheets = [(drawer.came_by_phone(key, body), drawer.unseal(key, body)) for _row, body in found]
        taken = {sheet[0].sheet for _by_phone, sheet in sheets if sheet} | self._of_paper(round_id)
        fresh = iter(ballot_codes(sum(by_phone for by_phone, _sheet in sheets), taken))
        answers: list[Answer] = []
        for by_phone, sheet in sheets:
            code = next(fresh) if by_phone else ""
            answers += [dataclasses.replace(one, ballot=code) if code and one.ballot else one for one in sheet]
        return answers

    def emptying(self, round_id: str) -> Extra:
        """Return what writes a round's answers, shuffled, and empties its drawer, in the transaction that closes it."""
        answers = self.unsealed(round_id)
        session_id = self._store.session_id

        def write(connection: sqlite3.Connection) -> None:
            drawer.write_answers(connection, session_id, answers)
            drawer.empty(connection, session_id, round_id)
            pending = "INSERT OR IGNORE INTO _pending (what, session_id, name) VALUES ('key', ?, ?)"
            connection.execute(pending, (session_id, round_id))

        return write

    def taking_back(self, participant: str, rounds: Iterable[str]) -> tuple[int, Extra]:
        """Return how many sheets of a person lie in the drawers of open rounds, and what takes them out.

        Raises KnownError where a key is not here.
        """
        found: list[bytes] = []
        for round_id in rounds:
            key = self._secrets.key(self._store.session_id, round_id)
            if key is None and self.count(round_id):
                raise _no_key()
            opened = self._opened(round_id, key) if key else []
            found += [row for row, sheet in opened if any(answer.participant == participant for answer in sheet)]

        def write(connection: sqlite3.Connection) -> None:
            for row in found:
                drawer.take_sheet(connection, row)
            ballot_rows.take_person(connection, self._store.session_id, participant)

        return len(found), write

    def sheet(self, round_id: str, name: str) -> list[Answer]:
        """Return the sealed sheet of one ballot or person, to be compared with a second entry; [] where none is in."""
        key = self._secrets.key(self._store.session_id, round_id)
        if key is None:
            raise _no_key()
        return next((sheet for _name, sheet in self._opened(round_id, key) if sheet and sheet[0].sheet == name), [])

    def ballots(self, round_id: str) -> dict[str, str]:
        """Return how far the printed ballots of a round are, by code (by participant where it keeps names)."""
        with self._store.file.reading() as raw:
            return ballot_rows.read(raw, self._store.session_id, round_id)

    def printed_outside(self, round_id: str) -> dict[str, str]:
        """Return how far the ballots are that were printed without writing to the session, by code."""
        return self._secrets.printed(self._store.session_id, round_id)

    def note_outside(self, round_id: str, states: Mapping[str, str]) -> None:
        """Note ballots that are printed now beside the library, not in the session; raises KnownError."""
        self._secrets.note_printed(self._store.session_id, round_id, states)

    def codes(self, round_id: str, count: int) -> list[str]:
        """Return the codes of the first `count` ballots of a round; none that another round of the session had."""
        taken = self.codes_of_other_rounds(round_id)
        # There are 4,608 codes; a session that has used up many of them begins again.
        return ballots_of(self._secrets.ballots(), round_id, count, taken if len(taken) < 2_000 else ())

    def codes_of_other_rounds(self, round_id: str) -> dict[str, str]:
        """Return the codes that other rounds of the session had, each with its round."""
        with self._store.file.reading() as raw:
            noted = ballot_rows.of_other_rounds(raw, self._store.session_id, round_id)
        return self._secrets.printed_of_others(self._store.session_id, round_id) | noted

    def set_ballots(self, round_id: str, states: Mapping[str, str]) -> None:
        """Note how far ballots are, durably; raises NotSaved."""
        self._store.write(lambda connection: ballot_rows.write(connection, self._store.session_id, round_id, states))

    def _of_paper(self, round_id: str) -> set[str]:
        return {*self.ballots(round_id), *self.codes(round_id, FORESEEN)}

    def clear_closed(self) -> None:
        """Leave no trace of the sheets of rounds whose close is on the disk: neither in the log nor a key.

        Also of those that a program closed which was killed before it could do this.
        """
        session_id = self._store.session_id
        with self._store.file.reading() as raw:
            query = "SELECT name FROM _pending WHERE what = 'key' AND session_id = ?"
            closed = [row[0] for row in raw.execute(query, (session_id,))]
        if not closed:
            return
        self._store.file.truncate_log()
        for round_id in closed:
            self._secrets.drop_key(session_id, round_id)

        def done(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM _pending WHERE what = 'key' AND session_id = ?", (session_id,))

        with suppress(NotSaved):
            self._store.write(done)

    def answers(self, round_id: str | None) -> list[Answer]:
        """Return the answers of a closed round, or of all."""
        with self._store.file.reading() as raw:
            return drawer.read_answers(raw, self._store.session_id, round_id)

    def private_notes(self) -> list[PrivateNote]:
        """Return the private notes of the session."""
        with self._store.file.reading() as raw:
            return drawer.read_notes(raw, self._store.session_id)

    def keep_private_note(self, note: PrivateNote) -> None:
        """Write a private note, or delete it where it has no text; raises NotSaved."""
        session_id = self._store.session_id
        if note.text:
            self._store.write(lambda connection: drawer.write_notes(connection, session_id, [note]))
        else:
            self._store.write(lambda connection: drawer.drop_note(connection, session_id, note.id))

    def _opened(self, round_id: str, key: bytes) -> list[tuple[bytes, list[Answer]]]:
        with self._store.file.reading() as raw:
            found = drawer.sheets(raw, self._store.session_id, round_id)
        return [(name, drawer.unseal(key, body)) for name, body in found]


def _no_key() -> KnownError:
    return KnownError(
        _("The key to this round’s sheets is not on this laptop."),
        _("The sheets are still there, and the round is still open."),
        _("Take its sheets and close it on the laptop that opened it."),
    )
