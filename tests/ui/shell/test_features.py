"""Each feature is one folder and one line: what it declares stands in the window, and what is listed is there."""

import pytest
from PySide6.QtWidgets import QWidget

from tests.source_tree import ROOT
from ui.features.tables.desk import Merging
from ui.session import view_kinds
from ui.shell.features import FEATURES, MAKERS, NAMES
from ui.shell.main_window import MainWindow

OF_THE_WINDOW = {
    "home": "stands in the place of an open session",
    "settings": "is about the program, and opens dialogs only",
}
"""Folders without a `feature.py`, with the reason."""


def test_each_folder_is_a_line_and_each_line_a_folder() -> None:
    folders = {path.parent.name for path in (ROOT / "ui" / "features").glob("*/__init__.py")}
    declared = {path.parent.name for path in (ROOT / "ui" / "features").glob("*/feature.py")}
    assert declared == set(NAMES)
    assert folders - declared == set(OF_THE_WINDOW)
    assert len(set(NAMES)) == len(NAMES) == len(FEATURES)


def test_what_features_declare_stands_behind_the_doors_once() -> None:
    declared = [page.kind.id for feature in FEATURES for page in feature.pages]
    assert sorted(declared) == sorted(MAKERS)
    assert [kind.id for kind in view_kinds.VIEWS if kind != view_kinds.MAP] == [
        kind.id for kind in sorted((p.kind for f in FEATURES for p in f.pages), key=view_kinds.VIEWS.index)
    ]
    turns = [(kind.door, kind.turn) for kind in view_kinds.BEHIND_DOORS]
    assert len(set(turns)) == len(turns)


def test_a_desk_is_found_by_its_class_and_nothing_else_is(opened: MainWindow) -> None:
    assert opened.desk(Merging) is opened.merging
    with pytest.raises(LookupError, match="QWidget2"):
        opened.desk(type("QWidget2", (QWidget,), {}))
