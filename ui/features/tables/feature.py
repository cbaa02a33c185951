"""Tables that work apart and come together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.features.tables.desk import Merging
from ui.kit.actions import Place
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.words import ElidedLabel, IconLabel
from ui.session.view_kinds import ViewKind
from ui.session.words import table_words
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.kit.actions import Actions
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


class TableLine(QFrame):
    """It is there in a table's copy, and nowhere else."""

    def __init__(self, page: Workspace, actions: Actions) -> None:
        super().__init__()
        self.setProperty("part", "asked-line")
        table = getattr(page.bridge.session, "table_name", "")
        words = _("This is {table}’s copy. It works apart from the others.").format(table=table_words(table))
        describe(self, words)
        layout = row(self, 10, (16, 5, 10, 5))
        layout.addWidget(IconLabel("table-round", "brand_text", 18))
        layout.addWidget(ElidedLabel(words, "body_strong"), 1)
        do = _("Bring back to the facilitator…")
        self.back = button(do, lambda: actions.trigger("bring-back"), "", "", "small")
        layout.addWidget(self.back)
        if not table:
            self.hide()


def register(add: Callable[..., None], merging: Merging, window: ProgramWindow) -> None:
    """Register them; they are there only while a session is open."""
    add(
        "give-to-table", _("Give to a table…"), merging.give, "", "export",
        enabled=lambda: not merging.why_not(), why_not=merging.why_not,
        words=(_("copy"), _("stick"), _("breakout")), place=Place("together", 3, 1),
    )  # fmt: skip
    add(
        "bring-together", _("Bring tables together…"), lambda: merging.bring_together(), "", "merge",
        enabled=lambda: not merging.why_not_together(), why_not=merging.why_not_together,
        words=(_("merge"), _("copies"), _("breakout")), place=Place("together", 3, 2),
    )  # fmt: skip
    carrying = merging.carrying
    add(
        "review-brought", carrying.waiting_words, carrying.review, "", "merge",
        enabled=lambda: bool(carrying.back) and not merging.why_not_together(),
        why_not=lambda: merging.why_not_together() or _("no table has come back over the network"),
        words=(_("tables"), _("merge"), _("network")), place=Place("together", 3, 4),
    )  # fmt: skip
    add(
        "bring-back", _("Bring back to the facilitator…"), carrying.bring_back, "", "table-round",
        enabled=lambda: not carrying.why_not_back(), why_not=carrying.why_not_back,
        words=(_("table"), _("copy"), _("merge"), _("network")), place=Place("together", 3, 3),
    )  # fmt: skip
    add(
        "marks-on-map", lambda: marks_words(window), lambda: toggle_marks(window), "", "tag",
        enabled=lambda: window.page().map_view.drawn.there_are(),
        why_not=lambda: _("no table has drawn anything here"), words=(_("tables"), _("who drew it")),
        place=Place("together", 3, 5),
    )  # fmt: skip


def marks_words(window: ProgramWindow) -> str:
    """Return what switching the marks of the tables would do."""
    on = window.has_session() and window.page().map_view.drawn.on
    return _("Hide which table drew what") if on else _("Show which table drew what")


def toggle_marks(window: ProgramWindow) -> None:
    """Show the marks of the tables on the map, or hide them."""
    page = window.page()
    page.map_view.drawn.show(not page.map_view.drawn.on)
    page.show_view("map")


def _tables(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.tables.tables_page import TablesPage

    return TablesPage(page, desk(Merging))


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    register(add, desk(Merging), window)


FEATURE = Feature(
    pages=(Page(ViewKind("tables", "merge", "", lambda: _("Tables together"), "map", 4), _tables),),
    actions=_actions,
    strips=(lambda page: TableLine(page, page.registry),),
)
