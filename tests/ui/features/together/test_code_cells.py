"""The six cells of a room's code, and the code that cameras read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stworkshop.graphics.qr import QUIET, modules
from ui.features.together.code_cells import CodeCells, digits_of
from ui.kit.widgets.qr import QrPicture

INVITATION = "wss://192.168.8.20:8420/case-merravale-bus#" + "9f" * 32


@pytest.fixture
def cells(dressed: QApplication, qtbot: QtBot) -> CodeCells:
    made = CodeCells()
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def test_digits_of_every_script_count_and_nothing_else(cells: CodeCells) -> None:
    assert digits_of("٤٨٢ ९१५ x½") == "482915"
    for sign in "4a٨-2":
        cells.insert(sign)
    assert cells.code == "482"
    QTest.keyClicks(cells, "915")
    assert cells.code == "482915"


def test_a_pasted_code_fills_all_cells(cells: CodeCells, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("  482 915\n7")
    with qtbot.waitSignal(cells.filled):
        cells.paste()
    assert cells.code == "482915" and cells.cursorPosition() == 6
    QTest.keyClicks(cells, "3")
    assert cells.code == "482915"


def test_backspace_and_arrows_go_from_cell_to_cell(cells: CodeCells) -> None:
    QTest.keyClicks(cells, "482915")
    QTest.keyClick(cells, Qt.Key.Key_Backspace)
    assert cells.code == "48291"
    for _step in range(4):
        QTest.keyClick(cells, Qt.Key.Key_Left)
    QTest.keyClicks(cells, "0")
    assert cells.code == "40291"
    QTest.keyClick(cells, Qt.Key.Key_Home)
    QTest.keyClicks(cells, "777777")
    assert cells.code == "777777"


def test_a_press_stands_in_its_cell_and_no_further_than_the_first_empty_one(cells: CodeCells) -> None:
    QTest.keyClicks(cells, "482")
    QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells._cell(1).center().toPoint())
    assert cells.cursorPosition() == 1
    QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=cells._cell(5).center().toPoint())
    assert cells.cursorPosition() == 3


def test_the_cells_stand_from_left_to_right_in_every_language(cells: CodeCells) -> None:
    lefts = [cells._cell(at).left() for at in range(6)]
    assert lefts == sorted(lefts) and cells.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert lefts[3] - lefts[2] > lefts[2] - lefts[1]
    assert cells.accessibleName() == "Room code"


def test_a_code_for_cameras_has_its_corners_and_its_timing(dressed: QApplication) -> None:
    rows = modules(INVITATION)
    side = len(rows)
    assert (side - 17) % 4 == 0 and all(len(row) == side for row in rows)
    corner = [[max(abs(x - 3), abs(y - 3)) != 2 for x in range(7)] for y in range(7)]
    for left, top in ((0, 0), (side - 7, 0), (0, side - 7)):
        assert [list(rows[top + y][left : left + 7]) for y in range(7)] == corner
    timing = [rows[6][x] for x in range(8, side - 8)]
    assert timing == [at % 2 == 0 for at in range(len(timing))]


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_it_is_painted_in_whole_pixels_black_on_white(dressed: QApplication, qtbot: QtBot, theme_name: str) -> None:
    from ui.kit.theme import theme

    theme().apply(dressed, theme_name, 1.0)
    picture = QrPicture("Code")
    qtbot.addWidget(picture)
    picture.show_text(INVITATION)
    picture.resize(picture.sizeHint())
    image = picture.grab().toImage()
    rows = modules(INVITATION)
    count = len(rows) + 2 * QUIET
    step = image.width() // count
    edge = (image.width() - step * count) // 2
    for down, cells in enumerate(rows):
        for across, dark in enumerate(cells):
            x, y = (edge + (n + QUIET) * step for n in (across, down))
            for dx in (0, step - 1):
                assert image.pixelColor(x + dx, y).lightness() == (0 if dark else 255), (across, down)
    assert image.pixelColor(edge + step, edge + step).lightness() == 255
    theme().apply(dressed, "light", 1.0)
