"""The tables of the List page: what they show, and what a new value does."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from stworkshop.session.session import Session
from ui.features.list.table import ID_ROLE, RecordFilter, RecordTable
from ui.session.bridge import Bridge
from ui.session.record_columns import ALL, PLAIN_ROOTS, columns_of, records_of

TABLES = [*catalogue().kinds, ALL, *PLAIN_ROOTS]


def column(model: RecordTable, column_id: str) -> int:
    return [c.id for c in model.columns].index(column_id)


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_a_good_model(bridge: Bridge, qtmodeltester: ModelTester, table: str) -> None:
    model = RecordTable(bridge, table)
    rows = RecordFilter()
    rows.setSourceModel(model)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]
    assert model.rowCount() == len(records_of(bridge.board, table))


@pytest.mark.parametrize("table", TABLES)
def test_columns_have_titles_and_ids_of_their_own(table: str) -> None:
    columns = columns_of(catalogue(), table)
    assert len({c.id for c in columns}) == len(columns)
    assert all(c.title for c in columns)


def test_columns_of_links_name_relations_that_there_are() -> None:
    columns = [c.id for table in TABLES for c in columns_of(catalogue(), table)]
    named = [c.rpartition("-")[0] for c in columns if c.endswith(("-True", "-False"))]
    assert named
    assert set(named) <= set(catalogue().relations)


def test_a_label_is_edited_in_place_and_undone(bridge: Bridge) -> None:
    model = RecordTable(bridge, "concern")
    at = model.index(0, column(model, "label"))
    before = at.data()
    assert model.setData(at, "Nobody waits in the rain.")
    assert at.data() == "Nobody waits in the rain."
    bridge.undo()
    assert at.data() == before


def test_an_empty_label_is_refused(bridge: Bridge) -> None:
    model = RecordTable(bridge, "concern")
    at = model.index(0, column(model, "label"))
    before = at.data()
    assert not model.setData(at, "")
    assert at.data() == before


def test_a_step_is_chosen_as_a_number(bridge: Bridge) -> None:
    model = RecordTable(bridge, "risk")
    at = model.index(0, column(model, "likelihood"))
    assert model.setData(at, "5")
    assert bridge.board.elements[at.data(ID_ROLE)].attributes["likelihood"] == 5
    assert at.data() == "Very likely"


def test_topics_are_put_on_and_taken_off_in_one_step(bridge: Bridge, session: Session) -> None:
    model = RecordTable(bridge, "concern")
    at = model.index(0, column(model, "concepts"))
    assert model.setData(at, ["regulation"])
    assert bridge.board.elements[at.data(ID_ROLE)].concepts == ("regulation",)


def test_rows_come_and_go_with_the_records(bridge: Bridge, qtmodeltester: ModelTester) -> None:
    model = RecordTable(bridge, "risk")
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    rows = model.rowCount()
    decision = bridge.run("add_element", kind="risk", label="The bus is late for the last train.")
    assert decision is not None
    assert model.rowCount() == rows + 1
    assert model.row_of(decision.ids[0]) == rows
    bridge.run("retype_element", id=decision.ids[0], kind="concern")
    assert model.rowCount() == rows
    bridge.undo()
    bridge.run("delete", ids=[decision.ids[0]])
    assert model.rowCount() == rows
    bridge.undo()
    assert model.rowCount() == rows + 1


def test_other_ends_are_shown_and_gaps_are_said(bridge: Bridge) -> None:
    model = RecordTable(bridge, "concern")
    held = column(model, "has-concern-False")
    shown = {model.index(row, held).data() for row in range(model.rowCount())}
    people = [e.label for e in bridge.board.elements.values() if e.kind == "stakeholder"]
    assert any(person in words for person in people for words in shown)
    decision = bridge.run("add_element", kind="concern", label="A worry of nobody's.")
    assert decision is not None
    assert model.index(model.row_of(decision.ids[0]), held).data() == "nobody yet"


def test_words_topics_and_gaps_filter(bridge: Bridge) -> None:
    rows = RecordFilter()
    model = RecordTable(bridge, "concern")
    rows.setSourceModel(model)
    label = str(model.index(0, column(model, "label")).data())
    rows.show_words(label.upper())
    assert rows.rowCount() == 1
    rows.show_words("")
    rows.show_topic("human-rights")
    tagged = [e for e in bridge.board.elements.values() if e.kind == "concern" and "human-rights" in e.concepts]
    assert rows.rowCount() == len(tagged)
    rows.show_topic("")
    bridge.run("add_element", kind="concern", label="Nobody holds this.")
    rows.show_gaps(True)
    shown = [rows.index(row, 1).data() for row in range(rows.rowCount())]
    assert "Nobody holds this." in shown
    assert 0 < len(shown) < model.rowCount()


def test_codes_sort_by_number(bridge: Bridge) -> None:
    rows = RecordFilter()
    for number in range(12):
        bridge.run("add_element", kind="concern", label=f"Concern number {number}.")
    model = RecordTable(bridge, "concern")
    rows.setSourceModel(model)
    rows.sort(0, Qt.SortOrder.DescendingOrder)
    codes = [int(str(rows.index(row, 0).data())[1:]) for row in range(rows.rowCount())]
    assert codes == sorted(codes, reverse=True)


def test_nothing_is_editable_while_reading_only(bridge: Bridge, reading: Bridge) -> None:
    model = RecordTable(bridge, ALL)
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    model = RecordTable(reading, ALL)
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_all_lists_every_card(bridge: Bridge) -> None:
    model = RecordTable(bridge, ALL)
    shown = [model.record(model.index(row, 0)) for row in range(model.rowCount())]
    assert all(isinstance(record, Element) for record in shown)
    assert {record.id for record in shown if record} == set(bridge.board.elements)
