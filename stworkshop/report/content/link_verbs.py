"""The links of a card in short words for the key: the verb first, then the codes at the other ends."""

from __future__ import annotations

from collections import defaultdict

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Link
from stworkshop.report.content.blocks import Span, Text, text
from stworkshop.report.content.facts import Facts

_Words = tuple[str, str]
"""What a link says of the card it comes from, and of the card it leads to."""


def links_of(facts: Facts, card: Element) -> Text:
    """Return all links of a card, those that say the same together: "matters to S2, S10; answered by K9"."""
    said: dict[str, dict[str, Element]] = defaultdict(dict)
    order = list(facts.catalogue.relations)
    links = facts.board.links_of(card.id)
    for link in sorted(links, key=lambda one: (_place(order, one.relation), one.target == card.id)):
        if {link.source, link.target} <= facts.board.elements.keys():
            is_out = link.source == card.id
            other = facts.board.elements[link.target if is_out else link.source]
            said[_verb(facts, link, is_out)][other.id] = other
    spans: list[str | Span] = []
    for verb, others in said.items():
        codes = [facts.card(one).code for one in sorted(others.values(), key=lambda one: (one.kind, one.seq, one.id))]
        spans += ["; " if spans else "", f"{verb} ", Span(", ".join(codes), "strong")]
    return text(*spans)


def _place(order: list[str], relation: str) -> int:
    return order.index(relation) if relation in order else len(order)


def _verb(facts: Facts, link: Link, is_out: bool) -> str:
    if link.relation == "contributes-to" and facts.value(facts.board.elements[link.target], "intended") == "no":
        return _("may lead to") if is_out else _("may come from")
    known = _verbs().get(link.relation)
    if known is not None:
        return known[0 if is_out else 1]
    relation = facts.catalogue.relations.get(link.relation)
    if relation is None:
        return link.relation
    return relation.label if is_out or relation.symmetric else relation.inverse_label


def _verbs() -> dict[str, _Words]:
    return {
        "has-concern": (_("cares about"), _("matters to")),  # several may, and one of them said it: nobody knows which
        "pursues": (_("wants"), _("wanted by")),
        "uses": (_("uses"), _("used by")),
        "affected-by": (_("affected by"), _("affects")),
        "represents": (_("speaks for"), _("spoken for by")),
        "owns": (_("responsible for"), _("responsible:")),
        "operates": (_("runs"), _("run by")),
        "supplies": (_("supplies"), _("supplied by")),
        "oversees": (_("checks"), _("checked by")),
        "has-ability": (_("able to do"), _("can be done by")),
        "lacks-ability": (_("lacks"), _("missing for")),
        "raises": (_("raises"), _("raised by")),
        "addresses": (_("answers"), _("answered by")),
        "enables": (_("makes possible"), _("made possible by")),
        "part-of": (_("part of"), _("contains")),
        "leaves-out": (_("leaves out"), _("left out by")),
        "informs": (_("informs"), _("informed by")),
        "automates": (_("decides or acts in"), _("decided or done by")),
        "depends-on": (_("depends on"), _("needed by")),
        "contributes-to": (_("helps"), _("helped by")),
        "hinders": (_("works against"), _("hindered by")),
        "benefits": (_("good for"), _("gains from")),
        "causes": (_("could cause"), _("could come from")),
        "harms": (_("would harm"), _("would be harmed by")),
        "threatens": (_("threatens"), _("threatened by")),
        "mitigates": (_("reduces"), _("reduced by")),
        "implemented-by": (_("carried out by"), _("carries out")),
        "governs": (_("sets rules for"), _("under the rules of")),
        "requires": (_("requires"), _("required by")),
        "touches": (_("touches"), _("touched by")),
        "protects": (_("protects"), _("protected by")),
        "guides": (_("guides"), _("guided by")),
        "shapes": (_("shapes"), _("shaped by")),
        "builds": (_("builds up"), _("built up by")),
        "about": (_("about"), _("see also")),
        "answers": (_("answers"), _("answered by")),
        "leads-to": (_("leads to"), _("follows from")),
        "corresponds-to": (_("same as or matches"), _("same as or matches")),
    }
