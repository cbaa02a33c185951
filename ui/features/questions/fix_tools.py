"""The tools that answer a question of the map: what a fix opens, with the right cards, and never decides by itself.

Each function of the lower half returns what one row of the table in `ui/features/questions/fixes.py` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from stworkshop.model import rules
from stworkshop.model.records import Element, Link, Statement, Term, new_id
from ui.canvas.gestures.chooser import Choice
from ui.features.questions.question_wall import on_wall
from ui.kit.theme import theme
from ui.kit.widgets.choice_box import ChoiceBox
from ui.records.editors import Editor
from ui.session.words import kind_word

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

Start: TypeAlias = "Callable[[Fixing, Finding], object]"


class New(NamedTuple):
    """A card that a fix can make: its kind and type, and how it is linked where that is not as the others are."""

    kind: str
    type: str = ""
    relation: str | None = None
    outgoing: bool | None = None


class Details(NamedTuple):
    """Where a record's fields are: the panel, its part for a link, and what opens it for the choice or the workshop."""

    panel: QWidget
    record: QWidget
    open: Callable[[], object]
    about: Callable[[], object]


class Fixing(QObject):
    """What the fixes of one page work with."""

    way_changed = Signal()
    """There is another way back, or none any more."""

    def __init__(self, page: Workspace, details: Details) -> None:
        super().__init__(page)
        self.page, self.details, self.actions = page, details, page.registry
        self.bridge, self.view = page.bridge, page.map_view
        self._from = self._to = "map"
        page.view_changed.connect(self._went)

    @contextmanager
    def leading(self) -> Iterator[None]:
        """Remember the view that something leads away from: Esc and the strip lead back there."""
        begun = self.page.view
        yield
        self._from, self._to = begun, self.page.view
        self.way_changed.emit()

    @property
    def way_back(self) -> str:
        """The view that a fix led away from, "" where none did or somebody went elsewhere since."""
        return self._from if self._from != self.page.view else ""

    def go_back(self) -> None:
        """Show the view again that the fix was started from."""
        if self.way_back:
            self.page.show_view(self.way_back)

    def _went(self, view: str) -> None:
        if view != self._to:
            self._from = self._to = view
            self.way_changed.emit()

    def refusal(self, *wanted: str, cards: Iterable[str] = ()) -> str:
        """Return why the running stage does not permit one of these, "" where it permits all."""
        board, words, laptop = self.bridge.board, self.bridge.catalogue, self.bridge.session.laptop
        ids = tuple(cards)
        return next(filter(None, (rules.stage_refusal(board, words, want, ids, laptop) for want in wanted)), "")

    def refused(self, *wanted: str, cards: Iterable[str] = ()) -> bool:
        """Tell whether the running stage does not permit one of these; if so, say why and what can be done."""
        reason = self.refusal(*wanted, cards=cards)
        if reason:
            way = _("Do it in another stage, or note it in the parking lot (Ctrl+.).")
            self.bridge.say(f"{reason} {way}")
        return bool(reason)

    # --- seeing

    def show(self, ids: Iterable[str]) -> None:
        """Select cards and links on the map, and bring them to its middle."""
        known = [i for i in ids if self.bridge.board.find(i) is not None]
        self.page.show_view("map")
        self.bridge.select(known)
        self.view.center_on(known)

    def show_finding(self, found: Finding) -> None:
        """Show what a question is about: cards on the map, words and statements where these are looked at."""
        with self.leading():
            self._show_finding(found)

    def _show_finding(self, found: Finding) -> None:
        record = self.bridge.board.find(found.elements[0]) if found.elements else None
        if isinstance(record, Term):
            self.look_at("words", found.elements)
        elif isinstance(record, Statement):
            self.look_at("agreement", found.elements)
        elif record is not None and not isinstance(record, Element | Link):
            self.look_at("tables", found.elements)
        elif found.elements:
            link = self.link_of(found)
            self.show((*found.elements, *((link.id,) if link is not None else ())))
        else:
            self.page.show_view("map")
            zone = next((c for c in found.concepts if c in self.view.map_scene.zones), "")
            self.view.show_zone(zone) if zone else self.view.fit()

    def look_at(self, view: str, ids: Iterable[str]) -> None:
        """Show records in a view, or beside the map where there is no such view."""
        ids, there = list(ids), f"view-{view}" in self.actions
        self.page.show_view(view if there else "map")
        self.bridge.select(ids)
        if not there:
            self.details.open()
        elif ids:
            self.page.view_page(view).show_record(ids[0])

    def link_of(self, found: Finding) -> Link | None:
        """Return the link that a question about a link means."""
        check = self.bridge.catalogue.checks[found.check]
        if check["scope"] != "relation" or len(found.elements) < 2:
            return None
        board, (source, target) = self.bridge.board, found.elements[:2]
        between = [k for k in board.links_from(source) if k.target == target]
        if found.check == "chk-goal-conflict-silent":
            between = [k for k in between if k.relation == "conflicts-with" and k.discussed != "yes"] or between
        elif found.check == "chk-link-not-allowed":
            kinds = board.elements[source].kind, board.elements[target].kind if target in board.elements else ""
            between = [k for k in between if not self.bridge.catalogue.is_allowed(k.relation, *kinds)] or between
        return next(iter(between), None)

    def ask_room(self, words: str) -> None:
        """Show a question on the wall; where it is not on, ask to read it aloud."""
        wall = self.page.wall
        if wall.is_open:
            on_wall(wall).show(words)
        else:
            self.bridge.say(_("Read it aloud: “{question}”").format(question=words))

    # --- choosing and typing

    def choose(
        self,
        title: str,
        choices: Sequence[Choice],
        pointed: Sequence[str] = (),
        typed: Callable[[str], Choice] | None = None,
    ) -> None:
        """Offer choices in the middle of the map, the cards that they name lit as one walks along.

        `typed` makes a choice of words that fit none of them.
        """
        middle = self.view.viewport().rect().center()

        def light(row: int) -> None:
            self.view.lit.hover(pointed[row] if 0 <= row < len(pointed) else "")

        at = middle + QPoint(-theme().scaled(200), theme().scaled(64))
        pointing = light if pointed else None
        self.view.linking.show(title, choices, at, pointing, typed=typed, escaped=self.go_back)

    def nearest(self, card: Element, others: Iterable[Element]) -> list[Element]:
        """Return cards by how near they lie to a card."""
        x, y = card.pos or (0.0, 0.0)
        return sorted(others, key=lambda e: abs((e.pos or (x, y))[0] - x) + abs((e.pos or (x, y))[1] - y))

    def card_choice(self, card: Element, take: Callable[[], object], before: str = "", strong: str = "") -> Choice:
        """Return a line of a list for a card."""
        shape = self.bridge.catalogue.variant(card.kind, card.type)
        icon = theme().pixmap(f"kinds/{shape}", f"kind/{shape}/accent", 18)
        word = kind_word(self.bridge.catalogue, card.kind, card.type)
        return Choice(before, strong, card.label, take, icon, "" if before else word)

    def focus_field(self, record_id: str, name: str) -> None:
        """Open the details of a record with the cursor in one of its fields, where the stage lets it be changed."""
        if self.refused("link" if record_id in self.bridge.board.links else "edit", cards=(record_id,)):
            return
        self.show((record_id,))
        self.details.open()
        self.focus_here(name)

    def focus_here(self, name: str) -> None:
        """Put the cursor into a field of the details that are shown."""
        QTimer.singleShot(0, self.page, partial(self._focus, name))

    def _focus(self, name: str) -> None:
        editors = self.details.panel.findChildren(Editor)
        editor = next((e for e in editors if e.attribute.id == name and e.isVisible()), None)
        relation = self.details.record.findChild(ChoiceBox) if name == "relation" else None
        if editor is None:
            (relation or self.details.panel).setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        buttons = editor.control.findChildren(QAbstractButton)
        target: QWidget = editor.control
        if target.focusPolicy() == Qt.FocusPolicy.NoFocus and buttons:
            target = buttons[0]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        around = editor.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(editor)

    # --- making

    def add_link(self, relation: str, source: str, target: str) -> None:
        """Draw a link, and select it."""
        done = self.bridge.run("add_link", relation=relation, source=source, target=target)
        if done is not None and done.ids:
            self.bridge.select(done.ids[:1])

    def add_card(self, new: New, relation: str, card: str, label: str = "", *, outgoing: bool) -> None:
        """Make a card with its link to another in one step, and let its words be typed where they are nobody's yet."""
        made = new_id("e-")
        steps: list[tuple[str, dict[str, Any]]] = [
            ("add_element", {"id": made, "kind": new.kind, "label": label or self.new_words(new)}
             | ({"type": new.type} if new.type else {}))
        ]  # fmt: skip
        if relation:
            ends = (card, made) if outgoing else (made, card)
            steps.append(("add_link", {"relation": relation, "source": ends[0], "target": ends[1]}))
        words = _("Add {kind}").format(kind=kind_word(self.bridge.catalogue, new.kind, new.type))
        if self.bridge.run_together(words, steps):
            self.show((made,))
            self.view.setFocus()
            if not new.type and not label:
                self.view.keyboard.edit()

    def new_words(self, new: New) -> str:
        """Return the first words of a new card: those of the catalogue's card, or its kind."""
        entry = self.bridge.catalogue.type_entry(new.kind, new.type) if new.type else None
        return str(entry["label"]) if entry else kind_word(self.bridge.catalogue, new.kind)

    def ask_later(self, found: Finding, words: str) -> None:
        """Make the question an open question of the workshop, about its cards; one that is there already is shown."""
        if self.refused("add", "link"):
            return
        board = self.bridge.board
        about = [i for i in found.elements if i in board.elements]
        for link in board.links_to(about[0]) if about else ():
            there = board.elements[link.source]
            if link.relation == "about" and there.kind == "open-question" and there.label == words:
                self.show((there.id,))
                return
        made = new_id("e-")
        steps: list[tuple[str, dict[str, Any]]] = [
            ("add_element", {"id": made, "kind": "open-question", "label": words})
        ]
        steps += [("add_link", {"relation": "about", "source": made, "target": card}) for card in about]
        if self.bridge.run_together(_("Make it an open question"), steps):
            self.show((made,))


