"""What the cells of tables are: words that people said, or dates, numbers, telephone numbers, votes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from stworkshop.exchange.foreign_words import listed, normal
from stworkshop.exchange.graphs.safely import plain

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*%?")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_TIME = (
    r"(?:[T,]?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT)?\s*(?:[+-]\d\d:?\d\d)?)?"
)
_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/. ]\d{1,2}[-/. ]+\d{2,4}|\d{8}T\d{4,6}Z?)" + _TIME,
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:1[5-9]|2[01])\d\d(?:\s*[-–/,;]\s*(?:(?:1[5-9]|2[01])\d\d|\d\d))*")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[^\w\s+-]?\s?\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d+)?\s?[^\w\s]?")
_CALENDAR = """
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
    october november december mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday
    friday saturday sunday am pm at gmt utc cet cest bst est edt pst pdt st nd rd th of coordinated universal
    time januar jaenner februar maerz mai juni juli oktober dezember okt dez mo di mi do fr sa so montag
    dienstag mittwoch donnerstag freitag samstag sonntag uhr um janvier fevrier mars avril juin juillet aout
    septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche janv fevr avr juil
    le enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes
    miercoles jueves viernes sabado domingo ene abr ago dic de del a las"""
"""Words of dates: English, German, French and Spanish."""
_PHONE = re.compile(r"[+(]?\d[\d ()/.\u00a0-]{5,22}\d")
_DECIMAL = re.compile(r"[+-]?\d+[.,]\d+")
_ABROAD, _AT_HOME = re.compile(r"\+\s?\(?\d{1,3}\D*\d"), re.compile(r"0{1,2}(?:[1-9]|\D{1,2}[1-9])")
_KEPT_APART = re.compile(r"\d{2,5}(?P<by>[ -])\d{2,4}(?:(?P=by)\d{2,4})+")
_THREE_BY_THREE = re.compile(r"\d{3} \d{3} \d{3}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MARK = re.compile(r"(?=\S*\d)[\w.:/#-]+")
"""One word with figures in it: a number of a case, a key, a code."""
_TAG = re.compile(
    r"</?(?:p|br|hr|b|i|u|s|a|em|strong|small|span|div|ul|ol|li|h[1-6]|img|table|tbody|thead|tr|t[dh]|blockquote|code|pre"
    r"|font|sub|sup|figure|figcaption|iframe|video|section|article|script|style)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"&(?:#\d{1,6}|#x[0-9a-f]{1,6}|nbsp|amp|quot|apos|[lr][sd]quo|[mn]dash|hellip|lt|gt|szlig|[a-z]cedil"
    r"|[a-z](?:acute|grave|uml|circ|tilde));",
    re.IGNORECASE,
)
_VOTES = """yes; no; agree; disagree; strongly agree; strongly disagree; neutral; pass; abstain; abstention; for;
    against; in favour; in favor; unsure; don t know; up; down; upvote; downvote; like; dislike; true; false;
    positive; negative; ja; nein; enthaltung; dafuer; dagegen; stimme zu; stimme nicht zu; oui; non; pour;
    contre; d accord; pas d accord; si; a favor; en contra; abstencion; de acuerdo; en desacuerdo"""
_ROWS_TO_TELL, _ROWS_FOR_EACH = 40, 10


def without_tags(cell: str) -> str:
    """Return a cell as it reads: without tags of HTML and with its character references as letters."""
    marked = "<" in cell and _TAG.search(cell)
    return plain(cell) if marked or ("&" in cell and _REFERENCE.search(cell)) else cell


def is_date(cell: str) -> bool:
    """Tell whether a cell is a day, a time, a year or a span of years, in figures or with the words of a calendar."""
    if _DATE.fullmatch(cell) or _YEARS.fullmatch(cell) or _CLOCK.fullmatch(cell):
        return True
    words = re.findall(r"[^\W\d_]+", normal(cell))
    return bool(words) and any(c.isdigit() for c in cell) and all(word in _calendar() for word in words)


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number: plain, with groups of three, an amount of money, or a share."""
    return bool(NUMBER.fullmatch(cell) or _GROUPED.fullmatch(cell))


def is_phone(cell: str) -> bool:
    """Tell whether a cell is a telephone number: it begins as one does, or its figures stand in groups as in one.

    Dates, years and numbers are none, nor is a row of figures that could be anything.
    """
    digits = sum(c.isdigit() for c in cell)
    if not _PHONE.fullmatch(cell) or not 7 <= digits <= 16 or is_date(cell) or _DECIMAL.fullmatch(cell):
        return False
    if cell.startswith("+"):
        return digits > 7 and bool(_ABROAD.match(cell))
    if cell.startswith("0"):
        return digits > 7 + cell.isdigit() and bool(_AT_HOME.match(cell))
    if "(" in cell or _THREE_BY_THREE.fullmatch(cell):
        return True
    return bool(_KEPT_APART.fullmatch(cell)) and not is_number(cell)


def is_words(cell: str) -> bool:
    """Tell whether a cell holds words: letters that are no date, address, link, key or code."""
    if not any(c.isalpha() for c in cell):
        return False
    return not (EMAIL.fullmatch(cell) or _LINK.fullmatch(cell) or _MARK.fullmatch(cell) or is_date(cell))


def are_words(cells: Iterable[str]) -> bool:
    """Tell whether the cells of a column hold words, at least half of those that hold anything."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and 2 * sum(map(is_words, filled)) >= len(filled)


def are_votes(cells: Iterable[str]) -> bool:
    """Tell whether the cells of a column are votes: all of them words such as yes, and more than one."""
    found = {normal(cell) for cell in cells if cell}
    return len(found) > 1 and found <= _known_votes()


def stand_in_many_rows(cells: Sequence[str]) -> bool:
    """Tell whether few different words stand in many rows each, as those that votes or visits are about."""
    filled = [normal(cell) for cell in cells if cell]
    return len(filled) >= _ROWS_TO_TELL and 2 <= len(set(filled)) <= len(filled) / _ROWS_FOR_EACH


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    return frozenset((*_CALENDAR.split(), "t", "z", "h"))


@lru_cache(maxsize=1)
def _known_votes() -> frozenset[str]:
    return frozenset(map(normal, listed(_VOTES)))
