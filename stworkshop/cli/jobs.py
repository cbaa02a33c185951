"""The jobs of the command line, one function each: parsed arguments in, data on stdout, exit code out."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from stworkshop import assets
from stworkshop.analysis import findings
from stworkshop.cli import text_output
from stworkshop.cli.progress import Progress
from stworkshop.commands.base import Refused
from stworkshop.commands.registry import COMMANDS
from stworkshop.errors import KnownError
from stworkshop.exchange import importing
from stworkshop.exchange import schema as json_schema
from stworkshop.i18n import gettext as _
from stworkshop.model import attribution
from stworkshop.model.catalogue import catalogue
from stworkshop.model.session_content import SessionContent
from stworkshop.rounds import agreement, verdicts
from stworkshop.session import session
from stworkshop.session.library import Library
from stworkshop.session.session import Session
from stworkshop.store import doctor as examination
from stworkshop.store.error_messages import counted_as_none
from stworkshop.system import whole_files
from stworkshop.system.terminal import say

FILE_ENDINGS = (".stw", ".json", ".yaml", ".yml")


class Usage(Exception):
    """The words of the command line do not fit together; exit code 2."""


def put(data: object) -> None:
    """Print data as JSON, one value, on stdout."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=plain))


def plain(value: object) -> object:
    """Return what JSON can hold of a frozen value."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


def library_of(given: argparse.Namespace, *, to_add: bool = False) -> Library:
    """Return the library that the arguments name; raises KnownError where it is not there to be read."""
    if given.library is not None and not to_add and not given.library.exists():
        raise KnownError(_("There is no library {file}.").format(file=given.library), todo=_("Check its name."))
    return Library(given.library)


def new(given: argparse.Namespace) -> int:
    """Make a session, and print its id."""
    if given.agenda and given.agenda not in catalogue().agendas:
        known = ", ".join(catalogue().agendas)
        raise Usage(_("there is no agenda “{id}”; known: {known}").format(id=given.agenda, known=known))
    label = " ".join(given.label.split())
    if not label:
        raise Usage(_("a session needs a title"))
    if given.to:
        must_be_new(given.to)
        say(session.create_file(given.to, session.new_content(label, agenda=given.agenda)))
    else:
        say(library_of(given, to_add=True).new(label, agenda=given.agenda))
    return 0


def demo(given: argparse.Namespace) -> int:
    """Put the sample sessions into the library; those that are there already stay as they are."""
    library = library_of(given, to_add=True)
    there = {info.id for info in library.list()}
    for path in Progress().over(assets.sample_sessions(), _("Importing session")):
        content = importing.read_any(path)
        if content.id not in there:
            library.add(content)
        say(content.id)
    return 0


def list_(given: argparse.Namespace) -> int:
    """List the sessions of the library."""
    infos = [info for info in library_of(given).list() if not info.trashed]
    if given.json:
        names = ("id", "label", "date", "updated", "elements", "links")
        put([{name: getattr(info, name) for name in names} for info in infos])
        return 0
    for info in infos:
        say(info.id, info.label, info.date, info.elements, info.links)
    return 0


def show(given: argparse.Namespace) -> int:
    """Show counts and what the rounds say of one session."""
    board = _read(given).board()
    counts = {kind: 0 for kind in catalogue().kinds}
    for element in board.elements.values():
        counts[element.kind] = counts.get(element.kind, 0) + 1
    record = board.session
    facts: dict[str, Any] = {"id": record.id, "label": record.label, "attribution": record.attribution}
    facts["counts"] = {kind: n for kind, n in counts.items() if n}
    facts["links"] = len(board.in_root("links"))
    facts.update(verdicts.with_verdicts(agreement.figures(board)))
    if given.participants:
        people = sorted(board.participants.values(), key=lambda person: (person.seq, person.id))
        facts["participants"] = [{"id": one.id, "label": one.label, "side": one.side} for one in people]
    if given.json:
        put(facts)
        return 0
    text_output.show(facts, board, catalogue())
    return 0


def check(given: argparse.Namespace) -> int:
    """Print the questions that the map asks; 1 where one of the severity asked for, or above, is open."""
    board = _read(given).board()
    found = findings.find(board, catalogue())
    if given.json:
        put({"findings": [dataclasses.asdict(finding) for finding in found]})
    else:
        text_output.check(found, board)
    failing = findings.SEVERITIES[: findings.SEVERITIES.index(given.fail_on) + 1] if given.fail_on else ()
    return int(any(finding.open and finding.severity in failing for finding in found))


def export(given: argparse.Namespace) -> int:
    """Write a session to a file; the ending of its name says which form."""
    from stworkshop.exchange import export_formats  # what draws and prints is slow to load

    _check_options(given)
    progress = Progress()
    progress.say(_("Writing {name}").format(name=given.to.name))
    try:
        if given.ballots:
            _export_ballots(given)
        elif given.sheet == "kit" and given.to.suffix.lower() == ".pdf" and _has_codes(given):
            _export_kit(given)
        elif given.to.suffix == ".stw":
            must_be_new(given.to)
            _export_stw(given)
        elif given.to.suffix == ".gif":
            _export_film(given, progress)
        else:
            if not export_formats.knows(given.to):
                raise Usage(export_formats.unknown_ending(given.to))
            names = {field.name for field in dataclasses.fields(export_formats.Options)}
            options = export_formats.Options(**{name: value for name, value in vars(given).items() if name in names})
            export_formats.write(_read(given), given.to, options)
            if given.to.suffix.lower() == ".csv":
                sentence = _("{name} is a folder of tables. One file with all of them ends in .csv.zip or .xlsx.")
                say(sentence.format(name=given.to.name), error=True)
    finally:
        progress.done()
    return 0


_PAGES, _MAPS = (".pdf", ".docx", ".html"), (".map.pdf", ".svg", ".png")
_ONLY_FOR: tuple[tuple[str, str, object, tuple[str, ...]], ...] = (
    ("--edition", "edition", "participants", _PAGES),
    ("--draft", "draft", "", _PAGES),
    ("--short", "short", False, _PAGES),
    ("--sheet", "sheet", "", (".pdf",)),
    ("--large-print", "large_print", False, (".pdf", ".docx")),
    ("--grey", "grey", False, (".pdf",)),
    ("--tiles", "tiles", (0, 0), (".pdf", ".map.pdf")),
    ("--theme", "theme", "light", _MAPS),
    ("--links", "links", "story", _MAPS),
    ("--view", "view", "", _MAPS),
    ("--without-history", "without_history", False, (".stw",)),
)
"""Options that would be passed over in silence elsewhere: their default, and the endings that they are for."""


def _check_options(given: argparse.Namespace) -> None:
    """Raise Usage for an option that means nothing to what is written."""
    name = given.to.name.lower()
    ending = next((known for known in (".map.pdf", ".csv.zip") if name.endswith(known)), given.to.suffix.lower())
    for flag, option, default, endings in _ONLY_FOR:
        if getattr(given, option) != default and ending not in endings:
            raise Usage(_("{option} is for {endings}").format(option=flag, endings=" ".join(endings)))
    if given.tiles != (0, 0) and (given.view or given.sheet not in ("", "poster")):
        raise Usage(_("--tiles takes the whole map, and neither --view nor --sheet"))
    if given.copies < 0:
        raise Usage(_("--copies takes a number from 1 on"))
    if given.copies and not given.ballots and given.sheet != "kit":
        raise Usage(_("--copies is for --ballots and --sheet kit"))
    if given.fillable and not given.ballots:
        raise Usage(_("--fillable is for --ballots"))


def _export_film(given: argparse.Namespace, progress: Progress) -> None:
    """Write how the map of a session grew; what is no session file has no history."""
    from stworkshop.exchange.writers import map_film
    from stworkshop.session.timeline import read_timeline

    if given.session.endswith((".json", ".yaml", ".yml")):
        raise Usage(_("{file} holds no history, and so no film").format(file=given.session))
    with _open_for_reading(given) as work:
        named = attribution.shows_names(work.board.session)
        timeline = read_timeline(work.path, work.id, names=named)
    words = _("Drawing the film")

    def tell(done: int, of: int) -> bool:
        progress.say(f"{words}: {done}/{of}")
        return True

    map_film.write_gif(timeline, catalogue(), given.to, theme=given.theme, progress=tell)


def schema(given: argparse.Namespace) -> int:
    """Print the JSON Schema of our format."""
    put(json_schema.json_schema())
    return 0


def commands(given: argparse.Namespace) -> int:
    """List the commands that `apply` takes, with the schema of their arguments."""
    if given.json:
        put([{"command": c.name, "arguments": c.schema(catalogue())} for c in COMMANDS.values()] + _UNDO_AND_REDO)
        return 0
    for command in COMMANDS.values():
        say(command.name)
    say("undo")
    say("redo")
    return 0


_UNDO_AND_REDO = [
    {"command": name, "arguments": {"type": "object", "properties": {}, "additionalProperties": False}}
    for name in ("undo", "redo")
]


def apply(given: argparse.Namespace) -> int:
    """Carry out one command a line; answer each with one line, after it is durable."""
    with ExitStack() as stack:
        lines: IO[str] = sys.stdin
        if given.file != "-":
            lines = stack.enter_context(open(given.file, encoding="utf-8", errors="surrogateescape"))
        elif hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        work = stack.enter_context(_open(given))
        for line in lines:
            if not line.strip():
                continue
            answer = _carry_out(work, line)
            print(json.dumps(answer, ensure_ascii=True, default=plain), flush=True)
            if work.trouble:
                raise KnownError(work.trouble)
    return 0


def _carry_out(work: Session, line: str) -> dict[str, Any]:
    try:
        given = json.loads(line)
        if not isinstance(given, dict):
            raise TypeError
        name = given.pop("command")
        arguments = given.pop("arguments", given)
        if not isinstance(name, str) or not isinstance(arguments, dict):
            raise TypeError
    except (ValueError, TypeError, KeyError, RecursionError):
        sentence = _('This line is no command. It should read {"command": "...", "arguments": {...}}.')
        return {"ok": False, "refusal": "bad-line", "message": sentence}
    if name in ("undo", "redo"):
        undone = work.undo() if name == "undo" else work.redo()
        if undone is None:
            words = _("There is nothing to undo.") if name == "undo" else _("There is nothing to redo.")
            return {"ok": False, "refusal": f"nothing-to-{name}", "message": words}
        return {"ok": True, "ids": []}
    outcome = work.run(name, **{str(key): value for key, value in arguments.items()})
    if isinstance(outcome, Refused):
        return {"ok": False, "refusal": outcome.refusal, "message": outcome.message}
    return {"ok": True, "ids": list(outcome.ids)}


def doctor(given: argparse.Namespace) -> int:
    """Examine a file; where it is not sound, save what is readable to a new one."""
    report = examination.examine(given.file)
    if not report.sound:
        target = given.to or given.file.with_name(f"{given.file.stem}-rescued.stw")
        must_be_new(target)
        if report.readable:
            examination.rescue(given.file, target)
            say(_("What is readable was saved to {file}.").format(file=target), error=True)
    facts = {
        "readable": report.readable,
        "integrity": report.integrity,
        "document_equals_projection": report.document_equals_projection,
        "lost": list(report.lost),
    }
    if words := counted_as_none(given.file, report.uncounted):
        say(words, error=True)
    if given.json:
        put(facts)
    else:
        say(_("sound") if report.sound else _("not sound"))
        for sentence in report.lost:
            say(sentence)
    return 0 if report.sound else 1


def copy(given: argparse.Namespace) -> int:
    """Make a table's copy: same lineage, a base snapshot in both, nothing of the drawer."""
    must_be_new(given.to)
    with _open(given) as work:
        work.copy_for_table(given.table, given.to)
    say(given.to)
    return 0


