"""What kinds are called: one name each, in window, command line and print, for technical parts by variant."""

from __future__ import annotations

from collections.abc import Mapping

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue


def variant_word(catalogue: Catalogue, variant: str) -> str:
    """Return what a card of a kind, or of a variant of technical parts, is called: the catalogue's word for others."""
    return _words().get(variant, ("",))[0] or catalogue.kind(variant).label


def kind_word(catalogue: Catalogue, kind: str, type_id: str = "") -> str:
    """Return what a card is called, by its variant if it is a technical part."""
    return variant_word(catalogue, catalogue.variant(kind, type_id))


def kind_plural(catalogue: Catalogue, kind: str) -> str:
    """Return the heading over cards of one kind."""
    return _words().get(kind, ("", ""))[1] or catalogue.kind(kind).plural or catalogue.kind(kind).label


def kind_names(catalogue: Catalogue, kind: str, type_id: str = "") -> tuple[str, ...]:
    """Return all by which somebody may look for a kind: what it is called here, and the names of the field."""
    entry = catalogue.kind(kind)
    return kind_word(catalogue, kind, type_id), entry.label, entry.plain_label


def kind_in_sentence(catalogue: Catalogue, kind: str, type_id: str = "") -> str:
    """Return what a card is called within a sentence: small letters, but for abbreviations such as AI."""
    return in_sentence(kind_word(catalogue, kind, type_id))


def plural_in_sentence(catalogue: Catalogue, kind: str) -> str:
    """Return what several cards of a kind are called within a sentence."""
    return in_sentence(kind_plural(catalogue, kind))


def in_sentence(words: str) -> str:
    """Return words in small letters, but for abbreviations such as AI."""
    return " ".join(word if word.isupper() else word.lower() for word in words.split())


def count_in_sentence(catalogue: Catalogue, kind: str, n: int) -> str:
    """Return so many cards of a kind as they stand in a sentence, such as "3 measures"; n is at least 2."""
    return _("{n} {cards}").format(n=n, cards=plural_in_sentence(catalogue, kind))


def not_said() -> str:
    """Return the word for a choice that nobody has made yet: a value of its own, neither yes nor no."""
    return _("not said yet")


def _words() -> Mapping[str, tuple[str, str]]:
    return {
        "stakeholder": (_("Person or group"), _("People and groups")),
        "concern": (_("Concern"), _("Concerns")),
        "goal": (_("Aim"), _("Aims")),
        "outcome": (_("Outcome"), _("Outcomes")),
        "public-service": (_("Service"), _("Services")),
        "process": (_("Process"), _("Processes")),
        "policy": (_("Law or policy"), _("Laws and policies")),
        "right": (_("Right"), _("Rights")),
        "principle": (_("Principle"), _("Principles")),
        "component": (_("Technical part"), _("Technical parts")),
        "ai-component": (_("AI part"), _("AI parts")),
        "data-source": (_("Data source"), _("Data sources")),
        "human-oversight-point": (_("Place where a person checks"), _("Places where a person checks")),
        "risk": (_("Risk"), _("Risks")),
        "mitigation": (_("Measure"), _("Measures")),
        "competency": (_("What staff can do"), _("What staff can do")),
        "capability": (_("What the city can do"), _("What the city can do")),
        "context": (_("Local conditions"), _("Local conditions")),
        "decision": (_("Decision"), _("Decisions")),
        "action": (_("Task"), _("Tasks")),
        "open-question": (_("Open question"), _("Open questions")),
    }
