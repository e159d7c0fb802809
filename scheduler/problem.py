"""What has to be rostered: people, contracts, sites, shifts, wishes and the order of what matters.

All classes are frozen and refuse nonsense when they are made: the message names who, which day, which value.
Times are minutes since midnight of the day a shift starts (an end above 1440 reaches into the next day).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from scheduler.calendar import MINUTES_PER_DAY, Period, is_weekend
from scheduler.conditions import Conditions, Relaxation
from scheduler.enums import EmploymentKind, ShiftBand, WishKind
from scheduler.errors import ProblemError
from scheduler.frozen import quick_to_send
from scheduler.parameters import Parameters

__all__ = [
    "DEFAULT_LEVELS",
    "EVERYBODY",
    "LONGEST_SHIFT",
    "STRENGTHS",
    "Carried",
    "Contract",
    "Credential",
    "EmploymentKind",
    "Level",
    "Lock",
    "Participant",
    "PastShift",
    "Problem",
    "ProblemError",
    "Program",
    "Shift",
    "ShiftBand",
    "Site",
    "SpecialParameters",
    "Unavailable",
    "Usual",
    "Wish",
    "WishKind",
    "ends_at",
    "history_begins",
    "starts_at",
]

LONGEST_SHIFT = 1440
EVERYBODY = 100_000
STRENGTHS = (1, 2, 3)


@quick_to_send
@dataclass(frozen=True, slots=True)
class Program:
    """A project unit (사업단)."""

    id: str
    name: str
    type: str = "community"
    """Code of the programme type, see `scheduler.values.program_types`."""
    subsidized: bool = True
    """H30: a subsidised job (재정지원 일자리); a person has one at a time."""


@quick_to_send
@dataclass(frozen=True, slots=True)
class Site:
    """A place of work (근무지)."""

    id: str
    name: str
    program: str
    """Id of the `Program` that runs it."""
    closed: frozenset[date] = frozenset()
    """H23: days without any shift (school calendar, holiday policy)."""
    pair_min: int = 1
    """H25: with 2 nobody works a shift here alone (2인 1조)."""
    require_experienced: bool = False
    """H26: a newcomer needs an experienced participant on the same shift."""

    def __post_init__(self) -> None:
        if self.pair_min < 1:
            raise ProblemError(f"site {self.name}: pair_min must be at least 1, not {self.pair_min}")


@quick_to_send
@dataclass(frozen=True, slots=True)
class Shift:
    """One slot on one day at one site, with a number of seats."""

    id: str
    site: str
    """Id of the `Site`."""
    template: str
    """Id of the shift template (근무 유형), the same on every day: patterns and wishes refer to it."""
    code: str
    """What stands in a cell of the roster, such as 새, 오, 저, 밤."""
    day: date
    start: int
    end: int
    target_staff: int
    """Seats to fill; fewer leaves open seats (빈자리)."""
    min_staff: int = 0
    """Seats without which the slot cannot run; 0 means all of them are alike."""
    max_staff: int | None = None
    """H02; None means `target_staff`."""
    surplus: int = 1
    """S17: weight of each person above `target_staff`."""
    break_minutes: int = 0
    paid_break: bool = False
    priority: int = 1
    """S01: weight of an open seat here; higher is filled first."""
    credentials: frozenset[str] = frozenset()
    """H20 to H22: kinds of credential that everyone here must hold on the day."""
    band: ShiftBand = ShiftBand.AM
    external: bool = False
    """H31: filled by someone from outside; participants are never put here."""
    event: bool = False
    """A training or meeting (교): hours count and nobody can be elsewhere, but only those locked on it are there."""
    outdoor: bool = False
    """H24: not in the heat of a summer noon."""

    def __post_init__(self) -> None:
        where = f"shift {self.id} on {self.day}"
        if not 0 <= self.start < MINUTES_PER_DAY:
            raise ProblemError(f"{where}: the start {self.start} is not a minute of that day (0 to 1439)")
        if not self.start < self.end <= self.start + LONGEST_SHIFT:
            raise ProblemError(f"{where}: it must end after its start {self.start} and within a day, not at {self.end}")
        if not 0 <= self.break_minutes < self.end - self.start:
            raise ProblemError(f"{where}: a break of {self.break_minutes} minutes does not fit into it")
        if self.target_staff < 0:
            raise ProblemError(f"{where}: target_staff cannot be negative ({self.target_staff})")
        if not 0 <= self.min_staff <= self.target_staff:
            raise ProblemError(f"{where}: min_staff {self.min_staff} is outside 0 to {self.target_staff}")
        if self.max_staff is not None and self.max_staff < self.target_staff:
            raise ProblemError(f"{where}: max_staff {self.max_staff} is below target_staff {self.target_staff}")
        if self.priority < 0 or self.surplus < 0:
            raise ProblemError(f"{where}: priority {self.priority} and surplus {self.surplus} cannot be negative")
        if self.event and self.target_staff:
            raise ProblemError(f"{where}: a training or meeting has no seats to fill")

    @property
    def seats(self) -> int:
        """Seats that participants should fill: none on an external shift."""
        return 0 if self.external else self.target_staff

    @property
    def most_staff(self) -> int:
        """H02: the most people who may be here; an event holds all who are sent."""
        if self.event and self.max_staff is None:
            return EVERYBODY
        return self.target_staff if self.max_staff is None else self.max_staff

    @property
    def working_minutes(self) -> int:
        """Minutes on site less the break: what 근로기준법 calls working time."""
        return self.end - self.start - self.break_minutes

    @property
    def worked_minutes(self) -> int:
        """Minutes that count for hours and caps: working minutes, and the break too where the site pays it."""
        return self.end - self.start if self.paid_break else self.working_minutes


@quick_to_send
@dataclass(frozen=True, slots=True)
class Contract:
    """A labour contract or an appointment: when, where, how much."""

    program: str
    first: date
    last: date
    kind: EmploymentKind = EmploymentKind.EMPLOYEE
    sites: frozenset[str] = frozenset()
    """H06: ids of the sites named in the contract."""
    contract_minutes_per_week: int | None = None
    """소정근로시간; None where nothing is agreed."""
    short_time: bool = True
    """H08: under 15 hours a week averaged over four weeks (근로기준법 art. 18(3))."""
    max_minutes_per_day: int | None = 480
    """H11."""
    max_minutes_per_week: int | None = 840
    """H09."""
    max_minutes_per_four_weeks: int | None = 3599
    """H08; judged only for short-time employees."""
    max_minutes_per_month: int | None = 3540
    """H10."""
    target_minutes: int | None = None
    """S03: minutes wanted in the period; None asks for nothing."""
    hourly_wage: int | None = None
    """Won; None counts as the minimum wage (`Parameters.minimum_wage`)."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ProblemError(f"a contract with {self.program} ends ({self.last}) before it begins ({self.first})")
        for name in (
            "contract_minutes_per_week", "max_minutes_per_day", "max_minutes_per_week",
            "max_minutes_per_four_weeks", "max_minutes_per_month", "target_minutes", "hourly_wage",
        ):  # fmt: skip
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ProblemError(f"a contract with {self.program}: {name} cannot be negative ({value})")


