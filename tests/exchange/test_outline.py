"""Plain outlines: text, Markdown, OPML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import Foreign, Plan
from stworkshop.exchange.incoming import incoming
from stworkshop.exchange.mapping import planned
from stworkshop.exchange.readers import read_foreign
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue


def read(tmp_path: Path, text: str, name: str = "notes.md") -> Foreign:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_foreign(tmp_path / name)


def plan_of(tmp_path: Path, text: str, name: str = "notes.md") -> Plan:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = incoming(tmp_path / name, catalogue())
    return planned(found.foreign, found.choices, Board(), catalogue())


def made(plan: Plan) -> list[tuple[str, str]]:
    return [(e["kind"], e["label"]) for e in plan.records if e["root"] == "elements"]


def joined(plan: Plan) -> set[tuple[str, str, str]]:
    labels: dict[Any, Any] = {e["id"]: e.get("label") for e in plan.records}
    links = (e for e in plan.records if e["root"] == "links")
    return {(labels[e["source"]], e["relation"], labels[e["target"]]) for e in links}


def test_headings_name_kinds_and_topics_and_the_first_names_the_map(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "# An evening\n\n## Goals\n- Shorter waits\n\n## Human rights\n* Risk: a leak\n\n## Loose ends\n1. Ask\n",
    )
    assert file.title == "An evening"
    assert [(c.kind, c.label, c.topics) for c in file.cards] == [
        ("goal", "Shorter waits", ()),
        ("risk", "a leak", ("human-rights",)),
        ("", "Ask", ()),
    ]
    assert [c.fields for c in file.cards] == [{}, {}, {"Under": "Loose ends"}]


def test_lines_within_a_line_are_linked_to_it(tmp_path: Path) -> None:
    text = "Stakeholders:\n\tDrivers\n\t\tNo breaks\n\t\t\tMeasure: longer shifts\n\tParents\n"
    plan = plan_of(tmp_path, text, "notes.txt")
    assert made(plan) == [
        ("stakeholder", "Drivers"),
        ("concern", "No breaks"),
        ("mitigation", "longer shifts"),
        ("stakeholder", "Parents"),
    ]
    assert joined(plan) == {("Drivers", "has-concern", "No breaks"), ("longer shifts", "addresses", "No breaks")}


def test_a_line_may_be_one_of_quick_capture(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "c the bus is late @Night workers #human-rights >More buses\n", "notes.txt")
    assert made(plan) == [
        ("stakeholder", "Night workers"),
        ("mitigation", "More buses"),
        ("concern", "the bus is late"),
    ]
    assert plan.records[2]["concepts"] == ("human-rights",)
    assert joined(plan) == {
        ("Night workers", "has-concern", "the bus is late"),
        ("More buses", "addresses", "the bus is late"),
    }


def test_a_sentence_with_a_colon_or_a_capital_stays_as_it_is(tmp_path: Path) -> None:
    file = read(tmp_path, "I am afraid of it\nMonday: no bus\nAt 9:30 it is full\n", "notes.txt")
    assert [(c.kind, c.label) for c in file.cards] == [
        ("", "I am afraid of it"),
        ("", "Monday: no bus"),
        ("", "At 9:30 it is full"),
    ]


def test_markdown_paragraphs_stay_whole_and_code_is_a_note(tmp_path: Path) -> None:
    text = "Goals\n=====\n\n- **Shorter**\n  waits\n\n  By 2030.\n- [ ] Fewer\n\n---\n\n"
    text += "One paragraph\non two lines.\n\n```\ncode\n```\n"
    cards = read(tmp_path, text).cards
    assert [(c.label, c.note) for c in cards] == [
        ("Shorter waits", "By 2030."),
        ("Fewer", ""),
        ("One paragraph on two lines.", "code"),
    ]
    assert {c.kind for c in cards} == {"goal"}


def test_opml(tmp_path: Path) -> None:
    text = (
        '<opml version="2.0"><head><title>Bus</title></head><body><outline text="Risks"><outline text="A &lt;b&gt;leak'
        '&lt;/b&gt;" _note="soon"><outline text="Measure: delete"/></outline></outline></body></opml>'
    )
    file = read(tmp_path, text, "notes.opml")
    assert file.title == "Bus" and [(c.label, c.note) for c in file.cards] == [("A leak", "soon"), ("delete", "")]
    assert joined(plan_of(tmp_path, text, "notes.opml")) == {("delete", "mitigates", "A leak")}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b""),
        ("a.md", b"\n---\n\n"),
        ("a.txt", bytes(900)),
        ("a.opml", b"<opml><body></body></opml>"),
        ("a.opml", b"<opml>"),
        ("a.opml", b'<!DOCTYPE a [<!ENTITY a "b">]><opml><body><outline text="&a;"/></body></opml>'),
        ("a.txt", b"x\n" * 6_000),
    ],
)
def test_what_is_no_outline_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(KnownError) as caught:
        read_foreign(tmp_path / name)
    assert "Nothing was changed." in str(caught.value)


pieces = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "Risk: ",
        "Goals",
        "Human rights",
        "c ",
        "@Who ",
        "#x ",
        ">y ",
        "===",
        "---",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=25).map("".join),
    ending=st.sampled_from([".md", ".txt"]),
)
def test_whatever_an_outline_holds_it_can_be_brought_in_or_is_refused(text: str, ending: str, tmp_path: Path) -> None:
    try:
        plan = plan_of(tmp_path, text, f"notes{ending}")
    except KnownError:
        return
    if plan.records:
        outcome = decide(Board(), "bring_in", {"records": [dict(entry) for entry in plan.records]}, Context())
        assert isinstance(outcome, Decision), outcome
