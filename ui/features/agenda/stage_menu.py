"""The menu of one stage of the agenda, and the small sheets in which its name, minutes and people are set."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QMenu, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.agenda import Planned
from ui.kit.actions import Actions
from ui.kit.theme import theme
from ui.kit.widgets.plain import Menu
from ui.kit.widgets.popover import Popover
from ui.presence.roles import not_staging
from ui.session.bridge import Bridge
from ui.session.clock import Clock


class StageMenu(QObject):
    """Builds the menu beside a stage; every entry is one command, which can be undone."""

    def __init__(self, bridge: Bridge, clock: Clock, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._clock, self._actions, self._over = bridge, clock, actions, parent

    def open(self, item_id: str, beside: QWidget) -> None:
        """Open the menu of a stage under its control."""
        menu = Menu(self._over)
        self.fill(menu, item_id, beside)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height() + theme().scaled(4))))

    def fill(self, menu: QMenu, item_id: str, beside: QWidget) -> None:
        """Put into a menu what can be done with a stage."""
        now = self._clock.schedule()
        one = now.find(item_id)
        if one is None:
            return
        forbidden = not_staging(self._bridge)
        able = not self._bridge.read_only and not forbidden
        if forbidden:
            menu.addAction(forbidden).setEnabled(False)
            menu.addSeparator()
        order = [planned.item.id for planned in now.planned]
        at = order.index(item_id)
        begun = bool(one.item.started)
        start = _("Go on with this stage") if one.state == "done" else _("Start this stage")
        after = order[at + 2] if at + 2 < len(order) else ""
        self._entry(
            menu, start, "play", able and one.state != "current", lambda: self._run("start_stage", item=item_id)
        )
        self._entry(menu, _("Minutes…"), "timer", able, lambda: self.ask_minutes(one, beside))
        self._entry(menu, _("Rename…"), "edit", able, lambda: self.ask_name(one, beside))
        self._entry(menu, _("People here…"), "people", able and begun, lambda: self.ask_heads(one, beside))
        menu.addSeparator()
        earlier = able and not begun and at > 0 and not now.planned[at - 1].item.started
        self._entry(
            menu, _("Earlier"), "chevron-left", earlier,
            lambda: self._run("move_stage", id=item_id, before=order[at - 1]),
        )  # fmt: skip
        later = able and not begun and at + 1 < len(order)
        self._entry(menu, _("Later"), "chevron-right", later, lambda: self._run("move_stage", id=item_id, before=after))
        self._entry(
            menu, _("Take it out of the agenda"), "delete", able and not begun,
            lambda: self._run("remove_stage", id=item_id),
        )  # fmt: skip
        menu.addSeparator()
        adding = menu.addMenu(theme().icon("plus", size=17), _("Add a stage after it"))
        adding.setEnabled(able)
        following = order[at + 1] if at + 1 < len(order) else ""
        for stage, entry in self._bridge.catalogue.stages.items():
            line = adding.addAction(str(entry["label"]))
            line.triggered.connect(self._adder(stage, following))
        self._actions.into_menu(menu, "stage-agenda")

    def ask_minutes(self, one: Planned, beside: QWidget) -> None:
        """Ask how long a stage is to take."""
        sheet = Popover(self._over.window(), _("How long is “{stage}”?").format(stage=one.label), wide=280)
        field = sheet.field(_("Minutes"), str(one.seconds // 60), _("1 to 600"))
        field.setValidator(QIntValidator(1, 600, field))
        sheet.verbs(_("Set"), lambda: self._run("edit_stage", id=one.item.id, minutes=int(field.text())), _("Leave it"))
        sheet.open_under(beside, field)
        field.selectAll()

    def ask_name(self, one: Planned, beside: QWidget) -> None:
        """Ask what the room calls a stage; the catalogue's name stands where nothing is typed."""
        sheet = Popover(self._over.window(), _("What is “{stage}” called here?").format(stage=one.label), wide=320)
        stage = self._bridge.catalogue.stages.get(one.item.stage)
        field = sheet.field(_("Name"), one.label, _("Empty: its usual name"))
        field.setMaxLength(80)

        def keep() -> None:
            words = field.text().strip()
            usual = stage is not None and words == str(stage["label"])
            self._run("edit_stage", id=one.item.id, label="" if usual else words)

        sheet.verbs(_("Rename"), keep, _("Leave it"))
        sheet.open_under(beside, field)
        field.selectAll()

    def ask_heads(self, one: Planned, beside: QWidget) -> None:
        """Ask how many people are in the room; a number, no names."""
        sheet = Popover(self._over.window(), _("How many people are here?"), _("A number, no names."), wide=280)
        known = one.item.heads if one.item.heads is not None else self._clock.schedule().heads
        field = sheet.field(_("People here in “{stage}”").format(stage=one.label), "" if known is None else str(known))
        field.setValidator(QIntValidator(0, 1000, field))

        def keep() -> None:
            if field.text():
                self._run("count_heads", id=one.item.id, heads=int(field.text()))

        sheet.verbs(_("Keep"), keep, _("Leave it"))
        sheet.open_under(beside, field)
        field.selectAll()

    def _entry(self, menu: QMenu, words: str, icon: str, able: bool, run: Callable[[], object]) -> None:
        line = menu.addAction(theme().icon(icon, "danger" if icon == "delete" else "text_2", 17), words)
        line.setEnabled(able)
        line.triggered.connect(lambda _checked=False: run())

    def _adder(self, stage: str, before: str) -> Callable[[], object]:
        return lambda: self._run("add_stage", stage=stage, **({"before": before} if before else {}))

    def _run(self, name: str, **arguments: object) -> None:
        self._bridge.run(name, **arguments)
