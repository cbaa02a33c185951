"""The pinned pip: found through whatever this machine is configured for, and never taken unless its hash is right."""

import hashlib
import io
import json
from email.message import Message
from pathlib import Path
from urllib.request import Request
from urllib.response import addinfourl

import console
import first_pip
import pytest

CONTENT = b"the wheel that is pinned in these tests"


@pytest.fixture(autouse=True)
def lonely_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any pip or apt, and without a configuration of its own."""
    for name in ("PIP_INDEX_URL", "PIP_CONFIG_FILE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "nothing"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(first_pip, "find_spec", lambda name: None)
    monkeypatch.setattr(first_pip, "SHA256", hashlib.sha256(CONTENT).hexdigest())
    monkeypatch.setattr("debian.has_apt", lambda: False)


def answer(address: str, body: bytes, kind: str) -> addinfourl:
    """What urllib gives for an address."""
    headers = Message()
    headers["Content-Type"] = kind
    return addinfourl(io.BytesIO(body), headers, address)


def offer(monkeypatch: pytest.MonkeyPatch, page: str, kind: str, content: bytes) -> None:
    """Configure an index whose page about pip is `page`, and which gives `content` for the wheel."""
    here = "https://index.example/root"

    def urlopen(wanted: str | Request, timeout: float) -> addinfourl:
        address = wanted if isinstance(wanted, str) else wanted.full_url
        if address == f"{here}/simple/pip/":
            return answer(address, page.encode(), kind)
        assert address.split("#")[0] == f"{here}/files/{first_pip.WHEEL}"
        return answer(address, content, "application/octet-stream")

    monkeypatch.setenv("PIP_INDEX_URL", f"{here}/simple")
    monkeypatch.setattr("urllib.request.urlopen", urlopen)


HTML = f'<a href="pip-1.0.tar.gz">old</a> <a href="../../files/{first_pip.WHEEL}#sha256=0">new</a>'
JSON = json.dumps(
    {
        "files": [
            {"filename": "pip-1.0.tar.gz", "url": "pip-1.0.tar.gz"},
            {"filename": first_pip.WHEEL, "url": f"https://index.example/root/files/{first_pip.WHEEL}"},
        ]
    }
)
PAGES = [(HTML, "text/html"), (JSON, "application/vnd.pypi.simple.v1+json")]


@pytest.mark.parametrize(("page", "kind"), PAGES)
def test_the_pinned_wheel_comes_from_the_configured_index(
    page: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, page, kind, CONTENT)
    assert first_pip.fetch_pip(tmp_path / "here").read_bytes() == CONTENT


def test_another_wheel_of_that_name_is_refused_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, HTML, "text/html", b"something else")
    with pytest.raises(console.BootstrapError, match="not the one that is pinned"):
        first_pip.fetch_pip(tmp_path / "here")
    assert not (tmp_path / "here" / first_pip.WHEEL).exists()


def test_a_wheel_that_is_there_needs_no_network(tmp_path: Path) -> None:
    (tmp_path / first_pip.WHEEL).write_bytes(CONTENT)
    assert first_pip.fetch_pip(tmp_path) == tmp_path / first_pip.WHEEL


def test_where_nothing_helps_the_words_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(console.BootstrapError, match="PIP_INDEX_URL"):
        first_pip.fetch_pip(tmp_path)


def test_the_environment_wins_over_the_users_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nindex-url = https://index.example/simple\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    assert first_pip.configured_index() == "https://index.example/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://other.example/simple")
    assert first_pip.configured_index() == "https://other.example/simple"


def test_a_broken_configuration_file_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "pip.conf"
    config.write_text("index-url without a section\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    assert first_pip.configured_index() is None
