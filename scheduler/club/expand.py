"""From a club's book to the problem of one month: templates laid over the calendar, people with caps and targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from scheduler.calendar import DAYS_PER_WEEK, Month, Period
from scheduler.club import faults, rulebook
from scheduler.club.book import (
    ClosureKind,
    ClubBook,
    HistoryEntry,
    HolidayPolicy,
    PairKind,
    Season,
    SiteEntry,
    TemplateEntry,
    UnavailableEntry,
    WishEntry,
)
from scheduler.club.carry import MONTHS_CARRIED, carried_by_participant
from scheduler.club.terms import contracts_of
from scheduler.parameters import Parameters
from scheduler.problem import (
    DEFAULT_LEVELS,
    Carried,
    Contract,
    Credential,
    Level,
    Lock,
    Participant,
    PastShift,
    Problem,
    ProblemError,
    Shift,
    Site,
    Unavailable,
    Usual,
    Wish,
    WishKind,
    history_begins,
)
from scheduler.values import Values, levels_of, parameters_of

T = TypeVar("T")


class BookError(ProblemError):
    """A book with faults; the message is the first one's English sentence."""

    def __init__(self, fault: faults.Fault) -> None:
        super().__init__(fault.en)
        self.ko = fault.ko


def problem_of(
    book: ClubBook,
    month: Month,
    locks: Sequence[Lock] = (),
    parameters: Parameters | None = None,
    levels: Sequence[Level] = DEFAULT_LEVELS,
) -> Problem:
    """The problem of a month: who has a contract in it, every shift of the templates, and what was before.

    The numbers are the book's values on the month's first day (`scheduler.values`), or the parameters that are given;
    weights that the book sets take the place of those in the levels.

    Raises ProblemError with the first fault's sentence when the book has faults.
    """
    found = faults.find(book)
    if found:
        raise BookError(found[0])
    values = Values(book.values)
    house = parameters or parameters_of(values, month)
    special = () if parameters else tuple(rulebook.special_of(book, month, values, house))
    shifts = tuple(shifts_of(book, month.period))
    of_program = {one.program: one.parameters for one in special if one.program and one.kind is None}
    carried = carried_by_participant(book, month.plus(-MONTHS_CARRIED).first, month.first, house, of_program)
    people = _participants(book, month, contracts_of(book, month, values, shifts), carried)
    known = {person.id for person in people}
    pairs = [(pair.kind, (pair.first, pair.second)) for pair in book.pairs if {pair.first, pair.second} <= known]
    return Problem(
        period=month.period,
        programs=tuple(rulebook.programs_of(book)),
        sites=tuple(_site(book, site, month.period) for site in book.sites),
        shifts=shifts,
        participants=people,
        keep_apart=tuple(pair for kind, pair in pairs if kind is PairKind.APART),
        partners=tuple(pair for kind, pair in pairs if kind is PairKind.TOGETHER),
        locks=tuple(locks),
        holidays=_holidays_around(book.holidays, month.period),
        parameters=house,
        special=special,
        conditions=rulebook.conditions_of(book, month.period, people),
        relaxations=tuple(rulebook.relaxations_of(book, month.period, people)),
        levels=levels_of(values, month.first, levels),
        name=f"{book.organization.name} {month}",
    )


def shift_id(template: TemplateEntry, day: date) -> str:
    """The id of a template's shift on a day, such as `store24:새:2027-05-01`."""
    return f"{template.id}:{day}"


def shifts_of(book: ClubBook, period: Period) -> Iterator[Shift]:
    """Every shift of the period, by site, day and template as the book lists them."""
    for site in book.sites:
        calendar = _SiteCalendar(book, site)
        templates = [template for template in book.templates if template.site == site.code]
        for day in period.days():
            for template in templates:
                if calendar.runs(template, day):
                    yield _shift(template, site, day)


def _shift(template: TemplateEntry, site: SiteEntry, day: date) -> Shift:
    return Shift(
        id=shift_id(template, day),
        site=site.code,
        template=template.id,
        code=template.code,
        day=day,
        start=template.start,
        end=template.end,
        target_staff=template.seats,
        break_minutes=template.break_minutes,
        paid_break=site.paid_break,
        priority=template.priority,
        credentials=template.credentials,
        band=template.band,
        external=template.external,
        event=template.event,
        outdoor=template.outdoor,
    )


