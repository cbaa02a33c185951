"""Gathering the cards and links of a file of another program, and counting what cannot be taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from stworkshop.exchange.foreign import MOST_CARDS, MOST_LINKS, Foreign, ForeignCard, ForeignLink
from stworkshop.exchange.graphs.safely import lines, unfit
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Value

LONGEST_LABEL, LONGEST_TEXT = 2_000, 50_000
"""Letters that a label and a note hold; what is longer is cut, and told."""
_LONGEST_ID = 200


class Gathering:
    """Cards and links so far; what is left out is counted by a word of `_sentences`."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.cards: dict[str, ForeignCard] = {}
        self.links: list[ForeignLink] = []
        self.left = Counter[str]()
        self._card_ids = _Ids()

    def leave(self, what: str, count: int = 1) -> None:
        """Count something that is not taken."""
        if count:
            self.left[what] += count

    def card(
        self,
        card_id: str,
        label: str,
        *,
        kind: str = "",
        note: str = "",
        topics: Iterable[str] = (),
        pos: tuple[float, float] | None = None,
        size: tuple[float, float] | None = None,
        fields: Mapping[str, str] | None = None,
        ours: Mapping[str, Value] | None = None,
        place: str = "",
    ) -> None:
        """Take a card; one without words is counted instead, and what is too long for a card is cut."""
        words, note = " ".join(lines(label).split()), note if ours else lines(note)
        if not words:
            first, _line_end, rest = note.partition("\n")
            words, note = " ".join(first.split()), rest.strip()
        if not words:
            self.leave("without-words")
            return
        if len(self.cards) >= MOST_CARDS:
            sentence = _("It holds more than {most} cards, which is more than a map of a workshop has.")
            raise unfit(self.name, sentence.format(most=MOST_CARDS))
        if len(words) > LONGEST_LABEL:
            self.leave("cut")
            note = f"{words}\n\n{note}".strip()
            words = words[: LONGEST_LABEL - 1].rstrip() + "…"
        kept = {one_line(name): lines(value) for name, value in (fields or {}).items()}
        taken = ForeignCard(
            id=self._card_ids.free(card_id or f"card-{len(self.cards) + 1}"),
            label=words,
            kind=one_line(kind),
            note=self._cut(note),
            topics=tuple(dict.fromkeys(filter(None, map(one_line, topics)))),
            pos=pos,
            size=size,
            fields={name: self._cut(value) for name, value in kept.items() if name and value},
            ours=ours or {},
            place=place,
        )
        self.cards[taken.id] = taken

    def link(
        self,
        link_id: str,
        source: str,
        target: str,
        *,
        relation: str = "",
        note: str = "",
        ours: Mapping[str, Value] | None = None,
        forth: bool = True,
        back: bool = False,
    ) -> None:
        """Take a link with its direction: `back` alone turns it round, both make two, neither is counted."""
        if len(self.links) >= MOST_LINKS:
            sentence = _("It holds more than {most} links, which is more than a map of a workshop has.")
            raise unfit(self.name, sentence.format(most=MOST_LINKS))
        relation = _signed(one_line(relation))
        ends = [(source, target)] if forth or not back else []
        ends += [(target, source)] if back else []
        if not forth and not back:
            self.leave("undirected")
        for number, (start, end) in enumerate(ends):
            made = ForeignLink(
                id=f"{link_id}-back" if number else link_id,
                source=start,
                target=end,
                relation=relation,
                note=self._cut(lines(note)),
                ours=ours or {},
            )
            self.links.append(made)

    def foreign(self, form: str, title: str) -> Foreign:
        """Return what was gathered; raises KnownError where there is no card at all."""
        if not self.cards:
            raise unfit(self.name, _("There is no card in it."))
        kept: list[ForeignLink] = []
        ids = _Ids()
        for link in self.links:
            if link.source not in self.cards or link.target not in self.cards:
                self.leave("loose")
            elif link.source == link.target:
                self.leave("to-itself")
            else:
                kept.append(replace(link, id=ids.free(link.id or f"link-{len(kept) + 1}")))
        told = tuple(sentence(self.left[what]) for what, sentence in _SENTENCES.items() if self.left[what])
        return Foreign(self.name, form, one_line(title), tuple(self.cards.values()), tuple(kept), told)

    def _cut(self, words: str) -> str:
        if len(words) <= LONGEST_TEXT:
            return words
        self.leave("cut")
        return words[: LONGEST_TEXT - 1] + "…"


