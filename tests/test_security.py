"""SECURITY.md promises nothing that no test holds: each test that it names is there."""

import re

from tests.source_tree import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_each_promise_names_a_test_that_is_there() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promises = [
        row for row in re.findall(r"^\| (.+) \|$", text, re.MULTILINE) if not row.startswith(("Promise", "---"))
    ]
    assert len(promises) > 20
    assert not [row for row in promises if not NAMED.search(row)]
    missing = [
        f"{file}::{name}"
        for file, name in NAMED.findall(text)
        if not re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert not missing
