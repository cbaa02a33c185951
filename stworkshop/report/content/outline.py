"""What a report says: the outline of an edition of the summary, or of a draft, built from a board."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.content.blocks import Block, Cover, Outline

_HERE = "stworkshop.report"
EDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "participants": f"{_HERE}.editions.participants",
        "decision-makers": f"{_HERE}.editions.decision_makers",
        "engineers": f"{_HERE}.editions.engineers",
        "absent": f"{_HERE}.editions.absent",
        "takeaway": f"{_HERE}.editions.takeaway",
        "one-sheet": f"{_HERE}.editions.one_sheet",
    }
)
"""The editions of the summary: by name the module whose `build(board, catalogue)` returns the outline."""

DRAFTS: Mapping[str, str] = MappingProxyType(
    {name: f"{_HERE}.drafts.{name}" for name in ("fria", "atrs", "aia", "altai", "iso42010")}
)
"""Working drafts for the instruments that come after a workshop, in the same way."""


ONE_FOR_EACH_TOOL = ("atrs",)
"""Drafts that are a record for each tool, and may be asked for one."""


def build(board: Board, catalogue: Catalogue, name: str = "participants", part: str = "") -> Outline:
    """Return what an edition or a draft says about a session, or about one part (its code or id).

    Raises KeyError for a name that is in neither list, KnownError for a part that is not on the map or a draft that is
    not made part by part.
    """
    if part and name not in ONE_FOR_EACH_TOOL:
        what = _("Only a transparency record (atrs) is about one part of the map.")
        raise KnownError(what, todo=_("Leave the part out."))
    module = importlib.import_module({**EDITIONS, **DRAFTS}[name])
    outline: Outline = module.build(board, catalogue, part) if part else module.build(board, catalogue)
    return outline


def shortened(outline: Outline) -> Outline:
    """Return the one sheet for everyone: the cover and the decisions; all of an outline that has neither."""
    kept = tuple(section for section in outline.sections if section.id in ("cover", "decisions"))
    alone = tuple(replace(section, blocks=tuple(_alone(block) for block in section.blocks)) for section in kept)
    return replace(outline, sections=alone or outline.sections)


def _alone(block: Block) -> Block:
    return replace(block, is_alone=True) if isinstance(block, Cover) else block
