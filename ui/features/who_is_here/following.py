"""Looking where somebody else looks: following a person, going where one is called; a gesture of one's own ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.lan.room_state import Person
from ui.presence.marks import colour_number, has_pattern, hue, ink, paint_pattern
from ui.presence.room_links import RoomLinks
from ui.session.view_kinds import BY_ID

if TYPE_CHECKING:
    from ui.features.who_is_here.presence_sender import Telling
    from ui.shell.workspace import Workspace

_FRAME = 4
_GESTURES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.NativeGesture,
        QEvent.Type.TouchBegin,
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
    }
)
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})
_NEAR = 0.5
"""So many px of the screen are no other place."""
_PRIVATE = frozenset({"keying", "rounds", "tables"})
"""Pages of the facilitator's own work, where nobody is led."""


class Place(NamedTuple):
    """Where one was: a view, and on the map the middle and the zoom."""

    page: str
    middle: QPointF
    zoom: float


class FollowFrame(QWidget):
    """A frame over the canvas in the colour of who is followed, with a word how it ends."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over, self._number, self.words = over, 0, ""
        over.installEventFilter(self)
        theme().theme_changed.connect(self.update)
        self.hide()

    def frame(self, person: Person) -> None:
        """Stand around the canvas for somebody."""
        words = _("Following {name} (Esc or any gesture of your own ends it)").format(name=person.name)
        new = words != self.words or not self.isVisible()
        self._number, self.words = colour_number(person), words
        describe(self, words)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.update()
        if new:
            event = QAccessibleAnnouncementEvent(self, words)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = theme().scaled(_FRAME)
        painter.setPen(QPen(hue(self._number), width))
        half = width / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))
        painter.setFont(theme().font("small"))
        metrics = painter.fontMetrics()
        strip = theme().scaled(18) if has_pattern(self._number) else 0
        most = self.width() - 2 * width - strip - theme().scaled(24)
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, most)
        wide = metrics.horizontalAdvance(words) + strip + theme().scaled(24)
        box = QRectF((self.width() - wide) / 2, 0, wide, metrics.height() + theme().scaled(8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hue(self._number))
        round_ = theme().scaled(6)
        painter.drawRoundedRect(box.adjusted(0, -round_, 0, 0), round_, round_)
        head = QRectF(box.left(), box.top(), strip, box.height())
        if self.isRightToLeft():
            head.moveRight(box.right())
        paint_pattern(painter, head.adjusted(0, width, 0, -2), self._number, unit=theme().text_scale)
        painter.setPen(ink())
        rest = box.adjusted(0, 0, -strip, 0) if self.isRightToLeft() else box.adjusted(strip, 0, 0, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()


class Following(QObject):
    """Moves what one page shows after somebody else's; never what is selected, and never under typing hands."""

    def __init__(self, page: Workspace, over: QWidget, telling: Telling) -> None:
        super().__init__(page)
        self._page, self._telling = page, telling
        self._bridge = page.bridge
        self._links = RoomLinks(lambda room: [(room.presence_changed, self._look), (room.called, self._called)])
        self._watching = False
        self._followed = 0
        self.frame = FollowFrame(over)
        self._bridge.room_changed.connect(self._enter)
        self._enter()

    def stop(self) -> None:
        """Follow nobody: the page goes."""
        self._watch(False)
        self._links.follow(None)

    def _enter(self) -> None:
        self.stop()
        self._links.follow(self._bridge.room)
        self._look()

    # --- following

    def _look(self) -> None:
        """Take in whom this person follows, and where that one looks."""
        room = self._links.room
        followed = room.own.follows if room is not None else 0
        person = room.person(followed) if room is not None and followed else None
        if followed and room is not None and (person is None or person.away is not None or person.me):
            name = person.name if person is not None else ""
            self._followed = 0
            room.follow(0)
            if name:
                self._bridge.say(_("{name} is away. You look around by yourself again.").format(name=name))
            return
        if followed != self._followed:
            self._followed = followed
            self._watch(bool(followed))
        if person is None:
            self.frame.hide()
            return
        self.frame.frame(person)
        self._go(person, glide=True)

    def end(self) -> None:
        """Look around by oneself again."""
        if self._links.room is not None and self._links.room.own.follows:
            self._page.map_view.camera.stop()
            self._links.room.follow(0)

    def _go(self, person: Person, *, glide: bool) -> bool:
        """Look where somebody looks; tell whether there is such a place."""
        page, where = self._page, person.presence
        if where.page not in BY_ID or where.page in _PRIVATE:
            return False
        if where.page != page.view:
            page.show_view(where.page)
        if where.page != "map" or where.view is None:
            return True
        view = page.map_view
        x, y, zoom = where.view
        middle = QPointF(x, y)
        away = (view.camera.seen.center() - middle) * view.zoom
        if max(abs(away.x()), abs(away.y())) > _NEAR or abs(zoom - view.zoom) > 1e-3:
            view.camera.look_at(middle, zoom, glide=glide)
        return True

    def _watch(self, on: bool) -> None:
        app = QApplication.instance()
        if app is not None and on != self._watching:
            self._watching = on
            app.installEventFilter(self) if on else app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End following with whatever this person does to the window; Esc does nothing else then."""
        kind = event.type()
        if kind not in _GESTURES or not isinstance(watched, QWidget) or watched.window() is not self._page.window():
            return False
        if isinstance(event, QKeyEvent):
            if event.key() in _MODIFIERS:
                return False
            if event.key() == Qt.Key.Key_Escape:
                if kind == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                self.end()
                return True
        self.end()
        return False

    # --- being called

    def _called(self, person: Person) -> None:
        """Go where somebody calls everyone, with a way back; who types or drags is asked."""
        words = _("{name} calls everyone here.").format(name=person.name)
        busy = self._telling.busy or QApplication.activeModalWidget() is not None
        if busy or person.presence.page not in BY_ID:
            client = person.client
            self._bridge.say(words, (_("Go there"), lambda: self._follow_call(client)))
            return
        back = self._here()
        self.end()
        if self._go(person, glide=True):
            self._bridge.say(words, (_("Go back"), lambda: self._go_back(back)))
        else:
            self._bridge.say(words)

    def _follow_call(self, client: int) -> None:
        person = self._links.room.person(client) if self._links.room is not None else None
        if person is not None:
            self._page.keep_typing()
            self._go(person, glide=True)

    def _here(self) -> Place:
        view = self._page.map_view
        return Place(self._page.view, view.camera.seen.center(), view.zoom)

    def _go_back(self, place: Place) -> None:
        if place.page != self._page.view:
            self._page.show_view(place.page)
        if place.page == "map":
            self._page.map_view.camera.look_at(place.middle, place.zoom)