# --- what a row of the table does


def link(
    relation: str,
    *new: New,
    at: int = 0,
    outgoing: bool = False,
    kinds: tuple[str, ...] = (),
    types: tuple[str, ...] = (),
) -> Start:
    """Offer the cards that this relation can join to the card at `at`, as whole sentences, and new ones."""

    def start(fixing: Fixing, found: Finding) -> None:
        board, words = fixing.bridge.board, fixing.bridge.catalogue
        card = board.elements.get(found.elements[at])
        if card is None or fixing.refused("link"):
            return

        def fits(other: Element) -> bool:
            ends = (card.kind, other.kind) if outgoing else (other.kind, card.kind)
            return (
                other.id not in found.elements
                and (not kinds or other.kind in kinds)
                and (not types or other.type in types)
                and words.is_allowed(relation, *ends)
                and board.link_between(relation, *((card.id, other.id) if outgoing else (other.id, card.id))) is None
            )

        verb = words.relations[relation].label
        choices, pointed = [], []
        for other in fixing.nearest(card, filter(fits, board.elements.values())):
            ends = (card, other) if outgoing else (other, card)
            take = partial(fixing.add_link, relation, ends[0].id, ends[1].id)
            shape = words.variant(other.kind, other.type)
            icon = theme().pixmap(f"kinds/{shape}", f"kind/{shape}/accent", 18)
            choices.append(Choice(ends[0].label, verb, ends[1].label, take, icon))
            pointed.append(other.id)
        offered = () if fixing.refusal("add") else new

        def making(made: New, label: str = "") -> Choice:
            shape = words.variant(made.kind, made.type)
            icon = theme().pixmap(f"kinds/{shape}", f"kind/{shape}/accent", 18)
            by = relation if made.relation is None else made.relation
            way = outgoing if made.outgoing is None else made.outgoing
            take = partial(fixing.add_card, made, by, card.id, label, outgoing=way)
            return Choice(_("New:"), label or fixing.new_words(made), "", take, icon)

        for made in offered:
            choices.insert(0, making(made))
            pointed.insert(0, "")
        if not choices:
            fixing.refused("add")
            return
        own = next((made for made in offered if not made.type), None)
        typed = partial(making, own) if own is not None else None
        fixing.show((card.id,))
        fixing.choose(found.message, choices, pointed, typed)

    return start


