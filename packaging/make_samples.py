"""Make the sample sessions in sample_sessions/ from their hand-written sources, the same bytes on every machine.

Run it from the repository: `python packaging/make_samples.py`; with `--check` it writes nothing and says what differs.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from stworkshop.catalogue import catalogue  # noqa: E402 - the path comes first
from stworkshop.exchange import case_yaml, our_json  # noqa: E402
from stworkshop.exchange.importing import completed  # noqa: E402

SAMPLES = ("hill-east", "merravale", "quayline", "eastmere")
FOLDER = ROOT / "sample_sessions"
SOURCES = FOLDER / "sources"


def sample_text(name: str) -> str:
    """Return the JSON text of a sample; the codes of its sheets come from chance that is seeded with its name."""
    words = catalogue()
    content = case_yaml.read(SOURCES / f"{name}.yaml", words, rng=random.Random(name))
    return our_json.to_text(completed(content, words))


def main() -> int:
    """Write all samples, or with --check compare them; return the exit code."""
    parser = argparse.ArgumentParser(description="Make the sample sessions from their sources.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if a sample is out of date")
    check = parser.parse_args().check
    outdated = []
    for name in SAMPLES:
        path, text = FOLDER / f"{name}.json", sample_text(name)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        outdated.append(name)
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{'Out of date' if check else 'Written'}: {', '.join(outdated) or 'none'}")
    return 1 if check and outdated else 0


if __name__ == "__main__":
    raise SystemExit(main())
