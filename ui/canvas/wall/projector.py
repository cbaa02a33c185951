"""The projector window: the map alone, for the room. It follows the facilitator, holds its picture, or goes blank.

It never shows panels, notes, ports, badges or anybody's pointer, and takes no part in editing.
"""

from __future__ import annotations

import itertools

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget

from stworkshop.drawing.city import city_of
from stworkshop.drawing.lenses import STORY
from stworkshop.graphics import text_measure
from stworkshop.i18n import gettext as _
from stworkshop.model import agenda
from stworkshop.session.session import Changed
from ui.canvas.canvas_view import CanvasView
from ui.canvas.city.face import CityFace
from ui.canvas.map_view import MapView
from ui.canvas.safe_slots import guarded
from ui.canvas.scene import MapScene
from ui.canvas.wall.pen import WallPen
from ui.canvas.wall.wall_header import WallHeader
from ui.canvas.wall.wall_painter import MOST_TRIED, shown_on_wall, wall_board, wall_face
from ui.kit.map_look import FAR, MID, Look
from ui.kit.widgets.plain import set_title
from ui.session.bridge import Bridge

HEADER = 0.084
"""Height of the header, as a part of the window's."""
_SETTLE_MS = 120
_MARGINS = (16, 8, 16, 16)
_LEAST_TEXT = 0.02
"""Below this part of the window's height, words cannot be read from the back row."""


