"""What happens when a stage begins or its time is up: the view, the guide, what may be done, and a word to the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from stworkshop.i18n import gettext as _
from stworkshop.model.agenda import Planned, used
from stworkshop.session.session import Changed
from ui.presence.roles import not_staging
from ui.session.bridge import Action
from ui.session.view_kinds import BY_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.features.agenda.guide import Guide
    from ui.shell.workspace import Workspace


_JUST_NOW = 5
"""Seconds for which a stage is said to have begun; one that was taken up again goes on."""
_PAGES = {"decisions": "decisions", "read-back": "read-back"}
"""Stages with a page of their own, which says more than the catalogue's view."""
VIEWPOINTS = "views"
"""The page of the catalogue's viewpoints."""


class Stages(QObject):
    """Follows the clock of one page."""

    def __init__(
        self,
        page: Workspace,
        guide: Guide,
        palettes: Sequence[Callable[[str], object]],
        open_guide: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._page, self._palettes, self._open_guide = page, palettes, open_guide
        self._bridge, self._clock = page.bridge, page.clock
        self._stage = self._bridge.board.session.stage
        self._paused_by_blank = False
        self._clock.stage_changed.connect(self._began)
        self._clock.time_is_up.connect(self._time_is_up)
        self._bridge.changed.connect(self._changed)
        guide.wants_viewpoint.connect(self.open_viewpoint)
        self._dress()

    # --- what actions ask for

    @property
    def current(self) -> Planned | None:
        """The stage that runs."""
        return self._clock.schedule().current

    def pause(self) -> None:
        """Let the clock stand, or go on."""
        self._paused_by_blank = False
        self._bridge.run("resume_stage" if self._clock.schedule().paused else "pause_stage")

    def extend(self) -> None:
        """Give the stage five minutes more."""
        self._bridge.run("extend_stage")

    def end(self) -> None:
        """End the stage without starting another."""
        self._bridge.run("start_stage", stage="")

    def blanked(self, blank: bool) -> None:
        """Let the clock stand while the wall is blank; what was paused before stays so when the picture is back."""
        if not_staging(self._bridge):
            return
        if blank and self.current is not None and not self._clock.schedule().paused:
            self._paused_by_blank = self._bridge.run("pause_stage") is not None
        elif not blank and self._paused_by_blank:
            self._paused_by_blank = False
            if self._clock.schedule().paused:
                self._bridge.run("resume_stage")

    # --- what happens

    def _began(self, item_id: str) -> None:
        self._paused_by_blank = False
        one = self._clock.schedule().find(item_id) if item_id else None
        if one is None:
            return
        begun = used(one.item, self._clock.now()) < _JUST_NOW
        words = (_("“{stage}” has begun.") if begun else _("“{stage}” goes on.")).format(stage=one.label)
        if not_staging(self._bridge):
            offer = self._offer_to_guest(one.item.stage)
        else:
            self._open_guide()
            viewpoint = self._show_view(one.item.stage)
            offer = (_("Show its view"), lambda: self.open_viewpoint(viewpoint)) if viewpoint else None
        # After the page has heard of an undo, which takes back what was offered before it.
        QTimer.singleShot(0, self, lambda: self._bridge.say(words, offer))

    def _changed(self, changed: Changed) -> None:
        stage = self._bridge.board.session.stage
        if stage != self._stage:
            self._stage = stage
            self._dress()

    def _dress(self) -> None:
        """Offer what the stage is about, and nothing that it does not permit."""
        for palette in self._palettes:
            palette(self._stage)
        self._page.map_view.refresh_bars()

    def _offer_to_guest(self, stage: str) -> Action | None:
        """Return what offers the stage's view to a guest, who may be typing: nobody is taken out of what she does."""
        view = self._view_of(stage)
        if view in self._bridge.catalogue.viewpoints and VIEWPOINTS in BY_ID:
            return _("Show its view"), lambda: self.open_viewpoint(view)
        wanted = view if view in BY_ID else "map"
        return (_("Show its view"), lambda: self._page.show_view(wanted)) if wanted != self._page.view else None

    def _view_of(self, stage: str) -> str:
        entry = self._bridge.catalogue.stages.get(stage)
        return _PAGES.get(stage) or (str(entry["view"]) if entry else "map")

    def _show_view(self, stage: str) -> str:
        """Bring the stage's way of looking to the front; a viewpoint is offered, since cards are added on the map.

        Return that viewpoint, "" where there is none to offer.
        """
        wanted = self._view_of(stage)
        view = wanted if wanted in BY_ID else "map"
        if view != self._page.view:
            self._page.show_view(view)
        return wanted if wanted in self._bridge.catalogue.viewpoints and VIEWPOINTS in BY_ID else ""

    def open_viewpoint(self, viewpoint: str) -> None:
        """Show a viewpoint's view of the map."""
        self._page.registry.trigger(f"view-of-{viewpoint}")

    def _time_is_up(self, item_id: str) -> None:
        one = self._clock.schedule().find(item_id)
        if one is None:
            return
        if self._page.preferences.stage_sound:
            QApplication.beep()
        words = _("The time for “{stage}” is up.").format(stage=one.label)
        self._bridge.say(words, None if not_staging(self._bridge) else (_("+5 min"), self.extend))
