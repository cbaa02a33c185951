"""Editors for fields of the catalogue: bars of five steps, segments, lists, words, days; never spin boxes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Attribute
from stworkshop.model.kind_words import not_said
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, label, row, set_property
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.choices import Segments, Steps
from ui.kit.widgets.dates import DateField
from ui.kit.widgets.plain import name_field, set_tip
from ui.kit.widgets.words import GrowingText
from ui.records.many_choice import ManyChoice

Kept = Callable[[Any], object]
_SEGMENTS_AT_MOST = 4
_SEGMENT_LETTERS = 26
_BESIDE = 96


class Editor(QWidget):
    """One field: its words and its control; `show` gives it a value, what a person chooses goes to `kept`."""

    def __init__(self, attribute: Attribute, kept: Kept, variant: str = "context") -> None:
        super().__init__()
        self.attribute = attribute
        self._show, self.control, beside = _control(attribute, kept, variant)
        words = self._words = label(attribute.label, "small", "muted", wrap=True)
        name_field(words, self.control)
        self._placeholder = _placeholder(self.control)
        if beside:
            layout = row(self, 10)
            words.setFixedWidth(theme().scaled(_BESIDE))
            layout.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(self.control, 1)
        else:
            above = column(self, 4)
            above.addWidget(words)
            above.addWidget(self.control)

    def show_value(self, value: Any) -> None:
        """Show a value of the board; None stands for the field's default."""
        self._say("")
        shown = self.effective(value)
        self._show(shown)
        if isinstance(self.control, Segments) and shown in (None, ""):
            self._words.setText(_("{field} ({note})").format(field=self.attribute.label, note=not_said()))

    def show_mixed(self) -> None:
        """Show that the cards have different values: none of them, and a word for it."""
        self._show(None)
        self._say(_("different"))

    def effective(self, value: Any) -> Any:
        """Return what a value of the board stands for."""
        return self.attribute.default if value is None else value

    def _say(self, mixed: str) -> None:
        name = self.attribute.label
        self._words.setText(_("{field} ({note})").format(field=name, note=mixed) if mixed else name)
        if isinstance(self.control, ChoiceBox):
            self.control.set_mixed(mixed)
        elif isinstance(self.control, QLineEdit | GrowingText):
            self.control.setPlaceholderText(mixed or self._placeholder)


def _placeholder(control: QWidget) -> str:
    return control.placeholderText() if isinstance(control, QLineEdit | GrowingText) else ""


def is_editable(attribute: Attribute) -> bool:
    """Tell whether a person sets this field; derived figures and lists of records are not set here."""
    return not attribute.derived and attribute.type in (
        "word",
        "integer",
        "text",
        "date",
        "yes-no",
        "id",
        "ids",
        "number",
    )


def _control(attribute: Attribute, kept: Kept, variant: str) -> tuple[Callable[[Any], object], QWidget, bool]:
    """Return how to show a value, the control, and whether its words stand beside it."""
    if attribute.type == "integer" and attribute.labels and len(attribute.labels) <= 5:
        return _steps(attribute, kept, variant)
    if attribute.type in ("word", "id", "yes-no") or (attribute.type == "integer" and attribute.labels):
        return _choice(attribute, kept)
    if attribute.type == "date":
        day = DateField(attribute.label)
        day.kept.connect(kept)
        return (lambda value: day.show_day(str(value or "")), day, False)
    if attribute.type in ("integer", "number"):
        return _number(attribute, kept)
    if attribute.type == "ids":
        return _many(attribute, kept)
    text = GrowingText(attribute.label, placeholder=_("nothing yet"), lines=True)
    text.kept.connect(kept)
    return (lambda value: text.show_text(str(value or "")), text, False)


def _steps(attribute: Attribute, kept: Kept, variant: str) -> tuple[Callable[[Any], object], QWidget, bool]:
    first = attribute.minimum if attribute.minimum is not None else 1
    bar = Steps(attribute.label, attribute.labels, variant, first)
    bar.chosen.connect(lambda step: kept(step or None))
    return bar.show_step, bar, True


def _choice(attribute: Attribute, kept: Kept) -> tuple[Callable[[Any], object], QWidget, bool]:
    options = list(attribute.choices)
    if attribute.type == "yes-no" and not options:
        options = [("yes", _("Yes")), ("no", _("No"))]

    def keep(option: str) -> object:
        return kept(attribute.chosen(option))

    if len(options) <= _SEGMENTS_AT_MOST and sum(len(word) for _, word in options) <= _SEGMENT_LETTERS:
        segments = Segments(attribute.label, options, optional=True)
        for option, _word in options:
            made = segments.segment(option)
            made.setProperty("scale", "small")
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        segments.chosen.connect(keep)
        return (lambda value: segments.choose(str(value or "")), segments, sum(len(w) for _, w in options) <= 16)
    box = ChoiceBox(attribute.label, options, not_said())
    box.chosen.connect(keep)
    return (lambda value: box.choose("" if value is None else str(value)), box, False)


def _number(attribute: Attribute, kept: Kept) -> tuple[Callable[[Any], object], QWidget, bool]:
    field = QLineEdit()
    field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def keep() -> None:
        typed = field.text().strip()
        good = typed == "" or (typed.lstrip("-").isdigit() and _within(attribute, int(typed)))
        set_property(field, "bad", "false" if good else "true")
        set_tip(field, "" if good else _allowed(attribute))
        if good and field.isModified():
            field.setModified(False)
            kept(int(typed) if typed else None)

    field.editingFinished.connect(keep)
    field.setAccessibleName(attribute.label)
    return (lambda value: field.setText("" if value is None else str(value)), field, True)


def _many(attribute: Attribute, kept: Kept) -> tuple[Callable[[Any], object], QWidget, bool]:
    chips = ManyChoice(attribute.label, attribute.values)
    chips.chosen.connect(lambda ids: kept(list(ids)))
    return (lambda value: chips.choose(tuple(value or ())), chips, False)


def _within(attribute: Attribute, number: int) -> bool:
    low = attribute.minimum if attribute.minimum is not None else number
    high = attribute.maximum if attribute.maximum is not None else number
    return low <= number <= high


def _allowed(attribute: Attribute) -> str:
    if attribute.minimum is not None and attribute.maximum is not None:
        return _("Use {low} to {high}.").format(low=attribute.minimum, high=attribute.maximum)
    return _("Write a whole number.")
