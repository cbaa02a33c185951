"""Files that somebody made to harm: bombs, paths, devices, odd encodings. Each is refused in one sentence, or read."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange.importing import is_foreign, read_any
from stworkshop.exchange.tables.table_files import decoded, read_sheets
from tests.cli.conftest import Call
from tests.cli.conftest import call as call

ENDINGS = (".json", ".yaml", ".csv", ".tsv", ".xlsx", ".csv.zip", ".graphml", ".prsm", ".drawio", ".archimate", ".xml")
OUTLINES = (".txt", ".md", ".opml")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
TYPES = {
    "&l9;": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>',
    "&x;": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "&y;": '<!DOCTYPE a [<!ENTITY y SYSTEM "http://127.0.0.1:9/">]>',
    "z": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
}
DOCUMENTS = {
    ".graphml": '<graphml><graph><node id="a"><data>{}</data></node></graph></graphml>',
    ".xml": '<graphml><graph><node id="a"><data>{}</data></node></graph></graphml>',
    ".drawio": '<mxfile><diagram name="a"><mxGraphModel><root>{}</root></mxGraphModel></diagram></mxfile>',
    ".archimate": '<model name="a"><folder><element id="a" name="a"><name>{}</name></element></folder></model>',
    ".opml": '<opml><head><title>{}</title></head><body><outline text="a"/></body></opml>',
}
SHEET = "xl/worksheets/sheet1.xml"
LATE = "The bus is late"


def refused(path: Path) -> str:
    with pytest.raises(KnownError) as caught:
        read_any(path)
    told = str(caught.value)
    assert len(caught.value.what) > 10 and "\n" not in told and "Traceback" not in told and "root:" not in told
    return told


@pytest.mark.parametrize("ending", DOCUMENTS)
@pytest.mark.parametrize("use", TYPES)
def test_entities_and_document_types_are_refused(ending: str, use: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    path.write_text(f'<?xml version="1.0"?>{TYPES[use]}{DOCUMENTS[ending].format(use)}', encoding="utf-8")
    assert "document type or entities" in refused(path)


def workbook(change: Callable[[str], bytes | str] = str, rows: tuple[tuple[Any, ...], ...] = ()) -> bytes:
    """A workbook whose sheet is changed as text on the way."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("Concern", "Who"), (LATE, "Drivers"), *rows):
        book.worksheets[0].append(row)
    book.save(out)
    made = io.BytesIO()
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, change(part.decode()) if name == SHEET else part)
    return made.getvalue()


@pytest.mark.parametrize("use", ["&l9;", "&x;", "&y;"])
@pytest.mark.parametrize("hidden", ["not at all", "behind a comment", "in UTF-16"])
def test_entities_in_a_workbook_are_refused(use: str, hidden: str, tmp_path: Path) -> None:
    def harm(sheet: str) -> bytes:
        before = f"<!--{' ' * 5_000}-->" if hidden == "behind a comment" else ""
        text = before + TYPES[use] + sheet[sheet.index("<worksheet") :].replace(LATE, use)
        if hidden == "in UTF-16":
            return f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
        return text.encode()

    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(harm))
    assert "damaged" in refused(path)


