"""The inspector with nothing selected: what the session is about, and how many cards of each kind it holds."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from stworkshop import i18n
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.attribution import sentence
from stworkshop.model.catalogue import Attribute
from stworkshop.model.languages import OWN_NAMES
from stworkshop.model.records import value_of
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, label, row
from ui.kit.widgets.kinds import Silhouette
from ui.kit.widgets.plain import Button, set_tip
from ui.kit.widgets.words import ElidedLabel, GrowingText, WrappedLabel
from ui.records.card_fields import Section
from ui.records.editors import Editor
from ui.session.bridge import Bridge
from ui.session.find_or_add import entries
from ui.session.words import cards_and_links, kind_word, own_kinds

_FIELDS = (
    "entity_of_interest", "setting", "date", "mandate", "life_stage", "review_on", "reply_to", "reply_until",
    "reply_use", "attribution", "language", "description",
)  # fmt: skip


class SessionPanel(QWidget):
    """Scope, counts and legend; all words are edited in place."""

    wants_people = Signal()
    """The list of the people in the room is asked for."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._counted: object = None
        outer = column(self)
        head = Section(ruled=False)
        head.body.setSpacing(theme().scaled(4))
        self._count = label("", "small", "muted")
        head.body.addWidget(label(_("This workshop"), "small", "muted", strong=True))
        self._title = GrowingText(_("Title of the workshop"), "heading", _("What is the workshop called?"))
        self._title.kept.connect(lambda words: self._keep("label", words))
        self._question = GrowingText(_("Our question"), "quiet", _("The question that the room answers"), lines=True)
        self._question.kept.connect(lambda words: self._keep("workshop_question", words))
        words = column()
        words.addWidget(self._title)
        words.addWidget(self._question)
        head.body.addLayout(words)
        head.body.addWidget(self._count)
        outer.addWidget(head)
        self._legend = Section(_("On the map"))
        self._legend.body.setSpacing(0)
        self._rows = column()
        self._legend.body.addLayout(self._rows)
        outer.addWidget(self._legend)
        outer.addWidget(self._fields())
        self._people = button(_("Write down who is here"), self.wants_people.emit, "people", "", "small")
        who = Section(_("People in the room"))
        who.body.addWidget(WrappedLabel(_("Who sits here, and on which side."), "small", "faint"))
        who.body.addWidget(self._people, 0, Qt.AlignmentFlag.AlignLeading)
        outer.addWidget(who)
        outer.addStretch(1)

    def show_words_alone(self) -> None:
        """Leave out how many cards of each kind there are, where the map is not beside it."""
        self._legend.hide()

    def show_session(self) -> None:
        """Show the session's words and counts as they are now."""
        board = self._bridge.board
        self._title.show_text(board.session.label)
        self._question.show_text(board.session.workshop_question)
        self._count.setText(cards_and_links(len(board.elements), len(board.links)))
        people = len(board.participants)
        words = ngettext("%d person: see the list", "%d people: see the list", people) % people
        self._people.setText(words if people else _("Write down who is here"))
        describe(self._people, self._people.text())
        for editor in self._editors:
            editor.show_value(value_of(board.session, editor.attribute.id) or None)
        self._show_attribution()
        self._show_language()
        variants = Counter(self._bridge.catalogue.variant(e.kind, e.type) for e in board.elements.values())
        if variants != self._counted:
            self._counted = variants
            self._fill(variants)

    def _fields(self) -> Section:
        section = Section(_("What it is about"))
        section.body.setSpacing(theme().scaled(10))
        language = Attribute("language", _("Language of the cards"), "word", "en", tuple(OWN_NAMES.items()))
        known = {**self._bridge.catalogue.record_fields("session"), "language": language}
        self._editors = [Editor(known[name], partial(self._keep, name)) for name in _FIELDS if name in known]
        self._whose = WrappedLabel("", "caption", "faint")
        self._spoken = WrappedLabel("", "caption", "faint")
        for editor in self._editors:
            section.body.addWidget(editor)
            if editor.attribute.id == "attribution":
                section.body.addWidget(self._whose)
            elif editor.attribute.id == "language":
                section.body.addWidget(self._spoken)
        return section

    def _show_language(self) -> None:
        """Say what the language of the cards does, and what it leaves as it is."""
        spoken = self._bridge.board.session.language or "en"
        same = spoken.split("-")[0] == i18n.language().split("_")[0]
        words = _("Paper runs in its direction and is read aloud in it. What the program adds stays English.")
        self._spoken.setText("" if same else words)
        self._spoken.setVisible(not same)

    def _show_attribution(self) -> None:
        """Say what the attribution means; once ballots have promised it, it stays."""
        board = self._bridge.board
        promised = _("Ballots have promised this, so it stays.") if board.rounds else ""
        self._whose.setText(" ".join(part for part in (sentence(board.session.attribution), promised) if part))
        for editor in self._editors:
            if editor.attribute.id == "attribution":
                editor.setEnabled(not promised and not self._bridge.read_only)
                editor.setAccessibleDescription(self._whose.text())

    def _keep(self, name: str, value: Any) -> None:
        self._bridge.run("set_session", **{name: value if value is not None else ""})

    def _fill(self, variants: Counter[str]) -> None:
        clear(self._rows)
        catalogue = self._bridge.catalogue
        known = [(entry.variant, entry.word) for entry in entries(catalogue)]
        own = [(kind, kind_word(catalogue, kind)) for kind in own_kinds(self._bridge.board, catalogue)]
        for variant, word in (*known, *own):
            if variants[variant]:
                self._rows.addWidget(self._row(variant, word, variants[variant]))
        if not variants:
            words = _("Start with who is affected. Press S, or drag a person or group onto the map.")
            self._rows.addWidget(label(words, "small", "faint", wrap=True))

    def _row(self, variant: str, word: str, number: int) -> QPushButton:
        made = Button()
        made.setProperty("look", "row")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setFixedHeight(theme().scaled(34))
        describe(made, f"{word}: {number}", description=_("Select all of them"))
        set_tip(made, _("Select all of them"))
        layout = row(made, 10, (4, 0, 8, 0))
        layout.addWidget(Silhouette(variant))
        layout.addWidget(ElidedLabel(word), 1)
        layout.addWidget(label(str(number), "small", "muted"))
        for child in made.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        made.clicked.connect(lambda _checked=False: self._select_all(variant))
        return made

    def _select_all(self, variant: str) -> None:
        board, catalogue = self._bridge.board, self._bridge.catalogue
        self._bridge.select(e.id for e in board.elements.values() if catalogue.variant(e.kind, e.type) == variant)
