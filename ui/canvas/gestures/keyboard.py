"""The map without a mouse. Single keys act only here, while the map has the keyboard, never while something is typed.

Tab and Shift+Tab walk in reading order, arrows to the nearest card that way, Ctrl+arrows along links. Space selects the
card one stands on; while cards are selected the arrows move them (10, with Shift 1), and Esc gives the arrows back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from stworkshop.i18n import gettext as _
from ui.canvas.gestures.walking import ARROWS
from ui.session.find_or_add import entries
from ui.session.words import link_sentence

if TYPE_CHECKING:
    from ui.canvas.map_hands import MapHands
    from ui.canvas.tools.pointer import Pointer

_Key = Qt.Key
_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NUDGE, FINE = 10.0, 1.0
_LOOKING = frozenset((_Key.Key_0, _Key.Key_Plus, _Key.Key_Equal, _Key.Key_Minus, _Key.Key_Slash))
"""Keys that only look elsewhere, or ask for a card."""


class Keyboard:
    """Turns keys into steps and commands."""

    def __init__(self, view: MapHands, pointer: Pointer, open_menu: Callable[[], object]) -> None:
        self._view, self._pointer, self._open_menu = view, pointer, open_menu
        self._scene = view.map_scene
        self.space = False
        self.panned = False
        self._kinds = {entry.key.lower(): entry for entry in entries(view.bridge.catalogue) if entry.key}
        self._plain: dict[int, Callable[[], object]] = {
            _Key.Key_Return: self.edit,
            _Key.Key_Enter: self.edit,
            _Key.Key_F2: self.edit,
            _Key.Key_Delete: view.doing.delete,
            _Key.Key_Backspace: view.doing.delete,
            _Key.Key_Escape: self.escape,  # see `press`: it goes on to the page where it meant nothing here
            _Key.Key_Menu: open_menu,
            _Key.Key_0: view.steps.show_whole,
            _Key.Key_Plus: view.steps.come_in,
            _Key.Key_Equal: view.steps.come_in,
            _Key.Key_Minus: view.steps.out,
            _Key.Key_Slash: lambda: view.wants_find_field.emit(""),
            _Key.Key_F: view.toggle_focus,
            _Key.Key_L: view.link_from_here,
            _Key.Key_K: view.ask_kind,
            _Key.Key_Home: lambda: self.walk_to(view.walk.step("", 1)),
            _Key.Key_End: lambda: self.walk_to(view.walk.step("", -1)),
        }
        self._with_alt: dict[int, Callable[[], object]] = {
            _Key.Key_1: view.steps.show_city,
            _Key.Key_2: view.steps.show_zone,
            _Key.Key_3: view.steps.show_card,
        }
        self._with_ctrl: dict[int, Callable[[], object]] = {
            _Key.Key_D: view.doing.duplicate,
            _Key.Key_G: view.doing.group,
            _Key.Key_A: view.select_all,
            _Key.Key_C: view.copying.copy,
            _Key.Key_X: view.copying.cut,
            _Key.Key_V: view.paste,
            _Key.Key_0: view.steps.show_whole,
            _Key.Key_Plus: view.steps.come_in,
            _Key.Key_Equal: view.steps.come_in,
            _Key.Key_Minus: view.steps.out,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; tell whether it meant anything."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == _ALT and (step := self._with_alt.get(key)):
            step()
            return True
        if self._view.steps.from_afar:
            return self._from_afar(event)
        if key == _Key.Key_Space and not event.isAutoRepeat():
            self.space, self.panned = True, False
            return True
        if key == _Key.Key_Space:
            return True
        if (way := ARROWS.get(Qt.Key(key))) is not None:
            return self._arrow(way, modifiers)
        if key == _Key.Key_F10 and modifiers == _SHIFT:
            self._open_menu()
            return True
        if modifiers == _CTRL:
            return _do(self._with_ctrl.get(key))
        if modifiers == Qt.KeyboardModifier.AltModifier and key == _Key.Key_W:
            self._view.explained.tell()
            return True
        if modifiers & ~_SHIFT:
            return False
        if modifiers == Qt.KeyboardModifier.NoModifier and (entry := self._kinds.get(event.text().lower())):
            self._view.start_adding(entry.kind, entry.type, entry.variant)
            return True
        if self._view.tool == "add" and event.text().isalnum() and key not in self._plain:
            # Somebody types the words at once: what other keys do (blank the wall, open the guide) is not meant.
            self._view.bridge.say(_("Press Enter or click to put the card there; then type its words."))
            return True
        if modifiers == _SHIFT and key not in (_Key.Key_Plus, _Key.Key_Slash, _Key.Key_Equal):
            return False
        return self.escape() if key == _Key.Key_Escape else _do(self._plain.get(key))

    def _from_afar(self, event: QKeyEvent) -> bool:
        """Do what a key means over the map from afar: walking there, looking elsewhere, adding a card."""
        key = event.key()
        if self._view.steps.city.press(event):
            return True
        if event.modifiers() == _CTRL and key in _LOOKING:
            return _do(self._with_ctrl.get(key))
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and (entry := self._kinds.get(event.text().lower())):
            self._view.start_adding(entry.kind, entry.type, entry.variant)
            return True
        if key in _LOOKING and not event.modifiers() & ~_SHIFT:
            return _do(self._plain.get(key))
        if key in self._plain or (event.modifiers() == _CTRL and key in self._with_ctrl):
            self._view.bridge.say(_("From afar nothing is changed. Alt+3 shows the card, Alt+2 its topic."))
            return True
        return False

    def knows(self, event: QKeyEvent) -> bool:
        """Tell whether a key without Ctrl or Alt means something here."""
        key = Qt.Key(event.key())
        if self._view.steps.from_afar:
            known = self._view.steps.city.knows(event) or key in self._plain
            return known or event.text().lower() in self._kinds
        if key in self._plain or key in ARROWS or key == _Key.Key_Space or event.text().lower() in self._kinds:
            return True
        return self._view.tool == "add" and event.text().isalnum()

    def release(self, event: QKeyEvent) -> bool:
        """Space, let go without having panned, selects or deselects the card one stands on."""
        if event.key() != _Key.Key_Space or event.isAutoRepeat():
            return False
        if self.space and not self.panned:
            self.toggle()
        self.space = False
        return True

    def tab(self, forward: bool) -> bool:
        """Walk in reading order; False at the end, where the keyboard leaves the map."""
        following = self._view.walk.step(self._scene.emphasis.current, 1 if forward else -1)
        if following:
            self.walk_to(following)
        return bool(following)

    def walk_to(self, card_id: str) -> None:
        """Stand on a card, and bring it into view."""
        card = self._scene.cards.get(card_id)
        if card is not None:
            self._view.lit.stand_on(card_id)
            self._view.camera.ensure_seen(card.rect)

    def show_place(self) -> None:
        """Ring the card one stands on, once nothing else shows it."""
        if self._scene.emphasis.current in self._scene.cards:
            self._view.lit.stand_on(self._scene.emphasis.current)

    def toggle(self) -> None:
        """Select or deselect the card one stands on, the others staying as they are."""
        current = self._scene.emphasis.current
        if self._view.tool == "add":
            self._view.placing.put_there()
            return
        if current not in self._scene.cards:
            return
        selected = self._view.selected
        kept = tuple(i for i in selected if i != current)
        self._view.bridge.select(kept if current in selected else (*selected, current))

    def edit(self) -> None:
        """Put the card that is armed where its ghost stands, or edit the words of the card or link that is chosen."""
        if self._view.tool == "add":
            self._view.placing.put_there()
            return
        one = self._view.doing.one
        if one and not self._view.read_only and self._view.may("edit", (one,)):
            if self._view.steps.from_afar:
                self._view.go_to(one)
            self._view.editing.open(self._scene.cards[one])
        link = self._scene.links.get(self._view.doing.one_link)
        if link is not None and not self._view.read_only and self._view.may("link"):
            if self._view.steps.from_afar:
                self._view.steps.leave()
                self._view.camera.look_at(QPointF(*link.stroke.middle), 1.0, glide=False)  # the list does not glide
            self._view.linking.say_anew(link)

    def escape(self) -> bool:
        """Leave one thing after the other: a gesture, a tool, the selection, the focus; tell whether there was one."""
        view, emphasis = self._view, self._scene.emphasis
        if self._pointer.cancel():
            return True
        if view.tool != "select":
            view.set_tool("select")
        elif emphasis.selected:
            view.bridge.select(())
            self.show_place()
        elif emphasis.focus:
            view.focus(None)
        else:
            return False
        return True

    def _arrow(self, way: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        view = self._view
        if modifiers == _CTRL:
            found = view.walk.along(self._scene.emphasis.current, way)
            if found is not None:
                link, card = found
                self.walk_to(card)
                view.lit.hover(link.id)
                view.status.emit(link_sentence(self._scene.board, self._scene.catalogue, link.link))
            return True
        if modifiers & _ALT or modifiers & _CTRL:
            return False
        selected = [i for i in view.selected if i in self._scene.cards]
        if selected and not view.read_only:
            view.doing.nudge(way * (FINE if modifiers & _SHIFT else NUDGE))
        else:
            self.walk_to(view.walk.towards(self._scene.emphasis.current, way))
        return True


def _do(what: Callable[[], object] | None) -> bool:
    if what is None:
        return False
    what()
    return True
