"""The whole kit for the table in one PDF; its first sheet says what is in it and how much paper it takes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import pikepdf

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report import sheets
from stworkshop.report.ballots import ballots_bytes
from stworkshop.report.content.basic_blocks import Table, TableColumn
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.estimate import Estimate, estimate
from stworkshop.report.kit import common
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.typesetting.grayscale import only_black
from stworkshop.report.typesetting.joined_pdf import Bound, merged
from stworkshop.report.words import is_rtl_language

Ballots = Mapping[str, Sequence[tuple[str, bool]]]
"""By the id of an open round, its ballots: each code with whether it is a spare one."""

_LEAST_REPLIES, _MOST_REPLIES = 3, 12
_MOST_TRIES = 4


@dataclass(frozen=True)
class KitPart:
    """One part: how many pages of it come how many times, and whether their backs are printed, too."""

    name: str
    title: str
    pages: int
    copies: int
    both_sides: bool
    use: str


@dataclass(frozen=True)
class Kit:
    """The kit: the PDF, what is in it in order, and one line that says so."""

    data: bytes
    parts: tuple[KitPart, ...]
    told: str

    @property
    def estimate(self) -> Estimate:
        """Sheets and minutes, with both sides printed where that is right."""
        return estimate((part.pages, part.copies, part.both_sides) for part in self.parts)


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the kit as a tagged PDF; without a session at hand there are no codes, and so no ballots in it."""
    return compose(board, catalogue, options).data


def compose(
    board: Board, catalogue: Catalogue, options: SheetOptions, ballots: Ballots | None = None, *,
    both_sides: bool = False,
) -> Kit:  # fmt: skip
    """Return the kit for as many people as the options say, else as are expected.

    With `both_sides`, for a printer that prints both sides of every sheet, white pages keep cards, ballots and the
    sheets of different people apart.
    """
    people = options.people or agenda.expected_people(board)
    options = replace(options, people=people)
    with only_black(options.grey):
        return _composed(board, catalogue, options, ballots or {}, both_sides)


def _composed(board: Board, catalogue: Catalogue, options: SheetOptions, ballots: Ballots, both_sides: bool) -> Kit:
    people = options.people
    found: list[tuple[KitPart, bytes]] = []
    missing: list[str] = []
    for one in wanted(board, people):
        try:
            found.append(_made(board, catalogue, options, one))
        except KnownError as error:
            missing.append(f"{one.title}: {error}")
    missing.append(_without_ballots(board, ballots))
    at = next((n for n, (part, _data) in enumerate(found) if part.name == "consent"), len(found))
    found[at:at] = _ballots(board, catalogue, options, ballots)
    first = _first(board, catalogue, options, [part for part, _data in found], missing, both_sides)
    parts = [first, *found]
    session = board.session
    title = _("Kit: {title}").format(title=Facts(board, catalogue).title)
    language = (session.language or "en").replace("_", "-")
    data = merged(
        [Bound(part.title, made, part.copies, part.both_sides) for part, made in parts],
        title=title,
        language=language,
        subject=_("Everything for the table"),
        rtl=is_rtl_language(language),
        both_sides=both_sides,
    )
    return Kit(data, tuple(part for part, _made in parts), _told([part for part, _made in found], people))


@dataclass(frozen=True)
class Wanted:
    """A part by the name of its sheets, with how many times it comes."""

    name: str
    title: str
    use: str
    copies: int = 1
    both_sides: bool = True


def wanted(board: Board, people: int = 0) -> list[Wanted]:
    """Return the parts in the order in which they are needed, without the ballots; 0 people are those expected."""
    people = people or agenda.expected_people(board)
    absent = sum(
        card.kind == "stakeholder" and card.attributes.get("voice") in ("absent", "represented")
        for card in board.elements.values()
    )
    replies = min(_MOST_REPLIES, max(_LEAST_REPLIES, absent))
    parts = [
        Wanted("agenda", _("Agenda"), _("one for the wall, one for whoever asks"), 2),
        Wanted("stages", _("Stage plan"), _("for the wall"), both_sides=False),
        Wanted("tents", _("Name tents"), _("cut, fold, put up"), both_sides=False),
        Wanted("cards", _("Cards"), _("cut; to write on"), both_sides=False),
        Wanted("consent", _("Consent sheet"), _("one for each person, before it begins"), people),
        Wanted("feedback", _("Feedback sheet"), _("one for each person, at the end"), people),
        Wanted("reply", _("Reply sheet"), _("for people who were not there"), replies),
        Wanted("on-paper", _("To finish on paper"), _("if the laptop fails: keep it near")),
    ]
    return [one for one in parts if one.name in sheets.SHEETS]


def _made(board: Board, catalogue: Catalogue, options: SheetOptions, one: Wanted) -> tuple[KitPart, bytes]:
    data = sheets.make(board, catalogue, one.name, options)
    part = KitPart(one.name, one.title, _pages(data), one.copies, one.both_sides, one.use)
    return part, data


