"""Commands on the pictures of cards: put one on a card, take it off, say what it shows."""

from __future__ import annotations

import base64
import binascii
from typing import cast

from stworkshop.commands.base import Context, Decision, Outcome, Refused, missing
from stworkshop.commands.values import clean_text, too_long
from stworkshop.errors import KnownError
from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.changes import adding, joined, removing, updating
from stworkshop.model.records import Element, Image, new_id, replaced


def set_image(board: Board, context: Context, *, id: str, image: str = "", alt: str = "") -> Outcome:
    """Put a picture on a card in the place of the one before, scaled down and without metadata; "" takes it off.

    `image` is base64 text of a PNG, JPEG, WebP, GIF or BMP.
    """
    refused = missing(board, [id])
    if refused:
        return refused
    card, before = board.elements[id], board.image_of(id)
    if not image and not card.image:
        return Refused("nothing-changes", _("There is no picture on this card."))
    words = clean_text(alt).strip()
    if refused := too_long(words):
        return refused
    steps = []
    new = ""
    if image:
        if len(board.images) >= rules.MOST_IMAGES and before is None:
            sentence = _("This session holds {most} pictures already. Take one off a card first.")
            return Refused("too-many-pictures", sentence.format(most=rules.MOST_IMAGES))
        data = _small(image)
        if isinstance(data, Refused):
            return data
        made = Image(id=new_id("pic-"), seq=board.next_seq(), data=data, alt=words)
        steps.append(adding([made]))
        new = made.id
    after = context.sized(cast(Element, replaced(card, {"image": new})))
    steps.append(updating(card, {"image": new, "size": after.size}))
    if before is not None and not rules.cards_with(board, before.id, but={id}):
        steps.append(removing([before]))
    label = _("Put a picture on the card") if image else _("Take the picture off the card")
    return Decision(joined(steps), label, (*((new,) if new else ()), id))


def describe_image(board: Board, context: Context, *, id: str, alt: str) -> Outcome:
    """Say in words what the picture on a card shows, for people who do not see it; "" means that nobody has said it."""
    refused = missing(board, [id])
    if refused:
        return refused
    shown, words = board.image_of(id), clean_text(alt).strip()
    if shown is None:
        return Refused("nothing-changes", _("There is no picture on this card."))
    if refused := too_long(words):
        return refused
    return Decision(updating(shown, {"alt": words}), _("Say what the picture shows"), (shown.id,))


def _small(image: str) -> str | Refused:
    """Return the text of a picture as a card keeps it; one that is like that already stays as it is."""
    if not card_image.problem(image):
        return image
    try:
        return card_image.as_text(card_image.fitted(base64.b64decode(image, validate=True)))
    except (binascii.Error, ValueError):
        return Refused("no-picture", _("This is no picture. Nothing was changed."))
    except KnownError as error:
        return Refused("no-picture", f"{error.what} {error.safe}".strip())
