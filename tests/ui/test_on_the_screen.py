"""Every dialog of the program is within its screen, and what it asks can be answered there, at every size of text."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import ui
from stworkshop.analysis.viewpoints import View
from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import Report
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Round
from stworkshop.rounds.opinion_summary import Room
from stworkshop.session.library import Library
from tests.ui.features.together.test_host_dialog import HostRoom
from ui.features.agenda.agenda_dialog import AgendaDialog
from ui.features.agreement.statement import StatementDialog
from ui.features.agreement.two_views import TwoViews
from ui.features.bring_in.dialog import BringIn
from ui.features.bring_in.memory import Memory
from ui.features.bring_in.told import ReportDialog
from ui.features.capture.waiting_dialog import WaitingDialog
from ui.features.decisions.say_against import SayAgainst
from ui.features.keying.import_ballots import ImportBallots
from ui.features.printing.desk import Desk
from ui.features.printing.dialog import PrintDialog
from ui.features.rounds.open_round import OpenRoundDialog
from ui.features.rounds.passing import CodeDialog
from ui.features.rounds.phones import PhonesDialog
from ui.features.settings.about_dialog import AboutDialog
from ui.features.settings.keyboard_dialog import KeyboardDialog
from ui.features.settings.settings_dialog import SettingsDialog
from ui.features.tables.copy_transfer import OfferDialog
from ui.features.tables.give_dialog import GiveDialog
from ui.features.tables.unrelated_files import Doubt
from ui.features.together.host_dialog import HostDialog, OpenDialog
from ui.features.together.join_dialog import JoinDialog
from ui.features.together.room_code import LargeCode
from ui.features.together.share_dialog import ShareDialog
from ui.features.views.own_view import OwnView
from ui.kit import bounded
from ui.kit.bounded import moved_inside
from ui.kit.confirm_dialog import Confirm
from ui.kit.error_dialog import BugDialog, TroubleDialog
from ui.kit.theme import theme
from ui.kit.which_dialog import AskWhich
from ui.kit.words_dialog import AskWords
from ui.records.forget_dialog import ForgetDialog
from ui.records.merge_dialog import AlikeDialog, MergeDialog
from ui.records.split_dialog import SplitDialog
from ui.session.preferences import Preferences
from ui.shell.main_window import MainWindow

SCREENS = (QSize(1366, 768), QSize(1090, 600))
LONG = (
    "Who decides which stops are given up when the model says that few people use them, and who may say no to it? " * 2
)
GUESTS = [(f"g-{n}", f"Laptop number {n}") for n in range(8)]


class NoFinder(QObject):
    """Finds no room."""

    found = Signal(object)
    gone = Signal(str)
    crowded = Signal()

    def start(self) -> bool:
        return True

    def stop(self) -> None: ...


def _print(window: MainWindow, _tmp: Path) -> QDialog:
    page = window.page()
    note = lambda *_a, **_k: None  # noqa: E731
    desk = Desk(window, page.bridge.session, page.bridge.catalogue, window.background, window.preferences, note)
    return PrintDialog(window, desk)


def _give(window: MainWindow, tmp: Path) -> QDialog:
    made = GiveDialog(window, "Evening", str(tmp), {}, GUESTS)
    for n in range(len(made._rows), 12):
        made.add_table(f"Table {n}")
    return made


def _cards(window: MainWindow) -> list[str]:
    return list(window.page().bridge.board.elements)


def _forgetting(window: MainWindow) -> Mapping[str, Any]:
    bridge = window.page().bridge
    return bridge.session.forgetting(next(iter(bridge.board.participants)))


def _two_views(window: MainWindow, _tmp: Path) -> QDialog:
    bridge = window.page().bridge
    return TwoViews(window, bridge, Room(bridge.board, bridge.catalogue).said[0])


def _own_view(window: MainWindow, _tmp: Path) -> QDialog:
    viewpoint = next(iter(window.page().bridge.catalogue.viewpoints))
    return OwnView(window, window.page().bridge.catalogue, View("", "", viewpoint, (), (), "", own=False))


MAKERS: dict[type[QDialog], Callable[[MainWindow, Path], QDialog]] = {
    AboutDialog: lambda w, _t: AboutDialog(w),
    AgendaDialog: lambda w, _t: AgendaDialog(w, w.page().bridge, w.page().clock),
    AlikeDialog: lambda w, _t: AlikeDialog(w, w.page().bridge, _cards(w)[:2]),
    AskWhich: lambda w, _t: AskWhich(w, LONG, LONG, "Do it", [(f"K{n}", LONG) for n in range(20)]),
    AskWords: lambda w, _t: AskWords(w, LONG, LONG, "Do it"),
    BringIn: lambda w, _t: BringIn(
        w, lambda: w.page().bridge.board, w.page().bridge.catalogue, w.background, w.preferences,
        Memory(_t), None  # type: ignore[arg-type]
    ),
    BugDialog: lambda w, t: BugDialog(w, t / ("a-long-folder-name" * 6) / "report.txt"),
    CodeDialog: lambda w, _t: CodeDialog(w.page()),
    Confirm: lambda w, _t: Confirm(w, LONG, LONG * 5, "Close and lose them", "Stay"),
    Doubt: lambda w, _t: Doubt(w, LONG, LONG * 4, ["Side by side", "Open it", "Leave the older one out of it"]),
    ForgetDialog: lambda w, _t: ForgetDialog(w, "Ana", _forgetting(w)),
    GiveDialog: _give,
    HostDialog: lambda w, _t: HostDialog(w, w.together, HostRoom(), "Hill East"),  # type: ignore[arg-type]
    ImportBallots: lambda w, _t: ImportBallots(w, w.page().bridge, Round(id="r"), w.preferences),
    JoinDialog: lambda w, _t: JoinDialog(w, w.preferences, lambda: NoFinder()),  # type: ignore[arg-type, return-value]
    KeyboardDialog: lambda w, _t: KeyboardDialog(w, w.registry),
    LargeCode: lambda w, _t: LargeCode(w, "482915", "wss://192.168.8.20:8420/s-1#" + "9f" * 32, "Type 192.168.8.20"),
    MergeDialog: lambda w, _t: MergeDialog(w, w.page().bridge, _cards(w)[:9]),
    OfferDialog: lambda w, _t: OfferDialog(w, LONG),
    OpenDialog: lambda w, _t: OpenDialog(w, w.together),
    OpenRoundDialog: lambda w, _t: OpenRoundDialog(
        w, w.page().bridge, kind="dots", items=(), question="", follows=""
    ),
    OwnView: _own_view,
    PhonesDialog: lambda w, _t: PhonesDialog(w.page(), Round(id="r", anonymous="yes")),
    PrintDialog: _print,
    ReportDialog: lambda w, _t: ReportDialog(w, "a.csv", Report((LONG,) * 9, (LONG,) * 9, (LONG,)), w.preferences),
    SayAgainst: lambda w, _t: SayAgainst(w, "objection", LONG, {"public": "Public"}),
    SettingsDialog: lambda w, _t: SettingsDialog(w, w.preferences, theme(), w.looks.apply),
    ShareDialog: lambda w, _t: ShareDialog(w, w.together),
    SplitDialog: lambda w, _t: SplitDialog(w, w.page().bridge, _cards(w)[0]),
    StatementDialog: lambda w, _t: StatementDialog(w, w.page().bridge),
    TroubleDialog: lambda w, _t: TroubleDialog(w, KnownError(LONG, LONG * 2, LONG * 2), lambda: None),
    TwoViews: _two_views,
    WaitingDialog: lambda w, _t: WaitingDialog(w.page(), lambda: None),
}  # fmt: skip


def dialogs_of_the_program() -> set[type[QDialog]]:
    """Every class of a dialog in the sources, without those that are only the frame of others."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)
    found: set[type[QDialog]] = set()
    waiting: list[type[QDialog]] = [QDialog]
    while waiting:
        kinds = [kind for kind in waiting.pop().__subclasses__() if kind.__module__.startswith("ui.")]
        waiting += kinds
        found.update(kind for kind in kinds if not kind.__subclasses__())
    return found


