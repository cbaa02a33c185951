"""The marks of sides: each side has a shape of its own, in the middle of the place it is given."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from stworkshop.model.catalogue import catalogue
from ui.kit.widgets.sides import side_path, side_path_in


def test_every_side_is_told_apart_by_its_shape_alone() -> None:
    shapes = [side_path(side) for side in catalogue().sides]
    assert not any(shapes[n] == other for n in range(len(shapes)) for other in shapes[n + 1 :])


def test_nobody_s_mark_is_a_plain_disc() -> None:
    assert side_path("") == side_path("nobody")


@pytest.mark.parametrize("side", ["public", "planner", "implementer", "supplier", "oversight", ""])
def test_a_mark_fits_the_place_it_is_given(dressed: QApplication, side: str) -> None:
    place = QRectF(10, 20, 40, 20)
    bounds = side_path_in(side, place).boundingRect()
    assert place.contains(bounds)
    assert (bounds.center() - place.center()).manhattanLength() < 1.5
    assert side_path_in(side, place).contains(QPointF(30, 31))
