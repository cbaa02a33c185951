"""Write what a shell shows of the command line: the manual page and the completion of bash, from its own parser.

.venv/bin/python packaging/make_manual.py

Both are kept in packaging/linux, and a test holds them against the parser.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

LINUX = Path(__file__).resolve().parent / "linux"
sys.path.insert(0, str(LINUX.parents[1]))

from stworkshop.version import NAME, VERSION  # noqa: E402
from ui.main import build_parser  # noqa: E402

_WORDS = {"file": "the file", "files": "the files", "table": "its name", "to": "the new file"}
"""What the parser says nothing about, as its name says it to a reader of its usage."""
MANUAL, COMPLETION = "stworkshop.1", "stworkshop.bash-completion"
_FILES = """\
.SH FILES
.TP
.I ~/.local/share/stworkshop
The library of sessions, and what belongs to this laptop alone.
.SH ENVIRONMENT
.TP
.B STWORKSHOP_LIBRARY
The library to use instead.
.SH EXIT STATUS
0; 1 for a known error, told in one line on standard error; 2 for wrong usage.
"""


def manual(parser: argparse.ArgumentParser) -> str:
    """Return the manual page (troff) of the program."""
    lines = [
        f'.TH STWORKSHOP 1 "" "{NAME} {VERSION}" "User commands"',
        ".SH NAME",
        f"stworkshop \\- {_troff(_lowered(parser.description))}",
        ".SH SYNOPSIS",
        ".B stworkshop",
        ".RI [ OPTIONS ]",
        ".RI [ COMMAND\\ ... ]",
        ".SH DESCRIPTION",
        "Without a command, or with",
        ".BR open ,",
        "the window opens. Every other command needs no display. Nothing leaves the machine by itself.",
        ".SH OPTIONS",
        *_options(parser),
        ".SH COMMANDS",
    ]
    for name, command in _commands(parser).items():
        lines += [f".SS {name}", _troff(_sentence(command.description)), *_options(command)]
    return "\n".join(lines) + "\n" + _FILES


def completion(parser: argparse.ArgumentParser) -> str:
    """Return a function of bash that completes commands, options, their words, and files everywhere else."""
    commands = _commands(parser)
    cases = [f'        {name}) options="{" ".join(_flags(command))}" ;;' for name, command in commands.items()]
    words: dict[str, set[str]] = {}
    for command in (parser, *commands.values()):
        for action in command._actions:
            for flag in action.option_strings if action.choices else ():
                words.setdefault(flag, set()).update(map(str, action.choices or ()))
    choices = [f"        {flag}) COMPREPLY=($(compgen -W \"{' '.join(sorted(words[flag]))}\" -- \"$word\")); return ;;"
               for flag in sorted(words)]  # fmt: skip
    return "\n".join(
        [
            "# Completion of bash for stworkshop, made by packaging/make_manual.py.",
            "_stworkshop() {",
            '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" command="" options one',
            '    for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
            f'        case "$one" in {"|".join(commands)}) command="$one"; break ;; esac',
            "    done",
            "    COMPREPLY=()",
            '    case "$before" in',
            *choices,
            "    esac",
            '    case "$command" in',
            *cases,
            f'        *) options="{" ".join((*commands, *_flags(parser)))}" ;;',
            "    esac",
            '    if [[ -z "$command" || "$word" == -* ]]; then',
            '        COMPREPLY=($(compgen -W "$options" -- "$word"))',
            "    fi",
            "}",
            "complete -o default -F _stworkshop stworkshop",
            "",
        ]
    )


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return dict(parser.subcommands.choices)  # type: ignore[attr-defined]


def _flags(parser: argparse.ArgumentParser) -> list[str]:
    return [flag for action in parser._actions for flag in action.option_strings if flag.startswith("--")]


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield an entry for each option and each word that a command takes."""
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        takes = "" if action.nargs == 0 else action.metavar or "|".join(map(str, action.choices or ())) or "WORDS"
        names = ", ".join(f"\\fB{_troff(flag)}\\fR" for flag in action.option_strings)
        yield ".TP"
        yield " ".join(part for part in (names, f"\\fI{_troff(str(takes))}\\fR" if takes else "") if part)
        yield _troff(_sentence(action.help or _WORDS.get(action.dest)))


def _sentence(words: str | None) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else ""


def _lowered(words: str | None) -> str:
    return f"{words[0].lower()}{words[1:].rstrip('.')}" if words else ""


def _troff(words: str) -> str:
    """Return words as troff takes them: no line begins with a command, and hyphens of options can be copied."""
    words = words.replace("\\", "\\e").replace("-", "\\-").replace("’", "\\(cq").replace("%%", "%")
    return f"\\&{words}" if words.startswith((".", "'")) else words


def main() -> int:
    """Write both files."""
    parser = build_parser()
    (LINUX / MANUAL).write_text(manual(parser), encoding="utf-8")
    (LINUX / COMPLETION).write_text(completion(parser), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
