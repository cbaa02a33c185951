"""The floors of the house, read from the sources: imports point down, never in circles, and Qt stays above."""

import ast
import re

import networkx as nx
import pytest

from tests.source_tree import ROOT, Import, imports, modules, tracked_files

# From the ground up. A module may import from lower floors and from its own; a package is one floor.
FLOORS: tuple[frozenset[str], ...] = tuple(
    frozenset(floor.split())
    for floor in (
        "assets errors version",
        "i18n",
        "system",
        "graphics",
        "model",
        "validation",
        "rounds",
        "analysis",
        "layout",
        "drawing",
        "report",
        "paper_reading",
        "commands",
        "store",
        "session",
        "exchange",
        "merge",
        "sync",
        "phones",
        "cli",
    )
)
FLOOR_OF = {part: number for number, floor in enumerate(FLOORS) for part in floor}
# The window talks to a session or the library; how these keep their promises is not its business. What a room says is
# nobody's business but that of the sockets.
CLOSED_TO_UI = ("stworkshop.model.document", "stworkshop.store", "stworkshop.sync")
SOCKETS = "ui.lan."
MAY_IMPORT_PYCRDT = {"stworkshop.model.document", "stworkshop.sync.frames"}


def part_of(module: str) -> str:
    """The part of the core that `module` belongs to: "analysis" for stworkshop.analysis.checks.words."""
    return module.split(".")[1] if "." in module else ""


def in_core(module: str) -> bool:
    return module == "stworkshop" or module.startswith("stworkshop.")


def in_ui(module: str) -> bool:
    return module == "ui" or module.startswith("ui.")


def listed(faults: list[str]) -> str:
    return "\n" + "\n".join(faults)


def test_every_part_of_the_core_has_a_floor() -> None:
    unknown = {part_of(name) for name in modules() if in_core(name) and name != "stworkshop"} - set(FLOOR_OF)
    assert not unknown, f"give {sorted(unknown)} a floor in this test"


def test_imports_point_down() -> None:
    def points_up(found: Import) -> bool:
        importer, target = FLOOR_OF.get(part_of(found.importer)), FLOOR_OF.get(part_of(found.target))
        both_in_core = in_core(found.importer) and in_core(found.target)
        return both_in_core and importer is not None and target is not None and target > importer

    faults = [str(found) for found in imports() if points_up(found)]
    assert not faults, listed(faults)


def test_there_are_no_import_circles_where_imports_for_types_count() -> None:
    graph = nx.DiGraph((found.importer, found.target) for found in imports())
    circles = [sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1]
    assert not circles, listed([" <-> ".join(circle) for circle in circles])


def test_the_core_knows_no_qt() -> None:
    above = ("PySide6", "shiboken6", "ui")
    faults = [str(found) for found in imports() if in_core(found.importer) and found.target.split(".")[0] in above]
    assert not faults, listed(faults)


def test_the_window_stays_out_of_document_store_and_network() -> None:
    faults = [
        str(found)
        for found in imports()
        if in_ui(found.importer)
        and f"{found.target}.".startswith(tuple(f"{closed}." for closed in CLOSED_TO_UI))
        and not (found.importer.startswith(SOCKETS) and part_of(found.target) == "sync")
    ]
    assert not faults, listed(faults)


def test_only_the_document_knows_pycrdt() -> None:
    faults = [
        str(found)
        for found in imports()
        if found.target.split(".")[0] == "pycrdt" and found.importer not in MAY_IMPORT_PYCRDT
    ]
    assert not faults, listed(faults)


def test_what_is_there_for_a_while_is_written_down_in_one_place() -> None:
    """Or a crash leaves it behind, and no later start knows whose it is."""
    faults = [
        str(found)
        for found in imports()
        if found.target == "tempfile" and found.importer != "stworkshop.system.temporary_files"
    ]
    assert not faults, listed(faults)


def test_package_markers_are_empty() -> None:
    marked = [file for file in tracked_files() if file.name == "__init__.py"]
    assert marked
    assert [str(file.relative_to(ROOT)) for file in marked if file.stat().st_size] == []


def test_colours_come_from_the_theme() -> None:
    literal = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")
    faults = []
    for name, file in modules().items():
        if not in_ui(name) or name == "ui.kit.theme":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and literal.search(node.value):
                faults.append(f"{name}:{node.lineno} {node.value!r}")
    assert not faults, listed(faults)


PLAIN = "ui.kit.widgets.plain"
MAKERS_OF_WORDS = frozenset(
    {
        "QLabel", "QPushButton", "QToolButton", "QCommandLinkButton", "QCheckBox", "QRadioButton", "QMenu", "QMenuBar",
        "QMessageBox", "QErrorMessage", "QInputDialog", "QTextEdit", "QTextBrowser", "QWhatsThis", "QToolTip",
        "QSplashScreen", "QStaticText",
    }
)  # fmt: skip
SETTERS_OF_WORDS = frozenset(
    {
        "setToolTip", "setStatusTip", "setWhatsThis", "setTextFormat", "setHtml", "insertHtml", "setMarkdown",
        "setWindowTitle", "setTitle", "setBuddy", "setOpenExternalLinks", "setTextInteractionFlags",
    }
)  # fmt: skip


