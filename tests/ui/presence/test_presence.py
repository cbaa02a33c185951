"""Presence of a whole window: what is told of this person, whose view is followed, and what others do meanwhile."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from stworkshop.model import rules
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.records import Element, new_id
from tests.sync.memory import from_state
from tests.ui.on_screen import make_anew
from tests.ui.presence.rooms import FakeRoom
from ui.kit.confirm_dialog import Confirm
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.shell.main_window import MainWindow
from ui.shell.workshop_page import WorkshopPage

LEFT = Qt.MouseButton.LeftButton


class Other:
    """Another laptop of the room, whose edits come in as the host's session gets them."""

    def __init__(self, page: WorkshopPage, room: FakeRoom, name: str = "Table River") -> None:
        self._page, self._room = page, room
        self.client = room.come(name)

    def does(self, **what: Any) -> None:
        self._room.does(self.client, **what)

    def edits(self, change: Change) -> None:
        session = self._page.bridge.session
        made, update = from_state(session.state()).make(change, new_id())
        self._room.change(self.client, made)
        session.merge(update, peer="Table River")

    def deletes(self, card: Element) -> None:
        self.edits(removing(rules.taken_along(self._page.bridge.board, [card.id])))

    def writes(self, card: Element, words: str) -> None:
        self.edits(updating(self._page.bridge.board.elements[card.id], {"label": words}))


class Guard:
    """A guest's role, as a visit keeps to it."""

    def __init__(self, page: WorkshopPage, role: str) -> None:
        self._page, self.role = page, role

    def refusal(self, change: Change) -> str:
        session = self._page.bridge.session
        return rules.role_refusal(session.board, catalogue(), change, self.role, session.laptop)

    def hand_on(self, arguments: Mapping[str, Any]) -> None:
        raise AssertionError("nobody hands in a sheet here")


@pytest.fixture(autouse=True)
def closing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close the window at the end, although there are guests in its room."""
    monkeypatch.setattr(Confirm, "ask", lambda *_words: True)


@pytest.fixture(autouse=True)
def still(dressed: object) -> Iterator[None]:
    theme().reduce_motion = True
    yield
    theme().reduce_motion = False


@pytest.fixture
def page(opened: MainWindow, qtbot: QtBot) -> WorkshopPage:
    opened.activateWindow()
    qtbot.waitUntil(lambda: opened.page()._settled)
    return opened.page()


@pytest.fixture
def room(page: WorkshopPage) -> FakeRoom:
    made = FakeRoom()
    page.bridge.enter(made)
    return made


@pytest.fixture
def river(page: WorkshopPage, room: FakeRoom) -> Other:
    return Other(page, room)


@pytest.fixture
def said(page: WorkshopPage) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    page.bridge.said.connect(lambda words, offer: found.append((words, offer)))
    return found


Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda condition: qtbot.waitUntil(condition, timeout=3000)


def a_card(page: WorkshopPage, number: int = 0) -> Element:
    return list(page.bridge.board.elements.values())[number]


def point(page: WorkshopPage, at: QPointF, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    port = page.map.view.viewport()
    none = Qt.MouseButton.NoButton
    kind = QEvent.Type.MouseMove
    event = QMouseEvent(kind, at, port.mapToGlobal(at), none, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(port, event)


def edit(page: WorkshopPage, card: Element, words: str) -> Any:
    """Begin to type a card's words on the map."""
    page.map.view.editing.open(page.map.view.map_scene.cards[card.id])
    field = page.map.view.editing._field
    assert field is not None
    field.setFocus()
    field.setPlainText(words)
    return field


# --- what is told


def test_nothing_is_told_without_a_room(page: WorkshopPage) -> None:
    point(page, QPointF(100, 100))
    page.showing.telling.tell()
    assert not page.showing.telling._soon.isActive()


