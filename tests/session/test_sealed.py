"""Sealed means sealed: of an open round nothing but the number of sheets can be read, in whatever way one looks.

Two files differ in nothing but the answers that were handed in: where everything that can be read of the one equals
what can be read of the other, it says nothing about the answers.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from stworkshop import assets
from stworkshop.analysis.findings import find
from stworkshop.cli import command_line
from stworkshop.commands.base import Decision, Refused
from stworkshop.exchange import export_formats, our_json
from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import Session, create_file, open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.store import doctor
from tests.session.test_phone_sheets import sealed

OPEN, MARK = "r-open", "Mumpitz"
LOW, HIGH = 1, 5
ENDINGS = tuple(export_formats._WRITERS)
LIKE_DATA = (".json", ".csv", ".csv.zip")
"""Forms that are written in two ways, for oneself and for others."""


def with_sheets(path: Path, value: int, sheets: int = 5, *, closed: bool = False, anonymous: str = "yes") -> Path:
    """A sample in a file, with a round open that repeats an earlier one, and sheets that all say the same."""
    sample = next(p for p in assets.sample_sessions() if "hill-east" in p.stem)
    path.parent.mkdir(parents=True, exist_ok=True)
    create_file(path, our_json.read(sample))
    with open_session(path) as session:
        fill(session, value, sheets, anonymous)
        if closed:
            assert isinstance(session.run("close_round", id=OPEN), Decision)
    return path


def fill(session: Session, value: int, sheets: int, anonymous: str = "yes") -> None:
    earlier = next(r for r in session.board.rounds.values() if r.kind == "rating")
    opened = session.run(
        "open_round", id=OPEN, kind="rating", question="And now?", items=list(earlier.items), follows=earlier.id,
        anonymous=anonymous,
    )  # fmt: skip
    assert isinstance(opened, Decision)
    people = list(session.board.participants)
    for n in range(sheets):
        who = {"side": "public"} if anonymous == "yes" else {"participant": people[n]}
        answers = [{"item": item, "value": value, "comment": f"{MARK} {value}"} for item in earlier.items]
        if anonymous == "yes" and n % 2:
            given = [{**answer, "value2": None, "dk": "no"} for answer in answers]
            came = session.phones.take(OPEN, sealed(session, OPEN, answers=given), f"sheet {n}", one_each="open")
            assert isinstance(came, bytes)
            continue
        assert isinstance(session.run("hand_in_sheet", round=OPEN, answers=answers, **who), Decision)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two files that differ in the answers alone."""
    folder = tmp_path_factory.mktemp("sealed")
    patch = pytest.MonkeyPatch()
    patch.setenv("STWORKSHOP_LIBRARY", str(folder / "library.stwlib"))
    made = with_sheets(folder / "low" / "f.stw", LOW), with_sheets(folder / "high" / "f.stw", HIGH)
    patch.undo()
    return made


