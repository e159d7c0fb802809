"""The club book: everything a coordinator writes down about a club, before any month is planned.

One book is what the workbook's sheets say, what the database keeps for an organisation, and what the generators make.
Entries refer to one another by short codes (programme, site, template letter, participant number). A book may contain
faults; `faults.find` names them and `expand.problem_of` takes only a book without any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scheduler.conditions import Condition
from scheduler.problem import EmploymentKind, ShiftBand, WishKind


class HolidayPolicy(StrEnum):
    """What a site does on public holidays."""

    OPEN = "open"
    CLOSED = "closed"


class Season(StrEnum):
    """When a shift template of a school runs; other sites use ALL."""

    ALL = "all"
    TERM = "term"
    VACATION = "vacation"


class ClosureKind(StrEnum):
    """Why a site differs from an ordinary day."""

    CLOSED = "closed"
    """Nobody works (재량휴업일, 점포 휴점)."""
    VACATION = "vacation"
    """School vacation: TERM templates pause and VACATION templates run."""


class PairKind(StrEnum):
    """How two participants belong together."""

    APART = "apart"
    """H27: never on one shift; no reason is kept."""
    TOGETHER = "together"
    """S10: usual partners, or two who share a car."""


@dataclass(frozen=True, slots=True)
class OrganizationEntry:
    """The operating organisation (수행기관) and whom to call."""

    name: str
    phone: str
    coordinator: str
    city: str = ""


@dataclass(frozen=True, slots=True)
class ProgramEntry:
    """A project unit (사업단)."""

    code: str
    name: str
    type: str = "community"
    """Code of a programme type of the law, or of a `ProgramTypeEntry`."""
    budget_minutes: int | None = None
    """H29: worked minutes a month at most."""
    budget_won: int | None = None
    """H29: wages a month at most."""


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """A place of work (근무지)."""

    code: str
    name: str
    program: str
    client_org: str = ""
    """수요처, such as the school."""
    address: str = ""
    bring: str = ""
    """What to bring, shown to the participant."""
    holiday_policy: HolidayPolicy = HolidayPolicy.OPEN
    pair_min: int = 1
    require_experienced: bool = False
    paid_break: bool = False


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A shift template (근무 유형) of one site: the same slot on many days."""

    site: str
    code: str
    """One Korean letter for the cells, unique in the site."""
    name: str
    start: int
    """Minutes since midnight."""
    end: int
    """Minutes since midnight; above 1440 after midnight."""
    break_minutes: int
    seats: int
    weekdays: frozenset[int] = frozenset(range(7))
    """0 is Monday."""
    season: Season = Season.ALL
    band: ShiftBand = ShiftBand.AM
    credentials: frozenset[str] = frozenset()
    priority: int = 1
    external: bool = False
    event: bool = False
    """A training or meeting (교): no seats, but hours count."""
    outdoor: bool = False
    """H24."""

    @property
    def id(self) -> str:
        """The template's id in a `Problem`."""
        return f"{self.site}:{self.code}"


@dataclass(frozen=True, slots=True)
class ClosureEntry:
    """Days on which a site is closed or on vacation."""

    site: str
    first: date
    last: date
    kind: ClosureKind = ClosureKind.CLOSED
    name: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantEntry:
    """A participant (참여자): only what a roster needs."""

    number: str
    """The club's own number; unique."""
    name: str
    phone: str = ""
    birth_year: int | None = None
    night_opt_in: bool = False
    novice_until: date | None = None
    groups: frozenset[str] = frozenset()
    """Names of the club's own groups, such as crews: conditions may be about a group."""
    safety_trained_on: date | None = None
    training_minutes: int = 0
    prefers_alternate: bool = False
    preferred_sites: frozenset[str] = frozenset()
    """Codes of preferred or near sites."""
    stand_by: bool = False
    """S14: may be called when somebody is missing (대체 가능)."""


