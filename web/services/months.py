"""A month for the screen: rows of people, seats by site and day, open seats with their reason, broken rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from statistics import median_low

from sqlalchemy.orm import Session

from scheduler.calendar import Month
from scheduler.problem import Participant, Problem, Shift, WishKind
from scheduler.roster import Roster
from scheduler.rules import Violation, check, open_seats, sentence, summary_open, why_open
from scheduler.rules.base import once_per_problem
from scheduler.rules.hours import CAPS
from scheduler.rules.openings import Obstacle
from web.services.errors import NotFound
from web.services.month_facts import MonthFacts, facts_of, kept
from web.services.month_views import (
    CapView,
    CellView,
    Coverage,
    DayView,
    MonthView,
    OpenSeatView,
    PersonRow,
    ShiftView,
    SiteView,
    TemplateView,
    Totals,
    ViolationView,
    WishMark,
)

_TOLD_CAPS = ("H10", "H08", "H09", "H12")
"""The caps a row tells of, the month's first; the daily cap is a matter of one cell."""


def month_view(
    session: Session, organization_id: int, month: Month, lang: str = "ko", roster: Roster | None = None
) -> MonthView:
    """The month as stored, or with another roster in its place (a proposal). Sentences are in `lang`.

    Kept while the stored data stay the same. Raises NotFound, and ProblemError when the data contradict themselves.
    """
    return view_of(session, organization_id, facts_of(session, organization_id, month), lang, roster)


def view_of(
    session: Session, organization_id: int, facts: MonthFacts, lang: str = "ko", roster: Roster | None = None
) -> MonthView:
    """The same for whoever has asked for the month's facts already. Kept as long as these."""
    key = ("view", organization_id, facts.month, lang, roster)
    return kept(session, key, facts, lambda: make_view(facts, lang, roster))


def why_open_seat(
    session: Session, organization_id: int, month: Month, shift_id: str, lang: str = "ko"
) -> list[Obstacle]:
    """For everyone of the site: what keeps them from the open seat. Raises NotFound for an unknown shift."""
    facts = facts_of(session, organization_id, month)
    if shift_id not in facts.problem.shift:
        raise NotFound("There is no such shift.")
    return why_open(facts.problem, facts.roster, shift_id, lang)


def make_view(facts: MonthFacts, lang: str, proposal: Roster | None = None) -> MonthView:
    """Work the view out."""
    return MonthDraft(facts, lang, facts.roster if proposal is None else proposal, proposal is not None).view()


