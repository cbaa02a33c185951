"""Ways in which files go wrong: by disks, by editors, by other programs, and by people who try."""

import copy
import json
import random
import re
from collections.abc import Callable
from typing import Any

import yaml

Mutilation = Callable[[bytes, random.Random], bytes]

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e300, -0.0, 10**30, "", " ", "\u202e", "=1+1", "null", "NaN", "x" * 5000, "a\nb"),
    *([], {}, [[]], [None], {"": 0}, {"id": "x"}, [{}], ["he-s-people"] * 3, {"a": [{"b": [1, {"c": "d"}]}]}),
)
RAW_VALUES = (
    *("NaN", "-Infinity", "1e999", "9" * 5000, '"\\ud800"', '"\\u0000"', "[" * 3000, '{"a":' * 3000, "tru", "'x'"),
    *(
        "!!python/object/apply:os.system [ls]",
        "&a [*a]",
        "*nobody",
        "{<<: {a: 1}}",
        "- : -",
        "|",
        "\t",
        "? x",
        "%",
        "@",
    ),
    '"\\ud83d\\ude00"',
)


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def with_flipped_bits(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 3, 40))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def with_a_hole(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 4000) :]


def with_a_block_of_zeros(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + bytes(512) + data[start + 512 :]


def with_a_part_twice(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = start + chance.randrange(1, 4000)
    return data[:end] + data[start:]


def with_two_lines_swapped(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def with_other_indentation(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    number = chance.randrange(len(lines))
    lines[number] = b" " * chance.randrange(6) + lines[number].lstrip()
    return b"\n".join(lines)


def in_another_encoding(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace").replace("e", "é", 50)
    return text.encode(chance.choice(("utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32", "utf-8-sig")), "replace")


def with_windows_line_ends(data: bytes, chance: random.Random) -> bytes:
    return b"\xef\xbb\xbf" * chance.randrange(3) + data.replace(b"\n", chance.choice((b"\r\n", b"\r")))


def something_else(data: bytes, chance: random.Random) -> bytes:
    return chance.choice(
        (b"", b" \n", b"[]", b"0", b"\x00" * 999, b"PK\x03\x04", b"---\n---\n", chance.randbytes(2000))
    )


def with_a_raw_value(data: bytes, chance: random.Random) -> bytes:
    """Put what is hardly a value in the place of one that stands after a colon."""
    places = [match.span(1) for match in re.finditer(rb":[ ]+([^\n,{}\[\]]+)", data)]
    if not places:
        return data
    start, end = chance.choice(places)
    return data[:start] + chance.choice(RAW_VALUES).encode() + data[end:]


def with_odd_values(data: bytes, chance: random.Random) -> bytes:
    """Replace, remove, or copy values anywhere in a JSON document."""
    document = json.loads(data)
    for _ in range(chance.choice((1, 2, 8))):
        spots = list(_spots(document))
        holder, key = chance.choice(spots)
        doing = chance.randrange(4)
        if doing == 0 and isinstance(holder, dict):
            del holder[key]
        elif doing == 1 and isinstance(holder, list):
            holder.append(holder[chance.randrange(len(holder))])
        elif doing == 2:
            other, name = chance.choice(spots)
            holder[key] = json.loads(json.dumps(other[name] if _has(other, name) else None))
        else:
            holder[key] = copy.deepcopy(chance.choice(ODD_VALUES))  # or it would come to hold itself
    return json.dumps(document, indent=1).encode()


def with_odd_values_in_yaml(data: bytes, chance: random.Random) -> bytes:
    """Do the same to a YAML file, written as the JSON that YAML holds."""
    return with_odd_values(json.dumps(yaml.safe_load(data)).encode(), chance)


def _spots(value: Any) -> Any:
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        for key in holder if isinstance(holder, dict) else range(len(holder)):
            yield holder, key
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])


def _has(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


BYTES: tuple[Mutilation, ...] = (
    truncated,
    with_flipped_bits,
    with_a_hole,
    with_a_block_of_zeros,
    with_a_part_twice,
    with_two_lines_swapped,
    with_other_indentation,
    in_another_encoding,
    with_windows_line_ends,
    something_else,
    with_a_raw_value,
)
"""What may happen to any file."""
JSON: tuple[Mutilation, ...] = (*BYTES, *[with_odd_values] * 4)
YAML: tuple[Mutilation, ...] = (*BYTES, *[with_odd_values_in_yaml] * 4)
"""What may happen to a JSON file or a YAML file; part of it by programs that know these and not the format."""
