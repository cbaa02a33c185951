"""What holds for every test: no display is needed, nobody's own files are touched, and Qt leaves nothing behind."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# Before anything imports Qt. A developer who wants to watch sets another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate runs a fixed sample of each long proof, `bootstrap.py test --soak` the full numbers.
SOAK = os.environ.get("STWORKSHOP_SOAK") == "1"
settings.register_profile("gate", derandomize=True, deadline=None, max_examples=60, print_blob=True)
settings.register_profile("soak", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("soak" if SOAK else "gate")

# Windows that Qt keeps for itself, for instance the one that showed the last tooltip.
QT_OWN_WINDOWS = {"QTipLabel", "QWidgetWindow", "QDesktopWidget"}
REAL_WINDOW_TOOLS = ("Xvfb", "xdotool")


def pytest_collection_finish() -> None:
    """Never look again at what was there before the first test, and in a test seldom at what it made itself.

    What outlives a search counts as old and is not looked at again, so the search belongs after the test.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 1_000, 1_000)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Clear up after each test, once pytest holds nothing of it: only what has come since the last is looked at."""
    done = yield
    if _has_qt():
        _delete_what_is_due()
    gc.collect(1)
    return done


@pytest.fixture(scope="session")
def soak() -> bool:
    """Whether the full numbers of the long proofs are asked for."""
    return SOAK


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Send library, settings and log files of all tests, and of the programs they start, to a folder that goes."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        patch.setenv(name, str(home / name.lower()))
    patch.delenv("STWORKSHOP_LIBRARY", raising=False)
    yield home
    patch.undo()


@pytest.fixture(autouse=True)
def no_leaked_widgets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window behind; costs nothing where a test has no Qt."""
    before = set(map(id, _windows()))
    yield
    if not _has_qt():
        return
    _delete_what_is_due()
    if not any(id(window) not in before for window in _windows()):
        return
    gc.collect()
    _delete_what_is_due()
    leaked = [_described(window) for window in _windows() if id(window) not in before]
    for window in _windows():
        if id(window) not in before:
            window.close()  # so that the next tests are not blamed, nor disturbed
            window.deleteLater()
    _delete_what_is_due()
    assert not leaked, f"{request.node.name} left windows behind: {', '.join(leaked)}"


@pytest.fixture(scope="session")
def xvfb_display() -> Iterator[str]:
    """A display of its own with one screen of 1920 x 1200, for a program with a real window and a real pointer."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield f":{number}"
        server.terminate()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, what needs a real window where there is no Xvfb to be had."""
    missing = [tool for tool in REAL_WINDOW_TOOLS if shutil.which(tool) is None]
    if missing:
        skip = pytest.mark.skip(reason=f"needs {' and '.join(missing)}")
        for item in items:
            if "xvfb" in item.keywords or "xvfb_display" in getattr(item, "fixturenames", ()):
                item.add_marker(skip)


def _has_qt() -> bool:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets is not None and widgets.QApplication.instance() is not None


def _windows() -> list["QWidget"]:
    if not _has_qt():
        return []
    from PySide6.QtWidgets import QApplication

    found = QApplication.topLevelWidgets()
    return [window for window in found if window.metaObject().className() not in QT_OWN_WINDOWS]


def _delete_what_is_due() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _described(window: "QWidget") -> str:
    return f"{type(window).__name__} {window.objectName()!r} {window.windowTitle()!r}"
