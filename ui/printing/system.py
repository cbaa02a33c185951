"""Sending the pages of a PDF to a printer, as the system's print dialog says."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _

_DPI_AT_MOST = 300


def print_document(parent: QWidget, document: QPdfDocument, title: str) -> bool:
    """Ask for a printer and print all pages, or those that were chosen; tell whether it was sent.

    Raises KnownError where this computer cannot print.
    """
    try:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    except ImportError as error:
        raise KnownError(
            _("This computer has not what printing needs."),
            _("The summary is ready."),
            _("Save it as PDF and print it from another program."),
        ) from error
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, document.pageCount())
    if not dialog.exec():
        return False
    first, last = printer.fromPage() or 1, printer.toPage() or document.pageCount()
    send(document, printer, range(first - 1, min(last, document.pageCount())))
    return True


def send(document: QPdfDocument, printer: object, pages: range) -> None:
    """Render pages (counted from 0) to a printer; raises KnownError where it does not take them."""
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(printer, QPrinter)
    painter = QPainter()
    _turn(document, printer, pages)
    if not painter.begin(printer):
        raise KnownError(
            _("The printer does not answer."),
            _("The summary is ready."),
            _("Save it as PDF and print it later."),
        )
    dots = min(_DPI_AT_MOST, printer.resolution())
    for number, page in enumerate(pages):
        if number:
            _turn(document, printer, range(page, page + 1))
            printer.newPage()
        points = document.pagePointSize(page)
        size = QSize(round(points.width() * dots / 72), round(points.height() * dots / 72))
        picture = document.render(page, size)
        on_paper = QSize(
            round(points.width() * printer.resolution() / 72), round(points.height() * printer.resolution() / 72)
        )
        painter.drawImage(QRect(0, 0, on_paper.width(), on_paper.height()), picture)
    painter.end()


def _turn(document: QPdfDocument, printer: object, pages: range) -> None:
    """Turn the paper as the first of the pages lies."""
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(printer, QPrinter)
    if pages:
        size = document.pagePointSize(pages[0])
        wide = size.width() > size.height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
