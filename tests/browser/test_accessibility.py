"""axe finds nothing on any page that any role can open.

The walk goes over the application's own list of routes: a page that needs a parameter without an example fails the
test, so that no new page is forgotten. axe sees about half of what can go wrong; the other half needs people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select
from werkzeug.routing import Rule

from models.enums import JobStatus, Role
from models.people import Participant
from models.places import Program
from models.rosters import SolveJob
from tests.browser.conftest import link_path, log_in, open_link
from tests.filled import JUNE, MAY, Club
from web.access import GRANTS, Access, Permission, declared
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
    "edits.check": "JSON for months.grid",
    "edits.since": "JSON for months.grid",
}
"""GET routes that answer with something else than a page, and with what."""

ELSEWHERE = {"jobs.show": {"month": JUNE}, "rosters.preview": {"month": JUNE}, "edits.cell": {"month": JUNE}}
"""Values that differ from the usual ones."""


@pytest.fixture(scope="module")
def usual(club: Club) -> dict[str, object]:
    """A value for every parameter that a page's address may have."""
    with club.session as session:
        person = session.scalars(select(Participant).order_by(Participant.id)).first()
        program = session.scalars(select(Program).order_by(Program.id)).first()
        # The page of a job whose worker is gone must stand as well as any other.
        job = SolveJob(organization_id=club.organization_id, month=str(JUNE), status=JobStatus.FAILED, error="lost")
        session.add(job)
        session.commit()
        assert person is not None
        assert program is not None
        view = month_view(session, club.organization_id, MAY)
        known: dict[str, object] = {
            "month": MAY,
            "site": view.sites[0].code,
            "number": person.number,
            "day": "2027-06-04",
            "participant_id": person.id,
            "program": program.code,
            "job_id": job.id,
            "shift": view.open_seats[0].shift.id,
        }
    return known | {"token": link_path(club, person.id).rpartition("/")[2]}


def _rules(app: Flask) -> list[tuple[Rule, Access]]:
    """Every route that shows a page, with what it asks for."""
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.endpoint):
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES:
            access = declared(app.view_functions[rule.endpoint])
            assert access is not None, f"{rule.endpoint} declares no permission"
            found.append((rule, access))
    return found


def _path(app: Flask, rule: Rule, usual: dict[str, object]) -> str:
    known = usual | ELSEWHERE.get(rule.endpoint, {})
    missing = rule.arguments - set(known)
    assert not missing, f"{rule.endpoint} needs an example for {sorted(missing)} in tests/browser/test_accessibility.py"
    with app.test_request_context():
        return str(app.url_map.bind("").build(rule.endpoint, {name: known[name] for name in rule.arguments}))


def _faults(page: Page, path: str) -> list[str]:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status < 400, f"{path} answered {answer.status}"
    return _violations(page, path)


def _violations(page: Page, path: str) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{path}: {one['id']}: {one['nodes'][0]['html'][:200]} ({len(one['nodes'])})" for one in found]


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[BrowserContext]:
    fresh = browser.new_context(base_url=address, color_scheme=request.param, viewport={"width": 360, "height": 740})
    yield fresh
    fresh.close()


@pytest.mark.parametrize(
    ("role", "theme"),
    [(Role.ADMIN, "light"), (Role.COORDINATOR, "dark"), (Role.APPROVER, "dark"), (Role.VIEWER, "light")],
)
def test_axe_finds_nothing_on_the_pages_of_a_role(
    role: Role, theme: Literal["light", "dark"], app: Flask, page: Page, usual: dict[str, object]
) -> None:
    page.emulate_media(color_scheme=theme)
    log_in(page, role.value)
    page.set_viewport_size({"width": 1366, "height": 768})
    paths = [_path(app, rule, usual) for rule, access in _rules(app) if access.permission in GRANTS[role]]
    assert len(paths) >= 8
    if Permission.ROSTER_EDIT not in GRANTS[role]:
        # Axe takes a quarter of a minute for 120 rows; readers' grids are the same without the editing.
        paths = [f"{path}?program={usual['program']}" if path.endswith("/grid") else path for path in paths]
    faults = [fault for path in paths for fault in _faults(page, path)]
    assert not faults, "\n" + "\n".join(faults)


def test_axe_finds_nothing_on_the_pages_of_participants_and_strangers(
    app: Flask, themed: BrowserContext, club: Club, usual: dict[str, object]
) -> None:
    page = themed.new_page()
    faults = [
        fault
        for rule, access in _rules(app)
        if access.kind == "public"
        for fault in _faults(page, _path(app, rule, usual))
    ]
    page.goto("/m/" + "a" * 26)
    faults += _violations(page, "a wrong link")
    open_link(page, club)
    own = [_path(app, rule, usual) for rule, access in _rules(app) if access.kind == "participant"]
    assert own == ["/me"]
    faults += [fault for path in (*own, "/me?size=3", "/me?lang=en") for fault in _faults(page, path)]
    assert not faults, "\n" + "\n".join(faults)