class WallView(CanvasView):
    """The map on the wall; `large` cards always have their words, the whole map only where they can be read."""

    def __init__(self, scene: MapScene, parent: QWidget, *, large: bool) -> None:
        self._large = large
        super().__init__(scene, Look("projector", wall=True), parent)
        self.lifted.wall = True
        self.setInteractive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("The map on the projector"))

    def fit(self) -> None:
        """Show the whole map as large as it goes."""
        self.camera.fit(self.map_scene.extent(), _MARGINS, most=4.0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.fit()
        self._update_detail()

    def _update_detail(self) -> None:
        tall = max(1, self.window().height())
        detail = MID if self._large or text_measure.CARD_SIZE * self.zoom >= _LEAST_TEXT * tall else FAR
        if detail != self._backdrop.detail:
            self._backdrop.detail = detail
            self.repaint_part(QRectF())


class ProjectorWindow(QWidget):
    """A window for a second screen."""

    blank_asked = Signal()
    """B was pressed here: the wall goes blank, or comes back, and the timer with it."""
    unplugged = Signal()
    """The screen is gone; the window has hidden itself."""
    pen_put_away = Signal()
    """Esc was pressed here while the pen was in hand."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(None, Qt.WindowType.Window)
        set_title(self, _("Projector"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._bridge = bridge
        self._followed: MapView | None = None
        self._frozen = self._blank = self._stale = False
        self._shown: list[str] | None = None
        self._time: tuple[str, float] | None = None
        self._instead: QWidget | None = None
        self._view: WallView | None = None
        self._city = CityFace(self, bridge, Look("projector", wall=True), _LEAST_TEXT * 800, _MARGINS)
        self._city.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._city.hide()
        ground = Look("projector", wall=True)
        self.pen = WallPen(self, ground.ui("danger"), ground.ui("canvas"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self._update)
        bridge.changed.connect(self._changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._screen_removed)
        self._show(None)

    # --- what the window's owner says

    @property
    def frozen(self) -> bool:
        """Whether the picture is held."""
        return self._frozen

    @property
    def blanked(self) -> bool:
        """Whether nothing is shown."""
        return self._blank

    @property
    def view(self) -> WallView:
        """The map as it is on the wall, card by card."""
        assert self._view is not None
        return self._view

    @property
    def city(self) -> CityFace | None:
        """The map from afar, where that is shown: whole maps whose words could not be read from the back row."""
        return self._city if self._from_afar() else None

    def _from_afar(self) -> bool:
        return not self._shown and self.view.detail == FAR and bool(self.view.map_scene.cards)

    def follow(self, view: MapView | None) -> None:
        """Show what a map view looks at, from now on."""
        if self._followed is not None:
            self._followed.emphasized.disconnect(self._soon)
            self._followed.view_changed.disconnect(self._soon)
            self._followed.bridge.selection_changed.disconnect(self._soon)
        self._followed = view
        if view is not None:
            view.emphasized.connect(self._soon)
            view.view_changed.connect(self._soon)
            view.bridge.selection_changed.connect(self._soon)
        self._update()

    def freeze(self, on: bool) -> None:
        """Hold the picture; let go, it shows at once what there is now."""
        self._frozen = on
        if not on and self._stale:
            self._update(changed=True)

    def blank(self, on: bool) -> None:
        """Show nothing at all, or the picture again."""
        self._blank = on
        self.pen.clear()
        self._show_map_or_instead()
        self.update()

    def show_instead(self, widget: QWidget | None) -> None:
        """Show a widget in the place of the map; None brings the map back."""
        self.pen.clear()
        before, self._instead = self._instead, widget
        if before is not None:
            before.hide()
            before.deleteLater()
        if widget is not None:
            widget.setParent(self)
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place()
        self.update()

    @property
    def instead(self) -> QWidget | None:
        """What is shown in the place of the map."""
        return self._instead

    def show_time(self, words: str | None, left: float = 0.0) -> None:
        """Show the stage's timer ("18:42") and how much of it is left, 1 to 0; None takes it away."""
        time = (words, left) if words else None
        if time != self._time and not self._frozen:
            before, self._time = self._header_height(), time
            self.update()
            if self._header_height() != before:
                self._place()

    def open_on(self, screen: QScreen | None) -> None:
        """Fill a screen; without one, open as a window."""
        if screen is not None:
            self.setGeometry(screen.geometry())
            self.setScreen(screen)
            self.showFullScreen()
        else:
            self.resize(1280, 800)
            self.show()
        self._update(changed=True)

    # --- keeping up

    def _changed(self, changed: Changed) -> None:
        if changed.change:
            self._stale = True
            self._soon()

    def _soon(self, *_what: object) -> None:
        self._later.start()

    def _update(self, *, changed: bool = False) -> None:
        """Show what there is to show now, unless the picture is held."""
        if self._frozen:
            self._stale = True
            return
        changed = changed or self._stale
        self._stale = False
        ids = self._wanted()
        if changed or ids != self._shown:
            self._show(ids)
        self._mark()
        self._place()
        self.update()

    def _wanted(self) -> list[str]:
        """Return the cards to show large."""
        board, view = self._bridge.board, self._followed
        if view is None:
            return shown_on_wall(board, (), (), (), self._readable)
        scene = view.map_scene
        emphasis = scene.emphasis
        strong = [i for i, card in scene.cards.items() if emphasis.kinds is not None and not scene.is_faint(card)]
        seen = QRectF() if view.steps.from_afar else view.camera.seen
        in_view = [card.id for card in scene.cards_in(seen) if seen.contains(card.centre)]
        if any(0 < len(some) <= MOST_TRIED for some in (strong, in_view)):
            rank = self._rank()
            strong.sort(key=lambda card: rank.get(card, len(rank)))
            in_view.sort(key=lambda card: rank.get(card, len(rank)))
        return shown_on_wall(board, sorted(emphasis.near), strong, in_view, self._readable)

    def _rank(self) -> dict[str, int]:
        """Return the cards with their places among those that matter most, zone by zone in turn."""
        city = city_of(self._bridge.board, self._bridge.catalogue, lens=self._lens)
        turns = itertools.zip_longest(*city.zones.values())
        cards = (card for turn in turns for card in turn if card is not None)
        return {card.id: number for number, card in enumerate(cards)}

    @property
    def _lens(self) -> str:
        return self._followed.map_scene.emphasis.lens if self._followed is not None else STORY

    def _readable(self, ids: list[str]) -> bool:
        """Tell whether the letters of these cards, laid out for this window, could be read from the back row."""
        extent = QRectF()
        for zone in wall_board(self._bridge.board, self._bridge.catalogue, ids)[1].zones.values():
            extent = extent.united(QRectF(*zone))
        return text_measure.CARD_SIZE * self.view.camera.zoom_for(extent, _MARGINS) >= _LEAST_TEXT * self.height()

    def _show(self, ids: list[str] | None) -> None:
        """Build the picture anew: these cards large, or, for none, the whole map."""
        board, catalogue = self._bridge.board, self._bridge.catalogue
        if ids:
            small, plan = wall_board(board, catalogue, ids)
            scene = MapScene(small, catalogue, wall_face, lambda _board, _catalogue: plan.zones)
        else:
            scene = MapScene(board.copy(), catalogue)
        old, self._view = self._view, WallView(scene, self, large=bool(ids))
        self._shown = ids
        self._city.show_board(scene)  # a copy: what is held does not change with the session
        self._place()
        if ids:
            self._view.routes.finish()
        if old is not None:
            old.close_canvas()
            old.hide()
            old.deleteLater()

    def _show_map_or_instead(self) -> None:
        shown = not self._blank and self._instead is None
        self.view.setVisible(shown)
        self._city.setVisible(shown and self._from_afar())
        self._city.raise_()
        if self._instead is not None:
            self._instead.setVisible(not self._blank)
        self.pen.raise_()

    def _mark(self) -> None:
        """Show the facilitator's selection."""
        selected = tuple(i for i in self._bridge.selection if self.view.map_scene.item(i) is not None)
        self.view.map_scene.emphasis.selected = selected
        if self.view.map_scene.emphasis.lens != self._lens:
            self.view.map_scene.look_through(self._lens)
            self.view.repaint_part(QRectF())
        self._city.ask(self._followed.steps.city.asked if self._followed is not None else {})
        self._city.look_at(self._lens, self._chosen(selected))
        self.view.lifted.refresh()

    def _chosen(self, selected: tuple[str, ...]) -> str:
        """Return the card whose links come out from afar: the one in focus, or the one chosen in the city."""
        view = self._followed
        if view is None:
            return ""
        focus = view.map_scene.emphasis.focus
        one = tuple(focus) or (selected if view.steps.from_afar else ())
        return one[0] if len(one) == 1 and one[0] in self.view.map_scene.cards else ""

    def _screen_removed(self, screen: QScreen) -> None:
        if self.isVisible() and self.screen() in (screen, None):
            self.hide()
            self.unplugged.emit()

    # --- the picture around the map

    def _header_height(self) -> int:
        return round(self.height() * HEADER) if self._title() or self._time else 0

    def _title(self) -> str:
        running = agenda.running(self._bridge.board)
        if running is not None:
            return agenda.name(running, self._bridge.catalogue)
        stage = self._bridge.catalogue.stages.get(self._bridge.board.session.stage)
        return str(stage["label"]) if stage else ""

    def _place(self) -> None:
        top = self._header_height()
        if self._view is not None:
            self._view.setGeometry(0, top, self.width(), self.height() - top)
            self._city.setGeometry(self._view.geometry())
            self._city.set_least(_LEAST_TEXT * self.height())
            self._show_map_or_instead()
        if self._instead is not None:
            self._instead.setGeometry(0, top, self.width(), self.height() - top)
        self.pen.setGeometry(self.rect())
        self.pen.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place()
        self._soon()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        look = self.view.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._blank:
            painter.fillRect(self.rect(), look.ui("text"))
            painter.end()
            return
        painter.fillRect(self.rect(), look.ui("canvas"))
        top = self._header_height()
        from_afar = top and self.city is not None and self._instead is None
        header = WallHeader(self._title(), len(self.view.map_scene.cards) if from_afar else 0, self._time)
        header.paint(painter, look, self.size(), top)
        painter.end()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """B blanks; Esc puts the pen away, then the window, as F5 does, which opened it."""
        if event.key() == Qt.Key.Key_Escape and self.pen.on:
            self.pen_put_away.emit()
        elif event.key() == Qt.Key.Key_B and not event.modifiers():
            self.blank_asked.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F5) and not event.modifiers():
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow nobody while away."""
        self._later.stop()
        super().closeEvent(event)
