"""Ballots of one round from a table (CSV), and the empty table to fill in; every bad row is named at once.

A table has a row for each ballot with a column for each item, or a row for each answer (columns item and value). One
column holds the ballot's code, in a round with names the participant; in a round without names another one the side.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Round
from stworkshop.report.editions.ballots import side_words
from stworkshop.system.whole_files import bytes_of
from stworkshop.validation.file_problems import Problems, did_you_mean, quoted

LARGEST = 2_000_000
"""Bytes; a table of ballots is never larger."""

_NAMES = {"ballot": "name", "code": "name", "participant": "name", "person": "name", "name": "name"}
_OTHERS = ("side", "item", "value", "value2", "comment", "dk")
_PAIR = re.compile(r"([1-5])\s*[/;:, ]\s*([1-5])")

WhyNot = Callable[[str], str]
"""Returns why a ballot cannot be taken, "" where it can."""


@dataclass(frozen=True)
class Found:
    """What a table holds: one sheet for each ballot (arguments of `hand_in_sheet`), and what is wrong with its rows."""

    sheets: tuple[Mapping[str, Any], ...]
    problems: tuple[str, ...]

    @property
    def answers(self) -> int:
        """How many items are answered on all sheets, "don't know" included."""
        given = (a for sheet in self.sheets for a in sheet["answers"])
        return sum(a["value"] is not None or a["dk"] == "yes" for a in given)


@dataclass
class _Sheet:
    line: int
    side: str
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_file(path: Path, board: Board, catalogue: Catalogue, round_: Round, why_not: WhyNot) -> Found:
    """Read a table from a file; raises KnownError where it is no table of text."""
    data = bytes_of(path, LARGEST)
    if len(data) > LARGEST:
        raise KnownError(
            _("“{name}” is larger than a table of ballots can be.").format(name=path.name),
            _("Nothing was taken."),
            _("Choose the table with the ballots of this round."),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise KnownError(
            _("“{name}” is not a CSV file.").format(name=path.name),
            _("Nothing was taken."),
            _("Save the table as CSV in the spreadsheet first."),
        )
    return read(text, board, catalogue, round_, why_not)


def read(text: str, board: Board, catalogue: Catalogue, round_: Round, why_not: WhyNot) -> Found:
    """Read a table; what is wrong comes back as sentences with the line, and then no sheet is to be taken."""
    return _Reader(board, catalogue, round_, why_not).read(text)


def template(board: Board, round_: Round, names: Sequence[str]) -> str:
    """Return a table with a row for each of these ballots (participants in a round with names), to be filled in."""
    anonymous = is_anonymous(board.session, round_)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    first = ["ballot", "side"] if anonymous else ["participant"]
    table.writerow([*first, *_marks(board, round_)])
    for name in names:
        person = board.participants.get(name)
        start = [name, ""] if anonymous else [_plain(person.label if person else name)]
        table.writerow([*start, *([""] * len(round_.items))])
    return out.getvalue()


def _marks(board: Board, round_: Round) -> list[str]:
    """Return what stands for each item at the head of its column: the card's code, or the number on the ballot."""
    cards = (board.elements.get(item) for item in round_.items)
    return [card.code if card is not None and card.code else str(n) for n, card in enumerate(cards, 1)]


