"""Pack the program into one folder that runs without being installed, and try that it does.

python3 packaging/freeze.py      makes dist/stworkshop (on macOS also dist/STWorkshop.app)
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import qt_libraries
from console import BootstrapError, call, last_words, say
from environment import HERE, ROOT, Environment, check_python, environment_folder

FOLDER = ROOT / "dist/stworkshop"
PROGRAM = FOLDER / ("stworkshop.exe" if os.name == "nt" else "stworkshop")
WINDOW_SECONDS = 5  # a window that lives this long has found all that it needs
SAMPLE = "case-hill-east-evening"


def freeze(environment: Environment) -> None:
    """Make dist/stworkshop anew; raises BootstrapError."""
    environment.ensure("run")
    environment.ensure("freeze")
    wanted = {**qt_libraries.OFFSCREEN, **qt_libraries.WINDOW}
    env = {**os.environ, **qt_libraries.ensure_libraries(wanted, environment.folder / "qt-window")}
    steps: dict[str, list[str | Path]] = {
        "making the icons": [HERE / "make_icons.py", ROOT / "build/icons"],
        "packing the program": [
            *("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
            *("--distpath", ROOT / "dist", "--workpath", ROOT / "build/pyinstaller", HERE / "stworkshop.spec"),
        ],
    }
    for words, step in steps.items():
        say(words)
        command = [str(environment.python), *map(str, step)]
        if subprocess.run(command, cwd=ROOT, env=env, stdout=sys.stderr, check=False).returncode != 0:
            raise BootstrapError(f"{words} failed (the reason is above).")


def try_out() -> None:
    """Let the packed program do its main job on paper and show its window without a display; raises BootstrapError."""
    with tempfile.TemporaryDirectory(prefix="stworkshop-") as place:
        # The file system, not the checkout, must be enough: a folder of its own and hardly any environment.
        keep = ("PATH", "SYSTEMROOT", "TEMP", "LD_LIBRARY_PATH")
        env = {name: os.environ[name] for name in keep if name in os.environ}
        env |= {"HOME": place, "XDG_RUNTIME_DIR": place, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
        library = ["--library", str(Path(place) / "library.stw")]
        paper = Path(place) / "summary.pdf"
        others = ["summary.docx", "summary.html", "map.svg", "cards.xlsx", "links.graphml", "tasks.ics", "all.json"]
        exports = [["export", SAMPLE, "--to", str(Path(place) / name)] for name in others]
        for arguments in (["demo"], ["list"], ["export", SAMPLE, "--to", str(paper)], *exports):
            command = [str(PROGRAM), *library, *arguments]
            result = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, check=False)
            if result.returncode != 0:
                raise BootstrapError(f"the packed program failed at {arguments[0]}:\n{last_words(result)}")
        say(f"the packed program printed a summary of {paper.stat().st_size // 1024} KB")
        window = subprocess.Popen(
            [str(PROGRAM), *library, "open", SAMPLE, "--work-together", "--address", "127.0.0.1"],
            cwd=place,
            env=env,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(WINDOW_SECONDS)
        if window.poll() is not None:
            raise BootstrapError(f"the packed window ended by itself:\n{window.communicate()[1][-2000:]}")
        window.terminate()
        window.communicate()
        say("the packed program wrote all other formats, and its window stayed open with a room")


def main() -> int:
    """Freeze and try; 1 with a sentence where something failed."""
    try:
        check_python()
        freeze(Environment(environment_folder()))
        try_out()
    except BootstrapError as error:
        say(str(error))
        return 1
    size = call(["du", "-sm", FOLDER]).stdout.split("\t")[0]
    print(f"{FOLDER} {size} MB" if size else FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
