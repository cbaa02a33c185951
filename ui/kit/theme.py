"""Theme: the one place where colours, type and measures of the window come from, and what is told when they change."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory
from shiboken6 import isValid

from stworkshop import assets
from stworkshop.graphics import design_tokens, fonts
from ui.kit import icons, stylesheet

CHOICES = ("light", "dark", "projector", "system")
_ICON_GAP = 3
"""What Qt's four pixels between icon and words lack."""
_BASE_DPI = 72 if sys.platform == "darwin" else 96


def load_fonts() -> None:
    """Make the bundled faces known to Qt, once per program."""
    _load_fonts()


@cache
def _load_fonts() -> None:
    for path in fonts.files():
        QFontDatabase.addApplicationFont(str(path))


class Theme(QObject):
    """Colours by role, fonts by role, icons, and measures that grow with the size of text.

    A colour role is a name of the theme's interface colours (`text_2`), or a path: `kind/risk/accent`,
    `concept/human-rights/mark`, `side/public/fill`, `agreement/yes`.
    """

    theme_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        load_fonts()
        self._choice = "light"
        self._scale = 1.0
        self._tokens = design_tokens.theme("light")
        self._colours: dict[str, QColor] = {}
        self._with_icons: weakref.WeakKeyDictionary[QAbstractButton | QAction, tuple[Any, ...]] = (
            weakref.WeakKeyDictionary()
        )
        self._worn: tuple[str, float, float, bool] | None = None
        self.reduce_motion = False

    # --- what is in use

    @property
    def name(self) -> str:
        """The theme in use: light, dark or projector."""
        return self._tokens.name

    @property
    def choice(self) -> str:
        """What the person chose: a theme, or `system`."""
        return self._choice

    @property
    def tokens(self) -> design_tokens.Theme:
        """The design tokens of the theme in use."""
        return self._tokens

    @property
    def text_scale(self) -> float:
        """The size of text, 1.0 being 100 %."""
        return self._scale

    def apply(
        self,
        app: QApplication,
        choice: str = "system",
        text_scale: float | None = None,
        *,
        build: Callable[[], object] = lambda: None,
    ) -> None:
        """Give the program a theme (one of CHOICES) and tell everybody; raises ValueError for another name.

        What `build` puts together is dressed once, when it is complete, and not at each part that is added to it.
        """
        if choice not in CHOICES:
            raise ValueError(f"no theme {choice!r}; there are {', '.join(CHOICES)}")
        self._choice = choice
        self._scale = text_scale or self._scale
        self._tokens = design_tokens.theme(self.shown_for(choice))
        wanted = (self.name, self._scale, _system_scale(), app.isRightToLeft())
        if wanted == self._worn and app.styleSheet():
            build()
            return  # each widget would be dressed anew, to look as it did
        self._colours.clear()
        if self._worn is None:  # the style sheet's own style hides which one lies under it
            app.setStyle(QStyleFactory.create("Fusion"))
        self._worn = wanted
        app.setPalette(self.palette())
        app.setFont(self.font("body"))
        app.setStyleSheet("")
        try:
            build()
        finally:
            app.setStyleSheet(stylesheet.build(self))
        self._dress_all()
        self.theme_changed.emit()

    def shown_for(self, choice: str) -> str:
        """Return the theme that a choice means now: light, dark or projector."""
        return _from_system() if choice == "system" else choice

    def follow_system(self, app: QApplication) -> None:
        """Change with the system between light and dark if that is chosen, and draw icons for screens that come."""
        app.styleHints().colorSchemeChanged.connect(lambda _: self._system_changed(app))

        app.screenAdded.connect(lambda _screen: self._dress_all())

    def _system_changed(self, app: QApplication) -> None:
        if self._choice == "system" and _from_system() != self.name:
            self.apply(app, "system")

    def _dress_all(self) -> None:
        for target in list(self._with_icons):
            if isValid(target):
                self._dress(target)

    # --- looks

    def colour(self, role: str) -> QColor:
        """Return the colour of a role; raises KeyError for a role that the theme does not have."""
        found = self._colours.get(role)
        if found is None:
            found = self._colours[role] = _colour(self.hex(role))
        return QColor(found)

    def hex(self, role: str) -> str:
        """Return the colour of a role as in the tokens, #RRGGBB or #RRGGBBAA."""
        group, _, rest = role.partition("/")
        if not rest:
            return self._tokens.ui[role]
        if group == "agreement":
            return self._tokens.agreement[rest]
        name, _, part = rest.rpartition("/")  # a kind that people brought along may have a stroke in its name
        entry = {"kind": self._tokens.kind, "concept": self._tokens.concept, "side": self._tokens.side}[group](name)
        return cast(str, getattr(entry, part))

    def font(self, role: str = "body") -> QFont:
        """Return the font of a type role for the chrome, in points, so that the system's scale works."""
        style = self._tokens.type[role]
        font = QFont()
        font.setFamilies(list(fonts.FAMILIES))
        font.setPointSizeF(self.points(style.size))
        font.setWeight(QFont.Weight(style.weight))
        return font

    def points(self, pixels: float) -> float:
        """Return the points that show as so many pixels at 100 %, at the size of text in use."""
        return pixels * 72 / _BASE_DPI * self._scale

    def scaled(self, pixels: float) -> int:
        """Return a measure in pixels that grows with the size of text."""
        return round(pixels * self._scale * _system_scale())

    def size(self, name: str) -> int:
        """Return a measure of the design by its name (`control`, `palette`, ...), grown with the size of text."""
        return self.scaled(cast(int, self._tokens.size[name]))

    def duration(self, name: str) -> int:
        """Return a duration of the design in ms (`quick`, `base`, `calm`, `camera`); 0 where motion is reduced."""
        return 0 if self.reduce_motion else cast(int, self._tokens.motion[f"{name}_ms"])

    # --- icons

    def pixmap(self, name: str, role: str = "text_2", size: int | None = None, ratio: float | None = None) -> QPixmap:
        """Return an icon in the colour of a role; `name` is `undo`, `kinds/risk` or `concepts/human-rights`."""
        size = self.scaled(size or cast(int, self._tokens.size["icon"]))
        return icons.pixmap(name, self.hex(role)[:7], size, ratio or _device_ratio())

    def icon(self, name: str, role: str = "text_2", size: int | None = None, on_role: str = "", gap: int = 0) -> QIcon:
        """Return an icon for a button or action; `on_role` is its colour while checked, `gap` clear room after it."""
        pixels = self.scaled(size or cast(int, self._tokens.size["icon"]))
        rest, disabled, on = (self.hex(colour)[:7] if colour else "" for colour in (role, "text_disabled", on_role))
        mirrored = bool(gap) and QGuiApplication.isRightToLeft()
        return icons.icon(name, rest, disabled, on, pixels, gap, mirrored, icons.device_ratios())

    def set_icon(
        self, target: QAbstractButton | QAction, name: str, role: str = "text_2", size: int = 18, on_role: str = ""
    ) -> None:
        """Give a button or an action an icon that follows the theme."""
        self._with_icons[target] = (name, role, size, on_role)
        self._dress(target)

    def _dress(self, target: QAbstractButton | QAction) -> None:
        name, role, size, on_role = self._with_icons[target]
        if isinstance(target, QAction):
            target.setIcon(self.icon(name, role, size, on_role))
            return
        gap = self.scaled(_ICON_GAP) if target.text() else 0
        target.setIcon(self.icon(name, role, size, on_role, gap))
        target.setIconSize(QSize(self.scaled(size) + gap, self.scaled(size)))

    def app_icon(self) -> QIcon:
        """Return the program's own icon."""
        return QIcon(str(assets.path("icons", "app.svg")))

    # --- the system's own widgets

    def palette(self) -> QPalette:
        """Return a palette for native dialogs and parts without a style rule."""
        palette, role = QPalette(), QPalette.ColorRole
        pairs = {
            role.Window: "window", role.WindowText: "text", role.Base: "surface", role.AlternateBase: "surface_2",
            role.Text: "text", role.Button: "surface", role.ButtonText: "text", role.BrightText: "on_dark",
            role.Highlight: "selection", role.HighlightedText: "surface", role.Link: "brand_text",
            role.LinkVisited: "brand_text", role.ToolTipBase: "tooltip", role.ToolTipText: "on_tooltip",
            role.PlaceholderText: "text_3", role.Light: "surface", role.Midlight: "surface_2",
            role.Mid: "border_strong", role.Dark: "border_control", role.Shadow: "text_3", role.Accent: "brand",
        }  # fmt: skip
        for which, name in pairs.items():
            palette.setColor(which, self.colour(name))
        for which in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.colour("text_disabled"))
        return palette


def _colour(text: str) -> QColor:
    """Return a token's colour; Qt writes the alpha first, the tokens last."""
    colour = QColor(text[:7])
    if len(text) == 9:
        colour.setAlpha(int(text[7:], 16))
    return colour


def _from_system() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _system_scale() -> float:
    screen = QGuiApplication.primaryScreen()
    return max(1.0, screen.logicalDotsPerInch() / _BASE_DPI) if screen else 1.0


def _device_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


@cache
def theme() -> Theme:
    """Return the program's theme; needs a QApplication."""
    return Theme()
