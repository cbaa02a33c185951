"""How tables are told apart: a letter, and a number that stands for colour and pattern, the same on every laptop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stworkshop.analysis.table_differences import PLENARY
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board

TABLES = "tables"
"""The attribute of the session that holds the names of its tables."""
PRINTED = "print_tables"
"""The attribute of the session that says "no" where prints shall not tell which table drew what."""
_PLENARY_LETTER = "•"


@dataclass(frozen=True)
class Sign:
    """The sign of a table: one or two letters, and its place among the tables, -1 for the plenary."""

    table: str
    letter: str
    number: int

    @property
    def name(self) -> str:
        """What the table is called; the plenary has a word of its own."""
        return self.table or _("The plenary")


def in_order(tables: Iterable[str]) -> list[str]:
    """Return the names of tables, each once, as people count them: “Table 2” comes before “Table 10”."""
    return sorted(set(tables), key=_as_counted)


def _as_counted(name: str) -> tuple[list[tuple[bool, int, str]], str]:
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+", name.casefold())
    return [(False, int(part), "") if part[0] in "0123456789" else (True, 0, part) for part in parts], name


def signs(tables: Iterable[str], letters: Mapping[str, str] | None = None) -> dict[str, Sign]:
    """Return the sign of each table, and of the plenary; `letters` are known ones, which stand in codes of cards."""
    known = {table: letter.upper() for table, letter in (letters or {}).items() if letter}
    ordered = in_order(table for table in tables if table != PLENARY)
    taken = {known[table] for table in ordered if table in known}
    found = {PLENARY: Sign(PLENARY, _PLENARY_LETTER, -1)}
    for number, table in enumerate(ordered):
        letter = known.get(table) or _free(table, taken)
        taken.add(letter)
        found[table] = Sign(table, letter, number)
    return found


def letters_in(board: Board) -> dict[str, str]:
    """Return the letters of tables as the codes of cards bear them that one table alone drew."""
    found: dict[str, str] = {}
    for card in board.elements.values():
        drawers = drawers_of_card(card.attributes)
        letter = card.code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").lstrip("0123456789")
        if len(drawers) == 1 and letter:
            found.setdefault(drawers[0], letter)
    return found


def tables_kept(board: Board) -> tuple[str, ...]:
    """Return the names of the tables that came together here, as merges keep them."""
    names = board.session.attributes.get(TABLES)
    return tuple(str(name) for name in names if name) if isinstance(names, tuple | list) else ()


def tables_of(board: Board) -> list[str]:
    """Return the names of all tables that came together here, those that drew nothing among them."""
    drawers = {table for tables in drawn(board).values() for table in tables}
    return in_order({*tables_kept(board), *drawers})


def are_printed(board: Board) -> bool:
    """Tell whether prints say which table drew what: they do until somebody chooses otherwise."""
    return board.session.attributes.get(PRINTED) != "no"


def drawn(board: Board) -> dict[str, tuple[str, ...]]:
    """Return the tables that drew each card and link, by id; what was there before they parted is left out."""
    cards = {card.id: drawers_of_card(card.attributes) for card in board.elements.values()}
    links = {link.id: tuple(link.drawers) for link in board.links.values()}
    return {record_id: tables for record_id, tables in {**cards, **links}.items() if tables}


def drawers_of_card(attributes: Mapping[str, object]) -> tuple[str, ...]:
    """Return the tables that drew a card."""
    drawers = attributes.get("drawers", ())
    return tuple(str(table) for table in drawers) if isinstance(drawers, tuple | list) else ()


def _free(table: str, taken: set[str]) -> str:
    """Return the first letter of the name that no other table has, else two of them, else a number."""
    own = [letter.upper() for letter in table if letter.isalnum()]
    pairs = [own[0] + letter for letter in own[1:]] if own else []
    numbers = (str(number) for number in range(1, len(taken) + 2))
    return next(letter for letter in (*own, *pairs, *numbers) if letter not in taken)
