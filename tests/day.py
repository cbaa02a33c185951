"""A workshop in which each command is carried out once, for the tests that want something of everything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stworkshop.commands.base import Decision
from stworkshop.model.changes import adding
from stworkshop.model.records import Conflict, Record, replaced
from stworkshop.session.session import open_session
from tests.pictures import DOT
from tests.workshop import make, records

DAY: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("set_agenda", {"agenda": "agenda-half-day"}),
    ("add_stage", {"stage": "break", "id": "late-break", "minutes": 5}),
    ("edit_stage", {"id": "late-break", "label": "Tea"}),
    ("move_stage", {"id": "late-break"}),
    ("start_stage", {"stage": "linking"}),
    ("count_heads", {"heads": 12}),
    ("pause_stage", {}),
    ("resume_stage", {}),
    ("extend_stage", {"minutes": 5}),
    ("remove_stage", {"id": "late-break"}),
    ("set_session", {"mandate": "advise"}),
    ("add_element", {"kind": "concern", "label": "Dark stops", "id": "dark"}),
    ("add_element", {"kind": "concern", "label": "No light", "id": "light"}),
    ("edit_element", {"id": "dark", "note": "Said twice"}),
    ("move_elements", {"moves": {"dark": [10, 20], "late": [300, 40]}}),
    ("paste_lines", {"text": "One\nTwo", "kind": "risk"}),
    (
        "bring_in",
        {"records": [{"root": "elements", "id": "brought", "kind": "own:Asset", "label": "A fleet of buses"}]},
    ),
    ("paste_cards", {"records": [{"root": "elements", "id": "x", "kind": "concern", "label": "Copied"}]}),
    ("set_image", {"id": "dark", "image": DOT, "alt": "A stop at night"}),
    ("describe_image", {"id": "dark", "alt": "A stop without a lamp"}),
    ("duplicate", {"ids": ["plan"]}),
    ("retype_element", {"id": "light", "kind": "risk"}),
    ("align", {"ids": ["dark", "late"], "edge": "left"}),
    ("distribute", {"ids": ["dark", "late", "light"], "axis": "vertical"}),
    ("move_off", {"ids": ["light"]}),
    ("group", {"ids": ["dark", "late"], "label": "Night"}),
    ("tag", {"ids": ["dark"], "add": ["human-rights"]}),
    ("add_link", {"relation": "has-concern", "source": "riders", "target": "dark", "id": "hers"}),
    ("edit_link", {"id": "hers", "note": "Heard"}),
    ("relink", {"id": "hers", "target": "light", "relation": "affected-by"}),
    ("capture", {"text": "c too loud @Night riders #human-rights", "id": "loud"}),
    ("capture", {"text": "Nobody asked us", "id": "sentence"}),
    ("sort_note", {"id": "sentence", "kind": "concern"}),
    ("split_card", {"id": "loud", "labels": ["Too loud", "Too late"]}),
    ("merge_cards", {"ids": ["loud", "dark"]}),
    ("add_term", {"label": "Model", "id": "word"}),
    ("edit_term", {"id": "word", "planner_reading": "A small house"}),
    ("agree_word", {"id": "word", "outcome": "two", "planner_word": "house", "engineer_word": "model"}),
    ("add_note", {"kind": "comment", "text": "Hm", "id": "remark"}),
    ("edit_note", {"id": "remark", "text": "Well"}),
    ("discuss_finding", {"check": "chk-concern-no-stakeholder", "about": ["late"], "reason": "Everybody's"}),
    ("add_view", {"label": "Mine", "viewpoint": "vp-risk", "id": "mine"}),
    ("edit_view", {"id": "mine", "label": "Ours"}),
    ("move_in_view", {"view": "mine", "moves": {"light": [5, 5]}}),
    ("lay_out_view", {"view": "mine"}),
    ("add_participant", {"label": "Ben", "side": "planner", "id": "p-ben"}),
    ("edit_participant", {"id": "p-ben", "label": "Benno"}),
    ("add_statement", {"label": "It is fair", "id": "fair"}),
    ("edit_statement", {"id": "fair", "label": "It is just"}),
    ("open_round", {"id": "r", "kind": "rating", "question": "Well?", "items": ["fair"]}),
    ("hand_in_sheet", {"round": "r", "side": "public", "answers": [{"item": "fair", "value": 4}]}),
    ("close_round", {"id": "r"}),
    ("resolve_conflict", {"id": "differ", "value": "One"}),
    ("name_moment", {"label": "Before the end"}),
    ("delete", {"ids": ["remark"]}),
    ("restore", {"remove": ["light"]}),
    ("finish_read_back", {}),
)
"""A workshop in which each command is carried out."""


def a_difference(record_id: str, card: str) -> Conflict:
    """A field that two tables set differently, as a merge of copies writes it down."""
    values = ({"table": "A", "value": "One"}, {"table": "B", "value": "Two"})
    return Conflict(id=record_id, seq=90, record=card, root="elements", field="note", values=values)


def a_session() -> list[Record]:
    """The small workshop, as a file in our format can hold it."""
    known = [replaced(r, {"relation": "about"}) if r.id == "about" else r for r in records()]
    return [replaced(r, {"sector": None}) if r.id == "late" else r for r in known]


def run_a_day(path: Path) -> Path:
    """Make the file of a workshop in which everything was done, and return its path."""
    with open_session(make(path, a_session())) as session:
        session.do("Two said different things", adding([a_difference("differ", "late")]))
        for name, given in DAY:
            assert isinstance(session.run(name, **given), Decision), name
        session.run("move_in_view", view="mine", moves={"late": [7, 8]})
        session.run("open_round", id="r-open", kind="rating", question="And now?", items=["fair"], follows="r")
        code = session.ballots.issue("r-open", 3)[0]
        answers = [{"item": "fair", "value": 2, "comment": "Not yet"}]
        session.run("hand_in_sheet", round="r-open", side="public", ballot=code, answers=answers)
    return path
