"""Words about a round that several pages say."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Round


def kind_words(record: Round) -> str:
    """Return what people do in a round, and with how much, in a few words."""
    n = len(record.items)
    if record.kind == "rating":
        return ngettext("Rating of {n} statement", "Rating of {n} statements", n).format(n=n)
    if record.kind == "dots":
        words = ngettext("Dots on {n} card", "Dots on {n} cards", n).format(n=n)
        each = _("{dots} for each person, at most {most} on one")
        return f"{words}, {each.format(dots=record.dots_per_person or 0, most=record.max_per_item or 0)}"
    if record.kind == "ranking":
        return ngettext("Order of {n} card", "Order of {n} cards", n).format(n=n)
    return ngettext("Placing of {n} card on two axes", "Placing of {n} cards on two axes", n).format(n=n)


def result_view(record: Round) -> str:
    """Return the view of the window that shows what a closed round says."""
    return "influence" if record.kind == "placing" else "agreement"