def test_pointer_view_choice_and_page_are_told(page: WorkshopPage, room: FakeRoom, until: Until) -> None:
    card = a_card(page)
    page.bridge.select((card.id,))
    point(page, QPointF(100, 120))
    until(lambda: room.own.cursor is not None)
    view = page.map.view
    at = view.camera.scene_point(QPointF(100, 120))
    assert room.own.cursor == pytest.approx((at.x(), at.y()), abs=0.1)
    assert room.own.view is not None and room.own.view[2] == pytest.approx(view.zoom, abs=1e-3)
    assert (room.own.page, room.own.selection, room.own.doing) == ("map", (card.id,), "")
    view.camera.pan(QPointF(40, 0))
    until(lambda: room.own.cursor is not None and abs(room.own.cursor[0] - at.x()) > 1)


def test_a_pointer_that_leaves_the_map_and_a_page_that_is_no_map_clear_it(
    page: WorkshopPage, room: FakeRoom, until: Until
) -> None:
    point(page, QPointF(100, 100))
    until(lambda: room.own.cursor is not None)
    QApplication.sendEvent(page.map.view.viewport(), QEvent(QEvent.Type.Leave))
    until(lambda: room.own.cursor is None)
    page.show_view("list")
    until(lambda: room.own.page == "list")
    assert room.own.view is None


def test_typing_on_a_card_is_told_with_the_words(page: WorkshopPage, room: FakeRoom, until: Until) -> None:
    card = a_card(page)
    field = edit(page, card, "Objection desk for st")
    until(lambda: room.own.text == "Objection desk for st")
    assert (room.own.doing, room.own.on) == ("typing", card.id)
    assert page.showing.telling.busy
    field.close_with(keep=False)
    until(lambda: room.own.doing == "")
    assert room.own.text == ""


def test_typing_in_the_details_is_told_while_it_goes_on_and_notes_are_nobodys_business(
    page: WorkshopPage, room: FakeRoom, until: Until
) -> None:
    card = a_card(page)
    page.bridge.select((card.id,))
    panel = page.inspector.card_panel
    panel.label_field.setFocus()
    until(lambda: room.own.selection == (card.id,))
    page.showing.telling.tell()
    assert room.own.doing == "", "to stand in a field is not to type"
    QTest.keyClicks(panel.label_field, "New words")
    until(lambda: room.own.doing == "typing" and "New words" in room.own.text)
    panel._note.setFocus()
    QTest.keyClicks(panel._note, "what I think of it")
    until(lambda: room.own.text == "" and room.own.doing == "typing")
    panel.tabs.choose("notes")
    panel._turn("notes")
    notes = panel._notes._new
    notes.setFocus()
    QTest.keyClicks(notes, "secret")
    until(lambda: room.own.doing == "")
    assert "secret" not in str(room.own)


def type_in_a_cell(page: WorkshopPage, words: str) -> QLineEdit:
    """Type into the words of the first concern of the list, without an end."""
    page.show_view("list")
    table = page.list.table
    page.list.show_table("concern")
    at = next(n for n, column in enumerate(table.columns) if column.id == "label")
    table.setCurrentIndex(table.rows.index(0, at))
    table._edit(table.currentIndex())
    cell = table.viewport().findChild(QLineEdit)
    assert cell is not None
    cell.setFocus()
    QTest.keyClicks(cell, words)
    return cell


def test_cells_of_the_list_are_told_but_not_those_of_people(page: WorkshopPage, room: FakeRoom, until: Until) -> None:
    cell, table = type_in_a_cell(page, "Nobody tells us"), page.list.table
    until(lambda: room.own.text == "Nobody tells us")
    assert room.own.on in page.bridge.board.elements
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    page.bridge.run("add_participant", label="Ada Lovelace", side="public")
    page.list.show_table("participants")
    table.setCurrentIndex(table.rows.index(0, 0))
    table._edit(table.currentIndex())
    cells = [field for field in table.viewport().findChildren(QLineEdit) if field.isVisible()]
    assert cells
    cells[0].setFocus()
    QTest.keyClicks(cells[0], "Grace")
    page.bridge.select(list(page.bridge.board.participants))
    until(lambda: room.own.doing == "")
    page.showing.telling.tell()
    assert (room.own.on, room.own.text, room.own.selection) == ("", "", ())


