"""The summary for decision makers: what is asked of them, with the reasons and the disagreement that remains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Table, TableColumn
from stworkshop.report.content.blocks import WIDE, Block, Outline, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import cover, decisions_with_votes, law, participants_views, who_bears_harm
from stworkshop.rounds import answers_in_words, verdicts

_FIRST = ("disagreed", "against", "split", "contested", "not-asked", "few", "mixed", "most", "differing", "deferred",
          "open", "not-said")  # fmt: skip


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return what the summary for decision makers says about a session."""
    facts = Facts(board, catalogue)
    session = board.session
    return Outline(
        edition="decision-makers",
        edition_title=_("Summary for decision makers"),
        title=facts.title,
        language=session.language or "en",
        draft="" if session.read_back == "yes" else _("Draft, not yet read back"),
        foot=session.source,
        sections=(_outcome(facts), law.section(facts), participants_views.section(facts)),
    )


def title(found: Sequence[str]) -> str:
    """Return the outcome in a title: how many were decided, and what stands out most in the verdicts."""
    if not found:
        return _("No decision was written down.")
    decided = sum(verdicts.is_decided(verdict) for verdict in found)
    first = ngettext("{n} decided.", "{n} decided.", decided).format(
        n=answers_in_words.capital(answers_in_words.number(decided))
    )
    if not decided:
        first = _("Nothing decided.")
    counts = Counter(found)
    if counts["not-said"] and not decided:  # one of these may have been decided
        first = ""
    most = next((verdict for verdict in _FIRST if counts[verdict]), "agreed")
    rest = len(found) - decided - counts["not-said"]
    if decided and rest and most not in verdicts.UNDECIDED:
        first = _("{decided} decided, {rest} not decided.").format(
            decided=answers_in_words.capital(answers_in_words.number(decided)), rest=answers_in_words.number(rest)
        )
    return f"{first} {_stands_out(most, counts[most], len(found))}".lstrip()


def _stands_out(verdict: str, n: int, of: int) -> str:
    """Return the sentence about the verdict that stands out most; `n` decisions of `of` have it."""
    sentence = {
        "disagreed": ngettext("Residents disagreed with {n}.", "Residents disagreed with {n}.", n),
        "against": ngettext("Most were against {n}.", "Most were against {n}.", n),
        "split": ngettext("{n} is contested.", "{n} are contested.", n),
        "contested": ngettext("{n} is contested.", "{n} are contested.", n),
        "not-asked": ngettext("{n} was decided without a vote.", "{n} were decided without a vote.", n),
        "few": ngettext("Too few answered about {n}.", "Too few answered about {n}.", n),
        "mixed": ngettext("Opinions are mixed on {n}.", "Opinions are mixed on {n}.", n),
        "most": ngettext("Some were strongly against {n}.", "Some were strongly against {n}.", n),
        "differing": ngettext("Opinions differ on {n}.", "Opinions differ on {n}.", n),
        "deferred": ngettext("{n} was put off.", "{n} were put off.", n),
        "open": ngettext("{n} is open.", "{n} are open.", n),
        "not-said": ngettext(
            "Nobody has said yet whether {n} decision was taken.",
            "Nobody has said yet whether {n} decisions were taken.",
            n,
        ),
        "agreed": _("The room agreed."),
    }[verdict]
    in_words = sentence.startswith("{n}") or verdict == "not-said"
    number = _("all") if n == of > 1 and not in_words else answers_in_words.number(n)
    return answers_in_words.capital(sentence.format(n=number))


def _outcome(facts: Facts) -> Section:
    found = [verdict for _decision, verdict in decisions_with_votes.ordered(facts)]
    blocks: list[Block] = [Paragraph(_asked_for(facts), "note")]
    if found:
        blocks.append(decisions_with_votes.block(facts, _("The decisions of the group")))
        blocks.append(Paragraph(_conditions(facts), "note"))
    blocks += [_value(facts), who_bears_harm.halves(facts)]
    return Section("decisions", title(found), tuple(blocks), lead=_mandate(facts))


def _mandate(facts: Facts) -> Text:
    session = facts.board.session
    may = Span(answers_in_words.mandate(session.mandate) + " ", "quiet" if session.mandate else "missing")
    return text(may, Span(cover.read_back(facts) + ".", "quiet" if session.read_back == "yes" else "missing"))


