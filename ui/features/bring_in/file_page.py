"""The first step: a file is chosen or dropped; what went wrong with one is said here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.words import IconLabel, WrappedLabel


class FilePage(QWidget):
    """Asks for a file, shows that it is being read, or why it cannot be."""

    wants_file = Signal(str)
    """A file that was dropped; "" where one is to be asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        self.setAcceptDrops(True)
        layout = column(self, 12, (22, 24, 22, 24))
        layout.addStretch(1)
        box = frame("card")
        box.setMaximumWidth(theme().scaled(640))
        inner = column(box, 12, (28, 26, 28, 26))
        head = row(spacing=12)
        self._icon = IconLabel("import", "brand_text", 24)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.told = WrappedLabel("", "title")
        head.addWidget(self.told, 1)
        inner.addLayout(head)
        self.more = WrappedLabel("", "body", "muted")
        inner.addWidget(self.more)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(theme().scaled(6))
        describe(self.busy, _("The file is being read"))
        inner.addWidget(self.busy)
        line = row(spacing=8)
        self.choose = button(_("Choose a file…"), lambda: self.wants_file.emit(""), "open-folder")
        line.addWidget(self.choose)
        line.addStretch(1)
        inner.addLayout(line)
        inner.addWidget(label(_("You can also drop one here."), "small", "faint"))
        middle = row()
        middle.addStretch(1)
        middle.addWidget(box, 8)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(2)
        self.ask()

    def ask(self) -> None:
        """Ask for a file."""
        self._show("import", "brand_text", _("Which file?"), _("Choose a file…"), busy=False)
        self.more.setText(
            _(
                "Tables: CSV, TSV and Excel (.xlsx). Maps: GraphML, PRSM, Kumu, draw.io and Archi. Lists: plain text,"
                " indented."
            )
        )

    def reading(self, name: str) -> None:
        """Say that a file is being read."""
        self._show(
            "import", "brand_text", _("Reading “{name}”").format(name=name), _("Choose another file…"), busy=True
        )
        self.more.setText(_("You can go on waiting, or choose another file. Nothing is stored yet."))

    def failed(self, error: KnownError) -> None:
        """Say in a sentence why a file cannot be read."""
        self._show("warning", "warn", error.what, _("Choose another file…"), busy=False)
        rest = " ".join(part for part in (error.safe, error.todo) if part)
        self.more.setText(rest or _("Nothing was changed. The file is as it was."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if found and Path(found[0]).is_file():
            event.acceptProposedAction()
            self.wants_file.emit(found[0])

    def _show(self, icon: str, role: str, told: str, choose: str, *, busy: bool) -> None:
        self._icon.show_icon(icon, role)
        self.told.setText(told)
        self.choose.setText(choose)
        describe(self.choose, choose)
        self.busy.setVisible(busy)
