"""The duties that the EU AI Act has for a part: whose each is, in which case it counts, and from which days.

The rules stand in the catalogue, duty by duty; here they meet what was said of a part. What nobody said is left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, Entry
from stworkshop.model.records import Element

PROHIBITED, HIGH_RISK, TRANSPARENCY, MINIMAL, UNKNOWN, MODEL = (
    "tier-prohibited", "tier-high-risk", "tier-transparency", "tier-minimal", "tier-unknown", "tier-gpai",
)  # fmt: skip
ANNEX_I = "annex-i"
"""The area of what is high-risk as the safety part of a product, beside the numbered points of Annex III."""
_CLASS_FROM = {HIGH_RISK: "duty-26-1", TRANSPARENCY: "duty-50-1", MODEL: "duty-53", MINIMAL: "duty-4"}
"""The duty from whose days on a class counts."""

Area: TypeAlias = int | str | None
Case: TypeAlias = Literal["", "annex-iii", "annex-i", "older", "changed", "in-use", "new-bans"]


class Since(NamedTuple):
    """A day (year-month-day) from which something counts, and in which case; "" is in any case.

    `annex-iii` and `annex-i` depend on an area that nobody named, `older` is for what was on the market before the duty
    began, `changed` and `in-use` are the two days of Art. 111(2) for what is in use already.
    """

    day: str
    case: Case = ""


@dataclass(frozen=True)
class Duty:
    """A duty of the Act: its words, article and source, whose it is (provider, deployer, supplier), and its days.

    `condition` says in which case it counts, where the map does not tell: "if people deal with it directly".
    """

    id: str
    label: str
    description: str
    article: str
    source: str
    who: tuple[str, ...]
    days: tuple[Since, ...]
    condition: str = ""


def tier(element: Element) -> str:
    """Return the class of a part under the Act; "" where nobody set one."""
    return said(element, "ai_act_tier") if element.kind == "component" else ""


def area(element: Element) -> Area:
    """Return the area that makes a part high-risk: a point of Annex III, `annex-i`, or None where nobody named one."""
    value = element.attributes.get("annex_iii")
    if tier(element) != HIGH_RISK:
        return None
    return value if value == ANNEX_I or (isinstance(value, int) and not isinstance(value, bool)) else None


def said(element: Element, name: str) -> str:
    """Return the word that was said of a part in a field; "" where nobody said any."""
    value = element.attributes.get(name)
    return value.strip() if isinstance(value, str) else ""


def is_model(catalogue: Catalogue, element: Element) -> bool:
    """Tell whether a part is AI by the sort of part that it is."""
    return catalogue.variant(element.kind, element.type) == "ai-component"


def is_ai(catalogue: Catalogue, element: Element) -> bool:
    """Tell whether a part is an AI system under the Act: by its sort, or because somebody gave it a class."""
    return bool(tier(element)) or is_model(catalogue, element)


def speaks(board: Board, element: Element) -> bool:
    """Tell whether a part is a language model, or a screen in front of one."""
    if element.type == "language-model":
        return True
    behind = [link.target for link in board.links_from(element.id) if link.relation == "depends-on"]
    behind += [link.source for link in board.links_to(element.id) if link.relation == "feeds"]
    found = (board.elements.get(other) for other in behind)
    return element.type == "user-interface" and any(part and part.type == "language-model" for part in found)


def duties(board: Board, catalogue: Catalogue, element: Element) -> Iterator[Duty]:
    """Yield what the Act asks of a part; of what is banned nothing is asked but to leave it."""
    if tier(element) == PROHIBITED or not is_ai(catalogue, element):
        return
    for entry in catalogue.entries("eu_ai_act.duties"):
        condition = _condition(board, catalogue, element, entry)
        if condition is not None:
            yield Duty(
                str(entry["id"]), str(entry["label"]), str(entry["description"]), _article(entry), str(entry["source"]),
                tuple(entry["who"]), _days(board, element, entry), condition,
            )  # fmt: skip


def class_days(board: Board, catalogue: Catalogue, element: Element) -> tuple[Since, ...]:
    """Return from which days the class of a part counts."""
    class_ = tier(element)
    if class_ == PROHIBITED:
        bans = [str(entry["applies_from"]) for entry in catalogue.entries("eu_ai_act.prohibited")]
        return (Since(min(bans)), Since(max(bans), "new-bans"))
    entry = catalogue.entry("eu_ai_act.duties", _CLASS_FROM.get(class_, ""))
    return _days(board, element, entry) if entry else ()


def _article(entry: Entry) -> str:
    return "Art. " + str(entry["source"]).rpartition("), Art. ")[2]


# --- in which case


def _condition(board: Board, catalogue: Catalogue, element: Element, entry: Entry) -> str | None:
    """Return in which case a duty counts for a part: "" in any, None in none."""
    of, class_ = str(entry["tier"]), tier(element)
    if of == "any":
        # Asked of all AI, whatever its class; what is no model may turn out to be none.
        return "" if class_ not in ("", UNKNOWN) or is_model(catalogue, element) else None
    if of == "transparency":
        return _transparent(board, element, entry) if class_ in (TRANSPARENCY, HIGH_RISK) else None
    if class_ != f"tier-{of}":
        return None
    return _in_area(area(element), entry) if of == "high-risk" else ""


def _in_area(where: Area, entry: Entry) -> str | None:
    excepted, only = tuple(entry.get("areas_except", ())), tuple(entry.get("areas_only", ()))
    if where == ANNEX_I:
        return "" if "annex_i_from" in entry else None
    if where is not None:
        return None if where in excepted or (only and where not in only) else ""
    if "annex_i_from" in entry:
        return ""
    if only:
        return _("if it falls under Annex III, point {n}").format(n=only[0])
    if excepted:
        return _("if it falls under Annex III, other than point {n}").format(n=excepted[0])
    return _("if it falls under Annex III")


def _transparent(board: Board, element: Element, entry: Entry) -> str | None:
    """Return in which case a duty of Art. 50 counts: by whom the part meets, and by what such a part does."""
    case = str(entry["if"])
    if "types_perhaps" not in entry:
        met = said(element, "public_facing")
        if met == "yes":
            return ""
        # Staff may deal with it, too: whoever gave it this class had somebody in mind.
        return case if not met or tier(element) == TRANSPARENCY else None
    sort, where = "language-model" if speaks(board, element) else element.type, area(element)
    if sort in entry.get("types", ()):
        return ""
    if where is not None and "area" in entry:  # what does this is high-risk for this very reason, and no other
        return case if where == entry["area"] else None
    return case if sort in entry["types_perhaps"] else None


# --- from when


def _days(board: Board, element: Element, entry: Entry) -> tuple[Since, ...]:
    """Return from which days a duty counts for a part."""
    first = str(entry["applies_from"])
    if "in_use_by" not in entry:
        older = str(entry.get("older_from", ""))
        return (Since(first), *([Since(older, "older")] if older else []))
    where, late = area(element), str(entry.get("annex_i_from", ""))
    open_ = where is None and bool(late)
    day = late if where == ANNEX_I else first
    in_use = said(element, "stage") == "live" and board.session.date < day
    latest = [Since(str(entry["in_use_by"]), "in-use")] if in_use else []
    if open_:
        return (Since(first, "annex-iii"), Since(late, "annex-i"), *latest)
    return (Since(day, "changed" if in_use else ""), *latest)
