"""Pictures for cards, from a file that is chosen, from a drop or from the clipboard: one way to the command for all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from stworkshop.errors import KnownError
from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.system import whole_files
from ui.session.bridge import Bridge


def is_picture(path: Path) -> bool:
    """Tell whether a file is a picture, by its name."""
    return path.suffix.lower() in card_image.ENDINGS


def choose(parent: QWidget, bridge: Bridge, card: str) -> bool:
    """Ask for a file, and put it on a card; return whether that was done."""
    endings = " ".join(f"*{ending}" for ending in card_image.ENDINGS)
    path, _kind = QFileDialog.getOpenFileName(parent, _("Picture for the card"), "", f"{_('Pictures')} ({endings})")
    return bool(path) and from_file(bridge, card, Path(path))


def from_file(bridge: Bridge, card: str, path: Path) -> bool:
    """Put the picture in a file on a card; return whether that was done, a sentence is said where not."""
    try:
        data = whole_files.bytes_of(path, card_image.LARGEST_FILE)
    except KnownError as error:
        bridge.say(str(error))
        return False
    return _put(bridge, card, data)


def held(data: QMimeData | None) -> bool:
    """Tell whether a clipboard holds a picture and no words: a spreadsheet puts a picture of its words beside them."""
    return data is not None and (_file(data) is not None or (data.hasImage() and not data.text().strip()))


def from_clipboard(bridge: Bridge, card: str) -> bool:
    """Put the picture on the clipboard on a card; return whether that was done."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return False
    path = _file(data)
    if path is not None:
        return from_file(bridge, card, path)
    image = QImage(data.imageData())
    if image.isNull():
        return False
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return _put(bridge, card, bytes(buffer.data().data()))


def _file(data: QMimeData) -> Path | None:
    urls = data.urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and is_picture(path) else None


def _put(bridge: Bridge, card: str, data: bytes) -> bool:
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        small = card_image.as_text(card_image.fitted(data))
    except KnownError as error:
        bridge.say(str(error))
        return False
    finally:
        QGuiApplication.restoreOverrideCursor()
    return bridge.run("set_image", id=card, image=small) is not None
