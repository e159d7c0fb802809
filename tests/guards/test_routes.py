"""Every address is guarded: one declared permission, a form token on every unsafe method, no change by looking."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.routing import Rule

from models import Base
from models.enums import Role
from models.people import Participant
from tests.filled import MAY, Club, filled_club
from tests.functional.pages import Pages
from web import access, create_app
from web.access import GRANTS, Permission, declared
from web.limits import limiter
from web.services.links import link_for

PUBLIC = {"static", "auth.login", "auth.check_login", "me.ask", "me.enter", "me.how"}
"""Views that anybody may open, each with its reason in the code; see `test_public_views_are_few_and_known`."""
RECORDED = {"print.wall", "print.days", "print.slip", "print.slips", "print.excel", "me.paper"}
"""Looking that leaves a line in the access record, and nothing else (개인정보의 안전성 확보조치 기준 art. 8)."""
MAY_CHANGE = {"web_session", "audit_event"}


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Club:
    return filled_club(tmp_path_factory.mktemp("routes"))


@pytest.fixture(scope="module")
def app(club: Club) -> Iterator[Flask]:
    made = create_app(club.settings)
    limiter.enabled = False
    yield made
    limiter.enabled = True


def rules(app: Flask, unsafe: bool) -> list[Rule]:
    methods = {"POST", "PUT", "PATCH", "DELETE"}
    return [one for one in app.url_map.iter_rules() if bool(methods & set(one.methods or ())) is unsafe]


def path(app: Flask, club: Club, rule: Rule) -> str:
    values = {
        "month": MAY, "site": "store24", "number": "P0001", "participant_id": 1, "program": "store", "job_id": 1,
        "shift": "store24:새:2027-05-01", "filename": "css/desk.css", "token": "a" * 26,
    }  # fmt: skip
    missing = rule.arguments - set(values)
    assert not missing, f"{rule.endpoint} needs an example for {missing}"
    return str(app.url_map.bind("localhost").build(rule.endpoint, {name: values[name] for name in rule.arguments}))


def test_every_route_declares_exactly_one_permission(app: Flask) -> None:
    found = {rule.endpoint: declared(app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()}
    assert [name for name, one in found.items() if one is None] == []
    for name, one in found.items():
        assert one is not None
        assert (one.kind == "permission") == (one.permission is not None), name
        assert (one.kind == "public") == bool(one.reason), name


def test_public_views_are_few_and_known(app: Flask) -> None:
    found = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (one := declared(app.view_functions[rule.endpoint])) is not None and one.kind == "public"
    }
    assert found == PUBLIC


def test_a_view_cannot_declare_twice() -> None:
    with pytest.raises(TypeError):
        access.public("no")(access.requires(Permission.ROSTER_VIEW)(lambda: ""))


def test_a_view_without_a_declaration_is_refused_to_everybody(club: Club) -> None:
    made = create_app(club.settings)
    made.add_url_rule("/forgotten", view_func=lambda: "open", endpoint="forgotten")
    assert Pages(made).client.get("/forgotten").status_code == 403
    assert Pages(made).log_in("admin").client.get("/forgotten").status_code == 403


def test_parameters_in_addresses_are_typed(app: Flask) -> None:
    untyped = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if any(":" not in part.partition(">")[0] for part in rule.rule.split("<")[1:])
    ]
    assert untyped == []


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_what_it_was_not_granted(app: Flask, club: Club, role: Role) -> None:
    pages = Pages(app).log_in(role.value)
    asked = 0
    for rule in app.url_map.iter_rules():
        one = declared(app.view_functions[rule.endpoint])
        assert one is not None
        if one.permission is None or one.permission in GRANTS[role]:
            continue
        asked += 1
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        pages.get("/months/2027-05")
        answer = pages.client.open(path(app, club, rule), method=method, data={"csrf_token": pages.token()})
        assert answer.status_code == 403, f"{role} {method} {rule.endpoint}: {answer.status_code}"
    assert (asked == 0) == (GRANTS[role] == frozenset(Permission))


def test_unsafe_requests_without_the_right_token_change_nothing(app: Flask, club: Club) -> None:
    stranger, pages = Pages(app).log_in("admin"), Pages(app).log_in("admin")
    stranger.get("/club")
    others = stranger.token()
    before = digest(club, set())
    tried = 0
    for rule in rules(app, unsafe=True):
        for token in (None, "wrong", others):
            data = {} if token is None else {"csrf_token": token}
            answer = pages.client.post(path(app, club, rule), data=data)
            assert answer.status_code in (400, 404), f"{rule.endpoint}: {answer.status_code}"
            tried += 1
    assert tried >= 3 * 14
    assert digest(club, set()) == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_changes_nothing(app: Flask, club: Club, method: str) -> None:
    pages = Pages(app).log_in("admin")
    open_own_page(pages, club)
    before, quiet_before = digest(club, MAY_CHANGE), digest(club, {"web_session"})
    for rule in rules(app, unsafe=False):
        answer = pages.client.open(path(app, club, rule), method=method)
        assert answer.status_code < 500, f"{rule.endpoint}: {answer.status_code}"
        quiet = digest(club, {"web_session"})
        assert quiet == quiet_before or rule.endpoint in RECORDED, f"{rule.endpoint} changed something"
        quiet_before = quiet
    assert digest(club, MAY_CHANGE) == before


def open_own_page(pages: Pages, club: Club) -> None:
    """Be a participant as well, so that their pages answer."""
    with club.session as session:
        person = session.scalars(select(Participant).order_by(Participant.id)).first()
        assert person is not None
        address = link_for(person, "", club.settings.link_key())
        session.commit()
    pages.get(address)
    pages.post(address)


def digest(club: Club, without: set[str]) -> str:
    """A mark of everything in the database except some tables."""
    seen = hashlib.sha256()
    with club.session as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in without:
                for row in session.execute(text(f'SELECT * FROM "{table.name}" ORDER BY 1')):  # noqa: S608 - own names
                    seen.update(repr((table.name, *row)).encode())
    return seen.hexdigest()


def test_vendored_scripts_are_what_they_say(app: Flask) -> None:
    folder = Path(app.static_folder or "") / "vendor"
    listed = json.loads((folder / "vendor.json").read_text("utf-8"))
    for one in listed:
        assert hashlib.sha256((folder / one["file"]).read_bytes()).hexdigest() == one["sha256"], one["name"]
        assert (folder / one["licence_file"]).read_text("utf-8").strip()
    kept = {path.name for path in folder.iterdir()} - {"vendor.json"}
    assert kept == {one[key] for one in listed for key in ("file", "licence_file")}
