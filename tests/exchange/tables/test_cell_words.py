"""What cells are: words, or what is none and so becomes neither a card nor somebody's telephone number."""

from __future__ import annotations

from pathlib import Path

import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import LEAVE_OUT
from stworkshop.exchange.incoming import Incoming, incoming
from stworkshop.exchange.mapping import planned
from stworkshop.exchange.tables import cell_words
from stworkshop.exchange.tables.table_columns import ColumnChoices, suggested_columns
from stworkshop.exchange.tables.table_files import Sheet
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue

WORDS = catalogue()
DATES = (
    "24.11.2026", "24/11/2026", "11-24-26", "2026-11-24", "2026/11/24 08:15", "2026-11-24T08:15:00.000Z", "2026-11",
    "2026-11-24 08:15:00 UTC", "2026-11-24 08:15:00 +0100", "24.11.2026, 08:15", "11/24/2026 8:15:00 PM", "08:15",
    "Mon Nov 05 2018 02:08:31 GMT+0000 (UTC)", "5th of November 2018", "24. November 2026", "24 de noviembre de 2026",
    "5 janvier 2019", "1999", "2019-2024", "2019/20", "2001, 2002, 2003", "20261124T081500Z",
)  # fmt: skip
NUMBERS = (
    "1234567", "12.345.678", "1 234 567,50", "1,234,567", "48215500", "-1234567", "+1234567.25", "12345678.9",
    "€ 1.250.000", "20240115", "9781234567897", "52.5200066", "00001234", "978-3-16-148410-0", "71300000-1",
    "192.168.10.100", "1521445111", "1521445111000",
)  # fmt: skip
PHONES = (
    "+49 30 1234567", "+44 (0)20 7946 0018", "+12025550143", "0049 30 1234567", "030/1234567", "01632 960123",
    "06 12 34 56 78", "06.12.34.56.78", "0612345678", "(030) 1234567", "(202) 555-0143", "202-555-0143", "600 123 456",
    "12 34 56 78",
)  # fmt: skip


@pytest.mark.parametrize("cell", [*DATES, *NUMBERS])
def test_dates_years_and_numbers_are_no_telephone_numbers(cell: str) -> None:
    assert not cell_words.is_phone(cell) and not cell_words.is_words(cell)
    sheet = Sheet("t", (("Concern", "Said"), ("Buses are late", cell), ("Too dear", cell)))
    assert suggested_columns(sheet, WORDS, False).roles == ("label", "note")


@pytest.mark.parametrize("cell", PHONES)
def test_telephone_numbers_are_left_out(cell: str) -> None:
    sheet = Sheet("t", (("Concern", "Reach"), ("Buses are late", cell), ("Too dear", cell)))
    assert suggested_columns(sheet, WORDS, False).roles == ("label", LEAVE_OUT)


@pytest.mark.parametrize("cell", DATES)
def test_dates_are_told_as_such(cell: str) -> None:
    assert cell_words.is_date(cell)


@pytest.mark.parametrize(
    "cell", ["May I sit?", "On Monday", "At 9 am no bus comes", "7 buses", "A4 is too long", "夜晚"]
)
def test_words_with_figures_are_words(cell: str) -> None:
    assert cell_words.is_words(cell) and not cell_words.is_date(cell)


def read(path: Path, text: str) -> Incoming:
    (path / "told.csv").write_text(text, encoding="utf-8")
    return incoming(path / "told.csv", WORDS)


def labels(found: Incoming) -> list[str]:
    return [str(e["label"]) for e in planned(found.foreign, found.choices, Board(), WORDS).records if "label" in e]


def test_the_words_of_a_card_come_from_a_column_of_words(tmp_path: Path) -> None:
    text = (
        "id,title/ca,title/en,body/en,comments,category/id,published_at\n"
        "17,Bancs,Benches,<p>More benches in &quot;the&quot; square.</p>,0,4,2016-02-01 10:00:00 +0100\n"
        "18,Ombra,Shade for all,<p>Trees<br/>please.</p>,2,4,2016-02-02 11:30:00 +0100\n"
    )
    found = read(tmp_path, text)
    assert found.columns is not None
    assert labels(found) == ["Benches", "Shade for all"]
    notes = [str(e.get("note")) for e in planned(found.foreign, found.choices, Board(), WORDS).records]
    assert "comments: 0" in notes[0] and "published_at: 2016-02-01 10:00:00 +0100" in notes[0]
    assert 'More benches in "the" square.' in notes[0] and "Trees\nplease." in notes[1]
    assert "<" not in "".join(notes)


@pytest.mark.parametrize("head", ["Comments", "Stakeholder", "Category", "Statement", "Name", "Measures"])
@pytest.mark.parametrize("cell", ["0", "18", "2016-02-01", "3.5", "https://example.org/4", "c0ffee-17"])
def test_a_name_alone_makes_no_words_of_what_is_none(head: str, cell: str, tmp_path: Path) -> None:
    assert labels(read(tmp_path, f"{head},Something\n{cell},The bus is late\n{cell},The bus is dear\n")) == [
        "The bus is late",
        "The bus is dear",
    ]


VOTES = {
    "figures": "voter,statement,vote\n" + "".join(f"{i % 40},{i % 7},{i % 3 - 1}\n" for i in range(200)),
    "a matrix": "participant,group-id,0,1,2\n" + "".join(f"{i},1,-1,,1\n" for i in range(50)),
    "days": "day,opened,closed\n" + "".join(f"2026-{i % 12 + 1:02}-01,08:00,17:30\n" for i in range(5_000)),
    "one column of days": "when\n" + "".join(f"{i % 28 + 1}.{i % 12 + 1}.2026\n" for i in range(50)),
    "calendar": "timestamp,datetime,vote\n" + "15214,Mon Nov 05 2018 02:08:31 GMT+0000 (UTC),1\n" * 9,
    "words for votes": "voter,answer\n" + "".join(f"{i},{('Agree', 'Disagree', 'Pass')[i % 3]}\n" for i in range(30)),
    "what was voted on": "voter,proposal\n" + "".join(f"{i},{('New benches', 'A roof')[i % 2]}\n" for i in range(60)),
}


@pytest.mark.parametrize("text", VOTES.values(), ids=VOTES)
def test_a_table_that_is_no_cards_is_refused_but_where_a_person_says_what_it_is(text: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="do not look like cards"):
        read(tmp_path, text)
    heads = tuple(text.partition("\n")[0].split(","))
    said = ColumnChoices("concern", ("label", *["note"] * (len(heads) - 1)), heads=heads)
    assert incoming(tmp_path / "told.csv", WORDS, columns=said).foreign.cards


def test_a_table_of_one_answer_is_cards(tmp_path: Path) -> None:
    assert labels(read(tmp_path, "concern\n" + "Yes\n" * 100)) == ["Yes"] * 100


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("<p>One <b>two</b></p><ul><li>three</li></ul>", "One two\n\n• three"),
        ("Caf&eacute; &amp; bar&nbsp;now", "Café & bar now"),
        ("<span class='x'>Late</span>", "Late"),
        ("a < b and b > c", "a < b and b > c"),
        ("R&D; x", "R&D; x"),
        ("I <3 buses", "I <3 buses"),
    ],
)
def test_cells_are_read_without_tags(cell: str, read_as: str) -> None:
    assert cell_words.without_tags(cell) == read_as
