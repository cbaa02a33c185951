"""The main job without a display: sample sessions in, a summary and a map of two of them out, as PDF."""

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from console import BootstrapError, say

SAMPLES = {"hill-east": "case-hill-east-evening", "merravale": "case-merravale-bus"}
PAPERS = {"summary": ".pdf", "map": ".map.pdf"}


def samples_to_paper(program: Sequence[str]) -> int:
    """Import the samples into a temporary library and print where the summaries and maps are; raises BootstrapError."""
    folder = Path(tempfile.mkdtemp(prefix="stworkshop-"))
    library = ["--library", str(folder / "library.stw")]
    say("importing the sample sessions")
    _run([*program, *library, "demo"])
    for name, session in SAMPLES.items():
        for paper, suffix in PAPERS.items():
            say(f"printing the {paper} of {name}")
            file = folder / f"{name}{suffix}"
            _run([*program, *library, "export", session, "--to", str(file)])
            print(f"{paper} of {name}: {file}", flush=True)
    print(f"all four samples, to look into with the command line: --library {folder / 'library.stw'}")
    return 0


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise BootstrapError(f"the program ended with exit code {done.returncode} (its words are above).")
