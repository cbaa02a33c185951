"""What is lit on one view: hover, the keyboard's place, focus, targets of a link, cards in the air; never stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QVariantAnimation

from ui.kit.theme import theme

if TYPE_CHECKING:
    from ui.canvas.foreground_layer import LiftedLayer
    from ui.canvas.scene import MapScene


class Spoken(Protocol):
    """What tells screen readers of a view's cards."""

    def focus_moved(self) -> object:
        """Tell that the keyboard stands on another card."""

    def selection_changed(self, changed: set[str]) -> object:
        """Tell that these cards are selected now, or are not any more."""


class Lightable(Protocol):
    """A view of cards that can be lit."""

    lifted: LiftedLayer

    @property
    def map_scene(self) -> MapScene:
        """The cards."""

    @property
    def accessible(self) -> Spoken:
        """What tells screen readers of them."""

    def repaint_part(self, part: QRectF) -> None:
        """Paint a part anew; a null rectangle means all of it."""


V = TypeVar("V", bound=Lightable)


class CanvasLit(Generic[V]):
    """Changes the emphasis of a canvas, and has repainted what that touches."""

    def __init__(self, view: V) -> None:
        self._view: V = view
        self._scene = view.map_scene
        self._emphasis = view.map_scene.emphasis

    def aim(self, zone: str) -> None:
        """Darken the zone that would take what is held, "" for none."""
        before, self._emphasis.zone = self._emphasis.zone, zone
        for name in {before, zone} - {""}:
            if before != zone and name in self._scene.zones:
                self._view.repaint_part(self._scene.zones[name])

    def hover(self, record_id: str) -> None:
        """Light a card or link, or nothing."""
        if self._emphasis.hovered != record_id:
            self._emphasis.hovered = record_id
            self._view.lifted.refresh()

    def stand_on(self, card_id: str, *, ring: bool = True) -> None:
        """Put the keyboard's place on a card; its ring is painted where the keyboard went there itself."""
        self._emphasis.current, self._emphasis.ring = card_id, ring
        self._view.lifted.refresh()
        self._view.accessible.focus_moved()

    def select(self, ids: tuple[str, ...]) -> None:
        """Show these records as selected."""
        before = set(self._emphasis.selected)
        self._emphasis.selected = ids
        self._view.lifted.refresh()
        self._view.accessible.selection_changed(before ^ set(ids))

    # --- cards in the air

    def lift(self, ids: Iterable[str]) -> None:
        """Take cards off the ground, so that they can float."""
        self._emphasis.moving = frozenset(ids)
        self._view.lifted.offset = QPointF()
        self.repaint_around(self._emphasis.moving)

    def float_by(self, offset: QPointF, *, copying: bool = False) -> None:
        """Show the lifted cards so far from their places, or copies of them."""
        self._view.lifted.offset = offset
        self._emphasis.copying = copying
        self._view.lifted.refresh()

    def settle(self) -> None:
        """Put lifted cards back on the ground."""
        ids, self._emphasis.moving, self._emphasis.copying = self._emphasis.moving, frozenset(), False
        self._view.lifted.offset = QPointF()
        self.repaint_around(ids)

    def repaint_around(self, ids: Iterable[str]) -> None:
        """Have painted anew where cards stand, and their links."""
        self._view.repaint_part(QRectF())


class Badges(Protocol):
    """What marks cards that are asked about."""

    def tell(self, card_id: str) -> object:
        """Tell what is asked about a card, "" for none."""


class Bar(Protocol):
    """The bar over what is selected."""

    def hide(self) -> object:
        """Put it away."""

    def refresh(self) -> object:
        """Show it where the selection is now."""


class LightableMap(Lightable, Protocol):
    """A map, where cards have links and are asked about."""

    @property
    def asked(self) -> Badges:
        """What marks cards that are asked about."""

    @property
    def selection_bar(self) -> Bar:
        """The bar over what is selected."""

    def emphasis_changed(self) -> None:
        """Paint everything anew, since focus, filter or lens changed."""


class Lit(CanvasLit[LightableMap]):
    """What is lit on the map, where cards have links and are asked about."""

    _way_home: QVariantAnimation | None = None

    def stand_on(self, card_id: str, *, ring: bool = True) -> None:
        """Put the keyboard's place on a card, and tell what is asked about it."""
        super().stand_on(card_id, ring=ring)
        self._view.asked.tell(card_id if ring else "")

    def focus(self, ids: Iterable[str]) -> None:
        """Fade everything but these cards and their neighbours; none shows all again."""
        self._emphasis.set_focus(self._scene.board, ids)
        self._view.emphasis_changed()

    def refocus(self) -> None:
        """Take in that links or cards of the focus changed."""
        if self._emphasis.focus:
            self.focus(self._emphasis.focus)

    def offer(self, cards: frozenset[str] | None) -> None:
        """Fade all cards but these, while a link is drawn; None ends it."""
        if self._emphasis.targets != cards:
            self._emphasis.targets = cards
            self._view.repaint_part(QRectF())

    def lift(self, ids: Iterable[str]) -> None:
        """Take cards off the map; the bar of the selection would be in their way."""
        self._stop_way_home()
        super().lift(ids)
        self._view.selection_bar.hide()

    def go_home(self, ids: Iterable[str], by: QPointF) -> None:
        """Let cards glide back from where they were put down and may not be; without motion they are back at once."""
        duration = theme().duration("base")
        if duration == 0:
            return
        self.lift(ids)
        self.float_by(by)
        way = self._way_home = QVariantAnimation(self._scene)
        way.setDuration(duration)
        way.setStartValue(1.0)
        way.setEndValue(0.0)
        way.setEasingCurve(QEasingCurve.Type.OutCubic)
        way.valueChanged.connect(lambda part: self.float_by(by * part))
        way.finished.connect(self._is_home)
        way.start()

    def _is_home(self) -> None:
        if self._way_home is not None:
            self._stop_way_home()
            self.settle()
            self._view.selection_bar.refresh()

    def _stop_way_home(self) -> None:
        way, self._way_home = self._way_home, None
        if way is not None:
            way.stop()
            way.deleteLater()

    def repaint_around(self, ids: Iterable[str]) -> None:
        """Have painted anew where cards stand, and their links."""
        for card_id in ids:
            card = self._scene.cards.get(card_id)
            if card is None:
                continue
            self._view.repaint_part(card.reach)
            for link in self._scene.links_of(card_id):
                for left, top, right, bottom in link.boxes:
                    self._view.repaint_part(QRectF(left, top, right - left, bottom - top))
