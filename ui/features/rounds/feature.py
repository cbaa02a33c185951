"""Silent rounds: statements, dots, rankings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Round
from ui.features.rounds.asking import ask
from ui.features.rounds.passing import answer, close_round, pass_laptop
from ui.features.rounds.phones import ask_with_telephones
from ui.kit.actions import Place
from ui.presence.roles import not_leading
from ui.session.view_kinds import BY_ID, ViewKind
from ui.session.whose_round import to_answer, why_none_here
from ui.shell.feature import Around, Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    """Register them; they are there only while a session is open."""

    def newest() -> Round | None:
        return open_round_here(window)

    def with_newest(do: Callable[..., object]) -> Callable[[], object]:
        def run() -> object:
            record = newest()
            return do(window.page(), record.id) if record is not None else None

        return run

    def to_be_answered() -> Round | None:
        return next(iter(to_answer(window.page().bridge)), None) if window.has_session() else None

    def answer_newest() -> None:
        if (record := to_be_answered()) is not None:
            answer(window.page(), record.id)

    none = {"enabled": lambda: newest() is not None, "why_not": lambda: why_none_here(window.page().bridge)}
    add("ask-room", _("Ask the room…"), lambda: ask(window.page(), kind=usual_kind(window)), "", "ballot",
        enabled=lambda: not window.page().bridge.read_only and not not_leading(window.page().bridge),
        why_not=lambda: not_leading(window.page().bridge) or _("open for reading only"),
        words=(_("vote"), _("round"), _("rating"), _("dots"), _("ranking")), place=Place("workshop", 2, 1))  # fmt: skip
    add("answer-round", _("Answer what the facilitator asks"), answer_newest, "", "ballot",
        enabled=lambda: to_be_answered() is not None, why_not=lambda: _("nobody asks anything in this room now"),
        words=(_("vote"), _("ballot"), _("sheet")), place=Place("workshop", 2, 2))  # fmt: skip
    add("pass-laptop", _("Pass the laptop"), with_newest(pass_laptop), "", "pass-on", words=(_("ballot"),),
        place=Place("workshop", 2, 3), **none)  # fmt: skip
    add("close-round", _("Close the round…"), with_newest(close_round), "", "ballot",
        place=Place("workshop", 2, 4), **none)  # fmt: skip
    add("ask-telephones", _("Let telephones answer…"), with_newest(ask_with_telephones), "", "qr",
        words=(_("phone"), _("mobile"), _("vote"), _("code")), place=Place("together", 1, 4), **none)  # fmt: skip


def usual_kind(window: ProgramWindow) -> str:
    """Return the kind of round that the running stage is for."""
    return "dots" if window.page().bridge.board.session.stage == "prioritise" else "rating"


def open_round_here(window: ProgramWindow) -> Round | None:
    """Return the round that was opened last on this laptop and is open still."""
    if not window.has_session() or window.page().bridge.read_only:
        return None
    session = window.page().bridge.session
    mine = [
        record
        for record in session.board.rounds.values()
        if record.closed_order is None and record.opened_by in ("", session.laptop)
    ]
    return max(mine, key=lambda record: record.seq, default=None)


def _rounds(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.rounds.rounds_page import RoundsPage

    return RoundsPage(page, BY_ID.__contains__, desk(Around).show_result)


FEATURE = Feature(
    pages=(Page(ViewKind("rounds", "ballot", "", lambda: _("Rounds"), "ask", 1), _rounds),),
    actions=_actions,
)
