"""The parts that one chooses with: the value of a table with its differing words marked, and the two other ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from stworkshop.analysis.table_signs import Sign
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge.copies import Vote
from stworkshop.model.wording import Piece
from ui.canvas.marks.table_signs import SIDE, SignMark
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, key_cap, label, row, set_property, tip
from ui.kit.widgets.plain import Button, Markup, RichLabel, escaped, markup, set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.words import table_words, when

_BIG, _MOST = 34, 3


class ValueBox(QFrame):
    """What one table wrote, or several alike, with who and when, and the button that takes it."""

    def __init__(
        self, shown: Sequence[Sign], votes: Sequence[Vote], pieces: Sequence[Piece], key: str, *, names: bool,
        kept: bool, use: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.setProperty("part", "merge-value")
        self.words = "".join(words for words, _differs in pieces)
        names_ = [_table(sign) for sign in shown]
        name = ", ".join(names_)
        layout = column(self, 10, (15, 13, 15, 13))
        head = row(spacing=10)
        for sign in shown[:_MOST]:
            head.addWidget(SignMark(sign, _BIG if len(shown) == 1 else SIDE))
        titles = column(spacing=1)
        more = len(names_) - _MOST
        short = ", ".join(names_[:_MOST])
        if more > 0:
            short = ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=short, n=more)
        title = WrappedLabel(short, "body", strong=True)
        tip(title, name)
        titles.addWidget(title)
        said = " · ".join(dict.fromkeys(_said(vote, names) for vote in votes if _said(vote, names)))
        if said:
            titles.addWidget(WrappedLabel(said, "caption", "faint"))
        head.addLayout(titles, 1)
        layout.addLayout(head)
        well = frame("well")
        inside = column(well, 0, (14, 11, 14, 11))
        inside.addWidget(_marked(pieces, self.words))
        layout.addWidget(well)
        layout.addStretch(1)
        foot = row(spacing=8)
        self._kept = _("stands here until somebody chooses") if kept else ""
        self._hint = WrappedLabel(self._kept, "caption", "faint")
        foot.addWidget(self._hint, 1)
        self.use = button(_("Use this"), use, "check", name=_("Use what {table} wrote: {words}").format(
            table=name, words=self.words or _("nothing")
        ), shortcut=key)  # fmt: skip
        set_tip(self.use, _("Use this  {key}").format(key=key) if key else "")
        self.use.setCheckable(True)
        foot.addWidget(self.use)
        layout.addLayout(foot)

    def mark(self, on: bool, *, chosen: bool) -> None:
        """Show whether this is what was chosen; `chosen` tells whether anything is."""
        set_property(self, "on", "true" if on else "false")
        self.use.setChecked(on)
        set_property(self.use, "look", "primary" if on else "")
        theme().set_icon(self.use, "check", "on_brand" if on else "text_2", 18, "on_brand")
        self._hint.setText(self._kept if not chosen else "")


def _table(sign: Sign) -> str:
    """Return a table, or the plenary, as a title."""
    return table_words(sign.table) if sign.table else sign.name


def _said(vote: Vote, names: bool) -> str:
    moment = when(vote.when) if vote.when else ""
    if vote.who and names:
        who = _("{who} typed").format(who=vote.who)
        return f"{moment} · {who}" if moment else who
    return moment


def _marked(pieces: Sequence[Piece], words: str) -> QLabel:
    """Return words with those marked that differ: by a ground and by a line under them."""
    ground, ink = theme().hex("warn_soft"), theme().hex("warn")
    parts = []
    for text, differs in pieces:
        style = f"background-color:{ground[:7]};color:{ink[:7]};text-decoration:underline;font-weight:700"
        marked = markup('<span style="{style}">{words}</span>', style=style, words=text)
        parts.append(marked if differs else escaped(text))
    made = RichLabel(Markup("".join(parts)) or escaped(_("nothing")))
    made.setProperty("type", "heading" if len(words) < 160 else "body")
    made.setWordWrap(True)
    font = made.font()
    font.setBold(False)
    made.setStyleSheet("font-weight: 400")
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    describe(made, words or _("nothing"))
    return made


class WayBox(Button):
    """A button with a title, a sentence that says what it does, and its key."""

    def __init__(self, icon: str, title: str, words: str, key: str) -> None:
        super().__init__()
        self.setProperty("look", "way")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = row(self, 11, (13, 9, 12, 9))
        layout.addWidget(IconLabel(icon, "text", 20))
        texts = column(spacing=1)
        texts.addStretch(1)
        texts.addWidget(label(title, "body", strong=True))
        self._title, self._words = title, WrappedLabel(words, "caption", "faint")
        texts.addWidget(self._words)
        texts.addStretch(1)
        layout.addLayout(texts, 1)
        layout.addWidget(key_cap(key))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.say(words)

    def say(self, words: str) -> None:
        """Say what it does."""
        self._words.setText(words)
        describe(self, self._title, description=words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else super().heightForWidth(width)
