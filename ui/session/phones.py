"""What asks telephones in an open session; Qt's web server is loaded when it is asked for, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.session.bridge import Bridge
from ui.session.round_codes import codes_of

if TYPE_CHECKING:
    from ui.lan.phone_hosting import PhoneHosting


def phones_of(bridge: Bridge) -> PhoneHosting:
    """Return what asks telephones in an open session; Qt's web server is loaded at the first call."""
    from ui.lan.phone_hosting import PhoneHosting

    found = _kept(bridge)
    if isinstance(found, PhoneHosting):
        return found
    made = PhoneHosting(bridge.session, bridge)
    made.took.connect(codes_of(bridge).sheets_changed)
    made.changed.connect(codes_of(bridge).sheets_changed)
    bridge.closing.connect(made.end)
    return made


def asked_now(bridge: Bridge, round_id: str) -> PhoneHosting | None:
    """Return what asks telephones this round now, None where nothing does; it loads nothing."""
    if _kept(bridge) is None:
        return None
    phones = phones_of(bridge)
    return phones if phones.round_id == round_id else None


def _kept(bridge: Bridge) -> QObject | None:
    return next((one for one in bridge.children() if one.objectName() == "phones"), None)


def slip_address(bridge: Bridge, round_id: str, slip: str) -> tuple[str, str, str]:
    """Return what the QR code of a slip says, and which address and letters people type; "" while none are asked."""
    phones = asked_now(bridge, round_id)
    return (phones.code_of(slip), phones.url.rstrip("/"), phones.word) if phones is not None else ("", "", "")
