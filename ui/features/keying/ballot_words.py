"""What the keying page says: about the round, about its items, and which keys there are."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import vote_duration
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Round
from stworkshop.session.paper_ballots import IS_IN, WAITING
from ui.kit.widgets.basics import clear, key_cap, label, row
from ui.kit.widgets.flow import Flow
from ui.session.round_words import kind_words


def about(record: Round, states: Mapping[str, str], catalogue: Catalogue, *, named: bool, twice: bool) -> str:
    """Return what the round is, what is kept of its answers, how many are keyed, and how long the rest takes."""
    kept = _("answers are kept with the person") if named else _("answers are kept with the side, not a name")
    parts = [record.label, kind_words(record), kept]
    keyed = sum(state in IS_IN for state in states.values())
    waiting = sum(state in WAITING for state in states.values())
    if states:
        parts.append(_("{keyed} of {all} typed in").format(keyed=keyed, all=keyed + waiting))
    if waiting:
        items = len(record.items)
        made = vote_duration.vote(
            catalogue, kind=record.kind, people=waiting, items=items, way="paper", double_entry=twice
        )
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


class Hints(QWidget):
    """A line with the keys, as they are for the kind of round."""

    def __init__(self) -> None:
        super().__init__()
        self._line = Flow(self, gap=16)

    def show_round(self, record: Round, *, named: bool) -> None:
        """Show the keys for a round."""
        clear(self._line)
        self._line.addWidget(label(_("No need to look up from the paper"), "small", strong=True))
        most = len(record.items) if record.kind == "ranking" else 5
        keys = [(f"1–{most}", _("answer and go on")), ("0", _("don’t know")), (_("Space"), _("left blank"))]
        if record.kind == "placing":
            keys[0] = ("1–5", _("twice: influence, affected"))
        if record.kind == "dots":
            keys = [(f"0–{record.max_per_item or record.dots_per_person or 9}", _("dots, and go on"))]
        keys += [(_("Backspace"), _("take back")), ("↑", _("go back")), ("N", _("another code")), ("Esc", _("leave"))]
        if named:
            keys = [(key, words if key != "N" else _("another person")) for key, words in keys]
        for key, words in keys:
            part = QWidget()
            inner = row(part, 6)
            inner.addWidget(key_cap(key))
            inner.addWidget(label(words, "small", "muted"))
            self._line.addWidget(part)
