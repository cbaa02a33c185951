"""Text of any origin as records hold it: no control characters, no half characters, one kind of line end.

Marks that turn the direction of what follows go, too: they make a label look like another one, in a list of ours as in
another program's. What is written from right to left needs none of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_text(value: str) -> str:
    """Return text that every file can hold: no control characters, no half characters, one kind of line end."""
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _LINE_ENDS.sub("\n", value))
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def clean_value(value: Any) -> Any:
    """Return a value of a field with every text in it cleaned, lists and groups included."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {clean_text(str(name)): clean_value(item) for name, item in value.items()}
    return [clean_value(item) for item in value] if isinstance(value, list | tuple) else value


def clean_label(value: str) -> str:
    """Return the words on a card as one line without needless spaces."""
    return " ".join(clean_text(value).split())
