"""What a merge tells: as data (`merge --report R.json`), and in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merging.copies import PLENARY
from stworkshop.merging.outcome import Difference, Edited, Merged
from stworkshop.records import Element, Link, Record, Ref, Value, root_of

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
            yield f"      {named((vote.table,))}: {shown(vote.value)}"
    for loss in merged.losses:
        yield "  - " + _("Removed: {what} ({tables})").format(what=_label(loss.record), tables=named(loss.by))
        for table, name, value in loss.lost:
            words = _("with it went what {table} wrote: {value}")
            yield "      " + words.format(table=named((table,)), value=lost_words(loss.record, name, value, catalogue))
    for dropped in merged.dropped:
        words = _("A link of {tables} to a card that was removed: {link}")
        yield "  - " + words.format(tables=named(dropped.by), link=_label(dropped.link))
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
        card=name_of(merged, edit.ref), field=word, value=shown(edit.value), tables=named(edit.tables)
    )


def named(tables: Sequence[str]) -> str:
    """Return the names of tables; the plenary has a word of its own."""
    return ", ".join(table if table != PLENARY else _("the plenary") for table in tables)


def name_of(merged: Merged, ref: Ref) -> str:
    """Return what a record is called: a card by code and words, a link by its two cards."""
    record = merged.records.get(ref)
    if isinstance(record, Link):
        ends = (merged.records.get(Ref("elements", end)) for end in (record.source, record.target))
        return " → ".join(_label(end) if end is not None else "?" for end in ends)
    return _label(record) if record is not None else ref.id


def field_word(catalogue: Catalogue, merged: Merged, ref: Ref, name: str) -> str:
    """Return what people call a field."""
    return _word(catalogue, merged.records.get(ref), ref.root, name)


def _word(catalogue: Catalogue, record: Record | None, root: str, name: str) -> str:
    fields = catalogue.record_fields(_RECORD_WORDS.get(root, root))
    if isinstance(record, Element):
        fields = {**catalogue.kind(record.kind).attributes, **fields}
    return fields[name].label if name in fields else name


_RECORD_WORDS = {
    "elements": "element", "links": "link", "participants": "participant", "terms": "term",
    "statements": "statement", "rounds": "round", "notes": "note", "stages": "stage", "views": "view",
}  # fmt: skip


def lost_words(record: Record, name: str, value: Value, catalogue: Catalogue) -> str:
    """Return in words what somebody wrote on a record that is gone; nobody reads the numbers of a place."""
    if name == _PLACE:
        return _("another place")
    return f"{_word(catalogue, record, root_of(record), name)}: {shown(value)}"


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
    return str(getattr(record, "label", "") or getattr(record, "text", "") or record.id)
