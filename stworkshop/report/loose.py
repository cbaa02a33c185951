"""Loose sheets: pages that are drawn one by one, such as cards to cut out and posters, as one tagged PDF."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from stworkshop.report import fonts, structure
from stworkshop.report.paragraphs import MM
from stworkshop.report.pen import Pen
from stworkshop.report.tagging import Tagger
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
