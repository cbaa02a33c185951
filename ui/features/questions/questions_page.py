"""The page of questions: what to talk about before the workshop closes, and how the six topics hang together."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import curly
from stworkshop.model.records import Element
from stworkshop.session.session import Changed
from ui.features.questions.fix_tools import Fixing, bridge_topics
from ui.features.questions.group import QuestionGroup
from ui.features.questions.overview import joins_of, topics_of
from ui.features.questions.topics import JoinsPanel, TopicsPanel
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, row
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.words import WrappedLabel
from ui.session.bridge import Bridge
from ui.session.findings import MUST, NOTE, SHOULD, Findings
from ui.session.preferences import Preferences
from ui.shell.view_page import ViewPage

LATER, DISCUSSED = "later", "discussed"
_SIDE, _BESIDE_FROM, _HEAD_FROM, _AROUND = 470, 1220, 940, 40
"""Width of the overview; from where it stands beside the questions and leaves their words half of the page; from where
groups and topics stand beside the title."""


class QuestionsPage(ViewPage):
    """All questions in groups; beside them, or under them where it is narrow, the six topics."""

    def __init__(self, bridge: Bridge, preferences: Preferences, findings: Findings, fixing: Fixing) -> None:
        super().__init__(bridge, preferences)
        describe(self, _("Questions the map asks"))
        self.setProperty("part", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._findings, self._fixing = findings, fixing
        self._stale, self._room = True, False
        self._chosen: Finding | None = None
        self._topic = ""
        self._groups: dict[str, QuestionGroup] = {}
        outer = row(self)
        self._scroll, self._main = _scrolled()
        self._main.setContentsMargins(*(theme().scaled(m) for m in (20, 14, 16, 14)))
        self._main.addWidget(self._head())
        self._make_groups()
        self._empty = EmptyState(
            "check", _("No questions left. Read the summary aloud once."), "",
            button(_("Summary"), lambda: fixing.actions.trigger("print"), "print", "primary"),
        )  # fmt: skip
        self._empty.hide()
        self._main.addWidget(self._empty)
        self._side, side = QWidget(), column(spacing=12)
        self._side.setLayout(side)
        self.topics = TopicsPanel(self._ask, self._link_topics)
        self.joins = JoinsPanel()
        side.addWidget(self.topics)
        side.addWidget(self.joins)
        side.addStretch(1)
        self._main.addStretch(1)
        self._aside, self._aside_layout = _scrolled()
        self._aside.setProperty("part", "panel-right")
        self._aside.setFixedWidth(theme().scaled(_SIDE + 28))
        self._aside_layout.setContentsMargins(*(theme().scaled(m) for m in (14, 14, 14, 14)))
        self._aside_layout.addWidget(self._side)
        self._curtain = EmptyState("eye-off", _("The questions are hidden while the room looks at this window."))
        self._curtain.hide()
        outer.addWidget(self._curtain, 1)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._aside)
        findings.changed.connect(self._spoil)
        bridge.changed.connect(self._heard)

    def _head(self) -> QWidget:
        holder = QWidget()
        head = column(holder, 8)
        self._head_line: QBoxLayout = row(spacing=8)
        words = column(spacing=1)
        words.addWidget(WrappedLabel(_("What to talk about before we close"), "heading"))
        hint = _("Questions from the map, not faults. They follow every change.")
        words.addWidget(WrappedLabel(hint, "small", "muted"))
        self._head_line.addLayout(words, 1)
        line: QBoxLayout = row(spacing=8)
        self._tools = line
        self._jump = Segments(_("Groups of questions"), spread=True)
        self._jump.chosen.connect(self._go_to_group)
        line.addWidget(self._jump, 0, Qt.AlignmentFlag.AlignTop)
        options = [(c, curly(str(e["label"]))) for c, e in self._bridge.catalogue.concepts.items()]
        self.topic_box = ChoiceBox(_("Questions on one topic"), options, _("All six topics"))
        self.topic_box.setSizePolicy(self.topic_box.sizePolicy().Policy.Fixed, self.topic_box.sizePolicy().Policy.Fixed)
        self.topic_box.setFixedWidth(theme().scaled(150))
        self.topic_box.chosen.connect(self._filter)
        rest = row(spacing=8)
        rest.addWidget(self.topic_box, 0, Qt.AlignmentFlag.AlignTop)
        on_wall = lambda: self._fixing.actions.trigger("question-wall")  # noqa: E731
        show = button("", on_wall, "projector", name=_("Show this question on the wall"), shortcut="Shift+F8")
        rest.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        rest.addStretch(0)
        line.addLayout(rest)
        line.addStretch(0)
        self._head_line.addLayout(line)
        head.addLayout(self._head_line)
        return holder

    def _make_groups(self) -> None:
        groups = {
            MUST: (_("Must discuss"), _("do not close the workshop without these"), "must"),
            SHOULD: (_("Should discuss"), _("if there is time; else they become open questions"), "should"),
            NOTE: (_("Worth a look"), _("small gaps, once the rest is talked about"), "look"),
            LATER: (_("For later stages"), _("asked when their stage comes"), "later"),
            DISCUSSED: (_("Discussed, left as it is"), _("the reason prints in the summary"), "speech-check"),
        }
        for group, (title, hint, icon) in groups.items():
            made = self._groups[group] = QuestionGroup(group, (title, hint), icon, self._fixing, self._reopen)
            made.chosen.connect(self._choose)
            made.left.connect(lambda by, group=group: self._walk_on(group, by))
            self._main.addWidget(made)

    def hand_over(self) -> object:
        """Give away the topic that questions are shown of."""
        return self._topic or None

    def take_over(self, begun: object) -> None:
        """Show the questions of the same topic."""
        self.topic_box.choose(str(begun))
        self._filter(str(begun))

    # --- what is shown

    @property
    def current(self) -> Finding | None:
        """The question that one stands on, as long as it is asked."""
        return self._chosen if self._chosen in self._findings.all() else None

    def group(self, name: str) -> QuestionGroup:
        """Return a group: must, should, note, later or discussed."""
        return self._groups[name]

    def shown(self) -> None:
        self._findings.settle()
        self._refresh()
        first = next((g for g in self._groups.values() if not g.isHidden()), None)
        if first is not None:
            QTimer.singleShot(0, first.list, lambda: first.list.setFocus(Qt.FocusReason.OtherFocusReason))

    def set_room(self, room: bool) -> None:
        """Show nothing of this page to the room."""
        self._room = room
        self._scroll.setVisible(not room)
        self._curtain.setVisible(room)
        self._arrange()

    def start_finding(self) -> None:
        self.topic_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _spoil(self) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _heard(self, changed: Changed) -> None:
        if self.isVisible() and changed.change.roots() & {"elements", "links"}:
            QTimer.singleShot(0, self, self._show_topics)

    def _refresh(self) -> None:
        if self._stale:
            self._stale = False
            for name, found in self._sorted().items():
                self._groups[name].show_questions(found)
            self._offer_groups()
        self._show_topics()

    def _sorted(self) -> dict[str, list[Finding]]:
        sorted_: dict[str, list[Finding]] = {name: [] for name in self._groups}
        for found in self._findings.all():
            if not self._topic or self._topic in self._topics_of(found):
                later = LATER if self._findings.is_later(found) else found.severity
                sorted_[later if found.open else DISCUSSED].append(found)
        return sorted_

    def _topics_of(self, found: Finding) -> set[str]:
        board = self._bridge.board
        topics = set(found.concepts) or set(self._bridge.catalogue.checks[found.check].get("concepts") or ())
        for element in found.elements:
            card = board.elements.get(element)
            if isinstance(card, Element):
                topics |= set(card.concepts)
        return topics

    def _offer_groups(self) -> None:
        sorted_ = self._sorted()
        words = {
            MUST: _("Must {n}"),
            SHOULD: _("Should {n}"),
            NOTE: _("Worth a look"),
            DISCUSSED: _("Discussed"),
        }
        icons = {MUST: "must", SHOULD: "should", NOTE: "look", DISCUSSED: "speech-check"}
        there = [name for name in words if sorted_[name]]
        self._jump.offer([(n, words[n].format(n=len(sorted_[n]))) for n in there], [icons[n] for n in there])
        self._jump.setVisible(bool(there))
        if there:
            self._jump.choose(there[0])
        QTimer.singleShot(0, self, self._arrange)  # when the groups are shown, their width is known
        left = any(found for name, found in sorted_.items() if name != DISCUSSED)
        self._empty.setVisible(not left and self._findings.known)

    def _show_topics(self) -> None:
        topics, bridges = topics_of(self._bridge.board, self._bridge.catalogue)
        self.topics.show_topics(topics, bridges)
        self.joins.show_joins(*joins_of(self._bridge.board, self._bridge.catalogue))

    # --- doing

    def _choose(self, found: Finding) -> None:
        self._chosen = found
        for group in self._groups.values():
            here = group.list.current()
            if here is not None and here.found is not found:
                group.list.setCurrentRow(-1)
            elif here is not None:
                self._scroll.ensureWidgetVisible(here, 0, theme().scaled(40))

    def _walk_on(self, group: str, by: int) -> None:
        order = [name for name, made in self._groups.items() if not made.isHidden()]
        at = order.index(group) + by
        if 0 <= at < len(order):
            self._groups[order[at]].list.enter(by)

    def _go_to_group(self, name: str) -> None:
        if name in self._groups:
            made = self._groups[name]
            self._scroll.verticalScrollBar().setValue(max(0, made.y() - theme().scaled(12)))
            made.list.enter(1)

    def _filter(self, topic: str) -> None:
        self._topic = topic
        self._stale = True
        self._refresh()

    def _reopen(self, found: Finding) -> None:
        """Take the reason back, so that the question is asked again; it can be undone."""
        for note in self._bridge.board.notes.values():
            if note.kind == "finding" and note.check == found.check and set(note.about) == set(found.about):
                if self._bridge.run("delete", ids=[note.id]) is not None:
                    self._bridge.say(_("The question is asked again."), (_("Undo"), self._bridge.undo))
                return

    def _ask(self, question: str) -> None:
        """Show a bridge's question to the room, or have it read aloud where there is no wall."""
        self._fixing.ask_room(question)

    def _link_topics(self, topics: tuple[str, str]) -> None:
        found = next((f for f in self._findings.all() if set(f.concepts) == set(topics)), None)
        if found is not None and not self._bridge.read_only:
            bridge_topics(self._fixing, found)

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.focusWidget() is self:
            first = next((g for g in self._groups.values() if not g.isHidden()), None)
            if first is not None:
                first.list.enter(1)
                return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        """Put the overview beside the questions where there is room, else under them; the same with the page's head."""
        beside = self.width() >= theme().scaled(_BESIDE_FROM)
        room = self.width() - (self._aside.width() if beside else 0)
        along, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head_line.setDirection(along if room >= theme().scaled(_HEAD_FROM) else down)
        parts = (self._tools.itemAt(n) for n in range(self._tools.count()))
        needed = sum(part.sizeHint().width() + self._tools.spacing() for part in parts if part is not None)
        self._tools.setDirection(along if room >= needed + theme().scaled(_AROUND) else down)
        wanted: QVBoxLayout = self._aside_layout if beside else self._main
        if wanted.indexOf(self._side) < 0:
            (self._main if beside else self._aside_layout).removeWidget(self._side)
            wanted.insertWidget(wanted.count() - (0 if beside else 1), self._side)
            self._side.show()
        self._aside.setVisible(beside and not self._room)


def _scrolled() -> tuple[QScrollArea, QVBoxLayout]:
    """Return an area that scrolls up and down, and the layout of what is in it."""
    area = upright(QScrollArea())
    inside = QWidget()
    inside.setProperty("part", "plain")
    layout = column(inside, 10)
    area.setWidget(inside)
    return area, layout
