"""What is dropped on the map: a kind from the palette, lines of text, or a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF

from stworkshop.exchange import readers
from stworkshop.i18n import gettext as _
from ui.canvas.gestures.placing import NewCard
from ui.session import card_picture

if TYPE_CHECKING:
    from ui.canvas.map_hands import MapHands

KIND_MIME = "application/x-stworkshop-kind"
SESSION_FILES = (".stw", ".json", ".yaml", ".yml")
LINE_FILES = (".txt", ".md")
"""Lists of lines; tables and maps of other programs are looked at in a dialog first."""
_MOST_BYTES = 1_000_000


def kind_in(data: QMimeData) -> NewCard | None:
    """Return the kind that a drag from the palette carries, or None."""
    if not data.hasFormat(KIND_MIME):
        return None
    try:
        value = json.loads(bytes(data.data(KIND_MIME).data()).decode("utf-8"))
    except ValueError:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        return None
    return NewCard(value["kind"], str(value.get("type") or ""), str(value.get("label") or ""))


def files_in(data: QMimeData) -> list[Path]:
    """Return the local files that a drag carries."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class Drops:
    """Accepts drags over one view, and does what a drop means."""

    def __init__(self, view: MapHands) -> None:
        self._view = view
        self._kind: NewCard | None = None

    def enter(self, data: QMimeData) -> bool:
        """Tell whether a drag may be dropped here."""
        if self._view.read_only and not any(f.suffix.lower() in SESSION_FILES for f in files_in(data)):
            return False
        self._kind = kind_in(data)
        if self._kind is not None:
            self._view.steps.leave()
            self._view.placing.arm(self._kind)
            return True
        return bool(files_in(data)) or data.hasText()

    def move(self, at: QPointF, *, free: bool) -> None:
        """Show where the card would land."""
        if self._kind is not None:
            self._view.placing.show(at, free=free)

    def leave(self) -> None:
        """Show nothing any more."""
        if self._kind is not None:
            self._kind = None
            self._view.placing.arm(None)

    def drop(self, data: QMimeData, at: QPointF, *, free: bool) -> bool:
        """Do what a drop means; tell whether it meant anything."""
        if self._kind is not None:
            self._kind = None
            self._view.placing.put(at, free=free)
            return True
        files = files_in(data)
        if len(files) > 1 and all(file.suffix.lower() == ".stw" for file in files):
            self._view.copies_dropped.emit([str(file) for file in files])
            return True
        if len(files) > 1:
            self._view.bridge.say(_("Drop one file at a time. Nothing was added."))
            return False
        if files:
            return self._drop_file(files[0], at)
        return data.hasText() and self._view.pasting.offer(data.text(), at)

    def _drop_file(self, path: Path, at: QPointF) -> bool:
        suffix = path.suffix.lower()
        if card_picture.is_picture(path):
            return self._drop_picture(path, at)
        if suffix in SESSION_FILES:
            self._view.session_file_dropped.emit(str(path))
            return True
        if suffix not in LINE_FILES and (readers.is_table(path) or readers.is_graph(path)):
            self._view.foreign_file_dropped.emit(str(path))
            return True
        if suffix not in LINE_FILES:
            self._view.bridge.say(
                _("“{name}” is neither a workshop nor a table, a map or a list of lines.").format(name=path.name)
            )
            return False
        try:
            if path.stat().st_size > _MOST_BYTES:
                self._view.bridge.say(_("“{name}” is too long for a list of cards.").format(name=path.name))
                return False
            words = _decoded(path.read_bytes())
        except (OSError, UnicodeError):
            self._view.bridge.say(_("“{name}” cannot be read as text.").format(name=path.name))
            return False
        return self._view.pasting.offer(words, at)

    def _drop_picture(self, path: Path, at: QPointF) -> bool:
        view = self._view
        card = view.map_scene.card_at(at)
        if card is None:
            view.bridge.say(_("Drop the picture on a card. Nothing was added."))
            return False
        return view.may("edit", (card.id,)) and card_picture.from_file(view.bridge, card.id, path)


def _decoded(data: bytes) -> str:
    """Return the text of a file as programs write it today, or as older ones on Windows did; raises UnicodeError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
        if any(ord(letter) < 32 and letter not in "\t\n\r" for letter in text):
            raise
        return text
