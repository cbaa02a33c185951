"""A write-ahead log of SQLite, put into the bytes of its file: in memory, so that no copy is left in any folder.

The format is that of https://www.sqlite.org/fileformat2.html, section 4, "The Write-Ahead Log".
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import numpy as np

_HEADER, _FRAME = 32, 24
_MAGIC = 0x377F0682
"""Its last bit says whether the words that are summed up are big-endian."""

_Sums = tuple[int, int]


def with_log(content: bytes, log: bytes) -> bytes:
    """Return a file's bytes as SQLite sees them: with its log, up to the last transaction that is whole in it.

    A log that is none, or that belongs to another file, changes nothing.
    """
    if len(log) < _HEADER or len(content) < 100:
        return content
    magic, _version, page, _number, salts, *sums = struct.unpack(">IIII8sII", log[:_HEADER])
    if magic & ~1 != _MAGIC or page != _page_size(content):
        return content
    order = ">" if magic & 1 else "<"
    if _summed(np.frombuffer(log[: _HEADER - 8], f"{order}u4"), (0, 0)) != tuple(sums):
        return content
    return _with_frames(content, log, page, salts, order, (sums[0], sums[1]))


def _with_frames(content: bytes, log: bytes, page: int, salts: bytes, order: str, sums: _Sums) -> bytes:
    """Return the bytes with the frames of the log up to the last commit before the first frame that is not sound."""
    made = bytearray(content)
    waiting: dict[int, int] = {}
    length = _FRAME + page
    for at in range(_HEADER, len(log) - length + 1, length):
        number, pages, own, *found = struct.unpack(">II8sII", log[at : at + _FRAME])
        words = np.frombuffer(log[at : at + 8] + log[at + _FRAME : at + length], f"{order}u4")
        sums = _summed(words, sums)
        if own != salts or tuple(found) != sums or number == 0:
            break
        waiting[number] = at + _FRAME
        if pages:
            _resize(made, pages * page)
            for page_number, start in waiting.items():
                if page_number <= pages:
                    made[(page_number - 1) * page : page_number * page] = log[start : start + page]
            waiting.clear()
    return bytes(made)


def _resize(made: bytearray, size: int) -> None:
    del made[size:]
    made.extend(bytes(size - len(made)))


def _page_size(content: bytes) -> int:
    size = int.from_bytes(content[16:18], "big")
    return 65_536 if size == 1 else size


def _summed(words: Any, sums: _Sums) -> _Sums:
    """Go on with a log's two sums over words of 32 bits.

    Each word makes the next of a sequence in which every member is the sum of the two before it and the word, so that a
    word counts as often as the Fibonacci number of its distance from the end.
    """
    n = len(words)
    weights = _fibonacci(n + 2)
    back = weights[n:0:-1]
    first = int(weights[n - 1]) * sums[0] + int(weights[n]) * sums[1]
    second = int(weights[n]) * sums[0] + int(weights[n + 1]) * sums[1]
    native = words.astype(np.uint32, copy=False)
    first += int(np.sum(native * weights[n - 1 :: -1][:n], dtype=np.uint32))
    second += int(np.sum(native * back, dtype=np.uint32))
    return first & 0xFFFFFFFF, second & 0xFFFFFFFF


@cache
def _fibonacci(count: int) -> Any:
    """Return the first Fibonacci numbers, from 0 on, modulo 2**32."""
    numbers = [0, 1]
    while len(numbers) < count:
        numbers.append((numbers[-1] + numbers[-2]) & 0xFFFFFFFF)
    return np.array(numbers, dtype=np.uint32)
