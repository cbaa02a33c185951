"""Tables that do whatever they like come together: in any order the same, and undo takes it back."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest

from stworkshop.merge import read_copies
from stworkshop.merge.outcome import merge
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Ref
from stworkshop.session.session import Session, open_session
from tests.conftest import SOAK
from tests.workshop import assert_all_agree, make, of_board

CATALOGUE = catalogue()
KINDS = ("concern", "goal", "risk", "mitigation", "stakeholder", "component")
WORDS = ("late bus", "dark stop", "no ramp", "too dear", "my data", "who decides")
RELATIONS = ("conflicts-with", "has-concern", "mitigates", "feeds", "harms")


def work(session: Session, rng: random.Random, steps: int) -> None:
    """Do some things, some of them undone again; what is refused is no harm."""
    for _step in range(steps):
        cards = list(session.board.elements)
        one, other = (rng.choice(cards), rng.choice(cards)) if cards else ("", "")
        links = list(session.board.links)
        rng.choice(
            (
                lambda: session.run("add_element", kind=rng.choice(KINDS), label=rng.choice(WORDS)),
                lambda: session.run("edit_element", id=one, note=rng.choice(WORDS)),  # noqa: B023
                lambda: session.run("edit_element", id=one, label=rng.choice(WORDS)),  # noqa: B023
                lambda: session.run("move_elements", moves={one: [rng.randint(0, 900), rng.randint(0, 900)]}),  # noqa: B023
                lambda: session.run("tag", ids=[one], add=[rng.choice(list(CATALOGUE.concepts))]),  # noqa: B023
                lambda: session.run("delete", ids=[one]),  # noqa: B023
                lambda: session.run("add_link", relation=rng.choice(RELATIONS), source=one, target=other),  # noqa: B023
                lambda: session.run("delete", ids=[rng.choice(links)] if links else ["none"]),  # noqa: B023
                lambda: session.run("retype_element", id=one, kind=rng.choice(KINDS)),  # noqa: B023
                lambda: session.run("merge_cards", ids=[one, other]),  # noqa: B023
                lambda: session.run("add_term", label=rng.choice(WORDS)),
                lambda: session.run("add_note", kind="comment", text=rng.choice(WORDS), about=[one]),  # noqa: B023
                session.undo,
                session.redo,
            )
        )()


def given_out(folder: Path, rng: random.Random, tables: int) -> list[Path]:
    """Return the plenary and the copies of some tables, given out at different moments."""
    plenary = make(folder / "plenary.stw")
    paths = [plenary]
    with open_session(plenary) as session:
        for number in range(tables):
            work(session, rng, rng.randint(0, 6))
            path = folder / f"table{number}.stw"
            session.copy_for_table(f"Table {number}", path)
            paths.append(path)
        work(session, rng, rng.randint(0, 6))
    for path in paths[1:]:
        with open_session(path) as session:
            work(session, rng, rng.randint(0, 12))
    return paths


@pytest.mark.parametrize("seed", range(200 if SOAK else 6))
def test_tables_come_together(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    paths = given_out(tmp_path, rng, rng.randint(1, 3))
    files = [read_copies.read_copy(path) for path in paths]
    orders = list(permutations(files))
    found = [read_copies.gather(order) for order in rng.sample(orders, min(4, len(orders)))]
    outcomes = [merge(one.copies, CATALOGUE) for one in found]
    assert all(outcome == outcomes[0] for outcome in outcomes)
    wanted = outcomes[0].records
    for ref, record in wanted.items():
        if ref.root == "links":
            ends = (Ref("elements", str(getattr(record, end))) for end in ("source", "target"))
            assert all(end in wanted for end in ends) or record in files[0].board.records()
    codes = [str(getattr(record, "code", "")) for ref, record in wanted.items() if ref.root == "elements"]
    assert len(codes) == len(set(codes))
    with open_session(paths[0]) as plenary:
        before = {ref: record for ref, record in of_board(plenary.board).items() if not record.gone}
        plenary.bring_together(
            "Tables come together",
            read_copies.updates(found[0]),
            lambda now: read_copies.towards(now, wanted),
            read_copies.new_bases(found[0]),
        )
        live = {ref: record for ref, record in of_board(plenary.board).items() if not record.gone}
        assert live == wanted
        assert_all_agree(plenary)
        plenary.undo()
        after = {ref: record for ref, record in of_board(plenary.board).items() if not record.gone}
        assert after == before
        assert_all_agree(plenary)
        redone = plenary.redo()
        assert redone is not None or wanted == before  # nothing had changed, so there is nothing to do again
        if redone is None or not redone.skipped:  # a card that something still hangs on is not taken away a second time
            assert {ref: r for ref, r in of_board(plenary.board).items() if not r.gone} == wanted
    with open_session(paths[0]) as again:
        assert_all_agree(again)
