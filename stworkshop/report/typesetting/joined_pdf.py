"""Puts tagged PDFs into one: pages in order, one structure tree, one outline of bookmarks, one copy of each face."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from stworkshop.report.typesetting import structure


@dataclass(frozen=True)
class Bound:
    """A document that is bound into another: the words of its bookmark, its bytes, how many times it comes.

    Where `both_sides` is off, nothing may stand on the back of its pages: they are cut apart or handed out singly.
    """

    title: str
    data: bytes
    copies: int = 1
    both_sides: bool = True


def merged(
    parts: Sequence[Bound], *, title: str, language: str, subject: str, rtl: bool = False, both_sides: bool = False
) -> bytes:
    """Return documents that `structure.finish` made as one, without forms.

    With `both_sides`, for printing on both sides of the paper, white pages let each copy begin on a sheet of its own.
    """
    with Pdf.new() as pdf:
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
        numbers = Array()
        bookmarks: list[OutlineItem] = []
        for part in parts:
            for copy in range(part.copies):
                with Pdf.open(io.BytesIO(part.data)) as source:
                    places = _take(pdf, source, document, numbers, both_sides, both_sides and not part.both_sides)
                    if not copy:
                        bookmarks.append(_bookmark(part.title, source, places))
        root.K = Array([document])
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        root.ParentTreeNextKey = len(numbers) // 2
        pdf.Root.StructTreeRoot = root
        _share_faces(pdf)
        structure.describe(pdf, title=title, language=language, subject=subject, rtl=rtl)
        with pdf.open_outline() as outline:
            outline.root.extend(bookmarks)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _take(pdf: Pdf, source: Pdf, document: Any, numbers: Any, even: bool, backs: bool) -> list[int]:
    """Take over the pages and the structure of a document; return where each of its pages stands."""
    places = []
    key = len(numbers) // 2
    for page in source.pages:
        places.append(len(pdf.pages))
        pdf.pages.append(page)
        if backs:
            pdf.add_blank_page(page_size=_size(page))
    if even and len(pdf.pages) % 2:
        pdf.add_blank_page(page_size=_size(source.pages[-1]))
    # Pages were copied before, so what the tree says of them is of the copies.
    tree = pdf.copy_foreign(source.Root.StructTreeRoot)
    part = tree.K[0]
    part.S, part.P = Name.Part, document
    document.K.append(part)
    parents = tree.ParentTree.Nums
    for place, at in enumerate(places):
        pdf.pages[at].obj.StructParents = key + place
    for place in range(len(parents) // 2):
        numbers.append(key + place)
        numbers.append(parents[2 * place + 1])
    return places


def _size(page: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _bookmark(title: str, source: Pdf, places: Sequence[int]) -> OutlineItem:
    """Return the bookmark of a document, with its own ones of the first level below it where it has several."""
    item = OutlineItem(title, places[0])
    numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    with source.open_outline() as outline:
        found = list(outline.root)
    for below in found if len(found) > 1 else ():
        target = below.destination
        if isinstance(target, Array) and target[0].objgen in numbers:
            at = places[numbers[target[0].objgen]]
            item.children.append(OutlineItem(below.title, at, "XYZ", left=0, top=float(target[3])))
    return item


def _share_faces(pdf: Pdf) -> None:
    """Let pages use one copy of each embedded face."""
    first: dict[bytes, Any] = {}
    seen: dict[tuple[int, int], bytes] = {}
    for page in pdf.pages:
        faces = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
        for name in list(faces.keys()):
            face = faces[name]
            key = seen.get(face.objgen)
            if key is None:
                key = seen[face.objgen] = _print_of(face)
            faces[name] = first.setdefault(key, face)


def _print_of(face: Any) -> bytes:
    """Return a fingerprint of all that a face is."""
    taken = hashlib.sha256(str(face.get("/Widths", "")).encode() + str(face.get("/BaseFont", "")).encode())
    taken.update(f"{face.get('/FirstChar')} {face.get('/Encoding')}".encode())
    if "/ToUnicode" in face:
        taken.update(face.ToUnicode.read_raw_bytes())
    described = face.get("/FontDescriptor", Dictionary())
    for name in ("/FontFile2", "/FontFile3", "/FontFile"):
        if name in described:
            taken.update(described[name].read_raw_bytes())
    return taken.digest()
