"""What the list of people leaves open, asked before printing: for whom somebody is here, and who is here for a card."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.report.editions.takeaway import without_role
from stworkshop.rounds.answers_in_words import joined
from stworkshop.rounds.voices import here_unlisted
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.words import IconLabel, WrappedLabel


class PeopleBox(QFrame):
    """A sentence about the list of people; `wanted` leads to the list."""

    wanted = Signal()

    def __init__(self, words: str, count: int, *, read_only: bool) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.count = count
        layout = row(self, 10, (12, 8, 12, 8))
        layout.addWidget(IconLabel("warning", "warn", 18))
        layout.addWidget(WrappedLabel(words, "small"), 1)
        self.open = button(_("Say it in the list"), self.wanted.emit, look="quiet", scale="small")
        self.open.setAutoDefault(False)
        self.open.setEnabled(not read_only)
        layout.addWidget(self.open)
        describe(self, words)


def without_role_box(board: Board, *, read_only: bool) -> PeopleBox:
    """Say how many people have no role yet, and what their pages can say then."""
    count = len(without_role(board))
    words = ngettext(
        "For whom is {n} person here? Nobody has said it yet. That page says only what was raised on their side.",
        "For whom are {n} people here? Nobody has said it yet. Their pages say only what was raised on their side.",
        count,
    ).format(n=count)
    return PeopleBox(words, count, read_only=read_only)


def unlisted_box(board: Board, *, read_only: bool) -> PeopleBox:
    """Ask about the cards that say of somebody "here" for whom nobody is in the list: prints say that they were."""
    people = here_unlisted(board)
    who = joined([_("“{who}” ({code})").format(who=person.label.strip(), code=person.code) for person in people])
    words = ngettext(
        "Who is here for {who}? The card says “here”, but nobody in the list of people is here for it.",
        "Who is here for {who}? The cards say “here”, but nobody in the list of people is here for them.",
        len(people),
    ).format(who=who)
    return PeopleBox(words, len(people), read_only=read_only)
