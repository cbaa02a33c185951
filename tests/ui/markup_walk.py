"""A walk over all that a window shows and says, which finds words that are read as markup, or that were altered.

It knows no page and no field: it asks Qt for each widget, property, model, role and accessible text there is. It holds
nothing of what Qt makes for screen readers, and never asks for parts of it: those of lists, tables, tabs and of the map
live as long as Qt likes, and what they would say is asked of their models instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsTextItem,
    QGraphicsView,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from ui.canvas.accessible import MapAccessible
from ui.kit.widgets.plain import Menu, MenuBar, RichLabel

TIPS = ("toolTip", "statusTip", "whatsThis")
"""Properties that Qt reads as markup where they look like it."""
TIP_ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)
ALTERED = ("&lt;img", "&lt;b&gt;", "R&amp;D", "R&&D", "<br>")
"""How the planted words look where they were escaped, or doubled for a key, in a place that reads neither."""
_KEYED = (QAbstractButton, QAction, QGroupBox, QMenu, QLabel)
"""Kinds whose own words may hold a doubled `&`, as Qt reads a single one as a key."""
_ROWS = 4
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_OTHER_ROLES = range(int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 6)
_SPEAKING = (QAbstractButton, QGroupBox, QLabel, QLineEdit, QPlainTextEdit)
_KEEPING = (QAbstractItemView, QComboBox, QGraphicsView, QTabBar)
_HEARD = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)


def faults(root: QWidget | None = None) -> list[str]:
    """Return what a window, or all windows, shows or says that is read as markup, or as other words than there are."""
    found: set[str] = set()
    widgets = QApplication.allWidgets() if root is None else [root, *root.findChildren(QWidget)]
    objects: dict[int, QObject] = {id(widget): widget for widget in widgets}
    for widget in widgets:
        others = [*QWidget.actions(widget), *widget.findChildren(QAction, options=_DIRECT)]
        objects |= {id(other): other for other in others}
    for one in objects.values():
        found |= {f"{_where(one)}: {fault}" for fault in _of_object(one)}
    models = {id(model): model for widget in widgets for model in _models(widget)}
    for model in models.values():
        found |= {f"{type(model).__name__}: {fault}" for fault in _of_model(model, QModelIndex())}
    return sorted(found)


def announced(event: object, *_more: object) -> list[str]:
    """Return what is wrong with what is said by an event to people who listen to the screen."""
    return list(_heard("announced", event.message())) if isinstance(event, QAccessibleAnnouncementEvent) else []


def tip_shown(*parts: object) -> list[str]:
    """Return what is wrong with a tip that is shown at once, by the arguments of `QToolTip.showText`."""
    return [f"tip {part[:60]!r}" for part in parts if isinstance(part, str) and Gui.mightBeRichText(part)]


def _where(one: QObject) -> str:
    return f"{type(one).__name__} in {type(one.parent()).__name__}"


_strings: dict[tuple[type, str], tuple[str, ...]] = {}
"""By class, as Python and as Qt name it: the properties that hold words."""


def _properties(one: QObject) -> tuple[str, ...]:
    meta = one.metaObject()
    key = (type(one), meta.className())
    if key not in _strings:
        properties = [meta.property(number) for number in range(meta.propertyCount())]
        named = (_text(each.name()) for each in properties if _text(each.typeName()) in ("QString", "QStringList"))
        _strings[key] = tuple(named)
    return _strings[key]


def _text(name: object) -> str:
    return bytes(name).decode() if isinstance(name, (bytes, bytearray, memoryview)) else str(name)


def _of_object(one: QObject) -> Iterator[str]:
    for name in _properties(one):
        words = one.property(name)
        for said in words if isinstance(words, list) else [words]:
            if not isinstance(said, str) or name in ("styleSheet", "objectName", "html", "markdown"):
                continue
            if name in TIPS and Gui.mightBeRichText(said):
                yield f"{name} {said[:60]!r}"
            own = name in ("text", "title", "iconText") and isinstance(one, _KEYED)
            if not own and name not in TIPS:
                yield from _heard(name, said)
            if isinstance(one, QGroupBox) and name == "title" and "R&D" in said:
                yield f"key in {said[:60]!r}"
    plain = Qt.TextFormat.PlainText
    own_markup = isinstance(one, RichLabel) and one.textFormat() == Qt.TextFormat.RichText
    if one.metaObject().indexOfProperty("textFormat") >= 0 and one.property("textFormat") != plain and not own_markup:
        yield f"reads markup {str(one.property('text'))[:60]!r}"
    if isinstance(one, QLabel):
        if own_markup and ("<img" in one.text() or "href" in one.text().replace("&lt;a href", "")):
            yield f"markup {one.text()[:60]!r}"
        if one.openExternalLinks():
            yield "opens links"
    if isinstance(one, (QTextEdit, QTextBrowser)):
        yield "reads markup"
    if isinstance(one, QAbstractButton) and one.shortcut().toString().startswith("Alt+"):
        yield f"key in {one.text()[:60]!r}"
    if (
        isinstance(one, QMenu)
        and not isinstance(one, Menu)
        and not isinstance(one.parent(), MenuBar)
        and any("&" in a.text() for a in one.actions())
    ):
        yield f"menu {[a.text() for a in one.actions()]}"
    if isinstance(one, QTabBar):
        yield from _of_tabs(one)
    if isinstance(one, QGraphicsView) and one.scene() is not None:
        items = one.scene().items()
        yield from (f"tip of {type(i).__name__}" for i in items if Gui.mightBeRichText(i.toolTip()))
        texts = (i for i in items if isinstance(i, QGraphicsTextItem))
        yield from (f"markup of {type(i).__name__}" for i in texts if "<img" in i.toHtml())
    if isinstance(one, QWidget):
        yield from _of_interface(one)


def _of_tabs(tabs: QTabBar) -> Iterator[str]:
    for number in range(tabs.count()):
        if "R&D" in tabs.tabText(number):
            yield f"key in tab {tabs.tabText(number)[:60]!r}"
        for tip in (tabs.tabToolTip(number), tabs.tabWhatsThis(number)):
            yield from tip_shown(tip)
        yield from _heard("name of tab", tabs.accessibleTabName(number))


def _of_interface(widget: QWidget) -> Iterator[str]:
    """Look at what somebody hears who comes to a plain widget; Qt makes it up of the words and of the label before."""
    if not isinstance(widget, _SPEAKING) or not isValid(widget) or _is_inside(widget):
        return
    for which in _HEARD:
        yield from _heard(f"accessible {which.name}", QAccessible.queryAccessibleInterface(widget).text(which))


def _is_inside(widget: QWidget) -> bool:
    """Tell whether a widget is a part of what keeps its parts for screen readers itself."""
    over = widget.parentWidget()
    while over is not None and not isinstance(over, _KEEPING):
        over = over.parentWidget()
    return over is not None


def _models(widget: QWidget) -> Iterable[QAbstractItemModel]:
    yield from widget.findChildren(QAbstractItemModel, options=_DIRECT)
    model = widget.model() if isinstance(widget, (QAbstractItemView, QComboBox)) else None
    if model is not None:
        yield model


def _of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    if not isValid(model):
        return
    named = [*map(int, Qt.ItemDataRole), *_OTHER_ROLES, *map(int, model.roleNames())]
    roles = sorted({role for role in named if role < 2**31})
    columns = max(1, _columns(model, parent))
    for row in range(min(model.rowCount(parent), _ROWS)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from _of_roles(roles, lambda role, at=index: model.data(at, role))
            if column == 0 and model.rowCount(index):
                yield from _of_model(model, index)
    if parent.isValid():
        return
    sides = ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, min(model.rowCount(), _ROWS)))
    for side, count in sides:
        for place in range(count):
            yield from _of_roles(roles, lambda role, at=place, s=side: model.headerData(at, s, role))


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    try:
        return model.columnCount(parent)
    except (AttributeError, TypeError):  # private in lists, which have one
        return 1


def _of_roles(roles: Iterable[int], data: Any) -> Iterator[str]:
    for role in roles:
        value = data(role)
        for said in value if isinstance(value, (list, tuple)) else [value]:
            if not isinstance(said, str):
                continue
            if role in TIP_ROLES and Gui.mightBeRichText(said):
                yield f"role {role}: tip {said[:60]!r}"
            yield from _heard(f"role {role}", said)


def _heard(where: str, said: str) -> Iterator[str]:
    """Tell where words that nobody reads as markup were made up as if somebody did."""
    if any(altered in said for altered in ALTERED):
        yield f"{where}: other words than were written {said[:80]!r}"


def watch(monkeypatch: Any) -> list[str]:
    """Look at what is announced and at tips that are shown at once from now on; return what is wrong, as it comes."""
    found: list[str] = []
    say, show, map_says = QAccessible.updateAccessibility, QToolTip.showText, MapAccessible.say

    def updated(event: Any) -> None:
        found.extend(announced(event))
        say(event)

    def shown(*parts: Any) -> None:
        found.extend(tip_shown(*parts))
        show(*parts)

    def said(over: MapAccessible, words: str) -> None:
        found.extend(_heard("the map says", words))  # asked before, as it speaks only where a screen reader runs
        map_says(over, words)

    monkeypatch.setattr(MapAccessible, "say", said)
    monkeypatch.setattr(QAccessible, "updateAccessibility", updated)
    monkeypatch.setattr(QToolTip, "showText", shown)
    return found
