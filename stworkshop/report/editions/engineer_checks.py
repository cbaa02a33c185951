"""Decisions with their reasons, what is open or assumed, and all that the checks found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stworkshop.analysis.checks.law import tier_is_unknown
from stworkshop.analysis.findings import Finding, find
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Bullets, Heading, Table, TableColumn
from stworkshop.report.content.blocks import Block, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.open_questions import source_of
from stworkshop.report.content.result_blocks import Terms
from stworkshop.report.editions import closing
from stworkshop.report.editions.decisions import verdict_text
from stworkshop.report.editions.engineer_concerns import named
from stworkshop.report.editions.engineer_parts import paragraph
from stworkshop.rounds import verdicts


def _written(facts: Facts, card: Element, name: str, missing: str, *, quiet: bool = False) -> Text:
    said = str(facts.value(card, name) or "").strip()
    return text(said) if said else text(Span(missing, "quiet" if quiet else "missing"))


# --- words


def terms(facts: Facts) -> Iterator[Block]:
    """Yield the words with their agreed meaning, and what two professions meant before."""
    title = _("Agreed words, with their earlier meanings")
    explained = closing.terms(facts)
    if not isinstance(explained, Terms):
        yield Heading(title)
        yield explained
        return
    shares = (24, 46, 46, 58)
    columns = tuple(TableColumn(head, share) for head, share in zip(explained.heads, shares, strict=True))
    rows = tuple((text(Span(row.label, "strong")), row.planner, row.engineer, row.agreed) for row in explained.rows)
    yield Table(columns, rows, title, dense=True)


# --- decisions


def decided(facts: Facts) -> Iterator[Block]:
    """Yield the decisions with reasons, what was turned down for them, and who decides."""
    title = _("Decisions, with reasons and rejected alternatives")
    cards = facts.cards("decision")
    if not cards:
        yield Heading(title)
        yield paragraph(_("No decision was written down."))
        return
    columns = (
        TableColumn(_("Decision"), 44), TableColumn(_("Verdict"), 27), TableColumn(_("Reason"), 41),
        TableColumn(_("Instead of"), 36), TableColumn(_("Decided by"), 26),
    )  # fmt: skip
    found = [(card, verdicts.verdict_of(facts, card)) for card in cards]
    found.sort(key=lambda entry: not verdicts.is_decided(entry[1]))
    yield Table(columns, tuple(_decision(facts, *entry) for entry in found), title, dense=True)


def _decision(facts: Facts, card: Element, verdict: str) -> tuple[Text, ...]:
    against = [
        Span(" " + words.quoted(note.text), "quote")
        for kind in ("objection", "dissent")
        for note in facts.notes_about(card.id, kind)
    ]
    about = facts.codes(facts.targets(card, "about"))
    what = Span(" " + _("About {codes}.").format(codes=about), "quiet") if about else ""
    again = words.parse_day(str(card.attributes.get("look_again") or ""))
    by = _written(facts, card, "decided_by", _("We noted nobody."), quiet=not verdicts.is_decided(verdict))
    looked = Span(" " + _("Review date: {day}.").format(day=words.day(again, short=True)), "quiet") if again else ""
    return (
        text(*named(facts, card), Span(".") if what else "", what),
        verdict_text(verdict),
        text(*_written(facts, card, "rationale", _("No reason was written down.")), *against),
        _written(facts, card, "alternatives", _("Nothing was written down."), quiet=True),
        text(*by, looked),
    )


# --- open questions and assumptions


def questions(facts: Facts) -> Iterator[Block]:
    """Yield the open questions, then those that were answered."""
    title = _("Questions")
    cards = facts.cards("open-question")
    if not cards:
        yield Heading(title)
        yield paragraph(_("No open question was written down."))
        return
    cards.sort(key=facts.is_answered)
    columns = (
        TableColumn(_("Question"), 62), TableColumn(_("About"), 26), TableColumn(_("Who"), 36),
        TableColumn(_("Until when, and what is known"), 50),
    )  # fmt: skip
    yield Table(columns, tuple(_question(facts, card) for card in cards), title, dense=True)


def _question(facts: Facts, card: Element) -> tuple[Text, ...]:
    owners = [owner.label for owner in facts.owners(card)]
    about = facts.codes(facts.targets(card, "about"))
    day = words.parse_day(str(card.attributes.get("needed_by") or ""))
    note = card.note.strip()
    is_answered = facts.is_answered(card)
    if is_answered:
        known = text(Span(_("Answered:") + " ", "strong"), note or _("the answer was not written down."))
    else:
        when = _("Needed by {day}.").format(day=words.day(day, short=True)) if day else _("No date set.")
        known = text(" ".join(part for part in (when, note) if part))
    return (
        named(facts, card),
        text(about) if about else text(Span(_("Not linked."), "quiet")),
        text(words.joined(owners)) if owners else text(Span(_("Nobody"), "quiet" if is_answered else "missing")),
        known,
    )


def assumptions(facts: Facts) -> Iterator[Block]:
    """Yield what the map rests on and nobody has seen or checked, with the codes."""
    found: tuple[tuple[str, list[Element]], ...] = (
        (
            _("Assumed, but not said by anybody"),
            _where(facts, "concern", lambda card: card.attributes.get("basis") == "assumed"),
        ),
        (
            _("Feared, but not seen here or elsewhere"),
            _where(facts, "risk", lambda card: facts.value(card, "basis") == "feared"),
        ),
        (
            _("Whether it holds personal data is not known"),
            _where(facts, "component", lambda card: facts.value(card, "personal_data") == "unknown"),
        ),
        (_("Its legal class was not checked"), _where(facts, "component", lambda card: tier_is_unknown(facts, card))),
        (
            _("Whether people share the aim is not known"),
            _where(facts, "goal", lambda card: facts.value(card, "shared") == "unknown"),
        ),
        (
            _("How it would be measured was not agreed"),
            _where(facts, "outcome", lambda card: not str(card.attributes.get("indicator") or "").strip()),
        ),
    )
    items = tuple(
        text(
            Span(sentence + ": ", "plain"), Span(words.code_range([facts.card(card).code for card in cards]), "strong")
        )
        for sentence, cards in found
        if cards
    )
    title = _("Assumptions")
    yield Bullets(items or (text(_("No card is marked as assumed, feared or not known.")),), title)


def _where(facts: Facts, kind: str, wanted: Callable[[Element], bool]) -> list[Element]:
    return [card for card in facts.cards(kind) if wanted(card)]


# --- checks


def found(facts: Facts) -> Iterator[Block]:
    """Yield everything that the checks found: what must, what should, what may be talked about."""
    title = _("All check findings")
    findings = find(facts.board, facts.catalogue)
    if not facts.board.elements:
        findings = [finding for finding in findings if finding.elements]
    if not findings:
        yield Heading(title)
        yield paragraph(_("No question of the map is left open."))
        return
    columns = (
        TableColumn(_("Weight"), 13), TableColumn(_("Cards"), 17), TableColumn(_("What the check found"), 84),
        TableColumn(_("What could help"), 60),
    )  # fmt: skip
    yield Table(columns, tuple(_finding(facts, finding) for finding in findings), title, dense=True)


def _finding(facts: Facts, finding: Finding) -> tuple[Text, ...]:
    must = finding.severity == "must" and finding.open
    weight = {"must": _("must"), "should": _("should"), "note": _("note")}.get(finding.severity, finding.severity)
    about = _about(facts, finding)
    left: list[str | Span] = []
    if finding.discussed:
        left = [Span(" " + _("Left as it is:") + " ", "strong"), Span(words.quoted(finding.discussed), "quote")]
    return (
        text(Span(weight, "missing" if must else "strong")),
        text(about),
        text(finding.message, *left),
        text(Span(finding.suggestion, "quiet")),
    )


def _about(facts: Facts, finding: Finding) -> str:
    codes = source_of(facts, finding)
    if codes:
        return codes
    if any(one in facts.board.terms for one in finding.elements):
        return _("Word")
    return _("Map")
