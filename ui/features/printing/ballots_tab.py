"""The ballots of an open round: for how many people, how they lie on the sheets; codes are noted once they leave."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Round
from stworkshop.session.paper_ballots import MOST, SPARE
from ui.features.printing.desk import Desk
from ui.features.printing.parts import BallotPages, Look, Part, SlipPages
from ui.features.printing.rows import LookBox, Number, SwitchLine, beside
from ui.features.printing.tab import PrintTab
from ui.kit.widgets.basics import column, frame, label
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.words import WrappedLabel

BALLOTS = "ballots"


def open_rounds(desk: Desk) -> list[Round]:
    """Return the open rounds of this laptop, the newest first."""
    found = [
        record
        for record in desk.board.rounds.values()
        if record.closed_order is None and record.opened_by in ("", desk.session.laptop)
    ]
    return sorted(found, key=lambda record: record.seq, reverse=True)


class BallotMaker:
    """The ballots of the rounds: the same choice gives the same pages until they leave the program."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._copies: dict[tuple[str, int, bool], tuple[tuple[str, bool], ...]] = {}

    def copies(self, round_id: str, people: int, only_new: bool = False) -> tuple[tuple[str, bool], ...]:
        """Return each code with whether it is a spare one; their order is one of chance, kept while the dialog is."""
        key = (round_id, people, only_new)
        if key not in self._copies:
            self._copies[key] = tuple(self._desk.session.ballots.copies(round_id, people, only_new=only_new))
        return self._copies[key]

    def slips(self, round_id: str, people: int, look: Look, only_new: bool = False) -> SlipPages:
        """Return the slips of the same codes in the same order, with the address of telephones if it is known."""
        phones, session = self._desk.phones, self._desk.session.phones
        copies = [(session.slip(round_id, code), spare) for code, spare in self.copies(round_id, people, only_new)]
        slips = tuple((slip, phones(round_id, slip)[0], spare) for slip, spare in copies)
        return SlipPages(round_id, slips, phones(round_id, "")[1:], look)

    def printed(self, round_id: str) -> int:
        """Return how many ballots were printed before."""
        return len(self._desk.session.ballots.codes(round_id))

    def issue(self, round_id: str, people: int) -> None:
        """Note that ballots for so many people left the program; raises KnownError."""
        self._desk.session.ballots.issue(round_id, people)
        self._copies = {}


