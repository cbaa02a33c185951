"""Whatever a command is given: it is done, and a file can hold what was made; or it is refused with one sentence."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from stworkshop.analysis.findings import FindingsIndex, find
from stworkshop.commands.base import Refused
from stworkshop.commands.copying import carried
from stworkshop.commands.registry import COMMANDS, decide
from stworkshop.commands.values import LONGEST_TEXT
from stworkshop.exchange import our_json
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding
from stworkshop.model.document import fitted
from stworkshop.model.records import Conflict
from stworkshop.model.session_content import SessionContent
from tests.commands.conftest import Table
from tests.conftest import SOAK

WORDS = catalogue()
TEXTS = (
    *("", " ", "a", "@", "#", ">", "c @", "c > > >", "c a @@ ## >>", 'c "', 'c late @"Night', "c l\t@riders @riders"),
    *("c \u202eabc\u202c @\u05e9\u05dc\u05d5\u05dd", "x" * 5_000, "c " + "x" * 5_000, "y" * (LONGEST_TEXT + 1)),
    *("\ud800", "\x00\x01", "e\u0301" * 10, "\U0001f469\u200d\U0001f469" * 50, "{name}", "%d %s", "\u2028", "\ufeff"),
    *("=1+1", "A\nB\r\nC", "c fine @Night riders #human-rights >Timetable", "c l @Someone new @Another"),
)
NUMBERS = (0, -1, 1, 5, 10**9, -(10**9), 2**31, 2**63, 10**30, 10**400, 1.5, float("nan"), float("inf"), -1e308)
FITTING: Mapping[str, tuple[Any, ...]] = {
    "kind": (*WORDS.kinds, "comment", "parking-lot", "unsorted", "rating", "dots", "ranking", "placing"),
    "stage": tuple(WORDS.stages), "agenda": tuple(WORDS.agendas), "relation": tuple(WORDS.relations),
    "check": tuple(WORDS.checks), "viewpoint": tuple(WORDS.viewpoints), "view": tuple(WORDS.viewpoints),
    "side": tuple(WORDS.sides), "anonymous": ("yes", "no"), "question": ("Well?",), "stance": ("supports",),
    "topics": (["human-rights"],), "concepts": (["human-rights"],), "add": (["human-rights"],), "type": ("",),
}  # fmt: skip
ROOT_OF = {
    "edit_element": "elements", "retype_element": "elements", "split_card": "elements", "edit_link": "links",
    "relink": "links", "edit_participant": "participants", "edit_term": "terms", "agree_word": "terms",
    "edit_note": "notes", "sort_note": "notes", "edit_statement": "statements", "close_round": "rounds",
    "edit_stage": "stages", "move_stage": "stages", "remove_stage": "stages", "count_heads": "stages",
    "edit_view": "views",
}  # fmt: skip
ROOTS = ("elements", "links", "groups", "terms", "statements", "notes", "views", "positions", "rounds", "session", "x")
FIELDS = (
    *("label", "kind", "code", "type", "note", "concepts", "pos", "size", "seq", "gone", "created_by", "relation"),
    *("source", "target", "about", "text", "check", "view", "element", "viewpoint", "kinds", "layout", "group"),
    *("placed", "locked", "agreed", "stance", "attributes", "wordings", "codes_before", "side"),
)


class Tormentor:
    """Makes arguments: some fit, some nearly, some not at all."""

    def __init__(self, table: Table, seed: int) -> None:
        self.board, self.rnd = table.board, random.Random(seed)

    def arguments(self, name: str) -> dict[str, Any]:
        """Return arguments for a command: all that it needs, and some of the others."""
        schema = COMMANDS[name].schema(WORDS)
        often = 0.35 if len(schema["properties"]) < 12 else 0.08
        given = [key for key in schema["properties"] if key in schema["required"] or self.rnd.random() < often]
        return {key: self._argument(name, key, schema["properties"][key]) for key in given}

    def _argument(self, name: str, key: str, schema: Mapping[str, Any]) -> Any:
        rnd = self.rnd
        if rnd.random() < 0.25:
            return self._by_schema(schema)
        if key == "id":
            return self._live(ROOT_OF[name]) if name in ROOT_OF else f"i-{rnd.randrange(10**6)}"
        if key in ("ids", "who") or (name == "capture" and key == "answers"):
            return [self._live("elements") for _ in range(rnd.randrange(1, 4))] if name != "delete" else [self._any()]
        if key in ("source", "target", "stakeholder"):
            return self._live("elements")
        if key == "items":
            return [self._live("statements" if rnd.random() < 0.6 else "elements")]
        if name == "paste_cards" and key == "records":
            return carried(self.board, WORDS, [self._live("elements"), self._live("elements")])
        if key == "moves":
            return {self._live("elements"): [rnd.randrange(999), 5]}
        if key in ("before", "item"):
            return self._live("stages")
        if key == "round":
            return self._live("rounds")
        if key in FITTING:
            return rnd.choice(FITTING[key])
        return self._by_schema(schema)

    def _by_schema(self, schema: Mapping[str, Any]) -> Any:
        rnd, sort = self.rnd, schema.get("type")
        if rnd.random() < 0.2:
            return self._junk()
        if "enum" in schema:
            return rnd.choice(schema["enum"])
        sort = rnd.choice(sort) if isinstance(sort, list) else sort
        if sort == "array" and "root" in schema["items"].get("properties", {}):
            return [self._record() for _ in range(rnd.randrange(1, 5))]
        if sort == "array":
            return [self._by_schema(schema["items"]) for _ in range(rnd.randrange(4))]
        makers: Mapping[str, Callable[[], Any]] = {
            "string": lambda: rnd.choice(TEXTS) if rnd.random() < 0.5 else self._any(),
            "integer": lambda: rnd.choice(NUMBERS), "number": lambda: rnd.choice(NUMBERS),
            "boolean": lambda: rnd.random() < 0.5,
            "object": lambda: {self._any(): [rnd.choice(NUMBERS), 3] for _ in range(rnd.randrange(3))},
        }  # fmt: skip
        return makers.get(str(sort), self._junk)()

    def _record(self) -> dict[str, Any]:
        made = {"root": self.rnd.choice(ROOTS), "id": self.rnd.choice([self._any(), f"z-{self.rnd.randrange(9)}", 7])}
        some = [name for name in FIELDS if self.rnd.random() < 0.4]
        return made | {name: self._junk() if self.rnd.random() < 0.6 else self._any() for name in some}

    def _live(self, root: str) -> str:
        return self.rnd.choice(list(self.board.in_root(root)) or ["nothing"])

    def _any(self) -> str:
        """Return an id: of a record of any root, live or gone, of the catalogue, or of nothing."""
        rnd = self.rnd
        known = [*(record.id for record in self.board.records()), *(r.id for r in self.board.gone_records())]
        return rnd.choice([*known, "", "nothing", "\u00e9/\u00fc", "x" * 300, "vp-risk", "agree", "human-rights"])

    def _junk(self) -> Any:
        rnd = self.rnd
        simple: tuple[Any, ...] = (None, True, False, [], {}, [[]], [None], {"a": {"b": [1]}}, "2026-11-24", ["x"] * 99)
        return rnd.choice([*simple, rnd.choice(NUMBERS), rnd.choice(TEXTS), self._any(), [self._any(), self._any()]])


@pytest.mark.parametrize("seed", range(40 if SOAK else 3))
def test_anything_is_done_or_refused_with_a_sentence(table: Table, seed: int) -> None:
    tormentor = Tormentor(table, seed)
    a_small_workshop(table)
    index, done = FindingsIndex(table.board, WORDS), 0
    for number in range(900 if SOAK else 250):
        name = tormentor.rnd.choice([name for name in COMMANDS if name != "hand_in_sheet"])
        outcome = decide(table.board, name, tormentor.arguments(name), table.context)
        if isinstance(outcome, Refused):
            assert outcome.refusal and outcome.message and len(outcome.message) < 900, name
            assert "\n" not in outcome.message and outcome.message[-1] in ".!?", (name, outcome.message)
            continue
        change = fitted(table.board, outcome.change, f"step-{number}")
        table.board.apply(change)
        index.apply(change)
        if not done % 5:
            assert_a_file_holds_it(table, name)
        done += 1
    assert index.all() == find(table.board, WORDS)
    assert_a_file_holds_it(table, "all of it")
    assert done > 40, "nearly all was refused, so little was tried"


def a_small_workshop(table: Table) -> None:
    table.do("set_session", agenda="agenda-half-day")
    riders = table.card("stakeholder", "Night riders", id="riders")
    late = table.card("concern", "The last bus is late", id="late")
    table.card("concern", "No light", id="dark")
    plan = table.card("component", "Timetable model", id="plan")
    table.do("add_link", relation="has-concern", source=riders, target=late)
    table.do("add_term", label="Model")
    table.do("add_statement", label="It helps", about=plan, stance="supports")
    table.do("add_participant", label="Ines", side="public")
    table.do("add_note", kind="unsorted", text="Nobody asked", about=[late])
    table.do("open_round", kind="rating", question="Well?", items=list(table.board.statements))
    table.do("start_stage", stage="linking")


def assert_a_file_holds_it(table: Table, what: str) -> None:
    """What stands on the board can be written, read again, and is the same."""
    text = our_json.to_text(SessionContent(list(table.board.records())))
    assert our_json.to_text(our_json.from_text(text)) == text, what


def change_of(table: Table, **arguments: Any) -> Change:
    return table.do("restore", **arguments).change


def test_an_id_is_one_short_line(table: Table) -> None:
    for bad in ("x" * 201, "two\nlines", " ", "\u202ewrong way", "\u2028"):
        assert table.refused("add_note", id=bad, text="Hm").refusal == "bad-argument"
        assert table.refused("add_link", relation="has-concern", source=bad, target="x").refusal == "bad-argument"
        assert table.refused("delete", ids=[bad]).refusal == "bad-argument"


def test_words_that_no_label_holds_are_refused(table: Table) -> None:
    long, card = "x" * 2_001, table.card("concern", "Too loud")
    word = table.do("add_term", label="Model").ids[0]
    assert table.refused("name_moment", label=long).refusal == "too-long"
    assert table.refused("split_card", id=card, labels=["Short", long]).refusal == "too-long"
    assert table.refused("split_card", id=card, labels=["x"] * 51).refusal == "too-many-lines"
    assert table.refused("merge_cards", ids=[card, table.card("concern", "Noise")], label=long).refusal == "too-long"
    assert table.refused("agree_word", id=word, outcome="one", agreed=long).refusal == "too-long"
    assert table.refused("capture", text="c x", newcomers=[f"N{n}" for n in range(21)]).refusal == "too-many-names"


def test_cards_whose_notes_do_not_fit_on_one_are_not_joined(table: Table) -> None:
    cards = [table.card("concern", f"Worry {n}", note=f"{n}" * 30_000) for n in range(2)]
    assert table.refused("merge_cards", ids=cards).refusal == "too-long"


def test_copies_stay_within_reach(table: Table) -> None:
    card = table.card("concern", "Far out", pos=[999_999, 0])
    copy = table.do("duplicate", ids=[card], offset=[1_000_000, -1_000_000]).ids[0]
    assert table.board.elements[copy].pos == (1_000_000.0, -1_000_000.0)


def test_what_is_nested_without_end_is_refused(table: Table) -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    record = {"root": "notes", "id": "n", "kind": "comment", "text": "Hm", "more": deep}
    assert table.refused("restore", records=[record]).refusal == "bad-argument"
    assert table.refused("resolve_conflict", id="x", value=deep).refusal == "bad-argument"


def test_a_question_is_discussed_about_what_is_there(table: Table) -> None:
    check = next(iter(WORDS.checks))
    assert table.refused("discuss_finding", check=check, about=["nothing"], reason="So").refusal == "not-there"
    card = table.card("concern", "Too loud")
    table.do("discuss_finding", check=check, about=[card, "human-rights"], reason="So")


def test_words_beside_an_answer_are_words(table: Table) -> None:
    statement = table.do("add_statement", label="It helps").ids[0]
    asked = table.do("open_round", kind="rating", question="Well?", items=[statement]).ids[0]
    for comment in ({"a": 1}, 7, "x" * (LONGEST_TEXT + 1)):
        answers = [{"item": statement, "value": 1, "comment": comment}]
        assert table.refused("hand_in_sheet", round=asked, side="public", answers=answers).refusal == "bad-value"
    answers = [{"item": statement, "value": 1, "comment": None}]
    assert table.do("hand_in_sheet", round=asked, side="public", answers=answers).sheet[0].comment == ""
    for code in ("x" * 41, "two\nlines"):
        refused = table.refused("hand_in_sheet", round=asked, side="public", answers=answers, ballot=code)
        assert refused.refusal == "bad-value"


def test_a_difference_is_settled_with_what_the_field_takes(table: Table) -> None:
    card = table.card("concern", "Too loud")

    def differ(root: str, record: str, field: str) -> str:
        conflict = Conflict(id=f"x-{root}-{field}", root=root, record=record, field=field, values=())
        table.board.apply(adding([conflict]))
        return conflict.id

    words = differ("elements", card, "label")
    for value in ("", "x" * 2_001, 7, None):
        assert table.refused("resolve_conflict", id=words, value=value).refusal == "bad-value"
    for root, field in (("nonsense", "label"), ("", ""), ("elements", "gone"), ("elements", "created_by")):
        assert table.refused("resolve_conflict", id=differ(root, card, field), value="x").refusal == "not-there"
    table.do("resolve_conflict", id=words, value="Too dark")
    assert table.board.elements[card].label == "Too dark"


# --- records that nobody ever made


def forged(**fields: Any) -> list[dict[str, Any]]:
    return [{"root": "elements", "id": "new", "kind": "concern", "label": "Forged", **fields}]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "ufo"}, {"label": ""}, {"label": "x" * 2_001}, {"note": "x" * 50_001}, {"note": 7},
        {"code": "no code"}, {"code": "C" + "9" * 5_000}, {"pos": [1, float("nan")]}, {"pos": [1e9, 0]},
        {"concepts": ["nonsense"]}, {"id": "two\nlines"}, {"id": "x" * 201}, {"size": [-1, 5]},
    ],
)  # fmt: skip
def test_forged_cards_are_refused(table: Table, fields: dict[str, Any]) -> None:
    assert table.refused("restore", records=forged(**fields)).refusal == "bad-value"


def test_a_forged_record_takes_no_other_record_s_id(table: Table) -> None:
    person = table.do("add_participant", label="Ines", side="public").ids[0]
    for taken in ("s-1", person):
        assert table.refused("restore", records=forged(id=taken)).refusal == "id-taken"


def test_what_the_program_knows_is_not_the_caller_s(table: Table) -> None:
    first = table.card("concern", "Too loud")
    given = forged(seq=2**53 - 1, created_by="another laptop", gone="step", code="C1") + forged(id="two", code="C2")
    change = change_of(table, records=given)
    made = {record.id: record for record in table.board.elements.values()}
    assert made["new"].created_by == table.context.laptop and made["new"].seq < 10 and not made["new"].gone
    assert {made[i].code for i in (first, "new", "two")} == {"C1", "C2", "C3"}
    assert len(change.added) == 2


def test_links_and_places_that_lead_nowhere_are_left_out(table: Table) -> None:
    card = table.card("concern", "Too loud")
    link = {"root": "links", "id": "l", "relation": "has-concern", "source": "nobody", "target": card}
    place = {"root": "positions", "id": "vp-risk/nobody", "view": "vp-risk", "element": "nobody", "pos": [1, 2]}
    wrong = {"root": "positions", "id": "vp-risk/other", "view": "vp-risk", "element": card, "pos": [1, 2]}
    assert table.refused("restore", records=[link, place, wrong]).refusal == "nothing-changes"


def test_a_statement_that_was_asked_keeps_its_words(table: Table) -> None:
    statement = table.do("add_statement", label="It helps").ids[0]
    table.do("open_round", kind="rating", question="Well?", items=[statement])
    record = {"root": "statements", "id": statement, "label": "It harms", "discussion_note": "So it was said"}
    table.do("restore", records=[record])
    after = table.board.statements[statement]
    assert (after.label, after.discussion_note) == ("It helps", "So it was said")


def test_restoring_does_nothing_that_the_stage_forbids(table: Table) -> None:
    mine, other = table.card("concern", "Mine"), table.card("concern", "Theirs", id="theirs")
    table.context = type(table.context)(WORDS, laptop="laptop-b")
    table.do("set_session", agenda="agenda-half-day")
    table.do("start_stage", stage="concerns")  # cards are added, only own ones changed, none deleted
    assert table.refused("restore", remove=[mine]).refusal == "stage-permits"
    assert table.refused("restore", records=forged(id=other, label="Mine now")).refusal == "stage-permits"
    table.do("restore", records=forged())
    table.do("restore", records=forged(label="My own"))
    table.do("start_stage", stage="agree")
    for records in (forged(id="more"), forged(label="Other words")):
        assert table.refused("restore", records=records).refusal == "stage-permits"
