"""Where the files that ship with the program are: icons, themes, fonts, catalogue, samples."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def _root() -> Path:
    return Path(str(files("resources")))


def path(*parts: str) -> Path:
    """Return the path of a bundled resource, e.g. path("icons", "ui", "undo.svg"); it need not exist."""
    return _root().joinpath(*parts)


def sample_sessions() -> list[Path]:
    """Return the bundled sample sessions (our JSON format), the small one for newcomers first."""
    found = (_root().parent / "sample_sessions").glob("*.json")
    return sorted(found, key=lambda sample: (sample.stat().st_size, sample.name))


def icon(group: str, name: str) -> Path:
    """Return the SVG of an icon; `group` is kinds, concepts or ui. Raises FileNotFoundError for an unknown name."""
    found = path("icons", group, f"{name}.svg")
    if not found.is_file():
        raise FileNotFoundError(found)
    return found
