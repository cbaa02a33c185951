"""This laptop's addresses in the networks that it is in."""

from __future__ import annotations

from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface


def local_address() -> str:
    """Return this laptop's address on the local network, or that of itself where there is none."""
    return next(iter(local_addresses()), "127.0.0.1")


def local_addresses() -> dict[str, str]:
    """Return this laptop's addresses on local networks, each with the name of its network card; real cards first."""
    found: dict[str, str] = {}
    cards = (QNetworkInterface.InterfaceType.Wifi, QNetworkInterface.InterfaceType.Ethernet)
    for interface in sorted(QNetworkInterface.allInterfaces(), key=lambda one: one.type() not in cards):
        flags = interface.flags()
        if flags & QNetworkInterface.InterfaceFlag.IsLoopBack or not flags & QNetworkInterface.InterfaceFlag.IsRunning:
            continue
        for entry in interface.addressEntries():
            if entry.ip().protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                found[entry.ip().toString()] = interface.humanReadableName()
    return found
