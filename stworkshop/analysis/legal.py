"""What the law asks of each part: its class under the EU AI Act, the duties that follow, the rules and rights it meets.

Orientation for a workshop, not legal advice; the catalogue says when it was checked against which text.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stworkshop.analysis import duties as of_act
from stworkshop.analysis.duties import (
    ANNEX_I,
    HIGH_RISK,
    MINIMAL,
    PROHIBITED,
    TRANSPARENCY,
    UNKNOWN,
    Area,
    Duty,
    Since,
    is_ai,
    said,
)
from stworkshop.analysis.table_differences import open_questions
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element

__all__ = ("ANNEX_I", "HIGH_RISK", "MINIMAL", "PROHIBITED", "TRANSPARENCY", "UNKNOWN", "Duty", "Since", "is_ai")
PARTS = ("component", "process", "public-service")


_OF_CLASS = ("ai_act_tier", "annex_iii", "ai_act_role", "ai_act_exception")


@dataclass(frozen=True)
class LegalRow:
    """One part: its class ("" where none is needed), high-risk area, duties, and from which days the class counts.

    `stage` and `role` (deployer, provider, both) are "" where nobody said them; `claim` is the ground on which its
    supplier holds that it is not high-risk.
    """

    part: str
    tier: str
    area: Area
    duties: tuple[Duty, ...]
    days: tuple[Since, ...]
    rules: tuple[str, ...]
    rights: tuple[str, ...]
    needs_class: bool
    """Whether it is an AI part whose class nobody has checked."""
    stage: str = ""
    role: str = ""
    claim: str = ""
    disputed: bool = False
    """Whether tables set its class, area or role differently, and nobody has decided."""

    def duties_of(self, role: str) -> tuple[Duty, ...]:
        """Return the duties of a role: deployer (who uses it) or provider (who builds it)."""
        return tuple(duty for duty in self.duties if role in duty.who)

    @property
    def needs_area(self) -> bool:
        """Tell whether it is high-risk, and nobody said for which area."""
        return self.tier == HIGH_RISK and self.area is None


@dataclass(frozen=True)
class Checked:
    """When the legal entries were checked (a day), against what, what that is worth, and whether the Act binds here."""

    on: str
    against: str
    disclaimer: str
    binding: bool


def checked(board: Board, catalogue: Catalogue) -> Checked:
    """Return the state of the law that the table stands for; outside the EU the Act is only a yardstick."""
    meta = catalogue.sections.get("meta", {})
    regime = board.session.regime.strip().casefold()
    return Checked(
        str(meta.get("law_checked_on", "")),
        str(meta.get("law_checked_against", "")),
        str(meta.get("disclaimer", "")),
        not regime or regime.startswith("eu"),
    )


def table(board: Board, catalogue: Catalogue, only: Collection[str] | None = None) -> list[LegalRow]:
    """Return a row for each part that has a class, needs one, or meets a rule or a right: the strictest class first."""
    rows = [
        row
        for element in board.elements.values()
        if element.kind in PARTS and (only is None or element.id in only)
        if (row := _row(board, catalogue, element)) is not None
    ]
    rank = {str(entry["id"]): int(entry["rank"]) for entry in catalogue.entries("eu_ai_act.risk_tiers")}
    strict = max(rank.values(), default=0)

    def place(row: LegalRow) -> tuple[int, int, int, str]:
        element = board.elements[row.part]
        # an unchecked class may turn out to be the strictest: it comes right after those that are known to be strict
        tier = strict - 1.5 if row.needs_class else rank.get(row.tier, -2)
        return round(-2 * tier), PARTS.index(element.kind), element.seq, element.id

    return sorted(rows, key=place)


def tier_word(catalogue: Catalogue, tier: str, *, plain: bool = True) -> str:
    """Return a class in the room's words, or by its name in the Act."""
    entry = catalogue.entry("eu_ai_act.risk_tiers", tier)
    return str(entry["workshop_words" if plain else "label"]) if entry else ""


def area_word(catalogue: Catalogue, area: Area) -> str:
    """Return a high-risk area by its name."""
    entry = catalogue.entry("eu_ai_act.annex_i", ANNEX_I) if area == ANNEX_I else None
    if entry is None and area is not None:
        entry = catalogue.entry("eu_ai_act.annex_iii", f"annex-iii-{area}")
    return str(entry["label"]) if entry else ""


def claim_word(catalogue: Catalogue, claim: str) -> str:
    """Return the ground of Art. 6(3) that a supplier claims, in words."""
    entry = catalogue.entry("eu_ai_act.exceptions", claim)
    return str(entry["label"]) if entry else ""


def _row(board: Board, catalogue: Catalogue, element: Element) -> LegalRow | None:
    tier, ai = of_act.tier(element), is_ai(catalogue, element)
    rules = _ends(board, element.id, ("governs", "requires", "guides"), ("policy", "principle"))
    rights = _ends(board, element.id, ("touches", "protects", "requires"), ("right",))
    if not (ai or rules or rights):
        return None
    return LegalRow(
        element.id,
        tier,
        of_act.area(element),
        tuple(of_act.duties(board, catalogue, element)),
        of_act.class_days(board, catalogue, element),
        rules,
        rights,
        needs_class=ai and tier in ("", UNKNOWN),
        stage=said(element, "stage"),
        role=said(element, "ai_act_role"),
        claim=said(element, "ai_act_exception"),
        disputed=any(one.ref.id == element.id and one.field in _OF_CLASS for one in open_questions(board)),
    )


def _ends(board: Board, card: str, relations: Collection[str], kinds: Collection[str]) -> tuple[str, ...]:
    """Return the cards of these kinds that are joined with a card by one of these relations, in either direction."""
    found: dict[str, None] = {}
    for link in board.links_of(card):
        other = link.target if link.source == card else link.source
        if link.relation in relations and board.elements[other].kind in kinds:
            found[other] = None
    return tuple(sorted(found, key=lambda key: (board.elements[key].seq, key)))
