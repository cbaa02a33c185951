"""Writing a session to a file: the ending of the file's name says which form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stworkshop import files
from stworkshop.board import Board
from stworkshop.catalogue import catalogue
from stworkshop.drawing.map import DrawOptions
from stworkshop.exchange import csv_files, map_pdf, map_png, map_svg, our_json, view_map
from stworkshop.exchange.content import SessionContent
from stworkshop.i18n import gettext as _
from stworkshop.report import pdf


@dataclass(frozen=True)
class Options:
    """What a person may choose of an export; each form looks at what concerns it."""

    short: bool = False
    large_print: bool = False
    paper: str = "A4"
    theme: str = "light"
    for_others: bool = False
    view: str = ""


def knows(path: Path) -> bool:
    """Tell whether a file of this name can be written here (`.stw` copies are the store's)."""
    return _writer(path) is not None


def unknown_ending(path: Path) -> str:
    """Return the sentence for a name with another ending."""
    known = " ".join((*_WRITERS, ".gif", ".stw"))
    return _("{name} has an ending that cannot be written; known: {known}").format(name=path.name, known=known)


def write(content: SessionContent, path: Path, options: Options) -> None:
    """Write a session to `path`; what was there before stays until the new file is whole."""
    writer = _writer(path)
    if writer is None:
        raise ValueError(unknown_ending(path))
    writer(content, path, options)


def _writer(path: Path) -> Callable[[SessionContent, Path, Options], None] | None:
    name = path.name.lower()
    return next((writer for ending, writer in _WRITERS.items() if name.endswith(ending)), None)


def _summary(content: SessionContent, path: Path, options: Options) -> None:
    pdf.write_summary(
        content.board(),
        catalogue(),
        path,
        paper=options.paper,
        large_print=options.large_print,
        short=options.short,
    )


def _picture(content: SessionContent, options: Options) -> tuple[Board, DrawOptions | None]:
    """Return what is drawn: the whole map, or a view of it."""
    return view_map.drawn(content.board(), catalogue(), options.view) if options.view else (content.board(), None)


def _map_pdf(content: SessionContent, path: Path, options: Options) -> None:
    board, drawn = _picture(content, options)
    map_pdf.write(board, catalogue(), path, theme=options.theme, options=drawn)


def _svg(content: SessionContent, path: Path, options: Options) -> None:
    board, drawn = _picture(content, options)
    map_svg.write(board, catalogue(), path, theme=options.theme, options=drawn)


def _png(content: SessionContent, path: Path, options: Options) -> None:
    board, drawn = _picture(content, options)
    map_png.write(board, catalogue(), path, theme=options.theme, options=drawn)


def _json(content: SessionContent, path: Path, options: Options) -> None:
    files.write_whole(path, our_json.to_text(content, for_others=options.for_others).encode("utf-8"))


def _csv(content: SessionContent, path: Path, options: Options) -> None:
    csv_files.write_folder(content, path)


def _csv_zip(content: SessionContent, path: Path, options: Options) -> None:
    csv_files.write_zip(content, path)


_WRITERS: dict[str, Callable[[SessionContent, Path, Options], None]] = {
    ".map.pdf": _map_pdf,
    ".pdf": _summary,
    ".svg": _svg,
    ".png": _png,
    ".json": _json,
    ".csv.zip": _csv_zip,
    ".csv": _csv,
}