class _Ids:
    """Gives each thing an id of its own: the one that is wanted, or with a number after it where that is taken."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last = Counter[str]()

    def free(self, wanted: str) -> str:
        """Return an id that nothing has yet, and keep it."""
        free = wanted
        while free in self._taken:
            self._last[wanted] += 1
            free = f"{wanted}-{self._last[wanted] + 1}"
        self._taken.add(free)
        return free


def one_line(words: str) -> str:
    """Return words as one line of at most 200 letters."""
    return " ".join(lines(words).split())[:_LONGEST_ID]


def _signed(relation: str) -> str:
    """Return the word on a link; the signs of systems maps in words, since a sign alone is lost in comparing words."""
    if relation in ("+", "++", "+ve"):
        return "Positive influence"
    if relation in ("-", "--", "-ve", "–", "−", "–ve", "−ve"):
        return "Negative influence"
    return relation


_SENTENCES: Mapping[str, Callable[[int], str]] = {
    "ours": lambda _n: _(
        "GraphML holds cards and links only: people, statements, results, explained words and remarks are not in it."
    ),
    "without-words": lambda n: ngettext(
        "{n} shape without words was left out.", "{n} shapes without words were left out.", n
    ).format(n=n),
    "hidden": lambda n: ngettext(
        "{n} shape on a hidden layer was left out.", "{n} shapes on hidden layers were left out.", n
    ).format(n=n),
    "loose": lambda n: ngettext(
        "{n} link without a card at both ends was left out.", "{n} links without a card at both ends were left out.", n
    ).format(n=n),
    "to-itself": lambda n: ngettext(
        "{n} link from a card to itself was left out.", "{n} links from a card to itself were left out.", n
    ).format(n=n),
    "undirected": lambda n: ngettext(
        "{n} link without a direction now points from its first card to its second.",
        "{n} links without a direction now point from their first card to their second.",
        n,
    ).format(n=n),
    "groups": lambda n: ngettext(
        "{n} frame became a topic of the cards in it.", "{n} frames became topics of the cards in them.", n
    ).format(n=n),
    "nested": lambda n: ngettext(
        "{n} frame lies in another frame: its cards bear both names.",
        "{n} frames lie in other frames: their cards bear the names of all of them.",
        n,
    ).format(n=n),
    "nameless-groups": lambda n: ngettext(
        "{n} frame without a name was left out; its cards were taken.",
        "{n} frames without a name were left out; their cards were taken.",
        n,
    ).format(n=n),
    "pages": lambda n: ngettext(
        "{n} page: its name stands with each card.", "{n} pages: their names stand with each card.", n
    ).format(n=n),
    "empty-pages": lambda n: ngettext("{n} empty page was left out.", "{n} empty pages were left out.", n).format(n=n),
    "bad-pages": lambda n: ngettext(
        "{n} page that is damaged was left out.", "{n} pages that are damaged were left out.", n
    ).format(n=n),
    "pictures": lambda n: ngettext("{n} picture was left out.", "{n} pictures were left out.", n).format(n=n),
    "ports": lambda n: ngettext(
        "{n} place on a card where links were attached was left out; the links were taken.",
        "{n} places on cards where links were attached were left out; the links were taken.",
        n,
    ).format(n=n),
    "many-ends": lambda n: ngettext(
        "{n} link with more than two ends was left out.", "{n} links with more than two ends were left out.", n
    ).format(n=n),
    "junctions": lambda n: ngettext(
        "{n} junction, and the links that end at it, were left out.",
        "{n} junctions, and the links that end at them, were left out.",
        n,
    ).format(n=n),
    "views": lambda n: ngettext(
        "{n} drawing of the model was left out; its cards and links were taken.",
        "{n} drawings of the model were left out; their cards and links were taken.",
        n,
    ).format(n=n),
    "loops": lambda n: ngettext("{n} loop was left out.", "{n} loops were left out.", n).format(n=n),
    "maps": lambda n: ngettext(
        "{n} more map of the project: its cards and links were taken.",
        "{n} more maps of the project: their cards and links were taken.",
        n,
    ).format(n=n),
    "thumbs": lambda n: ngettext(
        "The thumbs up and down on {n} card were left out.", "The thumbs up and down on {n} cards were left out.", n
    ).format(n=n),
    "background": lambda _n: _("The drawing behind the map was left out."),
    "description": lambda _n: _("The description of the map was left out."),
    "history": lambda _n: _("The history of the map was left out."),
    "styles": lambda _n: _("Colours, shapes and fonts were left out."),
    "cut": lambda n: ngettext("{n} text was too long and was cut.", "{n} texts were too long and were cut.", n).format(
        n=n
    ),
}
"""What is told of each thing that is left out or changed, by its count."""
