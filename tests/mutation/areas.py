"""What is mutated, by which tests each area must be held, and how much of it at least."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """Files and folders below `stworkshop/`, the tests below `tests/` that hold them, and the share to be killed."""

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]
    goal: float = 0.85
    but: tuple[str, ...] = ()
    """Files of `sources` that are an area of their own."""


_KEEPING = ("drawer", "sealed_sheets", "ballot_rows")
_FAST = (
    "agenda_kept", "copied_while_open", "copies", "doctor", "drawer_apart", "forget", "journal",
    "laptop_marks", "left_behind", "not_said", "recovery", "saver", "schema", "session_file", "store_files", "wal",
)  # fmt: skip
"""Of the store's tests all but those that kill programs or hold some hundred damaged files."""

AREAS = (
    Area(
        "attribution",
        ("model/attribution.py",),
        ("model/test_attribution.py", "model/test_whose_words.py"),
        0.95,
    ),
    Area("disclosure", ("rounds/disclosure.py",), ("rounds/test_disclosure.py", "analysis/test_whole_room.py"), 0.95),
    Area(
        "drawer",
        tuple(f"store/{name}.py" for name in _KEEPING),
        (
            *(f"store/test_{name}.py" for name in ("drawer_apart", "forget", "guest_sheets")),
            "session/test_drawer.py",
            "session/test_paper_ballots.py",
        ),
        0.95,
    ),
    Area("forget", ("store/forget.py",), ("store/test_forget.py",), 0.95),
    Area(
        "answers",
        ("model/answers.py", "model/reply_code.py"),
        ("model/test_answers.py", "model/test_reply_code.py", "commands/test_rounds.py"),
    ),
    Area(
        "store",
        ("store",),
        (*(f"store/test_{name}.py" for name in _FAST), "session/test_drawer.py", "session/test_session.py"),
        but=(*(f"store/{n}.py" for n in _KEEPING), "store/forget.py"),
    ),
    Area("merge", ("merge",), ("merge", "cli/test_merge.py", "model/test_ballot_promises.py")),
    Area(
        "sync",
        ("sync",),
        tuple(
            f"sync/test_{n}.py"
            for n in (
                *("bounds", "file_transfer", "frames", "handshake", "manual_admission", "presence", "random_rooms"),
                *("rate_limits", "room", "sheets", "size_limits"),
            )
        ),
    ),
    Area(
        "session",
        ("session/session.py", "session/open_file.py", "session/undo_history.py"),
        (
            *(
                f"session/test_{name}.py"
                for name in ("session", "session_ways", "guarded", "drawer", "undo_history", "paper_ballots")
            ),
            "model/test_ballot_promises.py",
            "merge/test_merging.py",
            *(f"store/test_{name}.py" for name in ("forget", "guest_sheets", "copies", "laptop_marks")),
            "sync/test_room.py",
            "sync/test_sheets.py",
        ),
    ),
    Area("commands", ("commands",), ("commands",)),
    Area("editions", ("report/editions",), ("report",)),
)
