"""What a search over all sessions found, by session; a line opens the session at the card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.session.library import SearchHit
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, frame, label, row
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.fields import nothing_called
from ui.kit.widgets.plain import Button
from ui.kit.widgets.words import ElidedLabel, IconLabel

_ICONS = {"session": "map", "elements": "note", "terms": "glossary", "statements": "speech-check", "notes": "note"}
_AT_MOST = 12


class Results(QWidget):
    """Hits in cards, one a session."""

    chosen = Signal(object)

    def __init__(self, hits: Sequence[SearchHit], words: str) -> None:
        super().__init__()
        layout = column(self, 12)
        if not hits:
            layout.addWidget(EmptyState("search", nothing_called(words), _("Try a shorter word.")))
        sessions: dict[str, list[SearchHit]] = {}
        for hit in hits:
            sessions.setdefault(hit.session_id, []).append(hit)
        for found in sessions.values():
            layout.addWidget(self._session(found))

    def _session(self, hits: list[SearchHit]) -> QWidget:
        card = frame("card")
        layout = column(card, 0, (8, 12, 8, 8))
        title = label(hits[0].session_label, "body_strong")
        title.setContentsMargins(theme().scaled(8), 0, 0, theme().scaled(6))
        layout.addWidget(title)
        for hit in hits[:_AT_MOST]:
            layout.addWidget(self._line(hit))
        if len(hits) > _AT_MOST:
            more = label(_("and {n} more").format(n=len(hits) - _AT_MOST), "small", "faint")
            more.setContentsMargins(theme().scaled(10), theme().scaled(4), 0, theme().scaled(4))
            layout.addWidget(more)
        return card

    def _line(self, hit: SearchHit) -> QPushButton:
        made = Button()
        made.setProperty("look", "row")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setFixedHeight(theme().scaled(34))
        words = " ".join(hit.text.split())
        describe(made, _("{words}, in {session}").format(words=words, session=hit.session_label))
        line = row(made, 10, (8, 0, 8, 0))
        line.addWidget(IconLabel(_ICONS.get(hit.ref.root, "note"), "text_3", 16))
        line.addWidget(ElidedLabel(words, "small"), 1)
        for child in made.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        made.clicked.connect(lambda _checked=False: self.chosen.emit(hit))
        return made
