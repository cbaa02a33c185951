"""The days, stages, roles and claims of the law in words: the same on screen and on paper."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from stworkshop.analysis.duties import ANNEX_I, Area, Case, Duty, Since, said
from stworkshop.analysis.legal import LegalRow, claim_word
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element

Day = Callable[[datetime.date], str]
"""How a day is written."""


def since(day: str, write: Day, checked_on: str) -> str:
    """Return “since” a day that had come when the law was checked, and “from” a later one."""
    words = _written(day, write)
    return _("since {day}").format(day=words) if day <= checked_on else _("from {day}").format(day=words)


def when(days: Sequence[Since], write: Day, checked_on: str) -> str:
    """Return from when something counts, each day with its case; nothing where no day is known."""
    at: dict[Case, str] = {one.case: one.day for one in days}
    told = []
    if "" in at:
        told.append(since(at[""], write, checked_on))
    if "in-use" in at:
        told.append(
            _("in use already: at public authorities by {day}, unless it is changed significantly").format(
                day=_written(at["in-use"], write)
            )
        )
    if "annex-iii" in at:
        either = _("from {iii} (Annex III) or {i} (Annex I): which area?")
        if "in-use" in at:
            either = _("after such a change from {iii} (Annex III) or {i} (Annex I): which area?")
        told.append(either.format(iii=_written(at["annex-iii"], write), i=_written(at["annex-i"], write)))
    if "changed" in at:
        told.append(_("after such a change from {day}").format(day=_written(at["changed"], write)))
    if "older" in at:
        told.append(_("what was on the market before then: from {day}").format(day=_written(at["older"], write)))
    if "new-bans" in at:
        told.append(
            _("intimate images without consent and child abuse material: from {day}").format(
                day=_written(at["new-bans"], write)
            )
        )
    return "; ".join(told)


def _written(day: str, write: Day) -> str:
    try:
        return write(datetime.date.fromisoformat(day))
    except ValueError:  # a day as somebody wrote it
        return day


def duty(one: Duty) -> str:
    """Return a duty with the case in which it counts: “Mark AI-made content, if it makes text”."""
    return _("{duty}, {case}").format(duty=one.label, case=one.condition) if one.condition else one.label


def place(area: Area) -> str:
    """Return where in the Act an area stands."""
    if area == ANNEX_I:
        return _("Annex I")
    return _("Annex III({n})").format(n=area) if area else ""


def stage(word: str) -> str:
    """Return how far a part is, as the law looks at it; what nobody said is said to be so."""
    return {
        "idea": _("not in use yet"),
        "pilot": _("on trial"),
        "live": _("in use already"),
        "retired": _("taken out of use: what stands here counts only if it comes back"),
    }.get(word, _("nobody has said yet whether it is in use"))


def role(word: str) -> str:
    """Return what the public body is under the Act; what nobody said is said to be so."""
    return {
        "deployer": _("the public body uses it (deployer)"),
        "provider": _("the public body offers it under its own name (provider)"),
        "both": _("the public body uses it and offers it under its own name (deployer and provider)"),
    }.get(word, _("nobody has said yet whether the public body only uses it, or offers it under its own name"))


def claim(catalogue: Catalogue, row: LegalRow) -> str:
    """Return what a supplier claims under Art. 6(3), and what follows if that holds; nothing where nobody claims it."""
    if not row.claim:
        return ""
    ground = claim_word(catalogue, row.claim)
    if row.area == ANNEX_I:
        follows = _("Art. 6(3) knows no such exception for Annex I.")
    else:
        follows = _(
            "If that holds, the duties of high-risk systems fall away, but the supplier must write down why, and"
            " register it (Art. 6(4), 49(2)); it never holds where people are profiled."
        )
    claimed = _("The supplier claims that it is not high-risk (Art. 6(3)): {ground}. Nobody here has checked that.")
    return f"{claimed.format(ground=ground[:1].lower() + ground[1:])} {follows}"


def rule(catalogue: Catalogue, policy: Element, write: Day, checked_on: str) -> str:
    """Return whether a law or rule counts and from when: as somebody said it, else as the law it was made from."""
    state, day, note = said(policy, "status"), said(policy, "applies_from"), ""
    if not state:
        known = catalogue.type_entry("policy", policy.type) or {}
        state, note = str(known.get("status", "")), str(known.get("status_note", ""))
        day = day or str(known.get("applies_from", ""))
    told = {
        "in-force": _("in force"), "planned": _("not in force yet"), "voluntary": _("voluntary"),
    }.get(state, _("nobody has said yet whether it is in force"))  # fmt: skip
    if day:
        pattern = _("{state}, {since}") if state == "planned" else _("{state} {since}")
        told = pattern.format(state=told, since=since(day, write, checked_on))
    return _("{state}; {note}").format(state=told, note=note) if note else told