class _SiteCalendar:
    """On which days a site's templates run."""

    def __init__(self, book: ClubBook, site: SiteEntry) -> None:
        self._site = site
        self._holidays = book.holidays if site.holiday_policy is HolidayPolicy.CLOSED else {}
        spans = [(c.kind, Period(c.first, c.last)) for c in book.closures if c.site == site.code]
        self._closed = [span for kind, span in spans if kind is ClosureKind.CLOSED]
        self._vacations = [span for kind, span in spans if kind is ClosureKind.VACATION]

    def closed(self, day: date) -> bool:
        """Whether nobody works at all: a closure, or a holiday where the site keeps holidays."""
        return day in self._holidays or any(day in span for span in self._closed)

    def on_vacation(self, day: date) -> bool:
        """Whether TERM templates pause and VACATION templates run."""
        return any(day in span for span in self._vacations)

    def runs(self, template: TemplateEntry, day: date) -> bool:
        """Whether the template has a shift on the day; a training or meeting also where the site itself is closed."""
        paused = Season.TERM if self.on_vacation(day) else Season.VACATION
        in_season = day.weekday() in template.weekdays and template.season is not paused
        return in_season and (template.event or not self.closed(day))


def _site(book: ClubBook, site: SiteEntry, period: Period) -> Site:
    calendar = _SiteCalendar(book, site)
    templates = [template for template in book.templates if template.site == site.code and not template.event]

    def shut(day: date) -> bool:
        return calendar.closed(day) or (
            calendar.on_vacation(day) and not any(calendar.runs(template, day) for template in templates)
        )

    return Site(
        id=site.code,
        name=site.name,
        program=site.program,
        closed=frozenset(day for day in period.days() if shut(day)),
        pair_min=site.pair_min,
        require_experienced=site.require_experienced,
    )


def _participants(
    book: ClubBook, month: Month, contracts: Mapping[str, Sequence[Contract]], carried: Mapping[str, Carried]
) -> tuple[Participant, ...]:
    """Everyone with a contract in the month, in the order of the book."""
    credentials = _grouped((e.participant, Credential(e.kind, e.valid_from, e.valid_until)) for e in book.credentials)
    away = _grouped((e.participant, u) for e in book.unavailable for u in _unavailable_days(e, month.period))
    wishes = _grouped((e.participant, wish) for e in book.wishes if (wish := _wish(e, month.period)))
    usuals = _grouped((e.participant, Usual(e.weekday, e.template)) for e in book.usuals)
    past = _grouped((e.participant, _past(e)) for e in book.history if _recent(e, month.period))
    return tuple(
        Participant(
            id=entry.number,
            name=entry.name,
            contracts=tuple(contracts[entry.number]),
            unavailable=tuple(sorted(set(away[entry.number]), key=lambda u: (u.day, u.start, u.end))),
            night_opt_in=entry.night_opt_in,
            credentials=tuple(credentials[entry.number]),
            novice_until=entry.novice_until,
            wishes=tuple(wishes[entry.number]),
            usual=tuple(usuals[entry.number]),
            past=tuple(sorted(past[entry.number], key=lambda p: (p.day, p.start))),
            carried=carried[entry.number],
            safety_trained_on=entry.safety_trained_on,
            training_minutes=entry.training_minutes,
            prefers_alternate=entry.prefers_alternate,
            preferred_sites=entry.preferred_sites,
            stand_by=entry.stand_by,
        )
        for entry in book.participants
        if entry.number in contracts
    )


def _unavailable_days(entry: UnavailableEntry, period: Period) -> Iterator[Unavailable]:
    """The days that an entry means, up to the morning after the period, where a night shift may still reach."""
    last = period.last + timedelta(days=1)
    first_day = max(entry.first or period.first, period.first)
    last_day = min(entry.last or entry.first or last, last) if entry.weekday is None else min(entry.last or last, last)
    if first_day <= last_day:
        for day in Period(first_day, last_day).days():
            if entry.weekday is None or day.weekday() == entry.weekday:
                yield Unavailable(day, entry.start, entry.end)


def _wish(entry: WishEntry, period: Period) -> Wish | None:
    """The wish as the month sees it; None when it asks for a day off in another month."""
    if entry.kind is WishKind.DAY_OFF and entry.day not in period:
        return None
    return Wish(entry.kind, entry.day, entry.weekday, entry.template, entry.strength)


def _past(entry: HistoryEntry) -> PastShift:
    return PastShift(entry.day, entry.start, entry.end, entry.worked_minutes, entry.site, entry.code)


def _recent(entry: HistoryEntry, period: Period) -> bool:
    return history_begins(period) <= entry.day < period.first


def _holidays_around(holidays: Mapping[date, str], period: Period) -> dict[date, str]:
    """Those that the month, its history and its last week can touch."""
    first, last = history_begins(period), period.last + timedelta(days=DAYS_PER_WEEK)
    return {day: name for day, name in sorted(holidays.items()) if first <= day <= last}


def _grouped(pairs: Iterable[tuple[str, T]]) -> defaultdict[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
