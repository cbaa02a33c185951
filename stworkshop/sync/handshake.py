"""The door of a room, without a socket: what is said between a guest's first word and its welcome.

Messages are JSON objects in text frames, before any frame of the document. A guest that has no token yet sends its half
of the proof, gets the host's, confirms, and is confirmed; one that has a token shows it; one without a code calls, and
waits until somebody at the host lets it in by hand. A host that is not the one that was pinned is found out by the
guest, before it has sent anything of the map.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import RECORD_VERSION
from stworkshop.model.rules import ROLES
from stworkshop.sync import manual_admission
from stworkshop.sync.manual_admission import Caller, Callers
from stworkshop.sync.pairing import FREE_TRIES, BadSecret, Pass, Proof, Tokens, Watch
from stworkshop.sync.presence import clean_name

LONGEST_MESSAGE = 4096
_LONGEST_LAPTOP = 80
_LONGEST_MARK = 200


@dataclass(frozen=True)
class Answer:
    """What to say next; who was let in, if so; and why the connection ends, a sentence, if it does.

    Where the code was wrong, `tries` is how many more there are before the guest has to wait. `called` tells that those
    who wait to be let in by hand are others now, or have said more; `words` are what such a guest is to compare.
    """

    send: str = ""
    entered: Pass | None = None
    welcome: Mapping[str, Any] = field(default_factory=dict)
    closed: str = ""
    tries: int | None = None
    called: bool = False
    words: tuple[str, ...] = ()


class Door:
    """A host's door: all tries to come in. `role` is what those become who show the code.

    With `by_hand` somebody is there who lets in those who have no code.

    `here` returns the marks of the laptops that are in the room now, each with the name of its person.
    """

    def __init__(
        self,
        code: str,
        fingerprint: str,
        *,
        role: str,
        session: str,
        label: str,
        laptop: str,
        lineage: str = "",
        here: Callable[[], Mapping[str, str]] = dict,
        by_hand: bool = False,
    ) -> None:
        self.code = code
        self.fingerprint = fingerprint
        self.role = role
        self.watch = Watch()
        self.tokens = Tokens()
        self.by_hand = by_hand
        self.callers = Callers()
        self._about = {"session": session, "label": label, "lineage": lineage, "laptop": laptop}
        self._laptop = laptop
        self._here = here

    def step(self, address: str) -> Doorstep:
        """Return the doorstep for one connection."""
        return Doorstep(self, address)

    def stock_refusal(self, code: str, address: str, now: float) -> str:
        """Return why a stock client does not come in with this code, or '' where it does."""
        if wait := self.watch.wait(address, now):
            return _too_many(wait)
        self.watch.begin(address, now)
        if code != self.code:
            return _wrong_code()
        self.watch.passed(address)
        return ""

    def mark_refusal(self, laptop: str, name: str) -> str:
        """Return why nobody of this name comes in under this laptop's mark, or ''."""
        if not 0 < len(laptop) <= _LONGEST_LAPTOP or not laptop.isprintable():
            return _("This laptop does not say which one it is.")
        if laptop == self._laptop or self._here().get(laptop, name) != name:
            return _(
                "Another laptop in this room has the same mark as this one: the program’s data was copied from one to"
                " the other. Nothing was shared. On this laptop, close the program, delete the file “laptop” in the"
                " folder beside the library whose name ends in “.keys”, and join again."
            )
        return ""

    def welcome(self, holder: Pass, token: str) -> dict[str, Any]:
        """Return what a guest learns that was let in."""
        return {**self._about, "role": holder.role, "token": token}


