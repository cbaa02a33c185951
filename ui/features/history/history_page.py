"""History: every change of the session; see the map grow, compare two moments or two sessions, bring things back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from stworkshop.analysis.board_comparison import Comparison, compare, summary
from stworkshop.commands.past import arguments_to_restore
from stworkshop.errors import KnownError
from stworkshop.exchange.writers import map_film
from stworkshop.i18n import gettext as _
from stworkshop.model.attribution import shows_names
from stworkshop.model.board import Board
from stworkshop.model.records import Ref
from stworkshop.session.session import Changed
from stworkshop.session.timeline import Moment, Timeline, read_timeline
from ui.features.history.axis import TimeAxis
from ui.features.history.differences import Differences
from ui.features.history.past_view import PastView
from ui.kit.background import Background
from ui.kit.confirm_dialog import Confirm
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row, set_property, tag
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.plain import Menu, set_tip
from ui.kit.widgets.roomy import Beside
from ui.kit.widgets.words import ElidedLabel, WrappedLabel
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences
from ui.session.words import cards_and_links
from ui.shell.view_page import ViewPage


def save_film(
    owner: QWidget, bridge: Bridge, preferences: Preferences, background: Background, timeline: Timeline
) -> None:
    """Ask for a name, and write the film as it is now; what goes wrong is said in a short message."""
    gif, pictures = _("One film (*.gif)"), _("Pictures in a folder (*)")
    start = str(Path(preferences.last_folder) / _("How the map grew.gif"))
    name, kind = QFileDialog.getSaveFileName(owner, _("Save as a short film"), start, f"{gif};;{pictures}")
    if not name:
        return
    path = Path(name)
    preferences.last_folder = str(path.parent)
    own = Timeline(timeline.moments, timeline.changes)
    catalogue, look = bridge.catalogue, theme().name

    def write() -> None:
        if kind == pictures and path.suffix.lower() != ".gif":
            map_film.write_pngs(own, catalogue, path, theme=look)
        else:
            map_film.write_gif(own, catalogue, path.with_suffix(".gif"), theme=look)

    def failed(error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        bridge.said.emit(str(error), None)

    bridge.said.emit(_("Writing {name}").format(name=path.name), None)
    saved = _("Saved: {name}").format(name=path.name)
    background.run(write, lambda _none: bridge.said.emit(saved, None), failed, owner)


Others = Callable[[], Sequence[tuple[str, Callable[[], Board]]]]
"""What gives the other sessions to compare with: their titles, and how each is read."""
_NARROW, _NAMELESS = 1180, 1000
_PLAY_MS, _SOON_MS = 700, 60


class HistoryPage(ViewPage):
    """Replays the journal off the window's thread, and follows what is done meanwhile."""

    least_high = 400

    def __init__(self, bridge: Bridge, preferences: Preferences, others: Others) -> None:
        super().__init__(bridge, preferences)
        describe(self, _("History"))
        self._others = others
        self._background = Background(self)
        self._timeline: Timeline | None = None
        self._names: dict[int, str] = {}
        self._other: tuple[str, Board] | None = None
        self._pair: tuple[Board, Board] = (Board(), Board())
        self._mode = "moment"
        self._waiting: list[tuple[Changed, datetime.datetime]] = []
        self.view = PastView(bridge.catalogue)
        self.axis, self.differences = TimeAxis(), Differences(bridge.catalogue)
        self._play = QTimer(self)
        self._play.setInterval(_PLAY_MS)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._build()
        self._connect()
        self.setFocusProxy(self.axis)

    # --- layout

    def _build(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        main, side = QWidget(), frame("panel-right")
        split.addWidget(main)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([theme().scaled(1200), theme().scaled(360)])
        column(self).addWidget(split)
        layout = column(main, 10, (16, 12, 16, 10))
        layout.addLayout(self._head())
        layout.addWidget(self.view, 1)
        layout.addLayout(self._foot())
        side.setMinimumWidth(theme().scaled(260))
        self._side(column(side, 10, (16, 14, 16, 12)))
        self.columns = Beside(split, 900, (main, 440), (side, 420))

    def _head(self) -> QHBoxLayout:
        layout = row(spacing=12)
        self._name = label(_("How the map grew"), "heading")
        layout.addWidget(self._name)
        self._count = ElidedLabel("", "small", "muted")
        layout.addWidget(self._count, 1)
        self._modes = Segments(
            _("What is shown"),
            [("moment", _("One moment")), ("compare", _("Compare A and B")), ("other", _("With another session…"))],
            spread=True,
        )
        self._modes.choose("moment")
        layout.addWidget(self._modes)
        self._film = button(_("Save as a short film…"), self.save_film, "export")
        layout.addWidget(self._film)
        return layout

    def _foot(self) -> QHBoxLayout:
        layout = row(spacing=10)
        self._player = button("", self.play, "play", name=_("Play"), shortcut="Space")
        layout.addWidget(self._player, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.axis, 1)
        return layout

    def _side(self, layout: QVBoxLayout) -> None:
        self._title = WrappedLabel("", "title")
        self._words = WrappedLabel("", "small", "muted")
        self._legend = QWidget()
        legend = row(self._legend, 6)
        for words, tone in ((_("+ added"), ""), (_("≠ changed"), ""), (_("− removed"), "")):
            legend.addWidget(tag(words, tone))
        legend.addStretch(1)
        for part in (self._title, self._words, self._legend):
            layout.addWidget(part)
        layout.addWidget(self.differences, 1)
        self._bring = button(_("Bring this back as it was"), self.bring_back, "restore")
        self._all = button(_("Restore the whole map…"), self.restore_all, "history")
        layout.addWidget(self._bring)
        layout.addWidget(self._all)
        words = _("Restoring is a new step. What is on the map now stays in History.")
        layout.addWidget(WrappedLabel(words, "small", "muted"))

    def _connect(self) -> None:
        self._bridge.changed.connect(self._hear)
        self.axis.valueChanged.connect(lambda _place: self._soon.start())
        self.axis.ends_changed.connect(lambda _a, _b: self._soon.start())
        self.axis.play_asked.connect(self.play)
        self._modes.chosen.connect(self.show_mode)
        self._play.timeout.connect(self._next_picture)
        self._soon.timeout.connect(self._show)
        self.differences.wanted.connect(self.view.look_at)
        self.differences.chosen.connect(self._offer_chosen)

    # --- what there is

    def shown(self) -> None:
        """Read the history the first time; later only what is new."""
        if self._timeline is None:
            self._title.setText(_("Reading the history…"))
            session, named = self._bridge.session, shows_names(self._bridge.board.session)
            self._background.run(
                lambda: read_timeline(session.path, session.id, names=named), self._read, self._failed, self
            )

    def left(self) -> None:
        """Stop playing."""
        self._stop()

    def close_view(self) -> None:
        """Stop playing, reading and routing."""
        self._stop()
        self.view.close_canvas()
        self._background.finish()

    def _read(self, timeline: Timeline) -> None:
        known = {moment.step for moment in timeline.moments}
        for changed, at in self._waiting:
            if changed.step not in known:
                timeline.append(changed, at)
        self._waiting.clear()
        self._timeline = timeline
        self._refill()
        self.axis.setValue(self.axis.maximum())
        self._show()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._title.setText(str(error))
        self._words.setText(_("The session itself is safe."))

    def _hear(self, changed: Changed) -> None:
        """Add a change that is made now; while the end is looked at, follow it."""
        if not changed.change:
            return
        at = datetime.datetime.now(datetime.UTC)
        if self._timeline is None:
            self._waiting.append((changed, at))
            return
        follows = self.axis.value() == self.axis.maximum()
        self._timeline.append(changed, at)
        if self.isVisible():
            self._refill()
            if follows:
                self.axis.setValue(self.axis.maximum())
            else:
                self._offer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold words where the window is small."""
        super().resizeEvent(event)
        narrow = self.width() < theme().scaled(_NARROW)
        self._film.setText("" if narrow else _("Save as a short film…"))
        set_property(self._film, "square", "true" if narrow else "")
        self._count.setVisible(not narrow)
        self._name.setVisible(self.width() >= theme().scaled(_NAMELESS))

    def showEvent(self, event: object) -> None:
        if self._timeline is not None:
            self._refill()
            self._soon.start()

    def _refill(self) -> None:
        assert self._timeline is not None
        self._names = {place: moment.label for place, moment in self._timeline.snapshots()}
        self.axis.show_moments([moment.at for moment in self._timeline.moments], list(self._names.items()))
        self._film.setEnabled(bool(len(self._timeline)))

    # --- what is looked at

    def show_mode(self, mode: str) -> None:
        """Look at one moment, at two, or at another session beside this one."""
        if mode == "other" and not self._choose_other():
            self._modes.choose(self._mode)
            return
        self._mode = mode
        self._modes.choose(mode)
        self.axis.comparing = mode == "compare"
        ends = _("Drag A and B, or go to a moment and press A or B.")
        set_tip(self.axis, ends if self.axis.comparing else "")
        if mode == "compare" and -1 in self.axis.ends:
            self.axis.set_ends(0, self.axis.maximum())
        self._show()
        self.axis.setFocus()

    def _choose_other(self) -> bool:
        """Ask which session; the chosen one is read at once."""
        menu = Menu(self)
        readers = {}
        for title, read in self._others():
            readers[menu.addAction(title)] = (title, read)
        if not readers:
            menu.addAction(_("There is no other session in the library")).setEnabled(False)
        chosen = menu.exec(self._modes.segment("other").mapToGlobal(self._modes.segment("other").rect().bottomLeft()))
        menu.deleteLater()
        if chosen not in readers:
            return False
        try:
            title, read = readers[chosen]
            self._other = (title, read())
        except KnownError as error:
            self._bridge.said.emit(str(error), None)
            return False
        return True

    def _show(self) -> None:
        timeline = self._timeline
        if timeline is None or not len(timeline):
            return
        catalogue, place = self._bridge.catalogue, self.axis.value()
        moment = timeline.moments[place]
        if self._mode == "compare":
            a, b = self.axis.ends
            before, after = timeline.board_at(a), timeline.board_at(b)
            self._title.setText(f"{self._named(a)}  →  {self._named(b)}")
        elif self._mode == "other" and self._other is not None:
            title, after = self._other
            before = self._bridge.board
            self._title.setText(_("From this session to “{title}”").format(title=title))
        else:
            before, after = timeline.board_at(place - 1), timeline.board_at(place)
            self._title.setText(self._named(place))
        found = compare(before, after, catalogue)
        self._pair = (before, after)
        self.view.show_board(after)
        comparing = self._mode != "moment"
        self.view.show_differences(found if comparing else None, before)
        self._legend.setVisible(comparing)
        if comparing:
            self.differences.show_comparison(found, before, after)
            self._words.setText(summary(found))
        else:
            self.differences.show_step(self._step_words(moment), found, before, after)
            self._words.setText(_("This is how the map was. Nothing can be changed here."))
        self._say_where(after, moment, found)
        self._offer()

    def _say_where(self, board: Board, moment: Moment, found: Comparison) -> None:
        counted = cards_and_links(len(board.elements), len(board.links))
        self._count.setText(_("{counted} at {time}").format(counted=counted, time=_clock(moment)))
        value = f"{self._named(self.axis.value())}, {counted}"
        if self._mode != "moment":
            value = f"{value}. {summary(found)}"
        self.axis.setAccessibleDescription(value)
        set_tip(self.axis, value)

    def _named(self, place: int) -> str:
        """Return a moment as people say it: its time, and its name where it has one."""
        assert self._timeline is not None
        if not 0 <= place < len(self._timeline):
            return _("The beginning")
        name = self._names.get(place, "")
        return f"{_clock(self._timeline.moments[place])}{f', {name}' if name else ''}"

    def _step_words(self, moment: Moment) -> str:
        words = moment.label or _("The session came in")
        return _("{words}, by {who}").format(words=words, who=moment.peer) if moment.peer else words

    # --- bringing back

    def _offer(self) -> None:
        self._offer_chosen()
        then = arguments_to_restore(self._now, self._pair[1]) if self._may_restore() else {}
        self._all.setEnabled(any(then.values()))

    def _offer_chosen(self) -> None:
        refs = self.differences.refs() if self._may_restore() else []
        found = arguments_to_restore(self._now, self._then(refs), refs)["records"] if refs else ()
        self._bring.setEnabled(bool(found))

    def _may_restore(self) -> bool:
        return not self._bridge.read_only and self._mode != "other" and self._timeline is not None

    @property
    def _now(self) -> Board:
        return self._bridge.board

    def _then(self, refs: Sequence[Ref]) -> Board:
        """Return the board that has the chosen record: the later one, or the earlier one where it was removed since.

        Where two moments are compared and the record is now as it was at the later one, it is the earlier one, too.
        """
        before, after = self._pair
        there = [ref for ref in refs if after.get(ref) is not None]
        as_now = self._mode == "compare" and all(after.get(ref) == self._now.get(ref) for ref in there)
        return after if there and not as_now else before

    def bring_back(self) -> None:
        """Give the chosen card what it had then; one that is gone comes back with its links."""
        refs = self.differences.refs()
        if refs and self._bridge.run("restore", **arguments_to_restore(self._now, self._then(refs), refs)):
            self._bridge.said.emit(_("It is on the map as it was."), None)

    def restore_all(self) -> None:
        """Make the map as it was at the moment that is shown, after asking."""
        place = self.axis.ends[1] if self._mode == "compare" else self.axis.value()
        question = _("Restore the map as it was at {moment}?").format(moment=self._named(place))
        words = _("This is one new step that you can undo. Rounds, answers and the agenda stay as they are.")
        if not Confirm.ask(self, question, words, _("Restore"), _("Leave it as it is")):
            return
        if self._bridge.run("restore", **arguments_to_restore(self._now, self._pair[1])):
            self._bridge.said.emit(_("The map is as it was. Undo takes that back."), None)

    # --- the film

    def play(self) -> None:
        """Let time run from here, or stop it."""
        if self._play.isActive() or self._timeline is None:
            self._stop()
            return
        if self.axis.value() == self.axis.maximum():
            self.axis.setValue(0)
        self._player.setIcon(theme().icon("pause", "text_2", 18))
        describe(self._player, _("Stop"), "Space")
        self._play.start()

    def _stop(self) -> None:
        self._play.stop()
        self._player.setIcon(theme().icon("play", "text_2", 18))
        describe(self._player, _("Play"), "Space")

    def _next_picture(self) -> None:
        step = max(1, self.axis.maximum() // 60)
        self.axis.setValue(self.axis.value() + step)
        if self.axis.value() == self.axis.maximum():
            self._stop()

    def save_film(self) -> None:
        """Ask for a name, and write the film while the work goes on."""
        if self._timeline is not None:
            save_film(self, self._bridge, self._preferences, self._background, self._timeline)


def _clock(moment: Moment) -> str:
    return moment.at.astimezone().strftime("%H:%M")
