"""What a report says, kept apart from how it looks: frozen blocks, each with the cards it comes from.

Sections follow in reading order. Text is a tuple of spans; words a person said stay verbatim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from stworkshop.drawing.figures import Drawing
from stworkshop.model.wording import one_stop

Tone: TypeAlias = Literal["plain", "strong", "quiet", "brand", "quote", "missing"]
"""How a span is meant: `quote` are a person's own words, `missing` is what nobody said or wrote."""


class Span(NamedTuple):
    """A piece of text and how it is meant."""

    text: str
    tone: Tone = "plain"


Text: TypeAlias = tuple[Span, ...]

WIDE = "\u00a0 "
"""Between a code and the words that it stands for: a space as wide as two, where a line may end."""


def text(*parts: str | Span) -> Text:
    """Return spans; plain strings are plain spans, empty ones are left out.

    What people wrote often ends as a sentence does, and then the stop of the sentence around it is left out.
    """
    spans: list[Span] = []
    for part in parts:
        span = part if isinstance(part, Span) else Span(part)
        said = one_stop(span.text, after=spans[-1].text if spans else "")
        if said:
            spans.append(span._replace(text=said))
    return tuple(spans)


def plain(spans: Text) -> str:
    """Return the words of a text without their tones."""
    return "".join(span.text for span in spans)


@dataclass(frozen=True)
class Card:
    """A card as a report names it: `variant` is the key of its shape and colour."""

    id: str
    code: str
    kind: str
    variant: str
    label: str
    voice: str = "present"


def coded(card: Card) -> Text:
    """Return a card as its code and its words."""
    return text(Span(card.code + WIDE, "strong"), card.label)


@dataclass(frozen=True)
class Block:
    """Something that a section says."""


@dataclass(frozen=True)
class Paragraph(Block):
    """Running text; `role` is body, note or lead."""

    content: Text
    role: str = "body"


@dataclass(frozen=True)
class Count:
    """A number with what it counts; `warn` where it is a number to talk about."""

    number: int
    label: str
    warn: bool = False


@dataclass(frozen=True)
class Headline:
    """One of the heads of the cover: its sign, the sentences under it, and where they come from.

    `sources` are the codes of each sentence, where each comes from cards of its own; `source` then is the first one's.
    """

    sign: str
    title: str
    items: tuple[Text, ...]
    source: str
    sources: tuple[str, ...] = ()

    @property
    def whole(self) -> tuple[Text, ...]:
        """Every sentence with its codes behind it, for where there is room for all."""
        if not self.sources:
            return self.items
        pairs = zip(self.items, self.sources, strict=True)
        return tuple((*item, Span(f" ({codes})", "quiet")) if codes else item for item, codes in pairs)


@dataclass(frozen=True)
class RingLink:
    """A link of the ring by the ids of its ends."""

    source: str
    target: str
    apart: bool


@dataclass(frozen=True)
class Ring:
    """All cards by zone, and all links: what the ring on the cover is drawn from."""

    zones: tuple[tuple[str, tuple[Card, ...]], ...]
    links: tuple[RingLink, ...]
    text_value: str


@dataclass(frozen=True)
class Cover(Block):
    """The first page; one that `is_alone` stands before the decisions only, so that nothing more is told inside."""

    kicker: str
    title: str
    question: Text
    mandate: Text
    read_back: str
    is_read_back: bool
    counts: tuple[Count, ...]
    ring: Ring
    ring_note: str
    heads: tuple[Headline, ...]
    is_alone: bool = False


@dataclass(frozen=True)
class MapLink:
    """A link on the map page: `look` is flow, apart, apart-silent, speaks-for or quiet."""

    id: str
    source: str
    target: str
    look: str


