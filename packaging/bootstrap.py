"""Start STWorkshop, or its tests, on a machine that has nothing but Python 3.11, 3.12 or 3.13.

python3 packaging/bootstrap.py run             the program, with a sample session
python3 packaging/bootstrap.py test [--soak]   the whole gate: ruff, mypy, the tests
python3 packaging/bootstrap.py cli ARGS...     the command line

The first start makes an environment from lock files with hashes; later ones need no network.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

import gate
import headless
import qt_libraries
from console import BootstrapError, say
from environment import Environment, check_python, environment_folder

# As `python -m ui.main`, but a folder "ui" where the caller happens to stand is not taken for ours.
PROGRAM = ("-P", "-c", "import sys; sys.argv[0] = 'stworkshop'; from ui.main import main; sys.exit(main())")
FIRST_SESSION = "case-hill-east-evening"


def run(environment: Environment, arguments: Sequence[str]) -> int:
    """Open the program with the sample that newcomers meet first; without a display do its main job on paper."""
    if arguments:
        raise UsageError(f"run takes no arguments, and got {' '.join(arguments)}")
    environment.ensure("run")
    if not has_display():
        say("there is no display here, so the samples go straight to paper")
        return headless.samples_to_paper([str(environment.python), *PROGRAM])
    wanted = {**qt_libraries.OFFSCREEN, **qt_libraries.WINDOW}
    env = qt_libraries.ensure_libraries(wanted, environment.folder / "qt-window")
    start(environment, ["demo"], env, stdout=subprocess.DEVNULL)
    return start(environment, ["open", FIRST_SESSION], env)


def test(environment: Environment, arguments: Sequence[str]) -> int:
    """Run the whole gate; `--soak` runs the full numbers of the long proofs, other arguments go to pytest."""
    environment.ensure("run")
    environment.ensure("test")
    # A real window needs more than an offscreen one, and there is none without the tools that work it.
    wanted = {**qt_libraries.OFFSCREEN, **(qt_libraries.WINDOW if qt_libraries.ensure_tools() else {})}
    env = qt_libraries.ensure_libraries(wanted, environment.folder / "qt-tests")
    return gate.run_gate(environment.python, arguments, env)


def cli(environment: Environment, arguments: Sequence[str]) -> int:
    """Run the command line in the caller's folder, with the caller's stdin and stdout, and hand on its exit code."""
    environment.ensure("run")
    env: dict[str, str] = {}
    if "open" in arguments or not arguments:
        wanted = {**qt_libraries.OFFSCREEN, **qt_libraries.WINDOW}
        env = qt_libraries.ensure_libraries(wanted, environment.folder / "qt-window")
    return start(environment, arguments, env)


def start(environment: Environment, arguments: Sequence[str], env: Mapping[str, str], stdout: int | None = None) -> int:
    """Run the program with `arguments` and wait for it; the exit code, 128 + N where signal N ended it."""
    command = [str(environment.python), *PROGRAM, *arguments]
    process = subprocess.Popen(command, env={**os.environ, **env}, stdout=stdout)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl+C reached the program too: it saves, says so, and ends in its own time
        return code if code >= 0 else 128 - code


def has_display() -> bool:
    """Whether a window can be shown: always but on Linux, there with X11 or Wayland."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


class UsageError(Exception):
    """The bootstrap was called wrongly; the words say how."""


JOBS = {"run": run, "test": test, "cli": cli}


def main(arguments: Sequence[str]) -> int:
    """Do one job; exit code 1 is a known error in words, 2 a wrong call."""
    if len(arguments) == 1 and arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    if not arguments or arguments[0] not in JOBS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        check_python()
        return JOBS[arguments[0]](Environment(environment_folder()), arguments[1:])
    except UsageError as error:
        say(str(error))
        return 2
    except BootstrapError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"the system refused: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
