"""What leaves the laptop, as two pages: all that can be printed, and every format that a copy can be saved in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, frame, label, row, scrolling
from ui.kit.widgets.tiles import Tile
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.shell.exports import forms
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.kit.actions import Action
    from ui.shell.workspace import Workspace


class _Entry(Tile):
    """One action with a sentence that tells what comes out, or why it cannot be done now."""

    def __init__(self, action: Action, says: str) -> None:
        super().__init__("line")
        self._words, self._says, self._key = action.text(), says, action.shortcut
        inside = row(self, 12, (10, 8, 10, 8))
        inside.addWidget(IconLabel(action.icon, "brand_text", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=2)
        self._name = WrappedLabel(self._words, "body_strong")
        self._sentence = WrappedLabel(says, "small", "muted")
        words.addWidget(self._name)
        words.addWidget(self._sentence)
        inside.addLayout(words, 1)
        self.let_through()

    def allow(self, why_not: str) -> None:
        """Let it be chosen, or say in its place why it cannot be done now."""
        self.setEnabled(not why_not)
        self._sentence.setText(why_not or self._says)
        describe(self, self._words, self._key, description=why_not or self._says)


class ActionsPage(ViewPage):
    """Groups of actions, each an entry with a sentence; two beside each other where there is room."""

    def __init__(
        self, page: Workspace, title: str, words: str, groups: Mapping[str, Sequence[tuple[str, str]]]
    ) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, title)
        self._actions = page.registry
        self.rows: dict[str, _Entry] = {}
        self._grids: list[tuple[QGridLayout, list[_Entry]]] = []
        self._across = 0
        body = QWidget()
        body.setProperty("part", "window")
        layout = column(body, 10, (26, 20, 26, 20))
        layout.addWidget(WrappedLabel(title, "heading"))
        layout.addWidget(WrappedLabel(words, "body", "muted"))
        for name, entries in groups.items():
            layout.addSpacing(theme().scaled(6))
            layout.addWidget(label(name, "body_strong"))
            card = frame("card")
            card.setMaximumWidth(theme().scaled(1120))
            grid = QGridLayout(card)
            grid.setContentsMargins(*(theme().scaled(6),) * 4)
            grid.setSpacing(theme().scaled(2))
            self._grids.append((grid, [self._entry(action_id, says) for action_id, says in entries]))
            layout.addWidget(card)
        layout.addStretch(1)
        column(self).addWidget(scrolling(body))
        self.setFocusProxy(next(iter(self.rows.values())))
        self.follow(self._refresh)
        self._refresh()

    def shown(self) -> None:
        """Say what can be done now."""
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(2 if self.width() >= theme().scaled(760) else 1)

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for grid, entries in self._grids:
            for at, entry in enumerate(entries):
                grid.addWidget(entry, at // across, at % across, Qt.AlignmentFlag.AlignTop)
            for at in range(2):
                grid.setColumnStretch(at, 1 if at < across else 0)

    def _entry(self, action_id: str, says: str) -> _Entry:
        made = _Entry(self._actions[action_id], says)
        made.clicked.connect(lambda: self._actions.trigger(action_id))
        self.rows[action_id] = made
        return made

    def _refresh(self) -> None:
        for action_id, made in self.rows.items():
            made.allow(self._actions.refusal(self._actions[action_id]))


def print_page(page: Workspace) -> ActionsPage:
    """Return the page of all that can be printed."""
    groups = {
        _("To take home"): (
            (
                "print",
                _("One sheet for everybody. The long summary, large print and pages for each person if you want."),
            ),
            ("print-absent", _("What was said about them, what was decided, and a sheet to answer on.")),
        ),
        _("For the room"): (
            ("print-kit", _("Everything for the table, in one go: agenda, name tents, cards, ballots.")),
            ("print-poster", _("The map on one large page, or on many sheets to stick together.")),
            ("print-cards", _("The cards of the map or empty ones, to lay out on a table or the wall.")),
        ),
        _("For a round on paper"): (
            ("print-ballots", _("One for each person, with a code of its own.")),
            ("import-ballots", _("Answers that somebody typed into a spreadsheet.")),
        ),
    }
    return ActionsPage(page, _("Print"), _("A preview comes first; nothing is printed at once."), groups)


def save_page(page: Workspace) -> ActionsPage:
    """Return the page of all formats that a copy can be saved in."""
    names = {
        "summary": _("The summary"), "map": _("The map"), "tables": _("Spreadsheets and calendars"),
        "data": _("The whole workshop, for other programs"), "drafts": _("Working drafts for what comes next"),
    }  # fmt: skip
    groups = {
        words: [(f"export-{form.id}", form.says) for form in forms() if form.group == name]
        for name, words in names.items()
    }
    return ActionsPage(page, _("Save a copy"), _("This workshop stays as it is."), groups)
