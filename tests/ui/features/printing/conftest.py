"""The print dialog over the Hill East sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.printing import making, parts
from ui.features.printing.desk import Desk
from ui.features.printing.dialog import PrintDialog
from ui.features.printing.parts import BallotPages, EditionPages, Made, Pages
from ui.shell.main_window import MainWindow

PATIENT_MS = 60_000
Open = Callable[..., PrintDialog]


def settle(dialog: PrintDialog, qtbot: QtBot, *, all_pages: bool = False) -> PrintDialog:
    """Wait until the pages that are chosen are made; with `all_pages` those that are only counted, too."""
    dialog.make()

    def there() -> bool:
        chosen = all(dialog.desk.made(part.pages) is not None for part in dialog.tab.parts())
        return chosen and (dialog.desk.maker.is_idle or not all_pages)

    qtbot.waitUntil(there, timeout=PATIENT_MS)
    dialog._show()
    return dialog


_MADE: dict[Pages, Made] = {}
_MAKE = EditionPages.make


@pytest.fixture(autouse=True)
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the same pages of the sample once for all tests; ballots and what a test puts in the place are made anew."""

    def made(pages: Pages, board: Board, catalogue: Catalogue) -> Made:
        if isinstance(pages, BallotPages) or EditionPages.make is not _MAKE:
            return parts.made(pages, board, catalogue)
        if pages not in _MADE:
            _MADE[pages] = parts.made(pages, board, catalogue)
        return _MADE[pages]

    monkeypatch.setattr(making, "made", made)


@pytest.fixture
def open_dialog(opened: MainWindow, qtbot: QtBot) -> Iterator[Open]:
    """Return what opens the dialog at a tab, over the session that is open or read only, with its pages made."""
    made: list[PrintDialog] = []

    def open_(tab: str = "summary", *, read_only: bool = False, **more: str) -> PrintDialog:
        bridge = opened.page().bridge
        note = None if read_only else lambda facts: bridge.run("set_session", **facts)
        desk = Desk(opened, bridge.session, bridge.catalogue, opened.background, opened.preferences, note)
        dialog = PrintDialog(opened, desk, tab, **more)
        made.append(dialog)
        dialog.show()
        return settle(dialog, qtbot)

    yield open_
    for dialog in made:
        dialog.done(0)
        dialog.deleteLater()
