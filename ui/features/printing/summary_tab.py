"""The summary: one sheet for everyone, more for those who ask, how it reads, and the kit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.report.content.outline import EDITIONS
from ui.features.printing.desk import Desk
from ui.features.printing.parts import EditionPages, Pages, Part, Said
from ui.features.printing.reply_box import ReplyBox
from ui.features.printing.role_box import unlisted_box, without_role_box
from ui.features.printing.rows import LookBox, PartRow, pages_in_words
from ui.features.printing.tab import PrintTab
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.popover import Popover
from ui.kit.widgets.tiles import Tile
from ui.kit.widgets.words import IconLabel, WrappedLabel

SHEET, WHOLE, ABSENT, TAKEAWAY = "one-sheet", "participants", "absent", "takeaway"


@dataclass(frozen=True)
class Edition:
    """A line of the tab: the words for it, for how many pages it has, and over its thumbnails."""

    name: str
    words: str
    strip: str
    detail: Callable[[int], str]
    copies: int = 1
    both_sides: bool = True


def editions(people: int) -> list[Edition]:
    """Return the lines in their order, those only for which pages can be made."""
    rest = _("what was decided, what comes next, the map")
    made = [
        Edition(
            SHEET,
            _("One sheet to take home"),
            _("Everyone"),
            lambda n: (_("two sides: {what}") if n <= 2 else pages_in_words(n) + ": {what}").format(what=rest),
            people,
        ),
        Edition(
            WHOLE,
            _("All pages"),
            _("All pages"),
            lambda _n: _("map, key, risks, agreement, words"),
        ),
        Edition(
            "decision-makers",
            _("For decision makers"),
            _("Decision makers"),
            lambda n: _lead(n, _("what is asked, what is not agreed")),
        ),
        Edition(
            "engineers",
            _("For engineers"),
            _("Engineers"),
            lambda n: _lead(n, _("what to build, respect and test")),
        ),
        Edition(
            ABSENT,
            _("For people who were not there"),
            _("Not there"),
            lambda n: _lead(n, _("what was said about you, how to answer")),
            people,
        ),
        Edition(
            TAKEAWAY,
            _("One page each: what you raised, where it went"),
            _("One page each"),
            lambda n: _lead(n, _("only what each person allowed")),
            both_sides=False,
        ),
    ]
    return [one for one in made if one.name in EDITIONS]


def _lead(n: int, words: str) -> str:
    return f"{pages_in_words(n)}: {words}" if n else words


class SummaryTab(PrintTab):
    """Ticks for the editions; while the one for people who were not there is ticked, what becomes of their answers."""

    wants_kit = Signal()
    wants_people = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.body.addWidget(label(_("For everyone"), "body_strong"))
        self.rows: dict[str, PartRow] = {}
        self._editions = editions(desk.expected)
        for edition in self._editions:
            first = edition.name == SHEET
            made = PartRow(edition.name, edition.words, edition.copies, first=first, ticked=first)
            made.changed.connect(self._choose)
            self.rows[edition.name] = made
            self.body.addWidget(made)
            if first:
                self.spare(4)
                self.body.addWidget(label(_("More, for those who ask"), "body_strong"))
        self.reply = ReplyBox(desk.board)
        self.reply.changed.connect(self.changed)
        self.reply.hide()
        self.body.addWidget(self.reply)
        self.roles = without_role_box(desk.board, read_only=desk.read_only)
        self.unlisted = unlisted_box(desk.board, read_only=desk.read_only)
        for box in (self.roles, self.unlisted):
            box.wanted.connect(self.wants_people)
            self.body.addWidget(box)
        self.roles.hide()
        self.unlisted.setVisible(bool(self.unlisted.count))
        self.spare(4)
        self.look = LookBox(desk)
        self.body.addWidget(self.look)
        self.spare(4)
        self.kit = _KitTile()
        self.kit.clicked.connect(self.wants_kit)
        self.body.addWidget(self.kit)
        self.body.addStretch(1)
        self._gaps = _Gaps(desk)
        self.body.addWidget(self._gaps)
        self.show_made()

    # --- what is printed

    def parts(self) -> list[Part]:
        return [
            Part(
                edition.name,
                self._pages(edition),
                edition.words if edition.name != SHEET else _("For everyone"),
                edition.strip,
                self.rows[edition.name].number,
                edition.both_sides,
            )
            for edition in self._editions
            if self.rows[edition.name].is_on
        ]

    def counted(self) -> list[Pages]:
        found = [self._pages(edition) for edition in self._editions]
        return [*found, *self._whole()]

    def _pages(self, edition: Edition) -> EditionPages:
        return EditionPages(edition.name, self.desk.look, self._said(edition.name))

    def _said(self, name: str) -> Said:
        """Return what the fields say, for the editions that tell where answers go."""
        wanted = name == ABSENT or (name in (SHEET, WHOLE) and not self.reply.missing())
        return self.reply.said() if wanted and self.rows.get(ABSENT) is not None and self.rows[ABSENT].is_on else ()

    def _whole(self) -> tuple[EditionPages, EditionPages]:
        """Return all pages in normal and in large print."""
        look = self.desk.look
        return (
            EditionPages(WHOLE, replace(look, large_print=False)),
            EditionPages(WHOLE, replace(look, large_print=True)),
        )

    def missing(self) -> list[QWidget]:
        on = ABSENT in self.rows and self.rows[ABSENT].is_on
        return self.reply.missing() if on else []

    def why_not(self) -> str:
        return "" if any(made.is_on for made in self.rows.values()) else _("Nothing is ticked")

    def printed(self, parts: list[Part]) -> None:
        if any(part.id == ABSENT for part in parts):
            self.desk.note({**dict(self.reply.said()), "absent_summary_exported": "yes"})

    # --- what is told

    def show_made(self) -> None:
        for edition in self._editions:
            made, line = self.desk.made(self._pages(edition)), self.rows[edition.name]
            count = made.count if made is not None else 0
            words = edition.words
            if edition.name == WHOLE and count:
                words = ngettext("All {n} page", "All {n} pages", count).format(n=count)
            # What is missing is said by the fields below, not a second time by the line.
            error = made.error if made is not None and not (edition.name == ABSENT and self.reply.missing()) else None
            line.say(words, edition.detail(count), error)
            line.say_sheets(made, edition.both_sides)
        normal, large = (self.desk.made(pages) for pages in self._whole())
        if normal is not None and large is not None and not normal.error:
            told = ngettext("{n} page becomes {m}", "{n} pages become {m}", normal.count)
            self.look.large.say(told.format(n=normal.count, m=large.count))

    def show_kit(self, words: str, sheets: str) -> None:
        """Say what is in the kit, and how much paper it takes."""
        self.kit.say(words, sheets)

    def _choose(self) -> None:
        self.reply.setVisible(ABSENT in self.rows and self.rows[ABSENT].is_on)
        self.roles.setVisible(bool(self.roles.count) and TAKEAWAY in self.rows and self.rows[TAKEAWAY].is_on)
        self.show_made()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.reply.fold(self.width() < theme().scaled(360))


class _KitTile(Tile):
    """The whole kit, what is in it, and its own estimate; it leads to the tab of the kit."""

    def __init__(self) -> None:
        super().__init__("tile")
        self.setAutoDefault(False)
        layout = row(self, 10, (12, 9, 12, 9))
        layout.addWidget(IconLabel("open-folder", "text_2", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        told = column(spacing=0)
        told.addWidget(WrappedLabel(_("The whole kit"), strong=True))
        self._detail = WrappedLabel("", "small", "muted")
        told.addWidget(self._detail)
        layout.addLayout(told, 1)
        self._sheets = label("", "small", "muted")
        self._sheets.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._sheets)
        self.let_through()
        self.hide()

    def say(self, words: str, sheets: str) -> None:
        self._detail.setText(words)
        self._sheets.setText(sheets)
        describe(self, _("The whole kit"), description=f"{words} {sheets}".strip())
        self.setVisible(bool(words))
        self.updateGeometry()


class _Gaps(QWidget):
    """How many points are printed as “not discussed”, and which."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        column(self, 0, (0, 6, 0, 2)).addWidget(self._well())
        self._sentences: list[str] = []
        self.hide()
        board, catalogue = desk.board, desk.catalogue

        def find() -> list[str]:
            from stworkshop.report.content.facts import Facts  # slow to load, and only needed here
            from stworkshop.report.content.open_questions import gaps, source_of

            facts = Facts(board, catalogue)
            found = ((gap.message, source_of(facts, gap)) for gap in gaps(facts))
            return [f"{message} ({source})" if source else message for message, source in found]

        desk.background.run(find, self._tell, owner=self)

    def _well(self) -> QWidget:
        well = frame("well")
        layout = row(well, 10, (12, 6, 12, 6))
        layout.addWidget(IconLabel("not-asked", "text_2", 18))
        self._words = WrappedLabel("", "small")
        layout.addWidget(self._words, 1)
        self._show: QPushButton = button(_("Show"), self.show_all, look="quiet", scale="small")
        self._show.setAutoDefault(False)
        describe(self._show, _("Show what prints as “not discussed”"))
        layout.addWidget(self._show)
        return well

    def _tell(self, sentences: list[str]) -> None:
        self._sentences = sentences
        n = len(sentences)
        words = ngettext(
            "{n} point will be printed as “not discussed”.", "{n} points will be printed as “not discussed”.", n
        )
        self._words.setText(f"{words.format(n=n)} {_('We print only what people said.')}")
        self.setVisible(bool(n))

    def show_all(self) -> None:
        """List what prints as not discussed."""
        sheet = Popover(self.window(), _("Prints as “not discussed”"), wide=440)
        shown = QListWidget()
        shown.setProperty("look", "plain")
        shown.setWordWrap(True)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        describe(shown, _("Prints as “not discussed”"))
        shown.addItems(self._sentences)
        shown.setCurrentRow(0)
        shown.setMinimumHeight(theme().scaled(min(320, 30 * len(self._sentences) + 20)))
        sheet.body.addWidget(shown)
        close = button(_("Close"), sheet.close, look="quiet")
        close.setAutoDefault(False)
        sheet.foot.addWidget(close)
        sheet.open_under(self._show, shown)
