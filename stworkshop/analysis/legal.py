"""What the law asks of each part: its class under the EU AI Act, the duties that follow, the rules and rights it meets.

Orientation for a workshop, not legal advice; the catalogue says when it was checked against which text.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stworkshop.board import Board
from stworkshop.catalogue import Catalogue, Entry
from stworkshop.records import Element

PARTS = ("component", "process", "public-service")
PROHIBITED, HIGH_RISK, TRANSPARENCY, MINIMAL, UNKNOWN = (
    "tier-prohibited", "tier-high-risk", "tier-transparency", "tier-minimal", "tier-unknown",
)  # fmt: skip
_DATES = {
    PROHIBITED: "date-2025-02-02",
    TRANSPARENCY: "date-2026-08-02",
    MINIMAL: "date-2025-02-02",
    "tier-gpai": "date-2025-08-02",
}
_ANNEX_III, _ANNEX_I = "date-2027-12-02", "date-2028-08-02"
_TRAFFIC = 2
"""The area of Annex III that is exempt from the fundamental rights impact assessment."""


@dataclass(frozen=True)
class Duty:
    """A duty of the Act: its words, its article, and whose it is (provider, deployer, supplier)."""

    id: str
    label: str
    description: str
    article: str
    who: tuple[str, ...]


@dataclass(frozen=True)
class LegalRow:
    """One part: its class ("" where none is needed), high-risk area, duties, and from which day the class counts."""

    part: str
    tier: str
    area: int | None
    duties: tuple[Duty, ...]
    since: str
    rules: tuple[str, ...]
    rights: tuple[str, ...]
    needs_class: bool
    """Whether it is an AI part whose class nobody has checked."""

    def duties_of(self, role: str) -> tuple[Duty, ...]:
        """Return the duties of a role: deployer (who uses it) or provider (who builds it)."""
        return tuple(duty for duty in self.duties if role in duty.who)


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
        str(meta.get("prepared_on", "")),
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


def area_word(catalogue: Catalogue, area: int | None) -> str:
    """Return an area of Annex III by its name."""
    entry = catalogue.entry("eu_ai_act.annex_iii", f"annex-iii-{area}") if area else None
    return str(entry["label"]) if entry else ""


def _row(board: Board, catalogue: Catalogue, element: Element) -> LegalRow | None:
    tier = str(element.attributes.get("ai_act_tier") or "") if element.kind == "component" else ""
    is_ai = catalogue.variant(element.kind, element.type) == "ai-component"
    rules = _ends(board, element.id, ("governs", "requires", "guides"), ("policy", "principle"))
    rights = _ends(board, element.id, ("touches", "protects", "requires"), ("right",))
    if not (tier or is_ai or rules or rights):
        return None
    value = element.attributes.get("annex_iii")
    area = value if isinstance(value, int) and not isinstance(value, bool) and tier == HIGH_RISK else None
    public = element.attributes.get("public_facing") == "yes"
    duties = tuple(_duties(catalogue, tier, area, public))
    return LegalRow(
        element.id, tier, area, duties, _since(catalogue, tier, area), rules, rights,
        needs_class=tier == UNKNOWN or (is_ai and not tier),
    )  # fmt: skip


def _duties(catalogue: Catalogue, tier: str, area: int | None, public: bool) -> list[Duty]:
    """Return what a class asks; of what is banned nothing is asked but to leave it."""
    if tier in ("", UNKNOWN, PROHIBITED):
        return []
    wanted = {"any"}
    if tier == HIGH_RISK:
        wanted |= {"high-risk", "transparency"} if public else {"high-risk"}
    elif tier == TRANSPARENCY:
        wanted.add("transparency")
    exempt = {"duty-27"} if area == _TRAFFIC else set()
    found = [e for e in catalogue.entries("eu_ai_act.duties") if e["tier"] in wanted and e["id"] not in exempt]
    return [_duty(entry) for entry in found]


def _duty(entry: Entry) -> Duty:
    article = str(entry["source"]).rpartition("), Art. ")[2]
    return Duty(
        str(entry["id"]), str(entry["label"]), str(entry["description"]), f"Art. {article}", tuple(entry["who"])
    )


def _since(catalogue: Catalogue, tier: str, area: int | None) -> str:
    """Return from which day the class counts, as year-month-day."""
    key = (_ANNEX_III if area else _ANNEX_I) if tier == HIGH_RISK else _DATES.get(tier, "")
    entry = catalogue.entry("eu_ai_act.dates", key)
    return str(entry["date"]) if entry else ""


def _ends(board: Board, card: str, relations: Collection[str], kinds: Collection[str]) -> tuple[str, ...]:
    """Return the cards of these kinds that are joined with a card by one of these relations, in either direction."""
    found: dict[str, None] = {}
    for link in board.links_of(card):
        other = link.target if link.source == card else link.source
        if link.relation in relations and board.elements[other].kind in kinds:
            found[other] = None
    return tuple(sorted(found, key=lambda key: (board.elements[key].seq, key)))