def forget(given: argparse.Namespace) -> int:
    """Take a participant's name and words out of the file, and say what went."""
    with _open(given) as work:
        put(work.forget(given.participant))
    return 0


def must_be_new(path: Path) -> None:
    """Refuse to write over a file; raises KnownError where it is there."""
    if path.exists():
        raise KnownError(_("{file} is there already.").format(file=path), todo=_("Choose another name."))


def is_stw(path: Path) -> bool:
    """Tell whether a file of this name is a session of ours."""
    return path.suffix.lower() == ".stw"


def _is_file(name: str) -> bool:
    return name.endswith(FILE_ENDINGS) or Path(name).is_file()


def _read(given: argparse.Namespace) -> SessionContent:
    """Read a session from wherever it is, without a lock and without changing a byte."""
    path = Path(given.session)
    if _is_file(given.session) and not is_stw(path):
        return importing.read_any(path)
    if is_stw(path):
        with telling(session.open_session(path, read_only=True)) as work:
            return work.content()
    with telling(library_of(given).open(given.session, read_only=True)) as work:
        return work.content()


def _open(given: argparse.Namespace) -> Session:
    """Open a session to work on it, with its lock."""
    return open_named(given, given.session)


def open_named(given: argparse.Namespace, name: str) -> Session:
    """Open the session of this name, a file or one of the library, to work on it, with its lock."""
    if name.endswith((".json", ".yaml", ".yml")):
        raise Usage(_("{file} is not worked on in place; import it first").format(file=name))
    if _is_file(name):
        return telling(session.open_session(Path(name)))
    return telling(library_of(given).open(name))


