"""Opening files of other programs without trust: XML, JSON, archives and packed text, each with its limits.

Whatever is wrong with a file is a KnownError with a sentence; no path that a file names is ever opened or written.
"""

from __future__ import annotations

import html
import io
import json
import lzma
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import LARGEST_FILE
from stworkshop.graphics import text_measure
from stworkshop.i18n import gettext as _
from stworkshop.system import whole_files

DEEPEST = 200
"""Levels of XML elements, or of JSON lists and groups, within one another."""
MOST_ELEMENTS = 600_000
"""XML elements in a file: a map with as many cards and links as are taken has some half of them."""
MOST_MEMBERS = 2_000
"""Files in an archive."""
LARGEST_RATIO = 400
"""How many times larger a member of an archive may be than it is packed; text of models is some twenty times."""
FARTHEST = 1_000_000.0
_LONGEST_NUMBER = 300
_TAG = re.compile(r"<!--[^<>]*-->|<(/?)([A-Za-z][A-Za-z0-9]*+)[^<>]*+>")
_BREAKING = frozenset(("br", "p", "div", "li", "ul", "ol", "tr", "table", "hr", "blockquote", "pre")) | {
    *("h1", "h2", "h3", "h4", "h5", "h6")
}
_SILENT = frozenset(("style", "script"))
_NEWLINES = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n\s*\n+")


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file; raises KnownError where it is too large or cannot be read."""
    data = whole_files.bytes_of(path, LARGEST_FILE)
    if len(data) > LARGEST_FILE:
        raise unfit(path.name, _("It is larger than {size} MB.").format(size=LARGEST_FILE // 1_000_000))
    return data


def unfit(name: str, why: str) -> KnownError:
    """Return the error for a file that cannot be brought in; `why` is a sentence."""
    what = _("“{name}” cannot be brought in.").format(name=name)
    return KnownError(f"{what} {why}", _("Nothing was changed."))


def xml_tree(data: bytes | str, name: str) -> Element:
    """Return the root of an XML text; raises KnownError for entities, document types, bombs, and what is no XML."""
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
    parser = DefusedXMLParser(target=_LimitedBuilder(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException:
        raise unfit(
            name, _("It brings along a document type or entities of its own, which are not read for safety.")
        ) from None
    except _TooMuch:
        raise unfit(name, _("It has more parts, or parts within parts, than a map has.")) from None
    except ParseError as error:
        line, column = getattr(error, "position", (0, 0))
        why = _("It is not whole XML: line {line}, column {column}.").format(line=line, column=column + 1)
        raise unfit(name, why) from None
    except (ValueError, LookupError, OverflowError, AssertionError, TypeError):
        raise unfit(name, _("It is not XML in an encoding that is known.")) from None
    if not isinstance(root, Element):
        raise unfit(name, _("It is empty."))
    return root


class _TooMuch(Exception):
    """More elements, or deeper ones, than are read."""


class _LimitedBuilder(TreeBuilder):
    """Builds a tree and stops where it gets too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise _TooMuch
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children of these names, whatever their namespace."""
    return (child for child in element if local(child) in names)


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace; "" where there is none."""
    found = element.get(name)
    if found is None:
        found = next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
    return found


def text_of(element: Element | None) -> str:
    """Return all text in an element; "" where there is no element."""
    return "" if element is None else "".join(element.itertext())


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, or UTF-16 where its first bytes say so; raises KnownError for other bytes."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise unfit(name, _("It is not text in UTF-8.")) from None


def json_value(source: str, name: str) -> Any:
    """Return the value of a JSON text, read as other programs do: of a name that stands twice the last one counts."""
    try:
        value = json.loads(source, parse_int=_number, parse_float=_number, parse_constant=lambda _word: None)
    except (json.JSONDecodeError, RecursionError) as error:
        if isinstance(error, RecursionError):
            raise unfit(name, _("It has more parts, or parts within parts, than a map has.")) from None
        why = _("It is not whole JSON: line {line}, column {column}.").format(line=error.lineno, column=error.colno)
        raise unfit(name, why) from None
    if _depth_of(value) > DEEPEST:
        raise unfit(name, _("It has more parts, or parts within parts, than a map has."))
    return value


