"""Adding a card: a ghost shows where the armed kind will land, its label is typed, one command adds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from stworkshop.i18n import gettext as _
from stworkshop.layout import zones
from stworkshop.model import card_layout
from stworkshop.model.catalogue import OWN_KIND
from stworkshop.model.records import Element
from ui.canvas.gestures.chooser import Choice
from ui.canvas.gestures.selection_commands import NO_TOPIC
from ui.canvas.items.card import CardItem
from ui.canvas.items.card_painter import paint_ghost, paint_label
from ui.kit.theme import theme
from ui.session.find_or_add import Entry, entries
from ui.session.words import kind_word

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts


@dataclass(frozen=True)
class NewCard:
    """What is to be added; one that brings its `label` (a typical card) is added without typing."""

    kind: str
    type: str = ""
    label: str = ""


class Placing:
    """Knows what is armed and where it would land."""

    def __init__(self, view: MapParts) -> None:
        self._view = view
        self._scene = view.map_scene
        self.armed: NewCard | None = None
        self._ghost: CardItem | None = None
        self._zone = ""

    @property
    def word(self) -> str:
        """What people call the armed kind, "" for none."""
        return kind_word(self._scene.catalogue, self.armed.kind, self.armed.type) if self.armed else ""

    @property
    def shown(self) -> bool:
        """Whether a ghost is shown."""
        return self._ghost is not None

    def arm(self, new: NewCard | None) -> None:
        """Have the next click add this card; None takes it back."""
        self.armed = new
        self.clear()

    def show(self, at: QPointF, *, free: bool = False) -> None:
        """Show where the armed card lands for a pointer at `at`: the next free cell of the zone, or right there."""
        if self.armed is None:
            return
        self._aim("" if free else self._zone_for(self.armed, at))
        element = self._element(self.armed, at, self._zone)
        self._ghost = CardItem(element, self._scene.catalogue)
        self._view.overlay.refresh()

    def clear(self) -> None:
        """Show no ghost."""
        self._ghost = None
        self._aim("")
        self._view.overlay.refresh()

    def hint(self, kind: str | None, type_id: str = "", label: str = "", topics: Sequence[str] = ()) -> None:
        """Show where a card that is being captured will stand; None shows nothing any more."""
        if self.armed is not None or self._view.editing.is_open:
            return
        if kind is None:
            if self._ghost is not None:
                self.clear()
            return
        catalogue = self._scene.catalogue
        usual = tuple(topics) or catalogue.topics_of(kind, type_id)
        element = Element(id="", kind=kind, type=type_id, label=label, concepts=usual)
        face = card_layout.measure(element, catalogue)
        zone = zones.zone_of(element, catalogue)
        pos = zones.free_cell(self._scene.board, catalogue, zone, (face.w, face.h), frame=self._scene.tiles())
        self._aim(zone)
        self._ghost = CardItem(replace(element, pos=pos, size=(face.w, face.h)), catalogue)
        self._view.overlay.refresh()

    def put(self, at: QPointF, *, free: bool = False) -> None:
        """Take the place, and open the label for typing; Esc there leaves no card."""
        self.show(at, free=free)
        if self.armed is not None and self._ghost is not None and self.armed.label:
            new, ghost, zone = self.armed, self._ghost, self._zone
            self._view.set_tool("select")
            self._keep(new, ghost, zone, new.label)
            return
        self._open()

    def _open(self) -> None:
        new, ghost, zone = self.armed, self._ghost, self._zone
        if new is None or ghost is None:
            return
        self._view.set_tool("select")
        self.armed, self._ghost = new, ghost
        self._aim(zone)
        self._view.editing.open_new(ghost, lambda label: self._keep(new, ghost, zone, label), self._leave)

    def begin(self, new: NewCard, at: QPointF) -> None:
        """Begin a card at a point of the scene."""
        if not self._view.may("add"):
            return
        self._view.set_tool("add")
        self.arm(new)
        self.put(at)

    def ask(self, at: QPointF) -> None:
        """Ask which kind of card to begin at a point; words that are no kind become a note, its kind not said yet."""
        note = NewCard(OWN_KIND + _("Note"))

        def written(typed: str) -> Choice:
            return Choice(_("Note:"), typed, "", partial(self.begin, replace(note, label=typed), at))

        later = Choice("", _("Note, its kind not said yet"), "", partial(self.begin, note, at), likely=False)
        choices = [*self._kinds(lambda entry: self.begin(NewCard(entry.kind, entry.type), at)), later]
        self._view.linking.show(
            _("Which kind of card? Or just write."), choices, self._view.mapFromScene(at), typed=written
        )

    def ask_kind(self, card_id: str) -> None:
        """Ask which kind a card is, such as a note that was only written down."""
        card, run = self._scene.cards[card_id], self._view.bridge.run

        def make(entry: Entry) -> None:
            run("retype_element", id=card_id, kind=entry.kind, **({"type": entry.type} if entry.type else {}))

        below = self._view.mapFromScene(QPointF(card.x, card.y + card.h + 18))
        self._view.linking.show(_("Which kind of card is it?"), self._kinds(make), below)

    def _kinds(self, take: Callable[[Entry], object]) -> list[Choice]:
        return [
            Choice(
                "", entry.word, "", partial(take, entry),
                theme().pixmap(f"kinds/{entry.variant}", f"kind/{entry.variant}/accent", 18), entry.key,
            )
            for entry in sorted(entries(self._scene.catalogue), key=lambda entry: not entry.quick)
        ]  # fmt: skip

    def show_in_zone(self) -> None:
        """Show, before the pointer says otherwise, where Enter puts the armed card: in the kind's own zone."""
        if self.armed is None:
            return
        zone = zones.zone_of(self._element(self.armed, QPointF(), ""), self._scene.catalogue)
        rect = self._scene.zones.get(zone)
        self.show(rect.center() if rect is not None else self._view.camera.seen.center())

    def put_there(self) -> None:
        """Take the place where the ghost stands, without a pointer."""
        if self._ghost is None:
            self.show_in_zone()
        if self._ghost is not None:
            self._view.camera.ensure_seen(self._ghost.rect)
            self._open()

    def _zone_for(self, new: NewCard, at: QPointF) -> str:
        """Return the zone at a point that takes the card; one without a topic takes only the kinds that belong."""
        zone = self._scene.zone_at(at)
        if zone not in NO_TOPIC:
            return zone
        return zone if zones.zone_of(self._element(new, at, ""), self._scene.catalogue) == zone else ""

    def _aim(self, zone: str) -> None:
        """Darken the zone that would take the card."""
        self._zone = zone
        self._view.lit.aim(zone)

    def _keep(self, new: NewCard, ghost: CardItem, zone: str, label: str) -> bool:
        """Make the card, and tell whether it is there: also one that the disk does not take yet."""
        self._leave()
        there = len(self._scene.board.elements)
        extra = {"type": new.type} if new.type else {}
        concepts = self._concepts(new, zone)
        if concepts:
            extra["concepts"] = concepts  # type: ignore[assignment]
        done = self._view.bridge.run("add_element", kind=new.kind, label=label, pos=[ghost.x, ghost.y], **extra)
        if done is not None and done.ids:
            self._view.bridge.select(done.ids[:1])
            self._view.lit.stand_on(done.ids[0], ring=False)
        return len(self._scene.board.elements) > there

    def _leave(self) -> None:
        self.armed = None
        self.clear()

    def _concepts(self, new: NewCard, zone: str) -> list[str]:
        """Return the topics of a new card: the zone's first, then the kind's usual ones."""
        usual = self._scene.catalogue.topics_of(new.kind, new.type)
        if not zone or zone in NO_TOPIC:
            return []
        return list(dict.fromkeys((zone, *usual)))

    def _element(self, new: NewCard, at: QPointF, zone: str) -> Element:
        """Return the card as it would be, at its place."""
        word = kind_word(self._scene.catalogue, new.kind, new.type)
        label = new.label or _("New card: {kind}").format(kind=word)
        element = Element(id="", kind=new.kind, type=new.type, label=label, concepts=tuple(self._concepts(new, zone)))
        face = card_layout.measure(element, self._scene.catalogue)
        if zone:
            wanted = (at.x() - face.w / 2, at.y() - face.h / 2)
            pos = zones.free_cell(
                self._scene.board, self._scene.catalogue, zone, (face.w, face.h), near=wanted, frame=self._scene.tiles()
            )
        else:
            pos = (at.x() - face.w / 2, at.y() - face.h / 2)
        return Element(
            id="", kind=new.kind, type=new.type, label=label, concepts=element.concepts, pos=pos, size=(face.w, face.h)
        )

    def paint(self, painter: QPainter) -> None:
        """Paint the zone that takes the card, darker, and the ghost with guides at its edges."""
        ghost, look = self._ghost, self._view.look
        if ghost is None:
            return
        rect = self._scene.zones.get(self._zone)
        if rect is not None:
            pen = QPen(look.ui("selection"), 1)
            pen.setCosmetic(True)
            painter.setPen(pen)
            box = QRectF(ghost.x, ghost.y, ghost.w, ghost.h)
            for card in self._scene.cards_in(rect):
                if abs(card.x - ghost.x) < 1 and card.id != ghost.id:
                    painter.drawLine(QPointF(ghost.x, rect.top() + 46), QPointF(ghost.x, rect.bottom() - 10))
                    break
            for card in self._scene.cards_in(QRectF(rect.left(), box.center().y(), rect.width(), 1)):
                if abs(card.centre.y() - box.center().y()) < 1 or abs(card.y - box.top()) < 1:
                    level = box.center().y() if abs(card.centre.y() - box.center().y()) < 1 else box.top()
                    painter.drawLine(QPointF(rect.left() + 10, level), QPointF(rect.right() - 10, level))
                    break
        painter.translate(ghost.x, ghost.y)
        paint_ghost(painter, ghost, look)
        if not self._view.editing.is_open:
            face = ghost.face(self._scene.catalogue)
            paint_label(painter, ghost, look, face)
