"""What a desktop and a shell read about the program: manual, completion, AppStream metadata, changelog, sources."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from stworkshop.version import VERSION
from tests.source_tree import ROOT, tracked_files
from ui.main import build_parser

sys.path.insert(0, str(ROOT / "packaging"))

import deb
import make_manual

LINUX = ROOT / "packaging/linux"


def test_manual_and_completion_say_what_the_parser_says() -> None:
    parser = build_parser()
    assert (LINUX / make_manual.MANUAL).read_text(encoding="utf-8") == make_manual.manual(parser)
    assert (LINUX / make_manual.COMPLETION).read_text(encoding="utf-8") == make_manual.completion(parser)


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man here")
def test_the_manual_can_be_read_without_a_warning() -> None:
    command = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(LINUX / make_manual.MANUAL)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def completed(*words: str) -> set[str]:
    """What bash offers for the last of the words."""
    line = " ".join(f"'{word}'" for word in ("stworkshop", *words))
    script = (
        f"source {LINUX / make_manual.COMPLETION}\nCOMP_WORDS=({line})\nCOMP_CWORD={len(words)}\n"
        '_stworkshop; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_commands_options_and_words() -> None:
    assert completed("ex") == {"export"}
    assert {"check", "host", "open", "--version"} <= completed("")
    assert completed("export", "S", "--t") == {"--to", "--tiles", "--theme"}
    assert completed("export", "S", "--draft", "a") == {"atrs", "aia", "altai"}
    assert completed("export", "S") == set(), "bash offers files there"


def test_the_metadata_agrees_with_the_desktop_entry() -> None:
    told = ET.parse(LINUX / "stworkshop.metainfo.xml").getroot()
    assert told.findtext("launchable") == "stworkshop.desktop" and (LINUX / "stworkshop.desktop").is_file()
    entry = (LINUX / "stworkshop.desktop").read_text(encoding="utf-8")
    assert f"MimeType={told.findtext('provides/mediatype')};" in entry
    assert f"Name={told.findtext('name')}\n" in entry and f"Icon={told.findtext('icon')}\n" in entry
    assert len(told.findtext("summary") or "") <= 80 and told.findtext("project_license") == "MIT"


def test_the_changelog_of_debian_holds_the_newest_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    told = deb.changelog(VERSION, ROOT / "CHANGELOG.md")
    lines = told.splitlines()
    assert lines[0] == f"stworkshop ({VERSION}) unstable; urgency=medium"
    assert re.fullmatch(r" -- .+ <.+@.+>  \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000", lines[-1])
    assert all(line == "" or line.startswith(("  * ", "    ")) for line in lines[1:-1])
    newest = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1]
    assert told.count("  * ") >= newest.count("\n- ") > 0


def test_the_manifest_names_all_that_the_repository_holds() -> None:
    lines = [line.split() for line in (ROOT / "MANIFEST.in").read_text(encoding="utf-8").splitlines()]
    grafted = {line[1] for line in lines if line[:1] == ["graft"]}
    included = [pattern for line in lines if line[:1] == ["include"] for pattern in line[1:]]
    # The project's own file is in every source package.
    paths = [file.relative_to(ROOT) for file in tracked_files() if file.name != "pyproject.toml"]
    left_out = [
        path
        for path in paths
        if path.parts[0] not in grafted and not (len(path.parts) == 1 and any(map(path.match, included)))
    ]
    assert not left_out


def test_the_source_package_holds_all_that_the_repository_holds(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for file in tracked_files():
        target = tree / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    build = f"import setuptools.build_meta as b; print(b.build_sdist({str(tmp_path)!r}))"
    subprocess.run([sys.executable, "-c", build], cwd=tree, capture_output=True, check=True)
    (made,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    missing = {file.relative_to(ROOT).as_posix() for file in tracked_files()} - held
    assert not missing
    assert {"LICENSE", "THIRD-PARTY-NOTICES.md", "PKG-INFO"} <= held
