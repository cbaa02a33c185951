"""Files that somebody made to harm, by chance: of sessions with every sum right, in JSON, and in YAML."""

from __future__ import annotations

import json
import random
import sqlite3
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from stworkshop.model import update_validation
from tests.attacks.bytes_made import BAIT, by_stock_client, json_text, update, words
from tests.store.test_schema import PLANTED

_LAST = "SELECT session_id, max(n) + 1, 'step', '2026-01-01T10:00:00Z', 'remote', '', 'Edit', ?, ? FROM _journal"


def harm_session(path: Path, chance: random.Random) -> None:
    """Do one to three harmful things to a session file of any version."""
    for _each in range(chance.choice([1, 1, 2, 3])):
        how = chance.choice([_bytes, _bytes, _bytes_of_stock, _column, _column, _column, _plant, _plant, _head, _pages])
        # A harm that closes the file for SQLite, in words that are no text at times, or that its own columns refuse, is
        # harm enough.
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(path, isolation_level=None)) as raw:
            raw.execute("PRAGMA journal_mode = DELETE")
            how(raw, path, chance)
    if chance.random() < 0.1:
        path.with_name(path.name + "-wal").write_bytes(chance.randbytes(5_000))


def _tables(raw: sqlite3.Connection) -> list[str]:
    return [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _columns(raw: sqlite3.Connection, table: str) -> dict[str, str]:
    return {name: kind for _n, name, kind, *_rest in raw.execute(f"PRAGMA table_info({table})")}


def _put_bytes(raw: sqlite3.Connection, chance: random.Random, data: bytes) -> None:
    crc = zlib.crc32(data)
    where = chance.choice(["end", "end", "first", "checkpoint", "base"])
    if where == "first":
        raw.execute("UPDATE _journal SET bytes = ?, crc = ? WHERE n = (SELECT min(n) FROM _journal)", (data, crc))
    elif where == "checkpoint":
        raw.execute("INSERT OR REPLACE INTO _checkpoints SELECT session_id, head, ?, ? FROM _heads", (data, crc))
    elif where == "base":
        raw.execute("UPDATE _bases SET bytes = ?, crc = ?", (data, crc))
    else:
        raw.execute(f"INSERT INTO _journal {_LAST}", (data, crc))
        raw.execute("UPDATE _heads SET head = head + 1")


def _bytes(raw: sqlite3.Connection, _path: Path, chance: random.Random) -> None:
    _put_bytes(raw, chance, update(chance))


def _bytes_of_stock(raw: sqlite3.Connection, _path: Path, chance: random.Random) -> None:
    (first,) = raw.execute("SELECT bytes FROM _journal ORDER BY n LIMIT 1").fetchone()
    with suppress(update_validation.Unsound):  # a harm that came before may have hit the map itself
        update_validation.inspect(first)
        _put_bytes(raw, chance, by_stock_client(first, chance))


def _column(raw: sqlite3.Connection, _path: Path, chance: random.Random) -> None:
    table = chance.choice(_tables(raw))
    column, kind = chance.choice(list(_columns(raw, table).items()))
    numbers: list[object] = [0, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63)]
    texts = [json_text(chance), json_text(chance), words(chance), "2026-99-99", "0", "\0"]
    values: dict[str, list[object]] = {
        "INTEGER": numbers,
        "REAL": [1e308, -1e308, float("inf"), -0.0, 5e-324],
        "BLOB": [b"", chance.randbytes(40), update(chance)],
    }
    value = chance.choice(values.get(kind, texts))
    broken = kind == "TEXT" and chance.random() < 0.1
    statement = f'UPDATE OR REPLACE {table} SET "{column}" = ' + ("CAST(x'fffe41' AS TEXT)" if broken else "?")
    given: tuple[object, ...] = () if broken else (value,)
    if chance.random() < 0.5:  # in one row only, so that keys stay apart
        keys = [name for _n, name, _kind, _null, _default, key in raw.execute(f"PRAGMA table_info({table})") if key]
        row = raw.execute(f"SELECT {', '.join(keys)} FROM {table} LIMIT 1").fetchone()
        if row is None:
            return
        statement += " WHERE " + " AND ".join(f'"{name}" IS ?' for name in keys)
        given += tuple(row)
    raw.execute(statement, given)


def _plant(raw: sqlite3.Connection, _path: Path, chance: random.Random) -> None:
    raw.execute("BEGIN")
    PLANTED[chance.choice(list(PLANTED))](raw, chance.choice(_tables(raw)))
    raw.execute("COMMIT")


