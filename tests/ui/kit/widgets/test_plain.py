"""Words of people are never read as markup: planted in every field and name, and looked for in all the window shows."""

from __future__ import annotations

import csv
import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QColor, QDesktopServices, QImage
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QGroupBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMessageBox,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Record, flat, from_flat, own_fields, root_of
from stworkshop.model.session_content import SessionContent
from stworkshop.session.library import Library
from stworkshop.session.session import create_file
from tests.ui.markup_walk import faults, watch
from tests.ui.presence.rooms import FakeRoom
from ui.features.bring_in.dialog import BringIn
from ui.features.home.home_nav import SECTIONS
from ui.features.together.rooms import RoomList
from ui.kit.widgets.plain import Button, CheckBox, Label, Markup, Menu, RichLabel, as_plain, escaped, markup, set_tip
from ui.lan.discovery import Found
from ui.session.view_kinds import BY_ID
from ui.shell.main_window import MainWindow

MOMENTS = {"gone", "at", "started", "ended", "paused", "read_back_at", "created_by", "opened_by", "language", "regime"}
"""Texts that are a moment, a name of a laptop or a code: what else stands there is not shown at all."""


@pytest.fixture
def mark(tmp_path: Path) -> str:
    """Words as somebody would write them who wants to have a picture shown and a file opened."""
    return (
        f'<img src="{tmp_path / "trap.png"}"> <a href="file://{tmp_path}/trap.png">R&D</a> <b>bold</b> &amp; &lt;i&gt;'
    )


@pytest.fixture
def opened_files(tmp_path: Path) -> Iterator[Callable[[], list[str]]]:
    """Watch the folder of the picture; returns what was opened there so far."""
    trap = QImage(900, 700, QImage.Format.Format_RGB32)
    trap.fill(QColor("red"))
    trap.save(str(tmp_path / "trap.png"))
    if not sys.platform.startswith("linux"):
        yield list
        return
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    libc.inotify_add_watch(watch, str(tmp_path).encode(), 0x20)  # IN_OPEN

    def opened() -> list[str]:
        try:
            events = os.read(watch, 1 << 16)
        except BlockingIOError:
            return []
        return ["trap.png"] if b"trap.png" in events else []

    yield opened
    os.close(watch)


def planted(record: Record, words: str) -> Record:
    """Return a record with `words` before every text of it that people read."""
    known = own_fields(root_of(record))
    values = flat(record)
    for name, value in values.items():
        kind = known[name].name if name in known else "text"
        said = kind == "text" and name not in MOMENTS and isinstance(value, str)
        if said and (name in known or (value and _is_text(record, name))):
            values[name] = f"{words} {value}"
    return from_flat(root_of(record), record.id, values)


def _is_text(record: Record, name: str) -> bool:
    fields = catalogue().kind(record.kind).attributes if isinstance(record, Element) else {}
    return fields[name].type == "text" if name in fields else True


def hostile(board: Board, words: str) -> list[Record]:
    """Return a card of each kind, and of one of its own, that holds `words` wherever it can hold anything."""
    made: list[Record] = []
    for kind in [*catalogue().kinds, f"own:{words}"]:
        fields = {name: words for name in catalogue().kind(kind).attributes}
        fields |= {name: words for name in ("label", "note", "code", "type")}
        made.append(from_flat("elements", f"e-bad-{len(made)}", {**fields, "kind": kind, words: words, "seq": 9000}))
    return made


