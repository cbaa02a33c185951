"""The filter: a viewpoint or some kinds stay strong, the rest fades; a viewpoint makes its family of links loud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from stworkshop.i18n import gettext as _
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.plain import Menu, set_tip
from ui.session.find_or_add import entries
from ui.session.words import kind_plural, own_kinds

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface

LOUD_IN: Mapping[str, frozenset[str]] = {
    "vp-people-concerns": frozenset({"people"}),
    "vp-purpose": frozenset({"value", "against"}),
    "vp-technical": frozenset({"flow", "informs", "acts", "part"}),
    "vp-rules": frozenset({"rule"}),
    "vp-risk": frozenset({"harm", "guard"}),
    "vp-ability": frozenset({"duty", "against"}),
    "vp-agreement": frozenset({"record"}),
}
"""Families of links that a viewpoint is about."""


class KindFilter:
    """Which cards of a map stay strong: all, those of a viewpoint, or chosen kinds."""

    def __init__(self, view: MapSurface) -> None:
        self._view = view
        self.viewpoint = ""

    @property
    def word(self) -> str:
        """What the filter is called on its button."""
        catalogue, kinds = self._view.bridge.catalogue, self._view.map_scene.emphasis.kinds
        if kinds is None:
            return _("All kinds")
        if self.viewpoint:
            return str(catalogue.viewpoints[self.viewpoint]["label"])
        if len(kinds) == 1:
            kind = next(iter(kinds))
            shown = next((entry.word for entry in entries(catalogue) if entry.variant == kind), "")
            return shown if shown and kind not in catalogue.kinds else kind_plural(catalogue, kind)
        return _("Some kinds")

    def show_all(self) -> None:
        """Let all kinds through."""
        self.set(None)

    def show_viewpoint(self, viewpoint: str) -> None:
        """Let the kinds through that a viewpoint governs."""
        self.set(self._view.bridge.catalogue.viewpoints[viewpoint]["governs_kinds"], viewpoint)

    def set(self, kinds: Iterable[str] | None, viewpoint: str = "") -> None:
        """Let only these kinds and variants through; None is everything."""
        emphasis = self._view.map_scene.emphasis
        self.viewpoint = viewpoint
        emphasis.kinds = frozenset(kinds) if kinds is not None else None
        emphasis.loud_families = LOUD_IN.get(viewpoint, frozenset())
        self._view.emphasis_changed()

    def menu(self) -> QMenu:
        """Return the menu of the filter's button."""
        menu = Menu(self._view)
        choice = QActionGroup(menu)
        emphasis = self._view.map_scene.emphasis
        all_kinds = menu.addAction(_("All kinds"))
        self._checkable(all_kinds, choice, emphasis.kinds is None)
        all_kinds.triggered.connect(lambda: self.show_all())
        menu.addSeparator()
        for key, entry in self._view.bridge.catalogue.viewpoints.items():
            line = menu.addAction(str(entry["label"]))
            set_tip(line, str(entry["description"]))
            self._checkable(line, choice, self.viewpoint == key)
            line.triggered.connect(lambda _checked=False, key=key: self.show_viewpoint(key))
        menu.addSeparator()
        kinds = menu.addMenu(theme().icon("filter"), _("By kind"))
        for kind in entries(self._view.bridge.catalogue):
            line = kinds.addAction(kind.word)
            line.setIcon(theme().icon(f"kinds/{kind.variant}", f"kind/{kind.variant}/accent", 17))
            line.setCheckable(True)
            line.setChecked(emphasis.kinds is not None and {kind.variant, kind.kind} & emphasis.kinds != set())
            line.triggered.connect(lambda on, variant=kind.variant: self._toggle(variant, on))
        for own in own_kinds(self._view.bridge.board, self._view.bridge.catalogue):
            line = kinds.addAction(kind_plural(self._view.bridge.catalogue, own))
            line.setIcon(theme().icon(kind_icon(own), f"kind/{own}/accent", 17))
            line.setCheckable(True)
            line.setChecked(own in (emphasis.kinds or ()))
            line.triggered.connect(lambda on, own=own: self._toggle(own, on))
        return menu

    def _toggle(self, variant: str, on: bool) -> None:
        """Let one more kind through, or one less; none at all is everything again."""
        kinds = set(self._view.map_scene.emphasis.kinds or ()) if not self.viewpoint else set()
        kinds = kinds | {variant} if on else kinds - {variant}
        self.set(kinds or None)

    @staticmethod
    def _checkable(action: QAction, choice: QActionGroup, on: bool) -> None:
        action.setCheckable(True)
        action.setChecked(on)
        choice.addAction(action)
