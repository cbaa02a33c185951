"""Another size of text makes the pages anew over the same session: of the old ones nothing is seen or heard."""

import gc
import weakref
from itertools import islice

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui.on_screen import make_anew, part, projector
from ui.features.keying.keying_page import KeyingPage
from ui.features.settings.settings_dialog import SettingsDialog
from ui.features.views.views_page import ViewsPage
from ui.features.words.words_page import WordsPage
from ui.kit.theme import theme
from ui.kit.widgets.fields import SearchField
from ui.session.clock import Clock
from ui.session.findings import Findings
from ui.session.view_kinds import VIEWS
from ui.shell.main_window import MainWindow


def test_the_old_page_hears_nothing_any_more(opened: MainWindow, qtbot: QtBot) -> None:
    for kind in VIEWS:
        opened.page().show_view(kind.id)
        QApplication.processEvents()
    make_anew(opened)
    bridge = opened.page().bridge
    for card in islice(bridge.board.elements, 3):
        bridge.select((card,))  # an error in what hears of it fails the test
    bridge.run("add_note", kind="unsorted", text="Who pays?")
    bridge.undo()
    QApplication.processEvents()
    assert opened.page().view == VIEWS[-1].id
    opened.page().show_view("map")
    assert opened.page().inspector.isVisible()


def test_of_the_old_page_nothing_is_kept(opened: MainWindow, qtbot: QtBot) -> None:
    for kind in VIEWS:
        opened.page().show_view(kind.id)
        QApplication.processEvents()
    before = weakref.ref(opened.page())
    make_anew(opened)

    def gone() -> bool:  # the history is read meanwhile, and what reads it hears of the end
        gc.collect()
        return before() is None

    qtbot.waitUntil(gone)


def test_of_a_session_that_was_closed_nothing_is_kept(opened: MainWindow, qtbot: QtBot) -> None:
    before, bridge = weakref.ref(opened.page()), weakref.ref(opened.page().bridge)
    opened.go_home()
    qtbot.waitUntil(lambda: (page := before()) is None or not isValid(page))
    gc.collect()
    assert before() is None and bridge() is None


def test_there_is_one_clock_and_one_list_of_questions(opened: MainWindow, qtbot: QtBot) -> None:
    make_anew(opened)
    for kind in (Clock, Findings):
        assert len(opened.findChildren(kind)) == 1


def test_another_size_of_text_from_the_command_palette(opened: MainWindow, qtbot: QtBot) -> None:
    before, size = opened.command_palette, opened.preferences.text_size
    before.open("larger text")
    assert before.chosen is not None
    before._take()
    qtbot.waitUntil(lambda: opened.command_palette is not before and not isValid(before), timeout=15_000)
    assert opened.preferences.text_size > size
    opened.command_palette.open("agenda")
    assert opened.command_palette.entries()
    opened.looks.step_text(-1)


def sizes(over: QWidget) -> set[float]:
    """The sizes of the words of a type role that are seen, at 100 %."""
    seen = [made for made in over.findChildren(QLabel) if made.property("type") and made.isVisibleTo(over)]
    return {round(made.font().pointSizeF() / theme().points(1), 1) for made in seen if made.text()}


def test_what_is_shown_later_has_the_new_size_and_nothing_has_the_old(opened: MainWindow, qtbot: QtBot) -> None:
    for view in ("questions", "words"):
        opened.page().show_view(view)
    old = opened.page()
    opened.looks.step_text(2)
    qtbot.waitUntil(lambda: not isValid(old) and opened.page().isVisible())
    assert theme().text_scale == 1.3
    known = {style.size for style in theme().tokens.type.values()}
    assert opened.page().view == "words" and sizes(opened) <= known, "the page in front"
    assert opened.page().app_bar.height() in (theme().scaled(44), theme().scaled(48))
    for view in ("questions", "map", "decisions"):
        opened.page().show_view(view)
        QApplication.processEvents()
        assert sizes(opened) and sizes(opened) <= known, view
    dialog = SettingsDialog(opened, opened.preferences, theme(), opened.looks.apply)
    dialog.show()
    assert sizes(dialog) and sizes(dialog) <= known
    dialog.deleteLater()
    opened.go_home()
    QApplication.processEvents()
    assert sizes(opened) and sizes(opened) <= known


def test_the_room_view_the_wall_and_the_place_on_the_map_stay(opened: MainWindow, qtbot: QtBot) -> None:
    page = opened.page()
    QApplication.processEvents()
    page.toggle_room()
    opened.wall.toggle(page.map.view)
    wall, card = projector(), next(iter(page.bridge.board.elements))
    page.map.view.camera.look_at(page.map.view.map_scene.cards[card].rect.center(), 0.9, glide=False)
    middle = page.map.view.camera.seen.center()
    opened.looks.choose("dark")
    qtbot.waitUntil(lambda: not isValid(page) and opened.page().isVisible())
    QApplication.processEvents()
    view = opened.page().map.view
    assert theme().name == "dark" and opened.page().room
    assert projector() is wall and wall.view is not None
    view.bridge.select((card,))  # the wall follows the view that is there now
    qtbot.waitUntil(lambda: view.zoom == pytest.approx(0.9))
    assert (view.camera.seen.center() - middle).manhattanLength() < 40
    opened.wall.close()


def test_a_ballot_that_is_half_typed_in_goes_on(opened: MainWindow, qtbot: QtBot) -> None:
    bridge = opened.page().bridge
    statements = list(bridge.board.statements)[:2]
    bridge.session.run("open_round", id="r", kind="rating", items=statements, question="What?", label="Round 2")
    bridge.session.ballots.issue("r", 2)
    opened.page().show_view("keying")
    keying = opened.page().view_page("keying")
    assert isinstance(keying, KeyingPage)
    keying.begin(bridge.session.ballots.codes("r")[0])
    entry = keying.sheet.entry
    assert entry is not None
    entry.key("2")
    entry.key("4")
    make_anew(opened)
    again = opened.page().view_page("keying")
    assert isinstance(again, KeyingPage) and again is not keying
    assert again.isVisible() and again.sheet.entry is entry and entry.touched, "typed, and kept nowhere else"


def test_what_a_page_was_filtered_by_stays(opened: MainWindow, qtbot: QtBot) -> None:
    page = opened.page()
    listed, views, words = page.list, page.view_page("views"), page.view_page("words")
    assert isinstance(views, ViewsPage) and isinstance(words, WordsPage)
    listed.show_table("stakeholder")
    listed.filter_field.setText("bus")
    views.open_viewpoint("vp-risk")
    part(words, SearchField).setText("plan")
    rows, shown = listed.table.rows.rowCount(), views.current
    for _twice in range(2):  # also where a page was not shown in between
        make_anew(opened)
        QApplication.processEvents()
    page = opened.page()
    assert page.made_view("words") is None, "what is not in front is made when it is shown"
    assert (page.list.table_id, page.list.filter_field.text()) == ("stakeholder", "bus")
    assert page.list.table.rows.rowCount() == rows
    views, words = page.view_page("views"), page.view_page("words")
    assert isinstance(views, ViewsPage) and isinstance(words, WordsPage)
    assert views.current == shown and part(words, SearchField).text() == "plan"
