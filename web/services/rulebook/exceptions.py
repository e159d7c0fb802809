"""Exceptions: hard rules that are set aside for some days, with a written reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.base import now
from models.enums import EmploymentKind
from models.people import Contract, Participant
from models.places import Site
from models.queries import people, places
from models.queries import rulebook as queries
from models.rules import Relaxation
from scheduler.calendar import Month
from scheduler.rules.judge import HARD
from web.services.audit import Actor, record
from web.services.errors import Conflict, NotFound
from web.services.rulebook.blanks import day_typed
from web.services.rulebook.drafts import LONGEST_REASON, Faults, Unfit

NEEDS_CONSENT = "H10"
"""Only for activity contracts, only with the city's consent, and only by an administrator."""
LONGEST_SPAN = 366
_BY_SITE = frozenset(
    ("H02", "H22", "H24", "H25", "H26", "H27", "H28", "H29", "H36", "H37", "H38", "H39"),
)
"""Rules that may be set aside for one site alone; the others look at a person's days wherever they work."""
_BY_NOBODY = frozenset(("H02", "H25", "H29", "H37"))
"""Rules about a shift or a programme: they are set aside for everybody."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form says, as it was typed."""

    rule: str = ""
    number: str = ""
    """Number of the participant; empty: everybody."""
    site: str = ""
    """Code of the site; empty: every site."""
    first: str = ""
    last: str = ""
    reason: str = ""
    consent: bool = False
    """The words "the city has agreed"."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A rule that may be set aside."""

    rule: str
    name: str
    by_site: bool
    consent: bool


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """One exception as the list shows it."""

    id: int
    rule: str
    name: str
    """Of the rule."""
    number: str
    """Of the participant; empty for everybody."""
    person: str
    site_code: str
    site: str
    """Empty for every site."""
    first: date
    last: date
    reason: str
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str


def relaxable(rule: str) -> bool:
    """Whether a coordinator may set the rule aside with a written reason."""
    return any(one.id == rule and one.relaxable for one in HARD)


def offers(lang: str, *, admin: bool) -> list[Offer]:
    """The rules that somebody may set aside, in the order of their names' numbers."""
    found = {
        one.id: Offer(one.id, one.name_en if lang == "en" else one.name_ko, one.id in _BY_SITE, one.id == NEEDS_CONSENT)
        for one in HARD
        if one.relaxable and (admin or one.id != NEEDS_CONSENT)
    }
    return [found[name] for name in sorted(found)]


def listed(session: Session, organization_id: int, month: Month, lang: str) -> list[ExceptionView]:
    """What is set aside on days of the month, the newest first, withdrawn ones too."""
    names, persons = queries.user_names(session, organization_id), queries.row_ids(session, organization_id)
    sites = {row.id: row for row in places.sites(session, organization_id)}
    rules = {one.id: one.name_en if lang == "en" else one.name_ko for one in HARD}
    logins = queries.login_names(session, organization_id)
    views = (
        _view(row, names, persons, sites, rules)
        for row in queries.relaxations(session, organization_id, month.first, month.last)
    )
    return [replace(one, withdrawn_by=logins.get(one.withdrawn_by, one.withdrawn_by)) for one in views]


def _view(
    row: Relaxation,
    names: Mapping[int, str],
    persons: Mapping[int, tuple[str, str]],
    sites: Mapping[int, Site],
    rules: Mapping[str, str],
) -> ExceptionView:
    number, person = persons.get(row.participant_id or 0, ("", ""))
    site = sites.get(row.site_id or 0)
    return ExceptionView(
        id=row.id, rule=row.rule, name=rules.get(row.rule, row.rule), number=number, person=person,
        site_code=site.code if site else "", site=site.name if site else "", first=row.first, last=row.last,
        reason=row.reason, by=names.get(row.user_id or 0, row.actor), at=row.made_at,
        withdrawn_at=row.withdrawn_at, withdrawn_by=row.withdrawn_by,
    )  # fmt: skip


