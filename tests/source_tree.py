"""The source files of the program and who imports whom, read with `ast` and never by importing."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("stworkshop", "ui")


@dataclass(frozen=True)
class Import:
    """One import statement's target: a module of ours in full, or the dotted name of somebody else's."""

    importer: str
    target: str
    line: int
    typing_only: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


@cache
def modules() -> dict[str, Path]:
    """Dotted name to file of each module in our packages; a package goes by its own name."""
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


@cache
def imports() -> tuple[Import, ...]:
    """Every import in our packages, also those inside functions."""
    return tuple(found for name, file in modules().items() for found in _imports_of(name, file))


@cache
def tracked_files() -> tuple[Path, ...]:
    """The files that git knows, or all that are not hidden where this is no git work tree."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = [file for file in ROOT.rglob("*") if not any(part.startswith(".") for part in file.parts)]
    return tuple(file for file in found if file.is_file())


def _imports_of(module: str, file: Path) -> Iterator[Import]:
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    typing_only = {
        id(inner)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for statement in block.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        for target in _targets(node, module, file.name == "__init__.py"):
            yield Import(module, target, getattr(node, "lineno", 0), id(node) in typing_only)


def _targets(node: ast.AST, module: str, is_package: bool) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = node.module or ""
    if node.level:
        above = module.split(".")[: len(module.split(".")) - node.level + is_package]
        base = ".".join([*above, *([base] if base else [])])
    # `from package import module` means the module, `from module import name` the module that holds the name.
    return sorted({name if (name := f"{base}.{alias.name}") in modules() else base for alias in node.names})
