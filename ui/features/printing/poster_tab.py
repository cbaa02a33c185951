"""The map as a poster: one large page, or spread over sheets that a small printer takes, with its true size."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.report.sheets import SHEETS, SheetOptions
from ui.features.printing.desk import Desk
from ui.features.printing.parts import Part, SheetPages
from ui.features.printing.rows import LookBox, Number, beside, sheets_in_words
from ui.features.printing.tab import PrintTab
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, frame, label
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.words import WrappedLabel

POSTER = "poster"
_LARGE = ("A3", "A2", "A1", "A0")
_SMALL = ("A4", "A3")
_ONE, _TILES = "one", "tiles"


class PosterTab(PrintTab):
    """One page of A3 to A0, or columns and rows of sheets."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._way = _known(desk.remembered("poster_way", _TILES), (_ONE, _TILES))
        self._large = _known(desk.remembered("poster_paper", "A1"), _LARGE)
        self._small = _known(desk.remembered("tile_paper", "A4"), _SMALL)
        self.body.addWidget(label(_("The map as a poster"), "body_strong"))
        self.ways = Segments(_("How the poster is printed"), ((_ONE, _("One page")), (_TILES, _("Spread over sheets"))))
        self.ways.choose(self._way)
        self.ways.chosen.connect(lambda way: self._choose(way=way))
        self.body.addWidget(self.ways)
        self.spare(4)
        self._forms = QStackedWidget()
        self._forms.addWidget(self._one_page())
        self._forms.addWidget(self._tiles())
        self.body.addWidget(self._forms)
        self.spare(4)
        well = frame("well")
        inside = column(well, 2, (12, 10, 12, 10))
        self.measures = WrappedLabel("", "body", strong=True)
        self._told = WrappedLabel("", "small", "muted")
        inside.addWidget(self.measures)
        inside.addWidget(self._told)
        self.body.addWidget(well)
        self.spare(4)
        self.body.addWidget(LookBox(desk, ("grey",)))
        self.body.addStretch(1)
        desk.changed.connect(self._show)
        self._show()

    def _one_page(self) -> QWidget:
        made = QWidget()
        layout = column(made, 6)
        self.papers = Segments(_("Paper of the poster"), tuple((paper, paper) for paper in _LARGE))
        self.papers.choose(self._large)
        self.papers.chosen.connect(lambda paper: self._choose(large=paper))
        layout.addWidget(beside(_("Paper"), self.papers))
        layout.addWidget(WrappedLabel(_("Save it as PDF for a copy shop, or print it on a plotter."), "small", "muted"))
        layout.addStretch(1)
        return made

    def _tiles(self) -> QWidget:
        made = QWidget()
        layout = column(made, 6)
        self.sheets = Segments(_("Paper of each sheet"), tuple((paper, paper) for paper in _SMALL))
        self.sheets.choose(self._small)
        self.sheets.chosen.connect(lambda paper: self._choose(small=paper))
        layout.addWidget(beside(_("Each sheet"), self.sheets))
        most = _most_tiles()
        self.columns = Number(_("Columns of sheets"), self.desk.remembered("tile_columns", 3), most)
        self.rows = Number(_("Rows of sheets"), self.desk.remembered("tile_rows", 2), most)
        for words, control in ((_("Sheets beside each other"), self.columns), (_("Rows of sheets"), self.rows)):
            control.valueChanged.connect(lambda _value: self._choose())
            layout.addWidget(beside(words, control))
        layout.addWidget(
            WrappedLabel(
                _("Sheets overlap, have marks to cut along and a name each. The first one shows how they join."),
                "small",
                "muted",
            )
        )
        layout.addStretch(1)
        return made

    def options(self) -> SheetOptions:
        """Return what is chosen."""
        options = SheetOptions(grey=self.desk.look.grey)
        if self._way == _ONE:
            return replace(options, paper=self._large)
        return replace(options, paper=self._small, tiles=(self.columns.value(), self.rows.value()))

    def parts(self) -> list[Part]:
        if POSTER not in SHEETS:
            return []
        pages = SheetPages(POSTER, self.options())
        return [Part(POSTER, pages, _("Poster"), _("Poster"), both_sides=False)]

    def _choose(self, *, way: str = "", large: str = "", small: str = "") -> None:
        self._way, self._large, self._small = way or self._way, large or self._large, small or self._small
        for name, value in (
            ("poster_way", self._way),
            ("poster_paper", self._large),
            ("tile_paper", self._small),
            ("tile_columns", self.columns.value()),
            ("tile_rows", self.rows.value()),
        ):
            self.desk.remember(name, value)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        from stworkshop.report.wall import poster  # what draws is slow to load

        self._forms.setCurrentIndex(0 if self._way == _ONE else 1)
        current = self._forms.currentWidget() or self._forms
        self._forms.setFixedHeight(max(current.sizeHint().height(), theme().scaled(60)))
        options = self.options()
        w, h, sheets = poster.poster_size(self.desk.board, options.paper, options.tiles)
        size = _("{w} × {h} mm").format(w=round(w), h=round(h))
        self.measures.setText(f"{size}, {sheets_in_words(sheets)}")
        if self._way == _ONE:
            self._told.setText(_("True size: print it at 100 %, not “fit to page”."))
        else:
            self._told.setText(
                _("{poster}. One sheet more shows how they join.").format(
                    poster=poster.fit_tiles(options.paper, options.tiles)
                )
            )


def _known(value: str, choices: tuple[str, ...]) -> str:
    return value if value in choices else choices[0]


def _most_tiles() -> int:
    from stworkshop.report.wall.tiling import MOST_TILES

    return MOST_TILES
