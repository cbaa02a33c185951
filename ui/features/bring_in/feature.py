"""Files of other programs that become cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stworkshop.i18n import gettext as _
from ui.features.bring_in.bringing import Bringing
from ui.kit.actions import Place
from ui.session.view_kinds import ViewKind
from ui.shell.feature import Feature

if TYPE_CHECKING:
    from ui.shell.feature import Add, Desk
    from ui.shell.workspace import ProgramWindow


def register(add: Callable[..., None], bringing: Bringing) -> None:
    """Register them; they are there only while a session is open."""
    add(
        "bring-in",
        _("Bring in a spreadsheet or map…"),
        lambda: bringing.onto_map(),
        "Ctrl+Shift+I",
        "import",
        enabled=lambda: not bringing.why_not(),
        why_not=bringing.why_not,
        words=(_("import"), "CSV", "Excel", "GraphML", "PRSM", "Kumu", "draw.io", "Archi", _("spreadsheet")),
        place=Place("insert", 3, 1),
    )
    add(
        "bring-in-report",
        _("Report on what was brought in"),
        bringing.show_report,
        "",
        "file",
        enabled=lambda: bringing.report is not None,
        why_not=lambda: _("nothing was brought in since the program was started"),
        words=(_("import"),),
        place=Place("print", 3, 1),
    )


def _actions(add: Add, window: ProgramWindow, desk: Desk) -> None:
    register(add, desk(Bringing))


FEATURE = Feature(
    openings=(ViewKind("bring", "import", "", lambda: _("Bring in…"), "prepare", 5, opens="bring-in"),),
    actions=_actions,
)