def connect(*kinds: str) -> Start:
    """Offer the cards of these kinds (all if none), then the ways in which the two belong together."""

    def start(fixing: Fixing, found: Finding) -> None:
        card = found.elements[0]
        if fixing.refused("link"):
            return
        fixing.show((card,))
        if not kinds:
            fixing.view.linking.choose_target(card)
            return
        _choose_partner(fixing, found.message, card, lambda other: other.kind in kinds)

    return start


def bridge_topics(fixing: Fixing, found: Finding) -> None:
    """Choose a card of the one topic, then one of the other, then how they belong together."""
    first, second = found.concepts[:2]
    if fixing.refused("link"):
        return
    cards = [c for c in fixing.bridge.board.elements.values() if first in c.concepts]
    if not cards:
        add_to_topic(fixing, found)
        return
    fixing.page.show_view("map")
    fixing.view.show_zone(first)

    def go_on(card: Element) -> None:
        _choose_partner(fixing, found.message, card.id, lambda other: second in other.concepts)

    choices = [fixing.card_choice(card, partial(go_on, card)) for card in cards]
    label = str(fixing.bridge.catalogue.concepts[first]["label"])
    fixing.choose(_("Start from which card of “{topic}”?").format(topic=label), choices, [c.id for c in cards])


def add_to_topic(fixing: Fixing, found: Finding) -> None:
    """Ask which kind of card to begin in the zone of the topic."""
    if fixing.refused("add"):
        return
    zone = next((c for c in found.concepts if c in fixing.view.map_scene.zones), "")
    fixing.page.show_view("map")
    if zone:
        fixing.view.show_zone(zone)
    fixing.view.placing.ask(fixing.view.map_scene.zones[zone].center() if zone else fixing.view.camera.seen.center())


