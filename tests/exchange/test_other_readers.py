"""Programs of others open what we write: documents, tables, pages, pictures and calendars of all samples."""

from __future__ import annotations

import csv
import datetime
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import icalendar
import networkx
import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange import export_formats
from stworkshop.exchange.export_formats import Options
from stworkshop.exchange.importing import read_any
from stworkshop.model.records import SessionRecord, replaced
from stworkshop.model.session_content import SessionContent
from stworkshop.report import sheets
from stworkshop.report.content import outline as outlines
from tests.conftest import SOAK
from tests.exchange import chromium

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "sample_sessions").glob("*.json"))
LOOKS: tuple[dict[str, object], ...] = (
    {"short": True}, {}, {"paper": "Letter"}, {"large_print": True}, {"grey": True}
)  # fmt: skip
REPLY = {"reply_to": "Town hall, room 3", "reply_until": "2026-12-24", "reply_use": "We read each of them."}
POSTERS = {"paper": "A1"}, {"tiles": (2, 2)}
TOLD = (*outlines.EDITIONS, *(f"draft {name}" for name in outlines.DRAFTS))


def needs(*programs: str, soak: bool = False) -> pytest.MarkDecorator:
    """Skip, by name, where a program of others is not on the machine, or is too slow for the gate."""
    missing = [name for name in programs if shutil.which(name) is None]
    reason = f"needs {' and '.join(missing)}" if missing else "takes long: in --soak"
    return pytest.mark.skipif(bool(missing) or (soak and not SOAK), reason=reason)


def content_of(path: Path) -> SessionContent:
    """A sample that says where people who were absent may send their replies."""
    content = read_any(path)
    records = [replaced(r, REPLY) if isinstance(r, SessionRecord) else r for r in content.records]
    return SessionContent(records, content.answers)


def options(told: str, **more: object) -> Options:
    name = told.removeprefix("draft ")
    return Options(draft=name, **more) if told != name else Options(edition=name, **more)  # type: ignore[arg-type]


def out(*command: str | Path, folder: Path | None = None) -> str:
    """Run a program of others, which must be content, and return what it says."""
    done = subprocess.run([*map(str, command)], capture_output=True, cwd=folder, timeout=600, check=False)
    assert done.returncode == 0, (command, done.stdout[-2_000:], done.stderr[-2_000:])
    return done.stdout.decode("utf-8", "replace")


def plain(words: str) -> str:
    return re.sub(r"\W", "", words).casefold()


@pytest.fixture(scope="module", params=SAMPLES if SOAK else SAMPLES[1:2], ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> SessionContent:
    return content_of(request.param)


def written(content: SessionContent, path: Path, given: Options | None = None) -> Path:
    export_formats.write(content, path, given or Options())
    return path


@needs("qpdf", "pdftotext")
@pytest.mark.parametrize("told", TOLD if SOAK else ["participants", "absent"])
@pytest.mark.parametrize("look", LOOKS if SOAK else LOOKS[:1], ids=str)
def test_pages_are_sound_and_can_be_read(
    sample: SessionContent, told: str, look: dict[str, object], tmp_path: Path
) -> None:
    path = tmp_path / "out.pdf"
    try:
        written(sample, path, options(told, **look))
    except KnownError:
        assert told == "takeaway"  # where people stay without names
        return
    assert "No syntax or stream encoding errors" in out("qpdf", "--check", path)
    words = plain(out("pdftotext", "-enc", "UTF-8", path, "-"))
    assert plain(sample.session.label)[:30] in words
    if told == "absent":
        assert plain(REPLY["reply_to"]) in words


@needs("qpdf", "pdftotext", soak=True)
@pytest.mark.parametrize("name", [*sheets.SHEETS, "map", *map(str, range(len(POSTERS)))])
def test_sheets_and_posters_are_sound(sample: SessionContent, name: str, tmp_path: Path) -> None:
    if name == "map":
        path = written(sample, tmp_path / "out.map.pdf")
    elif name.isdigit():
        path = written(sample, tmp_path / "out.map.pdf", Options(**POSTERS[int(name)]))
    else:
        path = written(sample, tmp_path / "out.pdf", Options(sheet=name, people=12))
    assert "No syntax or stream encoding errors" in out("qpdf", "--check", path)
    assert len(plain(out("pdftotext", "-enc", "UTF-8", path, "-"))) > 20


@needs("xmllint")
def test_all_xml_is_whole(sample: SessionContent, tmp_path: Path) -> None:
    for ending in (".graphml", ".svg"):
        out("xmllint", "--noout", "--nonet", written(sample, tmp_path / f"out{ending}"))
    document = options("participants" if SOAK else "draft fria")  # without a picture of the map, which takes long
    for path in (written(sample, tmp_path / "out.docx", document), written(sample, tmp_path / "out.xlsx")):
        with zipfile.ZipFile(path) as archive:
            parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            archive.extractall(tmp_path / path.suffix[1:])
        out("xmllint", "--noout", "--nonet", *(tmp_path / path.suffix[1:] / part for part in parts))


def test_networks_and_calendars_are_read(sample: SessionContent, tmp_path: Path) -> None:
    board = sample.board()
    graph = networkx.read_graphml(written(sample, tmp_path / "out.graphml"))
    assert set(graph.nodes) == set(board.elements) and graph.number_of_edges() == len(board.links) - len(board.dangling)
    held = icalendar.Calendar.from_ical(written(sample, tmp_path / "out.ics").read_bytes())
    assert isinstance(held, icalendar.Calendar)
    tasks = {str(todo["summary"]) for todo in held.walk("VTODO")}
    assert len(tasks) == sum(card.kind == "action" for card in board.elements.values())
    assert all(isinstance(event.decoded("dtstart"), datetime.date) for event in held.walk("VEVENT"))


# --- an office program


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, list[Path]], Path]:
    """Convert files with a profile of its own, all in one run; return the folder of what was made."""
    home = tmp_path_factory.mktemp("office")

    def convert(to: str, paths: list[Path]) -> Path:
        made = tmp_path_factory.mktemp("made")
        profile = f"-env:UserInstallation={home.as_uri()}"
        out("soffice", profile, "--headless", "--norestore", "--convert-to", to, "--outdir", made, *paths)
        return made

    return convert


