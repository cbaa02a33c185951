"""Opening a round: one question, what it asks, how people answer, and what the ballot will promise them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import vote_duration
from stworkshop.model.ballot_promises import ballot_sentence, sealed_sentence
from stworkshop.model.records import Round, new_id
from stworkshop.session.paper_ballots import expected_people
from ui.features.rounds.ballot_items import ItemsChooser
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.choices import Segments, Switch
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.bridge import Bridge
from ui.session.round_codes import LEAST_LETTERS

LAPTOP, PAPER, BOTH, PHONES = "laptop", "paper", "both", "phones"
FEW = 8
"""So many people pass one laptop on without waiting long."""


@dataclass(frozen=True)
class Opened:
    """What was decided: the commands that open the round, its id, the way, the code and how many are expected."""

    round: str
    steps: Sequence[tuple[str, Mapping[str, Any]]]
    way: str
    code: str
    people: int


def usual_question(kind: str) -> str:
    """Return the question that a round of this kind asks unless people write another."""
    return {
        "rating": _("How far do you agree?"),
        "dots": _("What should we look after first?"),
        "ranking": _("What comes first for you?"),
        "placing": _("How much say do they have, and how much does it affect them?"),
    }.get(kind, "")


class OpenRoundDialog(Dialog):
    """Asks for everything that a round needs; the promise and the time follow each choice at once."""

    def __init__(
        self, parent: QWidget | None, bridge: Bridge, *, kind: str, items: Sequence[str], question: str, follows: str
    ) -> None:
        earlier = bridge.board.rounds.get(follows)
        title = _("Ask again, after the talk") if earlier else _("Ask the room")
        super().__init__(parent, title, "ballot")
        self._bridge, self._follows = bridge, follows if earlier else ""
        self._kind = earlier.kind if earlier else kind
        self._anonymous_by_hand: bool | None = earlier.anonymous != "no" if earlier else None
        inside = self.body
        inside.setSpacing(theme().scaled(8))
        self._add_kind(inside, fixed=earlier is not None)
        self.question = QLineEdit(question or (earlier.question if earlier else usual_question(self._kind)))
        describe(self.question, _("Question"))
        self.question.textChanged.connect(lambda _text: self._check())
        self._own_words = bool(question or earlier)
        inside.addWidget(label(_("Question"), "small", "muted"))
        inside.addWidget(self.question)
        self.items = ItemsChooser(bridge, items or (earlier.items if earlier else ()))
        self.items.changed.connect(self._check)
        inside.addWidget(self.items, 1)
        inside.addLayout(self._dots(earlier))
        self._add_names(inside)
        self._add_way(inside)
        self.fill()
        self.why_not = WrappedLabel("", "small", "warn")
        self.below.addWidget(self.why_not)
        self.add_button(button(_("Cancel"), self.reject))
        self.open_button = self.add_button(button(_("Open the round"), self.accept, look="primary"))
        for made in self.findChildren(QPushButton):
            made.setAutoDefault(False)  # Enter in a field must neither change what people do nor open the round
        self.question.setFocus()
        self._choose_kind(self._kind)
        high = parent.height() if parent is not None else 800
        self.resize(theme().scaled(760), min(theme().scaled(820), high - theme().scaled(20)))

    # --- its parts

    def _add_kind(self, inside: QVBoxLayout, *, fixed: bool) -> None:
        kinds = self._bridge.catalogue.record_fields("round")["kind"].values
        self.kind = Segments(_("What people do"), list(kinds), spread=True)
        self.kind.choose(self._kind)
        self.kind.chosen.connect(self._choose_kind)
        inside.addWidget(label(_("What people do"), "small", "muted"))
        if fixed:
            inside.addWidget(label(dict(kinds).get(self._kind, ""), "body_strong"))
            self.kind.hide()
        inside.addWidget(self.kind)

    def _dots(self, earlier: Round | None) -> Flow:
        line = Flow(gap=12)
        fields = self._bridge.catalogue.record_fields("round")
        usual = {e["field"]: e.get("default_by_kind", {}) for e in self._bridge.catalogue.entries("record_fields")
                 if e["record"] == "round"}  # fmt: skip
        self._spins: dict[str, QSpinBox] = {}
        self._of_dots: list[QWidget] = []
        for name in ("dots_per_person", "max_per_item"):
            spin = QSpinBox()
            spin.setRange(fields[name].minimum or 1, fields[name].maximum or 20)
            given = getattr(earlier, name) if earlier else None
            spin.setValue(given or usual[name].get("dots", 1))
            spin.valueChanged.connect(lambda _value: self._check())
            describe(spin, fields[name].label)
            self._spins[name] = spin
            both = _pair(label(fields[name].label), spin)
            self._of_dots.append(both)
            line.addWidget(both)
        return line

    def _add_names(self, inside: QVBoxLayout) -> None:
        well = frame("well")
        body = column(well, 4, (12, 10, 12, 10))
        line = row(spacing=10)
        words = self._bridge.catalogue.record_fields("round")["anonymous"].label
        self.anonymous = Switch(words)
        self.anonymous.toggled.connect(self._choose_names)
        line.addWidget(self.anonymous)
        line.addWidget(label(words, "body_strong"), 1)
        body.addLayout(line)
        promise = row(spacing=8)
        promise.addWidget(IconLabel("lock", "text_3", 16), 0, Qt.AlignmentFlag.AlignTop)
        self.promise = WrappedLabel("", "small", "muted")
        promise.addWidget(self.promise, 1)
        body.addLayout(promise)
        inside.addWidget(well)

    def _add_way(self, inside: QVBoxLayout) -> None:
        line = Flow(gap=12)
        ways = [(LAPTOP, _("Pass the laptop")), (PAPER, _("On paper")), (BOTH, _("Both")), (PHONES, _("Telephones"))]
        self.way = Segments(_("How people answer"), ways, ["pass-on", "print", "both", "qr"])
        self.way.choose(LAPTOP)
        self.way.chosen.connect(lambda _way: self._check())
        self._people = QSpinBox()
        self._people.setRange(1, 500)
        self._people.setValue(expected_people(self._bridge.board))
        self._people.valueChanged.connect(lambda _value: self._check())
        describe(self._people, _("People who answer"))
        line.addWidget(self.way)
        line.addWidget(_pair(label(_("People who answer")), self._people))
        inside.addLayout(line)
        self.time = WrappedLabel("", "small", "muted")
        inside.addWidget(self.time)
        code = row(spacing=8)
        self._code_words = label(_("Your code to leave the voting screen"))
        self.code = QLineEdit()
        self.code.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.code.setMaxLength(20)
        describe(self.code, _("Facilitator’s code"))
        self.code.setPlaceholderText(_("at least {n} letters or digits").format(n=LEAST_LETTERS))
        self.code.textChanged.connect(lambda _text: self._check())
        self.code.returnPressed.connect(lambda: self.open_button.click())
        code.addWidget(self._code_words)
        code.addWidget(self.code, 1)
        inside.addLayout(code)

    # --- what is chosen

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind or self._kind
        self.kind.choose(self._kind)
        if not self._own_words and self.question.text() in {usual_question(k) for k in _KINDS}:
            self.question.setText(usual_question(self._kind))
        self.items.ask_for(self._kind)
        for part in self._of_dots:
            part.setVisible(self._kind == "dots")
        self._settle_names()
        self._check()

    def _choose_names(self, on: bool) -> None:
        if self.anonymous.isEnabled():
            self._anonymous_by_hand = on
        self._check()

    def _settle_names(self) -> None:
        """Follow the kind's default until somebody chose; a session without names leaves no choice."""
        forced = self._bridge.board.session.attribution == "anonymous"
        usual = next(e for e in self._bridge.catalogue.entries("record_fields")
                     if e["record"] == "round" and e["field"] == "anonymous")  # fmt: skip
        on = usual["default_by_kind"].get(self._kind, usual["default"]) == "yes"
        by_hand = self._anonymous_by_hand
        self.anonymous.blockSignals(True)
        self.anonymous.setChecked(forced or (on if by_hand is None else by_hand))
        self.anonymous.setEnabled(not forced)
        self.anonymous.blockSignals(False)

    def _draft(self) -> Round:
        return Round(id="r", kind=self._kind, anonymous="yes" if self.anonymous.isChecked() else "no")

    def _way(self) -> str:
        return next((way for way in (LAPTOP, PAPER, BOTH, PHONES) if self.way.segment(way).isChecked()), LAPTOP)

    def _check(self) -> None:
        """Say what the ballot promises, how long it takes, and what is missing still."""
        self.promise.setText(f"{ballot_sentence(self._bridge.board.session, self._draft())} {sealed_sentence()}")
        by_laptop = self._way() in (LAPTOP, BOTH)
        self._code_words.setVisible(by_laptop)
        self.code.setVisible(by_laptop)
        self.time.setText(self._time())
        missing = self._missing()
        self.why_not.setText(missing)
        self.why_not.setVisible(bool(missing))
        self.open_button.setEnabled(not missing)

    def _time(self) -> str:
        items, people, way = len(self.items.chosen()), self._people.value(), self._way()
        if not items:
            return ""
        said = []
        if way in (LAPTOP, BOTH):
            made = vote_duration.vote(
                self._bridge.catalogue, kind=self._kind, people=people, items=items, way="pass-the-laptop"
            )
            said.append(_("By laptop, one after the other: about {time}.").format(time=_minutes(made.room_minutes)))
            if people > FEW and way == LAPTOP:
                said.append(_("For more than {n} people, telephones or paper are faster.").format(n=FEW))
        if way in (PAPER, BOTH):
            made = vote_duration.vote(self._bridge.catalogue, kind=self._kind, people=people, items=items, way="paper")
            words = _("On paper, all at once: about {time}, and about {keying} to type in the ballots.")
            said.append(words.format(time=_minutes(made.room_minutes), keying=_minutes(made.keying_minutes)))
        if way == PHONES:  # everybody answers at the same time, as on paper
            made = vote_duration.vote(self._bridge.catalogue, kind=self._kind, people=people, items=items, way="paper")
            words = _("By telephone, all at once: about {time}. Paper counts the same for people without one.")
            said.append(words.format(time=_minutes(made.room_minutes)))
        return " ".join(said)

    def _missing(self) -> str:
        if not self.question.text().strip():
            return _("Write the question first.")
        if not self.items.chosen():
            return _("Choose what is asked.")
        if self._kind == "ranking" and len(self.items.chosen()) < 2:
            return _("An order needs at least two cards.")
        if self._way() in (LAPTOP, BOTH) and len(self.code.text().strip()) < LEAST_LETTERS:
            return _("Choose a code. You will need it to leave the voting screen.")
        return ""

    def opened(self) -> Opened:
        """Return what was decided."""
        made = new_id("r-")
        chosen = self.items.chosen()
        steps: list[tuple[str, Mapping[str, Any]]] = [
            ("add_statement", {"id": item, **fields}) for item, fields in self.items.drafts.items() if item in chosen
        ]
        fields: dict[str, Any] = {
            "id": made,
            "kind": self._kind,
            "question": " ".join(self.question.text().split()),
            "items": chosen,
            "anonymous": "yes" if self.anonymous.isChecked() else "no",
        }
        if self._kind == "dots":
            fields |= {name: spin.value() for name, spin in self._spins.items()}
        if self._follows:
            fields["follows"] = self._follows
        steps.append(("open_round", fields))
        code = self.code.text().strip() if self._way() in (LAPTOP, BOTH) else ""
        return Opened(made, steps, self._way(), code, self._people.value())


_KINDS = ("rating", "dots", "ranking", "placing")


def _pair(words: QWidget, spin: QWidget) -> QWidget:
    """Return words with their number, which stay side by side."""
    holder = QWidget()
    line = row(holder, 8)
    line.addWidget(words)
    line.addWidget(spin)
    return holder


def _minutes(n: int) -> str:
    return ngettext("{n} minute", "{n} minutes", n).format(n=n)