class BallotsTab(PrintTab):
    """The round, the people, and how the ballots look."""

    def __init__(self, desk: Desk, ballots: BallotMaker, asked: str = "") -> None:
        super().__init__(desk)
        self._ballots = ballots
        self._rounds = {record.id: record for record in open_rounds(desk)}
        self._asked = asked if asked in self._rounds else next(iter(self._rounds), "")
        self._only_new = self._single = self._fillable = self._slips = False
        if not self._asked or desk.read_only:
            self._say_nothing()
            return
        self.body.addWidget(label(_("Ballots of the open round"), "body_strong"))
        if len(self._rounds) > 1:
            self.round = ChoiceBox(_("Round"), [(r.id, r.label or r.question) for r in self._rounds.values()])
            self.round.removeItem(0)
            self.round.choose(self._asked)
            self.round.chosen.connect(self._choose_round)
            self.body.addWidget(self.round)
        self._question = WrappedLabel("", "body", "muted")
        self.body.addWidget(self._question)
        self.spare(2)
        self.what = Segments(_("What is printed"), (("ballots", _("Ballots")), ("slips", _("Slips"))))
        self.what.choose("ballots")
        self.what.chosen.connect(lambda choice: self._set(slips=choice == "slips"))
        self.body.addWidget(self.what)
        people = min(max(1, desk.people_of(self._asked)), MOST - SPARE)
        self.people = Number(_("For how many people"), people, MOST - SPARE)
        self.people.valueChanged.connect(lambda _people: self._show(tell=True))
        self.body.addWidget(beside(_("People here"), self.people))
        self.told = WrappedLabel("", "small", "muted")
        self.body.addWidget(self.told)
        self.which = Segments(_("Which ballots"), (("all", _("All")), ("new", _("Only new ones"))))
        self.which.choose("all")
        self.which.chosen.connect(lambda choice: self._set(only_new=choice == "new"))
        self.body.addWidget(self.which)
        self.spare(2)
        self.several = Segments(
            _("Ballots on a sheet"), (("several", _("As many as fit")), ("one", _("One on a sheet")))
        )
        self.several.choose("several")
        self.several.chosen.connect(lambda choice: self._set(single=choice == "one"))
        self.body.addWidget(self.several)
        self.fillable = SwitchLine(
            _("To be filled in on a screen"),
            _("boxes in the saved PDF can be ticked"),
            False,
            lambda on: self._set(fillable=on),
        )
        self.body.addWidget(self.fillable)
        self.spare(4)
        self.body.addWidget(LookBox(desk, ("paper", "large_print", "grey")))
        self.spare(2)
        self.body.addWidget(self._note())
        self.body.addStretch(1)
        self._show()

    def _say_nothing(self) -> None:
        words = _("Ballots belong to a question. Open a round on paper with “Ask the room”, then print them here.")
        if self._asked:
            words = _("Each ballot has a code that is noted when it is printed, and this session is only read.")
        title = _("Ballots cannot be printed") if self._asked else _("No round is open")
        self.body.addWidget(label(title, "body_strong"))
        self.body.addWidget(WrappedLabel(words, "small", "muted"))
        self.body.addStretch(1)

    def _note(self) -> QFrame:
        note = frame("well")
        words = _(
            "Each ballot has a random code that names no seat. Spare ballots are marked, and come last. Cut the"
            " sheets before you hand them out."
        )
        if not self._anonymous():
            words = _("People write their names on these ballots, as this round keeps names.")
        column(note, 0, (12, 10, 12, 10)).addWidget(WrappedLabel(words, "small", "muted"))
        return note

    # --- what is printed

    def parts(self) -> list[Part]:
        if not self._asked or self.desk.read_only:
            return []
        copies = self._ballots.copies(self._asked, self.people.value(), self._only_new)
        if not copies:
            return []
        record = self._rounds[self._asked]
        if self._slips and self._anonymous():
            slips = self._ballots.slips(self._asked, self.people.value(), self.desk.look, self._only_new)
            title = _("Slips {question}").format(question=record.label or record.question)
            return [Part(BALLOTS, slips, title, _("Slips"), both_sides=False)]
        pages = BallotPages(self._asked, copies, self.desk.look, self._single, self._fillable)
        title = _("Ballots {question}").format(question=record.label or record.question)
        return [Part(BALLOTS, pages, title, _("Ballots"), both_sides=False)]

    def why_not(self) -> str:
        if not self._asked:
            return _("No round is open")
        if self.desk.read_only:
            return _("Codes cannot be noted: this session is open for reading only")
        return "" if self.parts() else _("All ballots are printed already")

    def printed(self, parts: list[Part]) -> None:
        if parts and self._asked:
            self._ballots.issue(self._asked, self.people.value())
            self._show()

    # --- choices

    def _choose_round(self, name: str) -> None:
        self._asked = name
        self.people.blockSignals(True)
        self.people.setValue(self.desk.people_of(name))
        self.people.blockSignals(False)
        self._show(tell=True)

    def _anonymous(self) -> bool:
        return any(code for code, _spare in self._ballots.copies(self._asked, 1))

    def _set(
        self,
        *,
        only_new: bool | None = None,
        single: bool | None = None,
        fillable: bool | None = None,
        slips: bool | None = None,
    ) -> None:
        self._slips = self._slips if slips is None else slips
        self._only_new = self._only_new if only_new is None else only_new
        self._single = self._single if single is None else single
        self._fillable = self._fillable if fillable is None else fillable
        self._show(tell=True)

    def _show(self, *, tell: bool = False) -> None:
        self._question.setText(self._rounds[self._asked].question)
        copies = self._ballots.copies(self._asked, self.people.value(), self._only_new)
        spare, count = sum(is_spare for _code, is_spare in copies), len(copies)
        self.what.setVisible(self._anonymous())
        slips = self._slips and self._anonymous()
        for part in (self.several, self.fillable):
            part.setVisible(not slips)
        words = ngettext("{n} ballot, {spare} of them spare.", "{n} ballots, {spare} of them spare.", count)
        if slips:
            words = ngettext("{n} slip, {spare} of them spare.", "{n} slips, {spare} of them spare.", count)
        told = [words.format(n=count, spare=spare)]
        printed = self._ballots.printed(self._asked)
        if printed:
            told.append(ngettext("{n} is printed already.", "{n} are printed already.", printed).format(n=printed))
        self.which.setVisible(bool(printed))
        if slips:
            told.append(_("A slip has the code of a ballot. It counts once, by telephone, on the laptop or on paper."))
        self.told.setText(" ".join(told))
        if tell:
            self.changed.emit()
