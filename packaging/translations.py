"""Extract the words people read into resources/locale/stworkshop.pot, bring the translations up to date, compile them.

Run it in the development environment, from anywhere: `python packaging/translations.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "stworkshop.pot"


def babel(*arguments: str) -> None:
    """Run one of Babel's commands in the checkout."""
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", *arguments], cwd=ROOT, check=True)


def main() -> None:
    """Extract, update each language that has a folder, and compile it."""
    babel(
        "extract", "--keywords=_ ngettext:1,2", "--no-location", "--sort-output", "--omit-header", "--width=120",
        "--project=STWorkshop", f"--output-file={TEMPLATE}", "stworkshop", "ui",
    )  # fmt: skip
    for catalogue in sorted(LOCALE.glob("*/LC_MESSAGES")):
        language = catalogue.parent.name
        babel("update", "-D", "stworkshop", "-i", str(TEMPLATE), "-d", str(LOCALE), "-l", language)
        babel("compile", "-D", "stworkshop", "-d", str(LOCALE), "-l", language)


if __name__ == "__main__":
    main()
