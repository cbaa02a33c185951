"""Mutilated tables and outlines: each comes in as planned, or is refused in one sentence; none crashes."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from stworkshop.errors import KnownError
from stworkshop.exchange import our_json
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.writers import csv_files, xlsx_file
from tests.exchange import mutilation

SAMPLES = Path(__file__).resolve().parents[2] / "sample_sessions"
IN_THE_GATE, IN_FULL = 25, 400
TABLE = "Who;Concern;Topic;Kind;Type;Answered by;Importance (1-5);E-mail\n" + "".join(
    f"Group {n % 4};The bus comes {n} minutes late.;Rights, Law;Concern;privacy;M{n}; {n % 5};a{n}@b.de\n"
    for n in range(20)
)
OUTLINE = "# Evening\n\n## Risks\n" + "".join(f"- Risk {n}\n  - Measure: do {n}\n    c late @Who\n" for n in range(12))
OPML = "<opml><head><title>x</title></head><body>{}</body></opml>".format(
    "".join(f'<outline text="Risk: r{n}" _note="n"><outline text="m{n}"/></outline>' for n in range(12))
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in TABLE.splitlines():
        book.worksheets[0].append(row.split(";"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def whole(name: str, folder: Path) -> bytes:
    content = read_any(SAMPLES / "hill-east.json")
    if name == "ours.csv.zip":
        csv_files.write_zip(content, folder / name)
    elif name == "ours.xlsx":
        xlsx_file.write(content, folder / name)
    elif name == "elements.csv":
        return csv_files.tables(content)["elements"].encode("utf-8-sig")
    else:
        return {"a.csv": TABLE, "a.md": OUTLINE, "a.txt": OUTLINE, "a.opml": OPML}[name].encode()
    return (folder / name).read_bytes()


def with_a_spoilt_part(data: bytes, chance: random.Random) -> bytes:
    """Spoil one file within an archive, which is sound again outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        names = [name for name in before.namelist() if before.getinfo(name).file_size]
        spoilt = chance.choice(names)
        for name in names:
            part = before.read(name)
            after.writestr(name, chance.choice(mutilation.BYTES)(part, chance) if name == spoilt else part)
    return out.getvalue()


@pytest.mark.parametrize(
    "name", ["a.csv", "elements.csv", "a.xlsx", "ours.xlsx", "ours.csv.zip", "a.md", "a.txt", "a.opml"]
)
def test_a_mutilated_file_comes_in_or_is_refused(name: str, soak: bool, tmp_path: Path) -> None:
    sound = workbook() if name == "a.xlsx" else whole(name, tmp_path)
    path = tmp_path / name
    path.write_bytes(sound)
    assert read_any(path).records
    for seed in range(IN_FULL if soak else IN_THE_GATE):
        chance = random.Random(f"{name} {seed}")
        ways = (*mutilation.BYTES, *[with_a_spoilt_part] * (20 if sound[:2] == b"PK" else 0))
        path.write_bytes(chance.choice(ways)(sound, chance))
        try:
            content = read_any(path)
        except KnownError as error:
            assert len(error.what) > 10 and "\n" not in str(error) and "Traceback" not in str(error), seed
            continue
        text = our_json.to_text(content)
        assert our_json.to_text(our_json.from_text(text)) == text, seed