def add(session: Session, organization_id: int, draft: Draft, *, actor: Actor, admin: bool) -> Relaxation:
    """Set a rule aside. Commits. Raises Unfit when the form has faults, Conflict when the actor may not."""
    places.claim(session, organization_id)
    faults: Faults = {}
    person = _person(session, organization_id, draft, faults)
    site = _site(session, organization_id, draft, faults)
    first, last = _days(draft, faults)
    if not relaxable(draft.rule):
        faults["rule"] = "Please choose a rule that may be set aside.", {}
    elif draft.rule == NEEDS_CONSENT:
        _check_consent(session, organization_id, draft, person, faults, admin=admin)
    if not draft.reason.strip():
        faults["reason"] = "Please write why, so that others understand it later.", {}
    if faults or first is None or last is None:
        raise Unfit(faults)
    row = Relaxation(
        organization_id=organization_id, rule=draft.rule, first=first, last=last,
        participant_id=person.id if person else None, site_id=site.id if site else None,
        reason=draft.reason.strip()[:LONGEST_REASON], user_id=actor.user_id, actor=actor.name, made_at=now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    subject = f"participant {person.number}" if person else "all"
    record(session, organization_id, actor, "rule.relax", subject, rule=row.rule, relaxation=row.id)
    session.commit()
    return row


def withdraw(session: Session, organization_id: int, relaxation_id: int, actor: Actor) -> Relaxation:
    """The rule holds again from now on. Commits. Raises NotFound, and Conflict when it was withdrawn already."""
    places.claim(session, organization_id)
    row = queries.relaxation(session, organization_id, relaxation_id)
    if row is None:
        raise NotFound("There is no such exception.")
    if row.withdrawn_at is not None:
        raise Conflict("This exception was withdrawn already.")
    row.withdrawn_at, row.withdrawn_by = now(), actor.name
    record(session, organization_id, actor, "rule.relax.withdraw", f"exception {row.id}", rule=row.rule)
    session.commit()
    return row


def _person(session: Session, organization_id: int, draft: Draft, faults: Faults) -> Participant | None:
    if not draft.number:
        return None
    rows = people.participants(session, organization_id)
    found = next((row for row in rows if row.number == draft.number), None)
    if found is None:
        faults["number"] = "This is no longer there. Please choose anew.", {}
    elif draft.rule in _BY_NOBODY:
        faults["number"] = "This rule is about no single person. Please choose everybody.", {}
    return found


def _site(session: Session, organization_id: int, draft: Draft, faults: Faults) -> Site | None:
    if not draft.site:
        return None
    found = next((row for row in places.sites(session, organization_id) if row.code == draft.site), None)
    if found is None:
        faults["site"] = "This is no longer there. Please choose anew.", {}
    elif draft.rule not in _BY_SITE:
        faults["site"] = "This rule looks at a person’s days wherever they work. Please leave the site empty.", {}
    return found


def _days(draft: Draft, faults: Faults) -> tuple[date | None, date | None]:
    first, last = day_typed(draft.first), day_typed(draft.last or draft.first)
    if first is None:
        faults["first"] = "Please write a date, such as 2027-05-01.", {}
    if last is None:
        faults["last"] = "Please write a date, such as 2027-05-01.", {}
    elif first is not None and last < first:
        faults["last"] = "The last day lies before the first.", {}
    elif first is not None and (last - first).days >= LONGEST_SPAN:
        faults["last"] = "An exception lasts a year at most.", {}
    return first, last


def _check_consent(
    session: Session, organization_id: int, draft: Draft, person: Participant | None, faults: Faults, *, admin: bool
) -> None:
    """The month's cap is the city's: an administrator says that it has agreed, for one activity participant."""
    if not admin:
        raise Conflict("Only an administrator may set this rule aside.")
    if not draft.consent:
        faults["consent"] = "Please tick this once the city has agreed.", {}
    if person is None:
        faults.setdefault("number", ("Please choose the participant.", {}))
    elif not _is_activity(people.contracts(session, organization_id), person):
        faults["number"] = "This is possible for activity participants only.", {}


def _is_activity(contracts: Sequence[Contract], person: Participant) -> bool:
    return any(one.participant_id == person.id and one.kind == EmploymentKind.ACTIVITY for one in contracts)
