"""From a month's facts to what stands on its papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from models.enums import RosterStatus
from scheduler.calendar import Month
from scheduler.files.month_sheet import LegendItem, MonthRow, MonthSheet, code_text
from scheduler.problem import EmploymentKind, Participant, Shift, Site
from web.catalogue import said
from web.services.month_facts import MonthFacts
from web.services.paper import (
    ByDayData,
    ByDayRow,
    Day,
    LegendEntry,
    Office,
    Paper,
    SlipData,
    SlipShift,
    Stamp,
    WallRow,
    WallSheet,
)
from web.services.paper.words import month_title
from web.services.spoken import day_number


def people_of(facts: MonthFacts, site: Site) -> list[Participant]:
    """Who belongs on the site's paper: everyone contracted for it in the month, and everyone who works there.

    Who only comes to a training or meeting here stands on the paper of their own site.
    """
    month = facts.month
    there = {
        number for shift in _shifts(facts, site) if not shift.event for number in facts.roster.people_on(shift.id)
    }  # fmt: skip

    def belongs(person: Participant) -> bool:
        return person.id in there or any(
            site.id in one.sites and one.first <= month.last and month.first <= one.last for one in person.contracts
        )

    return [person for person in facts.problem.participants if belongs(person)]


def wall_sheet(facts: MonthFacts, site: Site, lang: str = "ko") -> WallSheet:
    """One site's month: names down, days across."""
    shifts, days, persons = _shifts(facts, site), _days(facts, site), people_of(facts, site)
    needed, filled = _seats(facts, shifts)
    return WallSheet(
        program=facts.problem.program[site.program].name,
        site=site.name,
        days=days,
        rows=tuple(_wall_row(facts, site, person, days, lang) for person in persons),
        needed=tuple(needed[day.day] for day in days),
        filled=tuple(filled[day.day] for day in days),
        legend=_legend(facts, [*shifts, *_events_of(facts, site, persons)]),
        draft=_is_draft(facts, site),
        activity=_is_activity(facts, site, persons),
    )


def day_list(
    facts: MonthFacts, site: Site, paper: Paper, office: Office, stamp: Stamp, *, lang: str = "ko"
) -> ByDayData:
    """One site's month: who comes on each day."""
    shifts = _shifts(facts, site)
    legend = _legend(facts, shifts)
    at = {(shift.day, shift.code): shift for shift in shifts}
    names = {person.id: person.name for person in facts.problem.participants}

    def row(day: Day) -> ByDayRow:
        here = [at.get((day.day, entry.code)) for entry in legend]
        there = [sorted(names[one] for one in facts.roster.people_on(shift.id)) if shift else [] for shift in here]
        return ByDayRow(
            day,
            names=tuple(tuple(one) for one in there),
            open_seats=tuple(
                max(0, shift.seats - len(one)) if shift else 0 for shift, one in zip(here, there, strict=True)
            ),
            running=tuple(shift is not None for shift in here),
        )

    return ByDayData(
        month=facts.month,
        paper=paper,
        office=office,
        stamp=stamp,
        program=facts.problem.program[site.program].name,
        site=site.name,
        legend=legend,
        rows=tuple(row(day) for day in _days(facts, site)),
        draft=_is_draft(facts, site),
        activity=_is_activity(facts, site, people_of(facts, site)),
        lang=lang,
    )


def slip_of(
    facts: MonthFacts,
    number: str,
    office: Office,
    stamp: Stamp,
    *,
    bring: Mapping[str, str],
    link: str,
    lang: str = "ko",
) -> SlipData:
    """One participant's month. `bring` says by site what to bring along."""
    person = facts.problem.participant[number]
    own = sorted((facts.problem.shift[one] for one in facts.roster.shifts_of(number)), key=_by_start)
    named = {site for one in person.contracts for site in one.sites}
    sites = list(dict.fromkeys(shift.site for shift in own)) or [
        site.id for site in facts.problem.sites if site.id in named
    ]
    return SlipData(
        month=facts.month,
        office=office,
        stamp=stamp,
        name=person.name,
        shifts=tuple(
            SlipShift(_day(facts, one.day), one.start, one.end, facts.problem.site[one.site].name) for one in own
        ),
        minutes=sum(one.worked_minutes for one in own),
        places=tuple(facts.problem.site[one].name for one in sites),
        bring=", ".join(dict.fromkeys(bring[one] for one in sites if bring.get(one))),
        link=link,
        draft=any(_is_draft(facts, facts.problem.site[one]) for one in sites),
        activity=all(one.kind is not EmploymentKind.EMPLOYEE for one in person.contracts),
        lang=lang,
    )


def excel_sheet(
    facts: MonthFacts, site: Site, phone: str, coordinator: str, made_on: date, *, lang: str = "ko"
) -> MonthSheet:
    """One site's month for Excel, in the form that reads back."""
    shifts, persons = _shifts(facts, site), people_of(facts, site)
    printed = [*shifts, *_events_of(facts, site, persons)]
    needed, filled = _seats(facts, shifts)
    days = list(facts.problem.period.days())
    return MonthSheet(
        title=month_title(facts.month, lang, activity=False),
        site_name=site.name,
        days=days,
        rows=[_excel_row(facts, site, person, lang) for person in persons],
        program_name=facts.problem.program[site.program].name,
        holidays={day: name for day, name in facts.problem.holidays.items() if day in facts.problem.period},
        needed={day: needed[day] for day in days},
        filled={day: filled[day] for day in days},
        legend=[LegendItem(entry.code, entry.start, entry.end) for entry in _legend(facts, printed)],
        phone=phone,
        coordinator=coordinator,
        made_on=made_on,
        lang=lang,
    )