def readable(path: Path) -> str:
    """All that can be read in an exported file, however it is packed."""
    if path.is_dir():
        return "\n".join(f"{p.name}\n{p.read_text('utf-8')}" for p in sorted(path.iterdir()))
    data = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            return "\n".join(f"{name}\n{pack.read(name).decode()}" for name in sorted(pack.namelist()))
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(data)
        pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
        document.close()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [bytes(o.read_bytes()) for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        assert not any(MARK.encode() in stream for stream in streams)
        return "\n".join(pages)
    if path.suffix == ".ics":  # two of them are seldom written in the same second
        return re.sub(r"(?m)^DTSTAMP:.*$", "", data.decode())
    return data.decode("utf-8", "replace") if path.suffix != ".png" else data.hex()


@pytest.mark.parametrize(
    ("ending", "for_others"),
    [(e, others) for e in ENDINGS for others in ((True, False) if e in LIKE_DATA else (False,))],
)
def test_no_export_tells_the_answers(pair: tuple[Path, Path], tmp_path: Path, ending: str, for_others: bool) -> None:
    read = []
    for side, path in zip(("low", "high"), pair, strict=True):
        out = tmp_path / f"{side}{ending}"
        with open_session(path, read_only=True) as session:
            export_formats.write(session.content(), out, export_formats.Options(for_others=for_others))
        if out.is_file():
            assert MARK.encode() not in out.read_bytes()
        read.append(readable(out))
    assert MARK not in read[0] and read[0] == read[1]


@pytest.mark.parametrize("options", [{}, {"for_others": True}, {"with_history": False}])
def test_no_session_file_carries_a_sheet(pair: tuple[Path, Path], tmp_path: Path, options: dict[str, bool]) -> None:
    out = tmp_path / "out.stw"
    with open_session(pair[1]) as session:
        session.export_stw(out, **options)
    with open_session(out, read_only=True) as session:
        assert session.sheets_in(OPEN) == 0 and session.answers(OPEN) == []
    assert MARK.encode() not in out.read_bytes()


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but what is random by nature: keys, tokens, bodies that only a key opens, times."""
    raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = {}
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        columns = [row[1] for row in raw.execute(f'PRAGMA table_info("{name}")')]
        chance = re.compile("key|body|update|bytes|lineage|step|state|at$|time|created|opened_by|head|code|crc")
        known = [column for column in columns if not chance.search(column) and (name, column) != ("answers", "id")]
        kept = [f'"{column}"' for column in known]
        if kept:
            found[name] = sorted(map(repr, raw.execute(f'SELECT {", ".join(kept)} FROM "{name}"').fetchall()))
    raw.close()
    return found  # type: ignore[return-value]


def test_no_table_and_no_byte_of_file_or_log_tells_the_answers(pair: tuple[Path, Path]) -> None:
    low, high = (tables(path) for path in pair)
    assert low.keys() == high.keys() and "answers" in low and "_sheets" in low
    for name in low:
        assert low[name] == high[name], f"the table {name} tells the answers"
    assert not any(OPEN in row for row in map(str, high["answers"]))
    assert not any(OPEN in row for row in map(str, high["results"]))
    for path in pair:
        assert all(MARK.encode() not in each.read_bytes() for each in path.parent.iterdir() if each.is_file())


def test_no_byte_of_the_log_tells_while_the_session_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwlib"))
    path = tmp_path / "f.stw"
    create_file(path, our_json.read(next(p for p in assets.sample_sessions() if "hill-east" in p.stem)))
    with open_session(path) as session:
        fill(session, HIGH, 4)
        log = path.with_name(path.name + "-wal")
        assert log.stat().st_size > 0, "or nothing is tried here"
        assert MARK.encode() not in path.read_bytes() + log.read_bytes()
        assert MARK.encode() not in session.state()
        assert session.undo_label == "Open round" and session.redo_label == ""
        assert session.all_answers() and not any(a.round == OPEN for a in session.all_answers())
        assert not any(OPEN in key.read_bytes().decode("latin-1") for key in (tmp_path / "laptop").rglob("*.key"))


@pytest.mark.parametrize("command", ["show", "check", "list"])
def test_the_command_line_prints_the_same(
    pair: tuple[Path, Path], command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []
    for path in pair:
        command_line.main([command, *([] if command == "list" else [str(path)]), "--json"])
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] and MARK not in printed[0]


def test_the_pair_would_tell_once_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that compares nothing passes always, so it is tried on closed rounds: there the answers must show."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwlib"))
    read = []
    for side, value in (("low", 2), ("high", 4)):
        path = with_sheets(tmp_path / side / "f.stw", value, closed=True)
        with open_session(path, read_only=True) as session:
            export_formats.write(session.content(), tmp_path / f"{side}.json", export_formats.Options(for_others=True))
        read.append(readable(tmp_path / f"{side}.json"))
    assert MARK in read[0] and read[0] != read[1]


def test_an_anonymous_answer_is_tied_to_nobody_in_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a participant, nor a time, nor an order of handing in can be found beside an answer; log included."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwlib"))
    path = tmp_path / "f.stw"
    create_file(path, our_json.read(next(p for p in assets.sample_sessions() if "hill-east" in p.stem)))
    with open_session(path) as session:
        earlier = next(r for r in session.board.rounds.values() if r.kind == "rating")
        item = earlier.items[0]
        session.run("open_round", id=OPEN, kind="rating", question="?", items=[item])
        for n in range(12):
            answer = {"item": item, "value": 1 + n % 5, "comment": f"{MARK}{n:02}"}
            assert isinstance(session.run("hand_in_sheet", round=OPEN, side="public", answers=[answer]), Decision)
        people = list(session.board.participants)
        session.run("close_round", id=OPEN)
        raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        columns = [row[1] for row in raw.execute("PRAGMA table_info(answers)")]
        assert set(columns) == {
            "session_id", "id", "round", "item", "participant", "ballot", "side", "value", "value2", "dk", "comment"
        }  # fmt: skip
        rows = raw.execute("SELECT participant, comment FROM answers WHERE round = ?", (OPEN,)).fetchall()
        raw.close()
        assert len(rows) == 12 and {participant for participant, _comment in rows} == {""}
        stored = [comment for _participant, comment in rows]
        assert stored != sorted(stored), "the rows lie in the order of handing in"
        log = path.with_name(path.name + "-wal")
        whole = path.read_bytes() + (log.read_bytes() if log.exists() else b"")
    for place in (m.start() for m in re.finditer(MARK.encode(), whole)):
        beside = whole[max(0, place - 200) : place + 200]
        assert not any(person.encode() in beside for person in people), "a person stands beside an answer"
        assert not re.search(rb"20\d\d-\d\d-\d\dT\d\d:\d\d", beside), "a time stands beside an answer"
    orders = [m.group() for m in re.finditer(rb"Mumpitz\d\d", whole)]
    assert orders[:12] != sorted(orders[:12])


def test_closed_results_of_an_anonymous_round_carry_no_side_with_a_comment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwlib"))
    path = with_sheets(tmp_path / "f.stw", 3, closed=True)
    with open_session(path, read_only=True) as session:
        results = [r for r in session.board.results.values() if r.round == OPEN and r.item]
        assert results and all(set(c) == {"text"} for r in results for c in r.figures["comments"])
        text = json.dumps([dict(r.figures) for r in results], default=list)
    assert not any(key in text for key in ("participant", "ballot"))


def test_the_past_and_the_questions_of_the_map_say_nothing(pair: tuple[Path, Path]) -> None:
    told = []
    for path in pair:
        with open_session(path, read_only=True) as session:
            timeline = read_timeline(path, session.id)
            found = find(session.board, catalogue())
            told.append(([m.label for m in timeline.moments], [c.roots() for c in timeline.changes], found))
            assert session.undo_label == "" and session.ballots.states(OPEN) == {}
    assert told[0] == told[1] and told[0][0][-1] == "Open round"
    assert told[0][1][-1] == {"rounds"}, "handing in is no moment, so that it has no time"


def test_nobody_asks_for_a_sheet_by_guessing_at_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second entry is compared with a ballot that was keyed, never with what somebody answered on the laptop."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwlib"))
    path = with_sheets(tmp_path / "f.stw", HIGH, 3, anonymous="no")
    with open_session(path) as session:
        person = next(iter(session.board.participants))
        item = session.board.rounds[OPEN].items[0]
        guess = {"round": OPEN, "participant": person, "answers": [{"item": item, "value": LOW}]}
        refused = session.ballots.differences(guess)
        assert isinstance(refused, Refused) and refused.refusal == "not-keyed" and str(HIGH) not in refused.message


def test_a_ballot_s_state_says_neither_when_nor_who_nor_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ballots that are keyed in two orders, with other answers, leave the same rows behind."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwlib"))
    left = []
    for turn in (1, -1):
        path = tmp_path / f"f{turn}.stw"
        create_file(path, our_json.read(next(p for p in assets.sample_sessions() if "hill-east" in p.stem)))
        with open_session(path) as session:
            item = next(r for r in session.board.rounds.values() if r.kind == "rating").items[0]
            session.run("open_round", id=OPEN, kind="rating", question="?", items=[item])
            codes = session.ballots.issue(OPEN, 6)
            for n, code in list(enumerate(sorted(codes)[:5]))[::turn]:
                if session.ballots.states(OPEN)[code] == "printed":
                    session.ballots.hand_out(OPEN, code)
                sheet = {
                    "round": OPEN,
                    "side": "public",
                    "ballot": code,
                    "answers": [{"item": item, "value": 1 + n % 5}],
                }
                assert session.ballots.put_away(sheet) is None
            session.run("close_round", id=OPEN)
        raw = sqlite3.connect(path)
        kept = raw.execute("SELECT * FROM _ballots ORDER BY code").fetchall()
        sql = raw.execute("SELECT sql FROM sqlite_master WHERE name IN ('_ballots', 'answers', '_sheets')").fetchall()
        raw.close()
        assert all("WITHOUT ROWID" in made for (made,) in sql) and len(sql) == 3, "a row number would be an order"
        left.append([row for row in kept if row[-1] in ("keyed", "in")])
    assert left[0] == left[1] and len(left[0]) == 5
    assert all(len(row) == 4 for row in left[0])


def test_a_file_that_is_rescued_keeps_its_sheets_sealed_and_can_be_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwlib"))
    path = with_sheets(tmp_path / "f.stw", HIGH, 4)
    target = tmp_path / "rescued.stw"
    doctor.rescue(path, target)
    assert MARK.encode() not in target.read_bytes()
    with open_session(target) as session:
        assert session.sheets_in(OPEN) == 4 and session.answers(OPEN) == []
        assert isinstance(session.run("close_round", id=OPEN), Decision)
        assert {answer.value for answer in session.answers(OPEN)} == {HIGH}
