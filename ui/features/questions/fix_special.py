"""Fixes that need more than one card and one relation: votes, decisions, owners with dates, cards of one name."""

from __future__ import annotations

from functools import partial

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.canvas.gestures.chooser import Choice
from ui.features.questions.fix_tools import Fixing, New, field, link
from ui.records.merge_dialog import AlikeDialog, MergeDialog


def compare_votes(fixing: Fixing, found: Finding) -> None:
    """Look at how the statement was answered."""
    statements = [i for i in found.elements if i in fixing.bridge.board.statements]
    fixing.look_at("agreement", statements)


def ask_again(fixing: Fixing, _found: Finding) -> None:
    """Open a new round about what the last closed one asked."""
    closed = [r for r in fixing.bridge.board.rounds.values() if r.closed_order is not None]
    if not closed:
        return
    last = max(closed, key=lambda r: r.closed_order or 0)
    fixing.page.ask_room(kind=last.kind, items=last.items, question=last.question, follows=last.id)


def whose_measure(fixing: Fixing, found: Finding) -> None:
    """Open the status of the measure against a harm; of several, one is chosen first."""
    board, risk = fixing.bridge.board, found.elements[0]
    measures = [board.elements[k.source] for k in board.links_to(risk) if k.relation == "mitigates"]
    if len(measures) == 1:
        fixing.focus_field(measures[0].id, "status")
        return
    if fixing.refused("edit", cards=[one.id for one in measures]):
        return
    fixing.show((risk,))
    choices = [fixing.card_choice(m, partial(fixing.focus_field, m.id, "status")) for m in measures]
    fixing.choose(_("Agree which measure?"), choices, [m.id for m in measures])


def mark_today(fixing: Fixing, _found: Finding) -> None:
    """Choose the card that says how it is today, or would be without the AI."""
    if fixing.refused("edit"):
        return
    fixing.page.show_view("map")
    cards = [c for c in fixing.bridge.board.elements.values() if c.kind in ("process", "outcome", "component")]
    choices = [fixing.card_choice(c, partial(fixing.focus_field, c.id, "situation")) for c in cards]
    fixing.choose(_("Which card is as it is today?"), choices, [c.id for c in cards])


def say_it(fixing: Fixing, found: Finding) -> None:
    """Open the choice that nobody has made; of several cards, one is chosen first."""
    board, words = fixing.bridge.board, fixing.bridge.catalogue
    cards = [board.elements[i] for i in found.elements if i in board.elements]
    name = next((n for (kind, n), a in words.asked.items() if kind == cards[0].kind and a.unsaid in found.message), "")
    if len(cards) == 1:
        fixing.focus_field(cards[0].id, name)
        return
    if fixing.refused("edit", cards=[card.id for card in cards]):
        return
    fixing.show([card.id for card in cards])
    choices = [fixing.card_choice(card, partial(fixing.focus_field, card.id, name)) for card in cards]
    fixing.choose(found.message, choices, [card.id for card in cards])


def same_name(fixing: Fixing, found: Finding) -> None:
    """Offer to make cards of one name one, to compare them two by two, to link two as matching, or to rename one."""
    board, words = fixing.bridge.board, fixing.bridge.catalogue
    group = [i for i in found.elements if i in board.elements]
    if len(group) < 2 or fixing.refused("edit", cards=group):
        return
    fixing.show(group)

    def rename(card: str) -> None:
        fixing.show((card,))
        fixing.view.keyboard.edit()

    first, second = group[:2]
    if len(group) == 2:
        matching = words.relations["corresponds-to"].label
        linked = _("Keep both, linked: {relation}").format(relation=matching)
        choices = [
            Choice("", _("Merge them into one card…"), "", partial(merge, fixing, first, second)),
            Choice("", linked, "", partial(fixing.add_link, "corresponds-to", first, second)),
        ]
    else:
        whole = ngettext("Merge all {n} into one card…", "Merge all {n} into one card…", len(group))
        choices = [
            Choice("", whole.format(n=len(group)), "", lambda: MergeDialog(fixing.page, fixing.bridge, group).open()),
            Choice("", _("Compare them two by two…"), "", partial(merge, fixing, first, second)),
        ]
    for card in group:
        named = _("Rename {code}").format(code=board.elements[card].code)
        choices.append(Choice("", named, "", partial(rename, card)))
    fixing.choose(found.message, choices, ["", "", *group])


def merge(fixing: Fixing, first: str, second: str) -> None:
    """Show two cards side by side, to be merged or kept."""
    AlikeDialog(fixing.page, fixing.bridge, (first, second)).open()


def who_decides(fixing: Fixing, found: Finding) -> None:
    """Ask who decides; where that is said, what this group may do."""
    decision = fixing.bridge.board.elements[found.elements[0]]
    if not decision.attributes.get("decided_by"):
        field("decided_by")(fixing, found)
        return
    fixing.details.about()
    fixing.focus_here("mandate")


def who_and_when(fixing: Fixing, found: Finding) -> None:
    """Ask who does it; where that is said, until when."""
    board, action = fixing.bridge.board, found.elements[0]
    if any(k.relation == "owns" for k in board.links_to(action)):
        field("due")(fixing, found)
    else:
        link("owns", New("stakeholder"))(fixing, found)
