"""What Home does with sessions that are not open: rename, duplicate, trash and back, print, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from stworkshop.i18n import gettext as _
from ui.features.home.shelf import Item
from ui.kit.confirm_dialog import Confirm
from ui.kit.theme import theme
from ui.kit.widgets.plain import Menu
from ui.shell.exports import Exports, Form, fill_menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from stworkshop.session.session import Session
    from ui.features.home.openings import Openings
    from ui.shell.workspace import ProgramWindow


class HomeDoings:
    """Carries out what tiles and rows of Home ask for."""

    def __init__(
        self,
        window: ProgramWindow,
        openings: Openings,
        preview: Callable[[Session], object],
        exports: Exports,
        refresh: Callable[[], object],
    ) -> None:
        self._window, self._preferences, self._library = window, window.preferences, openings.library
        self._openings, self._preview, self._exports, self._refresh = openings, preview, exports, refresh

    def do(self, item: Item, what: str) -> None:
        """Do `what` with a session; what cannot be done is told in a dialog."""
        verb, _colon, words = what.partition(":")
        doings = {
            "rename": lambda: self._rename(item, words),
            "duplicate": lambda: self._duplicate(item),
            "trash": lambda: self._trash(item),
            "restore": lambda: self._restore(item),
            "purge": lambda: self._purge(item),
            "forget-file": lambda: self._forget(item),
            "print": lambda: self._print(item),
            "export": lambda: self._export(item),
        }
        self._window.attempt(doings[verb])

    def _rename(self, item: Item, words: str) -> None:
        self._library.rename(item.key, words)
        self._refresh()

    def _duplicate(self, item: Item) -> None:
        self._library.duplicate(item.key)
        self._refresh()
        self._window.say(_("Duplicated: {name}").format(name=item.label), None)

    def _trash(self, item: Item) -> None:
        self._library.trash(item.key)
        self._refresh()
        undo = (_("Undo"), lambda: self._window.attempt(lambda: self._restore(item)))
        self._window.say(_("In the trash: {name}").format(name=item.label), undo)

    def _restore(self, item: Item) -> None:
        self._library.restore(item.key)
        self._refresh()

    def _purge(self, item: Item) -> None:
        question = _("Delete “{name}” for good?").format(name=item.label)
        words = _("Its cards, links and answers cannot be brought back afterwards.")
        if Confirm.ask(self._window, question, words, _("Delete for good"), _("Keep it")):
            self._library.purge(item.key)
            self._refresh()

    def _forget(self, item: Item) -> None:
        self._preferences.forget_recent_file(item.key)
        self._refresh()

    def _print(self, item: Item) -> None:
        with self._openings.item(item, read_only=True) as session:
            self._preview(session)

    def _export(self, item: Item) -> None:
        menu = Menu(self._window)

        def add(into: QMenu, form: Form) -> None:
            action = into.addAction(theme().icon(form.icon, size=17), form.words)
            action.triggered.connect(lambda _checked=False: self._write(item, form))

        fill_menu(menu, add)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos() if not QCursor.pos().isNull() else self._window.mapToGlobal(QPoint(200, 200)))

    def _write(self, item: Item, form: Form) -> None:
        def write() -> None:
            session = self._openings.item(item, read_only=True)
            self._exports.export(session, form, session.close)

        self._window.attempt(write)
