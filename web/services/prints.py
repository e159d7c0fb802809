"""What is printed of a month: wall rosters, lists by day, slips, Excel. Each printing stands in the access record.

The newest version of a roster is printed, also before it is published: it hangs at the approver's desk first. Papers
of drafts say that they are drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from models.organizations import AuditEvent
from models.people import Participant as ParticipantRow
from models.queries import people, personal, places
from scheduler.calendar import KST, Month
from scheduler.files.month_sheet import write_months
from scheduler.problem import Site
from web.catalogue import said
from web.services import mine, month_papers
from web.services.audit import Actor, event_of
from web.services.errors import NotFound
from web.services.month_facts import MonthFacts, facts_of
from web.services.paper import ByDayData, Day, Office, Paper, SlipData, SlipShift, Stamp, WallData

FOR_THE_WALL = "for the wall of the site"
FOR_THE_PERSON = "for the person named"


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints, and when."""

    actor: Actor
    printed_by: str
    """The name that stands on the paper."""
    at: datetime
    keep: Callable[[AuditEvent], None] | None = None
    """Takes the line of the access record while the database takes none; None: the line is written there."""
    lang: str = "ko"
    """The paper's language."""

    def stamp(self, purpose: str) -> Stamp:
        """The foot line."""
        return Stamp(self.printed_by, self.at, said(self.lang, purpose))

    @property
    def day(self) -> date:
        """The day in Korea."""
        return self.at.astimezone(KST).date()


def wall(
    session: Session, organization_id: int, month: Month, printing: Printing, *, paper: Paper, site: str | None
) -> WallData:
    """The wall roster of one site, or with None of all sites. Commits the record. Raises NotFound."""
    facts = facts_of(session, organization_id, month)
    sheets = tuple(month_papers.wall_sheet(facts, one, printing.lang) for one in _sites(facts, site))
    _note(session, organization_id, month, printing, "wall", subject=site, sheets=len(sheets))
    office = _office(session, organization_id)
    return WallData(month, paper, office, printing.stamp(FOR_THE_WALL), printing.day, sheets, printing.lang)


def by_day(
    session: Session, organization_id: int, month: Month, printing: Printing, *, paper: Paper, site: str
) -> ByDayData:
    """The list by day of one site. Commits the record. Raises NotFound."""
    facts = facts_of(session, organization_id, month)
    (one,) = _sites(facts, site)
    _note(session, organization_id, month, printing, "days", subject=site)
    office, stamp = _office(session, organization_id), printing.stamp(FOR_THE_WALL)
    return month_papers.day_list(facts, one, paper, office, stamp, lang=printing.lang)


def slips(
    session: Session,
    organization_id: int,
    month: Month,
    printing: Printing,
    *,
    site: str,
    link_of: Callable[[ParticipantRow], str],
) -> list[SlipData]:
    """The slips of everyone at a site. Commits the record and the links' hashes. Raises NotFound."""
    facts = facts_of(session, organization_id, month)
    (one,) = _sites(facts, site)
    numbers = [person.id for person in month_papers.people_of(facts, one)]
    made = [
        _slip(session, organization_id, printing, facts, number, link_of=link_of)
        for number in numbers
        if number in facts.participant_ids
    ]
    _note(session, organization_id, month, printing, "slips", subject=site, people=len(made))
    return made


def slip(
    session: Session,
    organization_id: int,
    month: Month,
    printing: Printing,
    *,
    participant_id: int,
    link_of: Callable[[ParticipantRow], str],
) -> SlipData:
    """The slip of one participant. Commits the record and the link's hash. Raises NotFound."""
    facts = facts_of(session, organization_id, month)
    number = {row_id: number for number, row_id in facts.participant_ids.items()}.get(participant_id)
    if number is None or number not in facts.problem.participant:
        raise NotFound("There is no such participant.")
    made = _slip(session, organization_id, printing, facts, number, link_of=link_of)
    _note(session, organization_id, month, printing, "slip", subject=f"participant {number}")
    return made


def _slip(
    session: Session,
    organization_id: int,
    printing: Printing,
    facts: MonthFacts,
    number: str,
    *,
    link_of: Callable[[ParticipantRow], str],
) -> SlipData:
    row = people.participant(session, organization_id, facts.participant_ids[number])
    if row is None:
        raise NotFound("There is no such participant.")
    return month_papers.slip_of(
        facts,
        number,
        office=_office(session, organization_id),
        stamp=printing.stamp(FOR_THE_PERSON),
        bring={site.code: site.bring for site in places.sites(session, organization_id)},
        link=link_of(row),
        lang=printing.lang,
    )


def own_slip(session: Session, participant: ParticipantRow, month: Month, printing: Printing) -> SlipData | None:
    """What a participant prints: the own published month, without the link. None when nothing is published. Commits."""
    owner = participant.organization_id
    rosters = personal.published_rosters(session, owner, [str(month)])
    rows = personal.own_shifts(session, owner, participant.id, [roster.id for roster in rosters])
    if not rows:
        return None
    holidays = {row.day: row.name for row in places.holidays(session, owner)}
    shifts = tuple(SlipShift(Day(row.day, holidays.get(row.day, "")), row.start, row.end, row.site) for row in rows)
    _note(session, owner, month, printing, "slip", subject=f"participant {participant.number}")
    return SlipData(
        month=month,
        office=_office(session, owner),
        stamp=printing.stamp(FOR_THE_PERSON),
        name=participant.name,
        shifts=shifts,
        minutes=sum(row.worked_minutes for row in rows),
        places=tuple(dict.fromkeys(row.site for row in rows)),
        bring=", ".join(dict.fromkeys(row.bring for row in rows if row.bring)),
        activity=mine.is_activity(personal.contracts_of(session, owner, participant.id), month.first),
        lang=printing.lang,
    )


def excel(
    session: Session, organization_id: int, month: Month, printing: Printing, *, program: str | None, site: str | None
) -> bytes:
    """The month as .xlsx, one sheet a site, of a programme or a site or of all; it reads back. Raises NotFound."""
    facts = facts_of(session, organization_id, month)
    chosen = [one for one in _sites(facts, site) if program is None or one.program == program]
    if not chosen:
        raise NotFound("There is no such programme.")
    owner = places.organization(session, organization_id)
    phone, coordinator = (owner.phone, owner.coordinator) if owner else ("", "")
    sheets = [
        month_papers.excel_sheet(facts, one, phone, coordinator, printing.day, lang=printing.lang) for one in chosen
    ]
    _note(session, organization_id, month, printing, "excel", subject=site or program, sheets=len(sheets))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "month.xlsx"
        write_months(path, sheets)
        return path.read_bytes()


def _sites(facts: MonthFacts, site: str | None) -> Sequence[Site]:
    if site is None:
        found = [one for one in facts.problem.sites if month_papers.people_of(facts, one)]
        if not found:
            raise NotFound("There is no site with participants.")
        return found
    if site not in facts.problem.site:
        raise NotFound("There is no such site.")
    return [facts.problem.site[site]]


def _office(session: Session, organization_id: int) -> Office:
    owner = places.organization(session, organization_id)
    if owner is None:
        raise NotFound("There is no such organisation.")
    return Office(owner.name, owner.coordinator, owner.phone)


def _note(
    session: Session,
    organization_id: int,
    month: Month,
    printing: Printing,
    what: str,
    *,
    subject: str | None,
    **counts: int,
) -> None:
    event = event_of(
        organization_id, printing.actor, "roster.print", subject or "all", what=what, month=str(month), **counts
    )
    if printing.keep is not None:
        printing.keep(event)
        return
    session.add(event)
    session.commit()