@pytest.mark.parametrize(
    ("name", "entry"), [("a.xlsx", SHEET), ("a.csv.zip", "elements.csv"), ("a.archimate", "model.xml")]
)
def test_an_archive_of_zeros_is_refused_unopened(name: str, entry: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", '<sheet name="elements"/>')
        with archive.open(entry, "w") as part:
            for _time in range(64):
                part.write(bytes(1 << 20))
    assert "unpacks to far more" in (told := refused(path)) or "too large" in told


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("elements.csv", b"id,code,kind,label\n" + bytes(10_000_000))
    path = tmp_path / "a.csv.zip"
    path.write_bytes(held.getvalue().replace((10_000_019).to_bytes(4, "little"), (1_000).to_bytes(4, "little")))
    refused(path)


def test_archives_within_archives_are_not_opened(tmp_path: Path) -> None:
    data = b"id,code,kind,label\n"
    for name in ("elements.csv", "a.csv.zip", "b.csv.zip"):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(name, data)
        data = held.getvalue()
    (tmp_path / "a.csv.zip").write_bytes(data)
    assert "holds no tables" in refused(tmp_path / "a.csv.zip")


def test_links_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("elements.csv", "session.csv"):
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o120777 << 16
            archive.writestr(info, "/etc/passwd")
    assert "holds no tables" in refused(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", (*ENDINGS, *OUTLINES))
def test_folders_devices_pipes_and_loops_are_refused(ending: str, tmp_path: Path) -> None:
    folder, device, pipe, loop = (tmp_path / f"{name}{ending}" for name in ("folder", "device", "pipe", "loop"))
    folder.mkdir()
    loop.symlink_to(loop)
    refused(loop)
    told = refused(folder)
    assert "is a folder" in told or "holds no tables" in told
    if os.name == "posix":
        device.symlink_to("/dev/zero")
        os.mkfifo(pipe)
        assert "is a pipe or a device" in refused(device) and "is a pipe or a device" in refused(pipe)


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes are files on POSIX only")
def test_a_session_that_is_a_device_or_a_pipe_is_refused(call: Call, tmp_path: Path) -> None:
    (tmp_path / "device.stw").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.stw")
    (tmp_path / "zeros.stw").touch()
    os.truncate(tmp_path / "zeros.stw", 8_000_000_000)  # with a hole, so that it takes no room on the disk
    for name, why in (("device.stw", "pipe or a device"), ("pipe.stw", "pipe or a device"), ("zeros.stw", "damaged")):
        for words in (("import", name), ("import", name, "--to", "new.stw")):
            printed = call(*words)
            assert (printed.code, printed.err.count("\n")) == (1, 1), (words, printed)
            assert why in printed.err or (words[-1] == "new.stw" and "There is no file" in printed.err)


@pytest.mark.parametrize("ending", (*ENDINGS, *OUTLINES))
def test_what_may_not_be_read_or_is_not_there_is_refused(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a{ending}"
    assert "There is no file" in refused(path) or ending == ".csv.zip"
    path.write_bytes(b"a")

    def closed(_path: Path, *_given: object, **_more: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)  # the tests may be run by somebody who may read everything
    monkeypatch.setattr("zipfile.ZipFile.__init__", closed)
    assert "Permission denied" in refused(path)


def test_a_file_that_grows_is_read_as_far_as_it_was_written(tmp_path: Path) -> None:
    path, stop = tmp_path / "a.csv", threading.Event()
    path.write_text("Concern,Who\nToo late,Drivers\n", encoding="utf-8")

    def grow() -> None:
        with path.open("a", encoding="utf-8") as file:
            while not stop.is_set():
                file.write("Still too late,Riders\n")
                file.flush()
                stop.wait(0.001)

    growing = threading.Thread(target=grow)
    growing.start()
    try:
        assert read_any(path).board().elements
    finally:
        stop.set()
        growing.join()


@pytest.mark.parametrize("words", ["Concern,Who", "القلق,من\nمتأخرة,السائقون", "公交车,站\n人工,居民", "Ä,b\nß,c"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8", "utf-8-sig"])
def test_a_text_without_a_mark_is_read_in_its_letters(words: str, encoding: str) -> None:
    assert decoded(f"{words}\n".encode(encoding)).removeprefix("\ufeff") == f"{words}\n"


@pytest.mark.parametrize("words", [b"a,b\nc\0,d\nlonger \0words here\n", b"a,b\n" + bytes(512) + b"\nc,d\n"])
def test_zeros_in_a_text_do_not_make_it_another_encoding(words: bytes) -> None:
    assert decoded(words) == words.decode()


def test_far_rows_and_rows_of_nothing_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    nothing = "".join(f'<row r="{n}"/>' for n in range(3, 3_000))
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    path.write_bytes(workbook(lambda sheet: sheet.replace("</sheetData>", f"{nothing}{far}</sheetData>")))
    (sheet,) = read_sheets(path)
    assert sheet.lines == (("Concern", "Who"), (LATE, "Drivers"))


def test_formulas_links_to_elsewhere_and_odd_days_come_as_text(tmp_path: Path) -> None:
    rows = (("=1+1", "=[1]Sheet1!A1"), ("=cmd|' /C calc'!A0", "x"), ("before 1900", -5), ("after 9999", 99_999_999))
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(rows=rows))
    book = openpyxl.load_workbook(path)
    for row in (5, 6):
        book.worksheets[0].cell(row, 2).number_format = "yyyy-mm-dd"
    book.worksheets[0].merge_cells("A2:B2")
    book.save(path)
    (sheet,) = read_sheets(path)
    assert [row[0] for row in sheet.lines] == [
        "Concern",
        LATE,
        "=1+1",
        "=cmd|' /C calc'!A0",
        "before 1900",
        "after 9999",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Concern,Who\n" + "x" * 10_000_000 + ",y\n"),
        ("a.csv", "," * 5_000_000),
        ("a.csv", '"' * 5_000_001),
        ("a.md", "**a " * 20_000),
        ("a.md", "# x" + " #" * 20_000 + "x\n"),
        ("a.md", "# " * 200_000),
        ("a.txt", "c " + "@a >b #c " * 20_000),
        ("a.txt", "- a\n" * 300_000),
        ("a.txt", "x" * 1_000_000),
        ("a.json", "[" * 200_000),
        ("a.json", '{"elements": [' + '{"x":' * 50_000),
        ("a.json", "[" + "0," * 100_000 + "0]"),
        ("a.yaml", "[" * 50_000),
        ("a.yaml", "a: &a [x]\n" + "".join(f"a{n}: &a{n} [*a, *a, *a, *a, *a]\n" for n in range(200))),
        ("a.yaml", "!!python/object/apply:os.system ['touch harmed']"),
    ],
    ids=lambda value: value if len(value) < 9 else f"{len(value)} letters of {value[:6]!r}",
)
def test_too_much_of_one_thing_is_refused_or_read(
    name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    try:
        read_any(path)
    except KnownError as error:
        assert len(error.what) > 10 and "\n" not in str(error) and len(str(error)) < 10_000
    assert list(tmp_path.iterdir()) == [path]
    assert isinstance(is_foreign(path), bool)


def test_mistakes_without_number_are_no_endless_list(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("elements.csv", "id,code,kind,label\n" + "".join(f"{n},,x,\n" for n in range(30_000)))
    told = refused(path)
    assert "20000 mistakes" in told and len(told) < 10_000
