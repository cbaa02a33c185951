"""The views page: each viewpoint in its forms, gaps that Enter closes, views of one's own, and what others ask for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.analysis import viewpoints
from tests.ui.on_screen import bridge_of, button, label, part, projector
from ui.features.views.miniature import Miniature
from ui.features.views.on_wall import WallCanvas, WallSheet
from ui.features.views.own_view import OwnView
from ui.features.views.view_words import forms_of
from ui.features.views.views_page import ViewsPage
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.tab_order import controls
from ui.shell.main_window import MainWindow


@pytest.fixture
def page(opened: MainWindow) -> ViewsPage:
    """The views of the Hill East sample, in front."""
    opened.page().show_view("views")
    made = opened.page().view_page("views")
    assert isinstance(made, ViewsPage)
    return made


def pictures(page: ViewsPage) -> dict[str, Miniature]:
    items = [page.gallery.item(number) for number in range(page.gallery.count())]
    role = int(Qt.ItemDataRole.UserRole)
    return {item.data(role): item.data(role + 2) for item in items}


def choose_form(page: ViewsPage, form: str) -> None:
    part(page, Segments, "How it is shown").segment(form).click()


def test_every_viewpoint_opens_in_each_of_its_forms(page: ViewsPage) -> None:
    for view in bridge_of(page).catalogue.viewpoints:
        assert page.open_viewpoint(view)
        shown = viewpoints.view(bridge_of(page).board, bridge_of(page).catalogue, view)
        assert shown is not None
        for form in forms_of(shown):
            choose_form(page, form)
            assert page.form == form
            page.grab()


def test_the_key_opens_the_views_and_esc_leaves_them(opened: MainWindow) -> None:
    page = opened.page()
    page.map.view.setFocus()
    QTest.keyClick(page, Qt.Key.Key_5)
    assert page.view == "views"
    views = page.view_page("views")
    assert isinstance(views, ViewsPage)
    views.gallery.setFocus()
    QTest.keyClick(views.gallery, Qt.Key.Key_Down)
    assert views.current == "vp-purpose"
    QTest.keyClick(views.gallery, Qt.Key.Key_Escape)
    assert page.view == "map"


def test_an_unknown_view_changes_nothing(page: ViewsPage) -> None:
    page.open_viewpoint("vp-risk")
    assert not page.open_viewpoint("vp-none")
    assert page.current == "vp-risk"


def test_the_page_says_which_viewpoint_governs_and_what_it_frames(page: ViewsPage) -> None:
    page.open_viewpoint("vp-people-concerns")
    frames = label(page, "6 concerns are looked at here:")
    assert frames.toolTip().startswith("The view “People and concerns” has 6 concerns:")


def test_each_view_has_a_drawing_made_from_the_map(page: ViewsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: any(picture.spots for picture in pictures(page).values()))
    drawn = {view: picture for view, picture in pictures(page).items() if picture.spots}
    assert set(drawn) >= {"vp-people-concerns", "vp-purpose", "vp-technical", "vp-rules", "vp-risk", "vp-agreement"}
    gaps = [spot for spot in drawn["vp-risk"].spots if spot.form == "gap"]
    assert gaps, "Hill East has a risk without a measure"
    before = drawn["vp-risk"]
    bridge_of(page).run("delete", ids=[e.id for e in bridge_of(page).board.elements.values() if e.kind == "risk"])
    qtbot.waitUntil(lambda: pictures(page)["vp-risk"] != before)


def test_enter_on_a_missing_measure_starts_closing_it(page: ViewsPage) -> None:
    page.open_viewpoint("vp-risk")
    sheet = page.showing.sheet
    row, column = next(
        (r, c)
        for r, cells in enumerate(sheet.sheet_model.sheet.rows)
        for c, cell in enumerate(cells)
        if cell.gap is not None and cell.gap.sort == "measure"
    )
    sheet.setFocus()
    sheet.setCurrentIndex(sheet.sheet_model.index(row, column))
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert page.showing.fixing.open is not None
    QTest.keyClicks(page.showing.fixing.open.field, "A lamp at the stop")
    QTest.keyClick(page.showing.fixing.open.field, Qt.Key.Key_Return)
    assert any(e.label == "A lamp at the stop" for e in bridge_of(page).board.elements.values())
    assert sheet.hasFocus(), "the keyboard is where it was"
    assert sheet.currentIndex().row() == row


def test_enter_on_a_card_shows_it_on_the_map(page: ViewsPage, opened: MainWindow) -> None:
    page.open_viewpoint("vp-risk")
    sheet = page.showing.sheet
    risk = sheet.sheet_model.sheet.rows[0][1].cards[0]
    sheet.setCurrentIndex(sheet.sheet_model.index(0, 1))
    assert bridge_of(page).selection == (risk,)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert opened.page().view == "map"
    assert bridge_of(page).selection == (risk,)


def test_l_on_a_card_goes_on_to_draw_a_link_on_the_map(page: ViewsPage, opened: MainWindow, qtbot: QtBot) -> None:
    page.open_viewpoint("vp-technical")
    card = next(iter(page.showing.canvas.map_scene.cards))
    page.showing.canvas.link_asked.emit(card)
    view = opened.page().map.view
    qtbot.waitUntil(lambda: view.linking.open is not None)
    assert opened.page().view == "map"
    view.linking.close()


def test_a_view_of_ones_own_is_saved_changed_and_deleted(page: ViewsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.open_viewpoint("vp-risk")

    def fill(dialog: OwnView) -> int:
        dialog.name.setText("What drivers face")
        dialog.as_map.setChecked(True)
        dialog.save.click()
        return dialog.result()

    monkeypatch.setattr(OwnView, "exec", fill)
    button(page, "Save a view of your own…").click()
    saved = next(iter(bridge_of(page).board.views.values()))
    assert (saved.label, saved.viewpoint, saved.layout) == ("What drivers face", "vp-risk", "map")
    assert page.current == saved.id
    assert page.gallery.count() == 8
    QTest.keyClick(page.gallery, Qt.Key.Key_F2)
    QTest.keyClick(page.gallery, Qt.Key.Key_Delete)
    assert not bridge_of(page).board.views
    assert page.current == "vp-risk"
    assert page.gallery.count() == 7
    bridge_of(page).undo()
    assert page.gallery.count() == 8


def test_a_view_without_a_name_is_not_saved(page: ViewsPage, qtbot: QtBot) -> None:
    shown = viewpoints.View("", "", "vp-rules", ("policy",), (), "", own=False)
    dialog = OwnView(page, bridge_of(page).catalogue, shown)
    qtbot.addWidget(dialog)
    dialog.save.click()
    assert not dialog.result()
    dialog.base.setCurrentIndex(dialog.base.findData("vp-purpose"))
    assert set(dialog.values["kinds"]) == {"goal", "outcome", "public-service", "principle"}
    assert dialog.as_map.isHidden(), "it is a map anyway"


def test_laying_out_again_gives_back_the_places(page: ViewsPage) -> None:
    page.open_viewpoint("vp-purpose")
    card = page.showing.what_shown[0]
    bridge_of(page).run("move_in_view", view="vp-purpose", moves={card: [5, 5]})
    assert page.showing.canvas.map_scene.cards[card].x == 5
    button(page.showing, "Lay out again").click()
    assert not bridge_of(page).board.positions
    assert page.showing.canvas.map_scene.cards[card].x != 5


def test_the_wall_shows_the_view_large_and_follows_the_session(page: ViewsPage, opened: MainWindow) -> None:
    page.open_viewpoint("vp-risk")
    button(page, "Show on the wall").click()
    shown = projector().instead
    assert isinstance(shown, WallSheet)
    shown.resize(1280, 700)
    rows = len(shown.table.sheet_model.sheet.rows)
    bridge_of(page).run("add_element", kind="risk", label="A new one")
    assert len(shown.table.sheet_model.sheet.rows) == rows + 1
    choose_form(page, "map")
    button(page, "Show on the wall").click()
    assert isinstance(projector().instead, WallCanvas)
    opened.wall.close()


def test_the_room_view_leaves_out_what_is_the_facilitators(page: ViewsPage) -> None:
    names = ("Save a view of your own…", "Show on the wall", "Save this view as a picture")
    mine = [button(page, name) for name in names]
    page.set_room(True)
    assert all(made.isHidden() for made in mine)
    page.set_room(False)
    assert not any(made.isHidden() for made in mine)


@pytest.mark.parametrize("size", [(1090, 600), (1920, 1080)])
def test_every_control_has_a_name_and_fits(page: ViewsPage, opened: MainWindow, size: tuple[int, int]) -> None:
    opened.resize(*size)
    for view in ("vp-risk", "vp-ability", "vp-rules", "vp-technical"):
        page.open_viewpoint(view)
        for control in controls(page):
            assert control.accessibleName(), control
        for made in page.findChildren(QPushButton):
            if made.isVisible():
                assert made.width() >= made.minimumSizeHint().width() - 2, made.text()
        page.grab()


def test_it_works_from_right_to_left(page: ViewsPage, opened: MainWindow, dressed: QApplication) -> None:
    opened.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for view in ("vp-risk", "vp-ability", "vp-technical"):
        page.open_viewpoint(view)
        page.grab()
    assert part(page.showing, QFrame, "Tools of the view").x() < page.width() // 2


def test_each_view_is_found_by_its_name(opened: MainWindow) -> None:
    opened.registry.trigger("view-of-vp-risk")
    assert opened.page().view == "views"
    views = opened.page().view_page("views")
    assert isinstance(views, ViewsPage)
    assert views.current == "vp-risk"