def test_a_drag_is_told_with_how_far_it_went(page: WorkshopPage, room: FakeRoom, until: Until) -> None:
    view, card = page.map.view, a_card(page)
    view.center_on((card.id,))
    start = QPointF(view.mapFromScene(view.map_scene.cards[card.id].centre))
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start.toPoint())
    for step in range(1, 5):
        point(page, start + QPointF(20 * step, 10 * step), LEFT)
    until(lambda: room.own.doing == "dragging")
    assert room.own.on == card.id and room.own.selection == (card.id,)
    assert room.own.moved is not None and room.own.moved[0] > 0
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, (start + QPointF(80, 40)).toPoint())
    until(lambda: room.own.doing == "" and room.own.moved is None)


def test_in_room_view_and_on_pages_of_answers_nothing_is_told(page: WorkshopPage, room: FakeRoom, until: Until) -> None:
    card = a_card(page)
    page.bridge.select((card.id,))
    point(page, QPointF(100, 100))
    until(lambda: room.own.cursor is not None)
    page.toggle_room()
    point(page, QPointF(110, 100))
    until(lambda: room.own.page == "")
    assert (room.own.cursor, room.own.view, room.own.selection) == (None, None, ())
    page.toggle_room()
    point(page, QPointF(100, 100))
    until(lambda: room.own.page == "map")
    page.show_view("rounds")
    until(lambda: room.own.page == "")
    assert room.own.selection == ()


def test_nothing_is_told_behind_a_window_that_covers_the_page(page: WorkshopPage, room: FakeRoom, until: Until) -> None:
    point(page, QPointF(100, 100))
    until(lambda: room.own.page == "map")
    over = Dialog(page, "Over", "info")
    over.open()
    page.showing.telling.tell()
    assert (room.own.page, room.own.cursor) == ("", None)
    over.reject()
    over.deleteLater()
    page.showing.telling.tell()
    assert room.own.page == "map"


# --- following and being called


def test_following_moves_view_and_page_and_frames_the_canvas(
    page: WorkshopPage, room: FakeRoom, river: Other, until: Until
) -> None:
    view = page.map.view
    river.does(page="map", view=(500.0, 400.0, 0.9))
    room.follow(river.client)
    until(lambda: abs(view.zoom - 0.9) < 1e-3)
    middle = view.camera.seen.center()
    assert (middle.x(), middle.y()) == pytest.approx((500, 400), abs=2)
    assert page.showing.following.frame.isVisible()
    assert page.showing.following.frame.words.startswith("Following Table River")
    river.does(page="influence", view=None)
    assert page.view == "influence"
    river.does(page="rounds")
    assert page.view == "influence", "nobody is led to where answers are handled"
    assert page.bridge.selection == ()


@pytest.mark.parametrize("gesture", ["key", "escape", "click", "wheel"])
def test_any_gesture_of_ones_own_ends_following(page: WorkshopPage, room: FakeRoom, river: Other, gesture: str) -> None:
    view = page.map.view
    card = a_card(page)
    page.bridge.select((card.id,))
    view.setFocus()
    river.does(page="map", view=(500.0, 400.0, 0.9))
    room.follow(river.client)
    if gesture == "key":
        QTest.keyClick(view, Qt.Key.Key_Shift)
        assert room.own.follows == river.client, "a key that does nothing by itself is no gesture"
        QTest.keyClick(view, Qt.Key.Key_Home)
    elif gesture == "escape":
        QTest.keyClick(view, Qt.Key.Key_Escape)
        assert page.bridge.selection == (card.id,), "Esc does nothing else then"
    elif gesture == "click":
        QTest.mouseClick(view.viewport(), LEFT)
    else:
        point(page, QPointF(5, 5))
        assert room.own.follows == river.client
        QTest.mouseClick(page.app_bar, LEFT)
    assert room.own.follows == 0
    assert not page.showing.following.frame.isVisible()


def test_following_ends_when_that_person_is_away(
    page: WorkshopPage, room: FakeRoom, river: Other, said: list[tuple[str, Any]]
) -> None:
    river.does(page="map", view=(500.0, 400.0, 0.9))
    room.follow(river.client)
    room.drop(river.client)
    room.presence_changed.emit()
    assert room.own.follows == 0 and not page.showing.following.frame.isVisible()
    assert "Table River is away" in said[-1][0]


