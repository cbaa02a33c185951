"""The columns of the tables: what each shows of a record, and what a new value does. Pure, without widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Attribute, Catalogue
from stworkshop.model.kind_words import not_said
from stworkshop.model.records import Element, Link, Note, Participant, Record, Statement, Term, own_words, value_of
from stworkshop.rounds.agreement import figures_of
from stworkshop.rounds.voices import voice_of
from ui.session.words import card_title, kind_plural, kind_word, relation_word

Show = Callable[[Board, Record], str]
Command = tuple[str, dict[str, Any]]
Make = Callable[[Record, Any], Command | None]
How = Literal["text", "choice", "topics", "date", "fixed"]

ALL = "all"
PLAIN_ROOTS = ("links", "participants", "terms", "statements", "notes")
_LONG = {
    "statement",
    "steps",
    "rationale",
    "alternatives",
    "nature",
    "indicator",
    "baseline",
    "level_needed",
    "trigger",
}


@dataclass(frozen=True)
class Column:
    """One column: `how` says how it is edited, `choices` what may be chosen, `number` that figures stand to the right.

    `missing` is said in amber where the record shows nothing, and counts as a gap; `empty` is said in its place where
    nobody has made a choice yet.
    """

    id: str
    title: str
    show: Show
    width: int = 150
    how: How = "fixed"
    choices: tuple[tuple[str, str], ...] = ()
    value: Callable[[Record], Any] = lambda record: None
    make: Make = lambda record, value: None
    number: bool = False
    missing: str = ""
    empty: str = ""


def table_title(catalogue: Catalogue, table: str) -> str:
    """Return the name of a table: a kind in the plural, or what else it lists."""
    titles = {
        ALL: _("All"), "links": _("Links"), "participants": _("People in the room"), "terms": _("Words"),
        "statements": _("Statements"), "notes": _("Notes"),
    }  # fmt: skip
    return titles.get(table) or kind_plural(catalogue, table)


def records_of(board: Board, table: str) -> list[Record]:
    """Return the records of a table in the order of making."""
    if table in PLAIN_ROOTS:
        if table == "links":
            return list(board.links.values())
        return list(board.in_root(table).values())
    return [e for e in board.elements.values() if table in (ALL, e.kind)]


def columns_of(catalogue: Catalogue, table: str) -> list[Column]:
    """Return the columns of a table."""
    if table == "links":
        return _links(catalogue)
    if table in ("participants", "terms", "statements", "notes"):
        return _plain(catalogue, table)
    return _all_cards(catalogue) if table == ALL else _cards(catalogue, table)


def _card(name: str) -> Make:
    return lambda record, value: ("edit_element", {"id": record.id, name: value})


def _edit(command: str, name: str) -> Make:
    return lambda record, value: (command, {"id": record.id, name: value if value is not None else ""})


def _own(name: str) -> Show:
    return lambda board, record: str(value_of(record, name) or "")


def _code() -> Column:
    return Column("code", _("Code"), _own("code"), 56, value=lambda r: value_of(r, "code"))


def _topics(catalogue: Catalogue) -> Column:
    def show(board: Board, record: Record) -> str:
        concepts = record.concepts if isinstance(record, Element) else ()
        return ", ".join(str(catalogue.concepts[c]["label"]) for c in concepts if c in catalogue.concepts)

    def make(record: Record, value: Any) -> Command | None:
        concepts = record.concepts if isinstance(record, Element) else ()
        change = {"add": [c for c in value if c not in concepts], "remove": [c for c in concepts if c not in value]}
        named = {name: ids for name, ids in change.items() if ids}
        return ("tag", {"ids": [record.id], **named}) if named else None

    return Column("concepts", _("Topics"), show, 96, "topics", value=lambda r: value_of(r, "concepts"), make=make)


def _all_cards(catalogue: Catalogue) -> list[Column]:
    def kind(board: Board, record: Record) -> str:
        return kind_word(catalogue, record.kind, record.type) if isinstance(record, Element) else ""

    def count(board: Board, record: Record) -> str:
        return str(len(board.links_of(record.id)))

    return [
        _code(),
        _label(_("Words on the card"), 420),
        Column("kind", _("Kind"), kind, 150, value=lambda r: value_of(r, "kind")),
        _topics(catalogue),
        Column("links", _("Links"), count, 60, number=True),
        Column("note", _("Note"), _own("note"), 300, "text", value=lambda r: value_of(r, "note"), make=_card("note")),
    ]


def _label(title: str, width: int) -> Column:
    return Column(
        "label", title, _own("label"), width, "text", value=lambda r: value_of(r, "label"), make=_card("label")
    )


def _cards(catalogue: Catalogue, kind: str) -> list[Column]:
    titles = {"concern": _("Concern, in people’s own words"), "stakeholder": _("Person or group")}
    columns = [_code(), _label(titles.get(kind, kind_word(catalogue, kind)), 350)]
    attributes = [a for a in catalogue.kind(kind).attributes.values() if not a.derived and a.id not in _LONG]
    long = [a for a in catalogue.kind(kind).attributes.values() if not a.derived and a.id in _LONG]
    relations = [_relation(*entry) for entry in _relations().get(kind, ())]
    columns += [_attribute(a) for a in attributes if a.id == "type"]
    columns += [*relations, _topics(catalogue)]
    if kind == "concern":
        columns += [_figure("dots", _("Dots")), _figure("breadth", _("Given by"))]
    columns += [_attribute(a) for a in attributes if a.type != "ids" and a.id != "type" and a.prints]
    columns += [_attribute(a) for a in long]
    note = Column("note", _("Note"), _own("note"), 300, "text", value=lambda r: value_of(r, "note"), make=_card("note"))
    return [*columns, note]


def _relations() -> Mapping[str, tuple[tuple[str, str, bool, str], ...]]:
    """Return per kind the relations that have a column: relation, title, seen from the source, what to say if none."""
    nothing, nobody = _("nothing yet"), _("nobody yet")
    return {
        "concern": (
            ("has-concern", _("Held by"), False, nobody),
            ("addresses", _("Answered by"), False, nothing),
        ),
        "risk": (
            ("mitigates", _("Reduced by"), False, nothing),
            ("harms", _("Would harm"), True, ""),
            ("owns", _("Who is responsible"), False, nobody),
        ),
        "decision": (("owns", _("Who is responsible"), False, nobody),),
        "open-question": (("owns", _("Who finds out"), False, nobody),),
        "mitigation": (("mitigates", _("Reduces"), True, nothing), ("owns", _("Who is responsible"), False, nobody)),
        "action": (("owns", _("Who does it"), False, nobody),),
        "stakeholder": (("has-concern", _("Concerns"), True, nothing),),
    }


def _relation(relation: str, title: str, outgoing: bool, missing: str) -> Column:
    def show(board: Board, record: Record) -> str:
        links = board.links_from(record.id) if outgoing else board.links_to(record.id)
        ends = [link.target if outgoing else link.source for link in links if link.relation == relation]
        cards = [board.elements[end] for end in ends if end in board.elements]
        return ", ".join(card.label if card.kind in ("stakeholder", "concern") else card_title(card) for card in cards)

    return Column(f"{relation}-{outgoing}", title, show, 190, missing=missing)


def _figure(name: str, title: str) -> Column:
    """Return a column of what people gave in the last closed round; nobody types it."""

    def show(board: Board, record: Record) -> str:
        told = [figures_of(board, r.round, r.item) for r in board.results.values() if r.item == record.id]
        figures = [one for one in told if name in one]
        value = figures[-1][name] if figures else None
        if not value or name != "breadth":
            return str(value or "")
        share = figures[-1].get("breadth_share")
        return _("{some} of {all}").format(some=value, all=round(value / share)) if share else str(value)

    return Column(name, title, show, 60 if name == "dots" else 76, number=name == "dots")


def _attribute(attribute: Attribute) -> Column:
    def show(board: Board, record: Record) -> str:
        if attribute.id == "voice" and isinstance(record, Element):
            return attribute.word(voice_of(board, record))
        return attribute.word(value_of(record, attribute.id))

    how: How = "date" if attribute.type == "date" else "text"
    choices = attribute.values
    if attribute.type == "integer" and attribute.labels:
        choices = tuple((key, f"{key}  {word}" if key.isdigit() else word) for key, word in attribute.choices)

    def make(record: Record, value: Any) -> Command | None:
        number = int(value) if attribute.type == "integer" and str(value or "").isdigit() else value
        return ("edit_element", {"id": record.id, attribute.id: number or None})

    return Column(
        attribute.id,
        attribute.label,
        show,
        90 if attribute.type in ("integer", "yes-no") else 150,
        "choice" if choices else how,
        choices,
        lambda record: value_of(record, attribute.id),
        make,
        empty=not_said() if attribute.ask and attribute.id != "type" else "",
    )


def _links(catalogue: Catalogue) -> list[Column]:
    def end(name: str) -> Show:
        def show(board: Board, record: Record) -> str:
            card = board.elements.get(str(value_of(record, name)))
            return card_title(card) if card else ""

        return show

    def verb(board: Board, record: Record) -> str:
        return relation_word(catalogue, record.relation) if isinstance(record, Link) else ""

    relations = tuple((r.id, r.label) for r in catalogue.relations.values())
    yes_no = (("yes", _("Yes")), ("no", _("No")))
    talked = dict(yes_no)

    def relate(record: Record, relation: Any) -> Command | None:
        return ("relink", {"id": record.id, "relation": relation}) if relation else None

    def discussed(board: Board, record: Record) -> str:
        return talked.get(str(value_of(record, "discussed")), "")

    note = ("note", _("What was said"), _own("note"), 260, "text")
    talk = ("discussed", _("Talked about"), discussed, 110, "choice", yes_no)
    verbs = ("relation", _("How they belong together"), verb, 190, "choice", relations)
    return [
        Column("source", _("From"), end("source"), 280),
        Column(*verbs, lambda r: value_of(r, "relation"), relate),  # type: ignore[arg-type]
        Column("target", _("To"), end("target"), 280),
        Column(*talk, lambda r: value_of(r, "discussed"), _edit("edit_link", "discussed")),  # type: ignore[arg-type]
        Column(*note, (), lambda r: value_of(r, "note"), _edit("edit_link", "note")),  # type: ignore[arg-type]
    ]


def _plain(catalogue: Catalogue, table: str) -> list[Column]:
    name, command = {
        "participants": ("participant", "edit_participant"),
        "terms": ("term", "edit_term"),
        "statements": ("statement", "edit_statement"),
        "notes": ("note", "edit_note"),
    }[table]
    columns = []
    for attribute in catalogue.record_fields(name).values():
        if attribute.id == "check":
            continue
        referred = attribute.id in ("about", "stakeholder")
        how: How = "choice" if attribute.values else "text"
        columns.append(
            Column(
                attribute.id,
                attribute.label,
                _referred(attribute.id) if referred else _worded(attribute),
                320 if attribute.id in ("label", "text") and name in ("statement", "note") else 230,
                "fixed" if referred or (name, attribute.id) == ("note", "kind") else how,
                attribute.values,
                partial(_flat_value, attribute.id),
                _edit(command, attribute.id),
                empty=not_said() if (name, attribute.id) == ("participant", "side") else "",
            )
        )
    return columns


def _flat_value(name: str, record: Record) -> Any:
    return value_of(record, name)


def _worded(attribute: Attribute) -> Show:
    return lambda board, record: attribute.word(value_of(record, attribute.id))


def _referred(name: str) -> Show:
    def show(board: Board, record: Record) -> str:
        ids = value_of(record, name) or ()
        found = [board.find(i) for i in ((ids,) if isinstance(ids, str) else ids)]
        return ", ".join(
            card_title(r) if isinstance(r, Element) else own_words(r)
            for r in found
            if isinstance(r, Element | Statement | Participant | Term | Note | Link)
        )

    return show
