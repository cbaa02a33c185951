"""The right side of the print dialog: the real pages, a strip of small ones, and how they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.report.typesetting.reading_order import Place, reading_order
from ui.features.printing.page_cache import Sheaf
from ui.features.printing.pages_view import ALL, ONE, TWO, PagesView, Sheet
from ui.features.printing.parts import Made, Part
from ui.features.printing.rows import sheets_in_words
from ui.features.printing.thumbnails import Strip
from ui.kit.background import Background
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, line, row
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.folding import Folding
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import ElidedLabel


class Preview(QFrame):
    """Shows the parts that were made; what is not made yet, or cannot be, is said."""

    panel_toggled = Signal(bool)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._sheaves: dict[bytes, Sheaf] = {}
        self._places: dict[bytes, list[Place]] = {}
        self._parts: list[tuple[Part, Made]] = []
        self._numbered = self._several = False
        layout = column(self)
        self.bar = self._bar()
        layout.addWidget(self.bar)
        self.strip = Strip()
        self.view = PagesView()
        self._empty = EmptyState("print", _("The pages are being made"), _("This takes a moment."))
        self._stack = QStackedWidget()
        pages = frame("pages")
        inside = row(pages)
        self._strip_holder = frame("plain")
        column(self._strip_holder, 0, (0, 8, 0, 8)).addWidget(self.strip)
        inside.addWidget(self._strip_holder)
        inside.addWidget(self.view, 1)
        self._stack.addWidget(pages)
        self._stack.addWidget(self._empty)
        layout.addWidget(self._stack, 1)
        self.strip.wanted.connect(self.view.go_to)
        self.view.turned.connect(self._show_turned)
        self.view.zoomed.connect(self._show_zoom)

    def _bar(self) -> Folding:
        first, last = QWidget(), QWidget()
        begin = row(first, 4)
        self.panel = button("", None, "panel-left", "quiet", name=_("Hide or show the choices"))
        self.panel.setCheckable(True)
        self.panel.toggled.connect(self.panel_toggled)
        begin.addWidget(self.panel)
        self._what = ElidedLabel("", "small")
        self._before = button("", lambda: self.view.turn(-1), "chevron-left", "quiet", name=_("Pages before"))
        self._after = button("", lambda: self.view.turn(1), "chevron-right", "quiet", name=_("Next pages"))
        if self.isRightToLeft():
            theme().set_icon(self._before, "chevron-right", "text_2", 20)
            theme().set_icon(self._after, "chevron-left", "text_2", 20)
        for made in (self._what, self._before, self._after):
            begin.addWidget(made)
        begin.addStretch(1)
        end = row(last, 6)
        self.modes = Segments(_("How pages are shown"), ((ONE, _("One page")), (TWO, _("Two pages")), (ALL, _("All"))))
        self.modes.choose(TWO)
        self.modes.chosen.connect(lambda mode: self.view.show_mode(mode))
        end.addWidget(self.modes)
        self._zoom = button("100 %", lambda: self.view.fit(), look="quiet", scale="small")
        self._zoom.setMinimumWidth(theme().scaled(56))
        smaller = button("", lambda: self.view.zoom(-1), "zoom-out", "quiet", name=_("Smaller"))
        larger = button("", lambda: self.view.zoom(1), "zoom-in", "quiet", name=_("Larger"))
        for made in (smaller, self._zoom, larger):
            end.addWidget(made)
        end.addWidget(line(upright=True))
        self.order = button(_("Reading order"), None, "list", "quiet")
        self.order.setCheckable(True)
        self.order.toggled.connect(self.number_blocks)
        describe(self.order, _("Reading order"), description=_("Number the blocks as a screen reader takes them"))
        end.addWidget(self.order)
        for button_ in (*first.findChildren(QPushButton), *last.findChildren(QPushButton)):
            button_.setAutoDefault(False)
        return Folding("app-bar", first, last, (12, 6), whole=True)

    # --- what is shown

    def show_parts(self, parts: Sequence[tuple[Part, Made]], nothing: tuple[str, str]) -> None:
        """Show parts that were made; `nothing` is said in their place where there are none."""
        self._empty.say(*nothing)
        parts = [(part, made) for part, made in parts if made.count]
        if parts and [(p.id, p.title, m.data) for p, m in parts] == [(p.id, p.title, m.data) for p, m in self._parts]:
            return
        gone = set(self._sheaves) - {made.data for _part, made in parts}
        self._parts = list(parts)
        for part_data in {made.data for _part, made in parts} - set(self._sheaves):
            self._sheaves[part_data] = Sheaf(part_data, self)
        self._show_sheets()
        for data in gone:
            self._sheaves.pop(data).close()
            self._places.pop(data, None)
        self._stack.setCurrentIndex(0 if parts else 1)
        self._several = sum(made.count for _part, made in parts) > 1
        self._make_room()
        if self._numbered:
            self._find_places()

    def sheaf(self, made: Made) -> Sheaf:
        """Return the document of pages that were made."""
        if made.data not in self._sheaves:
            self._sheaves[made.data] = Sheaf(made.data, self)
        return self._sheaves[made.data]

    def number_blocks(self, on: bool) -> None:
        """Show, or hide, the order in which the blocks are read."""
        self._numbered = on
        self.view.show_badges(on)
        if on:
            self._find_places()

    def close_all(self) -> None:
        """Let all documents go."""
        self.view.show_sheets([])
        self.strip.show_sheets([], [])
        for sheaf in self._sheaves.values():
            sheaf.close()
        self._sheaves = {}

    def _show_sheets(self) -> None:
        sheets = [
            Sheet(
                self._sheaves[made.data],
                page,
                number,
                _caption(part, made, page),
                [place for place in self._places.get(made.data, ()) if place.page == page],
            )
            for number, (part, made) in enumerate(self._parts)
            for page in range(made.count)
        ]
        self.strip.show_sheets(sheets, [part.short for part, _made in self._parts])
        self.view.show_sheets(sheets)

    def _find_places(self) -> None:
        """Find the blocks of what is shown and was not looked at, off the GUI thread."""
        wanted = [made.data for _part, made in self._parts if made.data not in self._places]
        for data in wanted:
            self._places[data] = []

        def keep(found: list[tuple[bytes, list[Place]]]) -> None:
            for data, places in found:
                if data in self._places:
                    self._places[data] = places
            self._show_sheets()

        if wanted:
            self._background.run(lambda: [(data, reading_order(data)) for data in wanted], keep, owner=self)

    def _show_turned(self) -> None:
        shown = self.view.in_view()
        self.strip.show_in_view(shown)
        self._before.setEnabled(self.view.can_turn(-1))
        self._after.setEnabled(self.view.can_turn(1))
        now = self.view.current()
        words = ""
        if now is not None and now.part < len(self._parts):
            part, made = self._parts[now.part]
            sheets = -(-made.count // 2) if part.both_sides else made.count
            words = f"{part.title}, {sheets_in_words(sheets)}"
        self._what.setText(words)
        self._what.updateGeometry()
        self.bar.fold()
        self._show_zoom()

    def _show_zoom(self) -> None:
        percent = _("{n} %").format(n=round(self.view.scale * 100))
        self._zoom.setText(percent)
        describe(self._zoom, _("{n} %: show whole pages").format(n=round(self.view.scale * 100)))
        set_tip(self._zoom, _("Show whole pages"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out the strip, and the words of the last button, where the pages need the room."""
        self._strip_holder.setVisible(
            self._several and self.width() >= theme().scaled(420) and self.height() >= theme().scaled(330)
        )
        words = "" if self.width() < theme().scaled(560) else _("Reading order")
        if self.order.text() != words:
            self.order.setText(words)
            theme().set_icon(self.order, "list", "text_2", 18, "brand_text")
            set_tip(self.order, "" if words else _("Reading order"))
            self.bar.fold()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(280), theme().scaled(240))


def _caption(part: Part, made: Made, page: int) -> str:
    """Return what stands under a page: the sides of one sheet, or its number."""
    if part.both_sides and made.count <= 2:
        return _("front") if page == 0 else _("back")
    return _("page {n} of {all}").format(n=page + 1, all=made.count)
