"""Lenses: which links of a map show as lines, and so which cards come first. None of them moves a zone.

All other links stand in the roads between zones, with their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stworkshop.graphics.link_styles import FAMILY_OF, LOUD_AT_REST
from stworkshop.i18n import gettext as _

_HARM = ("causes", "harms", "threatens")
_FLOW = ("feeds", "informs", "automates")


@dataclass(frozen=True)
class Lens:
    """One way to look at the links of a map: the relations that show as lines, and its icon."""

    id: str
    relations: frozenset[str]
    icon: str

    @property
    def is_story(self) -> bool:
        """Whether this is how a map is looked at when nobody chose anything."""
        return self.id == STORY

    @property
    def shows_all(self) -> bool:
        """Whether no link is left to a road."""
        return self.id == EVERYTHING


STORY, EVERYTHING = "story", "everything"
LENSES: Mapping[str, Lens] = MappingProxyType(
    {
        lens.id: lens
        for lens in (
            Lens(STORY, LOUD_AT_REST, "chain"),
            Lens("harm", frozenset((*_HARM, "mitigates", "protects")), "warning"),
            Lens("apart", frozenset(("conflicts-with", "hinders")), "lightning"),
            Lens("speaks", frozenset(("represents", "works-with")), "voice"),
            Lens("data", frozenset((*_FLOW, "depends-on")), "arrow-right"),
            Lens("answers-for", frozenset(("owns", "operates", "supplies", "oversees")), "represented"),
            Lens("said", frozenset(("has-concern", "pursues", "raises")), "quote"),
            Lens(EVERYTHING, frozenset(FAMILY_OF), "lens"),
        )
    }
)


def lens_of(lens_id: str) -> Lens:
    """Return a lens by its id; the story for one that there is not."""
    return LENSES.get(lens_id, LENSES[STORY])


def lens_name(lens_id: str) -> str:
    """Return what a lens is called."""
    return {
        STORY: _("Story"),
        "harm": _("Harm"),
        "apart": _("Pulls against"),
        "speaks": _("Speaks for"),
        "data": _("Data flow"),
        "answers-for": _("Who is responsible"),
        "said": _("What residents said"),
        EVERYTHING: _("Everything"),
    }[lens_of(lens_id).id]


def lens_words(lens_id: str) -> str:
    """Return what a lens shows, as a sentence."""
    return {
        STORY: _("How harm comes about, what pulls against what, who speaks for whom, and what answers a concern."),
        "harm": _("What could cause harm, whom it would harm, and what protects them."),
        "apart": _("What pulls against what."),
        "speaks": _("Who speaks for whom, and who works together."),
        "data": _("Where data and advice go."),
        "answers-for": _("Who is responsible for what, and who runs, supplies or oversees it."),
        "said": _("What matters to whom."),
        EVERYTHING: _("All links of the map, each as a line."),
    }[lens_of(lens_id).id]