def test_every_dialog_of_the_program_is_opened_here() -> None:
    assert {kind.__name__ for kind in dialogs_of_the_program()} == {kind.__name__ for kind in MAKERS}


@pytest.fixture(params=(1.0, 1.3, 2.0), ids=("100", "130", "200"))
def at_size(request: pytest.FixtureRequest, opened: MainWindow, dressed: QApplication) -> Iterator[MainWindow]:
    """The window with Hill East, at a size of text."""
    theme().apply(dressed, "light", request.param)
    yield opened
    theme().apply(dressed, "light", 1.0)


def test_dialogs_are_within_the_screen_with_their_buttons_in_sight(
    at_size: MainWindow, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    for size in SCREENS:
        screen = QRect(QPoint(0, 0), size)
        monkeypatch.setattr(bounded, "room_on_screen", lambda _widget, screen=screen: screen)
        at_size.setGeometry(screen)
        for kind, make in MAKERS.items():
            dialog = make(at_size, tmp_path)
            if isinstance(dialog, LargeCode):
                dialog.setGeometry(screen)
            dialog.show()
            for _turn in range(3):
                dressed.processEvents()
            told += [f"{kind.__name__} at {size.width()}x{size.height()}: {fault}" for fault in faults(dialog, screen)]
            dialog.close()
            dialog.deleteLater()
    assert not told, "\n".join(told)


def faults(dialog: QDialog, screen: QRect) -> list[str]:
    """What a person could not see or reach."""
    told = []
    if not screen.contains(dialog.frameGeometry()):
        told.append(f"{dialog.frameGeometry()} is not within the screen")
    outside = [b for b in dialog.findChildren(QPushButton) if b.isVisible() and not _scrolls(b, dialog)]
    if not outside:
        told.append("no button is in sight")
    for made in outside:
        if not dialog.rect().contains(_place(made, dialog)):
            told.append(f"the button “{made.accessibleName()}” is beyond the edge")
    main = [b for b in dialog.findChildren(QPushButton) if b.isDefault() or b.property("look") == "primary"]
    cut = [b for b in main if b.isVisible() and b.visibleRegion().boundingRect() != b.rect()]
    told += [f"the button “{b.accessibleName()}” is not in sight" for b in cut]
    for area in dialog.findChildren(QScrollArea):
        inside = area.widget()
        wide = inside is not None and area.isVisible() and inside.width() > area.viewport().width()
        if inside is not None and wide:
            told.append(f"{inside.width()} pixels in a width of {area.viewport().width()}")
    for words in dialog.findChildren(QLabel):
        if words.isVisible() and words.wordWrap() and words.height() < words.heightForWidth(words.width()):
            told.append(f"“{words.text()[:40]}” has no room")
    return told


def _scrolls(widget: QWidget, dialog: QDialog) -> bool:
    above = widget.parentWidget()
    while above is not None and above is not dialog:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def _place(widget: QWidget, dialog: QDialog) -> QRect:
    return QRect(widget.mapTo(dialog, QPoint(0, 0)), widget.size())


def test_a_frame_beyond_the_edge_is_moved_inside() -> None:
    room = QRect(100, 50, 1000, 600)
    assert moved_inside(QRect(900, 400, 400, 300), room) == QPoint(700, 350)
    assert moved_inside(QRect(0, 0, 400, 300), room) == QPoint(100, 50)
    assert moved_inside(QRect(200, 60, 1400, 900), room) == QPoint(100, 50), "the title stays in sight"


@pytest.mark.parametrize("screen", [QSize(1366, 768), QSize(1920, 1080)])
def test_the_window_opens_within_its_screen_at_the_first_start(
    library: Library, preferences: Preferences, dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    screen: QSize,
) -> None:  # fmt: skip
    monkeypatch.setattr(bounded, "room_on_screen", lambda _widget: QRect(QPoint(0, 0), screen))
    window = MainWindow(library, catalogue(), preferences, theme())
    qtbot.addWidget(window)
    assert window.width() <= screen.width()
    assert window.height() < screen.height(), "its frame is on the screen, too"
    assert window.width() >= 1090
