"""The six topics at a glance: the ring or its table of 15 rows, and the questions for topics that nothing joins yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStackedWidget, QTableView, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.features.questions.ring import Bridge, Ring, Topic
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, line, row
from ui.kit.widgets.plain import as_plain
from ui.kit.widgets.sides import SideMark
from ui.kit.widgets.single_keys import leave_single_keys
from ui.kit.widgets.words import ElidedLabel, IconLabel, WrappedLabel

Index = QModelIndex | QPersistentModelIndex
_ROW = 30


class BridgeModel(QAbstractTableModel):
    """A row for each pair of topics: both names, the links between them, and the question that helps to find one."""

    def __init__(self) -> None:
        super().__init__()
        self._topics: tuple[Topic, ...] = ()
        self._bridges: tuple[Bridge, ...] = ()

    def show(self, topics: Sequence[Topic], bridges: Sequence[Bridge]) -> None:
        """Show these topics and bridges."""
        self.beginResetModel()
        self._topics, self._bridges = tuple(topics), tuple(bridges)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._bridges)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("Topics"), _("Links"), _("Question"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        bridge = self._bridges[index.row()]
        first, second = self._topics[bridge.first], self._topics[bridge.second]
        texts = (
            _("{first} and {second}").format(first=first.name, second=second.name),
            str(bridge.links) if bridge.links else _("none yet"),
            bridge.question,
        )
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_plain(texts[index.column()])
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1 and not bridge.links:
            return theme().colour("must")
        return None


class BridgeTable(QTableView):
    """The table twin; Enter asks the question of the row."""

    def __init__(self, model: BridgeModel, ask: Callable[[int], object]) -> None:
        super().__init__()
        self._ask = ask
        leave_single_keys(self)
        self.setModel(model)
        describe(self, _("Links between the six topics, as a table"), description=_("Enter asks the row’s question"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().scaled(_ROW))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._ask(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class TopicsPanel(QFrame):
    """Ring or table, and under it what is chosen and what is missing."""

    def __init__(self, ask: Callable[[str], object], link: Callable[[tuple[str, str]], object]) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._ask_words, self._link = ask, link
        self._topics: tuple[Topic, ...] = ()
        self._bridges: tuple[Bridge, ...] = ()
        self._chosen = -1
        layout = column(self, 6, (16, 12, 16, 12))
        head = row(spacing=10)
        head.addWidget(label(_("Six topics, 15 bridges"), "body_strong"))
        hint = ElidedLabel(_("cards, and links between topics"), "small", "faint")
        head.addWidget(hint, 1)
        self.switch = button(_("Table"), self._turn, "table", "quiet", "small", name=_("Show the ring as a table"))
        self.switch.setCheckable(True)
        head.addWidget(self.switch)
        layout.addLayout(head)
        self.ring = Ring(_("The six topics and the links between them"))
        self.ring.chosen.connect(self._choose)
        self.model = BridgeModel()
        self.table = BridgeTable(self.model, self._ask)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _old: self._choose(now.row()))
        self._pictures = QStackedWidget()
        self._pictures.addWidget(self.ring)
        self._pictures.addWidget(self.table)
        self._pictures.setFixedHeight(self.ring.sizeHint().height())
        layout.addWidget(self._pictures)
        self._sum = WrappedLabel("", "small", "muted")
        layout.addWidget(self._sum)
        self._lines = column(spacing=0)
        layout.addLayout(self._lines)

    def show_topics(self, topics: Sequence[Topic], bridges: Sequence[Bridge]) -> None:
        """Show topics and the 15 bridges between them."""
        if (tuple(topics), tuple(bridges)) == (self._topics, self._bridges):
            return
        self._topics, self._bridges = tuple(topics), tuple(bridges)
        self.ring.show_topics(topics, bridges, self._in_words())
        self.model.show(topics, bridges)
        self._fill()

    def _in_words(self) -> str:
        cards = [_("{topic}: {count}").format(topic=t.name, count=t.cards) for t in self._topics]
        return " ".join((_("Cards by topic: {cards}.").format(cards=", ".join(cards)), self._summary()))

    def _summary(self) -> str:
        joined = sum(1 for bridge in self._bridges if bridge.links)
        words = ngettext("%d of 15 bridges has at least one link.", "%d of 15 bridges have at least one link.", joined)
        missing = len(self._bridges) - joined
        after = _("Thicker means more.")
        if missing:
            after += " " + ngettext("%d has none:", "%d have none:", missing) % missing
        return f"{words % joined} {after}"

    def _fill(self) -> None:
        self._sum.setText(self._summary())
        clear(self._lines)
        chosen = self._bridges[self._chosen] if 0 <= self._chosen < len(self._bridges) else None
        shown = [b for b in self._bridges if not b.links]
        if chosen is not None:
            shown = [chosen, *(b for b in shown if b != chosen)]
        for bridge in shown:
            self._lines.addWidget(line())
            self._lines.addWidget(self._line(bridge, bridge is chosen))

    def _line(self, bridge: Bridge, chosen: bool) -> QWidget:
        first, second = self._topics[bridge.first], self._topics[bridge.second]
        holder = frame("question-row" if chosen else "plain")
        if chosen:
            holder.setProperty("current", "true")
        layout = row(holder, 10, (6, 8, 4, 8))
        for topic in (first, second):
            role = "must" if not bridge.links else f"concept/{topic.id}/label"
            layout.addWidget(IconLabel(f"concepts/{topic.id}", role, 18), 0, Qt.AlignmentFlag.AlignVCenter)
        words = column(spacing=1)
        words.addWidget(WrappedLabel(bridge.question, "body", strong=True))
        names = {"first": first.name, "second": second.name}
        state = _("{first} and {second} are not connected yet").format(**names)
        if bridge.links:
            state = ngettext("{first} and {second}: {n} link", "{first} and {second}: {n} links", bridge.links)
            state = state.format(n=bridge.links, **names)
        words.addWidget(WrappedLabel(state, "small", "faint"))
        layout.addLayout(words, 1)
        if not bridge.links:
            made = button(_("Link"), partial(self._link, (first.id, second.id)), "", "quiet", "small")
            describe(made, _("Link {first} and {second}").format(**names))
            layout.addWidget(made)
        ask = button(_("Ask"), partial(self._ask_words, bridge.question), "", "", "small")
        describe(ask, _("Ask the room: {question}").format(question=bridge.question))
        layout.addWidget(ask)
        return holder

    def _ask(self, number: int) -> None:
        self._ask_words(self._bridges[number].question)

    def _choose(self, number: int) -> None:
        if number == self._chosen or number < 0:
            return
        self._chosen = number
        self.ring.choose(number)
        if self.table.currentIndex().row() != number:
            self.table.selectRow(number)
        self._fill()

    def _turn(self) -> None:
        table = self.switch.isChecked()
        self._pictures.setCurrentIndex(1 if table else 0)
        (self.table if table else self.ring).setFocus(Qt.FocusReason.OtherFocusReason)


class JoinsPanel(QFrame):
    """Who links planners and engineers, in sentences: cards of the map, never names of people in the room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        layout = column(self, 6, (16, 12, 16, 12))
        layout.addWidget(label(_("Who links planners and engineers"), "body_strong"))
        self._pairs = column(spacing=6)
        layout.addLayout(self._pairs)
        self._sentences = column(spacing=4)
        layout.addLayout(self._sentences)
        self._shown: object = None

    def show_joins(self, pairs: Sequence[tuple[str, str]], sentences: Sequence[str]) -> None:
        """Show pairs of cards that work together (the planner first), and what follows from them."""
        if (tuple(pairs), tuple(sentences)) == self._shown:
            return
        self._shown = (tuple(pairs), tuple(sentences))
        self.setVisible(bool(pairs or sentences))
        clear(self._pairs)
        clear(self._sentences)
        for planner, engineer in pairs:
            self._pairs.addWidget(_pair(planner, engineer))
        for sentence in sentences:
            self._sentences.addWidget(WrappedLabel(sentence, "small", "muted"))


def _pair(planner: str, engineer: str) -> QWidget:
    """Return two cards with a line between them."""
    holder = QWidget()
    describe(holder, _("{planner} works with {engineer}").format(planner=planner, engineer=engineer))
    layout = row(holder, 6)
    for side, words in (("planner", planner), ("implementer", engineer)):
        if side == "implementer":
            dash = frame("side-join")
            dash.setFixedWidth(theme().scaled(36))
            layout.addWidget(dash, 0, Qt.AlignmentFlag.AlignVCenter)
        box = frame("side-box")
        inner = row(box, 7, (9, 4, 9, 4))
        inner.addWidget(SideMark(side, 12), 0, Qt.AlignmentFlag.AlignVCenter)
        inner.addWidget(WrappedLabel(words, "small"), 1)
        layout.addWidget(box, 1)
    return holder
