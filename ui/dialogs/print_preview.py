"""Print: the real pages of the summary, what is on them, and Save as PDF or Print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QButtonGroup, QDialog, QFrame, QPushButton, QStackedWidget, QWidget

from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.background import Background, Job
from ui.theme import theme
from ui.widgets.basics import button, column, describe, frame, label, pressed_by, row
from ui.widgets.choices import Segments, Switch
from ui.widgets.empty import EmptyState
from ui.widgets.tiles import Tile
from ui.widgets.words import WrappedLabel

_ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class Choices:
    """What may be chosen of a summary."""

    short: bool = False
    paper: str = "A4"
    large_print: bool = False


class PrintPreview(QDialog):
    """The summary as it will be on paper; every choice makes the pages anew, in the background."""

    wants_saved = Signal(bytes)
    wants_printed = Signal(object)
    """The QPdfDocument of the pages."""

    def __init__(
        self, parent: QWidget, board: Board, catalogue: Catalogue, background: Background, default_paper: str = "A4"
    ) -> None:
        super().__init__(parent)
        title = self.title()
        self.setWindowTitle(title)
        describe(self, title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._board, self._catalogue, self._background = board.copy(), catalogue, background
        self._choices = Choices(paper=default_paper)
        self._job: Job | None = None
        self._data = b""
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        layout = row(self)
        layout.addWidget(self._options())
        right = column()
        right.addWidget(self._bar())
        right.addWidget(self._pages(), 1)
        right.addWidget(self._foot())
        layout.addLayout(right, 1)
        over = parent.size()
        self.resize(min(theme().scaled(1240), over.width() - 40), min(theme().scaled(860), over.height() - 40))
        self._make()

    def title(self) -> str:
        """Return what is printed, as the title of the window."""
        return _("Print the summary")

    def sheets(self, pages: int) -> str:
        """Return how many sheets of paper so many pages are, in words."""
        count = (pages + 1) // 2
        return ngettext("%d sheet, both sides", "%d sheets, both sides", count) % count

    # --- parts

    def _options(self) -> QWidget:
        panel = frame("panel-left")
        panel.setFixedWidth(theme().scaled(320))
        layout = column(panel, 10, (18, 16, 18, 16))
        layout.addWidget(label(_("Print"), "heading"))
        layout.addWidget(label(_("What is printed"), "small", "muted", strong=True))
        group = QButtonGroup(self)
        choices = (
            (False, _("The whole summary"), _("map, risks, agreement, decisions, words")),
            (True, _("One sheet"), _("cover and decisions, two sides")),
        )
        for short, words, detail in choices:
            layout.addWidget(self._choice(group, words, detail, short))
        layout.addSpacing(theme().scaled(8))
        layout.addWidget(label(_("Paper"), "small", "muted", strong=True))
        papers = Segments(_("Paper"), (("A4", "A4"), ("Letter", "Letter")))
        papers.choose(self._choices.paper)
        papers.chosen.connect(lambda paper: self._choose(paper=paper))
        layout.addWidget(papers)
        layout.addSpacing(theme().scaled(8))
        layout.addWidget(label(_("How it reads"), "small", "muted", strong=True))
        line = row(spacing=10)
        words_ = column(spacing=1)
        words_.addWidget(label(_("Large print, 18 point")))
        words_.addWidget(WrappedLabel(_("more pages, for people who need large letters"), "small", "faint"))
        line.addLayout(words_, 1)
        large = Switch(_("Large print, 18 point"))
        large.toggled.connect(lambda on: self._choose(large_print=on))
        line.addWidget(large)
        layout.addLayout(line)
        layout.addStretch(1)
        note = frame("well")
        column(note, 0, (12, 10, 12, 10)).addWidget(
            WrappedLabel(
                _("What was not talked about is printed as “not discussed”. Nothing is invented."), "small", "muted"
            )
        )
        layout.addWidget(note)
        return panel

    def _choice(self, group: QButtonGroup, words: str, detail: str, short: bool) -> QPushButton:
        made = Tile("choice-tile")
        made.setCheckable(True)
        made.setChecked(short == self._choices.short)
        made.setAutoDefault(False)
        describe(made, words, description=detail)
        layout = column(made, 1, (12, 8, 12, 8))
        for text, kind, tone in ((words, "body_strong", ""), (detail, "small", "muted")):
            layout.addWidget(WrappedLabel(text, kind, tone))
        made.let_through()
        made.clicked.connect(lambda _checked=False: self._choose(short=short))
        group.addButton(made)
        return made

    def _bar(self) -> QWidget:
        bar = frame("app-bar")
        layout = row(bar, 8, (16, 8, 16, 8))
        self._count = label("", "small", "muted")
        layout.addWidget(self._count)
        layout.addStretch(1)
        looks = Segments(_("How pages are shown"), (("one", _("One page")), ("all", _("All"))))
        looks.choose("all")
        looks.chosen.connect(self._look)
        layout.addWidget(looks)
        for name, icon, by in ((_("Smaller"), "zoom-out", -1), (_("Larger"), "zoom-in", 1)):
            made = button("", None, icon, "quiet", name=name)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _checked=False, by=by: self._zoom(by))
            layout.addWidget(made)
        return bar

    def _pages(self) -> QStackedWidget:
        self._stack = QStackedWidget()
        self._waiting = EmptyState("print", _("The pages are being made"), _("This takes a moment."))
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, theme().colour("surface_3"))
        self.view.setPalette(ground)
        self.view.setPageSpacing(theme().scaled(14))
        describe(self.view, _("Pages as they will be printed"))
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self.view)
        return self._stack

    def _foot(self) -> QWidget:
        foot = frame("foot")
        layout = row(foot, 8, (16, 12, 16, 12))
        self._sheets = label("", "body", strong=True)
        layout.addWidget(self._sheets, 1)
        cancel = button(_("Close"), self.reject)
        self._save = button(_("Save as PDF…"), lambda: self.wants_saved.emit(self._data), "export")
        self._print = button(_("Print"), lambda: self.wants_printed.emit(self.document), "print", "primary")
        for made in (cancel, self._save, self._print):
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAutoDefault(False)
            layout.addWidget(made)
        return foot

    # --- pages

    def _choose(self, **changed: object) -> None:
        self._choices = Choices(**{**self._choices.__dict__, **changed})
        self._make()

    def _make(self) -> None:
        if self._job is not None:
            self._job.stop()
        self._ready(False)
        self._job = self._background.run(self._work(), self._show)

    def _work(self) -> Callable[[], bytes]:
        """Return what makes the pages, off the GUI thread, as they are chosen now."""
        board, catalogue, choices = self._board, self._catalogue, self._choices

        def work() -> bytes:
            from stworkshop.report.pdf import summary_bytes  # slow to load, and only needed here

            return summary_bytes(
                board, catalogue, short=choices.short, paper=choices.paper, large_print=choices.large_print
            )

        return work

    def _show(self, data: bytes) -> None:
        self._job = None
        page = self.view.pageNavigator().currentPage()
        self._data = data
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._ready(True)
        pages = self.document.pageCount()
        self._count.setText(ngettext("%d page", "%d pages", pages) % pages)
        self._sheets.setText(self.sheets(pages))
        self.view.pageNavigator().jump(min(page, pages - 1), QPointF())

    def tell(self, words: str, _offer: object = None) -> None:
        """Say at the foot what came of saving: a message of the window lies behind this dialog."""
        self._sheets.setText(words)

    def _ready(self, ready: bool) -> None:
        self._stack.setCurrentWidget(self.view if ready else self._waiting)
        self._save.setEnabled(ready)
        self._print.setEnabled(ready)
        if not ready:
            self._count.setText("")
            self._sheets.setText(_("Making the pages…"))

    def _look(self, look: str) -> None:
        one = look == "one"
        self.view.setPageMode(QPdfView.PageMode.SinglePage if one else QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def _zoom(self, by: int) -> None:
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom:
            now = self.view.zoomFactor()
        else:
            page = self.document.pagePointSize(0)
            inch = self.view.logicalDpiX() / 72
            now = min(self.view.viewport().height() / (page.height() * inch or 1), 1.0)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        larger = [z for z in _ZOOMS if z > now + 0.01]
        smaller = [z for z in _ZOOMS if z < now - 0.01]
        self.view.setZoomFactor((larger[0] if larger else now) if by > 0 else (smaller[-1] if smaller else now))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.stop()
        super().done(result)