def hostile_session(words: str) -> SessionContent:
    """Return a small sample with `words` in every text of it."""
    sample = our_json.read(next(p for p in assets.sample_sessions() if p.stem == "hill-east"))
    records = [planted(record, words) for record in sample.records]
    return SessionContent([*records, *hostile(sample.board(), words)], sample.answers)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is wrong with what is announced, and with tips that are shown at once."""
    return watch(monkeypatch)


@pytest.fixture
def hostile_window(window: MainWindow, library: Library, mark: str) -> MainWindow:
    """The window with a session open whose every word is markup, and with it on its home page."""
    session = hostile_session(mark)
    library.add(session)
    window.home.refresh()
    window.open_named(session.id)
    return window


def test_no_word_of_a_session_is_read_as_markup_on_any_page(
    hostile_window: MainWindow, opened_files: Callable[[], list[str]], said: list[str]
) -> None:
    page = hostile_window.page()
    for view in ["map", *BY_ID]:
        page.show_view(view)
        QApplication.processEvents()
    found = faults()
    page.show_view("map")
    board = page.bridge.board
    one_of_each = {card.kind: card.id for card in board.elements.values()}
    for record in [*one_of_each.values(), *list(board.links)[:2]]:
        page.bridge.select([record])
        found += faults(page.inspector)
    page.bridge.select(list(board.elements)[:3])
    found += faults(page.inspector)
    assert sorted({*found, *said}) == []
    assert opened_files() == []


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_no_dialog_menu_or_panel_reads_markup(
    hostile_window: MainWindow,
    opened_files: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    said: list[str],
) -> None:
    """Everything that can be done is done once; dialogs and menus are looked at where they would wait for somebody."""
    found: list[str] = []
    shown: list[str] = []
    addresses: list[object] = []

    def look(dialog: QWidget, *_what: object) -> int:
        dialog.show()
        QApplication.processEvents()
        shown.append(type(dialog).__name__)
        found.extend(faults(dialog))
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    monkeypatch.setattr(QMenu, "exec", lambda menu, *_where: look(menu) and None)
    monkeypatch.setattr(QDesktopServices, "openUrl", addresses.append)
    for asks in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, asks, lambda *_what: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_what: "")
    cards = list(hostile_window.page().bridge.board.elements)
    for name in [action.id for action in hostile_window.registry]:
        action = next((action for action in hostile_window.registry if action.id == name), None)
        if action is None or name.startswith(LEAVES) or not (action.shown() and action.enabled()):
            continue
        assert hostile_window.has_session(), f"the walk ended before {name}"
        hostile_window.page().bridge.select(cards[:2])
        action.run()
        QApplication.processEvents()
        for popup in [w for w in QApplication.topLevelWidgets() if w is not hostile_window and w.isVisible()]:
            shown.append(type(popup).__name__)
            found += faults(popup)
            popup.close()
    found += faults()
    assert sorted({*found, *said}) == []
    assert opened_files() == [] and addresses == []
    assert len(set(shown)) >= 5, shown


FILE_NAME = "<img src=x> R&D <b>bold<b>"


def test_titles_and_names_of_files_bring_no_markup(
    hostile_window: MainWindow,
    tmp_path: Path,
    mark: str,
    opened_files: Callable[[], list[str]],
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    """Home with its titles, finds and trash; a session file named as markup; and a table whose heads are markup."""
    window, home, found = hostile_window, hostile_window.home, list[str]()
    named = tmp_path / f"{FILE_NAME}.stw"
    create_file(named, hostile_session(mark))
    window.open_file(str(named))
    assert FILE_NAME in window.windowTitle() or window.page().bridge.board.elements
    found += faults()
    window.go_home()
    gone = window.openings.library.duplicate(window.openings.library.list()[0].id, mark)
    window.openings.library.trash(gone)
    for section in SECTIONS:
        home.show_section(section)
        QApplication.processEvents()
        found += faults()
    table = tmp_path / f"{FILE_NAME}.csv"
    rows = [[mark, "label", f"kind {mark}"], [mark, f"{mark} one", mark], [mark, f"{mark} two", "concern"]]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    steps: list[int] = []

    def look(dialog: QDialog) -> int:
        dialog.show()
        if isinstance(dialog, BringIn):
            qtbot.waitUntil(lambda: dialog.outcome is not None, timeout=60_000)
            for step in range(3):
                dialog.go(step)
                QApplication.processEvents()
                steps.append(dialog.step)
                found.extend(faults(dialog))
        else:
            found.extend(faults(dialog))
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    window.bringing.as_new(str(table))
    assert steps == [0, 1, 2]
    assert sorted({*found, *said}) == []
    assert opened_files() == []


def _loose_name(widget: QWidget, mark: str) -> None:
    widget.setAccessibleName(escaped(mark))


def _loose_description(widget: QWidget, mark: str) -> None:
    widget.setAccessibleDescription(f"About {escaped(mark)}")


def _loose_role(widget: QWidget, mark: str, role: Qt.ItemDataRole, words: Callable[[str], str]) -> None:
    listed = QListWidget(widget)
    item = QListWidgetItem("x")
    item.setData(role, words(mark))
    listed.addItem(item)


def _loose_head(widget: QWidget, mark: str) -> None:
    table = QTableWidget(1, 1, widget)
    head = QTableWidgetItem("x")
    head.setWhatsThis(mark)
    table.setVerticalHeaderItem(0, head)


def _loose_markup(widget: QWidget, mark: str) -> None:
    QLabel.setText(RichLabel(), mark)
    loose = RichLabel()
    loose.setParent(widget)
    QLabel.setText(loose, mark)


def _loose_tabs(widget: QWidget, mark: str) -> None:
    QTabBar(widget).addTab(mark)


def _loose_action(widget: QWidget, mark: str) -> None:
    QAction(widget).setWhatsThis(mark)


def _loose_box(widget: QWidget, mark: str) -> None:
    QMessageBox(widget).setText(mark)


@pytest.mark.parametrize(
    "loosen",
    [
        _loose_name,
        _loose_description,
        partial(_loose_role, role=Qt.ItemDataRole.AccessibleTextRole, words=escaped),
        partial(_loose_role, role=Qt.ItemDataRole.DisplayRole, words=escaped),
        partial(_loose_role, role=Qt.ItemDataRole.StatusTipRole, words=str),
        _loose_head,
        _loose_markup,
        _loose_tabs,
        _loose_action,
        _loose_box,
        lambda widget, mark: widget.setWhatsThis(mark),
        lambda widget, mark: QGroupBox(mark, widget),
    ],
)
def test_the_walk_notices_what_goes_around_the_wall(
    loosen: Callable[[QWidget, str], None], mark: str, qtbot: QtBot
) -> None:
    """A walk that finds nothing passes always."""
    below = QWidget()
    qtbot.addWidget(below)
    assert faults(below) == []
    loosen(below, mark)
    assert faults(below) != []


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_walk_hears_what_is_announced_and_sees_what_is_shown_at_once(
    said: list[str], mark: str, qtbot: QtBot
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(over, mark))
    assert said == []
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(over, escaped(mark)))
    assert len(said) == 1
    QToolTip.showText(QPoint(2, 2), mark, over)
    assert len(said) == 2
    QToolTip.hideText()


LEAVES = ("quit", "home", "new", "open", "search-sessions", "text-", "look-", "view-")
"""What would end the walk, what shows the same in another size, and the pages, which have a walk of theirs."""


def test_guests_and_neighbours_bring_no_markup(
    opened: MainWindow, mark: str, opened_files: Callable[[], list[str]], qtbot: QtBot, said: list[str]
) -> None:
    page = opened.page()
    room = FakeRoom()
    page.bridge.enter(room)
    guest = room.come(mark)
    room.come("B&B " + mark, "viewer")
    room.does(
        guest, page="map", cursor=(10.0, 10.0), doing="typing", on=next(iter(page.bridge.board.elements)), text=mark
    )
    page.who.panel.show()
    room.drop(guest)
    rooms = RoomList()
    qtbot.addWidget(rooms)
    rooms.show_room(Found(mark, mark, "wss://192.0.2.7:4711", True, mark))
    rooms.show()
    QApplication.processEvents()
    assert faults() == [] and said == []
    assert opened_files() == []
    page.bridge.enter(None)


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_wall_behind_keeps_tips_and_labels_plain_that_nobody_made_so(
    dressed: QApplication, mark: str, opened_files: Callable[[], list[str]], qtbot: QtBot
) -> None:
    below = QWidget()
    qtbot.addWidget(below)
    loose = QLabel(mark, below)
    below.setToolTip(mark)
    below.show()
    QApplication.processEvents()
    QToolTip.showText(below.mapToGlobal(QPoint(2, 2)), below.toolTip(), below)
    tip = next(w for w in QApplication.topLevelWidgets() if w.metaObject().className() == "QTipLabel" and w.isVisible())
    assert isinstance(tip, QLabel) and tip.text() == mark
    assert tip.textFormat() == Qt.TextFormat.PlainText and loose.textFormat() == Qt.TextFormat.PlainText
    QToolTip.hideText()
    assert opened_files() == []


def test_the_watch_notices_a_picture_that_is_read(
    qapp: QApplication, mark: str, opened_files: Callable[[], list[str]], qtbot: QtBot
) -> None:
    """A watch that sees nothing passes always."""
    if not sys.platform.startswith("linux"):
        pytest.skip("files are watched on Linux")
    loose = QLabel(mark)
    qtbot.addWidget(loose)
    loose.setProperty("markup", "own")
    loose.setTextFormat(Qt.TextFormat.RichText)
    loose.grab()
    assert opened_files() == ["trap.png"]


def test_parts_show_and_give_back_words_as_they_are(dressed: QApplication, mark: str, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    for made in (Button("R&D", holder), CheckBox("R&D", holder)):
        assert made.text() == "R&D" and made.shortcut().isEmpty()
        made.setText(mark)
        assert made.text() == mark and made.shortcut().isEmpty()
    menu = Menu(holder)
    entry, below = menu.addAction("R&D\tCtrl+R"), menu.addMenu("Q&A")
    assert (entry.text(), below.title()) == ("R&&D\tCtrl+R", "Q&&A") and isinstance(below, Menu)
    rich = RichLabel(markup("<b>{name}</b>", name=mark))
    qtbot.addWidget(rich)
    assert "<img" not in rich.text() and rich.text().startswith("<b>&lt;img")
    rich.setText(mark)
    assert rich.text() == escaped(mark) and escaped(Markup("<i>x</i>")) == "<i>x</i>"
    assert Label(mark, holder).textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("words", ["5 < 6", "R&D", "a & b", "", "two\nlines"])
def test_plain_words_stay_letter_for_letter(words: str) -> None:
    assert as_plain(words) == words


@pytest.mark.parametrize(
    "words", ["<b>x</b>", "<img src=x>", "a &lt; b", "<!DOCTYPE html>", "<?xml", "&lt;", "x <i> y"]
)
def test_what_looks_like_markup_looks_the_same_and_is_none(words: str, dressed: QApplication) -> None:
    assert not Gui.mightBeRichText(as_plain(words))
    assert as_plain(words).replace("\u2060", "") == words
    item = QAction("x")
    set_tip(item, words)
    assert not Gui.mightBeRichText(item.toolTip())
