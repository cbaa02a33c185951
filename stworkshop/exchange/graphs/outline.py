"""Reading plain outlines: text with indented lines, Markdown with headings and lists, and OPML of outliners.

A heading that names a kind or a topic says so of all below it. A line may say its kind itself: "Risk: the app crashes",
or as the capture line takes it, "c the bus comes late @Residents #human-rights >Access rule". Lines within a line are
linked to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from stworkshop.commands.capture_line import ANSWERED, letter_of, parse, relation_for
from stworkshop.exchange import suggesting
from stworkshop.exchange.foreign import MOST_CARDS, Foreign, ForeignCard, ForeignLink
from stworkshop.exchange.graphs import safely
from stworkshop.exchange.tables.table_files import decoded
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, catalogue
from stworkshop.validation.clean_text import clean_label, clean_text
from stworkshop.validation.field_limits import LONGEST_LABEL

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_UNDERLINE = re.compile(r"(=+|-{3,})\s*$")
_BULLET = re.compile(r"(?:[-*+•◦‣–—·]|\d{1,4}[.)]|[a-z]\))\s+(?:\[[ xX]\]\s+)?")
_RULE = re.compile(r"([-*_]\s*){3,}$")
_FENCE = re.compile(r"(```|~~~)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_PREFIX = re.compile(r"([^:：]{2,40})[:：]\s+(?=\S)")
_TAB = 4
_LONGEST_HEADING = 60
_MOST_LINES = 50 * MOST_CARDS
"""Lines of a text, the empty ones included."""
_ENDINGS = "".join((":", "："))


@dataclass
class _Line:
    """A line of an outline: `depth` counts what it stands within, `heading` is 0 for what is no heading."""

    text: str
    depth: int
    place: str
    note: list[str] = field(default_factory=list)
    heading: int = 0
    has_lines: bool = False


@dataclass
class _Under:
    """What stands above a line: its depth, the card that it became, and what it says of all below it."""

    depth: int
    card: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    heading: str = ""


def read(path: Path) -> Foreign:
    """Return the lines of an outline as cards; raises KnownError where it cannot be read or holds no line."""
    data = safely.bytes_of(path)
    if path.suffix.lower() == ".opml":
        title, lines = _opml(safely.xml_tree(data, path.name))
    else:
        if data[:1_000].count(0) and data[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\0\0" in data[:1_000]:
            raise safely.unfit(path.name, _("It holds no text."))
        if data.count(b"\n") + data.count(b"\r") > _MOST_LINES:
            raise safely.unfit(path.name, _("It has more than {most} lines.").format(most=MOST_CARDS))
        lines = _lines(clean_text(decoded(data)).split("\n"), markdown=path.suffix.lower() == ".md")
        title = _title(lines)
    if len(lines) > MOST_CARDS:
        raise safely.unfit(path.name, _("It has more than {most} lines.").format(most=MOST_CARDS))
    return _Outline(path, catalogue()).foreign(title, lines)


# --- lines of text


def _lines(source: Iterable[str], *, markdown: bool) -> list[_Line]:
    """Return the lines that say something, with how deep each stands within others."""
    found: list[_Line] = []
    indents: list[int] = []
    fenced = False
    after_blank = True
    for number, raw in enumerate(source, start=1):
        line = raw.expandtabs(_TAB).rstrip()
        text = line.strip()
        if markdown and _FENCE.match(text):
            fenced = not fenced
            continue
        if not text or (not fenced and _RULE.fullmatch(text) and not _underlines(text, found, after_blank)):
            after_blank = True
            continue
        if not fenced and _underlines(text, found, after_blank):
            found[-1].heading = 1 if text[0] == "=" else 2
            indents = []
            continue
        place = _("line {number}").format(number=number)
        heading = None if fenced else _HEADING.match(text)
        bullet = None if fenced else _BULLET.match(text)
        indent = len(line) - len(line.lstrip())
        if heading:
            words = text[heading.end() :].rstrip("#").rstrip()
            found.append(_Line(_plain(words, markdown), 0, place, heading=len(heading[1])))
            indents = []
        elif markdown and found and not bullet and not after_blank and not fenced and not found[-1].heading:
            goes_on = found[-1]
            if goes_on.note:
                goes_on.note[-1] += " " + text
            else:
                goes_on.text += " " + _plain(text, markdown)
        elif fenced and found and not found[-1].heading:
            found[-1].note.append(text)
        elif markdown and not bullet and indents and indent > indents[-1] and found:
            found[-1].note.append(text)  # a paragraph within a bullet
        else:
            while indents and indent <= indents[-1]:
                indents.pop()
            if not markdown or bullet:
                depth = len(indents)
                indents.append(indent)
            else:
                depth, indents = 0, []
            found.append(_Line(_plain(text[bullet.end() :] if bullet else text, markdown), depth, place))
        after_blank = False
    for one, following in pairwise(found):
        one.has_lines = not following.heading and not one.heading and following.depth > one.depth
    return [line for line in found if line.text or line.note]


def _underlines(text: str, found: list[_Line], after_blank: bool) -> bool:
    """Tell whether a line of signs makes the line above a heading."""
    last = found[-1] if found else None
    fits = last is not None and not last.heading and not last.note and last.depth == 0 and not after_blank
    return fits and bool(_UNDERLINE.fullmatch(text))


def _plain(text: str, markdown: bool) -> str:
    """Return a line without the signs of Markdown for bold."""
    return _EMPHASIS.sub(r"\2", text) if markdown else text


def _title(lines: list[_Line]) -> str:
    """Return the title of an outline, a first heading above all others that names nothing, and take it away."""
    first = lines[0] if lines else None
    if first is None or first.heading != 1 or any(line.heading == 1 for line in lines[1:]):
        return ""
    words = catalogue()
    short = len(first.text) <= _LONGEST_HEADING
    if short and (suggesting.kind_of(first.text, words) or suggesting.topic_of(first.text, words)):
        return ""
    return lines.pop(0).text


# --- OPML


def _opml(root: Element) -> tuple[str, list[_Line]]:
    """Return the title and the lines of an OPML file."""
    found: list[_Line] = []
    head = next(safely.children(root, "head"), None)
    title = safely.text_of(next(safely.children(head, "title"), None)) if head is not None else ""
    waiting = [(entry, 0) for body in safely.children(root, "body") for entry in safely.children(body, "outline")][::-1]
    while waiting:
        entry, depth = waiting.pop()
        below = [(inner, depth + 1) for inner in safely.children(entry, "outline")]
        words = safely.plain(safely.attribute(entry, "text") or safely.attribute(entry, "title"))
        note = safely.plain(safely.attribute(entry, "_note") or safely.attribute(entry, "note"))
        place = _("line {number}").format(number=len(found) + 1)
        found.append(_Line(clean_label(words), depth, place, [note] if note else [], has_lines=bool(below)))
        waiting += below[::-1]
    return clean_label(title), found


# --- cards


class _Outline:
    """Turns line after line into cards and links."""

    def __init__(self, path: Path, words: Catalogue) -> None:
        self.path, self.words = path, words
        self.cards: list[ForeignCard] = []
        self.links: list[ForeignLink] = []
        self.named: dict[str, ForeignCard] = {}
        self.above: list[_Under] = []
        self.headings: list[_Under] = []

    def foreign(self, title: str, lines: list[_Line]) -> Foreign:
        for line in lines:
            self._line(line)
        if not self.cards:
            raise safely.unfit(self.path.name, _("There is no line in it that could become a card."))
        form = "OPML" if self.path.suffix.lower() == ".opml" else _("outline")
        cards = (*self.named.values(), *self.cards)
        left_out: tuple[str, ...] = ()
        if unused := sum(1 for card in self.cards if not card.label):
            told = ngettext("{n} line without words was left out.", "{n} lines without words were left out.", unused)
            left_out = (told.format(n=unused),)
        return Foreign(self.path.name, form, title or self.path.stem, cards, tuple(self.links), left_out)

    def _line(self, line: _Line) -> None:
        while self.above and self.above[-1].depth >= line.depth:
            self.above.pop()
        kind, topic = self._meaning(line)
        if line.heading:
            self.above = []
            self.headings = [under for under in self.headings if under.depth < line.heading]
            unknown = "" if kind or topic else line.text
            self.headings.append(_Under(line.heading, "", kind, (topic,) if topic else (), unknown))
            if line.note:
                self._card(_Line("\n".join(line.note), line.depth, line.place))
        elif (kind or topic) and self._is_heading(line):
            self.above.append(_Under(line.depth, "", kind, (topic,) if topic else ()))
        else:
            self._card(line)

    def _is_heading(self, line: _Line) -> bool:
        """Tell whether a line with others below names what they are: below "Stakeholders", "Drivers" is a card."""
        named = any(under.kind for under in (*self.headings, *self.above))
        return line.has_lines and (line.text.endswith(tuple(_ENDINGS)) or not named)

    def _meaning(self, line: _Line) -> tuple[str, str]:
        """Return the kind or the topic that a heading names, or a line with others below."""
        words = line.text.rstrip(_ENDINGS).strip()
        if not (line.heading or line.has_lines) or len(words) > _LONGEST_HEADING:
            return "", ""
        kind = suggesting.kind_of(words, self.words)
        # "Human rights" is a word for the kind as well: as a heading of its own it is the topic, in the topics' words.
        topic = suggesting.topic_of(words, self.words)
        if topic and clean_label(str(self.words.concepts[topic]["label"])).casefold() == words.casefold():
            return "", topic
        return (kind, "") if kind else ("", topic)

    def _card(self, line: _Line) -> None:
        said = [*self.headings, *self.above]
        parent = next((under.card for under in reversed(self.above) if under.card), "")
        parent_kind = next((under.kind for under in reversed(self.above) if under.card), "")
        kind = next((under.kind for under in reversed(said) if under.kind), "")
        if parent and parent_kind == "stakeholder":
            kind = "concern"  # what stands below a person or group is what matters to them
        topics = tuple(topic for under in said for topic in under.topics)
        fields = {_("Under"): under.heading for under in said if under.heading}
        card_id = line.place
        label, note = line.text, "\n".join(line.note)
        ours: dict[str, str] = {}
        links: list[Callable[[], None]] = []
        short = len(label) <= LONGEST_LABEL and letter_of(label, self.words) is not None
        if short and (capture := parse(label, Board(), self.words)) is not None:
            kind, label = capture.kind, capture.label
            ours = {"type": capture.type} if capture.type else {}
            topics += capture.topics + tuple(word[1:] for word in capture.unknown if word[0] == "#")
            links += [partial(self._named, name, "stakeholder", card_id, kind, "@") for name in capture.newcomers]
            answers = [word[1:] for word in capture.unknown if word[0] == ANSWERED]
            links += [partial(self._named, name, "mitigation", card_id, kind, ANSWERED) for name in answers]
        elif prefix := _PREFIX.match(label):
            meant = suggesting.kind_of(prefix[1], self.words)
            if meant:
                kind, label = meant, label[prefix.end() :]
        if not clean_label(label) and note:
            label, note = note, ""
        self.cards.append(
            ForeignCard(card_id, label, kind, note, tuple(dict.fromkeys(topics)), None, fields, ours, line.place)
        )
        for link in links:
            link()
        if parent:
            self.links.append(ForeignLink(f"{parent}>{card_id}", parent, card_id))
        self.above.append(_Under(line.depth, card_id, kind))

    def _named(self, name: str, other: str, card: str, kind: str, sign: str) -> None:
        """Link a card with one that its line names: who holds it, or what answers it."""
        key = f"{other}:{clean_label(name).casefold()}"
        if clean_label(name) and key not in self.named:
            self.named[key] = ForeignCard(key, name, other, named=True)
        relation, forward = relation_for(self.words, other, kind, "@" if sign == "@" else ">") or ("", True)
        ends = (key, card) if forward else (card, key)
        self.links.append(ForeignLink(f"{key}>{card}", *ends, relation))
