"""Between rows and the scheduler's data: the one place that knows both.

In a problem a participant is named by the club's number, a site by its code, a template by `site:code`, a shift by
`site:code:YYYY-MM-DD`, a programme by its code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from models import Assignment as AssignmentRow
from models import Organization, Participant, ShiftTemplate
from models import Roster as RosterRow
from models.base import now
from models.enums import RosterStatus
from models.queries import people, places, rosters
from models.queries.rosters import Placed
from scheduler.calendar import Month
from scheduler.club.book import ClubBook, ContractEntry, HistoryEntry
from scheduler.club.carry import MONTHS_CARRIED
from scheduler.club.expand import problem_of as expand
from scheduler.problem import Contract, Problem, Shift
from scheduler.problem import Participant as Person
from scheduler.roster import Roster
from web.services import entries, fixed
from web.services.errors import Conflict, NotFound

FROZEN = (RosterStatus.CONFIRMED, RosterStatus.PUBLISHED, RosterStatus.CLOSED)
"""A programme in one of these states keeps its roster until somebody opens a new version."""


def organization_of(session: Session, organization_id: int) -> Organization:
    """The organisation. Raises NotFound when there is none."""
    found = places.organization(session, organization_id)
    if found is None:
        raise NotFound("There is no such organisation.")
    return found


def book_of(session: Session, organization_id: int, month: Month | None) -> ClubBook:
    """What the club knows, with the shifts of the three months before the month as history.

    Those come from the newest rosters made here and, where none says otherwise, from hand-made ones. With None the
    history is everything read from hand-made rosters. Raises NotFound.
    """
    return entries.book(session, organization_of(session, organization_id), _history(session, organization_id, month))


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
    session: Session, organization_id: int, month: Month, locks: bool = True, frozen: bool = False
) -> Problem:
    """The problem of the month: with its locked cells unless told otherwise.

    Whoever and whatever stands in the stored roster is in the problem, also when the contract or the template is gone
    by now, so that the judge can say what is wrong with it. With `frozen` the rosters that are confirmed or published
    are locked as they stand, open seats included: a solve must leave them alone.

    Raises NotFound, and ProblemError when the club's data contradict themselves.
    """
    book = book_of(session, organization_id, month)
    newest = rosters.newest(session, organization_id, [str(month)])
    placed = rosters.placed(session, organization_id, [row.id for row in newest]) if newest else []
    problem = _with_strays(expand(book, month), book, placed)
    held = {row.program.code for row in newest if frozen and row.status in FROZEN}
    chosen = dict.fromkeys(fixed.by_hand(problem, placed, held) if locks else ())
    return replace(problem, locks=tuple(chosen | dict.fromkeys(fixed.frozen(problem, placed, held))))


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
    strangers = tuple(
        Person(number, people_by_number[number].name, tuple(_bare(entry) for entry in contracts[number]))
        for number in sorted(absent)
    )
    return replace(
        problem,
        shifts=problem.shifts + tuple(_stray(shift, row) for shift, row in shifts.items()),
        participants=problem.participants + strangers,
    )


def _stray(shift: str, row: Placed) -> Shift:
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
    )


def _bare(entry: ContractEntry) -> Contract:
    return Contract(entry.program, entry.first, entry.last, entry.kind, entry.sites)


def roster_of(session: Session, organization_id: int, month: Month) -> Roster:
    """Who works what in the newest version of every programme's roster; empty when there is none."""
    return Roster.of(fixed.cell(row) for row in _placed(session, organization_id, [str(month)]))


def locked_of(session: Session, organization_id: int, month: Month) -> frozenset[tuple[str, str]]:
    """The (participant, shift) pairs that are fixed by hand in those versions."""
    return frozenset(fixed.cell(row) for row in _placed(session, organization_id, [str(month)]) if row.locked)


def store_roster(
    session: Session, organization_id: int, month: Month, roster: Roster, job_id: int | None = None
) -> list[RosterRow]:
    """Make the roster the draft of every programme, and return the drafts; the caller commits.

    Locked cells stay, whatever the roster says. Programmes whose newest version is confirmed, published or closed keep
    it untouched. Raises Conflict when the roster names a person, template or day that is not there.
    """
    drafts = _drafts(session, organization_id, month)
    wanted = _wanted(session, organization_id, month, roster)
    present = rosters.assignments(session, organization_id, [row.id for row in drafts.values()])
    kept: set[tuple[int, int, date]] = set()
    for row in present:
        key = (row.participant_id, row.template_id, row.day)
        if row.locked or key in wanted:
            kept.add(key)
        else:
            session.delete(row)
    session.flush()
    for key, template in wanted.items():
        draft = drafts.get(template.site.program_id)
        if draft is not None and key not in kept:
            session.add(_assignment(draft, key, template))
    for draft in drafts.values():
        draft.changed_at = now()
        draft.solve_job_id = job_id if job_id is not None else draft.solve_job_id
    session.flush()
    return list(drafts.values())


def _drafts(session: Session, organization_id: int, month: Month) -> dict[int, RosterRow]:
    """The draft of each programme by its id, made where no version is there yet; frozen programmes are left out."""
    newest = {row.program_id: row for row in rosters.newest(session, organization_id, [str(month)])}
    for program in rosters.programs_with_shifts(session, organization_id):
        if program.id not in newest:
            newest[program.id] = RosterRow(organization_id=organization_id, program_id=program.id, month=str(month))
            session.add(newest[program.id])
    session.flush()
    return {program_id: row for program_id, row in newest.items() if row.status not in FROZEN}


def _wanted(
    session: Session, organization_id: int, month: Month, roster: Roster
) -> dict[tuple[int, int, date], ShiftTemplate]:
    """The roster by ids of rows: (participant, template, day) with the template."""
    numbers: dict[str, Participant] = {row.number: row for row in people.participants(session, organization_id)}
    templates = {f"{row.site.code}:{row.code}": row for row in places.templates(session, organization_id)}
    wanted = {}
    for number, shift in roster:
        name, _, day_text = shift.rpartition(":")
        person, template, day = numbers.get(number), templates.get(name), _day(day_text)
        if person is None or template is None or day is None or day not in month.period:
            raise Conflict("The club's data have changed since this roster was made. Please build it again.")
        wanted[person.id, template.id, day] = template
    return wanted


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _assignment(draft: RosterRow, key: tuple[int, int, date], template: ShiftTemplate) -> AssignmentRow:
    participant_id, template_id, day = key
    on_site = template.end - template.start
    return AssignmentRow(
        organization_id=draft.organization_id,
        roster_id=draft.id,
        participant_id=participant_id,
        template_id=template_id,
        day=day,
        start=template.start,
        end=template.end,
        worked_minutes=on_site if template.site.paid_break else on_site - template.break_minutes,
    )
