"""Our JSON format: what is written is read again without a difference, and every mistake of a bad file is named."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from stworkshop.errors import KnownError
from stworkshop.exchange import our_json
from stworkshop.model.answers import Answer
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import (
    Conflict,
    Element,
    Group,
    Link,
    Note,
    Participant,
    Record,
    Result,
    Round,
    SessionRecord,
    Statement,
    Term,
    from_flat,
)
from stworkshop.model.session_content import SessionContent, content_of
from stworkshop.validation.clean_text import clean_text
from stworkshop.validation.file_problems import BadFile

SCHEMA = Draft202012Validator(our_json.json_schema())

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30).map(clean_text)
NAMES = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=12)
NUMBERS = st.integers(-1000, 1000) | st.floats(-1e6, 1e6, allow_nan=False)
EXTRAS = st.dictionaries(
    NAMES.map(lambda name: f"x-{name}"),
    st.recursive(WORDS | st.booleans() | NUMBERS, lambda inner: st.lists(inner, max_size=3), max_leaves=6),
    max_size=2,
)


def session(**values: Any) -> SessionRecord:
    return SessionRecord(**{"id": "s", "label": "S", **values})


def document(**parts: Any) -> dict[str, Any]:
    return {"format": "stworkshop", "version": 1, "session": {"id": "s", "label": "S"}, **parts}


def read(value: Any) -> SessionContent:
    return our_json.from_text(json.dumps(value), "a.json")


def problems_of(value: Any) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        read(value)
    return caught.value.problems


def by_id(content: SessionContent) -> list[Record]:
    return sorted(content.records, key=lambda record: (type(record).__name__, record.id))


@st.composite
def cards(draw: st.DrawFn) -> dict[str, Any]:
    kind = catalogue().kind(draw(st.sampled_from(list(catalogue().kinds))))
    values: dict[str, Any] = {"kind": kind.id, "label": draw(WORDS), "note": draw(WORDS), **draw(EXTRAS)}
    values["pos"] = draw(st.none() | st.tuples(st.floats(-9e5, 9e5), st.floats(-9e5, 9e5)))
    values["concepts"] = draw(st.lists(st.sampled_from(list(catalogue().concepts)), unique=True))
    for attribute in kind.attributes.values():
        if not attribute.derived and draw(st.booleans()):
            if attribute.type == "integer":
                values[attribute.id] = draw(st.integers(attribute.minimum or 0, attribute.maximum or 5))
            elif attribute.values and attribute.type != "ids":
                values[attribute.id] = draw(st.sampled_from([word for word, _ in attribute.values]))
            elif attribute.type == "text":
                values[attribute.id] = draw(WORDS)
    return values


@st.composite
def contents(draw: st.DrawFn) -> SessionContent:
    """Any session that the program may hold."""
    found = draw(st.lists(cards(), max_size=5))
    seqs = draw(st.lists(st.integers(0, 50), min_size=20, max_size=20))
    made: list[tuple[str, str, dict[str, Any]]] = [("session", "s", {"label": draw(WORDS), **draw(EXTRAS)})]
    made += [("elements", f"e{n}", card) for n, card in enumerate(found)]
    ends = [f"e{n}" for n in range(len(found))] + ["gone"]
    made += [
        (
            "links",
            f"l{n}",
            {"relation": "enables", "source": draw(st.sampled_from(ends)), "target": ends[-1], "note": note},
        )
        for n, note in enumerate(draw(st.lists(WORDS, max_size=3)))
    ]
    made.append(
        ("participants", "p", {"label": draw(WORDS), "side": "public", "stakeholder": draw(st.sampled_from(ends))})
    )
    made.append(("statements", "y", {"label": draw(WORDS), "about": ends[0], "stance": "opposes"}))
    made.append(
        ("rounds", "w", {"question": "?", "kind": "rating", "items": ["y"], "closed_order": 1, "scale": [1, 5]})
    )
    made.append(("terms", "t", {"label": draw(WORDS), "agreed": draw(WORDS)}))
    made.append(("notes", "n", {"kind": "dissent", "text": "No.", "about": ends}))
    made.append(("groups", "g", {"label": draw(WORDS)}))
    values = [{"table": "harbour", "value": draw(WORDS)}, {"table": "station", "value": draw(NUMBERS)}]
    made.append(
        ("conflicts", "c", {"record": "e0", "root": "elements", "field": "label", "kept": "", "values": values})
    )
    made.append(
        ("results", "r", {"round": "w", "item": "y", "figures": {"n": 3, "mean": draw(st.floats(1, 5)), "counts": [3]}})
    )
    records = [from_flat(root, key, {"seq": seq, **flat}) for (root, key, flat), seq in zip(made, seqs, strict=False)]
    ratings = draw(st.lists(st.none() | st.integers(1, 5), max_size=4))
    answers = [
        Answer(round="w", item="y", ballot=f"K{n}Q", side="public", value=value, comment=draw(WORDS))
        for n, value in enumerate(ratings)
    ]
    return SessionContent(records, answers)


@given(contents())
def test_reading_what_was_written_gives_the_same_session(content: SessionContent) -> None:
    text = our_json.to_text(content)
    again = our_json.from_text(text)
    assert by_id(again) == by_id(content)
    assert sorted(again.answers, key=lambda a: a.sheet) == sorted(content.answers, key=lambda a: a.sheet)
    assert our_json.to_text(again) == text
    assert SCHEMA.is_valid(json.loads(text))


def test_all_sorts_of_records_come_back(tmp_path: Path) -> None:
    records: list[Record] = [
        session(attribution="named", date="2026-11-24", read_back_corrections=2),
        Element(id="c", kind="concern", label="C", code="C12h", pos=(1.5, -2), size=(200, 62), seq=7, locked="yes"),
        Link(id="l", relation="enables", source="c", target="c", discussed="yes", drawers=("harbour",), seq=8),
        Participant(id="p", label="P", side="planner", seq=9),
        Statement(id="y", label="Y", about="c", stance="supports", seq=10),
        Round(id="w", question="?", kind="dots", items=("c",), dots_per_person=5, closed_order=1, seq=11),
        Term(id="t", label="T", planner_reading="a", engineer_reading="b", seq=12),
        Note(id="n", kind="finding", text="later", check="chk-no-security", about=("c",), seq=13),
        Conflict(
            id="k", record="c", root="elements", field="label", kept="C", values=({"table": "a", "value": 1},), seq=14
        ),
        Group(id="g", label="G", seq=15),
        Result(id="r", round="w", item="c", figures={"dots": 3, "by_side": {}}, seq=16),
    ]
    path = tmp_path / "a.json"
    path.write_text(our_json.to_text(SessionContent(records)), encoding="utf-8")
    assert by_id(our_json.read(path)) == by_id(SessionContent(records))


def test_tokens_of_laptops_and_deleted_records_are_in_no_file() -> None:
    content = SessionContent(
        [
            session(),
            Element(id="c", kind="concern", label="C", created_by="laptop-token"),
            Element(id="d", kind="concern", label="D", gone="step"),
            Round(id="w", question="?", kind="dots", opened_by="laptop-token"),
        ]
    )
    text = our_json.to_text(content_of(content.board()))
    assert "laptop-token" not in text and "created_by" not in text and '"D"' not in text


def test_a_link_that_lost_an_end_is_kept() -> None:
    content = read(document(links=[{"id": "l", "relation": "enables", "source": "a", "target": "b"}]))
    assert list(content.board().dangling) == ["l"]


def test_keys_of_other_programs_are_kept() -> None:
    extra = {"x-colour": "teal", "x-list": [1, {"a": [True]}], "x-number": 1.25}
    content = read(document(elements=[{"id": "c", "kind": "concern", "label": "C", **extra}]))
    written = our_json.dump(content)["elements"][0]
    assert {name: written[name] for name in extra} == extra


def test_all_mistakes_are_named_at_once_each_with_its_place() -> None:
    found = problems_of(
        document(
            elements=[
                {
                    "id": "c",
                    "kind": "concern",
                    "label": "Half an hour is too long",
                    "feeling": "worried",
                    "priority": 9,
                },
                {"id": "c", "kind": "concern", "label": 7},
                {"id": "x", "kind": "concerns", "label": "X"},
                "nothing",
            ],
            links=[{"id": "l", "relation": "causing", "source": "c"}],
            participants=[{"id": "p", "label": "P", "side": "publik"}],
            elemnts=[],
        )
    )
    assert found == (
        "The file has a part “elemnts”, which is unknown. Did you mean “elements”?",
        "card 1 (“Half an hour is too long”), feeling: takes one of these words: worry, hope, both;"
        " “worried” is none of them. Did you mean “worry”?",
        "card 1 (“Half an hour is too long”), priority: goes from 1 to 5, and 9 is outside.",
        "card 2 (“c”), label: takes text, not “7”.",
        "card 2 (“c”): the id “c” is that of card 1 (“Half an hour is too long”), too.",
        next(p for p in found if p.startswith("card 3 (“X”), kind: takes one of these words: stakeholder, concern,")),
        "card 4: is not a group of fields.",
        "link 1 (“l”): “target” is missing.",
        next(p for p in found if p.startswith("link 1 (“l”), relation: takes one of these words: has-concern,")),
        "participant 1 (“P”), side: takes one of these words: public, planner, implementer, supplier, oversight;"
        " “publik” is none of them. Did you mean “public”?",
    )


def test_an_error_is_one_line_that_says_what_is_safe() -> None:
    with pytest.raises(BadFile) as caught:
        read(document(elements=[{"id": "c", "kind": "concern", "label": "a\nb", "basis": "x\ny"}]))
    assert "\n" not in str(caught.value)
    assert "a.json" in str(caught.value) and "Nothing was imported" in str(caught.value)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "It is not a session of this program: “format” does not say “stworkshop”."),
        ({"format": "other"}, "It is not a session of this program: “format” does not say “stworkshop”."),
        ({**document(), "version": 2}, "It was written by a newer version of the program."),
        ({**document(), "version": "1"}, "version: takes the number 1."),
        ({**document(), "session": None}, "session: is missing, or is not a group of fields."),
        (document(elements={}), "elements: takes a list."),
        (document(session={"id": "s", "label": "S", "date": "24.11.2026"}), "year-month-day"),
        (document(session={"id": "s", "label": "S", "read_back": True}), "takes a word, not “True”"),
        (document(groups=[{"id": "a\nb"}]), "an id is one short line of text."),
        (document(groups=[{"id": 5}]), "an id is text."),
        (document(groups=[{"id": "g"}], terms=[{"id": "g", "label": "T"}]), "the id “g” is that of word 1 (“T”), too"),
        (document(groups=[{"id": "g", "gone": "yes"}]), "“gone” is a name that the program keeps for itself."),
        (document(elements=[{"id": "c", "kind": "risk", "label": "R", "pos": [1]}]), "takes two numbers in brackets"),
        (
            document(elements=[{"id": "c", "kind": "risk", "label": "R", "pos": [1, 1e7]}]),
            "takes two numbers in brackets",
        ),
        (document(elements=[{"id": "c", "kind": "risk", "label": "R", "size": [0, 1]}]), "a height above 0"),
        (
            document(elements=[{"id": "c", "kind": "risk", "label": "R", "code": "c-1"}]),
            "a capital letter and a number",
        ),
        (document(elements=[{"id": "c", "kind": "risk", "label": "R", "concepts": [1]}]), "takes a list of ids"),
        (document(results=[{"id": "r", "round": "w", "figures": {"mean": "3"}}]), "the figure “mean”"),
        (document(elements=[{"id": "c", "kind": "risk", "label": "R" * 2001}]), "at most 2000 letters, not 2001"),
        (document(terms=[{"id": "t", "label": "T", "agreed": "a" * 50_001}]), "at most 50000 letters"),
        (document(results=[{"id": "r", "round": "w", "figures": []}]), "takes a group of figures"),
    ],
)
def test_what_is_wrong_is_said(value: Any, sentence: str) -> None:
    assert any(sentence in problem for problem in problems_of(value))


def with_answers(
    *answers: dict[str, Any], anonymous: str = "yes", closed: int | None = 1, attribution: str = "role"
) -> Any:
    return document(
        session={"id": "s", "label": "S", "attribution": attribution},
        participants=[{"id": "p", "label": "P", "side": "public"}],
        rounds=[
            {
                "id": "w",
                "question": "?",
                "kind": "rating",
                "items": ["y"],
                "anonymous": anonymous,
                "closed_order": closed,
            }
        ],
        answers=[{"round": "w", "item": "y", "side": "public", **answer} for answer in answers],
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (with_answers({"participant": "p", "value": 3}), "keeps no names, but the answer names a participant"),
        (with_answers({"participant": "p"}, anonymous="no", attribution="anonymous"), "keeps no names"),
        (with_answers({"value": 3}), "has no code of a sheet"),
        (with_answers({"value": 3}, anonymous="no"), "names no participant"),
        (with_answers({"ballot": "K7Q", "value": 3}, closed=None), "still open"),
        (with_answers({"ballot": "K7Q", "value": 3, "round": "v"}), "“v” is not in the file"),
        (with_answers({"ballot": "K7Q", "value": 3, "dk": "yes"}), "“I do not know” as well"),
        (with_answers({"ballot": "K7Q"}, {"ballot": "K7Q"}), "the same item twice"),
        (with_answers({"ballot": "K7Q", "value": 6}), "from 1 to 5"),
        (with_answers({"ballot": "K7Q", "item": "z"}), "“z” is not among the items"),
        (with_answers({"ballot": "K7Q", "time": "12:00"}), "an unknown field “time”"),
        (with_answers({"ballot": "K7Q", "value": 2.5}), "takes a whole number, not “2.5”"),
    ],
)
def test_answers_keep_the_promise_of_their_round(value: Any, sentence: str) -> None:
    assert any(sentence in problem for problem in problems_of(value))


def test_answers_without_an_answer_are_kept() -> None:
    content = read(with_answers({"ballot": "K7Q", "value": None}, {"ballot": "B3D", "value": None, "dk": "yes"}))
    assert [(a.ballot, a.value, a.dk) for a in content.answers] == [("K7Q", None, "no"), ("B3D", None, "yes")]


def test_for_others_there_are_no_answers() -> None:
    content = read(with_answers({"ballot": "K7Q", "value": 3, "comment": "in my own words"}))
    assert "own words" in our_json.to_text(content)
    assert "own words" not in our_json.to_text(content, for_others=True)
    assert "answers" not in our_json.dump(content, for_others=True)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="There is no file"):
        our_json.read(tmp_path / "none.json")
    with pytest.raises(KnownError, match=r"is a folder|cannot be read"):
        our_json.read(tmp_path)


def test_the_schema_is_sound_and_refuses_what_the_reader_refuses() -> None:
    Draft202012Validator.check_schema(our_json.json_schema())
    good = {"id": "c", "kind": "concern", "label": "C"}
    assert SCHEMA.is_valid(document(elements=[good]))
    for bad in (
        {**good, "feeling": "worried"},
        {**good, "priority": 9},
        {**good, "kind": "concerns"},
        {**good, "pos": [1]},
        {**good, "code": "c-1"},
        {**good, "gone": "x"},
        {"id": "c", "kind": "concern"},
    ):
        assert not SCHEMA.is_valid(document(elements=[bad])), bad
        assert problems_of(document(elements=[bad]))
    assert not SCHEMA.is_valid(document(elemnts=[]))
    # A type belongs to the kind of the card.
    assert SCHEMA.is_valid(document(elements=[{**good, "type": "safety"}]))
    assert not SCHEMA.is_valid(document(elements=[{**good, "type": "ml-model"}]))
