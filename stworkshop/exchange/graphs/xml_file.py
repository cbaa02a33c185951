"""Reading an `.xml` file of another program: draw.io, GraphML, Archi or the ArchiMate exchange format."""

from __future__ import annotations

from pathlib import Path

from stworkshop.exchange.foreign import Foreign
from stworkshop.exchange.graphs import archimate, drawio, graphml, safely
from stworkshop.i18n import gettext as _

_ROOTS = {
    "mxfile": drawio.from_tree,
    "mxGraphModel": drawio.from_tree,
    "graphml": graphml.from_tree,
    "model": archimate.from_tree,
}


def read(path: Path) -> Foreign:
    """Return the cards and links of an XML file, by its outermost element; raises KnownError where none fits."""
    root = safely.xml_tree(safely.bytes_of(path), path.name)
    reader = _ROOTS.get(safely.local(root))
    if reader is None:
        raise safely.unfit(path.name, _("It is neither of draw.io, nor GraphML, nor a model of ArchiMate."))
    return reader(root, path)
