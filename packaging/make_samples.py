"""Make the sample sessions in sample_sessions/ from their hand-written sources, the same bytes on every machine.

What their maps use is counted, too: which relation joins which kinds how often says what is offered first for a link.

Run it from the repository: `python packaging/make_samples.py`; with `--check` it writes nothing and says what differs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from stworkshop.exchange import case_yaml, our_json  # noqa: E402
from stworkshop.exchange.importing import completed  # noqa: E402
from stworkshop.model.catalogue import catalogue  # noqa: E402 - the path comes first

SAMPLES = ("hill-east", "merravale", "quayline", "eastmere")
FOLDER = ROOT / "sample_sessions"
SOURCES = FOLDER / "sources"
USES = ROOT / "resources" / "catalogue" / "uses.json"


def sample_text(name: str) -> str:
    """Return the JSON text of a sample; the codes of its sheets come from chance that is seeded with its name."""
    words = catalogue()
    content = case_yaml.read(SOURCES / f"{name}.yaml", words, rng=random.Random(name))
    return our_json.to_text(completed(content, words))


def uses_text(samples: dict[str, str]) -> str:
    """Return the JSON text that says how often each relation joins each pair of kinds in the samples."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for text in samples.values():
        sample = json.loads(text)
        kinds = {element["id"]: element["kind"] for element in sample["elements"]}
        ends = ((link["relation"], kinds.get(link["source"]), kinds.get(link["target"])) for link in sample["links"])
        counts.update((relation, a, b) for relation, a, b in ends if a and b)
    rows = [{"relation": r, "from": a, "to": b, "count": n} for (r, a, b), n in sorted(counts.items())]
    return json.dumps({"relation_uses": rows}, indent=1) + "\n"


def files() -> Iterator[tuple[Path, str]]:
    """Yield each file with the text that it should hold."""
    samples = {name: sample_text(name) for name in SAMPLES}
    yield from ((FOLDER / f"{name}.json", text) for name, text in samples.items())
    yield USES, uses_text(samples)


def main() -> int:
    """Write all samples, or with --check compare them; return the exit code."""
    parser = argparse.ArgumentParser(description="Make the sample sessions from their sources.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if a sample is out of date")
    check = parser.parse_args().check
    outdated = []
    for path, text in files():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        outdated.append(path.stem)
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{'Out of date' if check else 'Written'}: {', '.join(outdated) or 'none'}")
    return 1 if check and outdated else 0


if __name__ == "__main__":
    raise SystemExit(main())
