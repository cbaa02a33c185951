"""What nobody caught: known errors become sentences, all else is our mistake, written to a log, the map being safe."""

from __future__ import annotations

import datetime
import platform
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from platformdirs import user_data_path

from stworkshop.errors import KnownError
from stworkshop.system import private_traceback
from stworkshop.version import NAME, VERSION

_STEPS = 20


class TroubleHook:
    """Stands where Python puts uncaught exceptions; shows one dialog at a time."""

    def __init__(
        self,
        show_known: Callable[[KnownError], object],
        show_bug: Callable[[Path], object],
        folder: Path | None = None,
    ) -> None:
        self._show_known, self._show_bug = show_known, show_bug
        self.folder = folder or user_data_path("STWorkshop", appauthor=False) / "reports"
        self._steps: deque[str] = deque(maxlen=_STEPS)
        self._showing = False

    def install(self) -> None:
        """Catch from now on what nobody else does."""
        private_traceback.install(self.caught)

    def note_step(self, command: str) -> None:
        """Remember the name of a command for the report (`move_elements`), never its words."""
        self._steps.append(command)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Tell of an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, KnownError):
            self._once(lambda: self._show_known(error))
            return
        path = self._write(kind, error, trace)
        private_traceback.tell(kind, error, trace)
        self._once(lambda: self._show_bug(path))

    def _once(self, show: Callable[[], object]) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            show()
        finally:
            self._showing = False

    def _write(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Path:
        """Write a report without the exception's own words, which may hold words of cards."""
        now = datetime.datetime.now(datetime.UTC)
        lines = [
            f"{NAME} {VERSION}, PySide6 {PySide6.__version__}, Python {platform.python_version()}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            now.isoformat(timespec="seconds"),
            "",
            *private_traceback.lines(kind, error, trace),
            "",
            "Last steps:",
            *(f"  {step}" for step in self._steps),
        ]
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"report-{now:%Y%m%d-%H%M%S}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path
