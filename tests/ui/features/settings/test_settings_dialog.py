"""Settings take effect at once and are remembered."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from ui.features.settings.keyboard_dialog import KeyboardDialog
from ui.features.settings.settings_dialog import SettingsDialog, languages
from ui.kit.theme import theme
from ui.kit.widgets.choices import Switch
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow


def dialog_of(window: MainWindow, preferences: Preferences) -> SettingsDialog:
    return SettingsDialog(window, preferences, theme(), window.looks.apply)


def test_a_look_is_taken_at_once(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    dialog = dialog_of(window, preferences)
    next(made for made in dialog.findChildren(QPushButton) if made.accessibleName() == "Dark").click()
    qtbot.waitUntil(lambda: theme().name == "dark")
    assert preferences.theme == "dark"
    dialog.deleteLater()


def test_enter_takes_the_look_that_has_the_keyboard(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    dialog = dialog_of(window, preferences)
    dialog.show()
    dark = next(made for made in dialog.findChildren(QPushButton) if made.accessibleName() == "Dark")
    dark.setFocus()
    QTest.keyClick(dark, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: theme().name == "dark")
    assert dialog.isVisible()
    dialog.close()
    dialog.deleteLater()


def test_text_grows_at_once(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    dialog, home = dialog_of(window, preferences), window.home
    dialog.findChildren(QSlider)[0].setValue(2)
    assert preferences.text_size == 130
    qtbot.waitUntil(lambda: window.home is not home)
    assert theme().text_scale == 1.3
    dialog.deleteLater()


def test_less_motion_is_remembered(window: MainWindow, preferences: Preferences) -> None:
    dialog = dialog_of(window, preferences)
    dialog.findChildren(Switch)[0].setChecked(True)
    assert preferences.reduce_motion
    assert theme().duration("base") == 0
    dialog.findChildren(Switch)[0].setChecked(False)
    dialog.deleteLater()


def test_english_is_always_there() -> None:
    assert languages()[0] == "en"


def test_all_keys_are_listed(opened: MainWindow) -> None:
    dialog = KeyboardDialog(opened, opened.registry)
    words = {shown.text() for shown in dialog.findChildren(QLabel)}
    assert {"Ctrl+K", "Print…", "Ctrl+P", "along a link"} <= words
    dialog.deleteLater()
