"""What people agree about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from stworkshop.rounds.agreement import closed_rounds
from ui.kit.actions import Place
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.features.agreement.agreement_page import AgreementPage
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    """Register them; each brings the agreement page to the front."""

    def page() -> AgreementPage:
        from ui.features.agreement.agreement_page import AgreementPage

        workshop = window.page()
        if workshop.view != "agreement":
            workshop.show_view("agreement")
        found = workshop.view_page("agreement")
        assert isinstance(found, AgreementPage)
        return found

    def has_answers() -> bool:
        return bool(closed_rounds(window.page().bridge.board, "rating"))

    add("write-statement", _("Write a statement…"), lambda: page().write(), "", "plus",
        enabled=lambda: not window.page().bridge.read_only, why_not=lambda: _("open for reading only"),
        words=(_("ballot"), _("agree")), place=Place("insert", 2, 2))  # fmt: skip
    add("hear-both-ends", _("Hear both sides: three minutes"), lambda: page().hear_both_ends(), "", "talk",
        enabled=has_answers, why_not=lambda: _("no round of statements is closed yet"),
        words=(_("timer"), _("contested")), place=Place("workshop", 2, 5))  # fmt: skip
    add("statement-on-wall", _("Show the statement on the wall"), lambda: page().show_on_wall(), "", "projector",
        enabled=lambda: has_answers() and window.wall.is_open,
        why_not=lambda: _("the projector is not on"), words=(_("projector"),),
        place=Place("view/wall", 2, 2))  # fmt: skip


def _agreement(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.agreement.agreement_page import AgreementPage

    return AgreementPage(page)


FEATURE = Feature(
    pages=(Page(ViewKind("agreement", "agreement", "3", lambda: _("Agreement"), "understand", 1), _agreement),),
    actions=_actions,
)
