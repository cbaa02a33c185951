"""How a map grew, as a short film: one picture for each moment, as PNG files or as one GIF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from stworkshop.drawing.figures import Box, Drawing, Figure, Group, Words
from stworkshop.drawing.map import DrawOptions, draw_map
from stworkshop.errors import KnownError
from stworkshop.exchange.writers import map_png
from stworkshop.graphics import design_tokens, text_measure, vector_paths
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.session.timeline import Timeline
from stworkshop.system import whole_files

STAGE_MS, BETWEEN_MS = 2000, 500
"""How long a picture stays: the end of a stage or a named moment, and any other."""
MOST_FRAMES = 48
_CAPTION, _PAD = 44, 28
"""Size of the words under the map, and the room around them, in px of the map."""


@dataclass(frozen=True)
class Frame:
    """One picture to come: its moment, the words under it, how long it stays in milliseconds."""

    moment: int
    words: str
    milliseconds: int


def frames(timeline: Timeline, most: int = MOST_FRAMES) -> list[Frame]:
    """Return the pictures of a film: every named moment, the end, and between them as many as there is room for."""
    last = len(timeline) - 1
    if last < 0:
        return []
    named = {place: moment.label for place, moment in timeline.snapshots()}
    free = max(0, most - len(named) - 1)
    step = max(1, -(-len(timeline) // free)) if free else len(timeline)
    places = sorted({*named, last, *range(0, last, step)})[-most:]
    found = []
    for place in places:
        at = timeline.moments[place].at.astimezone().strftime("%H:%M")
        words = f"{at}  {named[place]}" if place in named else at
        found.append(Frame(place, words, STAGE_MS if place in named or place == last else BETWEEN_MS))
    return found


def pictures(
    timeline: Timeline,
    catalogue: Catalogue,
    chosen: Sequence[Frame],
    *,
    width: int = 1280,
    theme: str = "light",
    progress: Callable[[int, int], bool] | None = None,
) -> Iterator[bytes]:
    """Yield a PNG for each frame, all of one size, `width` pixels wide; stops where `progress` says False."""
    look = design_tokens.theme(theme)
    boards = [timeline.board_at(frame.moment) for frame in chosen]
    if not boards:
        return
    # Links keep to the inside of the map, so straight ones are good enough to find the box that all pictures share.
    box = _around([draw_map(board, catalogue, look, DrawOptions(detail="far", routes={})).box for board in boards])
    for done, (frame, board) in enumerate(zip(chosen, boards, strict=True)):
        drawing = _captioned(draw_map(board, catalogue, look), box, f"{frame.words}   {_counted(board)}", look)
        yield map_png.png_bytes(drawing, width / box.w)
        if progress is not None and not progress(done + 1, len(boards)):
            return


def write_gif(
    timeline: Timeline,
    catalogue: Catalogue,
    path: Path,
    *,
    width: int = 1280,
    theme: str = "light",
    progress: Callable[[int, int], bool] | None = None,
) -> None:
    """Write the film as one GIF, whole or not at all; raises KnownError where there is nothing to show."""
    chosen = _some(frames(timeline))
    made = [
        Image.open(io.BytesIO(png))
        for png in pictures(timeline, catalogue, chosen, width=width, theme=theme, progress=progress)
    ]
    if len(made) < len(chosen):
        return
    small = [picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128) for picture in made]
    out = io.BytesIO()
    small[0].save(out, "GIF", save_all=True, append_images=small[1:], duration=[f.milliseconds for f in chosen], loop=0)
    whole_files.write_whole(Path(path), out.getvalue())


def write_pngs(
    timeline: Timeline,
    catalogue: Catalogue,
    folder: Path,
    *,
    width: int = 1920,
    theme: str = "light",
    progress: Callable[[int, int], bool] | None = None,
) -> None:
    """Write the film as numbered PNG files into a folder, which is made where it is missing; raises KnownError."""
    chosen = _some(frames(timeline))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(_("The folder {name} cannot be made.").format(name=folder.name)) from error
    made = pictures(timeline, catalogue, chosen, width=width, theme=theme, progress=progress)
    for number, png in enumerate(made, start=1):
        whole_files.write_whole(folder / f"{number:03}.png", png)


def _some(found: list[Frame]) -> list[Frame]:
    if not found:
        raise KnownError(
            _("This session has no history to show."), _("Nothing was written."), _("Put a card on the map first.")
        )
    return found


def _counted(board: Board) -> str:
    cards, links = len(board.elements), len(board.links)
    return " · ".join(
        (
            ngettext("{n} card", "{n} cards", cards).format(n=cards),
            ngettext("{n} link", "{n} links", links).format(n=links),
        )
    )


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right, foot = max(b.x + b.w for b in boxes), max(b.y + b.h for b in boxes)
    return Box(left, top, right - left, foot - top + _CAPTION + 2 * _PAD)


def _captioned(drawing: Drawing, box: Box, words: str, look: design_tokens.Theme) -> Drawing:
    """Return the drawing in a box that all pictures share, on its ground, with words under it."""
    ground = Group("ground", "film", "", (Figure(vector_paths.rectangle(*box), drawing.ground),))
    width = text_measure.width(words, _CAPTION, bold=True)
    line = Words(box.x + _PAD, box.y + box.h - _PAD, words, _CAPTION, look.ui["text"], width, bold=True)
    return replace(drawing, box=box, groups=(ground, *drawing.groups, Group("card", "caption", words, (line,))))
