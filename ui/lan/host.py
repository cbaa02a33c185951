"""A session opened to its room: door and guests of the host, on sockets; and `host`, without a screen."""

from __future__ import annotations

import argparse
import datetime
import json
import signal
import sys
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, QTimer, Signal
from PySide6.QtNetwork import QHostAddress

from stworkshop.cli import jobs
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.changes import Change
from stworkshop.session.session import Changed, Session
from stworkshop.sync import frames
from stworkshop.sync.handshake import Answer, Door, Doorstep
from stworkshop.sync.manual_admission import WAITS, Caller
from stworkshop.sync.pairing import DIGITS, Pass, is_code, make_identity, new_code
from stworkshop.sync.rate_limits import GROWTH, Growth
from stworkshop.sync.room import Apply, Carried, Close, Effect, HandIn, Member, Room, Send, Told
from stworkshop.sync.sheets_by_guest import FromGuest
from stworkshop.system import private_traceback, terminal
from ui.lan.addresses import local_address
from ui.lan.card_codes import Numbers
from ui.lan.discovery import Announcement
from ui.lan.server import GuestLine, Server
from ui.lan.terminal_door import TerminalDoor, somebody_sits_here
from ui.session.write_back import WriteBack

if TYPE_CHECKING:
    from ui.lan.phone_hosting import AlwaysAsking

ENTER_WITHIN = 15_000
"""Milliseconds in which whoever knocks has to have come in."""
GOODBYES = 2_000
"""Milliseconds that a program which ends waits for its guests to hear of it."""
STOCK_RESTS = 30.0
"""Seconds for which no stock client comes in from where one was refused: they all knock again at once, for ever."""
BATCH = 50
"""Milliseconds in which guests' edits are gathered before the disk takes them together; they are seen at once."""
_TICK = 5_000
_RETRY = 2_000


