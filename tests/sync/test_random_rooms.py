"""Rooms played at random: roles, cuts, frames that come twice or never, crashes; in the end all see the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.document import Document
from stworkshop.model.records import Element, Link, Round, new_id
from tests.conftest import SOAK
from tests.sync.wire import InMemory, Laptop, OnDisk, live
from tests.workshop import assert_all_agree

SEEDS = range(2000 if SOAK else 20)
STEPS = 80
KINDS = ("stakeholder", "concern", "risk", "mitigation", "decision")
ROLES = ("facilitator", "editor", "editor", "contributor", "viewer")
OPEN_STAGE = next(
    s for s, entry in catalogue().stages.items() if {"add", "edit", "link", "delete"} <= {*entry["permits"]}
)


def some_command(chance: random.Random, board: Any) -> tuple[str, dict[str, Any]]:
    cards = list(board.elements) or ["none"]
    one, other = chance.choice(cards), chance.choice(cards)
    links = list(board.links) or ["none"]
    word = f"Words {chance.randrange(1000)}"
    commands: list[tuple[str, dict[str, Any]]] = [
        ("add_element", {"kind": chance.choice(KINDS), "label": word}),
        ("add_element", {"kind": chance.choice(KINDS), "label": word, "concepts": ["regulation"]}),
        ("edit_element", {"id": one, "label": word}),
        ("edit_element", {"id": one, "note": word}),
        ("move_elements", {"moves": {one: [chance.randrange(900), chance.randrange(900)]}}),
        ("tag", {"ids": [one, other], "add": ["human-rights"]}),
        ("delete", {"ids": [one]}),
        ("delete", {"ids": [chance.choice(links)]}),
        ("add_link", {"relation": "causes", "source": one, "target": other}),
        ("add_note", {"text": word, "about": [one]}),
        ("merge_cards", {"ids": [one, other]}),
        ("duplicate", {"ids": [one, other]}),
        ("group", {"ids": [one, other], "label": word}),
    ]
    return chance.choice(commands)


def forbidden(laptop: Laptop, chance: random.Random) -> Change:
    """What no program of ours sends from a guest."""
    board = laptop.guest.board
    card = chance.choice(list(board.elements.values()) or [Element(id="none")])
    return chance.choice(
        [
            adding([Element(id=new_id("e-"), seq=board.next_seq(), kind="risk", created_by="somebody else")]),
            adding([Round(id=new_id("r-"), seq=board.next_seq(), question="?", opened_by="host")]),
            updating(card, {"kind": "nonsense"}),
            removing([board.session]),
            adding([Link(id=new_id("l-"), seq=9, relation="hates", source=card.id, target=card.id)]),
        ]
    )


def take_back_own(laptop: Laptop, chance: random.Random) -> None:
    own = [ref for ref in sorted(laptop.made) if (record := laptop.guest.board.get(ref)) and not record.gone]
    records = [laptop.guest.board.get(ref) for ref in own]
    if records and (record := chance.choice(records)) is not None:
        laptop.do(removing([record]))


@pytest.mark.parametrize("seed", SEEDS)
def test_all_see_the_same_in_the_end(seed: int) -> None:
    play(InMemory(seed))


@pytest.mark.parametrize("seed", range(200 if SOAK else 4))
def test_all_see_the_same_where_the_host_has_a_file_and_loses_power(seed: int, tmp_path: Path) -> None:
    net = InMemory(seed, OnDisk(tmp_path / "hosted.stw"))
    play(net)
    assert isinstance(net.host, OnDisk)
    assert_all_agree(net.host.session)
    net.host.session.close()


def play(net: InMemory) -> None:
    chance = net.chance
    laptops = [net.add(f"laptop-{number}", chance.choice(ROLES)) for number in range(chance.randint(3, 6))]
    for _step in range(STEPS):
        laptop = chance.choice(laptops)
        dice = chance.random()
        if dice < 0.30:
            command, arguments = some_command(chance, laptop.guest.board)
            laptop.run(command, **arguments)
        elif dice < 0.36:
            command, arguments = some_command(chance, net.host.board)
            net.host_runs(command, **arguments)
        elif dice < 0.39:
            laptop.do(forbidden(laptop, chance))
        elif dice < 0.42:
            take_back_own(laptop, chance)
        elif dice < 0.45 and laptop.on:
            net.cut(laptop)
        elif dice < 0.47 and laptop.on:
            net.cut(laptop)
            laptop.guest = laptop.guest.after_a_crash()
        elif dice < 0.52 and not laptop.on:
            net.plug_in(laptop)
        elif dice < 0.53:
            net.host_runs("start_stage", stage=chance.choice(["", OPEN_STAGE, *catalogue().stages]))
        elif dice < 0.535:
            net.restart()
        elif dice < 0.545:
            net.host_undoes()
        elif dice < 0.555:
            net.carry_out(net.room.set_role(laptop.name, chance.choice(ROLES)))
        elif laptop.on:
            for _frame in range(chance.randint(1, 8)):
                net.deliver_one(laptop, upwards=chance.random() < 0.5, twice=chance.random() < 0.05)
    for laptop in laptops:
        if not laptop.on:
            net.plug_in(laptop)
    net.settle()

    expected = live(net.host.board)
    assert live(net.room.board) == expected
    document = {record.id: record for record in Document([net.host.state()]).records() if not record.gone}
    assert document == {record.id: record for record in expected.values()}
    assert net.host.board.session.label == "Evening buses" and not net.host.board.rounds
    assert all(card.kind in (*KINDS, "component") for card in net.host.board.elements.values())
    assert all(link.relation != "hates" for link in net.host.board.links.values())
    known = {*expected, *(ref for laptop in laptops for ref in laptop.made if net.host.board.gone(ref))}
    for laptop in laptops:
        assert live(laptop.guest.board) == expected, laptop.name
        assert not laptop.guest.owing
        told = {ref for refusal in laptop.refused for ref in refusal.change.refs()}
        assert laptop.made - told <= known, "an edit that nobody refused is missing"
    strangers = {card.created_by for card in net.host.board.elements.values()} - {"", "laptop-host"}
    assert strangers <= {laptop.name for laptop in laptops} | {"somebody else"}
