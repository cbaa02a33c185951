"""Tags: the structure tree of a document, and the marks in the page contents that belong to it.

Whatever is drawn while an element is open belongs to it; what is drawn otherwise is an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from stworkshop.report.typesetting.form_fields import Field

LAYOUT = "/Type /Layout"
HEADER = "/Type /Pagination /Subtype /Header /Attached [/Top]"
FOOTER = "/Type /Pagination /Subtype /Footer /Attached [/Bottom]"
"""Property lists of what is no content."""

TABLE_PARTS = frozenset({"Table", "TR", "L", "LI", "Sect", "Document", "TOC"})
"""Elements that only hold other elements: nothing is drawn in them directly."""


@dataclass(eq=False)
class Elem:
    """An element of the structure: its tag, its attributes, and in reading order what it holds.

    Attributes: alt, actual, lang, scope and span of cells, bbox (points), numbering. Kids are elements, (page, mark) or
    the field that a Form shows.
    """

    tag: str
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Elem | Field | tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Bookmark:
    """A place to jump to: page from 0, distance from the bottom in points."""

    title: str
    level: int
    page: int
    top: float


class Tagger:
    """Writes the marks of one document; `page` counts from 0."""

    def __init__(self) -> None:
        self.root = Elem("Document")
        self.page = 0
        self.marks: list[list[Elem]] = [[]]
        self.bookmarks: list[Bookmark] = []
        self.languages: set[str] = set()
        self._stack = [self.root]
        self._open: object = None
        self._artifact = LAYOUT

    @contextmanager
    def element(self, tag: str, **attributes: Any) -> Iterator[Elem]:
        """Open a new element under the current one; inside an artifact everything is the artifact."""
        if self._stack[-1] is ARTIFACT:
            yield ARTIFACT
            return
        elem = Elem(tag, attributes)
        self._stack[-1].kids.append(elem)
        with self.within(elem):
            yield elem

    @contextmanager
    def within(self, elem: Elem) -> Iterator[None]:
        """Draw into an element that exists already, such as the rest of a table on the next page."""
        self._stack.append(elem)
        try:
            yield
        finally:
            self._stack.pop()

    def adopt(self, elem: Elem) -> None:
        """Put an element that was made before under the current one."""
        if self._stack[-1] is not ARTIFACT:
            self._stack[-1].kids.append(elem)

    def form(self, made: Field) -> None:
        """Put a field that is filled in on a screen here; what is drawn of it on the page is no content."""
        made.page = self.page
        with self.element("Form", alt=made.tip) as elem:
            if elem is not ARTIFACT:
                elem.kids.append(made)

    @contextmanager
    def artifact(self, kind: str = LAYOUT) -> Iterator[None]:
        """Draw something that is no content."""
        before = self._artifact
        self._artifact = kind
        try:
            with self.within(ARTIFACT):
                yield
        finally:
            self._artifact = before

    def text(self, canvas: Any) -> None:
        """Say that text follows: it belongs to the current element."""
        elem = self._stack[-1]
        self._mark(canvas, None if elem.tag in TABLE_PARTS else elem)

    def drawing(self, canvas: Any) -> None:
        """Say that a drawing follows: it belongs to the current figure, else it is an artifact."""
        elem = self._stack[-1]
        self._mark(canvas, elem if elem.tag == "Figure" else None)

    def close(self, canvas: Any) -> None:
        """End the open mark, before the page ends."""
        if self._open is not None:
            canvas._code.append("EMC")
            self._open = None

    def next_page(self, canvas: Any) -> None:
        """Go on to the next page."""
        self.close(canvas)
        self.page += 1
        self.marks.append([])

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Note a heading for the outline of the document; `top` in points from the bottom."""
        self.bookmarks.append(Bookmark(title, level, self.page, top))

    def _mark(self, canvas: Any, elem: Elem | None) -> None:
        if elem is None or elem is ARTIFACT:
            wanted: object = self._artifact
        else:
            wanted = elem
        if wanted == self._open:
            return
        self.close(canvas)
        if isinstance(wanted, Elem):
            mark = len(self.marks[self.page])
            self.marks[self.page].append(wanted)
            wanted.kids.append((self.page, mark))
            canvas._code.append(f"/{wanted.tag} <</MCID {mark}>> BDC")
        else:
            canvas._code.append(f"/Artifact <<{wanted}>> BDC")
        self._open = wanted


ARTIFACT = Elem("Artifact")