@dataclass(frozen=True, slots=True)
class ContractEntry:
    """A labour contract or appointment of one participant with one programme."""

    participant: str
    program: str
    kind: EmploymentKind
    first: date
    last: date
    sites: frozenset[str]
    contract_minutes_per_week: int | None = None
    max_minutes_per_week: int | None = None
    """None: the default for the kind (see `expand`)."""
    max_minutes_per_month: int | None = None
    """None: the default for the kind."""
    hourly_wage: int | None = None
    """Won; None: the minimum wage."""


@dataclass(frozen=True, slots=True)
class CredentialEntry:
    """A certificate or check: kind and validity, never its content."""

    participant: str
    kind: str
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class UnavailableEntry:
    """When someone cannot work: a weekday of every week, or a span of dates; no reason is kept."""

    participant: str
    weekday: int | None = None
    first: date | None = None
    last: date | None = None
    start: int = 0
    end: int = 1440


@dataclass(frozen=True, slots=True)
class WishEntry:
    """A wish with its strength (1 to 3)."""

    participant: str
    kind: WishKind
    day: date | None = None
    weekday: int | None = None
    template: str | None = None
    """For TEMPLATE: `TemplateEntry.id`."""
    strength: int = 1


@dataclass(frozen=True, slots=True)
class UsualEntry:
    """A weekday and template that someone usually works."""

    participant: str
    weekday: int
    template: str


@dataclass(frozen=True, slots=True)
class PairEntry:
    """Two participants who are kept apart, or together."""

    first: str
    second: str
    kind: PairKind


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A shift worked (or planned) in an earlier month."""

    participant: str
    day: date
    site: str
    code: str
    start: int
    end: int
    worked_minutes: int


@dataclass(frozen=True, slots=True)
class ProgramTypeEntry:
    """A programme type of the organisation's own, such as a city's programme for the middle-aged."""

    code: str
    name: str
    name_en: str = ""
    least_age: int | None = None
    """Years; None asks for nothing."""
    most_age: int | None = None
    subsidized: bool = True
    """H30: 재정지원 일자리."""


@dataclass(frozen=True, slots=True)
class ValueEntry:
    """A number of the rules as the club sets it (see `scheduler.values`)."""

    name: str
    """Name of the number, or `weight.S04`."""
    value: int | bool | None
    valid_from: date
    contract_kind: EmploymentKind | None = None
    program_type: str | None = None


@dataclass(frozen=True, slots=True)
class ScopeEntry:
    """Whom a condition is about: everybody who fits all that is named."""

    programs: frozenset[str] = frozenset()
    kinds: frozenset[EmploymentKind] = frozenset()
    groups: frozenset[str] = frozenset()
    participants: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ConditionEntry:
    """A condition of the club: for whom, and what; the people in `condition` are filled in for each month."""

    condition: Condition
    scope: ScopeEntry = ScopeEntry()
    others: ScopeEntry | None = None
    """Of a pairing: the other side."""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class RelaxationEntry:
    """A hard rule set aside for some days; the reason stays with the organisation."""

    rule: str
    first: date
    last: date
    participant: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class ClubBook:
    """All entries of one club."""

    organization: OrganizationEntry
    programs: tuple[ProgramEntry, ...] = ()
    sites: tuple[SiteEntry, ...] = ()
    templates: tuple[TemplateEntry, ...] = ()
    closures: tuple[ClosureEntry, ...] = ()
    participants: tuple[ParticipantEntry, ...] = ()
    contracts: tuple[ContractEntry, ...] = ()
    credentials: tuple[CredentialEntry, ...] = ()
    unavailable: tuple[UnavailableEntry, ...] = ()
    wishes: tuple[WishEntry, ...] = ()
    usuals: tuple[UsualEntry, ...] = ()
    pairs: tuple[PairEntry, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    """Public holidays with their Korean names, club's own additions included."""
    values: tuple[ValueEntry, ...] = ()
    conditions: tuple[ConditionEntry, ...] = ()
    relaxations: tuple[RelaxationEntry, ...] = ()
    program_types: tuple[ProgramTypeEntry, ...] = ()
