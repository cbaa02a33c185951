"""List: the text twin of the map, an outline and a table of all records, editable in place and by keys alone."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QSplitter, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.session.session import Changed
from ui.features.list.list_views import OutlineView, RecordView
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, key_cap, label, row, tip
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.fields import SearchField
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import Menu
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.words import ElidedLabel
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences
from ui.session.record_columns import ALL, PLAIN_ROOTS, records_of, table_title
from ui.session.words import cards_and_links, kind_word, own_kinds, record_title
from ui.shell.view_page import ViewPage

_FIRST = ("concern", "stakeholder", "component", "risk", "mitigation")
_ADDS = {"participants": "add_participant", "terms": "add_term", "statements": "add_statement"}


class ListPage(ViewPage):
    """Shares the selection with the map."""

    least_high = 320

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__(bridge, preferences)
        describe(self, _("List"))
        self.table_id = ""
        self._topic = ""
        self._hidden: tuple[str, ...] = ()
        self._offered: list[tuple[str, str]] = []
        self.outline, self.table = OutlineView(bridge), RecordView(bridge)
        self.filter_field = SearchField(_("Filter these rows"))
        self._tables = Segments(_("Which records"))
        self._more = button("", None, "chevron-down", "quiet", "small", name=_("More kinds of records"))
        self._columns = button(_("Columns"), None, "table", "")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self._outlined = self._left()
        split.addWidget(self._outlined)
        split.addWidget(self._right())
        self.columns = Beside(split, 850, (self._outlined, 280), (self._side, 420))
        split.setStretchFactor(1, 1)
        split.setSizes([theme().scaled(396), theme().scaled(1100)])
        column(self).addWidget(split)
        self.setFocusProxy(self.table)
        self._connect()
        self.show_table("concern" if records_of(bridge.board, "concern") else ALL)

    def _connect(self) -> None:
        self._tables.chosen.connect(self.show_table)
        self._more.clicked.connect(self._more_menu)
        self.filter_field.textChanged.connect(self.table.rows.show_words)
        self.filter_field.textChanged.connect(lambda _text: self._show_empty())
        self.filter_field.left.connect(self.table.setFocus)
        self.table.wants_new.connect(self._new.setFocus)
        self.table.pasted.connect(self._paste)
        self._bridge.changed.connect(self._hear)
        self._bridge.selection_changed.connect(self._show_selected)  # a lambda would outlive the page

    def start_adding(self, table: str) -> None:
        """Show one kind of records, and put the cursor into the line that takes new ones."""
        self.show_table(table)
        self._new.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_only(self, table: str) -> None:
        """Show one kind of records for good, without the outline and the choice of others."""
        self._outlined.hide()
        self._tables.hide()
        self._more.hide()
        self.show_table(table)

    def start_finding(self) -> None:
        """Put the cursor into the filter."""
        self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hand_over(self) -> object:
        """Give away which records are shown, and what they are filtered by."""
        return self.table_id, self.filter_field.text(), self._topic, self._gaps.isChecked()

    def take_over(self, begun: object) -> None:
        """Show the same records again."""
        assert isinstance(begun, tuple)
        table, words, topic, gaps = begun
        if table != self.table_id:
            self.show_table(table)
        self._choose_topic(topic)
        self._gaps.setChecked(gaps)
        self.filter_field.setText(words)

    # --- what is shown

    def show_table(self, table: str) -> None:
        """Show one kind of records."""
        if self.table_id:
            self._preferences.keep_columns(self.table_id, self.table.header().saveState())
        self.table_id = table
        self.table.show_table(table)
        state = self._preferences.columns(table)
        if not state.isEmpty():
            self.table.header().restoreState(state)
            self.table.header().setStretchLastSection(True)
        self._choose_topic("")
        self._gaps.setChecked(False)
        self._gaps.setVisible(any(c.missing for c in self.table.columns))
        self._topic_chip.setVisible(table not in PLAIN_ROOTS)
        can_add = table not in (ALL, "links", "notes")
        self._adding.setVisible(can_add)
        title = kind_word(self._bridge.catalogue, table) if table not in PLAIN_ROOTS else _one_of(table)
        self._new.setPlaceholderText(
            _("New {what}: type and press Enter, then the next one").format(what=title.lower())
        )
        describe(self._new, _("New {what}").format(what=title.lower()))
        self._count()
        self._show_selected()
        self._show_empty()

    def set_room(self, on: bool) -> None:
        """Hide what is not for the wall: names of people and notes."""
        if on and self.table_id in ("participants", "notes"):
            self.show_table(ALL)
        self._hidden = ("participants", "notes") if on else ()

    # --- parts

    def _left(self) -> QWidget:
        panel = frame("surface")
        panel.setMinimumWidth(theme().scaled(290))
        layout = column(panel)
        head = row(spacing=8, margins=(14, 10, 12, 8))
        head.addWidget(label(_("Outline"), strong=True))
        self._counts = label("", "small", "faint")
        head.addWidget(self._counts, 1)
        head.addWidget(button("", self.outline.collapseAll, "chevron-up", "", "small", name=_("Fold all")))
        layout.addLayout(head)
        layout.addWidget(self.outline, 1)
        foot = frame("foot")
        keys = row(foot, 6, (14, 8, 12, 8))
        for shortcut, words in (("F2", _("edit")), ("Ins", _("add")), ("L", _("link")), ("Del", _("delete"))):
            keys.addWidget(key_cap(shortcut))
            keys.addWidget(label(words, "caption", "muted"))
        keys.addStretch(1)
        layout.addWidget(foot)
        return panel

    def _right(self) -> QWidget:
        panel = self._side = QWidget()
        panel.setProperty("part", "window")
        layout = column(panel, 8, (16, 12, 16, 12))
        top = Flow(gap=8, filled=True)
        which, finding = QWidget(), QWidget()
        which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        for holder, parts in ((which, (self._tables, self._more)), (finding, (self.filter_field, self._columns))):
            line = row(holder, 8)
            for part in parts:
                line.addWidget(part)
            if holder is which:
                line.addStretch(1)
            top.addWidget(holder)
        self.filter_field.setFixedWidth(theme().scaled(190))
        self._columns.clicked.connect(lambda: self._columns_menu(self._columns))
        layout.addLayout(top)
        layout.addLayout(self._chips())
        layout.addWidget(self.table, 1)
        self._empty = EmptyState("list", "", "")
        self._empty.setParent(self.table.viewport())
        self._adding = self._adding_line()
        layout.addWidget(self._adding)
        return panel

    def _chips(self) -> QHBoxLayout:
        line = row(spacing=6)
        self._topic_chip = button(_("Any topic"), self._topic_menu, "filter", "chip")
        self._topic_chip.setCheckable(True)
        self._gaps = button(_("Only where something is missing"), None, "", "chip")
        self._gaps.setCheckable(True)
        self._gaps.toggled.connect(self.table.rows.show_gaps)
        self._gaps.toggled.connect(lambda _on: self._show_empty())
        self._selected = ElidedLabel("", "small", "muted")
        self._selected.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._show = button(_("Show on the map"), lambda: self.wants_map.emit(self.table.chosen()), "map", "", "small")
        self._tag = button(_("Tag with a topic"), self._tag_menu, "tag", "", "small")
        for part in (self._topic_chip, self._gaps):
            line.addWidget(part)
        line.addWidget(self._selected, 1)
        line.addWidget(self._show)
        line.addWidget(self._tag)
        return line

    def _adding_line(self) -> QFrame:
        holder = frame("plain")
        line = row(holder, 10)
        self._new = QLineEdit()
        self._new.setProperty("look", "dashed")
        self._new.returnPressed.connect(self._add)
        line.addWidget(self._new, 1)
        line.addWidget(label(_("Paste rows from a spreadsheet with"), "small", "muted"))
        line.addWidget(key_cap("Ctrl+V"))
        return holder

    # --- counts and selection

    def _count(self) -> None:
        board, catalogue = self._bridge.board, self._bridge.catalogue
        self._counts.setText(cards_and_links(len(board.elements), len(board.links)))
        kinds = Counter(element.kind for element in board.elements.values())
        shown = [k for k in _FIRST[: self._room_for_tables()] if kinds[k] or k == self.table_id]
        if self.table_id not in (*shown, ALL):
            shown.append(self.table_id)
        numbers = {**kinds, ALL: len(board.elements)}
        options = [
            (t, f"{table_title(catalogue, t)} {numbers.get(t, len(records_of(board, t)))}") for t in (*shown, ALL)
        ]
        if options != self._offered:
            self._offered = options
            self._tables.offer(options)
        self._tables.choose(self.table_id)

    def _show_selected(self, _ids: object = None) -> None:
        ids = self.table.chosen()
        words = ""
        if len(ids) == 1 and (record := self._bridge.board.find(ids[0])) is not None:
            words = _("1 selected: “{what}”").format(
                what=record_title(self._bridge.board, self._bridge.catalogue, record)
            )
        elif ids:
            words = ngettext("%d selected", "%d selected", len(ids)) % len(ids)
        self._selected.setText(words)
        cards = self.table_id not in PLAIN_ROOTS
        self._show.setVisible(bool(ids) and (cards or self.table_id == "links"))
        self._tag.setVisible(bool(ids) and cards)

    def _show_empty(self) -> None:
        empty = self.table.rows.rowCount() == 0
        self._empty.setVisible(empty)
        if empty:
            filtered = bool(self.filter_field.text() or self._topic or self._gaps.isChecked())
            title = _("No row fits the filter") if filtered else _("Nothing here yet")
            how = _("Type the first one below.")
            if not self._adding.isVisibleTo(self._side):
                how = _("Cards come from the map, or from a list of their kind: the arrow above has all lists.")
                how = how if self.table_id == ALL else ""
            self._empty.say(title, "" if filtered else how)
            self._empty.setGeometry(self.table.viewport().rect())

    def _room_for_tables(self) -> int:
        """Return for how many kinds the line over the table has room; the others are in the menu beside it."""
        return max(0, (self._side.width() - theme().scaled(520)) // theme().scaled(118))

    def resizeEvent(self, event: object) -> None:
        self._count()
        self._empty.setGeometry(self.table.viewport().rect())

    def _hear(self, changed: Changed) -> None:
        if changed.change:
            self._count()
            self._show_selected()
            self._show_empty()

    # --- gestures

    def _add(self) -> None:
        words = self._new.text().strip()
        if not words:
            return
        if self.table_id in _ADDS:
            done = self._bridge.run(_ADDS[self.table_id], **self._fields_of(words))
        else:
            done = self._bridge.run("add_element", kind=self.table_id, label=words)
        if done is not None:
            self._new.clear()
            self.table.scrollToBottom()

    def _fields_of(self, words: str) -> dict[str, str]:
        """Return the fields of a new record of the table; a person's side is not said yet."""
        return {"label": words, **({"side": ""} if self.table_id == "participants" else {})}

    def _paste(self, text: str) -> None:
        if not text.strip():
            return
        if self.table_id in _ADDS:
            # The first column of a spreadsheet has the names, or the words.
            lines = [words for line in text.splitlines() if (words := line.split("\t")[0].strip())]
            steps = [(_ADDS[self.table_id], self._fields_of(words)) for words in lines]
            self._bridge.run_together(_("Paste {n} rows").format(n=len(steps)), steps)
        elif self.table_id in (*PLAIN_ROOTS, ALL):
            self._bridge.say(_("Choose a kind of card above, then paste."))
        else:
            self._bridge.run("paste_lines", text=text, kind=self.table_id)

    def _more_menu(self) -> None:
        menu = Menu(self)
        board, catalogue = self._bridge.board, self._bridge.catalogue
        for table in (*catalogue.kinds, *own_kinds(board, catalogue), *PLAIN_ROOTS):
            if table in self._hidden:
                continue
            title = table_title(catalogue, table)
            action = menu.addAction(f"{title}  {len(records_of(board, table))}")
            if table not in PLAIN_ROOTS:
                action.setIcon(theme().icon(kind_icon(catalogue.variant(table, "")), f"kind/{table}/accent", 17))
            action.triggered.connect(lambda _checked=False, table=table: self.show_table(table))
        self._popup(menu, self._more)

    def _topic_menu(self) -> None:
        self._topic_chip.setChecked(bool(self._topic))
        menu = Menu(self)
        menu.addAction(_("Any topic"), lambda: self._choose_topic(""))
        for concept, entry in self._bridge.catalogue.concepts.items():
            action = menu.addAction(
                theme().icon(f"concepts/{concept}", f"concept/{concept}/mark", 17), str(entry["label"])
            )
            action.triggered.connect(lambda _checked=False, concept=concept: self._choose_topic(concept))
        self._popup(menu, self._topic_chip)

    def _choose_topic(self, concept: str) -> None:
        self._topic = concept
        words = str(self._bridge.catalogue.concepts[concept]["label"]) if concept else _("Any topic")
        with QSignalBlocker(self._topic_chip):
            self._topic_chip.setChecked(bool(concept))
        self._topic_chip.setText(words)
        describe(self._topic_chip, _("Topic: {what}").format(what=words))
        self.table.rows.show_topic(concept)
        self._show_empty()

    def _tag_menu(self) -> None:
        menu = Menu(self)
        for concept, entry in self._bridge.catalogue.concepts.items():
            action = menu.addAction(
                theme().icon(f"concepts/{concept}", f"concept/{concept}/mark", 17), str(entry["label"])
            )
            action.triggered.connect(
                lambda _checked=False, concept=concept: self._bridge.run(
                    "tag", ids=list(self.table.chosen()), add=[concept]
                )
            )
        self._popup(menu, self._tag)

    def _columns_menu(self, under: QPushButton) -> None:
        menu = Menu(self)
        for at, shown in enumerate(self.table.columns):
            action = menu.addAction(shown.title)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(at))
            action.setEnabled(shown.id != "label")
            action.toggled.connect(lambda on, at=at: self.table.setColumnHidden(at, not on))
        self._popup(menu, under)

    def _popup(self, menu: QMenu, under: QPushButton) -> None:
        tip(under, under.accessibleName())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 4)))


def _one_of(table: str) -> str:
    return {"participants": _("Person"), "terms": _("Word"), "statements": _("Statement")}.get(table, _("Entry"))
