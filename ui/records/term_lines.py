"""The Words tab: words of the card that planners and engineers read differently, and what the room agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from stworkshop.analysis.word_use import not_listed, stands, terms_on, words_on
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Term, flat
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, line, row
from ui.kit.widgets.words import GrowingText, WrappedLabel
from ui.records.card_fields import Section
from ui.session.bridge import Bridge


def known_words_in(catalogue: Catalogue, board: Board, element: Element) -> list[Mapping[str, Any]]:
    """Return the catalogue's words that stand on a card and that the room has not explained yet."""
    text = words_on(element)
    return [entry for entry in not_listed(board, catalogue) if stands(str(entry["label"]), text)]


class TermCard(QWidget):
    """One word with both readings and what was agreed, each edited in place."""

    def __init__(self, bridge: Bridge, term: Term) -> None:
        super().__init__()
        layout = column(self, 4, (0, 4, 0, 8))
        head = row(spacing=6)
        head.addWidget(label(term.label, strong=True), 1)
        gone = button(
            "", lambda: bridge.run("delete", ids=[term.id]), "delete", "quiet", "small", name=_("Delete the word")
        )
        head.addWidget(gone)
        layout.addLayout(head)
        for name, words, side in (
            ("planner_reading", _("Planners say"), "planner"),
            ("engineer_reading", _("Engineers say"), "implementer"),
            ("agreed", _("We say"), ""),
        ):
            title = label(words, "caption", "faint")
            if side:
                title.setProperty("side", side)
            layout.addWidget(title)
            text = GrowingText(f"{words}: {term.label}", placeholder=_("not filled in"), lines=True)
            text.show_text(str(flat(term)[name]))
            text.kept.connect(lambda value, name=name: bridge.run("edit_term", id=term.id, **{name: value}))
            layout.addWidget(text)
        layout.addWidget(line())


class WordsTab(QWidget):
    """The words of one card."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._shown: object = None
        outer = column(self)
        self._found = Section(ruled=False)
        outer.addWidget(self._found)
        adding = Section(_("Explain another word"))
        self._new = QLineEdit()
        self._new.setPlaceholderText(_("A word that people understand differently"))
        describe(self._new, _("A word to explain"))
        self._new.returnPressed.connect(self._add)
        adding.body.addWidget(self._new)
        outer.addWidget(adding)
        outer.addStretch(1)

    def show_card(self, card: Element) -> None:
        """Show the words of a card."""
        terms = terms_on(self._bridge.board, card)
        known = known_words_in(self._bridge.catalogue, self._bridge.board, card)
        shown = (card.id, tuple(terms), tuple(str(entry["id"]) for entry in known))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._found.body)
        for term in terms:
            self._found.body.addWidget(TermCard(self._bridge, term))
        for entry in known:
            self._found.body.addWidget(self._offer(entry))
        if not terms and not known:
            words = _("No word on this card is known to be read in two ways.")
            self._found.body.addWidget(WrappedLabel(words, "small", "faint"))

    def _offer(self, entry: Mapping[str, Any]) -> QWidget:
        well = frame("well")
        layout = column(well, 4, (12, 10, 12, 10))
        layout.addWidget(label(str(entry["label"]), strong=True))
        for words, key in (
            (_("Planners often hear"), "planner_reading"),
            (_("Engineers often hear"), "engineer_reading"),
        ):
            layout.addWidget(label(words, "caption", "faint"))
            layout.addWidget(WrappedLabel(str(entry[key]), "small"))
        take = button(_("Talk about it"), lambda: self._take(entry), "plus", "", "small")
        holder = row()
        holder.addWidget(take)
        holder.addStretch(1)
        layout.addSpacing(theme().scaled(4))
        layout.addLayout(holder)
        return well

    def _take(self, entry: Mapping[str, Any]) -> None:
        self._bridge.run(
            "add_term",
            label=str(entry["label"]),
            planner_reading=str(entry["planner_reading"]),
            engineer_reading=str(entry["engineer_reading"]),
        )

    def _add(self) -> None:
        if self._new.text().strip() and self._bridge.run("add_term", label=self._new.text().strip()):
            self._new.clear()
