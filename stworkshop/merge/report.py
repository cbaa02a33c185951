"""What a merge tells: as data (`merge --report R.json`), and in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from stworkshop.analysis.table_signs import PRINTED
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge.copies import PLENARY
from stworkshop.merge.outcome import Difference, Edited, Merged
from stworkshop.merge.promised import ADDED, REMOVED, NotTaken
from stworkshop.model.catalogue import Attribute, Catalogue
from stworkshop.model.records import Element, Link, Record, Ref, Result, Round, SessionRecord, Value, own_words, root_of
from stworkshop.model.wording import unended

FROM_THE_START = "from the start"
_PLACE = "pos"


def as_data(merged: Merged, copies: Sequence[Mapping[str, str]], parted: str) -> dict[str, Any]:
    """Return the report as the contract names it; `copies` tells of each copy its table, letter and file."""
    return {
        "copies": [dict(copy) for copy in copies],
        "base": {"at": parted},
        "merged": [*_new(merged), *_edited(merged)],
        "conflicts": [_conflict(difference) for difference in merged.differences],
        "deleted": [
            {
                "id": loss.record.id,
                "label": _label(loss.record),
                "by": list(loss.by),
                "lost": [{"table": t, "field": name, "value": value} for t, name, value in loss.lost],
            }
            for loss in merged.losses
        ],
        "dropped_links": [
            {"id": d.link.id, "source": d.link.source, "target": d.link.target, "by": list(d.by)}
            for d in merged.dropped
        ],
        "duplicates": [list(pair) for pair in merged.duplicates],
        "provenance": _provenance(merged),
        **({"not_taken": [_not_taken(kept) for kept in merged.not_taken]} if merged.not_taken else {}),
    }


def _new(merged: Merged) -> Iterator[dict[str, Any]]:
    for ref, tables in merged.new.items():
        yield {"id": ref.id, "root": ref.root, "what": "new", "tables": list(tables)}


def _edited(merged: Merged) -> Iterator[dict[str, Any]]:
    for edit in merged.edited:
        yield {
            "id": edit.ref.id, "root": edit.ref.root, "what": "changed", "field": edit.name, "before": edit.before,
            "value": edit.value, "tables": list(edit.tables),
        }  # fmt: skip


def _conflict(difference: Difference) -> dict[str, Any]:
    return {
        "record": difference.ref.id,
        "field": difference.name,
        "kept": difference.kept,
        "values": [
            {"table": vote.table, "value": vote.value, "who": vote.who, "when": vote.when} for vote in difference.votes
        ],
    }


def _not_taken(kept: NotTaken) -> dict[str, Any]:
    return {
        "id": kept.ref.id, "root": kept.ref.root, "what": kept.how, "field": kept.name, "value": kept.value,
        "tables": list(kept.tables),
    }  # fmt: skip


def _provenance(merged: Merged) -> dict[str, list[str]]:
    cards = (ref.id for ref in merged.records if ref.root in ("elements", "links"))
    return {card: list(merged.provenance.get(card, (FROM_THE_START,))) for card in cards}


# --- in words


def in_words(merged: Merged, tables: Sequence[str], parted: str, catalogue: Catalogue) -> str:
    """Return the report as text, a line each."""
    return "\n".join(_lines(merged, tables, parted, catalogue)) + "\n"


def _lines(merged: Merged, tables: Sequence[str], parted: str, catalogue: Catalogue) -> Iterator[str]:
    count = len(tables)
    if count:
        yield ngettext("{n} table comes together: {names}.", "{n} tables come together: {names}.", count).format(
            n=count, names=", ".join(tables)
        )
    if parted:
        yield _("They parted at {moment}.").format(moment=parted.replace("T", " ")[:16])
    yield ""
    by_themselves = len(merged.new) + len({edit.ref for edit in merged.edited})
    yield ngettext("{n} record merged by itself.", "{n} records merged by themselves.", by_themselves).format(
        n=by_themselves
    )
    for ref, made in merged.new.items():
        if ref.root in ("elements", "links"):
            yield "  + " + _("New: {what} ({tables})").format(what=name_of(merged, ref), tables=named(made))
    for tables_, count in moved(merged).items():
        words = ngettext("Moved: {n} card ({tables})", "Moved: {n} cards ({tables})", count)
        yield "  = " + words.format(n=count, tables=named(tables_))
    for edit in merged.edited:
        if edit.name != _PLACE:
            yield "  = " + edit_words(merged, edit, catalogue)
    waiting = len(merged.differences)
    yield ngettext("{n} difference needs you.", "{n} differences need you.", waiting).format(n=waiting)
    for difference in merged.differences:
        yield "  ? " + _("{card}, {field}:").format(
            card=name_of(merged, difference.ref), field=field_word(catalogue, merged, difference.ref, difference.name)
        )
        for vote in difference.votes:
            said = said_value(merged, difference.ref, difference.name, vote.value, catalogue)
            yield f"      {named((vote.table,))}: {said}"
    for loss in merged.losses:
        what = _link_words(merged, loss.record) if isinstance(loss.record, Link) else _label(loss.record)
        yield "  - " + _("Removed: {what} ({tables})").format(what=what, tables=named(loss.by))
        for table, name, value in loss.lost:
            words = _("with it went what {table} wrote: {value}")
            yield "      " + words.format(table=named((table,)), value=lost_words(loss.record, name, value, catalogue))
    for dropped in merged.dropped:
        words = _("Not drawn, since a card at its end was removed: {link} ({tables})")
        yield "  - " + words.format(tables=named(dropped.by), link=_link_words(merged, dropped.link))
    for kept in merged.not_taken:
        yield "  ! " + not_taken_words(merged, kept, catalogue)
    for one, other in merged.duplicates:
        words = _("Do these say the same? {one} / {other}")
        yield "  ~ " + words.format(
            one=name_of(merged, Ref("elements", one)), other=name_of(merged, Ref("elements", other))
        )


def beside_in_words(merged: Merged, beside: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return what came beside from sessions of another start, a line for each file; the ids are those of its cards."""
    lines = []
    for name, ids in beside:
        cards = sum(Ref("elements", made) in merged.records for made in ids)
        words = ngettext(
            "“{name}” does not come from the same start: its {n} card stands beside the others.",
            "“{name}” does not come from the same start: its {n} cards stand beside the others.",
            cards,
        )
        lines.append(words.format(name=name, n=cards) + "\n")
    return "".join(lines)


