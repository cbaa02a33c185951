"""Printing: pages as the system's dialog was told, one job for each part, settings that are remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPageLayout, QPageRanges
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from stworkshop.errors import KnownError
from tests.ui.features.printing.conftest import settle
from ui.features.printing import job, printers
from ui.features.printing.dialog import PrintDialog
from ui.features.printing.sending import Load, Sender, chosen_pages, only_pages
from ui.features.printing.summary_tab import SummaryTab
from ui.shell.main_window import MainWindow

Open = Callable[..., PrintDialog]
A4, A3_ACROSS = (595.28, 841.89), (1190.55, 841.89)


def pdf(path: Path, sizes: list[tuple[float, float]]) -> QPdfDocument:
    canvas = Canvas(str(path))
    for number, size in enumerate(sizes):
        canvas.setPageSize(size)
        canvas.rect(40, 40, size[0] - 80, size[1] - 80)
        canvas.drawString(60, 60, f"page {number}")
        canvas.showPage()
    canvas.save()
    made = QPdfDocument()
    made.load(str(path))
    return made


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def sizes_of(path: Path) -> list[tuple[int, int]]:
    made = QPdfDocument()
    made.load(str(path))
    sizes = [made.pagePointSize(page) for page in range(made.pageCount())]
    made.close()
    return [(round(size.width()), round(size.height())) for size in sizes]


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_all_parts_go_into_one_file_each_page_in_its_size(qapp: object, owner: QWidget, tmp_path: Path) -> None:
    one, two = pdf(tmp_path / "1.pdf", [A4, A4]), pdf(tmp_path / "2.pdf", [A3_ACROSS])
    printer = to_file(tmp_path / "printed.pdf")
    loads = [Load(one, "one", (0, 1), copies=3), Load(two, "two", (0,), both_sides=False, number=1)]
    Sender(printer, loads, lambda *_n: None, lambda _error: None, owner).run()
    found = sizes_of(tmp_path / "printed.pdf")
    assert found == [(595, 842), (595, 842), (1191, 842)]


def test_the_window_stays_at_hand_while_pages_go(qtbot: QtBot, owner: QWidget, tmp_path: Path) -> None:
    document = pdf(tmp_path / "1.pdf", [A4] * 3)
    told: list[tuple[int, int]] = []
    ended: list[KnownError | None] = []
    sender = Sender(
        to_file(tmp_path / "p.pdf"), [Load(document, "x", (0, 2))], lambda *n: told.append(n), ended.append, owner
    )
    sender.start()
    assert told == []
    qtbot.waitUntil(lambda: bool(ended))
    assert told == [(1, 2), (2, 2)] and ended == [None] and len(sizes_of(tmp_path / "p.pdf")) == 2


@pytest.mark.qt_log_ignore("QPdf|QPainter|QPrint", extend=True)
def test_a_printer_that_does_not_answer_is_told(owner: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    document = pdf(tmp_path / "1.pdf", [A4])
    ended: list[KnownError | None] = []
    nowhere = to_file(tmp_path / "no such folder" / "p.pdf")
    Sender(nowhere, [Load(document, "x", (0,))], lambda *_n: None, ended.append, owner).start()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended[0] is not None and "Save as PDF" in str(ended[0])


def test_ranges_of_the_systems_dialog_are_kept_to(qapp: object, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "p.pdf")
    assert chosen_pages(printer, 4) == [0, 1, 2, 3]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert chosen_pages(printer, 4) == [1, 2]
    ranges = QPageRanges()
    ranges.addPage(1)
    ranges.addRange(3, 9)
    printer.setPageRanges(ranges)
    assert chosen_pages(printer, 4) == [0, 2, 3]


def test_pages_are_counted_through_all_parts(qapp: object) -> None:
    document = QPdfDocument()
    loads = [Load(document, "one", (0, 1)), Load(document, "two", (0,), number=1), Load(document, "three", (0, 1, 2))]
    found = only_pages(loads, [1, 3, 5])
    assert [(load.title, load.pages) for load in found] == [("one", (1,)), ("three", (0, 2))]


def test_a_page_is_printed_where_and_as_large_as_it_is(owner: QWidget, tmp_path: Path) -> None:
    document = pdf(tmp_path / "1.pdf", [A4])
    Sender(to_file(tmp_path / "p.pdf"), [Load(document, "x", (0,))], lambda *_n: None, lambda _e: None, owner).run()
    printed = QPdfDocument()
    printed.load(str(tmp_path / "p.pdf"))
    before, after = (made.render(0, QSize(298, 421)) for made in (document, printed))
    for x, y in ((20, 210), (278, 210), (149, 20), (149, 401)):  # the edges of the frame
        for image in (before, after):
            near = [image.pixelColor(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
            assert any(colour.alpha() > 60 and colour.lightness() < 200 for colour in near), (x, y)
    printed.close()


# --- from the dialog


@pytest.fixture
def town_hall(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A printer that is there as long as its name is in the list."""
    there = ["Town Hall"]
    monkeypatch.setattr(printers, "names", lambda: list(there))
    monkeypatch.setattr(printers, "is_there", lambda name: name in there)
    return there


