"""Hints for a first workshop: one at a time, gone when done."""

from ui.features.first_workshop.hints import HintLine
from ui.shell.feature import Feature

FEATURE = Feature(strips=(HintLine,))
