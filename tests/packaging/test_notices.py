"""The third-party notices name everything that is installed with the program, and nobody's licence is a surprise."""

import re

from tests.source_tree import ROOT


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_notices_name_every_locked_library_and_font() -> None:
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    named = {normalized(word) for word in re.findall(r"[\w.-]+", notices)}
    lock = (ROOT / "packaging/requirements.lock").read_text(encoding="utf-8")
    locked = {normalized(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    assert locked - named == set()
    assert {file.name for file in (ROOT / "resources/fonts").glob("OFL-*.txt")} == set(
        re.findall(r"OFL-\w+\.txt", notices)
    )


def test_every_lock_line_has_a_hash_and_no_address() -> None:
    for lock in (ROOT / "packaging").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text and not text.startswith("-")
        requirements = text.replace("\\\n", " ").splitlines()
        assert all("--hash=sha256:" in line for line in requirements)
