"""The picture of the rooms is what the imports of the code say today, and the page around it names every room."""

import re

import draw_architecture
import networkx as nx

from tests.source_tree import ROOT

PAGE = ROOT / "docs" / "architecture.md"


def named(graph: "nx.DiGraph[str]") -> set[str]:
    return {room for box in graph for room in box.split(", ")}


def test_the_picture_is_up_to_date() -> None:
    kept = draw_architecture.PICTURE.read_text(encoding="utf-8")
    assert draw_architecture.drawn(draw_architecture.rooms()) == kept, "run packaging/draw_architecture.py"


def test_the_page_names_every_room_and_no_other() -> None:
    told = set()
    for package, table in re.findall(
        r"\| room of the (core|window) \|.*\n\| --- \| --- \|\n((?:\|.*\n)+)", PAGE.read_text()
    ):
        top = {"core": "stworkshop", "window": "ui"}[package]
        for row in table.splitlines():
            told |= {f"{top}/{room}" for room in re.findall(r"`([\w/]+)`", row.split("|")[1])}
    assert told == named(draw_architecture.rooms())


def test_a_room_that_uses_another_one_gets_an_arrow() -> None:
    graph = nx.DiGraph([("ui/main", "ui/shell"), ("ui/shell", "stworkshop/model"), ("ui/main", "ui/kit")])
    before = draw_architecture.drawn(graph)
    assert before.count("<path d=") == 1 + len(graph.edges)  # the tip of the arrows is the first
    assert all(f">{room}</text>" in before for room in graph)
    graph.add_edge("ui/kit", "stworkshop/model")
    assert draw_architecture.drawn(graph).count("<path d=") == 1 + len(graph.edges)
