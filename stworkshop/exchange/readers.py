"""Which module reads the files of other programs, by the ending of the name."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import Foreign
from stworkshop.i18n import gettext as _

GRAPHS: Mapping[str, str] = MappingProxyType({})
"""Files that hold cards and links: by ending the module whose `read(path)` returns a Foreign, or raises KnownError."""

TABLES = (".csv", ".tsv", ".xlsx")
"""Files that hold tables, whose columns a person gives a meaning first."""


def is_graph(path: Path) -> bool:
    """Tell whether a file of this name holds cards and links of another program."""
    return path.suffix.lower() in GRAPHS


def is_table(path: Path) -> bool:
    """Tell whether a file of this name holds tables."""
    return path.suffix.lower() in TABLES


def read_foreign(path: Path) -> Foreign:
    """Return the cards and links of a file; raises KnownError with one sentence where it cannot be read."""
    module = GRAPHS.get(path.suffix.lower())
    if module is None:
        raise KnownError(_("“{name}” is not of a format that can be brought in.").format(name=path.name))
    foreign: Foreign = importlib.import_module(module).read(path)
    return foreign
