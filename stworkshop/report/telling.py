"""Which blocks tell themselves in simple blocks, by their method `told`."""

from __future__ import annotations

from stworkshop.report.absent_blocks import Letter, TearOff
from stworkshop.report.engineer_blocks import Flow, InfluenceGrid, PartsTable, Strips
from stworkshop.report.maker_blocks import Halves, Weighed
from stworkshop.report.sheet_blocks import Briefs, Call, CityPicture, Matters, NextSteps
from stworkshop.report.takeaway_blocks import Raised, WriteHere

TELLING = (
    Flow, PartsTable, Strips, InfluenceGrid, Raised, WriteHere, Weighed, Halves, Letter, TearOff,
    Briefs, NextSteps, Call, CityPicture, Matters,
)  # fmt: skip
