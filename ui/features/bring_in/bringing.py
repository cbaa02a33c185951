"""Files of other programs: onto the map that is open, or as a workshop of their own; afterwards a report."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.errors import KnownError
from stworkshop.exchange import importing, mapping, readers
from stworkshop.exchange.foreign import Report
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.session_content import SessionContent
from stworkshop.session.library import Library
from ui.features.bring_in.memory import Memory
from ui.kit.dialog_frame import run_dialog
from ui.session.bridge import Action, Bridge

if TYPE_CHECKING:
    from ui.features.bring_in.draft import Outcome
    from ui.shell.workspace import ProgramWindow


_OURS = (".json", ".stw", ".yaml", ".yml")


def is_foreign(path: Path) -> bool:
    """Tell whether a file is one of another program; tables that this program wrote are a session of its own."""
    return importing.is_foreign(path)


def openable() -> str:
    """Return the filters of the dialog that opens a workshop or makes one of a file of another program."""
    ours = "*.stw *.json *.yaml *.yml *.csv.zip"
    others = " ".join(f"*{ending}" for ending in sorted({*readers.TABLES, *readers.GRAPHS} - set(_OURS)))
    return ";;".join(
        (
            f"{_('Workshops, spreadsheets and maps')} ({ours} {others})",
            f"{_('Workshops')} ({ours})",
            f"{_('Tables and maps')} ({others})",
        )
    )


class _OntoMap:
    """Adds cards and links to the map that is open, in one step."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self.cards: list[str] = []

    def prepared(self, outcome: Outcome, board: Board) -> Callable[[], Decision | Refused]:
        """Return what decides about all of them on a board like the session's."""
        arguments = {"records": [dict(entry) for entry in outcome.plan.records]}
        context = Context(self._bridge.catalogue, self._bridge.session.laptop)
        return lambda: decide(board, "bring_in", arguments, context)

    def stored(self, prepared: Decision | Refused) -> str:
        """Add them; return why that cannot be done, or ""."""
        why = prepared.message if isinstance(prepared, Refused) else self._bridge.take("bring_in", prepared)
        if isinstance(prepared, Decision) and not why:
            self.cards = [i for i in prepared.ids if i in self._bridge.board.elements]
        return why


class _AsNew:
    """Makes a workshop of its own."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.made = ""

    def prepared(self, outcome: Outcome, _board: Board) -> Callable[[], SessionContent]:
        """Return what makes the session."""
        return lambda: mapping.session_of(outcome.foreign, outcome.plan, catalogue())

    def stored(self, prepared: SessionContent) -> str:
        """Put the session into the library; return why that cannot be done, or ""."""
        try:
            there = {info.id for info in self._library.list()}
            self.made = self._library.add(prepared, as_copy=prepared.id in there)
        except KnownError as error:
            return str(error)
        return ""


class Bringing:
    """Opens the dialog, carries out what was agreed to, and keeps the last report."""

    def __init__(self, window: ProgramWindow, open_named: Callable[[str], object]) -> None:
        self._window, self._open_named = window, open_named
        self.memory = Memory()
        self.report: Report | None = None
        self._name = ""

    def why_not(self) -> str:
        """Return why nothing can be brought onto the map now, "" where it can."""
        bridge = self._window.page().bridge
        if bridge.read_only:
            return _("this session is open for reading only")
        return bridge.refusal("add")

    def onto_map(self, path: str = "") -> None:
        """Bring a file onto the map that is open; without a path the dialog asks for one."""
        window = self._window
        why = self.why_not()
        if why:
            window.say(why[:1].upper() + why[1:] + ("" if why.endswith((".", "!", "?")) else "."), None)
            return
        page = window.page()
        page.keep_typing()
        bridge = page.bridge
        doing = _OntoMap(bridge)
        outcome = self._asked(path, lambda: bridge.board, doing, into_new=False)
        if outcome is None:
            return
        page.show_view("map")
        bridge.select(doing.cards)
        if doing.cards:
            page.map_view.show_whole(doing.cards)
        page.map_view.setFocus()
        count = len(doing.cards)
        words = ngettext(
            "{n} card brought in. Undo takes it back.", "{n} cards brought in. Undo takes them back.", count
        )
        bridge.say(words.format(n=count), self._offer(outcome.plan.arrangement))

    def as_new(self, path: str) -> None:
        """Make a workshop of its own of a file, and open it."""
        doing = _AsNew(self._window.library)
        outcome = self._asked(path, Board, doing, into_new=True)
        if outcome is not None:
            self._open_named(doing.made)
            words = _("A workshop was made of “{name}”.").format(name=self._name)
            self._window.say(words, self._offer(outcome.plan.arrangement))

    def _offer(self, view: str) -> Action:
        """Return what is offered next: the shape that the file had, where it has one, else the report."""
        if view:
            return _("Show it as it came"), partial(self._show_arrangement, view)
        return _("Show report"), self.show_report

    def _show_arrangement(self, view: str) -> None:
        if self._window.has_session() and view in self._window.page().bridge.board.views:
            page = self._window.page()
            page.show_view("views")
            page.view_page("views").show_record(view)

    def keep_report(self, name: str, report: Report) -> None:
        """Keep what was told of a file that came in by another way."""
        self.report, self._name = report, name

    def show_report(self) -> None:
        """Show what was taken, changed and left out the last time."""
        if self.report is None:
            return
        from ui.features.bring_in.told import ReportDialog

        run_dialog(ReportDialog(self._window, self._name, self.report, self._window.preferences))

    def _asked(
        self, path: str, board: Callable[[], Board], doing: _OntoMap | _AsNew, *, into_new: bool
    ) -> Outcome | None:
        """Show the dialog; return what was carried out, None where nothing was."""
        from ui.features.bring_in.dialog import BringIn  # what reads files is slow to load, and only needed here

        window = self._window
        dialog = BringIn(
            window, board, catalogue(), window.background, window.preferences, self.memory, doing, into_new=into_new
        )
        if not into_new:
            window.page().bridge.changed.connect(dialog.hear)
        if path:
            dialog.read(Path(path))
        agreed = run_dialog(dialog)
        outcome = dialog.outcome if agreed else None
        if outcome is not None and dialog.path is not None:
            self.report, self._name = outcome.plan.report, dialog.path.name
        return outcome
