"""What is painted: colours by theme, detail by zoom, what fades, and that a fault in painting ends nothing."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stworkshop.graphics import design_tokens
from stworkshop.graphics.link_styles import LOUD_AT_REST
from stworkshop.model.changes import updating
from stworkshop.model.records import Element, Link, Record
from tests.ui.canvas.conftest import Opened, OpenMap
from tests.ui.sessions import from_elsewhere
from ui.canvas.emphasis import FAINT, LOUD, QUIET
from ui.canvas.minimap import MiniMap
from ui.kit.map_look import FAR, MID, NEAR, Look
from ui.kit.theme import theme

GOAL = Element(id="g", kind="goal", label="A", pos=(0, 0), size=(200, 60), seq=2, concepts=("public-value",))
OTHER = Element(id="o", kind="right", label="B", pos=(0, 200), size=(200, 60), seq=3, concepts=("human-rights",))


def picture(opened: Opened) -> QImage:
    return opened.view.grab().toImage()


def colour_at(opened: Opened, x: float, y: float) -> str:
    at = opened.view.mapFromScene(QPointF(x, y))
    return picture(opened).pixelColor(at).name()


@pytest.fixture
def goal(open_map: OpenMap) -> Opened:
    opened = open_map([GOAL, OTHER])
    opened.view.camera.look_at(QPointF(100, 130), 1.0, glide=False)
    return opened


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_picture_stands_where_it_is_looked_at_in_both_directions(
    open_map: OpenMap, direction: Qt.LayoutDirection
) -> None:
    view = open_map([GOAL, OTHER]).view
    view.setLayoutDirection(direction)
    view.camera.look_at(QPointF(100, 130), 1.0, glide=False)
    assert (view.camera.seen.center() - QPointF(100, 130)).manhattanLength() < 3
    view.camera.zoom_to(0.5)
    assert (view.camera.seen.center() - QPointF(100, 130)).manhattanLength() < 5


def test_detail_follows_the_zoom() -> None:
    look = Look("light")
    assert [look.detail(zoom) for zoom in (0.1, 0.39, 0.4, 0.69, 0.7, 2)] == [FAR, FAR, MID, MID, NEAR, NEAR]


def test_a_card_has_the_colours_of_its_kind(goal: Opened) -> None:
    kind = design_tokens.theme("light").kind("goal")
    assert colour_at(goal, 4, 50).lower() == kind.accent.lower()
    assert colour_at(goal, 150, 50).lower() == kind.fill.lower()


def test_from_afar_the_whole_shape_is_in_the_accent(goal: Opened) -> None:
    goal.view.zoom_to(0.25)
    goal.view._update_detail()
    assert goal.view.detail == FAR
    assert colour_at(goal, 170, 40).lower() == design_tokens.theme("light").kind("goal").accent.lower()


def test_a_theme_is_taken_at_once(goal: Opened) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        theme().apply(app, "dark")
        assert colour_at(goal, 150, 50).lower() == design_tokens.theme("dark").kind("goal").fill.lower()
    finally:
        theme().apply(app, "light")


def test_focus_fades_what_is_no_neighbour(goal: Opened) -> None:
    goal.view.focus(["g"])
    assert colour_at(goal, 4, 50).lower() == design_tokens.theme("light").kind("goal").accent.lower()
    faded = QColor(colour_at(goal, 20, 250))
    assert faded.lightness() > QColor(design_tokens.theme("light").kind("right").accent).lightness() + 60


def test_only_the_story_is_loud_at_rest_and_a_lens_raises_its_own_family(hill: Opened) -> None:
    scene = hill.view.map_scene
    manners = {link.link.relation: scene.manner(link) for link in scene.links.values()}
    assert {r for r, manner in manners.items() if manner == LOUD} <= LOUD_AT_REST
    assert QUIET in manners.values()
    hill.view.filter.show_viewpoint("vp-risk")
    assert hill.view.filter.word == hill.view.bridge.catalogue.viewpoints["vp-risk"]["label"]
    loud = {link.style.family for link in scene.links.values() if scene.manner(link) == LOUD}
    assert "guard" in loud, "it is not loud by itself"
    assert any(scene.manner(link) == FAINT for link in scene.links.values())
    hill.view.filter.show_all()
    assert not any(scene.is_faint(card) for card in scene.cards.values())


def test_lenses_by_kind_add_up(hill: Opened) -> None:
    hill.view.filter._toggle("risk", True)
    hill.view.filter._toggle("mitigation", True)
    scene = hill.view.map_scene
    assert {c.element.kind for c in scene.cards.values() if not scene.is_faint(c)} == {"risk", "mitigation"}
    hill.view.filter._toggle("risk", False)
    hill.view.filter._toggle("mitigation", False)
    assert scene.emphasis.kinds is None


def test_panning_paints_the_same_picture_as_painting_anew(hill: Opened) -> None:
    hill.view.zoom_to(0.9)
    hill.view._update_detail()
    hill.view.toolbar.hide()
    picture(hill)
    for by in (QPointF(-37, -11), QPointF(64, 5), QPointF(3, 90)):
        hill.view.camera.pan(by)
        picture(hill)
    panned = picture(hill)
    hill.view._backdrop._ground.spoil()
    hill.view.repaint_part(QRectF())
    anew = picture(hill)
    differing = sum(
        panned.pixel(x, y) != anew.pixel(x, y)
        for x in range(0, panned.width(), 3)
        for y in range(0, panned.height(), 3)
    )
    assert differing < panned.width() * panned.height() / 9 * 0.002


def test_an_edit_repaints_the_card(goal: Opened) -> None:
    before = picture(goal)
    goal.view.bridge.run("edit_element", id="g", label="Everybody gets home in the evening")
    assert picture(goal) != before
    goal.view.bridge.undo()
    assert picture(goal) == before


def test_a_fault_in_painting_is_reported_and_ends_nothing(
    goal: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("no paint today")

    with qtbot.captureExceptions() as caught:
        monkeypatch.setattr(goal.view.resting, "paint_front", broken)
        goal.view.repaint_part(QRectF())
        goal.view.viewport().repaint()
        monkeypatch.undo()
    assert [str(error) for _kind, error, _trace in caught] == ["no paint today"]
    goal.view.repaint_part(QRectF())
    assert colour_at(goal, 150, 50).lower() == design_tokens.theme("light").kind("goal").fill.lower()


def test_selected_links_carry_their_words_clear_of_each_other(hill: Opened) -> None:
    from ui.canvas.items.link_painter import pill_size
    from ui.canvas.link_labels import place_pills

    card = max(hill.session.board.elements, key=lambda i: len(hill.session.board.links_of(i)))
    hill.view.focus([card])
    scene = hill.view.map_scene
    pills = place_pills(scene, [(link.link, link.stroke) for link in scene.links_of(card)], hill.view.look, 0.8)
    boxes = []
    for pill in pills:
        w, h = pill_size(pill.words, 0.8, hill.view.look)
        boxes.append(QRectF(pill.middle[0] - w / 2, pill.middle[1] - h / 2, w, h))
    assert len(pills) >= 2
    overlaps = [1 for n, box in enumerate(boxes) for other in boxes[n + 1 :] if box.intersects(other)]
    assert not overlaps


def test_the_minimap_shows_and_steers(hill: Opened, qtbot: QtBot) -> None:
    minimap = MiniMap(hill.view)
    qtbot.addWidget(minimap)
    minimap.resize(206, 128)
    minimap.show()
    shown = minimap.grab().toImage()
    assert len({shown.pixel(x, y) for x in range(0, 206, 4) for y in range(0, 128, 4)}) > 8
    hill.view.zoom_to(1.5)
    minimap._look_at(QPointF(20, 20), glide=False)
    left = hill.view.camera.seen.center().x()
    minimap._look_at(QPointF(180, 20), glide=False)
    assert hill.view.camera.seen.center().x() > left + 500


def test_the_minimap_follows_the_theme(hill: Opened, qtbot: QtBot, qapp: QApplication) -> None:
    minimap = MiniMap(hill.view)
    qtbot.addWidget(minimap)
    minimap.resize(206, 128)
    light = minimap.grab().toImage()
    before = theme().choice
    theme().apply(qapp, "dark" if before != "dark" else "light")
    try:
        assert minimap.grab().toImage() != light
    finally:
        theme().apply(qapp, before)


def test_links_are_straight_while_their_card_is_in_the_air(open_map: OpenMap) -> None:
    link = Link(id="l", relation="contributes-to", source="g", target="o", seq=5)
    opened = open_map([GOAL, OTHER, link])
    opened.view.routes.finish()
    opened.view.lit.lift(["g"])
    opened.view.lit.float_by(QPointF(300, 0))
    stroke = opened.view.lifted._stroke(opened.view.map_scene.links["l"])
    assert len(stroke.points) == 2
    assert stroke.points[0][0] > 200
    opened.view.lit.settle()


@pytest.mark.parametrize("size", [(700, 600), (820, 420)])
def test_a_small_window_opens_with_words_also_on_an_empty_map(open_map: OpenMap, size: tuple[int, int]) -> None:
    for opened in (open_map(size=size), open_map([], size=size)):
        opened.view.first_look()
        assert opened.view.steps.from_afar or opened.view.zoom >= 0.6
        assert opened.view.map_scene.zones["centre"].intersects(opened.view.camera.seen)


def test_a_map_of_few_cards_keeps_its_words_where_all_of_it_is_shown(open_map: OpenMap) -> None:
    opened = open_map(size=(800, 480))
    opened.view.fit()
    assert opened.view.zoom == pytest.approx(0.4)
    assert opened.view.detail == MID


def many_cards() -> list[Record]:
    """Two crowds of cards, far from each other."""
    return [
        Element(
            id=f"{kind}{n}", kind=kind, label=f"{kind} {n}", pos=(x + 230 * (n % 4), 700 + 100 * (n // 4)),
            size=(200, 60), seq=n + 2, concepts=(topic,),
        )
        for kind, topic, x in (("right", "human-rights", 6000), ("goal", "public-value", 0))
        for n in range(40)
    ]  # fmt: skip


def test_a_map_too_large_to_read_opens_from_afar(open_map: OpenMap) -> None:
    small = open_map([GOAL, OTHER])
    small.view.first_look()
    assert small.view.camera.seen.contains(small.view.map_scene.extent())
    assert not small.view.steps.from_afar
    large = open_map(many_cards())
    large.view.first_look()
    assert large.view.steps.from_afar
    assert large.view.steps.city.smallest >= 12


def test_where_even_the_city_has_no_room_a_map_opens_at_the_stage(open_map: OpenMap) -> None:
    large = open_map(many_cards(), size=(560, 330))
    assert large.view.detail == FAR
    for stage, kind in (("risks", "right"), ("framing", "goal")):
        from_elsewhere(large.session, updating(large.session.board.session, {"stage": stage}))
        large.view.first_look()
        assert not large.view.steps.from_afar
        assert large.view.detail != FAR
        seen = large.view.camera.seen
        assert {c.element.kind for c in large.view.map_scene.cards_in(seen)} == {kind}
