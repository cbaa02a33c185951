"""Carrying a captured sentence out: the card, its holder, its topics and what answers it, as one step."""

from __future__ import annotations

from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.kind_words import kind_in_sentence
from stworkshop.records import new_id
from stworkshop.rules import offered_relations
from ui.bridge import Bridge
from ui.panels.finding import Capture

_WHO_HOLDS = ("has-concern", "raises")
_WHAT_ANSWERS = ("addresses", "mitigates", "answers")
"""What is meant by a mark of the line, where the kinds of both cards allow it."""


def make(bridge: Bridge, capture: Capture) -> str:
    """Make the card of a capture and all that hangs on it in one step; return its id, "" where it was refused."""
    card = new_id()
    fields: dict[str, Any] = {"id": card, "kind": capture.kind, "label": capture.label}
    if capture.type:
        fields["type"] = capture.type
    if capture.topics:
        fields["concepts"] = list(capture.topics)
    drawn = [(other, _WHO_HOLDS) for other in capture.who] + [(other, _WHAT_ANSWERS) for other in capture.answers]
    links = [link for other, wanted in drawn if (link := _link(bridge, other, card, capture.kind, wanted))]
    if not links:
        return card if bridge.run("add_element", **fields) else ""
    label = _("Add {kind}").format(kind=kind_in_sentence(bridge.catalogue, capture.kind, capture.type))
    return (
        card if bridge.run_together(label, [("add_element", fields), *(("add_link", link) for link in links)]) else ""
    )


def _link(bridge: Bridge, other: str, card: str, kind: str, wanted: tuple[str, ...]) -> dict[str, Any] | None:
    """Return the arguments of a link from a card to the new one: one that is `wanted`, else the most likely."""
    offered = offered_relations(bridge.catalogue, bridge.board.elements[other].kind, kind)
    if not offered:
        return None
    meant = (offer for offer in offered if offer[1] and offer[0] in wanted)
    relation, as_drawn = next(meant, offered[0])
    source, target = (other, card) if as_drawn else (card, other)
    return {"relation": relation, "source": source, "target": target}
