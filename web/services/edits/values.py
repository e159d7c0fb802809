"""What live editing takes and gives, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from web.services.cells import Value
from web.services.errors import Conflict
from web.services.month_views import Coverage, PersonRow, TemplateView

LONGEST_NOTE = 200


class Grade(StrEnum):
    """How much a sentence matters: a hard rule is broken, a soft one is bent, something got better."""

    FORBIDDEN = "forbidden"
    WARNING = "warning"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Change:
    """What one cell shall become; None leaves that part as it is."""

    number: str
    """The participant's own number."""
    day: date
    seen: int
    """Id of the newest edit that the person had seen when they decided."""
    shifts: tuple[str, ...] | None = None
    """Template ids (site:code); () empties the cell."""
    locked: bool | None = None
    note: str | None = None

    def of(self, present: Value) -> Value:
        """The cell after the change."""
        return Value(
            present.shifts if self.shifts is None else tuple(sorted(set(self.shifts))),
            present.locked if self.locked is None else self.locked,
            present.note if self.note is None else self.note,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the law book about a change."""

    grade: Grade
    rule: str
    sentence: str
    number: str | None = None
    """Of the participant it is about."""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change does, and the running totals after it."""

    said: tuple[Said, ...]
    """Broken rules first."""
    rows: tuple[PersonRow, ...]
    """The changed people's months after the change."""
    coverage: tuple[tuple[str, date, Coverage], ...]
    """(site, day, seats) of every touched site and day after the change."""
    seats: int
    filled: int
    open: int
    violations: int
    """Broken hard rules of the whole month after the change."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the next undo or redo would do."""

    edit_id: int
    label: str
    """In the reader's language, such as 김영숙 5월 3일 (월)."""
    cells: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else changed meanwhile."""

    number: str
    name: str
    day: date
    mine: Value
    theirs: Value
    by: str
    """Who changed it."""
    at: datetime
    edit_id: int
    """Of their edit: whoever knows it and still wants theirs, sends it as seen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A change that is stored."""

    edit_id: int
    """Of the new edit, or of the newest one when nothing had to change."""
    verdict: Verdict
    undo: Step | None
    redo: Step | None
    skipped: tuple[Clash, ...] = ()
    """Of an undo or redo: cells that others changed since and that therefore stayed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A shift that a cell could hold."""

    template: TemplateView
    site_name: str
    home: bool
    """Whether the site is one of the person's contracts."""
    grade: Grade | None
    """None: nothing speaks against it."""
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CellState:
    """One cell with all that its editor shows."""

    number: str
    name: str
    day: date
    shifts: tuple[TemplateView, ...]
    locked: bool
    note: str
    seen: int
    """To be sent back with the change."""
    changed_by: str
    """Who changed the cell last; empty when nobody did."""
    changed_at: datetime | None
    frozen: str
    """Name of the published or confirmed programme that the cell belongs to; empty when it can be edited."""
    choices: tuple[Choice, ...]
    """Own sites first, then by site and start."""


class Clashed(Conflict):
    """Somebody else has changed the same cell; nothing was stored, and both values are told."""

    code = "clash"

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("Somebody else has just changed %(count)s of these cells.", count=len(self.clashes))
