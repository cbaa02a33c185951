"""Write a statement for a ballot, or change one: its words, the card it is about, and which way it goes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Statement
from stworkshop.rounds.ballot_lint import lint
from ui.kit.dialog_frame import Dialog
from ui.kit.widgets.basics import button, clear, column, label, row
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.fields import Field
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.bridge import Bridge

_NOT_ABOUT = ("stakeholder", "action", "context")


class StatementDialog(Dialog):
    """One statement; what makes it hard to answer is asked while it is typed, and never forbidden."""

    def __init__(self, parent: QWidget, bridge: Bridge, statement: Statement | None = None, about: str = "") -> None:
        super().__init__(parent, _("Edit the statement") if statement else _("Write a statement"), "ballot")
        self._bridge, self._statement = bridge, statement
        asked = statement is not None and any(statement.id in r.items for r in bridge.board.rounds.values())
        self.words = QLineEdit(statement.label if statement else "")
        self.words.setPlaceholderText(_("One idea that people can agree with, or not"))
        self.words.setReadOnly(asked)
        hint = _("People were asked these words, so they stay.") if asked else ""
        self.body.addWidget(Field(_("Statement"), self.words, hint))
        self._lint = column(spacing=4)
        self.body.addLayout(self._lint)
        cards = [
            (card.id, f"{card.code} {card.label}")
            for card in sorted(bridge.board.elements.values(), key=lambda c: (c.kind != "decision", c.kind, c.seq))
            if card.kind not in _NOT_ABOUT
        ]
        self.about = ChoiceBox(_("About which card"), cards, _("no card"))
        self.about.choose(statement.about if statement else about)
        self.body.addWidget(Field(_("About which card"), self.about))
        self.body.addWidget(label(_("Whoever says yes to it is"), "caption", "muted"))
        ways = (("supports", _("for the card")), ("opposes", _("against the card")), ("neutral", _("neither")))
        self.stance = Segments(_("Which way"), ways)
        self.stance.choose((statement.stance if statement else "") or ("supports" if about else "neutral"))
        self._stance = (statement.stance if statement else "") or ("supports" if about else "neutral")
        self.stance.chosen.connect(self._choose)
        line = row()
        line.addWidget(self.stance)
        line.addStretch(1)
        self.body.addLayout(line)
        words = _("If a statement says the opposite of the card, we show it the other way round.")
        self.body.addWidget(WrappedLabel(words, "caption", "faint"))
        self.add_button(button(_("Cancel"), self.reject))
        self.keep = self.add_button(button(_("Keep"), self._keep, look="primary"), first=True)
        self.words.textChanged.connect(lambda _text: self._ask())
        self.words.setFocus()
        self.made = ""
        self._ask()

    @property
    def asks(self) -> list[str]:
        """What is asked about the words now."""
        return [one.message for one in lint(self.words.text(), self._bridge.catalogue, self._language())]

    def _language(self) -> str:
        return self._bridge.board.session.language or "en"

    def _choose(self, stance: str) -> None:
        self._stance = stance or self._stance

    def _ask(self) -> None:
        clear(self._lint)
        found = [] if self.words.isReadOnly() else lint(self.words.text(), self._bridge.catalogue, self._language())
        for one in found:
            line = row(spacing=7)
            line.addWidget(IconLabel("question", "warn_mark", 16), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(WrappedLabel(f"{one.message} {one.suggestion}", "small", "warn"), 1)
            self._lint.addLayout(line)
        self.keep.setEnabled(bool(self.words.text().strip()))

    def _keep(self) -> None:
        values: dict[str, Any] = {"about": self.about.option(), "stance": self._stance}
        if not self.words.isReadOnly():
            values["label"] = self.words.text()
        if self._statement is None:
            done = self._bridge.run("add_statement", **values)
        else:
            done = self._bridge.run("edit_statement", id=self._statement.id, **values)
        if done is not None:
            self.made = done.ids[0] if done.ids else ""
            self.accept()
