"""Printing: the system's dialog over what is to be printed, and the pages that it was told to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from ui.features.printing import printers
from ui.features.printing.desk import Desk
from ui.features.printing.parts import Made, Part
from ui.features.printing.queue import QueueSender, queue_of
from ui.features.printing.sending import Load, Sender, chosen_pages, fit_paper, only_pages

__all__ = ["Sender", "ask", "chosen", "loads", "sender"]


def loads(title: str, parts: Sequence[tuple[Part, QPdfDocument, Made]]) -> list[Load]:
    """Return a job for each part, with all of its pages."""
    return [
        Load(
            document,
            f"{title} – {part.title}",
            tuple(range(made.count)),
            part.copies,
            part.both_sides,
            number,
            made.data,
        )
        for number, (part, document, made) in enumerate(parts)
    ]


def ask(over: QWidget, desk: Desk, name: str, wanted: Sequence[Load]) -> QPrinter | None:
    """Open the system's dialog; return the printer as it was set there, None where it was left.

    The copies of one part stand in that dialog; where there are several, its copies come on top of theirs. Raises
    KnownError where the printer is gone.
    """
    if not printers.is_there(name):
        raise KnownError(
            _("The printer “{name}” cannot be found.").format(name=name),
            _("All your choices are kept."),
            _("Save as PDF and print later, or choose another printer."),
        )
    printer = printers.ready(desk, name)
    fit_paper(printer, wanted[0].document, wanted[0].pages[0])
    if len(wanted) == 1:
        printer.setCopyCount(wanted[0].copies)
    dialog = QPrintDialog(printer, over)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, sum(len(load.pages) for load in wanted))
    try:
        if not dialog.exec():
            return None
    finally:
        dialog.deleteLater()
    printers.remember(desk, printer)
    return printer


def chosen(printer: QPrinter, wanted: Sequence[Load]) -> list[Load]:
    """Return the jobs with those pages that the system's dialog was told to print."""
    if len(wanted) == 1:
        wanted = [replace(wanted[0], copies=1)]
    count = sum(len(load.pages) for load in wanted)
    return only_pages(wanted, chosen_pages(printer, count))


def sender(
    printer: QPrinter,
    wanted: Sequence[Load],
    told: Callable[[int, int], object],
    done: Callable[[KnownError | None], object],
    parent: QObject,
) -> Sender | QueueSender:
    """Return what sends the jobs: as PDF where the printer has a queue that takes it, else as pictures of the pages."""
    queue = queue_of(printer)
    if queue is not None and all(load.data for load in wanted):
        return QueueSender(queue, wanted, told, done, parent)
    return Sender(printer, wanted, told, done, parent)
