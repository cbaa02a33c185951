"""What guests may do, by their role and the running stage, decided by the host from the change alone."""

from __future__ import annotations

from typing import Any

import pytest

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import Element, Link, Note, Participant, Position, Result, Round, SessionRecord, Statement

HOST, GUEST = "laptop-host", "laptop-guest"
CATALOGUE = catalogue()
THEIRS = Element(id="theirs", seq=2, kind="concern", label="Dark streets", code="C1", pos=(0, 0), created_by=HOST)
MINE = Element(id="mine", seq=3, kind="concern", label="Late buses", code="C2", pos=(300, 0), created_by=GUEST)
LOCKED = Element(id="locked", seq=4, kind="risk", label="Delay", code="R1", pos=(0, 300), locked="yes", created_by=HOST)
BETWEEN = Link(id="between", seq=5, relation="causes", source="theirs", target="mine", created_by=HOST)
ASKED = Statement(id="asked", seq=6, label="It helps", about="mine", stance="supports")
ROUND = Round(id="round", seq=7, question="?", items=("asked",), opened_by=HOST)
REMARK = Note(id="remark", seq=8, text="Think of winter")
EVERYBODY = ("facilitator", "editor", "contributor")


def board(stage: str = "") -> Board:
    session = SessionRecord(id="s", label="Evening", stage=stage)
    return Board([session, THEIRS, MINE, LOCKED, BETWEEN, ASKED, ROUND, REMARK])


def by_command(before: Board, name: str, **arguments: Any) -> Change:
    """What our program at the guest's makes of a command."""
    outcome = decide(before, name, arguments, Context(CATALOGUE, laptop=GUEST))
    assert isinstance(outcome, Decision), outcome
    return outcome.change


def allowed(change: Change, role: str, stage: str = "") -> bool:
    refusal = rules.role_refusal(board(stage), CATALOGUE, change, role, GUEST)
    assert not refusal or refusal[-1] == "."
    return not refusal


def who_may(change: Change) -> tuple[str, ...]:
    return tuple(role for role in rules.ROLES if allowed(change, role))


@pytest.mark.parametrize(
    ("command", "arguments", "roles"),
    [
        ("add_element", {"kind": "concern", "label": "New"}, EVERYBODY),
        ("capture", {"text": "c too loud @Cyclists #human-rights", "who": []}, EVERYBODY),
        ("edit_element", {"id": "mine", "label": "Later buses"}, EVERYBODY),
        ("edit_element", {"id": "theirs", "label": "Darker"}, EVERYBODY[:2]),
        ("move_elements", {"moves": {"mine": [9, 9]}}, EVERYBODY),
        ("move_elements", {"moves": {"theirs": [9, 9]}}, EVERYBODY[:2]),
        ("delete", {"ids": ["mine"]}, EVERYBODY),
        ("delete", {"ids": ["theirs"]}, EVERYBODY[:2]),
        ("delete", {"ids": ["between"]}, EVERYBODY[:2]),
        ("add_link", {"relation": "causes", "source": "mine", "target": "locked"}, EVERYBODY),
        ("relink", {"id": "between", "target": "locked"}, EVERYBODY[:2]),
        ("add_note", {"text": "And of ice", "about": ["theirs"]}, EVERYBODY),
        ("edit_note", {"id": "remark", "text": "Of summer"}, EVERYBODY[:2]),
        ("add_term", {"label": "delay"}, EVERYBODY[:2]),
        ("add_statement", {"label": "It harms", "about": "mine", "stance": "opposes"}, EVERYBODY[:2]),
        ("add_participant", {"label": "Ines", "side": "public"}, EVERYBODY[:1]),
        ("set_session", {"label": "Morning"}, EVERYBODY[:1]),
        ("open_round", {"question": "?", "kind": "dots", "items": ["mine"]}, EVERYBODY[:1]),
        ("start_stage", {"stage": "st-concerns"}, EVERYBODY[:1]),
    ],
)
def test_who_may_do_what_a_command_does(command: str, arguments: dict[str, Any], roles: tuple[str, ...]) -> None:
    if command == "start_stage":
        arguments = {"stage": next(iter(CATALOGUE.stages))}
    assert who_may(by_command(board(), command, **arguments)) == roles


@pytest.mark.parametrize(
    ("change", "roles"),
    [
        # Only bytes that no program of ours makes bring these.
        (adding([Element(id="x", kind="concern", label="x", created_by=HOST)]), ("facilitator", "editor")),
        (adding([Element(id="x", kind="nonsense", label="x", created_by=GUEST)]), ()),
        (adding([Link(id="x", relation="nonsense", source="mine", target="theirs", created_by=GUEST)]), ()),
        (adding([Link(id="x", relation="causes", source="mine", target="mine", created_by=GUEST)]), ()),
        (updating(THEIRS, {"created_by": GUEST}), ("facilitator",)),
        (updating(LOCKED, {"pos": (1.0, 1.0)}), ("facilitator",)),
        (removing([LOCKED]), ("facilitator",)),
        (updating(LOCKED, {"locked": "no"}), EVERYBODY[:2]),
        (removing([ROUND]), ()),
        (updating(ROUND, {"closed_order": 1}), ()),
        (adding([Round(id="x", question="?", opened_by=HOST)]), ()),
        (adding([Result(id="x", round="round", item="asked")]), ()),
        (adding([SessionRecord(id="other", label="Another")]), ()),
        (updating(ASKED, {"label": "It harms"}), ()),
        (adding([Note(id="x", kind="finding", text="left", check="c")]), ("facilitator",)),
        (adding([Participant(id="x", label="Ines")]), ("facilitator",)),
        (adding([Position(id="v/mine", view="v", element="mine", pos=(0.0, 0.0))]), EVERYBODY),
        (adding([Position(id="v/theirs", view="v", element="theirs", pos=(0.0, 0.0))]), EVERYBODY[:2]),
        (joined([adding([Element(id="x", kind="risk", created_by=GUEST)]), updating(THEIRS, {"pos": (0.0, 90.0)})]),
         EVERYBODY),
        (joined([adding([Element(id="x", kind="risk", created_by=GUEST)]), updating(THEIRS, {"label": "Mine now"})]),
         EVERYBODY[:2]),
        (Change(), rules.ROLES),
    ],
)  # fmt: skip
def test_who_may_do_what_bytes_can_do(change: Change, roles: tuple[str, ...]) -> None:
    assert who_may(change) == roles


