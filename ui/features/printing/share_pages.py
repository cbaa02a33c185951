"""What leaves the laptop, as two pages: all that can be printed, and every format that a copy can be saved in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label
from ui.kit.widgets.plain import Button, set_tip
from ui.kit.widgets.words import WrappedLabel
from ui.shell.exports import forms
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace


class ActionsPage(ViewPage):
    """Groups of actions, each a row; what cannot be done now is grey and says why."""

    def __init__(self, page: Workspace, title: str, words: str, groups: Mapping[str, Sequence[str]]) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, title)
        self._actions = page.registry
        self.rows: dict[str, Button] = {}
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("part", "window")
        layout = column(body, 10, (26, 20, 26, 20))
        layout.addWidget(WrappedLabel(title, "heading"))
        layout.addWidget(WrappedLabel(words, "body", "muted"))
        for name, ids in groups.items():
            layout.addSpacing(theme().scaled(6))
            layout.addWidget(label(name, "body_strong"))
            card = frame("card")
            card.setMaximumWidth(theme().scaled(860))
            inside = column(card, 0, (6, 6, 6, 6))
            for action_id in ids:
                inside.addWidget(self._row(action_id))
            layout.addWidget(card)
        layout.addStretch(1)
        area.setWidget(body)
        column(self).addWidget(area)
        self.setFocusProxy(next(iter(self.rows.values())))
        self.follow(self._refresh)
        self._refresh()

    def shown(self) -> None:
        """Say what can be done now."""
        self._refresh()

    def _row(self, action_id: str) -> QWidget:
        action = self._actions[action_id]
        made = button(action.text(), lambda: self._actions.trigger(action_id), action.icon, "row", name=action.text())
        made.setMinimumHeight(theme().scaled(36))
        assert isinstance(made, Button)
        self.rows[action_id] = made
        return made

    def _refresh(self) -> None:
        for action_id, made in self.rows.items():
            why = self._actions.refusal(self._actions[action_id])
            made.setEnabled(not why)
            set_tip(made, why)
            describe(made, made.text(), self._actions[action_id].shortcut, description=why)


def print_page(page: Workspace) -> ActionsPage:
    """Return the page of all that can be printed."""
    groups = {
        _("To take home"): ("print", "print-absent"),
        _("For the room"): ("print-kit", "print-poster", "print-cards"),
        _("For a round on paper"): ("print-ballots", "import-ballots"),
    }
    return ActionsPage(page, _("Print"), _("A preview comes first; nothing is printed at once."), groups)


def save_page(page: Workspace) -> ActionsPage:
    """Return the page of all formats that a copy can be saved in."""
    names = {
        "summary": _("The summary"), "map": _("The map"), "tables": _("Spreadsheets and calendars"),
        "data": _("The whole workshop, for other programs"), "drafts": _("Working drafts for what comes next"),
    }  # fmt: skip
    groups = {words: [f"export-{form.id}" for form in forms() if form.group == name] for name, words in names.items()}
    return ActionsPage(page, _("Save a copy"), _("This workshop stays as it is."), groups)
