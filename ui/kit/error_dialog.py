"""When something does not work: known errors as sentences, our own mistakes with a report and a calm word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from ui.kit.dialog_frame import Dialog
from ui.kit.widgets.basics import button, column, frame, label, row
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel


class TroubleDialog(Dialog):
    """What happened, what is safe, what one can do."""

    def __init__(self, parent: QWidget | None, error: KnownError, again: Callable[[], object] | None = None) -> None:
        super().__init__(parent, error.what, "warning", "warn_mark")
        safe = error.safe or _("Nothing on your map was changed.")
        todo = error.todo or _("Close this and go on working.")
        self.body.addWidget(_said(_("What is safe"), safe, "quote-safe"))
        self.body.addWidget(_said(_("What you can do"), todo, "quote"))
        if again is not None:
            retry = button(_("Try again"), None, "round", "primary")
            retry.clicked.connect(self.accept)
            retry.clicked.connect(lambda _checked=False: again())
        close = self.add_button(button(_("Close"), self.reject), first=again is None)
        if again is not None:
            self.add_button(retry, first=True)
        set_tip(close, "")


class BugDialog(Dialog):
    """Our mistake: the map is as before, and a report is ready that holds no words of the map."""

    def __init__(self, parent: QWidget | None, report: Path) -> None:
        super().__init__(parent, _("This is our mistake."), "tool", "danger")
        self._report = report
        words = _("What you just did did not work. Your map is as it was before. A report is ready.")
        self.body.addWidget(WrappedLabel(words))
        well = frame("well")
        inside = column(well, 6, (14, 12, 14, 12))
        inside.addWidget(label(_("What the report holds"), "small", strong=True))
        for icon, role, text in (
            ("check", "success", _("version of the program and of the system")),
            ("check", "success", _("names of the last 20 steps, such as “move_elements”")),
            ("check", "success", _("where in the program it stopped")),
            ("close", "danger", _("no card texts, names, votes or addresses")),
        ):
            line = row(spacing=8)
            line.addWidget(IconLabel(icon, role, 14))
            line.addWidget(label(text, "small"), 1)
            inside.addLayout(line)
        self.body.addWidget(well)
        self.add_button(button(_("Look at the report"), self._look, look="quiet"))
        self.add_button(button(_("Save the report…"), self._save, "export"))
        self.add_button(button(_("Go on"), self.accept, look="primary"), first=True)

    def _look(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._report)))

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), self._report.name)
        if name:
            Path(name).write_text(self._report.read_text(encoding="utf-8"), encoding="utf-8")


def _said(title: str, words: str, part: str) -> QWidget:
    holder = frame(part)
    layout = column(holder, 2, (12, 2, 0, 2))
    line = row(spacing=6)
    if part == "quote-safe":
        line.addWidget(IconLabel("check", "success", 14))
    line.addWidget(label(title, "small", "success" if part == "quote-safe" else "muted", strong=True), 1)
    layout.addLayout(line)
    layout.addWidget(WrappedLabel(words))
    return holder
