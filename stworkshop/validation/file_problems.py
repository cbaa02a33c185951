"""What is wrong with a file that somebody wants to import: every mistake at once, each with its place in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext

MOST_IN_ONE_LINE = 40
LONGEST_QUOTE = 60
MOST = 20_000
"""Mistakes after which nobody looks for more."""
_SHORT, _LONG = 4, 8


class BadFile(KnownError):
    """A file that cannot be imported; `problems` holds a sentence for each mistake, with its place."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.name = name
        self.problems = tuple(dict.fromkeys(problems))
        count = len(self.problems)
        listed = "; ".join(problem.rstrip(".") for problem in self.problems[:MOST_IN_ONE_LINE])
        if count > MOST_IN_ONE_LINE:
            listed = _("{listed}; and {count} more").format(listed=listed, count=count - MOST_IN_ONE_LINE)
        listed += "" if listed.endswith("?") else "."
        what = ngettext("“{name}” has a mistake: {listed}", "“{name}” has {count} mistakes: {listed}", count)
        super().__init__(
            what.format(name=name, count=count, listed=listed),
            _("Nothing was imported, and the file is as it was."),
            _("Correct the file and import it again."),
        )


class Problems:
    """The mistakes found so far in one file, in the order of finding."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[str] = []

    def add(self, place: str, sentence: str) -> None:
        """Note a mistake; `place` may be empty where it is the whole file. Raises BadFile where there are too many."""
        self.found.append(f"{place}: {sentence}" if place else sentence)
        if len(self.found) >= MOST:
            self.raise_if_any()

    def raise_if_any(self) -> None:
        """Raise BadFile with all mistakes where there are any."""
        if self.found:
            raise BadFile(self.name, self.found)


def quoted(value: object) -> str:
    """Return a value of the file as a short quotation."""
    words = " ".join(str(value).split())
    return f"“{words[:LONGEST_QUOTE]}…”" if len(words) > LONGEST_QUOTE else f"“{words}”"


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return a hint, with a space before it, at the known word that is most like `word`; '' where none is enough.

    `likeness` goes from 0 to 1.
    """
    close = difflib.get_close_matches(word[:LONGEST_QUOTE], list(known), n=1, cutoff=likeness)
    return " " + _("Did you mean “{word}”?").format(word=close[0]) if close else ""


def misspelling(name: str, known: Iterable[str]) -> str:
    """Return a hint, with a space before it, at the known name that differs by a slip of the hand; '' for any other.

    A slip is one letter too many, missing, wrong or swapped with the next (two of eight or more), or a capital.
    """
    names = list(known)
    if name in names or len(name) > LONGEST_QUOTE:
        return ""
    found = process.extractOne(
        name, names, processor=lambda word: word.casefold().replace("-", "_"), scorer=OSA.distance, score_cutoff=2
    )
    if found is None or found[1] > _slips(min(name, found[0], key=len)):
        return ""
    return " " + _("Did you mean “{word}”?").format(word=found[0])


def _slips(name: str) -> int:
    return 0 if len(name) < _SHORT else 1 if len(name) < _LONG else 2
