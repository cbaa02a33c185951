"""Which certificate a room may show: the one that its laptop made itself, known by its print."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCryptographicHash
from PySide6.QtNetwork import QSslCertificate, QSslError

from stworkshop.i18n import gettext as _

_PINNED = (
    QSslError.SslError.SelfSignedCertificate,
    QSslError.SslError.SelfSignedCertificateInChain,
    QSslError.SslError.HostNameMismatch,
    QSslError.SslError.CertificateUntrusted,
    QSslError.SslError.UnableToGetLocalIssuerCertificate,
    QSslError.SslError.UnableToVerifyFirstCertificate,
    QSslError.SslError.CertificateNotYetValid,
    QSslError.SslError.CertificateExpired,
)
"""What is wrong with a certificate that a room, or a laptop of a wrong clock, made itself; its print says more."""


def print_of(certificate: QSslCertificate) -> str:
    """Return the SHA-256 of a certificate in hexadecimal digits."""
    return bytes(certificate.digest(QCryptographicHash.Algorithm.Sha256).data()).hex()


def are_of_its_own_making(errors: Iterable[QSslError]) -> bool:
    """Tell whether nothing else is wrong with a certificate than that a laptop has made it itself."""
    return all(error.error() in _PINNED for error in errors)


def another_key() -> str:
    """Return the sentence about a room whose certificate is not the one that was pinned."""
    return _(
        "The room shows another key than before: its host has opened it again, or this is not its laptop. Nothing was"
        " sent. Join again with the address and the code that the host shows now."
    )
