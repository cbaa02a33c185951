"""The page for those who were absent: whole, safe, and without any network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from defusedxml import ElementTree

from stworkshop import assets
from stworkshop.exchange.export_formats import Options, write
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.writers.html_file import page_text
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.report.content import outline as outlines
from stworkshop.report.content.basic_blocks import Bullets, Heading, Table, TableColumn
from stworkshop.report.content.blocks import Block, MapPage, Outline, Paragraph, Section, text
from tests.report.printing import DAY, sample

VOID = {"meta", "input", "br", "link"}


class Reader(HTMLParser):
    """Reads a page, and complains of tags that do not match."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.words.append(data)


def an_outline(*blocks: Block, language: str = "en", title: str = "A workshop") -> Outline:
    return Outline("x", "For all", title, language, "", "Fictional", (Section("s", "Said", blocks),))


def sample_page(name: str, tmp_path: Path) -> tuple[str, Board]:
    path = tmp_path / f"{name}.html"
    write(read_any(next(p for p in assets.sample_sessions() if p.stem == name)), path, Options())
    return path.read_text(encoding="utf-8"), sample(name)


@pytest.mark.parametrize("name", ["hill-east", "merravale"])
def test_the_page_shows_the_summary_and_every_card_on_the_map(name: str, tmp_path: Path) -> None:
    page, board = sample_page(name, tmp_path)
    reader = Reader(page)
    said = " ".join(reader.words)
    cards = {attrs["id"] for tag, attrs in reader.tags if tag == "g" and attrs.get("class") == "card"}
    assert cards == {f"card-{element}" for element in board.elements}
    assert all(element.label in said for element in board.elements.values())
    for section in outlines.build(board, catalogue()).sections:
        assert section.title in said
    ids = [attrs["id"] for _tag, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    levels = heading_levels(page)
    assert levels[0] == 1 and levels.count(1) == 1


def heading_levels(page: str) -> list[int]:
    return [int(tag[1]) for tag, _attrs in Reader(page).tags if re.fullmatch("h[1-6]", tag)]


@pytest.mark.parametrize(
    "options",
    [Options(edition=name) for name in outlines.EDITIONS if name != "absent"]
    + [Options(draft=name) for name in outlines.DRAFTS],
)
def test_no_level_of_headings_is_left_out(options: Options, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write(read_any(next(p for p in assets.sample_sessions() if p.stem == "merravale")), path, options)
    levels = heading_levels(path.read_text(encoding="utf-8"))
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_page_without_a_key_lists_the_cards_under_the_map(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write(read_any(next(p for p in assets.sample_sessions() if p.stem == "hill-east")), path, Options(draft="fria"))
    page = path.read_text(encoding="utf-8")
    listed = " ".join(Reader(page[page.index("<details>") : page.index("</details>") + 10]).words)
    assert all(card.label in listed and card.code in listed for card in sample("hill-east").elements.values())


def test_a_map_in_several_pages_is_drawn_once() -> None:
    part = MapPage((), (), (), "", "A part of the map")
    outline = an_outline(part, part)
    page = page_text(outline, map_svg='<?xml version="1.0"?><svg viewBox="0 0 1 1"></svg>', printed=DAY)
    assert page.count("<svg") == 1 and page.count("A part of the map") == 2


def test_what_the_search_says_has_forms_for_one_and_many() -> None:
    field = next(
        attrs for _tag, attrs in Reader(page_text(an_outline(), printed=DAY)).tags if attrs.get("id") == "found"
    )
    assert json.loads(field["data-cards"] or "")["one"] == "{n} card on the map."
    assert json.loads(field["data-cards"] or "")["other"] == "{n} cards on the map."
    assert json.loads(field["data-places"] or "")["one"] == "{n} place in the text."
    assert field["data-language"] == "en"
    script = assets.path("page", "page.js").read_text(encoding="utf-8")
    assert set(re.findall(r"dataset\.(\w+)", script)) | {"cards", "places"} == {
        name.removeprefix("data-") for name in field if name.startswith("data-")
    }


def test_nothing_is_fetched_and_only_its_own_script_runs(tmp_path: Path) -> None:
    page, _board = sample_page("hill-east", tmp_path)
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", page))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not [tag for tag, attrs in Reader(page).tags if {"src", "srcset", "onclick", "onload"} & set(attrs)]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for name, code in (
        ("script", page.split("<script>")[1].split("</script>")[0]),
        ("style", page.split("<style>")[1].split("</style>")[0]),
    ):
        sum_ = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{name}-src &#x27;sha256-{sum_}&#x27;" in policy[1] or f"{name}-src 'sha256-{sum_}'" in policy[1]
    assert "default-src 'none'" in policy[1]


def test_words_stay_words() -> None:
    evil = '</title><script>alert(1)</script><img src=x onerror=y> & "quotes" \x00\ud800 $title'
    rows = ((text(evil), text(evil)),)
    page = page_text(
        an_outline(
            Paragraph(text(evil)),
            Heading(evil),
            Bullets((text(evil),), evil),
            Table((TableColumn(evil, 1), TableColumn(evil, 1)), rows, evil),
            title=evil,
        ),
        printed=DAY,
    )
    reader = Reader(page)
    assert [tag for tag, _attrs in reader.tags].count("script") == 1
    assert not any(tag == "img" for tag, _attrs in reader.tags)
    assert "".join(reader.words).count("<script>alert(1)</script>") >= 8
    assert "$title" in "".join(reader.words)


def test_a_page_in_arabic_runs_from_right_to_left_with_its_own_faces() -> None:
    page = page_text(an_outline(Paragraph(text("محطة الحافلة")), language="ar"), printed=DAY)
    assert '<html lang="ar" dir="rtl">' in page
    assert "font-family:'Noto Sans Arabic'" in page


def test_the_map_in_the_page_is_sound_xml(tmp_path: Path) -> None:
    page, _board = sample_page("hill-east", tmp_path)
    svg = page[page.index("<svg") : page.index("</svg>") + len("</svg>")]
    assert ElementTree.fromstring(svg).tag.endswith("svg")
