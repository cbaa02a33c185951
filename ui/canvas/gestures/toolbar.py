"""The toolbar that floats at the foot of the map: tools, filter, lens, focus, zoom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy

from stworkshop.i18n import gettext as _
from ui.canvas.city.steps import CARD, CITY, ZONE
from ui.canvas.gestures.permits import why_not
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label, line, row, set_property
from ui.kit.widgets.plain import set_tip

if TYPE_CHECKING:
    from ui.canvas.map_hands import MapHands

FOOT = 12
_NARROW = 620


class CanvasToolbar(QFrame):
    """Thirteen buttons; in a narrow view those with words show their icon only."""

    def __init__(self, view: MapHands) -> None:
        super().__init__(view)
        self._view = view
        self.covered = (0, 0)  # pixels at the left and right that floating panels take
        self.setProperty("part", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        describe(self, _("Tools of the map"))
        layout = row(self, 2, (4, 4, 4, 4))
        self._select = self._tool("select", "follow", _("Select and move"), "Esc")
        self._link = self._tool("link", "link", _("Link cards"), "L")
        self._group = button("", view.doing.group, "group", "quiet", name=_("Group or ungroup"), shortcut="Ctrl+G")
        self._tidy = button("", view.tidy, "layout", "quiet", name=_("Tidy all"))
        self.filter = button("", self._open_filter, "filter", "quiet", name=_("Show all kinds or some"))
        self.lens = button(_("Story"), self._open_lens, "lens", "quiet", name=_("Lens: which links show as lines"))
        self.focus = button(_("Focus"), view.toggle_focus, "eye", "quiet", name=_("Focus on the card"), shortcut="F")
        self.focus.setCheckable(True)
        self.filter.setCheckable(True)
        self._out = button("", view.steps.out, "zoom-out", "quiet", name=_("Zoom out"), shortcut="-")
        self._percent = label("100 %", "small")
        self._in = button("", view.steps.come_in, "zoom-in", "quiet", name=_("Zoom in"), shortcut="+")
        self._fit = button("", view.steps.show_whole, "fit", "quiet", name=_("Show the whole map"), shortcut="0")
        self._steps = {
            CITY: self._step(_("City"), view.steps.show_city, _("The map from afar"), "Alt+1"),
            ZONE: self._step(_("Zone"), view.steps.show_zone, _("The cards of one topic"), "Alt+2"),
            CARD: self._step(_("Card"), view.steps.show_card, _("Words at full size"), "Alt+3"),
        }
        self._percent.setFixedWidth(theme().scaled(44))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (
            self._select, self._link, self._group, self._tidy, bar(), *self._steps.values(), bar(),
            self.lens, self.filter, self.focus, bar(), self._out,
            self._percent, self._in, self._fit,
        ):  # fmt: skip
            layout.addWidget(part)
        self._tips = {made: made.toolTip() for made in (self._link, self._group, self._tidy)}
        view.zoom_changed.connect(self._zoomed)
        view.tool_changed.connect(self._tool_changed)
        view.steps.changed.connect(self._stepped)
        view.emphasized.connect(self.refresh)
        self._zoomed(view.zoom)
        self._tool_changed(view.tool)
        self.refresh()

    def place(self) -> None:
        """Float in the middle of the view's foot."""
        port = self._view.viewport().rect()
        narrow = port.width() - sum(self.covered) < theme().scaled(_NARROW)
        self.lens.setVisible(not self._view.lens.lies_open)
        self.lens.setText("" if narrow else self._view.lens.word)
        self.focus.setText("" if narrow else _("Focus"))
        for part in (self.lens, self.focus):
            set_property(part, "square", "true" if narrow else "")
        for part in self._steps.values():
            part.setVisible(True)
        if self.sizeHint().width() > port.width() - sum(self.covered):
            for part in self._steps.values():
                part.setVisible(False)
        self.adjustSize()
        self.resize(self.sizeHint())
        self.move(
            self.covered[0] + round((port.width() - sum(self.covered) - self.width()) / 2),
            port.height() - self.height() - FOOT,
        )

    def refresh(self) -> None:
        """Say what can be done now."""
        view = self._view
        editable = not view.read_only
        for made, action_id, able in (
            (self._link, "map.link", editable),
            (self._group, "map.group", editable and len(view.doing.cards) > 1),
            (self._tidy, "map.tidy", editable),
        ):
            reason = why_not(view, action_id)
            made.setEnabled(able and not reason)
            set_tip(made, reason or self._tips[made])
        if view.tool == "link" and not self._link.isEnabled():
            view.set_tool("select")
        focused = bool(view.map_scene.emphasis.focus)
        self.focus.setChecked(focused)
        self.focus.setEnabled(focused or bool(view.doing.cards))
        is_part = view.map_scene.emphasis.kinds is not None
        self.filter.setChecked(is_part)
        self.filter.setAccessibleName(_("Shown: {what}").format(what=view.filter.word))
        self.lens.setAccessibleName(_("Lens: {name}").format(name=view.lens.word))
        self.place()

    def _tool(self, tool: str, icon: str, name: str, shortcut: str) -> QPushButton:
        made = button("", lambda: self._choose(tool), icon, "quiet", name=name, shortcut=shortcut)
        made.setCheckable(True)
        return made

    def _choose(self, tool: str) -> None:
        self._view.set_tool(tool)
        self._tool_changed(self._view.tool)
        self._view.setFocus()

    def _tool_changed(self, tool: str) -> None:
        self._select.setChecked(tool == "select")
        self._link.setChecked(tool == "link")

    def _zoomed(self, zoom: float) -> None:
        self._percent.setText(_("{n} %").format(n=round(zoom * 100)))
        self._stepped()

    def _step(self, word: str, go: Callable[[], object], name: str, shortcut: str) -> QPushButton:
        made = button(word, go, "", "quiet", name=name, shortcut=shortcut)
        made.setCheckable(True)
        return made

    def _stepped(self) -> None:
        for step, made in self._steps.items():
            made.setChecked(step == self._view.steps.step)
        self._percent.setVisible(not self._view.steps.from_afar)

    def _open_lens(self) -> None:
        self._open(self._view.lens.menu(), self.lens)

    def _open_filter(self) -> None:
        self.refresh()
        self._open(self._view.filter.menu(), self.filter)

    @staticmethod
    def _open(menu: QMenu, over: QPushButton) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        at = over.mapToGlobal(QPoint(0, 0))
        menu.popup(QPoint(at.x(), at.y() - menu.sizeHint().height() - 6))


def bar() -> QFrame:
    """Return a hairline between groups of buttons."""
    made = line(upright=True)
    made.setFixedHeight(theme().scaled(20))
    made.setContentsMargins(4, 0, 4, 0)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made
