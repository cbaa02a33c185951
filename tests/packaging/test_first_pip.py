"""The pinned pip: found through whatever this machine is configured for, and never taken unless its hash is right."""

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import console
import first_pip
import pytest

CONTENT = b"the wheel that is pinned in these tests"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without writing to stderr."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


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


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Path]:
    """A package index on this machine; the folder it serves, which `PIP_INDEX_URL` may name by `url.txt`."""
    folder = tmp_path / "index"
    (folder / "simple/pip").mkdir(parents=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        (folder / "url.txt").write_text(f"http://127.0.0.1:{server.server_address[1]}/simple")
        yield folder
        server.shutdown()
        thread.join()


def offer(index: Path, content: bytes) -> str:
    """Put the wheel and a page that links to it on the index; the index's address."""
    (index / "files").mkdir()
    (index / "files" / first_pip.WHEEL).write_bytes(content)
    page = f'<a href="pip-1.0.tar.gz">old</a> <a href="../../files/{first_pip.WHEEL}#sha256=0">new</a>'
    (index / "simple/pip/index.html").write_text(page)
    return (index / "url.txt").read_text()


def test_the_pinned_wheel_comes_from_the_configured_index(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", offer(index, CONTENT))
    assert first_pip.fetch_pip(tmp_path / "here").read_bytes() == CONTENT


def test_another_wheel_of_that_name_is_refused_and_not_kept(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", offer(index, b"something else"))
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
