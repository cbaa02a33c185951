"""Silhouettes stay near their box, hold their text, and links end at them."""

import pytest

from stworkshop.graphics import clipping, silhouettes, vector_paths

ALL = pytest.mark.parametrize("shape", silhouettes.SHAPES)


@ALL
@pytest.mark.parametrize("size", [(170, 50), (200, 62), (240, 110)])
def test_outline_stays_near_its_box(shape: str, size: tuple[int, int]) -> None:
    w, h = size
    left, top, right, bottom = vector_paths.bounds(silhouettes.outline(shape, w, h).path)
    assert -7 <= left <= 2 and w - 3 <= right <= w + 1
    assert -14 <= top <= 9 and h - 1 <= bottom <= h + 11


@ALL
def test_text_lies_inside(shape: str) -> None:
    w, h = 200, 80
    card = silhouettes.outline(shape, w, h)
    inside = vector_paths.polygons(card.path)
    for x in (card.text.left, w - card.text.right - 3):
        assert clipping.inside(inside, (x, h / 2))


@ALL
def test_cap_is_the_left_part_of_the_outline(shape: str) -> None:
    card = silhouettes.outline(shape, 200, 62)
    if card.disc:
        assert card.cap == ()
        return
    left, top, right, bottom = vector_paths.bounds(card.cap)
    whole = vector_paths.bounds(card.path)
    assert left == pytest.approx(whole[0], abs=0.1)
    assert right == pytest.approx(card.cap_width, abs=0.01)
    assert clipping.inside(vector_paths.polygons(card.cap), card.icon)
    assert top >= whole[1] and bottom <= whole[3]


@ALL
def test_right_to_left_is_the_mirror_image(shape: str) -> None:
    card, mirror = silhouettes.outline(shape, 200, 62), silhouettes.outline(shape, 200, 62, rtl=True)
    left, top, right, bottom = vector_paths.bounds(card.path)
    assert vector_paths.bounds(mirror.path) == pytest.approx((200 - right, top, 200 - left, bottom))
    assert (mirror.text.left, mirror.text.right) == (card.text.right, card.text.left)
    assert mirror.icon[0] == 200 - card.icon[0]


@ALL
@pytest.mark.parametrize(("before", "end"), [((300.0, 31.0), (200.0, 31.0)), ((100.0, -80.0), (100.0, 0.0))])
def test_links_end_at_the_outline(shape: str, before: vector_paths.Point, end: vector_paths.Point) -> None:
    card = silhouettes.outline(shape, 200, 62)
    x, y = silhouettes.meet(card, (0, 0), end, before)
    assert abs(x - end[0]) + abs(y - end[1]) <= 30
    step = (0.1 if end[0] > before[0] else -0.1 if end[0] < before[0] else 0, 0.1 if end[1] > before[1] else 0)
    assert any(clipping.inside([solid], (x + step[0], y + step[1])) for solid in card.solids)
    assert not any(clipping.inside([solid], (x - step[0], y - step[1])) for solid in card.solids)


def test_unknown_kind_is_the_box_with_pegs() -> None:
    assert silhouettes.outline("weather", 200, 62) == silhouettes.outline("component", 200, 62)


def test_dashes() -> None:
    assert silhouettes.dash_of("stakeholder", "absent") == silhouettes.DASH_ABSENT
    assert silhouettes.dash_of("component", external=True) == silhouettes.DASH_EXTERNAL
    assert silhouettes.dash_of("open-question") and not silhouettes.dash_of("concern")
