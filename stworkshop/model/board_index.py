"""What a board looks up by something else than an id: printed codes, and the links at a card."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from stworkshop.model.records import Element, Link

_CODE = re.compile(r"^([A-Z]+)([0-9]{1,9})([a-z]*)$")


class Codes:
    """Which card bears which printed code, and the highest number that any card ever bore by letter."""

    def __init__(self, live: Iterable[Element], gone: Iterable[Element]) -> None:
        self._highest: dict[str, int] = defaultdict(int)
        self._bearers: dict[str, str] = {}
        for element in gone:
            self.note(element)
        for element in live:
            self.add(element)

    def note(self, element: Element) -> None:
        """Remember that the codes of a card were given."""
        before = element.attributes.get("codes_before", ())
        for code in (element.code, *before) if isinstance(before, tuple) else (element.code,):
            if match := _CODE.match(str(code)):
                self._highest[match[1]] = max(self._highest[match[1]], int(match[2]))

    def add(self, element: Element) -> None:
        """Take in a live card."""
        self.note(element)
        if element.code:
            self._bearers[element.code] = element.id

    def drop(self, element: Element) -> None:
        """Forget that a card bears its code; the code stays given."""
        if self._bearers.get(element.code) == element.id:
            del self._bearers[element.code]

    def bearer(self, code: str) -> str | None:
        """Return the id of the live card with this code."""
        return self._bearers.get(code)

    def highest(self, letter: str) -> int:
        """Return the highest number given with this letter; 0 where there is none."""
        return self._highest.get(letter, 0)


class Ends:
    """The live links by the cards that they name."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.outgoing: dict[str, dict[str, Link]] = {}
        self.incoming: dict[str, dict[str, Link]] = {}
        self._between: dict[tuple[str, str, str], str] = {}
        for link in links:
            self.add(link)

    def add(self, link: Link) -> None:
        """Take in a live link."""
        self.outgoing.setdefault(link.source, {})[link.id] = link
        self.incoming.setdefault(link.target, {})[link.id] = link
        self._between.setdefault((link.relation, link.source, link.target), link.id)

    def drop(self, link: Link) -> None:
        """Forget a link."""
        outgoing = self.outgoing.get(link.source, {})
        outgoing.pop(link.id, None)
        self.incoming.get(link.target, {}).pop(link.id, None)
        ends = (link.relation, link.source, link.target)
        if self._between.get(ends) == link.id:
            del self._between[ends]
            # After a merge there may be another one between the same two.
            for other in outgoing.values():
                if (other.relation, other.target) == (link.relation, link.target):
                    self._between[ends] = other.id

    def between(self, relation: str, source: str, target: str) -> str | None:
        """Return the id of the link of this relation from one card to another."""
        return self._between.get((relation, source, target))
