"""Updates of a document, values and texts that somebody made to harm, by chance."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from typing import Any

from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText, write_var_uint

from stworkshop.model.catalogue import catalogue
from stworkshop.model.field_types import FieldType
from stworkshop.model.records import ROOTS, own_fields
from tests.workshop import kind_fields

DEPTHS = (41, 1_000, 20_000, 300_000)
BAIT = "bait.txt"
"""A file beside all cases that nothing may ever open, and that many texts name."""
_laid = [f"/{BAIT}"]
ADDRESS = "http://127.0.0.1:9/bait"
SWITCHES = "\x1b[2J\x1b]0;x\x07\u202e\u2066\x9b31m\x00\r"

Making = Callable[[random.Random], bytes]


def lay(bait: str) -> None:
    """Say where the bait is, for texts that name it."""
    _laid[0] = bait


def text(words: str) -> bytes:
    """Return a text as it stands in an update."""
    data = words.encode()
    return write_var_uint(len(data)) + data


def words(chance: random.Random) -> str:
    """Return a text that harms whoever shows it, opens what it names, or takes it for code."""
    return chance.choice(
        [
            f'<img src="file://{_laid[0]}">',
            f'<a href="{ADDRESS}">x</a><script src="{ADDRESS}"></script>',
            f'=HYPERLINK("{ADDRESS}")',
            _laid[0],
            f"../../{BAIT}",
            SWITCHES + "words",
            "'; DROP TABLE elements; --",
            "{0.__class__} %s %n {label}",
            "\u0301" * 5_000,
            "x" * chance.choice([10_000, 1_000_000]),
            "\ufdfa" * 3_000,
            "\ud7ff\ufffe\uffff\U0010ffff",
            "",
            " \n\t\u2028",
        ]
    )


def nested(chance: random.Random) -> bytes:
    """A value in which lists or groups stand in one another."""
    depth = chance.choice(DEPTHS)
    return chance.choice([b"\x75\1", b"\x76\1\1a", b"\x75\1\x76\1\1b"]) * depth + b"\x7e"


def odd(chance: random.Random) -> bytes:
    """A value of a sort that no record holds, or that says it is longer than it is."""
    return chance.choice(
        [
            b"\x74\3abc",
            b"\x74" + write_var_uint(2**40) + b"a",
            b"\x75" + write_var_uint(2**45),
            b"\x76" + write_var_uint(2**31),
            b"\x77" + write_var_uint(2**50) + b"a",
            b"\x77\2\xff\xfe",
            b"\x7a" + b"\x7f" + b"\xff" * 7,
            b"\x7b\x7f\xf8" + b"\0" * 6,
            b"\x7b\x7f\xf0" + b"\0" * 6,
            b"\x7c\x7f\xc0\0\0",
            b"\x7d" + b"\xff" * 9 + b"\1",
            b"\x7d\xbf" + b"\xff" * 7 + b"\x0f",
            b"\x7f",
            b"\x40",
            b"",
        ]
    )


def field_of(chance: random.Random) -> tuple[str, str]:
    """A root and one of its fields."""
    root = chance.choice(list(ROOTS))
    kinds = kind_fields(chance.choice(list(catalogue().kinds))) if root == "elements" else {}
    return root, chance.choice([*own_fields(root), *kinds, "attributes", "other"])


NUMBERS: tuple[Any, ...] = (
    0, -0.0, 1, -1, 5, 25, 99, 0.5, True, False, 1e308, -1e308, 5e-324, 2**31, -(2**31), 2**53, 5e6, -5e6, 1e7,
)  # fmt: skip
DAYS = ("2026-11-24", "2026-13-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-11-24T10:00:00+99:99", "-", "")
FIGURES = (
    "n", "mean", "median", "spread", "iqr", "counts", "by_side", "consensus", "band", "verdict", "shift", "comments",
    "quartiles", "dots", "place", "x", "y", "dk", "missing", "asked", "agree", "disagree", "values", "scale",
)  # fmt: skip


def plausible(root: str, known: list[str], chance: random.Random) -> dict[str, Any]:
    """Return the fields of a record of the right types, and of contents that no command writes."""
    kind = chance.choice([*catalogue().kinds, "own:Pigeon", "own:" + "x" * 60, "no kind", ""])
    fields = {**own_fields(root), **(kind_fields(kind) if root == "elements" else {})}
    fields.pop("gone")
    chosen = chance.sample(sorted(fields), chance.randint(1, len(fields)))
    made = {name: _of_type(fields[name], known, chance) for name in chosen}
    if root == "elements":
        made["kind"] = kind
    if chance.random() < 0.2:
        made[chance.choice(["author", "wordings", "by", "other", "id", "variant"])] = foreign(chance)
    return made


def _of_type(takes: FieldType, known: list[str], chance: random.Random) -> Any:
    one = chance.choice([*known, odd_id(chance)])
    match takes.name:
        case "integer" | "number":
            return chance.choice(NUMBERS)
        case "pair":
            return [chance.choice(NUMBERS), chance.choice(NUMBERS)][: chance.choice([2, 2, 2, 1])]
        case "date":
            return chance.choice(DAYS)
        case "ids":
            return [chance.choice([*known, odd_id(chance)]) for _each in range(chance.choice([0, 1, 2, 30]))]
        case "id":
            return chance.choice([one, one, *takes.words, "risk", "causes"])
        case "json":
            return _group(chance, 3)
        case "text":
            return chance.choice([words(chance)[:2_500], chance.choice(DAYS), one, "Plain words"])
    return chance.choice([*takes.words, "yes", "no", "named", "anonymous", "rating", "ranking", "dots", "grid", one])


def _group(chance: random.Random, depth: int) -> Any:
    """Return what a figure, a scale or the content of a moment may look like."""
    if not depth or chance.random() < 0.2:
        return chance.choice([*NUMBERS, None, "", "x", words(chance)[:200]])
    if chance.random() < 0.3:
        return [_group(chance, depth - 1) for _each in range(chance.randrange(6))]
    return {chance.choice(FIGURES): _group(chance, depth - 1) for _each in range(chance.randrange(1, 8))}


def odd_id(chance: random.Random) -> str:
    """Return an id as no program of ours makes one."""
    return chance.choice(
        [
            "",
            " ",
            ".",
            "../../x",
            "a/b",
            "a\\b",
            "NUL",
            "x" * 199,
            "x" * 5_000,
            "é\u0301",
            "\u202ex",
            "a\nb",
            "a:b",
            "%s",
            "'",
        ]
    )


def holding(value: bytes, chance: random.Random) -> bytes:
    """An update that puts one value somewhere."""
    root, field = field_of(chance)
    client = write_var_uint(chance.choice([1, 7, 2**32, 2**52]))
    place = b"\x28\1" + text(root) + text(field)
    return b"\1\1" + client + b"\0" + place + write_var_uint(1) + value + b"\0"


def maps_in_maps(chance: random.Random) -> bytes:
    """An update in which shared types stand in one another."""
    depth = chance.choice((4, *DEPTHS[1:]))
    sort = chance.choice([0, 1, 4])
    first = b"\x27\1" + text(chance.choice(list(ROOTS))) + b"\1x" + bytes([sort])
    rest = (b"\x27\0\7" + write_var_uint(clock) + b"\1x" + bytes([sort]) for clock in range(depth))
    gone = b"\1\7\1\0\1" if chance.random() < 0.5 else b"\0"
    return b"\1" + write_var_uint(depth + 1) + b"\7\0" + first + b"".join(rest) + gone


def bare(chance: random.Random) -> bytes:
    """Structs of each sort with odd places, lengths and clocks, as no library writes them."""
    parts = []
    for _each in range(chance.randint(1, 6)):
        info = chance.choice([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 31]) | chance.choice([0, 0x20, 0x40, 0x80, 0xE0])
        place = b"".join(write_var_uint(chance.choice([0, 1, 7, 2**31, 2**53])) for _n in range(chance.randrange(5)))
        parts.append(bytes([info]) + place + chance.randbytes(chance.randrange(6)))
    client, clock = chance.choice([0, 7, 2**53, 2**63]), chance.choice([0, 5, 2**31 - 1, 2**32])
    deleted = chance.choice([b"\0", b"\1\7\1\0" + write_var_uint(2**31), b"\xff\xff\3"])
    head = b"".join(map(write_var_uint, (1, len(parts), client, clock)))
    return head + b"".join(parts) + deleted


def noise(chance: random.Random) -> bytes:
    """Bytes by chance."""
    return chance.randbytes(chance.choice([0, 1, 7, 60, 3_000]))


UPDATES: tuple[Making, ...] = (
    lambda chance: holding(nested(chance), chance),
    lambda chance: holding(odd(chance), chance),
    maps_in_maps,
    bare,
    noise,
)


def update(chance: random.Random) -> bytes:
    """Return an update that no program makes which means well."""
    return chance.choice(UPDATES)(chance)


def foreign(chance: random.Random) -> Any:
    """Return a value that a stock Yjs client can put into a map, also such as no record holds."""
    makers: list[Callable[[], Any]] = [
        lambda: Text(words(chance)[:2_000]),
        lambda: Text(),
        lambda: Array([Map({"a": Array([1, "b"])}), None]),
        lambda: Map({"x": Map({"y": 1})}),
        lambda: XmlFragment([XmlElement("p", {"class": "x"}, [XmlText("words")])]),
        lambda: Doc(),
        lambda: b"\0\xff" * chance.choice([1, 5_000]),
        lambda: {"in": [b"\0", {"b": math.nan}]},
        lambda: math.nan,
        lambda: -math.inf,
        lambda: 2**53 + 1,
        lambda: -(2**62),
        lambda: 1e308,
        lambda: [[[[[["deep"]]]]]] * 9,
        lambda: {"a": {"b": [None, True, ""]}},
        lambda: True,
        lambda: None,
        lambda: words(chance)[:20_000],
        lambda: chance.randrange(-(2**40), 2**40),
    ]
    return chance.choice(makers)()


def by_stock_client(state: bytes, chance: random.Random) -> bytes:
    """What a stock Yjs client adds to a document: odd things in and beside its records, or it takes away."""
    doc: Doc[Any] = Doc()
    doc.apply_update(state)
    seen = doc.get_state()
    with doc.transaction():
        for _each in range(chance.randint(1, 5)):
            _edit(doc, chance)
    return doc.get_update(seen)


def _edit(doc: Doc[Any], chance: random.Random) -> None:
    root, field = field_of(chance)
    records: Map[Any] = doc.get(root, type=Map)
    names = records.keys()
    known = [name for name in names if isinstance(records[name], Map)]
    dice = chance.random()
    if chance.random() < 0.5:
        ids = [*doc.get("elements", type=Map).keys(), *known, "r", "st-1"]
        name = chance.choice([*known, odd_id(chance), "strange"])
        made = plausible(root, ids, chance)
        if name in known and chance.random() < 0.7:
            for field, value in made.items():
                records[name][field] = value
        elif name:
            records[name] = Map(made)
    elif dice < 0.35 and known:
        records[chance.choice(known)][field] = foreign(chance)
    elif dice < 0.6:
        name, label, seq = words(chance)[:300], words(chance)[:50_000], chance.choice([1, -5, 2**52])
        whole = {"kind": "risk", "label": label, "seq": seq, field: foreign(chance)}
        records[chance.choice(["strange", name])] = Map(whole)
    elif dice < 0.75:
        records[chance.choice([*known, "odd"])] = foreign(chance)
    elif dice < 0.85 and known:
        del records[chance.choice(known)]
    elif dice < 0.95 and known:
        record = records[chance.choice(known)]
        for name in list(record.keys())[: chance.randint(1, 9)]:
            del record[name]
    else:
        doc.get("more", type=Text).insert(0, "words")


def json_text(chance: random.Random) -> str:
    """A JSON text, or nearly one, that no column and no file of ours holds."""
    depth = chance.choice(DEPTHS)
    return chance.choice(
        [
            "[" * depth + "]" * depth,
            '{"a":' * depth + "1" + "}" * depth,
            '{"own": ' + "[" * depth + "]" * depth + "}",
            "[" * depth,
            '{"own": NaN}',
            "[Infinity, -Infinity]",
            '{"own": 1e999}',
            '{"own": ' + "9" * chance.choice([20, 400, 100_000]) + "}",
            "-" + "9" * 4_400,
            "{",
            "1",
            "null",
            '"x"',
            "[null, 1, {}, []]",
            '{"a": 1, "a": 2}',
            '{"label": ["x"], "id": {}, "gone": 5}',
            '["\\ud800"]',
            json.dumps({words(chance)[:100_000]: words(chance)[:100_000]}),
            "",
        ]
    )