def _head(raw: sqlite3.Connection, _path: Path, chance: random.Random) -> None:
    statements = [
        f"PRAGMA application_id = {chance.choice([0, -1, 7])}",
        f"PRAGMA user_version = {chance.choice([-1, 0, 1, 2, 3, 99, 2**31 - 1])}",
        f"UPDATE _heads SET head = {chance.choice([-1, 0, 2**62])}",
        f"UPDATE _journal SET n = n + {chance.choice([1, 5, 2**62, -99])}",
        "UPDATE _journal SET crc = crc + 1 WHERE n = 1",
        "UPDATE _heads SET session_id = 's-other'",
        "INSERT INTO _heads SELECT session_id || 'x', lineage, head, created, updated, trashed, table_name FROM _heads",
        "DELETE FROM _journal WHERE n > 3",
        "DELETE FROM _heads",
        "PRAGMA page_size = 512; VACUUM",
        "UPDATE _heads SET updated = '9999-99-99', created = char(27) || '[2J', lineage = '../..'",
    ]
    raw.executescript(chance.choice(statements))


def _pages(raw: sqlite3.Connection, path: Path, chance: random.Random) -> None:
    raw.close()
    data = bytearray(path.read_bytes())
    for _flip in range(chance.choice([1, 30])):
        at = chance.randrange(len(data))
        data[at : at + 8] = chance.choice([b"\xff" * 8, b"\0" * 8, chance.randbytes(8)])
    path.write_bytes(bytes(data[: chance.choice([len(data), len(data), len(data) // 2, 90])]))


# --- text


def harm_json(good: str, chance: random.Random) -> bytes:
    """Return the JSON of a session with something in it that harms."""
    data = json.loads(good)
    if chance.random() < 0.3:
        return json_text(chance).encode("utf-8", "surrogatepass")
    mark = "\U0001f41b mark"
    for _each in range(chance.randint(1, 3)):
        _set_somewhere(data, chance, chance.choice([mark, None, True, -1, 1e308, 10**400, [], {}, [[]], words(chance)]))
    whole = json.dumps(data, ensure_ascii=chance.random() < 0.5).replace(json.dumps(mark), json_text(chance) or "0")
    whole = whole.replace(f'"{mark}"', json_text(chance) or "0")
    return chance.choice([b"", b"\xef\xbb\xbf", b"", b""]) + whole.encode("utf-8", "surrogatepass")


def _set_somewhere(data: Any, chance: random.Random, value: Any) -> None:
    while True:
        keys: list[Any] = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(data[key], dict | list) and data[key] and chance.random() < 0.85:
            data = data[key]
            continue
        if isinstance(data, dict) and chance.random() < 0.15:
            key = words(chance)[:2_000]
        data[key] = value
        return


def harm_yaml(chance: random.Random) -> bytes:
    """Return a case in YAML that harms."""
    depth = chance.choice([41, 1_000, 20_000])
    bombs = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    entry = chance.choice(
        [
            f"label: !!python/object/apply:os.system ['touch {BAIT}']",
            f"label: !!python/name:builtins.open\nnote: !include /{BAIT}",
            f"a0: &a0 x\n{bombs}",
            "a: &a [*a]",
            "a: &a {b: *a}",
            "x: " + "[" * depth + "]" * depth,
            "\n".join(" " * n + "a:" for n in range(min(depth, 3_000))),
            "- " * depth + "x",
            "? " * depth + "x",
            "<<: [{a: 1}, 5]",
            "1: 2\nnull: 3\n[1, 2]: 4\n2026-99-99: 5",
            f"title: {json.dumps(words(chance))}\nstakeholders: 5\nconcerns: {{x: [1, .nan, .inf, 0x{'f' * 500}]}}",
            f"session: {{id: {json.dumps(words(chance)[:3_000])}, label: [x]}}\nelements: text",
            "title: 2026-01-01T00:00:00Z\ndate: 0001-01-01\nx: 1:1:1:1:1",
            "!!binary |\n  AAAA",
            f"title: x\nelements:\n  - {{id: a, kind: concern, label: {json.dumps(words(chance)[:9_000])}}}",
            f"title: x\nelements:\n  - {{id: a, kind: concern, label: b, own: {'[' * depth + ']' * depth}}}",
            "%YAML 9.9\n---\na\n---\nb",
            "\t\x00\x1b[2J",
            json_text(chance)[:200_000],
        ]
    )
    return chance.choice(["", "", "\ufeff"]).encode() + entry.encode("utf-8", "surrogatepass")
