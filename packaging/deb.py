"""Make a Debian package of the packed program: dist/stworkshop_VERSION_ARCH.deb.

python3 packaging/freeze.py && python3 packaging/deb.py [--fast]

It needs dpkg-deb only. `--fast` compresses less: a second instead of a minute.
"""

import email.utils
import gzip
import hashlib
import os
import platform
import re
import shutil
import sys
import textwrap
import tomllib
from pathlib import Path

import qt_libraries
from console import BootstrapError, call, last_words, say
from environment import HERE, ROOT
from freeze import FOLDER

TREE = ROOT / "build/deb"
LINUX = HERE / "linux"
# Package names differ where Debian changed the size of time: the new name first, the old one for older systems.
ALTERNATIVES = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}
CHANGES = ROOT / "CHANGELOG.md"
MAINTAINER = "STWorkshop contributors <maintainers@stworkshop.invalid>"
CONTROL = """\
Package: stworkshop
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: shared-mime-info, desktop-file-utils, hicolor-icon-theme
Suggests: fonts-droid-fallback
Section: education
Priority: optional
Description: offline workshops about AI in public services
 People in a room put stakeholders, concerns and parts of the technology on
 one map, see how they hang together, rate what matters, and go home with a
 printed summary of what was understood, agreed and contested.
 .
 Works without any network: nothing leaves the room by itself.
"""


def lay_out(version: str) -> None:
    """Lay the package's tree out below build/deb, as it will be below /."""
    shutil.rmtree(TREE, ignore_errors=True)
    shutil.copytree(FOLDER, TREE / "usr/lib/stworkshop", symlinks=True)
    (TREE / "usr/bin").mkdir(parents=True)
    (TREE / "usr/bin/stworkshop").symlink_to("../lib/stworkshop/stworkshop")
    put(LINUX / "stworkshop.desktop", "usr/share/applications/stworkshop.desktop")
    put(LINUX / "stworkshop-mime.xml", "usr/share/mime/packages/stworkshop.xml")
    put(ROOT / "resources/icons/app.svg", "usr/share/icons/hicolor/scalable/apps/stworkshop.svg")
    for picture in (ROOT / "build/icons").glob("stworkshop-*.png"):
        size = picture.stem.split("-")[1]
        if size != "1024":
            put(picture, f"usr/share/icons/hicolor/{size}x{size}/apps/stworkshop.png")
    put(LINUX / "stworkshop.metainfo.xml", "usr/share/metainfo/invalid.stworkshop.stworkshop.metainfo.xml")
    put(LINUX / "stworkshop.bash-completion", "usr/share/bash-completion/completions/stworkshop")
    put_packed((LINUX / "stworkshop.1").read_bytes(), "usr/share/man/man1/stworkshop.1.gz")
    put_packed(changelog(version, CHANGES).encode("utf-8"), "usr/share/doc/stworkshop/changelog.gz")
    words = TREE / "usr/share/doc/stworkshop"
    words.mkdir(parents=True)
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    (words / "copyright").write_text(f"{(ROOT / 'LICENSE').read_text(encoding='utf-8')}\n{notices}", encoding="utf-8")
    put(ROOT / "CHANGELOG.md", "usr/share/doc/stworkshop/CHANGELOG.md")


def put(source: Path, place: str) -> None:
    """Copy one file to `place` below the tree, readable by all."""
    target = TREE / place
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def put_packed(data: bytes, place: str) -> None:
    """Write one file, packed as Debian wants manuals and changelogs."""
    target = TREE / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(data, 9, mtime=0))
    target.chmod(0o644)


def changelog(version: str, changes: Path) -> str:
    """Return the newest part of the list of changes in Debian's form, dated by SOURCE_DATE_EPOCH, else by the file."""
    newest = changes.read_text(encoding="utf-8").split("\n## ")[1]
    items = re.findall(r"^- (.*(?:\n  .*)*)", newest, re.MULTILINE)
    told = [
        textwrap.fill(" ".join(item.split()), 78, initial_indent="  * ", subsequent_indent="    ") for item in items
    ]
    moment = email.utils.formatdate(float(os.environ.get("SOURCE_DATE_EPOCH", changes.stat().st_mtime)))
    head = f"stworkshop ({version}) unstable; urgency=medium"
    return "\n".join([head, "", *told, "", f" -- {MAINTAINER}  {moment.replace('-0000', '+0000')}", ""])


def write_control(version: str, architecture: str) -> None:
    """Write what dpkg wants to know: the description and the sums of all files."""
    packages = sorted({*qt_libraries.OFFSCREEN.values(), *qt_libraries.WINDOW.values(), "libstdc++6", "libgcc-s1"})
    files = sorted(file for file in TREE.rglob("*") if file.is_file() and not file.is_symlink())
    control = TREE / "DEBIAN"
    control.mkdir()
    sums = (f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(TREE)}\n" for file in files)
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")
    # Libraries of the machine that it is built on are in it, so it needs a C library as new.
    fields = {
        "version": version,
        "maintainer": MAINTAINER,
        "architecture": architecture,
        "size": sum(file.stat().st_size for file in files) // 1024,
        "depends": ", ".join(
            [f"libc6 (>= {platform.libc_ver()[1]})", *(ALTERNATIVES.get(name, name) for name in packages)]
        ),
    }
    (control / "control").write_text(CONTROL.format(**fields), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Build the package and print where it is."""
    if not FOLDER.is_dir():
        say("there is no packed program yet: python3 packaging/freeze.py")
        return 1
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    architecture = call(["dpkg", "--print-architecture"]).stdout.strip()
    try:
        lay_out(project["version"])
        write_control(project["version"], architecture)
        target = ROOT / f"dist/stworkshop_{project['version']}_{architecture}.deb"
        say("compressing the package")
        compression = "-Zzstd" if "--fast" in arguments else "-Zxz"
        result = call(["dpkg-deb", "--root-owner-group", compression, "--build", TREE, target])
        if result.returncode != 0:
            raise BootstrapError(f"dpkg-deb failed:\n{last_words(result)}")
    except BootstrapError as error:
        say(str(error))
        return 1
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
