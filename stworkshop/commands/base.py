"""What a command decides: a change with its label, or a refusal with a sentence; nothing is touched here."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from stworkshop.i18n import gettext as _
from stworkshop.model import card_layout
from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.model.changes import Change
from stworkshop.model.records import Element, Record, replaced


@dataclass(frozen=True)
class Refused:
    """A command that was not carried out: `refusal` is the id of the rule, `message` a sentence for people."""

    refusal: str
    message: str


@dataclass(frozen=True)
class Decision:
    """What a command will do: `label` names it for people, `ids` are the records created first, then changed.

    `sheet` holds the answers of one sheet, which go to the drawer and never into the change; `close` is the id of the
    round whose drawer is emptied with this change, a step that cannot be undone. A step that is not `undoable` (the
    clock of a stage) is passed over by undo.
    """

    change: Change
    label: str
    ids: tuple[str, ...] = ()
    sheet: tuple[Answer, ...] = ()
    close: str = ""
    undoable: bool = True


def _no_answers(round_id: str) -> Sequence[Answer]:
    return ()


def _yes(round_id: str) -> bool:
    return True


def _today() -> datetime.date:
    return datetime.date.today()


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


@dataclass(frozen=True)
class Context:
    """What a decision may look at beside the board.

    `laptop` is a random token of this laptop, never a person; `now` has its offset; `answers` gives the answers of a
    round, sealed or closed, and `counted` whether each sheet was one of a head, which only `close_round` asks for.
    """

    catalogue: Catalogue = field(default_factory=bundled_catalogue)
    laptop: str = ""
    today: datetime.date = field(default_factory=_today)
    now: datetime.datetime = field(default_factory=_now)
    answers: Callable[[str], Sequence[Answer]] = _no_answers
    counted: Callable[[str], bool] = _yes

    def sized(self, element: Element) -> Element:
        """Return the card with the size that its words need."""
        face = card_layout.measure(element, self.catalogue)
        sized = replaced(element, {"size": (float(face.w), float(face.h))})
        assert isinstance(sized, Element)
        return sized


Outcome = Decision | Refused


def ids_of(records: Iterable[Record]) -> tuple[str, ...]:
    """Return the ids of records in order."""
    return tuple(record.id for record in records)


def missing(board: Board, ids: Iterable[str], root: str = "elements") -> Refused | None:
    """Refuse where one of `ids` is not a live record of `root`."""
    from_root = board.in_root(root)
    for record_id in ids:
        if record_id not in from_root:
            return Refused("not-there", _not_there(root))
    return None


def _not_there(root: str) -> str:
    sentences = {
        "elements": _("This card is not on the map any more. Nothing was changed."),
        "links": _("This link is not on the map any more. Nothing was changed."),
        "rounds": _("This round is not in the session. Nothing was changed."),
        "participants": _("This person is not in the list of participants. Nothing was changed."),
    }
    return sentences.get(root, _("This entry is not in the session any more. Nothing was changed."))
