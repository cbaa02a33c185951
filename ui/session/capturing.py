"""Carrying a captured sentence out: the card, its holders, its topics and what answers it, as one step."""

from __future__ import annotations

from typing import Any

from stworkshop.commands.capture_line import Capture
from ui.session.bridge import Bridge


def arguments(capture: Capture) -> dict[str, Any]:
    """Return a capture as the command takes it."""
    return {
        "kind": capture.kind,
        "type": capture.type,
        "label": capture.label,
        "who": list(capture.who),
        "newcomers": list(capture.newcomers),
        "topics": list(capture.topics),
        "answers": list(capture.answers),
    }


def make(bridge: Bridge, capture: Capture) -> str:
    """Make the card of a capture and all that hangs on it in one step; return its id, "" where it was refused."""
    if capture.unknown:
        bridge.run("capture", text=" ".join((capture.label, *capture.unknown)), kind=capture.kind)  # says why not
        return ""
    done = bridge.run("capture", **arguments(capture))
    return done.ids[0] if done is not None else ""
