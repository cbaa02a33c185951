"""The Card tab: the attributes of one card or of several of a kind, its topics, and its links in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.catalogue import Attribute, curly
from stworkshop.model.records import Element, value_of
from ui.kit.theme import theme
from ui.kit.widgets.basics import clear, column, label, line
from ui.kit.widgets.kinds import concept_chip
from ui.records.editors import Editor, is_editable
from ui.records.many_choice import ManyChoice
from ui.session.bridge import Bridge


class Section(QWidget):
    """A part of a panel under a hairline, with an optional title."""

    def __init__(self, title: str = "", *, ruled: bool = True) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        outer = column(self)
        if ruled:
            outer.addWidget(line())
        self.body: QVBoxLayout = column(spacing=8, margins=(16, 14, 16, 14))
        outer.addLayout(self.body)
        if title:
            self.body.addWidget(label(title, "small", "muted", strong=True))


class AttributeFields(QWidget):
    """Editors of the attributes that some cards of one kind have in common; a change goes to all of them."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._ids: tuple[str, ...] = ()
        self._kind = ("", "")
        self._editors: list[Editor] = []
        self._layout = column(self, 8, (16, 14, 16, 14))

    def show_cards(self, cards: Sequence[Element]) -> None:
        """Show cards of one kind; a field where they differ says so."""
        kind = cards[0].kind
        variant = self._bridge.catalogue.variant(kind, cards[0].type)
        self._ids = tuple(card.id for card in cards)
        if (kind, variant) != self._kind:
            self._kind = (kind, variant)
            self._build(kind, variant)
        for editor in self._editors:
            first, *others = (editor.effective(value_of(card, editor.attribute.id)) for card in cards)
            if all(value == first for value in others):
                editor.show_value(first)
            else:
                editor.show_mixed()

    def _build(self, kind: str, variant: str) -> None:
        clear(self._layout)
        self._editors = []
        attributes = [a for a in self._bridge.catalogue.kind(kind).attributes.values() if is_editable(a)]
        for attribute in sorted(attributes, key=_rank):
            editor = Editor(attribute, partial(self._keep, attribute.id), variant)
            self._layout.addWidget(editor)
            self._editors.append(editor)
        self.setVisible(bool(self._editors))

    def _keep(self, name: str, value: Any) -> None:
        cards = [self._bridge.board.elements[i] for i in self._ids if i in self._bridge.board.elements]
        changed = [card.id for card in cards if value_of(card, name) != value]
        if len(changed) == 1:
            self._bridge.run("edit_element", id=changed[0], **{name: value})
        elif changed:
            words = ngettext("Change %d card", "Change %d cards", len(changed)) % len(changed)
            self._bridge.run_together(words, [("edit_element", {"id": card, name: value}) for card in changed])


class TopicFields(QWidget):
    """The topics of one card as chips."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._card = ""
        layout = column(self)
        words = [(concept, curly(str(entry["label"]))) for concept, entry in bridge.catalogue.concepts.items()]
        self.chips = ManyChoice(
            _("Topics"),
            words,
            lambda concept, _words: concept_chip(bridge.catalogue, concept, removable=True),
            lambda concept: theme().icon(f"concepts/{concept}", f"concept/{concept}/mark", 17),
        )
        self.chips.chosen.connect(self._keep)
        layout.addWidget(self.chips)

    def show_card(self, card: Element) -> None:
        """Show the topics of a card."""
        self._card = card.id
        self.chips.choose(card.concepts)

    def _keep(self, concepts: tuple[str, ...]) -> None:
        card = self._bridge.board.elements.get(self._card)
        if card is None:
            return
        add = [c for c in concepts if c not in card.concepts]
        remove = [c for c in card.concepts if c not in concepts]
        self._bridge.run(
            "tag", ids=[card.id], **({"add": add} if add else {}), **({"remove": remove} if remove else {})
        )


def _rank(attribute: Attribute) -> int:
    """Order: scales first, then what sort it is, short choices, days, words."""
    if attribute.id == "type":
        return 1
    if attribute.type == "integer":
        return 0 if len(attribute.labels) == 5 else 3
    return {"word": 2, "yes-no": 2, "date": 3, "id": 3, "ids": 5}.get(attribute.type, 4)
