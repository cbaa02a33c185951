"""Several of a list, as chips: a chip takes itself off, the last one opens the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.widgets.basics import button, clear, describe
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import Menu, set_tip


class ManyChoice(QWidget):
    """`chosen` gives all chosen ids in the order in which they were chosen."""

    chosen = Signal(tuple)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]],
        chip: Callable[[str, str], QPushButton] | None = None,
        icon: Callable[[str], QIcon] | None = None,
    ) -> None:
        super().__init__()
        describe(self, name)
        self._name = name
        self._options = tuple(options)
        self._ids: tuple[str, ...] | None = None
        self._chip = chip or _plain_chip
        self._icon = icon
        self._layout = Flow(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.choose(())

    def choose(self, ids: tuple[str, ...]) -> None:
        """Show what is chosen without telling anybody."""
        if ids == self._ids:
            return
        self._ids = ids
        clear(self._layout)
        words = dict(self._options)
        for option in ids:
            chip = self._chip(option, words.get(option, option))
            set_tip(chip, _("Take off: {name}").format(name=words.get(option, option)))
            describe(chip, words.get(option, option), description=chip.toolTip())
            chip.clicked.connect(lambda _checked=False, option=option: self._toggle(option))
            self._layout.addWidget(chip)
        add = button(_("Add"), None, "plus", "chip", name=_("Add: {name}").format(name=self._name))
        add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        add.clicked.connect(lambda: self._open(add))
        self._layout.addWidget(add)
        self.updateGeometry()

    def _open(self, under: QPushButton) -> None:
        menu = Menu(self)
        for option, words in self._options:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(option in (self._ids or ()))
            if self._icon is not None:
                action.setIcon(self._icon(option))
            action.triggered.connect(lambda _checked=False, option=option: self._toggle(option))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def _toggle(self, option: str) -> None:
        ids = self._ids or ()
        new = tuple(i for i in ids if i != option) if option in ids else (*ids, option)
        self.choose(new)
        self.chosen.emit(new)


def _plain_chip(option: str, words: str) -> QPushButton:
    chip = button(words, look="chip", name=words)
    chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return chip
