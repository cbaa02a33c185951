"""The squares of a QR code."""

from __future__ import annotations

from functools import lru_cache

QUIET = 4
"""Modules that stay white around a code, or cameras do not find it."""


@lru_cache(maxsize=512)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a text's code, True for black, with the middle level of mending."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    made = QRCode(None, QRErrorCorrectLevel.M)
    made.addData(text)
    made.make()
    count = range(made.getModuleCount())
    return tuple(tuple(bool(made.isDark(down, across)) for across in count) for down in count)
