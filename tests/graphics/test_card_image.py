"""Pictures on cards: small, without what a camera adds; what comes from outside is looked at before it is shown."""

from __future__ import annotations

import base64
import io
import struct
import zlib

import pytest
from PIL import Image

from stworkshop.errors import KnownError
from stworkshop.graphics import card_image
from tests.pictures import file_of, photo


def opened(data: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(data))
    found.load()
    return found


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_picture_is_made_small_and_of_a_kind_that_cards_keep(form: str) -> None:
    small = card_image.fitted(file_of(photo(1_200, 500), form))
    found = opened(small)
    assert found.format in ("PNG", "JPEG") and len(small) <= card_image.MOST_BYTES
    assert found.size == (800, 333)
    text = card_image.as_text(small)
    assert not card_image.problem(text) and card_image.shown(text) == small and card_image.size(text) == (800, 333)


def test_noise_is_made_as_small_as_it_must_be() -> None:
    small = card_image.fitted(file_of(photo(900, 900, noise=True), "JPEG"))
    assert len(small) <= card_image.MOST_BYTES and max(opened(small).size) <= 800


def test_a_drawing_one_sees_through_stays_so_and_a_small_one_is_not_enlarged() -> None:
    logo = Image.new("RGBA", (60, 40), (200, 0, 0, 0))
    logo.putpixel((5, 5), (0, 0, 200, 255))
    found = opened(card_image.fitted(file_of(logo, "PNG")))
    assert found.size == (60, 40) and found.mode == "RGBA"
    assert found.getpixel((5, 5)) == (0, 0, 200, 255) and found.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_nothing_of_the_file_is_kept_but_its_pixels_the_right_way_up() -> None:
    lying = photo(200, 100)
    exif = lying.getexif()
    exif[0x010F], exif[0x0112] = "SecretCamera", 6
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    for form in ("JPEG", "PNG", "WEBP"):
        file = file_of(lying, form, exif=exif, icc_profile=b"SecretProfile")
        assert b"SecretCamera" in file
        small = card_image.fitted(file)
        found = opened(small)
        assert found.size == (100, 200), "turned as the camera says"
        assert b"Secret" not in small and not dict(found.getexif()) and not found.info.get("icc_profile")
        assert not card_image.problem(card_image.as_text(small))


def test_a_guest_cannot_slip_in_what_a_camera_adds() -> None:
    plain = photo(20, 20)
    exif = plain.getexif()
    exif[0x010F] = "SecretCamera"
    for file in (file_of(plain, "JPEG", exif=exif), file_of(plain, "PNG", exif=exif), file_of(plain, "GIF")):
        assert card_image.problem(card_image.as_text(file))
    told = Image.new("RGB", (20, 20))
    told.info["comment"] = b"Ines lives here"
    assert card_image.problem(card_image.as_text(file_of(told, "JPEG", comment=b"Ines lives here")))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 4_000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>", bomb(30_000, 30_000)],
)
def test_what_is_no_picture_or_a_bomb_is_refused_in_words_and_never_shown(data: bytes) -> None:
    with pytest.raises(KnownError) as told:
        card_image.fitted(data)
    assert str(told.value).count("Nothing was changed.") == 1 and told.value.todo
    text = card_image.as_text(data)
    assert card_image.shown(text) == b"" and card_image.size(text) == (0, 0) and card_image.problem(text)


def test_a_file_cut_short_is_no_picture() -> None:
    whole = file_of(photo(300, 300, noise=True), "PNG")
    with pytest.raises(KnownError):
        card_image.fitted(whole[: len(whole) // 2])


def test_only_what_stays_within_the_bounds_is_shown() -> None:
    assert card_image.shown(card_image.as_text(file_of(Image.new("L", (801, 10)), "PNG"))) == b""
    assert card_image.shown(card_image.as_text(file_of(Image.new("L", (800, 10)), "PNG")))
    assert not card_image.is_text("A" * (card_image.LONGEST_DATA + 4))
    assert card_image.is_text("") and not card_image.is_text("abc") and not card_image.is_text("äöü=")
    assert not card_image.is_text(b"abcd") and not card_image.is_text(None)
    large = base64.b64encode(b"\x89PNG" + b"x" * 300_000).decode()
    assert card_image.shown(large) == b""


def test_a_moving_picture_shows_its_first_moment() -> None:
    first, second = Image.new("RGB", (30, 30), "red"), Image.new("RGB", (30, 30), "blue")
    moving = file_of(first, "GIF", save_all=True, append_images=[second])
    found = opened(card_image.fitted(moving))
    assert getattr(found, "n_frames", 1) == 1 and found.convert("RGB").getpixel((3, 3)) == (255, 0, 0)
