"""The outline: kinds, their cards, and the links of each card as sentences, as one tree that is edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from stworkshop.i18n import gettext as _
from stworkshop.model.changes import Change
from stworkshop.model.records import Element, Link, Ref
from stworkshop.session.session import Changed
from ui.features.list.typed_links import read_link
from ui.kit.widgets.plain import as_plain
from ui.session.bridge import Bridge
from ui.session.record_columns import table_title
from ui.session.words import own_kinds, relation_word

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE, COUNT_ROLE, CODE_ROLE, VARIANT_ROLE, VERB_ROLE = (int(Qt.ItemDataRole.UserRole) + n for n in range(5))
_OTHERS = ("participants", "terms", "statements")


class Node:
    """A line of the tree: a `group` (its table), a `record`, a `link` seen from its card, or the line to `add` one."""

    __slots__ = ("children", "id", "key", "kind", "parent")

    def __init__(self, key: int, kind: str, node_id: str, parent: Node | None) -> None:
        self.key, self.kind, self.id, self.parent = key, kind, node_id, parent
        self.children: list[Node] = []


class OutlineModel(QAbstractItemModel):
    """All cards by kind, people, words and statements; lines are found by number, never by pointer."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._nodes: dict[int, Node] = {}
        self._keys = 0
        self._records: dict[str, Node] = {}
        self._root = Node(0, "root", "", None)
        for table in (*bridge.catalogue.kinds, *own_kinds(bridge.board, bridge.catalogue), *_OTHERS):
            group = self._node("group", table, self._root)
            for record_id in self._ids(table):
                self._node_of_record(record_id, group)
        bridge.changed.connect(self._hear)

    # --- what Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        node = self._of(parent)
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, column, node.children[row].key)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        if not index.isValid():
            return QModelIndex()
        above = self._of(index).parent
        return self._index(above) if above is not None and above is not self._root else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._of(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._of(index).kind in ("record", "add") and not self._bridge.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._of(index)
        if role == NODE_ROLE:
            return (node.kind, node.id)
        if role == COUNT_ROLE:
            return str(len(node.children)) if node.kind == "group" else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(node)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_plain(self._text(node))
        if role == Qt.ItemDataRole.EditRole:
            return "" if node.kind == "add" else self._text(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (self._verb(node), self._code(node), self._text(node)) if part)
        return {CODE_ROLE: self._code, VARIANT_ROLE: self._variant, VERB_ROLE: self._verb}.get(role, _nothing)(node)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self._of(index)
        words = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not words:
            return False
        if node.kind == "add" and node.parent is not None:
            return self._add_link(node.parent.id, words)
        if node.kind != "record" or words == self._text(node):
            return False
        command = {"participants": "edit_participant", "terms": "edit_term", "statements": "edit_statement"}
        group = node.parent.id if node.parent else ""
        return self._bridge.run(command.get(group, "edit_element"), id=node.id, label=words) is not None

    # --- what the views ask

    def index_of(self, record_id: str) -> QModelIndex:
        """Return the line of a card or other record."""
        node = self._records.get(record_id)
        return self._index(node) if node is not None else QModelIndex()

    def record_of(self, index: Index) -> str:
        """Return the id of the record that a line stands for: of a link line the link, of a group none."""
        node = self._of(index)
        if node.kind == "link":
            return node.id
        return node.id if node.kind == "record" else node.parent.id if node.kind == "add" and node.parent else ""

    # --- what the session says

    def _hear(self, changed: Changed) -> None:
        change = changed.change
        if not change:
            return
        refs = [ref for ref in change.refs() if ref.root in ("elements", *_OTHERS)]
        self._remove([node for ref in refs if (node := self._misplaced(ref)) is not None])
        for ref in refs:
            self._settle(ref)
        touched = self._cards_around(change)
        for card in touched:
            self._relink(card)
        neighbours = {other for card in touched for other in self._bridge.board.neighbours(card)}
        for node in (self._root, *self._root.children, *(self._records[i] for i in touched | neighbours)):
            self._repaint(node)

    def _table(self, ref: Ref) -> str:
        """Return the id of the group that a record belongs to, "" for one that is gone."""
        record = self._bridge.board.get(ref)
        return (record.kind if isinstance(record, Element) else ref.root) if record is not None else ""

    def _misplaced(self, ref: Ref) -> Node | None:
        """Return the line of a record that the board has elsewhere, or not at all."""
        node = self._records.get(ref.id)
        return node if node is not None and node.parent is not None and node.parent.id != self._table(ref) else None

    def _settle(self, ref: Ref) -> None:
        """Let the tree have a record that the board has."""
        table = self._table(ref)
        group = next((g for g in self._root.children if g.id == table), None)
        if group is None and table:
            group = self._own_group(table)
        if ref.id not in self._records and group is not None:
            row = len(group.children)
            self.beginInsertRows(self._index(group), row, row)
            self._node_of_record(ref.id, group)
            self.endInsertRows()

    def _own_group(self, kind: str) -> Node:
        """Add the group of a kind that people brought along, after those that came before it."""
        own = own_kinds(self._bridge.board, self._bridge.catalogue)
        later = {_OTHERS[0], *own[own.index(kind) :]}
        at = next(row for row, group in enumerate(self._root.children) if group.id in later)
        self.beginInsertRows(QModelIndex(), at, at)
        group = self._node("group", kind, self._root)
        self._root.children.insert(at, self._root.children.pop())
        self.endInsertRows()
        return group

    def _repaint(self, node: Node) -> None:
        """Let the views look again at the lines under a node."""
        if node.children:
            self.dataChanged.emit(self._index(node.children[0]), self._index(node.children[-1]))

    def _cards_around(self, change: Change) -> set[str]:
        cards = {ref.id for ref in change.refs() if ref.root == "elements"}
        for _ref, record in (*change.added.items(), *change.removed.items()):
            if isinstance(record, Link):
                cards |= {record.source, record.target}
        for ref in change.updated:
            if ref.root == "links":
                ends = [v for name in ("source", "target") for v in change.updated[ref].get(name, ())]
                link = self._bridge.board.links.get(ref.id)
                cards |= {*ends, *((link.source, link.target) if link else ())}
        return {card for card in cards if card in self._records}

    def _relink(self, card: str) -> None:
        node = self._records[card]
        wanted = [link.id for link in self._links(card)]
        if [child.id for child in node.children if child.kind == "link"] == wanted:
            return
        at = self._index(node)
        if node.children:
            self.beginRemoveRows(at, 0, len(node.children) - 1)
            for child in node.children:
                self._nodes.pop(child.key, None)
            node.children = []
            self.endRemoveRows()
        self.beginInsertRows(at, 0, len(wanted))
        self._fill(node)
        self.endInsertRows()

    def _remove(self, nodes: list[Node]) -> None:
        """Take lines away, neighbours together: each removal has all views look at the whole selection again."""
        keys = {node.key for node in nodes}
        for above in {node.parent.key: node.parent for node in nodes if node.parent is not None}.values():
            end = len(above.children)
            while end:
                start = end - 1
                if above.children[start].key in keys:
                    while start and above.children[start - 1].key in keys:
                        start -= 1
                    self._remove_run(above, start, end)
                end = start

    def _remove_run(self, above: Node, start: int, end: int) -> None:
        self.beginRemoveRows(self._index(above), start, end - 1)
        for node in above.children[start:end]:
            for gone in (node, *node.children):
                self._nodes.pop(gone.key, None)
            self._records.pop(node.id, None)
        del above.children[start:end]
        self.endRemoveRows()

    # --- lines

    def _node(self, kind: str, node_id: str, parent: Node) -> Node:
        self._keys += 1
        made = Node(self._keys, kind, node_id, parent)
        self._nodes[made.key] = made
        parent.children.append(made)
        return made

    def _node_of_record(self, record_id: str, group: Node) -> None:
        node = self._node("record", record_id, group)
        self._records[record_id] = node
        if group.id not in _OTHERS:
            self._fill(node)

    def _fill(self, node: Node) -> None:
        for link in self._links(node.id):
            self._node("link", link.id, node)
        self._node("add", f"add-{node.id}", node)

    def _links(self, card: str) -> list[Link]:
        return self._bridge.board.links_of(card)

    def _ids(self, table: str) -> list[str]:
        board = self._bridge.board
        if table in _OTHERS:
            return list(board.in_root(table))
        return [e.id for e in board.elements.values() if e.kind == table]

    def _of(self, index: Index) -> Node:
        return self._nodes.get(index.internalId(), self._root) if index.isValid() else self._root

    def _index(self, node: Node | None) -> QModelIndex:
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), 0, node.key)

    def _text(self, node: Node) -> str:
        if node.kind == "group":
            return table_title(self._bridge.catalogue, node.id)
        if node.kind == "add":
            return _("type to link, for example “is answered by, Equity monitor”")
        if node.kind == "link":
            card = self._other(node)
            return card.label if card else ""
        record = self._bridge.board.find(node.id)
        return str(getattr(record, "label", ""))

    def _other(self, node: Node) -> Element | None:
        link = self._bridge.board.links.get(node.id)
        if link is None or node.parent is None:
            return None
        return self._bridge.board.elements.get(link.target if link.source == node.parent.id else link.source)

    def _code(self, node: Node) -> str:
        card = self._bridge.board.elements.get(node.id) if node.kind == "record" else None
        return card.code if card else ""

    def _variant(self, node: Node) -> str:
        catalogue = self._bridge.catalogue
        if node.kind == "group":
            return catalogue.variant(node.id, "") if node.id not in _OTHERS else ""
        card = self._other(node) if node.kind == "link" else self._bridge.board.elements.get(node.id)
        return catalogue.variant(card.kind, card.type) if card else ""

    def _verb(self, node: Node) -> str:
        link = self._bridge.board.links.get(node.id) if node.kind == "link" else None
        if link is None or node.parent is None:
            return ""
        return relation_word(self._bridge.catalogue, link.relation, outgoing=link.source == node.parent.id)

    def _add_link(self, card: str, words: str) -> bool:
        read = read_link(self._bridge.board, self._bridge.catalogue, card, words)
        if isinstance(read, str):
            self._bridge.say(read)
            return False
        return self._bridge.run("add_link", **read) is not None


def _nothing(node: Node) -> None:
    return None
