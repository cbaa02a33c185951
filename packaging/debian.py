"""What the bootstrap asks of Debian and its relatives: install packages as root, or unpack them into a folder."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from console import BootstrapError, call, last_words, say

# Drivers that only draw in three dimensions: large, and the program's window needs none of them.
NOT_UNPACKED = ("mesa", "libllvm", "libgbm", "libdrm", "libvulkan", "libgl1-", "libz3", "libsensors", "libpciaccess")


def has_apt() -> bool:
    """Whether this is a system with apt and dpkg."""
    return sys.platform == "linux" and all(shutil.which(tool) for tool in ("apt-get", "apt-cache", "dpkg-deb"))


def is_root() -> bool:
    """Whether packages may be installed for the whole system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: Sequence[str]) -> None:
    """Install `packages` for the whole system; raises BootstrapError with apt's last words."""
    say(f"installing {' '.join(packages)}")
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    if call(command, env=env).returncode == 0:
        return
    call(["apt-get", "update", "--quiet"], env=env)
    result = call(command, env=env)
    if result.returncode != 0:
        raise BootstrapError(f"apt-get could not install {' '.join(packages)}:\n{last_words(result)}")


def unpack(packages: Sequence[str], folder: Path, *, with_dependencies: bool) -> None:
    """Download `packages` as an ordinary user and unpack them below `folder`; raises BootstrapError."""
    archives = folder / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    options: list[str] = []
    try:
        _download(packages, archives, options, with_dependencies)
    except BootstrapError:
        # No package lists on this machine, or old ones: read fresh ones into a folder of our own, which needs no root.
        options = _own_lists(folder / "apt")
        say("reading the system's package lists")
        call(["apt-get", *options, "update", "--quiet"])
        _download(packages, archives, options, with_dependencies)
    for archive in sorted(archives.glob("*.deb")):
        result = call(["dpkg-deb", "--extract", archive, folder])
        if result.returncode != 0:
            raise BootstrapError(f"could not unpack {archive.name}:\n{last_words(result)}")
    shutil.rmtree(archives)
    shutil.rmtree(folder / "apt", ignore_errors=True)


def library_folders(root: Path) -> list[Path]:
    """The folders below an unpacked `root` that hold shared libraries."""
    return sorted({found.parent for base in ("usr/lib", "lib") for found in (root / base).glob("**/*.so.*")})


def _own_lists(folder: Path) -> list[str]:
    """Options that let apt keep its lists and its cache below `folder`."""
    for part in ("lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return [
        *("-o", f"Dir::State::Lists={folder / 'lists'}"),
        *("-o", f"Dir::Cache={folder / 'cache'}"),
        *("-o", "APT::Sandbox::User="),
        *("-o", "Debug::NoLocking=1"),
    ]


def _download(packages: Sequence[str], archives: Path, options: list[str], with_dependencies: bool) -> None:
    names = _closure(packages, options) if with_dependencies else list(packages)
    result = call(["apt-get", *options, "download", "--quiet", *names], cwd=archives)
    if result.returncode != 0:
        raise BootstrapError(f"apt-get could not download {' '.join(names)}:\n{last_words(result)}")


def _closure(packages: Iterable[str], options: list[str]) -> list[str]:
    """The packages that installing `packages` would bring, without drivers; apt only simulates, as anybody may."""
    command = ["apt-get", *options, "install", "--simulate", "--no-install-recommends", *packages]
    result = call(command)
    if result.returncode != 0:
        raise BootstrapError(f"apt-get knows no {' '.join(packages)}:\n{last_words(result)}")
    new = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("Inst ")]
    return [name for name in new if not name.startswith(NOT_UNPACKED)]
