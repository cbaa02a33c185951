"""The window's style sheet: the rules of `resources/themes/window.qss`, filled from the theme's tokens.

Widgets say by properties what they are: `look` of a button (primary, soft, quiet, danger, chip, row, tab, segment),
`scale` (small, large), `type` of a label (a type role) with a `tone`, and `part` of a frame (panel, bar, card, ...).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import Protocol

from PySide6.QtGui import QGuiApplication

from stworkshop import assets
from stworkshop.graphics import design_tokens
from stworkshop.system import temporary_files
from ui.kit import icons


@cache
def _folder() -> Path:
    """Return a folder that goes when the program ends."""
    return temporary_files.folder("icons")


@cache
def coloured(name: str, colour: str) -> str:
    """Return the path of an SVG of the icon in a colour (#RRGGBB), with forward slashes on every system."""
    path = _folder() / f"{name}-{colour.lstrip('#')}.svg"
    path.write_text(icons.source(name).replace("currentColor", colour), encoding="utf-8")
    return path.as_posix()


class Look(Protocol):
    """What the style sheet takes from a theme."""

    @property
    def name(self) -> str: ...
    @property
    def tokens(self) -> design_tokens.Theme: ...
    def hex(self, role: str) -> str: ...
    def points(self, pixels: float) -> float: ...
    def scaled(self, pixels: float) -> int: ...
    def size(self, name: str) -> int: ...


_TYPES = ("caption", "small", "body", "body_strong", "title", "heading", "display", "zone_small", "micro")
_TONES = {
    "muted": "text_2", "faint": "text_3", "brand": "brand_text", "warn": "warn", "danger": "danger",
    "success": "success", "on_brand": "on_brand", "on_tooltip": "on_tooltip",
}  # fmt: skip


def build(theme: Look) -> str:
    """Return the style sheet of the whole program in the theme's colours, at its size of text."""
    names: dict[str, str] = {name: _css(value) for name, value in theme.tokens.ui.items()}
    names.update({f"p{n}": f"{theme.scaled(n)}px" for n in range(1, 41)})
    for name, role in (("caption", "caption"), ("small", "small")):
        names[name] = _points(theme, theme.tokens.type[role].size)
    names.update(large=_points(theme, 15), large_field=_points(theme, 19), heading18=_points(theme, 18))
    names["start"] = "right" if QGuiApplication.isRightToLeft() else "left"
    names["reading"] = _points(theme, 22)
    for name, key in (("control", "control"), ("small", "control_small"), ("large", "control_large")):
        names[f"{name}_in"] = f"{theme.size(key) - 2}px"
        names[f"{name}_focus"] = f"{theme.size(key) - 4}px"
    names["field_in"] = f"{theme.size('control') - 2 - 2 * theme.scaled(3)}px"
    names["chip_in"] = f"{theme.scaled(24)}px"
    names["chip_r"] = f"{theme.scaled(24) // 2 + 1}px"
    names["toast_action"] = names["brand_soft"] if theme.name != "dark" else names["on_brand"]
    names.update(strong_yes=theme.tokens.agreement["strong_yes"], strong_no=theme.tokens.agreement["strong_no"])
    names.update(_pictures(theme))
    rules = assets.path("themes", "window.qss").read_text(encoding="utf-8")
    return Template(rules).substitute(names) + "\n".join([*_labels(theme, names), *_tagged(names), *_chips(theme)])


def _labels(theme: Look, names: dict[str, str]) -> list[str]:
    rules = []
    for role in _TYPES:
        style = theme.tokens.type[role]
        rules.append(
            f'QLabel[type="{role}"] {{ font-size: {_points(theme, style.size)}; font-weight: {style.weight}; }}'
        )
    rules.append('QLabel[strong="true"] { font-weight: 700; }')
    rules += [f'QLabel[tone="{tone}"] {{ color: {names[role]}; }}' for tone, role in _TONES.items()]
    return rules


def _tagged(names: dict[str, str]) -> list[str]:
    """Return the rules of keys, badges and tags, which are labels with a ground."""
    key = (
        f"background: {names['surface']}; color: {names['text_2']}; border: 1px solid {names['border_strong']};"
        f" border-bottom: 2px solid {names['border_strong']}; border-radius: {names['p4']}; padding: 0 {names['p5']};"
        f" font-size: {names['caption']}; min-height: {names['p16']};"
    )
    badge = (
        f"background: {names['surface_3']}; color: {names['text_2']}; border-radius: {names['p9']};"
        f" padding: 0 {names['p6']}; font-size: {names['caption']}; font-weight: 700;"
        f" min-height: {names['p20']}; max-height: {names['p20']}; min-width: {names['p8']};"
    )
    shape = f"border-radius: {names['p4']}; padding: 0 {names['p7']};"
    tag = f"{shape} font-size: {names['caption']}; min-height: {names['p20']};"
    rules = [f'QLabel[part="key"] {{ {key} }}', f'QLabel[part="badge"] {{ {badge} }}']
    for severity, ground in (("must", "danger_soft"), ("should", "warn_soft")):
        rules.append(
            f'QLabel[part="badge-{severity}"] {{ {badge} background: {names[ground]}; color: {names[severity]}; }}'
        )
    for tone in ("info", "warn", "success", "danger"):
        rules.append(
            f'QLabel[part="tag-{tone}"] {{ {tag} background: {names[f"{tone}_soft"]}; color: {names[tone]}; }}'
        )
    rules.append(f'QLabel[part="tag"] {{ {tag} background: {names["surface_3"]}; color: {names["text_2"]}; }}')
    return rules


def _chips(theme: Look) -> list[str]:
    """Return the rules of the chips and tags of the concepts, each in its own colours."""
    rules = []
    for concept, colours in theme.tokens.concepts.items():
        which = f'QPushButton[look="chip"][concept="{concept}"]'
        rules.append(f"{which} {{ background: {colours.soft}; color: {colours.label}; border-color: {colours.soft}; }}")
        rules.append(f"{which}:hover {{ border-color: {colours.mark}; }}")
        which = f'QComboBox[concept="{concept}"]'
        rules.append(f"{which} {{ background: {colours.soft}; color: {colours.label}; }}")
        which = f'QLabel[part="tag"][concept="{concept}"]'
        rules.append(f"{which} {{ background: {colours.soft}; color: {colours.label}; }}")
    for kind, tints in theme.tokens.kinds.items():
        rules.append(f'QLabel[kind="{kind}"] {{ color: {tints.kind_text}; }}')
    return rules


def _pictures(theme: Look) -> dict[str, str]:
    """Return paths of the few pictures that a style sheet can only take from files, in the theme's colours."""
    return {
        "chevron": coloured("chevron-down", theme.hex("text_2")),
        "chevron_up": coloured("chevron-up", theme.hex("text_2")),
        "branch_closed": coloured("chevron-right", theme.hex("text_3")),
        "branch_open": coloured("chevron-down", theme.hex("text_3")),
        "tick": coloured("check", theme.hex("on_brand")),
        "tick_dark": coloured("check", theme.hex("text")),
    }


def _points(theme: Look, pixels: float) -> str:
    return f"{theme.points(pixels):.2f}pt"


def _css(value: str) -> str:
    """Return a token's colour as Qt's style sheets take it."""
    if len(value) != 9:
        return value
    red, green, blue, alpha = (int(value[at : at + 2], 16) for at in (1, 3, 5, 7))
    return f"rgba({red}, {green}, {blue}, {alpha})"
