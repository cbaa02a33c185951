"""The running window: the one QApplication, its looks, and the net under everything."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import catalogue
from stworkshop.session.library import Library
from stworkshop.system import terminal
from ui.kit.dialog_frame import run_dialog
from ui.kit.error_dialog import BugDialog, TroubleDialog
from ui.kit.theme import theme
from ui.program.excepthook import TroubleHook
from ui.program.garbage_collection import Collecting
from ui.session.preferences import ORGANISATION, Preferences
from ui.shell.looks import dress
from ui.shell.main_window import PROGRAM, MainWindow
from ui.shell.starting import Starting


def application() -> QApplication:
    """Return the program's QApplication, made at the first call."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QCoreApplication.setOrganizationName(ORGANISATION)
    QCoreApplication.setApplicationName(PROGRAM)
    said: list[str] = []
    before = qInstallMessageHandler(partial(_hear, said))
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    for words in said:
        terminal.say(words, error=True)
    QGuiApplication.setApplicationDisplayName(PROGRAM)
    QGuiApplication.setDesktopFileName("stworkshop")
    return app


def _hear(said: list[str], kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Keep what Qt says while it looks for a display; where there is none Qt would abort, and we say it and end."""
    if kind != QtMsgType.QtFatalMsg:
        said.append(words)
        return
    why = _("There is no display to open a window on.")
    todo = _("Start the program on a desktop, or use its command line: stworkshop --help")
    terminal.say(f"stworkshop: {why} {todo}", error=True)
    os._exit(1)


def run(library: Path | None = None, session: str = "", starting: Starting | None = None) -> int:
    """Show the window, with a session if one is named, in a room if that is asked for; return the exit code."""
    app = application()
    preferences, look = Preferences(), theme()
    dress(preferences, look)
    look.follow_system(app)
    try:
        shelf = Library(library)
        shelf.list()
    except KnownError as error:  # who started the program from a menu sees no terminal
        run_dialog(TroubleDialog(None, error))
        raise
    with suppress(KnownError):
        shelf.purge_old()
    collecting = Collecting()
    window = MainWindow(shelf, catalogue(), preferences, look)
    hook = TroubleHook(window.tell, lambda report: BugDialog(window, report).exec())
    hook.install()
    window.note_step = hook.note_step
    window.show()
    if session:
        window.open_named(session)
    if starting is not None:
        window.together.begin(starting)
    code = app.exec()
    collecting.stop()
    return code
