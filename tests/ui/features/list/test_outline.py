"""The outline: a tree of kinds, cards and links, refreshed by each change."""

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.modeltest import ModelTester

from stworkshop.model.records import Link
from ui.features.list.outline import NODE_ROLE, VERB_ROLE, OutlineModel
from ui.features.list.typed_links import read_link
from ui.session.bridge import Bridge


@pytest.fixture
def outline(bridge: Bridge) -> OutlineModel:
    return OutlineModel(bridge)


def card(bridge: Bridge, kind: str) -> str:
    return next(e.id for e in bridge.board.elements.values() if e.kind == kind)


def lines(outline: OutlineModel, parent: QModelIndex) -> list[tuple[str, str]]:
    return [
        (str(outline.index(row, 0, parent).data(VERB_ROLE)), str(outline.index(row, 0, parent).data()))
        for row in range(outline.rowCount(parent))
    ]


def test_the_outline_is_a_good_model(outline: OutlineModel, bridge: Bridge, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(outline)  # type: ignore[no-untyped-call]
    bridge.run("add_element", kind="risk", label="A new risk.")
    bridge.undo()


def test_each_card_stands_under_its_kind_with_its_links(outline: OutlineModel, bridge: Bridge) -> None:
    for element in bridge.board.elements.values():
        at = outline.index_of(element.id)
        assert at.data() == element.label
        assert at.parent().data(NODE_ROLE) == ("group", element.kind)
        assert outline.rowCount(at) == len(bridge.board.links_of(element.id)) + 1


def test_a_link_shows_at_both_ends_in_their_words(outline: OutlineModel, bridge: Bridge) -> None:
    link = next(iter(bridge.board.links.values()))
    relation = bridge.catalogue.relations[link.relation]
    there = (relation.label, bridge.board.elements[link.target].label)
    assert there in lines(outline, outline.index_of(link.source))
    back = (relation.label if relation.symmetric else relation.inverse_label, bridge.board.elements[link.source].label)
    assert back in lines(outline, outline.index_of(link.target))


def test_a_new_link_appears_at_both_ends_and_goes_again(outline: OutlineModel, bridge: Bridge) -> None:
    source, target = card(bridge, "stakeholder"), card(bridge, "open-question")
    before = outline.rowCount(outline.index_of(source)), outline.rowCount(outline.index_of(target))
    relation = bridge.catalogue.allowed("stakeholder", "open-question")[0]
    assert bridge.run("add_link", relation=relation, source=source, target=target)
    after = outline.rowCount(outline.index_of(source)), outline.rowCount(outline.index_of(target))
    assert after == (before[0] + 1, before[1] + 1)
    bridge.undo()
    assert (outline.rowCount(outline.index_of(source)), outline.rowCount(outline.index_of(target))) == before


def test_a_deleted_card_takes_its_lines_along(outline: OutlineModel, bridge: Bridge) -> None:
    gone = card(bridge, "risk")
    neighbours = bridge.board.neighbours(gone)
    bridge.run("delete", ids=[gone])
    assert not outline.index_of(gone).isValid()
    for other in neighbours:
        assert outline.rowCount(outline.index_of(other)) == len(bridge.board.links_of(other)) + 1


def test_another_kind_moves_the_line(outline: OutlineModel, bridge: Bridge) -> None:
    moved = card(bridge, "goal")
    bridge.run("retype_element", id=moved, kind="outcome")
    assert outline.index_of(moved).parent().data(NODE_ROLE) == ("group", "outcome")


def test_words_are_edited_in_place(outline: OutlineModel, bridge: Bridge) -> None:
    at = outline.index_of(card(bridge, "risk"))
    assert outline.setData(at, "Other words.")
    assert bridge.board.elements[card(bridge, "risk")].label == "Other words."


def test_a_link_is_typed_on_the_last_line(outline: OutlineModel, bridge: Bridge) -> None:
    risk, measure = card(bridge, "risk"), card(bridge, "mitigation")
    for link in [link for link in bridge.board.links_of(risk) if measure in (link.source, link.target)]:
        bridge.run("delete", ids=[link.id])
    at = outline.index_of(risk)
    last = outline.index(outline.rowCount(at) - 1, 0, at)
    assert last.data(NODE_ROLE)[0] == "add"
    assert outline.setData(last, f"is reduced by, {bridge.board.elements[measure].label}")
    assert any(isinstance(link, Link) and link.source == measure for link in bridge.board.links_to(risk))


def test_a_link_that_cannot_be_read_says_why(bridge: Bridge) -> None:
    risk = card(bridge, "risk")
    assert "No card is called" in read_link(bridge.board, bridge.catalogue, risk, "is reduced by, xyzzy")
    measure = bridge.board.elements[card(bridge, "mitigation")]
    assert "No relation is called" in read_link(bridge.board, bridge.catalogue, risk, f"qqqq, {measure.label}")


def test_a_card_alone_takes_the_likeliest_relation(bridge: Bridge) -> None:
    risk, measure = card(bridge, "risk"), bridge.board.elements[card(bridge, "mitigation")]
    read = read_link(bridge.board, bridge.catalogue, risk, measure.label)
    assert isinstance(read, dict)
    assert read["relation"] in bridge.catalogue.relations
    coded = read_link(bridge.board, bridge.catalogue, risk, f"is reduced by {measure.code}")
    assert coded == {"relation": "mitigates", "source": measure.id, "target": risk}


def test_many_lines_go_at_once(outline: OutlineModel, bridge: Bridge) -> None:
    made = bridge.run("paste_lines", text="\n".join(f"Line {n}" for n in range(40)), kind="concern")
    assert made is not None
    other = made.ids[20]
    bridge.run("retype_element", id=other, kind="goal")
    runs: list[tuple[int, int]] = []
    outline.rowsAboutToBeRemoved.connect(lambda _above, first, last: runs.append((first, last)))
    bridge.run("delete", ids=list(made.ids))
    assert sorted(last - first + 1 for first, last in runs) == [1, 39]
    assert not any(outline.index_of(i).isValid() for i in made.ids)
    bridge.undo()
    assert outline.index_of(other).parent().data(NODE_ROLE) == ("group", "goal")
