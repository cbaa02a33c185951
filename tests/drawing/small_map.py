"""A small session with positions, for tests of drawings and map files."""

from types import MappingProxyType
from typing import Any

from stworkshop.model import card_layout
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Group, Link, Record, Result, Round, SessionRecord, replaced

CONCERN = "Where do I object <b> & when my stop is removed?"


def _card(number: int, kind: str, label: str, pos: tuple[float, float], code: str, **attributes: Any) -> Record:
    concepts = attributes.pop("concepts", ())
    type_id = attributes.pop("type", "")
    group = attributes.pop("group", "")
    card = Element(
        id=f"e{number}",
        seq=number,
        kind=kind,
        label=label,
        type=type_id,
        concepts=concepts,
        pos=pos,
        code=code,
        group=group,
        attributes=MappingProxyType(attributes),
    )
    face = card_layout.measure(card, catalogue())
    return replaced(card, {"size": (face.w, face.h)})


def small_board(*more: Record) -> Board:
    """Return a board with five cards, three links, a group and dots."""
    return Board(
        [
            SessionRecord(
                id="s", label="Hill East: evening buses", language="en", entity_of_interest="The night bus, all of it"
            ),
            _card(1, "stakeholder", "Older residents", (25, 60), "S1", side="public", voice="absent"),
            _card(2, "concern", CONCERN, (25, 300), "C1", concepts=("human-rights", "regulation"), group="g"),
            _card(3, "component", "Route optimiser", (625, 300), "K1", type="ml-model", group="g"),
            _card(4, "component", "عدّاد الركاب", (625, 420), "K2", type="dataset"),
            _card(5, "risk", "Stops disappear", (1200, 300), "R1", likelihood=4, severity=5),
            Link(id="l1", relation="has-concern", source="e1", target="e2"),
            Link(id="l2", relation="feeds", source="e4", target="e3"),
            Link(id="l3", relation="governs", source="e1", target="e5"),
            Group(id="g", label="Talk about first"),
            Round(id="r", kind="dots", closed_order=1, items=("e2",)),
            Result(id="x", round="r", item="e2", figures=MappingProxyType({"dots": 7, "voters": 6})),
            *more,
        ]
    )
