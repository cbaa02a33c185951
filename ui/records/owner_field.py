"""Who answers for a card: one field over the links "is responsible for"."""

from __future__ import annotations

from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from ui.kit.widgets.choice_box import ChoiceBox
from ui.records.card_fields import Section
from ui.session.bridge import Bridge

OWNS = "owns"
_ASKED = frozenset(
    ("risk", "mitigation", "decision", "action", "open-question", "component", "process", "public-service")
)


class OwnerField(Section):
    """Shown for cards that somebody should answer for; several owners are links like others, the first stands here."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(_("Who is responsible"))
        self._bridge = bridge
        self._card = ""
        self._people: tuple[tuple[str, str], ...] | None = None
        self._box: ChoiceBox | None = None

    def show_card(self, card: Element) -> None:
        """Show who answers for a card."""
        self.setVisible(card.kind in _ASKED and self._bridge.catalogue.is_allowed(OWNS, "stakeholder", card.kind))
        self._card = card.id
        board = self._bridge.board
        people = tuple((e.id, e.label) for e in board.elements.values() if e.kind == "stakeholder")
        if self._box is None or people != self._people:
            self._people = people
            self._make(people)
        assert self._box is not None
        self._box.choose(next(iter(self._owners()), ""))

    def _make(self, people: tuple[tuple[str, str], ...]) -> None:
        if self._box is not None:
            self.body.removeWidget(self._box)
            self._box.deleteLater()
        self._box = ChoiceBox(_("Who is responsible"), people, _("Nobody yet. Choose a role"))
        self._box.chosen.connect(self._keep)
        self.body.addWidget(self._box)

    def _owners(self) -> dict[str, str]:
        """Return the ids of the links by owner, the first owner first."""
        links = self._bridge.board.links_to(self._card)
        return {link.source: link.id for link in links if link.relation == OWNS}

    def _keep(self, person: str) -> None:
        owners = self._owners()
        first = next(iter(owners), "")
        if person == first:
            return
        steps: list[tuple[str, dict[str, Any]]] = []
        if first:
            steps.append(("delete", {"ids": [owners[first]]}))
        if person and person not in owners:
            steps.append(("add_link", {"relation": OWNS, "source": person, "target": self._card}))
        self._bridge.run_together(_("Choose who is responsible"), steps)
