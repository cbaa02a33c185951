"""All checks of the catalogue."""

from __future__ import annotations

from stworkshop.analysis.checks import agreed, components, law, people, purpose, risks, tables, unsaid, whole_map
from stworkshop.analysis.checks.base import Check

CHECKS: tuple[Check, ...] = (
    *people.CHECKS,
    *whole_map.CHECKS,
    *components.CHECKS,
    *law.CHECKS,
    *risks.CHECKS,
    *purpose.CHECKS,
    *agreed.CHECKS,
    *tables.CHECKS,
    *unsaid.CHECKS,
)
"""Every check, some in several parts; those of one id stand in a row."""
