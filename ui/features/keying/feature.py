"""Ballots on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Round
from ui.features.keying.keying_page import KeyingPage
from ui.kit.actions import Place
from ui.session.view_kinds import ViewKind
from ui.session.whose_round import why_none_here
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    """Register them; they are there only while a session is open."""

    def asked() -> Round | None:
        """Return the round that is being keyed, else the newest open one of this laptop."""
        session = window.page().bridge.session
        open_ones = [
            record
            for record in session.board.rounds.values()
            if record.closed_order is None and record.opened_by in ("", session.laptop)
        ]
        return max(open_ones, key=lambda record: record.seq, default=None)

    def may() -> bool:
        return asked() is not None and not window.page().bridge.read_only

    def why_not() -> str:
        return why_none_here(window.page().bridge)

    def print_ballots() -> None:
        found = asked()
        if found is not None:
            window.papers.print_ballots(found)

    def import_ballots() -> None:
        window.page().show_view("keying")
        page = window.page().view_page("keying")
        assert isinstance(page, KeyingPage)
        page.import_csv()

    add(
        "print-ballots",
        _("Print ballots…"),
        print_ballots,
        "",
        "print",
        enabled=may,
        why_not=why_not,
        words=(_("paper"), _("vote"), _("round")),
        place=Place("print", 2, 1),
    )
    add(
        "import-ballots",
        _("Import ballots from CSV…"),
        import_ballots,
        "",
        "import",
        enabled=may,
        why_not=why_not,
        words=(_("paper"), _("vote"), _("spreadsheet")),
        place=Place("print", 2, 3),
    )


def _keying(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.keying.keying_page import KeyingPage

    return KeyingPage(page, lambda round_id: desk(Around).close_round(round_id))


FEATURE = Feature(
    pages=(
        Page(
            ViewKind("keying", "keyboard", "", lambda: _("Paper ballots"), "ask", 2, place=Place("print", 2, 2)),
            _keying,
        ),
    ),
    actions=_actions,
)
