"""Fetch the one pinned pip that installs everything else, on a machine that may have no pip at all.

The repository names no package index. Whoever is asked knows its own: a pip that is already there (or that comes
with Python as `ensurepip`), the index that this machine is configured for, or, on a bare Debian, Debian's own pip.
"""

import hashlib
import html.parser
import json
import os
import shutil
import ssl
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Callable
from configparser import Error as ConfigError
from configparser import RawConfigParser
from importlib.util import find_spec
from pathlib import Path

import debian
from console import BootstrapError, call, last_words, say

VERSION = "26.3"
WHEEL = f"pip-{VERSION}-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
TIMEOUT = 60  # seconds without a byte from the index


def fetch_pip(folder: Path) -> Path:
    """The pinned wheel of pip in `folder`, fetched if it is not there; raises BootstrapError."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / WHEEL
    if _is_pinned(wheel):
        return wheel
    say(f"fetching pip {VERSION}")
    reasons = []
    for way in (_by_pip, _by_ensurepip, _by_configured_index, _by_debian):
        try:
            if way(folder) and _is_pinned(wheel):
                return wheel
        except (BootstrapError, OSError, ValueError) as error:
            reasons.append(f"{way.__doc__}: {_explained(error)}")
        wheel.unlink(missing_ok=True)
    raise BootstrapError(
        "\n".join(
            [
                f"could not fetch pip {VERSION}, which installs everything else.",
                *reasons,
                "Is there a network? If so, install pip (on Debian: apt install python3-venv), or set PIP_INDEX_URL.",
            ]
        )
    )


def configured_index() -> str | None:
    """The index URL of this machine's pip configuration (environment first, then the user's files), or None."""
    if url := os.environ.get("PIP_INDEX_URL"):
        return url
    for file in _config_files():
        parser = RawConfigParser()
        try:
            parser.read(file, encoding="utf-8")
        except (ConfigError, UnicodeDecodeError):
            continue
        for section in ("install", "global"):
            if url := parser.get(section, "index-url", fallback=""):
                return url.strip()
    return None


def _config_files() -> list[Path]:
    """Where pip looks for its configuration, what counts most first."""
    home = Path.home()
    places = [Path(os.environ["PIP_CONFIG_FILE"])] if "PIP_CONFIG_FILE" in os.environ else []
    if sys.platform == "win32":
        places += [Path(os.environ.get("APPDATA", home)) / "pip/pip.ini", home / "pip/pip.ini"]
        return [*places, Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "pip/pip.ini"]
    config = Path(os.environ.get("XDG_CONFIG_HOME", home / ".config"))
    places += [config / "pip/pip.conf", home / ".pip/pip.conf"]
    if sys.platform == "darwin":
        places += [home / "Library/Application Support/pip/pip.conf", Path("/Library/Application Support/pip/pip.conf")]
    dirs = os.environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")
    return [*places, Path("/etc/pip.conf"), *(Path(part) / "pip/pip.conf" for part in dirs)]


def _is_pinned(wheel: Path) -> bool:
    return wheel.is_file() and hashlib.sha256(wheel.read_bytes()).hexdigest() == SHA256


def _by_pip(folder: Path) -> bool:
    """with the pip of this Python"""
    return find_spec("pip") is not None and _download([sys.executable, "-m", "pip"], folder)


def _by_ensurepip(folder: Path) -> bool:
    """with the pip that comes with Python"""
    if find_spec("ensurepip") is None:
        return False
    with tempfile.TemporaryDirectory(dir=folder) as seed:
        context = venv.EnvBuilder(with_pip=False).ensure_directories(Path(seed) / "venv")
        venv.create(context.env_dir, with_pip=True)
        return _download([context.env_exe, "-m", "pip"], folder)


def _by_configured_index(folder: Path) -> bool:
    """from the index that this machine is configured for"""
    index = configured_index()
    if index is None:
        return False
    page = f"{index.rstrip('/')}/pip/"
    accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.2"
    with urllib.request.urlopen(urllib.request.Request(page, headers={"Accept": accept}), timeout=TIMEOUT) as answer:
        kind, base, body = answer.headers.get_content_type(), answer.geturl(), answer.read()
    read: Callable[[bytes], list[tuple[str, str]]] = _json_files if kind.endswith("+json") else _html_files
    address = next((url for name, url in read(body) if name == WHEEL), None)
    if address is None:
        raise BootstrapError(f"it offers no {WHEEL}")
    with (
        urllib.request.urlopen(urllib.parse.urljoin(base, address), timeout=TIMEOUT) as answer,
        (folder / WHEEL).open("wb") as file,
    ):
        shutil.copyfileobj(answer, file)
    if not _is_pinned(folder / WHEEL):
        raise BootstrapError(f"its {WHEEL} is not the one that is pinned here")
    return True


def _by_debian(folder: Path) -> bool:
    """with the pip that Debian packages"""
    if not debian.has_apt():
        return False
    with tempfile.TemporaryDirectory(dir=folder) as place:
        debian.unpack(["python3-pip-whl"], Path(place), with_dependencies=False)
        wheels = sorted(Path(place).glob("usr/share/python-wheels/pip-*.whl"))
        if not wheels:
            raise BootstrapError("its package python3-pip-whl holds no wheel")
        return _download([sys.executable, f"{wheels[-1]}/pip"], folder)


def _download(pip: list[str], folder: Path) -> bool:
    """Let another `pip` download the pinned one, which compares the hash itself."""
    wanted = folder / "pip.lock"
    wanted.write_text(f"pip=={VERSION} --hash=sha256:{SHA256}\n", encoding="ascii")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    result = call([*pip, "download", *options, "--dest", folder, "--requirement", wanted])
    if result.returncode != 0:
        raise BootstrapError(last_words(result))
    return True


def _json_files(body: bytes) -> list[tuple[str, str]]:
    return [(str(file["filename"]), str(file["url"])) for file in json.loads(body)["files"]]


def _html_files(body: bytes) -> list[tuple[str, str]]:
    links: list[tuple[str, str]] = []

    class Links(html.parser.HTMLParser):
        """Collects the address of each link, under the file name it ends with."""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            address = dict(attrs).get("href") if tag == "a" else None
            if address:
                links.append((Path(urllib.parse.urlsplit(address).path).name, address))

    Links().feed(body.decode("utf-8", "replace"))
    return links


def _explained(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"{reason} (are CA certificates installed? On Debian: apt install ca-certificates)"
    return str(reason)