OWN_ROUND = Round(id="own", seq=9, question="?", items=("asked",), opened_by=GUEST)


@pytest.mark.parametrize(
    "change",
    [
        updating(board().session, {"attribution": "named"}),
        updating(OWN_ROUND, {"anonymous": "no"}),
        updating(OWN_ROUND, {"items": ("theirs",)}),
        updating(Round(id="past", closed_order=1, opened_by=GUEST), {"closed_order": 2}),
        adding([Result(id="result.past.x", round="past", item="asked", figures={"n": 9})]),
        updating(Result(id="result.past", round="past"), {"figures": {"n": 9}}),
    ],
    ids=["attribution", "anonymous", "items", "order", "one more result", "figures"],
)
def test_nobody_changes_what_ballots_have_promised(change: Change) -> None:
    past = Round(id="past", seq=10, question="?", items=("asked",), closed_order=1, opened_by=GUEST)
    known = Board([*board().records(), OWN_ROUND, past, Result(id="result.past", seq=11, round="past")])
    for role in rules.ROLES:
        assert rules.role_refusal(known, CATALOGUE, change, role, GUEST)
    closing = updating(OWN_ROUND, {"closed_order": 2}).then(adding([Result(id="result.own", round="own")]))
    assert not rules.role_refusal(known, CATALOGUE, closing, "facilitator", GUEST)


def test_an_unknown_role_looks_on() -> None:
    assert not allowed(by_command(board(), "add_note", text="x"), "boss")


def test_what_was_deleted_comes_back_by_who_made_it() -> None:
    before = board()
    before.apply(removing([MINE, THEIRS]))
    for record, roles in ((MINE, EVERYBODY), (THEIRS, EVERYBODY[:2])):
        back = adding([record])
        may = [role for role in rules.ROLES if not rules.role_refusal(before, CATALOGUE, back, role, GUEST)]
        assert tuple(may) == roles


def stage_that(permits: set[str], without: set[str]) -> str:
    return next(
        stage
        for stage, entry in CATALOGUE.stages.items()
        if permits <= set(entry["permits"]) and without.isdisjoint(entry["permits"])
    )


def test_the_running_stage_binds_every_guest() -> None:
    own_only = stage_that({"add", "edit-own"}, {"edit", "delete"})
    voting = stage_that({"vote"}, {"add", "link"})
    edit_theirs = updating(THEIRS, {"label": "Darker"})
    for role in EVERYBODY:
        assert allowed(updating(MINE, {"label": "Later"}), role, own_only)
        assert not allowed(edit_theirs, role, own_only)
        assert not allowed(removing([MINE]), role, own_only)
        assert not allowed(adding([Element(id="x", kind="risk", created_by=GUEST)]), role, voting)
        assert not allowed(adding([Link(id="x", relation="causes", source="mine", target="locked", created_by=GUEST)]),
                           role, voting)  # fmt: skip
        assert allowed(adding([Note(id="x", text="Silence")]), role, voting)


def test_a_card_may_take_its_links_along_where_links_stay() -> None:
    deleting = by_command(board(), "delete", ids=["mine"])
    assert {ref.id for ref in deleting.removed} == {"mine", "between"}
    assert allowed(deleting, "contributor", stage_that({"delete", "edit"}, set()))


def test_whoever_may_add_cards_brings_in_their_arrangement_and_takes_it_back_with_them() -> None:
    entries = [
        {"root": "elements", "id": "new", "kind": "concern", "label": "New"},
        {"root": "views", "id": "v", "label": "a.prsm"},
        *({"root": "positions", "id": f"v/{i}", "view": "v", "element": i, "pos": [0, 0]} for i in ("new", "mine")),
    ]
    brought = by_command(board(), "bring_in", records=entries)
    assert who_may(brought) == EVERYBODY
    adding_only = next(i for i, stage in CATALOGUE.stages.items() if {"add", "move"} & set(stage["permits"]) == {"add"})
    assert allowed(brought, "contributor", adding_only)
    after = board()
    after.apply(brought)
    taken_back = removing([after.views["v"], *after.positions.values()])
    assert not rules.role_refusal(after, CATALOGUE, taken_back, "contributor", GUEST)
    after.apply(adding([Position(id="v/theirs", view="v", element="theirs", pos=(5, 5))]))
    taken_back = removing([after.views["v"], *after.positions.values()])
    assert rules.role_refusal(after, CATALOGUE, taken_back, "contributor", GUEST)
    view = updating(after.views["v"], {"label": "Other"})
    assert rules.role_refusal(after, CATALOGUE, view, "contributor", GUEST)