class MonthDraft:
    """The view while it is worked out: what several of its parts need is found once."""

    def __init__(self, facts: MonthFacts, lang: str, roster: Roster, proposed: bool) -> None:
        self.facts, self.lang, self.roster = facts, lang, roster
        self.problem: Problem = facts.problem
        found = check(self.problem, roster) if proposed else list(facts.violations)
        self.violations: list[Violation] = found
        self.broken = {(one.participant, one.day) for one in found if one.participant and one.day}
        self.days = tuple(DayView(day, self.problem.holidays.get(day, "")) for day in self.problem.period.days())
        self.rest = {one.day for one in self.days if one.rest}
        self.templates = self._templates()
        self._shifts_of: dict[str, list[Shift]] = {}

    def view(self) -> MonthView:
        """Everything."""
        shifts = self._shifts()
        rows = self._rows_by_site()
        sites = tuple(
            SiteView(
                code=site.id,
                name=site.name,
                program=site.program,
                program_name=self.problem.program[site.program].name,
                templates=tuple(one for one in self.templates.values() if one.site == site.id),
                rows=tuple(rows[site.id]),
                coverage=self._coverage(shifts[site.id]),
                shifts=tuple(shifts[site.id]),
                events=tuple(
                    self.templates[one.template]
                    for one in _one_of_each_template(self.problem)
                    if one.event and one.site != site.id and self.problem.site_of(one).program == site.program
                ),
            )
            for site in self.problem.sites
        )
        return MonthView(
            month=self.facts.month,
            days=self.days,
            states=self.facts.states,
            sites=sites,
            open_seats=self._open_seats({one.id: one for site in sites for one in site.shifts}),
            violations=tuple(self._violation(one) for one in self.violations),
            totals=_totals(sites),
            seen=self.facts.seen,
        )

    def shifts_of(self, number: str) -> list[Shift]:
        """The person's shifts of the month by start."""
        if number not in self._shifts_of:
            shift = self.problem.shift
            self._shifts_of[number] = sorted((shift[one] for one in self.roster.shifts_of(number)), key=_by_start)
        return self._shifts_of[number]

    def row_of(self, number: str) -> PersonRow:
        """One person's row, as it stands in the view. Raises KeyError for an unknown number."""
        order = {site.id: place for place, site in enumerate(self.problem.sites)}
        person = self.problem.participant[number]
        return self._row(person, _home(person, self.shifts_of(number), order))

    def coverage_of(self, site: str, day: date) -> Coverage:
        """Seats of a site on a day."""
        shifts = [one for one in self.problem.shifts if one.site == site and one.day == day]
        filled = sum(min(len(self.roster.people_on(one.id)), one.seats) for one in shifts)
        return Coverage(sum(one.seats for one in shifts), filled)

    def _templates(self) -> dict[str, TemplateView]:
        names = self.facts.template_names
        return {
            one.template: TemplateView(
                one.template, one.site, one.code, names.get(one.template, one.code), one.start, one.end, one.band.value
            )
            for one in _one_of_each_template(self.problem)
        }

    def _shifts(self) -> Mapping[str, list[ShiftView]]:
        by_site: dict[str, list[ShiftView]] = {site.id: [] for site in self.problem.sites}
        names = {person.id: person.name for person in self.problem.participants}
        for shift in sorted(self.problem.shifts, key=_by_start):
            if shift.event and not self.roster.people_on(shift.id):
                continue  # a training or meeting could be on any day; only those to which somebody goes are shown
            there = sorted(((one, names[one]) for one in self.roster.people_on(shift.id)), key=lambda one: one[1])
            template = self.templates[shift.template]
            by_site[shift.site].append(
                ShiftView(shift.id, shift.day, template, shift.seats, tuple(there), shift.external)
            )
        return by_site

    def _coverage(self, shifts: list[ShiftView]) -> tuple[Coverage | None, ...]:
        needed: Counter[date] = Counter()
        filled: Counter[date] = Counter()
        for shift in shifts:
            needed[shift.day] += shift.seats
            # Someone too many on one shift does not fill a seat of another.
            filled[shift.day] += min(len(shift.people), shift.seats)
        return tuple(Coverage(needed[one.day], filled[one.day]) if needed[one.day] else None for one in self.days)

    def _rows_by_site(self) -> Mapping[str, list[PersonRow]]:
        order = {site.id: place for place, site in enumerate(self.problem.sites)}
        rows: dict[str, list[PersonRow]] = {site.id: [] for site in self.problem.sites}
        for person in self.problem.participants:
            home = _home(person, self.shifts_of(person.id), order)
            rows[home].append(self._row(person, home))
        return rows

    def _row(self, person: Participant, home: str) -> PersonRow:
        shifts = self.shifts_of(person.id)
        by_day: dict[date, list[Shift]] = defaultdict(list)
        for shift in shifts:
            by_day[shift.day].append(shift)
        wished = {wish.day for wish in person.wishes if wish.kind is WishKind.DAY_OFF and wish.day}
        away = {one.day for one in person.unavailable if one.end - one.start >= 1440}
        cells = tuple(
            self._marked(
                person, one.day, self._cell(person, home, by_day.get(one.day), one.day in wished, one.day in away)
            )
            for one in self.days
        )
        marks = Counter(cell.wish for cell in cells if cell is not None)
        return PersonRow(
            participant_id=self.facts.participant_ids.get(person.id, 0),
            number=person.id,
            name=person.name,
            kind=person.contracts[0].kind.value,
            cells=cells,
            days=len(by_day),
            minutes=sum(one.worked_minutes for one in shifts),
            rest_days=len(self.rest & set(by_day)),
            caps=_caps(self.problem, person, shifts),
            novice=person.is_novice(self.facts.month.first),
            wishes_granted=marks[WishMark.GRANTED],
            wishes_refused=marks[WishMark.REFUSED],
        )

    def _marked(self, person: Participant, day: date, cell: CellView | None) -> CellView | None:
        """The cell with its lock and note, where somebody has set one."""
        touched = self.facts.touched.get((person.id, day))
        if touched is None or not (touched.locked or touched.note):
            return cell
        return replace(cell or CellView(), locked=touched.locked, note=touched.note)

    def _cell(
        self, person: Participant, home: str, shifts: list[Shift] | None, wished: bool, away: bool
    ) -> CellView | None:
        if not shifts:
            if wished:
                return CellView(wish=WishMark.GRANTED)
            return CellView(unavailable=True) if away else None
        first = shifts[0]
        return CellView(
            template=self.templates[first.template],
            away="" if first.site == home else first.site,
            wish=WishMark.REFUSED if wished else WishMark.NONE,
            unavailable=away,
            violated=(person.id, first.day) in self.broken,
            more=tuple(self.templates[one.template] for one in shifts[1:]),
        )

    def _open_seats(self, shifts: Mapping[str, ShiftView]) -> tuple[OpenSeatView, ...]:
        if not self.facts.made and not len(self.roster):
            return ()  # nothing is made yet, so there is nothing to explain
        site = self.problem.site
        return tuple(
            OpenSeatView(
                shifts[one.shift.id],
                site[one.shift.site].name,
                one.shift.site,
                site[one.shift.site].program,
                summary_open(self.problem, self.roster, one.shift.id, self.lang),
            )
            for one in open_seats(self.problem, self.roster)
        )

    def _programs_of(self, number: str) -> set[str]:
        """Of the person's shifts; of somebody without any, who may miss a least of work, of their contracts."""
        programs = {self.problem.site[one.site].program for one in self.shifts_of(number)}
        person, period = self.problem.participant.get(number), self.problem.period
        if programs or person is None:
            return programs
        return {one.program for one in person.contracts if one.first <= period.last and period.first <= one.last}

    def _violation(self, found: Violation) -> ViolationView:
        if found.shift is not None:
            programs = {self.problem.site[self.problem.shift[found.shift].site].program}
        else:
            programs = self._programs_of(found.participant or "")
        return ViolationView(found.rule, sentence(found, self.lang), found.participant, found.day, frozenset(programs))


