"""Capturing what people say, and sorting it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from stworkshop.i18n import gettext as _
from ui.features.capture import sorting
from ui.features.capture.waiting_dialog import WaitingDialog
from ui.kit.actions import Place
from ui.records.merge_dialog import AlikeDialog
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def register(
    add: Callable[..., None],
    window: ProgramWindow,
    area: Callable[[], QWidget],
    start: Callable[[], object],
    typical: Callable[[], object],
) -> None:
    """Register them; they are there only while a session is open."""
    page = window.page

    def may_edit() -> bool:
        return not page().bridge.read_only

    def unsorted() -> bool:
        return may_edit() and any(note.kind == "unsorted" for note in page().bridge.board.notes.values())

    def sort_with_the_room() -> None:
        page().show_view("map")
        page().bridge.select(())  # no details float over the sentence
        sorting.open_over(area(), page().bridge, window.wall)

    reading = {"enabled": may_edit, "why_not": lambda: _("this session is open for reading only")}
    words = (_("concern"), _("type"), _("quick"))
    add("capture", _("Capture what people say"), start, "Ctrl+Shift+C", "quote", words=words,
        place=Place("insert", 1, 2), **reading)  # fmt: skip
    add("waiting", _("Unsorted notes…"), lambda: _show_waiting(page(), sort_with_the_room), "",
        "sort", words=(_("parking lot"), _("tray")), place=Place("insert", 2, 4))  # fmt: skip
    add("sort-room", _("Sort what was said with the room"), sort_with_the_room, "", "sort", enabled=unsorted,
        why_not=lambda: _("nothing waits to be sorted"), place=Place("insert", 2, 5))  # fmt: skip
    add("typical-cards", _("Typical cards…"), lambda: _show_typical(page(), typical), "", "list",
        words=(_("catalogue"), _("library"), _("examples")), place=Place("insert", 2, 1), **reading)  # fmt: skip
    add("check-duplicates", _("Possible duplicates…"), lambda: AlikeDialog(page(), page().bridge).open(), "", "merge",
        words=(_("duplicates"), _("merge"), _("twice")), place=Place("insert", 3, 3), **reading)  # fmt: skip


def _show_typical(page: Workspace, open_them: Callable[[], object]) -> None:
    page.show_view("map")
    open_them()


def _show_waiting(page: Workspace, sort: Callable[[], None]) -> None:
    dialog = WaitingDialog(page, sort)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _waiting(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.capture.waiting_page import WaitingPage

    return WaitingPage(page)


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    register(
        add,
        window,
        lambda: desk(Around).area,
        lambda: desk(Around).start_capture(),
        lambda: desk(Around).open_typical(),
    )


FEATURE = Feature(
    pages=(Page(ViewKind("waiting", "sort", "", lambda: _("Unsorted notes"), "close", 3), _waiting),),
    actions=_actions,
)
