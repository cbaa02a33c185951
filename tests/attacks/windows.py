"""The real window, without a screen, under what was made to harm: it stays, says what is wrong, and loses nothing."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QSettings, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from stworkshop.errors import KnownError
from stworkshop.model.catalogue import catalogue
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from tests.attacks.bytes_made import by_stock_client, update, words
from tests.attacks.files_made import harm_json, harm_session, harm_yaml
from tests.attacks.told import Outcome
from ui.features.bring_in.dialog import BringIn
from ui.kit.theme import theme
from ui.session.preferences import Preferences
from ui.session.view_kinds import BY_ID
from ui.shell.main_window import MainWindow

_LOOKS = 20
"""Milliseconds between two looks at which dialog waits for somebody."""
_PATIENCE = 25
"""After so many looks a dialog is closed that reads a file of another program."""
_FOREIGN = (".csv", ".xlsx", ".graphml", ".gexf", ".gml", ".json", ".mm", ".drawio", ".txt")


@cache
def _application() -> QApplication:
    made = QApplication.instance() or QApplication(["attacks"])
    assert isinstance(made, QApplication)
    theme().apply(made, "light", 1.0)
    for scheme in ("file", "http", "https", "mailto"):
        QDesktopServices.setUrlHandler(scheme, _opened, "opened")  # type: ignore[arg-type]
    return made


class _Opened(QObject):
    """Where addresses come to that the window would open."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def opened(self, url: QUrl) -> None:
        """Note an address."""
        self.addresses.append(url.toString()[:200])


_opened = _Opened()


