"""Answers in plain words, the same on the screen and on paper: what stands in the place of figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext

SCALE = range(1, 6)


def number(n: int) -> str:
    """Return a small number as a word, a larger one in digits."""
    words = (
        _("nobody"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
        _("ten"), _("eleven"), _("twelve"),
    )  # fmt: skip
    return words[n] if 0 <= n < len(words) else str(n)


def counted(n: int) -> str:
    """Return a small number of things as a word: none, one, two."""
    return _("no") if n == 0 else number(n)


def capital(sentence: str) -> str:
    """Return the sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def mandate(word: str) -> str:
    """Return what a group may do, in a sentence; also where nobody said it."""
    return {
        "inform": _("This group is informed."),
        "consult": _("This group was asked for its views."),
        "advise": _("This group makes recommendations."),
        "decide": _("This group decides."),
    }.get(word, _("We did not write down what this group may decide."))


def answer(value: int) -> str:
    """Return the words for one of the five answers."""
    return {1: _("strongly no"), 2: _("no"), 3: _("in between"), 4: _("yes"), 5: _("strongly yes")}[value]


def scale() -> tuple[str, ...]:
    """Return the words of the five answers, from strongly no to strongly yes."""
    return tuple(answer(value) for value in SCALE)


def answered_in_words(n: int, figures: Mapping[str, object]) -> str:
    """Return how many people answered a closed round, or that nobody saw to it that each hands in one sheet."""
    if heads_not_counted(figures):
        words = ngettext("{n} sheet, and heads were not counted", "{n} sheets, and heads were not counted", n)
        return words.format(n=n)
    return ngettext("{n} person answered", "{n} people answered", n).format(n=n)


def heads_not_counted(figures: Mapping[str, object]) -> str:
    """Return the sentence of a closed round in which anybody could hand in any number of sheets, "" of all others."""
    words = _("Nobody counted heads here: one person may have handed in several sheets.")
    return words if figures.get("one_each") == "open" else ""


def rating_words() -> tuple[str, ...]:
    """Return the words of the five steps of a rating as a ballot offers them, 1 first."""
    return (_("Strongly disagree"), _("Disagree"), _("In between"), _("Agree"), _("Strongly agree"))


def say_words() -> tuple[str, ...]:
    """Return the words of the five steps of influence, 1 first."""
    return (_("Hardly any"), _("Little"), _("Some"), _("Much"), _("Decides"))


def touched_words() -> tuple[str, ...]:
    """Return the words of the five steps of being affected, 1 first."""
    return (_("Not at all"), _("A little"), _("Somewhat"), _("Much"), _("Very much"))


def joined(parts: Iterable[str]) -> str:
    """Return a list in words: a, b and c."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return _("{first} and {last}").format(first=", ".join(items[:-1]), last=items[-1])


def either(parts: Iterable[str]) -> str:
    """Return a list of which none is meant, in words: a, b or c."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return _("{first} or {last}").format(first=", ".join(items[:-1]), last=items[-1])


def said(counts: Sequence[int], contested: bool = False) -> str:
    """Return the answers 1 to 5, as numbers of people, in sentences; where they are contested, the two ends first."""
    n, yes, no, middle = sum(counts), counts[3] + counts[4], counts[0] + counts[1], counts[2]
    if not n:
        return _("Nobody gave an answer.")
    if contested:
        return _contested(counts)
    sentences = []
    for people, strongly, word in sorted(((yes, counts[4], _("yes")), (no, counts[0], _("no"))), key=lambda t: -t[0]):
        if people:
            who = _("All {number}").format(number=number(people)) if people == n > 1 else capital(number(people))
            who = _("Both") if people == n == 2 else who
            sentences.append(_("{who} said {word}{how}.").format(who=who, word=word, how=_strength(people, strongly)))
    if middle:
        sentences.append(capital(_between(middle)) + ".")
    return " ".join(sentences)


def _contested(counts: Sequence[int]) -> str:
    rest = others(counts)
    return ends(counts) + (" " + rest if rest else "")


