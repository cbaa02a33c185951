"""Rows read page by page from the bytes of a SQLite file, where its head, its order or some of its pages are damaged.

Tables of ours are WITHOUT ROWID: their rows stand in the pages of an index tree, each with its key first. Of each page
only the cells count to which its own list points; a row counts where it is whole, to the byte. Which table a page
belongs to says the tree that leads to it, and where that is broken the shape of its rows.

The format: https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

Values = tuple[object, ...]

HEADER = 100
_SIZES = (4096, 1024, 512, 2048, 8192, 16384, 32768, 65536)
_INDEX_INNER, _TABLE_INNER, _INDEX_LEAF, _TABLE_LEAF = 2, 5, 10, 13
_INNER = (_INDEX_INNER, _TABLE_INNER)
_SORTS = (_INDEX_LEAF, _INDEX_INNER, _TABLE_LEAF, _TABLE_INNER)
_LENGTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)
"""Bytes of the values of the first sorts; 10 and 11 are not used."""
_LONGEST_HEAD = 200
"""Bytes that say of what sorts the values of a row are; no table of ours has fifty columns."""
_SAMPLE = 1 << 18


class Root(NamedTuple):
    """What a file says of one of its trees: its sort (table, index), its name, its first page, its statement."""

    sort: str
    name: str
    page: int
    statement: str


class Pages:
    """The pages of a file; those that are none are passed over."""

    def __init__(self, content: bytes, size: int = 0) -> None:
        self._size = size or _page_size(content)
        self.count = -(-len(content) // self._size)
        # Of a file that was cut off the last page may still have rows.
        self._content = content.ljust(self.count * self._size, b"\0")
        self._parsed: dict[int, tuple[list[Values], list[int]]] = {}

    def roots(self) -> list[Root]:
        """Return what the file says of its trees, as far as that can be read."""
        found = []
        for page in self._walk(1):
            for values in self.rows(page):
                if len(values) == 5 and isinstance(root := values[3], int) and 0 < root <= self.count:
                    found.append(Root(str(values[0]), str(values[1]), root, str(values[4])))
        return found

    def trees(self, roots: Mapping[int, str]) -> dict[int, str]:
        """Return to which of the trees, by their first pages, each page belongs."""
        owners: dict[int, str] = {}
        for root, name in roots.items():
            for page in self._walk(root):
                if page == root or page not in roots:
                    owners.setdefault(page, name)
        return owners

    def rows(self, page: int) -> list[Values]:
        """Return the rows of one page, the first is 1, that are whole."""
        return self._cells(page)[0]

    def _walk(self, root: int) -> Iterator[int]:
        waiting, seen = [root], set[int]()
        while waiting:
            page = waiting.pop()
            if page in seen or not 0 < page <= self.count:
                continue
            seen.add(page)
            yield page
            waiting.extend(self._cells(page)[1])

    def _cells(self, page: int) -> tuple[list[Values], list[int]]:
        """Return the rows of a page, and the pages below it."""
        if page not in self._parsed:
            start = (page - 1) * self._size
            at = start + (HEADER if page == 1 else 0)
            sort = self._content[at]
            # Where the first byte of a page is damaged, the rest tells what it was.
            if sort in _SORTS:
                tried = [self._cells_as(start, at, sort)]
            else:
                tried = [self._cells_as(start, at, one) for one in _SORTS if self._has_a_list(start, at, one)]
            self._parsed[page] = max(tried, key=lambda cells: _whole(cells[0]), default=([], []))
        return self._parsed[page]

    def _has_a_list(self, start: int, at: int, sort: int) -> bool:
        """Tell whether what stands at the beginning of a page can be a list of its cells."""
        count, lowest = struct.unpack_from(">HH", self._content, at + 3)
        first = at - start + (12 if sort in _INNER else 8)
        end = first + 2 * count
        pointers = self._content[start + first : start + end]
        return (
            count > 0
            and end <= lowest
            and all(lowest <= pointer < self._size for (pointer,) in struct.iter_unpack(">H", pointers))
        )

    def _cells_as(self, start: int, at: int, sort: int) -> tuple[list[Values], list[int]]:
        rows: list[Values] = []
        below: list[int] = []
        inner = sort in _INNER
        first = at + (12 if inner else 8)
        most = (start + self._size - first) // 2
        count = min(int.from_bytes(self._content[at + 3 : at + 5]), max(0, most))
        for (pointer,) in struct.iter_unpack(">H", self._content[first : first + 2 * count]):
            cell = start + pointer
            if not first + 2 * count <= cell < start + self._size - 3:
                continue
            if inner:
                below.append(int.from_bytes(self._content[cell : cell + 4]))
                cell += 4
            if sort != _TABLE_INNER and (values := self._row(cell, start + self._size, sort == _TABLE_LEAF)):
                rows.append(values)
        if inner:
            below.append(int.from_bytes(self._content[at + 8 : at + 12]))
        return rows, below

    def _row(self, cell: int, end: int, has_number: bool) -> Values | None:
        try:
            length, at = _number(self._content, cell)
            if has_number:
                _rowid, at = _number(self._content, at)
            return _record(self._payload(length, at, end, has_number), length)
        except (ValueError, IndexError):
            return None

    def _payload(self, length: int, at: int, end: int, has_number: bool) -> bytes:
        """Return the bytes of a row, with those that stand on pages of their own as far as these are to be found.

        Raises ValueError where the row is none.
        """
        usable = self._size  # files of ours leave nothing of a page unused
        most = usable - 35 if has_number else (usable - 12) * 64 // 255 - 23
        least = (usable - 12) * 32 // 255 - 23
        here = length
        if length > most:
            here = least + (length - least) % (usable - 4)
            here = here if here <= most else least
        if at + here > end or length > len(self._content):
            raise ValueError
        parts, missing = [self._content[at : at + here]], length - here
        page = int.from_bytes(self._content[at + here : at + here + 4]) if missing else 0
        while missing > 0:
            if not 0 < page <= self.count or len(parts) > self.count:
                break
            start = (page - 1) * self._size
            parts.append(self._content[start + 4 : start + 4 + min(missing, usable - 4)])
            missing -= len(parts[-1])
            page = int.from_bytes(self._content[start : start + 4])
        return b"".join(parts)


def _whole(rows: list[Values]) -> int:
    return sum(not isinstance(row, Doubtful) for row in rows)


class Doubtful(tuple[object, ...]):
    """The values of a row of which a length is damaged, so that they may begin and end where they should not."""


class Cut(str):
    """Words of which the end is lost."""


def _record(payload: bytes, whole: int) -> Values:
    """Return the values of a row, None or Cut where its bytes end too soon; `whole` is how many there were.

    They are Doubtful where they do not take exactly so many. Raises ValueError where they are none.
    """
    head, at = _number(payload, 0)
    if head > _LONGEST_HEAD:
        raise ValueError
    sorts: list[int] = []
    while at < head:
        sort, at = _number(payload, at)
        sorts.append(sort)
    lengths = [_LENGTHS[sort] if sort < 12 else (sort - 12) // 2 for sort in sorts]
    if at != head:
        raise ValueError
    values: list[object] = []
    for sort, length in zip(sorts, lengths, strict=True):
        content = payload[at : at + length]
        if len(content) == length:
            values.append(_value(sort, content))
        else:
            values.append(Cut(content.decode("utf-8", "ignore")) if sort % 2 and sort > 12 else None)
        at += length
    return tuple(values) if at == whole and {10, 11}.isdisjoint(sorts) else Doubtful(values)


def _value(sort: int, content: bytes) -> object:
    if sort == 0:
        return None
    if sort == 7:
        return float(struct.unpack(">d", content)[0])
    if sort in (8, 9):
        return sort - 8
    if sort in (10, 11):
        return None
    if sort < 7:
        return int.from_bytes(content, signed=True)
    return content.decode("utf-8", "replace") if sort % 2 else content


def _number(content: bytes, at: int) -> tuple[int, int]:
    """Return the number of up to nine bytes that stands there, and where it ends; raises IndexError."""
    value = 0
    for count in range(9):
        byte = content[at + count]
        if count == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 127
        if byte < 128:
            return value, at + count + 1
    raise AssertionError


def _page_size(content: bytes) -> int:
    """Return the size of pages by which most rows at the beginning are whole; what the head says may be damaged."""

    def whole_rows(size: int) -> int:
        pages = Pages(content[:_SAMPLE], size)
        return sum(_whole(pages.rows(page)) for page in range(1, pages.count + 1))

    return max(_SIZES, key=whole_rows)
