"""Pictures of paper, read in a process of their own: whatever a picture does to its decoder, the program goes on.

What was read comes back through a pipe and is written nowhere: answers of a sealed round are in it.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.paper_code import PaperCode
from stworkshop.paper_reading.reading import Reading, Sheet
from stworkshop.paper_reading.rows import Row, Value
from stworkshop.report.ballot_form import BallotForm, Box, FormPage
from stworkshop.system import own_process

VERB = "read-paper-apart"
"""The first argument of the packed program that makes it read pictures and end."""
SECONDS_EACH = 120
BYTES = 3 << 30


@dataclass(frozen=True)
class FileReading:
    """What one file holds: a reading for each picture in it; `refused` is the sentence of a file that is not read."""

    path: Path
    readings: tuple[Reading, ...] = ()
    refused: str = ""


def read_files(paths: Sequence[Path], forms: Mapping[str, BallotForm]) -> Iterator[FileReading]:
    """Yield what each file holds, as soon as it is read; a file that ends the process is refused in a sentence."""
    waiting = list(paths)
    while waiting:
        for answer in _process(waiting, forms):
            yield FileReading(waiting.pop(0), *answer)
        if waiting:  # the process ended before its time: the next file was too much for it
            name = waiting[0].name
            sentence = _("“{name}” cannot be read in the time and memory that a photograph takes.").format(name=name)
            yield FileReading(waiting.pop(0), refused=sentence + " " + _("Nothing was taken from it."))


def _process(paths: Sequence[Path], forms: Mapping[str, BallotForm]) -> Iterator[tuple[tuple[Reading, ...], str]]:
    program, folder = own_process.command(__name__, VERB)
    asked = {
        "files": [str(path.resolve()) for path in paths],
        "forms": [dataclasses.asdict(form) for form in forms.values()],
    }
    with subprocess.Popen(
        program, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        creationflags=own_process.no_window(),
    ) as running:  # fmt: skip
        assert running.stdin is not None and running.stdout is not None
        try:
            with suppress(BrokenPipeError):
                running.stdin.write(json.dumps(asked).encode() + b"\n")
                running.stdin.close()
            for line in running.stdout:
                yield _answer(json.loads(line))
        finally:
            running.kill()


def main(arguments: Sequence[str]) -> int:
    """Read the files that are asked for on the standard input, and answer with one line of JSON for each."""
    with open(0, "rb", closefd=False) as asking, open(1, "wb", closefd=False) as answering:
        asked = json.loads(asking.readline())
        own_process.limit(SECONDS_EACH * max(1, len(asked["files"])), BYTES)
        forms = {form["version"]: _form(form) for form in asked["forms"]}
        for name in asked["files"]:
            _tell(answering, _read(Path(name), forms))
    return 0


def _read(path: Path, forms: Mapping[str, BallotForm]) -> dict[str, Any]:
    from stworkshop.paper_reading.pictures import pictures_of
    from stworkshop.paper_reading.reading import read

    try:
        return {"readings": [_plain(read(picture, forms)) for picture in pictures_of(path)]}
    except KnownError as error:
        return {"refused": str(error)}
    except MemoryError:
        raise
    except Exception:  # a picture that breaks the reading is a picture that is not read
        sentence = _("“{name}” cannot be read.").format(name=path.name)
        return {"refused": sentence + " " + _("Nothing was taken from it.")}


def _tell(answering: IO[bytes], said: dict[str, Any]) -> None:
    answering.write(json.dumps(said).encode() + b"\n")
    answering.flush()


def _plain(reading: Reading) -> dict[str, Any]:
    sheets = [
        {
            "paper": sheet.paper.text,
            "refused": sheet.refused,
            "rows": [dataclasses.asdict(row) for row in sheet.rows],
        }
        for sheet in reading.sheets
    ]
    return {"refused": reading.refused, "sheets": sheets}


def _answer(said: dict[str, Any]) -> tuple[tuple[Reading, ...], str]:
    return tuple(_reading(reading) for reading in said.get("readings", ())), str(said.get("refused", ""))


def _reading(said: dict[str, Any]) -> Reading:
    return Reading(tuple(_sheet(sheet) for sheet in said["sheets"]), str(said["refused"]))


def _sheet(said: dict[str, Any]) -> Sheet:
    from stworkshop.model.paper_code import parsed

    paper = parsed(str(said["paper"]))
    assert isinstance(paper, PaperCode)
    rows = tuple(
        Row(str(row["row"]), _value(row["value"]), str(row["doubt"]), _value(row["guess"]), tuple(row["area"]))
        for row in said["rows"]
    )
    return Sheet(paper, rows, str(said["refused"]))


def _value(said: Any) -> Value:
    if isinstance(said, list):
        return int(said[0]), int(said[1])
    return said if isinstance(said, int | str) else None


def _form(said: dict[str, Any]) -> BallotForm:
    pages = tuple(
        FormPage(
            **{
                **page,
                "corners": tuple(tuple(corner) for corner in page["corners"]),
                "qr": tuple(page["qr"]),
                "boxes": tuple(Box(**box) for box in page["boxes"]),
            }
        )
        for page in said["pages"]
    )
    return BallotForm(**{**said, "pages": pages})


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
