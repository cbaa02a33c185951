"""What is printed steers no terminal and forges no line: planted in all texts, looked for in all that is printed."""

from __future__ import annotations

import ast
import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from stworkshop import assets
from stworkshop.analysis.findings import Finding
from stworkshop.cli import text_output
from stworkshop.cli.progress import Progress
from stworkshop.exchange import our_json
from stworkshop.model.records import Record, flat, from_flat, own_fields, root_of
from stworkshop.model.session_content import SessionContent
from stworkshop.session.library import Library
from stworkshop.session.session import create_file
from stworkshop.system import terminal
from stworkshop.validation.clean_text import clean_label, clean_text
from tests.cli.conftest import Call
from tests.source_tree import ROOT
from ui import main as program

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\rx\x7f\u202eabc\u2066\u200f\u061c"
STEERING = {chr(n) for n in [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F)]}
STEERING = (STEERING | {chr(n) for n in range(0x2066, 0x206A)}) - {"\n", "\t"}


def steers(printed: str) -> list[str]:
    """Return the lines that hold what would steer a terminal."""
    return [line for line in printed.split("\n") if STEERING & set(line)]


def hostile(record: Record, evil: str = EVIL) -> Record:
    """Return a record with the planted words before every text of it, ids and codes of the program excepted."""
    own = own_fields(root_of(record))
    values = flat(record)
    for name, value in values.items():
        if isinstance(value, str) and name in own and name in ("label", "text", "note", "message", "reason", "agenda"):
            values[name] = evil + value
    return from_flat(root_of(record), record.id, values)


@pytest.fixture
def content() -> SessionContent:
    """A session whose words were never cleaned, as another program could have written it."""
    sample = our_json.read(next(p for p in assets.sample_sessions() if p.stem == "hill-east"))
    return SessionContent([hostile(record) for record in sample.records], sample.answers)


def test_no_subcommand_prints_what_steers_a_terminal(call: Call, content: SessionContent, tmp_path: Path) -> None:
    session, evil_file = content.id, tmp_path / "evil.stw"
    Library(tmp_path / "library.sqlite").add(content)
    create_file(evil_file, content)
    bad = tmp_path / f"{EVIL.replace('/', '')}.csv"
    bad.write_text(f"label,kind\n{EVIL}thing,concern\n{EVIL},{EVIL}\n", encoding="utf-8")
    assert call("list", "--json").data[0]["label"].startswith(EVIL[:14]), "the library holds what was planted"
    for arguments in (
        ("list",),
        ("list", "--json"),
        ("show", session),
        ("show", session, "--json"),
        ("show", session, "--participants"),
        ("show", str(evil_file)),
        ("check", session),
        ("check", session, "--json"),
        ("doctor", str(evil_file)),
        ("doctor", str(evil_file), "--json"),
        ("doctor", str(bad)),
        ("show", EVIL),
        ("import", str(bad)),
        ("import", str(bad), "--into", session),
        ("merge", str(evil_file), str(bad), "--to", str(tmp_path / "out.stw")),
        ("merge", str(evil_file), str(evil_file), "--to", str(tmp_path / "out2.stw")),
        ("copy", session, "--table", EVIL, "--to", str(tmp_path / "t.stw")),
        ("export", session, "--to", str(tmp_path / f"{EVIL}.nope")),
        ("forget", session, "--participant", EVIL),
        ("new", "--label", EVIL, "--agenda", EVIL),
        ("check", session, "--fail-on", EVIL),
        (EVIL,),
    ):
        printed = call(*arguments)
        assert printed.out or printed.err, arguments
        assert steers(printed.out) == [] and steers(printed.err) == [], arguments
        if "--json" in arguments:
            assert printed.data is not None


@pytest.mark.parametrize("arguments", [("host", EVIL), ("host", "hill", "--code", EVIL), ("host", f"{EVIL}.stw")])
def test_a_host_prints_nothing_that_steers(
    call: Call, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    call("list")
    assert program.main(arguments) in (1, 2)
    printed = capsys.readouterr()
    assert printed.out + printed.err and steers(printed.out) == [] and steers(printed.err) == []


def test_no_word_forges_a_column_or_a_row(
    call: Call, content: SessionContent, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What another program wrote may hold tabulators and line feeds in every text: each stays in its cell."""
    forged = "One\ts-9\tTwo\nst-77\tForged\t1\t2\t3\n"
    records = [hostile(record, forged) for record in content.records]
    plain = [hostile(record, "One ") for record in content.records]
    for name, some in (("forged.stw", records), ("plain.stw", plain)):
        create_file(tmp_path / name, SessionContent(some, content.answers))
    library = Library(tmp_path / "library.sqlite")
    library.add(SessionContent(records, content.answers))
    with sqlite3.connect(library.path) as raw:
        raw.execute("UPDATE sessions SET label = ?, date = ?", (forged, forged))
    raw.close()
    rows = call("list").out.splitlines()
    assert len(rows) == 1 and rows[0].count("\t") == 4
    for job in (("show",), ("show", "--participants"), ("check",)):
        told = [call(job[0], str(tmp_path / name), *job[1:]).out.splitlines() for name in ("forged.stw", "plain.stw")]
        assert [row.count("\t") for row in told[0]] == [row.count("\t") for row in told[1]], job
        assert "Forged" in "".join(told[0]) and not any(row.startswith("st-77") for row in told[0]), job
    about = next(card.id for card in content.board().elements.values())
    for discussed in (None, forged):
        text_output.check([Finding("x", "must", (about,), (), forged, forged, discussed)], content.board())
        printed = capsys.readouterr().out
        assert len(printed.splitlines()) == 3 and "\t" not in printed, "a head, what is asked and what to do"
    terminal.say(terminal.facts({"event": "come", "name": f"{forged}  role: facilitator"}))
    assert [len(line.split("  ")) for line in capsys.readouterr().out.splitlines()] == [2]
    refused = call("show", str(tmp_path / f"a{forged}.stw")).err
    assert refused.startswith("stworkshop: ") and refused.count("\n") == 1 and "\t" not in refused


def test_all_that_the_command_line_prints_goes_through_the_terminal() -> None:
    """A line that is printed elsewhere is one that words can forge; JSON escapes itself, and no trace holds words."""
    own = {"stworkshop/system/terminal.py", "stworkshop/system/private_traceback.py"}
    for path in sorted(path for root in ("stworkshop", "ui") for path in (ROOT / root).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        prints = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
        loose = [call.lineno for call in prints if not ast.unparse(call).startswith("print(json.dumps(")]
        assert name in own or loose == [], name


def test_json_is_the_same_data(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    with terminal.guarded():
        print(json.dumps({"label": EVIL}, ensure_ascii=False))
    assert steers(out.getvalue()) == [] and json.loads(out.getvalue()) == {"label": EVIL}
    assert sys.stdout is out


def test_progress_draws_its_line_anew_and_spells_out_words() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    Progress(screen).say(f"Importing {EVIL}")
    assert screen.getvalue().startswith("\rImporting ") and steers(screen.getvalue()[1:]) == []


@pytest.mark.parametrize("words", ["Grüße", "שלום", "a\tb\nc", "👩\u200d🔧", "نه\u200cمی"])
def test_words_of_every_script_are_printed_as_they_are(words: str) -> None:
    assert terminal.safe(words) == words


def test_words_that_come_in_keep_nothing_that_steers() -> None:
    marks_of_writing = {"\u200f", "\u061c"}
    assert STEERING & set(clean_text(f"a{EVIL}b")) == marks_of_writing, "they belong to words from right to left"
    assert clean_label("a\u202eb\x9bc\x85d\u2028e") == "abc d e"
