"""A toolbar above several selected cards: what can be done with all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QFrame, QPushButton

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.canvas.gestures.permits import why_not
from ui.canvas.gestures.toolbar import bar
from ui.kit.widgets.basics import button, describe, label, row
from ui.kit.widgets.plain import Menu, set_tip

if TYPE_CHECKING:
    from ui.canvas.gestures.actions import CanvasAction
    from ui.canvas.gestures.menus import Menus
    from ui.canvas.map_hands import MapHands

_ABOVE, _EDGE = 22, 8
_ACTIONS = ("map.align-left", "map.align-center", "map.align-middle", "map.spread-across", "map.group")


class SelectionBar(QFrame):
    """Shown while two or more cards are selected and none is in the air; all of it is in the menu and in Ctrl+K too."""

    def __init__(self, view: MapHands, menus: Menus, actions: list[CanvasAction]) -> None:
        super().__init__(view)
        self._view, self._menus, self._actions = view, menus, actions
        self.setProperty("part", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        describe(self, _("Tools for the selected cards"))
        layout = row(self, 2, (4, 4, 4, 4))
        self.count = label("", "small", strong=True)
        self.count.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.count)
        layout.addWidget(bar())
        self._buttons: dict[str, QPushButton] = {}
        self._tips: dict[str, str] = {}
        for action_id in _ACTIONS:
            layout.addWidget(self._button(action_id))
        self._topics = button("", self._open_topics, "tag", "quiet", name=_("Topics"))
        layout.addWidget(self._topics)
        layout.addWidget(bar())
        layout.addWidget(self._button("map.merge", words=_("Merge")))
        layout.addWidget(self._button("map.delete"))
        self.hide()

    def refresh(self) -> None:
        """Show, hide or move the bar for what is selected now."""
        view = self._view
        cards = [view.map_scene.cards[i] for i in view.doing.cards] if len(view.selected) > 1 else []
        if len(cards) < 2 or view.read_only or view.busy or view.map_scene.emphasis.moving:
            self.hide()
            return
        self.count.setText(ngettext("%d card", "%d cards", len(cards)) % len(cards))
        for action in self._actions:
            if action.id in self._buttons:
                self._buttons[action.id].setEnabled(action.enabled())
                set_tip(self._buttons[action.id], why_not(view, action.id) or self._tips[action.id])
        self._topics.setEnabled(not view.bridge.refusal("edit", view.doing.cards))
        self.adjustSize()
        rect = QRectF()
        for card in cards:
            rect = rect.united(card.rect)
        self._place(rect)
        self.show()

    def _place(self, rect: QRectF) -> None:
        shown = self._view.mapFromScene(rect).boundingRect()
        room = self._view.viewport().rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        x = min(max(room.left(), shown.left()), max(room.left(), room.right() - self.width()))
        y = shown.top() - _ABOVE - self.height()
        self.move(QPoint(x, min(max(room.top(), y), room.bottom() - self.height())))

    def _button(self, action_id: str, words: str = "") -> QPushButton:
        action = next(a for a in self._actions if a.id == action_id)
        icon = "" if words else action.icon
        made = button(words, action.run, icon, "quiet", name=action.text, shortcut=action.shortcut)
        self._buttons[action_id] = made
        self._tips[action_id] = made.toolTip()
        return made

    def _open_topics(self) -> None:
        menu = Menu(self._view)
        self._menus.fill_topics(menu, self._view.doing.cards)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._topics.mapToGlobal(QPoint(0, self._topics.height() + 4)))
