"""The map: one view of a session's cards and links, for mouse, touch and keyboard alike."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from stworkshop.analysis.zones import zone_of
from stworkshop.i18n import gettext as _
from stworkshop.session import Changed
from ui.canvas import accessible
from ui.canvas.canvas_view import CanvasView
from ui.canvas.city.steps import Steps
from ui.canvas.first_look import first_look, zone_of_stage
from ui.canvas.gestures.actions import CanvasAction, actions_of
from ui.canvas.gestures.drops import Drops
from ui.canvas.gestures.inline_editor import InlineEditor
from ui.canvas.gestures.inputs import Inputs
from ui.canvas.gestures.keyboard import Keyboard
from ui.canvas.gestures.lens import Lens
from ui.canvas.gestures.linking import Linking
from ui.canvas.gestures.menus import Menus
from ui.canvas.gestures.paste import Pasting
from ui.canvas.gestures.permits import permitted
from ui.canvas.gestures.placing import NewCard, Placing
from ui.canvas.gestures.selection_bar import SelectionBar
from ui.canvas.gestures.selection_commands import Doing
from ui.canvas.gestures.tidying import Tidying
from ui.canvas.gestures.toolbar import CanvasToolbar
from ui.canvas.gestures.walking import Walk
from ui.canvas.highlight import Lit
from ui.canvas.marks.peers import Peers
from ui.canvas.marks.question_badges import Asked
from ui.canvas.marks.table_marks import Drawn
from ui.canvas.marks.term_tooltips import Explained
from ui.canvas.overlay import Overlay
from ui.canvas.scene import MapScene
from ui.canvas.tools.pointer import Pointer
from ui.kit.map_look import Look
from ui.kit.theme import Theme
from ui.session.bridge import Bridge


class MapView(CanvasView):
    """Shows the map of a bridge's session; gestures and keys end in its commands."""

    tool_changed = Signal(str)
    wants_find_field = Signal(str)
    status = Signal(str)
    session_file_dropped = Signal(str)
    """The path of a workshop that was dropped on the map."""
    copies_dropped = Signal(list)
    """The paths of several workshops that were dropped on the map at once."""
    foreign_file_dropped = Signal(str)
    """The path of a table, or of a map of another program, that was dropped on the map."""

    _inputs: Inputs | None = None

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        self.bridge, self._theme = bridge, theme
        super().__init__(MapScene(bridge.board, bridge.catalogue), Look(theme.name), parent)
        self.tool = "select"
        self._fitted = False
        self.walk = Walk(self.map_scene)
        self.accessible = accessible.attach(self)
        self.lit: Lit = Lit(self)
        self.asked = Asked(self)
        self.explained = Explained(self)
        self.lens = Lens(self)
        self.doing: Doing = Doing(self)
        self.tidying = Tidying(self)
        self.editing, self.placing = InlineEditor(self), Placing(self)
        self.linking: Linking = Linking(self)
        self.pasting, self.drops, self.menus = Pasting(self), Drops(self), Menus(self)
        self.pointer = Pointer(self)
        self.overlay = Overlay(
            lambda: self.camera.seen,
            lambda: self.placing.shown or self.pointer.gesture is not None,
            self.placing.paint,
            self.pointer.paint,
        )
        self.map_scene.addItem(self.overlay)
        self.drawn = Drawn(self)
        self.steps: Steps = Steps(self)
        self.keyboard = Keyboard(self)
        self._actions = permitted(self, actions_of(self))
        self.toolbar = CanvasToolbar(self)
        self.selection_bar = SelectionBar(self)
        self._inputs = Inputs(self)
        self._set_up()
        self.peers = Peers(self)

    def _set_up(self) -> None:
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Map"))
        self.bridge.changed.connect(self._changed)
        self.bridge.selection_changed.connect(self._selected)
        self.bridge.hovered.connect(self._pointed_at)
        self.bridge.permits_changed.connect(self.refresh_bars)
        self._theme.theme_changed.connect(self._theme_changed)
        self.camera.zoomed.connect(lambda _zoom: self.lit.hover(""))  # something else is under the pointer now

    def close_map(self) -> None:
        """Stop what runs by itself; to be called before the view goes."""
        self.tidying.stop()
        self.steps.stop()
        self.peers.stop()
        self.close_canvas()
        accessible.detach(self)

    # --- state

    @property
    def busy(self) -> bool:
        """Whether a person is in the middle of something, so that idle work waits."""
        return self.pointer.gesture is not None or self.editing.is_open

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the selected records."""
        return self.map_scene.emphasis.selected

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed now."""
        return self.bridge.read_only

    def may(self, wanted: str, ids: Iterable[str] = ()) -> bool:
        """Tell whether the running stage permits something on these cards; if not, say why."""
        why_not = self.bridge.refusal(wanted, ids)
        if why_not:
            self.status.emit(why_not)
        return not why_not

    def actions(self) -> list[CanvasAction]:  # type: ignore[override]
        """Return everything that can be done here, for menus and the command palette."""
        return self._actions

    # --- what others ask for

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

    def add_at(self, new: NewCard, at: QPointF) -> None:
        """Begin a card at a point of the scene."""
        if not self.may("add"):
            return
        self.set_tool("add")
        self.placing.arm(new)
        self.placing.put(at)

    def first_look(self) -> None:
        """Show the whole map, or, where its words would be too small, the map from afar."""
        first_look(self)

    def zone_here(self) -> str:
        """Return the zone of the chosen card; without one, that of the stage."""
        card = self.map_scene.cards.get(self.doing.one or "")
        return zone_of(card.element, self.map_scene.catalogue) if card is not None else zone_of_stage(self)

    def go_to(self, card_id: str) -> None:
        """Select a card, stand on it, and bring it to the middle."""
        self.steps.leave()
        self.bridge.select((card_id,))
        self.lit.stand_on(card_id)
        self.center_on((card_id,))

    def focus(self, ids: Iterable[str] | None) -> None:
        """Fade everything but these cards and their neighbours; None shows all again."""
        self.lit.focus(ids or ())

    def toggle_focus(self) -> None:
        """Focus on the chosen cards, or show all again."""
        focused = self.map_scene.emphasis.focus
        cards = self.doing.cards
        self.focus(None if focused and (not cards or set(cards) == focused) else cards)

    def set_lens(self, kinds: Iterable[str] | None) -> None:
        """Show only cards of these kinds or variants in full strength; None shows everything."""
        self.lens.set(kinds)

    def tidy(self, zone: str | None = None) -> None:
        """Bring all cards, or those of a zone, into order; what a person placed stays unless the zone is named."""
        self.tidying.start(zone=zone, keep=zone is None)

    def select_all(self) -> None:
        """Select all cards that are not faded."""
        self.bridge.select(i for i, card in self.map_scene.cards.items() if not self.map_scene.is_faint(card))

    def link_from_here(self) -> None:
        """Ask which card to link the chosen one to; without one, say that one is needed."""
        if self.read_only or not self.may("link"):
            return
        if self.doing.one:
            self.linking.choose_target(self.doing.one)
        else:
            self.status.emit(_("Choose a card first, then L."))

    def paste(self) -> None:
        """Offer the lines on the clipboard as cards."""
        if self.may("add"):
            self.pasting.from_clipboard()

    def open_menu(self) -> None:
        """Open the menu of what the keyboard stands on."""
        menu, at = self.menus.menu_here()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))

    def cards_in_zone(self, zone: str) -> list[str]:
        """Return the cards that belong to a zone."""
        scene = self.map_scene
        return [i for i, card in scene.cards.items() if zone_of(card.element, scene.catalogue) == zone]

    def with_groups(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return cards with those of their groups."""
        found: dict[str, None] = {}
        for card_id in ids:
            card = self.map_scene.cards.get(card_id)
            if card is not None:
                group = self.map_scene.groups.get(card.element.group)
                found.update(dict.fromkeys(group.ids if group else (card_id,)))
        return tuple(found)

    # --- what happens

    def _moved(self) -> None:
        super()._moved()
        if self._inputs is not None:
            self.editing.place()
            self.overlay.refresh()
            self.selection_bar.refresh()
            self.asked.place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._inputs is not None and not self._fitted and self.isVisible():
            self._fitted = True
            self.first_look()
        if self._inputs is not None:
            self.toolbar.place()
            self.pasting.place()
            self.steps.place()

    def _selected(self, ids: tuple[str, ...]) -> None:
        chosen = [i for i in ids if i not in self.selected and i in self.map_scene.cards]
        self.lit.select(ids)
        if chosen and self.map_scene.emphasis.current not in ids:
            self.lit.stand_on(chosen[-1], ring=False)
        self.refresh_bars()

    def _pointed_at(self, ids: tuple[str, ...]) -> None:
        self.lit.hover(ids[0] if ids else "")

    def _theme_changed(self) -> None:
        self.set_look(Look(self._theme.name))
        self.steps.theme_changed()
        self.peers.take()

    def _changed(self, changed: Changed) -> None:
        change = changed.change
        self.map_scene.apply(change)
        self.editing.take_in()
        if "elements" in change.roots():
            self.walk.changed()
            self.accessible.drop({i for i in change.ids("elements") if i not in self.map_scene.cards})
        self.routes.changed(change)
        self.steps.board_changed()
        self.lit.refocus() if change else self.lifted.refresh()
        self.refresh_bars()

    # --- events: what they mean is decided by `Inputs`

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        inputs = self._inputs
        return (inputs is not None and inputs.viewport_event(event)) or super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        inputs = self._inputs
        return (inputs is not None and inputs.widget_event(event)) or super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        # Qt asks here for the parts that float over the map too, and when one of them is closed
        return (self.hasFocus() and self._tab(forward)) or super().focusNextPrevChild(forward)

    def _tab(self, forward: bool) -> bool:
        return self.steps.city.tab(forward) if self.steps.from_afar else self.keyboard.tab(forward)

    def refresh_bars(self) -> None:
        """Let both toolbars say what can be done now."""
        self.toolbar.refresh()
        self.selection_bar.refresh()

    def set_cursor(self, shape: Qt.CursorShape) -> None:
        """Show a cursor, if it is another one."""
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
