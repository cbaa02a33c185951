"""The pages of a ballot on a guest's laptop: who sees the answers, on the way, what if the network drops, the end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import is_anonymous
from stworkshop.model.attribution import ANONYMOUS, NAMED
from stworkshop.model.ballot_promises import ballot_sentence, sealed_sentence
from stworkshop.model.board import Board
from stworkshop.model.records import Round
from ui.features.rounds.doors import Door
from ui.features.rounds.kit import Picture, Push, Ruler, Words

_WIDE = 1000
TAKEN, THROWN, DECLINED = "taken", "thrown", "declined"
"""What became of the sheet before: the facilitator's laptop has it, or it is gone, or there never was one."""


def start(ruler: Ruler, question: str, left: int, most: int, said: str, begin: Callable[[], object]) -> Door:
    """Return the page between two persons; `left` sheets of at most `most` came from here to the facilitator."""
    clean = _("The next person starts on a clean page.")
    if said == TAKEN:
        title = _("Thank you. Your sheet is with the facilitator.")
        words = _("Nothing of it is left on this laptop.") + f" {clean}"
    elif said == THROWN:
        title, words = _("That ballot is thrown away."), _("Nothing of it is kept.") + f" {clean}"
    elif said == DECLINED:
        title, words = _("That is fine. Nothing was asked of you, and nothing is noted."), clean
    else:
        title, words = question, _("One person at a time. Only you see your answers; they show only while you press.")
    full = left >= most
    if full and most == 1:
        words = _(
            "This laptop has handed in its sheet. If more people answer on it, ask the facilitator to allow several"
            " sheets from one laptop."
        )
    elif full:
        words = _("This laptop has handed in as many sheets as it may. Who is left answers on another laptop.")
    door = Door(ruler, "pass-on", title, words)
    if not full:
        next_one = _("I am the next person") if left or said else _("Answer now")
        made = Push(ruler, next_one, begin, end_icon="chevron-right", look="primary", size=28, high=96, side=52)
        door.add_buttons(made)
    if left:
        told = ngettext("{n} sheet came from this laptop", "{n} sheets came from this laptop", left).format(n=left)
        door.say(told, 20, "muted")
    return door


def who_sees(
    ruler: Ruler, board: Board, asked: Round, go_on: Callable[[], object], decline: Callable[[], object]
) -> Door:
    """Return the page before the first question: names or none, where the answers go, who reads them and when."""
    door = Door(ruler, "", _("Who sees my answer?"))
    holder = QWidget()
    lines = ruler.column(holder, gap=22)
    for icon, title, words in promises(board, asked):
        lines.addWidget(_line(ruler, icon, title, words))
    door.add(holder)
    door.add_buttons(
        Push(ruler, _("I do not want to answer"), decline, size=22, high=72, side=30),
        Push(ruler, _("I understand, go on"), go_on, look="primary", size=22, high=72, side=30),
    )
    return door


def promises(board: Board, asked: Round) -> list[tuple[str, str, str]]:
    """Return what a guest is told before the first question: icon, title and words of each line."""
    anonymous, level = is_anonymous(board.session, asked), board.session.attribution
    title = _("This round is without names.") if anonymous else _("This round is not anonymous.")
    by = {NAMED: _("This workshop is by name."), ANONYMOUS: _("This whole workshop is without names.")}
    workshop = by.get(level, _("This workshop is by role: it shows sides and roles, no names."))
    where = _(
        "They are sealed there until the round is closed. This laptop keeps nothing, and no other laptop has them."
    )
    if anonymous:
        where += " " + _(
            "Nothing on the sheet says from which laptop it came. Until the round is closed, the facilitator sees how"
            " many sheets came from each laptop, and no answer."
        )
    return [
        ("eye-off" if anonymous else "eye", title, f"{ballot_sentence(board.session, asked)} {workshop}"),
        ("lock", _("Your answers go to the facilitator’s laptop alone."), where),
        ("ballot", _("You may leave any question open, and stop at any time."), sealed_sentence()),
    ]


def _line(ruler: Ruler, icon: str, title: str, words: str) -> QWidget:
    made = QWidget()
    line = ruler.row(made, gap=26)
    line.addWidget(Picture(icon, "brand_text", ruler.px(76), "brand_soft"), 0, Qt.AlignmentFlag.AlignTop)
    said = ruler.column(gap=4)
    for text, size, tone in ((title, 26, ""), (words, 21, "muted")):
        part = Words(ruler, text, size, tone, bold=not tone)
        part.setAlignment(Qt.AlignmentFlag.AlignLeading)
        part.setFixedWidth(ruler.px(_WIDE))
        part.setMinimumHeight(part.heightForWidth(ruler.px(_WIDE)))
        said.addWidget(part)
    line.addLayout(said, 1)
    return made


def on_its_way(ruler: Ruler) -> Door:
    """Return the page while the facilitator's laptop has not said yet that it has the sheet."""
    words = _("The sheet stays here until the facilitator’s laptop says that it has it.")
    return Door(ruler, "lan", _("Your sheet is on its way."), words)


def in_doubt(ruler: Ruler, trouble: str, again: Callable[[], object]) -> Door:
    """Return the page of a sheet that was sent before the network dropped: it may have come, and counts once."""
    words = _(
        "The network dropped before the facilitator’s laptop said that it has it. Hand it in again when the network is"
        " back: it counts once, even if it has come already."
    )
    door = Door(ruler, "lan-off", _("Your sheet is still here."), words)
    if trouble:
        door.say(trouble, 20, "danger")
    door.add_buttons(Push(ruler, _("Hand in again"), again, icon="check", look="primary", size=28, high=96, side=52))
    return door


def ended(ruler: Ruler, lost: str, back: Callable[[], object]) -> Door:
    """Return the page of a round that was closed meanwhile; `lost` says what that means for a sheet that was begun."""
    door = Door(ruler, "lock", _("This round is closed."), lost or _("Its result is on the page of rounds."))
    door.add_buttons(Push(ruler, _("Back to the map"), back, icon="map", look="primary", size=24, high=80, side=42))
    return door
