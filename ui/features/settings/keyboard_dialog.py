"""All keys at a glance: those of the registry, and the single keys of the map."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.actions import Actions
from ui.kit.bounded import Bounded
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, key_cap, label, line, row


class KeyboardDialog(Bounded):
    """Two columns of keys with what they do."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent, _("Keyboard"))
        layout = column(self)
        head = row(spacing=8, margins=(22, 14, 12, 12))
        head.addWidget(label(_("Keyboard"), "heading"), 1)
        head.addWidget(button("", self.accept, "close", "quiet", name=_("Close")))
        layout.addLayout(head)
        layout.addWidget(line())
        area = QScrollArea()
        area.setWidgetResizable(True)
        describe(area, _("List of keys"))
        body = QWidget()
        body.setProperty("part", "surface")
        whole = column(body, 12, (24, 16, 24, 20))
        groups = (
            (_("Everywhere"), _of_actions(actions)), (_("On the map"), _of_map()),
            (_("Agreement"), _of_agreement()), (_("Influence"), _of_influence()),
        )  # fmt: skip
        for title, keys in groups:
            whole.addWidget(label(title, "body_strong"))
            whole.addLayout(_grid(keys))
        whole.addStretch(1)
        area.setWidget(body)
        layout.addWidget(area, 1)
        self.resize(theme().scaled(640), theme().scaled(560))


def _of_actions(actions: Actions) -> list[tuple[str, str]]:
    plain = {"undo": _("Undo"), "redo": _("Redo")}
    known = (a for a in actions if a.shortcut and a.shown() and not a.id.startswith("map."))
    return [(a.shortcut, plain.get(a.id) or a.text()) for a in known]


def _of_map() -> list[tuple[str, str]]:
    return [
        ("Tab", _("next card in reading order")),
        (_("arrows"), _("nearest card that way, or move the selected cards")),
        (_("Ctrl+arrows"), _("along a link")),
        ("Space", _("select or deselect")),
        ("Enter", _("edit the words")),
        ("L", _("link from the card")),
        ("K", _("make it another kind")),
        ("F", _("focus; Esc leaves")),
        ("S C O V P W", _("add a person or group, concern, outcome, service, process, law")),
        ("A D H R M N Q", _("add an AI part, data, a place to check, risk, measure, decision, question")),
        ("Del", _("delete, with undo in the message")),
        ("Ctrl+C  Ctrl+X  Ctrl+V", _("copy, cut and paste cards with their links")),
        ("Ctrl+D", _("duplicate")),
        (_("Ctrl and drag"), _("put down a copy")),
        (_("Alt and drag"), _("only move; the topic stays")),
        ("Ctrl+G", _("group or ungroup")),
        ("0", _("show the whole map")),
        ("+  -", _("zoom")),
    ]


def _of_agreement() -> list[tuple[str, str]]:
    return [
        ("↑  ↓", _("statement before, next statement")),
        ("Enter", _("to the statement’s own panel")),
        ("H", _("hear both sides, three minutes")),
    ]


def _of_influence() -> list[tuple[str, str]]:
    return [
        ("←  →", _("less affected, more affected")),
        ("↑  ↓", _("more influence, less influence")),
        ("PgUp  PgDown", _("name before, next name")),
        ("Enter", _("to the panel; a name that waits goes to the middle")),
    ]


def _grid(keys: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().scaled(14))
    grid.setVerticalSpacing(theme().scaled(7))
    half = (len(keys) + 1) // 2
    for at, (key, words) in enumerate(keys):
        where = (at % half, 2 * (at // half))
        grid.addWidget(key_cap(key), *where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        text: QLabel = label(words, "small", wrap=True)
        grid.addWidget(text, where[0], where[1] + 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return grid
