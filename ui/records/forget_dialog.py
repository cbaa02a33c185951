"""Taking a person out of the workshop for good: what goes, what stays elsewhere, and one question before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.kit.dialog_frame import Dialog
from ui.kit.widgets.basics import button, label
from ui.kit.widgets.words import WrappedLabel

_MOST = 3
"""So many backups are named one by one."""


class ForgetDialog(Dialog):
    """`told` is what `Session.forgetting` says of the person."""

    def __init__(self, parent: QWidget, name: str, told: Mapping[str, Any]) -> None:
        super().__init__(parent, _("Take “{name}” out for good?").format(name=name), "warning", "warn_mark")
        self._tell(_("This goes from the workshop"), goes(told["removed"], told["counted_anew"]))
        self._tell(_("What this cannot reach"), stays(told))
        words = _("It cannot be undone, and the history of this workshop goes with it.")
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        self.add_button(button(_("Take out for good"), self.accept, look="danger"))
        self.add_button(button(_("Keep"), self.reject), first=True)

    def _tell(self, head: str, lines: list[str]) -> None:
        self.body.addWidget(label(head, "body", strong=True))
        for line in lines:
            self.body.addWidget(WrappedLabel(line, "body"))


def goes(removed: Mapping[str, int], counted: list[str]) -> list[str]:
    """Return in words what goes, by the counts of a report."""
    words = {
        "elements": lambda n: ngettext("{n} card that the person wrote", "{n} cards that the person wrote", n),
        "links": lambda n: ngettext("{n} link of these cards", "{n} links of these cards", n),
        "notes": lambda n: ngettext("{n} note", "{n} notes", n),
        "images": lambda n: ngettext(
            "{n} picture on a card: nobody can tell whom it shows",
            "all {n} pictures on cards: nobody can tell whom they show",
            n,
        ),
        "answers": lambda n: ngettext("{n} answer under the name", "{n} answers under the name", n),
        "private_notes": lambda n: ngettext("{n} private note", "{n} private notes", n),
    }
    lines = [_("the name in the list of people, and sheets in open rounds")]
    lines += [words[root](n).format(n=n) for root, n in removed.items() if root in words]
    others = sum(n for root, n in removed.items() if root not in (*words, "participants", "results"))
    if others:
        lines.append(ngettext("{n} more entry", "{n} more entries", others).format(n=others))
    if counted:
        n = len(counted)
        lines.append(
            ngettext("{n} round is counted again without the answers", "{n} rounds are counted again", n).format(n=n)
        )
    return lines


def stays(told: Mapping[str, Any]) -> list[str]:
    """Return in words what holds the person still, and has to be deleted by somebody."""
    lines = [_("backup beside the file: {path}").format(path=path) for path in told["backups"][:_MOST]]
    if (more := len(told["backups"]) - _MOST) > 0:
        lines.append(ngettext("{n} more backup there", "{n} more backups there", more).format(n=more))
    if tables := ", ".join(copy["table"] for copy in told["copies"]):
        lines.append(_("copies given to: {tables}").format(tables=tables))
    if n := len(told["still_named_in"]):
        lines.append(
            ngettext(
                "{n} card, note or round of others that still holds the name or the words",
                "{n} cards, notes and rounds of others that still hold the name or the words",
                n,
            ).format(n=n)
        )
    lines.append(_("prints, exports and copies on other laptops or servers; answers that were given without a name"))
    return lines
