"""Mutilated files of other programs: each becomes a right map, or is refused with a sentence; nothing else happens."""

import base64
import random
import re
from pathlib import Path

import pytest

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.errors import KnownError
from stworkshop.exchange import mapping, readers
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.writers import graphml_file
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from tests.exchange import mutilation, packing

FILES = Path(__file__).parent / "files"
SAMPLES = Path(__file__).resolve().parents[2] / "sample_sessions"
IN_THE_GATE, IN_FULL = 25, 400
OURS = "ours.graphml"
NAMES = (*sorted(path.name for path in FILES.iterdir() if path.suffix in readers.GRAPHS), OURS)
ODD_WORDS = (
    *("", " ", "0", "-1", "1e999", "NaN", "9" * 400, "x" * 3_000, "&#0;", "&#xD800;", "&nbsp;", "&a;", "<b>", "]]>"),
    *("\u202e", "😀", "a\nb", "&#10;", "../../etc/passwd", "file:///etc/passwd", "true", "none", "own:", "stakeholder"),
)
ENTITIES = '<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def with_an_odd_attribute(data: bytes, chance: random.Random) -> bytes:
    """Put an odd value in the place of one between quotes, or that of another attribute."""
    places = [match.span(1) for match in re.finditer(rb'="([^"<]*)"', data)]
    if not places:
        return data
    start, end = chance.choice(places)
    from_start, from_end = chance.choice(places)
    value = data[from_start:from_end] if chance.random() < 0.5 else chance.choice(ODD_WORDS).encode()
    return data[:start] + value + data[end:]


def with_odd_text(data: bytes, chance: random.Random) -> bytes:
    places = [match.span(1) for match in re.finditer(rb">([^<]*)<", data)]
    if not places:
        return data
    start, end = chance.choice(places)
    return data[:start] + chance.choice(ODD_WORDS).encode() + data[end:]


def with_another_tag(data: bytes, chance: random.Random) -> bytes:
    tags = re.findall(rb"<([A-Za-z:]+)[ />]", data)
    if not tags:
        return data
    one, other = chance.choice(tags), chance.choice(tags)
    return re.sub(rb"(</?)" + re.escape(one) + rb"(?=[ />])", rb"\g<1>" + other, data)


def with_a_part_within_itself(data: bytes, chance: random.Random) -> bytes:
    """Put a whole element in another place, some of them many times within one another."""
    places = list(re.finditer(rb"<([A-Za-z:]+)(?: [^<>]*)?>[^<]*</\1>|<[A-Za-z:]+(?: [^<>]*)?/>", data))
    if not places:
        return data
    part, other = chance.choice(places), chance.choice(places)
    return data[: other.start()] + part[0] * chance.choice((1, 2, 500)) + data[other.start() :]


def deeply_nested(data: bytes, chance: random.Random) -> bytes:
    tag: bytes = chance.choice(re.findall(rb"<([A-Za-z:]+)[ />]", data) or [b"a"])
    at = data.find(b"<" + tag)
    deep = chance.choice((3, 150, 5_000))
    return data[:at] + (b"<" + tag + b">") * deep + (b"</" + tag + b">") * deep + data[at:]


def with_entities(data: bytes, chance: random.Random) -> bytes:
    at = data.find(b"?>") + 2 if data.startswith(b"<?") else 0
    return data[:at] + ENTITIES.encode() + with_odd_text(data[at:], chance)


def with_another_encoding_declared(data: bytes, chance: random.Random) -> bytes:
    name = chance.choice((b"utf-16", b"latin-1", b"klingon", b"utf-7", b"cp037", b"x" * 200))
    return b'<?xml version="1.0" encoding="' + name + b'"?>' + re.sub(rb"^<\?xml.*?\?>", b"", data)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """Mutilate what is packed, and pack it again, where the file is packed."""
    if data.startswith(b"PK"):
        ways = (mutilation.truncated, with_an_odd_attribute, with_another_tag, deeply_nested)
        return packing.archived(chance.choice(ways)((FILES / "repairs.archimate").read_bytes(), chance))
    if b"<mxfile" in data[:200]:
        inner = (FILES / "crossing.drawio").read_bytes()
        return packing.packed_drawing(chance.choice((with_an_odd_attribute, with_odd_text))(inner, chance))
    if data[:1] not in (b"{", b"<"):
        return packing.packed_text(mutilation.truncated(data, chance).decode("utf-8", "ignore")).encode()
    return data


def with_bad_packing(data: bytes, chance: random.Random) -> bytes:
    packed = base64.b64encode(packing.deflated(chance.choice((b"", b"<a/>", b"%", b"%3C", b"\xff" * 99))))
    return re.sub(rb"(<diagram[^>]*>)[^<]+", rb"\g<1>" + packed, data, count=1)


XML = (
    *mutilation.BYTES,
    *(with_an_odd_attribute, with_an_odd_attribute, with_odd_text, with_another_tag, with_a_part_within_itself),
    *(deeply_nested, with_entities, with_another_encoding_declared, repacked, with_bad_packing),
)
JSON = (*mutilation.BYTES, *[mutilation.with_odd_values] * 8)
PACKED = (*mutilation.BYTES, *[repacked] * 5)


def whole_of(name: str) -> bytes:
    return graphml_file.to_bytes(read_any(SAMPLES / "hill-east.json")) if name == OURS else (FILES / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_mutilated_map_is_read_or_refused(name: str, soak: bool, tmp_path: Path) -> None:
    whole = whole_of(name)
    ways = XML if b"<" in whole[:5] else JSON if whole[:1] == b"{" else PACKED
    path = tmp_path / name
    read = 0
    for seed in range(IN_FULL if soak else IN_THE_GATE):
        chance = random.Random(f"{name} {seed}")
        data = whole
        for _time in range(chance.choice((1, 1, 2))):
            data = mutilated(data, ways, chance)
        path.write_bytes(data)
        read += assert_is_read_or_refused(path, seed)
        assert path.read_bytes() == data and [path] == list(tmp_path.iterdir()), seed
    assert read, "none of them was read"


def mutilated(data: bytes, ways: tuple[mutilation.Mutilation, ...], chance: random.Random) -> bytes:
    way = chance.choice(ways)
    try:
        return way(data, chance)
    except (ValueError, TypeError, IndexError, RecursionError):
        return data  # it was mutilated before, and does not hold what this way looks for


def assert_is_read_or_refused(path: Path, seed: int) -> bool:
    try:
        foreign = readers.read_foreign(path)
    except KnownError as error:
        assert len(error.what) > 10 and "\n" not in str(error) and "Traceback" not in str(error), seed
        return False
    ids = [card.id for card in foreign.cards]
    assert ids and len(set(ids)) == len(ids), seed
    assert len({link.id for link in foreign.links}) == len(foreign.links), seed
    assert all(card.label and "\n" not in card.label for card in foreign.cards), seed
    ends = [end for link in foreign.links for end in (link.source, link.target)]
    assert set(ends) <= set(ids), seed
    plan = mapping.planned(foreign, mapping.suggested(foreign, catalogue()), Board(), catalogue())
    assert plan.count("elements") == len(foreign.cards), seed
    outcome = decide(Board(), "bring_in", {"records": list(plan.records)}, Context())
    assert isinstance(outcome, Decision), (seed, outcome)
    return True
