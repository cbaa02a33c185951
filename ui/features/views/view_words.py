"""Words about a view: in which forms it is shown, how much it holds, and what stands under it."""

from __future__ import annotations

from stworkshop.analysis import abilities, legal, risk_chain, viewpoints
from stworkshop.analysis.viewpoints import Picture, View
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.features.views import sheets
from ui.session.words import cards_and_links, long_date

_FORMS = {
    "chain": ("chain", "map", "grid"),
    "matrix": ("matrix", "map", "list"),
    "table": ("table", "map", "list"),
}


def forms_of(shown: View) -> tuple[str, ...]:
    """Return the forms that a view has, its usual one first."""
    return _FORMS.get(shown.layout, ("map", "list"))


def form_choices(forms: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return forms with their words."""
    words = {
        "map": _("Map"), "list": _("List"), "chain": _("Chain"), "grid": _("Grid: likely × severe"),
        "matrix": _("Matrix"), "table": _("Table"),
    }  # fmt: skip
    return [(form, words[form]) for form in forms]


def count_words(board: Board, catalogue: Catalogue, what: Picture, form: str) -> str:
    """Return how much a form of a view holds."""
    if form == "chain":
        n = len(risk_chain.chain(board, what.cards))
        return ngettext("{n} risk, worst first", "{n} risks, worst first", n).format(n=n)
    if form == "grid":
        missing = sheets.unrated(board, what)
        words = ngettext("{n} risk is not rated yet", "{n} risks are not rated yet", missing)
        return words.format(n=missing) if missing else _("the worst at the top, the likeliest at the end")
    if form == "matrix":
        found = abilities.matrix(board, list(catalogue.sides), what.cards)
        lacking = sum(row.lacking for row in found.rows)
        some = ngettext("{n} ability", "{n} abilities", len(found.rows)).format(n=len(found.rows))
        gap = ngettext("{n} gap that nobody plans to close", "{n} gaps that nobody plans to close", lacking)
        return f"{some}, {gap.format(n=lacking)}" if lacking else some
    if form == "table":
        return _("law checked {day}").format(day=long_date(legal.checked(board, catalogue).on))
    return cards_and_links(len(what.shown), len(what.links))


def legend_extra(board: Board, catalogue: Catalogue, shown: View, form: str) -> str:
    """Return what a form adds to the legend of its viewpoint."""
    if shown.viewpoint == viewpoints.RULES and form == "table":
        state = legal.checked(board, catalogue)
        words = _("Orientation, not legal advice. Checked {day} against the {text}.").format(
            day=long_date(state.on), text=state.against
        )
        return words if state.binding else f"{words} " + _("The law does not apply here. We use it only to compare.")
    if form in ("chain", "grid"):
        return _("Worst first: severe, then what cannot be put right, then likely.")
    if form == "map":
        keys = _("Arrows walk, Space chooses, arrows then move the card in this view only; Enter opens it on the map.")
        rated = _("Ratings are in Agreement (key 3).") if shown.viewpoint == viewpoints.AGREEMENT else ""
        return f"{rated} {keys}".strip()
    return ""


def wall_words(board: Board, catalogue: Catalogue, shown: View, what: Picture, form: str) -> str:
    """Return what stands beside the name of a view on the wall: how its signs are read, or when the law was checked."""
    if form == "matrix":
        return _("tick: has it · dashed cross: lacks it · dot: was not asked")
    if form == "table":
        checked = count_words(board, catalogue, what, form)
        return _("{checked} · orientation, not legal advice").format(checked=checked)
    return count_words(board, catalogue, what, form) if form in ("chain", "grid") else ""
