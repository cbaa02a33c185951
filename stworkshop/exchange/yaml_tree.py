"""The hand-written YAML files as a tree of plain values, each with its line, read with limits and without surprises.

Words stay words (`yes`, `no`, `2026-11-24` and `17:41` are text), numbers keep their digits until a field asks for one,
and what YAML can do beyond lists, groups and text (tags, merged groups, several documents) is refused with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from stworkshop.exchange.json_text import DEEPEST, too_deep
from stworkshop.i18n import gettext as _
from stworkshop.validation.file_problems import BadFile, Problems, quoted

LARGEST_FILE = 4 * 2**20
"""Bytes."""
MOST_VALUES = 400_000
"""Values in a file after its repeated parts (`&` and `*`) are written out."""
_NULLS = ("", "~", "null", "Null", "NULL")
_NUMBER = re.compile(r"^[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?$")
_PLAIN_TAGS = ("!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


class Number(str):
    """A number as it is written; `number` is its value."""

    @property
    def number(self) -> int | float:
        return float(self) if "." in self else int(self)


class Group(dict[str, Any]):
    """A group of fields; `line` is where it begins, `lines` where each field stands, counted from 1.

    It is `inline` where it is written between { and }, so that a comma ends a field.
    """

    def __init__(self, line: int, *, inline: bool = False) -> None:
        super().__init__()
        self.line = line
        self.inline = inline
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A list; `line` is where it begins."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def tree(text: str, problems: Problems) -> Any:
    """Return the tree of a YAML text; raises BadFile for what is no YAML, too deep or too large.

    What can be read in two ways, such as words that a comma cuts, is noted in `problems`, and reading goes on.
    """
    try:
        return _Builder(text, problems).value()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        why = error.problem or error.context or ""
        problems.add("", _("Line {line}: this is not YAML any more ({why}).").format(line=line, why=why))
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        sentence = _("Line {line} holds a character that YAML does not have.").format(line=line)
        problems.add("", sentence)
    except RecursionError:
        problems.add("", too_deep())
    raise BadFile(problems.name, problems.found) from None


def plain(value: Any) -> Any:
    """Return a tree without its lines: numbers as numbers, groups and lists as plain ones."""
    if isinstance(value, Number):
        return value.number
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


class _Builder:
    """Builds the tree from the events of the parser, without recursion."""

    def __init__(self, text: str, problems: Problems) -> None:
        self.text = text
        self.problems = problems
        self.events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.open: list[Group | Items] = []
        self.keys: list[str | None] = []
        self.key_ends = 0
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.pending: list[tuple[str | None, int]] = []
        self.values = 0
        self.result: Any = None

    def value(self) -> Any:
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, _("a second document begins (---); a session is one."))
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end()
        return self.result

    def _node(self, event: Any) -> None:
        self.values += 1
        if isinstance(event, yaml.AliasEvent):
            name = event.anchor or ""
            if name not in self.anchors:
                self._refuse(event, _("*{name} repeats what is not there.").format(name=name))
            value, size = self.anchors[name]
            self.values += size
            self._check_size(event)
            self._put(value, event)
            return
        self._check_size(event)
        if event.tag not in (None, *_PLAIN_TAGS):
            self._refuse(event, _("the mark {tag} is not part of the format.").format(tag=quoted(event.tag)))
        if isinstance(event, yaml.ScalarEvent):
            scalar = _scalar(event)
            if event.anchor:
                self.anchors[event.anchor] = (scalar, 1)
            self._put(scalar, event)
        else:
            self._begin(event)

    def _begin(self, event: Any) -> None:
        line = event.start_mark.line + 1
        is_group = isinstance(event, yaml.MappingStartEvent)
        made: Group | Items = Group(line, inline=bool(event.flow_style)) if is_group else Items(line)
        self._put(made, event)
        self.open.append(made)
        self.keys.append(None)
        self.pending.append((event.anchor, self.values))
        if len(self.open) > DEEPEST:
            self.problems.add("", too_deep())
            raise BadFile(self.problems.name, self.problems.found)

    def _end(self) -> None:
        made = self.open.pop()
        self.keys.pop()
        anchor, before = self.pending.pop()
        if anchor:
            self.anchors[anchor] = (made, self.values - before + 1)

    def _put(self, value: Any, event: Any) -> None:
        if not self.open:
            self.result = value
            return
        parent = self.open[-1]
        if isinstance(parent, Items):
            parent.append(value)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = self._key(value, parent, event)
            self.key_ends = event.end_mark.index
        else:
            if parent.inline:
                self._look_for_cut_words(key, value, parent, event)
            parent[key] = value
            self.keys[-1] = None

    def _key(self, value: Any, parent: Group, event: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            self._refuse(event, _("the name of a field is text before a colon."))
        key = str(value)
        if key == "<<":
            self._refuse(event, _("groups cannot be merged (<<) here; write the fields out."))
        if key in parent.lines:
            self._note(event, _("the field {name} stands twice in one group.").format(name=quoted(key)))
        parent.lines[key] = event.start_mark.line + 1
        return key

    def _look_for_cut_words(self, key: str, value: Any, parent: Group, event: Any) -> None:
        """Note a name without a colon, or of several words: between { and } a comma ended the words before it."""
        bare = value is None and ":" not in self.text[self.key_ends : event.start_mark.index + 1]
        if not bare and " " not in key.strip():
            return
        before = next(reversed(parent), "")
        if before:
            sentence = _("{field} ends at a comma, before {rest}.").format(field=quoted(before), rest=quoted(key))
        else:
            sentence = _("{rest} is no name of a field.").format(rest=quoted(key))
        hint = _("Between {{ and }}, words with a comma stand in quotation marks.").format()
        self._note(event, f"{sentence} {hint}", line=parent.lines[key])

    def _check_size(self, event: Any) -> None:
        if self.values > MOST_VALUES:
            self._refuse(
                event, _("the file holds more than {most} values, which no session does.").format(most=MOST_VALUES)
            )

    def _note(self, event: Any, sentence: str, line: int = 0) -> None:
        self.problems.add(_("line {line}").format(line=line or event.start_mark.line + 1), sentence)

    def _refuse(self, event: Any, sentence: str) -> NoReturn:
        self._note(event, sentence)
        raise BadFile(self.problems.name, self.problems.found)


def _scalar(event: Any) -> str | None:
    if event.implicit[0]:
        if event.value in _NULLS:
            return None
        if _NUMBER.match(event.value):
            return Number(event.value)
    return str(event.value)


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quick parser where PyYAML was built with it; only its events are used, and nothing is constructed."""