@quick_to_send
@dataclass(frozen=True, slots=True)
class Unavailable:
    """H07: someone cannot work between two clock times of a day (the whole day by default). No reason is kept."""

    day: date
    start: int = 0
    end: int = MINUTES_PER_DAY

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MINUTES_PER_DAY:
            raise ProblemError(f"unavailable on {self.day}: {self.start} to {self.end} is no span of that day")


@quick_to_send
@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate or check: its kind and the days it is valid; never its content."""

    kind: str
    valid_from: date | None = None
    """None: since always."""
    valid_until: date | None = None
    """None: without end; the day itself still counts."""

    def valid_on(self, day: date) -> bool:
        """Whether it holds on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@quick_to_send
@dataclass(frozen=True, slots=True)
class Wish:
    """A wish and how much it matters: 1 (되도록), 2 (꼭 원함), 3 (아주 간절함)."""

    kind: WishKind
    day: date | None = None
    """For DAY_OFF."""
    weekday: int | None = None
    """For WEEKDAY: 0 is Monday."""
    template: str | None = None
    """For TEMPLATE: id of the wanted shift template."""
    strength: int = 1

    def __post_init__(self) -> None:
        needed = {WishKind.DAY_OFF: self.day, WishKind.WEEKDAY: self.weekday, WishKind.TEMPLATE: self.template}
        if needed[self.kind] is None:
            raise ProblemError(f"a wish of kind {self.kind} says nothing about its {self.kind}")
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            raise ProblemError(f"a wish names weekday {self.weekday}; Monday is 0 and Sunday 6")
        if self.strength not in STRENGTHS:
            raise ProblemError(f"a wish has strength {self.strength}; 1, 2 and 3 are possible")