def test_a_call_moves_the_view_never_the_selection_and_offers_the_way_back(
    page: WorkshopPage, room: FakeRoom, river: Other, said: list[tuple[str, Any]]
) -> None:
    view, card = page.map.view, a_card(page)
    page.bridge.select((card.id,))
    page.show_view("list")
    view.camera.look_at(QPointF(10, 20), 0.5, glide=False)
    river.does(page="map", view=(500.0, 400.0, 0.9), selection=("x",))
    room.called.emit(room.person(river.client))
    assert page.view == "map" and view.zoom == pytest.approx(0.9)
    assert page.bridge.selection == (card.id,)
    words, offer = said[-1]
    assert words == "Table River calls everyone here." and offer[0] == "Go back"
    offer[1]()
    assert page.view == "list"


def test_who_types_is_not_moved_but_asked(
    page: WorkshopPage, room: FakeRoom, river: Other, said: list[tuple[str, Any]]
) -> None:
    view, card = page.map.view, a_card(page)
    field = edit(page, card, "In the middle of")
    before = view.camera.seen.center()
    river.does(page="map", view=(5000.0, 400.0, 0.9))
    room.called.emit(room.person(river.client))
    assert view.camera.seen.center() == before and field.isVisible()
    _words, offer = said[-1]
    assert offer[0] == "Go there"
    offer[1]()
    assert view.camera.seen.center().x() == pytest.approx(5000, abs=2)
    assert page.bridge.board.elements[card.id].label == "In the middle of", "what was typed is kept"


# --- what others do to the same card


def test_words_outlive_the_card_that_somebody_deletes(
    page: WorkshopPage, room: FakeRoom, river: Other, until: Until, said: list[tuple[str, Any]]
) -> None:
    card = a_card(page)
    edit(page, card, "What I was about to say")
    river.deletes(card)
    until(lambda: page.rescue.saved is not None and page.rescue.saved.isVisible())
    saved = page.rescue.saved
    assert saved is not None
    assert "Table River deleted this card while you typed." in saved.accessibleName()
    assert saved.text.toPlainText() == "What I was about to say"
    assert not page.map.view.editing.is_open
    until(saved.text.hasFocus)
    QTest.keyClicks(saved.text, ", all of it")
    assert not page.map.view.placing.shown, "letters go on into the words, and are no keys of the map"
    saved._copy.click()
    assert QGuiApplication.clipboard().text() == "What I was about to say, all of it"
    assert not saved.isVisible()


def test_a_new_card_is_made_of_the_words(page: WorkshopPage, room: FakeRoom, river: Other, until: Until) -> None:
    card = a_card(page)
    page.bridge.select((card.id,))
    field = page.inspector.card_panel.label_field
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(field, "Words in the details")
    river.deletes(card)
    until(lambda: page.rescue.saved is not None and page.rescue.saved.isVisible())
    saved = page.rescue.saved
    assert saved is not None
    until(saved.text.hasFocus)
    QTest.keyClick(saved.text, Qt.Key.Key_Return)
    made = [e for e in page.bridge.board.elements.values() if e.label == "Words in the details"]
    assert len(made) == 1 and made[0].kind == card.kind and made[0].id != card.id
    assert page.bridge.selection == (made[0].id,)


def test_words_that_the_host_refuses_are_kept_for_whoever_wrote_them(
    page: WorkshopPage, room: FakeRoom, river: Other, until: Until
) -> None:
    card, before = a_card(page), QApplication.focusWidget()
    room.taken_back.emit(updating(card, {"pos": (1.0, 2.0)}))
    assert page.rescue.saved is None, "there are no words in a move"
    made = dataclasses.replace(card, id="away", label="Written while away", note="And why")
    room.taken_back.emit(adding([made]))
    room.taken_back.emit(updating(card, {"label": "Better words"}))
    room.taken_back.emit(updating(card, {"label": "Better words"}))
    saved = page.rescue.saved
    assert saved is not None and saved.isVisible() and QApplication.focusWidget() is before
    assert saved.text.toPlainText() == "Written while away\nAnd why\nBetter words"
    assert "did not take this" in saved.accessibleName() and saved._new.isHidden()
    edit(page, card, "What I was about to say")
    river.deletes(card)
    until(lambda: saved.text.toPlainText().endswith("Better words\nWhat I was about to say"))
    saved._copy.click()
    assert "Written while away" in QGuiApplication.clipboard().text() and not saved.isVisible()


