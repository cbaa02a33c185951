"""What a card on paper is called, and what a blank one asks for."""

from __future__ import annotations

from collections.abc import Mapping

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue, curly


def prompt(variant: str, catalogue: Catalogue) -> str:
    """Return what a blank card asks for; for a kind that has no question of its own what the catalogue says it is."""
    return _prompts().get(variant) or curly(catalogue.kind(variant).description)


def _prompts() -> Mapping[str, str]:
    return {
        "stakeholder": _("Who? A person, a group, an office"),
        "concern": _("What matters to you, in your own words"),
        "goal": _("What should be reached, and for whom?"),
        "outcome": _("What gets better? How would people notice?"),
        "public-service": _("Which service is this about?"),
        "process": _("Who does what, in which order?"),
        "policy": _("Which rule sets a limit or a duty?"),
        "right": _("Which right does this affect?"),
        "principle": _("What do we hold to, even when it costs something?"),
        "component": _("One plain sentence: what does it do?"),
        "ai-component": _("One plain sentence: what does it do?"),
        "data-source": _("Which data, from where? Who is missing in it?"),
        "human-oversight-point": _("Who looks, and what can that person stop?"),
        "risk": _("What could go wrong, and for whom?"),
        "mitigation": _("What helps, and who does it?"),
        "competency": _("What must somebody know or be able to do?"),
        "capability": _("What must the city be able to do reliably?"),
        "context": _("What around us shapes this?"),
        "decision": _("What, and why?"),
        "action": _("Who does what, by when?"),
        "open-question": _("What do we not know yet? Who finds out?"),
    }
