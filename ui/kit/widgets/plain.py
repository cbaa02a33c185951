"""The words of people are shown as they are: the only place where a label, a tip, a button or a menu gets its words.

Qt reads a text that looks like markup as markup, with its pictures and its links, and a `&` on a button as a key.
What people, guests, neighbours and files call themselves must do neither. Markup is shown by `RichLabel` only, and is
`Markup` only where this program wrote it. The style sheet has the same rule once more, for what Qt makes itself.
"""

from __future__ import annotations

import html
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QMenu,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QToolTip,
    QTreeWidgetItem,
    QWidget,
)

from stworkshop.i18n import gettext as _

_JOINER = "\u2060"
"""A letter without width that keeps a `<` from being the begin of a tag, and a `&lt;` from being one."""


class _HasTip(Protocol):
    def setToolTip(self, words: str, /) -> object: ...


class Markup(str):
    """HTML that this program wrote, with everything else in it escaped: `markup` makes it."""


def markup(pattern: str, /, **parts: str) -> Markup:
    """Return our own `pattern` with its fields filled by `parts`, each escaped unless it is `Markup` itself."""
    return Markup(pattern.format(**{name: escaped(part) for name, part in parts.items()}))


def escaped(words: str) -> Markup:
    """Return words as markup that shows just them, on as many lines."""
    return words if isinstance(words, Markup) else Markup(html.escape(words, quote=False).replace("\n", "<br>"))


def as_plain(words: str) -> str:
    """Return words that look the same, and that Qt does not take for markup wherever it decides by the look."""
    if not Gui.mightBeRichText(words):
        return words
    return words.replace("<", "<" + _JOINER).replace("&", "&" + _JOINER)


def set_tip(target: _HasTip | QTreeWidgetItem, words: str, column: int = 0) -> None:
    """Show words while the pointer rests on a widget, an action or an item (of a tree: in a `column`)."""
    if isinstance(target, QTreeWidgetItem):
        target.setToolTip(column, as_plain(words))
    else:
        target.setToolTip(as_plain(words))


def explain(entry: QAction, words: str) -> None:
    """Say of an entry of a menu why it is as it is: on hover, and for people who listen to the screen."""
    set_tip(entry, words)
    entry.setStatusTip(as_plain(words))


def show_tip(at: QPoint, words: str, over: QWidget) -> None:
    """Show words at a point of the screen now."""
    QToolTip.showText(at, as_plain(words), over)


def set_title(window: QWidget, words: str) -> None:
    """Give a window its title; a `[*]` in it stays what it is."""
    window.setWindowTitle(words.replace("[*]", "[*][*]"))


def name_field(words: QLabel, control: QWidget) -> None:
    """Let a label be the name of a control; Qt reads a `&` of such a label as a key."""
    words.setText(_no_key(words.text()))
    words.setBuddy(control)


def set_markup(document: QTextDocument, words: Markup) -> None:
    """Fill a document that is painted with our own markup."""
    document.setHtml(escaped(words))


class Label(QLabel):
    """A label of plain words."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if words:
            self.setText(words)


class RichLabel(QLabel):
    """A label of our own markup; it has no links."""

    def __init__(self, words: Markup | None = None) -> None:
        super().__init__()
        self.setProperty("markup", "own")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        if words is not None:
            self.setText(words)

    def setText(self, words: str) -> None:
        """Show markup; anything else is shown as it is."""
        super().setText(escaped(words))


class _Worded:
    """A button whose words are shown as they are, and given back so."""

    def setText(self, words: str) -> None:
        super().setText(_no_key(words))  # type: ignore[misc]

    def text(self) -> str:
        return _with_key(super().text())  # type: ignore[misc]


class Button(_Worded, QPushButton):
    """A push button of plain words."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_no_key(words), parent)


class CheckBox(_Worded, QCheckBox):
    """A box to tick, with plain words."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_no_key(words), parent)


class RadioButton(_Worded, QRadioButton):
    """One choice of several, with plain words."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_no_key(words), parent)


class Menu(QMenu):
    """A menu of plain words; what stands behind a tabulator is the key that does the same."""

    def addAction(self, *parts: Any) -> Any:
        """Add a line, as QMenu does, and return it."""
        return super().addAction(*(_no_key(part) if isinstance(part, str) else part for part in parts))

    def addMenu(self, *parts: Any) -> Any:
        """Add a menu below a line, as QMenu does, and return it: one of plain words, too."""
        if isinstance(parts[0], QMenu):
            return super().addMenu(parts[0])
        below = Menu(self)
        below.setTitle(_no_key(parts[-1]))
        if len(parts) > 1:
            below.setIcon(parts[0])
        super().addMenu(below)
        return below


class MenuBar(QMenuBar):
    """The menus of a window; here, and only here, a `&` of our own words marks the letter that opens a menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for more in self.findChildren(QAbstractButton):  # Qt's own, for menus that find no room
            more.setAccessibleName(_("More menus"))

    def add(self, words: str) -> Menu:
        """Add a menu; `words` are the program's, with a `&` before the letter that opens it together with Alt."""
        made = self.below("")
        made.setTitle(words)
        self.addMenu(made)
        return made

    def below(self, words: str) -> Menu:
        """Return a menu of plain words that is put below an entry of another."""
        made = Menu(self)
        made.setTitle(_no_key(words))
        made.setToolTipsVisible(True)
        return made


def _no_key(words: str) -> str:
    return words.replace("&", "&&")


def _with_key(words: str) -> str:
    return words.replace("&&", "&")
