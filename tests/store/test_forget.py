"""Forgetting a person: no byte of name or words is left, and everything else is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from pycrdt import merge_updates

from stworkshop.errors import KnownError
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, updating
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import (
    ROOTS,
    Conflict,
    Element,
    Link,
    Note,
    Participant,
    Record,
    Round,
    SessionRecord,
    Snapshot,
    Value,
    flat,
    from_flat,
    own_fields,
    ref_of,
    replaced,
)
from stworkshop.session.library import Library
from stworkshop.session.session import Changed, Session, open_session
from stworkshop.store import doctor, forget, sessions
from stworkshop.store.tables import HEADS, OF_SESSION
from tests.workshop import ID, assert_all_agree, kind_fields, make, records

NAME, WORDS, REMARK = "Wilhelmina Quackenbush", "Nobody asked the lamplighters", "Because of the lamplighters"
PERSON = "p-quack"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    with open_session(make(tmp_path / "evening.stw")) as opened:
        work_on(opened)
        yield opened


def work_on(session: Session) -> None:
    """Let the person take part in every way there is."""
    said = {"author": PERSON}
    session.do(
        "Take part",
        adding(
            [
                Participant(id=PERSON, seq=20, label="W. Quack", side="public"),
                Element(id="hers", seq=21, kind="concern", label=WORDS, attributes=said),
                Link(id="to-hers", seq=22, relation="has-concern", source="riders", target="hers"),
                Note(id="her-note", seq=23, text=WORDS, attributes=said),
                Note(id="about-her", seq=24, text="Invite again", about=(PERSON, "late")),
                Participant(id="p-two", seq=25, label="Ada Ohm", side="planner"),
                Participant(id="p-three", seq=26, label="Ben Ulm", side="planner"),
            ]
        ),
    )
    session.run("edit_participant", id=PERSON, label=NAME)
    session.keep_private_note(PrivateNote(id="pn", text=f"{NAME} is worried", about=PERSON))
    session.run("open_round", id="r", question="Agree?", kind="rating", items=["st-1"], anonymous="no")
    for person, value, comment in (
        ("p-two", 4, "fine"),
        (PERSON, 1, REMARK),
        ("p-three", 5, "good"),
        ("p-ines", 4, ""),
    ):
        answers = [{"item": "st-1", "value": value, "comment": comment}]
        session.run("hand_in_sheet", round="r", participant=person, answers=answers)
    session.run("close_round", id="r")
    session.run("open_round", id="r2", question="And now?", kind="rating", items=["st-1"], anonymous="no")
    session.run("hand_in_sheet", round="r2", participant=PERSON, answers=[{"item": "st-1", "value": 2}])
    session.run("hand_in_sheet", round="r2", participant="p-two", answers=[{"item": "st-1", "value": 3}])


def bytes_of(path: Path) -> bytes:
    """All bytes of a file and of everything that SQLite keeps beside it."""
    return b"".join(p.read_bytes() for p in path.parent.glob(path.name + "*") if p.is_file())


def test_no_byte_of_name_or_words_is_left(session: Session) -> None:
    path = session.path
    before = bytes_of(path)
    assert all(text.encode() in before for text in (NAME, WORDS, REMARK, PERSON))
    session.forget(PERSON)
    after = bytes_of(path)
    assert not any(text.encode() in after for text in (NAME, WORDS, REMARK, PERSON, "Quack"))
    session.run("edit_element", id="late", note="And we go on")
    session.close()
    assert not any(text.encode() in bytes_of(path) for text in (NAME, WORDS, REMARK, PERSON, "Quack"))
    assert doctor.examine(path).sound


def test_what_quotes_the_person_goes_with_the_words(session: Session) -> None:
    """A read-back, a correction, a card that was joined, a card that is gone, and places in views."""
    later, gone = "Now the lamplighters go on foot", "The oil is dear these days"
    session.do(
        "Say more",
        adding(
            [
                Element(id="joined", seq=40, kind="concern", code="C8", label=later, attributes={"author": PERSON}),
                Element(id="gone", seq=41, kind="concern", code="C9", label=gone, attributes={"author": PERSON}),
                Element(id="others", seq=42, kind="concern", code="C7", label="It is dark", attributes={"author": "x"}),
            ]
        ),
    )
    session.run("move_in_view", view="vp-risk", moves={"hers": [1, 2]})
    session.run("finish_read_back")
    session.run("merge_cards", ids=["others", "joined"])
    session.run("edit_element", id="others", note=session.board.elements["others"].note + "\nOthers agreed")
    session.run("add_note", id="it-said", kind="correction", text=f"It said: “{WORDS}”", about=["hers"])
    session.run("add_note", id="quoted", kind="comment", text=f"Somebody repeats: {later}", about=["late"])
    session.run("delete", ids=["gone"])
    report = session.forget(PERSON)
    assert not session.board.positions and "it-said" not in session.board.notes
    others = session.board.elements["others"]
    assert others.note == "Others agreed" and not others.attributes.get("wordings")
    assert report["still_named_in"] == ["quoted"]  # somebody else's words, for a person to look after
    session.run("delete", ids=["quoted"])
    [moment] = session.board.snapshots.values()
    assert "late" in moment.content and not {"hers", "joined", "gone"} & set(moment.content)
    assert session.board.session.read_back == "yes"
    session.forget("p-two")  # what was deleted meanwhile leaves the file with the history
    session.close()
    assert not any(text.encode() in bytes_of(session.path) for text in (NAME, WORDS, REMARK, later, gone))


def test_a_repeat_that_is_counted_anew_still_says_how_many_moved(session: Session) -> None:
    session.run("hand_in_sheet", round="r2", participant="p-three", answers=[{"item": "st-1", "value": 1}])
    session.run("close_round", id="r2")
    session.run("open_round", id="r3", question="And?", kind="rating", items=["st-1"], anonymous="no", follows="r")
    for person, value in (("p-two", 2), (PERSON, 3), ("p-three", 5), ("p-ines", 2)):
        session.run("hand_in_sheet", round="r3", participant=person, answers=[{"item": "st-1", "value": value}])
    session.run("close_round", id="r3")
    [before] = [x.figures["shift"] for x in session.board.results.values() if (x.round, x.item) == ("r3", "st-1")]
    session.forget(PERSON)
    [after] = [x.figures["shift"] for x in session.board.results.values() if (x.round, x.item) == ("r3", "st-1")]
    assert before and after and set(after) == set(before)
    assert after != before


def test_what_went_is_told_without_a_word_of_it(session: Session) -> None:
    report = session.forget(PERSON)
    assert report["removed"] == {
        "participants": 1,
        "elements": 1,
        "links": 1,
        "notes": 1,
        "answers": 1,
        "private_notes": 1,
        "sheets": 1,
    }
    assert report["counted_anew"] == ["r"]
    assert (report["backups"], report["traces_left"]) == ([], False)
    assert NAME not in str(report) and WORDS not in str(report)


def test_everything_else_stays(session: Session) -> None:
    session.forget(PERSON)
    kept = {record.id: record for record in session.board.records()}
    for record in records():
        assert kept[record.id] == record
    assert session.board.notes["about-her"].about == ("late",)
    assert {answer.participant for answer in session.answers("r")} == {"p-two", "p-three", "p-ines"}
    item = next(result for result in session.board.results.values() if result.item == "st-1")
    assert item.figures["n"] == 3
    assert session.sheets_in("r2") == 1
    session.run("close_round", id="r2")
    assert [answer.participant for answer in session.answers("r2")] == ["p-two"]
    assert_all_agree(session)


def test_the_session_goes_on_under_a_new_lineage_and_without_its_past(session: Session) -> None:
    heard: list[Changed] = []
    session.subscribe(heard.append)
    lineage = session.lineage
    session.forget(PERSON)
    assert session.lineage != lineage
    assert session.undo() is None
    assert {ref.id for ref in heard[0].change.removed} >= {PERSON, "hers", "her-note", "to-hers"}
    session.run("add_element", kind="risk", label="A new one")
    session.undo()
    assert_all_agree(session)


def test_records_that_still_name_the_person_are_told(session: Session) -> None:
    session.run("add_note", id="minutes", kind="comment", text=f"Then wilhelmina quackenbush left, said {NAME}")
    assert session.forget(PERSON)["still_named_in"] == ["minutes"]


def test_a_participant_who_is_not_there_cannot_be_forgotten(session: Session) -> None:
    before = session.path.read_bytes()
    with pytest.raises(KnownError):
        session.forget("p-nobody")
    assert session.path.read_bytes() == before


def test_a_disk_that_does_not_take_it_leaves_everything(session: Session) -> None:
    raw = session._store.file.raw
    raw.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(session.path, isolation_level=None)
    session.run("hand_in_sheet", round="r2", participant="p-three", answers=[{"item": "st-1", "value": 3}])
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(KnownError):
        session.forget(PERSON)
    other.rollback()
    other.close()
    assert PERSON in session.board.participants
    assert_all_agree(session)


def test_what_it_cannot_reach_is_told_of(session: Session, tmp_path: Path) -> None:
    backup = session.path.with_name(session.path.name + ".v0-backup")
    rescued = session.path.with_name("evening-rescued.stw")
    draft = session.path.with_name(f".{session.path.name}.1a2b3c4d")
    for path in (backup, rescued, draft):
        path.touch()
    session.copy_for_table("Hill", tmp_path / "hill.stw")
    before = session.path.read_bytes(), list(session.board.records())
    foretold = session.forgetting(PERSON)
    assert (session.path.read_bytes(), list(session.board.records())) == before, "to be told changes nothing"
    told = session.forget(PERSON)
    assert told["backups"] == sorted([str(backup), str(rescued), str(draft)])
    assert [copy["table"] for copy in told["copies"]] == ["Hill"] and told["copies"][0]["at"]
    assert dict(told["removed"]) == dict(foretold["removed"]) | {"sheets": 1}
    assert {**foretold, "removed": {}} == {**told, "removed": {}}


def test_traces_that_cannot_be_removed_at_once_are_removed_at_the_close(session: Session) -> None:
    path = session.path
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM elements").fetchone()
    session._store.file.raw.execute("PRAGMA busy_timeout = 0")
    assert session.forget(PERSON)["traces_left"]
    assert PERSON not in session.board.participants
    reader.close()
    session.close()
    assert not any(text.encode() in bytes_of(path) for text in (NAME, WORDS, REMARK, PERSON))
    assert doctor.examine(path).sound


def test_in_a_library_the_other_sessions_stay(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.stwl")
    other = library.new("Another evening")
    with library.open(library.new("Evening")) as session:
        session.run("add_participant", id=PERSON, label=NAME, side="public")
        session.forget(PERSON)
        assert_all_agree(session)
    assert NAME.encode() not in bytes_of(library.path)
    with library.open(other) as session:
        assert session.board.session.label == "Another evening"
        assert_all_agree(session)
    assert doctor.examine(library.path).sound


def test_the_id_of_the_session_stays(session: Session) -> None:
    session.forget(PERSON)
    assert session.id == ID == session.board.session.id


def test_no_older_document_of_the_session_brings_the_person_back(session: Session) -> None:
    """Whichever way it comes: all of it, a part of it, and together with what is new."""
    older = session.state()
    known = session.document().vector()
    session.run("edit_participant", id=PERSON, label=NAME + " again")
    later = session.document().lacking(known)
    session.forget(PERSON)
    before = session.board.copy()
    for update in (older, merge_updates(older, later), merge_updates(session.state(), older)):
        with pytest.raises(BadUpdate):
            session.merge(update)
        with pytest.raises(BadUpdate):
            session.bring_together("Tables come together", [update], lambda board: Change())
    assert list(session.board.records()) == list(before.records()) and PERSON not in session.board.participants
    assert_all_agree(session)
    newer = Document([session.state()])
    session.merge(newer.apply(updating(session.board.elements["late"], {"note": "from elsewhere"}), "step"))
    assert session.board.elements["late"].note == "from elsewhere"


def test_a_file_in_which_two_starts_came_together_before_can_still_be_opened(session: Session) -> None:
    older = session.state()
    session.forget(PERSON)
    both = Document([older, session.state()])
    assert len(both.starts) == 2
    both.merge(session.state(), Board(both.records()))


def left_of(*records: Record, notes: tuple[PrivateNote, ...] = ()) -> forget.Remainder:
    """What is left of a few records when the person goes."""
    board = Board([SessionRecord(id="s", seq=1), Participant(id=PERSON, seq=2, label=NAME), *records])
    return forget.without_person(board, PERSON, (), notes, catalogue(), lambda *_: ())


def found(left: forget.Remainder, record_id: str) -> Record:
    return next(record for record in left.records if record.id == record_id)


def test_what_tables_wrote_keeps_its_value_and_loses_who() -> None:
    values = ({"table": "Hill", "value": "a", "who": PERSON}, {"table": "Vale", "value": "b", "who": "p-two"}, "odd")
    left = left_of(Conflict(id="c", seq=3, record="late", root="elements", field="note", values=values))
    kept = found(left, "c")
    assert isinstance(kept, Conflict)
    assert [dict(one) if isinstance(one, Mapping) else one for one in kept.values] == [
        {"table": "Hill", "value": "a", "who": ""}, {"table": "Vale", "value": "b", "who": "p-two"}, "odd",
    ]  # fmt: skip


def test_a_difference_about_what_the_person_said_goes_and_others_stay() -> None:
    own = Element(id="own", seq=3, kind="concern", label=WORDS, attributes={"author": PERSON})
    conflicts = [Conflict(id=f"of-{i}", seq=4, record=i, root="elements", field="note") for i in ("own", "late")]
    notes = [Note(id=f"on-{i}", seq=5, kind="correction", text="x", about=(i,)) for i in ("own", "late")]
    left = left_of(own, *conflicts, *notes)
    assert {record.id for record in left.records} == {"s", "of-late", "on-late"}


def test_each_line_that_the_person_said_goes_from_cards_of_others() -> None:
    long, short, other = "The first line is long", "abc", "A wording that was changed"
    attributes = {"author": PERSON, "wordings": (other,)}
    own = Element(id="own", seq=3, kind="concern", label="Mine", note=f"{long}\n{short}", attributes=attributes)
    note = Note(id="said", seq=4, text="Said in a note", attributes={"author": PERSON})
    lines = ("keep one", long, f" {short} ", "keep two", "Said in a note", f"x “{other}” y")
    others = Element(
        id="others", seq=5, kind="concern", label="y", note="\n".join(lines), attributes={"wordings": (other, "kept")}
    )
    kept = found(left_of(own, note, others), "others")
    assert isinstance(kept, Element)
    assert kept.note == "keep one\nkeep two" and kept.attributes["wordings"] == ("kept",)


def test_references_become_empty_and_private_notes_about_others_stay() -> None:
    card = Element(
        id="card", seq=3, kind="action", label="Do it", attributes={"owner": PERSON, "people": (PERSON, "x")}
    )
    notes = (PrivateNote(id="a", text="x", about=PERSON), PrivateNote(id="b", text="y", about="card"))
    left = left_of(card, notes=notes)
    kept = found(left, "card")
    assert (kept.attributes.get("owner"), kept.attributes["people"]) == ("", ("x",))
    assert left.notes == [notes[1]] and left.removed["private_notes"] == 1
    assert left.report(PERSON)["participant"] == PERSON


def test_views_are_told_what_came_went_and_changed() -> None:
    one, two, three = (Note(id=f"n{n}", seq=n, text="x") for n in range(3))
    before, after = Board([one, two]), Board([replaced(one, {"text": "y"}), three])
    change = forget.change_between(before, after)
    assert set(change.added) == {ref_of(three)} and set(change.removed) == {ref_of(two)}
    assert dict(change.updated) == {ref_of(one): {"text": ("x", "y")}}
    assert not forget.change_between(before, before)


def test_the_session_keeps_when_it_was_made(session: Session) -> None:
    session.keep_private_note(PrivateNote(id="other", text="Ask again", about="late"))
    created = session._store.head.created
    session.forget(PERSON)
    assert session._store.head.created == created
    assert [note.id for note in session.private_notes()] == ["other"]


def test_only_rounds_that_the_person_answered_and_that_are_closed_are_counted_anew() -> None:
    rounds = [Round(id="a-open", seq=3, kind="rating")]
    rounds += [Round(id=i, seq=4, kind="rating", closed_order=1) for i in ("b", "c-of-others", "d")]
    board = Board([SessionRecord(id="s", seq=1), Participant(id=PERSON, seq=2, label=NAME), *rounds])
    rounds_of = {PERSON: ("a-open", "a-unknown", "b", "d"), "p-two": ("b", "c-of-others")}
    answers = [Answer(round=r, item="x", participant=p, value=1) for p, ids in rounds_of.items() for r in ids]
    left = forget.without_person(board, PERSON, answers, (), catalogue(), lambda *_: ())
    assert left.counted_anew == ["b", "d"]


@pytest.mark.parametrize(("name", "told"), [("Ada", ["note"]), ("Al", [])])
def test_a_name_of_three_letters_is_looked_for_and_a_shorter_one_is_not(name: str, told: list[str]) -> None:
    note = Note(id="note", seq=3, text="Ada and Al went home")
    board = Board([SessionRecord(id="s", seq=1), Participant(id=PERSON, seq=2, label=name), note])
    assert forget.without_person(board, PERSON, (), (), catalogue(), lambda *_: ()).still_named_in == told


def test_a_sentence_of_twelve_letters_is_looked_for_within_others() -> None:
    twelve, short = "Not the lamp", "It is dark"
    assert len(twelve) == 12
    own = [
        Note(id=f"own-{n}", seq=3, text=text, attributes={"author": PERSON}) for n, text in enumerate((twelve, short))
    ]
    others = [Note(id=f"on-{n}", seq=5, text=f"Yes: {text}!") for n, text in enumerate((twelve, short))]
    read = {"own-0": ("Something else",), "card": (f"He said: {twelve}",), "brief": (short,), "late": (f"{short}!",)}
    left = left_of(*own, *others, Snapshot(id="moment", seq=6, content=read))
    assert left.still_named_in == ["on-0"]
    kept = found(left, "moment")
    assert isinstance(kept, Snapshot) and set(kept.content) == {"late"}


def test_links_that_led_nowhere_before_stay_and_those_to_the_persons_cards_go() -> None:
    own = Element(id="own", seq=3, kind="concern", label=WORDS, attributes={"author": PERSON})
    card = Element(id="card", seq=4, kind="stakeholder", label="Riders")
    ends = {"lost": "own", "nowhere": "never-there"}
    links = [Link(id=i, seq=5, relation="has-concern", source="card", target=target) for i, target in ends.items()]
    left = left_of(own, card, *links)
    assert {record.id for record in left.records} == {"s", "card", "nowhere"}


def test_odd_values_of_the_persons_records_do_no_harm() -> None:
    own = Element(id="own", seq=3, kind="concern", label=WORDS, attributes={"author": PERSON, "wordings": 3})
    assert {record.id for record in left_of(own).records} == {"s"}


def holding(root: str, name: str, value: Value) -> Record:
    """A record that holds a value in one of its fields; of the session, the session itself."""
    more: dict[str, dict[str, Value]] = {"elements": {"kind": "decision"}, "session": {"label": "Evening"}}
    return from_flat(root, "s" if root == "session" else "it", {"seq": 9, **more.get(root, {}), name: value})


EVERY_FIELD = [
    (root, name)
    for root in ROOTS
    for name in (*(n for n, kind in own_fields(root).items() if n != "gone" and not kind.is_number), "of_others")
] + [("elements", name) for name, kind in kind_fields("decision").items() if kind.name == "text"]
SHAPES: tuple[Callable[[str], Value], ...] = (
    lambda said: said,
    lambda said: ("x", said),
    lambda said: {"who": said, said: 1, "deep": ({"deeper": [said, {said: said}]},)},
)


def left_of_one(record: Record) -> forget.Remainder:
    """What is left of one record, and of the session around it, when the person goes."""
    around = [] if isinstance(record, SessionRecord) else [SessionRecord(id="s", seq=1)]
    board = Board([*around, Participant(id=PERSON, seq=2, label=NAME), record])
    return forget.without_person(board, PERSON, (), (), catalogue(), lambda *_: ())


@pytest.mark.parametrize(("root", "name"), EVERY_FIELD)
def test_no_field_of_any_record_refers_to_the_person_however_deep(root: str, name: str) -> None:
    for shape in SHAPES:
        left = left_of_one(holding(root, name, shape(PERSON)))
        assert not any(PERSON in repr(flat(record)) for record in left.records), shape


@pytest.mark.parametrize(("root", "name"), EVERY_FIELD)
def test_every_record_in_whose_words_the_name_still_stands_is_told(root: str, name: str) -> None:
    """In whatever field somebody wrote it, alone or in a sentence; ids and words of the catalogue are not written."""
    written = name == "of_others" or name not in own_fields(root) or own_fields(root)[name].name in ("text", "json")
    for said in (NAME, f"Ask {NAME.upper()} again", f"See {PERSON}."):
        for shape in SHAPES:
            left = left_of_one(holding(root, name, shape(said)))
            held = [record.id for record in left.records if said in repr(flat(record))]
            if written:
                assert left.still_named_in == held, said


def test_private_notes_and_comments_of_others_that_name_the_person_are_told(session: Session) -> None:
    session.keep_private_note(PrivateNote(id="pn-late", text=f"Ask {NAME.upper()} again", about="late"))
    session.keep_private_note(PrivateNote(id="pn-plan", text=f"“{REMARK}”, said twice", about="plan"))
    session.keep_private_note(PrivateNote(id="pn-other", text="Bring chairs", about="late"))
    session.run("open_round", id="r4", question="Well?", kind="rating", items=["st-1"], anonymous="no")
    answer = {"item": "st-1", "value": 3, "comment": f"As {NAME} says"}
    session.run("hand_in_sheet", round="r4", participant="p-two", answers=[answer])
    session.run("close_round", id="r4")
    told = session.forget(PERSON)["still_named_in"]
    assert {"pn-late", "pn-plan", "r4"} <= set(told) and "pn-other" not in told and "r" not in told


def test_rows_of_no_session_keep_nothing_of_the_person(session: Session) -> None:
    """As a damaged or prepared file holds them, in whatever table; in a library they may be another session's."""
    path = session.path
    session.close()
    for table in OF_SESSION:
        with closing(sqlite3.connect(path)) as raw, raw:
            names = ", ".join("'stray'" if c.name == "session_id" else f'"{c.name}"' for c in table.columns)
            if table is not HEADS and "key" not in table.columns:
                raw.execute(f"INSERT INTO {table.name} SELECT {names} FROM {table.name} WHERE session_id = ?", (ID,))
    assert all(text.encode() in bytes_of(path) for text in (NAME, WORDS, REMARK, PERSON))
    with open_session(path) as opened:
        opened.forget(PERSON)
        assert_all_agree(opened)
    assert not any(text.encode() in bytes_of(path) for text in (NAME, WORDS, REMARK, PERSON))


def test_a_disk_that_refuses_at_the_last_step_keeps_the_sheets_too(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = session.sheets_in("r2"), session.ballots.states("r2")

    def full(*_given: object, **_named: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sessions, "write_new", full)
    with pytest.raises(KnownError):
        session.forget(PERSON)
    assert (session.sheets_in("r2"), session.ballots.states("r2")) == before == (2, before[1])
    assert PERSON in session.board.participants
    assert_all_agree(session)