def _pages(data: bytes) -> int:
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def _ballots(
    board: Board, catalogue: Catalogue, options: SheetOptions, ballots: Ballots
) -> list[tuple[KitPart, bytes]]:
    """Return the ballots of each open round whose codes are given."""
    found = []
    for round_id, copies in ballots.items():
        asked = board.rounds.get(round_id)
        if asked is None or asked.closed_order is not None or not copies:
            continue
        data = ballots_bytes(
            board, catalogue, asked, copies, paper=options.paper, large_print=options.large_print, grey=options.grey
        )
        spare = sum(is_spare for _code, is_spare in copies)
        title = _("Ballots: {question}").format(question=asked.question or asked.label)
        use = _("{n} and {spare} spare; cut before handing out").format(n=len(copies) - spare, spare=spare)
        found.append((KitPart(f"ballots:{round_id}", title, _pages(data), 1, False, use), data))
    return found


def _first(
    board: Board, catalogue: Catalogue, options: SheetOptions, parts: Sequence[KitPart],
    missing: Sequence[str], both_sides: bool,
) -> tuple[KitPart, bytes]:  # fmt: skip
    """Return the sheet that lists the parts with their pages, and what is missing; its own pages shift all of them."""
    pages = 1
    for _again in range(_MOST_TRIES):
        own = KitPart("contents", _("What is in this kit"), pages, 1, True, "")
        section = _contents([own, *parts], options.people, missing, both_sides)
        data = common.sheets(board, catalogue, options, _("Kit"), [section])
        if (made := _pages(data)) == pages:
            break
        pages = made
    return own, data


def _contents(parts: Sequence[KitPart], people: int, missing: Sequence[str], both_sides: bool) -> Section:
    taken = [_taken(part, both_sides) for part in parts]
    starts = list(accumulate(taken, initial=1))
    rows: list[tuple[Text, ...]] = []
    for part, start, count in zip(parts[1:], starts[1:], taken[1:], strict=False):
        where = f"{start}" if count == 1 else f"{start}–{start + count - 1}"
        sides = _("both sides") if part.both_sides and part.pages > 1 else _("one side")
        many = ngettext("{n} copy", "{n} copies", part.copies).format(n=part.copies)
        rows.append((text(part.title), text(where), text(many), text(sides), text(part.use)))
    whole = estimate((part.pages, part.copies, part.both_sides) for part in parts)
    columns = (
        TableColumn(_("What"), 54), TableColumn(_("Pages"), 20), TableColumn(_("How many"), 24),
        TableColumn(_("Print on"), 26), TableColumn(_("What for"), 50),
    )  # fmt: skip
    content: list[Block] = [
        Table(columns, tuple(rows)),
        Paragraph(text(_amount(whole, people))),
        Paragraph(text(_sides(both_sides)), "note"),
    ]
    content += [Paragraph(text(Span(words, "strong"))) for words in missing if words]
    lead = text(_("Everything for the table, in the order in which you need it."))
    return Section("kit", _("What is in this kit"), tuple(content), lead)


def _taken(part: KitPart, both_sides: bool) -> int:
    """Return how many pages of the PDF a part takes."""
    each = part.pages * 2 if both_sides and not part.both_sides else part.pages + (part.pages % 2 if both_sides else 0)
    return each * part.copies


def _amount(whole: Estimate, people: int) -> str:
    sheets_ = ngettext("%d sheet of paper", "%d sheets of paper", whole.sheets) % whole.sheets
    minutes = ngettext("about %d minute", "about %d minutes", whole.minutes) % whole.minutes
    for_ = ngettext("For %d person", "For %d people", people) % people
    return _("{people}: {sheets}, {minutes} on an office printer.").format(people=for_, sheets=sheets_, minutes=minutes)


def _sides(both_sides: bool) -> str:
    if both_sides:
        return _("Print this file on both sides: white pages keep cards, ballots and the sheets of each person apart.")
    return _("Print on one side, or print the parts that say “both sides” by their page numbers.")


def _without_ballots(board: Board, ballots: Ballots) -> str:
    open_rounds = [one for one in board.rounds.values() if one.closed_order is None]
    if not open_rounds:
        return _("No ballots: they are printed when a vote is open, three more than there are people.")
    if any(not ballots.get(one.id) for one in open_rounds):
        return _(
            "Ballots of an open vote are not in here: print them from the session itself, which gives their codes."
        )
    return ""


def _told(parts: Sequence[KitPart], people: int) -> str:
    """Return what is in the kit as one line for a button."""
    words = {
        "agenda": _("agenda"),
        "stages": _("stage plan"),
        "tents": ngettext("%d name tent", "%d name tents", people) % people,
        "cards": _("cards"),
        "consent": _("consent sheets"),
        "feedback": _("feedback sheets"),
        "reply": _("reply sheets"),
        "on-paper": _("a sheet to finish on paper if the laptop dies"),
    }
    found = dict.fromkeys(_("ballots") if part.name.startswith("ballots") else words[part.name] for part in parts)
    return " · ".join(found)
