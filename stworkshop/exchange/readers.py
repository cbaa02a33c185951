"""Which module reads the files of other programs, by the ending of the name."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import Foreign
from stworkshop.exchange.graphs import json_file
from stworkshop.i18n import gettext as _

GRAPHS: Mapping[str, str] = MappingProxyType(
    {
        ".graphml": "stworkshop.exchange.graphs.graphml",
        ".prsm": "stworkshop.exchange.graphs.prsm",
        ".json": "stworkshop.exchange.graphs.json_file",
        ".drawio": "stworkshop.exchange.graphs.drawio",
        ".xml": "stworkshop.exchange.graphs.xml_file",
        ".archimate": "stworkshop.exchange.graphs.archimate",
        ".txt": "stworkshop.exchange.graphs.outline",
        ".md": "stworkshop.exchange.graphs.outline",
        ".opml": "stworkshop.exchange.graphs.outline",
    }
)
"""Files that hold cards and links: by ending the module whose `read(path)` returns a Foreign, or raises KnownError."""

TABLES = (".csv", ".tsv", ".xlsx")
"""Files that hold tables, whose columns a person gives a meaning first."""


def is_graph(path: Path) -> bool:
    """Tell whether a file holds cards and links of another program: by its name, or what is in it where it is JSON."""
    ending = path.suffix.lower()
    return ending in GRAPHS and (ending != ".json" or json_file.is_foreign(path))


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
