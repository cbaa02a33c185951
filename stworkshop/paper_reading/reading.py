"""One picture of paper: which ballots are in it, and what each row of them says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stworkshop.model.paper_code import PaperCode
from stworkshop.paper_reading import boxes, finding
from stworkshop.paper_reading.pictures import Grey
from stworkshop.paper_reading.rows import Row, rows_of
from stworkshop.report.ballot_form import BallotForm

CORNERS, UNKNOWN_FORM = "corners", "unknown-form"
"""Why a ballot that was found is not read: not all its corners are in the picture; its form is not known."""

FOREIGN, NOTHING = "foreign", "nothing"
"""What else a picture is: one with codes that are of no ballot, one without any."""


@dataclass(frozen=True)
class Sheet:
    """One page of one ballot in a picture: its rows, or why it was not read."""

    paper: PaperCode
    rows: tuple[Row, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class Reading:
    """What is in one picture: its ballots; `refused` says what it is where it has none."""

    sheets: tuple[Sheet, ...] = ()
    refused: str = ""


def read(picture: Grey, forms: Mapping[str, BallotForm]) -> Reading:
    """Read a picture with the forms by their versions."""
    codes = finding.codes_in(picture)
    papers = [code for code in codes if code.paper is not None]
    if not papers:
        return Reading(refused=FOREIGN if codes else NOTHING)
    known = any(_page(code.paper, forms) for code in papers if code.paper)
    blobs = finding.blobs_of(picture, codes) if known else None
    sheets = []
    for code in papers:
        paper = code.paper
        assert paper is not None
        found = _page(paper, forms)
        if found is None or blobs is None:
            sheets.append(Sheet(paper, refused=UNKNOWN_FORM))
            continue
        form, number = found
        matrix = finding.paper_of(code, form.pages[number], blobs)
        if matrix is None:
            sheets.append(Sheet(paper, refused=CORNERS))
            continue
        flat = boxes.straightened(picture, matrix, form.pages[number])
        rows = tuple(rows_of(form, form.pages[number], boxes.ink_of(flat)))
        sheets.append(Sheet(paper, rows))
    return Reading(tuple(sheets))


def _page(paper: PaperCode, forms: Mapping[str, BallotForm]) -> tuple[BallotForm, int] | None:
    form = forms.get(paper.form)
    if form is None or form.mark != paper.round or paper.page > len(form.pages):
        return None
    return form, paper.page - 1
