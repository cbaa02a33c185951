"""What a file becomes by what a person chose so far: the lines of the preview, the numbers, the plan. No widget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from stworkshop.exchange.foreign import LEAVE_OUT, Choices, Fate, Foreign, Plan
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, is_own_kind
from stworkshop.model.kind_words import kind_in_sentence, kind_word, plural_in_sentence

NEW, FOUND, LIKE, ASK, EMPTY, OUT, BY_HAND = "new", "found", "like", "ask", "empty", "left-out", "by-hand"
"""What becomes of a line; `by-hand` were left out in the preview."""
DOUBTFUL = (LIKE, ASK)


@dataclass(frozen=True)
class DraftLine:
    """One line of the preview: what stands in the file, and what becomes of it.

    `key` names the card in the file, `element` is the id of the card that it becomes, `like` of one on the map that it
    looks like, "" for none; `decided` is what a person said: LEAVE_OUT, the id of the card that it is, or "".
    `asks` is the place of the cell that a person should look at, -1 for none.
    """

    key: str
    number: str
    cells: tuple[str, ...]
    state: str
    words: str = ""
    element: str = ""
    like: str = ""
    decided: str = ""
    asks: int = -1

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.state in DOUBTFUL


@dataclass(frozen=True)
class Word:
    """One word of the file that becomes something: how often it stands there, and what was chosen, "" for nothing."""

    word: str
    count: int
    chosen: str


@dataclass(frozen=True)
class Option:
    """One thing that a word or a column can become."""

    id: str
    words: str
    icon: str = ""
    tone: str = "text_2"


@dataclass(frozen=True)
class Outcome:
    """What would happen: computed away from the window, shown on its right."""

    foreign: Foreign
    choices: Choices
    plan: Plan
    heads: tuple[str, ...] = ()
    lines: tuple[DraftLine, ...] = ()
    cards: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many new cards of each kind."""

    @property
    def doubtful(self) -> int:
        """How many lines a person should look at."""
        return sum(1 for line in self.lines if line.doubtful)

    @property
    def links(self) -> int:
        """How many links are new."""
        return self.plan.count("links")


class Draft(Protocol):
    """A file that was read, with the choices made so far; `job` gives what is to be computed away from the window."""

    @property
    def is_table(self) -> bool: ...
    @property
    def title(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def rows(self) -> int: ...
    def job(self, board: Board, catalogue: Catalogue) -> Callable[[], Outcome]: ...
    def decide(self, key: str, decided: str) -> None: ...


def counted(plan: Plan) -> Mapping[str, int]:
    """Return how many new cards of each kind a plan holds, most first."""
    kinds = Counter(str(entry.get("kind")) for entry in plan.records if entry["root"] == "elements")
    return MappingProxyType(dict(kinds.most_common()))


def line_of(
    key: str,
    number: str,
    cells: tuple[str, ...],
    fate: Fate | None,
    choices: Choices,
    ids: Mapping[str, str],
    places: tuple[int, int] = (-1, -1),
) -> DraftLine:
    """Return the line of a card; `ids` gives the cards of the map by their codes, `places` the cells of kind and topic.

    A line is to be looked at where its card looks like one on the map and nobody has decided, or where a word of it
    is open still.
    """
    if fate is None:
        return DraftLine(key, number, cells, EMPTY, _("empty, skipped"))
    decided, like = choices.cards.get(key, ""), ids.get(fate.other, "")
    state, words, asks = NEW, _("new"), -1
    if decided == LEAVE_OUT:
        state, words = BY_HAND, _("left out by you")
    elif fate.outcome == OUT:
        blank = not any(cell.strip() for cell in cells)
        state, words = (EMPTY, _("empty, skipped")) if blank else (OUT, fate.question or _("left out"))
    elif fate.outcome == FOUND:
        state, words = FOUND, _("is {code} already").format(code=fate.other) if fate.other else _("named before")
    elif fate.outcome == LIKE and not decided:
        state, words = LIKE, fate.question or _("looks like {code}").format(code=fate.other)
    elif fate.question and not choices.kinds.get(fate.card.kind) and fate.card.kind:
        state, words, asks = ASK, _("which kind?"), places[0]
    elif any(not choices.topics.get(word) for word in fate.card.topics):
        state, words, asks = ASK, _("which topic?"), places[1]
    return DraftLine(
        key, number, cells, state, words, fate.element, like if decided or state == LIKE else "", decided, asks
    )


def kind_words(catalogue: Catalogue, kind: str, count: int) -> str:
    """Return the word for so many cards of a kind, within a sentence."""
    if not catalogue.knows_kind(kind):
        return ngettext("card", "cards", count)
    if is_own_kind(kind):
        return f"“{kind_word(catalogue, kind)}”"
    return kind_in_sentence(catalogue, kind) if count == 1 else plural_in_sentence(catalogue, kind)


def kind_options(catalogue: Catalogue) -> list[Option]:
    """Return all kinds, in the order of the catalogue."""
    return [
        Option(kind, kind_word(catalogue, kind), f"kinds/{kind}", f"kind/{kind}/accent") for kind in catalogue.kinds
    ]


def topic_options(catalogue: Catalogue) -> list[Option]:
    """Return all topics."""
    return [
        Option(topic, str(entry["label"]), f"concepts/{topic}", f"concept/{topic}/label")
        for topic, entry in catalogue.concepts.items()
    ]


def relation_options(catalogue: Catalogue) -> list[Option]:
    """Return all links by what they are called."""
    return [Option(relation.id, relation.label, "link") for relation in catalogue.relations.values()]


def tile_words(outcome: Outcome, catalogue: Catalogue, most: int = 2) -> list[tuple[int, str]]:
    """Return the numbers that the tiles show with their words: new cards by kind, the rest together, and links."""
    kinds = list(outcome.cards.items())
    shown = kinds if len(kinds) <= most else kinds[: most - 1]
    told = [(n, _("new {cards}").format(cards=kind_words(catalogue, kind, n))) for kind, n in shown]
    rest = sum(n for _kind, n in kinds[len(shown) :])
    if rest:
        told.append((rest, ngettext("other new card", "other new cards", rest)))
    if not told:
        told.append((0, ngettext("new card", "new cards", 0)))
    return [*told, (outcome.links, ngettext("link", "links", outcome.links))]


def main_words(outcome: Outcome, catalogue: Catalogue) -> str:
    """Return what the button brings in: "38 concerns" of one kind (stakeholders beside), else "42 cards"."""
    kinds = dict(outcome.cards)
    first = _main_kind(kinds)
    if first:
        return f"{kinds[first]} {kind_words(catalogue, first, kinds[first])}"
    total = sum(kinds.values())
    return f"{total} {ngettext('card', 'cards', total)}"


def _main_kind(kinds: Mapping[str, int]) -> str:
    """Return the kind that the rows become, where people are all that comes beside; "" where there are more."""
    others = [kind for kind in kinds if kind != "stakeholder"]
    return others[0] if len(others) == 1 else next(iter(kinds)) if len(kinds) == 1 else ""
