"""Extract the words people read into resources/locale/stworkshop.pot, bring the translations up to date, compile them.

.venv/bin/python packaging/translations.py          each language that there is
.venv/bin/python packaging/translations.py nl       and begin a new one, by its tag
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "stworkshop.pot"


def babel(*arguments: str) -> None:
    """Run one of Babel's commands in the checkout."""
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", *arguments], cwd=ROOT, check=True)


def main(new: Sequence[str]) -> None:
    """Extract, update each language that has a folder and those that are `new`, and compile them."""
    babel(
        "extract", "--keywords=_ ngettext:1,2", "--no-location", "--sort-output", "--omit-header", "--width=120",
        "--project=STWorkshop", f"--output-file={TEMPLATE}", "stworkshop", "ui",
    )  # fmt: skip
    for language in sorted({*new, *(folder.parent.name for folder in LOCALE.glob("*/LC_MESSAGES"))}):
        babel(
            "update", "--init-missing", "-D", "stworkshop", "-i", str(TEMPLATE), "-d", str(LOCALE), "-l", language,
        )  # fmt: skip
        babel("compile", "-D", "stworkshop", "-d", str(LOCALE), "-l", language)


if __name__ == "__main__":
    main(sys.argv[1:])
