"""Reading a session from a file of any format that holds one, complete with codes, sizes and places of its cards.

Files of other programs become a session of their own, by what their words most likely mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from stworkshop.errors import KnownError
from stworkshop.exchange import case_yaml, our_json, readers
from stworkshop.exchange.completing import completed as completed
from stworkshop.exchange.incoming import incoming
from stworkshop.exchange.mapping import new_session
from stworkshop.exchange.tables import our_tables
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.session_content import SessionContent

READERS: Mapping[str, Callable[[Path, Catalogue], SessionContent]] = {
    ".json": our_json.read,
    ".yaml": case_yaml.read,
    ".yml": case_yaml.read,
}
"""How a session is read, by the suffix of the file; besides the tables that this program writes."""


def read_any(path: Path, catalogue: Catalogue | None = None) -> SessionContent:
    """Return the complete content of a file; raises BadFile with every mistake, KnownError where it cannot be read."""
    words = catalogue or bundled_catalogue()
    if not is_foreign(path):
        return completed(read_ours(path, words), words)
    found = incoming(path, words)
    return new_session(found.foreign, found.choices, words)


def is_foreign(path: Path) -> bool:
    """Tell whether a file is one of another program: a map or a table that is none of ours."""
    return not our_tables.is_ours(path) and (readers.is_graph(path) or readers.is_table(path))


def not_held(path: Path) -> tuple[str, ...]:
    """Return sentences about what a file that this program wrote cannot hold of a session."""
    return () if path.suffix.lower() in (*READERS, ".stw") else (our_tables.not_held(),)


def read_ours(path: Path, catalogue: Catalogue) -> SessionContent:
    """Return the content of a file that this program wrote or that was written for it; raises as `read_any` does."""
    if path.is_dir() or path.suffix.lower() in (".csv", ".xlsx", ".zip"):
        return our_tables.read(path, catalogue)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        endings = (*READERS, ".csv.zip", *readers.TABLES, *readers.GRAPHS)
        raise KnownError(
            _("“{name}” is not of a format that can be imported.").format(name=path.name),
            todo=_("Formats: {suffixes}.").format(suffixes=", ".join(dict.fromkeys(endings))),
        )
    return reader(path, catalogue)
