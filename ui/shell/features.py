"""The features of the window, one line each; what each of them is stands in its own `feature.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from ui.session import view_kinds
from ui.shell.feature import Desk, Feature
from ui.shell.view_page import ViewPage
from ui.shell.workspace import Workspace

NAMES = (
    "about",
    "agenda",
    "agreement",
    "bring_in",
    "capture",
    "decisions",
    "first_workshop",
    "history",
    "influence",
    "keying",
    "list",
    "printing",
    "questions",
    "rounds",
    "tables",
    "together",
    "views",
    "who_is_here",
    "words",
)


def _of(name: str) -> Feature:
    found = import_module(f"ui.features.{name}.feature").FEATURE
    assert isinstance(found, Feature)
    return found


FEATURES = tuple(map(_of, NAMES))
MAKERS: Mapping[str, Callable[[Workspace, Desk], ViewPage]] = {
    page.kind.id: page.make for feature in FEATURES for page in feature.pages
}
"""How each page but the map is made."""
view_kinds.declare(kind for feature in FEATURES for kind in (*(page.kind for page in feature.pages), *feature.openings))
