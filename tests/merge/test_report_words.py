"""The words of a merge's report: what tables did is named as people name it, never by an id where there is a word."""

from __future__ import annotations

import pytest

from stworkshop.merge import report
from stworkshop.merge.copies import PLENARY
from stworkshop.merge.outcome import Edited, Merged
from stworkshop.merge.promised import ADDED, CHANGED, REMOVED, NotTaken
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import (
    Element,
    Link,
    Note,
    Record,
    Ref,
    Result,
    Round,
    SessionRecord,
    Statement,
    Value,
    ref_of,
)

RISK = Element(id="e", kind="risk", code="R1", label="Too late", attributes={"intended": "no"})
RECORDS = (
    RISK, Element(id="f", kind="concern", code="C2", label="Too dear"),
    Link(id="l", relation="causes", source="e", target="f"), Link(id="lost", relation="causes", source="e", target="-"),
    Note(id="n", text="Who pays?"), Round(id="q", question="Which first?"), Round(id="q2", label="By name only"),
)  # fmt: skip
MERGED = Merged(records={ref_of(record): record for record in RECORDS})


def not_taken(record: Record, how: str, name: str = "", value: Value = None) -> str:
    kept = NotTaken(ref_of(record), record, how, name, value, ("Hill", PLENARY))
    return report.not_taken_words(MERGED, kept, catalogue())


def test_what_ballots_promised_is_told_with_what_it_was() -> None:
    statement = Statement(id="s", label="It helps.")
    assert [
        not_taken(Result(id="x", round="q"), ADDED),
        not_taken(Result(id="x", round="never"), ADDED),
        not_taken(Round(id="q", question="Which first?"), ADDED),
        not_taken(Round(id="q2", label="By name only"), CHANGED),
        not_taken(Round(id="bare"), REMOVED),
        not_taken(SessionRecord(id="s"), ADDED),
        not_taken(SessionRecord(id="s"), CHANGED, "print_tables", "yes"),
        not_taken(statement, REMOVED),
        not_taken(statement, CHANGED, "label", "It hurts"),
        not_taken(statement, CHANGED, "about", ""),
    ] == [
        "Not taken: other results of the round “Which first?” (Hill, the plenary). They are counted where it was"
        " opened.",
        "Not taken: other results of the round “never” (Hill, the plenary). They are counted where it was opened.",
        "Not taken: the round “Which first?”, which is of Hill, the plenary alone. It stays in their own file.",
        "Not taken: a change to the round “By name only” (Hill, the plenary)."
        " Its ballots have promised how it is done.",
        "Not taken: a change to the round “bare” (Hill, the plenary). Its ballots have promised how it is done.",
        "Not taken: another workshop in the file of Hill, the plenary.",
        "Not taken: “Print which table drew what” of Hill, the plenary. It stays as the plenary has it, since ballots"
        " promise it.",
        "Not taken: Hill, the plenary removed “It helps”, but people have answered to it.",
        "Not taken: Hill, the plenary changed “It helps” to “It hurts”, but people have answered to it as it was.",
        "Not taken: Hill, the plenary changed “It helps” to nothing, but people have answered to it as it was.",
    ]


def test_records_are_called_by_their_words_and_links_by_their_cards() -> None:
    assert [report.name_of(MERGED, ref_of(record)) for record in RECORDS[:5]] == [
        "R1 Too late", "C2 Too dear", "the link “R1 Too late” → “C2 Too dear”", "the link “R1 Too late” → a card",
        "Who pays?",
    ]  # fmt: skip
    assert report.name_of(MERGED, Ref("elements", "gone")) == "gone"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("note", "x", "R1 Too late: Note is now “x” (Hill)"),
        ("note", "", "R1 Too late: Note is now nothing (Hill)"),
        ("intended", "no", "R1 Too late: Do we mean this to happen? is now “No” (Hill)"),
        ("concepts", ("regulation", "public-value"), "R1 Too late: Topics is now Regulation, Public value (Hill)"),
        ("severity", 4, "R1 Too late: How bad is now “Very serious” (Hill)"),
        ("drawers", ("Hill", "Vale"), "R1 Too late: drawers is now Hill, Vale (Hill)"),
        ("of_others", 5, "R1 Too late: of_others is now 5 (Hill)"),
    ],
)
def test_a_change_is_told_with_the_words_of_field_and_value(name: str, value: Value, said: str) -> None:
    words = report.edit_words(MERGED, Edited(ref_of(RISK), name, None, value, ("Hill",)), catalogue())
    assert words == said
    assert report.lost_words(RISK, name, value, catalogue()) == words.removeprefix("R1 Too late: ").replace(
        " is now ", ": ", 1
    ).removesuffix(" (Hill)")


def test_nobody_reads_the_numbers_of_a_place() -> None:
    assert report.lost_words(RISK, "pos", (1.0, 2.0), catalogue()) == "another place"


def test_moves_are_counted_by_the_tables_that_made_them() -> None:
    moves = [
        Edited(Ref("elements", i), "pos", None, (1.0, 2.0), (table,)) for i, table in zip("abc", "xyx", strict=True)
    ]
    other = Edited(Ref("elements", "a"), "note", "", "x", ("x",))
    assert report.moved(Merged(edited=[*moves, other])) == {("x",): 2, ("y",): 1}


def test_files_that_stand_beside_or_come_twice_are_told_by_name() -> None:
    assert report.beside_in_words(MERGED, [("other.stw", ("e", "f", "never")), ("one.stw", ("e",))]).split("\n") == [
        "“other.stw” does not come from the same start: its 2 cards stand beside the others.",
        "“one.stw” does not come from the same start: its 1 card stands beside the others.",
        "",
    ]
    assert report.twice_in_words([("a.stw", "b.stw")]) == ["“a.stw” is the same copy as “b.stw”: it counts once."]
