"""A picture comes onto a card by a drop, by the clipboard or by a file that is chosen, is painted, and read out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from stworkshop.graphics import card_image
from stworkshop.model.records import Image
from tests.pictures import file_of, photo, text_of
from tests.ui.canvas.conftest import Opened
from tests.ui.canvas.test_map_adding import drop
from ui.canvas.gestures.actions import actions_of

CTRL = Qt.KeyboardModifier.ControlModifier
RED = QColor("red")


def image_of(hill: Opened, card: str) -> Image:
    found = hill.session.board.image_of(card)
    assert found is not None
    return found


def first(hill: Opened) -> str:
    return next(iter(hill.session.board.elements))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    (tmp_path / "stop.JPG").write_bytes(file_of(photo(1_000, 400), "JPEG"))
    return tmp_path / "stop.JPG"


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_picture_dropped_on_a_card_is_put_on_it_and_one_beside_cards_is_not(hill: Opened, picture: Path) -> None:
    card = first(hill)
    hill.view.show_whole((card,))
    drop(hill, files(picture), hill.at(card))
    assert card_image.size(image_of(hill, card).data) == (800, 320) and hill.steps() == 1
    hill.view.bridge.undo()
    assert hill.session.board.image_of(card) is None
    empty = hill.view.mapFromScene(hill.view.map_scene.extent().bottomRight() - QPointF(1, 1))
    drop(hill, files(picture), empty)
    assert not hill.session.board.images and "Drop the picture on a card" in str(hill.said[-1])


def test_a_file_that_is_no_picture_is_told_in_one_sentence(hill: Opened, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    card = first(hill)
    hill.view.show_whole((card,))
    drop(hill, files(tmp_path / "bad.png"), hill.at(card))
    assert not hill.session.board.images and "Nothing was changed." in str(hill.said[-1])


@pytest.fixture(autouse=True)
def emptied(dressed: QApplication) -> Iterator[None]:
    """Leave no picture on the clipboard: Qt would free it after Python is gone, and that ends the run badly."""
    yield
    QGuiApplication.clipboard().clear()


def put_on_clipboard(colour: QColor = RED, text: str = "") -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(colour)
    data = QMimeData()
    data.setImageData(image)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def test_a_picture_on_the_clipboard_goes_onto_the_one_card_that_is_chosen(hill: Opened, picture: Path) -> None:
    put_on_clipboard()
    one, two = list(hill.session.board.elements)[:2]
    for chosen in ((), (one, two)):
        hill.view.bridge.select(chosen)
        hill.key(Qt.Key.Key_V, CTRL)
        assert not hill.session.board.images and hill.status[-1].startswith("Choose one card first")
    hill.view.bridge.select((one,))
    hill.key(Qt.Key.Key_V, CTRL)
    assert card_image.size(image_of(hill, one).data) == (20, 10)
    QGuiApplication.clipboard().setMimeData(files(picture))  # a file that was copied in the file manager
    hill.view.bridge.select((two,))
    hill.key(Qt.Key.Key_V, CTRL)
    assert card_image.size(image_of(hill, two).data) == (800, 320)


def test_words_with_a_picture_of_themselves_are_pasted_as_words(hill: Opened) -> None:
    put_on_clipboard(text="One\nTwo")
    hill.view.bridge.select((first(hill),))
    hill.key(Qt.Key.Key_V, CTRL)
    assert not hill.session.board.images and hill.view.pasting.strip is not None
    hill.view.pasting.close()


def test_the_menu_asks_for_a_file_where_one_card_is_chosen(
    hill: Opened, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = next(a for a in actions_of(lambda: hill.view, lambda: None) if a.id == "map.picture")
    assert not action.enabled()
    hill.view.bridge.select((first(hill),))
    assert action.enabled() and action.place is not None and action.place.menu == "insert"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(picture), ""))
    action.run()
    assert image_of(hill, first(hill))


def test_it_is_painted_beside_the_words_and_read_out(hill: Opened) -> None:
    card = first(hill)
    hill.view.bridge.run("set_image", id=card, image=text_of("#ff0000"))
    hill.view.show_whole((card,))
    hill.view.zoom_to(1.0)
    hill.view.center_on((card,))
    item = hill.card(card)
    x, y, w, h = item.face(hill.view.map_scene.catalogue).image_box
    middle = hill.point(QPointF(item.x + x + w / 2, item.y + y + h / 2))
    shown = hill.view.viewport().grab().toImage()
    scale = shown.devicePixelRatio()
    pixel = shown.pixelColor(QPoint(round(middle.x() * scale), round(middle.y() * scale)))
    assert pixel.red() > 200 and pixel.green() < 60
    name = hill.view.accessible.card(card).text(QAccessible.Text.Name)
    assert "picture" in name
    hill.view.bridge.run("describe_image", id=card, alt="A red door")
    assert "picture: A red door" in hill.view.accessible.card(card).text(QAccessible.Text.Name)
    hill.view.bridge.run("set_image", id=card)
    assert item.image is None and "picture" not in hill.view.accessible.card(card).text(QAccessible.Text.Name)
