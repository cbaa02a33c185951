"""The stages of the day: agenda, clock, guide, parking lot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from stworkshop.model.agenda import Schedule
from ui.features.agenda.agenda_dialog import AgendaDialog
from ui.features.agenda.parking import park
from ui.features.agenda.stage_bar import StageBar
from ui.features.agenda.stages import Stages
from ui.kit.actions import GO, Place
from ui.presence.roles import not_staging
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Around, Feature

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.workspace import ProgramWindow


def register(
    add: Callable[..., None],
    window: ProgramWindow,
    stages: Callable[[], Stages],
    stage_bar: Callable[[], StageBar],
    toggle_guide: Callable[[], object],
) -> None:
    """Register them; they are there only while a session is open."""
    page = window.page

    def now() -> Schedule:
        return page().clock.schedule()

    def forbidden() -> str:
        return not_staging(page().bridge) if window.has_session() else ""

    def runs() -> bool:
        return now().current is not None and may_lead()

    def may_go_on() -> bool:
        return (now().current is not None or now().next is not None) and may_lead()

    def may_lead() -> bool:
        return may_edit() and not forbidden()

    def may_edit() -> bool:
        return not page().bridge.read_only

    def next_words() -> str:
        if not window.has_session():
            return _("Next stage")
        coming = now().next
        if now().current is None:
            return _("Start “{stage}”").format(stage=coming.label) if coming else _("Next stage")
        return _("Next stage: {stage}").format(stage=coming.label) if coming else _("End the last stage")

    def pause_words() -> str:
        paused = window.has_session() and now().paused
        return _("Let the clock of the stage go on") if paused else _("Pause the clock of the stage")

    def agenda_words() -> str:
        known = window.has_session() and bool(now().planned)
        return _("Agenda…") if known else _("Choose an agenda…")

    def count_heads() -> None:
        bar, current = stage_bar(), now().current
        if current is not None:
            bar.menu.ask_heads(current, bar.pause if bar.isVisible() else page())

    not_running = {"enabled": runs, "why_not": lambda: forbidden() or _("no stage is running")}
    add(
        "stage-next", next_words, lambda: stage_bar().ask_for_next(), "Ctrl+Return", "arrow-right",
        enabled=may_go_on, why_not=lambda: forbidden() or _("there is no agenda yet"), words=(_("agenda"), _("stage")),
        place=Place("workshop", 1, 1),
    )  # fmt: skip
    add("stage-pause", pause_words, lambda: stages().pause(), "", "pause", place=Place("workshop", 1, 2),
        **not_running)  # fmt: skip
    add("stage-extend", _("Five minutes more for the stage"), lambda: stages().extend(), "", "plus-5",
        place=Place("workshop", 1, 3), **not_running)  # fmt: skip
    add("stage-end", _("End the stage without starting another"), lambda: stages().end(), "", "flag",
        place=Place("workshop", 1, 4), **not_running)  # fmt: skip
    add("stage-heads", _("Count the people here…"), count_heads, "", "people", place=Place("workshop", 1, 5),
        **not_running)  # fmt: skip
    add("stage-agenda", agenda_words, lambda: AgendaDialog.open_over(window), "", "timer",
        enabled=may_lead, why_not=lambda: forbidden() or _("this session is open for reading only"),
        words=(_("stages"), _("timetable")), place=Place("session", 2, 2))  # fmt: skip
    add("guide", _("Guide for the stage, or the palette"), toggle_guide, "G", "speech-check", GO,
        global_key=False, place=Place("workshop", 1, 6))  # fmt: skip
    add("park", _("Park a sentence…"), lambda: park(window), "Ctrl+.", "parking-lot", enabled=may_edit,
        why_not=lambda: _("this session is open for reading only"), words=(_("parking lot"), _("note")),
        place=Place("insert", 2, 3))  # fmt: skip


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    register(add, window, lambda: desk(Stages), lambda: desk(StageBar), lambda: desk(Around).toggle_guide())


FEATURE = Feature(
    openings=(ViewKind("agenda", "timer", "", lambda: _("Agenda…"), "prepare", 2, opens="stage-agenda"),),
    actions=_actions,
)
