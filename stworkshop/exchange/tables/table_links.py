"""Tables whose rows are links: from which card, to which card, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stworkshop.exchange.foreign import Foreign, ForeignLink
from stworkshop.exchange.foreign_words import listed, normal
from stworkshop.exchange.tables.table_files import Sheet
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.same_words import same_text

_WORDS: Mapping[str, str] = {
    "from": "from; source; source id; von; quelle; de; origen; desde; depuis",
    "to": "to; target; target id; nach; zu; ziel; vers; hacia; destino; cible",
    "relation": "relation; type; connection type; link; label; relationship; beziehung; art; lien; relacion; tipo",
    "note": "note; notes; description; remark; notiz; beschreibung; nota; descripcion",
    "id": "id",
}


def is_links(sheet: Sheet) -> bool:
    """Tell whether the rows of a table are links: it has a column for each end, and none of cards."""
    found = _columns(sheet)
    return "from" in found and "to" in found and len(sheet.lines) > 1


def links_alone(path_name: str, sheet: Sheet) -> Foreign:
    """Return the links of a table by itself; their ends are cards on the map, by id, code or words."""
    empty = Foreign(path_name, _("table"), path_name.rpartition(".")[0], (), (), sheet.left_out)
    return with_links(empty, sheet)


def with_links(foreign: Foreign, sheet: Sheet) -> Foreign:
    """Return the cards of a table with the links of another one, whose ends are rows by id, code or words."""
    ends: dict[str, str] = {}
    for card in foreign.cards:
        for name in (card.id, str(card.ours.get("code") or ""), card.label):
            if name:
                ends.setdefault(same_text(name), card.id)
    columns = _columns(sheet)
    links: list[ForeignLink] = []
    empty = 0
    for number, row in sheet.body(names=True):
        said = {role: row[at] for role, at in columns.items()}
        if not said["from"] or not said["to"]:
            empty += any(row)
            continue
        source, target = (ends.get(same_text(said[role]), said[role]) for role in ("from", "to"))
        given = said.get("id", "")
        ours = {"id": given} if given and {"source", "target", "relation"} <= set(sheet.heads) else {}
        link_id = given or f"{sheet.name}!{number}"
        links.append(ForeignLink(link_id, source, target, said.get("relation", ""), said.get("note", ""), ours))
    told = []
    if empty:
        words = ngettext("{n} row of links lacks an end.", "{n} rows of links lack an end.", empty)
        told.append(words.format(n=empty))
    return replace(foreign, links=(*foreign.links, *links), left_out=(*foreign.left_out, *told))


def _columns(sheet: Sheet) -> dict[str, int]:
    """Return the columns by what they are; the first of each counts."""
    found: dict[str, int] = {}
    for role, words in _WORDS.items():
        known = {normal(word) for word in listed(words)}
        for at, head in enumerate(sheet.heads):
            if normal(head) in known and at not in found.values():
                found.setdefault(role, at)
    return found
