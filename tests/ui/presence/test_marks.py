"""Marks of people: no two of thirty look the same, in any theme; initials stand for every name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from stworkshop.graphics import design_tokens
from ui.lan.room_state import Person
from ui.presence.marks import HOST, Avatar, colour_number, initials, paint_mark


def _painted(number: int, theme: str, letters: str = "TH") -> bytes:
    image = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, 32, 32), number, letters, design_tokens.theme(theme))
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_no_two_of_thirty_people_and_the_host_look_the_same(dressed: QApplication, theme: str) -> None:
    assert len({_painted(number, theme) for number in range(HOST, 30)}) == 31


def test_initials_alone_tell_two_of_one_colour_apart(dressed: QApplication) -> None:
    assert _painted(3, "light", "TH") != _painted(3, "light", "TR")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Table Hill", "TH"),
        ("Roll On Merravale", "RO"),
        ("Facilitator’s laptop", "FL"),
        ("table 3", "T3"),
        ("Ana", "AN"),
        ("é", "É"),
        ("“Hill”", "HI"),
        ("- Hill", "HI"),
        ("", "?"),
        ("🙂", "🙂"),
        ("طاولة التل", "ط\u200cا"),
    ],
)
def test_one_or_two_letters_stand_for_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_an_avatar_is_named_after_its_person_and_says_who_is_away(dressed: QApplication) -> None:
    here = Person(5, "Table Hill", "editor", 4)
    avatar = Avatar(here)
    assert avatar.accessibleName() == "Table Hill"
    assert avatar.sizeHint().width() == 32
    avatar.show_person(Person(5, "Table Hill", "editor", 4, away=1.0))
    assert avatar.accessibleName() == "Table Hill, away"
    assert not avatar.grab().isNull()


def test_the_host_has_the_colour_of_the_program(dressed: QApplication) -> None:
    assert colour_number(Person(1, "Facilitator", "facilitator", 3, host=True)) == HOST
    assert colour_number(Person(1, "Table", "editor", 3)) == 3
