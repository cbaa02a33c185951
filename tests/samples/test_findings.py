"""What the map asks in the sample sessions, against what was planted in their hand-written sources."""

from functools import cache
from typing import Any

import make_samples
import pytest
import yaml

from stworkshop.analysis.findings import Finding, find
from stworkshop.exchange.importing import read_any
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue

OPEN_MUST = {"hill-east": 4, "merravale": 8, "quayline": 8, "eastmere": 8}

pytestmark = pytest.mark.parametrize("name", make_samples.SAMPLES)


@cache
def board(name: str) -> Board:
    return read_any(make_samples.FOLDER / f"{name}.json").board()


@cache
def found(name: str) -> list[Finding]:
    return find(board(name), catalogue())


def listed(name: str, section: str) -> list[tuple[str, tuple[str, ...]]]:
    """The checks of a section with their elements, read as plain YAML: the oracle, read by nothing of ours."""
    loaded: Any = yaml.safe_load((make_samples.SOURCES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [(entry["check"], tuple(entry["elements"])) for entry in loaded.get(section, ())]


def keys(name: str, *severities: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.check, one.elements) for one in found(name) if not severities or one.severity in severities]


def test_everything_that_was_planted_is_found(name: str) -> None:
    planted = listed(name, "planted_findings")
    assert planted and set(planted) <= set(keys(name))


def test_no_near_miss_is_found(name: str) -> None:
    near = listed(name, "must_not_find")
    assert near and not set(near) & set(keys(name))


def test_nothing_else_must_be_talked_about(name: str) -> None:
    must = keys(name, "must")
    assert set(must) <= set(listed(name, "planted_findings")) and len(must) == len(set(must))
    assert sum(one.open for one in found(name) if one.severity == "must") == OPEN_MUST[name]


def test_what_was_discussed_says_why(name: str) -> None:
    left = [(one.check, one.elements) for one in found(name) if not one.open]
    assert sorted(left) == sorted(listed(name, "discussed_findings"))


def test_every_message_is_whole(name: str) -> None:
    for one in found(name):
        assert one.message and one.suggestion and "{" not in one.message, one
        assert all(label.casefold() in one.message.casefold() for label in labels(name, one)), one


def labels(name: str, finding: Finding) -> list[str]:
    """What a message must name, but for its full stop: the first card of the finding, where its check writes one."""
    template = catalogue().checks[finding.check]["message"]
    first = board(name).elements.get(finding.elements[0]) if finding.elements else None
    return [first.label.rstrip(".")] if first is not None and "{" in template else []


def test_the_source_itself_is_asked_the_same(name: str) -> None:
    assert find(read_any(make_samples.SOURCES / f"{name}.yaml").board(), catalogue()) == found(name)
