"""Settings: everything takes effect at once; there is no OK."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QWidget,
)

from stworkshop import assets
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.model.languages import OWN_NAMES
from ui.kit.bounded import Bounded
from ui.kit.theme import Theme
from ui.kit.widgets.basics import button, column, describe, label, line, row
from ui.kit.widgets.choices import Switch
from ui.kit.widgets.tiles import Tile
from ui.kit.widgets.words import WrappedLabel
from ui.session.preferences import TEXT_SIZES, Preferences


def languages() -> list[str]:
    """Return the tags of the languages that the program speaks: English, and each with a translation."""
    found = sorted(path.parent.parent.name for path in assets.path("locale").glob("*/LC_MESSAGES/stworkshop.mo"))
    return ["en", *(tag for tag in found if tag != "en")]


class LookSample(QWidget):
    """A theme, small."""

    def __init__(self, choice: str) -> None:
        super().__init__()
        self._themes = ("light", "dark") if choice == "system" else (choice,)
        self.setFixedHeight(38)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        width = body.width() / len(self._themes)
        for at, name in enumerate(self._themes):
            ui = design_tokens.theme(name).ui
            part = QRectF(body.left() + at * width, body.top(), width, body.height())
            painter.fillRect(part, ui["surface"])
            painter.fillRect(QRectF(part.left(), part.top(), part.width() * 0.34, part.height()), ui["surface_3"])
            painter.fillRect(
                QRectF(part.left() + part.width() * 0.45, part.top() + 8, part.width() * 0.4, 6), ui["brand"]
            )
            painter.fillRect(
                QRectF(part.left() + part.width() * 0.45, part.top() + 20, part.width() * 0.3, 4), ui["text"]
            )
        painter.end()


class SettingsDialog(Bounded):
    """Look, language, size of text, motion."""

    def __init__(self, parent: QWidget, preferences: Preferences, look: Theme, apply: Callable[[], None]) -> None:
        super().__init__(parent, _("Settings"))
        self._preferences, self._look, self._apply = preferences, look, apply
        layout = column(self)
        head = row(spacing=8, margins=(22, 14, 12, 12))
        head.addWidget(label(_("Settings"), "heading"), 1)
        head.addWidget(button("", self.accept, "close", "quiet", name=_("Close")))
        layout.addLayout(head)
        layout.addWidget(line())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("part", "surface")
        self._body = column(body, 10, (24, 16, 24, 24))
        self._add_look()
        self._add_size()
        self._add_motion()
        self._add_sound()
        self._add_language()
        self._body.addStretch(1)
        area.setWidget(body)
        layout.addWidget(area, 1)
        self.resize(look.scaled(560), look.scaled(620))

    def _add_look(self) -> None:
        self._body.addWidget(label(_("Look"), "body_strong"))
        names = {
            "light": _("Light"),
            "dark": _("Dark"),
            "projector": _("Strong contrast"),
            "system": _("As the system"),
        }
        line_ = row(spacing=8)
        group = QButtonGroup(self)
        for choice, words in names.items():
            made = Tile("choice-tile")
            made.setCheckable(True)
            made.setChecked(self._preferences.theme == choice)
            made.setAutoDefault(False)
            describe(made, words)
            inside = column(made, 6, (8, 8, 8, 8))
            inside.addWidget(LookSample(choice))
            name = label(words, "small")
            name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(name)
            made.let_through()
            made.clicked.connect(lambda _checked=False, choice=choice: self._choose_look(choice))
            group.addButton(made)
            line_.addWidget(made, 1)
        self._body.addLayout(line_)

    def _add_size(self) -> None:
        self._gap()
        self._body.addWidget(label(_("Size of text"), "body_strong"))
        line_ = row(spacing=12)
        small, large = label("A", "small"), label("A", "display")
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, len(TEXT_SIZES) - 1)
        slider.setPageStep(1)
        slider.setValue(TEXT_SIZES.index(self._preferences.text_size))
        describe(slider, _("Size of text"))
        self._percent = label(_("{n} %").format(n=self._preferences.text_size), strong=True)
        self._percent.setFixedWidth(self._look.scaled(56))
        slider.valueChanged.connect(self._choose_size)
        line_.addWidget(small)
        line_.addWidget(slider, 1)
        line_.addWidget(large)
        line_.addWidget(self._percent)
        self._body.addLayout(line_)
        words = _("Panels and menus grow with it. The map is made larger with its zoom.")
        self._body.addWidget(WrappedLabel(words, "small", "faint"))

    def _add_motion(self) -> None:
        explained = _("nothing slides or grows; the view jumps")
        self._add_switch(_("Less motion"), explained, self._preferences.reduce_motion, self._choose_motion)

    def _add_sound(self) -> None:
        explained = _("one beep when its time is up; it is said in words anyway")
        self._add_switch(_("Sound at the end of a stage"), explained, self._preferences.stage_sound, self._choose_sound)

    def _add_switch(self, name: str, explained: str, on: bool, choose: Callable[[bool], None]) -> None:
        self._gap()
        line_ = row(spacing=12)
        words = column(spacing=1)
        words.addWidget(label(name))
        words.addWidget(WrappedLabel(explained, "small", "faint"))
        line_.addLayout(words, 1)
        switch = Switch(name)
        switch.setChecked(on)
        switch.toggled.connect(choose)
        line_.addWidget(switch)
        self._body.addLayout(line_)

    def _add_language(self) -> None:
        known = languages()
        if len(known) < 2:
            return
        self._gap()
        self._body.addWidget(label(_("Language of the program"), "body_strong"))
        grid = QGridLayout()
        grid.setSpacing(self._look.scaled(8))
        group = QButtonGroup(self)
        for at, tag in enumerate(known):
            made = button(OWN_NAMES.get(tag, tag), None, look="choice")
            made.setCheckable(True)
            made.setChecked((self._preferences.language or "en") == tag)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.clicked.connect(lambda _checked=False, tag=tag: self._choose_language(tag))
            group.addButton(made)
            grid.addWidget(made, at // 3, at % 3)
        self._body.addLayout(grid)
        self._body.addWidget(WrappedLabel(_("Cards keep the language they were written in."), "small", "faint"))

    def _gap(self) -> None:
        self._body.addSpacing(self._look.scaled(10))

    def _choose_look(self, choice: str) -> None:
        self._preferences.theme = choice
        self._apply()

    def _choose_size(self, at: int) -> None:
        self._preferences.text_size = TEXT_SIZES[at]
        self._percent.setText(_("{n} %").format(n=TEXT_SIZES[at]))
        self._apply()

    def _choose_sound(self, on: bool) -> None:
        self._preferences.stage_sound = on

    def _choose_motion(self, on: bool) -> None:
        self._preferences.reduce_motion = on
        self._apply()

    def _choose_language(self, tag: str) -> None:
        self._preferences.language = tag
        self._apply()
