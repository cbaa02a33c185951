"""What merged by itself, as lines: each says what is there now, a smaller word about it, and whose it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from stworkshop.analysis.board_comparison import field_label, value_words
from stworkshop.analysis.table_differences import Question
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge.copies import PLENARY
from stworkshop.merge.outcome import Edited, Merged
from stworkshop.merge.report import lost_words, not_taken_words
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link, Record, Ref, replaced, root_of
from stworkshop.model.wording import unended
from ui.session.words import as_sentence, card_title, record_title, relation_word

NEEDS, DONE, GONE = "needs", "done", "gone"
_PLACES = ("pos", "group")
_QUIET = (*_PLACES, "code", "size", "drawers", "placed", "seq", "codes_before", "created_by")


@dataclass(frozen=True)
class Told:
    """A line of the list: its id is that of a question where it `needs` somebody, else of the record it is about."""

    id: str
    state: str
    words: str
    below: str
    tables: tuple[str, ...]


def asked(questions: list[Question], board: Board, catalogue: Catalogue) -> list[Told]:
    """Return a line for each field that needs somebody."""
    found = []
    for question in questions:
        record = board.get(question.ref)
        name = record_title(board, catalogue, record) if record is not None else question.ref.id
        label = field_label(record, question.field, catalogue).lower() if record is not None else question.field
        count = len({vote.table for vote in question.votes})
        words = ngettext("{n} table: {field}", "{n} tables wrote it differently: {field}", count)
        below = words.format(n=count, field=label)
        found.append(Told(question.id, NEEDS, name, below, tuple(vote.table for vote in question.votes)))
    return found


def by_themselves(merged: Merged, catalogue: Catalogue) -> list[Told]:
    """Return a line for all that came from the tables without a question; the plenary’s own is there already."""
    board = merged.board()
    lines = [
        *_new(merged, board, catalogue), *_moved(merged, board), *_edited(merged, board, catalogue),
        *_gone(merged, board, catalogue), *_not_taken(merged, catalogue),
    ]  # fmt: skip
    return [line for line in lines if set(line.tables) - {PLENARY}]


def _new(merged: Merged, board: Board, catalogue: Catalogue) -> Iterator[Told]:
    with_card: set[str] = set()
    for ref, tables in merged.new.items():
        card = board.get(ref)
        if not isinstance(card, Element):
            continue
        own = [
            link for link in board.links_of(card.id)
            if merged.new.get(Ref("links", link.id)) == tables and link.id not in with_card
        ]  # fmt: skip
        with_card |= {link.id for link in own}
        yield Told(card.id, DONE, _("New: “{words}”").format(words=card.label), _with_links(card, own, board), tables)
    for ref, tables in merged.new.items():
        record = merged.records.get(ref)
        if isinstance(record, Link) and record.id not in with_card:
            count = len(tables)
            drawn = ngettext("drawn at {n} table", "drawn at {n} tables, kept once", count).format(n=count)
            yield Told(record.id, DONE, _link(board, catalogue, record), drawn, tables)
        elif record is not None and not isinstance(record, Element | Link) and ref.root != "conflicts":
            yield Told(record.id, DONE, _named(record, board, catalogue), _root_word(record), tables)


def _with_links(card: Element, links: list[Link], board: Board) -> str:
    if len(links) == 1:
        other = links[0].target if links[0].source == card.id else links[0].source
        there = board.elements.get(other)
        if there is not None:
            return _("{code} with its link to {card}").format(code=card.code, card=there.label)
    if links:
        words = ngettext("{code} with {n} link", "{code} with {n} links", len(links))
        return words.format(code=card.code, n=len(links))
    return card.code


def _link(board: Board, catalogue: Catalogue, link: Link) -> str:
    ends = [board.elements.get(end) for end in (link.source, link.target)]
    source, target = (end.label if end is not None else "?" for end in ends)
    verb = relation_word(catalogue, link.relation)
    return _("Link: {sentence}").format(sentence=as_sentence(source, verb, target))


def _named(record: Record, board: Board, catalogue: Catalogue) -> str:
    return _("New: {what}").format(what=record_title(board, catalogue, record))


def _root_word(record: Record) -> str:
    words = {
        "terms": _("a word that is explained"), "participants": _("a person in the list"),
        "statements": _("a statement"), "rounds": _("a round"), "notes": _("a note"), "results": _("a result"),
        "stages": _("a stage"), "views": _("a view"), "snapshots": _("a named moment"), "groups": _("a frame"),
        "positions": _("a place in a view"), "session": _("the workshop itself"),
    }  # fmt: skip
    return words.get(root_of(record), "")


def _moved(merged: Merged, board: Board) -> Iterator[Told]:
    """Yield one line for all cards that the same tables moved: where they lie now is seen on the map."""
    by_tables: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for edit in merged.edited:
        if edit.name in _PLACES and edit.ref.id not in by_tables[edit.tables]:
            by_tables[edit.tables].append(edit.ref.id)
    for tables, ids in by_tables.items():
        count = len(ids)
        one = board.elements.get(ids[0]) if count == 1 else None
        words = ngettext("Moved: {n} card", "Moved: {n} cards", count).format(n=count)
        if one is not None:
            words = _("Moved: {card}").format(card=one.label)
        yield Told(ids[0] if ids else "", DONE, words, _("the last move counts"), tables)


def _edited(merged: Merged, board: Board, catalogue: Catalogue) -> Iterator[Told]:
    for edit in merged.edited:
        record = board.get(edit.ref)
        if edit.name in _QUIET or edit.before == edit.value or record is None:
            continue
        label = field_label(record, edit.name, catalogue)
        title = record_title(board, catalogue, record)
        words = _("{card}: {field}").format(card=unended(title), field=label.lower())
        yield Told(record.id, DONE, words, _from_to(record, edit, board, catalogue), edit.tables)


def _from_to(record: Record, edit: Edited, board: Board, catalogue: Catalogue) -> str:
    before = value_words(replaced(record, {edit.name: edit.before}), edit.name, board, catalogue)
    after = value_words(replaced(record, {edit.name: edit.value}), edit.name, board, catalogue)
    if not before:
        return _("now “{after}”").format(after=after)
    return _("{before} → {after}").format(before=before, after=after or _("nothing"))


def _gone(merged: Merged, board: Board, catalogue: Catalogue) -> Iterator[Told]:
    for loss in merged.losses:
        record = loss.record
        if isinstance(record, Link):
            continue  # it went with its card, or is told of as one that was dropped
        label = card_title(record) if isinstance(record, Element) else str(getattr(record, "label", "") or record.id)
        where = _("removed at {tables}").format(tables=_tables(loss.by))
        if loss.lost:
            lost = ngettext(
                "{where}; {n} edit made elsewhere went with it: {what}",
                "{where}; {n} edits made elsewhere went with it: {what}", len(loss.lost),
            )  # fmt: skip
            what = "; ".join(
                f"{_tables((table,))}: {lost_words(record, name, value, catalogue)}" for table, name, value in loss.lost
            )
            where = lost.format(where=where, n=len(loss.lost), what=what)
        else:
            where = _("{where}, untouched elsewhere").format(where=where)
        yield Told("", GONE if loss.lost else DONE, _("Removed: “{card}”").format(card=label), where, loss.by)
    lone = [loss for loss in merged.losses if isinstance(loss.record, Link)]
    kept = [loss for loss in lone if _both_ends(merged, loss.record)]
    for loss in kept:
        sentence = record_title(board, catalogue, loss.record)
        yield Told("", DONE, _("Removed link: {link}").format(link=sentence), _tables(loss.by), loss.by)
    for dropped in merged.dropped:
        ends = (merged.records.get(Ref("elements", end)) for end in (dropped.link.source, dropped.link.target))
        there = next((end.label for end in ends if isinstance(end, Element)), "")
        words = _("A link of “{card}” went: the card at its other end was removed").format(card=there)
        yield Told("", GONE, words, _("drawn at {tables}").format(tables=_tables(dropped.by)), dropped.by)


def _not_taken(merged: Merged, catalogue: Catalogue) -> Iterator[Told]:
    """Yield a line for all that stays as ballots promised it, whatever a table's copy says."""
    for kept in merged.not_taken:
        words, below = not_taken_words(merged, kept, catalogue), _("this stays as the plenary has it")
        yield Told("", GONE, words, below, kept.tables)


def _both_ends(merged: Merged, link: Record) -> bool:
    return isinstance(link, Link) and all(Ref("elements", end) in merged.records for end in (link.source, link.target))


def _tables(tables: tuple[str, ...]) -> str:
    return ", ".join(table or _("the plenary") for table in tables)
