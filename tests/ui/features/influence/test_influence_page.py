"""The influence page over Hill East: names on three grids, moved by pointer and by keys, and who is not heard."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.commands.base import Decision
from stworkshop.rounds.placings import INTEREST, SALIENCE
from stworkshop.session.session import Session
from ui.features.influence.grid_model import EACH, MIDDLE, SIDES
from ui.features.influence.influence_page import InfluencePage
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences

YOUNG, PLANNER = "Young people without a bank card", "City transport planner"


@pytest.fixture
def workspace(bridge: Bridge, preferences: Preferences) -> SimpleNamespace:
    return SimpleNamespace(bridge=bridge, preferences=preferences)


@pytest.fixture
def page(workspace: SimpleNamespace, qtbot: QtBot) -> InfluencePage:
    made = InfluencePage(workspace)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1500, 900)
    made.show()
    made.shown()
    return made


def card(bridge: Bridge, label: str) -> str:
    return next(e.id for e in bridge.board.elements.values() if e.label == label)


def spot(page: InfluencePage, card_id: str) -> QPoint:
    index = page.grid.places.index_of(card_id)
    found = page.grid.cell_rects(index, page.grid.visualRect(index))
    return next(rect for token, rect in found if token.placed.id == card_id).center().toPoint()


def cell_spot(page: InfluencePage, influence: int, column: int) -> QPoint:
    return page.grid.visualRect(page.grid.places.index(5 - influence, column)).center()


def values(bridge: Bridge, card_id: str) -> tuple[object, object]:
    attributes = bridge.board.elements[card_id].attributes
    return attributes.get("influence"), attributes.get("affected")


def test_a_cell_reads_as_its_place_and_who_is_in_it(page: InfluencePage) -> None:
    places = page.grid.places
    words = places.index(4, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Influence 1, affected directly: Young people without a bank card, no voice"
    assert places.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Influence 5, not affected: nobody"


def test_the_grid_is_a_proper_table(page: InfluencePage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.grid.places)  # type: ignore[attr-defined]
    assert page.grid.places.headerData(2, Qt.Orientation.Horizontal) == "Affected directly   4"


def test_a_name_dragged_to_a_cell_is_set_by_one_step(page: InfluencePage, bridge: Bridge, session: Session) -> None:
    young = card(bridge, YOUNG)
    view = page.grid.viewport()
    start, end = spot(page, young), cell_spot(page, 4, 0)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(0, -40))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert values(bridge, young) == (4, "none")
    bridge.undo()
    assert values(bridge, young) == (1, "direct"), "both fields go back together"


def test_a_press_without_a_drag_only_chooses(page: InfluencePage, bridge: Bridge, session: Session) -> None:
    planner = card(bridge, PLANNER)
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=spot(page, planner))
    assert page.chosen == planner and bridge.selection == (planner,) and session.undo_label == ""


def test_dropping_a_name_where_it_stands_changes_nothing(page: InfluencePage, bridge: Bridge, session: Session) -> None:
    page.grid.dropped.emit(card(bridge, YOUNG), 1, 2)
    assert session.undo_label == ""


def test_arrows_move_the_chosen_name(page: InfluencePage, bridge: Bridge, qtbot: QtBot) -> None:
    young = card(bridge, YOUNG)
    page.pick(young)
    QTest.keyClick(page.grid, Qt.Key.Key_Up)
    QTest.keyClick(page.grid, Qt.Key.Key_Left)
    assert values(bridge, young) == (2, "indirect")
    assert "Influence 2, affected indirectly" in page.grid.accessibleDescription()
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert values(bridge, young) == (2, "direct"), "at the edge it stays"


def test_arrows_follow_the_eye_where_text_runs_the_other_way(page: InfluencePage, bridge: Bridge, qtbot: QtBot) -> None:
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    young = card(bridge, YOUNG)
    page.pick(young)
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert values(bridge, young) == (1, "indirect")


def test_page_keys_go_through_the_names(page: InfluencePage, qtbot: QtBot) -> None:
    order = page.grid.places.order()
    QTest.keyClick(page.grid, Qt.Key.Key_Home)
    assert page.chosen == order[0]
    QTest.keyClick(page.grid, Qt.Key.Key_PageDown)
    assert page.chosen == order[1]
    QTest.keyClick(page.grid, Qt.Key.Key_End)
    assert page.chosen == order[-1]


def test_who_is_affected_and_not_heard_can_get_a_speaker(page: InfluencePage, bridge: Bridge) -> None:
    young, speaker = card(bridge, YOUNG), card(bridge, "People of Hill East")
    assert [p.id for p in page.placings.unheard()] == [young]
    page.name_speaker(young, speaker)
    assert bridge.board.link_between("represents", speaker, young) is not None
    assert bridge.board.elements[young].attributes["voice"] == "represented"
    page.refresh()
    assert page.placings.unheard() == []
    bridge.undo()
    assert bridge.board.elements[young].attributes["voice"] == "absent", "link and voice are one step"


def test_asking_somebody_who_is_not_here_becomes_a_task(page: InfluencePage, bridge: Bridge) -> None:
    young, before = card(bridge, YOUNG), set(bridge.board.elements)
    page.plan_asking(young)
    (made,) = set(bridge.board.elements) - before
    assert bridge.board.elements[made].kind == "action" and YOUNG.lower() in bridge.board.elements[made].label
    assert [(link.relation, link.target) for link in bridge.board.links_from(made)] == [("about", young)]


def test_power_and_interest_start_with_a_full_tray(page: InfluencePage, bridge: Bridge) -> None:
    page.ways.buttons[INTEREST].click()
    assert len(page.placings.waiting(INTEREST)) == 8 and page.tray.isVisible()
    first = str(page.tray.list.names.index(0, 0).data(257))
    page.tray.list.placed.emit(first)
    assert bridge.board.elements[first].attributes["interest"] == 3
    assert len(page.placings.waiting(INTEREST)) == 7 and page.chosen == first


def test_a_name_that_was_dragged_is_chosen_and_the_arrows_go_on_from_there(page: InfluencePage, bridge: Bridge) -> None:
    page.ways.buttons[INTEREST].click()
    young = card(bridge, YOUNG)
    page.pick(card(bridge, PLANNER))
    page.tray.list.setFocus()
    page.grid.dropped.emit(young, 2, 4)
    assert page.chosen == young and bridge.selection == (young,)
    assert page.focusWidget() is page.grid


def test_the_three_fields_share_the_influence_of_the_grid(page: InfluencePage, bridge: Bridge) -> None:
    page.ways.buttons[SALIENCE].click()
    young = card(bridge, YOUNG)
    page.fields.dropped.emit(young, 1, 1, 1)
    attributes = bridge.board.elements[young].attributes
    assert (attributes["influence"], attributes["claim"], attributes["urgency"]) == (4, "yes", "yes")
    assert young in page.fields.order()
    assert "Can decide or stop it, Has a right to it, Cannot wait: " + YOUNG in page.fields.accessibleDescription()
    middle = page.fields.rects((True, True, True))[0][1].center().toPoint()
    assert page.fields.field_at(middle) == (True, True, True)


def test_the_panel_says_one_of_the_three_and_nothing_of_the_others(page: InfluencePage, bridge: Bridge) -> None:
    page.ways.buttons[SALIENCE].click()
    young = card(bridge, YOUNG)
    page.pick(young)
    page.side.said.emit(young, "claim", "yes")
    assert bridge.board.elements[young].attributes["claim"] == "yes"
    assert "urgency" not in bridge.board.elements[young].attributes
    assert bridge.board.elements[young].attributes["influence"] == 1
    page.side.said.emit(young, "claim", None)
    assert not bridge.board.elements[young].attributes.get("claim")


# --- placings of several people


def place(bridge: Bridge, session: Session, *, anonymous: str = "no", close: bool = True) -> str:
    """Let the five people of three sides place one stakeholder."""
    firm = card(bridge, PLANNER)

    def run(name: str, **arguments: object) -> None:
        decided = session.run(name, **arguments)
        assert isinstance(decided, Decision), decided

    run("open_round", id="place", kind="placing", question="How much say?", items=[firm], anonymous=anonymous)
    people = (("public", 5, 1), ("public", 5, 1), ("planner", 2, 1), ("planner", 2, 3), ("supplier", 4, 1))
    for number, (side, say, touched) in enumerate(people):
        answers = [{"item": firm, "value": say, "value2": touched}]
        if anonymous == "yes":
            run("hand_in_sheet", round="place", answers=answers, side=side)
            continue
        run("add_participant", id=f"p{number}", label=f"P{number}", side=side)
        run("hand_in_sheet", round="place", answers=answers, participant=f"p{number}")
    if close:
        run("close_round", id="place")
    return firm


def test_an_open_placing_shows_names_only(page: InfluencePage, bridge: Bridge, session: Session) -> None:
    place(bridge, session, close=False)
    page.refresh()
    assert page._stage.currentWidget() is page._sealed
    assert "It opens when the round is closed." in page._sealed_words.text()
    assert not page.grid.movable and page.tray.list.names.rowCount() == 8
    young = card(bridge, YOUNG)
    page.grid.dropped.emit(young, 5, 0)
    assert values(bridge, young) == (1, "direct"), "nothing is set while it is sealed"


def test_a_closed_placing_shows_its_spread_and_each_placement(
    page: InfluencePage, bridge: Bridge, session: Session
) -> None:
    firm = place(bridge, session)
    page.refresh()
    page.pick(firm)
    assert page.modes.isVisible() and page._key.isVisible()
    assert "middle 4, from 2 to 5" in page.grid.accessibleDescription()
    page.modes.chosen.emit(EACH)
    tokens = page.grid.places.index(0, 0).data(257)
    assert [token.marks for token in tokens] == [("public", "public")]
    page.modes.chosen.emit(SIDES)
    tokens = page.grid.places.index(3, 1).data(257)
    assert [token.marks for token in tokens] == [("planner",)]
    page.modes.chosen.emit(MIDDLE)
    texts = " ".join(w.accessibleDescription() for w in page.side.findChildren(QWidget))
    assert "public: 2" in texts


def test_without_names_no_side_is_told(page: InfluencePage, bridge: Bridge, session: Session) -> None:
    firm = place(bridge, session, anonymous="yes")
    page.refresh()
    page.pick(firm)
    page.modes.chosen.emit(EACH)
    cells = [page.grid.places.index(row, column) for row in range(5) for column in range(3)]
    marks = {mark for cell in cells for token in cell.data(257) for mark in token.marks}
    assert marks == {""}
    texts = " ".join(w.accessibleDescription() for w in page.side.findChildren(QWidget))
    assert "public:" not in texts and "supplier:" not in texts


def test_the_middle_answers_are_taken_over_in_one_step(page: InfluencePage, bridge: Bridge, session: Session) -> None:
    firm = place(bridge, session)
    bridge.run("edit_element", id=firm, influence=1)
    page.refresh()
    assert page._take.isVisible()
    page.take_middles()
    assert values(bridge, firm)[0] == 4 and not page._take.isVisible()


def test_names_do_not_move_while_placements_are_shown(
    page: InfluencePage, bridge: Bridge, session: Session, qtbot: QtBot
) -> None:
    firm = place(bridge, session)
    page.refresh()
    page.pick(firm)
    page.modes.chosen.emit(EACH)
    before = values(bridge, firm)
    QTest.keyClick(page.grid, Qt.Key.Key_Down)
    assert values(bridge, firm) == before


def test_everybody_is_asked_to_be_placed(page: InfluencePage, workspace: SimpleNamespace) -> None:
    asked: list[tuple[str, int]] = []
    workspace.ask_room = lambda *, kind, items, follows: asked.append((kind, len(items)))
    page.ask()
    assert asked == [("placing", 8)]


def test_a_map_without_people_says_how_to_begin(page: InfluencePage, bridge: Bridge) -> None:
    bridge.run("delete", ids=[e.id for e in bridge.board.elements.values() if e.kind == "stakeholder"])
    page.refresh()
    assert page._whole.currentIndex() == 1 and not page.side.isVisible()


def test_every_control_has_a_name(page: InfluencePage) -> None:
    nameless = [b for b in page.findChildren(QAbstractButton) if not b.accessibleName() and b.isVisible()]
    assert [b for b in nameless if b.metaObject().className() != "QTableCornerButton"] == []


@pytest.mark.parametrize(("width", "height"), [(1090, 470), (1700, 950)])
def test_it_fits_small_and_large_windows(page: InfluencePage, width: int, height: int) -> None:
    assert page.minimumSizeHint().width() <= 1090
    page.resize(width, height)
    for way in page.ways.buttons.values():
        way.click()
        assert not page.grab().isNull()


def test_who_was_not_on_the_ballot_is_not_said_to_be_placed_by_too_few(page: InfluencePage, bridge: Bridge) -> None:
    young, planner = card(bridge, YOUNG), card(bridge, PLANNER)
    bridge.run("open_round", id="p", kind="placing", question="Where?", items=[planner])
    bridge.run("close_round", id="p")
    page.refresh()
    page.pick(young)
    words = [label.text() for label in page.side.findChildren(QLabel)]
    assert "They were not on the ballot." in words and not any("Too few" in text for text in words)
