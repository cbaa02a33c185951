"""What a ballot promises to whoever fills it in: made from the settings of its round, and so true."""

from __future__ import annotations

from stworkshop.answers import is_anonymous
from stworkshop.catalogue import Catalogue, curly
from stworkshop.catalogue import catalogue as bundled_catalogue
from stworkshop.i18n import gettext as _
from stworkshop.records import Round, SessionRecord


def ballot_sentence(session: SessionRecord, round_: Round, words: Catalogue | None = None) -> str:
    """Return the sentence of the catalogue (`ballot_sentences`) that fits a round in this session."""
    settings = {"anonymous": "yes" if is_anonymous(session, round_) else "no", "attribution": session.attribution}
    for entry in (words or bundled_catalogue()).entries("ballot_sentences"):
        if all(settings.get(name) == value for name, value in entry["when"].items()):
            return curly(str(entry["sentence"]))
    return ""


def sealed_sentence() -> str:
    """Return what every ballot promises beside: that nothing is shown while the round is open."""
    return _("Nothing is counted or shown before the round is closed.")
