"""Colours, fonts and icons come from the tokens, and follow the theme."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.graphics import design_tokens
from ui.kit import icons, stylesheet
from ui.kit.theme import CHOICES, theme


@pytest.mark.parametrize("choice", CHOICES)
def test_a_theme_dresses_the_program(dressed: QApplication, choice: str) -> None:
    theme().apply(dressed, choice)
    assert theme().choice == choice
    assert theme().name in design_tokens.THEMES
    assert dressed.style().objectName() == "fusion" or dressed.styleSheet()
    assert "$" not in dressed.styleSheet()
    assert dressed.palette().window().color() == QColor(theme().tokens.ui["window"])


def test_an_unknown_theme_is_refused(dressed: QApplication) -> None:
    with pytest.raises(ValueError, match="no theme"):
        theme().apply(dressed, "pink")


def test_colours_are_found_by_role(dressed: QApplication) -> None:
    look = design_tokens.theme("light")
    assert theme().colour("text") == QColor(look.ui["text"])
    assert theme().colour("kind/risk/accent") == QColor(look.kinds["risk"].accent)
    assert theme().colour("concept/regulation/mark") == QColor(look.concepts["regulation"].mark)
    assert theme().colour("side/public/fill") == QColor(look.sides["public"].fill)
    assert theme().colour("agreement/contested") == QColor(look.agreement["contested"])
    assert theme().colour("scrim").alpha() == int(look.ui["scrim"][7:], 16)
    with pytest.raises(KeyError):
        theme().colour("no_such_role")


def test_icons_are_drawn_in_the_asked_colour(dressed: QApplication) -> None:
    picture = icons.pixmap("undo", "#FF0000", 24, 2.0)
    assert picture.width() == 48
    image = picture.toImage()
    painted = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 200]
    assert painted
    assert all(colour.red() > 200 and colour.green() < 60 for colour in painted)


def test_an_icon_is_rendered_once(dressed: QApplication) -> None:
    assert icons.pixmap("home", "#112233", 20).cacheKey() == icons.pixmap("home", "#112233", 20).cacheKey()


def test_icons_follow_the_theme(dressed: QApplication, qtbot: QtBot) -> None:
    made = QPushButton()
    qtbot.addWidget(made)
    theme().set_icon(made, "home")
    light = made.icon().pixmap(18, 18).toImage()
    theme().apply(dressed, "dark")
    assert made.icon().pixmap(18, 18).toImage() != light


def test_a_change_of_theme_is_told(dressed: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme().theme_changed):
        theme().apply(dressed, "projector")


def test_text_and_controls_grow_together(dressed: QApplication) -> None:
    small, control = theme().font("body").pointSizeF(), theme().size("control")
    theme().apply(dressed, "light", 2.0)
    assert theme().font("body").pointSizeF() == pytest.approx(2 * small)
    assert theme().size("control") == 2 * control
    theme().apply(dressed, "light", 1.0)


def test_less_motion_takes_no_time(dressed: QApplication) -> None:
    assert theme().duration("calm") > 0
    theme().reduce_motion = True
    assert theme().duration("calm") == 0
    theme().reduce_motion = False


def test_the_rules_name_only_what_there_is(dressed: QApplication) -> None:
    assert stylesheet.build(theme()).count("{") == stylesheet.build(theme()).count("}")
