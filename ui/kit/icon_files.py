"""Coloured copies of icons as files, for style sheets, which take pictures from files only."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from stworkshop.system import temporary_files
from ui.kit import icons


@cache
def _folder() -> Path:
    """Return a folder that goes when the program ends."""
    return temporary_files.folder("icons")


@cache
def coloured(name: str, colour: str) -> str:
    """Return the path of an SVG of the icon in a colour (#RRGGBB), with forward slashes on every system."""
    path = _folder() / f"{name}-{colour.lstrip('#')}.svg"
    path.write_text(icons.source(name).replace("currentColor", colour), encoding="utf-8")
    return path.as_posix()
