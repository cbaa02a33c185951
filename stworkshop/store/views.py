"""What people with SQL look at most, as views, and the indexes that links and cards are found by.

A view shows what is there now, one row a card or statement; what nobody said is NULL. Nothing in the program reads one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def _said(name: str, of: str = "e") -> str:
    return f"""nullif(json_extract({of}.attributes, '$.{name}'), '') AS "{name}\""""


def _at_other_end(relation: str, *, other: str, own: str) -> str:
    """Return the labels of the cards at the other end of links of a relation, in the order of making."""
    return (
        f"(SELECT group_concat(label, '; ') FROM (SELECT o.label FROM links AS l JOIN elements AS o"
        f" ON o.session_id = l.session_id AND o.id = l.{other}"
        f" WHERE l.session_id = e.session_id AND l.{own} = e.id AND l.relation = '{relation}' ORDER BY o.seq, o.id))"
    )


_TOPICS = (
    "(SELECT group_concat(concept, '; ') FROM (SELECT concept FROM element_concepts AS c"
    " WHERE c.session_id = e.session_id AND c.element_id = e.id ORDER BY place))"
)


def _figure(name: str) -> str:
    return f"""json_extract(x.figures, '$.{name}') AS "{name}\""""


def _step(name: str) -> str:
    value = f"json_extract(e.attributes, '$.{name}')"
    return f"CASE WHEN json_type(e.attributes, '$.{name}') = 'integer' AND {value} BETWEEN 1 AND 5 THEN {value} END"


def _verdict() -> str:
    """Return the verdict on a statement by rule `verdict` of the catalogue; a file keeps the lines it was made with."""
    consensus = "json_extract(x.figures, '$.consensus')"
    n, unsure = (f"coalesce(json_extract(x.figures, '$.{name}'), 0)" for name in ("n", "dont_know"))
    gave = [f"json_extract(x.figures, '$.counts[{at}]')" for at in range(5)]
    yes = f"coalesce({gave[3]} + {gave[4]}, json_extract(x.figures, '$.share_agree') * {n}, 0)"
    no = f"coalesce({gave[0]} + {gave[1]}, json_extract(x.figures, '$.share_disagree') * {n}, 0)"
    enough = f">= 2.0 / 3 * ({n} + {unsure}) - 1e-9"
    close, apart = f"{consensus} >= 0.6 - 1e-9", f"{consensus} < 0.4 - 1e-9"
    return (
        f"CASE WHEN r.id IS NULL THEN 'Not asked'"
        f" WHEN json_extract(x.figures, '$.band') IS NULL OR {consensus} IS NULL THEN 'Too few'"
        f" WHEN {yes} {enough} THEN CASE WHEN {close} THEN 'Agreed: yes'"
        f" WHEN {gave[0]} > 0 THEN 'Most said yes, some strongly no' ELSE 'Mixed' END"
        f" WHEN {no} {enough} THEN CASE WHEN {close} THEN 'Agreed: no'"
        f" WHEN {gave[4]} > 0 THEN 'Most said no, some strongly yes' ELSE 'Mixed' END"
        f" WHEN {apart} THEN 'Contested' ELSE 'Mixed' END"
    )


