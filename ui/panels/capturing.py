"""Carrying a captured sentence out: the card, its holder, its topics and what answers it, as one step."""

from __future__ import annotations

from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.records import new_id
from stworkshop.rules import offered_relations
from ui.bridge import Bridge
from ui.panels.finding import Capture
from ui.words import kind_word


def make(bridge: Bridge, capture: Capture) -> str:
    """Make the card of a capture and all that hangs on it in one step; return its id, "" where it was refused."""
    card = new_id()
    fields: dict[str, Any] = {"id": card, "kind": capture.kind, "label": capture.label}
    if capture.type:
        fields["type"] = capture.type
    if capture.topics:
        fields["concepts"] = list(capture.topics)
    links = [link for other in (*capture.who, *capture.answers) if (link := _link(bridge, other, card, capture.kind))]
    if not links:
        return card if bridge.run("add_element", **fields) else ""
    label = _("Add {kind}").format(kind=kind_word(bridge.catalogue, capture.kind, capture.type))
    return (
        card if bridge.run_together(label, [("add_element", fields), *(("add_link", link) for link in links)]) else ""
    )


def _link(bridge: Bridge, other: str, card: str, kind: str) -> dict[str, Any] | None:
    """Return the arguments of the most likely link from a card to the new one."""
    offered = offered_relations(bridge.catalogue, bridge.board.elements[other].kind, kind)
    if not offered:
        return None
    relation, as_drawn = offered[0]
    source, target = (other, card) if as_drawn else (card, other)
    return {"relation": relation, "source": source, "target": target}
