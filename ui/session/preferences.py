"""What the program remembers of a person: looks, window, recent files. Nothing of what is in the sessions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from ui.kit.theme import CHOICES

ORGANISATION, PROGRAM = "STWorkshop", "STWorkshop"
_RECENT, _WORKED_ON = 12, 60
TEXT_SIZES = (100, 115, 130, 150, 175, 200)


class _Text:
    """A text that is kept under a key, "" at first."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __get__(self, kept: Preferences, _kind: type[Preferences]) -> str:
        return str(kept.settings.value(self._key, ""))

    def __set__(self, kept: Preferences, words: str) -> None:
        kept.settings.setValue(self._key, words)


class _Flag:
    """A yes or no that is kept under a key."""

    def __init__(self, key: str, default: bool = False) -> None:
        self._key, self._default = key, default

    def __get__(self, kept: Preferences, _kind: type[Preferences]) -> bool:
        return str(kept.settings.value(self._key, self._default)).lower() in ("true", "1")

    def __set__(self, kept: Preferences, on: bool) -> None:
        kept.settings.setValue(self._key, on)


class Preferences:
    """Typed access to the settings; unknown or damaged values give the defaults."""

    reduce_motion = _Flag("look/reduce_motion")
    """Whether nothing slides or grows."""
    stage_sound = _Flag("workshop/stage_sound")
    """Whether a sound says that a stage's time is up."""
    palette_open = _Flag("window/palette", True)
    """Whether the palette is open."""
    guide_open = _Flag("window/guide")
    """Whether the guide is open in the place of the palette."""
    findings_open = _Flag("window/findings", True)
    """Whether the strip of questions shows one of them, and not only how many there are."""
    inspector_open = _Flag("window/inspector", True)
    """Whether the inspector is open."""
    who_open = _Flag("window/who")
    """Whether “Who is here” stands in the place of the inspector while the session is in a room."""
    language = _Text("look/language")
    """The language of the program, "" for the system's."""
    shown_name = _Text("together/name")
    """The name under which others see this laptop in a room, "" at first."""
    first_workshop = _Text("hints/workshop")
    """The id of the first workshop that was begun here, "" before."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self.settings = settings if settings is not None else QSettings(ORGANISATION, PROGRAM)

    @property
    def theme(self) -> str:
        """The chosen theme, `system` unless the person chose another."""
        chosen = str(self.settings.value("look/theme", "system"))
        return chosen if chosen in CHOICES else "system"

    @theme.setter
    def theme(self, choice: str) -> None:
        self.settings.setValue("look/theme", choice)

    @property
    def text_size(self) -> int:
        """The size of text in percent."""
        try:
            size = int(str(self.settings.value("look/text_size", 100)))
        except ValueError:
            return 100
        return min(TEXT_SIZES, key=lambda known: abs(known - size))

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self.settings.setValue("look/text_size", percent)

    @property
    def printing(self) -> dict[str, Any]:
        """What was chosen last for printing: paper, how pages read, the printer and its settings."""
        try:
            saved = json.loads(str(self.settings.value("print/choices", "{}")))
        except ValueError:
            return {}
        return saved if isinstance(saved, dict) else {}

    @printing.setter
    def printing(self, choices: dict[str, Any]) -> None:
        self.settings.setValue("print/choices", json.dumps(choices))

    @property
    def shown_colour(self) -> int:
        """The number of the colour and pattern under which others see this laptop, from 0."""
        try:
            return max(0, int(str(self.settings.value("together/colour", 0))))
        except ValueError:
            return 0

    @shown_colour.setter
    def shown_colour(self, number: int) -> None:
        self.settings.setValue("together/colour", number)

    @property
    def hints_seen(self) -> frozenset[str]:
        """The hints that were followed or put away, and are never shown again."""
        return frozenset(filter(None, str(self.settings.value("hints/seen", "")).split(" ")))

    @hints_seen.setter
    def hints_seen(self, hints: frozenset[str]) -> None:
        self.settings.setValue("hints/seen", " ".join(sorted(hints)))

    @property
    def geometry(self) -> QByteArray:
        """Where the window was, as Qt saves it; empty at first."""
        saved = self.settings.value("window/geometry", QByteArray())
        return saved if isinstance(saved, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, saved: QByteArray) -> None:
        self.settings.setValue("window/geometry", saved)

    @property
    def last_folder(self) -> str:
        """The folder that was last exported to or opened from."""
        return str(self.settings.value("files/folder", str(Path.home())))

    @last_folder.setter
    def last_folder(self, folder: str) -> None:
        self.settings.setValue("files/folder", folder)

    @property
    def recent_files(self) -> list[Path]:
        """The .stw files that were worked on in place, last first, as far as they are still there."""
        saved = self.settings.value("files/recent", [])
        names = [saved] if isinstance(saved, str) else list(saved) if isinstance(saved, list | tuple) else []
        return [path for name in names if (path := Path(str(name))).is_file()]

    def add_recent_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        others = [str(known) for known in self.recent_files if known != path.resolve()]
        self.settings.setValue("files/recent", [str(path.resolve()), *others][:_RECENT])

    def forget_recent_file(self, name: str) -> None:
        """Take a file off the recent ones."""
        self.settings.setValue("files/recent", [str(p) for p in self.recent_files if str(p) != name])

    @property
    def worked_on(self) -> dict[str, str]:
        """When each session was worked on here last (UTC, ISO 8601), by its id in the library or its file’s path."""
        try:
            saved = json.loads(str(self.settings.value("files/worked_on", "{}")))
        except ValueError:
            return {}
        return {str(key): str(at) for key, at in saved.items()} if isinstance(saved, dict) else {}

    def note_work(self, key: str, at: str) -> None:
        """Note that a session was worked on."""
        known = {**self.worked_on, key: at}
        latest = sorted(known, key=lambda one: known[one], reverse=True)[:_WORKED_ON]
        self.settings.setValue("files/worked_on", json.dumps({one: known[one] for one in latest}))

    def columns(self, kind: str) -> QByteArray:
        """Return how the columns of a table were left, as Qt saves a header."""
        saved = self.settings.value(f"list/{kind}", QByteArray())
        return saved if isinstance(saved, QByteArray) else QByteArray()

    def keep_columns(self, kind: str, state: QByteArray) -> None:
        """Remember the columns of a table."""
        self.settings.setValue(f"list/{kind}", state)
