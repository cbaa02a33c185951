"""Write the fixture file of the store's version as it is now: `python -m tests.store.make_fixture`.

Run it once before a release whose store has a new version; a fixture that is there is never written again.
"""

from __future__ import annotations

from pathlib import Path

from stworkshop.session.session import open_session
from stworkshop.store.tables import STORE_VERSION
from tests.pictures import DOT
from tests.workshop import make

FIXTURES = Path(__file__).parent / "fixtures"


def work_on(path: Path) -> None:
    """Make a session and work on it: forty cards, one taken back and one deleted, a picture, a closed round."""
    make(path)
    with open_session(path) as session:
        for number in range(40):
            session.run("add_element", kind="concern", label=f"Worry number {number} " + "and more " * (number % 9))
        session.undo()
        session.run("edit_element", id="late", note="Twice a week")
        session.run("set_image", id="late", image=DOT, alt="A red dot")
        session.run("delete", ids=["plan"])
        session.undo()
        session.run("open_round", id="r", question="Do you agree?", kind="rating", items=["st-1"])
        for value in (1, 4, 5):
            session.run("hand_in_sheet", round="r", side="public", answers=[{"item": "st-1", "value": value}])
        session.run("close_round", id="r")


if __name__ == "__main__":
    work_on(FIXTURES / f"version-{STORE_VERSION}.stw")
