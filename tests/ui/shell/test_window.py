"""The whole window: open, change, close, open again; small windows; views, panels and names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.errors import KnownError
from stworkshop.model.catalogue import catalogue
from stworkshop.session.library import Library
from stworkshop.session.session import create_file, new_content
from tests.ui.conftest import HILL_EAST
from tests.ui.on_screen import button
from ui.features.home.home_tiles import ContinueCard
from ui.features.home.shelf import Item
from ui.features.settings.keyboard_dialog import KeyboardDialog
from ui.kit.theme import theme
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow


def press(widget: QWidget, key: str) -> None:
    """Press a single key."""
    QTest.keyClicks(widget, key)


def settle() -> None:
    QApplication.processEvents()


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[KnownError]:
    """The errors that the window told in a dialog."""
    errors: list[KnownError] = []
    monkeypatch.setattr(window, "tell", errors.append)
    return errors


def test_a_first_run_shows_plans_and_the_small_sample(window: MainWindow) -> None:
    assert "What would you like to do today?" in _words(window.home)
    assert "Hill East" in _words(window.home) and "90 minutes" in _words(window.home)
    brand = [made for made in window.home.findChildren(QAbstractButton) if made.property("look") == "primary"]
    assert [made.text() for made in brand] == ["Begin"], "one obvious way to begin"


def test_a_sample_opens_and_every_edit_is_there_again(opened: MainWindow, library: Library) -> None:
    assert [info.id for info in library.list()] == [HILL_EAST]
    bridge = opened.page().bridge
    made = bridge.run("add_element", kind="concern", label="The stop has no roof.")
    assert made is not None
    opened.go_home()
    assert not opened.has_session()
    with library.open(HILL_EAST, read_only=True) as session:
        assert session.board.elements[made.ids[0]].label == "The stop has no roof."


def test_home_goes_on_with_what_was_open(opened: MainWindow) -> None:
    opened.go_home()
    assert "Continue" in _words(opened.home)
    opened.open_item(Item("library", HILL_EAST, "Hill East"))
    assert opened.has_session()


def test_a_second_window_reads_only_and_says_so(
    opened: MainWindow, library: Library, preferences: Preferences, qtbot: QtBot
) -> None:
    second = MainWindow(library, catalogue(), preferences, theme())
    qtbot.addWidget(second)
    second.show()
    second.open_named(HILL_EAST)
    assert second.page().bridge.read_only
    assert "Open for reading only" in _words(second.page())
    assert second.page().bridge.run("add_element", kind="concern", label="No") is None
    second.close()


def test_the_command_palette_is_as_high_as_its_lines(opened: MainWindow) -> None:
    palette = opened.command_palette
    palette.open()
    for text in ("", "tidy", "turn the link"):
        palette.field.setText(text)
        assert palette.height() <= max(palette.sizeHint().height(), palette.minimumHeight())
    assert [entry.why_not for entry in palette.entries()] == ["select a link first"]


def test_the_keys_name_undo_plainly(opened: MainWindow) -> None:
    opened.page().bridge.run("add_element", kind="concern", label="Something")
    dialog = KeyboardDialog(opened, opened.registry)
    words = [child.text() for child in dialog.findChildren(QLabel)]
    assert "Undo" in words
    assert "Redo" in words


def test_the_large_picture_of_home_opens_its_session(opened: MainWindow) -> None:
    opened.go_home()
    settle()
    card = opened.home.findChild(ContinueCard)
    assert card is not None
    frame = card.picture.parentWidget()
    assert frame is not None
    QTest.mouseClick(frame, Qt.MouseButton.LeftButton)
    assert opened.has_session()


def test_plans_promise_only_what_is_there(window: MainWindow) -> None:
    words = _words(window.home)
    assert "Just a map" in words and "no timetable" in words
    assert "stages" not in words
    assert "timer" not in words


def test_a_new_session_follows_its_agenda(window: MainWindow) -> None:
    window.new_session("agenda-half-day")
    assert window.page().bridge.board.session.agenda == "agenda-half-day"
    window.new_session("")
    labels = {info.label for info in window.openings.library.list()}
    assert len(labels) == 2


def test_a_file_is_worked_on_in_place(window: MainWindow, preferences: Preferences, tmp_path: Path) -> None:
    path = tmp_path / "evening.stw"
    create_file(path, new_content("Evening"))
    window.open_file(str(path))
    assert window.page().bridge.session.path == path
    assert preferences.recent_files == [path]
    window.go_home()
    assert "evening" in _words(window.home).lower()


def test_a_file_that_cannot_be_read_is_told_and_left(
    window: MainWindow, told: list[KnownError], tmp_path: Path
) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{ not json", encoding="utf-8")
    window.open_file(str(path))
    window.open_file(str(tmp_path / "nowhere.stw"))
    assert len(told) == 2
    assert not window.has_session()
    assert path.read_text(encoding="utf-8") == "{ not json"


def test_a_file_dropped_on_home_is_asked_for(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.stw"))])
    window.home.wants_file.disconnect()
    with qtbot.waitSignal(window.home.wants_file) as asked:
        window.home.dropEvent(
            QDropEvent(
                QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            )
        )
    assert asked.args[0].endswith("x.stw")


def test_a_session_is_renamed_duplicated_trashed_and_brought_back(opened: MainWindow, library: Library) -> None:
    opened.go_home()
    item = Item("library", HILL_EAST, "Hill East")
    opened._doings.do(item, "rename:Evening buses")
    assert [info.label for info in library.list()] == ["Evening buses"]
    opened._doings.do(item, "duplicate")
    assert len(library.list()) == 2
    opened._doings.do(item, "trash")
    assert [info.id for info in library.list() if info.trashed] == [HILL_EAST]
    assert "trash" in opened.home_toast.message
    button(opened.home_toast, "Undo").click()
    assert not any(info.trashed for info in library.list())


def test_search_finds_cards_of_all_sessions(opened: MainWindow, qtbot: QtBot) -> None:
    risk = next(e for e in opened.page().bridge.board.elements.values() if e.kind == "risk")
    opened.go_home()
    opened.home.field.setText(risk.label)
    qtbot.waitUntil(lambda: risk.label in _words(opened.home))


def test_views_change_by_keys_but_not_while_typing(opened: MainWindow) -> None:
    page = opened.page()
    settle()
    press(page.map.view, "4")
    assert page.view == "list"
    press(page.list.outline, "1")
    assert page.view == "map"
    press(page.palette_panel.finder.field, "4")
    assert page.view == "map"


def test_the_views_share_the_selection(opened: MainWindow) -> None:
    page = opened.page()
    risk = next(e for e in page.bridge.board.elements.values() if e.kind == "risk")
    page.show_view("list")
    page.list.show_table("risk")
    assert page.list.table.table_model is not None
    page.list.table.selectRow(page.list.table.table_model.row_of(risk.id))
    assert page.bridge.selection == (risk.id,)
    page.bridge.select(())
    assert page.list.table.chosen() == ()


@pytest.mark.parametrize(("width", "height", "folded", "floating"), [
    (1600, 1000, False, False),
    (1280, 800, True, True),
    (1090, 600, True, True),
])  # fmt: skip
def test_panels_fold_where_the_window_is_small(
    opened: MainWindow, width: int, height: int, folded: bool, floating: bool
) -> None:
    page = opened.page()
    opened.resize(width, height)
    settle()
    assert (opened.width(), opened.height()) == (width, height)
    assert page.strip.isVisible() == folded
    assert page.palette_panel.isVisible() == (not folded)
    assert page.inspector.isVisible() == (not floating)
    card = next(iter(page.bridge.board.elements))
    page.bridge.select((card,))
    settle()
    assert page.inspector.isVisible()
    around = page.inspector.parentWidget()
    assert around is not None
    assert page.inspector.geometry().right() <= around.width()
    press(page.map.view, "]")
    assert not page.inspector.isVisible()
    press(page.map.view, "]")
    assert page.inspector.isVisible()


def test_the_palette_closes_and_opens(opened: MainWindow, preferences: Preferences) -> None:
    page = opened.page()
    settle()
    press(page.map.view, "[")
    assert not page.palette_panel.isVisible()
    assert not preferences.palette_open
    press(page.map.view, "[")
    assert page.palette_panel.isVisible()


def test_f6_walks_through_the_regions(opened: MainWindow) -> None:
    page = opened.page()
    settle()
    seen = [page.regions.next() for _ in range(4)]
    assert len({id(region) for region in seen}) == 4
    assert page.regions.next(forward=False) is seen[-2]


def test_the_room_view_hides_what_is_not_for_the_wall(opened: MainWindow) -> None:
    page = opened.page()
    page.bridge.select((next(iter(page.bridge.board.elements)),))
    settle()
    opened.registry.trigger("room-view")
    assert page.room
    assert not page.inspector.card_panel.tabs.tab("notes").isVisible()
    assert not page.palette_panel.prompt.isVisible()
    opened.registry.trigger("room-view")
    assert page.palette_panel.prompt.isVisible()


def test_the_window_says_what_undo_would_do(opened: MainWindow) -> None:
    page = opened.page()
    made = page.bridge.run("add_element", kind="risk", label="A risk.")
    assert made is not None
    assert page.bridge.session.undo_label in page.app_bar._undo.accessibleName()
    opened.registry.trigger("undo")
    assert made.ids[0] not in page.bridge.board.elements
    assert not page.app_bar._undo.isEnabled()
    opened.registry.trigger("redo")
    assert made.ids[0] in page.bridge.board.elements


def test_the_one_field_makes_a_card_and_goes_to_it(opened: MainWindow) -> None:
    page = opened.page()
    settle()
    page.start_finding()
    field = page.palette_panel.finder.field
    QTest.keyClicks(field, "r the bus does not come")
    QTest.keyClick(field, Qt.Key.Key_Return)
    (made,) = page.bridge.selection
    assert page.bridge.board.elements[made].label == "the bus does not come"
    assert field.text() == ""


def test_a_list_row_is_added_from_the_field_below(opened: MainWindow) -> None:
    page = opened.page()
    page.show_view("list")
    page.list.show_table("terms")
    QTest.keyClicks(page.list._new, "fair")
    QTest.keyClick(page.list._new, Qt.Key.Key_Return)
    assert any(term.label == "fair" for term in page.bridge.board.terms.values())
    page.list.show_table("concern")
    page.list._paste("First worry\nSecond worry")
    labels = {e.label for e in page.bridge.board.elements.values()}
    assert {"First worry", "Second worry"} <= labels


def test_text_size_rebuilds_the_pages_with_the_session_open(opened: MainWindow, qtbot: QtBot) -> None:
    before, session = opened.page(), opened.page().bridge.session
    opened.looks.step_text(1)
    qtbot.waitUntil(lambda: opened.page() is not before)
    assert opened.page().bridge.session is session
    opened.looks.step_text(-1)
    settle()


def test_the_window_is_where_it_was(window: MainWindow, preferences: Preferences) -> None:
    window.resize(1200, 777)
    window.close()
    assert not preferences.geometry.isEmpty()


@pytest.fixture(params=["home", "map", "card", "link", "many", "list", "settings-like"])
def shown(request: pytest.FixtureRequest, opened: MainWindow) -> Iterator[QWidget]:
    """The window in each of its states."""
    page, state = opened.page(), request.param
    board = page.bridge.board
    if state == "home":
        opened.go_home()
    elif state == "card":
        page.bridge.select((next(e.id for e in board.elements.values() if e.kind == "risk"),))
    elif state == "link":
        page.bridge.select((next(iter(board.links)),))
    elif state == "many":
        page.bridge.select([e.id for e in board.elements.values() if e.kind == "concern"])
    elif state == "list":
        page.show_view("list")
    elif state == "settings-like":
        opened.command_palette.open()
    settle()
    yield opened


def test_every_control_has_a_name(shown: QWidget) -> None:
    nameless = []
    for widget in shown.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), QAbstractScrollArea) and not isinstance(widget, QAbstractButton)
        takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not widget.isVisible() or not takes_focus or inner or widget.objectName().startswith("qt_"):
            continue
        if not widget.accessibleName() and not _text(widget):
            nameless.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    assert nameless == []


def _text(widget: QWidget) -> str:
    return str(widget.text()) if isinstance(widget, QAbstractButton) else ""


def test_enter_presses_the_button_that_has_the_keyboard(window: MainWindow) -> None:
    settle()
    sample = next(b for b in window.home.findChildren(QAbstractButton) if b.accessibleName() == "Open the sample")
    sample.setFocus()
    QTest.keyClick(sample, Qt.Key.Key_Return)
    assert window.has_session()


def test_enter_on_a_tool_of_the_map_presses_it(opened: MainWindow) -> None:
    settle()
    view = opened.page().map.view
    view.lit.stand_on(view.walk.order[0])
    view.refresh_bars()
    view.toolbar.focus.setFocus()
    QTest.keyClick(view.toolbar.focus, Qt.Key.Key_Return)
    assert view.map_scene.emphasis.focus and not view.editing.is_open


def test_no_button_is_without_a_name(opened: MainWindow) -> None:
    """As a screen reader meets them, those inside fields too."""
    buttons = [*opened.findChildren(QAbstractButton), *opened.home.findChildren(QAbstractButton)]
    nameless = [b for b in buttons if not QAccessible.queryAccessibleInterface(b).text(QAccessible.Text.Name)]
    assert not nameless


def _words(widget: QWidget) -> str:
    """Return all words that stand on a widget."""
    texts = [getattr(child, "text", lambda: "")() for child in widget.findChildren(QWidget)]
    return " ".join(str(text) for text in texts)


def test_what_is_called_what_was_typed_is_chosen(opened: MainWindow) -> None:
    opened.command_palette.open()
    for words in ("Questions", "History", "Words"):
        opened.command_palette.field.setText(words)
        chosen = opened.command_palette.chosen
        assert chosen is not None and chosen.title.startswith(words)
    opened.command_palette.close_palette()


@pytest.fixture
def large(dressed: QApplication) -> Iterator[None]:
    """Text of 200 %."""
    theme().apply(dressed, "light", 2.0)
    yield
    theme().apply(dressed, "light", 1.0)


@pytest.mark.parametrize("small", [(1090, 600), (1366, 768)])
def test_with_large_text_nothing_runs_over_the_edge_of_a_small_window(
    large: None, opened: MainWindow, small: tuple[int, int], qtbot: QtBot
) -> None:
    opened.resize(*small)
    page = opened.page()
    qtbot.waitUntil(lambda: page.width() == small[0])
    bar, minimap = page.app_bar, page.map._corner
    assert all(part.geometry().right() <= bar.width() for part in bar.findChildren(QAbstractButton))
    assert bar._title.width() > theme().scaled(40)
    assert not minimap.isVisible() or minimap.geometry().right() < page.map.view.toolbar.geometry().left()
    opened.go_home()
    area = opened.home.findChild(QAbstractScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: opened.home._main.width() <= area.viewport().width())
    rows = [made for made, _words in opened.home.nav._all]
    assert all(made.geometry().bottom() < opened.home.nav.height() for made in rows)
    assert all(made.toolTip() == made.accessibleName() for made in rows if not made.text())
