"""From the words of a file to a plan for a map: what each card and link becomes, and what to tell about it. Pure."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stworkshop.analysis import likeness
from stworkshop.exchange import arranging, suggesting
from stworkshop.exchange.completing import completed
from stworkshop.exchange.foreign import ANEW, LEAVE_OUT, OWN_KIND, Choices, Fate, Foreign, ForeignCard, Plan
from stworkshop.exchange.foreign_words import normal
from stworkshop.exchange.mapping_links import Links
from stworkshop.exchange.mapping_report import Telling
from stworkshop.exchange.values import fit_values
from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Image, Record, SessionRecord, Value, from_flat
from stworkshop.model.same_words import same_text
from stworkshop.model.session_content import SessionContent
from stworkshop.validation.clean_text import clean_label, clean_text
from stworkshop.validation.field_limits import LONGEST_LABEL, LONGEST_TEXT

_CODE = re.compile(r"[A-Z]{1,9}[0-9]{1,9}[a-z]{0,9}")
_FARTHEST = 1_000_000.0
_LONGEST_ID = 200
_SHORT = 60


def suggested(foreign: Foreign, catalogue: Catalogue, board: Board | None = None) -> Choices:
    """Return what the words of a file most likely mean; "" where that is open, and a person should say it.

    A word that is a kind of its own on the board already (`own:NAME`) is that kind again.
    """
    own = {normal(e.kind.partition(":")[2]): e.kind for e in board.elements.values()} if board else {}
    own = {word: kind for word, kind in own.items() if word and kind not in catalogue.kinds}
    return Choices(
        {w: suggesting.kind_of(w, catalogue) or own.get(normal(w), "") for w in foreign.kinds()},
        {word: suggesting.relation_of(word, catalogue) for word in foreign.relations()},
        {word: suggesting.topic_of(word, catalogue) for word in foreign.topics()},
    )


def planned(foreign: Foreign, choices: Choices, board: Board, catalogue: Catalogue) -> Plan:
    """Return the entries for `bring_in`, what becomes of each card, and the report; nothing is stored.

    Whatever the file holds, `bring_in` takes the entries, unless there are none.
    """
    planner = _Planner(foreign, choices, board, catalogue)
    fates = tuple(planner.card(card) for card in foreign.cards)
    links = Links(choices, board, catalogue, planner.telling, planner.ends, planner.kinds, planner.new_id)
    records = [*planner.entries, *(entry for link in foreign.links if (entry := links.entry(link)) is not None)]
    if records:
        records += arranging.entries(foreign, planner.ends, records, board, catalogue, planner.new_id)
    return Plan(tuple(records), fates, planner.telling.report(foreign, records, catalogue))


def new_session(foreign: Foreign, choices: Choices, catalogue: Catalogue) -> SessionContent:
    """Return a session of its own with what the file holds, complete with codes, sizes and places of its cards."""
    return session_of(foreign, planned(foreign, choices, Board(), catalogue), catalogue)


def session_of(foreign: Foreign, plan: Plan, catalogue: Catalogue) -> SessionContent:
    """Return the session that a plan for an empty map makes; the same file always makes one with the same id."""
    title = clean_label(foreign.title)[:LONGEST_LABEL] or clean_label(foreign.name)[:LONGEST_LABEL] or _("Map")
    records: list[Record] = [SessionRecord(id=f"s-{_digest(foreign.name, foreign.title)}", label=title)]
    codes: set[str] = set()
    for seq, entry in enumerate(plan.records, start=1):
        values = {name: value for name, value in entry.items() if name not in ("root", "id")}
        record = from_flat(entry["root"], entry["id"], {**values, "seq": seq})
        if isinstance(record, Element):
            if record.code in codes or not record.code.startswith(catalogue.kind(record.kind).code):
                record = replace(record, code="")
            record = replace(record, placed="yes" if record.pos else "no")
            codes |= {record.code} - {""}
        records.append(record)
    return completed(SessionContent(records), catalogue)


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "backslashreplace")).hexdigest()[:16]


@dataclass(frozen=True)
class _Kind:
    """What a card becomes: `open` where nobody has said so."""

    id: str
    type: str
    open: bool


class _Planner:
    """Plans card after card; `ends` are the cards on the map by their ids in the file, `kinds` the kinds of all."""

    def __init__(self, foreign: Foreign, choices: Choices, board: Board, catalogue: Catalogue) -> None:
        self.foreign, self.choices, self.board, self.catalogue = foreign, choices, board, catalogue
        self.telling = Telling()
        self.entries: list[Mapping[str, Value]] = []
        self.ends: dict[str, str] = {}
        self.kinds = {element.id: element.kind for element in board.elements.values()}
        self._ids: set[str] = set()
        self._pictures: dict[str, str] = {}
        self._there: dict[tuple[str, str], Element] = {}
        self._by_kind: dict[str, list[Element]] = {}
        for element in board.elements.values():
            self._there.setdefault((element.kind, same_text(element.label)), element)
            self._by_kind.setdefault(element.kind, []).append(element)
        self._named: dict[tuple[str, str], str] = {}

    def card(self, card: ForeignCard) -> Fate:
        """Return what becomes of a card, and keep its entry where it is a new one."""
        decided = self.choices.cards.get(card.id, "")
        if decided == LEAVE_OUT:
            self.telling.note("chosen-out", _short(card.label))
            return Fate(card, "left-out", question=_("left out, as chosen"))
        label, note = self._words(card)
        if not label:
            self.telling.note("empty", card.place)
            return Fate(card, "left-out", question=_("empty, skipped"))
        kind = self._kind(card)
        if kind is None:
            self.telling.note("kind-left-out", card.kind)
            return Fate(card, "left-out", question=_("this kind is left out"))
        there = self.board.elements.get(decided)
        if there is None and decided != ANEW:
            there = self._found(card, kind, label)
        if there is not None:
            return self._is_there(card, there)
        again = (kind.id, same_text(label))
        if card.named and again in self._named:
            self.ends.setdefault(card.id, self._named[again])
            return Fate(card, "found", self._named[again])
        return self._new(card, kind, label, note)

    def new_id(self, wanted: str, ours: Value = None) -> str:
        """Return an id that nothing bears: the file's own where it says one of ours, else one made from its id there.

        The same file gives the same ids, so that two laptops that bring it in have the same cards.
        """
        tries = [ours] if isinstance(ours, str) and ours.strip() and len(ours) <= _LONGEST_ID else []
        for number in range(len(self._ids) + len(self.board.elements) + 1_000_000):
            made = tries.pop() if tries else f"i-{_digest(self.foreign.name, wanted, str(number))}"
            if made.isprintable() and made not in self._ids and not self.board.known_id(made):
                self._ids.add(made)
                return made
        raise AssertionError("no id is free")

    # --- one card

    def _is_there(self, card: ForeignCard, there: Element) -> Fate:
        self.ends.setdefault(card.id, there.id)
        self.telling.note("found", _("{label} ({code})").format(label=_short(there.label), code=there.code))
        question = _("is there already: {code}").format(code=there.code)
        return Fate(card, "found", there.id, there.code, question if not card.named else "")

    def _new(self, card: ForeignCard, kind: _Kind, label: str, note: str) -> Fate:
        made = self.new_id(card.id, card.ours.get("id"))
        entry: dict[str, Any] = {"root": "elements", "id": made, "kind": kind.id, "label": label}
        entry |= self._ours(card, kind)
        topics, unknown = self._topics(card)
        given = entry.get("concepts", ())
        entry["concepts"] = tuple(dict.fromkeys((*given, *topics)))
        said = [note, *(_("Topic: {word}").format(word=clean_label(word)) for word in unknown), *self._fields(card)]
        entry["note"] = self._cut_note("\n".join(part for part in said if part))
        if card.image is not None and not card_image.problem(card.image.data):
            entry["image"] = self._picture(card.image)
        self.entries.append({name: value for name, value in entry.items() if value not in ((), "")})
        self.ends.setdefault(card.id, made)
        self.kinds[made] = kind.id
        if card.named:
            self._named[kind.id, same_text(label)] = made
        like = likeness.nearest(label, kind.id, self._by_kind.get(kind.id, ()))
        if like is not None:
            self.telling.note("like", _("{label} ({code})").format(label=_short(label), code=like[0].code))
            return Fate(card, "like", made, like[0].code, _("looks like {code}").format(code=like[0].code))
        is_open = any(not self.choices.topics.get(word) for word in unknown)
        question = _("which topic?") if is_open else ""
        if kind.open and clean_label(card.kind):
            question = _("which kind?")
        return Fate(card, "new", made, question=question)

    def _picture(self, image: Image) -> str:
        """Return the id of a picture, and keep its entry where the map has none of this id."""
        if image.id in self.board.images:
            return image.id
        if image.id not in self._pictures:
            made = self._pictures[image.id] = self.new_id(f"picture {image.id}", image.id)
            self.entries.append({"root": "images", "id": made, "data": image.data, "alt": image.alt})
        return self._pictures[image.id]

    def _words(self, card: ForeignCard) -> tuple[str, str]:
        """Return label and note; what the label cannot hold stands in the note, and a card with a note has a label."""
        label, note = clean_label(card.label), clean_text(card.note).strip()
        if not label and note:
            first, _break, rest = note.partition("\n")
            label, note = clean_label(first), rest.strip()
            self.telling.note("label-from-note", card.place)
        if len(label) <= LONGEST_LABEL:
            return label, note
        cut = label.rfind(" ", LONGEST_LABEL // 2, LONGEST_LABEL)
        cut = cut if cut > 0 else LONGEST_LABEL - 1
        self.telling.note("label-cut", _short(label))
        return clean_label(label[:cut] + "…"), "\n".join(part for part in ("…" + label[cut:].strip(), note) if part)

    def _cut_note(self, note: str) -> str:
        note = clean_text(note).strip()
        if len(note) <= LONGEST_TEXT:
            return note
        self.telling.note("note-cut", _short(note))
        return note[:LONGEST_TEXT].strip()

    def _kind(self, card: ForeignCard) -> _Kind | None:
        choice = self.choices.kinds.get(card.kind, "")
        if choice == LEAVE_OUT:
            return None
        if choice and self.catalogue.knows_kind(choice):
            self.telling.kind(card.kind, choice)
            return _Kind(choice, suggesting.type_of(card.kind, choice, self.catalogue), False)
        made = suggesting.own_kind(card.kind, _("Card"))
        self.telling.note("own-kind" if clean_label(card.kind) else "no-kind", made.partition(":")[2])
        return _Kind(made, "", choice != OWN_KIND)

    def _found(self, card: ForeignCard, kind: _Kind, label: str) -> Element | None:
        """Return the card on the map with the same words, where this one is a person or group, or only named."""
        if kind.id != "stakeholder" and not card.named:
            return None
        return self._there.get((kind.id, same_text(label)))

    def _ours(self, card: ForeignCard, kind: _Kind) -> dict[str, Any]:
        """Return the values of our own fields that fit; the others are told."""
        given = {name: value for name, value in card.ours.items() if name not in ("id", "kind", "label", "note")}
        entry: dict[str, Any] = {}
        code = given.pop("code", None)
        if isinstance(code, str) and _CODE.fullmatch(code):
            entry["code"] = code
            if not code.startswith(self.catalogue.kind(kind.id).code) or self.board.element_by_code(code):
                self.telling.note("code", code)
        elif code:
            self.telling.note("code", _short(str(code)))
        pos = given.pop("pos", None)
        if isinstance(pos, tuple | list) and len(pos) == 2 and all(_is_near(n) for n in pos):
            entry["pos"] = (float(pos[0]), float(pos[1]))
        if kind.type and not given.get("type"):
            given["type"] = kind.type
        fit, unfit = fit_values(self.catalogue, kind.id, given)
        for name, value in unfit:
            self.telling.value(name, _short(str(value)))
        return {**entry, **fit}

    def _topics(self, card: ForeignCard) -> tuple[list[str], list[str]]:
        """Return the topics of a card, and the words that are none."""
        known: list[str] = []
        unknown: list[str] = []
        for word in card.topics:
            choice = self.choices.topics.get(word, "")
            if choice in self.catalogue.concepts:
                self.telling.topic(word, choice)
                known.append(choice)
            elif choice == LEAVE_OUT:
                self.telling.note("topic-left-out", _short(word))
            elif clean_label(word):
                self.telling.note("topic-unknown", _short(word))
                unknown.append(word)
        return known, unknown

    def _fields(self, card: ForeignCard) -> Iterable[str]:
        """Yield what else the file says of a card as lines for its note."""
        for name, value in card.fields.items():
            text = clean_text(value).strip()
            if text:
                self.telling.note("field", _short(name))
                yield _("{name}: {value}").format(name=clean_label(name), value=text) if clean_label(name) else text


def _is_near(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value) and abs(value) <= _FARTHEST


def _short(words: str) -> str:
    plain = clean_label(words)
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"
