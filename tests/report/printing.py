"""Boards to print, and what can be read from a printed summary."""

import datetime
import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import yaml

from stworkshop import assets
from stworkshop.exchange.our_json import read
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record, from_flat
from stworkshop.report.pdf import summary_bytes

SAMPLES = ("hill-east", "merravale", "quayline", "eastmere")
DAY = datetime.date(2026, 11, 24)
NO_BLANKS = str.maketrans("", "", " \n\r\t\u00a0\ufffe\ufeff\u0002")


@cache
def sample(name: str) -> Board:
    """Return the board of a sample session."""
    path = next(path for path in assets.sample_sessions() if path.stem == name)
    return read(path).board()


def source(name: str) -> dict[str, Any]:
    """Return the hand-written file that a sample session was made from."""
    folder = assets.sample_sessions()[0].parent / "sources"
    loaded: dict[str, Any] = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def board_of(*cards: dict[str, Any], session: dict[str, Any] | None = None, more: tuple[Record, ...] = ()) -> Board:
    """Return a board with these cards (flat fields) and records."""
    records: list[Record] = [from_flat("session", "s", {"label": "A workshop", **(session or {})})]
    for number, card in enumerate(cards):
        records.append(from_flat("elements", str(card.get("id", f"e{number}")), {"seq": number + 1, **card}))
    return Board([*records, *more])


def link(relation: str, source_id: str, target_id: str, **fields: Any) -> Record:
    """Return a link."""
    ends = {"relation": relation, "source": source_id, "target": target_id, "seq": 1000, **fields}
    return from_flat("links", f"{relation}.{source_id}.{target_id}", ends)


def printed(board: Board, **options: Any) -> bytes:
    """Return the summary of a board, printed on a day that never changes."""
    return summary_bytes(board, catalogue(), printed=DAY, **options)


@cache
def printed_sample(name: str, **options: Any) -> bytes:
    """Return the summary of a sample session."""
    return printed(sample(name), **options)


def page_texts(data: bytes) -> list[str]:
    """Return the text of each page, as a reader that knows nothing of us finds it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return text without white space and without the marks of line breaks."""
    return text.translate(NO_BLANKS)


def whole_text(data: bytes) -> str:
    """Return the text of all pages without white space."""
    return squeezed("".join(page_texts(data)))


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a summary to look at its objects."""
    return pikepdf.Pdf.open(io.BytesIO(data))


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the elements of the structure tree in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        if "/S" in element:
            yield element
            waiting = [*element.get("/K", []), *waiting]


def tag_of(element: Any) -> str:
    """Return the tag of an element."""
    return str(element.S).lstrip("/")


def letter_boxes(data: bytes) -> Iterator[tuple[int, tuple[float, float], str, tuple[float, float, float, float]]]:
    """Yield each visible letter with its page, the page's size and its box (left, bottom, right, top), in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            for place in range(text.count_chars()):
                letter = text.get_text_range(place, 1)
                if letter.strip():
                    yield number, page.get_size(), letter, text.get_charbox(place)
    finally:
        document.close()