class Doorstep:
    """One connection that has not come in yet."""

    def __init__(self, door: Door, address: str) -> None:
        self._door = door
        self._address = address
        self._proof: Proof | None = None
        self._guest = Pass("", "", "")
        self._seal = self._number = b""
        self._before = 0
        self.caller: Caller | None = None
        """The one who waits here to be let in by hand."""

    def receive(self, text: str, now: float) -> Answer:
        """Take a message of the guest; `now` in seconds that only go forward."""
        try:
            said = _read(text)
            if self._proof is not None:
                return self._confirmed(bytes.fromhex(said["confirm"]))
            if self.caller is not None:
                return self._agreed(said["same"])
            if self._seal:
                return self._told(bytes.fromhex(said["number"]), now)
            return self._greeted(said, now)
        except (ValueError, TypeError, KeyError):
            return _closed(_("The message cannot be understood."))

    def _greeted(self, said: Mapping[str, Any], now: float) -> Answer:
        if said["records"] != RECORD_VERSION:
            sentence = _("The two programs keep sessions in different ways. Bring both to the same version.")
            return _closed(sentence)
        if isinstance(token := said.get("token"), str):
            holder = self._door.tokens.holder(token)
            if holder is None:
                return _closed(_("The room does not know this laptop any more. Type the code again."))
            return self._let_in(holder, token)
        laptop, name = said["laptop"], clean_name(said["name"])
        if not isinstance(laptop, str):
            raise ValueError
        if refusal := self._door.mark_refusal(laptop, name):
            return _closed(refusal)
        if "seal" in said:
            return self._called(name, laptop, bytes.fromhex(said["seal"]), now)
        if wait := self._door.watch.wait(self._address, now):
            return _closed(_too_many(wait))
        self._door.watch.begin(self._address, now)
        self._guest = Pass(name, self._door.role, laptop)
        self._proof = Proof(self._door.code, self._door.fingerprint, host=True)
        try:
            self._proof.take(bytes.fromhex(said["proof"]))
        except BadSecret:
            return self._wrong()
        return Answer(_written({"proof": self._proof.message.hex()}))

    # --- by hand

    def _called(self, name: str, laptop: str, seal: bytes, now: float) -> Answer:
        """Answer one who has no code, and has bound itself to a number."""
        calls = self._door.callers.watch
        if not self._door.by_hand:
            return _closed(_("Nobody sits at this room’s laptop to let you in. Ask for the code."))
        if not name or not seal:
            raise ValueError
        self._before = FREE_TRIES - calls.left(self._address)
        if not self._door.callers.has_place(now, self._before):  # which is nobody's fault, and counts as no try
            return _closed(_too_many_call())
        if wait := calls.wait(self._address, now):
            return _closed(_called_too_often(wait))
        calls.begin(self._address, now)
        self._guest, self._seal, self._number = Pass(name, "", laptop), seal, manual_admission.new_number()
        return Answer(_written({"number": self._number.hex()}))

    def _told(self, number: bytes, now: float) -> Answer:
        """Let a guest wait that has told its number."""
        if not manual_admission.opens(number, self._seal):
            raise ValueError
        guest = self._guest
        words = manual_admission.words_for(self._door.fingerprint, number, self._number, guest.name, guest.laptop)
        caller = Caller(guest.name, guest.laptop, self._address, words, now, self._before)
        if not self._door.callers.stand(caller, now):
            return _closed(_too_many_call())
        self.caller = caller
        return Answer(called=True)

    def _agreed(self, same: object) -> Answer:
        """Note what a guest says of the words, and let it in where the host does."""
        if same is not True or self.caller is None:
            raise ValueError
        self.caller.agreed = True
        return self.let_in(self.caller.role) if self.caller.role else Answer(called=True)

    def let_in(self, role: str) -> Answer:
        """Let the one who waits here in, as soon as it has found the words the same."""
        caller = self.caller
        if caller is None or role not in ROLES or not self._door.callers.stands(caller):
            return Answer()
        caller.role = role
        if not caller.agreed:
            return Answer(called=True)
        self.leave()
        if refusal := self._door.mark_refusal(caller.laptop, caller.name):
            return _closed(refusal)
        self._door.callers.watch.passed(self._address)
        holder = Pass(caller.name, role, caller.laptop)
        return self._let_in(holder, self._door.tokens.issue(holder))

    def turn_away(self) -> Answer:
        """Send the one away who waits here."""
        self.leave()
        return _closed(_("The facilitator did not let this laptop in. Ask for the code."))

    def leave(self) -> None:
        """Note that nobody waits here any more."""
        if self.caller is not None:
            self._door.callers.leave(self.caller)

    # --- by the code

    def _confirmed(self, confirmation: bytes) -> Answer:
        assert self._proof is not None
        if not self._proof.confirms(confirmation):
            return self._wrong()
        self._door.watch.passed(self._address)
        return self._let_in(self._guest, self._door.tokens.issue(self._guest))

    def _wrong(self) -> Answer:
        tries = self._door.watch.left(self._address)
        return Answer(_written({"refused": _wrong_code(), "tries": tries}), closed=_wrong_code())

    def _let_in(self, holder: Pass, token: str) -> Answer:
        welcome = self._door.welcome(holder, token)
        said = dict(welcome)
        if self._proof is not None:
            said["confirm"] = self._proof.confirmation.hex()
        return Answer(_written({"welcome": said}), entered=holder)


