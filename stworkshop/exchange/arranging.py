"""Where the cards of a file stood, as a view of its own: the file's shape, beside the zones that cards have here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from stworkshop.analysis.viewpoints import ARRANGEMENT
from stworkshop.exchange.foreign import Foreign
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.layout import arrangement
from stworkshop.layout.zones import CARD_SIZE
from stworkshop.model import card_layout
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Value, from_flat
from stworkshop.validation.clean_text import clean_label
from stworkshop.validation.field_limits import LONGEST_LABEL


def entries(
    foreign: Foreign,
    ends: Mapping[str, str],
    records: Sequence[Mapping[str, Value]],
    board: Board,
    catalogue: Catalogue,
    new_id: Callable[[str], str],
) -> list[Mapping[str, Value]]:
    """Return a view named after the file and a place in it for each of its cards that had one; none for fewer than two.

    `ends` are the cards on the map by their ids in the file, `records` the entries of the new ones.
    """
    things: dict[str, arrangement.Foreign] = {}
    for card in foreign.cards:
        if card.pos is not None and card.id in ends and not card.ours:
            w, h = card.size or (0.0, 0.0)
            middle = card.pos[0] + w / 2, card.pos[1] + h / 2
            things.setdefault(ends[card.id], arrangement.Foreign(middle, (w, h)))
    if len(things) < 2:
        return []
    sizes = {i: board.elements[i].size or CARD_SIZE for i in things if i in board.elements}
    for entry in records:
        if entry["root"] == "elements" and entry["id"] in things:
            card_ = cast(Element, from_flat("elements", entry["id"], {k: v for k, v in entry.items() if k != "root"}))
            face = card_layout.measure(card_, catalogue)
            sizes[entry["id"]] = (face.w, face.h)
    places = arrangement.fitted(things, sizes)
    if not places:
        return []
    view = new_id("arrangement")
    label = clean_label(foreign.name)[:LONGEST_LABEL] or _("As it came")
    made: list[Mapping[str, Value]] = [{"root": "views", "id": view, "label": label, "layout": ARRANGEMENT}]
    for element, pos in places.items():
        made.append({"root": "positions", "id": f"{view}/{element}", "view": view, "element": element, "pos": pos})
    return made


def told(made: Sequence[Mapping[str, Any]]) -> str:
    """Return in a sentence what was kept of where cards stood, "" where nothing was."""
    view = next((entry for entry in made if entry["root"] == "views"), None)
    count = sum(entry["root"] == "positions" for entry in made)
    if view is None:
        return ""
    words = ngettext(
        "The view “{name}” shows {n} card where it stood in the file.",
        "The view “{name}” shows {n} cards where they stood in the file.",
        count,
    )
    return words.format(name=view["label"], n=count)
