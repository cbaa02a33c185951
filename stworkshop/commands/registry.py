"""All commands by name, with the schema of their arguments; `decide` is the one way to call one by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from stworkshop.commands import (
    agenda,
    agree_word,
    arrange,
    bringing,
    capture,
    cards,
    copying,
    joining,
    links,
    past,
    people,
    pictures,
    rounds,
    texts,
    views,
    workshop,
)
from stworkshop.commands.base import Context, Outcome, Refused
from stworkshop.commands.schema import Argument, argument_schema, check_arguments
from stworkshop.i18n import gettext as _
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Attribute, Catalogue, catalogue


@dataclass(frozen=True)
class Command:
    """A command: its function, its own arguments, the record whose fields it also takes, and what it needs."""

    name: str
    function: Callable[..., Outcome]
    arguments: tuple[Argument, ...]
    fields_of: str = ""
    permission: str = ""

    def schema(self, words: Catalogue) -> dict[str, Any]:
        """Return the JSON Schema of the arguments."""
        return argument_schema(self.arguments, _fields(words, self.fields_of))


_TEXT, _ID, _IDS = "text", "id", "ids"
_NEW_ID = Argument("id", _ID, False, "Id of the new record; a random one if left out.")
_KNOWN_ID = Argument("id", _ID, True, "The record.")
_CARD = Argument("id", _ID, True, "The card.")
_CARDS = Argument("ids", _IDS, True, "The cards.")
_VIEW = Argument("view", _ID, True, "A saved view, or one of the catalogue's viewpoints.")
_OFFSET = Argument("offset", "pair", False, "How far from the originals, [x, y].")
_POS = Argument("pos", "pair", False, "Top left corner [x, y], pixels at 100 %.")

_ENTRY = Argument("id", _ID, True, "Entry of the agenda.")
_BEFORE = Argument("before", _ID, False, "Entry that it stands before; the end if left out.")
_STAGES = (
    Command("set_agenda", agenda.set_agenda, (Argument("agenda", _ID, True, "Agenda of the catalogue, or empty."),)),
    Command(
        "add_stage",
        agenda.add_stage,
        (Argument("stage", _ID, True, "Stage of the catalogue."), _NEW_ID, _BEFORE),
        "plan",
    ),
    Command("edit_stage", agenda.edit_stage, (_ENTRY,), "plan"),
    Command("move_stage", agenda.move_stage, (_ENTRY, _BEFORE)),
    Command("remove_stage", agenda.remove_stage, (_ENTRY,)),
    Command(
        "start_stage",
        agenda.start_stage,
        (
            Argument("stage", _ID, False, "Stage of the catalogue; empty: the running one ends."),
            Argument("item", _ID, False, "Entry of the agenda, where a stage stands there twice."),
        ),
    ),
    Command("pause_stage", agenda.pause_stage, ()),
    Command("resume_stage", agenda.resume_stage, ()),
    Command(
        "extend_stage",
        agenda.extend_stage,
        (Argument("minutes", "integer", False, "Minutes more, or fewer below zero; 5 if left out."),),
    ),
    Command(
        "count_heads",
        agenda.count_heads,
        (
            Argument("heads", "integer", True, "How many people are in the room."),
            Argument("id", _ID, False, "Entry of the agenda; the running one if left out."),
        ),
    ),
)
"""What is done with the agenda and its clock; only the facilitator's program does it, whatever stage runs."""

COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        command.name: command
        for command in (
            Command(
                "add_element",
                cards.add_element,
                (
                    Argument("kind", _ID, True, "Kind of the card."),
                    _NEW_ID,
                    _POS,
                ),
                "element",
                "add",
            ),
            Command("edit_element", cards.edit_element, (_KNOWN_ID,), "element", "edit"),
            Command(
                "move_elements",
                arrange.move_elements,
                (
                    Argument("moves", "moves", True, "New top left corner by card: {id: [x, y]}."),
                    Argument("placed", "yes-no", False, "no: the layout may move them again."),
                    Argument("pushed", _IDS, False, "Cards that only make room and stay placed as they were."),
                ),
                permission="move",
            ),
            Command("move_off", arrange.move_off, (_CARDS,), permission="add"),
            Command(
                "retype_element",
                cards.retype_element,
                (
                    _KNOWN_ID,
                    Argument("kind", _ID, True, "The new kind."),
                    Argument("type", _ID, False, "Entry of the catalogue that the card is made from."),
                ),
                permission="edit",
            ),
            Command(
                "delete", texts.delete, (Argument("ids", _IDS, True, "Records of any sort."),), permission="delete"
            ),
            Command(
                "duplicate",
                copying.duplicate,
                (
                    _CARDS,
                    _OFFSET,
                    Argument("topics", "json", False, "Topics of copies, where they are others: {id: [topic, ...]}."),
                ),
                permission="add",
            ),
            Command(
                "paste_cards",
                copying.paste_cards,
                (
                    Argument("records", "records", True, "Copied cards and links, each with its root, id and fields."),
                    _OFFSET,
                ),
                permission="add",
            ),
            Command(
                "paste_lines",
                cards.paste_lines,
                (
                    Argument("text", _TEXT, True, "Lines; each becomes a card, its first cell the label."),
                    Argument("kind", _ID, True, "Kind of the cards."),
                    Argument("concepts", _IDS, False, "Topics of all of them."),
                    _POS,
                ),
                permission="add",
            ),
            Command(
                "group",
                arrange.group,
                (
                    _CARDS,
                    Argument("label", _TEXT, False, "Title of the frame."),
                    Argument("ungroup", "flag", False, "true: take the cards out of their frame."),
                ),
                permission="move",
            ),
            Command(
                "align",
                arrange.align,
                (_CARDS, Argument("edge", "word", True, "Which edge or centre.", tuple(arrange.EDGES))),
                permission="move",
            ),
            Command(
                "distribute",
                arrange.distribute,
                (_CARDS, Argument("axis", "word", True, "Along which axis.", ("horizontal", "vertical"))),
                permission="move",
            ),
            Command(
                "tag",
                cards.tag,
                (
                    _CARDS,
                    Argument("add", _IDS, False, "Topics to put on."),
                    Argument("remove", _IDS, False, "Topics to take off."),
                ),
                permission="edit",
            ),
            Command(
                "add_link",
                links.add_link,
                (
                    Argument("relation", _ID, True, "How the two belong together."),
                    Argument("source", _ID, True, "Card at the start."),
                    Argument("target", _ID, True, "Card at the end."),
                    _NEW_ID,
                ),
                "link",
                "link",
            ),
            Command("edit_link", links.edit_link, (_KNOWN_ID,), "link", "link"),
            Command(
                "relink",
                links.relink,
                (
                    _KNOWN_ID,
                    Argument("source", _ID, False, "New card at the start."),
                    Argument("target", _ID, False, "New card at the end."),
                    Argument("relation", _ID, False, "New relation."),
                ),
                permission="link",
            ),
            Command("set_session", workshop.set_session, (), "session"),
            Command("add_participant", people.add_participant, (_NEW_ID,), "participant"),
            Command("edit_participant", people.edit_participant, (_KNOWN_ID,), "participant"),
            Command("add_term", texts.add_term, (_NEW_ID,), "term"),
            Command("edit_term", texts.edit_term, (_KNOWN_ID,), "term"),
            Command(
                "agree_word",
                agree_word.agree_word,
                (
                    _KNOWN_ID,
                    Argument("outcome", "word", True, "How it was settled.", agree_word.OUTCOMES),
                    Argument("agreed", _TEXT, False, "What the word means from now on."),
                    Argument("planner_word", _TEXT, False, "Word for what planners mean."),
                    Argument("engineer_word", _TEXT, False, "Word for what engineers mean."),
                ),
            ),
            Command("add_note", texts.add_note, (_NEW_ID,), "note", "comment"),
            Command("edit_note", texts.edit_note, (_KNOWN_ID,), "note", "comment"),
            Command("add_statement", texts.add_statement, (_NEW_ID,), "statement"),
            Command("edit_statement", texts.edit_statement, (_KNOWN_ID,), "statement"),
            Command("open_round", rounds.open_round, (_NEW_ID,), "round"),
            Command(
                "hand_in_sheet",
                rounds.hand_in_sheet,
                (
                    Argument("round", _ID, True, "The open round."),
                    Argument("answers", "answers", True, "One per item: {item, value, value2, dk, comment}."),
                    Argument("side", "word", False, "Side of whoever answered.", tuple(catalogue().sides)),
                    Argument("participant", _ID, False, "Who answered, in rounds that are not anonymous."),
                    Argument("ballot", _TEXT, False, "Code of the sheet; a random one if left out."),
                ),
            ),
            Command("close_round", rounds.close_round, (_KNOWN_ID,)),
            *_STAGES,
            Command(
                "discuss_finding",
                workshop.discuss_finding,
                (
                    Argument("check", _ID, True, "The check."),
                    Argument("about", _IDS, True, "Its elements, in the order of the check."),
                    Argument("reason", _TEXT, True, "Why it was left."),
                ),
            ),
            Command(
                "capture",
                capture.capture,
                (
                    Argument("text", _TEXT, False, "A line: kind letter, words, @who, #topic, >answered by."),
                    _NEW_ID,
                    Argument("kind", _ID, False, "Kind of the card, where the line has no letter."),
                    Argument("type", _ID, False, "Entry of the catalogue that the card is made from."),
                    Argument("label", _TEXT, False, "Words of the card, instead of the line's."),
                    Argument("who", _IDS, False, "Stakeholders who hold it."),
                    Argument("newcomers", "texts", False, "Names of holders who are not on the map yet."),
                    Argument("topics", _IDS, False, "Topics of the card."),
                    Argument("answers", _IDS, False, "Cards that answer it."),
                ),
            ),
            Command(
                "sort_note",
                capture.sort_note,
                (
                    Argument("id", _ID, True, "The note that waits to be sorted, or is parked."),
                    Argument("kind", _ID, True, "Kind of the card."),
                    Argument("type", _ID, False, "Entry of the catalogue that the card is made from."),
                    Argument("label", _TEXT, False, "Words of the card; those of the note if left out."),
                    Argument("note", _TEXT, False, "Note of the card."),
                ),
            ),
            Command(
                "bring_in",
                bringing.bring_in,
                (Argument("records", "records", True, "Cards, links, a view and places in it: root, id, fields."),),
                permission="add",
            ),
            Command(
                "set_image",
                pictures.set_image,
                (
                    _CARD,
                    Argument("image", "image", False, "Base64 of PNG, JPEG, WebP, GIF or BMP; left out: no picture."),
                    Argument("alt", _TEXT, False, "What the picture shows, in words."),
                ),
                permission="edit",
            ),
            Command(
                "describe_image",
                pictures.describe_image,
                (_CARD, Argument("alt", _TEXT, True, "What the picture shows, in words.")),
                permission="edit",
            ),
            Command(
                "merge_cards",
                joining.merge_cards,
                (_CARDS, Argument("label", _TEXT, False, "Words of the one card; those of the first if left out.")),
                permission="edit",
            ),
            Command(
                "split_card",
                joining.split_card,
                (_KNOWN_ID, Argument("labels", "texts", True, "Words of each card; the first keeps the card.")),
                permission="edit",
            ),
            Command("name_moment", past.name_moment, (Argument("label", _TEXT, True, "What the moment is called."),)),
            Command("finish_read_back", past.finish_read_back, ()),
            Command(
                "restore",
                past.restore,
                (
                    Argument("records", "records", False, "Each with its root, id and the fields that it had."),
                    Argument("remove", _IDS, False, "Records that were not there then."),
                ),
                permission="edit",
            ),
            Command(
                "resolve_conflict",
                workshop.resolve_conflict,
                (_KNOWN_ID, Argument("value", "json", True, "The value that stands.")),
            ),
            Command("add_view", views.add_view, (_NEW_ID,), "view"),
            Command("edit_view", views.edit_view, (_KNOWN_ID,), "view"),
            Command(
                "move_in_view",
                views.move_in_view,
                (
                    _VIEW,
                    Argument("moves", "moves", True, "New top left corner in the view by card: {id: [x, y]}."),
                ),
                permission="move",
            ),
            Command("lay_out_view", views.lay_out_view, (_VIEW,), permission="move"),
        )
    }
)


