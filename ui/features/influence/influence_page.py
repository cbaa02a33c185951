"""Influence: who decides, who feels it, who has no voice; the same cards as on the map, on three grids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from stworkshop.analysis import naming
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import new_id
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.placings import INFLUENCE, POWERFUL, SALIENCE, Placings, set_fields, stepped
from ui.features.influence.fields import Fields
from ui.features.influence.grid import Grid
from ui.features.influence.grid_model import EACH, MIDDLE, SIDES
from ui.features.influence.scale import ScaleKey
from ui.features.influence.side import InfluenceSide
from ui.features.influence.tray import WaitingTray
from ui.features.influence.ways import Ways
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, key_cap, label, row
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.sides import SideMark
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.records.panel_parts import scrolled
from ui.session.round_codes import codes_of
from ui.session.whose_round import sealed_words
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

_SIDE, _LEAST_SIDE = 378, 300
_WIDE, _LOW = 1420, 620


class InfluencePage(ViewPage):
    """A grid of stakeholders with a panel beside it."""

    least_high = 430

    def __init__(self, page: Workspace) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, _("Influence"))
        self._page = page
        self._way, self._mode = INFLUENCE, MIDDLE
        self._chosen = ""
        self._room_view = False
        self.placings = Placings(self._bridge.board, self._bridge.catalogue)
        self.grid, self.fields = Grid(), Fields()
        self.tray, self.side = WaitingTray(), InfluenceSide(self._bridge)
        outer = row(self)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._built())
        add = button(_("Add somebody on the map"), lambda: self.wants_view.emit("map"), "map", "primary")
        title = _("Nobody is on the map yet. Start with who is affected.")
        self._whole.addWidget(EmptyState("people", title, "", add))
        outer.addWidget(self._whole, 1)
        outer.addWidget(self.side)
        self.columns = Beside(outer, 700, (self._whole, 520), (self.side, 440))
        self.setFocusProxy(self.grid)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.follow(self.refresh)
        codes_of(self._bridge).sheets_changed.connect(self.refresh)
        for part in (self.grid, self.fields):
            part.picked.connect(self.pick)
            part.entered.connect(self._enter)
        self.grid.dropped.connect(lambda card, influence, at: self._drop(card, (influence, at)))
        self.grid.stepped.connect(self._step)
        self.fields.dropped.connect(lambda card, *field: self._drop(card, field))
        self.side.said.connect(self._say)
        self.side.picked.connect(self.pick)
        self.side.wants_map.connect(lambda card: self.wants_map.emit((card,)))
        self.side.wants_speaker.connect(self.name_speaker)
        self.side.wants_plan.connect(self.plan_asking)
        self.tray.list.placed.connect(self._begin)
        self.tray.list.picked.connect(self.pick)

    def hand_over(self) -> object:
        """Give away which grid is shown."""
        return self._way

    def take_over(self, begun: object) -> None:
        """Show the same grid again."""
        self.ways.buttons[str(begun)].setChecked(True)
        self._turn(str(begun))

    # --- what is shown

    def shown(self) -> None:
        """Come to the front with what there is now, the card chosen elsewhere chosen here, too."""
        here = {placed.id for placed in self.placings.all}
        self._chosen = next((card for card in self._bridge.selection if card in here), self._chosen)
        self.refresh()

    def set_room(self, room: bool) -> None:
        """Leave out what only the facilitator does."""
        self._room_view = room
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now."""
        placings = self.placings = Placings(self._bridge.board, self._bridge.catalogue)
        self._whole.setCurrentIndex(0 if placings.all else 1)
        self.side.setVisible(bool(placings.all))
        if placings.get(self._chosen) is None:
            self._chosen = next((p.id for p in placings.unheard()), placings.all[0].id if placings.all else "")
        can = not (self._bridge.read_only or placings.sealed)
        self.grid.movable = self.fields.movable = can
        self._show_words()
        self._show_tools(can)
        if placings.sealed:
            self._stage.setCurrentWidget(self._sealed)
            self._sealed_words.setText("\n".join(sealed_words(self._bridge, r.id) for r in placings.open))
            self.tray.show_waiting(placings.all, sealed=True)
        else:
            self._stage.setCurrentWidget(self._fields_part if self._way == SALIENCE else self._framed)
            self.tray.show_waiting(placings.waiting(self._way))
        mode = self._mode if self._way == INFLUENCE and placings.round is not None else MIDDLE
        self.grid.show_placings(placings, self._way if self._way != SALIENCE else INFLUENCE, mode, self._chosen)
        self.fields.show_placings(placings, self._chosen)
        self.setFocusProxy(self.fields if self._way == SALIENCE else self.grid)
        self.side.show_placings(placings, self._way, self._chosen, self._room_view)

    def pick(self, card: str) -> None:
        """Choose a stakeholder, here and on the map."""
        if card == self._chosen:
            return
        self._chosen = card
        self._bridge.select((card,))
        self.grid.choose(card, self.placings)
        self.fields.show_placings(self.placings, card)
        self.side.show_placings(self.placings, self._way, card, self._room_view)

    @property
    def chosen(self) -> str:
        """The stakeholder that is chosen."""
        return self._chosen

    def _show_words(self) -> None:
        placings, n = self.placings, len(self.placings.all)
        words = ngettext("{n} stakeholder", "{n} stakeholders", n).format(n=n)
        if placings.round is not None and not placings.sealed:
            how = _("without names") if placings.anonymous else _("by role")
            people = ngettext("{n} person", "{n} people", placings.people).format(n=placings.people)
            words += " · " + _("placed by {people} in silence, {how}").format(people=people, how=how)
        self._sub.setText(words)

    def _show_tools(self, can: bool) -> None:
        placings = self.placings
        rounds = placings.round is not None and not placings.sealed
        self.modes.setVisible(rounds and self._way == INFLUENCE)
        self._legend.setVisible(not placings.sealed)
        self._ask.setVisible(not self._room_view)
        self._ask.setEnabled(can and bool(placings.all))
        self._ask.setText(_("Place again…") if placings.round is not None else _("Ask the room…"))
        off = placings.off_the_middle() if rounds else []
        self._take.setVisible(bool(off) and self._way == INFLUENCE and not self._room_view)
        self._take.setEnabled(can)
        self._key.setVisible(rounds and self._way == INFLUENCE and self._mode == MIDDLE)
        low = self.height() < theme().scaled(_LOW)
        self._foot.setVisible(can and not self._room_view and self._way != SALIENCE and not low)
        clear(self._legend_flow)
        names = answers_in_words.side_names()
        present = {placed.side for placed in placings.all}
        for side in (s for s in self._bridge.catalogue.sides if s in present):
            pair = QWidget()
            line = row(pair, 5)
            line.addWidget(SideMark(side, 13))
            line.addWidget(label(answers_in_words.capital(names.get(side, side)), "caption", "muted"))
            self._legend_flow.addWidget(pair)

    # --- parts

    def _built(self) -> QWidget:
        made = QWidget()
        body = column(made, 8, (18, 13, 14, 8))
        body.addLayout(self._title())
        body.addLayout(self._tools())
        self._stage = QStackedWidget()
        self._framed = QFrame()
        self._framed.setProperty("part", "card")
        column(self._framed, 0, (1, 1, 1, 1)).addWidget(self.grid)
        self._sealed = QWidget()
        sealed = column(self._sealed, 8, (24, 24, 24, 24))
        sealed.addStretch(1)
        sealed.addWidget(IconLabel("lock", "text_3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sealed_words = WrappedLabel("", "title")
        self._sealed_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sealed.addWidget(self._sealed_words)
        sealed.addStretch(1)
        self._fields_part = scrolled(self.fields)
        for part in (self._framed, self._fields_part, self._sealed):
            self._stage.addWidget(part)
        body.addWidget(self._stage, 1)
        body.addWidget(self.tray)
        self._key = ScaleKey()
        body.addWidget(self._key)
        body.addWidget(self._keys())
        return made

    def _title(self) -> QBoxLayout:
        self._top: QBoxLayout = row(spacing=10)
        words: QVBoxLayout = column(spacing=1)
        words.addWidget(label(_("Who decides, who feels it"), "display"))
        self._sub = WrappedLabel("", "small", "muted")
        words.addWidget(self._sub)
        self._top.addLayout(words, 1)
        self.ways = Ways()
        self.ways.chosen.connect(self._turn)
        self._top.addWidget(self.ways)
        return self._top

    def _tools(self) -> QHBoxLayout:
        tools = row(spacing=10)
        modes = ((MIDDLE, _("Middle answer")), (EACH, _("Each placement")), (SIDES, _("By side")))
        self.modes = Segments(_("What the grid shows"), modes)
        self.modes.choose(MIDDLE)
        self.modes.chosen.connect(self._show_mode)
        tools.addWidget(self.modes)
        self._legend = QWidget()
        self._legend_flow = Flow(self._legend, 12)
        tools.addWidget(self._legend, 1, Qt.AlignmentFlag.AlignVCenter)
        tools.addStretch()
        self._take = button(_("Take the middle answers"), self.take_middles, "check")
        self._ask = button(_("Ask the room…"), self.ask, "round")
        for made in (self._take, self._ask):
            tools.addWidget(made)
        return tools

    def _keys(self) -> QWidget:
        self._foot = QWidget()
        flow = Flow(self._foot, 5)
        flow.addWidget(IconLabel("hand", "text_3", 15))
        for part in (
            _("Drag a name to set it, or press"), "←", "→", _("for along,"), "↑", "↓", _("for influence,"),
            "PgUp", "PgDown", _("for the next name. The map shows the same people."),
        ):  # fmt: skip
            flow.addWidget(key_cap(part) if len(part) == 1 or part.startswith("Pg") else label(part, "small", "muted"))
        return self._foot

    def _turn(self, way: str) -> None:
        self._way = way
        self.refresh()

    def _show_mode(self, mode: str) -> None:
        self._mode = mode or self._mode
        self.refresh()

    # --- doing

    def _set(self, card: str, target: tuple[int, ...]) -> None:
        placed = self.placings.get(card)
        if placed is None or self._bridge.read_only or self.placings.sealed:
            return
        self._chosen = card
        fields = set_fields(placed, self._way, target)
        if fields and self._bridge.run("edit_element", id=card, **fields) is not None:
            self.refresh()

    def _say(self, card: str, field: str, value: object) -> None:
        """Keep what was said of a stakeholder beside the three fields."""
        if not self._bridge.read_only and not self.placings.sealed:
            self._chosen = card
            if self._bridge.run("edit_element", id=card, **{field: value}) is not None:
                self.refresh()

    def _drop(self, card: str, target: tuple[int, ...]) -> None:
        """Set where a name was dragged to, and choose it, so that the arrows go on from there."""
        (self.fields if self._way == SALIENCE else self.grid).setFocus()
        self.pick(card)
        self._set(card, target)

    def _step(self, along: int, up: int) -> None:
        placed = self.placings.get(self._chosen)
        target = stepped(placed, self._way, along, up) if placed is not None else None
        if target is not None and self.grid.movable and self._mode == MIDDLE:
            self._set(self._chosen, target)

    def _begin(self, card: str) -> None:
        """Put somebody who waits into the middle, from where arrows go on."""
        placed = self.placings.get(card)
        if placed is None:
            return
        if self._way == SALIENCE:
            self._set(card, (int((placed.influence or 0) >= POWERFUL), 0, 0))
        else:
            self._set(card, stepped(placed, self._way, 0, 0) or (3, 0))
        (self.fields if self._way == SALIENCE else self.grid).setFocus()

    def _enter(self) -> None:
        if self.side.first is not None:
            self.side.first.setFocus(Qt.FocusReason.TabFocusReason)

    def name_speaker(self, card: str, speaker: str) -> None:
        """Let somebody who is here speak for somebody who is not."""
        steps: list[tuple[str, dict[str, Any]]] = [
            ("add_link", {"relation": "represents", "source": speaker, "target": card}),
            ("edit_element", {"id": card, "voice": "represented"}),
        ]
        if self._bridge.run_together(_("Name a speaker"), steps):
            names = self._bridge.board.elements
            words = _("{speaker} speaks for {who}.")
            self._bridge.say(
                words.format(
                    speaker=names[speaker].label, who=naming.in_sentence(names[card].label, self._bridge.catalogue)
                )
            )

    def plan_asking(self, card: str) -> None:
        """Add a task to ask somebody who is not here."""
        who = naming.in_sentence(self._bridge.board.elements[card].label, self._bridge.catalogue)
        words = _("Ask {who}: how, and until when?").format(who=who)
        made = new_id("e-")
        steps: list[tuple[str, dict[str, Any]]] = [
            ("add_element", {"id": made, "kind": "action", "label": words}),
            ("add_link", {"relation": "about", "source": made, "target": card}),
        ]
        if self._bridge.run_together(_("Plan how to ask"), steps):
            code = self._bridge.board.elements[made].code
            self._bridge.say(
                _("{code} is a task now: {words}").format(code=code, words=words),
                (_("Show"), lambda: self.wants_map.emit((made,))),
            )

    def take_middles(self) -> None:
        """Set every card to the middle of what people answered, as one step."""
        steps = [("edit_element", {"id": card, **fields}) for card, fields in self.placings.off_the_middle()]
        if steps and self._bridge.run_together(_("Take the middle answers"), steps):
            self.refresh()

    def ask(self) -> None:
        """Let the room place everybody, in silence."""
        follows = self.placings.round.id if self.placings.round is not None else ""
        self._page.ask_room(kind="placing", items=[placed.id for placed in self.placings.all], follows=follows)

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme()
        wide = self.width() >= look.scaled(_WIDE)
        low = self.height() < look.scaled(_LOW)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._top.setDirection(direction)
        self.ways.set_compact(low or not wide)
        self.tray.set_low(low)
        self._show_tools(self.grid.movable)
        self.give_width(self.side, look.scaled(_SIDE if wide else _LEAST_SIDE))
