"""What of the map is loud, quiet, faint or hidden: decided from selection, focus, filter and lens alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stworkshop.drawing.lenses import STORY
from stworkshop.model.board import Board
from stworkshop.model.records import Link

FAINT_CARD, FAINT_LINK, NO_TARGET = 0.2, 0.22, 0.5
HIDDEN, FAINT, QUIET, LOUD = range(4)


@dataclass
class Emphasis:
    """The state of looking: nothing of it is stored or seen by others."""

    selected: tuple[str, ...] = ()
    hovered: str = ""
    current: str = ""
    """The card that the keyboard stands on; its ring is painted only while `ring` is set."""
    ring: bool = False
    focus: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    """The cards in focus and their neighbours."""
    kinds: frozenset[str] | None = None
    """What a filter lets through, kinds and variants; None is everything."""
    loud_families: frozenset[str] = frozenset()
    lens: str = STORY
    """Which links show as lines."""
    moving: frozenset[str] = frozenset()
    copying: bool = False
    """Whether what floats are copies, and the cards themselves stay where they are."""
    targets: frozenset[str] | None = None
    """While a link is drawn: the cards that allow one; None otherwise."""
    zone: str = ""
    """The zone that is about to take a card."""

    def set_focus(self, board: Board, ids: Iterable[str]) -> None:
        """Fade everything but these cards and their neighbours; no ids end it."""
        self.focus = frozenset(i for i in ids if i in board.elements)
        near = set(self.focus)
        for card in self.focus:
            near |= board.neighbours(card)
        self.near = frozenset(near)

    def card_faint(self, card_id: str, shape: str, kind: str) -> bool:
        """Tell whether a card fades."""
        if self.focus and card_id not in self.near:
            return True
        return self.kinds is not None and kind not in self.kinds and shape not in self.kinds

    def card_opacity(self, card_id: str, shape: str, kind: str) -> float:
        """Return how strong a card is painted."""
        if self.targets is not None:
            return 1.0 if card_id in self.targets else NO_TARGET
        return FAINT_CARD if self.card_faint(card_id, shape, kind) else 1.0

    @property
    def plain(self) -> bool:
        """Whether every card is painted at full strength and in its place."""
        return not (self.focus or self.moving) and self.kinds is None and self.targets is None

    def link_manner(self, link: Link, family: str, *, loud: bool, visible: bool) -> int:
        """Return how a link is drawn at rest; `loud` by itself, `visible` unless the filter fades one of its cards."""
        if link.source in self.moving or link.target in self.moving:
            return HIDDEN
        if self.focus:
            return HIDDEN if link.source in self.focus or link.target in self.focus else FAINT
        if not visible:
            return FAINT
        if loud or family in self.loud_families:
            return LOUD
        return QUIET
