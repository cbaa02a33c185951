"""What is printed steers no terminal: planted in every text of a session, and looked for in all that is printed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from stworkshop import assets, terminal
from stworkshop.exchange import our_json
from stworkshop.exchange.cleaning import clean_label, clean_text
from stworkshop.exchange.content import SessionContent
from stworkshop.library import Library
from stworkshop.progress import Progress
from stworkshop.records import Record, flat, from_flat, own_fields, root_of
from stworkshop.session import create_file
from tests.cli.conftest import Call

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\rx\x7f\u202eabc\u2066\u200f\u061c"
STEERING = {chr(n) for n in [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F)]}
STEERING = (STEERING | {chr(n) for n in range(0x2066, 0x206A)}) - {"\n", "\t"}


def steers(printed: str) -> list[str]:
    """Return the lines that hold what would steer a terminal."""
    return [line for line in printed.split("\n") if STEERING & set(line)]


def hostile(record: Record) -> Record:
    """Return a record with the planted words before every text of it, ids and codes of the program excepted."""
    own = own_fields(root_of(record))
    values = flat(record)
    for name, value in values.items():
        if isinstance(value, str) and name in own and name in ("label", "text", "note", "message", "reason", "agenda"):
            values[name] = EVIL + value
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
