"""The views page: each viewpoint in its forms, gaps that Enter closes, views of one's own, and what others ask for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.analysis import viewpoints
from ui.features.views.on_wall import WallCanvas, WallSheet
from ui.features.views.own_view import OwnView
from ui.features.views.views_page import ViewsPage
from ui.features.views.words import forms_of
from ui.kit.widgets.tab_order import controls
from ui.shell.main_window import MainWindow


@pytest.fixture
def page(opened: MainWindow) -> ViewsPage:
    """The views of the Hill East sample, in front."""
    opened.page().show_view("views")
    made = opened.page().view_page("views")
    assert isinstance(made, ViewsPage)
    return made


def test_every_viewpoint_opens_in_each_of_its_forms(page: ViewsPage) -> None:
    for view in page._bridge.catalogue.viewpoints:
        assert page.open_viewpoint(view)
        shown = viewpoints.view(page._bridge.board, page._bridge.catalogue, view)
        assert shown is not None
        for form in forms_of(shown):
            page._choose_form(form)
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
    assert page._frames.text().startswith("6 concerns are looked at here:")
    assert page._frames.toolTip().startswith("Viewpoint “People and concerns” frames 6 concerns:")


def test_each_view_has_a_drawing_made_from_the_map(page: ViewsPage) -> None:
    page._draw_miniatures()
    drawn = {view: picture for view, picture in page._drawn.items() if picture.spots}
    assert set(drawn) >= {"vp-people-concerns", "vp-purpose", "vp-technical", "vp-rules", "vp-risk", "vp-agreement"}
    gaps = [spot for spot in page._drawn["vp-risk"].spots if spot.form == "gap"]
    assert gaps, "Hill East has a risk without a measure"
    before = drawn["vp-risk"]
    page._bridge.run("delete", ids=[e.id for e in page._bridge.board.elements.values() if e.kind == "risk"])
    page._draw_miniatures()
    assert page._drawn["vp-risk"] != before


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
    assert any(e.label == "A lamp at the stop" for e in page._bridge.board.elements.values())
    assert sheet.hasFocus(), "the keyboard is where it was"
    assert sheet.currentIndex().row() == row


def test_enter_on_a_card_shows_it_on_the_map(page: ViewsPage, opened: MainWindow) -> None:
    page.open_viewpoint("vp-risk")
    sheet = page.showing.sheet
    risk = sheet.sheet_model.sheet.rows[0][1].cards[0]
    sheet.setCurrentIndex(sheet.sheet_model.index(0, 1))
    assert page._bridge.selection == (risk,)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert opened.page().view == "map"
    assert page._bridge.selection == (risk,)


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
    page._save_own()
    saved = next(iter(page._bridge.board.views.values()))
    assert (saved.label, saved.viewpoint, saved.layout) == ("What drivers face", "vp-risk", "map")
    assert page.current == saved.id
    assert page.gallery.count() == 8
    page._change(saved.id)
    page._delete(saved.id)
    assert not page._bridge.board.views
    assert page.current == "vp-risk"
    assert page.gallery.count() == 7
    page._bridge.undo()
    assert page.gallery.count() == 8


def test_a_view_without_a_name_is_not_saved(page: ViewsPage, qtbot: QtBot) -> None:
    shown = viewpoints.View("", "", "vp-rules", ("policy",), (), "", own=False)
    dialog = OwnView(page, page._bridge.catalogue, shown)
    qtbot.addWidget(dialog)
    dialog.save.click()
    assert not dialog.result()
    dialog.base.setCurrentIndex(dialog.base.findData("vp-purpose"))
    assert set(dialog.values["kinds"]) == {"goal", "outcome", "public-service", "principle"}
    assert dialog.as_map.isHidden(), "it is a map anyway"


def test_laying_out_again_gives_back_the_places(page: ViewsPage) -> None:
    page.open_viewpoint("vp-purpose")
    card = page.showing.what_shown[0]
    page._bridge.run("move_in_view", view="vp-purpose", moves={card: [5, 5]})
    assert page.showing.canvas.map_scene.cards[card].x == 5
    page.showing._lay_out()
    assert not page._bridge.board.positions
    assert page.showing.canvas.map_scene.cards[card].x != 5


def test_the_wall_shows_the_view_large_and_follows_the_session(page: ViewsPage, opened: MainWindow) -> None:
    page.open_viewpoint("vp-risk")
    page._to_wall()
    shown = opened.wall._projector.instead if opened.wall._projector is not None else None
    assert isinstance(shown, WallSheet)
    shown.resize(1280, 700)
    rows = len(shown.table.sheet_model.sheet.rows)
    page._bridge.run("add_element", kind="risk", label="A new one")
    assert len(shown.table.sheet_model.sheet.rows) == rows + 1
    page._choose_form("map")
    page._to_wall()
    assert isinstance(opened.wall._projector.instead if opened.wall._projector else None, WallCanvas)
    opened.wall.close()


def test_the_room_view_leaves_out_what_is_the_facilitators(page: ViewsPage) -> None:
    page.set_room(True)
    assert page._save.isHidden() and page._wall.isHidden() and page._export.isHidden()
    page.set_room(False)
    assert not page._save.isHidden()


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
    assert page.showing._tools.x() < page.width() // 2


def test_each_view_is_found_by_its_name(opened: MainWindow) -> None:
    opened.registry.trigger("view-of-vp-risk")
    assert opened.page().view == "views"
    views = opened.page().view_page("views")
    assert isinstance(views, ViewsPage)
    assert views.current == "vp-risk"
