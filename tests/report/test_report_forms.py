"""Forms: fields with names and tooltips, in reading order, tagged, and seen by a reader that knows nothing of us."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pypdfium2
import pytest
from pikepdf.form import CheckboxField, Form, RadioButtonGroup, TextField

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.reply_code import reply_code
from stworkshop.report.ballots import ballots_bytes
from stworkshop.report.kit import feedback
from stworkshop.report.sheets import SheetOptions, make
from tests.report.printing import DAY, board_of, elements, opened, page_texts, sample, squeezed, tag_of
from tests.report.test_report_ballots import KINDS, round_of


def ballots(board: Board, kind: str, codes: list[str], **options: Any) -> bytes:
    asked = round_of(board, kind, **({"anonymous": options.pop("anonymous", "yes")}))
    return ballots_bytes(board, catalogue(), asked, [(code, False) for code in codes], fillable=True, **options)


def feedback_form(**options: Any) -> bytes:
    return make(sample("merravale"), catalogue(), "feedback-form", SheetOptions(printed=DAY, **options))


def names(data: bytes) -> list[str]:
    with opened(data) as pdf:
        return [field.fully_qualified_name for field in Form(pdf)]


def ink(data: bytes, page: int, box: tuple[float, float, float, float]) -> int:
    """How dark a rectangle of a page is, with what the form shows, as pypdfium2 paints it."""
    document = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        shown = document[page]
        image = shown.render(scale=4, may_draw_forms=True).to_pil().convert("L")
        left, bottom, right, top = box
        h = shown.get_height()
        inner = image.crop((int(left * 4) + 6, int((h - top) * 4) + 6, int(right * 4) - 6, int((h - bottom) * 4) - 6))
        return sum(255 - value for value in inner.tobytes())
    finally:
        document.close()


def assert_sound(data: bytes, folder: Path) -> None:
    path = folder / "form.pdf"
    path.write_bytes(data)
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []


def test_boxes_of_a_ballot_are_named_by_round_statement_and_answer() -> None:
    found = names(ballots(sample("merravale"), "rating", ["K7Q"]))
    assert {"r1.s4.3", "r1.s4.dk", "r1.s1.1", "r1.side", "r1.words"} <= set(found)
    assert len(found) == len(set(found)) == 6 * len(sample("merravale").statements) + 2


def test_several_ballots_in_a_file_are_kept_apart_by_their_codes() -> None:
    found = names(ballots(sample("merravale"), "rating", ["K7Q", "M4T"]))
    assert "K7Q.r1.s4.3" in found and "M4T.r1.s4.3" in found and len(found) == len(set(found))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("dots", {"r1.C1.1", "r1.C1.2"}),
        ("ranking", {"r1.G1.place", "r1.all.dk"}),
        ("placing", {"r1.S1.influence.5", "r1.S1.affected.1", "r1.S1.dk"}),
    ],
)
def test_cards_name_their_boxes_by_code(kind: str, expected: set[str]) -> None:
    assert expected <= set(names(ballots(sample("merravale"), kind, ["K7Q"])))


def test_a_ballot_with_names_has_a_field_for_one_and_none_for_a_side() -> None:
    found = names(ballots(sample("merravale"), "rating", [""], anonymous="no"))
    assert "r1.name" in found and "r1.side" not in found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [{}, {"large_print": True, "paper": "Letter"}])
def test_every_field_is_said_tagged_and_in_reading_order(kind: str, options: dict[str, Any], tmp_path: Path) -> None:
    data = ballots(sample("merravale"), kind, ["K7Q"], **options)
    assert_sound(data, tmp_path)
    with opened(data) as pdf:
        tagged = [element.K[0].Obj.objgen for element in elements(pdf) if tag_of(element) == "Form"]
        placed = [annotation.objgen for page in pdf.pages for annotation in page.obj.get("/Annots", [])]
        assert placed == tagged and len(set(placed)) == len(placed), "the order of tabs is that of reading"
        assert all(page.obj.Tabs == pikepdf.Name.S for page in pdf.pages)
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                element = parents[int(annotation.StructParent)]
                assert element.S == "/Form" and str(element.Alt)
                assert element.K[0].Obj.objgen == annotation.objgen
                field = annotation if "/TU" in annotation else annotation.Parent
                assert str(field.TU) and annotation.AP.N is not None
                left, bottom, right, top = (float(value) for value in annotation.Rect)
                assert 0 < left < right < page.mediabox[2] and 0 < bottom < top < page.mediabox[3]


def test_a_tooltip_says_the_statement_and_the_answer() -> None:
    with opened(ballots(sample("merravale"), "rating", ["K7Q"])) as pdf:
        said = {field.fully_qualified_name: field.alternate_name for field in Form(pdf)}
    words = list(sample("merravale").statements.values())[3].label
    assert said["r1.s4.5"] == f"{words}: 5 strongly agree"
    assert said["r1.s4.dk"] == f"{words}: don’t know"


def test_what_is_ticked_and_written_is_seen() -> None:
    data = ballots(sample("merravale"), "rating", ["K7Q"])
    out = io.BytesIO()
    with opened(data) as pdf:
        fields = {field.fully_qualified_name: field for field in Form(pdf)}
        ticked, written = fields["r1.s2.4"], fields["r1.words"]
        assert isinstance(ticked, CheckboxField) and isinstance(written, TextField)
        boxes: dict[str, tuple[float, float, float, float]] = {}
        for page in pdf.pages:
            for annotation in page.obj.Annots:
                left, bottom, right, top = (float(value) for value in annotation.Rect)
                boxes[str(annotation.get("/TU"))] = left, bottom, right, top
        assert not ticked.checked
        ticked.checked = True
        written.value = "Only by phone, please"
        tips = (str(ticked.alternate_name), str(fields["r1.s2.3"].alternate_name), str(written.alternate_name))
        pdf.save(out)
    on, off, words = (boxes[tip] for tip in tips)
    assert ink(data, 0, on) == 0, "nothing is ticked yet"
    assert ink(out.getvalue(), 0, on) > 1000 and ink(out.getvalue(), 0, off) == 0
    assert ink(out.getvalue(), 0, words) > 1000


def test_one_of_five_on_the_feedback_form() -> None:
    data = feedback_form()
    code = reply_code(sample("merravale").session)
    out = io.BytesIO()
    with opened(data) as pdf:
        fields = {field.fully_qualified_name: field for field in Form(pdf)}
        assert list(dict.fromkeys(name.split(".")[0] for name in fields)) == [code]
        asked = {f"{code}.{name}" for name, _words in feedback.questions()}
        assert asked == {name for name, field in fields.items() if isinstance(field, RadioButtonGroup)}
        group = fields[f"{code}.fairness"]
        assert isinstance(group, RadioButtonGroup) and group.selected is None
        assert [str(option.on_value) for option in group.options] == ["/1", "/2", "/3", "/4", "/5", "/dk"]
        group.selected = group.options[1]
        pdf.save(out)
    with opened(out.getvalue()) as pdf:
        found = {field.fully_qualified_name: field for field in Form(pdf)}[f"{code}.fairness"]
        assert isinstance(found, RadioButtonGroup)
        assert str(found.value) == "/2"
        on = [a for page in pdf.pages for a in page.obj.Annots if a.get("/AS") not in (None, pikepdf.Name.Off)]
        assert len(on) == 1


@pytest.mark.parametrize("options", [{}, {"paper": "Letter", "grey": True}, {"large_print": True}])
def test_the_feedback_form_says_what_the_sheet_says(options: dict[str, Any], tmp_path: Path) -> None:
    data = feedback_form(**options)
    assert_sound(data, tmp_path)
    text = squeezed("".join(page_texts(data)))
    assert all(squeezed(words) in text for _name, words in feedback.questions())
    assert reply_code(sample("merravale").session) in text


def test_the_face_that_people_type_in_is_embedded() -> None:
    with opened(feedback_form()) as pdf:
        face = pdf.Root.AcroForm.DR.Font.Text
        assert len(face.FontDescriptor.FontFile2.read_bytes()) > 10_000
        assert len(face.Widths) == 224 and all(int(width) >= 0 for width in face.Widths)
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_what_is_for_paper_has_no_form() -> None:
    made = make(sample("merravale"), catalogue(), "feedback", SheetOptions(printed=DAY))
    with opened(made) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [element for element in elements(pdf) if tag_of(element) == "Form"]


def test_in_arabic_words_are_written_from_the_right() -> None:
    board = board_of(session={"language": "ar", "label": "الحافلة"})
    with opened(make(board, catalogue(), "feedback-form", SheetOptions(printed=DAY))) as pdf:
        texts = [field for field in Form(pdf) if isinstance(field, TextField)]
        assert texts
        assert {int(a.Q) for page in pdf.pages for a in page.obj.Annots if a.get("/FT") == "/Tx"} == {2}
