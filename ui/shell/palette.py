"""The palette: the one field, the kinds with their silhouettes and keys, a question to the room, the minimap."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.catalogue import Catalogue
from stworkshop.session.session import Changed
from ui.kit.painting import kind_icon, paint_silhouette
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, key_cap, label, row, set_property, tip
from ui.kit.widgets.kinds import Silhouette
from ui.kit.widgets.plain import Button, Menu
from ui.kit.widgets.words import ElidedLabel, IconLabel, WrappedLabel
from ui.records.prompts import PromptCard
from ui.session.bridge import Bridge
from ui.session.find_or_add import Entry, entries
from ui.shell.find_box import FindBox

KIND_MIME = "application/x-stworkshop-kind"


class KindButton(Button):
    """One kind: a click arms it, a drag puts a card where it is dropped."""

    armed = Signal(object)

    def __init__(self, entry: Entry, strip: bool = False) -> None:
        super().__init__()
        self.entry = entry
        self._pressed: QPoint | None = None
        self._words: ElidedLabel | None = None
        self.setProperty("look", "strip" if strip else "row")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self, _("Add: {kind}").format(kind=entry.word), entry.key)
        tip(self, entry.word, entry.key)
        if strip:
            self._lay_out_strip(entry)
        else:
            self._lay_out_row(entry)
        self.clicked.connect(lambda _checked=False: self.armed.emit(self.entry))

    def _lay_out_row(self, entry: Entry) -> None:
        layout = row(self, 10, (8, 0, 8, 0))
        layout.addWidget(Silhouette(entry.variant))
        self._words = words = ElidedLabel(entry.word)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(words, 1)
        if entry.key:
            key = key_cap(entry.key)
            key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(key)
        self.setFixedHeight(theme().scaled(34))

    def _lay_out_strip(self, entry: Entry) -> None:
        layout = column(self, 0, (0, 2, 0, 2))
        layout.addWidget(Silhouette(entry.variant), 0, Qt.AlignmentFlag.AlignCenter)
        if entry.key:
            key = key_cap(entry.key)
            key.setParent(self)
            side = theme().scaled(19)
            key.setStyleSheet("padding: 0; min-height: 0;")
            key.setFixedSize(side, side)
            key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            key.move(theme().scaled(50) - side - 2, theme().scaled(38) - side)
        self.setFixedSize(theme().scaled(50), theme().scaled(38))

    def forbid(self, why_not: str) -> None:
        """Put the kind out of use, and say why on hover; "" puts it back."""
        self.setEnabled(not why_not)
        if self._words is not None:
            set_property(self._words, "tone", "faint" if why_not else "")
        if why_not:
            tip(self, why_not)
            describe(self, self.accessibleName(), description=why_not)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = event.position().toPoint() - self._pressed if self._pressed is not None else QPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and moved.manhattanLength() >= 4:
            self._pressed = None
            self.setDown(False)
            self._drag()
            return
        super().mouseMoveEvent(event)

    def _drag(self) -> None:
        data = QMimeData()
        data.setData(KIND_MIME, json.dumps({"kind": self.entry.kind, "type": self.entry.type}).encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        picture = QPixmap(theme().scaled(104) * 2, theme().scaled(60) * 2)
        picture.setDevicePixelRatio(2)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(0.9)
        paint_silhouette(painter, QRectF(0, 0, picture.width() / 2, picture.height() / 2), self.entry.variant)
        painter.end()
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(picture.width() // 4, picture.height() // 4))
        drag.exec(Qt.DropAction.CopyAction)


def sorted_for(catalogue: Catalogue, stage: str) -> tuple[list[Entry], list[Entry]]:
    """Return what the palette shows first and what it folds: the kinds of a stage in its order, or the quick kinds."""
    found = entries(catalogue)
    known = catalogue.stages.get(stage)
    if known is None:
        return [e for e in found if e.quick], [e for e in found if not e.quick]
    order = list(known["kinds"])
    first = sorted((e for e in found if e.kind in order), key=lambda e: order.index(e.kind))
    return first, [e for e in found if e.kind not in order]


def _reason(words: str) -> QWidget:
    """Return a quiet line that says why nothing can be added now."""
    holder = QWidget()
    holder.setProperty("part", "plain")
    layout = row(holder, 7, (8, 2, 8, 8))
    layout.addWidget(IconLabel("lock", "text_3", 15), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(WrappedLabel(words, "small", "faint"), 1)
    return holder


class Palette(QFrame):
    """All kinds at hand; `armed` says that the next click on the map makes one."""

    armed = Signal(object)
    wants_waiting = Signal()
    wants_typical = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setProperty("part", "panel-left")
        describe(self, _("Palette"))
        self._bridge = bridge
        self._buttons: list[KindButton] = []
        self._armed = ""
        self.finder = FindBox(bridge)
        self.prompt = PromptCard(bridge)
        layout = column(self)
        top = column(spacing=0, margins=(12, 12, 12, 6))
        top.addWidget(self.finder)
        layout.addLayout(top)
        layout.addWidget(self._scrolled(), 1)
        foot = column(spacing=2, margins=(12, 4, 12, 12))
        self.waiting = button(_("Unsorted notes"), self.wants_waiting.emit, "sort", "row", "small")
        typical = button(_("Typical cards…"), self.wants_typical.emit, "list", "row", "small")
        foot.addWidget(typical)
        foot.addWidget(self.waiting)
        foot.addWidget(self.prompt)
        layout.addLayout(foot)
        self._minimap = frame("foot")
        self._minimap_layout = column(self._minimap, 0, (12, 10, 12, 12))
        self._minimap.hide()
        layout.addWidget(self._minimap)
        self.setFixedWidth(theme().size("palette"))
        bridge.changed.connect(self._hear)  # a lambda would outlive the panel
        self._count_waiting()

    def _hear(self, changed: Changed) -> None:
        if "notes" in changed.change.roots():
            self._count_waiting()

    def _count_waiting(self) -> None:
        """Say how many sentences wait to be sorted; where none does, there is nothing to say."""
        count = sum(note.kind == "unsorted" for note in self._bridge.board.notes.values())
        words = ngettext("%d sentence to sort", "%d sentences to sort", count) % count
        self.waiting.setText(words)
        describe(self.waiting, words)
        self.waiting.setVisible(bool(count))

    def show_minimap(self, minimap: QWidget) -> None:
        """Put the minimap at the foot."""
        self._minimap_layout.addWidget(minimap)
        self._minimap.show()

    def show_armed(self, variant: str) -> None:
        """Show which kind the next click makes; "" for none."""
        self._armed = variant
        for made in self._buttons:
            made.setChecked(made.entry.variant == variant)

    def show_stage(self, stage: str) -> None:
        """Offer the kinds of a stage first, in its order, and ask its questions; without one, the quick kinds."""
        first, rest = sorted_for(self._bridge.catalogue, stage)
        why_not = self._bridge.refusal("add")
        clear(self._kinds)
        self._buttons = []
        title = label(_("In this stage") if stage and first else _("Add to the map"), "small", "muted", strong=True)
        title.setContentsMargins(theme().scaled(8), theme().scaled(6), 0, theme().scaled(6))
        self._kinds.addWidget(title)
        if why_not:
            self._kinds.addWidget(_reason(why_not))
        self._add(self._kinds, first, why_not)
        self._kinds.addWidget(self._fold(rest))
        self._folded = QWidget()
        self._folded.setProperty("part", "plain")
        inner = column(self._folded)
        self._add(inner, rest, why_not)
        self._folded.hide()
        self._kinds.addWidget(self._folded)
        self._kinds.addStretch(1)
        self.show_armed(self._armed)
        self.prompt.ask_stage(stage)

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("part", "surface")
        self._kinds = column(body, 0, (8, 2, 8, 8))
        self.show_stage("")
        area.setWidget(body)
        return area

    def _fold(self, rest: list[Entry]) -> QPushButton:
        words = ngettext("%d more kind", "%d more kinds", len(rest)) % len(rest)
        made = button(words, None, "chevron-right", "row", name=words)
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.toggled.connect(lambda on: self._unfold(made, on, words))
        return made

    def _unfold(self, made: QPushButton, on: bool, words: str) -> None:
        self._folded.setVisible(on)
        theme().set_icon(made, "chevron-down" if on else "chevron-right", "text_2", 16, "brand_text")
        made.setText(_("Fewer kinds") if on else words)

    def _add(self, layout: QVBoxLayout, found: list[Entry], why_not: str) -> None:
        for entry in found:
            made = KindButton(entry)
            made.forbid(why_not)
            made.armed.connect(self.armed)
            layout.addWidget(made)
            self._buttons.append(made)


class PaletteStrip(QFrame):
    """The palette where the window is narrow: silhouettes with their keys, the field behind a glass."""

    armed = Signal(object)
    wants_find = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel-left")
        describe(self, _("Palette"))
        self._bridge = bridge
        self._first, self._rest = sorted_for(bridge.catalogue, "")
        self._why_not = ""
        self._buttons: list[KindButton] = []
        self._layout = column(self, 2, (2, 6, 2, 6))
        self.setFixedWidth(theme().size("palette_strip"))
        self._shown = -1
        self._fill(0)

    def show_stage(self, stage: str) -> None:
        """Offer the kinds of a stage first, in its order, then the quick ones."""
        first, rest = sorted_for(self._bridge.catalogue, stage)
        quick = [entry for entry in rest if entry.quick] if stage else []
        self._first, self._rest = [*first, *quick], [entry for entry in rest if entry not in quick]
        self._why_not = self._bridge.refusal("add")
        self._shown = -1
        self._fill(self._room())

    def show_armed(self, variant: str) -> None:
        """Show which kind the next click makes; "" for none."""
        for made in self._buttons:
            made.setChecked(made.entry.variant == variant)

    def resizeEvent(self, event: object) -> None:
        self._fill(self._room())

    def _room(self) -> int:
        rows = max(0, (self.height() - theme().scaled(12 + 2 * 36)) // theme().scaled(40))
        return min(rows, len(self._first))

    def _fill(self, count: int) -> None:
        if count == self._shown:
            return
        self._shown = count
        clear(self._layout)
        glass = button("", self.wants_find.emit, "search", "quiet", name=_("Find or add"), shortcut="/")
        self._layout.addWidget(glass, 0, Qt.AlignmentFlag.AlignHCenter)
        self._buttons = []
        for entry in self._first[:count]:
            made = KindButton(entry, strip=True)
            made.forbid(self._why_not)
            made.armed.connect(self.armed)
            self._layout.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
            self._buttons.append(made)
        self._layout.addStretch(1)
        more = button("", None, "more", "quiet", name=_("More kinds"))
        more.clicked.connect(lambda: self._menu(more, [*self._first[count:], *self._rest]))
        more.setEnabled(not self._why_not)
        self._layout.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)

    def _menu(self, over: QPushButton, rest: list[Entry]) -> None:
        menu = Menu(self)
        for entry in rest:
            action = menu.addAction(
                theme().icon(kind_icon(entry.variant), f"kind/{entry.variant}/accent", 18), entry.word
            )
            action.triggered.connect(lambda _checked=False, entry=entry: self.armed.emit(entry))
        menu.popup(over.mapToGlobal(QPoint(over.width(), over.height() - menu.sizeHint().height())))
        menu.aboutToHide.connect(menu.deleteLater)
