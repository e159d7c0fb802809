"""Kinds of sites that senior clubs run, with their slots, certificates and usual hours, modelled on real rosters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scheduler.calendar import minutes_of
from scheduler.club.book import HolidayPolicy, ProgramEntry, Season, SiteEntry, TemplateEntry
from scheduler.problem import EmploymentKind, ShiftBand

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})

STORE = ProgramEntry("store", "시니어 동행 편의점", "community")
CAFE = ProgramEntry("cafe", "시니어 카페", "community")
LUNCH = ProgramEntry("lunch", "학교 급식 도우미", "public")
GUARD = ProgramEntry("guard", "배움터지킴이", "community")
SCHOOL_CARE = ProgramEntry("care", "학교 환경 관리지원", "community")


@dataclass(frozen=True, slots=True)
class Slot:
    """One shift template of a kind of site, before it belongs to a site."""

    code: str
    name: str
    start: str
    end: str
    seats: int
    band: ShiftBand
    break_minutes: int = 0
    weekdays: frozenset[int] = EVERY_DAY
    season: Season = Season.ALL

    @property
    def worked_minutes(self) -> int:
        """Paid minutes of one shift."""
        return minutes_of(self.end) - minutes_of(self.start) - self.break_minutes


@dataclass(frozen=True, slots=True)
class SiteKind:
    """A kind of site: what runs there and how people are engaged."""

    name: str
    program: ProgramEntry
    people: int
    """How many people one such site usually has."""
    slots: tuple[Slot, ...]
    credentials: frozenset[str]
    employment: EmploymentKind = EmploymentKind.EMPLOYEE
    holiday_policy: HolidayPolicy = HolidayPolicy.OPEN
    pair_min: int = 1
    require_experienced: bool = False
    rotating: bool = False
    """Whether people have different slots in a week (교대), so that early and late ones go round."""
    school: bool = False
    """Whether it follows the school calendar."""
    contract_from: int = 1
    """The month in which contracts begin: 1, or 3 with the school year."""
    bring: str = ""

    def site(self, code: str, name: str, client_org: str = "") -> SiteEntry:
        """A site of this kind."""
        return SiteEntry(
            code=code,
            name=name,
            program=self.program.code,
            client_org=client_org,
            bring=self.bring,
            holiday_policy=self.holiday_policy,
            pair_min=self.pair_min,
            require_experienced=self.require_experienced,
        )

    def templates(self, site: str) -> tuple[TemplateEntry, ...]:
        """The site's shift templates."""
        return tuple(
            TemplateEntry(
                site=site,
                code=slot.code,
                name=slot.name,
                start=minutes_of(slot.start),
                end=minutes_of(slot.end),
                break_minutes=slot.break_minutes,
                seats=slot.seats,
                weekdays=slot.weekdays,
                season=slot.season,
                band=slot.band,
                credentials=self.credentials,
            )
            for slot in self.slots
        )

    def with_seats(self, seats: dict[str, int]) -> SiteKind:
        """The same kind with other seats on the slots of these letters; a slot without seats is left out."""
        slots = (replace(slot, seats=seats.get(slot.code, slot.seats)) for slot in self.slots)
        return replace(self, slots=tuple(slot for slot in slots if slot.seats))


AM, PM, NIGHT = ShiftBand.AM, ShiftBand.PM, ShiftBand.NIGHT

STORE_24H = SiteKind(
    "24시간 편의점", STORE, 14,
    (
        Slot("새", "새벽", "00:00", "06:00", 1, NIGHT, 30),
        Slot("오", "오전", "06:00", "12:00", 1, AM, 30),
        Slot("낮", "낮", "12:00", "18:00", 1, PM, 30),
        Slot("밤", "밤", "18:00", "24:00", 1, NIGHT, 30),
    ),
    frozenset({"pos", "safety"}),
    rotating=True,
    bring="근무 조끼, 이름표",
)  # fmt: skip
"""Four times six hours, one person each: 28 seats a week for 14 people."""

STORE_PAIRS = SiteKind(
    "2인 1조 편의점", STORE, 20,
    (
        Slot("새", "이른 아침", "06:00", "10:00", 2, AM, 30),
        Slot("오", "오전", "10:00", "14:00", 2, AM, 30),
        Slot("낮", "낮", "14:00", "18:00", 2, PM, 30),
        Slot("저", "저녁", "18:00", "22:00", 2, PM, 30),
    ),
    frozenset({"pos", "safety"}),
    rotating=True,
    require_experienced=True,
    bring="근무 조끼, 이름표",
)  # fmt: skip
"""Four times four hours, two at a time: 56 seats a week for 20 people."""

