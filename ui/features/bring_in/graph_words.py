"""The left side for a map of another program: what its kinds, links and topics become."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stworkshop.exchange.foreign import LEAVE_OUT, OWN_KIND
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import OWN_KIND as OWN
from stworkshop.model.catalogue import Catalogue
from ui.features.bring_in.draft import Option, Word, kind_options, relation_options, topic_options
from ui.features.bring_in.graph_draft import KINDS, RELATIONS, TOPICS, GraphDraft
from ui.features.bring_in.matching_words import WordList
from ui.features.bring_in.parts import well
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, label
from ui.kit.widgets.words import WrappedLabel


class GraphWords(QWidget):
    """A list of words for kinds, one for links, one for topics, as far as the file has any."""

    chosen = Signal(str, str, str)
    """KINDS, RELATIONS or TOPICS, the word, and what it becomes."""

    def __init__(self, draft: GraphDraft, catalogue: Catalogue) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        self.lists: dict[str, WordList] = {}
        layout = column(self, 12, (22, 16, 22, 16))
        layout.addWidget(label(_("What do the words of the file mean?"), "title"))
        groups = {
            KINDS: (_("Kinds of cards"), kind_choices(catalogue), _("Choose a kind")),
            RELATIONS: (_("Links"), relation_choices(catalogue), _("The link that fits best")),
            TOPICS: (_("Topics"), topic_choices(catalogue), _("Choose a topic")),
        }
        for key, (title, options, undecided) in groups.items():
            words = draft.words(key)
            if not any(word.word or key != TOPICS for word in words):
                continue
            ground = well()
            inner = column(ground, 4, (14, 10, 14, 12))
            made = WordList(title, words, with_own(options, words), undecided, asks=key != RELATIONS)
            made.chosen.connect(lambda word, chosen, key=key: self.chosen.emit(key, word, chosen))
            inner.addWidget(made)
            layout.addWidget(ground)
            self.lists[key] = made
        own = _("A kind of its own keeps the word of the file; its cards stand under “Also on the map”.")
        layout.addWidget(WrappedLabel(own, "small", "faint"))
        layout.addSpacing(theme().scaled(4))
        layout.addStretch(1)


def kind_choices(catalogue: Catalogue) -> list[Option]:
    """Return what a word for a kind can become."""
    own = Option(OWN_KIND, _("Keep as a kind of its own"), "plus")
    return [*kind_options(catalogue), own, _left_out()]


def relation_choices(catalogue: Catalogue) -> list[Option]:
    """Return what a word on a link can become."""
    return [*relation_options(catalogue), _left_out()]


def topic_choices(catalogue: Catalogue) -> list[Option]:
    """Return what a word for a topic can become."""
    return [*topic_options(catalogue), Option(OWN_KIND, _("Keep the word in the note"), "note"), _left_out()]


def with_own(options: Sequence[Option], words: Sequence[Word]) -> list[Option]:
    """Return the options, and the kinds of their own that words of the map became before."""
    known = {option.id for option in options}
    own = {word.chosen for word in words if word.chosen.startswith(OWN)} - known
    return [*options, *(Option(kind, kind.removeprefix(OWN), "plus") for kind in sorted(own))]


def _left_out() -> Option:
    return Option(LEAVE_OUT, _("Leave out"), "eye-off")
