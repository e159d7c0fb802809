"""Hand-made monthly rosters, as clubs keep them in Excel: names down, days across, one-letter codes."""

from scheduler.files.handmade.read import HandmadeMonth, read_month

__all__ = ["HandmadeMonth", "read_month"]
