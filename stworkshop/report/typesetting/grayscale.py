"""Without colour: while pages are made in grey, every colour is the grey of the same lightness."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_GREY: ContextVar[bool] = ContextVar("grey", default=False)


@contextmanager
def only_black(grey: bool = True) -> Iterator[None]:
    """Make what is drawn in this block without colour, if `grey`."""
    token = _GREY.set(grey)
    try:
        yield
    finally:
        _GREY.reset(token)


def printed(value: str) -> str:
    """Return the colour #RRGGBB as it is printed now; grey by the luma of ITU-R BT.709."""
    if not _GREY.get():
        return value
    red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return "#" + f"{level:02X}" * 3


def picture(data: bytes) -> bytes:
    """Return a PNG or JPEG as it is printed now; in grey as a PNG."""
    if not _GREY.get():
        return data
    from PIL import Image  # slow to load, and most prints have no picture

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as found:
        out = io.BytesIO()
        found.convert("LA" if found.has_transparency_data else "L").save(out, "PNG")
    return out.getvalue()