@dataclass(frozen=True)
class MapZone:
    """A zone of the map with its cards in order; `id` is people, centre, agreement or a concept."""

    id: str
    title: str
    short: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class MapPage(Block):
    """The whole map; `legend` names the variants that are present with letter and words.

    `drawn` makes its picture, seen from afar, for so many px of width and height; a poster has none. `verbs` are the
    words of relations that its lines may show.
    """

    zones: tuple[MapZone, ...]
    links: tuple[MapLink, ...]
    legend: tuple[tuple[str, str, str], ...]
    intro: str
    text_value: str
    drawn: Callable[[float, float], Drawing] | None = field(default=None, compare=False)
    verbs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Key(Block):
    """All cards by kind, each with its code."""

    groups: tuple[tuple[str, tuple[Card, ...]], ...]


@dataclass(frozen=True)
class KeyEntry:
    """A card with all its links in words; `links` are empty where it has none."""

    card: Card
    links: Text


@dataclass(frozen=True)
class KeyZone:
    """A zone of the map with its icon and its cards; `id` as that of a `MapZone`."""

    id: str
    title: str
    short: str
    icon: tuple[str, str]
    entries: tuple[KeyEntry, ...]


@dataclass(frozen=True)
class LinkedKey(Block):
    """All cards as they lie on the map, each in full words with its links; `letters` are those of codes with words."""

    zones: tuple[KeyZone, ...]
    intro: str
    letters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class VoiceRow:
    """A person or group, with what is said about it."""

    card: Card
    lines: tuple[Text, ...] = ()


@dataclass(frozen=True)
class VoiceGroup:
    """Those in the room, spoken for, or missing."""

    voice: str
    title: str
    rows: tuple[VoiceRow, ...]
    closing: Text = ()


@dataclass(frozen=True)
class Voices(Block):
    """Who was there, who was spoken for, who was missing."""

    groups: tuple[VoiceGroup, ...]
    note: Text


@dataclass(frozen=True)
class DotRow:
    """A card with its dots: `by_side` in the order of sides ("" for those not shown apart), `givers` in words."""

    card: Card
    words: Text
    holders: str
    dots: int
    by_side: tuple[tuple[str, int], ...]
    givers: str


@dataclass(frozen=True)
class Dots(Block):
    """What matters most, by dots."""

    title: str
    intro: Text
    sides: tuple[tuple[str, str], ...]
    rows: tuple[DotRow, ...]


@dataclass(frozen=True)
class CardWords:
    """A card with the words that print for it."""

    card: Card
    words: Text


@dataclass(frozen=True)
class CardList(Block):
    """Cards with their words under a small heading."""

    title: str
    rows: tuple[CardWords, ...]


@dataclass(frozen=True)
class PartRow:
    """A technical part: one sentence, its stage (sign and word), who answers for it."""

    card: Card
    content: Text
    stage: str
    stage_word: str
    owner: Text


@dataclass(frozen=True)
class Parts(Block):
    """Technical parts under one question."""

    title: str
    rows: tuple[PartRow, ...]


@dataclass(frozen=True)
class PartsTogether(Block):
    """Technical parts under several questions that follow each other, for pages where these share columns."""

    groups: tuple[Parts, ...]


@dataclass(frozen=True)
class Legend(Block):
    """Signs with numbers and words: `scale` is stage, status, state or side; `lead` stands before them."""

    scale: str
    lead: Text
    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Section:
    """A section: its title, a sentence under it, and its blocks; `landscape` for the map page.

    It begins right below the one before, where there is room for a beginning; an `overleaf` one begins a page (but
    in large print), and one that stands `alone` has pages of its own, under a title of two lines.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    lead: Text = ()
    landscape: bool = False
    alone: bool = False
    overleaf: bool = False


@dataclass(frozen=True)
class Outline:
    """A whole report: `foot` stands after the date of printing on every page."""

    edition: str
    edition_title: str
    title: str
    language: str
    draft: str
    foot: str
    sections: tuple[Section, ...]

    def section(self, section_id: str) -> Section | None:
        """Return a section by its id."""
        return next((section for section in self.sections if section.id == section_id), None)
