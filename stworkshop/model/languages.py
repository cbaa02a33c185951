"""Languages by their own names: those whose letters the fonts that come along can draw."""

from __future__ import annotations

from collections.abc import Mapping

OWN_NAMES: Mapping[str, str] = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "nl": "Nederlands",
    "pt": "Português", "pl": "Polski", "el": "Ελληνικά", "uk": "Українська", "tr": "Türkçe", "ar": "العربية",
    "hi": "हिन्दी",
}  # fmt: skip
"""What a language calls itself, by its tag (BCP 47)."""