STORE_18H = SiteKind(
    "18시간 편의점", STORE, 12,
    (
        Slot("새", "이른 아침", "06:00", "10:30", 1, AM, 30),
        Slot("오", "오전", "10:30", "15:00", 1, AM, 30),
        Slot("저", "저녁", "15:00", "19:30", 1, PM, 30),
        Slot("밤", "밤", "19:30", "24:00", 1, NIGHT, 30),
    ),
    frozenset({"pos", "safety"}),
    rotating=True,
    bring="근무 조끼, 이름표",
)  # fmt: skip
"""06 to 24 o'clock in four slots of four and a half hours, of which four are paid: 28 seats a week for 12 people."""

CAFE_CREWS = SiteKind(
    "3조 카페", CAFE, 14,
    (
        Slot("오", "오전조", "09:00", "12:00", 2, AM, weekdays=frozenset(range(6))),
        Slot("낮", "점심조", "12:00", "15:00", 3, PM, weekdays=WORKDAYS),
        Slot("토", "토요일 점심조", "12:00", "15:00", 2, PM, weekdays=frozenset({5})),
        Slot("저", "오후조", "15:00", "18:00", 2, PM, weekdays=frozenset(range(6))),
    ),
    frozenset({"health_cert", "barista"}),
    holiday_policy=HolidayPolicy.CLOSED,
    pair_min=2,
    require_experienced=True,
    bring="앞치마, 위생모",
)  # fmt: skip
"""Three crews behind the counter of a public building: 41 seats a week for 14 people."""

SCHOOL_LUNCH = SiteKind(
    "학교 급식", LUNCH, 8,
    (
        Slot("급", "급식 도우미", "10:30", "13:30", 4, AM, weekdays=frozenset(range(4)), season=Season.TERM),
        Slot("금", "금요일 급식 도우미", "10:30", "13:30", 4, AM, weekdays=frozenset({4}), season=Season.TERM),
    ),
    frozenset({"health_cert", "record_check"}),
    employment=EmploymentKind.ACTIVITY,
    holiday_policy=HolidayPolicy.CLOSED,
    school=True,
    contract_from=3,
    bring="앞치마, 위생모, 실내화",
)  # fmt: skip
"""Three hours around lunch, four people, on alternate days; nothing in vacations. 30 hours a month are ten days."""

CAMPUS_GUARD = SiteKind(
    "배움터지킴이", GUARD, 8,
    (
        Slot("가", "정문 오전조", "08:00", "12:00", 1, AM, weekdays=WORKDAYS, season=Season.TERM),
        Slot("나", "정문 오후조", "12:00", "16:00", 1, PM, weekdays=WORKDAYS, season=Season.TERM),
        Slot("다", "후문 오전조", "08:00", "12:00", 1, AM, weekdays=WORKDAYS, season=Season.TERM),
        Slot("라", "후문 오후조", "12:00", "16:00", 1, PM, weekdays=WORKDAYS, season=Season.TERM),
        Slot("방", "정문 방학", "09:00", "13:00", 1, AM, weekdays=WORKDAYS, season=Season.VACATION),
        Slot("학", "후문 방학", "09:00", "13:00", 1, AM, weekdays=WORKDAYS, season=Season.VACATION),
    ),
    frozenset({"record_check"}),
    employment=EmploymentKind.VOLUNTEER,
    holiday_policy=HolidayPolicy.CLOSED,
    school=True,
    contract_from=3,
    bring="지킴이 모자와 조끼, 호루라기",
)  # fmt: skip
"""Two posts, mornings and afternoons; in vacations 09 to 13 o'clock."""

SCHOOL_CREW = SiteKind(
    "학교 환경 관리", SCHOOL_CARE, 12,
    (
        Slot("청", "평일 환경 정비", "09:00", "12:00", 4, AM, weekdays=WORKDAYS, season=Season.TERM),
        Slot("방", "방학 환경 정비", "09:00", "12:00", 3, AM, weekdays=WORKDAYS, season=Season.VACATION),
        Slot("주", "주말 오전 관리", "09:00", "13:00", 2, AM, 30, weekdays=WEEKEND),
        Slot("말", "주말 오후 관리", "13:00", "17:00", 2, PM, 30, weekdays=WEEKEND),
    ),
    frozenset({"record_check", "safety"}),
    holiday_policy=HolidayPolicy.CLOSED,
    school=True,
    contract_from=3,
    bring="장갑, 편한 신발",
)  # fmt: skip
"""Care of a school open to citizens: weekday mornings and both halves of weekend days."""

ALL_KINDS = (STORE_24H, STORE_PAIRS, STORE_18H, CAFE_CREWS, SCHOOL_LUNCH, CAMPUS_GUARD, SCHOOL_CREW)
