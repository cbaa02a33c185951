"""The map for people who listen to it: the cards are the items of a list, in reading order.

Qt shows widgets to screen readers, not what is painted on them, so the view's viewport answers for the cards. What
answers is registered for the viewport, which is a plain widget of Qt: a factory's answer is registered twice and freed
once by PySide, which crashes when the map goes, and a registration for a class written in Python gets lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleStateChangeEvent,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.card_layout import image_words
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from ui.session.words import kind_word, link_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from stworkshop.model.board import Board
    from ui.canvas.marks.question_badges import Asked
    from ui.canvas.surface import MapSurface


def card_name(element: Element, facts: str, links: int, catalogue: Catalogue) -> str:
    """Return a card as it is read out: kind, words, facts, links, topics."""
    kind = kind_word(catalogue, element.kind, element.type)
    parts = [_("{kind}: {label}").format(kind=kind, label=_ended(element.label))]
    if facts:
        parts.append(_ended(facts[0].upper() + facts[1:]))
    parts.append(ngettext("%d link.", "%d links.", links) % links)
    topics = [str(catalogue.concepts[c]["label"]) for c in element.concepts if c in catalogue.concepts]
    if topics:
        parts.append(_ended(", ".join(topics)))
    return " ".join(parts)


def card_description(board: Board, catalogue: Catalogue, element: Element) -> str:
    """Return the links of a card as sentences, and whether it is pinned."""
    sentences = [_ended(link_sentence(board, catalogue, link)) for link in board.links_of(element.id)]
    if element.locked == "yes":
        sentences.append(_("Pinned in place."))
    return " ".join(sentences)


def _ended(words: str) -> str:
    words = words.strip()
    return words if words.rstrip("”").endswith((".", "!", "?", "…")) else words + "."


class CardAccessible(QAccessibleInterface):
    """One card as a list item."""

    def __init__(self, view: MapSurface, owner: MapAccessible, card_id: str) -> None:
        super().__init__()
        self._view, self._owner, self._id = view, owner, card_id

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        return self._id in self._view.map_scene.cards

    def object(self) -> QObject:
        return None  # type: ignore[return-value]

    def window(self) -> QWindow:
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return self._owner

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: N802 - Qt's name
        return None  # type: ignore[return-value]

    def focusChild(self) -> QAccessibleInterface:  # noqa: N802 - Qt's name
        return None  # type: ignore[return-value]

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        scene = self._view.map_scene
        card = scene.cards.get(self._id)
        if card is None:
            return ""
        if kind == QAccessible.Text.Name:
            parts = (card.face(scene.catalogue).facts_text, image_words(scene.board.image_of(self._id)))
            facts = ", ".join(part for part in parts if part)
            name = card_name(card.element, facts, len(scene.board.links_of(self._id)), scene.catalogue)
            return f"{name} {self._owner.asked().count(self._id)}".strip()
        if kind == QAccessible.Text.Description:
            links = card_description(scene.board, scene.catalogue, card.element)
            return " ".join((*self._owner.asked().questions(self._id), links)).strip()
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802 - Qt's name
        """Words are changed on the card, not here."""

    def rect(self) -> QRect:
        card = self._view.map_scene.cards.get(self._id)
        if card is None:
            return QRect()
        shown = self._view.mapFromScene(card.rect).boundingRect()
        return QRect(self._view.viewport().mapToGlobal(shown.topLeft()), shown.size())

    def state(self) -> Any:
        state = QAccessible.State()
        emphasis = self._view.map_scene.emphasis
        card = self._view.map_scene.cards.get(self._id)
        state.focusable = state.selectable = state.multiSelectable = True
        state.selected = self._id in emphasis.selected
        state.focused = self._id == emphasis.current and self._view.hasFocus()
        state.invisible = card is None or self._view.map_scene.is_faint(card)
        state.offscreen = card is None or not card.rect.intersects(self._view.camera.seen)
        return state

    def foregroundColor(self) -> QColor:  # noqa: N802 - Qt's name
        return self._view.look.ui("text")

    def backgroundColor(self) -> QColor:  # noqa: N802 - Qt's name
        return self._view.look.ui("canvas")


class MapAccessible(QAccessibleWidget):
    """The view as a list of cards, then what floats over it. References are kept here, since Qt keeps none."""

    def __init__(self, view: MapSurface, asked: Callable[[], Asked]) -> None:
        super().__init__(view.viewport(), QAccessible.Role.List, _("Cards of the map"))
        self._view, self.asked = view, asked
        self._cards: dict[str, CardAccessible] = {}
        self._ids: dict[str, int] = {}
        self._closed = False

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        if self._closed:
            return 0
        return len(self._view.walk.order) + len(self._parts())

    def child(self, index: int) -> QAccessibleInterface:
        if self._closed:
            return None  # type: ignore[return-value]
        order = self._view.walk.order
        if 0 <= index < len(order):
            return self.card(order[index])
        parts = self._parts()[index - len(order) :] if index >= len(order) else []
        return QAccessible.queryAccessibleInterface(parts[0]) if parts else None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        if self._closed:
            return -1
        if isinstance(child, CardAccessible):
            return self._view.walk.place(child._id)
        parts, thing = self._parts(), child.object()
        return len(self._view.walk.order) + parts.index(thing) if thing in parts else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: N802 - Qt's name
        if self._closed:
            return None  # type: ignore[return-value]
        at = self._view.viewport().mapFromGlobal(QPoint(x, y))
        for part in reversed(self._parts()):
            if part.geometry().contains(at):
                return QAccessible.queryAccessibleInterface(part)
        card = self._view.map_scene.card_at(self._view.mapToScene(at))
        return self.card(card.id) if card is not None else None  # type: ignore[return-value]

    def focusChild(self) -> QAccessibleInterface:  # noqa: N802 - Qt's name
        if self._closed:
            return None  # type: ignore[return-value]
        current = self._view.map_scene.emphasis.current
        return self.card(current) if current in self._view.map_scene.cards else None  # type: ignore[return-value]

    def _parts(self) -> list[QWidget]:
        """Return what floats over the map now: bars, questions, the field for a card's words."""
        view = self._view
        inside = view.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [part for part in inside if part.isVisible() and part is not view.viewport() and not _is_scroll(part)]

    def card(self, card_id: str) -> CardAccessible:
        """Return the item of a card, made and registered at the first call."""
        found = self._cards.get(card_id)
        if found is None:
            found = self._cards[card_id] = CardAccessible(self._view, self, card_id)
            self._ids[card_id] = QAccessible.registerAccessibleInterface(found)
        return found

    def drop(self, gone: set[str]) -> None:
        """Forget the items of cards that are no more."""
        for card_id in gone & set(self._ids):
            QAccessible.deleteAccessibleInterface(self._ids.pop(card_id))
            del self._cards[card_id]

    def close(self) -> None:
        """Answer for nothing any more; a second time does nothing."""
        if self._closed:
            return
        self._closed = True
        self.drop(set(self._ids))
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(self))  # now, as its memory is Python's

    def focus_moved(self) -> None:
        """Tell screen readers where the keyboard stands now."""
        if self._closed:
            return
        current = self._view.map_scene.emphasis.current
        if QAccessible.isActive() and current in self._view.map_scene.cards:
            QAccessible.updateAccessibility(QAccessibleEvent(self.card(current), QAccessible.Event.Focus))

    def say(self, words: str) -> None:
        """Have a screen reader say something that the picture shows without words."""
        if QAccessible.isActive() and not self._closed:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))

    def selection_changed(self, changed: set[str]) -> None:
        """Tell screen readers which cards are now, or no longer, selected."""
        if self._closed or not QAccessible.isActive():
            return
        state = QAccessible.State()
        state.selected = True
        for card_id in changed & set(self._cards):
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self._cards[card_id], state))


def attach(view: MapSurface, asked: Callable[[], Asked]) -> MapAccessible:
    """Let a view answer for its cards; to be called once per view, before anybody asks."""
    made = MapAccessible(view, asked)
    QAccessible.registerAccessibleInterface(made)
    return made


def detach(accessible: MapAccessible) -> None:
    """Forget a view that goes."""
    accessible.close()


def _is_scroll(part: QWidget) -> bool:
    return part.objectName().startswith("qt_scrollarea_")
