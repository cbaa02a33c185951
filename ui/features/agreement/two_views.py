"""Keep what both ends said: as the statement's note of the talk, and the one against the card as dissent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rounds.opinion_summary import Said
from ui.features.agreement.voices import end_against_card
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button
from ui.kit.widgets.fields import Field
from ui.kit.widgets.words import WrappedLabel
from ui.session.bridge import Bridge


class TwoViews(Dialog):
    """What those who said no and those who said yes want to have written down, in their words."""

    def __init__(self, parent: QWidget, bridge: Bridge, said: Said) -> None:
        super().__init__(parent, _("Keep as two views"), "two-views")
        self._bridge, self._said = bridge, said
        self.body.addWidget(WrappedLabel(said.statement.label, "body", strong=True))
        words = _("Write down what each side says, in its own words. It prints as written.")
        self.body.addWidget(WrappedLabel(words, "small", "muted"))
        self.against, self.favour = QPlainTextEdit(), QPlainTextEdit()
        for field, title in ((self.against, _("Those who said no")), (self.favour, _("Those who said yes"))):
            field.setFixedHeight(theme().scaled(70))
            field.setTabChangesFocus(True)
            field.textChanged.connect(self._allow)
            self.body.addWidget(Field(title, field))
        self.add_button(button(_("Cancel"), self.reject))
        self.keep = self.add_button(button(_("Keep both"), self._keep, look="primary"), first=True)
        self.against.setFocus()
        self._allow()

    def steps(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the commands that keep what was written."""
        said, no, yes = self._said, self._written(self.against), self._written(self.favour)
        parts = []
        if no:
            parts.append(_("Against: {words}").format(words=no))
        if yes:
            parts.append(_("For: {words}").format(words=yes))
        before = said.statement.discussion_note.strip()
        note = " ".join([*([before] if before else []), *parts])
        steps: list[tuple[str, Mapping[str, Any]]] = [("edit_statement", {"id": said.id, "discussion_note": note})]
        dissent = {"no": no, "yes": yes}.get(end_against_card(said), "")
        if dissent and said.about is not None:
            steps.append(("add_note", {"kind": "dissent", "text": dissent, "about": [said.about.id]}))
        return steps

    def _written(self, field: QPlainTextEdit) -> str:
        return " ".join(field.toPlainText().split())

    def _allow(self) -> None:
        self.keep.setEnabled(bool(self._written(self.against) or self._written(self.favour)))

    def _keep(self) -> None:
        if self._bridge.run_together(_("Keep as two views"), self.steps()):
            self.accept()
