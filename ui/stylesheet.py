"""The window's style sheet, written from the theme's tokens: no colour of its own.

Widgets say by properties what they are: `look` of a button (primary, soft, quiet, danger, chip, row, tab, segment),
`scale` (small, large), `type` of a label (a type role) with a `tone`, and `part` of a frame (panel, bar, card, ...).
"""

from __future__ import annotations

from string import Template
from typing import Protocol

from stworkshop import tokens
from ui.icon_files import coloured


class Look(Protocol):
    """What the style sheet takes from a theme."""

    @property
    def name(self) -> str: ...
    @property
    def tokens(self) -> tokens.Theme: ...
    def hex(self, role: str) -> str: ...
    def points(self, pixels: float) -> float: ...
    def scaled(self, pixels: float) -> int: ...
    def size(self, name: str) -> int: ...


_TYPES = ("caption", "small", "body", "body_strong", "title", "heading", "display", "zone_small", "micro")
_TONES = {
    "muted": "text_2", "faint": "text_3", "brand": "brand_text", "warn": "warn", "danger": "danger",
    "success": "success", "on_brand": "on_brand", "on_tooltip": "on_tooltip",
}  # fmt: skip

_BASE = """
* { outline: none; }
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[part="window"] { background: $window; }
QLabel { background: transparent; }
QToolTip { background: $tooltip; color: $on_tooltip; border: 0; padding: ${p6} ${p10}; border-radius: ${p7}; font-size: $small; }
QStackedWidget, QScrollArea, QAbstractScrollArea > QWidget > QWidget[part="plain"] { background: transparent; border: 0; }
QWidget[part="plain"] { background: transparent; }
QFrame[part="surface"], QWidget[part="surface"] { background: $surface; }
QFrame[part="app-bar"] { background: $surface; border: 0; border-bottom: 1px solid $border; }
QFrame[part="foot"] { background: $surface; border: 0; border-top: 1px solid $border; }
QFrame[part="panel-left"] { background: $surface; border: 0; border-right: 1px solid $border; }
QFrame[part="panel-right"] { background: $surface; border: 0; border-left: 1px solid $border; }
QFrame[part="overlay"] { background: $surface; border: 1px solid $border_strong; border-radius: ${p10}; }
QFrame[part="card"] { background: $surface; border: 1px solid $border; border-radius: ${p10}; }
QFrame[part="card"][hover="true"] { border-color: $border_strong; background: $surface; }
QFrame[part="card"]:focus { border: 2px solid $focus; }
QFrame[part="picture"] { background: $canvas; border: 0; border-top-left-radius: ${p9}; border-top-right-radius: ${p9};
  border-bottom: 1px solid $border; }
QFrame[part="picture-left"] { background: $canvas; border: 0; border-top-left-radius: ${p9}; border-bottom-left-radius: ${p9};
  border-right: 1px solid $border; }
QFrame[part="well"] { background: $surface_2; border: 0; border-radius: ${p10}; }
QFrame[part="sheet"] { background: $surface_2; border: 0; border-top: 1px solid $border; }
QFrame[part="line"] { background: $border; border: 0; max-height: 1px; min-height: 1px; }
QFrame[part="upright"] { background: $border; border: 0; max-width: 1px; min-width: 1px; }
QFrame[part="segments"] { background: $surface_3; border: 0; border-radius: ${p8}; }
QFrame[part="toolbar"] { background: $surface; border: 1px solid $border; border-radius: ${p11}; }
QFrame[part="toast"] { background: $tooltip; border: 0; border-radius: ${p10}; }
QFrame[part="toast"] QLabel { color: $on_tooltip; }
QFrame[part="banner"] { background: $warn_soft; border: 0; border-bottom: 1px solid $warn_mark; }
QFrame[part="banner"] QLabel { color: $warn; }
QFrame[part="popup"] { background: $surface; border: 1px solid $border_strong; border-radius: ${p13}; }
QFrame[part="popup-foot"] { background: $surface_2; border: 0; border-top: 1px solid $border;
  border-bottom-left-radius: ${p12}; border-bottom-right-radius: ${p12}; }
QFrame[part="quote"] { border: 0; border-left: 3px solid $border_strong; background: transparent; }
QFrame[part="quote-safe"] { border: 0; border-left: 3px solid $success; background: transparent; }
QFrame[part="room-line"] { background: $brand; border: 0; }

QPushButton { min-height: ${control_in}; padding: 0 ${p11}; border: 1px solid $border_strong; border-radius: ${p7};
  background: $surface; color: $text; }
QPushButton:hover { background: $surface_3; }
QPushButton:pressed { background: $border; }
QPushButton:focus { border: 2px solid $focus; padding: 0 ${p10}; min-height: ${control_focus}; }
QPushButton:disabled { color: $text_disabled; background: $surface_2; border-color: $border; }
QPushButton[look="primary"] { background: $brand; border-color: $brand; color: $on_brand; font-weight: 700; }
QPushButton[look="primary"]:hover { background: $brand_hover; border-color: $brand_hover; }
QPushButton[look="primary"]:pressed { background: $brand_press; }
QPushButton[look="primary"]:focus { border: 2px solid $focus; }
QPushButton[look="primary"]:disabled { background: $surface_3; border-color: $surface_3; color: $text_disabled; }
QPushButton[look="soft"], QPushButton[look="quiet"]:checked { background: $brand_soft; border-color: $brand_soft;
  color: $brand_text; font-weight: 700; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: $text_2; }
QPushButton[look="quiet"]:hover { background: $surface_3; }
QPushButton[look="quiet"]:checked:hover { background: $brand_soft; }
QPushButton[look="quiet"]:focus, QPushButton[look="soft"]:focus { border: 2px solid $focus; }
QPushButton[look="quiet"]:disabled { background: transparent; color: $text_disabled; }
QPushButton[look="quiet"]::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[look="danger"] { color: $danger; border-color: $danger; }
QPushButton[look="chip"] { min-height: ${chip_in}; padding: 0 ${p9}; border-radius: ${chip_r}; background: transparent;
  border: 1px solid $border_strong; color: $text_2; font-size: $small; }
QPushButton[look="chip"]:hover { background: $surface_3; }
QPushButton[look="chip"]:checked { background: $brand_soft; color: $brand_text; border-color: $brand_soft; font-weight: 700; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; }
QPushButton[look="row"] { background: transparent; border: 2px solid transparent; text-align: left; padding: 0 ${p8};
  min-height: ${p30}; border-radius: ${p7}; color: $text_2; }
QPushButton[look="row"]:hover { background: $surface_3; }
QPushButton[look="row"]:checked { background: $brand_soft; color: $brand_text; font-weight: 700; }
QPushButton[look="row"]:focus { border-color: $focus; padding: 0 ${p8}; min-height: ${p30}; }
QPushButton[look="segment"] { background: transparent; border: 2px solid transparent; border-radius: ${p6};
  min-height: ${p24}; padding: 0 ${p9}; color: $text_2; }
QPushButton[look="segment"]:hover { color: $text; }
QPushButton[look="segment"]:checked { background: $surface; color: $text; font-weight: 700; }
QPushButton[look="segment"]:focus { border-color: $focus; min-height: ${p24}; padding: 0 ${p9}; }
QPushButton[look="tab"] { background: transparent; border: 0; border-bottom: 3px solid transparent; border-radius: 0;
  padding: 0 ${p8}; min-height: ${p36}; color: $text_2; }
QPushButton[look="tab"]:hover { color: $text; }
QPushButton[look="tab"]:checked { color: $text; font-weight: 700; border-bottom-color: $brand; }
QPushButton[look="tab"]:focus { border: 2px solid $focus; border-radius: ${p6}; min-height: ${p35}; padding: 0 ${p6}; }
QPushButton[look="link"] { background: transparent; border: 2px solid transparent; padding: 0 ${p2}; text-align: left;
  color: $brand_text; min-height: ${p22}; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border-color: $focus; min-height: ${p22}; padding: 0 ${p2}; }
QPushButton[look="choice"] { min-height: ${p38}; background: $surface; border: 1px solid $border_strong; color: $text; }
QPushButton[look="choice"]:checked { background: $brand_soft; border: 2px solid $brand; color: $brand_text; font-weight: 700; }
QPushButton[look="choice"]:focus { border: 2px solid $focus; }
QFrame[part="toast"] QPushButton { background: transparent; border: 2px solid transparent; color: $toast_action;
  font-weight: 700; min-height: ${p22}; padding: 0 ${p6}; }
QFrame[part="toast"] QPushButton:hover { text-decoration: underline; }
QFrame[part="toast"] QPushButton:focus { border-color: $toast_action; }
QPushButton[scale="small"] { min-height: ${small_in}; padding: 0 ${p8}; font-size: $small; }
QPushButton[scale="small"]:focus { min-height: ${small_focus}; padding: 0 ${p7}; }
QPushButton[scale="large"] { min-height: ${large_in}; padding: 0 ${p17}; font-size: $large; }
QPushButton[scale="large"]:focus { min-height: ${large_focus}; padding: 0 ${p16}; }
QPushButton[square="true"] { padding: 0; min-width: ${control_in}; max-width: ${control_in}; }
QPushButton[square="true"]:focus { padding: 0; min-width: ${control_focus}; max-width: ${control_focus}; }
QPushButton[square="true"][scale="small"] { min-width: ${small_in}; max-width: ${small_in}; }
QPushButton[square="true"][scale="small"]:focus { min-width: ${small_focus}; max-width: ${small_focus}; }
QPushButton[square="true"][scale="large"] { min-width: ${large_in}; max-width: ${large_in}; }
QPushButton[square="true"][scale="large"]:focus { min-width: ${large_focus}; max-width: ${large_focus}; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit { background: $surface; color: $text; border: 1px solid $border_control;
  border-radius: ${p6}; padding: ${p3} ${p9}; selection-background-color: $selection; selection-color: $surface; }
QLineEdit, QComboBox, QDateEdit { min-height: ${field_in}; }
QPlainTextEdit, QTextEdit { padding: ${p5} ${p6}; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus {
  border: 2px solid $focus; padding: ${p2} ${p8}; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${p4} ${p5}; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $surface_2; color: $text_disabled; border-color: $border; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $surface_2; border-color: $border; }
QLineEdit[look="search"] { background: $surface_2; border-color: $border_strong; }
QLineEdit[look="search"]:focus { background: $surface; border-color: $focus; }
QLineEdit[look="dashed"] { background: transparent; border: 1px dashed $border_control; }
QLineEdit[look="dashed"]:focus { background: $surface; border: 2px solid $focus; }
QLineEdit[look="bare"] { background: transparent; border: 0; padding: 0; font-size: $large_field; min-height: ${p30}; }
QLineEdit[bad="true"] { border: 2px solid $danger; }
QLineEdit[look="cell"] { border: 2px solid $focus; border-radius: ${p5}; padding: 0 ${p5}; min-height: 0; }
QPlainTextEdit[look="heading"] { font-size: $heading18; font-weight: 700; background: transparent; border: 2px solid transparent;
  padding: ${p1} ${p3}; }
QPlainTextEdit[look="quiet"] { background: transparent; border: 2px solid transparent; color: $text_2; padding: ${p1} ${p3}; }
QPlainTextEdit[look="heading"]:hover, QPlainTextEdit[look="quiet"]:hover { background: $surface_2; }
QPlainTextEdit[look="heading"]:focus, QPlainTextEdit[look="quiet"]:focus { background: $surface; border: 2px solid $focus;
  padding: ${p1} ${p3}; }
QComboBox::drop-down { border: 0; width: ${p26}; }
QComboBox::down-arrow { image: url($chevron); width: ${p14}; height: ${p14}; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border_strong; padding: ${p4};
  selection-background-color: $selection_fill; selection-color: $selection_text; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${p28}; padding: 0 ${p6}; }
QCheckBox, QRadioButton { spacing: ${p8}; background: transparent; min-height: ${p24}; }
QCheckBox::indicator { width: ${p16}; height: ${p16}; border: 1px solid $border_control; border-radius: ${p4}; background: $surface; }
QCheckBox::indicator:checked { background: $brand; border-color: $brand; image: url($tick); }
QCheckBox::indicator:focus, QCheckBox:focus::indicator { border: 2px solid $focus; width: ${p14}; height: ${p14}; }
QSlider::groove:horizontal { height: ${p6}; border-radius: ${p3}; background: $surface_3; }
QSlider::sub-page:horizontal { background: $brand; border-radius: ${p3}; }
QSlider::handle:horizontal { width: ${p16}; height: ${p16}; margin: -${p6} 0; border-radius: ${p10}; background: $surface;
  border: 2px solid $brand; }
QSlider::handle:horizontal:focus { border: 2px solid $focus; }
QProgressBar { background: $surface_3; border: 0; border-radius: ${p4}; max-height: ${p8}; min-height: ${p8}; text-align: center; }
QProgressBar::chunk { background: $brand; border-radius: ${p4}; }
"""

