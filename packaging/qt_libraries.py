"""The system libraries that Qt's wheels need on Linux: find out which are missing, and get them or name them."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import debian
from console import BootstrapError, say

# Library to Debian package, as found on an empty Debian 13 by running.
OFFSCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
# For the tests with a real pointer: program to Debian package.
TOOLS = {"Xvfb": "xvfb", "xauth": "xauth", "xdotool": "xdotool"}


def ensure_libraries(wanted: dict[str, str], folder: Path) -> dict[str, str]:
    """Have the libraries `wanted` at hand, and return the environment variables that Qt needs to find them.

    As root they are installed; otherwise they are unpacked below `folder`. Raises BootstrapError naming the packages.
    """
    if sys.platform != "linux":
        return {}
    missing = missing_libraries(wanted)
    if not missing:
        return {}
    packages = sorted({wanted[library] for library in missing})
    if not debian.has_apt():
        raise BootstrapError(f"Qt needs libraries that this system lacks: {', '.join(missing)}. Please install them.")
    if debian.is_root():
        debian.install(packages)
        return {}
    return _unpacked(packages, folder)


def missing_libraries(wanted: Iterable[str]) -> list[str]:
    """Those of the shared libraries `wanted` that this system cannot load."""
    missing = []
    for library in wanted:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    return missing


def ensure_tools() -> bool:
    """Whether the tests with a real pointer have what they need; as root on Debian it is installed.

    Without it those tests are skipped and named.
    """
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if not missing:
        return True
    if sys.platform == "linux" and debian.has_apt() and debian.is_root():
        debian.install(missing)
        return True
    if sys.platform == "linux":
        say(f"the tests that drive a real window are skipped: they need {', '.join(missing)}")
    return False


def _unpacked(packages: list[str], folder: Path) -> dict[str, str]:
    done = folder / "packages.txt"
    if not done.is_file() or done.read_text(encoding="ascii").split() != packages:
        say(f"unpacking {' '.join(packages)} into {folder}, because only root may install them")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            debian.unpack(packages, folder, with_dependencies=True)
        except BootstrapError as error:
            hint = f"Please have them installed: apt install {' '.join(packages)}"
            raise BootstrapError(f"Qt needs packages that could not be had.\n{error}\n{hint}") from error
        done.write_text("\n".join(packages), encoding="ascii")
    places = [str(place) for place in debian.library_folders(folder)]
    if before := os.environ.get("LD_LIBRARY_PATH"):
        places.append(before)
    return {"LD_LIBRARY_PATH": os.pathsep.join(places)}
