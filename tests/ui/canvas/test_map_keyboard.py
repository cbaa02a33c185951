"""The map without a mouse."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from stworkshop.layout.zones import reading_order
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link
from tests.ui.canvas.conftest import Opened, OpenMap
from tests.ui.on_screen import editor

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def row(open_map: OpenMap) -> Opened:
    """Three cards in a row, one below, and a link that goes two cards far."""
    cards = [
        Element(
            id=name, kind="concern", label=name.upper(), pos=(x, y), size=(200, 60), seq=n, concepts=("regulation",)
        )
        for n, (name, x, y) in enumerate((("a", 0, 0), ("b", 230, 0), ("c", 460, 0), ("d", 230, 200)), start=2)
    ]
    opened = open_map([*cards, Link(id="l", relation="conflicts-with", source="a", target="c", seq=9)])
    opened.view.setFocus()
    return opened


def test_tab_walks_in_reading_order_and_leaves_at_the_end(hill: Opened) -> None:
    order = reading_order(hill.session.board, catalogue())
    seen = []
    for _ in order:
        assert hill.view.keyboard.tab(True)
        seen.append(hill.view.map_scene.emphasis.current)
    assert seen == order
    assert not hill.view.keyboard.tab(True), "the keyboard is not caught"
    assert hill.view.keyboard.tab(False)
    assert hill.view.map_scene.emphasis.current == order[-2]
    assert hill.steps() == 0


def test_the_card_one_stands_on_is_in_view_and_ringed(hill: Opened) -> None:
    hill.view.zoom_to(1.5)
    hill.view.camera.look_at(QPointF(0, 0), glide=False)
    hill.key(Qt.Key.Key_End)
    hill.view.camera.stop()
    assert hill.view.map_scene.emphasis.ring
    assert hill.view.map_scene.emphasis.current == reading_order(hill.session.board, catalogue())[-1]


def test_arrows_walk_to_the_nearest_card_that_way(row: Opened) -> None:
    row.view.lit.stand_on("a")
    for key, card in ((Qt.Key.Key_Right, "b"), (Qt.Key.Key_Down, "d"), (Qt.Key.Key_Up, "b"), (Qt.Key.Key_Right, "c")):
        row.key(key)
        assert row.view.map_scene.emphasis.current == card
    row.key(Qt.Key.Key_Right)
    assert row.view.map_scene.emphasis.current == "c", "nothing lies further"


def test_arrows_move_cards_while_they_are_selected(row: Opened) -> None:
    row.view.lit.stand_on("b")
    row.key(Qt.Key.Key_Space)
    assert row.view.selected == ("b",)
    row.key(Qt.Key.Key_Right)
    row.key(Qt.Key.Key_Down, SHIFT)
    assert row.element("b").pos == (240, 1)
    assert row.steps() == 2
    row.key(Qt.Key.Key_Escape)
    row.key(Qt.Key.Key_Right)
    assert row.element("b").pos == (240, 1)
    assert row.view.map_scene.emphasis.current == "c"


def test_the_keyboard_stands_on_what_was_chosen_elsewhere_and_esc_shows_where(row: Opened) -> None:
    row.view.lit.stand_on("a")
    row.view.bridge.select(["c"])
    assert row.view.map_scene.emphasis.current == "c"
    row.key(Qt.Key.Key_Escape)
    assert row.view.selected == () and row.view.map_scene.emphasis.ring
    row.key(Qt.Key.Key_L)
    assert row.view.linking.open is not None, "what is ringed can be linked"


def test_letting_one_of_several_cards_go_keeps_the_place(row: Opened) -> None:
    row.view.bridge.select(["a", "b"])
    row.view.lit.stand_on("a")
    row.key(Qt.Key.Key_Space)
    assert row.view.selected == ("b",)
    assert row.view.map_scene.emphasis.current == "a"


def test_space_deselects_again(row: Opened) -> None:
    row.view.lit.stand_on("b")
    row.key(Qt.Key.Key_Space)
    row.key(Qt.Key.Key_Space)
    assert row.view.selected == ()


def test_ctrl_arrows_go_along_links_and_say_them(row: Opened) -> None:
    row.view.lit.stand_on("a")
    row.key(Qt.Key.Key_Right, CTRL)
    assert row.view.map_scene.emphasis.current == "c"
    assert row.view.map_scene.emphasis.hovered == "l"
    assert row.status[-1] == "“A” pulls against “C”"


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_words_are_edited_in_place_in_one_step(row: Opened, key: Qt.Key) -> None:
    row.view.lit.stand_on("a")
    row.key(key)
    field = editor(row.view)
    assert field.toPlainText() == "A"
    QTest.keyClicks(field, "The last bus leaves too early")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert row.element("a").label == "The last bus leaves too early"
    assert row.steps() == 1
    assert not row.view.editing.is_open


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_after_typing_the_keyboard_stands_on_the_same_card(row: Opened, key: Qt.Key) -> None:
    row.view.lit.stand_on("a")
    row.key(Qt.Key.Key_F2)
    QTest.keyClicks(editor(row.view), "Another")
    QTest.keyClick(editor(row.view), key)
    assert not row.view.editing.is_open
    assert row.view.map_scene.emphasis.current == "a"
    assert row.view.window().focusWidget() == row.view
    assert row.element("a").label == ("A" if key == Qt.Key.Key_Escape else "Another")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_kinds_key_and_enter_add_a_card_without_a_pointer(hill: Opened, key: Qt.Key) -> None:
    before = set(hill.session.board.elements)
    current = hill.view.walk.order[0]
    hill.view.lit.stand_on(current)
    label = hill.element(current).label
    hill.key(Qt.Key.Key_S)
    assert hill.view.placing.shown, "the ghost says where it goes before a pointer does"
    hill.key(key)
    QTest.keyClicks(editor(hill.view), "Night nurses")
    QTest.keyClick(editor(hill.view), Qt.Key.Key_Return)
    (added,) = set(hill.session.board.elements) - before
    assert (hill.element(added).kind, hill.element(added).label) == ("stakeholder", "Night nurses")
    assert hill.view.map_scene.zone_at(hill.card(added).centre) == "people"
    assert hill.element(current).label == label
    assert hill.view.map_scene.emphasis.current == added


def test_tab_goes_from_tool_to_tool(row: Opened) -> None:
    row.view.lit.stand_on("a")
    tools = row.view.toolbar.findChildren(QPushButton)
    tools[0].setFocus()
    QTest.keyClick(tools[0], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is tools[1]
    assert row.view.map_scene.emphasis.current == "a"


def test_keys_pressed_in_a_bar_over_the_map_are_not_the_maps(row: Opened) -> None:
    row.view.lit.stand_on("a")
    row.view.refresh_bars()
    row.view.toolbar.focus.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_S):
        QTest.keyClick(row.view.toolbar.focus, key)
    assert "a" in row.session.board.elements and not row.view.editing.is_open and row.view.tool == "select"


def test_esc_leaves_the_words_as_they_were(row: Opened) -> None:
    row.view.lit.stand_on("a")
    row.key(Qt.Key.Key_F2)
    QTest.keyClicks(editor(row.view), "Something else")
    QTest.keyClick(editor(row.view), Qt.Key.Key_Escape)
    assert row.element("a").label == "A"
    assert row.steps() == 0


def test_words_that_stay_the_same_are_no_step(row: Opened) -> None:
    row.view.lit.stand_on("a")
    row.key(Qt.Key.Key_F2)
    QTest.keyClick(editor(row.view), Qt.Key.Key_Return)
    assert row.steps() == 0


def test_delete_offers_to_undo_and_stands_on_the_next_card(row: Opened) -> None:
    row.view.lit.stand_on("b")
    row.key(Qt.Key.Key_Delete)
    assert "b" not in row.session.board.elements
    words, action = row.said[-1]
    assert words == "1 card deleted"
    assert row.view.map_scene.emphasis.current == "c"
    assert isinstance(action, tuple)
    action[1]()
    assert "b" in row.view.map_scene.cards


def test_duplicate_and_group(row: Opened) -> None:
    row.view.bridge.select(["a", "b"])
    row.key(Qt.Key.Key_G, CTRL)
    group = row.element("a").group
    assert group and row.element("b").group == group
    assert row.view.map_scene.groups[group].ids == ("a", "b")
    row.key(Qt.Key.Key_Right)
    assert (row.element("a").pos, row.element("b").pos) == ((10, 0), (240, 0))
    row.key(Qt.Key.Key_G, CTRL)
    assert not row.element("a").group
    row.key(Qt.Key.Key_D, CTRL)
    assert len(row.session.board.elements) == 6
    assert len(row.view.selected) == 2 and not {"a", "b"} & set(row.view.selected)
    assert row.steps() == 4


def test_a_group_moves_as_one(row: Opened) -> None:
    row.view.bridge.run("group", ids=["a", "d"])
    row.view.bridge.select(["a"])
    row.key(Qt.Key.Key_Down)
    assert (row.element("a").pos, row.element("d").pos) == ((0, 10), (230, 210))


def test_l_without_a_card_says_what_it_needs_and_f_takes_all_that_are_chosen(row: Opened) -> None:
    row.view.bridge.select(["l"])
    row.key(Qt.Key.Key_L)
    assert row.view.tool == "select" and row.view.linking.open is None
    assert row.status[-1] == "Choose a card first, then L."
    row.view.bridge.select(["a", "d"])
    row.key(Qt.Key.Key_F)
    assert row.view.map_scene.emphasis.focus == {"a", "d"}


def test_a_zoom_by_key_lets_go_of_what_was_pointed_at(row: Opened) -> None:
    row.view.lit.hover("l")
    row.key(Qt.Key.Key_Minus)
    assert row.view.map_scene.emphasis.hovered == ""


def test_l_links_by_typing_only(row: Opened) -> None:
    row.view.lit.stand_on("a")
    row.key(Qt.Key.Key_L)
    targets = row.view.linking.open
    assert targets is not None
    QTest.keyClicks(targets.field, "D")
    QTest.keyClick(targets.field, Qt.Key.Key_Return)
    relations = row.view.linking.open
    assert relations is not None and relations is not targets
    QTest.keyClick(relations.field, Qt.Key.Key_Return)
    assert row.view.map_scene.emphasis.current == "a"
    assert row.view.hasFocus()
    added = next(link for link in row.session.board.links.values() if link.id != "l")
    assert {added.source, added.target} == {"a", "d"}
    assert row.steps() == 1


def test_f_focuses_and_esc_shows_all(hill: Opened) -> None:
    card = max(hill.session.board.elements, key=lambda i: len(hill.session.board.links_of(i)))
    hill.view.lit.stand_on(card)
    hill.key(Qt.Key.Key_F)
    scene = hill.view.map_scene
    near = {card} | hill.session.board.neighbours(card)
    assert {i for i, c in scene.cards.items() if not scene.is_faint(c)} == near
    hill.key(Qt.Key.Key_Escape)
    assert not scene.emphasis.focus
    assert not any(scene.is_faint(c) for c in scene.cards.values())


def test_keys_zoom_and_fit(hill: Opened) -> None:
    zoom = hill.view.zoom
    hill.key(Qt.Key.Key_Plus)
    assert hill.view.zoom > zoom
    hill.key(Qt.Key.Key_0)
    assert hill.view.zoom == pytest.approx(zoom)


def test_slash_asks_for_the_one_field(hill: Opened) -> None:
    asked: list[str] = []
    hill.view.wants_find_field.connect(asked.append)
    hill.key(Qt.Key.Key_Slash)
    assert asked == [""]


def test_a_lens_is_passed_over_when_walking(hill: Opened) -> None:
    hill.view.set_filter(["stakeholder"])
    seen = set()
    while hill.view.keyboard.tab(True):
        seen.add(hill.view.map_scene.cards[hill.view.map_scene.emphasis.current].element.kind)
    assert seen == {"stakeholder"}


def test_menus_are_short_and_every_entry_does_something(hill: Opened) -> None:
    scene = hill.view.map_scene
    first = next(iter(scene.cards.values()))
    hill.view.bridge.select([first.id])
    menus = [
        hill.view.menus.card_menu(),
        hill.view.menus.link_menu(next(iter(scene.links.values()))),
        hill.view.menus.zone_menu("human-rights", scene.zones["human-rights"].center()),
        hill.view.menus.map_menu(QPointF(-500, -500)),
    ]
    hill.view.select_all()
    menus.append(hill.view.menus.card_menu())
    for menu in menus:
        entries = [action for action in menu.actions() if not action.isSeparator()]
        assert 1 <= len(entries) <= 10
        assert all(entry.text() for entry in entries)
        menu.deleteLater()


def test_every_action_has_words_of_its_own(hill: Opened) -> None:
    actions = hill.view.actions()
    assert len({a.id for a in actions}) == len({a.text for a in actions}) == len(actions)
    assert all(callable(a.run) and isinstance(a.enabled(), bool) for a in actions)


def test_what_cannot_be_done_is_not_offered(hill: Opened, open_map: OpenMap) -> None:
    enabled = {a.id for a in hill.view.actions() if a.enabled()}
    assert "map.delete" not in enabled and "map.align-left" not in enabled
    hill.view.bridge.select(list(hill.view.map_scene.cards)[:3])
    enabled = {a.id for a in hill.view.actions() if a.enabled()}
    assert {"map.delete", "map.align-left", "map.spread-across", "map.group"} <= enabled
    read = open_map(reading=True)
    read.view.bridge.select(list(read.view.map_scene.cards)[:3])
    enabled = {a.id for a in read.view.actions() if a.enabled()}
    assert "map.delete" not in enabled and "map.fit" in enabled


def test_align_and_even_gaps_are_one_step_each(row: Opened) -> None:
    by_id = {a.id: a for a in row.view.actions()}
    row.view.bridge.run("move_elements", moves={"b": [300, 17]})
    row.view.bridge.select(["a", "b", "c"])
    by_id["map.align-top"].run()
    assert row.element("b").pos == (300, 0)
    by_id["map.spread-across"].run()
    assert row.element("b").pos == (230, 0)
    assert row.steps() == 3


def test_a_name_typed_before_enter_does_nothing_else_and_is_told_how(hill: Opened) -> None:
    hill.key(Qt.Key.Key_S)
    ghost = hill.view.placing.armed
    for letter in (Qt.Key.Key_B, Qt.Key.Key_G, Qt.Key.Key_1):
        hill.key(letter)
        assert "Press Enter or click" in hill.said[-1][0]
    assert hill.view.placing.armed == ghost and hill.view.placing.shown
    hill.key(Qt.Key.Key_Escape)
    told = len(hill.said)
    hill.key(Qt.Key.Key_1)
    assert len(hill.said) == told
