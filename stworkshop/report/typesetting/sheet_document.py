"""Loose sheets: pages that are drawn one by one, such as cards to cut out and posters, as one tagged PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFResourceDictionary
from reportlab.pdfgen.canvas import Canvas

from stworkshop.report.typesetting import fonts, structure
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.tagging import ARTIFACT, Elem, Tagger
from stworkshop.report.words import is_rtl_language


class LooseSheets:
    """A PDF in the making: `page` begins a page and gives the pen that draws on it, `finished` returns the bytes."""

    def __init__(self, title: str, language: str, subject: str = "") -> None:
        fonts.base()
        self.title, self.language, self.subject = title, (language or "en").replace("_", "-"), subject
        self.rtl = is_rtl_language(self.language)
        self.tags = Tagger()
        self.pages = 0
        self._out = io.BytesIO()
        self._canvas = Canvas(self._out, initialFontName=fonts.BASE_FONT, pageCompression=1, invariant=1)

    def page(self, w: float, h: float) -> Pen:
        """Begin a page of this size in mm; the one before is ended."""
        self._end()
        self.pages += 1
        self._canvas.setPageSize((w * MM, h * MM))
        return Pen(self._canvas, self.tags, 0, h * MM, w, self.rtl)

    @contextmanager
    def picture(self, name: str, w: float, h: float) -> Iterator[Pen]:
        """Draw a picture of w x h mm once, for `show` to put on pages; it is tagged where it is shown, not inside."""
        self._canvas.beginForm(name, 0, 0, w * MM, h * MM)
        yield Pen(self._canvas, _Unmarked(), 0, h * MM, w, self.rtl)
        resources = PDFResourceDictionary()
        resources.basicFonts()
        resources.allProcs()
        states = self._canvas._extgstate.getState()
        if states:
            resources.ExtGState = states
        self._canvas.endForm(Resources=resources)

    def show(self, name: str, pen: Pen, place: tuple[float, float], window: tuple[float, float, float, float]) -> None:
        """Put a picture with its lower left corner at `place` (points); only `window` of the pen (mm) is seen."""
        x, y, w, h = window
        canvas = self._canvas
        self.tags.drawing(canvas)
        canvas.saveState()
        seen = canvas.beginPath()
        seen.rect(min(pen.x(x), pen.x(x + w)), pen.y(y + h), w * pen.unit, h * pen.unit)
        canvas.clipPath(seen, stroke=0, fill=0)
        canvas.translate(*place)
        canvas.doForm(name)
        canvas.restoreState()

    def finished(self) -> bytes:
        """Return the tagged document; at least one page was begun."""
        self._end()
        self._canvas.save()
        return structure.finish(
            self._out.getvalue(),
            self.tags,
            title=self.title,
            language=self.language,
            subject=self.subject or self.title,
            rtl=self.rtl,
        )

    def _end(self) -> None:
        if self.pages:
            self.tags.next_page(self._canvas)
            self._canvas.showPage()


class _Unmarked(Tagger):
    """Marks nothing: for what is marked as a whole where it is shown."""

    @contextmanager
    def element(self, tag: str, **attributes: Any) -> Iterator[Elem]:
        """Open nothing."""
        yield ARTIFACT

    def text(self, canvas: Any) -> None:
        """Leave text unmarked."""

    def drawing(self, canvas: Any) -> None:
        """Leave drawings unmarked."""

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Note no place."""