def _asked_for(facts: Facts) -> Text:
    """Return the question, what is asked of those who decide, and when it is looked at again."""
    session = facts.board.session
    question = session.workshop_question.strip()
    spans = [
        Span(_("The question:") + " ", "strong"),
        Span(question) if question else Span(_("We did not write down a question."), "missing"),
        Span("  " + _("Asked of you:") + " ", "strong"),
        *_asked(facts),
    ]
    again = words.parse_day(session.review_on)
    if again:
        spans.append(Span(" " + _("Review date: {day}.").format(day=words.day(again))))
    else:
        spans.append(Span(" " + _("No review date is set."), "missing"))
    return text(*spans)


def _asked(facts: Facts) -> Iterator[Span]:
    found = decisions_with_votes.ordered(facts)
    decided = [facts.card(decision).code for decision, verdict in found if verdicts.is_decided(verdict)]
    unsaid = [facts.card(decision).code for decision, verdict in found if verdict == "not-said"]
    others = [facts.card(decision).code for decision, verdict in found if not verdicts.is_decided(verdict)]
    others = [code for code in others if code not in unsaid]
    if not found:
        yield Span(_("nothing, because no decision was written down."), "missing")
        return
    may_decide = facts.board.session.mandate == "decide"
    parts = []
    if decided:
        taken = _("to carry out {codes}") if may_decide else _("to take up {codes}")
        parts.append(taken.format(codes=words.code_range(decided)))
    if others:
        parts.append(_("to settle {codes}").format(codes=words.code_range(others)))
    if unsaid:
        stands = ngettext("to say where {codes} stands", "to say where {codes} stand", len(unsaid))
        parts.append(stands.format(codes=words.code_range(unsaid)))
    yield Span(words.joined(parts) + ".")


def _conditions(facts: Facts) -> Text:
    """Return where conditions stand, and what was said against decisions."""
    spans = [
        Span(_("Conditions and reasons to stop:") + " ", "strong"),
        Span(_("only what the reasons above say."), "quiet"),
    ]
    against = False
    for decision, _verdict in decisions_with_votes.ordered(facts):
        for note in facts.notes_about(decision.id, "objection"):
            against = True
            spans.append(Span(" " + _("Objection:") + " ", "strong"))
            spans.append(Span(words.quoted(note.text.strip()), "quote"))
            spans.append(Span(f" ({facts.card(decision).code})"))
    if not against:
        spans.append(Span(" " + _("No objection to a decision was written down."), "quiet"))
    return text(*spans)


def _value(facts: Facts) -> Block:
    name = _("What good it should do, and how we would know")
    outcomes = facts.cards("outcome")
    columns = (
        TableColumn(_("Public value"), 66),
        TableColumn(_("Sign or number"), 62),
        TableColumn(_("Who gains"), 46),
    )
    rows = tuple(_value_row(facts, outcome) for outcome in outcomes)
    if not rows:
        rows = ((text(Span(_("Nobody has put on the map what gets better."), "missing")), (), ()),)
    return Table(columns, rows, name, note=_goals(facts, outcomes), strong=False)


def _goals(facts: Facts, outcomes: Sequence[Element]) -> Text:
    """Return the global goals that outcomes were tagged with; nothing where nobody named any."""
    told = [f"{facts.card(one).code} {goals}" for one in outcomes if (goals := facts.word(one, "sdgs"))]
    return text(Span(_("Global goals (SDG):") + f" {'; '.join(told)}.", "quiet")) if told else ()


def _value_row(facts: Facts, outcome: Element) -> tuple[Text, Text, Text]:
    meant = {"no": _("(not meant to happen)")}.get(str(facts.value(outcome, "intended")), "")
    sign = str(facts.value(outcome, "indicator") or "").strip()
    today = str(facts.value(outcome, "baseline") or "").strip()
    gain = [person.label for person in facts.targets(outcome, "benefits", "stakeholder")]
    return (
        text(
            Span(facts.card(outcome).code + WIDE, "strong"), outcome.label, Span(f" {meant}" if meant else "", "quiet")
        ),
        text(
            sign if sign else Span(_("None was agreed."), "missing"),
            Span(
                (". " if sign and sign[-1] not in ".!?" else " ") + _("Today: {words}.").format(words=today.rstrip("."))
                if today
                else "",
                "quiet",
            ),
        ),
        text(words.joined(gain)) if gain else text(Span(_("We noted nobody."), "missing")),
    )