_LISTS = """
QMenu { background: $surface; border: 1px solid $border_strong; padding: ${p5}; border-radius: ${p10}; }
QMenu::item { padding: ${p6} ${p24} ${p6} ${p10}; border-radius: ${p7}; min-height: ${p20}; background: transparent; color: $text; }
QMenu::item:selected { background: $selection_fill; color: $text; }
QMenu::item:disabled { color: $text_disabled; }
QMenu::icon { padding-left: ${p8}; }
QMenu::separator { height: 1px; background: $border; margin: ${p4} ${p6}; }
QMenu::indicator { width: ${p14}; height: ${p14}; padding-left: ${p8}; }
QMenu::indicator:checked { image: url($tick_dark); }
QAbstractItemView { background: $surface; border: 0; selection-background-color: $selection_fill; selection-color: $text;
  alternate-background-color: $surface_2; outline: none; }
QListView::item { border-radius: ${p7}; padding: ${p4} ${p8}; }
QListView::item:hover, QTreeView::item:hover { background: $surface_3; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $selection_fill; color: $text; }
QTreeView { border: 0; show-decoration-selected: 1; }
QTreeView::item { min-height: ${p26}; border: 0; }
QTreeView::branch { background: transparent; }
QTreeView::branch:selected { background: $selection_fill; }
QTreeView::branch:has-children:closed { image: url($branch_closed); padding: ${p3}; }
QTreeView::branch:has-children:open { image: url($branch_open); padding: ${p3}; }
QTableView { border: 1px solid $border; border-radius: ${p10}; gridline-color: $border; font-size: $small; }
QTableView::item { padding: 0 ${p8}; border-bottom: 1px solid $border; }
QTableView::item:focus { border: 2px solid $focus; }
QHeaderView { background: $surface_2; border: 0; border-top-left-radius: ${p9}; border-top-right-radius: ${p9}; }
QHeaderView::section { background: $surface_2; color: $text_2; border: 0; border-bottom: 1px solid $border; padding: ${p7} ${p8};
  font-size: $caption; font-weight: 700; text-align: left; }
QHeaderView::section:hover { background: $surface_3; }
QHeaderView::down-arrow { image: url($chevron); width: ${p12}; height: ${p12}; }
QHeaderView::up-arrow { image: url($chevron_up); width: ${p12}; height: ${p12}; }
QTableCornerButton::section { background: $surface_2; border: 0; }
QScrollBar:vertical { width: ${p8}; background: transparent; margin: ${p1}; }
QScrollBar:horizontal { height: ${p8}; background: transparent; margin: ${p1}; }
QScrollBar::handle { background: $border_strong; border-radius: ${p3}; min-height: ${p24}; min-width: ${p24}; }
QScrollBar::handle:hover { background: $border_control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $border; }
QCalendarWidget QWidget { alternate-background-color: $surface_2; }
"""


