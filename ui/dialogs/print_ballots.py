"""Print ballots: the real pages with their codes, for how many people, and Save as PDF or Print."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from stworkshop.ballots import MOST, SPARE
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.records import Round
from stworkshop.session import Session
from ui.background import Background
from ui.dialogs.print_preview import PrintPreview
from ui.theme import theme
from ui.widgets.basics import column, describe, frame, label, row
from ui.widgets.choices import Segments, Switch
from ui.widgets.words import WrappedLabel


class BallotPreview(PrintPreview):
    """The ballots of a round as they will be on paper; their codes are noted only when they are saved or printed."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        asked: Round,
        catalogue: Catalogue,
        background: Background,
        people: int,
        default_paper: str = "A4",
    ) -> None:
        self._session, self._asked = session, asked
        self._people = min(max(1, people), MOST - SPARE)
        self._printed = len(session.ballots.codes(asked.id))
        self._only_new = self._single = False
        super().__init__(parent, session.board, catalogue, background, default_paper)

    @property
    def people(self) -> int:
        """For how many people ballots are printed."""
        return self._people

    def title(self) -> str:
        """Return the title of the window."""
        return _("Print ballots")

    def sheets(self, pages: int) -> str:
        """Return how many sheets so many pages are: ballots are cut apart, so their backs stay white."""
        return ngettext("%d sheet, one side", "%d sheets, one side", pages) % pages

    # --- parts

    def _options(self) -> QWidget:
        panel = frame("panel-left")
        panel.setFixedWidth(theme().scaled(320))
        layout = column(panel, 10, (18, 16, 18, 16))
        layout.addWidget(label(self.title(), "heading"))
        layout.addWidget(WrappedLabel(self._asked.question, "body", "muted"))
        layout.addSpacing(theme().scaled(6))
        layout.addLayout(self._people_line())
        self._told = WrappedLabel("", "small", "muted")
        layout.addWidget(self._told)
        if self._printed:
            which = Segments(_("Which ballots"), (("all", _("All")), ("new", _("Only new ones"))))
            which.choose("all")
            which.chosen.connect(lambda choice: self._set(only_new=choice == "new"))
            layout.addWidget(which)
        layout.addSpacing(theme().scaled(6))
        layout.addWidget(label(_("Paper"), "small", "muted", strong=True))
        papers = Segments(_("Paper"), (("A4", "A4"), ("Letter", "Letter")))
        papers.choose(self._choices.paper)
        papers.chosen.connect(lambda paper: self._choose(paper=paper))
        layout.addWidget(papers)
        several = Segments(_("Ballots on a sheet"), (("several", _("As many as fit")), ("one", _("One on a sheet"))))
        several.choose("several")
        several.chosen.connect(lambda choice: self._set(single=choice == "one"))
        layout.addWidget(several)
        layout.addSpacing(theme().scaled(6))
        line = row(spacing=10)
        line.addWidget(WrappedLabel(_("Large print, 18 point")), 1)
        large = Switch(_("Large print, 18 point"))
        large.toggled.connect(lambda on: self._choose(large_print=on))
        line.addWidget(large)
        layout.addLayout(line)
        layout.addStretch(1)
        layout.addWidget(self._note())
        self._tell()
        return panel

    def _people_line(self) -> QHBoxLayout:
        line = row(spacing=10)
        line.addWidget(label(_("People here")), 1)
        self.spin = QSpinBox()
        self.spin.setRange(1, MOST - SPARE)
        self.spin.setValue(self._people)
        self.spin.setKeyboardTracking(False)
        self.spin.setMinimumWidth(theme().scaled(90))
        describe(self.spin, _("For how many people"))
        self.spin.valueChanged.connect(lambda people: self._set(people=people))
        line.addWidget(self.spin)
        return line

    def _note(self) -> QWidget:
        note = frame("well")
        words = _(
            "Each ballot has a random code that names no seat. Spare ballots are marked, and come last. Cut the"
            " sheets before you hand them out."
        )
        if self._named():
            words = _("People write their names on these ballots, as this round keeps names.")
        column(note, 0, (12, 10, 12, 10)).addWidget(WrappedLabel(words, "small", "muted"))
        return note

    # --- choices

    def _named(self) -> bool:
        return all(not code for code, _spare in self._session.ballots.copies(self._asked.id, 1))

    def _set(self, *, people: int | None = None, only_new: bool | None = None, single: bool | None = None) -> None:
        self._people = self._people if people is None else people
        self._only_new = self._only_new if only_new is None else only_new
        self._single = self._single if single is None else single
        self._tell()
        self._make()

    def _tell(self) -> None:
        copies = self._copies()
        spare = sum(is_spare for _code, is_spare in copies)
        count = len(copies)
        words = ngettext("{n} ballot, {spare} of them spare.", "{n} ballots, {spare} of them spare.", count)
        told = [words.format(n=count, spare=spare)]
        if self._printed:
            told.append(
                ngettext("{n} is printed already.", "{n} are printed already.", self._printed).format(n=self._printed)
            )
        self._told.setText(" ".join(told))

    def _copies(self) -> list[tuple[str, bool]]:
        return self._session.ballots.copies(self._asked.id, self._people, only_new=self._only_new)

    def _work(self) -> Callable[[], bytes]:
        board, catalogue, choices, asked = self._board, self._catalogue, self._choices, self._asked
        copies, single = self._copies(), self._single

        def work() -> bytes:
            from stworkshop.report.ballots import ballots_bytes  # slow to load, and only needed here

            return ballots_bytes(
                board,
                catalogue,
                asked,
                copies,
                paper=choices.paper,
                large_print=choices.large_print,
                single=single,
            )

        return work