def decide(board: Board, name: str, arguments: Mapping[str, Any], context: Context) -> Outcome:
    """Decide one command by name; bad arguments and what the stage does not permit are refused with a sentence."""
    command = COMMANDS.get(name)
    if command is None:
        return Refused("unknown-command", _("There is no command “{name}”.").format(name=str(name)[:60]))
    good = check_arguments(command.arguments, _fields(context.catalogue, command.fields_of), arguments)
    if isinstance(good, Refused):
        return good
    refusal = _stage_refusal(board, command, good, context)
    if refusal:
        return Refused("stage-permits", refusal)
    return command.function(board, context, **good)


def _stage_refusal(board: Board, command: Command, arguments: Mapping[str, Any], context: Context) -> str:
    if not command.permission or not board.session.stage:
        return ""
    ids = list(arguments.get("ids", ())) or [arguments.get("id", "")]
    wanted = command.permission
    if command.name == "delete":
        wanted = texts.what_is_deleted(board, ids)
    elif command.name == "restore":
        needs = past.what_restoring_needs(board, arguments.get("records", ()), arguments.get("remove", ()))
        refusals = (rules.stage_refusal(board, context.catalogue, *need, context.laptop) for need in needs)
        return next(filter(None, refusals), "")
    return rules.stage_refusal(board, context.catalogue, wanted, ids, context.laptop) if wanted else ""


@cache
def _fields(words: Catalogue, record: str) -> Mapping[str, Attribute]:
    if not record:
        return {}
    if record == "plan":
        known = words.record_fields("stage")
        return {name: known[name] for name in ("label", "minutes")}
    fields = {name: field for name, field in words.record_fields(record).items() if name not in _NOT_GIVEN}
    if record == "element":
        for kind in words.kinds:
            fields = {**cards.card_fields(words, kind), **fields}
        del fields["kind"]
    if record == "session":
        fields |= workshop.more_fields()
    return fields


_NOT_GIVEN = {"code", "closed_order", "relation", "source", "target"}
"""Fields that no caller sets: the program does, or an argument of the command."""
