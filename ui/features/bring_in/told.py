"""What was brought in, changed on the way and left out: to be read, copied, or saved as text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import Report
from stworkshop.i18n import gettext as _
from stworkshop.system.whole_files import write_whole
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe
from ui.kit.widgets.words import WrappedLabel
from ui.session.preferences import Preferences


def report_text(name: str, report: Report) -> str:
    """Return the report as plain text, a line for each sentence."""
    parts = [_("Brought in from {name}").format(name=name)]
    for title, lines in (
        (_("Taken"), report.taken),
        (_("Changed on the way"), report.changed),
        (_("Left out"), report.left_out),
    ):
        parts.append("\n".join([title, *(f"- {line}" for line in lines or (_("Nothing."),))]))
    return "\n\n".join(parts) + "\n"


class ReportDialog(Dialog):
    """The report of one import."""

    def __init__(self, parent: QWidget, name: str, report: Report, preferences: Preferences) -> None:
        super().__init__(parent, _("What was brought in"), "import")
        self._preferences = preferences
        self._name = name
        self.text = QPlainTextEdit(report_text(name, report))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        describe(self.text, _("Report"))
        self.text.setMinimumHeight(theme().scaled(120))
        self.body.addWidget(self.text, 1)
        self.said = WrappedLabel("", "small", "muted")
        self.said.hide()
        self.below.addWidget(self.said)
        self.fill()
        self.add_button(button(_("Copy"), self._copy, "copy"))
        self.add_button(button(_("Save as text…"), self._save, "export"))
        self.add_button(button(_("Close"), self.accept, look="primary"), first=True)
        self.setMinimumWidth(theme().scaled(600))
        self.resize(theme().scaled(600), theme().scaled(520))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._say(_("Copied."))

    def _save(self) -> None:
        stem = Path(self._name).stem
        start = Path(self._preferences.last_folder) / (_("Report on {name}").format(name=stem) + ".txt")
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), str(start), "*.txt")
        if not name:
            return
        path = Path(name if name.lower().endswith(".txt") else name + ".txt")
        try:
            write_whole(path, self.text.toPlainText().encode("utf-8"))
        except KnownError as error:
            self._say(str(error))
            return
        self._preferences.last_folder = str(path.parent)
        self._say(_("Saved: {name}").format(name=path.name))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
