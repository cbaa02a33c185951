"""The printers of this computer: which there are, what they can do, and what was chosen of them last."""

from __future__ import annotations

from typing import Any

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from stworkshop.i18n import gettext as _
from ui.features.printing.desk import Desk

_PRINTER, _DUPLEX, _COLOUR = "printer", "duplex", "colour"


def names() -> list[str]:
    """Return the names of the printers, the system's own choice first."""
    first = QPrinterInfo.defaultPrinterName()
    others = [name for name in QPrinterInfo.availablePrinterNames() if name and name != first]
    return [first, *others] if first else others


def is_there(name: str) -> bool:
    """Tell whether a printer can still be found."""
    return bool(name) and not QPrinterInfo.printerInfo(name).isNull()


def wanted(desk: Desk, known: list[str]) -> str:
    """Return the printer that was used last, else the first."""
    last = str(desk.remembered(_PRINTER, ""))
    return last if last in known else next(iter(known), "")


def in_words(desk: Desk, name: str) -> str:
    """Return a printer with what it is about to do: its name, colour, paper, sides."""
    info = QPrinterInfo.printerInfo(name)
    words = [info.description() or name]
    words.append(_("colour") if _in_colour(desk, info) else _("black and white"))
    words.append(desk.look.paper)
    words.append(_("both sides") if both_sides(desk, name) else _("one side"))
    return ", ".join(words)


def both_sides(desk: Desk, name: str) -> bool:
    """Tell whether a printer prints on both sides as it is set; one that nobody knows does."""
    info = QPrinterInfo.printerInfo(name)
    chosen = _mode(desk)
    return chosen != QPrinter.DuplexMode.DuplexNone and (info.isNull() or _can_turn(info))


def ready(desk: Desk, name: str) -> QPrinter:
    """Return a printer, set as it was left the last time."""
    info = QPrinterInfo.printerInfo(name)
    printer = (
        QPrinter(QPrinter.PrinterMode.HighResolution)
        if info.isNull()
        else QPrinter(info, QPrinter.PrinterMode.HighResolution)
    )
    printer.setFullPage(True)
    if printer.outputFormat() == QPrinter.OutputFormat.NativeFormat:
        printer.setDuplex(_mode(desk) if _can_turn(info) else QPrinter.DuplexMode.DuplexNone)
    colour = QPrinter.ColorMode.Color if _in_colour(desk, info) else QPrinter.ColorMode.GrayScale
    printer.setColorMode(colour)
    return printer


def remember(desk: Desk, printer: QPrinter) -> None:
    """Keep what was chosen in the system's dialog."""
    if printer.printerName() and not printer.outputFileName():
        desk.remember(_PRINTER, printer.printerName())
        desk.remember(_DUPLEX, printer.duplex().name)
    desk.remember(_COLOUR, printer.colorMode() == QPrinter.ColorMode.Color)


def choose(desk: Desk, name: str) -> None:
    """Keep which printer is chosen."""
    desk.remember(_PRINTER, name)


def _mode(desk: Desk) -> QPrinter.DuplexMode:
    """Return how pages lie on both sides; the long edge where nothing was chosen."""
    saved: Any = desk.remembered(_DUPLEX, "")
    return next((mode for mode in QPrinter.DuplexMode if mode.name == saved), QPrinter.DuplexMode.DuplexLongSide)


def _can_turn(info: QPrinterInfo) -> bool:
    return any(mode != QPrinter.DuplexMode.DuplexNone for mode in info.supportedDuplexModes())


def _in_colour(desk: Desk, info: QPrinterInfo) -> bool:
    can = info.isNull() or QPrinter.ColorMode.Color in info.supportedColorModes()
    return can and not desk.look.grey and bool(desk.remembered(_COLOUR, True))
