"""Faults of a club book: what contradicts itself, before any month is planned.

Every fault names its entry (table, position, field), so that a reader of workbooks or forms can point to the cell.
"""

from __future__ import annotations

from scheduler.club.book import ClubBook
from scheduler.club.faultsearch import Fault
from scheduler.club.peoplefaults import PeopleFaults
from scheduler.club.placefaults import PlaceFaults

__all__ = ["Fault", "find"]


def find(book: ClubBook) -> list[Fault]:
    """All faults of the book, in the order of its tables; an empty list means that any month can be planned."""
    return [*PlaceFaults(book).all(), *PeopleFaults(book).all()]
