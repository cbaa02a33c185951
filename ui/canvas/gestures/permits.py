"""What the running stage permits on the map: which of the map's actions need which permission, and why one is off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.canvas.gestures.actions import CanvasAction
    from ui.canvas.map_parts import MapParts

NEEDED: Mapping[str, str] = MappingProxyType(
    {
        "map.edit": "edit",
        "map.kind": "edit",
        "map.link": "link",
        "map.reverse": "link",
        "map.duplicate": "add",
        "map.cut": "delete",
        "map.group": "move",
        "map.merge": "edit",
        "map.pin": "edit",
        "map.delete": "delete",
        "map.tidy": "move",
        "map.tidy-selected": "move",
        "map.paste": "add",
        "map.picture": "edit",
    }
)


def needed(action_id: str) -> str:
    """Return the permission that an action of the map needs, "" for one that only looks."""
    if action_id.startswith(("map.align-", "map.spread-")):
        return "move"
    return NEEDED.get(action_id, "")


def why_not(view: MapParts, action_id: str) -> str:
    """Return why the stage forbids an action on what is chosen now, "" where it does not."""
    wanted = needed(action_id)
    if not wanted:
        return ""
    if wanted == "delete" and view.doing.ids and not view.doing.cards:
        wanted = "link"  # only links are chosen
    if wanted == "edit" and view.doing.one_link:
        wanted = "link"
    return view.bridge.refusal(wanted, view.doing.cards)


def permitted(view: Callable[[], MapParts], actions: Sequence[CanvasAction]) -> list[CanvasAction]:
    """Return the actions, each of them enabled only where the stage permits it."""
    return [a._replace(enabled=partial(_enabled, view, a)) if needed(a.id) else a for a in actions]


def _enabled(view: Callable[[], MapParts], action: CanvasAction) -> bool:
    return action.enabled() and not why_not(view(), action.id)
