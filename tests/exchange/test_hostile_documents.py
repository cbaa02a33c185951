"""Documents, pages, workbooks and calendars of sessions that nobody would make on purpose."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import icalendar
import openpyxl
import pytest
from defusedxml import ElementTree

from stworkshop.errors import KnownError
from stworkshop.exchange.export_formats import Options, write
from stworkshop.exchange.writers.docx_file import document_bytes
from stworkshop.model.catalogue import catalogue
from stworkshop.model.session_content import content_of
from stworkshop.report.content import outline as outlines
from tests.exchange.test_html import Reader, heading_levels
from tests.report import hostile
from tests.report.printing import DAY

SEEDS = (0, 3, 8, 11)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_edition_and_draft_is_a_sound_document(seed: int) -> None:
    board = hostile.session(seed)
    for name in (*outlines.EDITIONS, *outlines.DRAFTS):
        try:
            outline = outlines.build(board, catalogue(), name)
        except KnownError:
            continue
        read = docx.Document(io.BytesIO(document_bytes(outline, printed=DAY)))
        assert [p for p in read.paragraphs if p.style and p.style.name in ("Title", "Heading 1")], name
        for table in read.tables:
            widths = [int(column.width or 0) for column in table.columns]
            assert min(widths) > 0 and abs(sum(widths) / 36_000 - 170) < 1


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_workbooks_and_calendars_can_be_read(seed: int, tmp_path: Path) -> None:
    content = content_of(hostile.session(seed))
    for ending in (".html", ".xlsx", ".ics"):
        write(content, tmp_path / f"it{ending}", Options())
    page = (tmp_path / "it.html").read_text(encoding="utf-8")
    assert [tag for tag, _attrs in Reader(page).tags].count("script") == 1
    assert heading_levels(page)[0] == 1
    svg = page[page.index("<svg") : page.index("</svg>") + len("</svg>")]
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert openpyxl.load_workbook(tmp_path / "it.xlsx").sheetnames
    assert icalendar.Calendar.from_ical((tmp_path / "it.ics").read_bytes()).walk("VCALENDAR")
