"""Make the three lock files anew from pyproject.toml (needs `uv`; run by a developer, never by a user).

python packaging/lock.py [--upgrade]
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUN, TEST, FREEZE = (HERE / f"requirements{part}.lock" for part in ("", "-test", "-freeze"))
# One lock for every system and Python, with one version of each library for all, so that what was tried is what runs.
# Hashes hold. No header, no annotations: they name indexes.
OPTIONS = [
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-header", "--no-annotate", "--quiet"),
]


def compile_lock(target: Path, *extra: str) -> None:
    """Resolve pyproject.toml with `extra` options into `target`; a failing resolver ends the program."""
    uv = [shutil.which("uv") or sys.executable]
    if uv[0] == sys.executable:
        uv += ["-m", "uv"]
    command = [*uv, "pip", "compile", "pyproject.toml", *OPTIONS, *extra, "--output-file", str(target)]
    subprocess.run(command, cwd=HERE.parent, check=True)


def main(arguments: list[str]) -> int:
    """Lock what the program needs, then the tests' and the freezer's tools on top of the same versions."""
    compile_lock(RUN, *arguments)
    compile_lock(TEST, "--group", "dev", "--constraint", str(RUN), *arguments)
    compile_lock(FREEZE, "--group", "freeze", "--constraint", str(RUN), *arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