VIEWS: Mapping[str, str] = {
    "v_concerns": (
        f"CREATE VIEW v_concerns AS SELECT e.session_id, e.id, e.code, e.label, nullif(e.type, '') AS type,"
        f" {_said('feeling')}, {_said('basis')}, {_said('priority')},"
        f" {_at_other_end('has-concern', other='source', own='target')} AS raised_by, {_TOPICS} AS topics,"
        f" nullif(e.note, '') AS note FROM elements AS e WHERE e.kind = 'concern' ORDER BY e.session_id, e.seq, e.id"
    ),
    "v_agreement": (
        f"CREATE VIEW v_agreement AS SELECT s.session_id, s.id, s.label, nullif(s.about, '') AS about,"
        f" nullif(s.stance, '') AS stance, r.id AS round, r.question,"
        f" {', '.join(map(_figure, ('n', 'dont_know', 'missing', 'mean', 'median', 'iqr')))},"
        f" {', '.join(map(_figure, ('share_agree', 'share_disagree', 'consensus', 'band')))},"
        f" {_verdict()} AS verdict,"
        f" nullif(s.discussion_note, '') AS discussion_note FROM statements AS s"
        f" LEFT JOIN rounds AS r ON r.session_id = s.session_id AND r.id = (SELECT q.id FROM rounds AS q"
        f" JOIN round_items AS i ON i.session_id = q.session_id AND i.round_id = q.id AND i.item = s.id"
        f" WHERE q.session_id = s.session_id AND q.kind = 'rating' AND q.closed_order IS NOT NULL"
        f" ORDER BY q.closed_order DESC, q.seq DESC, q.id DESC LIMIT 1)"
        f" LEFT JOIN results AS x ON x.session_id = s.session_id AND x.round = r.id AND x.item = s.id"
        f" ORDER BY s.session_id, s.seq, s.id"
    ),
    "v_risks": (
        f"CREATE VIEW v_risks AS SELECT e.session_id, e.id, e.code, e.label, nullif(e.type, '') AS type,"
        f" {_step('likelihood')} AS likelihood, {_step('severity')} AS severity,"
        f" {_step('likelihood')} * {_step('severity')} AS level, {_said('reversible')},"
        f" {_at_other_end('harms', other='target', own='source')} AS harms,"
        f" {_at_other_end('causes', other='source', own='target')} AS causes,"
        f" {_at_other_end('mitigates', other='source', own='target')} AS measures,"
        f" {_at_other_end('owns', other='source', own='target')} AS owners FROM elements AS e WHERE e.kind = 'risk'"
        f" ORDER BY e.session_id, coalesce({_step('severity')}, 0) DESC,"
        f" CASE json_extract(e.attributes, '$.reversible') WHEN 'no' THEN 0 WHEN 'yes' THEN 2 ELSE 1 END,"
        f" coalesce({_step('likelihood')}, 0) DESC, e.seq, e.id"
    ),
    "v_tasks": (
        f"CREATE VIEW v_tasks AS SELECT e.session_id, e.id, e.code, e.label,"
        f" {_at_other_end('owns', other='source', own='target')} AS owners, {_said('due')}, {_said('status')},"
        f" {_at_other_end('leads-to', other='source', own='target')} AS follows_from, nullif(e.note, '') AS note"
        f" FROM elements AS e WHERE e.kind = 'action'"
        f" ORDER BY e.session_id, json_extract(e.attributes, '$.due') IS NULL, json_extract(e.attributes, '$.due'),"
        f" e.seq, e.id"
    ),
}
"""The statement of each view, by its name."""

FORMER: Mapping[str, frozenset[str]] = {
    "v_agreement": frozenset({VIEWS["v_agreement"].replace(f" {_verdict()} AS verdict,", "")}),
}
"""What views were in earlier versions, so that an older file is known by them; version 4 had no verdict."""

INDEXES: Mapping[str, str] = {
    "i_elements_kind": "CREATE INDEX i_elements_kind ON elements (session_id, kind)",
    "i_links_source": "CREATE INDEX i_links_source ON links (session_id, source)",
    "i_links_target": "CREATE INDEX i_links_target ON links (session_id, target)",
    "i_results_item": "CREATE INDEX i_results_item ON results (session_id, round, item)",
}
"""The statement of each index, by its name."""


def make(raw: sqlite3.Connection) -> None:
    """Make all views and indexes in a file that has the tables of this version and none of them."""
    for statement in (*INDEXES.values(), *VIEWS.values()):
        raw.execute(statement)


def renew(raw: sqlite3.Connection) -> None:
    """Put the views of this version in the place of those of an earlier one."""
    for name, statement in VIEWS.items():
        raw.execute(f"DROP VIEW {name}")
        raw.execute(statement)
