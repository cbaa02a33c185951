"""Saving what was chosen as PDF: one file where there is one part, else a file for each in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.system.whole_files import write_whole
from ui.features.printing.desk import Desk
from ui.features.printing.parts import Part

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
        path = ask_file(over, desk, part.title)
        return [written(path, data)] if path is not None else []
    folder = QFileDialog.getExistingDirectory(over, _("Save in this folder"), desk.folder)
    if not folder:
        return []
    desk.folder = folder
    return [written(_free(Path(folder), plain_name(title, part.title)), data) for part, data in files]


def ask_file(over: QWidget, desk: Desk, part: str) -> Path | None:
    """Ask for the name of a file for a part; return None where nobody gave one."""
    name = plain_name(desk.board.session.label, part)
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


def written(path: Path, data: bytes) -> Path:
    """Write a file whole and return its name; raises KnownError."""
    write_whole(path, data)
    return path


def binding(title: str, language: str, files: Sequence[tuple[Part, bytes]]) -> Callable[[], bytes]:
    """Return what binds parts into one PDF, each with its copies, so that each begins on a sheet of its own."""
    parts = [(part.title, data, part.copies, part.both_sides) for part, data in files]

    def bind() -> bytes:
        from stworkshop.report.typesetting.joined_pdf import Bound, merged  # slow to load, and only needed here
        from stworkshop.report.words import is_rtl_language

        tag = (language or "en").replace("_", "-")
        bound = [Bound(*part) for part in parts]
        return merged(bound, title=title, language=tag, subject=title, rtl=is_rtl_language(tag), both_sides=True)

    return bind