def _plain(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _key(text: str) -> str:
    return " ".join(text.split()).casefold().lstrip("'")


class _Reader:
    def __init__(self, board: Board, catalogue: Catalogue, round_: Round, why_not: WhyNot) -> None:
        self.board, self.round, self.why_not = board, round_, why_not
        self.anonymous = is_anonymous(board.session, round_)
        self.problems = Problems("")
        self.sheets: dict[str, _Sheet] = {}
        self.items: dict[str, str] = {}
        for number, (item, mark) in enumerate(zip(round_.items, _marks(board, round_), strict=True), 1):
            record = board.statements.get(item) or board.elements.get(item)
            for name in (record.label if record else "", item, str(number), mark):
                self.items[_key(name)] = item
        self.sides: dict[str, str] = {}
        for side, word in side_words(catalogue).items():
            self.sides.update({_key(name): side for name in (word, catalogue.sides[side], side)})
        self.side_words = list(side_words(catalogue).values())

    def read(self, text: str) -> Found:
        rows = self._rows(text)
        head = next(rows, None)
        if head is None:
            self.problems.add("", _("There is nothing in this table."))
            return self._found()
        columns = self._columns(head[1])
        if columns is not None:
            for line, row in rows:
                self._row(line, dict(zip(columns, row, strict=False)))
            if not self.sheets and not self.problems.found:
                self.problems.add("", _("There is no ballot in this table."))
        for sheet in self.sheets.values():
            self._whole(sheet)
        return self._found()

    def _found(self) -> Found:
        who = "ballot" if self.anonymous else "participant"
        made = [
            {
                "round": self.round.id,
                who: name,
                **({"side": sheet.side} if self.anonymous else {}),
                "answers": [sheet.answers.get(item) or self._blank(item) for item in self.round.items],
            }
            for name, sheet in self.sheets.items()
        ]
        return Found(tuple(made), tuple(self.problems.found))

    def _rows(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that are not empty, with their line; commas, semicolons or tabs may stand between cells."""
        first = text.lstrip("\r\n").split("\n", 1)[0]
        between = max(",;\t", key=first.count)
        table = csv.reader(io.StringIO(text, newline=""), delimiter=between)
        try:
            for row in table:
                if any(cell.strip() for cell in row):
                    yield table.line_num, [cell.strip() for cell in row]
        except csv.Error as error:
            place = _("line {line}").format(line=table.line_num)
            self.problems.add(place, _("this is not a row of a table ({reason}).").format(reason=error))

    def _columns(self, head: Sequence[str]) -> list[str] | None:
        """Return what each column holds: name, side, item, value, ... or the id of an item; None where names lack."""
        columns: list[str] = []
        for number, title in enumerate(head, 1):
            key = _key(title)
            words = key.removesuffix(" comment") if key.endswith(" comment") else ""
            if key in _NAMES and "name" not in columns:
                columns.append("name")
            elif words in self.items:
                columns.append(f"comment {self.items[words]}")
            elif key in self.items and not (key == "item" and "value" in map(_key, head)):
                columns.append(f"item {self.items[key]}")
            elif key in _OTHERS:
                columns.append(key)
            else:
                columns.append("")
                hint = did_you_mean(title, [*self.items, *_OTHERS])
                sentence = _("{title} is no item of this round.").format(title=quoted(title)) + hint
                self.problems.add(_("column {number}").format(number=number), sentence)
        doubled = {name for name in columns if name and columns.count(name) > 1}
        for name in sorted(doubled):
            title = head[columns.index(name)]
            self.problems.add("", _("There are two columns for {title}.").format(title=quoted(title)))
        if "name" not in columns:
            what = "ballot" if self.anonymous else "participant"
            self.problems.add("", _("The table has no column {name}.").format(name=quoted(what)))
        if self.anonymous and "side" not in columns:
            self.problems.add("", _("The table has no column {name}.").format(name=quoted("side")))
        if not any(name.startswith("item ") for name in columns) and not {"item", "value"} <= set(columns):
            self.problems.add("", _("The table has no column for an item, and no columns “item” and “value”."))
        return None if self.problems.found else columns

    def _row(self, line: int, cells: Mapping[str, str]) -> None:
        place = _("line {line}").format(line=line)
        long = "item" in cells
        name = self._name(place, cells.get("name", ""))
        if not name:
            return
        sheet = self.sheets.get(name)
        if sheet is not None and not long:
            sentence = _("{name} is on line {first} already.")
            self.problems.add(place, sentence.format(name=cells["name"], first=sheet.line))
            return
        side = self._side(place, cells.get("side", "")) if self.anonymous else ""
        if sheet is None:
            if reason := self.why_not(name):
                self.problems.add(place, reason)
            sheet = self.sheets[name] = _Sheet(line, side)
        elif side and side != sheet.side:
            sentence = _("{name} has another side here than on line {first}.")
            self.problems.add(place, sentence.format(name=cells["name"], first=sheet.line))
        if long:
            self._long(place, cells, sheet)
        else:
            for column, value in cells.items():
                if column.startswith("item "):
                    item = column.removeprefix("item ")
                    self._answer(place, item, value, "", cells.get(f"comment {item}", ""), sheet)

    def _long(self, place: str, cells: Mapping[str, str], sheet: _Sheet) -> None:
        item = self.items.get(_key(cells["item"]))
        if item is None:
            hint = did_you_mean(cells["item"], self.items)
            sentence = _("{item} is not asked in this round.").format(item=quoted(cells["item"])) + hint
            self.problems.add(place, sentence)
        elif item in sheet.answers:
            self.problems.add(place, _("{item} is answered on this ballot already.").format(item=quoted(cells["item"])))
        else:
            value = "?" if _key(cells.get("dk", "")) in ("yes", "1", "true") else cells.get("value", "")
            self._answer(place, item, value, cells.get("value2", ""), cells.get("comment", ""), sheet)

    def _name(self, place: str, text: str) -> str:
        """Return the code or the participant's id; "" where it is not said or not known."""
        if not text:
            what = _("the ballot’s code is missing.") if self.anonymous else _("the participant is missing.")
            self.problems.add(place, what)
            return ""
        if self.anonymous:
            return text.upper()
        people = self.board.participants
        found = [p.id for p in people.values() if _key(p.label) == _key(text)]
        if text in people or len(found) == 1:
            return text if text in people else found[0]
        hint = did_you_mean(text, (p.label for p in people.values())) if not found else ""
        sentence = _("there are several {name} among the participants.") if found else _("{name} is no participant.")
        self.problems.add(place, sentence.format(name=quoted(text)) + hint)
        return ""

    def _side(self, place: str, text: str) -> str:
        side = self.sides.get(_key(text), "")
        if not side:
            if text:
                words = _("{side} is no side; there are {known}.")
                known = ", ".join(self.side_words)
                self.problems.add(place, words.format(side=quoted(text), known=known))
            else:
                self.problems.add(place, _("the side is missing."))
        return side

    def _blank(self, item: str) -> dict[str, Any]:
        return {"item": item, "value": 0 if self.round.kind == "dots" else None, "dk": "no"}

    def _answer(self, place: str, item: str, text: str, second: str, comment: str, sheet: _Sheet) -> None:
        answer = self._blank(item)
        kind, key = self.round.kind, _key(text)
        if comment:
            answer["comment"] = comment.removeprefix("'")
        low, high = self._bounds()
        number = int(key) if re.fullmatch(r"\d{1,3}", key) else None
        pair = _PAIR.fullmatch(f"{key}/{second}" if second else key) if kind == "placing" else None
        if key in ("?", "dk", "don't know", "don’t know") or (number == 0 and kind in ("rating", "placing")):
            if kind == "dots":
                self._bad(place, item, text)
            answer["dk"] = "yes"
        elif pair:
            answer["value"], answer["value2"] = int(pair[1]), int(pair[2])
        elif kind != "placing" and number is not None and low <= number <= high:
            answer["value"] = number
        elif key:
            self._bad(place, item, text)
        sheet.answers[item] = answer

    def _bad(self, place: str, item: str, text: str) -> None:
        low, high = self._bounds()
        mark = _marks(self.board, self.round)[self.round.items.index(item)]
        if self.round.kind == "placing":
            sentence = _("{item}: {value} is no place; write two numbers from 1 to 5, such as 4/3.")
        else:
            sentence = _("{item}: {value} is no answer; allowed is {low} to {high}.")
        self.problems.add(place, sentence.format(item=mark, value=quoted(text), low=low, high=high))

    def _bounds(self) -> tuple[int, int]:
        if self.round.kind == "dots":
            return 0, self.round.max_per_item or self.round.dots_per_person or 20
        return 1, len(self.round.items) if self.round.kind == "ranking" else 5

    def _whole(self, sheet: _Sheet) -> None:
        most = self.round.dots_per_person
        if self.round.kind == "dots" and most:
            laid = sum(answer["value"] or 0 for answer in sheet.answers.values())
            if laid > most:
                sentence = _("these are {laid} dots; each person has {most}.")
                self.problems.add(_("line {line}").format(line=sheet.line), sentence.format(laid=laid, most=most))