def telling(work: Session) -> Session:
    """Say on stderr what may be missing from a session that was opened, and return it."""
    if work.lacks:
        say(work.lacks, error=True)
    return work


def _export_ballots(given: argparse.Namespace) -> None:
    """Print the ballots of an open round; that they are printed is noted on this laptop, and not in the session."""
    from stworkshop.report.ballots import ballots_bytes
    from stworkshop.session.paper_ballots import MOST, SPARE, expected_people

    if given.to.suffix.lower() != ".pdf":
        raise Usage(_("ballots are written as .pdf"))
    if not 0 <= given.copies <= MOST:
        raise Usage(_("at most {most} ballots are printed").format(most=MOST))
    if not _has_codes(given):
        raise Usage(_("ballots are printed from a session in the library or a .stw file"))
    with _open_for_reading(given) as source:
        found = source.board.rounds.get(given.ballots)
        if found is None:
            raise KnownError(_("There is no round “{id}” in this session.").format(id=given.ballots))
        if found.closed_order is not None:
            raise KnownError(_("This round is closed. A repeat is a new round that follows it."))
        count = given.copies or expected_people(source.board) + SPARE
        copies = source.ballots.print_outside(found.id, max(1, count - SPARE))
        made = ballots_bytes(
            source.board, catalogue(), found, copies[:count], paper=given.paper, large_print=given.large_print,
            fillable=given.fillable, grey=given.grey,
        )  # fmt: skip
    whole_files.write_whole(given.to, made)


