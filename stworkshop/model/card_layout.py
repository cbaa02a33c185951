"""How a card is laid out: its size, its lines, its facts. Commands store the size; every painter draws this face."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from stworkshop.graphics import silhouettes, text_measure
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Image

FactKind = Literal["side", "words", "missing", "bars", "dots", "notes", "concept"]

LABEL_BASELINE = 13.1
FACTS_BASELINE = 10.6
"""From the top of a line of 17 or 14 px to its baseline."""
FACTS_GAP = 2
"""Between the label and the facts under it."""
SQUARE, BARS_WIDTH, NOTE_ICON, CONCEPT_ICON = 8, 21, 13, 14
BAR_STEP, BAR_WIDTH = 4.5, 3
BADGE_RIGHT, BADGE_HEIGHT, BADGE_PAD = 22, 16, 6
"""The pill on a card's lower edge: how far its words end from the right, its height, the space beside its words."""
_FACT_GAP, _SIGN_GAP = 5, 4
IMAGE_SIDE, IMAGE_GAP = 46.0, 6.0
"""Width and height of the picture on a card, and the space between it and the words."""
_NARROW = text_measure.CARD_WIDTHS[0]
_DEFAULT_WIDTH = text_measure.CARD_WIDTHS[1]
_ZONED = frozenset(
    ("concern", "goal", "outcome", "policy", "right", "principle", "risk", "mitigation", "competency", "capability")
)
"""Kinds that stand in the zone of their first concept; the others have zones of their own."""


class Fact(NamedTuple):
    """One small thing in the row under a label: `x` from the left edge of the text box, `w` its width, in px.

    `value` is a side for "side", a concept for "concept", the level 1 to 5 for "bars"; `text` stands right of the sign.
    """

    kind: FactKind
    text: str
    value: str | int = ""
    x: float = 0
    w: float = 0


@dataclass(frozen=True)
class CardFace:
    """A card ready to be painted; all in px from its top left corner. `lines` are in logical order."""

    shape: str
    w: float
    h: float
    lines: tuple[str, ...]
    facts: tuple[Fact, ...]
    has_row: bool
    text_x: float
    text_w: float
    text_top: float
    voice: str = ""
    """How a stakeholder is heard; "" of other cards, and where nobody has said it, which `unsaid` tells apart."""
    dash: tuple[float, ...] = ()
    badge: tuple[Fact, ...] = ()
    """Votes and notes of a card that keeps no row for facts: in a pill on its lower edge, `x` from the card's left."""
    image: str = ""
    """The id of the picture on the card; it stands at the end of the text box."""

    @property
    def unsaid(self) -> bool:
        """Whether this is a stakeholder of whom nobody has said whether they are here."""
        return self.shape == "stakeholder" and not self.voice

    @property
    def outline(self) -> silhouettes.Outline:
        """The silhouette."""
        return silhouettes.outline(self.shape, self.w, self.h)

    @cached_property
    def from_right(self) -> bool:
        """Whether the label begins in a right-to-left script, and so stands at the right edge of the text box."""
        return text_measure.reads_from_right(" ".join(self.lines))

    @property
    def baselines(self) -> tuple[float, ...]:
        """The baseline of each line of the label."""
        return tuple(self.text_top + LABEL_BASELINE + text_measure.CARD_LEADING * i for i in range(len(self.lines)))

    @property
    def facts_top(self) -> float:
        """The top of the facts row, 14 px high."""
        return self.text_top + text_measure.CARD_LEADING * len(self.lines) + FACTS_GAP

    @property
    def image_box(self) -> tuple[float, float, float, float]:
        """Where the picture stands: left and upper edge, width and height, px."""
        top, bottom = silhouettes.insets_of(self.shape, self.h)[2:]
        x = self.text_x + self.text_w + IMAGE_GAP
        return x, top + (self.h - top - bottom - IMAGE_SIDE) / 2, IMAGE_SIDE, IMAGE_SIDE

    @property
    def facts_text(self) -> str:
        """The facts as one sentence for lists and screen readers."""
        return ", ".join(said for fact in (*self.facts, *self.badge) if (said := _said(fact)))


def _said(fact: Fact) -> str:
    """Return a fact in words, where the card shows a sign beside a number."""
    if fact.kind == "dots":
        return ngettext("%d dot", "%d dots", int(fact.text)) % int(fact.text)
    if fact.kind == "notes":
        return ngettext("%d note", "%d notes", int(fact.text)) % int(fact.text)
    if fact.kind == "bars":
        return _("influence %d of 5") % int(fact.value)
    return fact.text


