"""Pictures for tests, made up."""

from __future__ import annotations

import io
import random
from functools import cache
from typing import Any

from PIL import Image

from stworkshop.graphics import card_image

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFUlEQVR42mM8YWPEgA0wMeAAg1MCAPdiAUbGh71mAAAAAElFTkSuQmCC"
"""A picture of eight by eight pixels."""


def photo(width: int, height: int, *, noise: bool = False) -> Image.Image:
    """Return a picture with a bright corner; with `noise` one that packs badly."""
    made = Image.new("RGB", (width, height), (90, 140, 190))
    if noise:
        made = Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))
    made.paste((240, 230, 60), (0, 0, width // 4, height // 4))
    return made


def file_of(picture: Image.Image, form: str, **options: Any) -> bytes:
    """Return a picture as the bytes of a file."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


@cache
def text_of(colour: str = "red", side: int = 16) -> str:
    """Return the text of a small picture as a card keeps it."""
    return card_image.as_text(card_image.fitted(file_of(Image.new("RGB", (side, side), colour), "PNG")))
