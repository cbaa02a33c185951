"""What a draft leaves open, gathered at the end of each section, so that what was said reads as a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from stworkshop.i18n import gettext as _
from stworkshop.report.content.basic_blocks import Asked, Bullets, Heading
from stworkshop.report.content.blocks import Block, Outline, Section, Span, Text, text


def gathered(outline: Outline) -> Outline:
    """Return an outline whose questions without an answer stand together where their section ends."""
    return replace(outline, sections=tuple(_section(section) for section in outline.sections))


def _section(section: Section) -> Section:
    left: dict[str, list[Text]] = defaultdict(list)
    kept: list[Block] = []
    under = ""
    for number, block in enumerate(section.blocks):
        if isinstance(block, Heading):
            under = block.content if _is_bare(section.blocks[number + 1 :]) else ""
            if under:
                continue
        if isinstance(block, Asked) and not block.answers:
            left[block.others].append(_left(block, under))
        else:
            kept.append(block)
    if not left:
        return section
    return replace(section, blocks=(*kept, *_lists(left)))


def _is_bare(following: tuple[Block, ...]) -> bool:
    """Tell whether a heading has nothing but open questions under it; these then name it."""
    below: list[Block] = []
    for block in following:
        if isinstance(block, Heading):
            break
        below.append(block)
    return bool(below) and all(isinstance(block, Asked) and not block.answers for block in below)


def _left(block: Asked, under: str) -> Text:
    name = Span(f"{under}: ", "strong") if under else ""
    return text(name, block.question, Span(f" {block.hint}", "quiet") if block.hint else "")


def _lists(left: dict[str, list[Text]]) -> Iterator[Bullets]:
    """Yield what was not discussed, then what no workshop can answer, under who can."""
    if "" in left:
        yield Bullets(tuple(left[""]), _("Still to be said (not discussed):"))
    for who, questions in left.items():
        if who:
            yield Bullets(tuple(questions), who)
