"""Pictures on cards: put on, described, taken off, copied, merged, and what guests may do with them."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.exchange.card_clipboard import read_cards, written_cards
from stworkshop.graphics import card_image
from stworkshop.merge.copies import Copy
from stworkshop.merge.outcome import merge
from stworkshop.model import attribution, card_layout, rules
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.records import Element, Image, Participant, SessionRecord, from_flat
from stworkshop.sync import size_limits
from tests.pictures import file_of, photo, text_of

WORDS = catalogue()
HERE, THERE = "laptop-here", "laptop-there"


def board(**session: Any) -> Board:
    cards = [
        Element(id=i, seq=n, kind="concern", label=f"Card {i}", code=f"C{n}", size=(200.0, 60.0), created_by=laptop)
        for n, (i, laptop) in enumerate((("a", HERE), ("b", HERE), ("c", THERE)), 1)
    ]
    return Board([SessionRecord(id="s", label="Evening", **session), *cards])


def run(on: Board, name: str, **arguments: Any) -> Decision:
    outcome = decide(on, name, arguments, Context(laptop=HERE))
    assert isinstance(outcome, Decision), outcome
    on.apply(outcome.change)
    return outcome


def refusal(on: Board, name: str, **arguments: Any) -> Refused:
    outcome = decide(on, name, arguments, Context(laptop=HERE))
    assert isinstance(outcome, Refused)
    assert outcome.message.endswith(".")
    return outcome


def with_picture(card: str = "a", alt: str = "", **session: Any) -> Board:
    made = board(**session)
    run(made, "set_image", id=card, image=text_of(), alt=alt)
    return made


def test_a_picture_is_scaled_down_put_on_and_makes_its_card_wide_enough() -> None:
    here = board()
    run(here, "set_image", id="a", image=base64.b64encode(file_of(photo(2_000, 1_000), "JPEG")).decode())
    image, card = here.image_of("a"), here.elements["a"]
    assert image is not None and card_image.size(image.data) == (800, 400) and image.alt == ""
    face = card_layout.face_of(card, WORDS)
    x, y, w, h = face.image_box
    assert face.image == image.id and x + w <= face.w and y >= 0 and y + h <= face.h
    assert max(len(line) for line in face.lines) and face.text_x + face.text_w < x
    assert card_layout.image_words(image) == "picture"


def test_what_it_shows_is_said_later_or_never() -> None:
    here = with_picture()
    run(here, "describe_image", id="a", alt="  A red door ")
    assert card_layout.image_words(here.image_of("a")) == "picture: A red door"
    run(here, "describe_image", id="a", alt="")
    assert card_layout.image_words(here.image_of("a")) == "picture"
    assert refusal(here, "describe_image", id="b", alt="x").refusal == "nothing-changes"
    assert refusal(here, "describe_image", id="a", alt="x" * 3_000).refusal == "too-long"


def test_another_picture_takes_the_place_of_the_first_and_none_takes_it_off() -> None:
    here = with_picture()
    run(here, "set_image", id="a", image=text_of("blue"))
    assert [image.data for image in here.images.values()] == [text_of("blue")]
    wide = here.elements["a"].size
    run(here, "set_image", id="a")
    assert not here.images and here.elements["a"].image == "" and here.elements["a"].size != wide
    assert refusal(here, "set_image", id="a").refusal == "nothing-changes"


@pytest.mark.parametrize("image", ["", "not base64!", base64.b64encode(b"no picture").decode(), 7])
def test_what_is_no_picture_is_refused(image: Any) -> None:
    assert refusal(board(), "set_image", id="a", image=image).refusal in (
        "no-picture", "nothing-changes", "bad-argument",
    )  # fmt: skip


def test_a_session_holds_so_many_pictures_and_no_more() -> None:
    here = board()
    here.apply(adding([Image(id=f"p{n}", seq=10 + n, data=text_of()) for n in range(rules.MOST_IMAGES)]))
    assert refusal(here, "set_image", id="a", image=text_of()).refusal == "too-many-pictures"
    more = adding([Image(id="more", seq=999, data=text_of())])
    assert "at most" in rules.role_refusal(here, WORDS, more, "editor", THERE)


def test_copies_share_a_picture_which_goes_with_the_last_of_them() -> None:
    here = with_picture(alt="A door")
    copy = next(i for i in run(here, "duplicate", ids=["a"]).ids if i in here.elements and i != "a")
    assert here.elements[copy].image == here.elements["a"].image and len(here.images) == 1
    run(here, "delete", ids=["a"])
    assert here.image_of(copy) is not None
    run(here, "set_image", id=copy)
    assert not here.images


def test_a_copy_in_another_session_brings_its_picture() -> None:
    here, there = with_picture(alt="A door"), board()
    copied = read_cards(written_cards(here, WORDS, ["a", "b"]), WORDS)
    made = run(there, "paste_cards", records=list(copied.records))
    (bearer,) = (i for i in made.ids if i in there.elements and there.elements[i].image)
    image = there.image_of(bearer)
    assert image is not None and (image.data, image.alt) == (text_of(), "A door")
    assert not any("pic-" in card.note for card in there.elements.values())


def test_a_clipboard_of_strangers_brings_no_picture_that_is_none() -> None:
    here = with_picture()
    raw = written_cards(here, WORDS, ["a"]).replace(text_of().encode(), base64.b64encode(b"evil"))
    copied = read_cards(raw, WORDS)
    assert [entry["root"] for entry in copied.records] == ["elements"] and "image" not in copied.records[0]


def test_restoring_brings_a_card_back_with_its_picture() -> None:
    from stworkshop.commands.past import arguments_to_restore

    then = with_picture()
    now = then.copy()
    run(now, "delete", ids=["a"])
    assert not now.images
    run(now, "restore", **arguments_to_restore(now, then))
    image = now.image_of("a")
    assert image is not None and image.data == text_of()


def test_what_tables_did_with_pictures_comes_together_without_a_question() -> None:
    base = with_picture()
    one, two = base.copy(), base.copy()
    run(one, "set_image", id="b", image=text_of("green"))
    run(two, "set_image", id="b", image=text_of("blue"))
    run(two, "describe_image", id="a", alt="A door")
    merged = merge([Copy("one", one, base, {}), Copy("two", two, base, {})], WORDS)
    images = {ref.id: record for ref, record in merged.records.items() if ref.root == "images"}
    element = next(record for ref, record in merged.records.items() if ref.id == "b")
    assert isinstance(element, Element) and element.image in images and not merged.differences
    assert any(isinstance(record, Image) and record.alt == "A door" for record in images.values())


# --- others, and guests


def test_where_nobody_is_named_others_see_no_pictures() -> None:
    for attribution_ in ("named", "role", "anonymous"):
        here = with_picture(attribution=attribution_)
        here.apply(adding([Participant(id="p", seq=40, label="Ines", side="public")]))
        shown = Board(attribution.others_see(here.records()))
        kept = attribution_ == "named"
        assert bool(shown.images) is kept and bool(shown.elements["a"].image) is kept


def allowed(on: Board, change: Change, role: str) -> bool:
    return not rules.role_refusal(on, WORDS, change, role, HERE) and not size_limits.refusal(change)


def decided(on: Board, name: str, **arguments: Any) -> Change:
    outcome = decide(on, name, arguments, Context(laptop=HERE))
    assert isinstance(outcome, Decision)
    return outcome.change


@pytest.mark.parametrize(("card", "roles"), [("a", 3), ("c", 2)])
def test_who_may_change_a_card_may_change_its_picture(card: str, roles: int) -> None:
    before = board()
    put = decided(before, "set_image", id=card, image=text_of())
    bare = before.copy()
    before.apply(put)
    said = decided(before, "describe_image", id=card, alt="A door")
    off = decided(before, "set_image", id=card)
    for number, role in enumerate(("facilitator", "editor", "contributor", "viewer"), 1):
        assert allowed(bare, put, role) is (number <= roles), role
        assert allowed(before, said, role) is (number <= roles), role
        assert allowed(before, off, role) is (number <= roles), role


def test_a_stage_that_locks_cards_locks_their_pictures() -> None:
    stage = next(i for i, entry in WORDS.stages.items() if not {"edit", "edit-own"} & set(entry["permits"]))
    here = with_picture()
    said, off = decided(here, "describe_image", id="a", alt="x"), decided(here, "set_image", id="a")
    here.apply(updating(here.session, {"stage": stage}))
    assert not allowed(here, said, "editor") and not allowed(here, off, "editor")


def secret_text() -> str:
    plain = photo(20, 20)
    exif = plain.getexif()
    exif[0x010F] = "SecretCamera"
    return card_image.as_text(file_of(plain, "JPEG", exif=exif))


@pytest.mark.parametrize("data", ["", "AAAA", base64.b64encode(b"<svg/>").decode(), secret_text()])
def test_a_guest_brings_no_picture_that_no_program_makes(data: str) -> None:
    here = with_picture()
    assert not allowed(here, adding([Image(id="x", seq=9, data=data)]), "facilitator")
    image = here.image_of("a")
    assert image is not None
    assert not allowed(here, updating(image, {"data": data}), "editor") or data == image.data


def test_a_record_holds_no_text_that_can_be_no_picture() -> None:
    for data in ("A" * (card_image.LONGEST_DATA + 4), "<script>", b"abcd", 5, None, ["AAAA"]):
        made = from_flat("images", "x", {"data": data})
        assert isinstance(made, Image) and made.data == ""
    assert allowed(board(), adding([Image(id="x", seq=9, data=text_of())]), "contributor")
    assert not allowed(with_picture(), removing([with_picture().elements["c"]]), "contributor")
