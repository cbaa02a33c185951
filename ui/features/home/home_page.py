"""Home: go on with a workshop, begin one, look at samples, search all sessions, the trash."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.exchange import readers
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.session.library import SearchHit
from ui.features.home.begin import Begin
from ui.features.home.first_run import Foot, JoinCard, SampleCard, beside
from ui.features.home.home_nav import HomeNav
from ui.features.home.home_results import Results
from ui.features.home.home_tiles import ContinueCard, SessionTile
from ui.features.home.home_trash import TrashRow
from ui.features.home.shelf import Item, Shelf
from ui.kit.background import Background, Job
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, label, row, scrolling
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.fields import SearchField
from ui.kit.widgets.plain import Label, set_tip
from ui.kit.widgets.regions import Regions
from ui.kit.widgets.words import WrappedLabel
from ui.session.preferences import Preferences

OPENED = (".stw", ".json", ".yaml", ".yml", ".csv.zip")
_SEARCH_MS = 150
_HEAD_FROM, _TOOLS_FROM = 700, 540
_READING, _BESIDE_FROM = 1120, 3
"""How wide the middle of a first visit is at most, and the columns from which its cards stand beside each other."""
_EDGE, _NARROW, _TWO_FROM = 44, 640, 345
"""Widths at 100 % from which search and buttons stand beside the title, and beside each other."""


class HomePage(QWidget):
    """The first page; it asks the window to open, make, print and export sessions."""

    wants_session = Signal(object, str)
    """A session to open (an Item), and the id of a record to show, or ""."""
    wants_new = Signal(str, str)
    """A new session with this agenda, "" for a blank map, and this question, "" for none."""
    wants_done = Signal(object, str)
    """An Item, and what is to be done with it (see SessionTile.wants)."""
    wants_file = Signal(str)
    """The path of a file to open or import, "" to be chosen."""
    wants_room = Signal()
    """Another laptop's workshop is to be joined."""
    wants_keyboard = Signal()
    wants_settings = Signal()
    wants_larger = Signal()

    def __init__(self, shelf: Shelf, catalogue: Catalogue, preferences: Preferences, background: Background) -> None:
        super().__init__()
        self.setProperty("part", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        describe(self, _("Home"))
        self.setAcceptDrops(True)
        self._shelf, self._catalogue = shelf, catalogue
        self._preferences, self._background = preferences, background
        self._section = "home"
        self._in_lines = False
        self._first_run = self._searches = False
        self._begin: Begin | None = None
        self._columns = 4
        self._tiles: dict[str, SessionTile] = {}
        self._search: Job | None = None
        layout = row(self)
        self.nav = HomeNav()
        layout.addWidget(self.nav)
        self._main = QWidget()
        self._main.setProperty("part", "window")
        whole = self._whole = column(self._main, 22, (_EDGE, 26, _EDGE, 26))
        whole.addLayout(self._head())
        self._body: QVBoxLayout = column(spacing=22)
        whole.addLayout(self._body)
        whole.addStretch(1)
        layout.addWidget(scrolling(self._main), 1)
        self.regions = Regions([self.nav, self._main])
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SEARCH_MS)
        self._clock.timeout.connect(self._look_for)
        self.nav.chosen.connect(self.show_section)
        self.nav.wants_keyboard.connect(self.wants_keyboard)
        self.nav.wants_settings.connect(self.wants_settings)

    # --- what is shown

    def refresh(self) -> None:
        """Read the library again and show it."""
        sessions, trash, samples = self._sessions(), self._shelf.trash(), self._shelf.samples()
        self._first_run = self._section == "home" and not (sessions or trash)
        self._show_tools()
        self._fit()
        self._fold_head()
        self.nav.count({"sessions": len(sessions), "samples": len(samples), "trash": len(trash)})
        if self.field.text().strip():
            self._look_for()
            return
        self._empty()
        if self._section == "home":
            self._show_home(sessions, samples)
        elif self._section == "sessions":
            self._head_words(_("All sessions"), _("All workshops on this laptop."))
            self._show_items("", sessions)
        elif self._section == "samples":
            self._head_words(_("Samples"), _("Finished workshops to look around in. Your copy is yours to change."))
            self._show_items("", samples)
        else:
            self._head_words(_("Trash"), _("What was deleted stays here for 30 days."))
            self._show_trash(trash)

    def show_section(self, section: str) -> None:
        """Show a section."""
        self._section, self._searches = section, False
        self.nav.choose(section)
        self.field.clear()
        self.refresh()

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self._searches = True
        self._show_tools()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def start_beginning(self) -> None:
        """Put the cursor into the field that begins a workshop."""
        if self._section != "home" or self._begin is None:
            self.show_section("home")
        if self._begin is not None:
            self._begin.start()

    def rename(self, item: Item) -> None:
        """Let the title of a session be typed, where its tile is shown; else in the section of all sessions."""
        if item.key not in self._tiles:
            self.show_section("sessions")
        if item.key in self._tiles:
            self._tiles[item.key].rename()

    # --- parts

    def _head(self) -> QVBoxLayout:
        layout = column()
        self._mark = Label()
        side = theme().scaled(50)
        self._mark.setPixmap(theme().app_icon().pixmap(side, side))
        words = column()
        self._title = WrappedLabel("", "display")
        self._under = WrappedLabel("", "body", "muted")
        words.addWidget(self._title)
        words.addWidget(self._under)
        self.field = SearchField(_("Search all sessions: cards, people, words"), shortcut="/")
        self.field.setMinimumWidth(theme().scaled(200))
        self.field.setMaximumWidth(theme().scaled(340))
        self.field.textChanged.connect(lambda _text: self._clock.start())
        self._tools: QBoxLayout = row(spacing=12)
        self._tools.addStretch(0)
        self._tools.addWidget(self.field, 2)
        join = button(_("Join a workshop"), self.wants_room.emit, "join")
        bring = button(_("Open or import"), lambda: self.wants_file.emit(""), "open-folder", shortcut="Ctrl+O")
        doings = row(spacing=12)
        larger = button(_("Larger text"), self.wants_larger.emit, "text-size", "quiet")
        settings = button(_("Settings"), self.wants_settings.emit, "settings", "quiet")
        for made in (join, bring, larger, settings):
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            doings.addWidget(made)
        self._usual, self._at_first = (join, bring), (larger, settings)
        doings.addStretch(0)
        self._tools.addLayout(doings)
        self._line: QBoxLayout = row(spacing=12)
        self._line.addWidget(self._mark)
        self._line.addLayout(words, 3)
        self._line.addLayout(self._tools, 4)
        layout.addLayout(self._line)
        return layout

    def _show_tools(self) -> None:
        """Show what a first visit needs beside the title, or what those need who have sessions."""
        self.nav.setVisible(not self._first_run)
        self._tools.setStretch(0, int(self._first_run))  # at the end of the line
        self.field.setVisible(not self._first_run or self._searches)
        for made in self._usual:
            made.setVisible(not self._first_run)
        for made in self._at_first:
            made.setVisible(self._first_run)

    def _fold_head(self) -> None:
        """Put what does not fit beside the title under it, and under each other what does not fit there."""
        room = self._room()
        beside, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(beside if room >= theme().scaled(_HEAD_FROM) else down)
        self._mark.setVisible(self._first_run and room >= theme().scaled(_HEAD_FROM))
        self._tools.setDirection(beside if room >= theme().scaled(_TOOLS_FROM) else down)

    def _fit(self) -> None:
        """Give the side and the edges as much as the window has for them."""
        narrow = self.width() < theme().scaled(_NARROW)
        self.nav.fit(narrow, self.height())
        edge = theme().scaled(_EDGE // 2 if narrow else _EDGE)
        if self._first_run:
            edge = max(edge, (self.width() - theme().scaled(_READING)) // 2)
        self._whole.setContentsMargins(edge, theme().scaled(26), edge, theme().scaled(26))

    def _room(self) -> int:
        """Return how many pixels wide the middle is."""
        edges = self._whole.contentsMargins()
        side = 0 if self._first_run else self.nav.width()
        return self.width() - side - edges.left() - edges.right()

    def _head_words(self, title: str, under: str) -> None:
        self._title.setText(title)
        self._under.setText(under)

    def _show_home(self, sessions: list[Item], samples: list[Item]) -> None:
        known = {item.label for item in sessions}
        others = [sample for sample in samples if sample.label not in known]
        first = self._shelf.to_continue(sessions)
        if first is None:
            self._head_words(_greeting(), _("What would you like to do today?"))
            self._show_begin()
            if self._first_run:
                self._show_first_run(samples[0])
                self.start_beginning()
            else:
                self._show_items(_("Or try a sample: a finished workshop to look around in"), [*sessions, *others])
            return
        self._head_words(_greeting(), _("Carry on, or prepare the next workshop."))
        self._body.addWidget(self._titled(_("Continue")))
        card = ContinueCard(first)
        card.wants.connect(lambda what: self._want(first, what))
        self._shelf.look(first, card.show_glance, card, closely=True)
        self._body.addWidget(card)
        self._show_begin(small=True)
        rest = [item for item in sessions if item is not first]
        self._show_items(_("Recent and samples"), [*rest, *others][:8], choice=True)

    def _show_begin(self, *, small: bool = False) -> None:
        self._begin = Begin(self._catalogue, self._shelf.begun, small=small)
        self._begin.wants.connect(self.wants_new)
        self._body.addWidget(self._begin)

    def _show_first_run(self, sample: Item) -> None:
        card, join, foot = SampleCard(sample), JoinCard(), Foot()
        card.wants_open.connect(lambda: self.wants_session.emit(sample, ""))
        card.wants_more.connect(lambda: self.show_section("samples"))
        self._shelf.look(sample, card.show_glance, card)
        join.wants.connect(self.wants_room)
        foot.wants_file.connect(lambda: self.wants_file.emit(""))
        foot.wants_search.connect(self.start_search)
        self._body.addLayout(beside(card, join, across=self._columns >= _BESIDE_FROM))
        self._body.addWidget(foot)

    def _show_items(self, title: str, items: list[Item], *, choice: bool = False) -> None:
        if title or choice or items:
            self._body.addWidget(self._titled(title, choice=choice or not title))
        if not items:
            start = button(_("New workshop"), self.start_beginning, "plus", "primary")
            self._body.addWidget(EmptyState("map", _("No sessions yet"), _("Start one, or open a sample."), start))
            return
        grid = self._grid()
        columns = 1 if self._in_lines else self._columns
        for at, item in enumerate(items):
            tile = SessionTile(item, in_line=self._in_lines)
            tile.wants.connect(lambda what, item=item: self._want(item, what))
            self._tiles[item.key] = tile
            self._shelf.look(item, tile.show_glance, tile)
            grid.addWidget(tile, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(grid)

    def _show_trash(self, items: list[Item]) -> None:
        if not items:
            self._body.addWidget(EmptyState("delete", _("The trash is empty")))
        for item in items:
            line = TrashRow(item)
            line.wants.connect(lambda what, item=item: self.wants_done.emit(item, what))
            self._body.addWidget(line)

    def _titled(self, title: str, *, choice: bool = False) -> QWidget:
        holder = QWidget()
        line = row(holder, 12)
        line.addWidget(label(title, "title"), 1)
        if choice:
            looks = Segments(_("How sessions are shown"), [("grid", ""), ("list", "")], ["grid", "list"])
            for option, words in (("grid", _("As pictures")), ("list", _("As a list"))):
                describe(looks.segment(option), words)
                set_tip(looks.segment(option), words)
            looks.choose("list" if self._in_lines else "grid")
            looks.chosen.connect(self._show_as)
            line.addWidget(looks)
        return holder

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        gap = theme().scaled(8 if self._in_lines else 16)
        grid.setSpacing(gap)
        for at in range(1 if self._in_lines else self._columns):
            grid.setColumnStretch(at, 1)
            grid.setColumnMinimumWidth(at, theme().scaled(160))
        return grid

    def _empty(self) -> None:
        self._tiles = {}
        self._begin = None
        clear(self._body)

    # --- what happens

    def _want(self, item: Item, what: str) -> None:
        if what == "open":
            self.wants_session.emit(item, "")
        elif what == "rename":
            self.rename(item)
        else:
            self.wants_done.emit(item, what)

    def _show_as(self, look: str) -> None:
        self._in_lines = look == "list"
        self.refresh()

    def _look_for(self) -> None:
        text = self.field.text().strip()
        if self._search is not None:
            self._search.stop()
            self._search = None
        if not text:
            self.refresh()
            return
        library = self._shelf.library

        def search() -> Sequence[SearchHit]:
            return library.search(text)

        self._search = self._background.run(search, self._show_hits, owner=self)

    def _show_hits(self, hits: Sequence[SearchHit]) -> None:
        self._search = None
        self._empty()
        self._head_words(_("Search"), _("In all sessions outside the trash."))
        results = Results(hits, self.field.text().strip())
        results.chosen.connect(self._open_hit)
        self._body.addWidget(results)

    def _open_hit(self, hit: SearchHit) -> None:
        self.wants_session.emit(Item("library", hit.session_id, hit.session_label), hit.ref.id)

    def _sessions(self) -> list[Item]:
        return self._shelf.sessions(self._preferences.recent_files, self._preferences.worked_on)

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "/":
            self.start_search()
        elif event.text() == "?":
            self.wants_keyboard.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._fold_head()
        room = self._room()
        least = 2 if room >= theme().scaled(_TWO_FROM) else 1
        columns = max(least, min(4, room // theme().scaled(250)))
        if columns != self._columns:
            self._columns = columns
            self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(_is_opened(url.toLocalFile()) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if _is_opened(url.toLocalFile()):
                event.acceptProposedAction()
                self.wants_file.emit(url.toLocalFile())


def _is_opened(path: str) -> bool:
    return path.lower().endswith(OPENED) or readers.is_table(Path(path)) or readers.is_graph(Path(path))


def _greeting(now: datetime.datetime | None = None) -> str:
    hour = (now or datetime.datetime.now()).hour
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")
