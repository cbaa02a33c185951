"""What can be printed: pages that are made from a board, and how many copies of them are wanted. No widgets here."""

from __future__ import annotations

import dataclasses
import io
from dataclasses import dataclass
from typing import Protocol

from stworkshop.errors import KnownError
from stworkshop.model.attribution import ROLE
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Value
from stworkshop.report.sheets import SheetOptions

Said = tuple[tuple[str, str], ...]
"""Facts of the session that are printed as if they were set already, by the name of the field."""

A4_AND_LETTER = ("A4", "Letter")


@dataclass(frozen=True)
class Look:
    """How pages read: `names` is whether people are named where the session allows it."""

    paper: str = "A4"
    large_print: bool = False
    grey: bool = False
    names: bool = True


class Pages(Protocol):
    """Pages that can be made; the same ones are made once, so they can be compared and kept in a dictionary."""

    def make(self, board: Board, catalogue: Catalogue) -> bytes:
        """Return the pages as a tagged PDF; raises KnownError where they cannot be printed yet."""

    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class EditionPages:
    """An edition of the summary."""

    edition: str
    look: Look
    said: Said = ()

    def make(self, board: Board, catalogue: Catalogue) -> bytes:
        from stworkshop.report.pdf import summary_bytes  # slow to load, and only needed here

        return summary_bytes(
            as_said(board, self.said, self.look.names),
            catalogue,
            edition=self.edition,
            paper=self.look.paper,
            large_print=self.look.large_print,
            grey=self.look.grey,
        )


@dataclass(frozen=True)
class SheetPages:
    """Loose sheets by the name that `report.sheets` knows."""

    name: str
    options: SheetOptions

    def make(self, board: Board, catalogue: Catalogue) -> bytes:
        from stworkshop.report import sheets

        return sheets.make(board, catalogue, self.name, self.options)


@dataclass(frozen=True)
class BallotPages:
    """The ballots of a round: each code with whether it is a spare one."""

    round: str
    copies: tuple[tuple[str, bool], ...]
    look: Look
    single: bool = False
    fillable: bool = False

    def make(self, board: Board, catalogue: Catalogue) -> bytes:
        from stworkshop.report.ballots import ballots_bytes

        return ballots_bytes(
            board,
            catalogue,
            board.rounds[self.round],
            self.copies,
            paper=self.look.paper,
            large_print=self.look.large_print,
            single=self.single,
            fillable=self.fillable,
            grey=self.look.grey,
        )


@dataclass(frozen=True)
class SlipPages:
    """The slips of a round: what each says, what its QR code says, whether it is a spare one; and what people type."""

    round: str
    slips: tuple[tuple[str, str, bool], ...]
    typed: tuple[str, str]
    look: Look

    def make(self, board: Board, catalogue: Catalogue) -> bytes:
        from stworkshop.report.slips import Slip, slips_bytes

        url, word = self.typed
        return slips_bytes(
            board,
            board.rounds[self.round],
            [Slip(*slip) for slip in self.slips],
            url=url,
            word=word,
            paper=self.look.paper,
            large_print=self.look.large_print,
            grey=self.look.grey,
        )


@dataclass(frozen=True)
class Made:
    """Pages that were made: the PDF and the size of each page in points, or why there are none."""

    data: bytes = b""
    sizes: tuple[tuple[float, float], ...] = ()
    error: KnownError | None = None

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sizes)


@dataclass(frozen=True)
class Part:
    """Pages with what is wanted of them: `id` is the same whatever the options, `short` stands over their thumbnails.

    `both_sides` is False where backs stay white, as they do where sheets are cut apart or go to different people.
    """

    id: str
    pages: Pages
    title: str
    short: str
    copies: int = 1
    both_sides: bool = True


def made(pages: Pages, board: Board, catalogue: Catalogue) -> Made:
    """Make pages and look at their sizes; what cannot be printed yet is told, not raised."""
    import pikepdf

    try:
        data = pages.make(board, catalogue)
    except KnownError as error:
        return Made(error=error)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [[float(value) for value in page.mediabox] for page in pdf.pages]
    return Made(data, tuple((box[2] - box[0], box[3] - box[1]) for box in boxes))


def as_said(board: Board, said: Said, names: bool) -> Board:
    """Return the board with facts of the session as they are about to be set, and nobody named if so wished."""
    changes: dict[str, Value] = {name: value for name, value in said}
    session = board.session
    if not names and session.attribution not in ("", "anonymous", ROLE):
        changes["attribution"] = ROLE
    if not changes:
        return board
    from stworkshop.model.changes import updating

    copy = board.copy()
    change = updating(session, changes)
    copy.apply(change)
    return copy


def with_look(options: SheetOptions, look: Look) -> SheetOptions:
    """Return options of sheets that read as `look` says."""
    return dataclasses.replace(options, paper=look.paper, large_print=look.large_print, grey=look.grey)