def test_words_reach_qt_in_one_place() -> None:
    """Qt takes what looks like markup for markup, so nothing but `ui.kit.widgets.plain` may give it words to read."""
    faults = []
    for name, file in modules().items():
        if not in_ui(name) or name == PLAIN:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            made: str | None = None
            if not isinstance(node, ast.Call | ast.ClassDef):
                continue
            if isinstance(node, ast.Call):
                called = node.func
                made = called.id if isinstance(called, ast.Name) else None
                if isinstance(called, ast.Attribute):
                    made = called.attr
                    if isinstance(called.value, ast.Name) and called.value.id in MAKERS_OF_WORDS:
                        made = called.value.id
            else:
                made = next((base.id for base in node.bases if isinstance(base, ast.Name)), None)
            if made in MAKERS_OF_WORDS | SETTERS_OF_WORDS:
                faults.append(f"{name}:{node.lineno} {made}")
    assert not faults, listed(faults)


@pytest.mark.parametrize("package", ["stworkshop", "ui"])
def test_the_reader_of_sources_sees_the_house(package: str) -> None:
    """A test that reads nothing passes always, so the reader itself is tried."""
    seen = {found.target for found in imports() if found.importer.startswith(package)}
    assert any(in_core(target) for target in seen)


# The window, from the ground up. A module may import from lower floors and from its own, types as well.
UI_FLOORS: tuple[frozenset[str], ...] = tuple(
    frozenset(floor.split())
    for floor in (
        "kit",
        "session lan",
        "presence",
        "records",
        "canvas",
        "shell.workspace shell.view_page shell.exports shell.starting shell.feature",
        "features",
        "shell",
        "program",
        "main",
    )
)
UI_FLOOR_OF = {part: number for number, floor in enumerate(UI_FLOORS) for part in floor}
LOOSE_IN_UI = {"ui.main"}
"""Modules that lie on the window's top floor: `main`, since the command names it."""
MOST_MEMBERS = 15


def ui_floor(module: str) -> int | None:
    """Return the floor of a module of the window: that of the module by itself, else of its package."""
    parts = module.split(".")[1:]
    return next((UI_FLOOR_OF[name] for name in (".".join(parts[:2]), parts[0]) if name in UI_FLOOR_OF), None)


def feature_of(module: str) -> str:
    """The feature that a module belongs to, "" for none."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["ui", "features"] and len(parts) > 2 else ""


def within_ui() -> list[Import]:
    """The imports of the window's modules among themselves, those for types as well."""
    return [found for found in imports() if in_ui(found.importer) and found.target in modules() and in_ui(found.target)]


def test_every_part_of_the_window_has_a_floor() -> None:
    below = {name for name, file in modules().items() if in_ui(name) and file.name != "__init__.py"}
    unknown = {name for name in below if ui_floor(name) is None}
    assert not unknown, f"give {sorted(unknown)} a floor in this test"
    assert {name for name in below if name.count(".") == 1} == LOOSE_IN_UI


def test_imports_of_the_window_point_down() -> None:
    def points_up(found: Import) -> bool:
        importer, target = ui_floor(found.importer), ui_floor(found.target)
        return importer is not None and target is not None and target > importer

    faults = [str(found) for found in within_ui() if points_up(found)]
    assert not faults, listed(faults)


def test_no_feature_imports_another() -> None:
    """One feature asks another by an action's id, a signal, or what `ui.shell` hands it."""
    faults = [
        str(found)
        for found in within_ui()
        if feature_of(found.importer) and feature_of(found.target) not in ("", feature_of(found.importer))
    ]
    assert not faults, listed(faults)


@pytest.mark.parametrize("interface", ["Workspace", "ProgramWindow"])
def test_what_features_see_of_the_window_is_narrow(interface: str) -> None:
    tree = ast.parse(modules()["ui.shell.workspace"].read_text(encoding="utf-8"))
    (found,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == interface]
    members = [node for node in found.body if isinstance(node, ast.FunctionDef | ast.AnnAssign | ast.Assign)]
    assert 0 < len(members) <= MOST_MEMBERS


def test_nothing_is_looked_up_on_a_window_by_name() -> None:
    faults = []
    for name, file in modules().items():
        if not in_ui(name):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            asked = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr"
            if asked and re.search(r"\b(window|page)(\(\))?$", ast.unparse(node.args[0])):  # type: ignore[attr-defined]
                faults.append(f"{name}:{node.lineno} {ast.unparse(node)}")  # type: ignore[attr-defined]
    assert not faults, listed(faults)
