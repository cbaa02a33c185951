"""The kit: everything for the table in one go, each part with a tick and how many times it comes."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import is_anonymous
from stworkshop.model.records import Round
from stworkshop.report.estimate import estimate
from stworkshop.report.kit.kit import wanted
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.wall.cards import default_cards
from stworkshop.session.paper_ballots import MOST, SPARE
from ui.features.printing.ballots_tab import BallotMaker, open_rounds
from ui.features.printing.desk import Desk
from ui.features.printing.parts import BallotPages, Pages, Part, SheetPages, with_look
from ui.features.printing.rows import LookBox, Number, PartRow, beside, minutes_in_words, sheets_in_words
from ui.features.printing.tab import PrintTab
from ui.kit.widgets.basics import label
from ui.kit.widgets.words import WrappedLabel

KIT = "kit"
_SLIPS = "slips "


class KitTab(PrintTab):
    """All parts are ticked at first; one button prints them, or saves them as one file."""

    def __init__(self, desk: Desk, ballots: BallotMaker) -> None:
        super().__init__(desk)
        self._ballots = ballots
        self._rounds = open_rounds(desk)
        people = min(max(1, desk.expected), MOST - SPARE)
        self._lines = {one.name: one for one in wanted(desk.board, people)}
        self.rows: dict[str, PartRow] = {}
        self.body.addWidget(label(_("The whole kit"), "body_strong"))
        self.body.addWidget(
            WrappedLabel(_("Everything for the table, in the order in which you need it."), "small", "muted")
        )
        self.people = Number(_("For how many people"), people, MOST - SPARE)
        self.people.valueChanged.connect(self._count_people)
        self.body.addWidget(beside(_("People expected"), self.people))
        for line in self._lines.values():
            if line.name == "consent":
                self._add_ballots()
            copies = line.copies if line.copies > 1 else 0
            self._add(PartRow(line.name, line.title, copies, ticked=True))
        if "consent" not in self._lines:
            self._add_ballots()
        self.spare(4)
        self.look = LookBox(desk, ("paper", "large_print", "grey"))
        self.body.addWidget(self.look)
        self.body.addStretch(1)
        self.show_made()

    @property
    def together(self) -> str:
        """The title of the one file in which all parts are saved."""
        return _("Kit")

    def _add(self, made: PartRow) -> None:
        made.changed.connect(self._choose)
        self.rows[made.name] = made
        self.body.addWidget(made)

    def _add_ballots(self) -> None:
        """Add the ballots of each open round; where none is open, say so."""
        for record in self._rounds:
            words = _("Ballots: {question}").format(question=record.label or record.question)
            made = PartRow(record.id, words, ticked=True)
            slips = PartRow(_SLIPS + record.id, _slips_title(record))
            for one in (made, slips) if is_anonymous(self.desk.board.session, record) else (made,):
                if self.desk.read_only:
                    one.forbid(_("their codes cannot be noted: this session is open for reading only"))
                self._add(one)
        if not self._rounds:
            made = PartRow("no-ballots", _("Ballots"))
            made.forbid(_("no round is open yet: a ballot belongs to a question"))
            self._add(made)

    # --- what is printed

    def parts(self) -> list[Part]:
        found = [self._part(name) for name, made in self.rows.items() if made.is_on]
        return [part for part in found if part is not None]

    def counted(self) -> list[Pages]:
        return [part.pages for name in self.rows if (part := self._part(name)) is not None]

    def _part(self, name: str) -> Part | None:
        made, people, look = self.rows[name], self.people.value(), self.desk.look
        line = self._lines.get(name)
        if line is not None:
            options = SheetOptions(people=people if line.name in ("tents", "cards") else 0)
            pages = SheetPages(name, with_look(options, look))
            return Part(name, pages, line.title, line.title, made.number, line.both_sides)
        if name == "no-ballots" or self.desk.read_only:
            return None
        if name.startswith(_SLIPS):
            slips = self._ballots.slips(name.removeprefix(_SLIPS), people, look)
            record = next(one for one in self._rounds if _SLIPS + one.id == name)
            return Part(name, slips, _slips_title(record), _("Slips"), 1, both_sides=False) if slips.slips else None
        copied = self._ballots.copies(name, people)
        if not copied:
            return None
        record = next(one for one in self._rounds if one.id == name)
        title = _("Ballots: {question}").format(question=record.label or record.question)
        return Part(name, BallotPages(name, copied, look), title, _("Ballots"), 1, both_sides=False)

    def why_not(self) -> str:
        return "" if self.parts() else _("Nothing is ticked")

    def printed(self, parts: list[Part]) -> None:
        for record in self._rounds:
            if any(part.id in (record.id, _SLIPS + record.id) for part in parts):
                self._ballots.issue(record.id, self.people.value())

    # --- what is told

    def show_made(self) -> None:
        people = self.people.value()
        for name, made in self.rows.items():
            part = self._part(name)
            if part is None:
                continue
            found = self.desk.made(part.pages)
            line = self._lines.get(name)
            counted = self._count(name, people)
            use = f"{counted}: {line.use}" if line is not None and counted else line.use if line is not None else ""
            error = found.error if found is not None else None
            made.say(line.title if line is not None else part.title, use or _for_codes(name, people), error)
            made.say_sheets(found, part.both_sides, part.copies)

    def told(self) -> tuple[str, str]:
        """Return in words what is in the kit, and how much paper and time it takes, as far as that is known."""
        people = self.people.value()
        words = [
            self._count(name, people) or (_told(name) if name in self._lines else _for_codes(name, people))
            for name, made in self.rows.items()
            if made.is_on
        ]
        parts = [(part, self.desk.made(part.pages)) for part in self.parts()]
        if not parts or any(made is None for _part, made in parts):
            return " · ".join(dict.fromkeys(words)), ""
        whole = estimate((made.count, part.copies, part.both_sides) for part, made in parts if made is not None)
        amount = f"{sheets_in_words(whole.sheets)}\n{minutes_in_words(whole.minutes)}"
        return " · ".join(dict.fromkeys(words)), amount

    def _choose(self) -> None:
        self.show_made()
        self.changed.emit()

    def _count_people(self, people: int) -> None:
        """Let what comes once for each person follow the number of people."""
        before, self._lines = self._lines, {one.name: one for one in wanted(self.desk.board, people)}
        for name, line in self._lines.items():
            spin = self.rows[name].copies
            if spin is not None and line.copies != before[name].copies:
                spin.blockSignals(True)
                spin.setValue(line.copies)
                spin.blockSignals(False)
        self._choose()

    def _count(self, name: str, people: int) -> str:
        """Return how many cards, or tents, so many people need, "" for other parts."""
        if name == "tents":
            return ngettext("{n} name tent", "{n} name tents", people + SPARE).format(n=people + SPARE)
        if name == "cards":
            chosen = default_cards(self.desk.board, self.desk.catalogue, people)
            n = sum(int(one.rpartition(":")[2]) for one in chosen)
            return ngettext("{n} card", "{n} cards", n).format(n=n)
        return ""


def _told(name: str) -> str:
    """Return a part of the kit as the tile names it."""
    words = {
        "agenda": _("agenda"),
        "stages": _("stage plan"),
        "consent": _("consent sheet"),
        "feedback": _("feedback sheet"),
        "reply": _("reply sheet"),
        "on-paper": _("a sheet to finish on paper if the laptop dies"),
    }
    return words[name]


def _for_codes(name: str, people: int) -> str:
    words = _("slips for {people} + {spare}") if name.startswith(_SLIPS) else _("ballots for {people} + {spare}")
    return words.format(people=people, spare=SPARE)


def _slips_title(record: Round) -> str:
    return _("Slips for telephones: {question}").format(question=record.label or record.question)
