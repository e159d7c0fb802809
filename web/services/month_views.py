"""What a month's pages and papers show, as plain data: nothing here knows how it is drawn or in which language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.calendar import Month, Period
from web.services.month_facts import RosterState


class WishMark(StrEnum):
    """What became of a wish in a cell."""

    NONE = ""
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class DayView:
    """A column of the month."""

    day: date
    holiday: str = ""
    """Name of the public holiday; empty on other days."""

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return self.day.weekday()

    @property
    def rest(self) -> bool:
        """Saturday, Sunday or public holiday."""
        return self.weekday >= 5 or bool(self.holiday)


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A shift template with its letter."""

    id: str
    site: str
    code: str
    name: str
    start: int
    end: int
    band: str
    """am, pm or night."""


@dataclass(frozen=True, slots=True)
class CellView:
    """One person on one day: a shift, a wished day off that was granted, a day they cannot work, a lock or a note."""

    template: TemplateView | None = None
    """None: no shift."""
    away: str = ""
    """Code of the site when it is another than the row's group."""
    locked: bool = False
    wish: WishMark = WishMark.NONE
    unavailable: bool = False
    violated: bool = False
    more: tuple[TemplateView, ...] = ()
    """Further shifts of the same day; usually none."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CapView:
    """Planned and past minutes against a cap."""

    rule: str
    """H08 (four weeks), H09 (week), H10 (month) or H12 (legal week)."""
    span: Period
    used: int
    cap: int

    @property
    def left(self) -> int:
        """Minutes up to the cap; negative above it."""
        return self.cap - self.used


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A participant's month."""

    participant_id: int
    number: str
    name: str
    kind: str
    """employee, activity or volunteer."""
    cells: tuple[CellView | None, ...]
    """Indexed by day of the month from 0; None: nothing to show."""
    days: int
    minutes: int
    rest_days: int
    """Days worked on weekends and public holidays."""
    caps: tuple[CapView, ...]
    """The tightest of each rule."""
    novice: bool = False
    wishes_granted: int = 0
    wishes_refused: int = 0

    @property
    def month_cap(self) -> CapView | None:
        """The month's cap, or the tightest other one, or None for someone without any."""
        return next((cap for cap in self.caps if cap.rule == "H10"), min(self.caps, key=lambda c: c.left, default=None))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Seats of one site on one day."""

    needed: int
    filled: int

    @property
    def open(self) -> int:
        """Seats that nobody has taken."""
        return max(0, self.needed - self.filled)


@dataclass(frozen=True, slots=True)
class ShiftView:
    """One shift with who comes."""

    id: str
    day: date
    template: TemplateView
    seats: int
    people: tuple[tuple[str, str], ...]
    """(number, name), by name."""
    external: bool = False

    @property
    def open(self) -> int:
        """Seats that nobody has taken."""
        return max(0, self.seats - len(self.people))


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site's group of the grid."""

    code: str
    name: str
    program: str
    """Code of its programme."""
    program_name: str
    templates: tuple[TemplateView, ...]
    rows: tuple[PersonRow, ...]
    """Whoever works here most, or is contracted here first."""
    coverage: tuple[Coverage | None, ...]
    """Indexed by day from 0; None: nobody is needed."""
    shifts: tuple[ShiftView, ...]
    """By day and start."""
    events: tuple[TemplateView, ...] = ()
    """Trainings and meetings of the programme at its other sites: people of this site are sent there too."""

    @property
    def open(self) -> int:
        """Open seats of the month."""
        return sum(one.open for one in self.shifts)

    @property
    def needed(self) -> int:
        """Seats of the month."""
        return sum(one.seats for one in self.shifts)


@dataclass(frozen=True, slots=True)
class OpenSeatView:
    """A shift with open seats and why."""

    shift: ShiftView
    site: str
    site_code: str
    program: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ViolationView:
    """A broken hard rule in a sentence."""

    rule: str
    sentence: str
    participant: str | None
    """Number of the participant."""
    day: date | None
    programs: frozenset[str]
    """Codes of the programmes whose publishing it blocks."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The month in a few numbers."""

    seats: int
    filled: int
    open: int
    people: int
    least: int
    """Fewest minutes of anyone contracted in the month."""
    median: int
    most: int
    wishes: int
    granted: int

    @property
    def share(self) -> float:
        """Seats filled, 0 to 1."""
        return self.filled / self.seats if self.seats else 1.0


@dataclass(frozen=True)
class MonthView:
    """A month of one organisation, all programmes."""

    month: Month
    days: tuple[DayView, ...]
    states: tuple[RosterState, ...]
    sites: tuple[SiteView, ...]
    open_seats: tuple[OpenSeatView, ...]
    violations: tuple[ViolationView, ...]
    totals: Totals
    seen: int = 0
    """Id of the newest edit that this view shows; 0: none yet."""

    @property
    def made(self) -> bool:
        """Whether any programme has a roster."""
        return any(state.status is not None for state in self.states)

    def only(self, program: str = "", site: str = "") -> tuple[SiteView, ...]:
        """The groups of one programme or site; all when nothing is asked for."""
        return tuple(
            one for one in self.sites if (not program or one.program == program) and (not site or one.code == site)
        )

    def site(self, code: str) -> SiteView | None:
        """The group of a site, or None."""
        return next((one for one in self.sites if one.code == code), None)

    def person(self, number: str) -> PersonRow | None:
        """The row of a participant, or None."""
        return next((row for one in self.sites for row in one.rows if row.number == number), None)
