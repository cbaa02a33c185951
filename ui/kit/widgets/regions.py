"""F6: from one region of the window to the next, to the control that had the focus there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Regions:
    """The regions of a page in their order; hidden ones are passed over."""

    def __init__(self, regions: Sequence[QWidget]) -> None:
        self._regions = list(regions)
        self._last: dict[QWidget, QWidget] = {}

    def next(self, forward: bool = True) -> QWidget | None:
        """Move the focus on, and return the region that has it now."""
        shown = [region for region in self._regions if region.isVisible()]
        if not shown:
            return None
        focus = QApplication.focusWidget()
        at = next(
            (i for i, region in enumerate(shown) if focus and (region is focus or region.isAncestorOf(focus))), -1
        )
        if focus is not None and at >= 0:
            self._last[shown[at]] = focus
        for step in range(1, len(shown) + 1):
            region = shown[(at + (step if forward else -step)) % len(shown)]
            if self._enter(region):
                return region
        return None

    def _enter(self, region: QWidget) -> bool:
        target = self._last.get(region)
        if target is None or not isValid(target) or not region.isAncestorOf(target) or not _takes_focus(target):
            target = next((w for w in (region, *region.findChildren(QWidget)) if _takes_focus(w)), None)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason)
        return True


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
