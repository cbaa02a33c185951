"""What columns of a table become, as a small JSON file: for the next table like it, and for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stworkshop.exchange import json_text
from stworkshop.exchange.foreign import LEAVE_OUT, OWN_KIND
from stworkshop.exchange.tables.table_columns import FIELD, ROLES, ColumnChoices
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.system.whole_files import bytes_of, write_whole
from stworkshop.validation.file_problems import BadFile, Problems, did_you_mean, quoted

FORMAT, VERSION = "stworkshop-mapping", 1
LARGEST_FILE = 1_000_000


def to_json(columns: ColumnChoices) -> str:
    """Return the JSON text of the choices for a table."""
    pairs = zip(columns.heads, columns.roles, strict=True)
    return json_text.written(
        {
            "format": FORMAT,
            "version": VERSION,
            "kind": columns.kind,
            "first_row_holds_names": columns.first_row_holds_names,
            "columns": [{"name": head, "becomes": role} for head, role in pairs],
            "topics": dict(columns.topics),
            "kinds": dict(columns.kinds),
        }
    )


def from_json(text: str, name: str = "JSON", catalogue: Catalogue | None = None) -> ColumnChoices:
    """Return the choices that a JSON text holds; raises BadFile with every mistake."""
    document = json_text.parsed(text, name)
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise BadFile(name, [_("It holds no columns of a table: “format” does not say “{name}”.").format(name=FORMAT)])
    problems = Problems(name)
    found = _read(document, problems, catalogue or bundled_catalogue())
    problems.raise_if_any()
    return found


def read(path: Path, catalogue: Catalogue | None = None) -> ColumnChoices:
    """Return the choices of a file; raises BadFile with every mistake, KnownError where it cannot be read."""
    text = json_text.decoded(bytes_of(path, LARGEST_FILE), path.name, LARGEST_FILE)
    return from_json(text, path.name, catalogue)


def write(columns: ColumnChoices, path: Path) -> None:
    """Write the choices to a file; raises KnownError where the disk refuses."""
    write_whole(path, to_json(columns).encode())


def _read(document: Mapping[str, Any], problems: Problems, catalogue: Catalogue) -> ColumnChoices:
    version = document.get("version")
    if version != VERSION or isinstance(version, bool):
        problems.add("version", _("takes the number {number}.").format(number=VERSION))
    kind = document.get("kind", "")
    if not isinstance(kind, str) or not catalogue.knows_kind(kind):
        hint = did_you_mean(str(kind), catalogue.kinds)
        problems.add("kind", _("There is no kind {word}.").format(word=quoted(kind)) + hint)
    names = document.get("first_row_holds_names", True)
    if not isinstance(names, bool):
        problems.add("first_row_holds_names", _("takes true or false."))
    pairs = _columns(document.get("columns"), problems)
    if sum(role == "label" for _head, role in pairs) != 1:
        problems.add("columns", _("one column, and only one, becomes “label”."))
    return ColumnChoices(
        str(kind),
        tuple(role for _head, role in pairs),
        bool(names),
        _words(
            "topics", document.get("topics", {}), problems, {*catalogue.concepts, LEAVE_OUT, OWN_KIND, ""}.__contains__
        ),
        _words(
            "kinds",
            document.get("kinds", {}),
            problems,
            lambda word: word in (LEAVE_OUT, OWN_KIND, "") or catalogue.knows_kind(word),
        ),
        tuple(head for head, _role in pairs),
    )


def _columns(given: Any, problems: Problems) -> list[tuple[str, str]]:
    if not isinstance(given, list):
        problems.add("columns", _("takes a list."))
        return []
    pairs = []
    for number, entry in enumerate(given, start=1):
        place = _("column {number}").format(number=number)
        head, role = (entry.get("name"), entry.get("becomes")) if isinstance(entry, Mapping) else (None, None)
        if not isinstance(head, str) or not isinstance(role, str):
            problems.add(place, _("takes “name” and “becomes”, both words."))
        elif role not in ROLES and not (role.startswith(FIELD) and role != FIELD):
            known = ", ".join(ROLES)
            sentence = _("{word} is nothing that a column becomes; known: {known}, {field}NAME.")
            problems.add(place, sentence.format(word=quoted(role), known=known, field=FIELD))
        else:
            pairs.append((head, role))
    return pairs


def _words(place: str, given: Any, problems: Problems, is_fit: Any) -> Mapping[str, str]:
    if not isinstance(given, Mapping) or not all(isinstance(value, str) for value in given.values()):
        problems.add(place, _("takes a word for each word."))
        return {}
    for word, value in given.items():
        if not is_fit(value):
            problems.add(place, _("{word} cannot become {value}.").format(word=quoted(word), value=quoted(value)))
    return dict(given)
