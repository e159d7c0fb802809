"""Rosters on paper: plain values in, PDF bytes out.

Typst sets the pages with the font that ships with the project and never looks at the machine's own. Values reach it as
JSON beside the document, never as part of its source, so a name stays a name whatever it contains.
"""

from web.services.paper.press import PaperError
from web.services.paper.sheets import (
    ByDayData,
    ByDayRow,
    Day,
    DayKind,
    LegendEntry,
    Office,
    Paper,
    SlipData,
    SlipShift,
    Stamp,
    WallData,
    WallRow,
    WallSheet,
)
from web.services.paper.slip import slip_pdf, slips_pdf
from web.services.paper.wall import days_pdf, wall_pdf

__all__ = [
    "ByDayData",
    "ByDayRow",
    "Day",
    "DayKind",
    "LegendEntry",
    "Office",
    "Paper",
    "PaperError",
    "SlipData",
    "SlipShift",
    "Stamp",
    "WallData",
    "WallRow",
    "WallSheet",
    "days_pdf",
    "slip_pdf",
    "slips_pdf",
    "wall_pdf",
]
