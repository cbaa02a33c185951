"""Saving what was chosen as PDF: one file where there is one part, else a file for each in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from stworkshop.files import write_whole
from stworkshop.i18n import gettext as _
from ui.printing.desk import Desk
from ui.printing.parts import Part

_LONGEST = 80


def plain_name(title: str, part: str) -> str:
    """Return a file's name without an ending that every system takes."""
    whole = f"{title} – {part}" if part else title
    kept = "".join(c if c.isalnum() or c in " -–_,()" else " " for c in whole)
    return " ".join(kept.split())[:_LONGEST].strip() or _("Summary")


def save(over: QWidget, desk: Desk, files: Sequence[tuple[Part, bytes]]) -> list[Path]:
    """Ask where to, and write; return what was written, nothing where nobody said where. Raises KnownError."""
    title = desk.board.session.label
    if len(files) == 1:
        part, data = files[0]
        path = _ask_file(over, desk, plain_name(title, part.title))
        return [_written(path, data)] if path is not None else []
    folder = QFileDialog.getExistingDirectory(over, _("Save in this folder"), desk.folder)
    if not folder:
        return []
    desk.folder = folder
    return [_written(_free(Path(folder), plain_name(title, part.title)), data) for part, data in files]


def _ask_file(over: QWidget, desk: Desk, name: str) -> Path | None:
    start = str(Path(desk.folder) / f"{name}.pdf")
    chosen, _kind = QFileDialog.getSaveFileName(over, _("Save as PDF"), start, "*.pdf")
    if not chosen:
        return None
    path = Path(chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf")
    desk.folder = str(path.parent)
    return path


def _free(folder: Path, name: str) -> Path:
    """Return a name that is not taken: what was saved before stays."""
    number = 1
    while True:
        path = folder / (f"{name}.pdf" if number == 1 else f"{name} {number}.pdf")
        if not path.exists():
            return path
        number += 1


def _written(path: Path, data: bytes) -> Path:
    write_whole(path, data)
    return path