def twice_in_words(twice: Iterable[tuple[str, str]]) -> list[str]:
    """Return, for each file that is the same copy as another, a sentence that names both."""
    words = _("“{name}” is the same copy as “{other}”: it counts once.")
    return [words.format(name=name, other=other) for name, other in twice]


def moved(merged: Merged) -> dict[tuple[str, ...], int]:
    """Return how many cards were moved, by the tables that moved them."""
    found: dict[tuple[str, ...], int] = {}
    for edit in merged.edited:
        if edit.name == _PLACE:
            found[edit.tables] = found.get(edit.tables, 0) + 1
    return found


def edit_words(merged: Merged, edit: Edited, catalogue: Catalogue) -> str:
    """Return what was changed without a question."""
    word = field_word(catalogue, merged, edit.ref, edit.name)
    return _("{card}: {field} is now {value} ({tables})").format(
        card=name_of(merged, edit.ref),
        field=word,
        value=said_value(merged, edit.ref, edit.name, edit.value, catalogue),
        tables=named(edit.tables),
    )


def not_taken_words(merged: Merged, kept: NotTaken, catalogue: Catalogue) -> str:
    """Return what tables did to something that ballots promised, and why it stays as it was."""
    record, tables = kept.record, named(kept.tables)
    if isinstance(record, Result):
        asked = merged.records.get(Ref("rounds", record.round))
        words = _("Not taken: other results of the round “{name}” ({tables}). They are counted where it was opened.")
        return words.format(name=_question(asked) if asked else record.round, tables=tables)
    if isinstance(record, Round):
        if kept.how == ADDED:
            words = _("Not taken: the round “{name}”, which is of {tables} alone. It stays in their own file.")
        else:
            words = _("Not taken: a change to the round “{name}” ({tables}). Its ballots have promised how it is done.")
        return words.format(name=_question(record), tables=tables)
    if isinstance(record, SessionRecord):
        if not kept.name:
            return _("Not taken: another workshop in the file of {tables}.").format(tables=tables)
        words = _("Not taken: “{field}” of {tables}. It stays as the plenary has it, since ballots promise it.")
        return words.format(field=_word(catalogue, record, kept.ref.root, kept.name), tables=tables)
    if kept.how == REMOVED:
        words = _("Not taken: {tables} removed “{name}”, but people have answered to it.")
        return words.format(name=unended(_label(record)), tables=tables)
    words = _("Not taken: {tables} changed “{name}” to {value}, but people have answered to it as it was.")
    return words.format(name=unended(_label(record)), value=shown(kept.value), tables=tables)


