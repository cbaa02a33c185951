"""What differs between two moments, as a tree that says everything that the colours of the map say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from stworkshop.analysis.board_comparison import Comparison, Differing
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link, Record, Ref, ref_of
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.single_keys import leave_single_keys
from ui.session.words import card_title, record_title

_REF = Qt.ItemDataRole.UserRole
_MOST = 8
"""Entries of a group that are shown until it is opened further."""


class Differences(QTreeWidget):
    """Groups Added, Changed, Removed, Moved and Opinions; a chosen line shows its card on the map."""

    wanted = Signal(tuple)
    """Ids to be looked at."""
    chosen = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        describe(self, _("What differs"))
        leave_single_keys(self)
        self._catalogue = catalogue
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._looked_at)

    def refs(self) -> list[Ref]:
        """Return the record of the chosen line, none where a heading is chosen."""
        item = self.currentItem()
        while item is not None:
            if isinstance(found := item.data(0, _REF), Ref):
                return [found]
            item = item.parent()
        return []

    def show_comparison(self, found: Comparison, before: Board, after: Board) -> None:
        """Show what differs from one board to the other."""
        empty(self)
        self._records(_("Added"), "plus", found.added, after)
        self._changed(found.changed, after)
        self._records(_("Removed"), "minus", found.removed, before)
        if found.moved:
            words = ngettext("{n} card moved", "{n} cards moved", len(found.moved)).format(n=len(found.moved))
            group = self._group(words, "drag-move")
            self._fill(group, found.moved, after)
            group.setExpanded(False)
        self._opinions(found)
        if not found:
            self._group(_("Nothing differs."), "check")

    def show_step(self, label: str, found: Comparison, before: Board, after: Board) -> None:
        """Show what one change did."""
        self.show_comparison(found, before, after)
        head = QTreeWidgetItem([label])
        head.setFont(0, theme().font("body_strong"))
        self.insertTopLevelItem(0, head)

    def _group(self, words: str, icon: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [words])
        item.setIcon(0, theme().icon(icon, "text_2", 17))
        item.setFont(0, theme().font("body_strong"))
        item.setExpanded(True)
        return item

    def _records(self, title: str, icon: str, records: Sequence[Record], board: Board) -> None:
        if not records:
            return
        cards = sum(isinstance(record, Element) for record in records)
        links = sum(isinstance(record, Link) for record in records)
        counted = [ngettext("{n} card", "{n} cards", cards).format(n=cards)] if cards else []
        counted += [ngettext("{n} link", "{n} links", links).format(n=links)] if links else []
        others = len(records) - cards - links
        counted += [ngettext("{n} other entry", "{n} other entries", others).format(n=others)] if others else []
        group = self._group(f"{title}  {', '.join(counted)}", icon)
        first = [record for record in records if isinstance(record, Element)]
        rest = [record for record in records if not isinstance(record, Element)]
        self._fill(group, first[:_MOST], board)
        if more := [*first[_MOST:], *rest]:
            words = ngettext("{n} more", "{n} more", len(more)).format(n=len(more))
            inner = QTreeWidgetItem(group, [words])
            self._fill(inner, more, board)

    def _fill(self, group: QTreeWidgetItem, records: Iterable[Record], board: Board) -> None:
        for record in records:
            self._entry(group, record, board)

    def _entry(self, group: QTreeWidgetItem, record: Record, board: Board) -> QTreeWidgetItem:
        words = card_title(record) if isinstance(record, Element) else record_title(board, self._catalogue, record)
        item = QTreeWidgetItem(group, [words])
        item.setData(0, _REF, ref_of(record))
        set_tip(item, item.text(0))
        if isinstance(record, Element):
            variant = self._catalogue.variant(record.kind, record.type)
            item.setIcon(0, theme().icon(kind_icon(variant), f"kind/{variant}/accent", 17))
        return item

    def _changed(self, changed: Sequence[Differing], board: Board) -> None:
        if not changed:
            return
        group = self._group(f"{_('Changed')}  {len(changed)}", "edit")
        for one in changed:
            item = self._entry(group, one.after, board)
            for field in one.fields:
                words = _("{field}: {before} → {after}").format(
                    field=field.label, before=field.before or _("nothing"), after=field.after or _("nothing")
                )
                set_tip(QTreeWidgetItem(item, [words]), words)
            item.setExpanded(len(changed) <= _MOST)

    def _opinions(self, found: Comparison) -> None:
        if not (found.opinions or found.asked):
            return
        group = self._group(_("Opinions"), "agreement")
        for opinion in found.opinions:
            item = QTreeWidgetItem(group, [opinion.label])
            before, after = _counts(opinion.before.get("counts")), _counts(opinion.after.get("counts"))
            QTreeWidgetItem(item, [_("before: {counts}").format(counts=before)])
            QTreeWidgetItem(item, [_("after: {counts}").format(counts=after)])
            item.setExpanded(True)
        for label in found.asked:
            QTreeWidgetItem(group, [_("asked for the first time: {statement}").format(statement=label)])

    def _looked_at(self, item: QTreeWidgetItem | None) -> None:
        refs = self.refs() if item is not None else []
        if refs:
            self.wanted.emit(tuple(ref.id for ref in refs))
        self.chosen.emit()


def _counts(counts: object) -> str:
    """Return five counts in words, from strongly no to strongly yes; "too few to show" where they are not given."""
    if not isinstance(counts, tuple | list) or len(counts) != 5:
        return _("too few to show")
    names = (_("strongly no"), _("no"), _("in between"), _("yes"), _("strongly yes"))
    said = [f"{count} {name}" for count, name in zip(counts, names, strict=True) if count]
    return ", ".join(said) or _("no answers")
