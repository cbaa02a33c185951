"""The page that telephones load: one file of words and signs, one of looks, three scripts; nothing from elsewhere."""

from __future__ import annotations

import html
import json
import re
import string
from functools import lru_cache

from stworkshop import assets
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.i18n import language
from stworkshop.report.words import is_rtl_language

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
)
"""What the page may load: its own parts from where it came, and nothing else from anywhere."""
PATHS = ("/", "/phone.css", "/noble.js", "/seal.js", "/phone.js")
_ICONS = (
    "ballot", "text-size", "lock", "laptop", "eye-off", "file", "check", "arrow-right", "arrow-left", "chevron-right",
    "chevron-up", "chevron-down", "minus", "plus", "close", "reconnect",
)  # fmt: skip


def sort_of(path: str) -> str:
    """Return the content type of what is answered under a path."""
    ending = path.rpartition(".")[2]
    sorts = {"/": "text/html", "css": "text/css", "js": "text/javascript"}
    return sorts.get(path, sorts.get(ending, "application/json")) + "; charset=utf-8"


def part(path: str) -> str | None:
    """Return one part of the page, None where there is none of this name."""
    return _part(path, language())


@lru_cache(maxsize=64)
def _part(path: str, _language: str) -> str | None:
    if path == "/":
        return _page()
    if path == "/phone.css":
        return _style()
    if path in PATHS:
        return assets.path("page", path[1:]).read_text(encoding="utf-8")
    return None


def _page() -> str:
    spoken = (language() or "en").replace("_", "-")
    made = string.Template(assets.path("page", "phone.html").read_text(encoding="utf-8"))
    words = json.dumps(_words(), ensure_ascii=False).replace("<", "\\u003c")
    return made.substitute(
        language=html.escape(spoken),
        direction="rtl" if is_rtl_language(spoken) else "ltr",
        title=html.escape(_("Answer from your telephone")),
        larger=html.escape(_("Larger text")),
        noscript_title=html.escape(_("This browser cannot seal your answers")),
        noscript=html.escape(_("JavaScript is switched off here. Take a paper sheet instead: it counts the same.")),
        loading=html.escape(_("The page is on its way. If nothing happens, load it again.")),
        icons="".join(_icon(name) for name in _ICONS),
        words=words,
    )


def _icon(name: str) -> str:
    drawn = assets.icon("ui", name).read_text(encoding="utf-8")
    inside = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", drawn, flags=re.DOTALL)
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{inside}</symbol>'


def _style() -> str:
    def colours(theme: str) -> str:
        return ";".join(f"--{name}:{value}" for name, value in design_tokens.theme(theme).ui.items())

    return "\n".join(
        (
            f":root{{color-scheme:light dark;{colours('light')}}}",
            f"@media (prefers-contrast: more){{:root{{{colours('projector')}}}}}",
            f"@media (prefers-color-scheme: dark){{:root{{{colours('dark')}}}}}",
            assets.path("page", "phone.css").read_text(encoding="utf-8"),
        )
    )


def _words() -> dict[str, str]:
    return {
        "begin": _("I understand, begin"),
        "title": _("Answer from your telephone"),
        "noname": _("No name, no account, no number. Nothing stays on this telephone."),
        "goes": _("Your sheet goes to the laptop in this room, and nowhere else."),
        "paper": _("You may take a paper sheet instead. It counts the same."),
        "compare": _("These four letters also stand on the wall:"),
        "differ": _("If they differ, tell the facilitator."),
        "network": _("If the telephone says that this network has no internet, keep the network."),
        "wordTitle": _("Four letters"),
        "wordHow": _("Type the four letters that stand on the wall."),
        "slipTitle": _("Your slip"),
        "slipHow": _("Type the letters and digits of your slip. Each slip counts once."),
        "sideTitle": _("Which group do you belong to?"),
        "sideHow": _("Your answers are stored with your group, never with your name."),
        "personTitle": _("Who are you?"),
        "personHow": _("This round is not anonymous: your answers are kept with you."),
        "choose": _("Choose one."),
        "next": _("Next"),
        "back": _("Back"),
        "statement": _("{n} of {all}"),
        "dk": _("I cannot say, or I do not want to"),
        "dkIs": _("cannot say"),
        "clear": _("Clear my answer"),
        "comment": _("Add a few words"),
        "commentOn": _("Your words about: {item}"),
        "sayQ": _("How much say do they have?"),
        "touchedQ": _("How much does it affect them?"),
        "both": _("Choose in both rows, or leave both empty."),
        "dotsHow": _("You have {n} dots, at most {most} for each line. You need not use them all."),
        "dotsLeft": _("Left: {n}"),
        "more": _("One dot more for: {item}"),
        "less": _("One dot less for: {item}"),
        "dotsOf": _("{item}: {n} dots"),
        "orderHow": _("Press + beside what comes first for you, then what comes second. Arrows move it."),
        "place": _("Put next: {item}"),
        "up": _("Up: {item}"),
        "down": _("Down: {item}"),
        "out": _("Take out: {item}"),
        "placed": _("{item} is number {n}"),
        "review": _("Your sheet"),
        "reviewHow": _("Empty lines are fine. After sending you cannot change it."),
        "none": _("no answer"),
        "used": _("{n} of {all} used"),
        "ordered": _("{n} of {all} in order"),
        "send": _("Hand it in"),
        "thanks": _("Thank you. Your sheet is in the box."),
        "thanksHow": _("The laptop has it. This telephone has forgotten it."),
        "another": _("Another person answers on this telephone"),
        "wait": _("The room cannot hear us. Your sheet waits here."),
        "waitHow": _("It is sealed and goes by itself as soon as the network is there. Keep this page open."),
        "again": _("Try again"),
        "unheard": _("The room cannot hear us. Is this telephone in the room’s network?"),
        "noSeal": _("This browser is too old to seal your answers. Take a paper sheet instead: it counts the same."),
        "otherKey": _("This code belongs to another round. Scan the code on the wall again."),
        "closed": _("The box is closed."),
        "problem": _("This did not work"),
    }