def test_words_of_a_cell_outlive_its_row(page: WorkshopPage, room: FakeRoom, river: Other, until: Until) -> None:
    type_in_a_cell(page, "Nobody tells us")
    place = page.showing.telling.typing
    assert place is not None
    river.deletes(page.bridge.board.elements[place.id])
    until(lambda: page.rescue.saved is not None and page.rescue.saved.isVisible())
    saved = page.rescue.saved
    assert saved is not None and saved.text.toPlainText() == "Nobody tells us"
    QTest.keyClick(saved.text, Qt.Key.Key_Escape)
    assert not saved.isVisible() and page.view == "list"


def test_a_card_whose_words_nobody_touched_goes_without_a_panel(
    page: WorkshopPage, room: FakeRoom, river: Other, until: Until, said: list[tuple[str, Any]]
) -> None:
    card = a_card(page)
    edit(page, card, card.label)
    river.deletes(card)
    until(lambda: any("Table River deleted this card." in words for words, _offer in said))
    assert page.rescue.saved is None and not page.map.view.editing.is_open


def test_other_words_leave_those_that_are_typed_and_enter_stores_these(
    page: WorkshopPage, room: FakeRoom, river: Other, until: Until, said: list[tuple[str, Any]]
) -> None:
    card = a_card(page)
    field = edit(page, card, "My words")
    river.writes(card, "Their words")
    until(lambda: any("changed these words to “Their words”" in words for words, _offer in said))
    assert field.toPlainText() == "My words"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.bridge.board.elements[card.id].label == "My words"


def test_a_field_that_is_only_open_takes_other_words_in_and_stores_nothing(
    page: WorkshopPage, room: FakeRoom, river: Other
) -> None:
    card = a_card(page)
    page.map.view.editing.open(page.map.view.map_scene.cards[card.id])
    field = page.map.view.editing._field
    assert field is not None
    river.writes(card, "Their words")
    assert field.toPlainText() == "Their words"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.bridge.board.elements[card.id].label == "Their words"
    assert page.bridge.session.undo_label == ""


def test_a_drag_of_a_deleted_card_ends_and_the_others_of_it_go_on(
    page: WorkshopPage, room: FakeRoom, river: Other, until: Until, said: list[tuple[str, Any]]
) -> None:
    view = page.map.view
    one, two = a_card(page, 0), a_card(page, 1)
    page.bridge.select((one.id, two.id))
    view.show_whole((one.id, two.id))
    start = QPointF(view.mapFromScene(view.map_scene.cards[one.id].centre))
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start.toPoint())
    point(page, start + QPointF(30, 30), LEFT)
    assert view.pointer.gesture is not None
    river.deletes(one)
    until(lambda: any("Table River deleted a card that you were dragging." in words for words, _offer in said))
    before = view.map_scene.cards[two.id].x
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, (start + QPointF(90, 30)).toPoint())
    assert page.bridge.board.elements[two.id].pos[0] > before  # type: ignore[index]


# --- what a role forbids


@pytest.fixture
def contributor(page: WorkshopPage, room: FakeRoom) -> Guard:
    page.bridge.run("add_element", kind="concern", label="Our own card", pos=[0, 0])
    guard = Guard(page, "contributor")
    page.bridge.session.guard = guard
    room.status_changed.emit()
    return guard


