"""Writing a session to a file: the ending of the file's name says which form."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from stworkshop.drawing.map import DrawOptions, LinksShown, draw_map
from stworkshop.errors import KnownError
from stworkshop.exchange import our_json
from stworkshop.exchange.writers import csv_files, map_pdf, map_png, map_svg, view_map
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.session_content import SessionContent
from stworkshop.report import pdf, sheets
from stworkshop.report.content import outline, simple_blocks
from stworkshop.report.content.blocks import Block, MapPage, Outline
from stworkshop.system import whole_files

POSTER_PAPERS = ("A3", "A2", "A1", "A0")
"""Sheets that only a map fills."""
_WIDEST_PICTURE = 4_000
"""Pixels of the map's picture in a document."""


@dataclass(frozen=True)
class Options:
    """What a person may choose of an export; each form looks at what concerns it."""

    short: bool = False
    edition: str = "participants"
    draft: str = ""
    part: str = ""
    sheet: str = ""
    large_print: bool = False
    grey: bool = False
    paper: str = "A4"
    tiles: tuple[int, int] = (0, 0)
    people: int = 0
    save_ink: bool = False
    chosen: tuple[str, ...] = ()
    theme: str = "light"
    for_others: bool = False
    view: str = ""
    links: LinksShown = "story"
    """Of a map: links between zones as roads with their number, or each as a line."""

    @property
    def says(self) -> str:
        """The name of what is told: a draft, or an edition of the summary."""
        return self.draft or self.edition

    @property
    def is_poster(self) -> bool:
        """Tell whether the map is wanted as a poster."""
        return self.tiles != (0, 0) or self.paper in POSTER_PAPERS

    def sheet_options(self) -> sheets.SheetOptions:
        """Return what concerns loose sheets."""
        return sheets.SheetOptions(
            paper=self.paper,
            large_print=self.large_print,
            grey=self.grey,
            people=self.people,
            tiles=self.tiles,
            save_ink=self.save_ink,
            chosen=tuple(self.chosen),
        )


Writer = Callable[[SessionContent, Path, Options], None]


def knows(path: Path) -> bool:
    """Tell whether a file of this name can be written here (`.stw` copies are the store's)."""
    return _ending(path) is not None


def unknown_ending(path: Path) -> str:
    """Return the sentence for a name with another ending."""
    known = " ".join((*_WRITERS, ".gif", ".stw"))
    return _("{name} has an ending that cannot be written; known: {known}").format(name=path.name, known=known)


def write(content: SessionContent, path: Path, options: Options) -> None:
    """Write a session to `path`; what was there before stays until the new file is whole."""
    ending = _ending(path)
    if ending is None:
        raise ValueError(unknown_ending(path))
    writer = _WRITERS[ending]
    if isinstance(writer, str):
        writer = importlib.import_module(writer).write
    writer(content, path, options)


def _ending(path: Path) -> str | None:
    name = path.name.lower()
    return next((ending for ending in _WRITERS if name.endswith(ending)), None)


def told(content: SessionContent, options: Options) -> Outline:
    """Return what an edition or a draft says; raises KnownError where it cannot be printed yet."""
    told_ = outline.build(content.board(), catalogue(), options.says, options.part)
    return outline.shortened(told_) if options.short else told_


def _pages(content: SessionContent, path: Path, options: Options) -> None:
    """Write an edition of the summary, a draft, loose sheets, or the map as a poster."""
    name = options.sheet or ("poster" if options.is_poster else "")
    if name:
        if name not in sheets.SHEETS:
            known = ", ".join(sheets.SHEETS)
            raise KnownError(_("There are no sheets “{name}”.").format(name=name), todo=f"{_('Known:')} {known}.")
        made = sheets.make(content.board(), catalogue(), name, options.sheet_options())
        whole_files.write_whole(path, made)
        return
    pdf.write_summary(
        content.board(),
        catalogue(),
        path,
        edition=options.says,
        part=options.part,
        paper=options.paper,
        large_print=options.large_print,
        short=options.short,
        grey=options.grey,
    )


def _docx(content: SessionContent, path: Path, options: Options) -> None:
    """Write an edition or a draft as a document; the map stands in it where the edition shows it."""
    from stworkshop.exchange.writers import docx_file

    outline = told(content, options)
    picture = b""
    if any(isinstance(block, MapPage) for section in outline.sections for block in section.blocks):
        drawing = draw_map(content.board(), catalogue(), design_tokens.theme("light"))
        picture = map_png.png_bytes(drawing, min(2.0, _WIDEST_PICTURE / drawing.box.w))
    made = docx_file.document_bytes(outline, map_png=picture, paper=options.paper, large_print=options.large_print)
    whole_files.write_whole(path, made)


def _html(content: SessionContent, path: Path, options: Options) -> None:
    """Write an edition or a draft and the map as one page that needs no network."""
    from stworkshop.exchange.writers import html_file

    drawing = draw_map(content.board(), catalogue(), design_tokens.theme("light"))
    key = _key(content.board())
    text = html_file.page_text(told(content, options), map_svg=map_svg.svg(drawing), key=key)
    whole_files.write_whole(path, text.encode("utf-8"))


def _key(board: Board) -> list[Block]:
    """Return the cards of a map as lists, each with its links in words, for those who do not see it."""
    from stworkshop.report.content.facts import Facts
    from stworkshop.report.editions import whole_map

    return list(simple_blocks.simple(whole_map.linked_key(Facts(board, catalogue()))))


def _picture(content: SessionContent, options: Options) -> tuple[Board, DrawOptions | None]:
    """Return what is drawn: the whole map, or a view of it."""
    if options.view:
        return view_map.drawn(content.board(), catalogue(), options.view)
    return content.board(), DrawOptions(links=options.links)


def _map_pdf(content: SessionContent, path: Path, options: Options) -> None:
    if options.is_poster and not options.view:
        _pages(content, path, options)
        return
    board, drawn = _picture(content, options)
    map_pdf.write(board, catalogue(), path, theme=options.theme, options=drawn)


def _svg(content: SessionContent, path: Path, options: Options) -> None:
    board, drawn = _picture(content, options)
    map_svg.write(board, catalogue(), path, theme=options.theme, options=drawn)


def _png(content: SessionContent, path: Path, options: Options) -> None:
    board, drawn = _picture(content, options)
    map_png.write(board, catalogue(), path, theme=options.theme, options=drawn)


def _json(content: SessionContent, path: Path, options: Options) -> None:
    whole_files.write_whole(path, our_json.to_text(content, for_others=options.for_others).encode("utf-8"))


def _csv(content: SessionContent, path: Path, options: Options) -> None:
    csv_files.write_folder(content, path)


def _csv_zip(content: SessionContent, path: Path, options: Options) -> None:
    csv_files.write_zip(content, path)


_WRITERS: Mapping[str, Writer | str] = MappingProxyType(
    {
        ".map.pdf": _map_pdf,
        ".pdf": _pages,
        ".docx": _docx,
        ".html": _html,
        ".svg": _svg,
        ".png": _png,
        ".json": _json,
        ".graphml": "stworkshop.exchange.writers.graphml_file",
        ".csv.zip": _csv_zip,
        ".csv": _csv,
        ".xlsx": "stworkshop.exchange.writers.xlsx_file",
        ".ics": "stworkshop.exchange.writers.ics_file",
    }
)
"""How each ending is written: a function here, or the name of a module whose `write` does it."""
