"""The kit, posters, cards and ballots in the print dialog; ballots' codes are noted only when they leave."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from stworkshop.model.records import Round
from tests.ui.features.printing.conftest import PATIENT_MS, settle
from ui.features.printing.ballots_tab import BallotsTab
from ui.features.printing.cards_tab import CardsTab
from ui.features.printing.dialog import PrintDialog
from ui.features.printing.kit_tab import KitTab
from ui.features.printing.poster_tab import PosterTab
from ui.features.printing.summary_tab import SummaryTab
from ui.shell.main_window import MainWindow

Open = Callable[..., PrintDialog]


@pytest.fixture
def asked(opened: MainWindow) -> Round:
    """An open rating round of Hill East."""
    bridge = opened.page().bridge
    bridge.run(
        "open_round", id="r", kind="rating", items=list(bridge.board.statements)[:3], question="What do you say?"
    )
    return bridge.board.rounds["r"]


def shown_text(dialog: PrintDialog) -> str:
    made = dialog.desk.made(dialog.tab.parts()[0].pages)
    assert made is not None
    document: QPdfDocument = dialog.preview.sheaf(made).document
    return " ".join("".join(document.getAllText(page).text() for page in range(made.count)).split())


def save_to(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target) if target.name else "", ""))


# --- ballots


def test_ballots_bear_the_codes_and_nothing_is_noted_yet(
    opened: MainWindow, asked: Round, open_dialog: Open, qtbot: QtBot
) -> None:
    dialog = open_dialog("ballots", asked="r")
    tab = dialog.tab
    assert isinstance(tab, BallotsTab)
    tab.people.setValue(4)
    settle(dialog, qtbot)
    ballots = opened.page().bridge.session.ballots
    words = shown_text(dialog)
    assert all(code in words for code in ballots.codes("r", 7)) and ballots.states("r") == {}
    assert tab.told.text() == "7 ballots, 3 of them spare."
    assert dialog.foot.estimate.text().startswith("4 sheets")


@pytest.mark.parametrize("name", ["b.pdf", ""])
def test_saving_notes_the_codes_if_a_name_is_given(
    name: str, opened: MainWindow, asked: Round, open_dialog: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    save_to(tmp_path / name if name else Path(""), monkeypatch)
    dialog = open_dialog("ballots", asked="r")
    dialog.foot.save.click()
    states = opened.page().bridge.session.ballots.states("r")
    if not name:
        assert states == {}
        return
    assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    assert sorted(states.values()).count("printed") == 3
    tab = dialog.tab
    assert isinstance(tab, BallotsTab) and "printed already" in tab.told.text()


def test_ballots_can_be_made_to_fill_in_and_one_on_a_sheet(
    opened: MainWindow, asked: Round, open_dialog: Open, qtbot: QtBot
) -> None:
    dialog = open_dialog("ballots", asked="r")
    tab = dialog.tab
    assert isinstance(tab, BallotsTab)
    several = dialog.desk.made(tab.parts()[0].pages)
    tab.several.segment("one").click()
    tab.fillable.switch.click()
    settle(dialog, qtbot)
    single = dialog.desk.made(tab.parts()[0].pages)
    assert several is not None and single is not None and single.count > several.count
    with pikepdf.open(io.BytesIO(single.data)) as pdf:
        assert "/AcroForm" in pdf.Root


def test_without_an_open_round_there_are_no_ballots(open_dialog: Open) -> None:
    dialog = open_dialog("ballots")
    assert dialog.foot.why.text() == "No round is open" and not dialog.foot.save.isEnabled()


def test_actions_for_paper_are_there_while_a_round_is_open(opened: MainWindow, asked: Round) -> None:
    for name in ("print-ballots", "import-ballots", "view-keying"):
        assert opened.registry[name].enabled(), name
    opened.page().bridge.run("close_round", id="r")
    assert not opened.registry["print-ballots"].enabled()
    assert opened.registry["print-ballots"].why_not()


# --- the kit


def test_the_kit_follows_the_number_of_people(open_dialog: Open, qtbot: QtBot, asked: Round) -> None:
    dialog = open_dialog("kit")
    kit = dialog.tab
    assert isinstance(kit, KitTab)
    before = int(dialog.foot.estimate.text().split()[0])
    kit.people.setValue(kit.people.value() + 5)
    settle(dialog, qtbot)
    assert int(dialog.foot.estimate.text().split()[0]) >= before + 10  # a consent and a feedback sheet each, and more
    assert "r" in kit.rows and kit.rows["r"].is_on
    kit.rows["feedback"].tick.click()
    assert int(dialog.foot.estimate.text().split()[0]) < before + 20
    words, amount = kit.told()
    assert "name tents" in words and "ballots for" in words and "sheets" in amount


def test_the_tile_tells_of_the_kit_and_leads_to_it(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    settle(dialog, qtbot, all_pages=True)
    summary = dialog.tabs["summary"]
    assert isinstance(summary, SummaryTab)
    assert "sheets" in summary.kit.accessibleDescription()
    summary.kit.click()
    assert isinstance(dialog.tab, KitTab)
    assert "no round is open" in dialog.tab.rows["no-ballots"].tick.accessibleDescription()


def test_the_kit_is_saved_as_one_file_and_its_ballots_are_noted(
    opened: MainWindow, asked: Round, open_dialog: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "kit.pdf"
    save_to(target, monkeypatch)
    dialog = open_dialog("kit")
    kit = dialog.tab
    assert isinstance(kit, KitTab)
    for name in ("stages", "cards", "on-paper", "reply", "agenda"):
        kit.rows[name].tick.click()
    kit.people.setValue(2)
    settle(dialog, qtbot)
    dialog.foot.save.click()
    qtbot.waitUntil(lambda: "Saved" in dialog.foot._words.text(), timeout=PATIENT_MS)
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) > 8 and "/StructTreeRoot" in pdf.Root
    assert sorted(opened.page().bridge.session.ballots.states("r").values()).count("printed") == 3


# --- posters and cards


def test_a_poster_says_its_true_size(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("poster")
    poster = dialog.tab
    assert isinstance(poster, PosterTab)
    poster.columns.setValue(2)
    poster.rows.setValue(1)
    settle(dialog, qtbot)
    assert "mm, 3 sheets" in poster.measures.text()
    poster.ways.segment("one").click()
    poster.papers.segment("A2").click()
    settle(dialog, qtbot)
    made = dialog.desk.made(poster.parts()[0].pages)
    assert made is not None and made.count == 1
    assert made.sizes[0] == pytest.approx((594 / 25.4 * 72, 420 / 25.4 * 72), abs=1)
    assert poster.measures.text() == "594 × 420 mm, 1 sheet"
    again = open_dialog("poster").tab
    assert isinstance(again, PosterTab) and again.options().paper == "A2"


def test_cards_are_those_that_are_chosen(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("cards")
    cards = dialog.tab
    assert isinstance(cards, CardsTab)
    usual = cards.chosen()
    assert usual and cards.told.text().endswith("cards to cut out")
    cards.none.click()
    assert cards.chosen() == () and dialog.foot.why.text() == "No card is chosen"
    cards._kinds["risk"].blank.setValue(3)
    typical = cards._kinds["right"].typical
    assert typical is not None
    typical.click()
    cards.map.switch.click()
    assert cards.chosen() == ("blank:risk:3", "typical:right", "map")
    settle(dialog, qtbot)
    assert dialog.foot.save.isEnabled()
    cards.none.click()
    cards.none.click()
    assert cards.chosen() == usual
