"""Between rows and the scheduler's data: the one place that knows both.

In a problem a participant is named by the club's number, a site by its code, a template by `site:code`, a shift by
`site:code:YYYY-MM-DD`, a programme by its code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from models import Organization
from models import Roster as RosterRow
from models.base import now
from models.enums import EditKind, RosterStatus
from models.queries import cells, people, places, publishing, rosters
from models.queries.rosters import Placed
from scheduler.calendar import Month
from scheduler.club.book import ClubBook, ContractEntry, HistoryEntry
from scheduler.club.carry import MONTHS_CARRIED
from scheduler.club.expand import problem_of as expand
from scheduler.problem import Contract, Problem, Shift
from scheduler.problem import Participant as Person
from scheduler.roster import Roster
from web.services import entries, fixed
from web.services.audit import Actor
from web.services.cells import FROZEN, MonthWriter, Target, Value
from web.services.errors import Conflict, NotFound

_REOPENED = (RosterStatus.DRAFT, RosterStatus.CONFIRMED)
BY_PROGRAM = Actor("program")
"""Stores a roster when nobody in particular does."""


def organization_of(session: Session, organization_id: int) -> Organization:
    """The organisation. Raises NotFound when there is none."""
    found = places.organization(session, organization_id)
    if found is None:
        raise NotFound("There is no such organisation.")
    return found


def book_of(session: Session, organization_id: int, month: Month | None, *, forgiving: bool = False) -> ClubBook:
    """What the club knows, with the shifts of the three months before the month as history.

    Those come from the newest rosters made here and, where none says otherwise, from hand-made ones. With None the
    history is everything read from hand-made rosters. Raises NotFound, and ProblemError for a condition that cannot be
    read any more, unless `forgiving` leaves it out.
    """
    owner = organization_of(session, organization_id)
    history = _history(session, organization_id, month)
    return entries.book(session, owner, history, month, forgiving=forgiving)


def _history(session: Session, organization_id: int, month: Month | None) -> list[HistoryEntry]:
    if month is None:
        return [HistoryEntry(*row) for row in people.worked(session, organization_id)]
    earlier = [month.plus(-back) for back in range(MONTHS_CARRIED, 0, -1)]
    made = [
        HistoryEntry(row.number, row.day, row.site, row.code, row.start, row.end, row.worked_minutes)
        for row in _placed(session, organization_id, [str(one) for one in earlier])
    ]
    known = {(entry.participant, entry.day, entry.start) for entry in made}
    by_hand = people.worked(session, organization_id, earlier[0].first, month.first)
    return [HistoryEntry(*row) for row in by_hand if (row.number, row.day, row.start) not in known] + made


def _placed(session: Session, organization_id: int, months: Sequence[str]) -> Sequence[Placed]:
    newest = rosters.newest(session, organization_id, months)
    return rosters.placed(session, organization_id, [row.id for row in newest]) if newest else []


def problem_of(
    session: Session,
    organization_id: int,
    month: Month,
    locks: bool = True,
    frozen: bool = False,
    *,
    forgiving: bool = False,
) -> Problem:
    """The problem of the month: with its locked cells unless told otherwise.

    Whoever and whatever stands in the stored roster is in the problem, also when the contract or the template is gone
    by now, so that the judge can say what is wrong with it. Whoever stands on a training or meeting was sent there by
    hand, and so is locked on it in any case. With `frozen` the rosters that are confirmed or published
    are locked as they stand, open seats included: a solve must leave them alone. With `forgiving`, for pages
    that only show, conditions that cannot be read any more are left out (`rule_entries.unreadable` names them).

    Raises NotFound, and ProblemError when the club's data contradict themselves.
    """
    book = book_of(session, organization_id, month, forgiving=forgiving)
    newest, placed = _stored(session, organization_id, month)
    problem = _with_strays(expand(book, month), book, placed)
    problem = replace(problem, published=_published(session, organization_id, newest, problem))
    problem = fixed.sent_as(problem, Roster.of(map(fixed.cell, placed)))
    if locks:
        return locked(session, organization_id, month, problem, frozen)
    held = _held(newest) if frozen else frozenset()
    return replace(problem, locks=tuple(dict.fromkeys((*problem.locks, *fixed.frozen(problem, placed, held)))))


def locked(session: Session, organization_id: int, month: Month, problem: Problem, frozen: bool = True) -> Problem:
    """The month's problem that was made without its locked cells, with them; `frozen` as in `problem_of`."""
    newest, placed = _stored(session, organization_id, month)
    held = _held(newest) if frozen else frozenset()
    chosen = fixed.by_hand(problem, placed, locked_of(session, organization_id, month), held)
    return replace(problem, locks=tuple(dict.fromkeys((*chosen, *fixed.frozen(problem, placed, held)))))


def _held(newest: Sequence[RosterRow]) -> frozenset[str]:
    """Codes of the programmes whose rosters are confirmed or published."""
    return frozenset(row.program.code for row in newest if row.status in FROZEN)


def _stored(session: Session, organization_id: int, month: Month) -> tuple[Sequence[RosterRow], Sequence[Placed]]:
    """The newest version of every programme's roster, and who stands on them."""
    newest = rosters.newest(session, organization_id, [str(month)])
    return newest, rosters.placed(session, organization_id, [row.id for row in newest]) if newest else []


