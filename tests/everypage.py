"""Every page of the program with an example address, by the application's own list of routes.

A page that needs a parameter without an example fails the walk, so that no new page is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from models.base import now
from models.enums import JobStatus, Role
from models.heat import HeatCut, HeatDay
from models.people import Participant
from models.places import Program, ShiftTemplate, Site
from models.rosters import SolveJob
from models.rules import Relaxation, RuleSetting, RuleValue
from scheduler.calendar import Month
from tests.filled import JUNE, MAY, Club
from web.access import GRANTS, Access, declared
from web.services import links
from web.services.months import month_view

NOT_PAGES = {
    "static": "styles and scripts",
    "print.wall": "PDF",
    "print.days": "PDF",
    "print.slip": "PDF",
    "print.slips": "PDF",
    "print.excel": "a workbook",
    "me.paper": "PDF",
    "imports.blank": "a workbook",
    "jobs.progress": "a part of jobs.show",
    "edits.check": "a part of the grid",
    "edits.since": "a part of the grid",
}
"""GET routes that answer with something else than a page, and with what."""
ELSEWHERE = {"jobs.show": {"month": JUNE}, "rosters.preview": {"month": JUNE}, "edits.cell": {"month": JUNE}}
"""Values that differ from the usual ones: what can be changed is a draft."""
WIDE = {"months.grid", "months.days", "months.check"}
"""Pages that show every person or day: one programme of them is the same page with fewer rows."""
EMPTY = Month(2031, 2)
"""A month without anything."""


@dataclass(frozen=True)
class Examples:
    """A value for every parameter that a page's address may have."""

    usual: dict[str, object]
    jobs: tuple[int, ...]
    """Jobs in every state, ids."""

    def path(self, app: Flask, rule: Rule) -> str:
        """The route's address."""
        known = self.usual | ELSEWHERE.get(rule.endpoint, {})
        missing = rule.arguments - set(known)
        assert not missing, f"{rule.endpoint} needs an example for {sorted(missing)} in tests/everypage.py"
        with app.test_request_context():
            return str(app.url_map.bind("").build(rule.endpoint, {name: known[name] for name in rule.arguments}))

    def of_role(self, app: Flask, role: Role, *, narrow: bool = False) -> list[str]:
        """Every page that users of the role can open; `narrow`: the wide ones with one programme only."""
        found = [
            (rule.endpoint, self.path(app, rule)) for rule, access in rules(app) if access.permission in GRANTS[role]
        ]
        return [f"{path}?program={self.usual['program']}" if narrow and end in WIDE else path for end, path in found]

    def public(self, app: Flask) -> list[str]:
        """Every page that anybody can open."""
        return [self.path(app, rule) for rule, access in rules(app) if access.kind == "public"]

    def own(self, app: Flask) -> list[str]:
        """Every page of a participant's own."""
        return [self.path(app, rule) for rule, access in rules(app) if access.kind == "participant"]


def rules(app: Flask) -> list[tuple[Rule, Access]]:
    """Every route that shows a page, with what it asks for."""
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.endpoint):
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES:
            access = declared(app.view_functions[rule.endpoint])
            assert access is not None, f"{rule.endpoint} declares no permission"
            found.append((rule, access))
    return found


def examples(club: Club) -> Examples:
    """Addresses on the filled club; jobs in every state are added to it."""
    with club.session as session:
        person = session.scalars(select(Participant).order_by(Participant.id)).first()
        program = session.scalars(select(Program).order_by(Program.id)).first()
        assert person is not None
        assert program is not None
        jobs = _jobs(session, club.organization_id)
        setting = _rules(session, club.organization_id)
        _heat(session, club.organization_id)
        view = month_view(session, club.organization_id, MAY)
        link = links.link_for(person, "", club.settings.link_key())
        session.commit()
        usual: dict[str, object] = {
            "month": MAY,
            "site": view.sites[0].code,
            "number": person.number,
            "participant_id": person.id,
            "program": program.code,
            "job_id": jobs[0],
            "shift": view.open_seats[0].shift.id,
            "day": str(JUNE.first),
            "name": "max_minutes_per_month",
            "sentence": "together",
            "setting_id": setting,
            "token": link.rpartition("/")[2],
        }
    return Examples(usual, jobs)


def _rules(session: Session, organization_id: int) -> int:
    """One condition of the kinds that the pages show in different ways, the id of one of them; and an exception."""
    by = {"organization_id": organization_id, "actor": "tests", "reason": "x"}
    held = RuleSetting(
        **by, kind="amounts", sentence="hours-most", scope={"kinds": ["volunteer"]},
        fields={"measure": "minutes", "every": "month", "most": 6000, "step": 30},
    )  # fmt: skip
    ended = RuleSetting(
        **by, kind="seatings", sentence="weekday-unwanted", scope={"participants": ["P0001"]}, ended_at=now(),
        fields={"wanted": False, "which": {"weekdays": [6]}},
    )  # fmt: skip
    number = RuleValue(**by, name="max_minutes_per_month", value=3000, valid_from=MAY.first, contract_kind="volunteer")
    days = {"first": MAY.first, "last": MAY.first}
    exceptions = [Relaxation(**by, rule="H16", **days), Relaxation(**by, rule="H17", withdrawn_at=now(), **days)]
    session.add_all([held, ended, number, *exceptions])
    session.flush()
    return held.id


def _heat(session: Session, organization_id: int) -> None:
    """Days of every heat, hours that are made up and others that are not; one site has a shift outdoors."""
    template = session.scalars(select(ShiftTemplate).order_by(ShiftTemplate.id)).first()
    assert template is not None
    template.outdoor = True
    sites = session.scalars(select(Site.id).order_by(Site.id)).all()
    by = {"organization_id": organization_id}
    for number, (degrees, made_up) in enumerate(((30, 0), (31, 60), (33, 90), (36, 90))):
        day = MAY.first + timedelta(days=number)
        session.add(HeatDay(**by, day=day, degrees=degrees))
        session.add(HeatCut(**by, day=day, site_id=sites[0], cut_minutes=90, made_up_minutes=made_up))
    session.add(HeatCut(**by, day=MAY.last, site_id=sites[1], cut_minutes=30))
    session.flush()


def _jobs(session: Session, organization_id: int) -> tuple[int, ...]:
    """The page of a job whose worker is gone must stand as well as any other."""
    states = [(JobStatus.FAILED, "lost"), (JobStatus.CANCELLED, ""), (JobStatus.QUEUED, "")]
    made = [
        SolveJob(organization_id=organization_id, month=str(JUNE), status=status, error=error)
        for status, error in states
    ]
    session.add_all(made)
    session.flush()
    return tuple(job.id for job in made)
