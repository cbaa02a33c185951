"""The print dialog over the Hill East sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.printing.desk import Desk
from ui.printing.dialog import PrintDialog

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


@pytest.fixture
def open_dialog(opened: MainWindow, qtbot: QtBot) -> Iterator[Open]:
    """Return what opens the dialog at a tab, over the session that is open or read only, with its pages made."""
    made: list[PrintDialog] = []

    def open_(tab: str = "summary", *, read_only: bool = False, **more: str) -> PrintDialog:
        bridge = opened.page().bridge
        note = None if read_only else lambda facts: bridge.run("set_session", **facts)
        desk = Desk(opened, bridge.session, bridge.catalogue, opened.background, opened._preferences, note)
        dialog = PrintDialog(opened, desk, tab, **more)
        made.append(dialog)
        dialog.show()
        return settle(dialog, qtbot)

    yield open_
    for dialog in made:
        dialog.done(0)
        dialog.deleteLater()
