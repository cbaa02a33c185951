"""Pictures on cards: made small and without what a camera adds, and looked at closely before they are shown.

A picture travels as base64 text of a PNG or JPEG. What somebody chooses is scaled down and written anew, so that of
the file nothing but its pixels is kept: no place, no time, no device. What comes from outside is decoded within bounds.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _

if TYPE_CHECKING:
    from PIL import Image as Pillow

LONGEST_SIDE = 800
"""Pixels of the longer side of a picture on a card."""
MOST_BYTES = 100_000
"""Bytes of a picture on a card."""
LONGEST_DATA = (MOST_BYTES + 2) // 3 * 4
"""Letters of the text that holds one."""
MOST_PIXELS = 80_000_000
"""Pixels of a picture that is scaled down; a camera makes some fifty million, more is a bomb or a map of a country."""
LARGEST_FILE = 40_000_000
"""Bytes of a file that is read."""
READ = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
"""Formats that are read; the first two are those that a card keeps."""
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
_KEPT = READ[:2]
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_QUALITIES = (85, 75, 65, 55, 45)
_SMALLER = 0.8
_PLAIN_KEYS = frozenset(("jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "srgb", "transparency"))
"""What a picture may say of itself beside its pixels."""


def fitted(data: bytes) -> bytes:
    """Return a picture for a card: at most LONGEST_SIDE pixels and MOST_BYTES, without metadata; raises KnownError."""
    from PIL import Image, ImageOps  # slow to load, and most sessions have no pictures

    if len(data) > LARGEST_FILE:
        raise _unfit(_("The file is larger than {size} MB.").format(size=LARGEST_FILE // 1_000_000))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = Image.open(io.BytesIO(data), formats=READ)
            if found.width * found.height > MOST_PIXELS:
                raise _unfit(_("It has more than {n} million pixels.").format(n=MOST_PIXELS // 1_000_000))
            found.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a large JPEG is decoded small at once
            upright = ImageOps.exif_transpose(found)
            see_through = upright.has_transparency_data
            plain = upright.convert("RGBA" if see_through else "RGB")
    except KnownError:
        raise
    except Exception:  # decoders raise whatever they like at what is no picture
        raise _unfit(_("It is no picture that can be read, or it is damaged.")) from None
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _written(plain, see_through)


def _written(picture: Pillow.Image, see_through: bool) -> bytes:
    """Return the smallest of what keeps the picture well: PNG where that is small enough, else JPEG."""
    from PIL import Image

    while True:
        clean = Image.new(picture.mode, picture.size)
        clean.paste(picture)
        as_png = _saved(clean, "PNG", optimize=True)
        if len(as_png) <= MOST_BYTES // (1 if see_through else 2):
            return as_png
        if see_through:
            ground = Image.new("RGB", clean.size, "white")
            ground.paste(clean, mask=clean.getchannel("A"))
            clean = ground
        for quality in _QUALITIES:
            as_jpeg = _saved(clean, "JPEG", quality=quality, optimize=True)
            if len(as_jpeg) <= MOST_BYTES:
                return as_jpeg
        picture = picture.resize((max(1, int(picture.width * _SMALLER)), max(1, int(picture.height * _SMALLER))))


def _saved(picture: Pillow.Image, form: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def as_text(data: bytes) -> str:
    """Return the text that holds a picture."""
    return base64.b64encode(data).decode("ascii")


def is_text(value: object) -> bool:
    """Tell whether a value can be the text of a picture, by its letters and its length alone; "" is none."""
    return (
        isinstance(value, str) and len(value) <= LONGEST_DATA and not len(value) % 4 and bool(_BASE64.fullmatch(value))
    )


def shown(text: str) -> bytes:
    """Return the bytes of a picture that may be shown, b"" where the text holds none: it is looked at, not trusted."""
    return _sound(text)[0]


def size(text: str) -> tuple[int, int]:
    """Return the width and height of a picture in pixels, (0, 0) where the text holds none."""
    return _sound(text)[1]


def problem(text: str) -> str:
    """Return why a text is no picture for a card, a sentence, "" where it is one: sound, small, and nothing beside."""
    from PIL import Image

    if not text or not shown(text):
        return _("It is no picture that can be read, or it is damaged.")
    with Image.open(io.BytesIO(shown(text)), formats=_KEPT) as found:
        found.load()
        extra = {str(key).lower() for key in found.info} - _PLAIN_KEYS
    return _("It holds more than a picture.") if extra else ""


@lru_cache(maxsize=256)
def _sound(text: str) -> tuple[bytes, tuple[int, int]]:
    if not text or not is_text(text):
        return b"", (0, 0)
    from PIL import Image

    try:
        data = base64.b64decode(text, validate=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_KEPT) as found:
                if max(found.size) > LONGEST_SIDE or getattr(found, "n_frames", 1) != 1:
                    return b"", (0, 0)
                found.load()
                return data, found.size
    except Exception:  # decoders raise whatever they like at what is no picture
        return b"", (0, 0)


def _unfit(why: str) -> KnownError:
    return KnownError(
        _("This cannot be put on the card. {why}").format(why=why),
        _("Nothing was changed."),
        _("Choose another photo or drawing."),
    )