def _published(
    session: Session, organization_id: int, newest: Sequence[RosterRow], problem: Problem
) -> frozenset[tuple[str, str]] | None:
    """What people have in hand when a published month is changed; None while no programme's is.

    The published versions of every programme that has one: of those that were opened again and of all others, so that
    only what somebody could notice counts as a change.
    """
    opened = [row for row in newest if row.version > 1 and row.status in _REOPENED]
    if not opened:
        return None
    shown = rosters.newest(session, organization_id, [opened[0].month], publishing.SHOWN)
    pairs = map(fixed.cell, rosters.placed(session, organization_id, [row.id for row in shown]))
    known = (one for one in pairs if one.participant in problem.participant and one.shift in problem.shift)
    return frozenset((one.participant, one.shift) for one in known)


def _with_strays(problem: Problem, book: ClubBook, placed: Sequence[Placed]) -> Problem:
    """The problem with shifts that no template makes any more (without seats) and people whose contract is over."""
    shifts = {row_id: row for row in placed if (row_id := fixed.cell(row)[1]) not in problem.shift}
    absent = {row.number for row in placed} - set(problem.participant)
    if not shifts and not absent:
        return problem
    people_by_number = {entry.number: entry for entry in book.participants}
    contracts: dict[str, list[ContractEntry]] = defaultdict(list)
    for entry in book.contracts:
        contracts[entry.participant].append(entry)
    events = {entry.id for entry in book.templates if entry.event}
    strangers = tuple(
        Person(number, people_by_number[number].name, tuple(_bare(entry) for entry in contracts[number]))
        for number in sorted(absent)
    )
    return replace(
        problem,
        shifts=problem.shifts + tuple(_stray(shift, row, events) for shift, row in shifts.items()),
        participants=problem.participants + strangers,
    )


def _stray(shift: str, row: Placed, events: Collection[str]) -> Shift:
    return Shift(
        id=shift,
        site=row.site,
        template=f"{row.site}:{row.code}",
        code=row.code,
        day=row.day,
        start=row.start,
        end=row.end,
        target_staff=0,
        break_minutes=row.end - row.start - row.worked_minutes,
        event=f"{row.site}:{row.code}" in events,
    )


def _bare(entry: ContractEntry) -> Contract:
    return Contract(entry.program, entry.first, entry.last, entry.kind, entry.sites)


def roster_of(session: Session, organization_id: int, month: Month) -> Roster:
    """Who works what in the newest version of every programme's roster; empty when there is none."""
    return Roster.of(fixed.cell(row) for row in _placed(session, organization_id, [str(month)]))


def locked_of(session: Session, organization_id: int, month: Month) -> frozenset[tuple[str, date]]:
    """The (participant number, day) cells that are fixed by hand."""
    touched = cells.touched(session, organization_id, month.first, month.last)
    return frozenset((row.number, row.day) for row in touched if row.locked)


def store_roster(
    session: Session,
    organization_id: int,
    month: Month,
    roster: Roster,
    job_id: int | None = None,
    *,
    actor: Actor = BY_PROGRAM,
) -> list[RosterRow]:
    """Make the roster the draft of every programme, as one edit, and return the drafts; the caller commits.

    Locked cells stay, whatever the roster says, and so do trainings and meetings. Programmes whose newest version is
    confirmed, published or closed keep it untouched. Raises Conflict when the roster names a person, template or day
    that is not there.
    """
    writer = MonthWriter(session, organization_id, month)
    wanted = _by_cell(_known(writer, month, roster))
    present = _by_cell((row.number, f"{row.site}:{row.code}", row.day) for row in _of_month(session, writer))
    marks = {(row.number, row.day): row for row in cells.touched(session, organization_id, month.first, month.last)}
    targets = []
    for cell in sorted(wanted.keys() | present.keys()):
        mark = marks.get(cell)
        if mark is not None and mark.locked:
            continue
        note = mark.note if mark is not None else ""
        before = present[cell]
        after = {one for one in before if writer.is_frozen(one) or writer.templates[one].event} | {
            one for one in wanted[cell] if not writer.is_frozen(one)
        }
        if after != before:
            values = (Value(tuple(sorted(names)), note=note) for names in (before, after))
            targets.append(Target(*cell, *values))
    programs = rosters.programs_with_shifts(session, organization_id)
    drafts = [writer.draft(program.id) for program in programs if program.id not in writer.frozen]
    if targets:
        writer.write(targets, EditKind.ACCEPT, actor)
    for draft in drafts:
        draft.changed_at = now()
        draft.solve_job_id = job_id if job_id is not None else draft.solve_job_id
    session.flush()
    return drafts


def _of_month(session: Session, writer: MonthWriter) -> Sequence[Placed]:
    return _placed(session, writer.organization_id, [str(writer.month)])


def _by_cell(rows: Iterable[tuple[str, str, date]]) -> defaultdict[tuple[str, date], set[str]]:
    """Template names by participant number and day."""
    found: defaultdict[tuple[str, date], set[str]] = defaultdict(set)
    for number, template, day in rows:
        found[number, day].add(template)
    return found


def _known(writer: MonthWriter, month: Month, roster: Roster) -> Iterator[tuple[str, str, date]]:
    """The roster as (participant number, template, day), each of which is there."""
    for number, shift in roster:
        template, _, day_text = shift.rpartition(":")
        day = _day(day_text)
        if number not in writer.people or template not in writer.templates or day is None or day not in month.period:
            raise Conflict("The club's data have changed since this roster was made. Please build it again.")
        yield number, template, day


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
