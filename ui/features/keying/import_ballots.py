"""Bring ballots in from a table: first what will be taken (counts, never values), and every row that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from stworkshop.errors import KnownError
from stworkshop.exchange.tables import ballots_csv
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import is_anonymous
from stworkshop.model.records import Round
from stworkshop.session.paper_ballots import WAITING
from stworkshop.system.whole_files import write_whole
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.words import WrappedLabel
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences


class ImportBallots(Dialog):
    """Choose a table, see what is in it, take it: each ballot is sealed by itself, or nothing where a row is wrong."""

    def __init__(self, parent: QWidget, bridge: Bridge, asked: Round, preferences: Preferences) -> None:
        super().__init__(parent, _("Import ballots from a table"), "import")
        self._bridge, self._asked, self._preferences = bridge, asked, preferences
        self._sheets: tuple[Mapping[str, Any], ...] = ()
        named = not is_anonymous(bridge.board.session, asked)
        words = _(
            "A CSV file with a row for each ballot: its code, the side, and a column for each item; or a row for each"
            " answer, with the columns item and value. Write ? for “don’t know”, and nothing for a blank."
        )
        if named:
            words = _(
                "A CSV file with a row for each person: the participant, and a column for each item; or a row for each"
                " answer, with the columns item and value. Write ? for “don’t know”, and nothing for a blank."
            )
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        line = row(spacing=8)
        self.choose = button(_("Choose a file…"), self._choose, "open-folder")
        self.template = button(_("Save an empty table…"), self._save_template, "spreadsheet")
        line.addWidget(self.choose)
        line.addWidget(self.template)
        line.addStretch(1)
        self.body.addLayout(line)
        self.told = WrappedLabel("", "body", strong=True)
        self.body.addWidget(self.told)
        self.problems = QListWidget()
        describe(self.problems, _("What is wrong in the table"))
        self.problems.setWordWrap(True)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problems.setMinimumHeight(theme().scaled(150))
        self.problems.hide()
        self.body.addWidget(self.problems)
        self.take = self.add_button(button(_("Take the ballots"), self._take, look="primary"))
        self.add_button(button(_("Close"), self.reject), first=True)
        self.take.setEnabled(False)
        self.choose.setFocus()
        self.setMinimumWidth(theme().scaled(560))

    def read(self, path: Path) -> None:
        """Look at a table, and say what would be taken or what is wrong."""
        try:
            found = ballots_csv.read_file(path, self._bridge.board, self._bridge.catalogue, self._asked, self._why_not)
        except KnownError as error:
            self._show(str(error), ())
            return
        if found.problems:
            count = len(found.problems)
            words = ngettext(
                "{n} thing is wrong in {name}. Nothing was taken.",
                "{n} things are wrong in {name}. Nothing was taken.",
                count,
            )
            self._show(words.format(n=count, name=path.name), found.problems)
            return
        self._sheets = found.sheets
        count = len(found.sheets)
        words = ngettext("{n} ballot with {answers} answers.", "{n} ballots with {answers} answers.", count)
        self._show(words.format(n=count, answers=found.answers), ())
        self.take.setEnabled(True)
        self.take.setFocus()

    # --- inside

    def _why_not(self, name: str) -> str:
        refused = self._bridge.session.ballots.why_not(self._asked.id, name, again=False)
        return refused.message if refused is not None else ""

    def _show(self, words: str, problems: tuple[str, ...]) -> None:
        self.told.setText(words)
        self.problems.clear()
        self.problems.addItems(list(problems))
        self.problems.setVisible(bool(problems))
        self._sheets = () if problems else self._sheets
        self.take.setEnabled(False)
        if problems:
            self.problems.setCurrentRow(0)
            self.problems.setFocus()

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a table"), self._preferences.last_folder, _("Tables (*.csv *.tsv *.txt)")
        )
        if name:
            self._preferences.last_folder = str(Path(name).parent)
            self.read(Path(name))

    def _save_template(self) -> None:
        states = self._bridge.session.ballots.states(self._asked.id)
        names = [name for name, state in states.items() if state in WAITING]
        text = ballots_csv.template(self._bridge.board, self._asked, names)
        start = str(Path(self._preferences.last_folder) / (_("ballots") + ".csv"))
        name, _kind = QFileDialog.getSaveFileName(self, _("Save an empty table"), start, "*.csv")
        if not name:
            return
        path = Path(name if name.lower().endswith(".csv") else name + ".csv")
        try:
            write_whole(path, text.encode("utf-8-sig"))
        except KnownError as error:
            self.told.setText(str(error))
            return
        self._preferences.last_folder = str(path.parent)
        self.told.setText(_("Saved: {name}").format(name=path.name))

    def _take(self) -> None:
        taken = 0
        for sheet in self._sheets:
            self._bridge.ran.emit("hand_in_sheet")
            refused = self._bridge.session.ballots.put_away(sheet)
            if refused is not None:
                words = ngettext("{n} ballot was taken. ", "{n} ballots were taken. ", taken).format(n=taken)
                self._sheets = ()
                self._show(words + refused.message, ())
                return
            taken += 1
        self._sheets = ()
        self._bridge.say(ngettext("{n} ballot taken and sealed", "{n} ballots taken and sealed", taken).format(n=taken))
        self.accept()
