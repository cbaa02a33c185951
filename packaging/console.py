"""Words of the bootstrap to the person who waits: on stderr, so that stdout carries data only."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class BootstrapError(Exception):
    """What went wrong on this machine and what to do about it, in sentences for a person."""


def say(words: str) -> None:
    """Tell the person, on stderr, what happens now."""
    print(f"stworkshop: {words}", file=sys.stderr, flush=True)


def call(
    command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `command` quietly; the result holds its exit code and words, 127 if there is no such program."""
    try:
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, **env} if env else None,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return subprocess.CompletedProcess(list(map(str, command)), 127, "", str(error))


def last_words(result: subprocess.CompletedProcess[str], lines: int = 6) -> str:
    """The last lines that a failed program said, for an error message."""
    said = (result.stderr.strip() or result.stdout.strip() or f"exit code {result.returncode}").splitlines()
    return "\n".join(said[-lines:])
