"""The cards and links of one view as items, in bands with headings; signs on links keep off cards and each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import QRectF

from stworkshop.analysis import viewpoints
from stworkshop.graphics.vector_paths import Point
from stworkshop.layout import view_layout
from stworkshop.layout.zone_frame import Rect
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.canvas.emphasis import HIDDEN, LOUD, QUIET
from ui.canvas.items.link import LinkItem
from ui.canvas.items.zone import Words
from ui.canvas.scene import MapScene

_SIGN = 24.0
"""How far the middles of two signs are apart at least, and how wide the free place of one is, in px."""
_ALONG = (0.5, 0.35, 0.65, 0.2, 0.8)
"""Where on a straight piece a sign is tried, as parts of its length."""


class ViewScene(MapScene):
    """The cards and links of one view; its bands stand where the map has its zones."""

    def __init__(self, board: Board, catalogue: Catalogue, frame: Mapping[str, Rect], loud: frozenset[str]) -> None:
        self.frame, self.loud = dict(frame), loud
        super().__init__(board, catalogue, frame=lambda _board, _catalogue: self.frame)

    def title_frame(self) -> Mapping[str, Rect]:
        """Return the frames whose headings links keep clear of."""
        return view_layout.title_frame(self.frame)

    def words(self, zone: str) -> Words:
        """Return the heading of a band."""
        title, (group, name) = viewpoints.band_title(zone), viewpoints.band_icon(zone)
        return Words(title, title, "", name if group == "ui" else f"{group}/{name}")

    @property
    def loud_relations(self) -> frozenset[str]:
        """The viewpoint's own relations."""
        return self.loud

    def _bundled(self, loud: frozenset[str]) -> Iterator[str]:
        """Leave nothing to bundles: a view shows few cards, and why it does."""
        return iter(())

    def manner(self, link: LinkItem) -> int:
        """Return how a link is drawn at rest: the viewpoint's own relations are loud."""
        if {link.link.source, link.link.target} & self.emphasis.moving:
            return HIDDEN
        if link.link.relation in self.loud:
            return LOUD if link.routed or self.routed_once else HIDDEN
        return QUIET if link.routed or self.routed_once else HIDDEN

    def set_route(self, link_id: str, points: Iterable[Point]) -> QRectF:
        """Give a link its way; return what must be painted again."""
        dirty = super().set_route(link_id, points)
        item = self.links.get(link_id)
        if item is not None and item.style.sign and item.link.relation in self.loud:
            item.put_sign(self._sign_place(item))
        return dirty

    def _sign_place(self, item: LinkItem) -> Point:
        """Return where the sign of a link lies on no card and on no other sign, or its usual place."""
        taken = [other.stroke.middle for other in self._signed(item)]
        for middle in _places(item.stroke.points):
            box = QRectF(middle[0] - _SIGN / 2, middle[1] - _SIGN / 2, _SIGN, _SIGN)
            if all(math.dist(middle, other) >= _SIGN for other in taken) and not any(
                box.intersects(card.rect) for card in self.cards_in(box)
            ):
                return middle
        return item.stroke.middle

    def _signed(self, but: LinkItem) -> Iterator[LinkItem]:
        loud = (link for link in self.links.values() if link.style.sign and link.link.relation in self.loud)
        return (link for link in loud if link is not but and link.routed)


def _places(points: tuple[Point, ...]) -> Iterator[Point]:
    """Yield places for a sign, those on long pieces first."""
    for (x, y), (to_x, to_y) in sorted(pairwise(points), key=lambda piece: -math.dist(*piece)):
        for part in _ALONG:
            yield x + (to_x - x) * part, y + (to_y - y) * part
