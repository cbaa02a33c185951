"""What an outline says, word by word, and which words are our own: to prove that nothing is invented."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import stworkshop
from stworkshop import assets
from stworkshop.model.records import Record, flat
from stworkshop.report.content.blocks import Span

_NO_WORDS = {
    "align", "band", "drawing", "edition", "id", "ids", "kind", "language", "layout", "role", "scale", "sign", "state",
    "statement", "tone", "variant", "voice",
}  # fmt: skip
_HERE = Path(stworkshop.__file__).parent
_WORD = re.compile(r"[^\W\d_]+")


def said_in(part: object) -> Iterator[str]:
    """Yield every text that a block, or a part of one, would show or read out."""
    if isinstance(part, Span):
        yield part.text
    elif isinstance(part, str):
        yield part
    elif isinstance(part, tuple | list):
        for item in part:
            yield from said_in(item)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in _NO_WORDS:
                yield from said_in(getattr(part, field.name))


def words_in(texts: Iterable[str]) -> set[str]:
    """Return the words of texts, in small letters."""
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def words_of(records: Iterable[Record]) -> set[str]:
    """Return the words that people wrote into records."""
    return words_in(text for record in records for text in _texts(flat(record)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)


@cache
def fixed_words(*modules: str) -> frozenset[str]:
    """Return the words of the fixed sentences in modules of the package, given as paths, and of numbers and dates."""
    found: set[str] = set()
    for module in (*modules, "report/words.py", "rounds/answers_in_words.py", "rounds/opinions.py"):
        tree = ast.parse((_HERE / module).read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_translated(node.func)]
        texts = [arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant)]
        found |= words_in(text for text in texts if isinstance(text, str))
    return frozenset(found)


def _is_translated(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id in ("_", "ngettext")


@cache
def catalogue_words(*names: str) -> frozenset[str]:
    """Return the words of files of the catalogue."""
    loaded = (json.loads(assets.path("catalogue", name).read_text(encoding="utf-8")) for name in names)
    return frozenset(words_in(text for entries in loaded for text in _texts(entries)))
