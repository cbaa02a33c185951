"""The agenda: chosen from the catalogue or one's own; stages are added, removed, moved, renamed and retimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from stworkshop.i18n import gettext as _
from stworkshop.model import agenda
from ui.features.agenda.agenda_model import MINUTES, NAME, TIME, AgendaModel
from ui.features.agenda.stage_chips import minutes_words
from ui.kit.dialog_frame import Dialog, run_dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label, row
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.plain import Menu, set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.bridge import Bridge
from ui.session.clock import Clock

if TYPE_CHECKING:
    from ui.shell.workspace import ProgramWindow

_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class CellDelegate(QStyledItemDelegate):
    """Edits a name or minutes in place."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: object) -> QWidget:
        field = QLineEdit(parent)
        field.setProperty("look", "cell")
        if index.column() == MINUTES:  # type: ignore[attr-defined]
            field.setValidator(QIntValidator(1, 600, field))
            describe(field, _("Minutes"))
        else:
            field.setMaxLength(80)
            describe(field, _("Name"))
        return field


class StageTable(QTableView):
    """The stages; Alt with an arrow moves one, Del takes it out, Ins adds one."""

    def __init__(self, dialog: AgendaDialog, model: AgendaModel) -> None:
        super().__init__()
        self._dialog = dialog
        describe(self, _("Stages"), description=_("Alt with an arrow moves a stage, Del takes it out, Ins adds one"))
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().scaled(32))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        header = self.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (MINUTES, TIME):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, theme().scaled(84))
        header.setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in _KEYS:
            self._dialog.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self._dialog.remove()
        elif event.key() == Qt.Key.Key_Insert:
            self._dialog.add()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class AgendaDialog(Dialog):
    """Everything takes effect at once, and undo takes it back; there is no OK."""

    def __init__(self, parent: QWidget, bridge: Bridge, clock: Clock) -> None:
        super().__init__(parent, _("Agenda"), "timer")
        self._bridge, self._clock = bridge, clock
        self._choice = Segments(_("Agenda to follow"), self._agendas())
        self._choice.chosen.connect(self._choose)
        self.body.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignLeading)
        self._said = WrappedLabel("", "small", "danger")
        self.body.addWidget(self._said)
        self.model = AgendaModel(bridge, clock)
        self.table = StageTable(self, self.model)
        self.table.setMinimumHeight(theme().scaled(120))
        self.body.addWidget(self.table, 1)
        self._empty = WrappedLabel(_("Choose a plan for the day above, or add stages one by one."), "small", "muted")
        self.body.addWidget(self._empty)
        tools = row(spacing=6)
        self._add = button(_("Add a stage"), self.add, "plus", "", "small", shortcut="Ins")
        self._up = button("", lambda: self.shift(-1), "chevron-up", "", "small", name=_("Earlier"), shortcut="Alt+Up")
        self._down = button("", lambda: self.shift(1), "chevron-down", "", "small", name=_("Later"))
        describe(self._down, _("Later"), "Alt+Down")
        self._remove = button(_("Take out"), self.remove, "delete", "", "small", shortcut="Del")
        for part in (self._add, self._up, self._down, self._remove):
            part.setAutoDefault(False)
            tools.addWidget(part)
        tools.addStretch(1)
        self._total = label("", "body_strong")
        tools.addWidget(self._total)
        self.body.addLayout(tools)
        warning = row(spacing=8)
        self._sign = IconLabel("should", "warn", 18)
        self._warning = WrappedLabel("", "small", "warn")
        warning.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self._warning, 1)
        self.body.addLayout(warning)
        self.fill()  # the table takes all the room there is
        self.add_button(button(_("Done"), self.accept, look="primary"), first=True)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._refresh_tools())
        self.model.modelReset.connect(self._refresh)
        self.model.dataChanged.connect(self._refresh)
        bridge.said.connect(self._complain)
        QShortcut(QKeySequence.StandardKey.Undo, self, self._undo)
        QShortcut(QKeySequence.StandardKey.Redo, self, self._redo)
        self._refresh()
        self.resize(theme().scaled(560), min(theme().scaled(640), max(parent.height() - theme().scaled(20), 420)))
        self.table.selectRow(max(0, self.model.row_of(self._here())))
        (self.table if self.model.rowCount() else self._choice.segment("")).setFocus()

    @classmethod
    def open_over(cls, window: ProgramWindow) -> None:
        """Open the agenda of the session that is shown."""
        page = window.page()
        run_dialog(cls(window, page.bridge, page.clock))

    # --- what is done

    def add(self) -> None:
        """Offer the stages; the chosen one comes after the current row."""
        menu = Menu(self)
        for stage, entry in self._bridge.catalogue.stages.items():
            line = menu.addAction(str(entry["label"]))
            set_tip(line, str(entry["description"]))
            line.triggered.connect(lambda _checked=False, stage=stage: self.add_stage(stage))
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height() + 4)))

    def add_stage(self, stage: str) -> None:
        """Add a stage after the current row, and stand on it."""
        after = self.model.row(self.table.currentIndex().row() + 1) if self.table.currentIndex().isValid() else None
        place = {"before": after.item.id} if after is not None else {}
        done = self._bridge.run("add_stage", stage=stage, **place)
        if done is not None:
            self._stand_on(done.ids[0])

    def shift(self, by: int) -> None:
        """Move the current stage one place earlier or later."""
        at = self.table.currentIndex().row()
        one = self.model.row(at)
        if one is None or not 0 <= at + by < self.model.rowCount():
            return
        if self.model.move(one.item.id, at - 1 if by < 0 else at + 2):
            self._stand_on(one.item.id)

    def remove(self) -> None:
        """Take the current stage out."""
        at = self.table.currentIndex().row()
        one = self.model.row(at)
        if one is not None and self._bridge.run("remove_stage", id=one.item.id) is not None:
            self.table.selectRow(min(at, self.model.rowCount() - 1))

    def _undo(self) -> None:
        self._said.setText("")
        self._bridge.undo()

    def _redo(self) -> None:
        self._said.setText("")
        self._bridge.redo()

    def _choose(self, name: str) -> None:
        self._said.setText("")
        self._bridge.run("set_agenda", agenda=name)
        self._refresh()

    # --- what is shown

    def _agendas(self) -> list[tuple[str, str]]:
        known = [(name, str(entry["label"])) for name, entry in self._bridge.catalogue.agendas.items()]
        return [*known, ("", _("None"))]

    def _here(self) -> str:
        now = self._clock.schedule()
        one = now.current or now.next
        return one.item.id if one is not None else ""

    def _stand_on(self, item_id: str) -> None:
        at = self.model.row_of(item_id)
        if at >= 0:
            self.table.setCurrentIndex(self.model.index(at, max(0, self.table.currentIndex().column())))

    def _refresh(self, *_what: object) -> None:
        now = self._clock.schedule()
        stages = sum(not one.pause for one in now.planned)
        total = minutes_words(now.minutes)
        self._total.setText(_("{n} stages, {time}").format(n=stages, time=total) if now.planned else "")
        self._choice.choose(self._bridge.board.session.agenda if now.planned else "")
        self._empty.setVisible(not now.planned)
        long = agenda.without_break([one.item for one in now.planned], self._bridge.catalogue)
        for part in (self._sign, self._warning):
            part.setVisible(bool(long))
        if long:
            item, minutes = long[0]
            words = _("{minutes} minutes without a break by the end of “{stage}”. People need one at least every 75.")
            name = agenda.name(item, self._bridge.catalogue)
            self._warning.setText(words.format(minutes=minutes, stage=name))
        self._refresh_tools()

    def _refresh_tools(self) -> None:
        at = self.table.currentIndex().row()
        one = self.model.row(at)
        able = one is not None and not one.item.started and not self._bridge.read_only
        before = self.model.row(at - 1)
        self._up.setEnabled(able and before is not None and not before.item.started)
        self._down.setEnabled(able and at + 1 < self.model.rowCount())
        self._remove.setEnabled(able)
        self._add.setEnabled(not self._bridge.read_only)

    def _complain(self, message: str, offer: object) -> None:
        """Say here why something was refused, since the page's own line is behind this window."""
        if offer is None:
            self._said.setText(message)
