"""The map with hands: new cards, order, and steps of nearness; gestures and keys are built on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from stworkshop.i18n import gettext as _
from stworkshop.layout.zones import OTHER, zone_of
from ui.canvas.city.steps import Steps
from ui.canvas.first_look import first_look
from ui.canvas.gestures.placing import NewCard, Placing
from ui.canvas.gestures.tidying import Tidying
from ui.canvas.highlight import Bar
from ui.canvas.map_parts import MapParts


class MapHands(MapParts):
    """A map on which cards are made, put in order and looked at from near and afar."""

    tidying: Tidying
    placing: Placing
    steps: Steps

    @property
    def selection_bar(self) -> Bar:
        """The bar over what is selected."""
        raise NotImplementedError

    def set_tool(self, tool: str) -> None:
        """Choose what a press on the map means: select, link or add."""
        if tool != "add":
            self.placing.arm(None)
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def start_adding(self, kind: str, type_id: str = "", variant: str = "") -> None:
        """Arm a kind: the next click puts a card there, or Enter where its ghost is shown."""
        if self.read_only or not self.may("add"):
            return
        self.steps.leave()
        self.set_tool("add")
        self.placing.arm(NewCard(kind, type_id))
        self.placing.show_in_zone()
        self.accessible.say(_("New card: {kind}. Enter puts it on the map.").format(kind=self.placing.word))
        self.setFocus()

    def ask_kind(self) -> None:
        """Ask which kind the chosen card is; without one, say that one is needed."""
        one = self.doing.one
        if not one:
            self.status.emit(_("Choose a card first, then K."))
        elif not self.read_only and self.may("edit", (one,)):
            if self.steps.from_afar:
                self.go_to(one)
            self.placing.ask_kind(one)

    def add_at(self, new: NewCard, at: QPointF) -> None:
        """Begin a card at a point of the scene."""
        self.placing.begin(new, at)

    def first_look(self) -> None:
        """Show the whole map, or, where its words would be too small, the map from afar; or cards that have no zone."""
        self.fit()
        scene = self.map_scene
        if scene.cards and all(zone_of(card.element, scene.catalogue) == OTHER for card in scene.cards.values()):
            self.show_whole(scene.cards)
        elif self.steps.needed:
            self.steps.show_city()
        else:
            first_look(self)

    def go_to(self, card_id: str) -> None:
        """Select a card, stand on it, and bring it to the middle."""
        self.steps.leave()
        self.bridge.select((card_id,))
        self.lit.stand_on(card_id)
        self.center_on((card_id,))

    def tidy(self, zone: str | None = None) -> None:
        """Bring all cards, or those of a zone, into order; what a person placed stays unless the zone is named."""
        self.tidying.start(zone=zone, keep=zone is None)
