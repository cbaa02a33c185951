"""Sending the pages of PDFs to a printer: one job for each part, page by page, so that the window stays at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QObject, QRect, QSize, QSizeF, QTimer
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _

_DPI_AT_MOST = 300
_LARGEST = 36_000_000
"""A page has at most so many dots: A0 gets about 150 in an inch, and is seen from further away."""


@dataclass(frozen=True)
class Load:
    """Pages (counted from 0) of a document that are printed as one job; `number` is its place among all of them.

    `data` is the document's PDF, for queues that take it.
    """

    document: QPdfDocument
    title: str
    pages: tuple[int, ...]
    copies: int = 1
    both_sides: bool = True
    number: int = 0
    data: bytes = b""


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """Return the pages (from 0) that the system's dialog was told to print, out of `count`."""
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return list(range(count))
    ranges = printer.pageRanges()
    if not ranges.isEmpty():
        return [page for page in range(count) if ranges.contains(page + 1)]
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return list(range(first - 1, min(last, count)))


def only_pages(loads: Sequence[Load], wanted: Sequence[int]) -> list[Load]:
    """Return the loads with only those pages that are wanted, counted through all loads; empty ones are left out."""
    found, start, kept = [], 0, set(wanted)
    for load in loads:
        pages = tuple(page for at, page in enumerate(load.pages) if start + at in kept)
        start += len(load.pages)
        if pages:
            found.append(replace(load, pages=pages))
    return found


def fit_paper(printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """Set the paper, and how it lies, as a page needs it."""
    points = document.pagePointSize(page)
    wide = points.width() > points.height()
    upright = QSizeF(points.height(), points.width()) if wide else points
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF()))
    printer.setFullPage(True)


class Sender(QObject):
    """Sends loads to a printer; `told` hears how many pages are done, `done` hears None, or what went wrong."""

    def __init__(
        self,
        printer: QPrinter,
        loads: Sequence[Load],
        told: Callable[[int, int], object],
        done: Callable[[KnownError | None], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._printer, self._told, self._done = printer, told, done
        self._to_file = bool(printer.outputFileName())
        self._duplex = printer.duplex()
        self._copies = max(1, printer.copyCount())
        self._painter = QPainter()
        self._steps = self._all(loads)
        self._count = sum(len(self._order(load)) for load in loads)
        self._sent = 0
        self._stopped = False

    def start(self) -> None:
        """Begin; each page is printed when the window has nothing else to do."""
        QTimer.singleShot(0, self, self._step)

    def stop(self) -> None:
        """Send nothing more; what the printer has already, it keeps."""
        self._stopped = True
        self._painter.end()

    def run(self) -> None:
        """Send all at once; raises KnownError where the printer does not take it."""
        for _page in self._steps:
            pass

    def _step(self) -> None:
        if self._stopped:
            return
        try:
            next(self._steps)
        except StopIteration:
            self._done(None)
            return
        except KnownError as error:
            self._painter.end()
            self._done(error)
            return
        self._sent += 1
        self._told(self._sent, self._count)
        QTimer.singleShot(0, self, self._step)

    def _order(self, load: Load) -> tuple[int, ...]:
        """Return the pages in the order in which they are drawn: a printer that cannot count gets them again."""
        if self._to_file or self._printer.supportsMultipleCopies():
            return load.pages
        return load.pages * (load.copies * self._copies)

    def _all(self, loads: Sequence[Load]) -> Iterator[None]:
        """Print a page at each step."""
        for number, load in enumerate(loads):
            if number and self._to_file:  # one file holds all of them
                fit_paper(self._printer, load.document, load.pages[0])
                self._printer.newPage()
            else:
                self._begin(load)
            for at, page in enumerate(self._order(load)):
                if at:
                    fit_paper(self._printer, load.document, page)
                    self._printer.newPage()
                self._draw(load.document, page)
                yield
            if not self._to_file or number + 1 == len(loads):
                self._painter.end()

    def _begin(self, load: Load) -> None:
        printer = self._printer
        printer.setDocName(load.title)
        fit_paper(printer, load.document, load.pages[0])
        if not self._to_file:
            printer.setDuplex(self._duplex if load.both_sides else QPrinter.DuplexMode.DuplexNone)
            if printer.supportsMultipleCopies():
                printer.setCopyCount(load.copies * self._copies)
                printer.setCollateCopies(True)
        if not self._painter.begin(printer):
            raise KnownError(
                _("The printer does not answer."),
                _("Your pages and choices are kept."),
                _("Save as PDF and print later."),
            )

    def _draw(self, document: QPdfDocument, page: int) -> None:
        points, resolution = document.pagePointSize(page), self._printer.resolution()
        dots = min(_DPI_AT_MOST, resolution, 72 * (_LARGEST / (points.width() * points.height())) ** 0.5)
        whole = QSize(round(points.width() * dots / 72), round(points.height() * dots / 72))
        scale = resolution / 72
        on_paper = QRect(0, 0, round(points.width() * scale), round(points.height() * scale))
        self._painter.drawImage(on_paper, document.render(page, whole))
