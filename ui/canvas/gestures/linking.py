"""Linking two cards: the target by pointer or by typing, the relation as a sentence, most likely first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from stworkshop.i18n import gettext as _
from stworkshop.model import rules
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from ui.canvas.gestures.chooser import Choice, Chooser
from ui.kit.theme import theme
from ui.session.words import kind_word

if TYPE_CHECKING:
    from ui.canvas.items.link import LinkItem
    from ui.canvas.surface import MapSurface

_LONGEST = 34


def short(label: str) -> str:
    """Return a label short enough for a sentence on one line."""
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip(" .,;:-") + "…"


def relation_choices(
    catalogue: Catalogue, source: Element, target: Element, taken: set[tuple[str, str, str]]
) -> list[tuple[str, bool, bool]]:
    """Return (relation, as drawn, listed) that can still be drawn between two cards: the listed first, then all."""
    offered = [(r, forward, True) for r, forward in rules.offered_relations(catalogue, source.kind, target.kind)]
    known = {(r, forward) for r, forward, _listed in offered}
    offered += [(r, True, False) for r in catalogue.relations if (r, True) not in known]
    offered += [
        (r, False, False)
        for r, relation in catalogue.relations.items()
        if (r, False) not in known and not relation.symmetric
    ]

    def free(relation: str, forward: bool) -> bool:
        a, b = (source.id, target.id) if forward else (target.id, source.id)
        both = {(relation, a, b), (relation, b, a)} if catalogue.relations[relation].symmetric else {(relation, a, b)}
        return not both & taken

    return [(r, forward, listed) for r, forward, listed in offered if free(r, forward)]


class Linking(QObject):
    """Asks what a link needs, and runs `add_link`."""

    def __init__(self, view: MapSurface) -> None:
        super().__init__(view)
        self._view = view
        self._scene = view.map_scene
        self.open: Chooser | None = None

    def offer_targets(self, source_id: str | None) -> None:
        """While a link is drawn from a card, fade what the catalogue does not list; None ends it."""
        board, catalogue = self._scene.board, self._scene.catalogue
        source = board.elements.get(source_id) if source_id else None
        if source is None:
            self._view.lit.offer(None)
            return
        kinds = {e.kind for e in board.elements.values()}
        good = {k for k in kinds if rules.offered_relations(catalogue, source.kind, k)}
        self._view.lit.offer(frozenset(e.id for e in board.elements.values() if e.kind in good or e.id == source.id))

    def choose_target(self, source_id: str) -> None:
        """Ask by typing which card to link to; cards that a relation is listed for come first."""
        board, catalogue = self._scene.board, self._scene.catalogue
        source = board.elements[source_id]
        others = [e for e in board.elements.values() if e.id != source_id]
        listed = {k: bool(rules.offered_relations(catalogue, source.kind, k)) for k in {e.kind for e in others}}
        near = self._scene.cards[source_id].centre

        def away(element: Element) -> float:
            return float((self._scene.cards[element.id].centre - near).manhattanLength())

        others.sort(key=lambda e: (not listed[e.kind], away(e)))
        choices = [
            Choice(
                "",
                e.label,
                "",
                partial(self.choose_relation, source_id, e.id),
                self._icon(e),
                kind_word(catalogue, e.kind, e.type),
            )
            for e in others
        ]
        self.show(
            _("Link “{card}” to…").format(card=short(source.label)), choices, self._below(source_id),
            lambda n: self._view.lit.hover(others[n].id if n >= 0 else ""),
        )  # fmt: skip

    def choose_relation(self, source_id: str, target_id: str) -> None:
        """Offer the relations between two cards as sentences."""
        board, catalogue = self._scene.board, self._scene.catalogue
        source, target = board.elements[source_id], board.elements[target_id]
        taken = {(k.relation, k.source, k.target) for k in board.links_of(source_id)}
        choices = []
        possible = relation_choices(catalogue, source, target, taken)
        any_listed = any(listed for _r, _f, listed in possible)
        for relation, forward, listed in possible:
            a, b = (source, target) if forward else (target, source)
            choices.append(
                Choice(
                    a.label,
                    catalogue.relations[relation].label,
                    b.label,
                    partial(self._add, relation, a.id, b.id),
                    hint="" if listed else _("not listed"),
                    likely=listed or not any_listed,
                )
            )
        footer = (
            _("Type to see all.")
            if any_listed
            else _("The catalogue lists no link between these two. You can still draw one.")
        )
        self.show(_("Type to choose"), choices, self._below(target_id), footer=footer)

    def say_anew(self, link: LinkItem, at: QPoint | None = None) -> None:
        """Offer other words for a link, on its line; words of one's own become what was said of it."""
        catalogue, old = self._scene.catalogue, link.link
        source, target = link.source.element, link.target.element
        taken = {(k.relation, k.source, k.target) for k in self._scene.board.links_of(source.id) if k.id != old.id}
        possible = relation_choices(catalogue, source, target, taken)
        possible.sort(key=lambda one: (one[0] != old.relation, not one[1]))  # Enter leaves it as it is
        choices = []
        for relation, forward, listed in possible:
            a, b = (source, target) if forward else (target, source)
            ends = {"relation": relation, "source": a.id, "target": b.id}
            words, hint = catalogue.relations[relation].label, "" if listed else _("not listed")
            take = partial(self._view.bridge.run, "relink", id=old.id, **ends)
            choices.append(Choice(a.label, words, b.label, take, hint=hint, likely=listed or relation == old.relation))

        def note(typed: str) -> Choice:
            return Choice(_("Note:"), typed, "", partial(self._view.bridge.run, "edit_link", id=old.id, note=typed))

        footer = _("Type to see all, or write what was said about it.")
        if old.note:
            said = short(" ".join(old.note.split()))
            footer = _("Noted: “{note}”").format(note=said) + " " + footer
            away = partial(self._view.bridge.run, "edit_link", id=old.id, note="")
            choices.append(Choice(_("Without the note"), f"“{said}”", "", away))
        middle = self._view.mapFromScene(QPointF(*link.stroke.middle))
        self.show(_("What does the link say?"), choices, at or middle, footer=footer, typed=note)

    def close(self) -> None:
        """Take an open list away."""
        if self.open is not None:
            self.open.leave()

    def _add(self, relation: str, source: str, target: str) -> None:
        done = self._view.bridge.run("add_link", relation=relation, source=source, target=target)
        if done is not None and done.ids:
            self._view.bridge.select(done.ids[:1])

    def show(
        self,
        title: str,
        choices: Sequence[Choice],
        at: QPoint,
        pointed: Callable[[int], object] | None = None,
        footer: str = "",
        *,
        typed: Callable[[str], Choice] | None = None,
        escaped: Callable[[], object] | None = None,
    ) -> None:
        """Open a list at a point of the viewport; `typed` makes a choice of new words, `escaped` is called on Esc."""
        self.close()
        self.open = Chooser(
            self._view, title, choices, self._closed, pointed=pointed, footer=footer, typed=typed, escaped=escaped
        )
        self.open.open_at(at)

    def _closed(self) -> None:
        """Give the keyboard back to the map, unless something else has taken it, such as the search."""
        chooser, self.open = self.open, None
        self._view.lit.hover("")
        focus = QApplication.focusWidget()
        if focus is None or chooser is None or chooser.isAncestorOf(focus):
            self._view.setFocus()

    def _below(self, card_id: str) -> QPoint:
        rect = self._view.mapFromScene(self._scene.cards[card_id].rect).boundingRect()
        return QPoint(rect.left(), rect.bottom() + 18)

    def _icon(self, element: Element) -> QPixmap:
        shape = self._scene.catalogue.variant(element.kind, element.type)
        return theme().pixmap(f"kinds/{shape}", f"kind/{shape}/accent", 18)
