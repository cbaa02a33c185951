"""Rule `disclosure-min-group`: what may be told of the answers to a round, so that nobody's own follows from it.

A group, and the room as a whole, is told of only with enough answers, and with more of them if they are all equal (each
person's would be known). The groups that are hidden must, taken together, pass the same test, since all minus the shown
ones is known. This is the only place that decides it; figures of any origin are held to it before they are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stworkshop.model.catalogue import Catalogue

RULE = "disclosure-min-group"
Groups = Mapping[str, Sequence[Any]]
"""The answers of each group to one item, the groups in their order; a group may have none."""


@dataclass(frozen=True)
class SmallGroups:
    """The numbers of the rule: a group of fewer answers than `least`, or `least_if_equal` equal ones, is not shown."""

    least: int
    least_if_equal: int

    def passes(self, answers: Sequence[Any]) -> bool:
        """Tell whether these answers may be seen as a group of their own.

        An answer that has several parts (a place on two axes) counts as equal to another in each part alone.
        """
        if len(answers) < self.least:
            return False
        return len(answers) >= self.least_if_equal or not any(len(set(part)) == 1 for part in _parts(answers))

    def tells(self, items: Sequence[Sequence[Any]]) -> bool:
        """Tell whether the answers of the whole room may be shown for all of `items`; with less, only their number."""
        return bool(items) and all(self.passes(answers) for answers in items)

    def shown(self, items: Sequence[Groups]) -> list[str]:
        """Return the groups that may be shown apart for all of `items` together, in their order.

        None are where the whole room may not be told of.
        """
        if not self.tells([[answer for answers in item.values() for answer in answers] for item in items]):
            return []
        groups = list(items[0])
        shown = [g for g in groups if all(self.passes(item[g]) for item in items)]
        while shown and len(shown) < len(groups) and not self._hidden_pass(items, shown):
            shown.remove(min(reversed(shown), key=lambda group: len(items[0][group])))
        return shown

    def _hidden_pass(self, items: Sequence[Groups], shown: Sequence[str]) -> bool:
        return all(
            self.passes([answer for group, answers in item.items() if group not in shown for answer in answers])
            for item in items
        )


def small_groups(catalogue: Catalogue) -> SmallGroups:
    """Return the rule with the catalogue's numbers."""
    rule = catalogue.rule(RULE)
    return SmallGroups(least=int(rule["min_group"]), least_if_equal=int(rule["min_group_if_equal"]))


def _parts(answers: Sequence[Any]) -> list[list[Any]]:
    """Return the answers' parts apart: one list of values, or one per axis."""
    if answers and isinstance(answers[0], tuple):
        return [list(part) for part in zip(*answers, strict=True)]
    return [list(answers)]
