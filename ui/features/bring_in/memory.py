"""Choices for columns that are offered again for files like it: one small file for each set of names of columns."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from stworkshop.errors import KnownError
from stworkshop.exchange.tables import saved_mapping
from stworkshop.exchange.tables.table_columns import LABEL, ColumnChoices

_MOST = 200


class Memory:
    """Keeps choices in a folder of the person's own; a damaged file is passed over."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or user_data_path("STWorkshop", appauthor=False) / "columns"

    def all(self) -> list[ColumnChoices]:
        """Return what is remembered, newest first."""
        found = []
        for path in self._files()[:_MOST]:
            with suppress(KnownError):
                found.append(saved_mapping.read(path))
        return found

    def keep(self, columns: ColumnChoices) -> None:
        """Remember choices in the place of those for the same columns; what the disk does not take is let be."""
        if LABEL not in columns.roles:
            return
        names = "\0".join(" ".join(head.split()).casefold() for head in columns.heads)
        digest = hashlib.sha256(f"{columns.first_row_holds_names}\0{names}".encode("utf-8", "backslashreplace"))
        with suppress(KnownError, OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            saved_mapping.write(columns, self.folder / f"{digest.hexdigest()[:16]}.json")
            for old in self._files()[_MOST:]:
                old.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        try:
            dated = [(path.stat().st_mtime_ns, path) for path in self.folder.glob("*.json")]
        except OSError:
            return []
        return [path for _at, path in sorted(dated, reverse=True)]
