"""Draw the rooms of the program and who uses whom, from the imports of its code: docs/pictures/architecture.svg.

.venv/bin/python packaging/draw_architecture.py

A room is a package of `stworkshop/` or `ui/`. An arrow that follows from two others is left out: who uses a room may
use whatever that room uses.
"""

import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.source_tree import imports, modules  # noqa: E402 - the path comes first

PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
SEEN_BY_FEATURES = "ui/shell/workspace"
"""The room of those modules of the window that its features may use."""

_BOX, _HIGH, _LANE = 220, 34, 30  # widths and heights in pixels; a lane is where an arrow passes a row
_GAP, _ROW, _MARGIN = 36, 64, 24
_STYLE = """\
text { font: 14px sans-serif; text-anchor: middle; fill: #1d2733 }
.core { fill: #e6eef7; stroke: #48698c } .window { fill: #f8eddb; stroke: #936a27 }
path { fill: none; stroke: #6b7683; stroke-width: 1.4; marker-end: url(#tip) }"""

Spot = str | tuple[str, str, int]
"""A room, or the place where the arrow from one room to another passes a row."""


def rooms() -> "nx.DiGraph[str]":
    """Return the rooms and an arrow from each to those that it uses; rooms that use each other are one, `a, b`."""
    shell = nx.DiGraph(
        (found.importer, found.target)
        for found in imports()
        if found.target.startswith("ui.shell.") and found.importer.startswith(("ui.shell.", "ui.features."))
    )
    asked = [name for name in shell if name.startswith("ui.features.")]
    seen = {name for feature in asked for name in nx.descendants(shell, feature)}

    def room(module: str) -> str:
        parts = module.split(".")
        return SEEN_BY_FEATURES if module in seen else "/".join(parts[:2])

    loose = {name for name, file in modules().items() if name.count(".") == 1 and file.name != "__init__.py"}
    inside = {name for name in modules() if "." in name and (name not in loose or name.startswith("ui."))}
    pairs = {(room(found.importer), room(found.target)) for found in imports() if found.target in inside}
    graph = nx.DiGraph((user, used) for user, used in sorted(pairs) if user != used and user.count("/"))
    whole = nx.condensation(graph)
    names = {number: ", ".join(sorted(data["members"])) for number, data in whole.nodes(data=True)}
    return nx.transitive_reduction(nx.relabel_nodes(whole, names))


def rows(graph: "nx.DiGraph[str]") -> list[list[Spot]]:
    """Return who stands in each row, from above: each room right above the highest that it uses, few arrows crossed."""
    height: dict[str, int] = {}
    for name in reversed(list(nx.lexicographical_topological_sort(graph))):
        height[name] = 1 + max((height[used] for used in graph.successors(name)), default=-1)
    found: list[list[Spot]] = [[] for _ in range(max(height.values()) + 1)]
    for name in sorted(height):
        found[height[name]].append(name)
    ways: nx.Graph[Spot] = nx.Graph()
    for user, used in sorted(graph.edges):
        way: list[Spot] = [user, *((user, used, row) for row in range(height[user] - 1, height[used], -1)), used]
        for row, spot in zip(range(height[user] - 1, height[used], -1), way[1:-1], strict=True):
            found[row].append(spot)
        nx.add_path(ways, way)
    for sweep in range(24):
        order = range(1, len(found)) if sweep % 2 else range(len(found) - 2, -1, -1)
        for row in order:
            beside = found[row - 1 if sweep % 2 else row + 1]
            place = {spot: number for number, spot in enumerate(beside)}

            def middle(spot: Spot, place: Mapping[Spot, int] = place) -> float:
                near = [place[other] for other in ways[spot] if other in place]
                return sum(near) / len(near) if near else 0.0

            found[row].sort(key=middle)
    return found[::-1]


def drawn(graph: "nx.DiGraph[str]") -> str:
    """Return the picture as SVG."""
    found = rows(graph)
    width = max(_wide(row) for row in found) + 2 * _MARGIN
    at: dict[Spot, tuple[float, float]] = {}
    for number, row in enumerate(found):
        x = (width - _wide(row)) / 2
        for spot in row:
            at[spot] = (x + _of(spot) / 2, _MARGIN + number * _ROW + _HIGH / 2)
            x += _of(spot) + _GAP
    high = 2 * _MARGIN + (len(found) - 1) * _ROW + _HIGH
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {high:g}" width="{width:g}" role="img">',
        "<title>The rooms of the program; an arrow points to what a room uses</title>",
        f"<style>\n{_STYLE}\n</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8" style="marker-end: none"/></marker></defs>',
        f'<rect width="{width:g}" height="{high:g}" fill="#ffffff"/>',
    ]
    for user, used in sorted(graph.edges):
        passed = sorted((spot for spot in at if isinstance(spot, tuple) and spot[:2] == (user, used)), key=_row)
        out.append(f'<path d="{_way([at[spot] for spot in (user, *passed, used)])}"/>')
    for spot, (x, y) in at.items():
        if isinstance(spot, str):
            look = "window" if spot.startswith("ui/") else "core"
            place = f'x="{x - _BOX / 2:g}" y="{y - _HIGH / 2:g}" width="{_BOX}" height="{_HIGH}" rx="5"'
            out.append(f'<rect class="{look}" {place}/>')
            out.append(f'<text x="{x:g}" y="{y + 5:g}">{escape(spot)}</text>')
    return "\n".join([*out, "</svg>", ""])


def _row(spot: Spot) -> int:
    return -spot[2] if isinstance(spot, tuple) else 0


def _of(spot: Spot) -> int:
    return _BOX if isinstance(spot, str) else _LANE


def _wide(row: Sequence[Spot]) -> float:
    return sum(_of(spot) for spot in row) + _GAP * (len(row) - 1)


def _way(points: Sequence[tuple[float, float]]) -> str:
    """Return a line down from box to box, upright where it passes a row."""
    x, y = points[0]
    said = f"M{x:g} {y + _HIGH / 2:g}"
    y += _HIGH / 2
    for number, (to_x, middle) in enumerate(points[1:], 2):
        top = middle - _HIGH / 2
        half = (y + top) / 2
        said += f"C{x:g} {half:g} {to_x:g} {half:g} {to_x:g} {top:g}"
        if number < len(points):
            said += f"V{middle + _HIGH / 2:g}"
        x, y = to_x, middle + _HIGH / 2
    return said


if __name__ == "__main__":
    PICTURE.write_text(drawn(rooms()), encoding="utf-8")
