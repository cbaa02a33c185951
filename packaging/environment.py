"""The program's own Python environment: made once from lock files, checked by a stamp, then used offline."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import IO, Any

from console import BootstrapError, call, say
from first_pip import fetch_pip
from turns import Turns

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock", "freeze": "requirements-freeze.lock"}
STAMP = "stworkshop-stamp.json"
OLDEST, NEWEST = (3, 11), (3, 13)


def check_python() -> None:
    """Refuse a Python that the locked packages were not made for; raises BootstrapError."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(map(str, sys.version_info[:3]))
        hint = "try python3.13, or py -3.13 on Windows"
        raise BootstrapError(f"this needs Python 3.11, 3.12 or 3.13, and this is {found}: {hint}.")


def environment_folder() -> Path:
    """Where the environment is: `.venv` in the work tree, or in the user's cache if the tree may not be written to."""
    if chosen := os.environ.get("STWORKSHOP_ENVIRONMENT"):
        return Path(chosen).resolve()
    inside = ROOT / ".venv"
    if os.access(inside if inside.exists() else ROOT, os.W_OK):
        return inside
    if sys.platform == "win32":
        cache = Path(os.environ.get("LOCALAPPDATA", Path.home()))
    elif sys.platform == "darwin":
        cache = Path.home() / "Library/Caches"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return cache / "stworkshop" / f"environment-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"


class Environment:
    """One virtual environment in `folder` and what its stamp says is installed there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._turns = Turns(folder)
        self._use: IO[bytes] | None = None  # held as long as this object lives

    def ensure(self, part: str) -> None:
        """Have the packages of `part` ("run", "test", "freeze") installed; without a network if they already are.

        Starts at the same time take turns, and nobody takes the environment away from a program that runs in it.
        """
        with self._turns.making():
            self._ensure(part)
            self._use = self._use or self._turns.use()

    def _ensure(self, part: str) -> None:
        stamp = self._stamp()
        if not self._is_usable(stamp):
            stamp = self._create()
        lock = HERE / LOCKS[part]
        digest = hashlib.sha256(lock.read_bytes()).hexdigest()
        if stamp["locks"].get(part) == digest:
            return
        self._install(lock)
        stamp["locks"][part] = digest
        (self.folder / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")

    def _stamp(self) -> dict[str, Any]:
        try:
            stamp = json.loads((self.folder / STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def _identity(self) -> dict[str, Any]:
        # An environment holds absolute paths: one that was moved, or whose Python went, is made again.
        return {"python": sys.version.split()[0], "platform": sysconfig.get_platform(), "folder": str(self.folder)}

    def _is_usable(self, stamp: dict[str, Any]) -> bool:
        same = all(stamp.get(key) == value for key, value in self._identity().items())
        return same and isinstance(stamp.get("locks"), dict) and call([self.python, "-c", ""]).returncode == 0

    def _create(self) -> dict[str, Any]:
        say(f"making the environment in {self.folder}")
        if self.folder.exists() and not (self.folder / "pyvenv.cfg").exists() and any(self.folder.iterdir()):
            raise BootstrapError(
                f"{self.folder} is in the way: it is no environment. Move it, or set STWORKSHOP_ENVIRONMENT."
            )
        if self._use:
            self._use.close()  # one's own use would be waited for, too
            self._use = None
        with self._turns.replacing():
            shutil.rmtree(self.folder, ignore_errors=True)
        venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(self.folder)
        return {**self._identity(), "locks": {}}

    def _install(self, lock: Path) -> None:
        wheel = fetch_pip(self.folder / "bootstrap")
        say(f"installing the packages of {lock.name} (this takes a while the first time)")
        options = ["--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check", "--no-input"]
        quiet = [] if sys.stderr.isatty() else ["--quiet"]
        command = [str(self.python), f"{wheel}/pip", "install", *options, *quiet, "--requirement", str(lock)]
        env = {**os.environ, "PIP_USER": "0"}  # a user's setting that no environment can obey
        result = subprocess.run(command, cwd=ROOT, env=env, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False)
        if result.returncode != 0:
            raise BootstrapError(f"pip could not install the packages of {lock.name} (its words are above).")
        self._link_sources()

    def _link_sources(self) -> None:
        """Let the environment's Python find the program in the work tree, from whatever folder it is started."""
        site = call([self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).stdout.strip()
        encoding = "utf-8" if sys.version_info >= (3, 13) else "locale"  # as Python reads such a file
        (Path(site) / "stworkshop.pth").write_text(f"{ROOT}\n", encoding=encoding)
