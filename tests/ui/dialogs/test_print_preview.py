"""The print preview shows the real pages, and what it shows is what is saved and printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.printing import system as printing
from ui.background import Background
from ui.bridge import Bridge
from ui.dialogs.print_preview import PrintPreview

PATIENT_MS = 60_000


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.finish()


@pytest.fixture
def preview(bridge: Bridge, background: Background, qtbot: QtBot) -> Iterator[PrintPreview]:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1300, 900)
    made = PrintPreview(over, bridge.board, bridge.catalogue, background)
    made.show()
    qtbot.waitUntil(lambda: made.document.pageCount() > 0, timeout=PATIENT_MS)
    yield made
    made.done(0)


def button(preview: PrintPreview, words: str) -> QPushButton:
    return next(made for made in preview.findChildren(QPushButton) if words in (made.text(), made.accessibleName()))


def test_the_pages_are_those_that_are_saved(preview: PrintPreview, qtbot: QtBot) -> None:
    pages = preview.document.pageCount()
    assert pages > 2
    assert f"{pages} pages" in preview._count.text()
    with qtbot.waitSignal(preview.wants_saved) as saved:
        button(preview, "Save as PDF…").click()
    assert bytes(saved.args[0]).startswith(b"%PDF")
    assert preview.document.pagePointSize(0).width() == pytest.approx(595, abs=1)


def test_one_sheet_is_made_anew_while_nothing_can_be_printed(preview: PrintPreview, qtbot: QtBot) -> None:
    pages = preview.document.pageCount()
    button(preview, "One sheet").click()
    assert not button(preview, "Print").isEnabled()
    qtbot.waitUntil(button(preview, "Print").isEnabled, timeout=PATIENT_MS)
    assert preview.document.pageCount() < pages


def test_pages_are_shown_larger_and_smaller(preview: PrintPreview) -> None:
    button(preview, "Larger").click()
    first = preview.view.zoomFactor()
    button(preview, "Larger").click()
    assert preview.view.zoomFactor() > first
    button(preview, "Smaller").click()
    assert preview.view.zoomFactor() == pytest.approx(first)


def test_pages_go_to_a_printer(preview: PrintPreview, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFullPage(True)
    printing.send(preview.document, printer, range(2))
    printed = QPdfDocument(preview)
    printed.load(str(target))
    assert printed.pageCount() == 2
    printed.close()


def test_enter_presses_the_button_that_has_the_keyboard(preview: PrintPreview, qtbot: QtBot) -> None:
    save = button(preview, "Save as PDF…")
    save.setFocus()
    with qtbot.waitSignal(preview.wants_saved):
        QTest.keyClick(save, Qt.Key.Key_Return)


def test_what_came_of_saving_is_said_in_the_preview(preview: PrintPreview) -> None:
    preview.tell("Saved: summary.pdf", None)
    assert preview._sheets.text() == "Saved: summary.pdf"
