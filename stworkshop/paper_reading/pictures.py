"""Pictures of paper as grey pixels: what is none, or too large, is refused in a sentence before it is unpacked."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _

Grey = NDArray[np.uint8]
"""Rows of pixels, 0 black to 255 white; a pixel is as dark as its darkest colour, so that every pen is seen."""

LARGEST_FILE = 64 << 20
MOST_PIXELS = 60_000_000
MOST_PAGES = 60
_PDF_DPI = 200
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
_HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")


def pictures_of(path: Path) -> Iterator[Grey]:
    """Yield the picture in a file, or each page of a PDF; raises KnownError with one sentence."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(_("“{name}” is larger than a photograph of paper is.").format(name=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise _refused(_("“{name}” cannot be read.").format(name=path.name)) from error
    if data[:5] == b"%PDF-":
        yield from _pages(data, path.name)
    else:
        yield _picture(data, path.name)


def _picture(data: bytes, name: str) -> Grey:
    from PIL import Image, ImageOps

    if data[4:12] in _HEIC:
        todo = _("Set the telephone to take JPEG pictures (“most compatible”), or save the picture as JPEG.")
        raise KnownError(_("“{name}” is a HEIC picture.").format(name=name), _nothing(), todo)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    sentence = _("“{name}” has more pixels than a photograph of paper needs.")
                    raise _refused(sentence.format(name=name))
                turned = ImageOps.exif_transpose(image)
                return darkest(np.asarray(_on_white(turned)))
    except KnownError:
        raise
    except Image.DecompressionBombError as error:
        raise _refused(_("“{name}” has more pixels than a photograph of paper needs.").format(name=name)) from error
    except Exception as error:  # a decoder of pictures raises whatever it likes
        raise _refused(_("“{name}” is not a picture that can be read.").format(name=name)) from error


def _on_white(image: object) -> object:
    from PIL import Image

    assert isinstance(image, Image.Image)
    if image.mode in ("L", "RGB"):
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("RGB")
    return image.convert("RGB")


def darkest(pixels: NDArray[np.uint8]) -> Grey:
    """Return rows of pixels as dark as the darkest of their colours."""
    if pixels.ndim == 2:
        return np.ascontiguousarray(pixels)
    return np.minimum(np.minimum(pixels[..., 0], pixels[..., 1]), pixels[..., 2])


def _pages(data: bytes, name: str) -> Iterator[Grey]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except Exception as error:
        raise _refused(_("“{name}” is not a PDF that can be read.").format(name=name)) from error
    try:
        if count > MOST_PAGES:
            sentence = _("“{name}” has more pages than are read at once ({most}).")
            raise _refused(sentence.format(name=name, most=MOST_PAGES))
        pdf.init_forms()
        for page in pdf:
            w, h = page.get_size()
            scale = _PDF_DPI / 72
            if w * h * scale * scale > MOST_PIXELS:
                raise _refused(_("“{name}” has a page that is larger than a sheet of paper.").format(name=name))
            yield darkest(np.asarray(page.render(scale=scale).to_pil().convert("RGB")))
    finally:
        pdf.close()


def _nothing() -> str:
    return _("Nothing was taken from it.")


def _refused(sentence: str) -> KnownError:
    return KnownError(sentence, _nothing(), _("Choose a JPEG, PNG or PDF file with a photograph of the ballots."))
