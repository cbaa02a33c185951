"""One running window, and the hand that works it with a real pointer and a real keyboard."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_MOST_ASKS = 3000


class Program:
    """One running window and the hand that works it."""

    def __init__(
        self,
        display: str,
        library: Path,
        session: str = "",
        look: str = "light",
        home: str = "",
        room: Mapping[str, Any] | None = None,
    ) -> None:
        self._env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        if home:
            self._env |= {name: home for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
        command = [sys.executable, "-m", "tests.gestures.host", str(library), session, look]
        command += [json.dumps(room)] if room else []
        self._process = subprocess.Popen(
            command, env=self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def ask(self, *question: str) -> Any:
        """Ask the window; it answers when it has dealt with what came before."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        answer = self._process.stdout.readline()
        assert answer, "the window is gone"
        return json.loads(answer)

    def until(self, wanted: Callable[[Any], bool], *question: str) -> Any:
        """Ask again until the answer is as wanted."""
        for _ in range(_MOST_ASKS):
            answer = self.ask(*question)
            if wanted(answer):
                return answer
            self.hand("sleep", "0.01")
        raise AssertionError(f"{question} stays {answer}")

    def hand(self, *steps: str) -> None:
        """Let xdotool do some steps."""
        subprocess.run(["xdotool", *steps], env=self._env, check=True)

    def click(self, at: list[int]) -> None:
        """Click a point of the screen."""
        self.hand("mousemove", *_words(at), "sleep", "0.03", "click", "1")

    def drag(self, start: list[int], end: list[int]) -> None:
        """Press, go in small steps, let go."""
        steps = ["mousemove", *_words(start), "sleep", "0.05", "mousedown", "1"]
        for n in range(1, 11):
            between = [round(a + (b - a) * n / 10) for a, b in zip(start, end, strict=True)]
            steps += ["mousemove", *_words(between), "sleep", "0.02"]
        self.hand(*steps, "mousemove", *_words([end[0] + 1, end[1]]), "sleep", "0.1", "mouseup", "1")

    def type(self, words: str) -> None:
        """Type words and Enter."""
        self.hand("type", "--delay", "8", words)
        self.hand("key", "Return")

    def key(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.hand("key", "--delay", "30", *keys)

    def kill(self) -> None:
        """End the program as a power cut does."""
        self._process.kill()
        self._process.wait()

    def close(self) -> int:
        """Close the window, and return the program's exit code."""
        self.ask("close")
        return self._process.wait(timeout=30)

    def end(self) -> None:
        """Make sure that nothing goes on."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _words(at: list[int]) -> list[str]:
    return [str(at[0]), str(at[1])]
