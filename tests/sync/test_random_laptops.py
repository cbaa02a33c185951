"""Laptops with files in rooms played at random: cuts, lost power, changing hosts, undo; in the end nothing is lost."""

from __future__ import annotations

import random
import secrets
from pathlib import Path

import pytest
from pycrdt import Doc

from stworkshop.model import document
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import removing
from stworkshop.model.records import Ref
from tests.conftest import SOAK
from tests.sync.disk import OnDisks
from tests.sync.test_random_rooms import KINDS, OPEN_STAGE, ROLES, forbidden, some_command
from tests.sync.wire import live
from tests.workshop import assert_all_agree

SEEDS = range(2_000 if SOAK else 12)
STEPS = 90


@pytest.mark.parametrize("seed", SEEDS)
def test_laptops_with_files_all_hold_the_same_in_the_end(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    # A seed is worth something only if ids and the numbers of clients, by which edits at one moment win, come again.
    monkeypatch.setattr(secrets, "token_hex", lambda n: dice.randbytes(n).hex())
    monkeypatch.setattr(document, "Doc", lambda: Doc(client_id=dice.getrandbits(52)))
    net = OnDisks(seed, tmp_path)
    try:
        play(net)
        agree(net)
    finally:
        for laptop in net.everybody():
            laptop.session.close()


def play(net: OnDisks) -> None:
    chance = net.chance
    for number in range(1, chance.randint(3, 12)):
        net.add(f"laptop-{number}", chance.choice(ROLES))
    for _step in range(STEPS):
        laptop = chance.choice(net.everybody())
        hosts = laptop is net.keeper
        dice = chance.random()
        if dice < 0.34:
            command, arguments = some_command(chance, laptop.session.board)
            laptop.run(command, **arguments)
        elif dice < 0.37 and not hosts:
            laptop.do(forbidden(laptop, chance))
            laptop.cheats = True
        elif dice < 0.42:
            laptop.undo()
        elif dice < 0.44:
            laptop.redo()
        elif dice < 0.47 and laptop.on:
            net.cut(laptop)
        elif dice < 0.49 and not hosts:
            if laptop.on:
                net.cut(laptop)
            laptop.lose_power()
        elif dice < 0.54 and not hosts and not laptop.on:
            net.plug_in(laptop)
        elif dice < 0.55:
            net.keeper.run("start_stage", stage=chance.choice(["", OPEN_STAGE, *catalogue().stages]))
        elif dice < 0.56:
            net.restart()
        elif dice < 0.57 and not hosts and not laptop.cheats:
            net.go_on_at(laptop)
        elif dice < 0.58 and not hosts:
            net.carry_out(net.room.set_role(laptop.name, chance.choice(ROLES)))
        elif laptop.on:
            for _frame in range(chance.randint(1, 12)):
                net.deliver_one(laptop, upwards=chance.random() < 0.5, twice=chance.random() < 0.05)
        net.pass_on_host()
    for guest in list(net.laptops.values()):
        if not guest.on:
            net.plug_in(guest)
    net.settle()


def agree(net: OnDisks) -> None:
    everybody = net.everybody()
    expected = live(net.keeper.session.board)
    assert live(net.room.board) == expected
    told: set[Ref] = set()
    for laptop in everybody:
        assert live(laptop.session.board) == expected
        assert_all_agree(laptop.session)
        assert laptop is net.keeper or not laptop.guest.owing
        told |= {ref for refusal in laptop.refused for ref in refusal.change.refs()}
    board = net.keeper.session.board
    made = {ref for laptop in everybody for ref in laptop.made}
    lost = {ref for ref in made - told if board.get(ref) is None and board.gone(ref) is None}
    assert not lost, "an edit that nobody refused is missing"
    assert board.session.label == "Evening buses" and not board.rounds
    assert all(card.kind in (*KINDS, "component") for card in board.elements.values())
    for link in board.links.values():
        assert link.relation != "hates" and link.source != link.target


def test_nothing_is_left_of_a_link_whose_card_is_gone(tmp_path: Path) -> None:
    net = OnDisks(0, tmp_path)
    hill = net.add("laptop-1")
    net.settle()
    hill.run("add_link", relation="causes", source="late", target="riders")
    net.keeper.session.do("Delete", removing([net.keeper.session.board.elements["late"]]))
    net.pass_on_host()
    net.settle()
    agree(net)
    assert "late" not in {link.source for link in net.keeper.session.board.links.values()}
    for laptop in net.everybody():
        laptop.session.close()
