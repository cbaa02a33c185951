"""The map: one view of a session's cards and links, for mouse, touch and keyboard alike."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Changed
from ui.canvas import accessible
from ui.canvas.city.steps import Steps
from ui.canvas.gestures.actions import CanvasAction, actions_of
from ui.canvas.gestures.copying import Copying
from ui.canvas.gestures.drops import Drops
from ui.canvas.gestures.inline_editor import InlineEditor
from ui.canvas.gestures.inputs import Inputs
from ui.canvas.gestures.keyboard import Keyboard
from ui.canvas.gestures.kind_filter import KindFilter
from ui.canvas.gestures.lens_bar import LensBar
from ui.canvas.gestures.lens_choice import LensChoice
from ui.canvas.gestures.linking import Linking
from ui.canvas.gestures.menus import Menus
from ui.canvas.gestures.paste import Pasting
from ui.canvas.gestures.permits import permitted
from ui.canvas.gestures.placing import Placing
from ui.canvas.gestures.selection_bar import SelectionBar
from ui.canvas.gestures.selection_commands import Doing
from ui.canvas.gestures.tidying import Tidying
from ui.canvas.gestures.toolbar import CanvasToolbar
from ui.canvas.highlight import Lit
from ui.canvas.map_gestures import MapGestures
from ui.canvas.marks.peers import Peers
from ui.canvas.marks.question_badges import Asked
from ui.canvas.marks.table_marks import Drawn
from ui.canvas.marks.term_tooltips import Explained
from ui.canvas.overlay import Overlay
from ui.canvas.tools.pointer import Pointer
from ui.canvas.wall.pen import WallPen
from ui.kit.map_look import Look
from ui.kit.theme import Theme
from ui.session.bridge import Bridge


class MapView(MapGestures):
    """Shows the map of a bridge's session; gestures and keys end in its commands."""

    _inputs: Inputs | None = None

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        super().__init__(bridge, theme, parent)
        self._fitted = False
        self.accessible = accessible.attach(self, lambda: self.asked)
        self.lit: Lit = Lit(self)
        self.asked = Asked(self, lambda marks: self.steps.city.ask(marks))
        self.explained = Explained(self)
        self.filter, self.lens = KindFilter(self), LensChoice(self)
        self.doing: Doing = Doing(self)
        self.tidying = Tidying(self)
        self.editing, self.placing = InlineEditor(self), Placing(self)
        self.linking: Linking = Linking(self)
        self.pasting, self.copying = Pasting(self), Copying(self, self.doing)
        self.drops, self.menus = Drops(self), Menus(self, self.actions)
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
        self.pen = WallPen(self.viewport(), self.look.ui("danger"), self.look.ui("canvas"))
        self.keyboard = Keyboard(self, self.pointer, self.open_menu)
        self._actions = permitted(lambda: self, actions_of(lambda: self, self.keyboard.edit))
        self.toolbar = CanvasToolbar(self)
        self.lens_bar = LensBar(self)
        self.steps.changed.connect(self.toolbar.place)
        self._selection_bar = SelectionBar(self, self.menus, self._actions)
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
        accessible.detach(self.accessible)

    # --- state

    @property
    def busy(self) -> bool:
        """Whether a person is in the middle of something, so that idle work waits."""
        return self.pointer.gesture is not None or self.editing.is_open

    def actions(self) -> list[CanvasAction]:  # type: ignore[override]
        """Return everything that can be done here, for menus and the command palette."""
        return self._actions

    @property
    def selection_bar(self) -> SelectionBar:
        """The bar over what is selected."""
        return self._selection_bar

    # --- what others ask for

    # --- what happens

    def _moved(self) -> None:
        super()._moved()
        if self._inputs is not None:
            self.editing.place()
            self.overlay.refresh()
            self.selection_bar.refresh()
            self.asked.place()
            self.pen.clear()  # what it pointed at is elsewhere now

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._inputs is not None and not self._fitted and self.isVisible():
            self._fitted = True
            self.first_look()
        if self._inputs is not None:
            self.steps.place()
            self.pen.setGeometry(self.viewport().rect())
            self.lens_bar.place()
            self.toolbar.place()
            self.pasting.place()

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