def _number(digits: str) -> int | float | None:
    """Return a number of JSON; None for one that no map holds."""
    if len(digits) > _LONGEST_NUMBER:
        return None
    try:
        return int(digits)
    except ValueError:
        found = float(digits)
        return found if math.isfinite(found) else None


def _depth_of(value: Any) -> int:
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        depth += 1
        level = [item for holder in level for item in _items(holder)]
    return depth


def _items(holder: Any) -> list[Any]:
    items = holder.values() if isinstance(holder, dict) else holder if isinstance(holder, list) else ()
    return [item for item in items if isinstance(item, dict | list)]


def archive_member(data: bytes, name: str, wanted: str) -> tuple[bytes, list[str]]:
    """Return one file of a zip archive, and the names of all in it; raises KnownError for what is no sound archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > 4 * LARGEST_FILE:
                raise unfit(name, _("The archive holds more than a model does."))
            found = next((info for info in infos if info.filename == wanted), None)
            if found is None:
                raise unfit(name, _("The archive holds no file “{wanted}”.").format(wanted=wanted))
            if found.file_size > LARGEST_FILE or found.file_size > LARGEST_RATIO * max(found.compress_size, 1) + 4096:
                raise unfit(name, _("What is packed in it is too large."))
            with archive.open(found) as member:
                content = member.read(LARGEST_FILE + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError) as error:
        raise unfit(name, _("The archive is damaged.")) from error
    except (NotImplementedError, RuntimeError, ValueError, OverflowError) as error:
        raise unfit(name, _("The archive is packed or locked in a way that is not read.")) from error
    if len(content) > LARGEST_FILE:
        raise unfit(name, _("What is packed in it is too large."))
    return content, [info.filename for info in infos]


def inflated(data: bytes, name: str, largest: int = LARGEST_FILE) -> bytes:
    """Return what raw deflate has packed; raises KnownError where it is damaged or larger than `largest` bytes."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacking.decompress(data, largest + 1)
    except zlib.error:
        raise unfit(name, _("A page of it is packed, and cannot be unpacked.")) from None
    if len(content) > largest:
        raise unfit(name, _("What is packed in it is too large."))
    if not unpacking.eof:
        raise unfit(name, _("A page of it is packed, and cannot be unpacked."))
    return content


def plain(markup: str) -> str:
    """Return the text of HTML, in lines as it reads; text without tags only loses its character references."""
    kept: list[str] = []
    at, silent = 0, ""
    for tag in _TAG.finditer(markup):
        if not silent:
            kept.append(markup[at : tag.start()])
        at = tag.end()
        word = (tag[2] or "").lower()
        if silent:
            silent = "" if word == silent and tag[1] else silent
        elif word in _SILENT and not tag[1] and not tag[0].endswith("/>"):
            silent = word
        elif word in _BREAKING:
            kept.append("\n• " if word == "li" and not tag[1] else "\n")
        elif word in ("td", "th"):
            kept.append(" ")
    if not silent:
        kept.append(markup[at:])
    return lines(html.unescape("".join(kept)).replace("\N{NO-BREAK SPACE}", " "))


def lines(words: str) -> str:
    """Return text that every file can hold, without needless empty lines."""
    clean = text_measure.clean(_NEWLINES.sub("\n", words))
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in clean.split("\n"))).strip()


def words_of(value: Any) -> str:
    """Return a JSON value as words: lists joined by commas, groups as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float):
        return lines(str(value))
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return ", ".join(filter(None, map(words_of, value)))
    return lines(json.dumps(value, ensure_ascii=False))


def number(value: Any) -> float | None:
    """Return a coordinate, finite and within reach; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str) and len(value) > _LONGEST_NUMBER:
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return max(-FARTHEST, min(FARTHEST, found)) if math.isfinite(found) else None