def _shifts(facts: MonthFacts, site: Site) -> list[Shift]:
    """The site's shifts by start; trainings and meetings only where somebody goes to them."""
    shown = (one for one in facts.problem.shifts if not one.event or facts.roster.people_on(one.id))
    return sorted((one for one in shown if one.site == site.id), key=_by_start)


def _by_start(shift: Shift) -> tuple[date, int, int]:
    return shift.day, shift.start, shift.end


def _day(facts: MonthFacts, day: date) -> Day:
    return Day(day, facts.problem.holidays.get(day, ""))


def _days(facts: MonthFacts, site: Site) -> tuple[Day, ...]:
    """The month's days; those without any shift at the site are closed."""
    running = {shift.day for shift in _shifts(facts, site)}
    return tuple(
        Day(day, facts.problem.holidays.get(day, ""), closed=day not in running) for day in facts.problem.period.days()
    )


def _seats(facts: MonthFacts, shifts: Sequence[Shift]) -> tuple[Counter[date], Counter[date]]:
    """Seats and taken seats by day; someone too many on one shift fills no seat of another."""
    needed: Counter[date] = Counter()
    filled: Counter[date] = Counter()
    for shift in shifts:
        needed[shift.day] += shift.seats
        filled[shift.day] += min(shift.seats, len(facts.roster.people_on(shift.id)))
    return needed, filled


def _legend(facts: MonthFacts, shifts: Sequence[Shift]) -> tuple[LegendEntry, ...]:
    first: dict[object, Shift] = {}
    for shift in sorted(shifts, key=lambda one: (one.start, one.end)):
        # The same training at two sites is one line of the legend.
        first.setdefault((shift.code, shift.start, shift.end) if shift.event else shift.template, shift)
    return tuple(
        LegendEntry(one.code, facts.template_names.get(one.template, one.code), one.start, one.end)
        for one in first.values()
    )


def _own(facts: MonthFacts, site: Site, person: Participant) -> tuple[list[Shift], int]:
    """The person's shifts here, and on how many days they work elsewhere.

    A training or meeting of the programme, wherever it takes place, stands on the paper of the person's own site.
    """
    every = [facts.problem.shift[one] for one in facts.roster.shifts_of(person.id)]
    here = sorted((one for one in every if _place(facts, person, one) == site.id), key=_by_start)
    return here, len({one.day for one in every if _place(facts, person, one) != site.id})


def _place(facts: MonthFacts, person: Participant, shift: Shift) -> str:
    """On which site's paper the person's shift stands."""
    contract = facts.problem.contract_of(person, shift) if shift.event else None
    if contract is None or not contract.sites or shift.site in contract.sites:
        return shift.site
    return next(site.id for site in facts.problem.sites if site.id in contract.sites)


def _events_of(facts: MonthFacts, site: Site, persons: Sequence[Participant]) -> list[Shift]:
    """Trainings and meetings elsewhere that stand in this paper's rows."""
    here = [shift for person in persons for shift in _own(facts, site, person)[0]]
    return [shift for shift in here if shift.site != site.id]


def _codes(shifts: Sequence[Shift]) -> dict[date, str]:
    by_day: dict[date, list[str]] = defaultdict(list)
    for shift in shifts:
        by_day[shift.day].append(shift.code)
    return {day: code_text(codes) for day, codes in by_day.items()}


def _note(month: Month, site: Site, person: Participant, elsewhere: int, lang: str) -> str:
    """비고: a contract that begins or ends inside the month, and days at other sites."""
    own = [one for one in person.contracts if one.program == site.program]
    words = []
    if own and min(one.first for one in own) > month.first:
        words.append(said(lang, "from %(day)s", day=day_number(min(one.first for one in own), lang)))
    if own and max(one.last for one in own) < month.last:
        words.append(said(lang, "until %(day)s", day=day_number(max(one.last for one in own), lang)))
    if elsewhere:
        words.append(said(lang, "days elsewhere: %(count)s", count=elsewhere))
    return " · ".join(words)


def _wall_row(facts: MonthFacts, site: Site, person: Participant, days: Sequence[Day], lang: str) -> WallRow:
    shifts, elsewhere = _own(facts, site, person)
    codes = _codes(shifts)
    return WallRow(
        name=person.name,
        codes=tuple(codes.get(day.day, "") for day in days),
        minutes=sum(one.worked_minutes for one in shifts),
        note=_note(facts.month, site, person, elsewhere, lang),
    )


def _excel_row(facts: MonthFacts, site: Site, person: Participant, lang: str) -> MonthRow:
    shifts, elsewhere = _own(facts, site, person)
    codes = _codes(shifts)
    minutes = sum(one.worked_minutes for one in shifts)
    note = _note(facts.month, site, person, elsewhere, lang)
    return MonthRow(person.id, person.name, codes, len(codes), minutes, note)


def _is_draft(facts: MonthFacts, site: Site) -> bool:
    """Whether nobody should go by this paper yet."""
    seen = (RosterStatus.PUBLISHED, RosterStatus.CLOSED)
    return not any(state.code == site.program and state.status in seen for state in facts.states)


def _is_activity(facts: MonthFacts, site: Site, persons: Sequence[Participant]) -> bool:
    kinds = {one.kind for person in persons for one in person.contracts if one.program == site.program}
    return bool(kinds) and EmploymentKind.EMPLOYEE not in kinds
