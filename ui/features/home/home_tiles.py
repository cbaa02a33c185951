"""Tiles of Home: a session with its thumbnail, a session in a line, an agenda, the session to go on with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.features.home.shelf import Glance, Item, Standing
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, row, tag
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.pictures import Thumbnail
from ui.kit.widgets.plain import Menu, set_tip
from ui.kit.widgets.tiles import Tile
from ui.kit.widgets.words import ElidedLabel, IconLabel, WrappedLabel
from ui.session.words import cards_and_links, when


class SessionTile(Tile):
    """A session: its map, its title, when it was worked on, and what can be done with it."""

    wants = Signal(str)
    """What is wanted of the session: open, rename:WORDS, duplicate, export, print, trash, forget-file."""

    def __init__(self, item: Item, *, in_line: bool = False) -> None:
        super().__init__("row-tile" if in_line else "tile")
        self.item = item
        self._title = ElidedLabel(item.label, "body", strong=True)
        self._detail = ElidedLabel(_detail(item), "caption", "muted")
        self.picture = Thumbnail(_("Picture of the map"), 146 if not in_line else 44, 72 if in_line else 0)
        self.more = button(
            "", self._open_menu, "more", "quiet", "small", name=_("More: {name}").format(name=item.label)
        )
        if in_line:
            self._lay_out_line()
        else:
            self._lay_out_tile()
        self._name()
        self.let_through()
        self.clicked.connect(lambda _checked=False: self.wants.emit("open"))

    def show_glance(self, glance: Glance) -> None:
        """Show what a look into the session found."""
        self.picture.show_sketch(glance.sketch)
        if self.item.origin != "library":
            self._title.setText(glance.label)
            self._detail.setText(_detail(self.item, glance))
        self._name()

    def rename(self) -> None:
        """Let the title be typed where it stands."""
        field = QLineEdit(self._title.text(), self)
        field.setProperty("look", "cell")
        describe(field, _("Title"))
        field.setGeometry(self._title.geometry().adjusted(-6, -4, 0, 4))
        field.selectAll()
        field.show()
        field.setFocus()
        field.editingFinished.connect(lambda: self._renamed(field))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu().popup(event.globalPos())

    def _renamed(self, field: QLineEdit) -> None:
        words = " ".join(field.text().split())
        field.blockSignals(True)
        field.hide()
        field.deleteLater()
        if words and words != self.item.label:
            self.wants.emit(f"rename:{words}")

    def _lay_out_tile(self) -> None:
        layout = column(self, 0, (1, 1, 1, 1))
        holder = frame("picture")
        column(holder, 0, (14, 12, 14, 12)).addWidget(self.picture)
        layout.addWidget(holder)
        words = row(spacing=4, margins=(14, 10, 8, 12))
        text = column(spacing=2)
        text.addWidget(self._title)
        text.addWidget(self._detail)
        words.addLayout(text, 1)
        words.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words)

    def _lay_out_line(self) -> None:
        layout = row(self, 14, (12, 8, 12, 8))
        layout.addWidget(self.picture)
        text = column(spacing=1)
        text.addWidget(self._title)
        text.addWidget(self._detail)
        layout.addLayout(text, 1)
        layout.addWidget(self.more)

    def _name(self) -> None:
        describe(self, f"{self._title.text()}. {self._detail.text()}")

    def _open_menu(self) -> None:
        menu = self._menu()
        menu.popup(self.more.mapToGlobal(QPoint(self.more.width() - menu.sizeHint().width(), self.more.height() + 4)))

    def _menu(self) -> QMenu:
        menu = Menu(self)
        fill_menu(menu, self.item, self.wants.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


def fill_menu(menu: QMenu, item: Item, want: Callable[[str], object]) -> None:
    """Put what can be done with a session into a menu."""
    look = theme()
    menu.addAction(look.icon("play", size=17), _("Open"), lambda: want("open"))
    if item.origin == "library":
        menu.addAction(look.icon("edit", size=17), _("Rename"), lambda: want("rename"))
        menu.addAction(look.icon("copy", size=17), _("Duplicate"), lambda: want("duplicate"))
    if item.origin != "sample":
        menu.addAction(look.icon("print", size=17), _("Print the summary"), lambda: want("print"))
        menu.addAction(look.icon("export", size=17), _("Export"), lambda: want("export"))
    if item.origin == "library":
        menu.addSeparator()
        menu.addAction(look.icon("delete", "danger", 17), _("Move to the trash"), lambda: want("trash"))
    elif item.origin == "file":
        menu.addSeparator()
        menu.addAction(look.icon("close", size=17), _("Take off this list"), lambda: want("forget-file"))


_PICTURE_FROM = 560
"""The width from which the large card has a place for its picture."""


class ContinueCard(QFrame):
    """The session that was worked on last, large."""

    wants = Signal(str)

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.item = item
        layout = row(self)
        holder = self._holder = frame("picture-left")
        self.picture = Thumbnail(_("Picture of the map"), 290)
        column(holder, 0, (14, 12, 14, 12)).addWidget(self.picture)
        holder.setCursor(Qt.CursorShape.PointingHandCursor)
        set_tip(holder, _("Continue workshop"))
        holder.installEventFilter(self)
        layout.addWidget(holder, 4)
        right = self._right = column(spacing=0, margins=(24, 20, 24, 20))
        head = row(spacing=8)
        self._agenda = tag("", "info")
        head.addWidget(self._agenda)
        at = item.worked or item.updated
        self._when = label(_("worked on {when}").format(when=when(at)) if at else "", "caption", "faint")
        head.addWidget(self._when, 1)
        right.addLayout(head)
        right.addSpacing(theme().scaled(8))
        self._title = WrappedLabel(item.label, "heading")
        self._question = WrappedLabel("", "body", "muted")
        right.addWidget(self._title)
        right.addSpacing(theme().scaled(4))
        right.addWidget(self._question)
        right.addSpacing(theme().scaled(16))
        self._figures = row(spacing=26)
        right.addLayout(self._figures)
        right.addSpacing(theme().scaled(14))
        self._standing = column(spacing=4)
        right.addLayout(self._standing)
        right.addStretch(1)
        right.addSpacing(theme().scaled(14))
        right.addLayout(self._buttons())
        layout.addLayout(right, 6)
        self._agenda.hide()
        self._show_figures(item.cards, item.links, 0)

    def show_glance(self, glance: Glance) -> None:
        """Show what a look into the session found."""
        self.picture.show_sketch(glance.sketch)
        self._title.setText(glance.label)
        self._question.setText(glance.question)
        self._agenda.setText(glance.agenda)
        self._agenda.setVisible(bool(glance.agenda))
        self._show_figures(glance.cards, glance.links, glance.people)
        if glance.standing is not None:
            self._show_standing(glance.standing)

    def minimumSizeHint(self) -> QSize:
        """It can do without its picture."""
        return QSize(self._right.minimumSize().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._holder.setVisible(self.width() >= theme().scaled(_PICTURE_FROM))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the session where its picture is pressed."""
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            if event.type() == QEvent.Type.MouseButtonRelease:
                self.wants.emit("open")
            return True
        return super().eventFilter(watched, event)

    def _show_figures(self, cards: int, links: int, people: int) -> None:
        clear(self._figures)
        figures = [(cards, ngettext("card", "cards", cards)), (links, ngettext("link", "links", links))]
        if people:
            figures.append((people, ngettext("person in the room", "people in the room", people)))
        for number, word in figures:
            pair = column()
            pair.addWidget(label(str(number), "heading"))
            pair.addWidget(label(word, "caption", "muted"))
            self._figures.addLayout(pair)
        self._figures.addStretch(1)

    def _show_standing(self, standing: Standing) -> None:
        clear(self._standing)
        lines = []
        if standing.stage:
            lines.append(("timer", "text_2", _("Stage: {stage}").format(stage=standing.stage)))
        elif standing.coming:
            lines.append(("timer", "text_2", _("Comes next: {stage}").format(stage=standing.coming)))
        if standing.must:
            words = ngettext(
                "%d question must still be discussed", "%d questions must still be discussed", standing.must
            )
            lines.append(("must", "must", words % standing.must))
        else:
            lines.append(("check", "text_2", _("Nothing is left that must be discussed")))
        for icon, role, words in lines:
            one = row(spacing=8)
            one.addWidget(IconLabel(icon, role, 18), 0, Qt.AlignmentFlag.AlignTop)
            one.addWidget(WrappedLabel(words, "small"), 1)
            self._standing.addLayout(one)

    def _buttons(self) -> Flow:
        line = Flow(gap=8)
        line.addWidget(button(_("Continue workshop"), lambda: self.wants.emit("open"), "play", "primary", "large"))
        line.addWidget(button(_("Print summary"), lambda: self.wants.emit("print"), "print", "", "large"))
        more = button("", None, "more", "quiet", "large", name=_("More: {name}").format(name=self.item.label))
        more.clicked.connect(lambda: self._menu(more))
        line.addWidget(more)
        return line

    def _menu(self, under: QPushButton) -> None:
        menu = Menu(self)
        fill_menu(menu, self.item, self.wants.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 4)))


def _detail(item: Item, glance: Glance | None = None) -> str:
    cards, links = (glance.cards, glance.links) if glance else (item.cards, item.links)
    counts = cards_and_links(cards, links) if glance or item.origin == "library" else ""
    if item.trashed:
        return _("in the trash since {when}").format(when=when(item.trashed))
    if item.origin == "sample":
        return ", ".join(part for part in (_("Sample"), counts) if part)
    if item.origin == "file":
        return ", ".join(part for part in (_("File"), counts) if part)
    return ", ".join(part for part in (when(item.updated), counts) if part)
