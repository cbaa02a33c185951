"""Chain, grid, matrix, table of rules and list: what their cells say, hold, and start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from stworkshop.analysis import legal, viewpoints
from ui.features.views import sheets
from ui.features.views.cells import Gap, Sheet, SheetModel
from ui.session.bridge import Bridge


def sheet_of(bridge: Bridge, view: str, form: str) -> Sheet:
    shown = viewpoints.view(bridge.board, bridge.catalogue, view)
    assert shown is not None
    what = viewpoints.picture(bridge.board, bridge.catalogue, shown)
    return sheets.sheet_of(bridge.board, bridge.catalogue, shown, what, form)


def texts(sheet: Sheet) -> list[list[str]]:
    """The words of a sheet, row by row."""
    return [[cell.text for cell in row] for row in sheet.rows]


FORMS = [
    ("vp-risk", "chain"),
    ("vp-risk", "grid"),
    ("vp-ability", "matrix"),
    ("vp-rules", "table"),
    ("vp-purpose", "list"),
]


@pytest.mark.parametrize(("view", "form"), FORMS)
def test_each_sheet_is_a_good_model_with_words_in_every_head(
    small: Bridge, qtmodeltester: ModelTester, view: str, form: str
) -> None:
    model = SheetModel(sheet_of(small, view, form))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    for column in range(model.columnCount()):
        assert model.headerData(column, Qt.Orientation.Horizontal)
    for row in model.sheet.rows:
        assert len(row) == model.columnCount()
    assert len(model.sheet.keys) == len(set(model.sheet.keys)) == model.rowCount()


def test_the_chain_marks_what_is_missing(small: Bridge) -> None:
    sheet = sheet_of(small, "vp-risk", "chain")
    assert texts(sheet) == [
        [
            "Roster optimiser",
            "Drivers are scored (16: likely 4, severe 4)",
            "Drivers",
            "No scores",
            "agreed",
            "nobody yet",
        ],
        [
            "no cause shown",
            "Nobody is told (2: likely 1, severe 2)",
            "nobody named yet",
            "no measure yet",
            "",
            "nobody yet",
        ],
    ]
    gaps = [cell.gap for cell in sheet.rows[1]]
    assert gaps == [Gap("cause", "q"), None, Gap("harmed", "q"), Gap("measure", "q"), None, Gap("owner", "q")]
    assert [row[1].level.strength for row in sheet.rows if row[1].level] == [3, 1]


def test_further_measures_are_rows_of_their_own_which_the_risk_spans(small: Bridge) -> None:
    small.run("add_element", kind="mitigation", id="n", label="Union at the table")
    small.run("add_link", relation="mitigates", source="n", target="r")
    sheet = sheet_of(small, "vp-risk", "chain")
    assert [row[1].spans for row in sheet.rows] == [2, 0, 1]
    model = SheetModel(sheet)
    assert model.said(1, 1).startswith("What could go wrong: Drivers are scored"), "also where the cell above spans it"
    assert model.said(1, 3) == "What we do about it: Union at the table"


def test_the_grid_puts_risks_where_they_belong_and_counts_the_unrated(small: Bridge) -> None:
    sheet = sheet_of(small, "vp-risk", "grid")
    assert sheet.rows[1][3].cards == ("r",), "severe 4, likely 4"
    assert sheet.rows[3][0].cards == ("q",)
    shown = viewpoints.view(small.board, small.catalogue, "vp-risk")
    assert shown is not None
    small.run("add_element", kind="risk", label="New")
    assert sheets.unrated(small.board, viewpoints.picture(small.board, small.catalogue, shown)) == 1


def test_the_matrix_says_whole_sentences(small: Bridge) -> None:
    model = SheetModel(sheet_of(small, "vp-ability", "matrix"))
    assert model.said(0, 0) == "Drivers lacks: Oversight"
    assert model.said(0, 1) == "Manager was not asked: Oversight"
    assert model.said(0, 2) == "Being built up: nobody plans it"
    assert model.headerData(0, Qt.Orientation.Vertical) == "Oversight"


def test_the_rules_ask_for_a_class_and_then_show_duties_and_day(small: Bridge) -> None:
    sheet = sheet_of(small, "vp-rules", "table")
    assert texts(sheet) == [
        ["Roster optimiser", "nobody has checked", "–", "1 for whoever uses it", "–", "EU AI Act", "–"]
    ]
    assert sheet.rows[0][1].gap == Gap("class", "k")
    small.run("edit_element", id="k", ai_act_tier="tier-high-risk")
    (row,) = sheet_of(small, "vp-rules", "table").rows
    assert row[1].text == "Allowed with strict duties"
    assert row[1].small == "High-risk"
    assert (row[2].text, row[2].gap) == ("which area?", Gap("area", "k"))
    assert row[3].text.endswith("for whoever uses it")
    assert row[4].text == "from 2 December 2027 (Annex III) or 2 August 2028 (Annex I): which area?"
    small.run("edit_element", id="k", annex_iii=4)
    (row,) = sheet_of(small, "vp-rules", "table").rows
    assert row[2].small == "Annex III(4)"
    assert row[4].text == "from 2 December 2027"
    small.run("edit_element", id="k", annex_iii="annex-i")
    (row,) = sheet_of(small, "vp-rules", "table").rows
    assert (row[2].small, row[4].text) == ("Annex I", "from 2 August 2028")


def test_the_duties_name_their_article_and_whose_they_are(small: Bridge) -> None:
    small.run("edit_element", id="k", ai_act_tier="tier-high-risk", annex_iii=4)
    shown = viewpoints.view(small.board, small.catalogue, "vp-rules")
    assert shown is not None
    (row,) = sheets.law_rows(small.board, small.catalogue, shown)
    words = texts(sheets.duties(row, legal.checked(small.board, small.catalogue)))
    assert ["who uses it", "Assign competent oversight", "People with competence, training, authority and support.",
            "from 2 December 2027", "Art. 26(2)"] in [list(line) for line in words]  # fmt: skip


def test_the_list_reads_the_map_band_by_band(small: Bridge) -> None:
    rows = texts(sheet_of(small, "vp-risk", "list"))
    assert list(rows[1][:3]) == ["What could go wrong", "Drivers are scored", "Risk"]
    assert set(rows[1][3].split("\n")) == {
        "could be caused by: Roster optimiser", "would harm: Drivers", "is reduced by: No scores",
    }  # fmt: skip