def _export_kit(given: argparse.Namespace) -> None:
    """Print the whole kit with the ballots of the open rounds; they are noted on this laptop, not in the session."""
    from stworkshop.report.kit import kit
    from stworkshop.report.sheets import SheetOptions
    from stworkshop.session.paper_ballots import MOST, SPARE, expected_people

    if not 0 <= given.copies <= MOST - SPARE:
        raise Usage(_("a kit is for at most {most} people").format(most=MOST - SPARE))
    with _open_for_reading(given) as work:
        board = work.board
        people = given.copies or expected_people(board)
        open_rounds = [one.id for one in board.rounds.values() if one.closed_order is None]
        ballots = {round_id: work.ballots.print_outside(round_id, people) for round_id in open_rounds}
        options = SheetOptions(paper=given.paper, large_print=given.large_print, grey=given.grey, people=people)
        made = kit.compose(board, catalogue(), options, ballots)
    whole_files.write_whole(given.to, made.data)


def _has_codes(given: argparse.Namespace) -> bool:
    """Tell whether a session can give the codes of ballots: one in the library, or a .stw file."""
    return not _is_file(given.session) or is_stw(Path(given.session))


def _open_for_reading(given: argparse.Namespace) -> Session:
    if _is_file(given.session):
        return telling(session.open_session(Path(given.session), read_only=True))
    return library_of(given).open(given.session, read_only=True)


def _export_stw(given: argparse.Namespace) -> None:
    if given.session.endswith((".json", ".yaml", ".yml")):
        session.create_file(given.to, _read(given))
        return
    with _open_for_reading(given) as work:
        work.export_stw(given.to, with_history=not given.without_history, for_others=given.for_others)
