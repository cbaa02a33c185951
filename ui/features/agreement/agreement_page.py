"""Agreement: what the room thinks, in a resident's words first, and figures for those who want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Round, new_id
from stworkshop.rounds.agreement import closed_rounds
from stworkshop.rounds.opinion_summary import Room, Said, round_line
from ui.features.agreement.detail import Detail
from ui.features.agreement.heads import ColumnHeads, NotAsked, Sealed
from ui.features.agreement.listing import OpinionList
from ui.features.agreement.model import AGREEMENT, MAP, SIDE
from ui.features.agreement.panels import MattersMost, SameOrder
from ui.features.agreement.statement import StatementDialog
from ui.features.agreement.timer import BothEnds
from ui.features.agreement.two_views import TwoViews
from ui.features.agreement.wall import WallStatement, WallTimer
from ui.kit.dialog_frame import run_dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, row
from ui.kit.widgets.choices import Segments, Switch
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.words import WrappedLabel
from ui.session.round_codes import codes_of
from ui.session.whose_round import sealed_words
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

_AROUND = 60
"""Room beside the title and the tools where they stand in one line."""
_DETAIL, _LEAST_DETAIL = 540, 350
_SHARE, _MOST_SHARE = 0.39, 0.42


class AgreementPage(ViewPage):
    """The statements by how they came out, one of them whole, and what matters most."""

    least_high = 400

    def __init__(self, page: Workspace) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, _("Agreement"))
        self._page = page
        self._room_view = False
        self._way = AGREEMENT
        self._chosen = ""
        self._on_wall = False
        self.clock = BothEnds(self)
        self.room = Room(self._bridge.board, self._bridge.catalogue)
        self.list, self.detail = OpinionList(self._bridge), Detail(self._bridge, self.clock)
        outer = row(self)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._statements())
        write = button(_("Write a statement…"), lambda: self.write(), "plus", "primary")
        first = button(_("Ask what comes first…"), self.ask_what_comes_first, "ballot")
        words = _("Write what people could agree with, one idea each, then ask the room in silence.")
        self._whole.addWidget(EmptyState("agreement", _("Nobody was asked yet"), words, write, first))
        outer.addWidget(self._whole, 1)
        outer.addWidget(self.detail)
        self.columns = Beside(outer, 800, (self._whole, 440), (self.detail, 460))
        self.setFocusProxy(self.list)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.follow(self.refresh)
        codes_of(self._bridge).sheets_changed.connect(self.refresh)
        self.list.picked.connect(self._pick)
        self.list.entered.connect(self.detail.before.setFocus)
        self.list.heard.connect(self.hear_both_ends)
        self.detail.wants_step.connect(self.list.step)
        self.detail.wants_card.connect(lambda card: self.wants_map.emit((card,)))
        self.detail.wants_figures.connect(self.figures.toggle)
        self.detail.wants_edit.connect(self._edit)
        self.detail.wants_ends.connect(self.hear_both_ends)
        self.detail.wants_views.connect(self.keep_two_views)
        self.detail.wants_question.connect(self.open_question)
        self.detail.timer.left.connect(self.end_hearing)
        self.unasked.wants_statement.connect(self.write)
        self.matters.chosen.connect(lambda card: self._bridge.select((card,)))

    def hand_over(self) -> object:
        """Give away how statements are grouped, and the chosen one."""
        return self._way, self._chosen

    def take_over(self, begun: object) -> None:
        """Show the same statements in the same groups."""
        assert isinstance(begun, tuple)
        self._way, self._chosen = begun
        self.ways.choose(self._way)
        self.refresh()

    # --- what is shown

    def show_record(self, record_id: str) -> None:
        self.list.pick(record_id)

    def shown(self) -> None:
        """Come to the front with the figures off, and with what there is now."""
        self.figures.setChecked(False)
        self.refresh()
        QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))

    def left(self) -> None:
        """Let the wall show the map again, and the clock stop."""
        self.end_hearing()

    def set_room(self, room: bool) -> None:
        """Show only what is for the room: no figures, nothing to write."""
        self._room_view = room
        self.figures.setChecked(False)
        for part in (self._figures_part, self._asking, self._writing, self._print, self._wall):
            part.setVisible(not room)
        self.refresh()

    def show_round(self, round_: Round) -> None:
        """Show the result of one round of dots or order, also where there are later ones."""
        self.matters.show_round(round_)
        self.matters.lines.setFocus()

    def refresh(self) -> None:
        """Show everything as it is now."""
        board, figures = self._bridge.board, self.figures.isChecked() and not self._room_view
        self.room = Room(board, self._bridge.catalogue)
        self._whole.setCurrentIndex(0 if self.room.said or closed_rounds(board, "dots", "ranking") else 1)
        closed = closed_rounds(board, "rating")
        line = round_line(self.room, closed[-1]) if closed else _("No round of statements is closed yet.")
        self._sub.setText(line)
        self._sealed.show_kinds(self.room, "rating")
        self._heads.figures = figures
        self._heads.update()
        first = self._chosen or next((s.id for s in self.room.groups()["contested"]), "")
        self.list.show_room(self.room, self._way, figures, first)
        self.unasked.show_room(self.room, self._room_view)
        waiting = [sealed_words(self._bridge, r.id) for r in self.room.open if r.kind in ("dots", "ranking")]
        self.matters.show_board(board, figures, "\n".join(waiting))
        self.order.show_board(board, figures)
        repeat = bool(self.room.groups()["not-asked"])
        self._asking.setText(_("Ask the room…") if repeat else _("Ask again…"))
        self._asking.setEnabled(not self._bridge.read_only and bool(self.room.said))
        self._writing.setEnabled(not self._bridge.read_only)
        self._show_detail()

    @property
    def said(self) -> Said | None:
        """The statement that is shown whole."""
        return self.list.said

    def _pick(self, statement: str) -> None:
        if statement != self._chosen:
            self.end_hearing()
        self._chosen = statement
        self._show_detail()

    def _show_detail(self) -> None:
        said = self.said
        self.detail.setVisible(said is not None)
        if said is not None:
            figures = self.figures.isChecked()
            self.detail.show_said(self.room, said, figures=figures, in_room=self._room_view)

    def _turn(self, way: str) -> None:
        self._way = way or self._way
        self.refresh()

    # --- parts

    def _statements(self) -> QWidget:
        scroll = upright(QScrollArea())
        inner = QWidget()
        inner.setProperty("part", "plain")
        body = column(inner, 6, (18, 13, 18, 12))
        body.addLayout(self._title())
        self._sealed = Sealed(self._bridge)
        body.addWidget(self._sealed)
        self._heads = ColumnHeads()
        body.addWidget(self._heads)
        body.addWidget(self.list)
        self.unasked = NotAsked(self._bridge)
        body.addWidget(self.unasked)
        body.addStretch(1)
        body.addSpacing(theme().scaled(6))
        self._feet: QBoxLayout = row(spacing=12)
        self.matters, self.order = MattersMost(), SameOrder()
        self._feet.addWidget(self.matters, 7)
        self._feet.addWidget(self.order, 3)
        body.addLayout(self._feet)
        scroll.setWidget(inner)
        return scroll

    def _title(self) -> QBoxLayout:
        self._top: QBoxLayout = row(spacing=8)
        words: QVBoxLayout = column(spacing=1)
        words.addWidget(label(_("What the room thinks"), "display"))
        self._sub = WrappedLabel("", "small", "muted")
        words.addWidget(self._sub)
        self._top.addLayout(words, 1)
        self._words = words
        self._tools = QWidget()
        tools = Flow(self._tools, 8)
        self._figures_part = QWidget()
        self._figures_part.setFixedHeight(theme().size("control"))
        switch = row(self._figures_part, 6)
        self.figures = Switch(_("Figures"))
        switch.addWidget(label(_("Figures"), "body"))
        switch.addWidget(self.figures)
        tools.addWidget(self._figures_part)
        ways = ((AGREEMENT, _("By agreement")), (MAP, _("By topic")), (SIDE, _("By side")))
        self.ways = Segments(_("How statements are grouped"), ways)
        self.ways.choose(AGREEMENT)
        self.ways.chosen.connect(self._turn)
        tools.addWidget(self.ways)
        self._asking = button(_("Ask the room…"), self.ask, "round")
        self._writing = button("", lambda: self.write(), "plus", name=_("Write a statement"))
        self._wall = button("", self.show_on_wall, "projector", name=_("Show on the wall"))
        self._print = button("", self._print_page, "print", name=_("Print the summary"))
        doings = QWidget()
        line = row(doings, 7)
        for made in (self._asking, self._writing, self._wall, self._print):
            line.addWidget(made)
        tools.addWidget(doings)
        self._top.addWidget(self._tools)
        self.figures.toggled.connect(lambda _on: self.refresh())
        return self._top

    # --- doing

    def ask_what_comes_first(self) -> None:
        """Ask the room to lay dots on cards, which needs no statement."""
        self._page.ask_room(kind="dots")

    def ask(self) -> None:
        """Ask the room what was not asked yet; else ask the chosen statement again."""
        waiting = [said.id for said in self.room.groups()["not-asked"] if said.id not in self.room.sealed]
        if waiting:
            self._page.ask_room(kind="rating", items=waiting)
        elif self.said is not None and self.said.round is not None:
            self._page.ask_room(kind="rating", items=(self.said.id,), follows=self.said.round.id)

    def write(self, about: str = "") -> None:
        """Write a statement, about a card if one is given."""
        dialog = StatementDialog(self, self._bridge, about=about)
        if run_dialog(dialog) and dialog.made:
            self._chosen = dialog.made
            self.refresh()

    def _edit(self) -> None:
        if self.said is not None:
            run_dialog(StatementDialog(self, self._bridge, self.said.statement))

    def hear_both_ends(self) -> None:
        """Start three minutes, here and on the wall."""
        said = self.said
        if said is None or not said.counts or self._room_view:
            return
        clock = self.clock
        clock.restart()
        self.detail.show_timer(True)
        statement = said.statement.label
        wall = self._page.wall
        wall.show_widget(lambda: WallTimer(clock, statement))
        self._on_wall = wall.is_open

    def end_hearing(self) -> None:
        """Take the clock away; what was on the wall before comes back."""
        self.clock.pause()
        self.detail.show_timer(False)
        if self._on_wall:
            self._page.wall.show_map()
        self._on_wall = False

    def keep_two_views(self) -> None:
        """Write down what both ends said."""
        if self.said is not None:
            run_dialog(TwoViews(self, self._bridge, self.said))

    def open_question(self) -> None:
        """Make a card of what would settle the statement, about its card."""
        said = self.said
        if said is None:
            return
        made = new_id("e-")
        words = _("What would settle “{statement}”?").format(statement=said.statement.label.rstrip(".?! "))
        steps: list[tuple[str, dict[str, object]]] = [
            ("add_element", {"id": made, "kind": "open-question", "label": words})
        ]
        if said.about is not None and said.about.kind != "open-question":
            steps.append(("add_link", {"relation": "about", "source": made, "target": said.about.id}))
        if self._bridge.run_together(_("Add open question"), steps):
            card = self._bridge.board.elements[made]
            self._bridge.say(
                _("{code} is open now: {label}").format(code=card.code, label=card.label),
                (_("Show"), lambda: self.wants_map.emit((made,))),
            )

    def show_on_wall(self) -> None:
        """Show the chosen statement's bar and sentence on the wall, without figures."""
        said, wall = self.said, self._page.wall
        if said is None:
            return
        if not wall.is_open:
            self._bridge.say(_("The projector is not on. F5 turns it on."))
            return
        wall.show_widget(lambda: WallStatement(said))
        self._on_wall = True

    def _print_page(self) -> None:
        self._page.papers.print_summary()

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_H and not event.modifiers():
            self.hear_both_ends()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme()
        least = min(look.scaled(_LEAST_DETAIL), round(self.width() * _MOST_SHARE))
        self.give_width(self.detail, max(least, min(look.scaled(_DETAIL), round(self.width() * _SHARE))))
        groups = [part for part in self._tools.children() if isinstance(part, QWidget) and not part.isHidden()]
        needed = sum(part.sizeHint().width() + look.scaled(8) for part in groups) - look.scaled(6)
        beside = self._words.minimumSize().width() + needed + look.scaled(_AROUND)
        taken = 0 if self.columns is not None and self.columns.below else self.detail.width()
        wide = self.width() - taken >= beside
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(along if wide else down)
        self._tools.setMinimumWidth(needed if wide else 0)
        self._feet.setDirection(along if self.width() >= look.scaled(1300) else down)