def test_a_contributor_is_told_beforehand_what_is_not_its_own(page: WorkshopPage, contributor: Guard) -> None:
    own = next(e for e in page.bridge.board.elements.values() if e.label == "Our own card")
    other = a_card(page)
    for wanted in ("move", "edit", "delete"):
        assert page.bridge.refusal(wanted, (other.id,)), wanted
        assert not page.bridge.refusal(wanted, (own.id,)), wanted
    assert not page.bridge.refusal("add") and not page.bridge.refusal("link")
    contributor.role = "viewer"
    assert page.bridge.refusal("add") and page.bridge.refusal("comment") and page.bridge.refusal("move", (own.id,))
    contributor.role = "editor"
    assert not page.bridge.refusal("move", (other.id,))
    page.bridge.session.guard = None
    assert not page.bridge.refusal("delete", (other.id,))


def test_the_pointer_shows_what_may_not_be_moved_and_the_details_are_locked(
    page: WorkshopPage, room: FakeRoom, contributor: Guard
) -> None:
    view, other = page.map.view, a_card(page)
    view.center_on((other.id,))
    point(page, QPointF(view.mapFromScene(view.map_scene.cards[other.id].centre)))
    assert view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    page.bridge.select((other.id,))
    field = page.inspector.card_panel.label_field
    assert field.isReadOnly()  # type: ignore[attr-defined]
    contributor.role = "editor"
    room.status_changed.emit()
    assert not field.isReadOnly()  # type: ignore[attr-defined]


def test_a_refused_drop_glides_home_and_says_why(
    page: WorkshopPage, contributor: Guard, until: Until, said: list[tuple[str, Any]]
) -> None:
    theme().reduce_motion = False
    view, other = page.map.view, a_card(page)
    view.center_on((other.id,))
    view.camera.stop()
    contributor.role = "editor"
    before = page.bridge.board.elements[other.id].pos
    start = QPointF(view.mapFromScene(view.map_scene.cards[other.id].centre))
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start.toPoint())
    point(page, start + QPointF(60, 30), LEFT)
    contributor.role = "viewer"  # the host changed it while the card was in the air
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, (start + QPointF(60, 30)).toPoint())
    assert "look on" in said[-1][0]
    assert view.map_scene.emphasis.moving == {other.id}, "it is on its way home"
    until(lambda: not view.map_scene.emphasis.moving)
    assert page.bridge.board.elements[other.id].pos == before
    assert view.lifted.offset == QPointF()


def test_refused_words_stay_in_the_field(page: WorkshopPage, contributor: Guard, said: list[tuple[str, Any]]) -> None:
    other = a_card(page)
    field = edit(page, other, "Not mine to write")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.bridge.board.elements[other.id].label == other.label
    assert field.toPlainText() == "Not mine to write" and page.map.view.editing.is_open
    assert said


# --- the list, and pages made anew


def test_who_types_in_a_row_has_a_mark_there(page: WorkshopPage, room: FakeRoom, river: Other) -> None:
    page.show_view("list")
    page.list.show_table("concern")
    table = page.list.table
    record = next(e.id for e in page.bridge.board.elements.values() if e.kind == "concern")
    plain = table.viewport().grab().toImage()
    river.does(doing="typing", on=record, page="list")
    assert [person.name for person in table.marks.typing[record]] == ["Table River"]
    marked = table.viewport().grab().toImage()
    cell = table.words_of(record)
    assert cell.isValid() and plain.copy(cell) != marked.copy(cell)
    river.does(doing="typing", on="not-there")
    assert not table.words_of("not-there").isValid()
    river.does(doing="")
    assert not table.marks.typing


def test_a_page_made_anew_goes_on_in_the_same_room(
    opened: MainWindow, page: WorkshopPage, room: FakeRoom, river: Other, qtbot: QtBot
) -> None:
    river.does(page="map", view=(500.0, 400.0, 0.9), cursor=(1.0, 1.0))
    make_anew(opened)
    again = opened.page()
    assert again is not page and again.bridge.room is room
    again.map.view.peers.take()
    assert river.client in again.map.view.peers.shown
    room.follow(river.client)
    assert again.showing.following.frame.isVisible()
    point(again, QPointF(50, 50))
    qtbot.waitUntil(lambda: room.own.cursor is not None)
