"""Files that do not come from the same start: their cards stand beside those of the map, in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stworkshop.exchange import mapping
from stworkshop.exchange.foreign import Plan, Report
from stworkshop.exchange.incoming import beside
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge import read_copies
from stworkshop.model.session_content import SessionContent
from stworkshop.model.wording import ended
from stworkshop.rounds.answers_in_words import capital
from ui.kit.dialog_frame import Dialog, run_dialog
from ui.kit.widgets.basics import button
from ui.kit.widgets.words import WrappedLabel

if TYPE_CHECKING:
    from ui.shell.workspace import ProgramWindow

_NONE = -1


class Doubt(Dialog):
    """A question with several ways to go on, and the one that does nothing, which has the focus."""

    def __init__(self, parent: QWidget, title: str, words: str, ways: Sequence[str]) -> None:
        super().__init__(parent, title, "question-prompt")
        self.choice = _NONE
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        self.buttons = [button(way, partial(self._choose, number)) for number, way in enumerate(ways)]
        for made in self.buttons:
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.body.addWidget(made)
        self.add_button(button(_("Leave it"), self.reject), first=True)

    def _choose(self, number: int) -> None:
        self.choice = number
        self.accept()

    @classmethod
    def ask(cls, parent: QWidget, title: str, words: str, ways: Sequence[str]) -> int:
        """Return which way was chosen, -1 for none."""
        dialog = cls(parent, title, words, ways)
        run_dialog(dialog)
        choice = dialog.choice
        return choice


def bring_beside(
    window: ProgramWindow,
    paths: Sequence[Path],
    told: Callable[[str, Report], object],
    failed: Callable[[Exception], object],
    before: Sequence[str] = (),
) -> None:
    """Read other sessions off the window's thread, and bring their cards and links onto the map, a step for each.

    `told` gets the name and the report of each; `before` are the cards that came already.
    """
    path, later = paths[0], paths[1:]
    bridge = window.page().bridge
    why = window.registry["bring-in"].why_not()
    if why:
        window.say(ended(capital(why)), None)
        return
    board, catalogue = bridge.board.copy(), bridge.catalogue

    def read() -> Plan:
        (copy,) = read_copies.read_copies([path])
        content = SessionContent(list(copy.board.records()))
        found = beside(content, path.name, catalogue)
        return mapping.planned(found.foreign, found.choices, board, catalogue)

    def done(plan: Plan) -> None:
        cards = list(before)
        if plan.records:
            decided = bridge.run("bring_in", records=[dict(entry) for entry in plan.records])
            if decided is None:
                return
            told(path.name, plan.report)
            cards += [i for i in decided.ids if i in bridge.board.elements]
        if later:
            bring_beside(window, later, told, failed, cards)
            return
        page = window.page()
        page.show_view("map")
        if not cards:
            bridge.say(_("There is no card in “{name}”, so nothing was brought in.").format(name=path.name))
            return
        bridge.select(cards)
        page.map_view.show_whole(cards)
        words = ngettext("{n} card brought in beside yours.", "{n} cards brought in beside yours.", len(cards))
        alike = (_("Do some say the same?"), lambda: window.registry.trigger("check-duplicates"))
        bridge.say(words.format(n=len(cards)), alike)

    window.background.run(read, done, failed, window.page())
