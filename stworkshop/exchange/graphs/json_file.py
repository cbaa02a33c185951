"""Reading a `.json` file of another program: of Kumu or of PRSM, whichever it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import LARGEST_FILE, Foreign
from stworkshop.exchange.graphs import kumu, prsm, safely
from stworkshop.i18n import gettext as _
from stworkshop.system import whole_files


def read(path: Path) -> Foreign:
    """Return the cards and links of a JSON file; raises KnownError where it cannot be read."""
    value = safely.json_value(safely.decoded(safely.bytes_of(path), path.name), path.name)
    if kumu.is_map(value):
        return kumu.from_value(value, path)
    if prsm.is_map(value):
        return prsm.from_value(value, path)
    raise safely.unfit(path.name, _("It is neither of Kumu nor of PRSM, nor a session."))


def is_foreign(path: Path) -> bool:
    """Tell whether a JSON file is whole and of another program, and so no session of ours, sound or damaged."""
    try:
        value: Any = json.loads(whole_files.bytes_of(path, LARGEST_FILE))
    except (KnownError, ValueError, RecursionError):
        return False
    return isinstance(value, Mapping) and (kumu.is_map(value) or ("format" not in value and prsm.is_map(value)))
