"""Draft, confirmed, published: by programme, always the whole month. A published version never changes again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.base import now
from models.enums import RosterStatus
from models.queries import places
from models.queries import publishing as queries
from models.rosters import Assignment, Roster
from scheduler.calendar import Month
from scheduler.rules import sentence, warn
from web.services.audit import Actor, record
from web.services.errors import Conflict, Finding, NotFound, Refused
from web.services.month_facts import RosterState, facts_of
from web.services.month_views import MonthView, OpenSeatView, SiteView, ViolationView
from web.services.months import view_of
from web.services.rule_entries import refuse_unreadable
from web.services.warnings import NoticeGroup, notices, observations

EDITABLE = (RosterStatus.DRAFT, RosterStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Affected:
    """What publishing changes for one person against what they have seen."""

    number: str
    name: str
    added: tuple[date, ...]
    removed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PublishPreview:
    """All that somebody should read before publishing."""

    state: RosterState
    sites: tuple[SiteView, ...]
    violations: tuple[ViolationView, ...]
    """These block."""
    open_seats: tuple[OpenSeatView, ...]
    notices: tuple[NoticeGroup, ...]
    """Good to know, by warning."""
    affected: tuple[Affected, ...]
    """For a first publication everyone with a shift; later on only those whose shifts change."""
    first: bool
    """Whether nothing of this month and programme was published before."""

    @property
    def may_publish(self) -> bool:
        """Whether nothing blocks."""
        return not self.violations and self.state.status in EDITABLE


def publish_preview(
    session: Session, organization_id: int, program_id: int, month: Month, lang: str = "ko"
) -> PublishPreview:
    """The summary before publishing. Raises NotFound."""
    facts = facts_of(session, organization_id, month)
    view = view_of(session, organization_id, facts, lang)
    state = _state(view, program_id)
    sites = view.only(program=state.code)
    problem, working = facts.problem, {row.number for site in sites for row in site.rows if row.days}
    old = queries.shown(session, organization_id, program_id, str(month))
    soon = month.last + timedelta(days=problem.parameters.ends_soon_days)
    renewed = queries.contracted_after(session, organization_id, program_id, soon)
    seen = observations(session, organization_id, problem, facts.roster, renewed)
    return PublishPreview(
        state=state,
        sites=sites,
        violations=tuple(one for one in view.violations if state.code in one.programs),
        open_seats=tuple(one for one in view.open_seats if one.program == state.code),
        notices=notices(problem, warn(problem, facts.roster, seen), state.code, working, lang),
        affected=_affected(session, organization_id, state.roster_id, old),
        first=old is None,
    )


def confirm(session: Session, organization_id: int, program_id: int, month: Month, actor: Actor) -> Roster:
    """Draft to confirmed (결재). Commits. Raises NotFound, Conflict, and Refused while hard rules are broken."""
    places.claim(session, organization_id)
    roster = _newest(session, organization_id, program_id, month)
    if roster.status is not RosterStatus.DRAFT:
        raise Conflict("Only a draft can be confirmed.")
    _judge(session, organization_id, program_id, month)
    roster.status = RosterStatus.CONFIRMED
    return _done(session, roster, actor, "roster.confirm")


def publish(session: Session, organization_id: int, program_id: int, month: Month, actor: Actor) -> Roster:
    """Show the programme's month to its participants; this version never changes again.

    Commits. Raises NotFound, Conflict, and Refused while hard rules are broken.
    """
    places.claim(session, organization_id)
    roster = _newest(session, organization_id, program_id, month)
    if roster.status not in EDITABLE:
        raise Conflict("This roster is published already.")
    _judge(session, organization_id, program_id, month)
    roster.status = RosterStatus.PUBLISHED
    roster.published_at = now()
    roster.published_by_id = actor.user_id
    return _done(session, roster, actor, "roster.publish")


def reopen(session: Session, organization_id: int, program_id: int, month: Month, actor: Actor) -> Roster:
    """A new draft version that begins as the published one, which participants go on seeing.

    A confirmed roster simply becomes a draft again. Commits. Raises NotFound, and Conflict for a draft or closed month.
    """
    places.claim(session, organization_id)
    roster = _newest(session, organization_id, program_id, month)
    if roster.status is RosterStatus.CONFIRMED:
        roster.status = RosterStatus.DRAFT
        return _done(session, roster, actor, "roster.reopen")
    if roster.status is not RosterStatus.PUBLISHED:
        raise Conflict("Only a confirmed or published roster can be opened again.")
    draft = Roster(
        organization_id=organization_id,
        program_id=program_id,
        month=str(month),
        version=roster.version + 1,
        solve_job_id=roster.solve_job_id,
    )
    draft.assignments = [_copy(row) for row in queries.assignments(session, organization_id, roster.id)]
    session.add(draft)
    session.flush()
    return _done(session, draft, actor, "roster.reopen")


def _copy(row: Assignment) -> Assignment:
    return Assignment(
        organization_id=row.organization_id,
        participant_id=row.participant_id,
        template_id=row.template_id,
        day=row.day,
        start=row.start,
        end=row.end,
        worked_minutes=row.worked_minutes,
    )


def _newest(session: Session, organization_id: int, program_id: int, month: Month) -> Roster:
    found = queries.versions(session, organization_id, program_id, str(month))
    if not found:
        raise NotFound("There is no roster of this programme and month.")
    return found[0]


def _done(session: Session, roster: Roster, actor: Actor, action: str) -> Roster:
    record(
        session,
        roster.organization_id,
        actor,
        action,
        f"programme {roster.program_id}",
        month=roster.month,
        version=roster.version,
    )
    try:
        session.commit()
    except StaleDataError as error:
        session.rollback()
        raise Conflict("Somebody else changed this roster at the same moment. Please look again.") from error
    return roster


def _judge(session: Session, organization_id: int, program_id: int, month: Month) -> None:
    """Ask the judge about the stored roster.

    Raises Refused with every broken hard rule of the programme, and Conflict while a condition cannot be read any more.
    """
    refuse_unreadable(session, organization_id)
    facts = facts_of(session, organization_id, month)
    view = view_of(session, organization_id, facts)
    code = _state(view, program_id).code
    blocking = [index for index, one in enumerate(view.violations) if code in one.programs]
    if blocking:
        raise Refused(
            [
                Finding(
                    ko=sentence(facts.violations[index], "ko"),
                    en=sentence(facts.violations[index], "en"),
                    person=facts.violations[index].participant or "",
                    day=str(facts.violations[index].day or ""),
                    rule=facts.violations[index].rule,
                )
                for index in blocking
            ],
            "Not published: %(count)s broken rules.",
        )


def _state(view: MonthView, program_id: int) -> RosterState:
    for state in view.states:
        if state.program_id == program_id:
            return state
    raise NotFound("There is no such programme.")


def _affected(
    session: Session, organization_id: int, roster_id: int | None, old: Roster | None
) -> tuple[Affected, ...]:
    present = _days(session, organization_id, roster_id)
    before = _days(session, organization_id, old.id if old else None)
    names = queries.names(session, organization_id)
    changed = []
    for person in present.keys() | before.keys():
        added, removed = present[person] - before[person], before[person] - present[person]
        if added or removed:
            days = [tuple(sorted({day for day, _ in part})) for part in (added, removed)]
            changed.append(Affected(*names[person], days[0], days[1]))
    return tuple(sorted(changed, key=lambda one: (one.name, one.number)))


def _days(session: Session, organization_id: int, roster_id: int | None) -> dict[int, set[tuple[date, int]]]:
    found: dict[int, set[tuple[date, int]]] = defaultdict(set)
    if roster_id is not None:
        for row in queries.assignments(session, organization_id, roster_id):
            found[row.participant_id].add((row.day, row.template_id))
    return found
