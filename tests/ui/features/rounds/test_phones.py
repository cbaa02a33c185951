"""Asking with telephones from the page of rounds: the code, what came by which way, slips on the laptop, the end."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from stworkshop.session.phone_sheets import HEADS, SLIP
from tests.session.test_phone_sheets import sealed
from tests.ui.features.rounds.conftest import CODE
from ui.features.rounds.doors import SlipDoor
from ui.features.rounds.phones import PhonesDialog, WallCode, stop_telephones
from ui.features.rounds.rounds_page import RoundsPage
from ui.features.rounds.three_ways import ThreeWays, WayBar
from ui.features.rounds.window import PassWindow
from ui.kit.widgets.qr import QrPicture
from ui.lan import phone_hosting
from ui.lan.phone_hosting import PhoneHosting
from ui.session.phones import asked_now, slip_address
from ui.session.round_codes import codes_of
from ui.shell.main_window import MainWindow

HERE = "127.0.0.1"


@pytest.fixture
def asking(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window with an open round about one statement, in a network that is this laptop alone."""
    monkeypatch.setattr(phone_hosting, "local_address", lambda: HERE)
    window.new_session("")
    bridge = window.page().bridge
    bridge.run("add_statement", id="st-1", label="The model helps")
    bridge.run("open_round", id="r", question="How far?", kind="rating", items=["st-1"])
    codes_of(bridge).keep("r", CODE, 3)
    return window


def ways(window: MainWindow) -> ThreeWays:
    window.page().show_view("rounds")
    page = window.page().view_page("rounds")
    assert isinstance(page, RoundsPage)
    QApplication.processEvents()  # what was laid out before goes
    return [made for made in page.findChildren(ThreeWays) if made.isVisibleTo(page)][-1]


def words(part: QWidget) -> str:
    return "\n".join(made.text() for made in part.findChildren(QLabel))


def press(part: QWidget, name: str) -> None:
    next(made for made in part.findChildren(QPushButton) if made.text() == name).click()


def accept(monkeypatch: pytest.MonkeyPatch, one_each: str) -> None:
    """Answer the dialog as the facilitator does."""

    def answered(dialog: PhonesDialog) -> QDialog.DialogCode:
        dialog.choice.segment(one_each).click()
        dialog.people.setValue(3)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(PhonesDialog, "exec", answered)


def test_telephones_are_asked_counted_and_stopped(asking: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    bridge = asking.page().bridge
    assert asked_now(bridge, "r") is None and not ways(asking).findChildren(QrPicture)
    accept(monkeypatch, HEADS)
    press(ways(asking), "Ask with telephones")
    phones = asked_now(bridge, "r")
    assert isinstance(phones, PhoneHosting)
    shown = ways(asking)
    assert [picture.accessibleDescription() for picture in shown.findChildren(QrPicture)] == [phones.code]
    assert phones.word in words(shown) and phones.url.removeprefix("http://").rstrip("/") in words(shown)
    assert slip_address(bridge, "r", "K7Q") == (phones.code_of("K7Q"), phones.url.rstrip("/"), phones.word)
    assert slip_address(bridge, "other", "K7Q") == ("", "", "")

    wall = WallCode("How far?", phones, lambda: bridge.session.sheets_in("r"))
    assert " ".join(phones.word) in wall.accessibleDescription() and phones.url in wall.accessibleDescription()
    wall.resize(640, 360)
    assert not wall.grab().toImage().isNull()
    assert "0 sheets are in the box." in [words for words, *_look in wall._lines()]

    came = bridge.session.phones.take("r", sealed(bridge.session, "r"), "a" * 20, one_each=HEADS)
    assert isinstance(came, bytes)
    phones.took.emit()
    said = [bar.accessibleName() for bar in ways(asking).findChildren(WayBar)]
    assert said == ["1 by telephone, 0 on paper, 0 on this laptop · 2 missing"]
    assert "1 sheet is in the box." in [words for words, *_look in wall._lines()]
    stop_telephones(asking.page())
    assert "closed" in wall.accessibleDescription() and "closed" in wall._lines()[-1][0]
    wall.deleteLater()
    assert asked_now(bridge, "r") is None and bridge.session.sheets_in("r") == 1

    phones.start("r", address=HERE)
    bridge.run("close_round", id="r")
    assert asked_now(bridge, "r") is None and phones.url == "", "it ends with its round"
    bridge.run("open_round", id="r2", question="And now?", kind="rating", items=["st-1"])
    phones.start("r2", address=HERE)
    bridge.closing.emit()
    assert phones.url == "", "and with its session"


def test_on_the_laptop_each_person_shows_a_slip(asking: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    bridge = asking.page().bridge
    accept(monkeypatch, SLIP)
    press(ways(asking), "Ask with telephones")
    bridge.session.ballots.issue("r", 1)
    slip = bridge.session.phones.slip("r", bridge.session.ballots.codes("r")[0])
    passing = PassWindow(None, bridge, codes_of(bridge), "r")
    for again in (False, True):
        passing._go(passing._who)
        door = passing.page
        assert isinstance(door, SlipDoor)
        (field,) = door.findChildren(QLineEdit)
        field.setText("K7Q")
        field.returnPressed.emit()
        assert "not a slip" in words(door)
        field.setText(slip.lower())
        field.returnPressed.emit()
        assert isinstance(passing.page, SlipDoor) == again
        if again:
            assert "on the laptop already" in words(door)
            continue
        passing._choose_side("public")
        passing._sheet.rate("st-1", 4)
        passing._hand_in()
    assert bridge.session.phones.ways("r").here == 1
    passing.leave()
