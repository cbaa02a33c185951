"""What this program is: its name and version, what it promises, and its licence."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from stworkshop.version import NAME, VERSION
from ui.kit.dialog_frame import Dialog
from ui.kit.widgets.basics import button
from ui.kit.widgets.words import WrappedLabel


class AboutDialog(Dialog):
    """A few sentences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("About {program}").format(program=NAME), "info")
        self.body.addWidget(WrappedLabel(_("Version {version}").format(version=VERSION), "body_strong"))
        stays = _("Sessions are kept on this laptop only. Nothing is sent unless you export it or work together.")
        self.body.addWidget(WrappedLabel(stays, "body"))
        free = _("Free software under the MIT licence; what else it holds is named in THIRD-PARTY-NOTICES.md.")
        self.body.addWidget(WrappedLabel(free, "small", "muted"))
        self.add_button(button(_("Close"), self.accept), first=True)
