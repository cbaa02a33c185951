"""What the keying page says: about the round, about its items, and which keys there are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from stworkshop import estimates
from stworkshop.ballots import IS_IN
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.records import Round
from ui.pages.rounds import kind_words
from ui.widgets.basics import key_cap, label, row
from ui.widgets.flow import Flow


def about(record: Round, states: Mapping[str, str], catalogue: Catalogue, *, named: bool, twice: bool) -> str:
    """Return what the round is, what is kept of its answers, how many are keyed, and how long the rest takes."""
    kept = _("answers are kept with the person") if named else _("answers are kept with the side, not a name")
    parts = [record.label, kind_words(record), kept]
    keyed = sum(state in IS_IN for state in states.values())
    waiting = sum(state == "out" for state in states.values())
    if states:
        parts.append(_("{keyed} of {all} keyed").format(keyed=keyed, all=keyed + waiting))
    if waiting:
        items = len(record.items)
        made = estimates.vote(catalogue, kind=record.kind, people=waiting, items=items, way="paper", double_entry=twice)
        minutes = max(1, made.keying_minutes)
        parts.append(ngettext("about {n} minute to go", "about {n} minutes to go", minutes).format(n=minutes))
    return "  ·  ".join(part for part in parts if part)


def items_of(board: Board, record: Round) -> dict[str, tuple[str, str]]:
    """Return the number or code, and the words, of each item as they stand on the ballot."""
    made: dict[str, tuple[str, str]] = {}
    for number, item in enumerate(record.items, 1):
        card, statement = board.elements.get(item), board.statements.get(item)
        found = card or statement
        made[item] = (card.code if card is not None and card.code else str(number), found.label if found else item)
    return made


def hints() -> QWidget:
    """Return a line with the keys."""
    holder = QWidget()
    line = Flow(holder, gap=16)
    line.addWidget(label(_("No need to look up from the paper"), "small", strong=True))
    for key, words in (
        ("0", _("don’t know")),
        (_("Space"), _("left blank")),
        (_("Backspace"), _("take back")),
        ("↑", _("go back")),
        ("N", _("another code")),
        ("Esc", _("leave")),
    ):
        part = QWidget()
        inner = row(part, 6)
        inner.addWidget(key_cap(key))
        inner.addWidget(label(words, "small", "muted"))
        line.addWidget(part)
    return holder
