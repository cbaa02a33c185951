"""The SVG path notation, arcs and cuts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.graphics import clipping, vector_paths


def test_relative_and_repeated_commands() -> None:
    assert vector_paths.parse("m1 1 2 0v3h-2z") == (("M", 1, 1), ("L", 3, 1), ("L", 3, 4), ("L", 1, 4), ("Z",))


def test_smooth_curves_reflect_the_control_point() -> None:
    path = vector_paths.parse("M0 0C0 10 10 10 10 0S20-10 20 0")
    assert path[2] == ("C", 10, -10, 20, -10, 20, 0)


def test_half_circle_is_round() -> None:
    path = vector_paths.parse("M-5 0A5 5 0 0 1 5 0")
    for _, curve in list(vector_paths.beziers(path))[1:]:
        for step in range(11):
            assert math.hypot(*vector_paths.point_at(curve, step / 10)) == pytest.approx(5, rel=1e-3)
    assert min(y for polygon in vector_paths.polygons(path) for _, y in polygon) == pytest.approx(-5, rel=1e-3)


@pytest.mark.parametrize("notation", ["M1", "1 2", "M0 0L", "M0 0Z5 5"])
def test_what_is_no_path_is_refused(notation: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        vector_paths.parse(notation)


@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=2, max_size=8))
def test_notation_survives_a_round_trip(points: list[tuple[int, int]]) -> None:
    path = (("M", *points[0]), *(("L", *point) for point in points[1:]))
    assert vector_paths.parse(vector_paths.to_svg(path)) == path


def test_rounded_line_keeps_its_ends() -> None:
    line = vector_paths.rounded([(0, 0), (50, 0), (50, 40)])
    assert line[0] == ("M", 0, 0)
    assert line[-1] == ("L", 50, 40)
    assert any(segment[0] == "C" for segment in line)


def test_left_half_of_a_circle() -> None:
    half = clipping.left_of(vector_paths.circle(0, 0, 10), 0)
    assert vector_paths.bounds(half) == pytest.approx((-10, -10, 0, 10), abs=0.05)


def test_a_ray_meets_the_nearest_side() -> None:
    box = vector_paths.polygons(vector_paths.rectangle(10, 0, 10, 10))
    assert clipping.first_hit(box, (0, 5), (1, 0), 50) == 10
    assert clipping.first_hit(box, (0, 5), (1, 0), 5) is None
    assert clipping.inside(box, (15, 5)) and not clipping.inside(box, (25, 5))
