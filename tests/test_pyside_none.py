"""The fault of PySide6 6.12.0 on Python 3.11: each call that returns nothing took one reference off None."""

import subprocess
import sys

LOOP = """
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.setObjectName("x")
"""


def test_calls_that_return_nothing_leave_none_alive() -> None:
    done = subprocess.run([sys.executable, "-c", LOOP], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