def _choose_partner(fixing: Fixing, title: str, card: str, fits: Callable[[Element], bool]) -> None:
    others = [e for e in fixing.bridge.board.elements.values() if e.id != card and fits(e)]
    choices = [fixing.card_choice(e, partial(fixing.view.linking.choose_relation, card, e.id)) for e in others]
    fixing.choose(title, choices, [e.id for e in others])


def field(name: str, *, at: int = 0) -> Start:
    """Open the details of a card with the cursor in one field."""
    return lambda fixing, found: fixing.focus_field(found.elements[at], name)


def link_field(name: str) -> Start:
    """Open the details of the link that is meant, with the cursor in one field."""

    def start(fixing: Fixing, found: Finding) -> None:
        meant = fixing.link_of(found)
        if meant is not None:
            fixing.focus_field(meant.id, name)

    return start


def later(words: Callable[[], str]) -> Start:
    """Make an open question about the cards; `words` hold the first card's as {card}, the second's as {other}."""

    def start(fixing: Fixing, found: Finding) -> None:
        labels = [e.label for i in found.elements if (e := fixing.bridge.board.elements.get(i)) is not None]
        card, other = (*labels, "", "")[:2]
        fixing.ask_later(found, words().format(card=card, other=other))

    return start


def people(*sides: str) -> Start:
    """Offer the typical people of some sides (those that are missing among them), to be put on the map."""

    def start(fixing: Fixing, found: Finding) -> None:
        if fixing.refused("add"):
            return
        fixing.page.show_view("map")
        words, board = fixing.bridge.catalogue, fixing.bridge.board
        there = {e.attributes.get("side") for e in board.elements.values() if e.kind == "stakeholder"}
        missing = [side for side in sides if side not in there] or list(sides)
        choices = []
        for entry in words.types("stakeholder"):
            if entry.get("side") in missing:
                take = partial(fixing.view.start_adding, "stakeholder", str(entry["id"]))
                icon = theme().pixmap("kinds/stakeholder", "kind/stakeholder/accent", 18)
                choices.append(Choice("", str(entry["label"]), "", take, icon))
        fixing.choose(_("Who is missing?"), choices)

    return start


def add(kind: str, type_id: str) -> Start:
    """Begin a card of the catalogue on the map."""

    def start(fixing: Fixing, found: Finding) -> None:
        if fixing.refused("add"):
            return
        fixing.page.show_view("map")
        fixing.view.start_adding(kind, type_id, fixing.bridge.catalogue.variant(kind, type_id))

    return start
