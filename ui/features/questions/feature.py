"""The questions that the map asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.questions import actions
from ui.features.questions.findings_strip import FindingsStrip
from ui.features.questions.question_desk import QuestionDesk
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature, Page

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.view_page import ViewPage
    from ui.shell.workspace import ProgramWindow, Workspace


def _questions(page: Workspace, desk: Desk) -> ViewPage:
    from ui.features.questions.questions_page import QuestionsPage

    return QuestionsPage(page.bridge, page.preferences, page.findings, desk(QuestionDesk).fixing)


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    actions.register(add, window, lambda: desk(FindingsStrip), lambda: desk(QuestionDesk))


FEATURE = Feature(
    pages=(Page(ViewKind("questions", "question-prompt", "", lambda: _("Questions"), "understand", 2), _questions),),
    actions=_actions,
)
