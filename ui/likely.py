"""Which relation two cards most likely have, whichever way it runs."""

from __future__ import annotations

from stworkshop.catalogue import Catalogue
from stworkshop.rules import offered_relations


def likely_relations(catalogue: Catalogue, source_kind: str, target_kind: str) -> list[tuple[str, bool]]:
    """Return (relation, from the first to the second), most telling first.

    A relation that fewer pairs of kinds may have says more about this pair, in either direction.
    """
    offered = offered_relations(catalogue, source_kind, target_kind)
    return sorted(offered, key=lambda offer: (catalogue.spread(offer[0]), not offer[1]))
