"""Puts the structure tree, title, language and bookmarks into a PDF that reportlab drew: PDF/UA-1."""

from __future__ import annotations

import io
import re
from typing import Any

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from stworkshop.report.typesetting import form_fields
from stworkshop.report.typesetting.tagging import Bookmark, Elem, Tagger


def finish(data: bytes, tagger: Tagger, *, title: str, language: str, subject: str, rtl: bool = False) -> bytes:
    """Return the document as a tagged PDF; the same input gives the same bytes."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        _Writer(pdf, tagger).write()
        describe(pdf, title=title, language=language, subject=subject, rtl=rtl)
        _outline(pdf, tagger.bookmarks)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def describe(pdf: Pdf, *, title: str, language: str, subject: str, rtl: bool = False) -> None:
    """Write what a tagged document says of itself."""
    pdf.Root.Lang = _string(language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=Name.R2L if rtl else Name.L2R)
    _metadata(pdf, title, language, subject)


class _Writer:
    def __init__(self, pdf: Pdf, tagger: Tagger) -> None:
        self.pdf = pdf
        self.tagger = tagger
        self.made: dict[int, Any] = {}
        self.fields: list[tuple[form_fields.Field, Any, Any]] = []
        """Each field of a form with its annotation and the element that shows it."""

    def write(self) -> None:
        _prune(self.tagger.root)
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self._element(self.tagger.root, root)
        root.K = Array([document])
        numbers = Array()
        for number, page in enumerate(self.pdf.pages):
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
            elems = self.tagger.marks[number] if number < len(self.tagger.marks) else []
            numbers.append(number)
            numbers.append(self.pdf.make_indirect(Array([self.made[id(elem)] for elem in elems])))
        self._form(numbers)
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        root.ParentTreeNextKey = len(numbers) // 2
        self.pdf.Root.StructTreeRoot = root

    def _form(self, numbers: Any) -> None:
        """Put the fields on their pages in reading order, each with its number in the tree of parents."""
        for number, (field, annotation, made) in enumerate(self.fields, len(self.pdf.pages)):
            annotation.StructParent = number
            numbers.extend([number, made])
            page = self.pdf.pages[field.page].obj
            if "/Annots" not in page:
                page.Annots = Array()
            page.Annots.append(annotation)
        if self.fields:
            form_fields.write(self.pdf, [(field, annotation) for field, annotation, _made in self.fields])

    def _element(self, elem: Elem, parent: Any) -> Any:
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{elem.tag}"), P=parent))
        self.made[id(elem)] = made
        self._attributes(elem, made)
        kids = Array()
        for kid in elem.kids:
            if isinstance(kid, Elem):
                kids.append(self._element(kid, made))
                continue
            if isinstance(kid, form_fields.Field):
                annotation = form_fields.widget(self.pdf, kid)
                self.fields.append((kid, annotation, made))
                kids.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.pdf.pages[kid.page].obj))
                continue
            page = self.pdf.pages[kid[0]].obj
            if "/Pg" not in made:
                made.Pg = page
            kids.append(Dictionary(Type=Name.MCR, Pg=page, MCID=kid[1]))
        made.K = kids
        return made

    def _attributes(self, elem: Elem, made: Any) -> None:
        given = elem.attributes
        for key, name in (("alt", "/Alt"), ("actual", "/ActualText"), ("lang", "/Lang")):
            if given.get(key):
                made[name] = _string(given[key])
        owned = Array()
        if given.get("scope") or given.get("span"):
            cell = Dictionary(O=Name.Table)
            if given.get("scope"):
                cell.Scope = Name(f"/{given['scope']}")
            if given.get("span"):
                cell.ColSpan = given["span"]
            owned.append(cell)
        if given.get("numbering"):
            owned.append(Dictionary(O=Name.List, ListNumbering=Name(f"/{given['numbering']}")))
        if given.get("bbox"):
            box = Array([round(value, 2) for value in given["bbox"]])
            owned.append(Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box))
        if len(owned):
            made.A = owned if len(owned) > 1 else owned[0]


def _string(words: str) -> String:
    """Return words as a string of the file."""
    return String(_whole(words))


def _whole(words: str) -> str:
    """Return words without halves of characters and what XML cannot hold."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", words)


_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _prune(elem: Elem) -> bool:
    """Take out elements that hold nothing; tell whether this one is to be kept."""
    elem.kids = [kid for kid in elem.kids if not isinstance(kid, Elem) or _prune(kid)]
    return bool(elem.kids) or elem.tag in ("TD", "TH", "Document")


def _metadata(pdf: Pdf, title: str, language: str, subject: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta["dc:title"] = _whole(title)
        meta["dc:language"] = [language]
        meta["dc:description"] = _whole(subject)
        meta["pdf:Producer"] = "STWorkshop"
        meta["xmp:CreatorTool"] = "STWorkshop"
        meta["pdfuaid:part"] = "1"
    pdf.docinfo["/Title"] = _string(title)
    pdf.docinfo["/Subject"] = _string(subject)
    pdf.docinfo["/Creator"] = _string("STWorkshop")
    pdf.docinfo["/Producer"] = _string("STWorkshop")
    for key in ("/Author", "/Keywords", "/CreationDate", "/ModDate", "/Trapped"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]


def _outline(pdf: Pdf, bookmarks: list[Bookmark]) -> None:
    with pdf.open_outline() as outline:
        last: OutlineItem | None = None
        for bookmark in bookmarks:
            item = OutlineItem(_whole(bookmark.title), bookmark.page, "XYZ", left=0, top=bookmark.top)
            if bookmark.level == 1 or last is None:
                outline.root.append(item)
                last = item
            else:
                last.children.append(item)
