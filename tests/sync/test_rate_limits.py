"""What guests send beyond a fair measure waits, is told, and is never lost; honest work is never slowed."""

from __future__ import annotations

import math

import pytest

from stworkshop.model.changes import updating
from stworkshop.sync import frames, rate_limits
from stworkshop.sync.rate_limits import BYTES, FREE, GROWTH, MEGABYTE, UPDATES, Allowance, Growth
from tests.sync.wire import InMemory, Laptop


def test_five_edits_a_second_all_day_are_never_slowed() -> None:
    mine = Allowance(0.0)
    for number in range(8 * 3600 * 5):
        assert not mine.wait(number / 5)
        mine.spend(250, number / 5)


def test_what_people_do_at_once_is_never_slowed() -> None:
    for updates, size in ((500, 1_000), (1, frames.MOST_UPDATE), (5_000, 120), (60, 40_000), (1_800, 60)):
        mine = Allowance(0.0)
        for _number in range(updates):
            assert not mine.wait(0.0), (updates, size)
            mine.spend(size, 0.0)


@pytest.mark.parametrize("size", [1, 60, 40_000, frames.MOST_UPDATE])
def test_whatever_is_sent_no_more_is_taken_in_a_minute(size: int) -> None:
    mine, now, taken, count = Allowance(0.0), 0.0, 0, 0
    while now <= 60.0:
        if wait := mine.wait(now):
            now += wait + 1e-6
            continue
        mine.spend(size, now)
        taken, count = taken + size, count + 1
    assert taken <= BYTES.at_once + 60 * BYTES.each_second + size
    assert count <= UPDATES.at_once + 60 * UPDATES.each_second + 1


def test_savings_grow_back_and_no_further() -> None:
    mine = Allowance(0.0)
    mine.spend(int(BYTES.at_once) + 64 * 1024, 0.0)
    assert mine.wait(0.0) == pytest.approx(2.0)
    assert mine.wait(1.0) == pytest.approx(1.0) and not mine.wait(2.0)
    assert not mine.wait(1e6)
    mine.spend(int(BYTES.at_once) + 1, 1e6)
    assert mine.wait(1e6) > 0
    # A clock that stands still, or goes back, gives nothing away.
    assert mine.wait(0.0) == mine.wait(1e6)


