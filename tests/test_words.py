"""How the program speaks: what docs/words.md asks of every text that people read, as far as a machine can tell."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import pytest

from tests.read_words import Read, catalogue_texts, messages
from tests.source_tree import ROOT

GUIDE = ROOT / "docs" / "words.md"

INSTEAD, TERMS = "## Instead of", "## One word for one thing"
"""The guide's tables: what to write, and what must not stand in what people read, with commas between."""

POLITE = "talk to the facilitator|pass the laptop on|give the laptop back|read this|write no name"
"""What people in the room are asked kindly; the program asks facilitators and never begs pardon for a field."""

SHORT_FORMS = frozenset((
    "ALTAI", "ATRS", "COMMAND", "COUNT", "CSV", "DOCX", "DPIA", "ENTRY", "GDPR", "HEIC", "HTML", "ICS", "IEC", "IEEE",
    "III", "ISO", "JPEG", "JSON", "KIND", "MIT", "NAME", "PDF", "PNG", "PRSM", "SDG", "SVG", "TSV", "UTF", "VIII",
    "XLSX", "XML", "YAML",
))  # fmt: skip
"""Words of capital letters: names of formats, laws and numbers, and what stands for an argument of the command line."""

LONGEST = 25
"""Words in a sentence; what has a comma, a colon or a semicolon less."""


@cache
def table(heading: str) -> Mapping[str, str]:
    """Return what must not be written, each with what to write, from a table of the guide."""
    body = GUIDE.read_text(encoding="utf-8").split(heading, 1)[1].split("\n## ", 1)[0]
    rows = [row.strip("| ").split(" | ") for row in body.splitlines() if row.startswith("| ")][2:]
    return {bad.lower(): good for good, never in rows for bad in never.split(", ")}


@cache
def never(heading: str) -> re.Pattern[str]:
    found = "|".join(re.escape(bad) for bad in table(heading))
    return re.compile(rf"(?<![\w-])({found})s?(?![\w-])")


def against_table(heading: str, text: str) -> str:
    said = re.sub(r"\{\w+\}", "…", text).lower()  # names of what stands there are not read
    return "; ".join(f"not “{bad}”: {table(heading)[bad]}" for bad in never(heading).findall(said))


def said_otherwise(text: str) -> str:
    return against_table(INSTEAD, text)


def other_term(text: str) -> str:
    return against_table(TERMS, text)


def shouted(text: str) -> str:
    said = re.sub(r"[\w-]+\.md\b", "…", text)  # names of files
    loud = [word for word in re.findall(r"\b[A-Z]{3,}\b", said) if word not in SHORT_FORMS]
    return "no capitals: " + ", ".join(loud) if loud else "no exclamation mark" if "!" in text else ""


def mistyped(text: str) -> str:
    plain = re.sub(r"\{\"command\".*\}\}", "", text)  # a line of JSON, as it is typed
    if "..." in plain:
        return "an ellipsis is one sign: …"
    return "“ ” ’ for quotation marks and apostrophes" if re.search(r"\"|\w'(?=\w|\s|$)", plain) else ""


def begged(text: str) -> str:
    return "no please to who works with it" if "please" in text.lower() and not re.search(POLITE, text) else ""


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?:;])\s+", re.sub(r"\{[^}]*\}|%d", "x", text))


def long_winded(text: str) -> str:
    longest = max(len(sentence.split()) for sentence in sentences(text))
    return f"{longest} words in a sentence" if longest > LONGEST else ""


RULES: Mapping[str, tuple[Callable[[str], str], str]] = {
    "words": (said_otherwise, "The clerk is down to do it."),
    "terms": (other_term, "Citizens can vote."),
    "loud": (shouted, "You MUST save"),
    "marks": (mistyped, "There is no card \"{id}\"."),
    "please": (begged, "Please write a number."),
    "long": (long_winded, "a word " * 13),
}  # fmt: skip
"""Each rule with a planted sentence that it must see."""


def against(rule: Callable[[str], str], texts: Iterable[Read]) -> list[str]:
    return [f"{where}: “{text}”: {wrong}" for where, text in texts if (wrong := rule(text))]


@pytest.mark.parametrize("name", RULES)
def test_what_people_read_keeps_to_the_guide(name: str) -> None:
    rule, planted = RULES[name]
    # The catalogue's texts get their quotation marks where they are shown.
    texts = messages() if name == "marks" else (*messages(), *catalogue_texts())
    assert len(texts) > 5_000, "they are read"
    assert against(rule, [Read("planted", planted)]), "the rule sees what it is for"
    assert against(rule, texts) == []


def test_the_guide_has_tables_and_the_number_of_words() -> None:
    assert len(table(INSTEAD)) > 30 and len(table(TERMS)) > 15
    assert f"{LONGEST} words" in GUIDE.read_text(encoding="utf-8")


def test_questions_of_the_map_are_questions() -> None:
    asked = [text for where, text in catalogue_texts() if where.startswith("checks.json/chk-") and ".message" in where]
    assert len(asked) > 50 and [text for text in asked if "?" not in text] == []