def not_shown(n: object) -> str:
    """Return why it is not told how people answered: too few of them, or nobody counted."""
    if not isinstance(n, int | float):
        return _("The answers were not counted.")
    told = ngettext("{n} answered: too few to show a result.", "{n} answered: too few to show a result.", int(n))
    return capital(told.format(n=number(int(n))))


def ends(counts: Sequence[int]) -> str:
    """Return the two ends of contested answers in a sentence; where nobody stands at one of them, yes and no."""
    if not (counts[0] and counts[4]):
        return said(counts)
    return _("{no} said strongly no, {yes} strongly yes.").format(no=capital(number(counts[0])), yes=number(counts[4]))


def others(counts: Sequence[int]) -> str:
    """Return the answers between the two ends in a sentence; nothing where there are none, or `ends` says them."""
    if not (counts[0] and counts[4]):
        return ""
    rest = [f"{number(counts[value - 1])} {answer(value)}" for value in (2, 3, 4) if counts[value - 1]]
    return _("The others: {answers}.").format(answers=", ".join(rest)) if rest else ""


def _strength(people: int, strongly: int) -> str:
    if not strongly:
        return ""
    if strongly == people:
        return {1: _(", strongly"), 2: _(", both strongly")}.get(people, _(", all strongly"))
    return _(", {number} of them strongly").format(number=number(strongly))


def _between(people: int) -> str:
    return ngettext("{number} was in between", "{number} were in between", people).format(number=number(people))


def brief(counts: Sequence[int]) -> str:
    """Return one short sentence: the larger of yes and no first."""
    yes, no, middle = counts[3] + counts[4], counts[0] + counts[1], counts[2]
    if not sum(counts):
        return _("Nobody gave an answer.")
    first, second = ((yes, _("yes")), (no, _("no")))
    if no > yes:
        first, second = second, first
    parts = []
    if first[0]:
        parts.append(_("{number} said {word}").format(number=number(first[0]), word=first[1]))
    if second[0]:
        parts.append(f"{number(second[0])} {second[1]}")
    if middle:
        parts.append(_between(middle))
    return capital(", ".join(parts)) + "."


def side_said(counts: Sequence[int]) -> str:
    """Return the answers of one side as a phrase: all three yes; one no, one in between; from no to strongly yes."""
    given = [value for value in SCALE if counts[value - 1]]
    n = sum(counts)
    if not given:
        return _("no answer")
    if len(given) == 1:
        word = answer(given[0])
        if n == 1:
            return word
        if n == 2:
            return _("both {answer}").format(answer=word)
        return _("all {number} {answer}").format(number=number(n), answer=word)
    if len(given) == 2:
        ordered = sorted(given, key=lambda value: -counts[value - 1])
        return ", ".join(f"{number(counts[value - 1])} {answer(value)}" for value in ordered)
    return _("from {lowest} to {highest}").format(lowest=answer(given[0]), highest=answer(given[-1]))


def turned(counts: Sequence[int]) -> tuple[int, ...]:
    """Return answers to a statement that opposes its card, read as answers to the card."""
    return tuple(reversed(counts))


def counted_side(side: str, n: int) -> str:
    """Return how many people of a side, in words: two residents, one planner; raises KeyError for no side."""
    people = {
        "public": ngettext("{n} resident", "{n} residents", n),
        "planner": ngettext("{n} planner", "{n} planners", n),
        "implementer": ngettext("{n} engineer", "{n} engineers", n),
        "supplier": ngettext("{n} person from a supplier", "{n} people from suppliers", n),
        "oversight": ngettext("{n} person from oversight", "{n} people from oversight", n),
    }
    return people[side].format(n=number(n))


def from_side(side: str) -> str:
    """Return a side as where somebody comes from: the public; raises KeyError for no side."""
    return {
        "public": _("the public"), "planner": _("the planners"), "implementer": _("the engineers"),
        "supplier": _("a supplier"), "oversight": _("oversight"),
    }[side]  # fmt: skip


def side_names() -> dict[str, str]:
    """Return the sides as they stand in running text."""
    return {
        "public": _("public"),
        "planner": _("planners"),
        "implementer": _("engineers"),
        "supplier": _("supplier"),
        "oversight": _("oversight"),
    }
