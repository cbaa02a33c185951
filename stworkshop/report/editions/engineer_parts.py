"""Scope, parts, context and views: what the system is made of, for those who build it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.analysis import viewpoints
from stworkshop.analysis.checks.law import tier_is_unknown
from stworkshop.analysis.duties import tier
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.catalogue import curly
from stworkshop.model.kind_words import kind_plural, not_said
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Table, TableColumn
from stworkshop.report.content.blocks import WIDE, Block, Paragraph, Span, Text, text
from stworkshop.report.content.engineer_blocks import PartFacts, PartsTable
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import whole_map
from stworkshop.rounds import answers_in_words

_TO_TALK_ABOUT = ("tier-high-risk", "tier-prohibited", "tier-unknown")


def scope(facts: Facts) -> Text:
    """Return what the workshop is about, as it was written down."""
    entity = facts.board.session.entity_of_interest.strip()
    if not entity:
        return text(Span(_("Nobody wrote down what system this is about."), "missing"))
    return text(entity if entity[-1:] in ".?!" else entity + ".")


# --- parts


def parts(facts: Facts) -> Iterator[Block]:
    """Yield the table of all technical parts."""
    found = facts.cards("component")
    if not found:
        return
    heads = (
        "", _("Part"), _("Type"), _("Stage"), _("Owner"), _("Pers."), _("AI Act"), _("Raises"),
    )  # fmt: skip
    rows = tuple(_part(facts, part) for part in found)
    yield PartsTable(heads, rows, _note(facts, found), (_("yes"), _("not known"), not_said()))


def _part(facts: Facts, part: Element) -> PartFacts:
    owners = [owner.label for owner in facts.owners(part)]
    entry = facts.catalogue.type_entry("component", part.type)
    stage = str(facts.value(part, "stage"))
    personal = str(facts.value(part, "personal_data"))
    law = _law(facts, part)
    return PartFacts(
        card=facts.card(part),
        kind=text(Span(curly(str(entry["label"])) if entry else not_said(), "quiet")),
        stage=text(Span(_stage(stage) if stage else not_said(), "quiet")),
        owner=text(Span(words.joined(owners), "quiet") if owners else Span(_("nobody"), "missing")),
        personal=personal if personal in ("yes", "no", "unknown") else "",
        law=law,
        raises=text(Span(facts.codes(facts.targets(part, "raises", "concern")).replace(", ", " "), "quiet")),
    )


def _stage(stage: str) -> str:
    return {"idea": _("idea"), "pilot": _("pilot"), "live": _("live"), "retired": _("retired")}.get(stage, stage)


def _law(facts: Facts, part: Element) -> Text:
    found = "tier-unknown" if tier_is_unknown(facts, part) else tier(part)
    names = {
        "tier-prohibited": _("prohibited"), "tier-high-risk": _("high-risk"), "tier-transparency": _("notice"),
        "tier-minimal": _("other"), "tier-unknown": _("not checked"), "tier-gpai": _("general"),
    }  # fmt: skip
    name = names.get(found, found)
    return text(Span(name, "missing" if found in _TO_TALK_ABOUT else "quiet"))


def _note(facts: Facts, found: Sequence[Element]) -> Text:
    sentences = [
        _("Pers.: holds personal data; a circle where nobody knows, a dotted one where nobody has said it."),
        _("AI Act: other means neither prohibited nor high-risk, as marked by the group; not legal advice."),
    ]
    unknown = [part for part in found if tier_is_unknown(facts, part)]
    for part in unknown:
        asked = facts.codes(facts.sources("about", part, "open-question"))
        code = facts.card(part).code
        sentences.append(
            _("{code} was not checked ({questions}).").format(code=code, questions=asked)
            if asked
            else _("{code} was not checked, and no question asks for it.").format(code=code)
        )
    verbs = (
        ("supplies", _("Supplied by {who}: {codes}.")),
        ("operates", _("Run by {who}: {codes}.")),
        ("oversees", _("Checked by {who}: {codes}.")),
    )
    for relation, sentence in verbs:
        for person in facts.cards("stakeholder"):
            codes = [facts.card(part).code for part in facts.targets(person, relation, "component")]
            if codes:
                who = f"{facts.card(person).code} {person.label}"
                sentences.append(sentence.format(who=who, codes=words.joined(codes)))
    return text(Span(" ".join(sentences), "quiet"))


# --- context


def context(facts: Facts) -> Iterator[Block]:
    """Yield what surrounds the system: question, mandate, rules, local conditions and what they shape."""
    session = facts.board.session
    question, legal_note = session.workshop_question.strip(), session.legal_note.strip()
    rows: list[tuple[Text, Text]] = [
        (text(Span(_("Question"), "strong")), text(question) if question else _nothing()),
        (text(Span(_("What the group may do"), "strong")), text(answers_in_words.mandate(session.mandate))),
        (text(Span(_("Law"), "strong")), text(legal_note) if legal_note else _nothing()),
    ]
    rows += [(text(Span(_("Service"), "strong")), _about(facts, service)) for service in facts.cards("public-service")]
    rows += [(text(Span(_("Process"), "strong")), _about(facts, process)) for process in facts.cards("process")]
    rows += [(text(Span(_("Local conditions"), "strong")), _about(facts, card)) for card in facts.cards("context")]
    if not facts.cards("context"):
        missing = text(Span(_("No card describes the place or situation yet."), "missing"))
        rows.append((text(Span(_("Local conditions"), "strong")), missing))
    columns = (TableColumn(_("Context"), 34), TableColumn(_("As written on the map"), 140))
    yield Table(columns, tuple(rows), _("Scope and context"), dense=True)


def _about(facts: Facts, card: Element) -> Text:
    spans: list[str | Span] = [Span(facts.card(card).code + WIDE, "strong"), card.label]
    ends = str(facts.value(card, "decision_type")) if card.kind == "process" else ""
    said = [
        note if note[-1:] in ".?!" else note + "."
        for note in (card.note.strip(), str(card.attributes.get("steps") or "").strip())
        if note
    ]
    if ended := _how_it_ends(ends):
        said.append(ended)
    shaped = facts.codes(facts.targets(card, "shapes"))
    if shaped:
        said.append(_("Shapes {codes}.").format(codes=shaped))
    spans.append(Span(". " + " ".join(said) if said else "", "quiet"))
    return text(*spans)


def _how_it_ends(decision_type: str) -> str:
    """Return whether a way of working decides something; who decides in it, a person or a part, its links say."""
    return {
        "none": _("Nothing is decided in it."),
        "advisory": _("Its result is advice."),
        "binding": _("Its result is a decision."),
    }.get(decision_type, "")


def _nothing() -> Text:
    return text(Span(_("Not written down."), "missing"))


# --- views


def views(facts: Facts) -> Iterator[Block]:
    """Yield the views of the map with what each frames, and the legend of the codes."""
    rows = []
    for view in viewpoints.views(facts.board, facts.catalogue):
        if view.layout == viewpoints.ARRANGEMENT:
            continue
        shown = viewpoints.picture(facts.board, facts.catalogue, view)
        framed = [facts.code(card) for card in viewpoints.framed(facts.board, view, shown.cards)]
        if not shown.cards:
            rows.append(
                (text(Span(view.label, "strong")), text(Span(_("No card stands in it yet."), "missing")), text(""))
            )
            continue
        kinds = dict.fromkeys(facts.board.elements[card].kind for card in shown.shown if card in facts.board.elements)
        names = words.joined(kind_plural(facts.catalogue, kind) for kind in kinds)
        cards, links = len(shown.shown), len(shown.links)
        counted = _("{cards}, {links}: {kinds}.").format(
            cards=ngettext("{n} card", "{n} cards", cards).format(n=cards),
            links=ngettext("{n} link", "{n} links", links).format(n=links),
            kinds=names,
        )
        said = words.code_range(sorted(framed, key=_in_order)) if framed else _("none")
        rows.append((text(Span(view.label, "strong")), text(counted), text(Span(said, "quiet"))))
    columns = (TableColumn(_("View"), 32), TableColumn(_("Shows"), 92), TableColumn(_("Concerns framed"), 50))
    yield Table(columns, tuple(rows), _("Views, with legend"), note=_legend(facts), dense=True)


def _in_order(code: str) -> tuple[str, int]:
    return code[:1], int(code[1:]) if code[1:].isdigit() else 0


def _legend(facts: Facts) -> Text:
    present = {facts.variant(card) for card in facts.cards()}
    letters: dict[str, list[str]] = {}
    for variant, letter, name in whole_map.legend(facts):
        if variant in present:
            letters.setdefault(letter, []).append(name)
    if not letters:
        return text(Span(_("No code is on the map yet."), "quiet"))
    listed = "; ".join(f"{letter} {', '.join(names)}" for letter, names in letters.items())
    return text(Span(_("Codes:") + " ", "strong"), Span(listed + ".", "quiet"))


def paragraph(sentence: str) -> Paragraph:
    """Return a sentence that says what is missing."""
    return Paragraph(text(Span(sentence, "missing")))