def build(theme: Look) -> str:
    """Return the style sheet of the whole program in the theme's colours, at its size of text."""
    names: dict[str, str] = {name: _css(value) for name, value in theme.tokens.ui.items()}
    names.update({f"p{n}": f"{theme.scaled(n)}px" for n in range(1, 41)})
    for name, role in (("caption", "caption"), ("small", "small")):
        names[name] = _points(theme, theme.tokens.type[role].size)
    names.update(large=_points(theme, 15), large_field=_points(theme, 19), heading18=_points(theme, 18))
    for name, key in (("control", "control"), ("small", "control_small"), ("large", "control_large")):
        names[f"{name}_in"] = f"{theme.size(key) - 2}px"
        names[f"{name}_focus"] = f"{theme.size(key) - 4}px"
    names["field_in"] = f"{theme.size('control') - 2 - 2 * theme.scaled(3)}px"
    names["chip_in"] = f"{theme.scaled(24)}px"
    names["chip_r"] = f"{theme.scaled(24) // 2 + 1}px"
    names["toast_action"] = names["brand_soft"] if theme.name != "dark" else names["on_brand"]
    names.update(_pictures(theme))
    sheet = Template(_BASE + _FIELDS + _LISTS).substitute(names)
    return sheet + _labels(theme, names)


