"""The panel of one statement: who answered what, in words, what was said, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.opinion_summary import Room, Said, card_view
from stworkshop.rounds.verdicts import DIFFERING, closeness, is_decided, state_names, verdict_of
from ui.features.agreement.bar import Bar
from ui.features.agreement.model import ICONS
from ui.features.agreement.people_chart import PeopleChart
from ui.features.agreement.sides_table import SidesTable
from ui.features.agreement.timer import BothEnds, TimerPanel
from ui.features.agreement.voices import Voice, voices_about
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, line, row, set_property
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import RichLabel, markup, set_tip
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.sides import SideMark
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.bridge import Bridge
from ui.session.words import figure, middle_figure

_NAMED_FROM = 470
"""Pixels of width from which the button of the figures names all of them."""


class Detail(QFrame):
    """One statement, whole."""

    wants_step = Signal(int)
    """-1 for the statement before, 1 for the next."""
    wants_card = Signal(str)
    wants_figures = Signal()
    wants_edit = Signal()
    wants_ends = Signal()
    wants_views = Signal()
    wants_question = Signal()

    def __init__(self, bridge: Bridge, clock: BothEnds) -> None:
        super().__init__()
        self.setProperty("part", "panel-right")
        describe(self, _("The statement"))
        self._bridge = bridge
        self._figures = self._room = False
        self._card_words = ""
        outer = column(self)
        outer.addLayout(self._head())
        scroll = upright(QScrollArea())
        inner = QWidget()
        inner.setProperty("part", "plain")
        body = column(inner, 8, (20, 2, 20, 12))
        self._fill(body)
        scroll.setWidget(inner)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._foot(clock))

    def show_said(self, room: Room, said: Said, *, figures: bool, in_room: bool) -> None:
        """Show a statement as it is now; `in_room` leaves out what is not for the wall."""
        self._figures, self._room = figures and not in_room, in_room
        names = state_names()
        self._state.setText(names[said.state])
        self._icon.show_icon(ICONS[said.state], "text")
        self.heading.setText(said.statement.label)
        self._show_about(said)
        self.chart.setVisible(bool(said.counts))
        self.chart.show_said(said, self._figures)
        first, rest = said.long if said.counts else (said.brief, "")
        self.sentence.setText(markup('{first} <span style="font-weight:400">{rest}</span>', first=first, rest=rest))
        describe(self.sentence, f"{first} {rest}".strip())
        self._moved.setText(said.moved)
        self._moved_part.setVisible(bool(said.moved))
        clear(self._before)
        if said.before:
            self._before.addWidget(label(_("before"), "caption", "faint"))
            self._before.addWidget(Bar(said.before, height=14), 1)
        self._show_verdict(room, said)
        self._show_sides(said)
        self._show_figures(said)
        self._show_voices(said)
        self._edit.setVisible(not in_room)
        self._foot_part.setVisible(not in_room)
        for made, works in ((self.ends, bool(said.counts)), (self.views, True), (self.question, True)):
            made.setEnabled(works and not self._bridge.read_only)

    def show_timer(self, on: bool) -> None:
        """Show the clock in the place of the buttons, or the buttons again."""
        self._doings.setVisible(not on)
        self.timer.setVisible(on)
        if on:
            self.timer.pause.setFocus()

    # --- parts

    def _head(self) -> QVBoxLayout:
        outer = column(spacing=4, margins=(20, 14, 20, 6))
        top = row(spacing=6)
        chip = frame("well")
        inside = row(chip, 6, (10, 3, 12, 3))
        self._icon = IconLabel("", "text", 15)
        self._state = label("", "small", strong=True)
        inside.addWidget(self._icon)
        inside.addWidget(self._state)
        top.addWidget(chip)
        top.addStretch(1)
        self._edit = button("", self.wants_edit.emit, "edit", "", name=_("Edit the statement"))
        top.addWidget(self._edit)
        self.before = button("", lambda: self.wants_step.emit(-1), "chevron-up", "", name=_("Statement before"))
        self.next = button("", lambda: self.wants_step.emit(1), "chevron-down", "", name=_("Next statement"))
        top.addWidget(self.before)
        top.addWidget(self.next)
        outer.addLayout(top)
        self.heading = WrappedLabel("", "heading")
        outer.addWidget(self.heading)
        about = row(spacing=7)
        self._opposite = label("", "small", "warn", strong=True)
        self.card = button("…", self._go, look="chip", name=_("Show the card on the map"))
        about.addWidget(self._opposite)
        about.addWidget(self.card, 0, Qt.AlignmentFlag.AlignLeading)
        about.addStretch(1)
        outer.addLayout(about)
        return outer

    def _fill(self, body: QVBoxLayout) -> None:
        self.chart = PeopleChart()
        body.addWidget(self.chart)
        self.sentence = RichLabel()
        self.sentence.setProperty("type", "title")
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        body.addWidget(self.sentence)
        self._turned = WrappedLabel("", "small", "warn")
        body.addWidget(self._turned)
        self._moved_part = QWidget()
        moved = column(self._moved_part, 2)
        self._moved = WrappedLabel("", "body", strong=True)
        moved.addWidget(self._moved)
        self._before = row(spacing=8)
        moved.addLayout(self._before)
        body.addWidget(self._moved_part)
        verdict = self._verdict_part = frame("well")
        inside = row(verdict, 9, (11, 7, 11, 7))
        self._ticket = IconLabel("kinds/decision", "text", 18)
        inside.addWidget(self._ticket)
        self._verdict = WrappedLabel("", "body", strong=True)
        inside.addWidget(self._verdict, 1)
        body.addWidget(verdict)
        heads = row(spacing=8)
        heads.addWidget(label(_("By side"), "body_strong"))
        self._how = label("", "caption", "faint")
        heads.addWidget(self._how, 1)
        self._sides_part = QWidget()
        sides = column(self._sides_part, 2)
        sides.addLayout(heads)
        self.sides = SidesTable()
        sides.addWidget(self.sides)
        body.addWidget(self._sides_part)
        self._fold = button(
            _("Figures: mean, spread, how alike, gaps between sides"), self.wants_figures.emit, look="row"
        )
        body.addWidget(self._fold)
        self._numbers = QWidget()
        self._numbers_body = column(self._numbers, 8)
        body.addWidget(self._numbers)
        self._voices = QWidget()
        self._voices_body = column(self._voices, 6)
        body.addWidget(self._voices)
        body.addStretch(1)

    def _foot(self, clock: BothEnds) -> QWidget:
        made = self._foot_part = QWidget()
        outer = column(made)
        outer.addWidget(line())
        self._doings = QWidget()
        flow = Flow(self._doings, 8)
        self.ends = button(_("Hear both sides"), self.wants_ends.emit, "talk", "primary", shortcut="H")
        self.views = button(_("Keep as two views…"), self.wants_views.emit, "two-views")
        self.question = button(_("Open question"), self.wants_question.emit, "kinds/open-question")
        for part in (self.ends, self.views, self.question):
            flow.addWidget(part)
        self.timer = TimerPanel(clock)
        inside = column(margins=(20, 10, 20, 10))
        inside.addWidget(self._doings)
        inside.addWidget(self.timer)
        outer.addLayout(inside)
        self.show_timer(False)
        return made

    # --- filling in

    def _go(self) -> None:
        self.wants_card.emit(str(self.card.property("card") or ""))

    def _show_about(self, said: Said) -> None:
        card = said.about
        self.card.setVisible(card is not None)
        self._opposite.setText(_("says the opposite of") if said.opposite else _("about"))
        set_property(self._opposite, "tone", "warn" if said.opposite else "faint")
        self._opposite.setVisible(card is not None)
        if card is not None:
            self.card.setProperty("card", card.id)
            self._card_words = f"{card.code}  {card.label}"
            self._cut_card()
            describe(self.card, _("Show on the map: {card}").format(card=f"{card.code} {card.label}"))
        turned = card_view(said)
        self._turned.setText(turned)
        self._turned.setVisible(bool(turned))

    def _cut_card(self) -> None:
        """Cut the card's words to the room beside "says the opposite of"."""
        room = self.width() - self._opposite.sizeHint().width() - theme().scaled(90)
        metrics = self.card.fontMetrics()
        self.card.setText(metrics.elidedText(self._card_words, Qt.TextElideMode.ElideRight, max(60, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_fold()
        if self._card_words:
            self._cut_card()

    def _show_verdict(self, room: Room, said: Said) -> None:
        words = room.verdict(said)
        self._verdict_part.setVisible(bool(words))
        if words and said.about is not None:
            decided = is_decided(verdict_of(room.asked, said.about))
            self._ticket.show_icon("kinds/decision" if decided else "not-asked", "text" if decided else "text_3")
            self._verdict.setText(f"{said.code}: {words}")

    def _show_sides(self, said: Said) -> None:
        sides = tuple(self._bridge.catalogue.sides)
        shown = bool(said.counts)
        self._sides_part.setVisible(shown)
        if shown:
            self.sides.show_said(said, sides, self._figures)
            hidden = _("anonymous round: groups of one or two are not shown")
            self._how.setText(hidden if said.anonymous else _("by role, as the ballot said"))

    def _show_figures(self, said: Said) -> None:
        self._fold.setVisible(bool(said.counts) and not self._room)
        theme().set_icon(self._fold, "chevron-down" if self._figures else "chevron-right", "text_2", 16)
        self._name_fold()
        clear(self._numbers_body)
        self._numbers.setVisible(self._figures and bool(said.counts))
        if not self._figures or not said.counts:
            return
        figures = said.figures
        low, high = said.half or (0.0, 0.0)
        tiles = Flow(gap=8)
        for name, number, words, exact in (
            (_("Middle answer"), middle_figure(figures["median"]), _("half the room is below"), _("Median")),
            (_("Average"), figure(figures["mean"], 1), _("spread ± {sd}").format(sd=figure(figures["sd"])),
             _("Mean, and population standard deviation")),
            (_("Middle half"), f"{middle_figure(low)} – {middle_figure(high)}", _("half of the answers"),
             _("Interquartile range: {iqr}").format(iqr=figure(figures["iqr"]))),
            (_("Alike"), figure(figures["consensus"]), closeness(figures["band"]),
             _("Consensus after Tastle and Wierman, 0 to 1")),
        ):  # fmt: skip
            tiles.addWidget(_tile(name, number, words, exact))
        self._numbers_body.addLayout(tiles)
        if said.gaps:
            gaps = Flow(gap=8)
            gaps.addWidget(label(_("Gaps of 1 or more:"), "small", "muted"))
            for first, second, gap in said.gaps:
                gaps.addWidget(_gap(first, second, gap))
            self._numbers_body.addLayout(gaps)

    def _name_fold(self) -> None:
        """Say what the figures are, where there is room for it."""
        whole = _("Figures: mean, spread, how alike, gaps between sides")
        short = self._figures or self.width() < theme().scaled(_NAMED_FROM)
        self._fold.setText(_("Figures") if short else whole)
        set_tip(self._fold, whole if short else "")

    def _show_voices(self, said: Said) -> None:
        clear(self._voices_body)
        found = voices_about(self._bridge.board, said)
        self._voices.setVisible(bool(found) or said.state in DIFFERING)
        self._voices_body.addWidget(label(_("In their own words"), "body_strong"))
        for voice in found:
            self._voices_body.addWidget(_quote(voice))
        if not found:
            words = _("No reason was written down by those who disagree.")
            self._voices_body.addWidget(WrappedLabel(words, "small", "warn"))


def _tile(name: str, number: str, words: str, exact: str) -> QWidget:
    made = frame("card")
    set_tip(made, exact)
    layout = column(made, 0, (10, 5, 12, 6))
    layout.addWidget(label(name, "caption", "faint"))
    layout.addWidget(label(number, "heading"))
    layout.addWidget(label(words, "caption", "faint"))
    return made


def _gap(first: str, second: str, gap: float) -> QWidget:
    made = frame("advice")
    names = answers_in_words.side_names()
    words = _("{first} and {second}: {gap}").format(
        first=names.get(first, first), second=names.get(second, second), gap=figure(gap, 1)
    )
    describe(made, words)
    set_tip(made, words)
    layout = row(made, 5, (8, 2, 9, 2))
    layout.addWidget(SideMark(first, 12))
    layout.addWidget(SideMark(second, 12))
    layout.addWidget(label(figure(gap, 1), "small", "warn", strong=True))
    return made


def _quote(voice: Voice) -> QWidget:
    made = frame({"yes": "voice-yes", "no": "voice-no"}.get(voice.end, "voice"))
    layout = row(made, 8, (10, 7, 12, 7))
    layout.addWidget(IconLabel("quote", "text_3", 16), 0, Qt.AlignmentFlag.AlignTop)
    words = column(spacing=1)
    words.addWidget(WrappedLabel(voice.text, "body"))
    words.addWidget(WrappedLabel(voice.source, "caption", "faint"))
    layout.addLayout(words, 1)
    return made
