"""The agreement page over Hill East: words first, figures on demand, and what can be done with a statement."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from stworkshop import assets
from stworkshop.commands.base import Decision
from stworkshop.exchange import our_json
from stworkshop.model.changes import adding
from stworkshop.model.records import Round
from stworkshop.rounds import priorities
from stworkshop.session.session import Session
from ui.features.agreement.agreement_page import AgreementPage
from ui.features.agreement.delegate import under
from ui.features.agreement.model import AGREEMENT, MAP, SIDE, Head, StatementLine
from ui.features.agreement.panels import OrderScale
from ui.features.agreement.timer import SECONDS, BothEnds
from ui.features.agreement.two_views import TwoViews
from ui.kit.theme import theme
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences


class Wall:
    """A wall that remembers what it shows."""

    def __init__(self) -> None:
        self.is_open = True
        self.shown: list[QWidget | None] = []

    def show_widget(self, make: object) -> None:
        self.shown.append(make())  # type: ignore[operator]

    def show_map(self) -> None:
        self.shown.append(None)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def workspace(bridge: Bridge, preferences: Preferences, wall: Wall) -> SimpleNamespace:
    return SimpleNamespace(bridge=bridge, preferences=preferences, wall=wall)


@pytest.fixture
def page(workspace: SimpleNamespace, qtbot: QtBot) -> AgreementPage:
    made = AgreementPage(workspace)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1500, 900)
    made.show()
    made.shown()
    return made


def heads(page: AgreementPage) -> list[tuple[str, int]]:
    return [(entry.look, entry.count) for entry in page.list.opinions.entries if isinstance(entry, Head)]


def test_groups_stand_in_their_order_and_agreed_no_is_one_of_them(page: AgreementPage) -> None:
    assert heads(page) == [("yes", 2), ("no", 1), ("mixed", 2)]


def test_agreed_no_stands_there_even_when_it_is_empty(page: AgreementPage, bridge: Bridge) -> None:
    for statement in [s.id for s in bridge.board.statements.values()]:
        bridge.run("delete", ids=[statement])
    bridge.run("add_statement", id="new", label="Buses run at night.")
    page.refresh()
    assert heads(page) == [("no", 0), ("not-asked", 1)]


def test_headings_cannot_be_chosen_and_the_arrows_pass_over_them(page: AgreementPage, qtbot: QtBot) -> None:
    ids = page.list.opinions.statements()
    page.list.pick(ids[2])
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.said is not None and page.said.id == ids[3]
    QTest.keyClick(page.list, Qt.Key.Key_Up)
    assert page.said.id == ids[2]
    assert not page.list.opinions.flags(page.list.opinions.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_row_is_read_as_a_whole(page: AgreementPage) -> None:
    row = page.list.opinions.row_of("he-y-keep")
    words = page.list.opinions.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == (
        "Phone numbers may be kept for three months. Agreed: no."
        " Eight said no, three of them strongly. Two said yes. Two were in between."
        " It says the opposite of card M3."
    )


def test_figures_are_off_at_each_opening_and_off_in_the_room_view(page: AgreementPage) -> None:
    page.figures.setChecked(True)
    assert page.list.painter.figures
    page.shown()
    assert not page.figures.isChecked() and not page.list.painter.figures
    page.figures.setChecked(True)
    page.set_room(True)
    assert not page.list.painter.figures and not page.figures.isVisible()
    assert not page.detail.ends.isVisible()


def test_with_figures_the_exact_terms_are_at_hand(page: AgreementPage) -> None:
    page.list.pick("he-y-winter")
    assert page.detail.sides.rows.columnCount() == 3
    page.figures.setChecked(True)
    assert page.detail.sides.rows.columnCount() == 5
    tips = {w.toolTip() for w in page.detail.findChildren(QWidget) if w.toolTip()}
    assert {"Median", "Consensus after Tastle and Wierman, 0 to 1"} <= tips


def test_sides_too_small_to_show_say_only_that(page: AgreementPage) -> None:
    page.list.pick("he-y-winter")
    rows = {row.side: row for row in page.detail.sides.rows.rows}
    assert rows["public"].words == "two no, two in between"
    assert rows["supplier"].words == "too few to show" and rows["supplier"].people == ""
    assert "oversight" not in rows


def test_a_row_says_that_sides_are_too_small_only_where_no_side_is_shown(page: AgreementPage) -> None:
    shown = next(one for one in page.room.said if one.id == "he-y-winter")
    assert under(shown) and "too few" not in under(shown)[0][1]
    quiet = replace(shown, gaps=(), sides=tuple(s for s in shown.sides if len([n for n in s.counts if n]) > 1))
    assert quiet.hidden and quiet.sides and under(quiet) == []
    assert "too few" in under(replace(shown, gaps=(), sides=()))[0][1]


def test_statements_can_be_grouped_by_topic_and_by_side(page: AgreementPage) -> None:
    everything = set(page.list.opinions.statements())
    for way in (MAP, SIDE, AGREEMENT):
        page.ways.chosen.emit(way)
        assert set(page.list.opinions.statements()) == everything
        lines = [entry for entry in page.list.opinions.entries if isinstance(entry, StatementLine)]
        assert sum(line.last for line in lines) == len([head for head in heads(page) if head[1]])


def test_the_list_is_a_proper_model(page: AgreementPage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.list.opinions)  # type: ignore[attr-defined]
    qtmodeltester.check(page.detail.sides.rows)  # type: ignore[attr-defined]
    qtmodeltester.check(page.matters.lines.rows)  # type: ignore[attr-defined]


def test_an_open_round_hides_its_statements_and_tells_only_how_many(
    page: AgreementPage, bridge: Bridge, session: Session
) -> None:
    asked = ["he-y-winter", "he-y-phone"]
    bridge.run("open_round", id="again", kind="rating", question="And now?", items=asked, follows="he-w-rating")
    for _n in range(4):
        answers = [{"item": asked[0], "value": 2}]
        assert isinstance(session.run("hand_in_sheet", round="again", answers=answers, side="public"), Decision)
    page.refresh()
    assert page._sealed.words.text() == "“And now?”: 4 people have answered. It opens when the round is closed."
    for statement in asked:
        page.list.pick(statement)
        assert page.said is not None and page.said.counts == () and not page.detail.chart.isVisible()
        assert not page.detail.ends.isEnabled()
    texts = " ".join(w.accessibleDescription() for w in page.findChildren(QWidget))
    assert "Eleven said yes" not in texts


def test_an_open_round_of_dots_says_so_where_they_will_stand(page: AgreementPage, bridge: Bridge) -> None:
    bridge.run("open_round", id="d2", kind="dots", question="What now?", items=["he-c-home", "he-c-dark"])
    page.refresh()
    assert "“What now?”: nobody has answered yet" in page.matters._words.text()
    assert page.matters.lines.rows.lines == [], "the dots before would lead people"


def test_hearing_both_ends_takes_three_minutes_here_and_on_the_wall(
    page: AgreementPage, wall: Wall, qtbot: QtBot
) -> None:
    page.list.pick("he-y-winter")
    QTest.keyClick(page.list, Qt.Key.Key_H)
    assert page.clock.running and page.detail.timer.isVisible() and not page.detail.ends.isVisible()
    assert wall.shown[-1] is not None and wall.shown[-1].accessibleName() == "The pilot should start in winter."
    qtbot.addWidget(wall.shown[-1])
    page.end_hearing()
    assert not page.clock.running and page.detail.ends.isVisible() and wall.shown[-1] is None


def test_what_another_part_put_on_the_wall_stays(page: AgreementPage, wall: Wall) -> None:
    page.list.pick("he-y-winter")
    page.list.pick("he-y-phone")
    page.left()
    assert wall.shown == []


def test_the_wall_shows_the_sentence_and_no_figures(page: AgreementPage, wall: Wall, qtbot: QtBot) -> None:
    page.figures.setChecked(True)
    page.list.pick("he-y-phone")
    page.show_on_wall()
    shown = wall.shown[-1]
    assert shown is not None
    qtbot.addWidget(shown)
    words = shown.accessibleDescription()
    assert "Eleven said yes" in words and "0." not in words and "public" not in words
    shown.resize(800, 500)
    assert not shown.grab().isNull()


def test_an_open_question_becomes_a_card_about_the_card(page: AgreementPage, bridge: Bridge, session: Session) -> None:
    page.list.pick("he-y-winter")
    before = set(bridge.board.elements)
    page.open_question()
    (made,) = set(bridge.board.elements) - before
    card = bridge.board.elements[made]
    assert card.kind == "open-question" and card.label == "What would settle “The pilot should start in winter”?"
    assert [(link.relation, link.target) for link in bridge.board.links_from(made)] == [("about", "he-d-pilot")]
    bridge.undo()
    assert made not in bridge.board.elements, "card and link are one step"


def test_both_views_are_kept_and_the_one_against_the_card_is_dissent(page: AgreementPage, bridge: Bridge) -> None:
    page.list.pick("he-y-keep")
    assert page.said is not None
    dialog = TwoViews(page, bridge, page.said)
    dialog.against.setPlainText("Delete them\nsoon.")
    dialog.favour.setPlainText("We must call back.")
    before = set(bridge.board.notes)
    dialog.keep.click()
    dialog.deleteLater()
    note = bridge.board.statements["he-y-keep"].discussion_note
    assert note == "Against: Delete them soon. For: We must call back."
    (made,) = set(bridge.board.notes) - before
    # The statement opposes its card, so it is the yes end that stands against the card.
    assert bridge.board.notes[made].text == "We must call back." and bridge.board.notes[made].kind == "dissent"
    page.refresh()
    assert "We must call back." in [w.text() for w in page.detail.findChildren(QLabel)]


def test_nothing_is_kept_without_words(page: AgreementPage, bridge: Bridge) -> None:
    page.list.pick("he-y-keep")
    assert page.said is not None
    dialog = TwoViews(page, bridge, page.said)
    assert not dialog.keep.isEnabled()
    dialog.deleteLater()


def test_the_room_is_asked_what_was_not_asked_else_again(
    page: AgreementPage, bridge: Bridge, workspace: SimpleNamespace
) -> None:
    asked: list[tuple[tuple[str, ...], str]] = []
    workspace.ask_room = lambda *, kind, items, follows="": asked.append((tuple(items), follows))
    page.list.pick("he-y-winter")
    page.ask()
    bridge.run("add_statement", id="new", label="Buses run at night.")
    page.refresh()
    page.ask()
    assert asked == [(("he-y-winter",), "he-w-rating"), (("new",), "")]


def test_a_change_from_elsewhere_is_seen(page: AgreementPage, session: Session, bridge: Bridge, qtbot: QtBot) -> None:
    bridge.run("edit_statement", id="he-y-keep", discussion_note="Both ends were heard.")
    qtbot.waitUntil(lambda: any(s.statement.discussion_note == "Both ends were heard." for s in page.room.said))


def test_an_empty_map_says_how_to_begin(page: AgreementPage, bridge: Bridge, session: Session) -> None:
    for statement in list(bridge.board.statements):
        bridge.run("delete", ids=[statement])
    for round_ in [r for r in bridge.board.rounds.values() if isinstance(r, Round)]:
        session.board._live["rounds"].pop(round_.id)
    page.refresh()
    assert page._whole.currentIndex() == 1 and not page.detail.isVisible()


def test_every_control_has_a_name(page: AgreementPage) -> None:
    page.list.pick("he-y-winter")
    nameless = [b for b in page.findChildren(QAbstractButton) if not b.accessibleName() and b.isVisible()]
    assert nameless == []


@pytest.mark.parametrize("width", [1090, 1366, 1420, 1440, 1500, 1600])
def test_nothing_is_cut_off_beside_the_detail(page: AgreementPage, width: int, qtbot: QtBot) -> None:
    page.resize(width, 900)
    inside = page.list.parentWidget()
    area = inside.parentWidget() if inside is not None else None
    assert inside is not None and area is not None
    qtbot.waitUntil(lambda: inside.width() == area.width())
    assert inside.minimumSizeHint().width() <= area.width()


@pytest.mark.parametrize(("width", "height"), [(1090, 470), (900, 900), (1700, 950)])
def test_it_fits_small_and_large_windows(page: AgreementPage, width: int, height: int, qtbot: QtBot) -> None:
    page.resize(width, height)
    assert page.minimumSizeHint().width() <= 1090
    page.figures.setChecked(True)
    qtbot.waitUntil(lambda: page.list.width() <= page.width() - page.detail.width())
    assert not page.grab().isNull()


# --- the clock


class Ticks:
    """A clock for tests, in milliseconds."""

    now = 0

    def __call__(self) -> int:
        return self.now


def test_the_clock_gives_half_to_either_end(qtbot: QtBot) -> None:
    ticks = Ticks()
    clock = BothEnds(now=ticks)
    clock.start()
    assert clock.words == "3:00" and "said no" in clock.turn
    ticks.now = 91_000
    clock.tick()
    assert clock.words == "1:29" and "said yes" in clock.turn
    clock.pause()
    ticks.now = 500_000
    assert clock.left == SECONDS - 91, "a pause takes no time"
    clock.start()
    ticks.now += 89_000
    clock.tick()
    assert clock.left == 0 and not clock.running
    clock.restart()
    assert clock.words == "3:00" and clock.running
    clock.pause()


def test_what_comes_first_is_asked_from_an_empty_page(page: AgreementPage, workspace: SimpleNamespace) -> None:
    asked: list[str] = []
    workspace.ask_room = lambda *, kind: asked.append(kind)
    ways = [made for made in page.findChildren(QPushButton) if made.text() == "Ask what comes first…"]
    ways[0].click()
    assert asked == ["dots"]


def test_an_earlier_round_of_dots_can_be_looked_at_again(page: AgreementPage, bridge: Bridge) -> None:
    board = bridge.board
    first = next(r for r in board.rounds.values() if r.kind == "dots")
    before = page.matters.lines.accessibleDescription(), page.matters.lines.model().rowCount()
    later = replace(first, id="later", closed_order=99, items=(), seq=board.next_seq())
    bridge.session.do("A round after it", adding([later]))
    page.refresh()
    assert page.matters.lines.model().rowCount() == 0
    page.show_round(first)
    assert page.matters.lines.model().rowCount() == before[1] > 0
    assert first.question in page.matters._sub.text()


@pytest.mark.parametrize("wide", [60, 100, 400])
def test_the_ends_of_the_order_scale_never_stand_on_each_other(dressed: QApplication, qtbot: QtBot, wide: int) -> None:
    board = our_json.read(next(p for p in assets.sample_sessions() if p.stem == "quayline")).board()
    order = next(order for order in priorities.orders(board) if order.w is not None)
    scale = OrderScale(order)
    qtbot.addWidget(scale)
    scale.setFixedWidth(wide)
    scale.show()
    measured = QFontMetrics(theme().font("caption"))
    room = wide - measured.horizontalAdvance("each their own") - measured.horizontalAdvance("same order")
    assert scale.below_each_other() or room > 0
    assert (scale.height() > theme().scaled(34)) is scale.below_each_other() is (wide < 400)
