"""Saving the film of a map: as one GIF, or as pictures in a folder, while the work goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from stworkshop.errors import KnownError
from stworkshop.exchange.writers import map_film
from stworkshop.i18n import gettext as _
from stworkshop.session.timeline import Timeline
from ui.kit.background import Background
from ui.kit.theme import theme
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences


def save_film(
    owner: QWidget, bridge: Bridge, preferences: Preferences, background: Background, timeline: Timeline
) -> None:
    """Ask for a name, and write the film as it is now; what goes wrong is said in a short message."""
    gif, pictures = _("One film (*.gif)"), _("Pictures in a folder (*)")
    start = str(Path(preferences.last_folder) / _("How the map grew.gif"))
    name, kind = QFileDialog.getSaveFileName(owner, _("Save as a short film"), start, f"{gif};;{pictures}")
    if not name:
        return
    path = Path(name)
    preferences.last_folder = str(path.parent)
    own = Timeline(timeline.moments, timeline.changes)
    catalogue, look = bridge.catalogue, theme().name

    def write() -> None:
        if kind == pictures and path.suffix.lower() != ".gif":
            map_film.write_pngs(own, catalogue, path, theme=look)
        else:
            map_film.write_gif(own, catalogue, path.with_suffix(".gif"), theme=look)

    def failed(error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        bridge.said.emit(str(error), None)

    bridge.said.emit(_("Writing {name}").format(name=path.name), None)
    saved = _("Saved: {name}").format(name=path.name)
    background.run(write, lambda _none: bridge.said.emit(saved, None), failed, owner)
