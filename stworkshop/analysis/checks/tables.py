"""The check on what tables set differently and nobody has decided: one question a record, with all values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stworkshop.analysis.checks.base import Check, Found
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.analysis.checks.subjects import Differences
from stworkshop.analysis.table_differences import Question, field_words, question_in, tables_named, words_for
from stworkshop.i18n import gettext as _
from stworkshop.model import wording
from stworkshop.model.records import Conflict, Element, Link, Participant, Record, Ref, own_words

_MOST_VALUES, _MOST_FIELDS, _MOST_COMPARED = 4, 3, 3


def tables_differ(facts: MapFacts, kept: Sequence[Conflict]) -> Iterator[Found]:
    """Find a record of which tables set fields differently."""
    record = facts.board.get(Ref(kept[0].root, kept[0].record))
    questions = [question for question in map(question_in, kept) if question is not None]
    if record is None or not questions:
        return
    if isinstance(record, Participant):  # what stands there are names, which stay in the organiser's list
        fields = dict.fromkeys(field_words(question, record, facts.catalogue) for question in questions)
        yield Found((record.id,), {"x": _("the list of people"), "values": ", ".join(fields)})
        return
    said = [_said(facts, question, record) for question in questions[:_MOST_FIELDS]]
    more = " …" if len(questions) > _MOST_FIELDS else ""
    yield Found((record.id,), {"x": _name(facts, record), "values": "; ".join(said) + more})


def _said(facts: MapFacts, question: Question, record: Record) -> str:
    """Return a field with the values of the tables, in short where words are long."""
    groups = question.by_value()
    words = [words_for(question, record, group[0].value, facts.board, facts.catalogue) for group in groups]
    # Of more than a few, comparing each with each other takes longer than it tells.
    told = wording.in_short(words) if len(words) <= _MOST_COMPARED else [wording.beginning(one) for one in words]
    values = [
        _("{words} ({tables})").format(words=short, tables=tables_named(vote.table for vote in group))
        for short, group in zip(told, groups, strict=True)
    ]
    shown = _(" or ").join(values[:_MOST_VALUES]) + (" …" if len(values) > _MOST_VALUES else "")
    field = field_words(question, record, facts.catalogue)
    return _("{field}: {words}").format(field=field, words=shown)


def _name(facts: MapFacts, record: Record) -> str:
    if isinstance(record, Element):
        return facts.name(record.id)
    if isinstance(record, Link):
        return "{from} – {relation} – {to}".format(**facts.link_words(record))
    return own_words(record) or record.id


CHECKS = (Check("chk-tables-differ", Differences(), tables_differ),)
