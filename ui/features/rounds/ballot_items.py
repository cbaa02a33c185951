"""Choosing what a ballot asks: statements or cards from a list, and statements that are written just now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import new_id
from stworkshop.rounds import ballot_lint
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.fields import SearchField
from ui.kit.widgets.words import WrappedLabel
from ui.session.bridge import Bridge
from ui.session.words import kind_plural, own_kinds

_ID = Qt.ItemDataRole.UserRole


class ItemsChooser(QWidget):
    """A list with a tick before each thing that is asked; ballots keep the order of the list."""

    changed = Signal()

    def __init__(self, bridge: Bridge, items: Iterable[str]) -> None:
        super().__init__()
        self._bridge = bridge
        self._ticked = dict.fromkeys(items)
        self._rating = True
        self.drafts: dict[str, dict[str, Any]] = {}
        layout = column(self, 6)
        tools = row(spacing=8)
        self._search = SearchField(_("Find"), _("Find what is asked"))
        self._search.textChanged.connect(lambda _text: self._fill())
        shown = [*bridge.catalogue.kinds, *own_kinds(bridge.board, bridge.catalogue)]
        kinds = [(kind, kind_plural(bridge.catalogue, kind)) for kind in shown]
        self._kind = ChoiceBox(_("Kind of card"), kinds, _("All kinds"))
        self._kind.chosen.connect(lambda _kind: self._fill())
        tools.addWidget(self._search, 2)
        tools.addWidget(self._kind, 1)
        layout.addLayout(tools)
        self._list = QListWidget()
        describe(self._list, _("What is asked"))
        # As high as there is room for, so that what is set under it stays in view in a low window.
        self._list.setMinimumHeight(theme().scaled(130))
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._list.itemChanged.connect(self._toggled)
        self._list.itemActivated.connect(self._flip)
        around = frame("card")
        column(around, 0, (2, 2, 2, 2)).addWidget(self._list)
        layout.addWidget(around, 1)
        self._count = label("", "small", "muted")
        layout.addWidget(self._count)
        self.writer = StatementWriter(bridge)
        self.writer.wrote.connect(self.add_draft)
        layout.addWidget(self.writer)

    def ask_for(self, kind: str) -> None:
        """Offer what a round of this kind asks: statements for a rating, else cards."""
        self._rating = kind == "rating"
        self._kind.setVisible(not self._rating)
        self.writer.setVisible(self._rating)
        self._fill()

    def chosen(self) -> list[str]:
        """Return the ids that are ticked and can be asked, those that came with the question first."""
        known = self._offered()
        return [item for item in self._ticked if item in known]

    def _offered(self) -> dict[str, str]:
        board = self._bridge.board
        if self._rating:
            drafts = {item: str(fields["label"]) for item, fields in self.drafts.items()}
            return {s.id: s.label for s in board.statements.values()} | drafts
        return {e.id: e.label for e in board.elements.values()}

    def _fill(self) -> None:
        wanted, kind = self._search.text().strip().casefold(), self._kind.option()
        self._list.blockSignals(True)
        empty(self._list)
        offered = self._offered()
        first = [item for item in self._ticked if item in offered]
        for item in dict.fromkeys([*first, *offered]):
            card = self._bridge.board.elements.get(item)
            if not self._rating and kind and card is not None and card.kind != kind:
                continue
            if wanted and wanted not in offered[item].casefold():
                continue
            line = QListWidgetItem(offered[item] or _("without words"))
            line.setData(_ID, item)
            line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Checked if item in self._ticked else Qt.CheckState.Unchecked)
            if card is not None:
                variant = self._bridge.catalogue.variant(card.kind, card.type)
                line.setIcon(theme().icon(kind_icon(variant), f"kind/{variant}/kind_text", 18))
            self._list.addItem(line)
        self._list.blockSignals(False)
        self._say_count()

    def _toggled(self, line: QListWidgetItem) -> None:
        item = str(line.data(_ID))
        if line.checkState() == Qt.CheckState.Checked:
            self._ticked[item] = None
        else:
            self._ticked.pop(item, None)
        self._say_count()
        self.changed.emit()

    def _flip(self, line: QListWidgetItem) -> None:
        on = line.checkState() == Qt.CheckState.Checked
        line.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _say_count(self) -> None:
        n = len(self.chosen())
        offered = len(self._offered())
        if not offered:
            words = (
                _("There is none yet. Write the first one below.") if self._rating else _("The map has no cards yet.")
            )
        else:
            words = ngettext("{n} is on the ballot", "{n} are on the ballot", n).format(n=n) if n else _("Nothing yet")
        self._count.setText(words)

    def add_draft(self, fields: object) -> None:
        """Put a statement on the ballot that is written down only when the round opens."""
        assert isinstance(fields, dict)
        item = new_id("s-")
        self.drafts[item] = fields
        self._ticked[item] = None
        self._search.clear()
        self._fill()
        self.changed.emit()


class StatementWriter(QWidget):
    """A new statement: its words, the card that it is about, and whether it is for or against the card."""

    wrote = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        layout = column(self, 4)
        line = row(spacing=8)
        self.field = QLineEdit()
        self.field.returnPressed.connect(self._keep)
        self.field.setPlaceholderText(_("Write a new statement that people can agree with or not"))
        describe(self.field, _("New statement"))
        self.field.textChanged.connect(self._check)
        self._add = button(_("Add"), self._keep, "plus")
        line.addWidget(self.field, 1)
        line.addWidget(self._add)
        layout.addLayout(line)
        more = row(spacing=8)
        cards = [(card.id, card.label) for card in bridge.board.elements.values() if card.label]
        self.about = ChoiceBox(_("The card that it is about"), cards, _("About no card"))
        self.about.chosen.connect(lambda _card: self._check())
        stances = bridge.catalogue.record_fields("statement")["stance"].values
        self.stance = Segments(_("Whoever agrees is …"), list(stances))
        self.stance.choose("supports")
        more.addWidget(self.about, 1)
        more.addWidget(self.stance)
        layout.addLayout(more)
        self.hint = WrappedLabel("", "small", "muted")
        layout.addWidget(self.hint)
        self._check()

    def _check(self) -> None:
        words = self.field.text().strip()
        self._add.setEnabled(bool(words))
        self.stance.setVisible(bool(self.about.option()))
        found = ballot_lint.lint(words, self._bridge.catalogue, self._bridge.board.session.language)
        advice = "\n".join(f"{one.message} {one.suggestion}" for one in found)
        self.hint.setText(advice)
        self.hint.setVisible(bool(advice))

    def _keep(self) -> None:
        if not self.field.text().strip():
            return
        fields: dict[str, Any] = {"label": " ".join(self.field.text().split())}
        if about := self.about.option():
            chosen = [key for key, _word in self._bridge.catalogue.record_fields("statement")["stance"].values]
            stance = next((key for key in chosen if self.stance.segment(key).isChecked()), "")
            fields |= {"about": about} | ({"stance": stance} if stance else {})
        self.field.clear()
        self.field.setFocus()
        self.wrote.emit(fields)