class Knock:
    """A guest before a door. `fingerprint` is that of the certificate which the host showed.

    It shows its token, or the code, or asks to be let in by hand where it has neither.
    """

    def __init__(self, fingerprint: str, *, name: str, laptop: str, code: str = "", token: str = "") -> None:
        self._proof = Proof(code, fingerprint, host=False) if code and not token else None
        self._number = b"" if code or token else manual_admission.new_number()
        self._fingerprint = fingerprint
        self._calls = self._agreed = False
        self._token = token
        self._name = name
        self._laptop = laptop

    def greeting(self) -> str:
        """Return the first message."""
        said: dict[str, Any] = {"records": RECORD_VERSION}
        if self._number:
            seal = manual_admission.sealed(self._number).hex()
            return _written({**said, "name": self._name, "laptop": self._laptop, "seal": seal})
        if self._proof is None:
            return _written({**said, "token": self._token})
        return _written({**said, "name": self._name, "laptop": self._laptop, "proof": self._proof.message.hex()})

    def receive(self, text: str) -> Answer:
        """Take a message of the host; `welcome` then says what the guest is let in to."""
        try:
            said = _read(text)
            if "refused" in said:
                tries = said.get("tries")
                return Answer(closed=str(said["refused"])[:500], tries=tries if isinstance(tries, int) else None)
            if "welcome" in said:
                return self._welcomed(said["welcome"])
            if self._number and not self._calls:
                return self._compare(bytes.fromhex(said["number"]))
            if self._proof is None:
                raise ValueError
            self._proof.take(bytes.fromhex(said["proof"]))
            return Answer(_written({"confirm": self._proof.confirmation.hex()}))
        except (ValueError, TypeError, KeyError):
            return Answer(closed=_("This is no room of the program, or not the one with this code."))

    def _compare(self, number: bytes) -> Answer:
        """Tell one's own number, now that the host has told its own, and return the words to compare."""
        if len(number) != manual_admission.LENGTH:
            raise ValueError
        self._calls = True
        name = clean_name(self._name)
        words = manual_admission.words_for(self._fingerprint, self._number, number, name, self._laptop)
        return Answer(_written({"number": self._number.hex()}), words=words)

    def agree(self) -> str:
        """Return what says that the words are the same; without it nobody is let in."""
        self._agreed = True
        return _written({"same": True})

    def _welcomed(self, welcome: Mapping[str, Any]) -> Answer:
        if self._number and not self._agreed:
            raise ValueError
        if self._proof is not None and not self._proof.confirms(bytes.fromhex(welcome["confirm"])):
            raise ValueError
        known = {name: _mark(welcome[name]) for name in ("session", "role", "token")}
        known["lineage"] = "" if welcome["lineage"] == "" else _mark(welcome["lineage"])
        if known["role"] not in ROLES:
            raise ValueError
        more = {"label": str(welcome["label"]), "laptop": str(welcome.get("laptop", ""))}
        return Answer(welcome=known | {name: "".join(filter(str.isprintable, words)) for name, words in more.items()})


def _read(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_MESSAGE:
        raise ValueError
    try:
        said = json.loads(text)
    except RecursionError as error:
        raise ValueError from error
    if not isinstance(said, dict):
        raise ValueError
    return said


def _mark(value: object) -> str:
    """Return an id, a role or a token; raises ValueError where it is none."""
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_MARK or not value.isprintable():
        raise ValueError
    return value


def _written(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False)


def _closed(reason: str) -> Answer:
    return Answer(_written({"refused": reason}), closed=reason)


def _wrong_code() -> str:
    return _("This is not the code of the room.")


def _too_many_call() -> str:
    return _("Others ask to be let in, too. Try again in half a minute, or ask for the code.")


def _called_too_often(wait: float) -> str:
    seconds = math.ceil(wait)
    words = ngettext(
        "It was asked too often. Ask again in {n} second, or ask for the code.",
        "It was asked too often. Ask again in {n} seconds, or ask for the code.",
        seconds,
    )
    return words.format(n=seconds)


def _too_many(wait: float) -> str:
    seconds = math.ceil(wait)
    words = ngettext(
        "There were too many wrong codes. Try again in {n} second.",
        "There were too many wrong codes. Try again in {n} seconds.",
        seconds,
    )
    return words.format(n=seconds)
