"""What people drop and paste by mistake: it gets a clear word, and never a fault of ours."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from tests.ui.canvas.conftest import NONE, Opened
from tests.ui.canvas.test_map_adding import drop
from ui.canvas.gestures.placing import NewCard
from ui.canvas.tools.link import LinkGesture


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("word " * 300_000, "This text is too long"),
        ("line\n" * 501, "These are 501 lines; at most 500"),
        ("\0\x01 \n\x02\n", "There is no text to paste"),
    ],
)
def test_what_cannot_become_cards_is_refused_before_it_is_offered(hill: Opened, text: str, words: str) -> None:
    QGuiApplication.clipboard().setText(text)
    hill.view.paste()
    assert hill.status[-1].startswith(words)
    assert hill.view.pasting.strip is None


def test_500_lines_are_offered(hill: Opened) -> None:
    assert hill.view.pasting.offer("line\n" * 500, hill.view.camera.seen.center())


def test_a_list_from_an_older_windows_program_keeps_its_letters(hill: Opened, tmp_path: Path) -> None:
    for name, coding in (("old", "cp1252"), ("wide", "utf-16"), ("new", "utf-8-sig")):
        path = tmp_path / f"{name}.txt"
        path.write_bytes("Müller ärgert sich\nzweite Zeile".encode(coding))
        drop(hill, files(path), hill.view.viewport().rect().center())
        strip = hill.view.pasting.strip
        assert strip is not None, coding
        assert strip._text == "Müller ärgert sich\nzweite Zeile"
        hill.view.pasting.close()


def test_bytes_that_are_no_text_are_not_offered(hill: Opened, tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(bytes(range(256)) * 4)
    drop(hill, files(path), hill.view.viewport().rect().center())
    assert hill.view.pasting.strip is None
    assert "cannot be read as text" in hill.said[-1][0]


def test_several_files_at_once_are_not_half_taken(hill: Opened, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in paths:
        path.write_text("one\ntwo", encoding="utf-8")
    drop(hill, files(*paths), hill.view.viewport().rect().center())
    assert hill.view.pasting.strip is None
    assert "one file at a time" in hill.said[-1][0]


def test_a_card_deleted_while_a_link_is_drawn_from_it(hill: Opened) -> None:
    source, target = list(hill.view.map_scene.cards)[:2]
    start, end = hill.card(source).centre, hill.card(target).centre
    gesture = LinkGesture(hill.view, start, source)
    hill.view.pointer.gesture = gesture
    gesture.move(end, NONE)
    hill.view.bridge.run("delete", ids=[source])
    hill.view.grab()
    gesture.finish(end, NONE)
    hill.view.pointer.gesture = None
    assert hill.view.linking.open is None


def typed(hill: Opened, words: str) -> QPlainTextEdit:
    field = hill.view.findChild(QPlainTextEdit, "cardLabelField")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText(words)
    return field


def test_words_that_are_refused_stay_in_the_field(hill: Opened) -> None:
    card = next(iter(hill.view.map_scene.cards.values()))
    before = card.element.label
    hill.view.editing.open(card)
    field = typed(hill, "x" * 2001)
    hill.view.editing.close()
    assert "2000 letters" in hill.said[-1][0]
    assert hill.view.editing.is_open
    assert field.toPlainText() == "x" * 2001
    assert hill.element(card.id).label == before
    field.setPlainText("Shorter")
    hill.view.editing.close()
    assert not hill.view.editing.is_open
    assert hill.element(card.id).label == "Shorter"


def test_words_of_a_new_card_that_are_refused_stay_in_the_field(hill: Opened) -> None:
    there = len(hill.session.board.elements)
    hill.view.add_at(NewCard("concern"), hill.view.camera.seen.center())
    typed(hill, "x" * 2001)
    hill.view.editing.close()
    assert hill.view.editing.is_open
    assert len(hill.session.board.elements) == there
    typed(hill, "Shorter")
    hill.view.editing.close()
    assert not hill.view.editing.is_open
    assert len(hill.session.board.elements) == there + 1


def test_another_field_does_not_push_refused_words_away(hill: Opened) -> None:
    first, second = list(hill.view.map_scene.cards.values())[:2]
    hill.view.editing.open(first)
    field = typed(hill, "x" * 2001)
    hill.view.editing.open(second)
    assert hill.view.findChildren(QPlainTextEdit, "cardLabelField") == [field]
    hill.view.editing.close(keep=False)
    assert not hill.view.editing.is_open


def test_a_card_that_is_gone_closes_its_field(hill: Opened) -> None:
    card = next(iter(hill.view.map_scene.cards.values()))
    hill.view.editing.open(card)
    typed(hill, "Too late")
    hill.view.bridge.run("delete", ids=[card.id])
    hill.view.editing.close()
    assert not hill.view.editing.is_open
