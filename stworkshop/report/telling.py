"""Which blocks tell themselves in simple blocks, by their method `told`."""

from __future__ import annotations

from stworkshop.report.engineer_blocks import Flow, InfluenceGrid, PartsTable, Strips
from stworkshop.report.takeaway_blocks import Raised, WriteHere

TELLING = (Flow, PartsTable, Strips, InfluenceGrid, Raised, WriteHere)
