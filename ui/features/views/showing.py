"""The place where a view is shown: as a map, as a table of one sort or another, or, where it is empty, in words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from stworkshop.analysis import legal
from stworkshop.analysis.viewpoints import ARRANGEMENT, Picture, View
from stworkshop.i18n import gettext as _
from ui.features.views import sheets
from ui.features.views.canvas import ViewCanvas
from ui.features.views.cells import Gap, Sheet
from ui.features.views.fixing import Fixing
from ui.features.views.on_wall import WallCanvas, WallSheet
from ui.features.views.sheet_view import NOTHING, SheetView
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.empty import EmptyState
from ui.session.bridge import Bridge


class Showing(QStackedWidget):
    """Shows a view in one of its forms."""

    opened = Signal(str)
    link_asked = Signal(str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._shown: View | None = None
        self._what: Picture | None = None
        self._form = ""
        self.canvas = ViewCanvas(bridge)
        self.sheet = SheetView(lambda: bridge.board, bridge.catalogue, _("View as a table"))
        self.duties = SheetView(lambda: bridge.board, bridge.catalogue, _("Duties of the chosen part"))
        self.fixing = Fixing(bridge, self, self.sheet.setFocus)
        self._empty = EmptyState("eye", "", "")
        self._map = self._as_map()
        self._table = self._as_table()
        for part in (self._map, self._table, self._empty):
            self.addWidget(part)
        self.canvas.opened.connect(self.opened)
        self.canvas.link_asked.connect(self.link_asked)
        self.sheet.opened.connect(self.opened)
        self.sheet.menu_asked.connect(self.menu_asked)
        self.sheet.fix_asked.connect(self.fix)
        self.sheet.picked.connect(self._picked)
        self.sheet.cells.chosen = lambda: bridge.selection
        bridge.selection_changed.connect(self._repaint_sheet)  # a lambda would outlive the view

    def _repaint_sheet(self, _ids: object) -> None:
        self.sheet.viewport().update()

    # --- what is shown

    @property
    def what_shown(self) -> tuple[str, ...]:
        """The cards of the view."""
        return self._what.shown if self._what is not None else ()

    def show_view(self, shown: View, what: Picture, form: str) -> None:
        """Show a view in a form; the keyboard stays where it is."""
        other = (self._shown is None or self._shown.id != shown.id) or self._form != form
        if other:
            self.fixing.close()
        self._shown, self._what, self._form = shown, what, form
        name = f"{shown.label}: {form}"
        if form == "map":
            self._again.setVisible(shown.layout != ARRANGEMENT)
            self._place_tools()
            self.canvas.show_view(shown, what)
            self._show(self._map, bool(what.shown), sheets.listing(self._bridge.board, self._bridge.catalogue, what))
            return
        sheet = self._sheet()
        if other:
            self.sheet.show_sheet(NOTHING)
        self.sheet.show_sheet(sheet)
        describe(self.sheet, name)
        self._duties_box.setVisible(form == "table" and bool(sheet.rows))
        if form == "table":
            self._show_duties()
        self._show(self._table, bool(sheet.rows), sheet)

    def fix(self, gap: Gap) -> None:
        """Start what closes a gap."""
        self.fixing.start(gap, self.sheet.mapTo(self, self.sheet.spot()))

    def for_wall(self) -> QWidget:
        """Return the view as it is shown on the wall."""
        assert self._shown is not None and self._what is not None
        if self._form == "map":
            return WallCanvas(self._bridge, self._shown, self._what)
        return WallSheet(self._bridge, self._shown, self._form)

    def close_view(self) -> None:
        """Stop what runs by itself, before the page goes."""
        self.fixing.close()
        self.canvas.close_view()

    def _sheet(self) -> Sheet:
        assert self._shown is not None and self._what is not None
        return sheets.sheet_of(self._bridge.board, self._bridge.catalogue, self._shown, self._what, self._form)

    def _show(self, part: QWidget, full: bool, sheet: Sheet) -> None:
        if not full:
            self._empty.say(*sheet.empty)
        wanted = part if full else self._empty
        inside = self.currentWidget()
        had_focus = (
            inside is not None and inside is not wanted and inside.isAncestorOf(self.window().focusWidget() or self)
        )
        self.setCurrentWidget(wanted)
        self.setFocusProxy(self.canvas if part is self._map else self.sheet)
        if had_focus:
            self.setFocus()

    # --- parts

    def _as_map(self) -> QWidget:
        holder = frame("picture")
        layout = column(holder)
        layout.addWidget(self.canvas, 1)
        self._tools = frame("toolbar", self.canvas)
        self._tools.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        describe(self._tools, _("Tools of the view"))
        line = row(self._tools, 2, (4, 4, 4, 4))
        self._percent = label("100 %", "small")
        self._percent.setFixedWidth(theme().scaled(44))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._again = button("", self._lay_out, "layout", "quiet", name=_("Lay out again"))
        for part in (
            self._again,
            button("", self.canvas.zoom_out, "zoom-out", "quiet", name=_("Zoom out"), shortcut="-"),
            self._percent,
            button("", self.canvas.zoom_in, "zoom-in", "quiet", name=_("Zoom in"), shortcut="+"),
            button("", self.canvas.fit, "fit", "quiet", name=_("Show the whole view"), shortcut="0"),
        ):
            line.addWidget(part)
        self.canvas.zoom_changed.connect(lambda zoom: self._percent.setText(_("{n} %").format(n=round(zoom * 100))))
        return holder

    def _as_table(self) -> QWidget:
        holder = frame("plain")
        whole = column(holder, 10)
        whole.addWidget(self.sheet, 300)
        self._duties_box = QFrame()
        self._duties_box.setProperty("part", "plain")
        layout = column(self._duties_box, 6)
        self._duties_title = label("", "body", strong=True)
        layout.addWidget(self._duties_title)
        self._duties_said = label("", "small", "text_2", wrap=True)
        layout.addWidget(self._duties_said)
        layout.addWidget(self.duties, 100)
        layout.addStretch(1)
        whole.addWidget(self._duties_box, 200)
        whole.addStretch(1)
        self._duties_box.hide()
        return holder

    def _lay_out(self) -> None:
        """Let all cards of the view stand where the layout puts them."""
        if self._shown is not None:
            self._bridge.run("lay_out_view", view=self._shown.id)
            self.canvas.fit()

    # --- the duties of the part that one stands on

    def _picked(self, cards: tuple[str, ...]) -> None:
        if cards:
            self._bridge.select(cards)
        if self._form == "table":
            self._show_duties()

    def _show_duties(self) -> None:
        """Show the duties of the part in the current row, or of the first that has some."""
        assert self._shown is not None
        rows = sheets.law_rows(self._bridge.board, self._bridge.catalogue, self._shown)
        at = self.sheet.currentIndex()
        here = rows[at.row()] if at.isValid() and at.row() < len(rows) else None
        row_shown = here or next((found for found in rows if found.duties), None)
        if row_shown is None:
            self._duties_box.hide()
            return
        part = self._bridge.board.elements[row_shown.part].label
        words = _("What the AI Act asks of “{part}”") if row_shown.duties else _("The AI Act asks nothing of “{part}”")
        if row_shown.needs_class:
            words = _("Choose a class for “{part}” to see its duties")
        self._duties_title.setText(words.format(part=part))
        catalogue = self._bridge.catalogue
        said = sheets.part_said(catalogue, row_shown)
        self._duties_said.setText(said)
        self._duties_said.setVisible(bool(said))
        self.duties.show_sheet(sheets.duties(row_shown, legal.checked(self._bridge.board, catalogue)))
        self.duties.setVisible(bool(row_shown.duties))

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tools()

    def _place_tools(self) -> None:
        size = self._tools.sizeHint()
        edge = theme().scaled(10)
        port = self.canvas.rect() if self.canvas.width() > 100 else self.rect()
        left = edge if self.isRightToLeft() else port.width() - size.width() - edge
        self._tools.setGeometry(QRect(left, port.height() - size.height() - edge, size.width(), size.height()))
        self._tools.raise_()