def _labels(theme: Look, names: dict[str, str]) -> str:
    rules = []
    for role in _TYPES:
        style = theme.tokens.type[role]
        rules.append(
            f'QLabel[type="{role}"] {{ font-size: {_points(theme, style.size)}; font-weight: {style.weight}; }}'
        )
    rules.append('QLabel[strong="true"] { font-weight: 700; }')
    rules += [f'QLabel[tone="{tone}"] {{ color: {names[role]}; }}' for tone, role in _TONES.items()]
    rules += _tagged(names)
    return "\n".join(rules)


def _tagged(names: dict[str, str]) -> list[str]:
    """Return the rules of keys, badges and tags, which are labels with a ground."""
    key = (
        f"background: {names['surface']}; color: {names['text_2']}; border: 1px solid {names['border_strong']};"
        f" border-bottom: 2px solid {names['border_strong']}; border-radius: {names['p4']}; padding: 0 {names['p5']};"
        f" font-size: {names['caption']}; min-height: {names['p16']};"
    )
    badge = (
        f"background: {names['surface_3']}; color: {names['text_2']}; border-radius: {names['p10']};"
        f" padding: 0 {names['p6']}; font-size: {names['caption']}; font-weight: 700; min-height: {names['p20']};"
    )
    tag = f"border-radius: {names['p4']}; padding: 0 {names['p7']}; font-size: {names['caption']}; min-height: {names['p20']};"
    rules = [f'QLabel[part="key"] {{ {key} }}', f'QLabel[part="badge"] {{ {badge} }}']
    for tone in ("info", "warn", "success", "danger"):
        rules.append(
            f'QLabel[part="tag-{tone}"] {{ {tag} background: {names[f"{tone}_soft"]}; color: {names[tone]}; }}'
        )
    rules.append(f'QLabel[part="tag"] {{ {tag} background: {names["surface_3"]}; color: {names["text_2"]}; }}')
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