def _question(round_: Record) -> str:
    return unended(str(getattr(round_, "question", "") or getattr(round_, "label", "") or round_.id))


def named(tables: Sequence[str]) -> str:
    """Return the names of tables; the plenary has a word of its own."""
    return ", ".join(table if table != PLENARY else _("the plenary") for table in tables)


def name_of(merged: Merged, ref: Ref) -> str:
    """Return what a record is called: a card by code and words, a link by its two cards."""
    record = merged.records.get(ref)
    if isinstance(record, Link):
        return _link_words(merged, record)
    return _label(record) if record is not None else ref.id


def _link_words(merged: Merged, link: Link) -> str:
    """Return what a link is called: the words of its two cards, also of one that was removed."""
    gone = {loss.record.id: loss.record for loss in merged.losses}
    ends = (merged.records.get(Ref("elements", end)) or gone.get(end) for end in (link.source, link.target))
    source, target = (_("“{words}”").format(words=_label(end)) if end is not None else _("a card") for end in ends)
    return _("the link {source} → {target}").format(source=source, target=target)


def field_word(catalogue: Catalogue, merged: Merged, ref: Ref, name: str) -> str:
    """Return what people call a field."""
    return _word(catalogue, merged.records.get(ref), ref.root, name)


def _word(catalogue: Catalogue, record: Record | None, root: str, name: str) -> str:
    fields = _fields(catalogue, record, root)
    if name == PRINTED:
        return _("Print which table drew what")
    return fields[name].label if name in fields else name


def _fields(catalogue: Catalogue, record: Record | None, root: str) -> Mapping[str, Attribute]:
    fields = catalogue.record_fields(_RECORD_WORDS.get(root, root))
    return {**catalogue.kind(record.kind).attributes, **fields} if isinstance(record, Element) else fields


_RECORD_WORDS = {
    "elements": "element", "links": "link", "participants": "participant", "terms": "term",
    "statements": "statement", "rounds": "round", "notes": "note", "stages": "stage", "views": "view",
}  # fmt: skip


def lost_words(record: Record, name: str, value: Value, catalogue: Catalogue) -> str:
    """Return in words what somebody wrote on a record that is gone; nobody reads the numbers of a place."""
    if name == _PLACE:
        return _("another place")
    return f"{_word(catalogue, record, root_of(record), name)}: {_said_of(record, name, value, catalogue)}"


def said_value(merged: Merged, ref: Ref, name: str, value: Value, catalogue: Catalogue) -> str:
    """Return the value of a field as people read it: of a choice its words, never its id."""
    return _said_of(merged.records.get(ref), name, value, catalogue)


def _said_of(record: Record | None, name: str, value: Value, catalogue: Catalogue) -> str:
    field = _fields(catalogue, record, root_of(record)).get(name) if record is not None else None
    if field is None or not (field.values or field.labels):
        return shown(value)
    if isinstance(value, tuple | list):
        return shown(tuple(field.word(one) for one in value))
    return shown(field.word(value) if isinstance(value, str | int) else value)


def shown(value: Value) -> str:
    """Return a value as people read it."""
    if value in (None, "", ()):
        return _("nothing")
    if isinstance(value, tuple | list):
        return ", ".join(str(item) for item in value)
    return f"“{value}”" if isinstance(value, str) else str(value)


def _label(record: Record) -> str:
    if isinstance(record, Element):
        return f"{record.code} {record.label}".strip()
    return own_words(record) or record.id
