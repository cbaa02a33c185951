"""Words a person reads: every one goes through `gettext`, here and in the window alike."""

from __future__ import annotations

import gettext as _gettext
from functools import lru_cache

from stworkshop import assets

DOMAIN = "stworkshop"
_language: str = ""


@lru_cache(maxsize=8)
def _translations(language: str) -> _gettext.NullTranslations:
    languages = [language] if language else None
    return _gettext.translation(DOMAIN, str(assets.path("locale")), languages, fallback=True)


def set_language(language: str) -> None:
    """Choose the language by its tag (`de`, `pt_BR`); the empty tag follows the system."""
    global _language
    _language = language


def language() -> str:
    """Return the tag of the language that words are in: the one whose translation was found, else English ("en")."""
    return _translations(_language).info().get("language", "") or "en"


def gettext(message: str) -> str:
    """Return `message` in the chosen language, or as it is where no translation is known."""
    return _translations(_language).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of the message that fits `number`, unformatted."""
    return _translations(_language).ngettext(singular, plural, number)
