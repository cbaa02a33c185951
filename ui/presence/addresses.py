"""Addresses of rooms as people read and type them."""

from __future__ import annotations

from urllib.parse import urlsplit

from stworkshop.i18n import gettext as _


def host_and_port(url: str) -> tuple[str, int]:
    """Return the host and the port of a room's URL, "" and 0 where there is none."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.port or 0
    except ValueError:
        return "", 0


def address_of(url: str) -> str:
    """Return what has to be typed to come to a room."""
    host, port = host_and_port(url)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def room_of(typed: str) -> tuple[str, str]:
    """Return the URL of a room that a laptop keeps, and what is wrong with what was typed, one of them ""."""
    from ui.lan.joining import room_url

    url = room_url("".join(typed.split()))
    if not url:
        return "", _("This is no address. It looks like 192.168.8.20:8420, and stands in the host’s window.")
    if url.startswith("ws:"):
        return "", _("An address that begins with ws:// belongs to a server: choose “a city’s own server” below.")
    return url, ""


def server_room_of(typed: str) -> tuple[str, str]:
    """Return the URL of a room on a server, and what is wrong with what was typed, one of them ""."""
    from ui.lan.joining import room_url

    text = "".join(typed.split())
    url = room_url(text) if text.startswith(("ws://", "wss://")) else ""
    if not url or not urlsplit(text).path.strip("/"):
        return "", _("The address begins with wss:// or ws:// and names the room, as wss://maps.example.org/room does.")
    return text, ""
