"""What the Act asks, as written by hand, equals the page about rules, both editions, and the rights assessment."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from stworkshop.analysis import legal
from stworkshop.model.catalogue import catalogue
from stworkshop.report.content import outline
from stworkshop.report.content.basic_blocks import Asked, Table
from stworkshop.report.content.blocks import Span, plain
from tests.law.by_hand import CODE, Row, name, rows
from ui.features.views import sheets

ROWS = rows()
EACH = pytest.mark.parametrize("row", ROWS, ids=[name(row) for row in ROWS])
ROLES = {
    "deployer": "the public body uses it (deployer)",
    "provider": "the public body offers it under its own name (provider)",
    "both": "the public body uses it and offers it under its own name (deployer and provider)",
    "": "nobody has said yet whether the public body only uses it, or offers it under its own name",
}
STAGES = {
    "idea": "not in use yet",
    "pilot": "on trial",
    "live": "in use already",
    "retired": "taken out of use: what stands here counts only if it comes back",
    "": "nobody has said yet whether it is in use",
}


def short(words: str) -> str:
    """Return words with days as prints write them: 2 Dec 2027."""
    return re.sub(r"(\d+) ([A-Z][a-z]{2})[a-z]* (\d{4})", r"\1 \2 \3", words)


def tables(row: Row, edition: str) -> Iterator[Table]:
    for section in outline.build(row.board(), catalogue(), edition).sections:
        yield from (block for block in section.blocks if isinstance(block, Table))


def test_the_table_is_long_enough_and_says_no_line_twice() -> None:
    keys = [row[:7] for row in ROWS]
    assert len(ROWS) >= 60 and len(set(keys)) == len(keys)
    assert all(bool(row.whose) == row.is_asked for row in ROWS)
    assert {row.area for row in ROWS} == {"", "annex-i", *map(str, range(1, 9))}
    assert {row.stage for row in ROWS} == set(STAGES) and {row.role for row in ROWS} == set(ROLES)


@EACH
def test_the_page_about_rules_says_so(row: Row) -> None:
    board = row.board()
    found = legal.table(board, catalogue())
    shown = sheets.duties(found[0], legal.checked(board, catalogue())).rows if found else ()
    told = [
        (whose.text, short(since.text), duty.small)
        for whose, duty, _what, since, article in shown
        if article.text == f"Art. {row.article}"
    ]
    whose = {"uses": "who uses it", "offers": "who offers it", "supplies parts": "who supplies parts", "": ""}
    names = ", ".join(whose[part] for part in row.whose.split(", "))
    assert told == ([(names, row.since, row.case)] if row.is_asked else [])


@EACH
def test_the_edition_for_decision_makers_says_so(row: Row) -> None:
    told = []
    for table in tables(row, "decision-makers"):
        if table.title == "Legal class, with duties and dates":
            (line,) = table.rows
            told += list(_groups(line[2]))
    duty = next(entry for entry in catalogue().entries("eu_ai_act.duties") if _article(entry["source"]) == row.article)
    words = f"{duty['label']}, {row.case}" if row.case else str(duty["label"])
    found = [(whose, since) for whose, duties, since in told if words in duties]
    whose = "uses" if "uses" in row.whose else "offers"
    assert found == ([(whose, row.since)] if row.is_asked else [])


def _article(source: str) -> str:
    return source.rpartition("), Art. ")[2]


def _groups(cell: tuple[Span, ...]) -> Iterator[tuple[str, list[str], str]]:
    """Yield whose they are, the duties, and from when: the spans come as head, duties, days, duties, days."""
    whose, duties = "", list[str]()
    for span in cell:
        if span.tone == "brand" and span.text.startswith("Whoever"):
            whose = "uses" if "uses it" in span.text else "offers"
        elif span.tone == "strong":
            yield whose, duties, span.text.removesuffix(".")
        elif "(Art. " in span.text:
            duties = span.text.rpartition(" (Art. ")[0].strip().split("; ")


@EACH
def test_the_edition_for_engineers_says_so(row: Row) -> None:
    told = []
    for table in tables(row, "engineers"):
        if table.title == "Duties under the AI Act, with their days":
            cells = [tuple(plain(cell) for cell in line) for line in table.rows]
            told += [line for line in cells if line[1] == f"Art. {row.article}"]
            if row.tier in ("high-risk", "transparency"):
                assert f"{CODE}: {STAGES[row.stage]}." in plain(table.note)
                assert f"{CODE}: {ROLES[row.role]}." in plain(table.note)
    if not row.is_asked:
        assert told == []
        return
    ((duty, _said, whose, since, parts),) = told
    assert (whose, since, parts) == (", ".join(f"who {part}" + " it" * (part != "supplies parts")
                                               for part in row.whose.split(", ")), row.since, CODE)  # fmt: skip
    assert duty.endswith(f", {row.case}") if row.case else ", if " not in duty


@pytest.mark.parametrize("row", [row for row in ROWS if row.article == "27"], ids=name)
def test_the_rights_assessment_says_whether_it_is_a_duty(row: Row) -> None:
    sections = outline.build(row.board(), catalogue(), "fria").sections
    (asked,) = [
        block
        for section in sections
        for block in section.blocks
        if isinstance(block, Asked) and block.question.startswith("Class under the Act")
    ]
    (said,) = [plain(answer) for answer in asked.answers]
    if row.is_asked:
        case = f" {row.case}," if row.case else ""
        assert f"Article 27 asks for this assessment{case} {row.since}. {CODE}" in said
    else:
        assert "Article 27 asks" not in said
        assert ("Article 27 does not ask for this assessment here" in said) is (row.tier == "high-risk")


@pytest.mark.parametrize("row", [row for row in ROWS if row.tier in ("high-risk", "transparency")][::4], ids=name)
def test_page_and_print_say_what_was_said_of_stage_and_role_and_what_was_not(row: Row) -> None:
    (found,) = legal.table(row.board(), catalogue())
    on_page = sheets.part_said(catalogue(), found)
    (printed,) = [
        plain(table.rows[0][1])
        for table in tables(row, "decision-makers")
        if table.title == "Legal class, with duties and dates"
    ]
    for words in (STAGES[row.stage], ROLES[row.role]):
        assert words[1:] in on_page and words[1:] in printed


def test_what_is_banned_is_banned_since_the_day_of_its_ban() -> None:
    banned = Row("prohibited", "", "ml-model", "", "", "", "5", "", "not asked", "")
    days = "since 2 Feb 2025; intimate images without consent and child abuse material: from 2 Dec 2026"
    (cell,) = [
        plain(table.rows[0][2])
        for table in tables(banned, "decision-makers")
        if table.title == "Legal class, with duties and dates"
    ]
    assert cell == f"Not to use it: the law bans it (Art. 5), {days}."
    (row,) = legal.table(banned.board(), catalogue())
    assert short(sheets.since(row, legal.checked(banned.board(), catalogue())).text) == days


def test_each_duty_has_a_day_and_a_source_of_its_own() -> None:
    for entry in catalogue().entries("eu_ai_act.duties"):
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", entry["applies_from"]), entry["id"]
        assert "Art. " in entry["source"] and "Art. " in entry["dates_source"], entry["id"]
