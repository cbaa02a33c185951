"""The inspector with several cards: how many, what they share, and what is done with all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.catalogue import curly
from stworkshop.model.records import Element
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, label, row
from ui.kit.widgets.kinds import KindMark, concept_chip
from ui.records.card_fields import AttributeFields, Section
from ui.records.many_choice import ManyChoice
from ui.session.bridge import Bridge
from ui.session.words import kind_plural

_EDGES = ("left", "center", "right", "top", "middle", "bottom")


class ManyPanel(QWidget):
    """Several cards: their common fields, topics and arrangement."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._ids: tuple[str, ...] = ()
        outer = column(self)
        head = Section(ruled=False)
        top = row(spacing=9)
        self._mark = KindMark("concern")
        self._title = label("", "title")
        top.addWidget(self._mark)
        top.addWidget(self._title, 1)
        head.body.addLayout(top)
        self._words = label("", "small", "muted", wrap=True)
        head.body.addWidget(self._words)
        outer.addWidget(head)
        self._attributes = AttributeFields(bridge)
        outer.addWidget(self._attributes)
        topics = Section(_("Topics that all of them have"))
        self._topics = ManyChoice(
            _("Topics"),
            [(concept, curly(str(entry["label"]))) for concept, entry in bridge.catalogue.concepts.items()],
            lambda concept, _words: concept_chip(bridge.catalogue, concept, removable=True),
            lambda concept: theme().icon(f"concepts/{concept}", f"concept/{concept}/mark", 17),
        )
        self._topics.chosen.connect(self._tag)
        topics.body.addWidget(self._topics)
        outer.addWidget(topics)
        outer.addWidget(self._arrange())
        outer.addStretch(1)

    def show_cards(self, cards: Sequence[Element]) -> None:
        """Show several cards."""
        self._ids = tuple(card.id for card in cards)
        kinds = {card.kind for card in cards}
        variants = {self._bridge.catalogue.variant(card.kind, card.type) for card in cards}
        self._title.setText(ngettext("%d card", "%d cards", len(cards)) % len(cards))
        self._mark.setVisible(len(variants) == 1)
        self._mark.show_kind(next(iter(variants)))
        self._words.setText(", ".join(kind_plural(self._bridge.catalogue, kind) for kind in sorted(kinds)))
        self._attributes.setVisible(len(kinds) == 1)
        if len(kinds) == 1:
            self._attributes.show_cards(cards)
        shared = [c for c in self._bridge.catalogue.concepts if all(c in card.concepts for card in cards)]
        self._shared = tuple(shared)
        self._topics.choose(self._shared)

    def _tag(self, concepts: tuple[str, ...]) -> None:
        add = [c for c in concepts if c not in self._shared]
        remove = [c for c in self._shared if c not in concepts]
        self._bridge.run(
            "tag", ids=list(self._ids), **({"add": add} if add else {}), **({"remove": remove} if remove else {})
        )

    def _arrange(self) -> Section:
        section = Section(_("Arrange"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        names = {
            "left": _("Align left edges"), "center": _("Align centres"), "right": _("Align right edges"),
            "top": _("Align top edges"), "middle": _("Align middles"), "bottom": _("Align bottom edges"),
        }  # fmt: skip
        for at, edge in enumerate(_EDGES):
            made = button("", None, f"align-{edge}", "quiet", name=names[edge])
            made.clicked.connect(lambda _checked=False, edge=edge: self._run("align", edge=edge))
            made.setProperty("permission", "move")
            grid.addWidget(made, 0, at)
        across = button(
            "", lambda: self._run("distribute", axis="horizontal"), "distribute-h", "quiet", name=_("Same gaps across")
        )
        down = button(
            "", lambda: self._run("distribute", axis="vertical"), "distribute-v", "quiet", name=_("Same gaps down")
        )
        for made in (across, down):
            made.setProperty("permission", "move")
        grid.addWidget(across, 0, len(_EDGES))
        grid.addWidget(down, 0, len(_EDGES) + 1)
        grid.setColumnStretch(len(_EDGES) + 2, 1)
        grid.setHorizontalSpacing(0)
        section.body.addLayout(grid)
        line = row(spacing=8)
        for words, command, icon, look, wanted in (
            (_("Group"), "group", "group", "", "move"),
            (_("Make one card"), "merge_cards", "merge", "", "edit"),
            (_("Delete"), "delete", "delete", "danger", "delete"),
        ):
            doing = button(words, partial(self._run, command), icon, look, "small")
            doing.setProperty("permission", wanted)
            line.addWidget(doing)
        line.addStretch(1)
        section.body.addLayout(line)
        return section

    def _run(self, name: str, **arguments: str) -> None:
        self._bridge.run(name, ids=list(self._ids), **arguments)
