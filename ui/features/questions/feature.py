"""The questions that the map asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.questions.findings_strip import FindingsStrip
from ui.features.questions.question_desk import QuestionDesk
from ui.features.questions.question_wall import on_wall
from ui.kit.actions import Place
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def register(
    add: Callable[..., None],
    window: ProgramWindow,
    strip: Callable[[], FindingsStrip],
    desk: Callable[[], QuestionDesk],
) -> None:
    """Register them; they are there only while a session is open."""
    wall = on_wall(window.wall)

    def asked() -> bool:
        return desk().current is not None

    def none() -> str:
        return _("the map asks nothing now")

    def no_wall() -> str:
        return none() if window.wall.is_open else _("the projector is not on")

    def show() -> None:
        found = desk().current
        if found is not None or wall.on:
            wall.toggle(found.message if found else "", found.suggestion if found else "")

    def fold() -> None:
        strip().fold(not strip().folded)

    def words() -> str:
        shown = window.has_session() and not strip().folded
        return _("Fold the questions at the foot") if shown else _("Show the questions at the foot")

    def wall_words() -> str:
        return _("Take the question off the wall") if wall.on else _("Show this question on the wall")

    one = {"enabled": asked, "why_not": none}
    add("questions-fold", words, fold, "F8", "question-prompt", place=Place("workshop/question", 2, 3))
    add("question-wall", wall_words, show, "Shift+F8", "projector", words=(_("projector"),),
        place=Place("view/wall", 2, 1),
        enabled=lambda: wall.on or (asked() and window.wall.is_open), why_not=no_wall)  # fmt: skip
    add("question-next", _("Next question"), lambda: strip().step(1), "", "chevron-right", "go",
        place=Place("workshop/question", 2, 1), **one)  # fmt: skip
    add("question-before", _("Question before"), lambda: strip().step(-1), "", "chevron-left", "go",
        place=Place("workshop/question", 2, 2), **one)  # fmt: skip
    add("question-show", _("Show what the question is about"), lambda: strip().show_cards(), "", "look",
        place=Place("workshop/question", 1, 1), **one)  # fmt: skip
    add("question-fix", _("Answer the question"), lambda: strip().fix(), "", "tool",
        place=Place("workshop/question", 1, 2), **one)  # fmt: skip
    add("question-discuss", _("We discussed it: close this question"), lambda: strip().discuss(), "",
        "speech-check", place=Place("workshop/question", 1, 3), **one)  # fmt: skip


def _questions(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.questions.questions_page import QuestionsPage

    return QuestionsPage(page.bridge, page.preferences, page.findings, desk(QuestionDesk).fixing)


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    register(add, window, lambda: desk(FindingsStrip), lambda: desk(QuestionDesk))


FEATURE = Feature(
    pages=(Page(ViewKind("questions", "question-prompt", "", lambda: _("Questions"), "understand", 2), _questions),),
    actions=_actions,
)
