"""A picture on a card in the file: saved, undone, exported, forgotten down to the last byte."""

from __future__ import annotations

import base64
from pathlib import Path

from stworkshop.exchange import our_json
from stworkshop.graphics import card_image
from stworkshop.session.session import open_session
from tests.pictures import file_of, photo
from tests.workshop import assert_all_agree, make

PHOTO = card_image.as_text(card_image.fitted(file_of(photo(300, 200, noise=True), "JPEG")))
SOMEWHERE_IN_IT = PHOTO[4_000:4_060].encode()


def holds(folder: Path) -> list[str]:
    """The files that hold the picture."""
    return [path.name for path in folder.rglob("*") if path.is_file() and SOMEWHERE_IN_IT in path.read_bytes()]


def test_a_picture_is_in_the_file_and_in_json_and_undo_takes_it_off(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    with open_session(path) as session:
        session.run("set_image", id="late", image=PHOTO, alt="A bus stop")
        session.undo()
        assert not session.board.images and session.board.elements["late"].image == ""
        session.redo()
        assert_all_agree(session)
    with open_session(path, read_only=True) as session:
        image = session.board.image_of("late")
        assert image is not None and (image.data, image.alt) == (PHOTO, "A bus stop")
        content = session.content()
        session.export_stw(tmp_path / "copy.stw")
        session.export_stw(tmp_path / "others.stw", for_others=True)
    assert PHOTO in our_json.to_text(content)
    with open_session(tmp_path / "copy.stw", read_only=True) as copy:
        assert copy.board.image_of("late") == image
    # The session names nobody, so others see no picture that may show somebody.
    assert PHOTO not in our_json.to_text(content, for_others=True)
    with open_session(tmp_path / "others.stw", read_only=True) as others:
        assert not others.board.images and not others.board.elements["late"].image
    assert "others.stw" not in holds(tmp_path)


def test_forgetting_a_person_leaves_no_byte_of_any_picture(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    with open_session(path) as session:
        session.run("set_image", id="plan", image=base64.b64encode(file_of(photo(40, 40), "PNG")).decode())
        session.run("set_image", id="late", image=PHOTO)
        session.run("set_image", id="riders", image=PHOTO)
        session.run("set_image", id="riders")
        assert holds(tmp_path)
        told = session.forgetting("p-ines")
        assert told["removed"]["images"] == 2
        assert session.forget("p-ines")["removed"]["images"] == 2
        assert not session.board.images
        assert not any(card.image for card in session.board.elements.values())
        assert_all_agree(session)
    assert holds(tmp_path) == []
