"""Every address is guarded: one declared permission, typed parameters, few public views, known scripts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from models.enums import Role
from tests.filled import Club, filled_club
from tests.functional.pages import Pages
from web import access, create_app
from web.access import GRANTS, Permission, declared
from web.limits import limiter

ROOT = Path(__file__).parents[2]
PUBLIC = {"static", "auth.login", "auth.check_login", "me.ask", "me.enter", "me.how"}
"""Views that anybody may open, each with its reason in the code; see `test_public_views_are_few_and_known`."""


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Club:
    return filled_club(tmp_path_factory.mktemp("routes"))


@pytest.fixture(scope="module")
def app(club: Club) -> Iterator[Flask]:
    made = create_app(club.settings)
    limiter.enabled = False
    yield made
    limiter.enabled = True


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


def test_the_manual_shows_what_each_role_may() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8").partition("## Who may open which door")[2]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    roles, rows = lines[0][1:], lines[2:]
    assert roles == [role.value for role in Role]
    shown = {Role(role): {row[0] for row in rows if row[at] == "●"} for at, role in enumerate(roles, start=1)}
    assert shown == {role: {one.value for one in granted} for role, granted in GRANTS.items()}
    assert {row[0] for row in rows} == {one.value for one in Permission}


def test_parameters_in_addresses_are_typed(app: Flask) -> None:
    untyped = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if any(":" not in part.partition(">")[0] for part in rule.rule.split("<")[1:])
    ]
    assert untyped == []


def test_vendored_scripts_are_what_they_say(app: Flask) -> None:
    folder = Path(app.static_folder or "") / "vendor"
    listed = json.loads((folder / "vendor.json").read_text("utf-8"))
    for one in listed:
        assert hashlib.sha256((folder / one["file"]).read_bytes()).hexdigest() == one["sha256"], one["name"]
        assert (folder / one["licence_file"]).read_text("utf-8").strip()
    kept = {path.name for path in folder.iterdir()} - {"vendor.json"}
    assert kept == {one[key] for one in listed for key in ("file", "licence_file")}