@quick_to_send
@dataclass(frozen=True, slots=True)
class Usual:
    """S06: a weekday and shift template that someone usually works."""

    weekday: int
    template: str

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ProblemError(f"a usual shift names weekday {self.weekday}; Monday is 0 and Sunday 6")


@quick_to_send
@dataclass(frozen=True, slots=True)
class PastShift:
    """A shift worked before the period: caps, rests and runs reach back to it."""

    day: date
    start: int
    end: int
    worked_minutes: int
    site: str
    code: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ProblemError(f"the past shift on {self.day} from {self.start} to {self.end} has impossible times")
        if self.worked_minutes < 0:
            raise ProblemError(f"the past shift on {self.day} has {self.worked_minutes} worked minutes")


@quick_to_send
@dataclass(frozen=True, slots=True)
class Carried:
    """S05: how many shifts of each unpopular kind someone brings along from the months before."""

    weekend: int = 0
    holiday: int = 0
    early: int = 0
    late: int = 0
    night: int = 0

    def __post_init__(self) -> None:
        if min(self.weekend, self.holiday, self.early, self.late, self.night) < 0:
            raise ProblemError("turns carried over cannot be negative")


@quick_to_send
@dataclass(frozen=True, slots=True)
class Participant:
    """A person to be rostered (참여자)."""

    id: str
    name: str
    contracts: tuple[Contract, ...]
    unavailable: tuple[Unavailable, ...] = ()
    night_opt_in: bool = False
    """H15: has agreed to work between 22:00 and 06:00."""
    credentials: tuple[Credential, ...] = ()
    novice_until: date | None = None
    """H26: the last day as a newcomer; None means experienced."""
    wishes: tuple[Wish, ...] = ()
    usual: tuple[Usual, ...] = ()
    past: tuple[PastShift, ...] = ()
    """Shifts of the five weeks before the period."""
    carried: Carried = Carried()
    safety_trained_on: date | None = None
    """H19: the day on which the safety training before work was finished; None is judged by `safety_training_kept`."""
    training_minutes: int = 0
    """W07: minutes of training so far this year."""
    prefers_alternate: bool = False
    """S12: would rather not work on two days running."""
    preferred_sites: frozenset[str] = frozenset()
    """S08: preferred or near sites; empty asks for nothing."""
    stand_by: bool = False
    """S14: may be called when somebody is missing (대체 가능)."""

    def contract_for(self, shift: Shift, site: Site) -> Contract | None:
        """The contract under which this person would work the shift, by programme and day; None without one."""
        for contract in self.contracts:
            if contract.program == site.program and contract.first <= shift.day <= contract.last:
                return contract
        return None

    def is_novice(self, day: date) -> bool:
        """Whether this person still counts as a newcomer on the day."""
        return self.novice_until is not None and day <= self.novice_until


@quick_to_send
@dataclass(frozen=True, slots=True)
class Lock:
    """H28: a cell fixed by hand: the participant works the shift, or does not."""

    participant: str
    shift: str
    works: bool = True


@quick_to_send
@dataclass(frozen=True, slots=True)
class SpecialParameters:
    """Numbers that differ from the organisation's for a programme, a kind of contract, or both."""

    parameters: Parameters
    program: str | None = None
    kind: EmploymentKind | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: soft rules and their weights. Levels are compared in order, never traded."""

    name: str
    weights: Mapping[str, int]
    """Weight by soft rule, such as {"S03": 40}; a rule that stands in no level is off."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))
        for rule, weight in self.weights.items():
            if weight < 0:
                raise ProblemError(f"level {self.name}: the weight of {rule} cannot be negative ({weight})")

    def __reduce__(self) -> tuple[type[Level], tuple[str, dict[str, int]]]:
        return Level, (self.name, dict(self.weights))


