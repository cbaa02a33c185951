"""The log of an open session goes into its file when nothing is done, when the focus goes, and before sleep."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import open_session
from stworkshop.store import doctor
from tests.workshop import make
from ui.session import write_back
from ui.session.bridge import Bridge
from ui.session.write_back import WriteBack
from ui.shell.banner import Banner

MOMENTS: dict[str, Callable[[WriteBack], None]] = {
    "nothing was done for a while": lambda back: back._idle.timeout.emit(),
    "another program has the focus": lambda back: back._focus(Qt.ApplicationState.ApplicationInactive),
    "the laptop goes to sleep": lambda back: back.sleeping(True),
}


def copied(path: Path) -> Path:
    return Path(shutil.copy(path, path.with_name("copied.stw")))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_copy_of_the_file_is_whole_when(moment: str, qapp: object, tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    session = open_session(path)
    bridge = Bridge(session, catalogue())
    back = bridge.findChild(WriteBack)
    assert back is not None
    try:
        session.run("edit_element", id="late", note="said")
        assert back._idle.isActive() and back._idle.interval() == write_back.IDLE
        assert not doctor.examine(copied(path)).sound
        MOMENTS[moment](back)
        with open_session(copied(path), read_only=True) as copy:
            assert copy.board.elements["late"].note == "said" and copy.lacks == ""
    finally:
        bridge.close()


def test_the_window_says_that_a_copy_may_lack_edits_until_that_is_read(qtbot: object, tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    with open_session(path) as session:
        session.run("edit_element", id="late", note="said")
        copied(path)
    bridge = Bridge(open_session(tmp_path / "copied.stw"), catalogue())
    banner = Banner(bridge)
    assert not banner.isHidden() and "may be missing" in banner._words.text()
    banner._seen.click()
    assert banner.isHidden()
    banner.close()
    bridge.close()
    banner.deleteLater()
