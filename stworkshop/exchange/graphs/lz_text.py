"""Unpacking text in which PRSM keeps its maps: LZ78 codes as bits, fifteen in each UTF-16 character.

A packed text is a row of codes, each as wide as the largest code so far needs, lowest bit first. Code 0 announces a new
character of 8 bits, 1 one of 16 bits, 2 is the end; every other code is an entry of the dictionary, which grows by one
with each code.
"""

from __future__ import annotations

_BITS, _SHIFT = 15, 32
"""Bits in each character, and what is added to it so that it is none that files cannot hold."""
_SHORT, _LONG, _END = 0, 1, 2
_FIRST_FREE = 3


class Damaged(ValueError):
    """The packed text ends too early, or names what is not in its dictionary, or is too large when unpacked."""


class _Bits:
    """The bits of a packed text, one after the other."""

    def __init__(self, packed: str) -> None:
        self._values = [ord(character) - _SHIFT for character in packed]
        if any(not 0 <= value < 1 << _BITS for value in self._values):
            raise Damaged
        self._at, self._left = 0, _BITS

    def take(self, count: int) -> int:
        """Return the next `count` bits as a number, the lowest first."""
        found = 0
        for place in range(count):
            if not self._left:
                self._at, self._left = self._at + 1, _BITS
            if self._at >= len(self._values):
                raise Damaged
            self._left -= 1
            found |= (self._values[self._at] >> self._left & 1) << place
        return found


def unpacked(packed: str, longest: int) -> str:
    """Return the text of a packed one; raises Damaged where there is none, or more than `longest` characters."""
    bits = _Bits(packed.strip("\ufeff\r\n"))
    entries: list[str] = ["", "", ""]
    first = bits.take(2)
    if first == _END:
        return ""
    if first not in (_SHORT, _LONG):
        raise Damaged
    before = chr(bits.take(8 if first == _SHORT else 16))
    entries.append(before)
    parts, length, wide, room = [before], len(before), 3, 4
    while True:
        code = bits.take(wide)
        if code == _END:
            return _joined(parts)
        if code in (_SHORT, _LONG):
            entries.append(chr(bits.take(8 if code == _SHORT else 16)))
            code = len(entries) - 1
            room -= 1
            if not room:
                room, wide = 1 << wide, wide + 1
        if code < len(entries):
            entry = entries[code]
        elif code == len(entries):
            entry = before + before[0]
        else:
            raise Damaged
        if code < _FIRST_FREE:
            raise Damaged
        parts.append(entry)
        length += len(entry)
        if length > longest:
            raise Damaged
        entries.append(before + entry[0])
        room -= 1
        if not room:
            room, wide = 1 << wide, wide + 1
        before = entry


def _joined(parts: list[str]) -> str:
    """Return the text; two halves of a character that lies beyond 16 bits become one."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