class Host(QObject):
    """Keeps a room for a session; `told` says what happens in it, one JSON object each."""

    told = Signal(dict)
    edited = Signal(str, Change)
    """A guest's connection, and what it just changed."""
    carried = Signal(str, str, dict)
    """A message about a table's copy, as `Copies` takes it: whose it is, its name and its body."""
    called = Signal()
    """Somebody else waits to be let in by hand, or no longer, or has found the words the same."""
    presence = Signal()
    """Somebody shows something else of herself."""
    _not_announced = Signal(str)

    def __init__(
        self,
        session: Session,
        *,
        code: str = "",
        role: str = "editor",
        stock: bool = False,
        announced: bool = True,
        name: str = "",
        growth: int = GROWTH,
        by_hand: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """With `stock`, Yjs clients that are not this program may come in by the code in their address.

        Where it is `announced`, others on the network see the room by itself, and by the `name` whose it is. Guests
        may add `growth` megabytes to the session before more has to be allowed. With `by_hand` somebody sits here who
        lets those in that have no code.
        """
        super().__init__(parent)
        self._session, self._numbers = session, Numbers(session)
        self.stock = stock
        self._announced, self._name = announced, name
        identity = make_identity(datetime.datetime.now(datetime.UTC))
        self.door = Door(
            code or new_code(), identity.fingerprint, role=role, session=session.id,
            label=session.board.session.label, laptop=session.laptop, lineage=session.lineage,
            here=lambda: {member.laptop: member.name for member in self.room.members.values()}, by_hand=by_hand,
        )  # fmt: skip
        self._announcement: Announcement | None = None
        self._over = False
        self._not_announced.connect(self._tell_unseen)
        self._batch: list[Apply] = []
        self._unsaved: list[Send] = []
        self._merging = False
        self.room = Room(self._state, client=session.document().client)
        self.room.growth = Growth(growth)
        self._server = Server(identity, self)
        self._server.arrived.connect(self._knock)
        self._lines: dict[str, GuestLine] = {}
        self._calls: dict[str, tuple[GuestLine, Doorstep]] = {}
        self._resting: dict[str, float] = {}
        self._lineage = session.lineage
        self._stops: list[Callable[[], None]] = []
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(lambda: self._carry_out(self.room.tick(time.monotonic())))
        self._retries = QTimer(self)
        self._retries.timeout.connect(self._session.retry)
        self._saves = QTimer(self)
        self._saves.setSingleShot(True)
        self._saves.timeout.connect(self._save)

    def open(self, port: int = 0, address: str = "") -> str:
        """Listen, and return the room's URL; raises KnownError."""
        number = self._server.listen(port, address)
        hears = (self._numbers.hear, self._changed)
        self._stops = [self._session.updates.add(self._edited), *map(self._session.subscribe, hears)]
        self._ticks.start(_TICK)
        where = address or local_address()
        self._announce(where, only_here=bool(address))
        return self._url(where, number)

    def _announce(self, where: str, *, only_here: bool = False) -> None:
        if self._announced:
            label, port = self._session.board.session.label, self._server.port
            self._announcement = Announcement(
                self._session.id, label, port, where, self._not_announced.emit, by=self._name, only_here=only_here
            )

    def show_at(self, address: str) -> str:
        """Make the room known at another address of this laptop, and return the room's URL there."""
        if self._announcement is not None:
            self._announcement.move(address)
        return self._url(address, self._server.port)

    def move_to(self, address: str) -> str:
        """Make the room known anew, in the networks that this laptop is in now; return the room's URL there."""
        if self._announcement is not None:
            self._announcement.end()
            self._announce(address)
        return self._url(address, self._server.port)

    def _url(self, address: str, port: int) -> str:
        return f"wss://{address}:{port}/{self._session.id}"

    def close(self) -> None:
        """Close the room; all that was shared stays with everybody, and what is still under way stays owed."""
        self._save()
        self._over = True
        for timer in (self._ticks, self._retries, self._saves):
            timer.stop()
        for stop in self._stops:
            stop()
        self._stops = []
        if self._announcement is not None:
            self._announcement.end()
            self._announcement = None
        self._server.stop()
        self.room.sheets.keep(lambda _round: False)

    def finish(self) -> None:
        """Close the room, and wait a moment for the goodbyes to go out; for a program that ends."""
        self.close()
        deadline = QDeadlineTimer(GOODBYES)
        while not self._server.quiet and not deadline.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)
        self._server.cut()

    def remove(self, peer: str) -> None:
        """Show a guest out; it cannot come back with its token."""
        if (member := self.room.members.get(peer)) is not None:
            self.door.tokens.end(member.laptop)
        self._carry_out(self.room.remove(peer))

    def send(self, peer: str, frame: bytes) -> None:
        """Send a frame to one guest."""
        self._carry_out([Send(peer, frame)])

    def say(self, state: Mapping[str, Any]) -> None:
        """Show everybody what the host itself is about."""
        self._carry_out(self.room.say(state, time.monotonic()))

    def set_role(self, peer: str, role: str) -> None:
        """Give a guest another role, which it keeps when it is cut off and comes back."""
        self._carry_out(self.room.set_role(peer, role))
        if (member := self.room.members.get(peer)) is not None:
            self.door.tokens.set_role(member.laptop, member.role)

    def allow_more(self) -> None:
        """Take what waits because guests have made the session so much larger."""
        self.room.growth.allow_more()

    # --- sheets of guests

    def allow_several(self, round_id: str, several: bool) -> None:
        """Let guests' laptops be passed on in an open round, or take one sheet of each."""
        self._carry_out(self.room.allow_several(round_id, several))

    def sheets_by_guest(self, round_id: str) -> list[FromGuest]:
        """Return how many sheets of an open round came from which guest, as far as they lie in the drawer still."""
        lie = self._session.sheet_rows(round_id)
        return self.room.sheets.by_guest(round_id, lie)

    def refuse_sheets(self, round_id: str, guest: str) -> int:
        """Take a guest's sheets out of an open round, and no more in; return how many there were. Raises KnownError."""
        taken = self._session.take_out_sheets(round_id, self.room.sheets.own(round_id, guest))
        self._carry_out(self.room.refuse_sheets(round_id, guest))
        self._tell_count(round_id)
        return taken

    def let_answer_again(self, round_id: str, guest: str) -> None:
        """Take sheets from a guest again, whose sheets were taken out."""
        self._carry_out(self.room.let_answer_again(round_id, guest))

    # --- coming in

    def _knock(self, line: GuestLine) -> None:
        if line.path != self._session.id and (line.path or line.code):  # people type the address alone
            self._turned_away(line, _("There is no such room here."))
            return
        if line.code:
            self._knock_of_stock(line)
            return
        step = self.door.step(line.address)
        line.text.connect(lambda text: self._hear_at_the_door(line, step, text))
        line.frame.connect(lambda data: self._receive(line, data))
        line.ended.connect(self._left)
        QTimer.singleShot(ENTER_WITHIN, line, lambda: self._too_slow(line))

    def _knock_of_stock(self, line: GuestLine) -> None:
        refusal, now = _("This room is for this program only."), time.monotonic()
        if self.stock and self._resting.get(line.address, now) > now:
            line.close(_("What was sent from here was refused a moment ago."))
            return
        if self.stock:
            refusal = self.door.stock_refusal(line.code, line.address, now)
        if refusal:
            self._turned_away(line, refusal)
            return
        line.frame.connect(lambda data: self._receive(line, data))
        line.ended.connect(self._left)
        self._enter(line, Member(line.id, role=self.door.role, ours=False, address=line.address))

    def _hear_at_the_door(self, line: GuestLine, step: Doorstep, text: str) -> None:
        if line.id in self._lines:
            return
        self._answer(line, step, step.receive(text, time.monotonic()))

    def _answer(self, line: GuestLine, step: Doorstep, answer: Answer) -> None:
        if answer.called and line.id not in self._calls:
            self._calls[line.id] = line, step
            QTimer.singleShot(int(WAITS * 1000), line, lambda: self._not_let_in(line))
        if answer.send:
            line.say(answer.send)
        if answer.entered is not None:
            holder: Pass = answer.entered
            known = (holder.name, holder.role, holder.laptop)
            self._enter(line, Member(line.id, *known, address=line.address, guest=holder.guest))
        elif answer.closed:
            self._turned_away(line, answer.closed)
        self._see_who_calls()

    @property
    def callers(self) -> dict[str, Caller]:
        """Those who wait to be let in by hand, by connection, the longest first."""
        return {peer: step.caller for peer, (_line, step) in self._calls.items() if step.caller is not None}

    def let_in(self, peer: str, role: str) -> None:
        """Let one in who waits, as soon as it has found the words the same, too."""
        if peer in self._calls:
            line, step = self._calls[peer]
            self._answer(line, step, step.let_in(role))

    def turn_away(self, peer: str) -> None:
        """Send one away who waits."""
        if peer in self._calls:
            line, step = self._calls[peer]
            self._answer(line, step, step.turn_away())

    def _see_who_calls(self) -> None:
        """Forget who has come in or gone, and send away whose place another one has taken."""
        if not self._calls:
            return
        stands = self.door.callers.stands
        gone = [p for p, (_line, step) in self._calls.items() if step.caller is None or not stands(step.caller)]
        for peer in gone:
            line, _step = self._calls.pop(peer)
            if peer not in self._lines:
                line.close(_("Others asked to be let in after you. Ask again, or ask for the code."))
        self.called.emit()

    def _not_let_in(self, line: GuestLine) -> None:
        if line.id in self._calls:
            _line, step = self._calls[line.id]
            step.leave()
            self._turned_away(line, _("Nobody let this laptop in. Ask again, or ask for the code."))
            self._see_who_calls()

    def _turned_away(self, line: GuestLine, reason: str) -> None:
        self.told.emit({"event": "turned away", "address": line.address, "message": reason})
        line.close(reason)

    def _too_slow(self, line: GuestLine) -> None:
        if line.id not in self._lines and line.id not in self._calls:
            self._turned_away(line, _("Nobody came in."))

    def _enter(self, line: GuestLine, member: Member) -> None:
        self._lines[line.id] = line
        line.come_in(lambda frame: frames.is_update(frame) and self.room.wait(line.id, time.monotonic()) > 0)
        self._carry_out(self.room.join(member))

    def _left(self, line: GuestLine) -> None:
        if line.id in self._calls:
            self._calls[line.id][1].leave()
            self._see_who_calls()
        if self._lines.pop(line.id, None) is not None:
            self._carry_out(self.room.leave(line.id))

    # --- what happens in the room

    def _receive(self, line: GuestLine, data: bytes) -> None:
        if self._over:
            return
        if line.id not in self._lines:
            self._turned_away(line, _("Show the code first."))
            return
        self._carry_out(self.room.receive(line.id, data, time.monotonic()))
        if frames.is_presence(data):
            self.presence.emit()

    def _carry_out(self, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case Send(saved=True) if self._batch or self._session.read_only:
                    self._unsaved.append(effect)
                case Send(peer, frame):
                    if peer in self._lines:
                        self._lines[peer].send(frame)
                case Apply(_update, _name, peer, change):
                    self._batch.append(effect)
                    self.edited.emit(peer, change)
                    if not self._saves.isActive():
                        self._saves.start(BATCH)
                case Carried(peer, name, body):
                    self.carried.emit(peer, name, dict(body))
                case HandIn():
                    self._hand_in(effect)
                case Close(peer, reason):
                    self._show_out(peer, reason)
                case Told():
                    self._tell(effect)

    def _show_out(self, peer: str, reason: str) -> None:
        line, member = self._lines.get(peer), self.room.members.get(peer)
        if line is None:
            return
        if member is not None and not member.ours:
            now = time.monotonic()
            self._resting = {address: until for address, until in self._resting.items() if until > now}
            self._resting[line.address] = now + STOCK_RESTS
        line.close(reason)

    def _state(self) -> bytes:
        self._save()
        return self._session.state()

    def _save(self) -> None:
        """Let the session take what guests sent, and tell them once it is durable."""
        batch, self._batch = self._batch, []
        if batch:
            names = dict.fromkeys(apply.name for apply in batch if apply.name)
            self._merging = True
            try:
                self._session.merge(frames.together([apply.update for apply in batch]), peer=", ".join(names))
            except KnownError:
                # It is on the board and in memory; the guests hear that it was taken once the disk has it.
                self._retries.start(_RETRY)
            finally:
                self._merging = False
        self._numbers.settle()
        if not self._session.read_only:
            unsaved, self._unsaved = self._unsaved, []
            self._carry_out(list(unsaved))

    def _hand_in(self, sheet: HandIn) -> None:
        from stworkshop.commands.base import Refused

        taken = self._session.take_sheet(sheet.arguments, sheet.sheet, sheet.own)
        refusal, row = (taken.message, b"") if isinstance(taken, Refused) else ("", taken)
        effects = self.room.sheet_answered(sheet, refusal, row)
        if not refusal:
            self._tell_count(str(sheet.arguments["round"]))
        self._carry_out(effects)

    def _tell_count(self, round_id: str) -> None:
        # Never from which guest a sheet came: what is told may be written down.
        self.told.emit({"event": "sheet", "round": round_id, "in": self._session.sheets_in(round_id)})

    def _edited(self, update: bytes) -> None:
        if not self._merging:
            self._carry_out(self.room.host_edited(update))

    def _changed(self, changed: Changed) -> None:
        if changed.origin == "saved":
            self._retries.stop()
            self._save()
        if self._session.lineage != self._lineage:
            # Somebody was forgotten: what guests have and send belongs to another session now.
            self._batch, self._unsaved = [], []
            self.close()
            self._lineage = self._session.lineage
            self.told.emit({"event": "began anew"})
        if changed.change:
            self.told.emit({"event": "edit", "origin": changed.origin, "label": changed.label})
        elif changed.label:
            self.told.emit({"event": changed.origin, "message": changed.label})

    def _tell_unseen(self, reason: str) -> None:
        message = _("The room is not seen by itself on this network; guests type its address. ({reason})")
        self.told.emit({"event": "not announced", "message": message.format(reason=reason)})

    def _tell(self, effect: Told) -> None:
        member = self.room.members.get(effect.peer)
        told = {"event": effect.event, "guest": effect.peer, "name": effect.name, "guests": len(self.room.members)}
        if member is not None:
            told["role"] = member.role
        if effect.message:
            told["message"] = effect.message
        if effect.cut:
            told["cut off"] = True
        self.told.emit(told)


def check_address(words: str) -> None:
    """Raise Usage for an address to listen on that is none, such as 300.1.1.1; '' stands for all."""
    if words and QHostAddress(words).isNull():
        raise jobs.Usage(_("{words} is no address of a laptop, such as 192.168.1.20").format(words=words))


def run(given: argparse.Namespace) -> int:
    """Host a session without a screen until it is interrupted."""
    if given.code and not is_code(given.code):
        raise jobs.Usage(_("a room’s code has {n} digits").format(n=DIGITS))
    if not 0 <= given.port <= 65535:
        raise jobs.Usage(_("a port is a number from 0 to 65535"))
    if given.growth is not None and given.growth < 1:
        raise jobs.Usage(_("guests may add one megabyte or more"))
    check_address(given.address)
    private_traceback.install()
    with jobs.open_named(given, given.session) as session:
        application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
        asks = not given.json and somebody_sits_here()
        growth = given.growth or GROWTH
        host = Host(session, code=given.code, role=given.role, stock=given.open, growth=growth, by_hand=asks)
        if asks:
            TerminalDoor(host, given.role, parent=host).listen(sys.stdin)
        for asked in session.board.rounds if given.passed_on else ():
            host.allow_several(asked, True)
        host.told.connect(lambda event: _print(event, as_json=given.json))
        WriteBack(session, host)
        url = host.open(given.port, given.address)
        _print({"url": url, "code": host.door.code, "fingerprint": host.door.fingerprint}, as_json=given.json)
        phones = _phones(given, session, host) if given.phones else None
        before = {number: signal.signal(number, lambda *_: application.quit()) for number in _ENDS}
        # Python hears a signal between two of its own steps, and Qt alone would make none.
        heartbeat = QTimer()
        heartbeat.timeout.connect(lambda: None)
        heartbeat.start(200)
        try:
            application.exec()
        finally:
            heartbeat.stop()
            if phones is not None:
                phones.end()
            host.finish()
            for number, handler in before.items():
                signal.signal(number, handler)
    return 0


_ENDS = (signal.SIGINT, signal.SIGTERM)


def _phones(given: argparse.Namespace, session: Session, host: Host) -> AlwaysAsking:
    """Ask telephones beside the room; Qt's web server is loaded only here."""
    from ui.lan.phone_hosting import AlwaysAsking

    made = AlwaysAsking(session, one_each=given.one_each, people=given.people, address=given.address, parent=host)
    made.told.connect(lambda event: _print(event, as_json=given.json))
    made.begin()
    return made


def _print(event: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(event, ensure_ascii=True), flush=True)
    else:
        terminal.say(terminal.facts({name: value for name, value in event.items() if value not in ("", None)}))
