"""A citizens' assembly: many tables that worked apart come together in one map.

Alone, the whole of it is `python -m tests.benchmarks.tables`: 40 tables, in several orders. Each table is opened and
edited through the program's own commands; what two tables do to one card may well differ.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from stworkshop.merge import read_copies
from stworkshop.merge.outcome import Merged, merge
from stworkshop.model.catalogue import catalogue
from stworkshop.session.session import Session, open_session
from tests.benchmarks import large_session
from tests.benchmarks.laptops import digest
from tests.benchmarks.measure import Benchmark, Comparison, seconds

CARDS = 60
FEWEST, MOST = 15, 40
"""Commands that a table gives."""
_KINDS = ("concern", "goal", "risk", "mitigation", "stakeholder")
_WORDS = ("The last bus", "A dark stop", "No ramp", "Who decides", "My data", "A person to ask", "The night line")
_MORE = ("is too late", "needs light", "shuts people out", "should be said aloud", "stays with us", "comes first")


def give_out(folder: Path, tables: int, cards: int = CARDS) -> list[Path]:
    """Write a session and the copies of its tables, each edited; return their paths, the session's first."""
    plenary = large_session.write(folder / "plenary.stw", cards)
    paths = [plenary]
    with open_session(plenary) as session:
        for number in range(1, tables + 1):
            path = folder / f"table-{number}.stw"
            session.copy_for_table(f"Table {number}", path)
            paths.append(path)
    for number, path in enumerate(paths[1:]):
        with open_session(path) as session:
            work(session, random.Random(number))
    return paths


def work(session: Session, chance: random.Random) -> int:
    """Do what a table does in an hour: mostly new cards and links, some words changed; return how many commands."""
    commands = chance.randint(FEWEST, MOST)
    for _command in range(commands):
        cards = list(session.board.elements)
        card = chance.choice(cards)
        words = f"{chance.choice(_WORDS)} {chance.choice(_MORE)}"
        dice = chance.random()
        if dice < 0.4:
            session.run("add_element", kind=chance.choice(_KINDS), label=words)
        elif dice < 0.6:
            session.run("add_link", relation="relates-to", source=card, target=chance.choice(cards))
        elif dice < 0.75:
            session.run("edit_element", id=card, label=words)
        elif dice < 0.85:
            session.run("edit_element", id=card, note=words)
        elif dice < 0.95:
            session.run("move_elements", moves={card: [chance.uniform(-3000, 3000), chance.uniform(-3000, 3000)]})
        else:
            session.run("delete", ids=[card])
    return commands


def together(paths: Sequence[Path]) -> Merged:
    """Read copies and decide what comes of them, as `stworkshop merge` and the review do."""
    return merge(read_copies.gather([read_copies.read_copy(path) for path in paths]).copies, catalogue())


def twenty_tables() -> Comparison:
    """Twenty tables against five."""
    with tempfile.TemporaryDirectory() as folder:
        paths = give_out(Path(folder), 20)
        together(paths[:6])
        return Comparison(seconds(lambda: together(paths)), seconds(lambda: together(paths[:6])))


def main() -> None:
    """Print what an assembly shows, and how it grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=40)
    parser.add_argument("--orders", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the files")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.keep or Path(folder)
        place.mkdir(exist_ok=True)
        paths = give_out(place, given.tables)
        before = None
        for tables in (given.tables // 4, given.tables // 2, given.tables):
            some = paths[: tables + 1]
            took = seconds(partial(together, some))
            grown = f", RATIO {took / before:.2f} to half of them" if before else ""
            print(f"{tables} tables: read and merged in {took:.2f} s{grown}")
            before = took
        found = [read_copies.read_copy(path) for path in paths]
        outcomes = []
        for order in range(given.orders):
            random.Random(order).shuffle(found)
            outcomes.append(merge(read_copies.gather(found).copies, catalogue()))
        first = outcomes[0]
        print(f"{given.orders} orders: " + ("all the same" if all(one == first for one in outcomes) else "DIFFERENT"))
        cards = sum(ref.root == "elements" for ref in first.records)
        print(f"{cards} cards, {len(first.differences)} differences of {given.tables} tables")
        started = time.perf_counter()
        found_together = read_copies.gather(found)
        with open_session(paths[0]) as plenary:
            plenary.bring_together(
                "Tables come together",
                read_copies.updates(found_together),
                lambda now: read_copies.towards(now, first.records),
                read_copies.new_bases(found_together),
            )
            print(f"brought into the session in {time.perf_counter() - started:.2f} s")
            equal = digest(plenary.board.records()) == digest(first.records.values())
            print("the session holds " + ("what was decided" if equal else "SOMETHING ELSE"))
        size = paths[0].stat().st_size
        print(json.dumps({"bytes of the session": size, "most memory, MB": _memory()}))


def _memory() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1 << 20 if sys.platform == "darwin" else 1 << 10)


BENCHMARKS = [Benchmark("20 tables come together / 5 tables", 6.0, twenty_tables)]

if __name__ == "__main__":
    main()
