"""What Enter on a gap starts: choosing the card that closes it, or writing a new one, without leaving the view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, new_id
from ui.canvas.gestures.chooser import Choice, Chooser
from ui.canvas.gestures.linking import short
from ui.features.views.cells import Gap
from ui.kit.theme import theme
from ui.session.bridge import Bridge
from ui.session.words import kind_word

Step = tuple[str, Mapping[str, Any]]


class _Way(NamedTuple):
    """How a gap is closed: by this relation to or from cards of these kinds; new cards are of the first."""

    relation: str
    incoming: bool
    kinds: tuple[str, ...]


_WAYS: Mapping[str, _Way] = {
    "measure": _Way("mitigates", True, ("mitigation",)),
    "owner": _Way("owns", True, ("stakeholder",)),
    "cause": _Way("causes", True, ("component", "process", "public-service", "context", "policy", "decision")),
    "harmed": _Way("harms", False, ("stakeholder",)),
    "builder": _Way("builds", True, ("action", "mitigation", "process")),
}


class Fixing:
    """Opens a list over a widget, and runs what was chosen as one step."""

    def __init__(self, bridge: Bridge, over: QWidget, back: Callable[[], object]) -> None:
        self._bridge, self._over, self._back = bridge, over, back
        self.open: Chooser | None = None

    def start(self, gap: Gap, at: QPoint) -> None:
        """Offer what closes a gap, in a list at a point of the widget."""
        if self._bridge.read_only:
            self._bridge.say(_("This session is open for reading only. Nothing was changed."))
            return
        board = self._bridge.board
        if gap.card not in board.elements or (gap.other and gap.other not in board.elements):
            return
        if gap.sort == "answer":
            self._show(_answer_title(board.elements[gap.card], board.elements[gap.other]), self._answers(gap), at)
        elif gap.sort in ("class", "area"):
            title = _("Class of “{card}” under the AI Act") if gap.sort == "class" else _("High-risk area of “{card}”")
            self._show(title.format(card=short(board.elements[gap.card].label)), self._values(gap), at)
        elif gap.sort in _WAYS:
            self._show(_title(gap.sort, board.elements[gap.card]), self._cards(gap), at, self._new(gap))

    def close(self) -> None:
        """Take an open list away."""
        if self.open is not None:
            self.open.leave()

    # --- what is offered

    def _cards(self, gap: Gap) -> list[Choice]:
        """Return the cards that can close a gap, those that are not joined yet."""
        board, way = self._bridge.board, _WAYS[gap.sort]
        ends = board.links_to(gap.card) if way.incoming else board.links_from(gap.card)
        joined = {link.source if way.incoming else link.target for link in ends if link.relation == way.relation}
        cards = [e for e in board.elements.values() if e.kind in way.kinds and e.id not in joined and e.id != gap.card]
        cards.sort(key=lambda e: (way.kinds.index(e.kind), e.seq))
        catalogue = self._bridge.catalogue
        return [
            Choice("", e.label, "", partial(self._link, gap, e.id), self._icon(e), kind_word(catalogue, e.kind, e.type))
            for e in cards
        ]

    def _new(self, gap: Gap) -> Callable[[str], Choice]:
        """Return what makes a choice of the words typed: a new card with them, joined at once."""
        kind = _WAYS[gap.sort].kinds[0]
        word = kind_word(self._bridge.catalogue, kind)

        def choice(typed: str) -> Choice:
            before = _("New {kind}:").format(kind=word.lower())
            return Choice(before, typed, "", partial(self._make, gap, kind, typed), None)

        return choice

    def _answers(self, gap: Gap) -> list[Choice]:
        choices = (("has", _("has it")), ("lacks", _("lacks it")), ("", _("was not asked")))
        who = short(self._bridge.board.elements[gap.card].label)
        return [Choice(who, words, "", partial(self._answer, gap, answer)) for answer, words in choices]

    def _values(self, gap: Gap) -> list[Choice]:
        catalogue = self._bridge.catalogue
        if gap.sort == "area":
            entries = catalogue.entries("eu_ai_act.annex_iii")
            points = [
                Choice("", str(e["label"]), "", partial(self._set, gap, annex_iii=number), hint=str(number))
                for number, e in enumerate(entries, 1)
            ]
            products = [
                Choice("", str(e["label"]), "", partial(self._set, gap, annex_iii=str(e["id"])), hint=_("Annex I"))
                for e in catalogue.entries("eu_ai_act.annex_i")
            ]
            return [*points, *products]
        tiers = catalogue.entries("eu_ai_act.risk_tiers")
        return [
            Choice(
                "",
                str(e["workshop_words"]),
                "",
                partial(self._set, gap, ai_act_tier=str(e["id"])),
                hint=str(e["label"]),
            )
            for e in tiers
        ]

    # --- what is done

    def _link(self, gap: Gap, card: str) -> None:
        self._bridge.run("add_link", **self._ends(gap, card))

    def _make(self, gap: Gap, kind: str, label: str) -> None:
        made = new_id("e-")
        steps: list[Step] = [
            ("add_element", {"id": made, "kind": kind, "label": label}),
            ("add_link", self._ends(gap, made)),
        ]
        word = kind_word(self._bridge.catalogue, kind).lower()
        self._bridge.run_together(_("Add {kind}").format(kind=word), steps)

    def _answer(self, gap: Gap, answer: str) -> None:
        """Say that somebody has an ability, lacks it, or was not asked: what was said before goes."""
        relations = {"has": "has-ability", "lacks": "lacks-ability"}
        board = self._bridge.board
        old = [
            link.id
            for link in board.links_from(gap.card)
            if link.target == gap.other and link.relation in relations.values()
        ]
        steps: list[Step] = [("delete", {"ids": old})] if old else []
        if answer:
            steps.append(("add_link", {"relation": relations[answer], "source": gap.card, "target": gap.other}))
        if steps:
            self._bridge.run_together(_("Say who has the ability"), steps)

    def _set(self, gap: Gap, **fields: Any) -> None:
        self._bridge.run("edit_element", id=gap.card, **fields)

    def _ends(self, gap: Gap, card: str) -> dict[str, str]:
        way = _WAYS[gap.sort]
        source, target = (card, gap.card) if way.incoming else (gap.card, card)
        return {"relation": way.relation, "source": source, "target": target}

    # --- the list

    def _show(
        self, title: str, choices: Sequence[Choice], at: QPoint, new: Callable[[str], Choice] | None = None
    ) -> None:
        self.close()
        footer = _("Type to choose, or to write a new one.") if new is not None else ""
        self.open = _Choosing(self._over, title, choices, self._closed, new, footer)
        self.open.open_at(at)

    def _closed(self) -> None:
        self.open = None
        self._back()

    def _icon(self, element: Element) -> Any:
        shape = self._bridge.catalogue.variant(element.kind, element.type)
        return theme().pixmap(f"kinds/{shape}", f"kind/{shape}/accent", 18)


class _Choosing(Chooser):
    """A list whose last line makes a new card of what was typed."""

    def __init__(
        self,
        over: QWidget,
        title: str,
        choices: Sequence[Choice],
        closed: Callable[[], object],
        new: Callable[[str], Choice] | None,
        footer: str,
    ) -> None:
        self._known, self._new = list(choices), new
        super().__init__(over, title, choices, closed, footer=footer)

    def _filter(self, typed: str) -> None:
        words = " ".join(typed.split())
        self.choices = [*self._known, self._new(words)] if self._new is not None and words else list(self._known)
        super()._filter(typed)


def _title(sort: str, card: Element) -> str:
    words = {
        "measure": _("What do we do about “{card}”?"),
        "owner": _("Who is responsible for “{card}”?"),
        "cause": _("What could cause “{card}”?"),
        "harmed": _("Who would be hurt by “{card}”?"),
        "builder": _("What builds up “{card}”?"),
    }
    return words[sort].format(card=short(card.label))


def _answer_title(person: Element, ability: Element) -> str:
    return _("{who}: “{what}”").format(who=short(person.label), what=short(ability.label))


def gap_words(sort: str) -> str:
    """Return what closing a gap of a sort is called in a menu."""
    return {
        "measure": _("Add a measure…"),
        "owner": _("Say who is responsible…"),
        "cause": _("Say what could cause it…"),
        "harmed": _("Say who would be hurt…"),
        "builder": _("Say what builds it up…"),
        "answer": _("Say who has it…"),
        "class": _("Choose its class…"),
        "area": _("Choose the area…"),
    }.get(sort, _("Close this gap…"))
