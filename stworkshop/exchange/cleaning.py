"""Text of any origin as records hold it: no control characters, no half characters, one kind of line end."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_text(value: str) -> str:
    """Return text that every file can hold: no control characters, no half characters, one kind of line end."""
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", value.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def clean_label(value: str) -> str:
    """Return the words on a card as one line without needless spaces."""
    return " ".join(clean_text(value).split())
