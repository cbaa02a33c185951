"""What people who were not there are told about their answers: without it their page is not printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.records import value_of
from ui.features.printing.parts import Said
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label, row, set_property
from ui.kit.widgets.dates import DateField
from ui.kit.widgets.fields import Field
from ui.kit.widgets.plain import name_field
from ui.kit.widgets.words import IconLabel, WrappedLabel

USE, TO, UNTIL = "reply_use", "reply_to", "reply_until"


class ReplyBox(QFrame):
    """Three fields of the session; `changed` says that another thing stands in one of them."""

    changed = Signal()

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.setProperty("part", "card")
        layout = column(self, 4, (12, 10, 12, 10))
        title = label(_("What happens to replies"), "small", strong=True)
        self.use = QLineEdit(str(value_of(board.session, USE) or ""))
        self.use.setPlaceholderText(_("for example: read out at the next meeting, on 12 January"))
        describe(self.use, _("What happens to replies"))
        name_field(title, self.use)
        layout.addWidget(title)
        layout.addWidget(self.use)
        self._why = QWidget()
        why = row(self._why, 6)
        why.addWidget(IconLabel("warning", "danger", 16))
        self._words = WrappedLabel(
            _("Their letter can’t be printed without it, so that answers arrive."),
            "small",
            "danger",
        )
        why.addWidget(self._words, 1)
        layout.addWidget(self._why)
        self.to = QLineEdit(str(value_of(board.session, TO) or ""))
        self.to.setPlaceholderText(_("a box, a person, a telephone number"))
        self.until = DateField(_("Answers until"))
        self.until.show_day(str(value_of(board.session, UNTIL) or ""))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme().scaled(12))
        self._line.addWidget(Field(_("Send replies to"), self.to), 3)
        self._line.addWidget(Field(_("until"), self.until), 2)
        layout.addLayout(self._line)
        for field in (self.use, self.to, self.until):
            field.textChanged.connect(lambda _text: self._check())
            field.textChanged.connect(lambda _text: self.changed.emit())
        self._check()

    def said(self) -> Said:
        """Return what the fields say, by the names of the session's facts."""
        return ((USE, _plain(self.use)), (TO, _plain(self.to)), (UNTIL, self.until.typed_day()))

    def missing(self) -> list[QWidget]:
        """Return the fields that are empty."""
        fields: tuple[tuple[QWidget, str], ...] = (
            (self.use, _plain(self.use)),
            (self.to, _plain(self.to)),
            (self.until, self.until.typed_day()),
        )
        return [field for field, words in fields if not words]

    def fold(self, narrow: bool) -> None:
        """Put the fields under each other where there is little room."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)

    def _check(self) -> None:
        missing = self.missing()
        for field in (self.use, self.to, self.until):
            set_property(field, "bad", "true" if field in missing else "false")
        self._why.setVisible(self.use in missing)


def _plain(field: QLineEdit) -> str:
    return " ".join(field.text().split())
