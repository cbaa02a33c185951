"""What is said from now on: one meaning, two words, or left open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Term
from ui.kit.widgets.basics import button, column, describe, label, row
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.words import WrappedLabel


class Agreeing(QFrame):
    """Three ways out; `agreed` gives the arguments of the command, `asked` that the room is to be asked."""

    agreed = Signal(dict)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        layout = column(self, 10, (20, 16, 20, 16))
        head = Flow(gap=8, filled=True)
        title = label(_("What shall we say from now on?"), "title")
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head.addWidget(title)
        self._ways = Segments(
            _("How it is settled"), [("one", _("One meaning")), ("two", _("Two words")), ("open", _("Leave open"))]
        )
        head.addWidget(self._ways)
        layout.addLayout(head)
        self._pages = QStackedWidget()
        self._one = QLineEdit()
        self._planner, self._engineer = QLineEdit(), QLineEdit()
        for page in (self._one_page(), self._two_page(), self._open_page()):
            self._pages.addWidget(page)
        layout.addWidget(self._pages)
        foot = row(spacing=10)
        foot.addWidget(
            WrappedLabel(
                _("Nothing is replaced in people’s own words. The agreed words are shown beside them."),
                "small",
                "muted",
            ),
            1,
        )
        self._ask = button(_("Ask the room"), self.asked.emit, "ballot")
        self._agree = button(_("Agree"), self._say, "check", "primary")
        foot.addWidget(self._ask)
        foot.addWidget(self._agree)
        layout.addLayout(foot)
        self._ways.chosen.connect(self._choose)
        for field in (self._one, self._planner, self._engineer):
            field.setMaxLength(300)
            field.returnPressed.connect(self._say)
            field.textChanged.connect(lambda _text: self._check())
        self._term: Term | None = None
        self._choose("one")

    def show_term(self, term: Term, read_only: bool) -> None:
        """Show how a word stands; what is being typed for the same word stays."""
        fresh = self._term is None or self._term.id != term.id
        changed = self._term is not None and self._term.agreed != term.agreed
        self._term = term
        if fresh or changed:
            outcome = str(term.attributes.get("outcome") or "one")
            self._one.setText(term.agreed if outcome != "two" else "")
            self._planner.setText(str(term.attributes.get("planner_word") or ""))
            self._engineer.setText(str(term.attributes.get("engineer_word") or ""))
            self._choose(outcome)
        for part in (self._one, self._planner, self._engineer, self._ask):
            part.setEnabled(not read_only)
        self._ways.setEnabled(not read_only)
        self._check()

    def wording(self) -> str:
        """Return what is written down now, as one sentence; "" where there is nothing."""
        if self._way == "two":
            words = [field.text().strip() for field in (self._planner, self._engineer)]
            return _("“{first}” and “{second}”").format(first=words[0], second=words[1]) if all(words) else ""
        return self._one.text().strip()

    def _one_page(self) -> QWidget:
        page = QWidget()
        layout = column(page, 4)
        layout.addWidget(label(_("From now on it means"), "small", "muted"))
        describe(self._one, _("What the word means from now on"))
        layout.addWidget(self._one)
        return page

    def _two_page(self) -> QWidget:
        page = QWidget()
        layout = row(page, 14)
        for field, words in (
            (self._planner, _("Word for what planners mean")),
            (self._engineer, _("Word for what engineers mean")),
        ):
            part = column(spacing=4)
            part.addWidget(label(words, "small", "muted"))
            describe(field, words)
            part.addWidget(field)
            layout.addLayout(part, 1)
        return page

    def _open_page(self) -> QWidget:
        page = QWidget()
        layout = column(page, 4)
        words = _("It prints with both readings and “no shared meaning yet”, and stays a question of the map.")
        layout.addWidget(WrappedLabel(words, "body", "muted"))
        return page

    def _choose(self, way: str) -> None:
        self._way = way
        self._ways.choose(way)
        self._pages.setCurrentIndex(("one", "two", "open").index(way))
        self._agree.setText(_("Leave it open") if way == "open" else _("Agree"))
        self._check()

    def _arguments(self) -> dict[str, str]:
        if self._way == "two":
            return {
                "outcome": "two", "planner_word": self._planner.text().strip(),
                "engineer_word": self._engineer.text().strip(),
            }  # fmt: skip
        return {"outcome": "one", "agreed": self._one.text().strip()} if self._way == "one" else {"outcome": "open"}

    def _check(self) -> None:
        self._agree.setEnabled(self._one.isEnabled() and all(self._arguments().values()))

    def _say(self) -> None:
        if self._term is not None and self._agree.isEnabled():
            self.agreed.emit({"id": self._term.id, **self._arguments()})