_WEIGHTS = {
    "S02": 60, "S03": 40, "S04": 40, "S05": 35, "S06": 30, "S07": 20, "S08": 15, "S09": 25, "S10": 10, "S11": 15,
    "S12": 10, "S13": 10, "S14": 5, "S16": 5, "S17": 20, "S29": 20, "S32": 20, "S33": 20, "S34": 20, "S35": 20,
    "S36": 20, "S37": 20, "S38": 20, "S39": 20, "S40": 20,
}  # fmt: skip
DEFAULT_LEVELS = (Level("open_seats", {"S01": 1}), Level("changes", {"S15": 1}), Level("quality", _WEIGHTS))
"""Open seats first, after publishing the fewest changes, then the weighted sum of all that makes a roster good."""


@dataclass(frozen=True)
class Problem:
    """Everything a roster of one period depends on."""

    period: Period
    programs: tuple[Program, ...]
    sites: tuple[Site, ...]
    shifts: tuple[Shift, ...]
    participants: tuple[Participant, ...]
    keep_apart: tuple[tuple[str, str], ...] = ()
    """H27: pairs of participant ids who never share a shift; no reason is kept."""
    partners: tuple[tuple[str, str], ...] = ()
    """S10: pairs who usually work, or travel, together."""
    locks: tuple[Lock, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    """Public holidays in and around the period, with their names."""
    parameters: Parameters = field(default_factory=Parameters)
    special: tuple[SpecialParameters, ...] = ()
    """See `parameters_of`."""
    conditions: Conditions = field(default_factory=Conditions)
    """What the club, a site or a person adds to the rules."""
    relaxations: tuple[Relaxation, ...] = ()
    """Hard rules set aside."""
    published: frozenset[tuple[str, str]] | None = None
    """S15: (participant, shift) of the roster that people have in hand; None before the first publishing."""
    levels: tuple[Level, ...] = DEFAULT_LEVELS
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "holidays", dict(self.holidays))
        _refuse_twins("programme", (p.id for p in self.programs))
        _refuse_twins("site", (s.id for s in self.sites))
        _refuse_twins("shift", (s.id for s in self.shifts))
        _refuse_twins("participant", (p.id for p in self.participants))
        for site in self.sites:
            if site.program not in self.program:
                raise ProblemError(f"site {site.name} belongs to the unknown programme {site.program}")
        for shift in self.shifts:
            if shift.site not in self.site:
                raise ProblemError(f"shift {shift.id} on {shift.day} is at the unknown site {shift.site}")
            if shift.day not in self.period:
                raise ProblemError(
                    f"shift {shift.id} on {shift.day} lies outside {self.period.first} to {self.period.last}"
                )
        for person in self.participants:
            self._check_participant(person)
        self._check_pairs_and_locks()
        self._check_conditions()
        _refuse_twins("level", (level.name for level in self.levels))
        _refuse_twins("soft rule in the levels", (rule for level in self.levels for rule in level.weights))

    def _check_participant(self, person: Participant) -> None:
        who = f"participant {person.name} ({person.id})"
        if not person.contracts:
            raise ProblemError(f"{who} has no contract")
        for contract in person.contracts:
            if contract.program not in self.program:
                raise ProblemError(f"{who} has a contract with the unknown programme {contract.program}")
            for site in contract.sites:
                if site not in self.site:
                    raise ProblemError(f"{who} has a contract for the unknown site {site}")
        for past in person.past:
            if past.day >= self.period.first:
                raise ProblemError(f"{who}: the past shift on {past.day} is not before {self.period.first}")

    def _check_pairs_and_locks(self) -> None:
        for label, pairs in (("keep_apart", self.keep_apart), ("partners", self.partners)):
            for pair in pairs:
                for member in pair:
                    if member not in self.participant:
                        raise ProblemError(f"{label} names the unknown participant {member}")
                if pair[0] == pair[1]:
                    raise ProblemError(f"{label} pairs participant {pair[0]} with themself")
        seen: dict[tuple[str, str], bool] = {}
        for lock in self.locks:
            if lock.participant not in self.participant:
                raise ProblemError(f"a lock names the unknown participant {lock.participant}")
            if lock.shift not in self.shift:
                raise ProblemError(f"a lock of {lock.participant} names the unknown shift {lock.shift}")
            if seen.setdefault((lock.participant, lock.shift), lock.works) != lock.works:
                raise ProblemError(f"participant {lock.participant} is locked both on and off shift {lock.shift}")

    def _check_conditions(self) -> None:
        _refuse_twins("condition", (one.id for one in self.conditions))
        for one in self.conditions:
            for person in (one.people or frozenset()) | getattr(one, "others", frozenset()):
                if person not in self.participant:
                    raise ProblemError(f"condition {one.id} names the unknown participant {person}")
        for relaxed in self.relaxations:
            if relaxed.participant is not None and relaxed.participant not in self.participant:
                raise ProblemError(f"{relaxed.rule} is set aside for the unknown participant {relaxed.participant}")
        for name, shift in self.published or ():
            if name not in self.participant or shift not in self.shift:
                raise ProblemError(f"the published roster names the unknown pair {name}, {shift}")

    @cached_property
    def program(self) -> dict[str, Program]:
        """Programmes by id."""
        return {p.id: p for p in self.programs}

    @cached_property
    def site(self) -> dict[str, Site]:
        """Sites by id."""
        return {s.id: s for s in self.sites}

    @cached_property
    def shift(self) -> dict[str, Shift]:
        """Shifts by id."""
        return {s.id: s for s in self.shifts}

    @cached_property
    def participant(self) -> dict[str, Participant]:
        """Participants by id."""
        return {p.id: p for p in self.participants}

    @cached_property
    def weight(self) -> dict[str, int]:
        """The weight of every soft rule that is on."""
        return {rule: weight for level in self.levels for rule, weight in level.weights.items() if weight}

    def parameters_of(self, contract: Contract) -> Parameters:
        """The numbers for a contract: of its programme and kind, else of its programme, else of its kind, else all."""
        for program, kind in ((contract.program, contract.kind), (contract.program, None), (None, contract.kind)):
            for one in self.special:
                if (one.program, one.kind) == (program, kind):
                    return one.parameters
        return self.parameters

    def parameters_of_program(self, program: str) -> Parameters:
        """The numbers for a programme as a whole: its own, else the organisation's."""
        for one in self.special:
            if one.program == program and one.kind is None:
                return one.parameters
        return self.parameters

    def site_of(self, shift: Shift) -> Site:
        """The site of a shift."""
        return self.site[shift.site]

    def contract_of(self, person: Participant, shift: Shift) -> Contract | None:
        """The contract under which the person would work the shift, or None."""
        return person.contract_for(shift, self.site[shift.site])

    def is_rest_day(self, day: date) -> bool:
        """Saturday, Sunday or public holiday."""
        return is_weekend(day) or day in self.holidays

    def night_minutes(self, shift: Shift | PastShift, parameters: Parameters | None = None) -> int:
        """Minutes of the shift inside the night window (근로기준법 art. 56(3)), of all or of a contract."""
        numbers = parameters or self.parameters
        dawn, dusk = numbers.night_until, numbers.night_from
        spans = ((0, dawn), (dusk, MINUTES_PER_DAY + dawn), (dusk + MINUTES_PER_DAY, 3 * MINUTES_PER_DAY))
        return sum(max(0, min(shift.end, b) - max(shift.start, a)) for a, b in spans)


def starts_at(shift: Shift | PastShift) -> int:
    """Absolute minute of the start, comparable across days."""
    return shift.day.toordinal() * MINUTES_PER_DAY + shift.start


def ends_at(shift: Shift | PastShift) -> int:
    """Absolute minute of the end, comparable across days."""
    return shift.day.toordinal() * MINUTES_PER_DAY + shift.end


def history_begins(period: Period) -> date:
    """How far back history can matter: four weeks before the first Sunday of the period, at least."""
    return period.first - timedelta(days=35)


def _refuse_twins(what: str, ids: Iterable[Hashable]) -> None:
    seen: set[Hashable] = set()
    for one in ids:
        if one in seen:
            raise ProblemError(f"there are two entries for {what} {one}")
        seen.add(one)
