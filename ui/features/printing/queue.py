"""Sending pages to a printer's queue as the PDF that they are, through the `lp` of the system's CUPS.

Lines and letters stay what they are, in the printer's own resolution. Elsewhere `sending` draws pictures of the pages.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PySide6.QtCore import QObject, QProcess, QSizeF, QTimer
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.system import temporary_files
from ui.features.printing.sending import Load

_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}
_LONG_EDGE = "two-sided-long-edge"


@dataclass(frozen=True)
class Queue:
    """The queue of a printer as it was set: `program` is the path of `lp`, `copies` come on top of those of a part."""

    program: str
    name: str
    sides: str = _LONG_EDGE
    grey: bool = False
    copies: int = 1


def queue_of(printer: QPrinter) -> Queue | None:
    """Return the queue of a printer, None where it is a file or the system has no `lp`."""
    program = shutil.which("lp")
    if program is None or printer.outputFileName() or not printer.printerName():
        return None
    grey = printer.colorMode() == QPrinter.ColorMode.GrayScale
    sides = _SIDES.get(printer.duplex(), _LONG_EDGE)
    return Queue(program, printer.printerName(), sides, grey, max(1, printer.copyCount()))


def words_for(queue: Queue, load: Load, file: Path) -> list[str]:
    """Return what `lp` is told about one job."""
    sides = queue.sides if load.both_sides else _SIDES[QPrinter.DuplexMode.DuplexNone]
    words = ["-d", queue.name, "-n", str(load.copies * queue.copies), "-t", load.title, "-o", f"sides={sides}"]
    words += ["-o", "collate=true"]
    points = load.document.pagePointSize(load.pages[0])
    upright = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    if size.id() != QPageSize.PageSizeId.Custom:
        words += ["-o", f"media={size.key()}"]
    if queue.grey:
        words += ["-o", "print-color-mode=monochrome"]
    return [*words, "--", str(file)]


class QueueSender(QObject):
    """Sends loads to a queue, one job each; `told` hears how many pages went, `done` hears None, or what went wrong."""

    def __init__(
        self,
        queue: Queue,
        loads: Sequence[Load],
        told: Callable[[int, int], object],
        done: Callable[[KnownError | None], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._queue, self._loads, self._told, self._done = queue, list(loads), told, done
        self._count = sum(len(load.pages) for load in loads)
        self._sent = 0
        self._stopped = False
        self._folder = temporary_files.folder("print")
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    def start(self) -> None:
        """Begin; each job goes when the one before is in the queue."""
        QTimer.singleShot(0, self, self._next)

    def stop(self) -> None:
        """Send nothing more; what is in the queue stays there."""
        self._stopped = True
        temporary_files.drop(self._folder)

    def _next(self) -> None:
        if self._stopped:
            return
        if not self._loads:
            self._end(None)
            return
        file = self._folder / "pages.pdf"
        file.write_bytes(_only(self._loads[0]))
        self._process.start(self._queue.program, words_for(self._queue, self._loads[0], file))

    def _finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        if self._stopped:
            return
        if code != 0:
            self._end(_no_answer())
            return
        self._sent += len(self._loads.pop(0).pages)
        self._told(self._sent, self._count)
        self._next()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._stopped:
            self._end(_no_answer())

    def _end(self, error: KnownError | None) -> None:
        self.stop()
        self._done(error)


def _only(load: Load) -> bytes:
    """Return the PDF with only the pages of a load."""
    with pikepdf.open(io.BytesIO(load.data)) as pdf:
        kept = set(load.pages)
        for page in range(len(pdf.pages) - 1, -1, -1):
            if page not in kept:
                del pdf.pages[page]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _no_answer() -> KnownError:
    return KnownError(
        _("The printer does not answer."),
        _("Your pages and choices are kept."),
        _("Save as PDF and print later."),
    )
