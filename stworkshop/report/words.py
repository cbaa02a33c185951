"""Numbers, dates and answers in plain words: what the participants' edition prints instead of figures.

The words for answers are those of the agreement page, from one place.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from stworkshop.i18n import gettext as _
from stworkshop.model.wording import has_end as has_end
from stworkshop.rounds.answers_in_words import SCALE as SCALE
from stworkshop.rounds.answers_in_words import answer as answer
from stworkshop.rounds.answers_in_words import brief as brief
from stworkshop.rounds.answers_in_words import capital as capital
from stworkshop.rounds.answers_in_words import counted as counted
from stworkshop.rounds.answers_in_words import joined as joined
from stworkshop.rounds.answers_in_words import not_shown as not_shown
from stworkshop.rounds.answers_in_words import number as number
from stworkshop.rounds.answers_in_words import said as said
from stworkshop.rounds.answers_in_words import scale as scale
from stworkshop.rounds.answers_in_words import side_said as side_said
from stworkshop.rounds.answers_in_words import turned as turned


def quoted(words: str) -> str:
    """Return words in quotation marks."""
    return _("“{words}”").format(words=words)


def figure(value: float, digits: int = 2) -> str:
    """Return a figure rounded half up from the value as it is."""
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def months() -> tuple[str, ...]:
    """Return the names of the months."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def short_months() -> tuple[str, ...]:
    """Return the short names of the months."""
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"),
        _("Dec"),
    )  # fmt: skip


def parse_day(iso: str) -> datetime.date | None:
    """Return the day of an ISO date, or None where it is none."""
    try:
        return datetime.date.fromisoformat(iso)
    except ValueError:
        return None


def day(date: datetime.date, *, short: bool = False) -> str:
    """Return a date in words: 24 November 2026, or 24 Nov 2026."""
    names = short_months() if short else months()
    return _("{day} {month} {year}").format(day=date.day, month=names[date.month - 1], year=date.year)


def code_range(codes: Sequence[str]) -> str:
    """Return codes of one letter in order, runs of three and more as M1–M4."""
    parts: list[str] = []
    run: list[str] = []
    for code in codes:
        if run and _follows(run[-1], code):
            run.append(code)
            continue
        parts.extend(_closed(run))
        run = [code]
    return ", ".join([*parts, *_closed(run)])


def _follows(before: str, code: str) -> bool:
    numbered = before[:1] == code[:1] and before[1:].isdigit() and code[1:].isdigit()
    return numbered and int(code[1:]) == int(before[1:]) + 1


def _closed(run: list[str]) -> list[str]:
    return [f"{run[0]}–{run[-1]}"] if len(run) > 2 else run


_RTL = ("ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb")


def is_rtl_language(language: str) -> bool:
    """Tell whether pages in this language run from right to left."""
    return language.replace("_", "-").split("-")[0].lower() in _RTL
