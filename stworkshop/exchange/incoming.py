"""A file of another program, or a session's own cards, on their way onto a map: what they hold and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from stworkshop.errors import KnownError
from stworkshop.exchange import readers
from stworkshop.exchange.foreign import ANEW, Choices, Foreign, ForeignCard, ForeignLink
from stworkshop.exchange.mapping import suggested
from stworkshop.exchange.tables.table_columns import doubt
from stworkshop.exchange.tables.table_import import (
    ColumnChoices,
    Sheet,
    as_foreign,
    choices_of,
    read_sheets,
    suggested_columns,
)
from stworkshop.exchange.tables.table_links import is_links, links_alone, with_links
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Image, Link, SessionRecord, flat
from stworkshop.model.session_content import SessionContent

_NOT_SAID = (
    "label", "note", "kind", "concepts", "seq", "gone", "created_by", "placed", "size", "group", "locked", "drawers",
    "image",
)  # fmt: skip
_NOT_OF_LINKS = ("relation", "source", "target", "note", "seq", "gone", "created_by", "drawers")


@dataclass(frozen=True)
class Incoming:
    """What a file holds and what its words become; of a table also what its columns were taken for."""

    foreign: Foreign
    choices: Choices
    columns: ColumnChoices | None = None


def incoming(
    path: Path,
    catalogue: Catalogue,
    *,
    board: Board | None = None,
    columns: ColumnChoices | None = None,
    named: bool = False,
) -> Incoming:
    """Return what a file of another program holds; raises KnownError where it cannot be read.

    Columns of a table are what `columns` says, else what they most likely are; `named` tells whether the session that
    it comes into keeps names.
    """
    if readers.is_table(path):
        return _table(path, catalogue, board, columns, named)
    foreign = readers.read_foreign(path)
    return Incoming(foreign, suggested(foreign, catalogue, board))


def of_content(content: SessionContent, name: str, catalogue: Catalogue) -> Incoming:
    """Return the cards and links of a session as those of a file, so that they can come onto another map."""
    images = {record.id: record for record in content.records if isinstance(record, Image)}
    cards = tuple(_card(record, images) for record in content.records if isinstance(record, Element))
    links = tuple(_link(record) for record in content.records if isinstance(record, Link))
    others = any(not isinstance(record, Element | Link | Image | SessionRecord) for record in content.records)
    left_out = [_("Only cards and links were taken: not people, rounds, notes and words explained.")] if others else []
    if any(isinstance(record, Element) and record.pos for record in content.records):
        left_out.append(_("Where the cards stood was left out: each stands in the zone of its kind or topic."))
    foreign = Foreign(name, _("session"), content.session.label, cards, links, tuple(left_out))
    return Incoming(foreign, suggested(foreign, catalogue))


def beside(content: SessionContent, name: str, catalogue: Catalogue) -> Incoming:
    """Return the cards and links of another workshop, to stand beside those of a map: none is joined with one there."""
    found = of_content(content, name, catalogue)
    anew = dict.fromkeys((card.id for card in found.foreign.cards), ANEW)
    return replace(found, choices=replace(found.choices, cards=anew))


def _table(
    path: Path, catalogue: Catalogue, board: Board | None, columns: ColumnChoices | None, named: bool
) -> Incoming:
    sheets = read_sheets(path)
    alone = only_links(path.name, sheets) if columns is None else None
    if alone is not None:
        return Incoming(alone, suggested(alone, catalogue, board))
    sheet = of_cards(sheets, catalogue, named) if columns is None else _fitting(sheets, columns, path.name)
    if columns is None:
        chosen = suggested_columns(sheet, catalogue, named)
        if why := doubt(sheet, chosen):
            raise _no_cards(path.name, why)
    else:
        chosen = columns.for_table(sheet.heads_of(names=columns.first_row_holds_names))
    foreign, links = with_all_links(as_foreign(path.name, sheet, chosen, catalogue), sheet, sheets)
    foreign = _without_others(foreign, [sheet, *links], sheets)
    return Incoming(foreign, choices_of(foreign, chosen, catalogue, board), chosen)


def only_links(name: str, sheets: Sequence[Sheet]) -> Foreign | None:
    """Return the links of a file whose sheets hold nothing else, between cards of a map; None where it holds cards."""
    if not all(is_links(sheet) for sheet in sheets):
        return None
    foreign = links_alone(name, sheets[0])
    for other in sheets[1:]:
        foreign = with_links(foreign, other)
    return foreign


def of_cards(sheets: Sequence[Sheet], catalogue: Catalogue, named: bool) -> Sheet:
    """Return the sheet whose rows are the cards of a file: the longest that holds no links and looks like cards."""
    likely = [sheet for sheet in sheets if not is_links(sheet)] or list(sheets)
    fit = [sheet for sheet in likely if not doubt(sheet, suggested_columns(sheet, catalogue, named))]
    return max(fit or likely, key=lambda sheet: len(sheet.lines))


def with_all_links(foreign: Foreign, sheet: Sheet, sheets: Sequence[Sheet]) -> tuple[Foreign, list[Sheet]]:
    """Return the cards of a sheet with the links of all sheets of links beside it, and these sheets."""
    links = [other for other in sheets if other is not sheet and is_links(other)]
    for other in links:
        foreign = with_links(foreign, other)
    return foreign, links


def _no_cards(name: str, why: str) -> KnownError:
    return KnownError(
        _("The rows of “{name}” do not look like cards: {why}.").format(name=name, why=why),
        _("Nothing was imported, and the file is as it was."),
        _("Where they are cards all the same, say what the columns are, in the window or with --map."),
    )


def _without_others(foreign: Foreign, read: Sequence[Sheet], sheets: Sequence[Sheet]) -> Foreign:
    """Return the content with a sentence about the sheets that were not read."""
    others = [f"“{sheet.name}”" for sheet in sheets if sheet not in read]
    if not others:
        return foreign
    words = _("Only the sheet “{name}” was read, not: {others}.").format(name=read[0].name, others=", ".join(others))
    return replace(foreign, left_out=(words, *foreign.left_out))


def _fitting(sheets: Sequence[Sheet], columns: ColumnChoices, name: str) -> Sheet:
    """Return the first sheet that has the columns."""
    for sheet in sheets:
        if columns.fits(sheet.heads_of(names=columns.first_row_holds_names)):
            return sheet
    wanted = ", ".join(f"“{head}”" for head in columns.heads)
    raise KnownError(
        _("The columns of “{name}” are not those of the mapping: {wanted}.").format(name=name, wanted=wanted),
        _("Nothing was imported, and the file is as it was."),
        _("Use the mapping that was saved for files like it, or none."),
    )


def _card(card: Element, images: Mapping[str, Image]) -> ForeignCard:
    ours = {name: value for name, value in flat(card).items() if name not in (*_NOT_SAID, "pos")}
    return ForeignCard(
        card.id, card.label, card.kind, card.note, card.concepts, ours={**ours, "id": card.id},
        image=images.get(card.image),
    )  # fmt: skip


def _link(link: Link) -> ForeignLink:
    ours = {name: value for name, value in flat(link).items() if name not in _NOT_OF_LINKS}
    return ForeignLink(link.id, link.source, link.target, link.relation, link.note, {**ours, "id": link.id})
