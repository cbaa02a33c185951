"""The inspector with one card: its kind, topics, words and note, and the tabs Card, Words and Notes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from ui.features.questions.question_lines import QuestionLines
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, label, line, row, set_property, tag
from ui.kit.widgets.choices import Tabs
from ui.kit.widgets.kinds import KindMark
from ui.kit.widgets.plain import Menu
from ui.kit.widgets.tab_order import tab_in_order
from ui.kit.widgets.words import GrowingText
from ui.records.card_fields import AttributeFields, Section, TopicFields
from ui.records.difference_lines import DifferenceLines
from ui.records.link_lines import LinksSection
from ui.records.note_lines import NotesTab
from ui.records.owner_field import OwnerField
from ui.records.panel_parts import corner_room, scrolled
from ui.records.picture_field import PictureField
from ui.records.prompts import PromptCard
from ui.records.term_lines import WordsTab
from ui.session.bridge import Bridge
from ui.session.find_or_add import entries
from ui.session.words import kind_word, own_kinds

_LEAST_FIELDS = 130


class CardPanel(QWidget):
    """One card, everything editable in place."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._id = ""
        outer = column(self)
        outer.addWidget(self._head())
        self.tabs = Tabs(_("Parts of the card"), (("card", _("Card")), ("words", _("Words")), ("notes", _("Notes"))))
        outer.addWidget(self.tabs)
        outer.addWidget(line())
        self._pages = QStackedWidget()
        self._attributes, self._links = AttributeFields(bridge), LinksSection(bridge)
        self.questions, self.differences = QuestionLines(), DifferenceLines(bridge)
        self._topics, self._owner, self.picture = TopicFields(bridge), OwnerField(bridge), PictureField(bridge)
        self._words, self._notes = WordsTab(bridge), NotesTab(bridge)
        for page in (self._card_page(), self._words, self._notes):
            self._pages.addWidget(scrolled(page))
        self._pages.setMinimumHeight(theme().scaled(_LEAST_FIELDS))
        outer.addWidget(self._pages, 1)
        self.tabs.chosen.connect(self._turn)
        self.prompt = PromptCard(bridge, _("Questions for the group"))
        foot = column(spacing=0, margins=(12, 8, 12, 12))
        foot.addWidget(self.prompt)
        outer.addLayout(foot)

    @property
    def id(self) -> str:
        """The card that is shown."""
        return self._id

    @property
    def label_field(self) -> QWidget:
        """The field of the card's own words."""
        return self._label

    def least_height(self, width: int) -> int:
        """Return how many pixels of height the card needs in a width, with some lines of its fields."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else 0

    def show_card(self, card: Element) -> None:
        """Show a card as it is now."""
        variant = self._bridge.catalogue.variant(card.kind, card.type)
        if card.id != self._id:
            self._label.keep()
            self._note.keep()
            self._id = card.id
        self._mark.show_kind(variant)
        self._kind.setText(kind_word(self._bridge.catalogue, card.kind, card.type))
        set_property(self._kind, "kind", variant)
        self._code.setText(card.code)
        first = card.concepts[0] if card.concepts else ""
        self._tag.setText(str(self._bridge.catalogue.concepts[first]["label"]) if first else "")
        self._tag.setVisible(bool(first))
        set_property(self._tag, "concept", first)
        self._label.show_text(card.label)
        self._note.show_text(card.note)
        self._attributes.show_cards([card])
        self.questions.show_card(card)
        self.differences.show_card(card)
        self._topics.show_card(card)
        self._links.show_card(card)
        self._owner.show_card(card)
        self.picture.show_card(card)
        self._words.show_card(card)
        self._notes.show_record(card.id)
        self.prompt.ask(card.concepts, card.kind)
        tab_in_order(self)

    def hide_notes(self, hidden: bool) -> None:
        """Hide what is not for the wall."""
        self.tabs.tab("notes").setVisible(not hidden)
        self.prompt.setVisible(not hidden)
        self.questions.set_room(hidden)
        if hidden and self._pages.currentIndex() == 2:
            self.tabs.choose("card")
            self._turn("card")

    def _head(self) -> Section:
        head = Section(ruled=False)
        head.body.setSpacing(theme().scaled(4))
        top = row(spacing=9)
        self._mark = KindMark("concern")
        self._kind = label("", "small", strong=True)
        self._code = label("", "small", "faint")
        self._tag = tag("")
        self._more = button("", None, "more", "quiet", "small", name=_("More about this card"))
        self._more.clicked.connect(self._menu)
        for part in (self._mark, self._kind, self._code):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._more)
        self.corner = corner_room()
        top.addWidget(self.corner)
        head.body.addLayout(top)
        head.body.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignLeading)
        self._label = GrowingText(_("Words on the card"), "heading", _("What does the card say?"))
        self._label.kept.connect(lambda words: self._keep("label", words))
        self._note = GrowingText(_("Note on the card"), "quiet", _("Add a note"), lines=True)
        self._note.kept.connect(lambda words: self._keep("note", words))
        words = column(margins=(0, 4, 0, 0))
        words.addWidget(self._label)
        words.addWidget(self._note)
        head.body.addLayout(words)
        return head

    def _card_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("part", "surface")
        layout = column(page)
        layout.addWidget(self._attributes)
        layout.addWidget(self.differences)
        layout.addWidget(self.questions)
        layout.addWidget(self._links)
        layout.addWidget(self._owner)
        layout.addWidget(self.picture)
        topics = Section(_("Topics"))
        topics.body.addWidget(self._topics)
        layout.addWidget(topics)
        layout.addStretch(1)
        return page

    def _turn(self, tab: str) -> None:
        self._pages.setCurrentIndex(("card", "words", "notes").index(tab))

    def _keep(self, name: str, words: str) -> None:
        if self._id not in self._bridge.board.elements:
            return
        if self._bridge.run("edit_element", id=self._id, **{name: words}) is None:
            self.show_card(self._bridge.board.elements[self._id])

    def _menu(self) -> None:
        card = self._bridge.board.elements.get(self._id)
        if card is None:
            return
        menu = Menu(self)
        refusal = self._bridge.refusal
        kinds = menu.addMenu(theme().icon("both", size=17), _("Make it another kind"))
        kinds.setEnabled(not refusal("edit", (card.id,)))
        for entry in entries(self._bridge.catalogue):
            icon = theme().icon(kind_icon(entry.variant), f"kind/{entry.variant}/accent", 17)
            action = kinds.addAction(icon, entry.word)
            action.setEnabled(entry.variant != self._bridge.catalogue.variant(card.kind, card.type))
            action.triggered.connect(lambda _checked=False, e=entry: self._retype(e.kind, e.type))
        for own in own_kinds(self._bridge.board, self._bridge.catalogue):
            word = kind_word(self._bridge.catalogue, own)
            action = kinds.addAction(theme().icon(kind_icon(own), f"kind/{own}/accent", 17), word)
            action.setEnabled(own != card.kind)
            action.triggered.connect(lambda _checked=False, own=own: self._retype(own, ""))
        locked = card.locked == "yes"
        pin = menu.addAction(
            theme().icon("unlock" if locked else "lock", size=17), _("Let it move") if locked else _("Pin in place")
        )
        pin.triggered.connect(lambda: self._keep("locked", "no" if locked else "yes"))
        pin.setEnabled(not refusal("edit", (card.id,)))
        copy = menu.addAction(theme().icon("duplicate-q", size=17), _("Duplicate"), lambda: self._duplicate())
        copy.setEnabled(not refusal("add"))
        menu.addSeparator()
        gone = menu.addAction(theme().icon("delete", "danger", 17), _("Delete the card"))
        gone.triggered.connect(lambda: self._bridge.run("delete", ids=[self._id]))
        gone.setEnabled(not refusal("delete", (card.id,)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(
            self._more.mapToGlobal(QPoint(self._more.width() - menu.sizeHint().width(), self._more.height() + 2))
        )

    def _retype(self, kind: str, type_id: str) -> None:
        self._bridge.run("retype_element", id=self._id, kind=kind, **({"type": type_id} if type_id else {}))

    def _duplicate(self) -> None:
        if (decision := self._bridge.run("duplicate", ids=[self._id])) is not None:
            self._bridge.select(i for i in decision.ids if i in self._bridge.board.elements)
