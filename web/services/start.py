"""What waits on a coordinator's desk: this month and the next, today, what ends soon, what happened last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from models.enums import Decision, JobStatus, RosterStatus
from models.organizations import AuditEvent
from models.people import Credential
from models.queries import desk as queries
from models.queries.rulebook import user_names
from scheduler.calendar import Month
from web.services import jobs
from web.services.month_views import MonthView, OpenSeatView, ShiftView
from web.services.months import month_view

SOON = timedelta(days=30)
_SHOWN = (RosterStatus.PUBLISHED, RosterStatus.CLOSED)
_EVENTS = 8


class Stage(StrEnum):
    """How far a month is; each stage has one obvious next act."""

    EMPTY = "empty"
    """The club's data are not there yet."""
    NOBODY = "nobody"
    """Nobody has a contract in the month."""
    TO_BUILD = "to_build"
    SEARCHING = "searching"
    PROPOSED = "proposed"
    DRAFT = "draft"
    PARTLY_PUBLISHED = "partly_published"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class MonthCard:
    """A month in one look."""

    month: Month
    stage: Stage
    view: MonthView
    job_id: int | None = None
    """The search that runs, or whose proposal waits for a decision."""


@dataclass(frozen=True, slots=True)
class TodayAtSite:
    """Who comes where today."""

    site: str
    site_code: str
    shifts: tuple[ShiftView, ...]


@dataclass(frozen=True, slots=True)
class StartView:
    """The start page."""

    cards: tuple[MonthCard, ...]
    today: tuple[TodayAtSite, ...]
    open_seats: tuple[OpenSeatView, ...]
    """From today on, in both months."""
    ending: Sequence[Credential]
    events: Sequence[AuditEvent]
    names: Mapping[int, str]
    """Of the organisation's users, by row id."""
    months: tuple[Month, ...]
    """Months that have a roster, the newest first."""


def start_view(session: Session, organization_id: int, today: date, lang: str) -> StartView:
    """All that the start page shows on the day. Raises NotFound, and ProblemError when the data contradict."""
    present = Month.of(today)
    cards = tuple(month_card(session, organization_id, month, lang) for month in (present, present.next()))
    return StartView(
        cards=cards,
        today=_today(cards[0].view, today),
        open_seats=tuple(
            one for card in cards if card.view.made for one in card.view.open_seats if one.shift.day >= today
        ),
        ending=queries.credentials_ending(session, organization_id, today, today + SOON),
        events=queries.last_events(session, organization_id, _EVENTS),
        names=user_names(session, organization_id),
        months=tuple(Month.parse(one) for one in queries.months_with_rosters(session, organization_id)),
    )


def month_card(session: Session, organization_id: int, month: Month, lang: str) -> MonthCard:
    """How far the month is."""
    view = month_view(session, organization_id, month, lang)
    job = jobs.latest(session, organization_id, month)
    if job is not None and job.status in (JobStatus.QUEUED, JobStatus.RUNNING):
        return MonthCard(month, Stage.SEARCHING, view, job.id)
    if job is not None and job.status is JobStatus.DONE and job.decision is Decision.OPEN:
        return MonthCard(month, Stage.PROPOSED, view, job.id)
    return MonthCard(month, _stage(view), view)


def _stage(view: MonthView) -> Stage:
    if not view.states:
        return Stage.EMPTY
    if not view.totals.people:
        return Stage.NOBODY
    if not view.made:
        return Stage.TO_BUILD
    shown = [state.status in _SHOWN for state in view.states]
    if all(shown):
        return Stage.PUBLISHED
    return Stage.PARTLY_PUBLISHED if any(shown) else Stage.DRAFT


def _today(view: MonthView, today: date) -> tuple[TodayAtSite, ...]:
    if not view.made:
        return ()
    found = (
        TodayAtSite(site.name, site.code, tuple(one for one in site.shifts if one.day == today and not one.external))
        for site in view.sites
    )
    return tuple(one for one in found if one.shifts)
