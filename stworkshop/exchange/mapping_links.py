"""What the links of a file become: relations of the catalogue, in the direction in which they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from stworkshop.exchange import suggesting
from stworkshop.exchange.foreign import LEAVE_OUT, Choices, ForeignLink
from stworkshop.exchange.mapping_report import Telling
from stworkshop.exchange.values import fit_link_values
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Value
from stworkshop.model.rules import offered_relations
from stworkshop.model.same_words import same_text
from stworkshop.validation.clean_text import clean_label, clean_text
from stworkshop.validation.field_limits import LONGEST_TEXT

NEUTRAL = "touches"
"""The link between kinds of which the catalogue knows none: the one that says least."""
_SHORT = 60

NewId = Callable[..., str]


class Links:
    """Plans link after link; `ends` are cards by their ids in the file, `kinds` the kinds of all cards by id."""

    def __init__(
        self,
        choices: Choices,
        board: Board,
        catalogue: Catalogue,
        telling: Telling,
        ends: Mapping[str, str],
        kinds: Mapping[str, str],
        new_id: NewId,
    ) -> None:
        self.choices, self.board, self.catalogue, self.telling = choices, board, catalogue, telling
        self.ends, self.kinds, self.new_id = ends, kinds, new_id
        self._drawn: set[tuple[str, str, str]] = set()
        self._labels: dict[str, str] | None = None

    def entry(self, link: ForeignLink) -> Mapping[str, Value] | None:
        """Return the entry of a link; None, and a sentence told, where it is not drawn."""
        word = clean_label(link.relation)
        choice = self.choices.relations.get(link.relation, "")
        if choice == LEAVE_OUT:
            self.telling.note("relation-left-out", word)
            return None
        source, target = self._end(link.source), self._end(link.target)
        if not source or not target:
            lost = link.target if source else link.source
            self.telling.note("lost-end", clean_label(lost)[:_SHORT])
            return None
        if source == target:
            self.telling.note("to-itself", word)
            return None
        relation, source, target, kept = self._relation(choice, link.relation, source, target)
        symmetric = self.catalogue.relations[relation].symmetric
        first, last = sorted((source, target)) if symmetric else (source, target)
        there = self.board.link_between(relation, source, target, symmetric=symmetric)
        if there is not None or (relation, first, last) in self._drawn:
            self.telling.note("twin", word)
            return None
        self._drawn.add((relation, first, last))
        fit, unfit = fit_link_values(self.catalogue, {k: v for k, v in link.ours.items() if k not in ("id", "note")})
        for name, value in unfit:
            self.telling.value(name, clean_label(str(value))[:_SHORT])
        note = "\n".join(
            part for part in (kept, clean_text(link.note or str(link.ours.get("note") or "")).strip()) if part
        )
        made = self.new_id(f"link {link.id or (link.source, link.target, link.relation)}", link.ours.get("id"))
        entry: dict[str, Any] = {"root": "links", "id": made, "relation": relation, "source": source, "target": target}
        if len(note) > LONGEST_TEXT:
            self.telling.note("note-cut", clean_label(note)[:_SHORT])
        return {**entry, **fit, **({"note": clean_text(note[:LONGEST_TEXT])} if note else {})}

    def _end(self, name: str) -> str:
        """Return the card that a link ends at: one of the file, or one on the map by its id, its code or its words."""
        if name in self.ends:
            return self.ends[name]
        if name in self.board.elements:
            return name
        there = self.board.element_by_code(name.strip().upper()) or self.board.element_by_code(name.strip())
        if there is not None:
            return there.id
        if self._labels is None:
            self._labels = {same_text(e.label): e.id for e in reversed(list(self.board.elements.values()))}
        return self._labels.get(same_text(name), "")

    def _relation(self, choice: str, word: str, source: str, target: str) -> tuple[str, str, str, str]:
        """Return relation, source and target as the catalogue has them, and words of the file for the note."""
        kinds = self.kinds[source], self.kinds[target]
        if choice not in self.catalogue.relations:
            offered = offered_relations(self.catalogue, *kinds)
            relation, forward = offered[0] if offered else (NEUTRAL, True)
            self.telling.likeliest(word, relation)
            ends = (source, target) if forward else (target, source)
            return (
                relation,
                *ends,
                _("In the file: {words}").format(words=clean_label(word)) if clean_label(word) else "",
            )
        self.telling.relation(word, choice)
        if suggesting.says_inverse(word, choice, self.catalogue):
            source, target, kinds = target, source, (kinds[1], kinds[0])
        if not self.catalogue.is_allowed(choice, *kinds):
            if self.catalogue.is_allowed(choice, kinds[1], kinds[0]):
                self.telling.note("turned", choice)
                return choice, target, source, ""
            self.telling.note("unusual", choice)
        return choice, source, target, ""
