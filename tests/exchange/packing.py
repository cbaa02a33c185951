"""Packing files as other programs pack theirs, to see that they are unpacked right."""

import base64
import io
import re
import zipfile
import zlib
from urllib.parse import quote


def packed_text(text: str) -> str:
    """Return text as PRSM keeps it: LZ78 codes, lowest bit first, fifteen bits in each character from the highest."""
    raw = text.encode("utf-16-le", "surrogatepass")
    units = [chr(int.from_bytes(raw[at : at + 2], "little")) for at in range(0, len(raw), 2)]
    bits: list[int] = []
    codes: dict[str, int] = {}
    new: set[str] = set()
    room, wide = 2, 2

    def put(number: int, count: int) -> None:
        bits.extend(number >> place & 1 for place in range(count))

    def grow() -> None:
        nonlocal room, wide
        room -= 1
        if not room:
            room, wide = 1 << wide, wide + 1

    def say(word: str) -> None:
        if word in new:
            short = ord(word) < 256
            put(0 if short else 1, wide)
            put(ord(word), 8 if short else 16)
            new.remove(word)
            grow()
        else:
            put(codes[word], wide)
        grow()

    word = ""
    for unit in units:
        if unit not in codes:
            codes[unit] = len(codes) + 3
            new.add(unit)
        if word + unit in codes:
            word += unit
            continue
        say(word)
        codes[word + unit] = len(codes) + 3
        word = unit
    if word:
        say(word)
    put(2, wide)
    bits += [0] * (15 - len(bits) % 15)
    values = ("".join(map(str, bits[at : at + 15])) for at in range(0, len(bits), 15))
    return "".join(chr(int(value, 2) + 32) for value in values) + " "


def deflated(data: bytes) -> bytes:
    """Return data in raw deflate."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


def packed_drawing(drawing: bytes) -> bytes:
    """Return a draw.io file with each page packed as draw.io does where it is told to."""

    def page(match: re.Match[bytes]) -> bytes:
        return base64.b64encode(deflated(quote(match[0].decode()).encode()))

    return re.sub(rb"<mxGraphModel.*?</mxGraphModel>", page, drawing, flags=re.S)


def archived(model: bytes, pictures: int = 2, name: str = "model.xml") -> bytes:
    """Return a model in an archive with pictures, as Archi saves one that has some."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 12, 0, 0)), model, zipfile.ZIP_DEFLATED)
        for number in range(pictures):
            archive.writestr(zipfile.ZipInfo(f"images/{number}.png", (2026, 3, 1, 12, 0, 0)), b"invented")
    return held.getvalue()
