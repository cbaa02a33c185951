"""What a stage's clock has counted is there again after the file was closed; no field is hidden by a column's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from stworkshop.model.records import ROOTS, own_fields
from stworkshop.session.session import create_file, new_content, open_session
from stworkshop.store import doctor

_TAKEN = {"session_id", "extra", "attributes", "dangling", "variant", "x", "y", "w", "h"}


@pytest.mark.parametrize("root", ROOTS)
def test_no_field_bears_the_name_of_a_column_that_holds_something_else(root: str) -> None:
    assert not _TAKEN & set(own_fields(root))


def test_a_running_agenda_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "w.stw"
    create_file(path, new_content("Night buses", agenda="agenda-half-day"))
    with open_session(path) as session:
        for name, arguments in (
            ("start_stage", {"stage": "framing"}), ("extend_stage", {"minutes": 5}), ("count_heads", {"heads": 11}),
            ("start_stage", {"stage": "stakeholders"}), ("pause_stage", {}),
        ):  # fmt: skip
            session.run(name, **arguments)
        kept = dict(session.board.stages), dict(session.board.snapshots)
    with open_session(path) as session:
        assert (dict(session.board.stages), dict(session.board.snapshots)) == kept
        first = session.board.stages["agenda-half-day-01-framing"]
        assert (first.added, first.heads) == (5, 11) and first.ended
        assert session.board.stages["agenda-half-day-02-stakeholders"].paused
    assert doctor.examine(path).sound