@needs("soffice", "pdftotext", soak=True)
def test_an_office_program_opens_all_documents(
    sample: SessionContent, office: Callable[[str, list[Path]], Path], tmp_path: Path
) -> None:
    paths = []
    for told in TOLD:
        for number, look in enumerate(LOOKS[1:4]):
            path = tmp_path / f"{told.replace(' ', '-')}-{number}.docx"
            try:
                paths.append(written(sample, path, options(told, **look)))
            except KnownError:
                assert told == "takeaway"
    made = office("pdf", paths)
    for path in paths:
        words = plain(out("pdftotext", "-enc", "UTF-8", made / f"{path.stem}.pdf", "-"))
        assert plain(sample.session.label)[:30] in words, path.name


@needs("soffice", soak=True)
def test_an_office_program_opens_all_tables(
    sample: SessionContent, office: Callable[[str, list[Path]], Path], tmp_path: Path
) -> None:
    book, folder = written(sample, tmp_path / "out.xlsx"), written(sample, tmp_path / "out.csv")
    made = office("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", [book])
    tables = sorted(folder.glob("*.csv"))
    again = office("xlsx", tables)
    for table in tables:
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        with (made / f"out-{table.stem}.csv").open(encoding="utf-8-sig", newline="") as file:
            shown = list(csv.reader(file))
        assert [len(rows), rows[0]] == [len(shown), shown[0]], table.name
        assert [row[0] for row in rows] == [row[0] for row in shown], table.name
        assert not any(cell.startswith(("#NAME", "#REF", "Err:")) for row in shown for cell in row), table.name
        assert (again / f"{table.stem}.xlsx").stat().st_size > 1_000


# --- a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Browser]:
    with chromium.Browser() as found:
        yield found


needs_browser = pytest.mark.skipif(chromium.PROGRAM is None or not SOAK, reason="needs chromium, and time: in --soak")


@needs_browser
@pytest.mark.parametrize("told", TOLD)
def test_a_browser_shows_the_page_and_asks_nobody(
    sample: SessionContent, told: str, browser: chromium.Browser, tmp_path: Path
) -> None:
    try:
        browser.open(written(sample, tmp_path / "out.html", options(told)))
    except KnownError:
        assert told == "takeaway"
        return
    board = sample.board()
    assert browser.value("document.querySelectorAll('.map g.card').length") == len(board.elements)
    card = next(card for card in board.elements.values() if card.kind == "concern")
    word = max(card.label.split(), key=len).strip(".,;:’”“")
    browser.value(f"{{const f = document.querySelector('#search'); f.value = {word!r};"
                  "f.dispatchEvent(new Event('input')); 0}")  # fmt: skip
    settled = "new Promise((done) => setTimeout(() => requestAnimationFrame(done), 400))"
    browser.value(f"{settled}.then(() => 0)")
    assert browser.value("document.querySelectorAll('g.card.hit, g.hit').length") >= 1
    assert re.search(r"\d", browser.value("document.querySelector('#found').textContent"))
    seen = "document.querySelector('.map svg').getAttribute('viewBox')"
    before = browser.value(seen)
    browser.value("document.querySelector('#larger').click()")
    nearer = browser.value(seen)
    assert float(nearer.split()[2]) < float(before.split()[2])
    browser.value("document.querySelector('#all').click()")
    assert float(browser.value(seen).split()[2]) > float(nearer.split()[2])
    assert browser.sent() == [] and browser.complaints == []


@needs_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_browser_shows_the_picture(
    sample: SessionContent, theme: str, browser: chromium.Browser, tmp_path: Path
) -> None:
    browser.open(written(sample, tmp_path / "out.svg", Options(theme=theme)))
    assert browser.value("document.documentElement.localName") == "svg"
    words = browser.value("document.documentElement.textContent")
    for card in sample.board().elements.values():
        assert plain(card.label)[:12] in plain(words), card.label
    assert browser.value("document.querySelectorAll('parsererror').length") == 0
    assert browser.sent() == [] and browser.complaints == []
