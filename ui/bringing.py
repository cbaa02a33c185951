"""Files of other programs: onto the map that is open, or as a workshop of their own; afterwards a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from stworkshop.board import Board
from stworkshop.catalogue import catalogue
from stworkshop.errors import KnownError
from stworkshop.exchange import importing, mapping, readers
from stworkshop.exchange.foreign import Report
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.dialogs.bring_in.memory import Memory

if TYPE_CHECKING:
    from ui.dialogs.bring_in.draft import Outcome
    from ui.main_window import MainWindow


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
            f"{_('Workshops, tables and maps')} ({ours} {others})",
            f"{_('Workshops')} ({ours})",
            f"{_('Tables and maps')} ({others})",
        )
    )


class Bringing:
    """Opens the dialog, carries out what was agreed to, and keeps the last report."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
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
        brought: list[str] = []

        def carry_out(outcome: Outcome) -> str:
            refused: list[str] = []
            heard = bridge.said.connect(lambda words, _offer: refused.append(words))
            done = bridge.run("bring_in", records=[dict(entry) for entry in outcome.plan.records])
            bridge.said.disconnect(heard)
            if done is None:
                return refused[-1] if refused else _("This cannot be brought in. Nothing was changed.")
            brought.extend(i for i in done.ids if i in bridge.board.elements)
            return ""

        outcome = self._asked(path, lambda: bridge.board, carry_out, into_new=False)
        if outcome is None:
            return
        page.show_view("map")
        bridge.select(brought)
        if brought:
            page.map.view.center_on(brought)
        page.map.view.setFocus()
        count = len(brought)
        words = ngettext(
            "{n} card brought in. Undo takes it back.", "{n} cards brought in. Undo takes them back.", count
        )
        bridge.say(words.format(n=count), (_("Show report"), self.show_report))

    def as_new(self, path: str) -> None:
        """Make a workshop of its own of a file, and open it."""
        made: list[str] = []
        library = self._window.openings.library

        def carry_out(outcome: Outcome) -> str:
            try:
                content = mapping.session_of(outcome.foreign, outcome.plan, catalogue())
                there = {info.id for info in library.list()}
                made.append(library.add(content, as_copy=content.id in there))
            except KnownError as error:
                return str(error)
            return ""

        if self._asked(path, Board, carry_out, into_new=True) is not None:
            self._window.open_named(made[0])
            self._window.say(_("A workshop was made of “{name}”.").format(name=self._name),
                             (_("Show report"), self.show_report))  # fmt: skip

    def show_report(self) -> None:
        """Show what was taken, changed and left out the last time."""
        if self.report is None:
            return
        from ui.dialogs.bring_in.told import ReportDialog

        dialog = ReportDialog(self._window, self._name, self.report, self._window.preferences)
        dialog.exec()
        dialog.deleteLater()

    def _asked(
        self, path: str, board: Callable[[], Board], carry_out: Callable[[Outcome], str], *, into_new: bool
    ) -> Outcome | None:
        """Show the dialog; return what was carried out, None where nothing was."""
        from ui.dialogs.bring_in.dialog import BringIn  # what reads files is slow to load, and only needed here

        window = self._window
        dialog = BringIn(
            window, board, catalogue(), window.background, window.preferences, self.memory, carry_out, into_new=into_new
        )
        if not into_new:
            window.page().bridge.changed.connect(dialog.hear)
        if path:
            dialog.read(Path(path))
        agreed = dialog.exec()
        outcome = dialog.outcome if agreed else None
        if outcome is not None and dialog.path is not None:
            self.report, self._name = outcome.plan.report, dialog.path.name
        dialog.deleteLater()
        return outcome
