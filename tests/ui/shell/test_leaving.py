"""Leaving a session: what is being typed is kept, and what the disk lacks is not lost without a word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from stworkshop.errors import NotSaved
from stworkshop.session.session import create_file, new_content, open_session
from stworkshop.store.session_store import SessionStore
from ui.kit.confirm_dialog import Confirm
from ui.shell.banner import Banner
from ui.shell.main_window import MainWindow


def full(*_arguments: object) -> None:
    """Be a disk that takes nothing."""
    raise NotSaved("The disk did not take the last edit.")


@pytest.fixture
def evening(window: MainWindow, tmp_path: Path) -> Path:
    """A session in a file of its own, open in the window, with one card."""
    path = tmp_path / "evening.stw"
    create_file(path, new_content("Evening"))
    window.open_file(str(path))
    window.page().bridge.run("add_element", kind="concern", label="The stop has no roof.")
    return path


@pytest.fixture
def full_disk(evening: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A disk that takes nothing more; to be undone with the patch that is given."""
    patch = pytest.MonkeyPatch()
    patch.setattr(SessionStore, "append", full)
    patch.setattr(SessionStore, "catch_up", full)
    yield patch
    patch.undo()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; the answer is to stay."""
    questions: list[str] = []

    def ask(_parent: object, question: str, *_words: str) -> bool:
        questions.append(question)
        return False

    monkeypatch.setattr(Confirm, "ask", ask)
    return questions


def labels(path: Path) -> list[str]:
    with open_session(path, read_only=True) as session:
        return [card.label for card in session.board.elements.values()]


def type_words(window: MainWindow, words: str) -> None:
    """Type other words into the only card, and leave the field open."""
    view = window.page().map.view
    view.editing.open(next(iter(view.map_scene.cards.values())))
    field = view.findChild(QPlainTextEdit, "cardLabelField")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText(words)


def test_words_being_typed_are_kept_when_the_window_closes(window: MainWindow, evening: Path) -> None:
    type_words(window, "The stop has no light.")
    assert window.close()
    assert labels(evening) == ["The stop has no light."]


def test_edits_that_the_disk_lacks_are_not_closed_without_asking(
    window: MainWindow, evening: Path, full_disk: pytest.MonkeyPatch, asked: list[str]
) -> None:
    type_words(window, "Nobody waits there.")
    assert not window.close()
    window.go_home()
    window.new_session("")
    assert len(asked) == 3
    assert "not saved" in asked[0]
    card = next(iter(window.page().bridge.board.elements.values()))
    assert card.label == "Nobody waits there."
    full_disk.undo()
    window.go_home()
    assert len(asked) == 3
    assert labels(evening) == ["Nobody waits there."]


def test_the_banner_says_once_what_is_wrong(window: MainWindow, full_disk: pytest.MonkeyPatch) -> None:
    bridge = window.page().bridge
    bridge.run("add_element", kind="concern", label="Lost?")
    (banner,) = window.page().findChildren(Banner)
    assert banner.isVisible()
    assert banner.accessibleName() == bridge.session.trouble
    full_disk.undo()
    assert bridge.session.retry()
    assert not banner.isVisible()


def test_a_file_that_is_open_stays_open_for_writing(window: MainWindow, evening: Path) -> None:
    page = window.page()
    window.open_file(str(evening))
    assert window.page() is page
    assert not page.bridge.read_only