def measure(element: Element, catalogue: Catalogue) -> CardFace:
    """Return the face and with it the size that a card needs for its label and facts: what commands store."""
    shape = catalogue.variant(element.kind, element.type)
    row = _has_row(element)
    stored = element.size[0] if element.size else _DEFAULT_WIDTH
    width = _NARROW if stored == _NARROW else _DEFAULT_WIDTH
    width = text_measure.CARD_WIDTHS[-1] if element.image else width
    extra = silhouettes.EXTRA_HEIGHT.get(shape, 0)
    beside = _image_room(element)
    found = text_measure.card_layout(element.label, row, _inset(shape, 62) + beside, extra, width)
    if shape == "stakeholder":
        found = text_measure.card_layout(element.label, row, _inset(shape, found.h) + beside, extra, width)
    if beside:
        found = found._replace(h=max(found.h, math.ceil((IMAGE_SIDE + extra + text_measure.CARD_PADDING) / 10) * 10))
    return _face(element, catalogue, shape, found.w, found.h, found.lines)


def face_of(element: Element, catalogue: Catalogue, dots: int = 0, notes: int = 0) -> CardFace:
    """Return the face of a card in the size that is stored with it, with its votes and notes."""
    if element.size is None:
        return _face_in_row(measure(element, catalogue), element, dots, notes)
    shape = catalogue.variant(element.kind, element.type)
    w, h = element.size
    room = (
        h
        - silhouettes.EXTRA_HEIGHT.get(shape, 0)
        - (text_measure.FACTS_ROOM if _has_row(element) else 0)
        - text_measure.CARD_PADDING
    )
    lines = text_measure.break_lines(
        element.label,
        w - _inset(shape, h) - _image_room(element),
        text_measure.CARD_SIZE,
        max_lines=max(1, int(room // text_measure.CARD_LEADING)),
    )
    return _face_in_row(_face(element, catalogue, shape, w, h, tuple(lines)), element, dots, notes)


def _image_room(element: Element) -> float:
    return IMAGE_SIDE + IMAGE_GAP if element.image else 0.0


def _inset(shape: str, h: float) -> float:
    left, right, _top, _bottom = silhouettes.insets_of(shape, h)
    return left + right


def _face(element: Element, catalogue: Catalogue, shape: str, w: float, h: float, lines: tuple[str, ...]) -> CardFace:
    left, right, _top, _bottom = silhouettes.insets_of(shape, h)
    voice = _value(element, "voice", "") if element.kind == "stakeholder" else ""
    face = CardFace(
        shape=shape,
        w=w,
        h=h,
        lines=lines,
        facts=(),
        has_row=_has_row(element),
        text_x=left,
        text_w=w - left - right - _image_room(element),
        text_top=0,
        voice=voice,
        dash=silhouettes.dash_of(shape, voice, catalogue.dashed(element.kind, element.type)),
        image=element.image,
    )
    return _face_in_row(face, element, 0, 0)


def _face_in_row(face: CardFace, element: Element, dots: int, notes: int) -> CardFace:
    """Return the face with its facts; label and facts stand in the middle of the text box together."""
    counts = list(_counts(dots, notes))
    facts: tuple[Fact, ...] = ()
    if face.has_row:
        unsaid = [Fact("words", _("here? not said"))] if face.unsaid else []
        facts = tuple(_placed([*_facts(element), *unsaid, *counts], _marks(element), face.text_w))
    top, bottom = silhouettes.insets_of(face.shape, face.h)[2:]
    block = text_measure.CARD_LEADING * len(face.lines) + (FACTS_GAP + text_measure.FACTS_LEADING if facts else 0)
    badge = () if face.has_row else _badge(counts, face.w)
    return replace(face, facts=facts, badge=badge, text_top=top + (face.h - top - bottom - block) / 2)


def _badge(counts: list[Fact], w: float) -> tuple[Fact, ...]:
    placed = list(_placed(counts, [], w))
    if not placed:
        return ()
    shift = w - BADGE_RIGHT - placed[-1].x - placed[-1].w
    return tuple(fact._replace(x=fact.x + shift) for fact in placed)


def _value(element: Element, name: str, default: str) -> str:
    return str(element.attributes.get(name) or default)


def _has_row(element: Element) -> bool:
    """Tell whether a card keeps a row for facts; a concern always does, since people put dots on it later."""
    return element.kind == "concern" or next(_facts(element), None) is not None


def _facts(element: Element) -> Iterator[Fact]:
    if element.kind == "stakeholder":
        yield from _person_facts(element)
    elif element.kind == "risk":
        words = _risk_words(element)
        if words:
            yield Fact("words", words)
    elif word := _status_words().get((element.kind, _value(element, "status", ""))):
        yield Fact("words", word)


def _person_facts(element: Element) -> Iterator[Fact]:
    side = _value(element, "side", "")
    if side:
        yield Fact("side", side_word(side), side)
    voice = _value(element, "voice", "")
    influence = element.attributes.get("influence")
    if voice == "represented":
        yield Fact("words", _("spoken for"))
    elif voice == "absent":
        yield Fact("missing", _("not here"))
    elif isinstance(influence, int):
        yield Fact("bars", "", influence)


def side_word(side: str) -> str:
    """Return the word for somebody of a side, as it stands on a card."""
    words = {
        "public": _("Public"),
        "planner": _("Planner"),
        "implementer": _("Engineer"),
        "supplier": _("Supplier"),
        "oversight": _("Oversight"),
    }
    return words.get(side, side)


def _risk_words(element: Element) -> str:
    likelihood, severity = element.attributes.get("likelihood"), element.attributes.get("severity")
    if likelihood and severity:
        return _("likely {likelihood}, severe {severity}").format(likelihood=likelihood, severity=severity)
    if likelihood:
        return _("likely {likelihood}").format(likelihood=likelihood)
    return _("severe {severity}").format(severity=severity) if severity else ""


def _status_words() -> Mapping[tuple[str, str], str]:
    """Return how things stand, in words; "decided" and "agreed" are two things."""
    return MappingProxyType(
        {
            ("mitigation", "proposed"): _("proposed"),
            ("mitigation", "agreed"): _("decided"),
            ("mitigation", "in-place"): _("in place"),
            ("mitigation", "rejected"): _("turned down"),
            ("decision", "proposed"): _("proposed"),
            ("decision", "agreed"): _("decided"),
            ("decision", "contested"): _("opinions differ"),
            ("decision", "deferred"): _("put off"),
            ("action", "done"): _("done"),
            ("open-question", "answered"): _("answered"),
        }
    )


def _counts(dots: int, notes: int) -> Iterator[Fact]:
    if dots:
        yield Fact("dots", str(dots))
    if notes:
        yield Fact("notes", str(notes))


def _marks(element: Element) -> list[Fact]:
    """Return the further concepts of a card, besides the one whose zone it stands in."""
    return [Fact("concept", "", concept) for concept in element.concepts[1:]] if element.kind in _ZONED else []


def _sign_width(fact: Fact) -> float:
    if fact.kind in ("side", "dots"):
        return SQUARE + _SIGN_GAP
    if fact.kind == "notes":
        return NOTE_ICON + _SIGN_GAP
    if fact.kind == "bars":
        return BARS_WIDTH
    return CONCEPT_ICON if fact.kind == "concept" else 0


def image_words(image: Image | None) -> str:
    """Return a picture on a card in words: what it shows, or only that there is one where nobody has said it."""
    if image is None:
        return ""
    said = " ".join(image.alt.split())
    return _("picture: {words}").format(words=said) if said else _("picture")


def is_bold(fact: Fact) -> bool:
    """Tell whether the words of a fact are bold."""
    return fact.kind in ("missing", "dots")


def text_offset(fact: Fact) -> float:
    """Return where a fact's words begin, from its own left edge."""
    return _sign_width(fact)


def _placed(facts: list[Fact], marks: list[Fact], room: float) -> Iterator[Fact]:
    """Place facts from the left, marks from the right; what finds no room is left out, marks first."""
    x = 0.0
    for fact in facts:
        w = _sign_width(fact) + text_measure.width(fact.text, text_measure.FACTS_SIZE, is_bold(fact))
        if x + w > room + 0.5:
            break
        yield fact._replace(x=x, w=math.ceil(w * 100) / 100)
        x += w + _FACT_GAP
    fitting = max(0, int((room - x + 2) // (CONCEPT_ICON + 2)))
    shown = marks[:fitting]
    x = room - len(shown) * (CONCEPT_ICON + 2) + 2
    for index, mark in enumerate(shown):
        yield mark._replace(x=x + index * (CONCEPT_ICON + 2), w=CONCEPT_ICON)
