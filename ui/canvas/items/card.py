"""A card on the map: where it lies and what its face says.

Plain, not a QGraphicsItem, since thousands are painted in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias, cast

from PySide6.QtCore import QPointF, QRectF

from stworkshop.model import card_layout
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Image, replaced
from ui.canvas.index import Box
from ui.canvas.qt_paths import Silhouette, silhouette

Measure: TypeAlias = Callable[[Element, Catalogue, int, int], card_layout.CardFace]
"""What gives a card in its stored size its lines and facts."""

MARGIN = 14.0
"""How far a silhouette, its tail or its badge may reach beyond the card's box, in scene units."""


class CardItem:
    """The picture of one element; found by the record's id, repainted from changes, without any rule of the domain."""

    __slots__ = (
        "_face", "_measure", "_silhouette", "asks", "dots", "element", "far_key", "h", "here", "id", "image",
        "near_key", "notes", "shape", "version", "w", "words", "x", "y",
    )  # fmt: skip

    def __init__(
        self,
        element: Element,
        catalogue: Catalogue,
        dots: int = 0,
        notes: int = 0,
        measure: Measure = card_layout.face_of,
    ) -> None:
        self._measure = measure
        self.id = element.id
        self.dots, self.notes = dots, notes
        self.asks = ""
        """The severity of the question that the map asks about the card, "" for none: must or should."""
        self.here = False
        """Whether somebody in the list of people is here for the card."""
        self.words: re.Pattern[str] | None = None
        """What finds the words that the session explains, for the dotted line under them."""
        self.image: Image | None = None
        """The picture on it."""
        self.version = 0
        self.element = element
        self.read(element, catalogue)

    def read(self, element: Element, catalogue: Catalogue) -> None:
        """Take the record's new state."""
        self.element = element
        self.shape = catalogue.variant(element.kind, element.type)
        self.x, self.y = element.pos or (0.0, 0.0)
        if element.size is not None:
            self.w, self.h = element.size
        else:
            measured = card_layout.measure(element, catalogue)
            self.w, self.h = measured.w, measured.h
        self._face: card_layout.CardFace | None = None
        self._silhouette: Silhouette | None = None
        self._renew()
        self.far_key = (self.shape, self.w, self.h, self.voice)

    @property
    def voice(self) -> str:
        """How a stakeholder is heard, by the card or by the list of people; "" where nobody has said it."""
        return str(self.element.attributes.get("voice") or ("present" if self.here else ""))

    @property
    def is_hollow(self) -> bool:
        """Whether its head is not filled: somebody who is not here, or of whom nobody has said it."""
        return self.voice in ("", "absent") and self.shape == "stakeholder"

    def sit(self, here: bool) -> bool:
        """Take whether somebody in the list is here for the card; tell whether it is to be painted anew."""
        before, self.here = self.voice, here
        changed = before != self.voice
        if changed:
            self._face = None
            self._renew()
            self.far_key = (self.shape, self.w, self.h, self.voice)
        return changed

    def mark(self, asks: str) -> bool:
        """Take the badge of a question, or "" for none; tell whether it is another one than before."""
        changed = asks != self.asks
        if changed:
            self.asks = asks
            self._renew()
        return changed

    def explain(self, words: re.Pattern[str] | None) -> bool:
        """Take the words that are explained now; tell whether the card is to be painted anew."""
        before, self.words = self.words, words
        label = self.element.label
        changed = any(found is not None and found.search(label) is not None for found in (before, words))
        if changed:
            self._renew()
        return changed

    def depict(self, image: Image | None) -> bool:
        """Take the picture that is on the card now; tell whether it is to be painted anew."""
        before, self.image = self.image, image
        changed = (before.data if before else "") != (image.data if image else "")
        if changed:
            self._renew()
        return changed

    def _renew(self) -> None:
        self.version += 1
        self.near_key = (self.id, self.version)

    def face(self, catalogue: Catalogue) -> card_layout.CardFace:
        """Return lines and facts, measured when they are first needed."""
        if self._face is None:
            shown = self.element
            if self.here and self.voice and not shown.attributes.get("voice"):
                shown = cast(Element, replaced(shown, {"voice": self.voice}))
            self._face = self._measure(shown, catalogue, self.dots, self.notes)
        return self._face

    @property
    def silhouette(self) -> Silhouette:
        """The outline as painter paths, in the card's own coordinates."""
        if self._silhouette is None:
            self._silhouette = silhouette(self.shape, self.w, self.h)
        return self._silhouette

    @property
    def rect(self) -> QRectF:
        """The card's box."""
        return QRectF(self.x, self.y, self.w, self.h)

    @property
    def reach(self) -> QRectF:
        """The box with all that may stand out of it."""
        return QRectF(self.x - MARGIN, self.y - MARGIN, self.w + 2 * MARGIN, self.h + 2 * MARGIN)

    @property
    def box(self) -> Box:
        """The box as the index keeps it, with its margin."""
        return (self.x - MARGIN, self.y - MARGIN, self.x + self.w + MARGIN, self.y + self.h + MARGIN)

    @property
    def centre(self) -> QPointF:
        """The middle of the box."""
        return QPointF(self.x + self.w / 2, self.y + self.h / 2)

    @property
    def locked(self) -> bool:
        """Whether the card is pinned in place."""
        return self.element.locked == "yes"

    def holds(self, point: QPointF) -> bool:
        """Tell whether a point of the scene hits the silhouette."""
        return self.silhouette.solid.contains(QPointF(point.x() - self.x, point.y() - self.y))