def test_growth_is_told_at_half_and_stopped_at_the_limit_until_more_is_allowed() -> None:
    growth = Growth()
    growth.add("bo", "Bo", MEGABYTE)
    growth.add("ada", "Ada", (GROWTH // 2 - 1) * MEGABYTE - 1)
    assert not growth.news()
    growth.add("ada", "Ada", 1)
    assert growth.news() == "Guests have made this session about 16 MB larger, 15 MB of it from Ada."
    assert not growth.news() and not growth.waits("ada")
    growth.add("ada", "Ada", GROWTH // 2 * MEGABYTE)
    assert growth.stopped and growth.news().endswith("waits until you allow it. Nothing is lost.")
    assert not growth.news()
    assert growth.waits("ada") and not growth.waits("bo") and not growth.waits("somebody new")
    growth.allow_more()
    assert not growth.stopped and not growth.waits("ada") and not growth.news()
    growth.add("ada", "Ada", GROWTH // 2 * MEGABYTE)
    assert growth.news().startswith("Guests have made this session about 48 MB larger")
    growth.add("ada", "Ada", GROWTH // 2 * MEGABYTE)
    assert growth.waits("ada")


def test_marks_that_are_made_up_do_not_let_it_grow_without_an_end() -> None:
    growth, taken = Growth(), 0
    for number in range(100):
        who = f"made up {number}"
        for _piece in range(FREE // 100_000 + 1):
            if not growth.waits(who):
                growth.add(who, "Mallory", 100_000)
                taken += 100_000
    assert taken <= rate_limits.MOST_BEYOND * GROWTH * MEGABYTE + 100_000


# --- in a room


@pytest.fixture
def net() -> InMemory:
    return InMemory()


def overwrite(laptop: Laptop, number: int, size: int = 40_000) -> None:
    """Write the note of one card anew."""
    laptop.do(updating(laptop.guest.board.elements["late"], {"note": f"{number}".ljust(size, "x")}))


def settle_as_the_host_hears(net: InMemory, until: float) -> int:
    """Deliver all that is under way, of each laptop only what the host takes now; return how many updates it took."""
    taken = 0
    while net.now < until:
        busy = False
        for laptop in net.laptops.values():
            while laptop.down:
                net.deliver_one(laptop, upwards=False)
            if laptop.up and not (frames.is_update(laptop.up[0]) and net.room.wait(laptop.name, net.now)):
                taken += frames.is_update(laptop.up[0])
                net.deliver_one(laptop, upwards=True)
                busy = True
        if not busy:
            if not any(laptop.up for laptop in net.laptops.values()):
                break
            net.now += 1.0
    return taken


def test_a_guest_who_overwrites_a_note_on_and_on_waits_hears_of_it_and_loses_nothing(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    net.settle()
    for number in range(300):
        overwrite(ada, number)
    began = net.now
    settle_as_the_host_hears(net, began + 60.0)
    assert ada.up and ada.guest.owing
    assert net.room.growth.total < BYTES.at_once + 61 * BYTES.each_second + MEGABYTE
    (words,) = {*ada.waits}
    assert words.endswith("nothing is lost.")
    assert [told.event for told in net.told].count("slowed") == 1
    # Nobody else waits.
    assert not net.room.wait("bo", net.now)
    bo.run("edit_element", id="riders", label="Said meanwhile")
    settle_as_the_host_hears(net, net.now + 1.0)
    assert net.host.board.elements["riders"].label == "Said meanwhile"
    settle_as_the_host_hears(net, net.now + 3600.0)
    assert not ada.guest.owing and not ada.refused and not net.closed
    assert net.host.board.elements["late"].note.startswith("299x") and bo.guest.board.elements["late"].note[:3] == "299"


def test_coming_again_begins_no_new_allowance(net: InMemory) -> None:
    ada = net.add("ada")
    net.settle()
    for number in range(120):
        overwrite(ada, number)
    settle_as_the_host_hears(net, net.now + 3.0)
    assert ada.up
    before = net.room.growth.total
    net.cut(ada)
    net.plug_in(ada)
    settle_as_the_host_hears(net, net.now + 10.0)
    assert 0 < net.room.growth.total - before < 12 * BYTES.each_second + 50_000
    settle_as_the_host_hears(net, net.now + 3600.0)
    assert not ada.guest.owing and net.host.board.elements["late"].note.startswith("119x")


def test_a_room_that_has_grown_to_its_limit_takes_more_when_it_is_allowed(net: InMemory) -> None:
    net.room.growth = Growth(3)
    ada, bo = net.add("ada"), net.add("bo")
    net.settle()
    for number in range(100):
        overwrite(ada, number)
    settle_as_the_host_hears(net, net.now + 100.0)
    assert net.room.wait("ada", net.now) == math.inf and not net.room.wait("bo", net.now)
    told = [told.message for told in net.told if told.event == "growth"]
    assert len(told) == 2 and all("from ada" in words for words in told)
    assert "facilitator allows more" in ada.waits[-1] and not bo.waits
    # Who comes in now is told, too, and sees the map.
    net.cut(ada)
    ada.waits.clear()
    net.plug_in(ada)
    bo.run("edit_element", id="riders", label="Said meanwhile")
    settle_as_the_host_hears(net, net.now + 5.0)
    assert ada.waits and ada.guest.connected and ada.guest.board.elements["riders"].label == "Said meanwhile"
    while net.room.growth.stopped:
        net.room.growth.allow_more()
        settle_as_the_host_hears(net, net.now + 600.0)
    assert not ada.guest.owing and net.host.board.elements["late"].note.startswith("99x")


def test_what_is_refused_counts_too_and_adds_nothing(net: InMemory) -> None:
    ada = net.add("ada", "viewer")
    net.settle()
    before = net.room.growth.total
    overwrite(ada, 1)
    net.settle()
    assert ada.refused and net.room.growth.total == before
