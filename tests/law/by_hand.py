"""The table of duties that was written by hand from the Act, and boards that hold what its rows speak of."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from stworkshop.model.board import Board
from tests.report.printing import board_of

_FILE = Path(__file__).parent / "duties_by_hand.txt"
CODE = "K1"


class Row(NamedTuple):
    """A line: what was said of a part, and whether and from when a duty counts for it ("" whose: it does not)."""

    tier: str
    area: str
    sort: str
    met: str
    role: str
    stage: str
    article: str
    whose: str
    since: str
    case: str

    @property
    def is_asked(self) -> bool:
        return self.since != "not asked"

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the card; what nobody said is missing."""
        area: Any = int(self.area) if self.area.isdigit() else self.area
        said = {
            "ai_act_tier": self.tier and f"tier-{self.tier}", "annex_iii": area, "type": self.sort,
            "public_facing": self.met, "ai_act_role": self.role, "stage": self.stage,
        }  # fmt: skip
        return {"id": "k", "kind": "component", "label": "Part", "code": CODE} | {k: v for k, v in said.items() if v}

    def board(self) -> Board:
        return board_of(self.fields, session={"regime": "eu", "date": "2026-11-24"})


def rows() -> list[Row]:
    """Return all lines of the table."""
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [Row(*("" if (cell := part.strip()) == "-" else cell for part in line.split("|"))) for line in lines]


def name(row: Row) -> str:
    """Return a short name of a line."""
    return " ".join(part or "-" for part in (*row[:6], f"Art. {row.article}")).replace(" ", "_")
