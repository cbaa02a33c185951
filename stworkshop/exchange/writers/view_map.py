"""A view in the place of the map: what the map's own writers need to draw it."""

from __future__ import annotations

from stworkshop.analysis import viewpoints
from stworkshop.drawing.map import DrawOptions
from stworkshop.drawing.zones import ZoneWords
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.layout.view_layout import view_board
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue


def drawn(board: Board, catalogue: Catalogue, view: str) -> tuple[Board, DrawOptions]:
    """Return the board of a view (a viewpoint's id or a saved one's) and how it is drawn; KnownError for no view."""
    shown = viewpoints.view(board, catalogue, view)
    if shown is None:
        known = ", ".join(found.id for found in viewpoints.views(board, catalogue))
        what = _("There is no view “{view}” in this session.").format(view=view[:60])
        raise KnownError(what, _("Nothing was written."), _("Choose one of these: {known}.").format(known=known))
    what_is_shown = viewpoints.picture(board, catalogue, shown)
    small, laid = view_board(board, catalogue, shown, what_is_shown)
    headings = {band: ZoneWords(viewpoints.band_title(band), "", viewpoints.band_icon(band)) for band in laid.frame}
    title = f"{board.session.label}: {shown.label}" if board.session.label else shown.label
    return small, DrawOptions(loud=what_is_shown.loud, frame=laid.frame, headings=headings, title=title)
