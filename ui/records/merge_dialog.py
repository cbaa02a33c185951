"""Making one card of several: the dialog for chosen cards, and the one that walks through cards that look alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stworkshop.analysis import likeness
from stworkshop.analysis.likeness import Pair
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.same_words import same_text
from ui.kit.dialog_frame import Dialog
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label
from ui.kit.widgets.words import WrappedLabel
from ui.records.wording_choice import WordsChoice, keeper_first, why_apart
from ui.session.bridge import Bridge

_SAME_LABEL = "chk-same-label-twice"
_KEPT = "kept_apart"
"""Property of the window: pairs that people kept apart in this sitting."""


class MergeDialog(Dialog):
    """Asks which words the one card has."""

    def __init__(self, parent: QWidget, bridge: Bridge, ids: Sequence[str]) -> None:
        title = ngettext("Make one card of %d", "Make one card of %d", len(ids)) % len(ids)
        super().__init__(parent, title, "merge")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bridge = bridge
        self._ids = keeper_first(bridge.board, ids)
        words = _("Links and topics come together. What the others said stays in the note of the card.")
        self.body.addWidget(WrappedLabel(words, "small", "muted"))
        self.choice = WordsChoice(bridge)
        describe(self.choice, _("The cards and their words"))
        self.choice.show_cards(self._ids)
        self.choice.changed.connect(self._refresh)
        self.body.addWidget(self.choice)
        self._why = WrappedLabel("", "small", "warn")
        self.below.addWidget(self._why)
        self.add_button(button(_("Cancel"), self.reject))
        self.merge_button = self.add_button(button(_("Merge"), self.merge, "merge", "primary"))
        self.setMinimumWidth(theme().scaled(620))
        self._refresh()

    def merge(self) -> None:
        """Make them one, with the words that were chosen."""
        if merged(self._bridge, self._ids, self.choice.words):
            self._bridge.select(self._ids[:1])
            self.accept()

    def _refresh(self) -> None:
        why = why_apart(self._bridge.board, self._ids)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.merge_button.setEnabled(bool(self.choice.words) and not why and not self._bridge.read_only)


class AlikeDialog(Dialog):
    """One pair after the other: merge, keep both, or look at it later; people decide."""

    def __init__(self, parent: QWidget, bridge: Bridge, first: Sequence[str] = ()) -> None:
        super().__init__(parent, _("Possible duplicates"), "merge")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bridge, self._holder = bridge, parent.window()
        kept = self._holder.property(_KEPT)
        self._kept: set[frozenset[str]] = kept if isinstance(kept, set) else set()
        self.pairs = [pair for pair in likeness.alike(bridge.board) if {pair.first, pair.second} not in self._kept]
        if len(first) == 2 and all(i in bridge.board.elements for i in first):
            asked = Pair(first[0], first[1], likeness.SAME)
            self.pairs = [asked, *(p for p in self.pairs if {p.first, p.second} != set(first))]
        self._at = 0
        self._place = label("", "small", "muted")
        self.body.addWidget(self._place)
        self.choice = WordsChoice(bridge)
        describe(self.choice, _("The cards and their words"))
        self.choice.changed.connect(self._refresh)
        self.body.addWidget(self.choice)
        self._why = WrappedLabel("", "small", "warn")
        self.below.addWidget(self._why)
        self.next_button = self.add_button(button(_("Look at it later"), self.step, "chevron-right", "quiet"))
        self.keep_button = self.add_button(button(_("Keep both"), self.keep))
        self.merge_button = self.add_button(button(_("Merge"), self.merge, "merge", "primary"))
        self.close_button = self.add_button(button(_("Close"), self.accept))
        self.setMinimumWidth(theme().scaled(680))
        self._show()

    @property
    def pair(self) -> tuple[str, ...]:
        """The ids of the two cards that are shown, the one that stays first."""
        if self._at >= len(self.pairs):
            return ()
        pair = self.pairs[self._at]
        return keeper_first(self._bridge.board, (pair.first, pair.second))

    def merge(self) -> None:
        """Make the two one, and go on."""
        if merged(self._bridge, self.pair, self.choice.words):
            there = self._bridge.board.elements
            self.pairs = [pair for pair in self.pairs if pair.first in there and pair.second in there]
            self._show()

    def keep(self) -> None:
        """Remember that both stay, and go on; where the map asks about them, that question is answered."""
        pair = self.pair
        one, two = (self._bridge.board.elements[i] for i in pair)
        self._kept.add(frozenset(pair))
        self._holder.setProperty(_KEPT, self._kept)
        if same_text(one.label) == same_text(two.label):
            about = [self.pairs[self._at].first, self.pairs[self._at].second]
            self._bridge.run("discuss_finding", check=_SAME_LABEL, about=about, reason=_("Both cards are kept."))
        del self.pairs[self._at]
        self._show()

    def step(self) -> None:
        """Leave the pair undecided, and show the next."""
        self._at = (self._at + 1) % max(1, len(self.pairs))
        self._show()

    def _show(self) -> None:
        if self._at >= len(self.pairs):
            self._at = 0
        there = bool(self.pairs)
        for part in (self.choice, self.keep_button, self.merge_button):
            part.setVisible(there)
        self.next_button.setVisible(len(self.pairs) > 1)
        if there:
            pair = self.pairs[self._at]
            alike = _("the same words") if pair.score >= likeness.SAME else _("nearly the same words")
            place = _("{n} of {count}, {alike}").format(n=self._at + 1, count=len(self.pairs), alike=alike)
            self._place.setText(place)
            self.choice.show_cards(self.pair)
            self.keep_button.setFocus()
        else:
            self._place.setText(_("No two cards of one kind look alike, or all of them are decided."))
            self.close_button.setFocus()
        self._refresh()
        self.fit(smaller=True)

    def _refresh(self) -> None:
        why = why_apart(self._bridge.board, self.pair) if self.pairs else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.merge_button.setEnabled(bool(self.choice.words) and not why and not self._bridge.read_only)


def merged(bridge: Bridge, ids: Sequence[str], words: str) -> bool:
    """Make cards one with these words; tell whether they are, and offer to take it back."""
    done = bridge.run("merge_cards", ids=list(ids), label=words) if len(ids) > 1 and words else None
    if done is None:
        return False
    card = bridge.board.elements[ids[0]]
    bridge.say(_("{code} says it for all of them").format(code=card.code), (_("Undo"), bridge.undo))
    return True