def test_printing_sends_what_was_chosen_and_closes(
    open_dialog: Open, opened: MainWindow, qtbot: QtBot, town_hall: list[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    printer = to_file(tmp_path / "p.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    monkeypatch.setattr(job, "ask", lambda *_args: printer)
    dialog = open_dialog(ticked="participants")
    qtbot.waitUntil(dialog.foot.print.isEnabled)
    assert "Town Hall" in dialog.foot.printer.currentText()
    with qtbot.waitSignal(dialog.accepted):
        dialog.foot.print.click()
    assert len(sizes_of(tmp_path / "p.pdf")) == 1 and dialog.printed_words == "Sent to the printer"


def test_a_printer_that_is_gone_leaves_all_choices(open_dialog: Open, qtbot: QtBot, town_hall: list[str]) -> None:
    dialog = open_dialog(ticked="participants")
    summary = dialog.tabs["summary"]
    assert isinstance(summary, SummaryTab)
    summary.rows["one-sheet"].copies.setValue(7)  # type: ignore[union-attr]
    qtbot.waitUntil(dialog.foot.print.isEnabled)
    town_hall.clear()
    dialog.foot.print.click()
    assert "Save as PDF and print later" in dialog.foot._words.text()
    assert dialog.isVisible() and not dialog.foot.print.isEnabled() and dialog.foot.save.isEnabled()
    assert summary.rows["one-sheet"].number == 7 and summary.rows["participants"].is_on


def test_copies_of_one_part_stand_in_the_systems_dialog(
    open_dialog: Open, town_hall: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog()
    document = pdf(tmp_path / "1.pdf", [A3_ACROSS, A3_ACROSS])
    seen: list[QPrintDialog] = []

    def accept(system: QPrintDialog) -> int:
        seen.append(system)
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    one = [Load(document, "one", (0, 1), copies=7)]
    printer = job.ask(dialog, dialog.desk, "Town Hall", one)
    assert printer is not None and printer.copyCount() == 7 and job.chosen(printer, one)[0].copies == 1
    assert seen[0].maxPage() == 2 and printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    two = [*one, Load(document, "two", (0,), copies=2, number=1)]
    again = job.ask(dialog, dialog.desk, "Town Hall", two)
    assert again is not None and again.copyCount() == 1 and seen[1].maxPage() == 3
    assert [load.copies for load in job.chosen(again, two)] == [7, 2]
    monkeypatch.setattr(QPrintDialog, "exec", lambda _system: 0)
    assert job.ask(dialog, dialog.desk, "Town Hall", two) is None


def test_settings_of_the_printer_are_remembered(open_dialog: Open, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_dialog()
    printer = QPrinter()
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setOutputFileName("")
    printers.remember(dialog.desk, printer)
    assert dialog.desk.remembered("colour", True) is False
    printers.choose(dialog.desk, "Town Hall")
    assert printers.wanted(dialog.desk, ["Other", "Town Hall"]) == "Town Hall"
    assert printers.wanted(dialog.desk, ["Other"]) == "Other"
    dialog.desk.remember("duplex", "DuplexNone")
    assert not printers.both_sides(dialog.desk, "Town Hall")
    assert "one side" in printers.in_words(dialog.desk, "Town Hall")
    settle(dialog, qtbot)


def test_without_a_printer_saving_is_what_is_left(open_dialog: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "names", list)
    dialog = open_dialog()
    assert not dialog.foot.print.isEnabled() and dialog.foot.save.isEnabled()
    assert "save as PDF" in dialog.foot.printer.currentText()
