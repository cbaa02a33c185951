"""Importing mutilated files of each format by the command line, one after the other, under a watchdog.

    python -m tests.exchange.fuzzing FOLDER FIRST HOW-MANY [NAME...]

Each file is imported, every other one onto a map: it is refused in one line, and nothing is stored or written, or it
comes in and can be shown. Anything else ends the program with the seed; so does a file that takes longer than LONGEST.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import json
import random
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from stworkshop.cli import command_line
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.tables.saved_mapping import to_json
from stworkshop.exchange.tables.table_import import ColumnChoices
from stworkshop.session import session
from tests.exchange import mutilation, test_graph_fuzz, test_mutilated_tables

LONGEST = 120
"""Seconds for one file, many times what the slowest takes, so that a busy machine is no fault."""
SAMPLES = Path(__file__).resolve().parents[2] / "sample_sessions"
TABLE = test_mutilated_tables.TABLE
MAPPING = "mapping.json"


def _of_samples(name: str) -> Callable[[Path], bytes]:
    return lambda _folder: (SAMPLES / name).read_bytes()


def _stw(folder: Path) -> bytes:
    path = folder / "whole.stw"
    session.create_file(path, read_any(SAMPLES / "hill-east.json"))
    data = path.read_bytes()
    path.unlink()
    return data


def _table(name: str) -> Callable[[Path], bytes]:
    def whole(folder: Path) -> bytes:
        data = test_mutilated_tables.whole(name, folder)
        (folder / name).unlink(missing_ok=True)
        return data

    return whole


def _mapping(_folder: Path) -> bytes:
    heads = tuple(TABLE.splitlines()[0].split(";"))
    roles = ("who", "label", "topic", "-", "-", "answered", "note", "-")
    return to_json(ColumnChoices("concern", roles, True, {"Law": "regulation"}, {}, heads)).encode()


def _graph(name: str) -> Callable[[Path], bytes]:
    return lambda _folder: test_graph_fuzz.whole_of(name)


WHOLE: dict[str, Callable[[Path], bytes]] = {
    "ours.json": _of_samples("hill-east.json"),
    "ours.yaml": _of_samples("sources/hill-east.yaml"),
    "ours.stw": _stw,
    "ours.csv.zip": _table("ours.csv.zip"),
    "ours.xlsx": _table("ours.xlsx"),
    "elements.csv": _table("elements.csv"),
    "a.csv": lambda _folder: TABLE.encode(),
    "a.tsv": lambda _folder: TABLE.replace(";", "\t").encode(),
    "a.xlsx": lambda _folder: test_mutilated_tables.workbook(),
    "a.txt": _table("a.txt"),
    "a.md": _table("a.md"),
    "a.opml": _table("a.opml"),
    MAPPING: _mapping,
    **{name: _graph(name) for name in test_graph_fuzz.NAMES},
}


def ways_of(name: str, data: bytes) -> tuple[mutilation.Mutilation, ...]:
    """Return what may happen to a file of this sort."""
    if name.endswith(".yaml"):
        return mutilation.YAML
    if data[:1] == b"{":
        return test_graph_fuzz.JSON
    if b"<" in data[:5]:
        return test_graph_fuzz.XML
    if data[:2] == b"PK" and not name.endswith(".archimate"):
        return (*mutilation.BYTES, *[test_mutilated_tables.with_a_spoilt_part] * 20)
    if name.endswith((".prsm", ".archimate")):
        return test_graph_fuzz.PACKED
    return mutilation.BYTES


class Imports:
    """Imports files of one format into a library and onto a map of its own, in a folder of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.whole = WHOLE[name](folder)
        self.ways = ways_of(name, self.whole)
        self.path = folder / name
        self.map = folder / "map.stw"
        if name == MAPPING:
            (folder / "a.csv").write_text(TABLE, encoding="utf-8")
        assert self.called("new", "--label", "A map", "--to", str(self.map))[0] == 0
        self.called("list")

    def called(self, *words: str) -> tuple[int, str, str]:
        """Return code, output and messages of a call of the command line."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = command_line.main(["--library", str(self.folder / "library.stwlib"), *words])
            except SystemExit as ended:
                code = int(ended.code or 0)
        return code, out.getvalue(), err.getvalue()

    def one(self, seed: int) -> bool:
        """Import the file of this number, and see that it came in or was refused; return whether it came in."""
        chance = random.Random(f"{self.name} {seed}")
        data = self.whole
        for _time in range(chance.choice((1, 1, 2))):
            with contextlib.suppress(Exception):  # mutilated before, it does not hold what this way looks for
                data = chance.choice(self.ways)(data, chance)
        self.path.write_bytes(data)
        words = ["import", str(self.path)]
        if self.name == MAPPING:
            words = ["import", str(self.folder / "a.csv"), "--map", str(self.path)]
        onto = bool(seed % 2) and not self.name.endswith(".stw")
        words += ["--into", str(self.map)] if onto else ["--replace"]
        before = self.stored()
        code, out, err = self.called(*words)
        assert self.path.read_bytes() == data, "the file was changed"
        if code == 0:
            (made,) = out.split()
            shown, told, _err = self.called("show", str(self.map) if onto else made, "--json")
            assert shown == 0 and json.loads(told)["id"] == made
            if onto:
                self.map.unlink()
                assert self.called("new", "--label", "A map", "--to", str(self.map))[0] == 0
            return True
        assert code == 1 and not out, (code, out)
        assert len(err) > 20 and err.endswith("\n") and err.count("\n") == 1 and "Traceback" not in err, err
        assert self.stored() == before, "something was stored"
        return False

    def stored(self) -> object:
        """Return what the library and the map hold, and the names of all files."""
        files = {path.name for path in self.folder.rglob("*") if not path.name.endswith(("-wal", "-shm", ".lock"))}
        return self.called("list", "--json"), self.called("show", str(self.map), "--json"), files | {self.path.name}


def main(folder: str, first: str, count: str, *names: str) -> None:
    """Import so many files of each format, and print how many of them came in."""
    came, all_of, faults = Counter[str](), Counter[str](), 0
    for name in names or WHOLE:
        imports = Imports(name, Path(folder) / name.replace(".", "-"))
        for seed in range(int(first), int(first) + int(count)):
            faulthandler.dump_traceback_later(LONGEST, exit=True)
            try:
                came[name] += imports.one(seed)
            except Exception:
                faults += 1
                print(f"{name}, seed {seed}: {traceback.format_exc()}", file=sys.stderr)
                imports = Imports(name, imports.folder)
            all_of[name] += 1
        faulthandler.cancel_dump_traceback_later()
        shutil.rmtree(imports.folder)
    if faults:
        sys.exit(f"{faults} files were neither read nor refused")
    print(json.dumps({name: [came[name], all_of[name]] for name in all_of}))


if __name__ == "__main__":
    main(*sys.argv[1:])
