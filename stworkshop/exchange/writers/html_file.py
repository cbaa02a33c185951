"""One HTML file that shows the summary and the map to those who were not there: pan, zoom, search, and no network.

Everything is in the file: words, map, faces, style and script. A content security policy forbids all else.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from string import Template

from stworkshop import assets
from stworkshop.graphics import design_tokens, fonts
from stworkshop.i18n import gettext as _
from stworkshop.i18n import language, ngettext
from stworkshop.report.content import basic_blocks as basic
from stworkshop.report.content import blocks, simple_blocks
from stworkshop.report.content.blocks import Block, Outline, Paragraph, Span, Text
from stworkshop.report.words import day, is_rtl_language

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_COLUMNS_FROM = 9
"""A list of so many short entries is set in columns."""
_SHORT = 60
_NUMBERS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
"""A number of each sort that a language may tell apart, by the name that browsers have for it."""
_PAGE = Template("""<!DOCTYPE html>
<html lang="$language" dir="$direction">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>$title</title>
<style>$style</style>
</head>
<body>
<a class="skip" href="#content">$skip</a>
<header class="top">
<strong>$title</strong>
<nav aria-label="$parts">$links</nav>
<form id="searching" role="search" hidden>
<label for="search">$search</label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<button>$next</button>
<span id="found" role="status" $found></span>
</form>
</header>
<main id="content">
$body
</main>
<footer>$foot</footer>
<script>$script</script>
</body>
</html>
""")


def page_text(
    outline: Outline, *, map_svg: str = "", key: Sequence[Block] = (), printed: datetime.date | None = None
) -> str:
    """Return the page; `map_svg` is the map as an SVG document, `printed` the day, today where it is None.

    Where the outline has no page for the whole map, the map stands after the first section, with its `key`: its cards
    in simple blocks.
    """
    style, script = _style(outline, map_svg), assets.path("page", "page.js").read_text(encoding="utf-8")
    rtl = is_rtl_language(outline.language)
    return _PAGE.substitute(
        language=_attribute(outline.language.replace("_", "-")),
        direction="rtl" if rtl else "ltr",
        policy=_policy(style, script),
        title=_text(outline.title),
        style=style,
        skip=_text(_("To the content")),
        parts=_attribute(_("Parts of this page")),
        links="".join(f'<a href="#{target}">{_text(words)}</a>' for target, words in _links(map_svg)),
        search=_text(_("Search")),
        next=_text(_("Next place")),
        found=_found(),
        body="\n".join(_body(outline, map_svg, key)),
        foot=_text("  ·  ".join(part for part in (_made(printed), outline.foot) if part)),
        script=script,
    )


def _found() -> str:
    """Return what the search says, in all forms that the language of these words has for numbers."""
    said = {
        "cards": {name: ngettext("{n} card on the map.", "{n} cards on the map.", n) for name, n in _NUMBERS.items()},
        "places": {
            name: ngettext("{n} place in the text.", "{n} places in the text.", n) for name, n in _NUMBERS.items()
        },
        "at": _("Place {n} of {all}."),
        "nothing": _("Nothing was found."),
        "language": (language() or "en").replace("_", "-"),
    }
    words = {name: one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for name, one in said.items()}
    return " ".join(f'data-{name}="{_attribute(one)}"' for name, one in words.items())


def _made(printed: datetime.date | None) -> str:
    return _("Made {day}").format(day=day(printed or datetime.date.today()))


def _policy(style: str, script: str) -> str:
    """Return what the page may load: its own style and script by their sums, faces and pictures in the file."""
    sums = {name: base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for name, code in
            (("style", style), ("script", script))}  # fmt: skip
    return (
        f"default-src 'none'; script-src 'sha256-{sums['script']}'; style-src 'sha256-{sums['style']}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _style(outline: Outline, map_svg: str) -> str:
    ui = design_tokens.theme("light").ui
    colours = ";".join(f"--{name}:{value}" for name, value in ui.items())
    faces = "".join(_face(face) for face in _faces(outline, map_svg))
    return f":root{{{colours}}}\n{faces}\n{assets.path('page', 'page.css').read_text(encoding='utf-8')}"


def _faces(outline: Outline, map_svg: str) -> list[fonts.Face]:
    """Return the faces that the words of the page need."""
    words = "".join(dict.fromkeys(re.sub(r"<[^>]*>", " ", map_svg) + "".join(_words(outline))))
    found: dict[str, fonts.Face] = {}
    for bold in (False, True):
        for run in fonts.runs(words, bold):
            if run.face:
                found.setdefault(run.face.name, run.face)
    return list(found.values())


def _words(outline: Outline) -> Iterator[str]:
    yield outline.title
    for section in outline.sections:
        for block in simple_blocks.simplified(section):
            yield repr(block)


def _face(face: fonts.Face) -> str:
    data = base64.b64encode(face.path.read_bytes()).decode("ascii")
    weight = 700 if face.bold else 400
    source = f"url(data:font/ttf;base64,{data}) format('truetype')"
    return f"@font-face{{font-family:'{face.family}';font-weight:{weight};src:{source}}}"


def _links(map_svg: str) -> Iterator[tuple[str, str]]:
    yield "content", _("Summary")
    if map_svg:
        yield "map", _("Map")


# --- body


def _body(outline: Outline, map_svg: str, key: Sequence[Block]) -> Iterator[str]:
    own = not simple_blocks.has_map(outline)
    for number, section in enumerate(outline.sections):
        yield f'<section class="paper" aria-labelledby="s{number}">'
        level = 1 if number == 0 else 2
        if number == 0:
            yield f'<p class="note"><b class="brand">{_text(outline.edition_title)}</b></p>'
        yield f'<h{level} class="title" id="s{number}">{_text(section.title)}</h{level}>'
        if number == 0 and outline.draft:
            yield f'<p class="draft">{_text(outline.draft)}</p>'
        if section.lead:
            yield f'<p class="lead">{_spans(section.lead)}</p>'
        levels = simple_blocks.Levels(level)
        for block in simple_blocks.simplified(section):
            yield from _block(block, levels, "" if own else map_svg)
        yield "</section>"
        if number == 0 and map_svg and own:
            yield from _own_map(map_svg, key)


def _own_map(map_svg: str, key: Sequence[Block]) -> Iterator[str]:
    """Yield the map in a section of its own, with its cards in words for those who do not see it."""
    yield f'<section class="paper" aria-labelledby="s-map"><h2 class="title" id="s-map">{_text(_("The map"))}</h2>'
    yield from _map(map_svg)
    if key:
        yield f"<details><summary>{_text(_('All cards of the map as a list'))}</summary>"
        for block in key:
            yield from _block(block, simple_blocks.Levels(2), "")
        yield "</details>"
    yield "</section>"


def _block(block: Block, levels: simple_blocks.Levels, map_svg: str) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f'<p class="{_attribute(block.role)}">{_spans(block.content)}</p>'
    elif isinstance(block, basic.Heading):
        level = levels.heading(block.level)
        yield f'<h{level} class="head{block.level}">{_text(block.content)}</h{level}>'
    elif isinstance(block, basic.Bullets):
        yield from _list(block, levels)
    elif isinstance(block, basic.Table):
        yield from _table(block, levels)
    elif isinstance(block, basic.Asked):
        yield from _asked(block, levels)
    elif isinstance(block, simple_blocks.MapFigure):
        yield from _map(map_svg) if map_svg else (f"<p>{_text(block.text_value)}</p>",)
    else:
        raise TypeError(f"{type(block).__name__} is no simple block")


def _small(words: str, levels: simple_blocks.Levels) -> str:
    return f'<h{levels.small} class="small">{_text(words)}</h{levels.small}>'


def _list(block: basic.Bullets, levels: simple_blocks.Levels) -> Iterator[str]:
    if not block.items:
        return
    if block.title:
        yield _small(block.title, levels)
    tag = "ol" if block.numbered else "ul"
    short = len(block.items) >= _COLUMNS_FROM and all(len(blocks.plain(item)) < _SHORT for item in block.items)
    yield f"<{tag}{' class=' + chr(34) + 'columns' + chr(34) if short else ''}>"
    for item in block.items:
        yield f"<li>{_spans(item)}</li>"
    yield f"</{tag}>"


def _table(block: basic.Table, levels: simple_blocks.Levels) -> Iterator[str]:
    name = f' aria-label="{_attribute(block.title)}"' if block.title else ""
    if block.title:
        level = levels.heading(2)
        yield f'<h{level} class="head2">{_text(block.title)}</h{level}>'
    scroll = f' role="region" tabindex="0"{name}' if len(block.columns) > 2 and name else ""
    yield f'<div class="table"{scroll}><table{name}><thead><tr>'
    for column in block.columns:
        yield f'<th scope="col" class="{column.align}">{_text(column.head)}</th>'
    yield "</tr></thead><tbody>"
    for row in block.rows:
        yield "<tr>"
        for number, (column, words) in enumerate(zip(block.columns, row, strict=True)):
            tag, scope = ("td", "") if number else ("th", ' scope="row"')
            yield f'<{tag}{scope} class="{column.align}">{_spans(words)}</{tag}>'
        yield "</tr>"
    yield "</tbody></table></div>"
    if block.note:
        yield f'<p class="note">{_spans(block.note)}</p>'


def _asked(block: basic.Asked, levels: simple_blocks.Levels) -> Iterator[str]:
    yield _small(block.question, levels)
    if block.hint:
        yield f'<p class="note">{_text(block.hint)}</p>'
    yield from _list(basic.Bullets(block.answers), levels)
    for words in (block.missing, (Span(block.others, "quiet"),) if block.others else ()):
        if words:
            yield f"<p>{_spans(words)}</p>"


def _map(map_svg: str) -> Iterator[str]:
    inner = map_svg.split("?>", 1)[-1].strip()
    buttons = (("smaller", "−", _("Smaller")), ("larger", "+", _("Larger")), ("all", "0", _("Whole map")))
    yield '<figure id="map" aria-labelledby="map-title"><div class="map" dir="ltr">'
    yield inner
    yield '<div class="tools" hidden>'
    for name, sign, words in buttons:
        shown = _text(words) if name == "all" else sign
        yield f'<button type="button" id="{name}" aria-label="{_attribute(words)}">{shown}</button>'
    yield "</div></div>"
    how = _(
        "To come closer: two fingers, + and −, or Ctrl with the wheel. To move: drag, or the arrow keys. 0 shows the"
        " whole map."
    )
    yield f'<figcaption class="note" id="map-how">{_text(how)}</figcaption></figure>'


def _spans(words: Text) -> str:
    return "".join(_span(span) for span in words)


def _span(span: Span) -> str:
    words = _text(span.text)
    return {
        "strong": f"<b>{words}</b>",
        "brand": f'<b class="brand">{words}</b>',
        "missing": f'<b class="missing">{words}</b>',
        "quiet": f'<span class="quiet">{words}</span>',
        "quote": f"<i>{words}</i>",
    }.get(span.tone, words)


def _text(words: str) -> str:
    return escape(_UNFIT.sub("", words), quote=False)


def _attribute(words: str) -> str:
    return escape(_UNFIT.sub("", words), quote=True)
