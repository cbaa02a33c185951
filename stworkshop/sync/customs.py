"""What an update of a document may hold, read before the library sees it: for its sake, who sends it may be anybody.

The library walks through what is nested without an end, so that a few kilobytes of brackets in brackets end the whole
program, and it sets memory aside for as many things as an update says it has. So every update that comes off the wire
is walked through here first, byte by byte, as far as programs of ours make them, and other Yjs programs that edit maps.
"""

from __future__ import annotations

DEEPEST_VALUE = 16
"""So deep may lists and objects stand in one another."""
DEEPEST_MAP = 3
"""So deep may maps stand in one another within one update; a record's set stands in its record."""
_LONGEST_CLOCK = 2**31

_GARBAGE, _DELETED, _TYPE, _ANY, _SKIP = 0, 1, 7, 8, 10
_MAP = 1
_ORIGIN, _RIGHT_ORIGIN, _PARENT_SUB = 0x80, 0x40, 0x20
_ARRAY, _OBJECT, _STRING, _BYTES, _WHOLE = 117, 118, 119, 116, 125
_FIXED = {127: 0, 126: 0, 121: 0, 120: 0, 124: 4, 123: 8, 122: 8}

_Id = tuple[int, int]


class Unsound(ValueError):
    """An update that is none, or that no program makes which means well."""


def inspect(update: bytes) -> None:
    """Walk through an update; raises Unsound."""
    walk = _Walk(update)
    walk.structs()
    walk.deletions()
    if walk.at != len(update):
        raise Unsound


class _Walk:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0
        self._depths: dict[_Id, int] = {}
        self._parents: dict[_Id, int] = {}

    def structs(self) -> None:
        for _client in range(self._count()):
            count, client, clock = self._count(), self._number(), self._clock()
            for _struct in range(count):
                clock += self._struct(client, clock)
                if clock >= _LONGEST_CLOCK:
                    raise Unsound

    def deletions(self) -> None:
        for _client in range(self._count()):
            self._number()
            for _range in range(self._count()):
                self._clock()
                self._clock()

    # --- one piece

    def _struct(self, client: int, clock: int) -> int:
        """Walk over a struct and return how much of the clock it takes."""
        info = self._byte()
        if info in (_GARBAGE, _SKIP):
            return self._length()
        depth = self._place(info)
        sort = info & 31
        if sort == _TYPE:
            if self._number() != _MAP or depth >= DEEPEST_MAP:
                raise Unsound
            self._depths[client, clock] = depth + 1
        elif sort not in (_ANY, _DELETED):
            raise Unsound
        # What follows in the same place names only the one before it.
        self._parents[client, clock] = depth
        if sort == _TYPE:
            return 1
        length = self._length()
        if sort == _ANY:
            if length > len(self._data) - self.at:
                raise Unsound
            for _value in range(length):
                self._value()
        return length

    def _place(self, info: int) -> int:
        """Walk over where a struct stands and return how deep that is, as far as the update tells."""
        before = self._id() if info & _ORIGIN else None
        after = self._id() if info & _RIGHT_ORIGIN else None
        if before is not None or after is not None:
            known = [self._parents[one] for one in (before, after) if one is not None and one in self._parents]
            return known[0] if known else 1
        depth = 0
        if self._number() == 1:
            self._text()
        else:
            depth = self._depths.get(self._id(), 1)
        if info & _PARENT_SUB:
            self._text()
        return depth

    def _value(self) -> None:
        """Walk over one value with all that is in it."""
        open_ = [1]
        named = [False]
        while open_:
            if not open_[-1]:
                open_.pop()
                named.pop()
                continue
            open_[-1] -= 1
            if named[-1]:
                self._text()
            sort = self._byte()
            if sort in (_ARRAY, _OBJECT):
                if len(open_) > DEEPEST_VALUE:
                    raise Unsound
                open_.append(self._count())
                named.append(sort == _OBJECT)
            elif sort == _STRING:
                self._text()
            elif sort == _BYTES:
                self._skip(self._number())
            elif sort == _WHOLE:
                self._number()
            elif sort in _FIXED:
                self._skip(_FIXED[sort])
            else:
                raise Unsound

    # --- bytes

    def _byte(self) -> int:
        if self.at >= len(self._data):
            raise Unsound
        self.at += 1
        return self._data[self.at - 1]

    def _number(self) -> int:
        data, at = self._data, self.at
        value = shift = 0
        for byte in data[at : at + 10]:
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                self.at = at
                return value
            shift += 7
        raise Unsound

    def _count(self) -> int:
        """Read how many things follow, each of which takes a byte at least."""
        count = self._number()
        if count > len(self._data) - self.at:
            raise Unsound
        return count

    def _clock(self) -> int:
        clock = self._number()
        if clock >= _LONGEST_CLOCK:
            raise Unsound
        return clock

    def _length(self) -> int:
        length = self._clock()
        if not length:
            raise Unsound
        return length

    def _id(self) -> _Id:
        return self._number(), self._clock()

    def _text(self) -> None:
        length = self._number()
        start = self.at
        self._skip(length)
        try:
            self._data[start : self.at].decode()
        except UnicodeDecodeError as error:
            raise Unsound from error

    def _skip(self, length: int) -> None:
        if length > len(self._data) - self.at:
            raise Unsound
        self.at += length
