"""What kinds are called in the window and in the names of steps: short, and by variant where it is a technical part."""

from __future__ import annotations

from collections.abc import Mapping

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue


def kind_word(catalogue: Catalogue, kind: str, type_id: str = "") -> str:
    """Return what a card is called: short, and by its variant if it is a technical part."""
    return _short_words().get(catalogue.variant(kind, type_id)) or catalogue.kind(kind).label


def kind_in_sentence(catalogue: Catalogue, kind: str, type_id: str = "") -> str:
    """Return the same within a sentence: small letters, but for abbreviations such as AI."""
    words = kind_word(catalogue, kind, type_id).split()
    return " ".join(word if word.isupper() else word.lower() for word in words)


def count_in_sentence(catalogue: Catalogue, kind: str, n: int) -> str:
    """Return so many cards of a kind as they stand in a sentence, such as "3 measures"; n is at least 2."""
    plural = _("measures") if kind == "mitigation" else catalogue.kind(kind).plural
    words = plural.split()
    words = [word if word.isupper() else word.lower() for word in words]
    return _("{n} {cards}").format(n=n, cards=" ".join(words))


def not_said() -> str:
    """Return the word for a choice that nobody has made yet: a value of its own, neither yes nor no."""
    return _("not said yet")


def _short_words() -> Mapping[str, str]:
    return {
        "risk": _("Risk"),
        "mitigation": _("Measure"),
        "outcome": _("Outcome"),
        "component": _("Technical part"),
        "ai-component": _("AI component"),
        "data-source": _("Data source"),
        "human-oversight-point": _("Place where a person checks"),
        "competency": _("What staff can do"),
        "capability": _("What the city can do"),
        "context": _("Local conditions"),
    }
