"""What a change did, in the words of the room: “linked “A” causes “B””, “moved 3 cards”, without who did it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from stworkshop.analysis.board_comparison import field_label
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import Change
from stworkshop.model.kind_words import kind_word
from stworkshop.model.records import AgendaItem, Element, Link, Note, Position, Record, Ref, value_of
from ui.session.words import relation_word

V = TypeVar("V")
Fields = Mapping[str, tuple[object, object]]
PLACE = frozenset({"pos", "placed", "size"})
_LONGEST = 60


def deed(change: Change, board: Board, catalogue: Catalogue, *, rich: bool = False) -> str:
    """Return what a change did, as the end of a sentence that begins with a name; `rich` gives HTML.

    Of a change of several things the weightiest is said. `board` may stand before the change or after it.
    """
    return _Teller(change, board, catalogue, rich).words()


def only_moves(change: Change) -> bool:
    """Tell whether a change does nothing but move cards."""
    return bool(change.updated) and not change.added and not change.removed and all(
        ref.root == "elements" and set(fields) <= PLACE for ref, fields in change.updated.items()
    )  # fmt: skip


def shown(change: Change, board: Board) -> tuple[str, ...]:
    """Return the ids of the cards that show on the map what a change did: those that are there still."""
    cards: list[str] = []
    for ref in sorted(change.refs()):
        record = change.added.get(ref) or board.get(ref)
        if ref.root == "elements":
            cards.append(ref.id)
        elif isinstance(record, Link):
            cards += [record.source, record.target]
        elif isinstance(record, Note):
            cards += record.about
        elif isinstance(record, Position):
            cards.append(record.element)
    return tuple(dict.fromkeys(i for i in cards if i in board.elements))


@dataclass(frozen=True)
class _Teller:
    change: Change
    board: Board
    catalogue: Catalogue
    rich: bool

    def words(self) -> str:
        tellers: Sequence[Callable[[], str]] = (
            self._stage, self._round, self._new_cards, self._gone_cards, self._links, self._cards, self._notes,
            self._agenda, self._others,
        )  # fmt: skip
        return next((words for tell in tellers if (words := tell())), _("changed something"))

    # --- what runs the workshop

    def _stage(self) -> str:
        for fields in self._updated("session").values():
            if "stage" in fields:
                before, after = (str(value or "") for value in fields["stage"])
                if after:
                    return _("opened “{stage}”").format(stage=self._say(self._stage_name(after, "started")))
                return _("ended “{stage}”").format(stage=self._say(self._stage_name(before, "ended")))
        return ""

    def _stage_name(self, stage: str, field: str) -> str:
        touched = [ref for ref, fields in self._updated("stages").items() if field in fields]
        records = [self._record(ref) for ref in (*touched, *self._added("stages"))]
        for item in records:
            if isinstance(item, AgendaItem) and item.stage == stage:
                return agenda.name(item, self.catalogue)
        entry = self.catalogue.stages.get(stage)
        return str(entry["label"]) if entry else stage

    def _agenda(self) -> str:
        fields = self._updated("stages")
        names = {name for changed in fields.values() for name in changed}
        if names <= {"paused", "rested"} and names:
            stands = any(str(changed.get("paused", ("", ""))[1] or "") for changed in fields.values())
            return _("paused the clock") if stands else _("let the clock go on")
        if names == {"added"}:
            return _("gave the stage more time")
        if names == {"heads"}:
            return _("counted the people in the room")
        return _("changed the agenda") if "stages" in self.change.roots() else ""

    def _round(self) -> str:
        for record in self._added("rounds").values():
            question = str(value_of(record, "question") or value_of(record, "label") or "")
            return _("asked the room “{question}”").format(question=self._say(question))
        for ref, fields in self._updated("rounds").items():
            if "closed_order" in fields:
                asked = self._record(ref)
                label = str(value_of(asked, "label") or value_of(asked, "question") or "") if asked else ""
                return _("closed the round “{round}”").format(round=self._say(label))
        return ""

    # --- cards and links

    def _new_cards(self) -> str:
        return self._named(
            list(self._added("elements").values()), _("added “{card}”"),
            lambda n: ngettext("added %d card", "added %d cards", n),
        )  # fmt: skip

    def _gone_cards(self) -> str:
        return self._named(
            list(self._removed("elements").values()), _("deleted “{card}”"),
            lambda n: ngettext("deleted %d card", "deleted %d cards", n),
        )  # fmt: skip

    def _links(self) -> str:
        changed = (self._record(ref) for ref in self._updated("links"))
        return (
            self._of_links(
                self._added("links").values(), _("linked {link}"),
                lambda n: ngettext("drew %d link", "drew %d links", n),
            )
            or self._of_links(
                self._removed("links").values(), _("took away the link {link}"),
                lambda n: ngettext("took away %d link", "took away %d links", n),
            )
            or self._of_links(
                changed, _("changed the link {link}"), lambda n: ngettext("changed %d link", "changed %d links", n)
            )
        )  # fmt: skip

    def _of_links(self, records: Iterable[Record | None], one: str, many: Callable[[int], str]) -> str:
        links = [record for record in records if isinstance(record, Link)]
        if len(links) == 1:
            return one.format(link=self._link(links[0]))
        return many(len(links)) % len(links) if links else ""

    def _link(self, link: Link) -> str:
        verb = self._escape(relation_word(self.catalogue, link.relation))
        return _("“{source}” {relation} “{target}”").format(
            source=self._say(self._card(link.source)),
            relation=f"<i>{verb}</i>" if self.rich else verb,
            target=self._say(self._card(link.target)),
        )

    def _cards(self) -> str:
        updated = self._updated("elements")
        positions = {ref: self._record(ref) for ref in self.change.refs() if ref.root == "positions"}
        moved = [ref for ref, fields in updated.items() if set(fields) <= PLACE]
        others = {ref: fields for ref, fields in updated.items() if not set(fields) <= PLACE}
        if not others:
            count = len(moved)
            cards = [record for ref in moved if (record := self._record(ref)) is not None]
            if count == 1 and cards:
                return _("moved “{card}”").format(card=self._say(self._title(cards[0])))
            if count:
                return ngettext("moved %d card", "moved %d cards", count) % count
            if positions:
                return ngettext("moved %d card in a view", "moved %d cards in a view", len(positions)) % len(positions)
            return ""
        if len(others) > 1:
            return ngettext("changed %d card", "changed %d cards", len(others)) % len(others)
        ((ref, fields),) = others.items()
        return self._card_fields(ref, fields)

    def _card_fields(self, ref: Ref, fields: Fields) -> str:
        record = self._record(ref)
        if "label" in fields:
            before, after = (str(value or "") for value in fields["label"])
            if before:
                return _("changed “{before}” to “{after}”").format(before=self._say(before), after=self._say(after))
            return _("wrote “{after}”").format(after=self._say(after))
        card = self._say(self._title(record) if record is not None else "")
        if "locked" in fields:
            pinned = fields["locked"][1] == "yes"
            return (_("pinned “{card}” to its place") if pinned else _("unpinned “{card}”")).format(card=card)
        if set(fields) == {"code", "codes_before"}:
            return _("gave “{card}” the code {code}").format(card=card, code=self._say(str(fields["code"][1])))
        if record is None or len(fields) > 1:
            return _("changed “{card}”").format(card=card)
        field = self._escape(field_label(record, next(iter(fields)), self.catalogue))
        return _("changed “{card}”: {field}").format(card=card, field=field)

    # --- the rest

    def _notes(self) -> str:
        for record in self._added("notes").values():
            if not isinstance(record, Note):
                continue
            if record.kind == "parking-lot":
                return _("parked “{words}”").format(words=self._say(record.text))
            if record.kind == "unsorted":
                return _("caught the sentence “{words}”").format(words=self._say(record.text))
            if record.kind == "finding":
                return _("settled a question that the map asks")
            cards = [self._card(card) for card in record.about if self._card(card)]
            if len(cards) == 1:
                return _("wrote a note about “{card}”").format(card=self._say(cards[0]))
            return _("wrote a note")
        if "notes" in self.change.roots():
            return _("took away a note") if self._removed("notes") else _("changed a note")
        return ""

    def _others(self) -> str:
        roots = self.change.roots()
        sayings = (
            ("terms", _("changed the words of the room")),
            ("statements", _("worked on statements")),
            ("groups", _("worked on a group of cards")),
            ("views", _("worked on a view")),
            ("snapshots", _("kept a moment of the map")),
            ("conflicts", _("decided what tables see differently")),
            ("participants", _("changed the list of people")),
            ("results", _("closed a round")),
            ("session", _("changed what the workshop is about")),
        )
        return next((words for root, words in sayings if root in roots), "")

    # --- words

    def _named(self, records: Sequence[Record], one: str, many: Callable[[int], str]) -> str:
        if len(records) == 1:
            return one.format(card=self._say(self._title(records[0])))
        return many(len(records)) % len(records) if records else ""

    def _title(self, record: Record) -> str:
        if isinstance(record, Element):
            return record.label.strip() or record.code or kind_word(self.catalogue, record.kind)
        return str(value_of(record, "label") or "")

    def _card(self, card: str) -> str:
        record = self._record(Ref("elements", card))
        return self._title(record) if record is not None else _("a card that is gone")

    def _record(self, ref: Ref) -> Record | None:
        change = self.change
        return change.added.get(ref) or self.board.get(ref) or change.removed.get(ref) or self.board.gone(ref)

    def _say(self, words: str) -> str:
        short = " ".join(words.split())
        return self._escape(short if len(short) <= _LONGEST else short[: _LONGEST - 1].rstrip() + "…")

    def _escape(self, words: str) -> str:
        return html.escape(words, quote=False) if self.rich else words

    def _added(self, root: str) -> Mapping[Ref, Record]:
        return _of(self.change.added.items(), root)

    def _removed(self, root: str) -> Mapping[Ref, Record]:
        return _of(self.change.removed.items(), root)

    def _updated(self, root: str) -> Mapping[Ref, Fields]:
        return _of(self.change.updated.items(), root)


def _of(items: Iterable[tuple[Ref, V]], root: str) -> Mapping[Ref, V]:
    return {ref: value for ref, value in items if ref.root == root}
