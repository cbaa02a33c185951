"""Values of our own fields that a file carries: those that fit, as the commands take them, and the others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Value, freeze
from stworkshop.validation.clean_text import clean_text
from stworkshop.validation.field_limits import Field, fields_of
from stworkshop.validation.record_checks import value_problem

_NOT_GIVEN = ("id", "kind", "code", "label", "relation", "source", "target")


@lru_cache(maxsize=64)
def card_fields(catalogue: Catalogue, kind: str) -> Mapping[str, Field]:
    """Return the fields of a card of this kind that may be given, besides its words, its code and its place."""
    names = {*catalogue.record_fields("element"), *catalogue.kind(kind).attributes, "locked"} - set(_NOT_GIVEN)
    return _known(fields_of(catalogue, "elements", kind if kind in catalogue.kinds else ""), names)


@lru_cache(maxsize=4)
def link_fields(catalogue: Catalogue) -> Mapping[str, Field]:
    """Return the fields of a link that may be given, besides its ends."""
    return _known(fields_of(catalogue, "links"), set(catalogue.record_fields("link")) - set(_NOT_GIVEN))


def fit_values(
    catalogue: Catalogue, kind: str, given: Mapping[str, Value]
) -> tuple[dict[str, Any], list[tuple[str, Value]]]:
    """Return the values that a card of this kind can hold, and names and values of the others."""
    return _sorted_out(card_fields(catalogue, kind), given)


def fit_link_values(catalogue: Catalogue, given: Mapping[str, Value]) -> tuple[dict[str, Any], list[tuple[str, Value]]]:
    """Return the values that a link can hold, and names and values of the others."""
    return _sorted_out(link_fields(catalogue), given)


def _known(fields: Mapping[str, Field], names: set[str]) -> Mapping[str, Field]:
    return {name: field for name, field in fields.items() if name in names and not field.derived}


def _sorted_out(
    fields: Mapping[str, Field], given: Mapping[str, Value]
) -> tuple[dict[str, Any], list[tuple[str, Value]]]:
    fit: dict[str, Any] = {}
    unfit: list[tuple[str, Value]] = []
    for name, raw in given.items():
        value = clean_text(raw) if isinstance(raw, str) else freeze(raw)
        if value in (None, "", ()):
            continue
        field = fields.get(name)
        if field is None or value_problem(field, value):
            unfit.append((field.label if field else name, raw))
        else:
            fit[name] = value
    return fit, unfit
