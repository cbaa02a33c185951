"""All that people read of the program, read off its sources: messages for translators, and texts of the catalogue."""

import ast
import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from tests.source_tree import ROOT, modules

TEXTS = ("label", "plain_label", "subtitle", "message", "suggestion", "question", "prompt", "intro", "purpose", "title")
"""Fields of the catalogue that are shown or printed; the others describe, count or cite."""
LISTS = ("activities", "on_paper", "sections", "ballot_sentences")


class Read(NamedTuple):
    """A text that people read, and where it stands."""

    where: str
    text: str


@cache
def messages() -> tuple[Read, ...]:
    """Return the messages of the core and the window, of `ngettext` both forms."""
    return tuple(read for name, file in modules().items() for read in _messages(name, file.read_text("utf-8")))


@cache
def catalogue_texts() -> tuple[Read, ...]:
    """Return the texts of the catalogue that are shown or printed."""
    files = sorted((ROOT / "resources" / "catalogue").glob("*.json"))
    return tuple(read for file in files for read in _texts(file.name, json.loads(file.read_text("utf-8"))))


def _messages(name: str, source: str) -> Iterator[Read]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield Read(f"{name}:{argument.lineno}", argument.value)


def _texts(where: str, value: Any) -> Iterator[Read]:
    if isinstance(value, dict):
        here = f"{where}/{value['id']}" if isinstance(value.get("id"), str) else where
        for name, inner in value.items():
            if isinstance(inner, str) and name in TEXTS:
                yield Read(f"{here}.{name}", inner)
            elif name in LISTS and isinstance(inner, list):
                yield from (Read(f"{here}.{name}", one) for one in inner if isinstance(one, str))
            elif name != "source_register":
                yield from _texts(here, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(where, inner)
