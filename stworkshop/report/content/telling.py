"""Which blocks tell themselves in simple blocks, by their method `told`."""

from __future__ import annotations

from stworkshop.report.content.absent_blocks import Letter, TearOff
from stworkshop.report.content.engineer_blocks import Flow, InfluenceGrid, PartsTable, Strips
from stworkshop.report.content.maker_blocks import Halves, Weighed
from stworkshop.report.content.sheet_blocks import Briefs, Call, CityPicture, Matters, NextSteps
from stworkshop.report.content.takeaway_blocks import Raised, WriteHere

TELLING = (
    Flow, PartsTable, Strips, InfluenceGrid, Raised, WriteHere, Weighed, Halves, Letter, TearOff,
    Briefs, NextSteps, Call, CityPicture, Matters,
)  # fmt: skip
