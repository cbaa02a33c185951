"""The picture in the inspector: put on, said in words, changed and taken off, by keyboard too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from stworkshop.model.changes import adding, updating
from stworkshop.model.records import Image
from tests.pictures import file_of, photo, text_of
from ui.records.picture_field import PictureField
from ui.session.bridge import Bridge


@pytest.fixture
def field(bridge: Bridge, qtbot: QtBot) -> PictureField:
    made = PictureField(bridge)
    qtbot.addWidget(made)
    made.resize(324, 400)
    made.show()
    bridge.changed.connect(lambda _changed: made.show_card(card(bridge)))
    made.show_card(card(bridge))
    return made


def card(bridge: Bridge):  # type: ignore[no-untyped-def]
    return next(iter(bridge.board.elements.values()))


def shown(part: QWidget) -> bool:
    return part.isVisible()


def test_a_picture_is_put_on_said_in_words_and_taken_off(
    field: PictureField, bridge: Bridge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [shown(part) for part in (field.picture, field.alt, field.off, field.put)] == [False, False, False, True]
    (tmp_path / "stop.png").write_bytes(file_of(photo(100, 50), "PNG"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(tmp_path / "stop.png"), ""))
    field.put.setFocus()
    QTest.keyClick(field.put, Qt.Key.Key_Space)
    assert all(map(shown, (field.picture, field.alt, field.off))) and field.put.text() == "Another picture…"
    assert field.picture.accessibleName() == "picture" and "Not said yet" in field.alt.placeholderText()
    field.alt.setFocus()
    QTest.keyClicks(field.alt, "A stop without a lamp")
    QTest.keyClick(field.alt, Qt.Key.Key_Return)
    assert field.picture.accessibleName() == "picture: A stop without a lamp"
    assert field.picture.heightForWidth(200) == 100 and not field.grab().isNull()
    field.off.click()
    assert not bridge.board.images and not shown(field.picture)


def test_a_damaged_picture_is_told_and_a_session_for_reading_changes_none(
    field: PictureField, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = card(bridge)
    bridge.session.do("From elsewhere", adding([Image(id="odd", seq=900, data="AAAA")]))
    bridge.session.do("From elsewhere", updating(held, {"image": "odd"}))
    field.show_card(card(bridge))
    assert shown(field.picture) and not field.grab().isNull()
    bridge.run("set_image", id=held.id, image=text_of())
    monkeypatch.setattr(type(bridge.session), "read_only", property(lambda _self: True))
    field.show_card(card(bridge))
    assert not field.put.isEnabled() and not field.off.isEnabled() and field.alt.isReadOnly()
