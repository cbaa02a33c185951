"""Coming in without a code: somebody at the host lets a laptop in, after both screens have shown the same words.

The guest says first only the hash of a random number of its own, hears one of the host's, and then tells its own. The
words come from both numbers and from the certificate that each side sees, so whoever stands between the two with a
certificate of his own had to choose before he knew: of sixteen million tries one shows the same words. Those who wait
are few, and each address may call only so often.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from dataclasses import dataclass

from stworkshop.sync.pairing import Watch

_ALL = """
acorn actor amber ankle apple apron arrow aspen atlas autumn badge bagel baker banjo barrel basil
basket beach beaver bench berry birch blanket bonnet bottle bridge broom bucket butter button cabin cactus
camel candle canoe canvas carpet carrot castle cedar cello cement chalk cherry chess chimney circus clover
cobalt coffee comet copper coral cotton cousin crab cradle crayon cricket crown crystal cup curtain daisy
dancer desert diamond dinner doctor dolphin domino donkey dragon drum eagle earring easel echo eleven elephant
ember engine fabric falcon farmer feather fence fern ferry fiddle finger flame flute folder forest fossil
fountain fox galaxy garden garlic gate ginger giraffe glacier globe glove goat gold goose granite grape
guitar hammer harbour harp hazel helmet herring hill honey horizon hotel iceberg igloo iron island ivory
ivy jacket jasmine jelly jigsaw jungle juniper kettle kingdom kitchen kite ladder lagoon lamp lantern lemon
leopard letter lily lion lizard lobster lotus magnet mango maple marble market meadow melon mirror mitten
monkey moon moss mountain mushroom napkin needle nickel noodle nut oak oasis ocean olive onion opera
orange orchid otter oven owl oyster paddle palace panda paper parrot peach peanut pebble pencil pepper
piano pigeon pillow pine pirate planet plum pocket poem pony potato puddle pumpkin puzzle quilt rabbit
radio raven ribbon river robin rocket rose ruby saddle sailor salmon sandal saturn scarf school shadow
shell silver sofa spider spoon squirrel stadium statue sugar summer sunset swan table tailor teapot temple
tiger tomato tower train trumpet tulip tunnel turtle umbrella valley vanilla velvet violin volcano waffle walnut
"""
WORDS = tuple(_ALL.split())
"""As many as a byte has values, so that each byte of a digest is one of them."""


HOW_MANY = 3
"""So many words are compared."""
LENGTH = 32
"""Bytes of each random number."""
MOST_CALLERS = 5
"""So many may wait at once."""
STANDS = 30.0
"""Seconds for which a place among them is sure; then whoever comes anew may take it."""
WAITS = 300.0
"""Seconds after which a caller is sent away that nobody lets in."""


def new_number() -> bytes:
    """Return a random number of one side."""
    return secrets.token_bytes(LENGTH)


def sealed(number: bytes) -> bytes:
    """Return what binds its sender to a number, and does not tell it."""
    return hashlib.sha256(b"stworkshop call" + number).digest()


def opens(number: bytes, seal: bytes) -> bool:
    """Tell whether this is the number that was sealed."""
    return len(number) == LENGTH and hmac.compare_digest(sealed(number), seal)


def words_for(fingerprint: str, guest: bytes, host: bytes, name: str, laptop: str) -> tuple[str, ...]:
    """Return the words of one call: of the certificate, the numbers of both sides, and who says to be calling."""
    digest = hashlib.sha256(b"stworkshop words")
    for part in (bytes.fromhex(fingerprint), guest, host, name.encode(), laptop.encode()):
        digest.update(len(part).to_bytes(4, "big") + part)
    return tuple(WORDS[number] for number in digest.digest()[:HOW_MANY])


@dataclass
class Caller:
    """Somebody who waits to be let in; `agreed` once the guest has found the words the same.

    `role` is what the host has let it in as, "" before; `before` how often its address has called before.
    """

    name: str
    laptop: str
    address: str
    words: tuple[str, ...]
    since: float
    before: int = 0
    agreed: bool = False
    role: str = ""


class Callers:
    """Those who wait, and how often each address may call; time is given in, in seconds that only go forward."""

    def __init__(self) -> None:
        self.watch = Watch()
        self._standing: list[Caller] = []

    @property
    def standing(self) -> tuple[Caller, ...]:
        """All who wait, the longest first."""
        return tuple(self._standing)

    def stand(self, caller: Caller, now: float) -> bool:
        """Let one more wait, in the place of another where there is none; tell whether it has one."""
        if not self.has_place(now, caller.before):
            return False
        if len(self._standing) >= MOST_CALLERS:
            count = self._count()
            may_go = self._may_go(now, caller.before)
            self._standing.remove(max(may_go, key=lambda one: (count[one.address], one.before)))
        self._standing.append(caller)
        return True

    def has_place(self, now: float, before: int) -> bool:
        """Tell whether one more may wait, whose address has called so often before."""
        return len(self._standing) < MOST_CALLERS or bool(self._may_go(now, before))

    def _may_go(self, now: float, before: int) -> list[Caller]:
        """Return who may have to make room, the longest first: whom the host lets in, and who has just come, stay.

        An address that has several places, or has called more often, may have to give one up at once.
        """
        count = self._count()
        busiest = max(2, *count.values())
        return [
            one
            for one in self._standing
            if not one.role and (now - one.since >= STANDS or count[one.address] == busiest or one.before > before)
        ]

    def _count(self) -> Counter[str]:
        return Counter(one.address for one in self._standing)

    def stands(self, caller: Caller) -> bool:
        """Tell whether a caller still has its place."""
        return any(one is caller for one in self._standing)

    def leave(self, caller: Caller) -> None:
        """Note that a caller waits no more."""
        self._standing = [one for one in self._standing if one is not caller]
