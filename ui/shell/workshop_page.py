"""The workshop page: the app bar, the palette, the map or the list, the inspector; folded where the window is small."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.records import Round
from stworkshop.session.session import Changed
from ui.canvas.map_view import MapView
from ui.canvas.wall.wall import Wall
from ui.features.agenda.guide import Guide
from ui.features.agenda.stage_bar import StageBar
from ui.features.agenda.stages import Stages
from ui.features.capture.tray import Tray
from ui.features.list.list_page import ListPage
from ui.features.questions.findings_strip import FindingsStrip
from ui.features.questions.fix_tools import Details
from ui.features.questions.question_desk import QuestionDesk
from ui.features.rounds.line import AskedLine
from ui.features.who_is_here.rescue import Rescue
from ui.features.who_is_here.showing import Showing
from ui.features.who_is_here.who import WhoIsHere
from ui.kit.actions import Actions
from ui.kit.theme import theme
from ui.kit.widgets import tab_order
from ui.kit.widgets.basics import column, describe, frame, row
from ui.kit.widgets.regions import Regions
from ui.kit.widgets.roomy import Roomy
from ui.kit.widgets.toast import Toast
from ui.session.bridge import Bridge
from ui.session.clock import Clock
from ui.session.find_or_add import Entry
from ui.session.findings import Findings, Looked
from ui.session.preferences import Preferences
from ui.session.view_kinds import BY_ID
from ui.shell.app_bar import AppBar
from ui.shell.banner import Banner
from ui.shell.feature import Around, T
from ui.shell.features import FEATURES, MAKERS
from ui.shell.inspector import Inspector
from ui.shell.left_side import LeftSide
from ui.shell.map_area import MapArea
from ui.shell.palette import Palette, PaletteStrip
from ui.shell.panels import Panels, Parts
from ui.shell.rail import Rail
from ui.shell.right_side import RightSide
from ui.shell.trail import Trail, next_behind
from ui.shell.typing_places import Typing
from ui.shell.view_page import ViewPage
from ui.shell.workspace import PaperDesk, Workspace


class Kept(NamedTuple):
    """What stays of a page that is made anew in other looks."""

    bridge: Bridge
    view: str
    left_on: Mapping[str, str]
    looked: tuple[QPointF, float] | None
    room: bool
    asked: Looked | None
    begun: Mapping[str, object]


class WorkshopPage(Workspace):
    """One open session."""

    def __init__(
        self,
        bridge: Bridge,
        actions: Actions,
        preferences: Preferences,
        holder: QWidget,
        wall: Wall,
        papers: PaperDesk,
    ) -> None:
        super().__init__(holder)  # at once and in its size: each later change of place dresses all parts anew
        self.resize(holder.size())
        self.setProperty("part", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        describe(self, _("Workshop"))
        self.bridge, self.registry, self.wall, self.papers = bridge, actions, wall, papers
        typing = Typing(self, lambda: self.inspector, lambda view: self._made_views.get(view))
        # first, since it looks at fields that others clear after a change
        self.rescue = Rescue(self, typing.any_place, lambda: self._views)
        self.preferences = preferences
        self._room = False
        self._settled = False
        self._look_first: tuple[QPointF, float] | None = None
        self.view = "map"
        self.trail = Trail()
        self.app_bar = AppBar(bridge, actions)
        self._views = QStackedWidget(self)
        self.map = MapArea(bridge, self._views)
        self._made_views: dict[str, ViewPage] = {}
        self._rooms: dict[str, Roomy] = {}
        self._begun: dict[str, object] = {}  # of pages that were left in other looks, until they are shown again
        self.desks: Sequence[object] = ()
        self.others: Callable[[], Sequence[tuple[str, Callable[[], Board]]]] = lambda: ()
        self.clock, self.findings = Clock(bridge), Findings(bridge)
        self.clock.setParent(self)  # with another size of text the page goes, and the bridge stays
        self.findings.setParent(self)
        self.stage_bar = StageBar(bridge, actions, self.clock)
        self.findings_strip = FindingsStrip(bridge, self.findings)
        self.guide, self.tray = Guide(bridge, self.clock, self.findings), Tray(bridge)
        self.palette_panel, self.strip = Palette(bridge), PaletteStrip(bridge, self)
        self.inspector = Inspector(bridge)
        self.who = WhoIsHere(self, actions)
        self.app_bar.whose_undo = self.who.undo_words
        self.asked = AskedLine(self)
        self._build()
        self.toast = Toast(self._views)
        self.who.undo_told.connect(lambda words: self.toast.say(words, icon="undo"))
        parts: Sequence[QWidget] = (
            self.app_bar, self.rail, self.who.line, self.stage_bar, self.asked, self._left, self.strip, self._views,
            self.inspector, self.who.panel, self.findings_strip,
        )  # fmt: skip
        self.regions = Regions(list(parts))
        card = self.inspector.card_panel
        details = Details(
            self.inspector,
            self.inspector.record_panel,
            lambda: self.panels.toggle_details(True),
            self.panels.show_details,
        )
        self.desk = QuestionDesk(self, self.findings_strip, card.questions, details, self.panels.toggle_guide)
        card.differences.wants_choice.connect(lambda one: self.desk.fixing.look_at("tables", (one,)))
        self._connect()
        palettes = self.palette_panel.show_stage, self.strip.show_stage
        self.stages = Stages(self, self.guide, palettes, lambda: self.panels.open_guide(asked=False))
        self._around = self._what_lies_around()
        self.showing = Showing(self, self._views, typing.place_of)
        self.panels.arrange()

    def _build(self) -> None:
        layout = column(self)
        self._room_line = frame("room-line")
        self._room_line.setFixedHeight(theme().scaled(3))
        describe(self._room_line, _("Room view: shown as the room sees it"))
        self._room_line.hide()
        layout.addWidget(self._room_line)
        layout.addWidget(self.app_bar)
        layout.addWidget(Banner(self.bridge))
        whole = row()
        layout.addLayout(whole, 1)
        self.rail = Rail(lambda: self.registry.trigger("command-palette"))
        whole.addWidget(self.rail)
        foot, layout = layout, column()
        whole.addLayout(layout, 1)
        layout.addWidget(self.who.line)
        layout.addWidget(self.stage_bar)
        layout.addWidget(self.asked)
        for strip in (strip for feature in FEATURES for strip in feature.strips):
            layout.addWidget(strip(self))
        body: QHBoxLayout = row()
        layout.addLayout(body, 1)
        self._views.addWidget(self.map)
        self._left = LeftSide(self, body, self._views, (self.palette_panel, self.guide, self.tray))
        body.addWidget(self.strip)
        body.addWidget(self._views, 1)
        right = RightSide(self, body, self._views, self.inspector, self.who.panel)
        self.panels = Panels(
            self,
            Parts(
                self.app_bar, self.rail, self.stage_bar, self.findings_strip, self.map, self._left, self.palette_panel,
                self.strip, self.guide, right, self.inspector, self.who,
            ),
        )  # fmt: skip
        foot.addWidget(self.findings_strip)
        self.palette_panel.show_minimap(self.map.minimap)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.open_door)
        self.findings.changed.connect(self._show_waiting)
        self.bridge.changed.connect(self._count_waiting)
        self._show_waiting()
        self.bridge.said.connect(self._say)
        self.bridge.changed.connect(self._withdraw)
        self.map.view.status.connect(lambda words: self.toast.say(words, icon="info"))
        self.map.view.wants_find_field.connect(self.start_finding)
        self.map.view.tool_changed.connect(lambda tool: self._show_armed("") if tool != "add" else None)
        self.inspector.session_panel.wants_people.connect(lambda: self.registry.trigger("people"))
        self.who.panel.wants_map.connect(self._show_on_map)
        self.strip.wants_find.connect(self.start_finding)
        for palette in (self.palette_panel, self.strip):
            palette.armed.connect(self.arm)
        self.palette_panel.finder.made.connect(self._made)
        self.palette_panel.finder.left.connect(self.map.view.setFocus)
        for finder in (self.palette_panel.finder, self.map.capture):
            finder.found.connect(self._found)
        self.map.capture.left.connect(self.map.close_capture)
        self.map.capture.shown.connect(self.toast.stand_at_top)
        self.tray.wants_sorting.connect(lambda: self.registry.trigger("sort-room"))
        self.palette_panel.wants_waiting.connect(lambda: self.registry.trigger("waiting"))
        self.palette_panel.wants_typical.connect(lambda: self.registry.trigger("typical-cards"))

    @property
    def map_view(self) -> MapView:
        """The map of the session."""
        return self.map.view

    @property
    def list(self) -> ListPage:
        """The list, made when it is first looked at."""
        found = self.view_page("list")
        assert isinstance(found, ListPage)
        return found

    def view_page(self, view: str) -> ViewPage:
        """Return the page of a view but the map's, made when it is first asked for."""
        if view not in self._made_views:
            made = self._made_views[view] = MAKERS[view](self, self.desk_of)
            made.wants_map.connect(self._show_on_map)
            made.wants_view.connect(self.show_view)
            made.set_room(self._room)
            if (begun := self._begun.pop(view, None)) is not None:
                made.take_over(begun)
            self._rooms[view] = Roomy(made)
            self._views.addWidget(self._rooms[view])
        return self._made_views[view]

    def desk_of(self, kind: type[T], /) -> T:
        """Return the one object of a class that this page or its window holds; raises LookupError."""
        held = (self._around, self.stages, self.stage_bar, self.findings_strip, self.desk, self.who, *self.desks)
        found = next((part for part in held if isinstance(part, kind)), None)
        if found is None:
            raise LookupError(f"nothing here holds a {kind.__name__}")
        return found

    def _what_lies_around(self) -> Around:
        return Around(
            area=self.map,
            toggle_guide=self.panels.toggle_guide,
            start_capture=self.start_capture,
            open_typical=self.map.open_typical,
            close_round=self._close_round,
            show_result=self._show_result,
            new_details=self._new_details,
            others=lambda: self.others(),
        )

    def _close_round(self, round_id: str) -> None:
        from ui.features.rounds.passing import close_round

        close_round(self, round_id)

    def _show_result(self, record: Round) -> None:
        from ui.features.agreement.agreement_page import AgreementPage

        if isinstance(shown := self.view_page(self.view), AgreementPage):
            shown.show_round(record)

    def _new_details(self) -> tuple[QWidget, Callable[[bool], object]]:
        details = Inspector(self.bridge)
        return details, details.set_room

    def made_view(self, view: str) -> ViewPage | None:
        """Return the page of a view if it was looked at before."""
        return self._made_views.get(view)

    def hand_over(self) -> Kept:
        """Give away what is to stay, before the page goes."""
        self.keep_typing()
        view = self.map.view
        looked = None if view.steps.from_afar or not self._settled else (view.camera.seen.center(), view.zoom)
        begun = {**self._begun, **{name: made.hand_over() for name, made in self._made_views.items()}}
        self._begun = {}
        return Kept(self.bridge, self.view, self.trail.left_on, looked, self._room, self.findings.hand_over(), begun)

    def take_over(self, kept: Kept) -> None:
        """Go on where the page before was left, before this one is shown."""
        if kept.asked is not None:
            self.findings.take_over(kept.asked)
        if kept.room:
            self.toggle_room()
        self._begun = {name: begun for name, begun in kept.begun.items() if begun is not None}
        self._look_first = kept.looked
        self.trail.take_over(kept.left_on)

    def close_views(self) -> None:
        """Stop what runs by itself in any view; to be called before the page goes."""
        self.showing.stop()
        self.map.view.close_map()
        self._begun.clear()
        for made in self._made_views.values():
            made.close_view()

    # --- what is shown

    def open_view(self, view: str) -> None:
        """Show a page that a person chose among the doors and tabs."""
        self.show_view(view)
        self.trail.led = False
        self.app_bar.show_way_back("")

    def open_door(self, door: str) -> None:
        """Show the page that a door was left on, else its first one."""
        self.open_view(self.trail.behind(door))

    def next_page(self) -> None:
        """Show the next page behind the open door."""
        self.open_view(next_behind(self.view))

    def go_back(self) -> None:
        """Show the page where one came from."""
        if before := self.trail.back():
            self._bring(before)
            self.app_bar.show_way_back("")

    def show_view(self, view: str) -> None:
        """Bring a page to the front; Esc goes back to the page before."""
        if view != self.view:
            self.trail.leave(self.view)
            self.app_bar.show_way_back(self.view)
        self._bring(view)

    def _bring(self, view: str) -> None:
        if view != self.view and self.view in self._made_views:
            self._made_views[self.view].left()
        self.view = view
        self.trail.note(view)
        self.rail.show_door(BY_ID[view].door)
        page = None if view == "map" else self.view_page(view)
        self._views.setCurrentWidget(self.map if page is None else self._rooms[view])
        self.app_bar.show_view(view)
        self.panels.arrange()
        if page is not None:
            page.shown()
        self.toast.stand_at_top(page.works_at_foot if page is not None else self.map.capture.isVisible())
        (page or self.map).setFocus()
        self.view_changed.emit(view)

    @property
    def room(self) -> bool:
        """Whether the window shows only what the room may see."""
        return self._room

    def _count_waiting(self, changed: Changed) -> None:
        if {"notes", "rounds"} & changed.change.roots():
            self._show_waiting()

    def _show_waiting(self) -> None:
        """Say on the rail what waits behind a door; the wall shows none of it."""
        board, asked = self.bridge.board, ([] if self._room else self.findings.open())
        must = sum(found.severity == "must" for found in asked)
        should = sum(found.severity == "should" for found in asked)
        rounds = sum(record.closed_order is None for record in board.rounds.values())
        notes = 0 if self._room else sum(note.kind in ("unsorted", "parking-lot") for note in board.notes.values())
        self.rail.show_waiting(rounds=rounds, must=must, should=should, notes=notes)

    def toggle_room(self) -> None:
        """Make the window fit for the wall, or leave that."""
        self._room = not self._room
        self._room_line.setVisible(self._room)
        self.inspector.set_room(self._room)
        self.palette_panel.prompt.setVisible(not self._room)
        self.findings_strip.set_room(self._room)
        self.map.view.asked.set_room(self._room)
        self._show_waiting()
        for made in self._made_views.values():
            made.set_room(self._room)
        self.panels.arrange()

    # --- gestures

    def arm(self, entry: Entry) -> None:
        """Let the next click on the map make a card of this kind."""
        if self.view != "map":
            self.open_view("map")
        self.map.view.start_adding(entry.kind, entry.type, entry.variant)
        self._show_armed(entry.variant)

    def start_finding(self, _text: str = "") -> None:
        """Put the cursor into the one field, wherever it is now."""
        if self.view != "map":
            self.view_page(self.view).start_finding()
        elif self.palette_panel.isVisible():
            self.palette_panel.finder.start()
        else:
            self.map.open_capture()

    def start_capture(self) -> None:
        """Open the capture line at the foot of the map."""
        if self.view != "map":
            self.open_view("map")
        self.map.open_capture()

    def ask_room(
        self,
        *,
        kind: str = "rating",
        items: Sequence[str] = (),
        question: str = "",
        follows: str = "",
        draft: Mapping[str, Any] | None = None,
    ) -> str:
        """Ask what is needed and open a round; return its id, "" where the facilitator thought better of it."""
        from ui.features.rounds import asking  # the window of rounds, only when it is needed

        return asking.ask(self, kind=kind, items=items, question=question, follows=follows, draft=draft)

    def keep_typing(self) -> None:
        """Keep the words that are being typed, as going to another field does."""
        self.map.view.editing.close()
        field = self.focusWidget()
        if field is not None:
            field.clearFocus()

    def _show_armed(self, variant: str) -> None:
        self.palette_panel.show_armed(variant)
        self.strip.show_armed(variant)

    def _found(self, record_id: str) -> None:
        self.map.close_capture()
        self.bridge.go_to(record_id)

    def _made(self, record_id: str) -> None:
        """Show a captured card; the picture stays where it is, unless the card is out of sight."""
        self.bridge.select((record_id,))
        view = self.map.view
        if record_id in view.map_scene.cards:
            view.camera.ensure_seen(view.map_scene.cards[record_id].rect)

    def _show_on_map(self, ids: tuple[str, ...]) -> None:
        self.show_view("map")
        self.bridge.select(ids)
        if ids:
            self.bridge.wanted.emit(ids[0])

    def _say(self, message: str, offer: object) -> None:
        given = offer if isinstance(offer, tuple) else None
        self.toast.say(message, given, "check" if given and given[0] == _("Undo") else "info")

    def _withdraw(self, changed: Changed) -> None:
        """Tell and offer nothing more about a step that was taken back."""
        if changed.origin == "undo":
            self.toast.withdraw()

    # --- events

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Let Tab go through the page as it stands on the screen, also where a part of it was made later."""
        return tab_order.step(self, forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = (
            self.registry.by_key(event.text()) if not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier else None
        )
        if action is not None:
            self.registry.trigger(action.id)
        elif event.key() == Qt.Key.Key_Escape and (self.trail.led or self.view != "map") and self.trail:
            self.go_back()
        elif event.key() == Qt.Key.Key_Escape:
            self.desk.fixing.go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panels.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._settle)

    def _settle(self) -> None:
        """Lay out once the window has its size, and look at the map the first time."""
        self.panels.arrange()
        if not self._settled:
            self._settled = True
            self.map.view.first_look()
            if self._look_first is not None:
                middle, zoom = self._look_first
                self.map.view.camera.look_at(middle, zoom, glide=False)