@once_per_problem
def _one_of_each_template(problem: Problem) -> tuple[Shift, ...]:
    """The first shift of every template, by start."""
    found: dict[str, Shift] = {}
    for shift in sorted(problem.shifts, key=lambda one: (one.start, one.end)):
        found.setdefault(shift.template, shift)
    return tuple(found.values())


def _by_start(shift: Shift) -> tuple[date, int, int, str]:
    return shift.day, shift.start, shift.end, shift.id


def _home(person: Participant, shifts: list[Shift], order: Mapping[str, int]) -> str:
    """The site of the person's group: where they work most, else the first of their contracts."""
    worked = Counter(one.site for one in shifts if not one.event)
    if worked:
        return max(worked, key=lambda site: (worked[site], -order[site]))
    named = sorted((site for contract in person.contracts for site in contract.sites), key=order.__getitem__)
    return named[0] if named else next(iter(order))


def _caps(problem: Problem, person: Participant, shifts: list[Shift]) -> tuple[CapView, ...]:
    """The tightest span of each cap."""
    tightest = {}
    for rule in CAPS:
        if rule.id not in _TOLD_CAPS:
            continue
        views = [
            CapView(
                rule.id,
                limit.span,
                limit.past + sum(one.worked_minutes for one in shifts if limit.counts(problem, one)),
                limit.cap,
            )
            for limit in rule.limits(problem, person)
        ]
        if views:
            tightest[rule.id] = min(views, key=lambda view: view.left)
    return tuple(tightest[rule] for rule in _TOLD_CAPS if rule in tightest)


def _totals(sites: tuple[SiteView, ...]) -> Totals:
    rows = [row for site in sites for row in site.rows]
    minutes = sorted(row.minutes for row in rows) or [0]
    seats = sum(site.needed for site in sites)
    left = sum(site.open for site in sites)
    granted = sum(row.wishes_granted for row in rows)
    refused = sum(row.wishes_refused for row in rows)
    return Totals(
        seats=seats,
        filled=seats - left,
        open=left,
        people=len(rows),
        least=minutes[0],
        median=median_low(minutes),
        most=minutes[-1],
        wishes=granted + refused,
        granted=granted,
    )