class Watched:
    """A window over a library in a folder; what it says and where it stumbles is noted, and no dialog waits."""

    def __init__(self, folder: Path, outcome: Outcome, pages: list[str]) -> None:
        """`pages` are those that a walk looks at."""
        _application()
        self.outcome, self.pages = outcome, pages
        self.said: list[str] = []
        self._waited: WeakKeyDictionary[QWidget, int] = WeakKeyDictionary()
        _opened.addresses.clear()
        preferences = Preferences(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        self.library = Library(folder / "library.stwl")
        self.window = MainWindow(self.library, catalogue(), preferences, theme())
        self._before, sys.excepthook = sys.excepthook, self._caught
        self._looks = QTimer(self.window)
        self._looks.timeout.connect(self._look)
        self._looks.start(_LOOKS)
        self.window.resize(1440, 900)
        self.window.show()

    def _caught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """What the program tells of in a dialog where nobody else has caught it."""
        if isinstance(error, KnownError):
            self.said.append(str(error))
        else:
            self.outcome.crashed("window", error)

    def _look(self) -> None:
        """Read the dialog that waits for somebody; a file of others is brought in, everything else is closed."""
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        waited = self._waited[dialog] = self._waited.get(dialog, 0) + 1
        if isinstance(dialog, BringIn) and waited < _PATIENCE:
            if dialog.outcome is not None:
                dialog.bring_in()
            return
        self.said += [label.text() for label in dialog.findChildren(QLabel) if label.text()]
        if isinstance(dialog, QDialog):
            dialog.reject()
        else:
            dialog.close()

    def rest(self) -> None:
        """Let what is under way come to its end."""
        for _each in range(3):
            QApplication.processEvents()
            self.window.background.finish()

    def walk(self) -> None:
        """Look at pages of what is open, with some cards and links chosen, or at home."""
        window = self.window
        self.outcome.jobs += 1
        self.rest()
        if not window.has_session():
            window.home.refresh()
            self.rest()
            window.grab()
            return
        page = window.page()
        cards = list(page.bridge.board.elements)
        for view in self.pages:
            page.show_view(view)
            QApplication.processEvents()
        page.show_view("map")
        for chosen in (cards[:1], cards[-1:], cards[:5], list(page.bridge.board.links)[:1]):
            page.bridge.select(chosen)
            QApplication.processEvents()
        self.rest()
        window.grab()

    def add(self, label: str) -> bool:
        """Add a card to what is open; tell whether that was acknowledged."""
        if not self.window.has_session() or self.window.page().bridge.read_only:
            return False
        session = self.window.page().bridge.session
        made = session.run("add_element", kind="risk", label=label)
        return bool(getattr(made, "ids", ())) and not session.trouble

    def close(self) -> None:
        """Close the window, without a question, as all edits are on the disk."""
        self.window.close_session()
        self.rest()
        self._looks.stop()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        sys.excepthook = self._before
        told = " ".join(self.said)
        if "Traceback" in told or "our mistake" in told:
            self.outcome.wrong.append(f"window: said {told[:600]!r}")
        self.outcome.wrong += [f"opened: {address}" for address in _opened.addresses]


@contextmanager
def watched(folder: Path, outcome: Outcome, pages: list[str]) -> Iterator[Watched]:
    """A window that is closed again, whatever happens."""
    made = Watched(folder, outcome, pages)
    try:
        yield made
    finally:
        made.close()


def play_window(chance: random.Random, folder: Path, whole: Path, outcome: Outcome, *, soak: bool) -> None:
    """Open something harmful in the window in which a sound workshop is open, or let a room bring it."""
    good = folder / "good.stw"
    shutil.copy(whole / "good.stw", good)
    way = chance.choice([_file, _file, _file, _dropped, _room, _room, _names])
    pages = list(BY_ID) if soak else chance.sample(list(BY_ID), 3)
    with watched(folder, outcome, pages) as seen:
        seen.window.open_file(str(good))
        acknowledged = [good] if seen.add("Before all") else []
        way(chance, folder, whole, seen)
        seen.walk()
        if seen.window.has_session() and seen.add("After all"):
            path = seen.window.page().bridge.session.path
            acknowledged += [path] if path == good else []
        seen.window.open_file(str(good))
        if not seen.add("At the end"):
            outcome.lost += 1
            outcome.wrong.append(f"window: the sound workshop takes no edit any more: {seen.said[-3:]!r}")
    _still_there(good, outcome, {"Before all", "At the end"} if acknowledged else {"At the end"})


def _still_there(path: Path, outcome: Outcome, labels: set[str]) -> None:
    with open_session(path, read_only=True) as again:
        missing = labels - {card.label for card in again.board.elements.values()}
    outcome.lost += len(missing)
    outcome.wrong += [f"window: lost: {label}" for label in missing]


def _bad_file(chance: random.Random, folder: Path, whole: Path) -> Path:
    """A harmful file of one of the sorts that the window opens."""
    dice = chance.random()
    if dice < 0.5:
        bad = folder / "bad.stw"
        shutil.copy(chance.choice(sorted(whole.glob("*.stw"))), bad)
        harm_session(bad, chance)
        return bad
    if dice < 0.8:
        bad = folder / chance.choice(["bad.json", "bad.yaml"])
        good = (whole / "good.json").read_text(encoding="utf-8")
        bad.write_bytes(harm_json(good, chance) if bad.suffix == ".json" else harm_yaml(chance))
        return bad
    bad = folder / f"bad{chance.choice(_FOREIGN)}"
    bad.write_bytes(chance.choice([_table(chance), chance.randbytes(3_000), harm_yaml(chance), b"PK\3\4", b""]))
    return bad


def _table(chance: random.Random) -> bytes:
    heads = ["label", "kind", words(chance)[:300]]
    rows = [heads, *([words(chance)[:20_000] for _cell in heads] for _row in range(chance.choice([1, 5, 40])))]
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\r\n".join(lines).encode("utf-8", "surrogatepass")


def _opens(seen: Watched, open_it: Any) -> None:
    """Do what opens a file: afterwards it is shown, or a sentence was said."""
    before, shown = len(seen.said), seen.window.page()
    open_it()
    seen.rest()
    is_shown = seen.window.has_session() and seen.window.page() is not shown
    toast: list[QWidget] = [seen.window.home_toast]
    toast += [seen.window.page().toast] if seen.window.has_session() else []
    if not is_shown:
        seen.outcome.refused += 1
        if len(seen.said) == before and not any(one.isVisible() for one in toast):
            seen.outcome.wrong.append("window: opened nothing, and said nothing")


def _file(chance: random.Random, folder: Path, whole: Path, seen: Watched) -> None:
    bad = _bad_file(chance, folder, whole)
    _opens(seen, lambda: seen.window.open_file(str(bad)))
    if chance.random() < 0.3:
        seen.walk()
        seen.window.go_home()
        seen.walk()


def _dropped(chance: random.Random, folder: Path, whole: Path, seen: Watched) -> None:
    bad = _bad_file(chance, folder, whole)
    view = seen.window.page().map.view
    chance.choice([view.session_file_dropped, view.foreign_file_dropped]).emit(str(bad))
    seen.walk()


def _room(chance: random.Random, folder: Path, whole: Path, seen: Watched) -> None:
    """Updates that came in by a room, as its host takes them: what is not an update is refused by the session."""
    for _each in range(chance.randint(1, 6)):
        session = seen.window.page().bridge.session
        data = by_stock_client(session.state(), chance) if chance.random() < 0.7 else update(chance)
        try:
            session.merge(data, peer=words(chance)[:200])
        except (KnownError, ValueError):
            seen.outcome.refused += 1
        QApplication.processEvents()
        seen.walk()


def _names(chance: random.Random, folder: Path, whole: Path, seen: Watched) -> None:
    """Words that harm in every field of some cards, as a guest types them."""
    session = seen.window.page().bridge.session
    for card in list(session.board.elements.values())[:9]:
        fields = {name: words(chance)[:20_000] for name in ("label", "note", "type", "code")}
        session.run("edit_element", id=card.id, **{name: fields[name] for name in chance.sample(list(fields), 2)})
    made = session.run("set_session", label=words(chance)[:300])
    seen.outcome.refused += not getattr(made, "ids", ())
    seen.walk()
    seen.window.go_home()
    seen.walk()
