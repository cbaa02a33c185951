"""Kinds that people brought along are to be found wherever the window speaks of kinds."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.features.list.outline import NODE_ROLE, OutlineModel
from ui.features.rounds.ballot_items import ItemsChooser
from ui.features.views.own_view import OwnView
from ui.kit.theme import theme
from ui.records.session_panel import SessionPanel
from ui.session.bridge import Bridge
from ui.session.view_kinds import VIEWS
from ui.session.words import own_kinds
from ui.shell.card_panel import CardPanel
from ui.shell.main_window import MainWindow

KINDS = ("own:Persona", "own:Input/Output & more", "own:risk")


def bring(bridge: Bridge) -> None:
    records = [{"root": "elements", "id": f"o{n}", "kind": kind, "label": f"Card {n}"} for n, kind in enumerate(KINDS)]
    assert bridge.run("bring_in", records=records)


def entries_of(menu: QMenu) -> dict[str, object]:
    return {action.text(): action for action in menu.actions()}


def test_they_are_listed_in_the_order_in_which_they_came(bridge: Bridge) -> None:
    assert own_kinds(bridge.board, bridge.catalogue) == []
    bring(bridge)
    assert own_kinds(bridge.board, bridge.catalogue) == list(KINDS)


def test_the_outline_gets_a_group_for_each_and_takes_it_back(bridge: Bridge, qtmodeltester: ModelTester) -> None:
    outline = OutlineModel(bridge)
    qtmodeltester.check(outline)  # type: ignore[no-untyped-call]
    before = outline.rowCount()
    bring(bridge)
    for n, kind in enumerate(KINDS):
        assert outline.index_of(f"o{n}").parent().data(NODE_ROLE) == ("group", kind)
    titles = [outline.index(row, 0).data() for row in range(outline.rowCount())]
    assert titles.index("Persona") < titles.index("People in the room")
    assert outline.rowCount() == before + len(KINDS)
    fresh = OutlineModel(bridge)
    assert [fresh.index(row, 0).data() for row in range(fresh.rowCount())] == titles
    bridge.undo()
    assert not outline.index_of("o0").isValid()


def test_the_workshop_panel_counts_them_and_keeps_where_to_answer(bridge: Bridge, qtbot: QtBot) -> None:
    bring(bridge)
    panel = SessionPanel(bridge)
    qtbot.addWidget(panel)
    panel.show_session()
    rows = [made.accessibleName() for made in panel.findChildren(QPushButton)]
    assert "Persona: 1" in rows
    next(made for made in panel.findChildren(QPushButton) if made.accessibleName() == "Persona: 1").click()
    assert bridge.selection == ("o0",)
    assert {"reply_to", "reply_until", "reply_use"} <= {editor.attribute.id for editor in panel._editors}


def test_a_card_becomes_one_of_them_and_one_of_the_catalogue_again(bridge: Bridge) -> None:
    bring(bridge)
    card = next(e.id for e in bridge.board.elements.values() if e.kind == "component")
    assert bridge.run("retype_element", id=card, kind="own:Persona")
    made = bridge.board.elements[card]
    assert (made.kind, made.type, made.code[0]) == ("own:Persona", "", "Z")
    assert bridge.run("retype_element", id=card, kind="risk")
    assert bridge.board.elements[card].kind == "risk"


def test_menus_and_choices_offer_them(bridge: Bridge, qtbot: QtBot) -> None:
    bring(bridge)
    chooser = ItemsChooser(bridge, ())
    qtbot.addWidget(chooser)
    assert {"own:Persona", "own:risk"} <= {chooser._kind.itemData(at) for at in range(chooser._kind.count())}


def test_the_lens_lets_them_through(opened: MainWindow) -> None:
    page = opened.page()
    bring(page.bridge)
    lens = page.map.view.filter
    kinds = next(action.menu() for action in lens.menu().actions() if action.text() == "By kind")
    assert isinstance(kinds, QMenu)
    entry = next(action for action in kinds.actions() if action.text() == "Input/Output && more")
    entry.trigger()
    assert lens.word == "Input/Output & more"
    assert not page.map.view.map_scene.is_faint(page.map.view.map_scene.cards["o1"])
    assert page.map.view.map_scene.is_faint(page.map.view.map_scene.cards["o0"])


def test_a_view_of_ones_own_shows_them(opened: MainWindow, qtbot: QtBot) -> None:
    bridge = opened.page().bridge
    bring(bridge)
    done = bridge.run("add_view", label="Ours", viewpoint="vp-risk", kinds=["own:Persona"], concepts=[], layout="map")
    assert done is not None
    from stworkshop.analysis import viewpoints

    shown = viewpoints.view(bridge.board, bridge.catalogue, str(done.ids[0]))
    assert shown is not None
    dialog = OwnView(None, bridge.catalogue, shown, own_kinds(bridge.board, bridge.catalogue))
    qtbot.addWidget(dialog)
    assert dialog._kinds["own:Persona"].isChecked()
    assert dialog.values["kinds"] == ["own:Persona"]


@pytest.mark.parametrize("kind", ["own:a/b/c/", "own:{x} %s &amp; <b>", "own:kind/risk", "own:" + "W" * 60])
def test_their_names_may_be_anything(kind: str, opened: MainWindow, caplog: pytest.LogCaptureFixture) -> None:
    bridge = opened.page().bridge
    bridge.run("bring_in", records=[{"root": "elements", "id": "odd", "kind": kind, "label": "Odd"}])
    assert theme().colour(f"kind/{kind}/accent").isValid()
    for view in VIEWS:
        opened.page().show_view(view.id)
        bridge.select(("odd",))
        QApplication.processEvents()
    panel = next(iter(opened.page().findChildren(CardPanel)))
    assert panel is not None
    assert not caplog.records
