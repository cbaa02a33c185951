"""Printing through the system's queue: the PDF itself goes, with copies, sides, paper and colour as they were set."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stworkshop.errors import KnownError
from tests.ui.features.printing.test_sending import A3_ACROSS, A4, pdf, sizes_of, to_file
from ui.features.printing import job
from ui.features.printing.queue import Queue, QueueSender, queue_of
from ui.features.printing.sending import Load, Sender

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lp")


class TownHall(QPrinter):
    """A printer of the system."""

    def printerName(self) -> str:  # noqa: N802
        return "Town Hall"


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder into which an `lp` puts each job: its words and its pages."""
    folder, programs = tmp_path / "spool", tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    script = f"""#!/bin/sh
n=$(ls {folder} | wc -l)
for last in "$@"; do :; done
cp "$last" {folder}/$n.pdf && printf '%s\\n' "$@" > {folder}/$n.words
[ ! -e {tmp_path}/broken ]
"""
    (programs / "lp").write_text(script, encoding="utf-8")
    (programs / "lp").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    return folder


def loads_in(folder: Path) -> list[Load]:
    one, two = pdf(folder / "1.pdf", [A4, A4, A4]), pdf(folder / "2.pdf", [A3_ACROSS])
    return [
        Load(one, "Day – Summary", (0, 2), copies=3, data=(folder / "1.pdf").read_bytes()),
        Load(two, "Day – Poster", (0,), both_sides=False, number=1, data=(folder / "2.pdf").read_bytes()),
    ]


def test_the_pdf_itself_goes_to_the_queue_as_it_was_set(qtbot: QtBot, spool: Path, tmp_path: Path) -> None:
    printer, owner = TownHall(), QWidget()
    qtbot.addWidget(owner)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    queue = queue_of(printer)
    assert queue is not None and (queue.name, queue.sides, queue.grey) == ("Town Hall", "one-sided", True)
    told: list[tuple[int, int]] = []
    ended: list[KnownError | None] = []
    long_edge = Queue(queue.program, "Town Hall", grey=True, copies=2)
    QueueSender(long_edge, loads_in(tmp_path), lambda *n: told.append(n), ended.append, owner).start()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [None] and told == [(2, 3), (3, 3)]
    first, second = ((spool / f"{n}.words").read_text(encoding="utf-8").splitlines()[:-2] for n in (0, 2))
    grey = ["-o", "print-color-mode=monochrome"]
    assert first == ["-d", "Town Hall", "-n", "6", "-t", "Day – Summary", "-o", "sides=two-sided-long-edge",
                     "-o", "collate=true", "-o", "media=A4", *grey]  # fmt: skip
    assert second == ["-d", "Town Hall", "-n", "2", "-t", "Day – Poster", "-o", "sides=one-sided",
                      "-o", "collate=true", "-o", "media=A3", *grey]  # fmt: skip
    assert sizes_of(spool / "0.pdf") == [(595, 842)] * 2
    assert b"/Subtype /Image" not in (spool / "0.pdf").read_bytes(), "lines and letters, no pictures"


def test_a_queue_that_takes_nothing_is_told(qtbot: QtBot, spool: Path, tmp_path: Path) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    (tmp_path / "broken").touch()
    for program in (str(spool.parent / "programs/lp"), str(tmp_path / "nowhere")):
        ended: list[KnownError | None] = []
        QueueSender(Queue(program, "Town Hall"), loads_in(tmp_path), lambda *_n: None, ended.append, owner).start()
        qtbot.waitUntil(lambda ended=ended: bool(ended))  # type: ignore[misc]
        assert len(ended) == 1 and "Save as PDF" in str(ended[0])


def test_pictures_go_where_there_is_no_queue(
    qtbot: QtBot, spool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    loads = loads_in(tmp_path)

    def kind(printer: QPrinter) -> type:
        return type(job.sender(printer, loads, lambda *_n: None, lambda _e: None, owner))

    assert kind(TownHall()) is QueueSender
    assert kind(to_file(tmp_path / "p.pdf")) is Sender
    monkeypatch.setenv("PATH", str(tmp_path))
    assert kind(TownHall()) is Sender
