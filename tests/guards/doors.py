"""Who may open which door: written out, so that whoever changes a view must change this table knowingly.

`own` is the answer to somebody who may, with ids of their own club in the address; `foreign` the answer to the same
person with ids of the other club (the same as `own` where the address holds no such ids).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed

from models.enums import Role
from tests.actors import Actor
from tests.filled import MAY
from tests.twoclubs import Ids

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
UNSAFE = ("POST", "PUT", "DELETE", "PATCH")

_READS = {"roster.view", "roster.print", "people.view", "session.own"}
_ALL = _READS | {
    "roster.edit", "roster.publish", "people.link", "club.import", "club.export", "counts.view", "system.view",
}  # fmt: skip
ROLES: dict[Role, set[str]] = {
    Role.ADMIN: _ALL,
    Role.COORDINATOR: _ALL - {"system.view"},
    Role.APPROVER: _READS | {"roster.publish", "counts.view"},
    Role.VIEWER: _READS,
    Role.OFFICER: {"counts.view", "session.own"},
    Role.OPERATOR: {"system.view", "session.own"},
}
"""What each role may."""
START = {Role.OFFICER: 302, Role.OPERATOR: 302}
"""Who is led from the bare address to another first page."""


@dataclass(frozen=True)
class Door:
    """One view, or one view with something in its query."""

    access: str
    """public, participant, or the one permission."""
    own: int = 200
    foreign: int | None = None
    query: dict[str, str] = field(default_factory=dict)
    """What stands after the question mark; the values are names of ids, or words."""
    body: dict[str, str] = field(default_factory=dict)
    """What an unsafe request sends; values as in `query`."""
    recorded: bool = False
    """Looking leaves a line in the access record (개인정보의 안전성 확보조치 기준 art. 8)."""
    logged_in: int | None = None
    """Another answer to who has a user's session."""
    revoked: int | None = None
    """Another answer to who holds a link that was revoked."""


_CHANGES = json.dumps([{"number": "NUMBER", "day": "2027-05-12", "seen": 0, "note": "x"}])
_WHY = {"reason": "x", "valid_from": "2027-06-01"}
_HOURS = {**_WHY, "must": "no", "strength": "usual", "blank-every": "week", "blank-most": "30"}
_CELL = {"number": "number", "day": "day", "seen": "99", "note": "x"}

DOORS: dict[str, Door] = {
    "static": Door("public"),
    "auth.login": Door("public", logged_in=302),
    "auth.check_login": Door("public", 422, body={"login": "nobody", "password": "wrong"}),
    "auth.logout": Door("session.own", 303),
    "auth.extend": Door("session.own", 303),
    "desk.start": Door("roster.view"),
    "desk.choose_month": Door("roster.view", 302),
    "months.overview": Door("roster.view"),
    "months.grid": Door("roster.view"),
    "months.grid?job": Door("roster.view", 200, 404, {"job": "job_id"}),
    "months.grid?site": Door("roster.view", query={"site": "site", "program": "program"}),
    "months.days": Door("roster.view"),
    "months.days?job": Door("roster.view", 200, 404, {"job": "job_id"}),
    "months.site": Door("roster.view", 200, 404),
    "months.site?job": Door("roster.view", 200, 404, {"job": "job_id"}),
    "months.person": Door("roster.view", 200, 404),
    "months.person?job": Door("roster.view", 200, 404, {"job": "job_id"}),
    "months.check": Door("roster.view"),
    "months.precheck": Door("roster.view"),
    "months.open_seat": Door("roster.view", 200, 404),
    "edits.cell": Door("roster.edit", 200, 404),
    "edits.check": Door("roster.edit"),
    "edits.check?changes": Door("roster.edit", 200, 404, {"changes": _CHANGES}),
    "edits.since": Door("roster.edit"),
    "edits.apply": Door("roster.edit", 303, 404, body=_CELL),
    "edits.undo": Door("roster.edit", 303),
    "edits.redo": Door("roster.edit", 303),
    "edits.lock": Door("roster.edit", 303, 404, body={"line_number": "number", "locked": "1"}),
    "rosters.preview": Door("roster.view", 200, 404),
    "rosters.publish": Door("roster.publish", 303, 404),
    "rosters.confirm": Door("roster.publish", 303, 404),
    "rosters.reopen": Door("roster.publish", 303, 404),
    "jobs.build": Door("roster.edit", 303, body={"seconds": "60"}),
    "jobs.show": Door("roster.view", 200, 404),
    "jobs.progress": Door("roster.view", 200, 404),
    "jobs.stop": Door("roster.edit", 303, 404),
    "jobs.cancel": Door("roster.edit", 303, 404),
    "jobs.accept": Door("roster.edit", 303, 404),
    "jobs.discard": Door("roster.edit", 303, 404),
    "rules.show": Door("roster.view"),
    "rules.number": Door("roster.view"),
    "rules.set_number": Door("roster.edit", 303, body={**_WHY, "value": "12"}),
    "rules.show_holidays": Door("roster.view"),
    "rules.show_holidays?year": Door("roster.view", query={"year": "2027"}),
    "rules.add_holiday": Door("roster.edit", 303, body={"day": "2027-06-03", "name": "x"}),
    "rules.fill_holidays": Door("roster.edit", 303, body={"year": "2027"}),
    "rules.remove_holiday": Door("roster.edit", 303, 404),
    "rules.programs": Door("roster.view"),
    "rules.add_program_type": Door("roster.edit", 303, body={"name": "x"}),
    "rules.remove_program_type": Door("roster.edit", 303, 404),
    "conditions.overview": Door("roster.view"),
    "conditions.new": Door("roster.edit"),
    "conditions.add": Door("roster.edit", 303, body=_HOURS),
    "conditions.show": Door("roster.edit", 200, 404),
    "conditions.change": Door("roster.edit", 303, 404, body=_HOURS),
    "conditions.end": Door("roster.edit", 303, 404),
    "conditions.restore": Door("roster.edit", 303, 404),
    "exceptions.overview": Door("roster.view"),
    "exceptions.overview?number": Door("roster.view", query={"rule": "H16", "number": "number", "site": "site"}),
    "exceptions.overview?q": Door("roster.view", query={"q": "number"}),
    "exceptions.add": Door(
        "roster.edit", 303, body={"rule": "H16", "first": "2027-05-12", "last": "2027-05-13", "reason": "x"}
    ),
    "exceptions.withdraw": Door("roster.edit", 303, 404),
    "heat.overview": Door("roster.view"),
    "heat.overview?site": Door("roster.view", query={"site": "site", "cut_day": "day", "cut": "1"}),
    "heat.set_day": Door("roster.edit", 303, body={"day": "day", "degrees": "34"}),
    "heat.remove_day": Door("roster.edit", 303, 404),
    "heat.set_cut": Door("roster.edit", 303, body={"site": "site", "cut_day": "day", "cut": "1"}),
    "heat.remove_cut": Door("roster.edit", 303, 404),
    "imports.overview": Door("club.import"),
    "imports.check": Door("club.import", 422, body={"kind": "workbook"}),
    "imports.store": Door("club.import", 404, body={"kind": "workbook", "name": "0" * 32}),
    "imports.blank": Door("club.export"),
    "imports.present": Door("club.export", 200),
    "participants.overview": Door("people.view"),
    "participants.overview?q": Door("people.view", query={"q": "number", "program": "program"}),
    "participants.detail": Door("people.view", 200, 404),
    "participants.show_link": Door("people.link", 200, 404),
    "participants.renew_link": Door("people.link", 303, 404),
    "me.how": Door("public"),
    "me.ask": Door("public", revoked=404),
    "me.enter": Door("public", 303, revoked=404),
    "me.show": Door("participant"),
    "me.paper": Door("participant", recorded=True),
    "me.leave": Door("participant", 303),
    "print.overview": Door("roster.print"),
    "print.wall": Door("roster.print", recorded=True),
    "print.wall?site": Door("roster.print", 200, 404, {"site": "site"}, recorded=True),
    "print.days": Door("roster.print", 404),
    "print.days?site": Door("roster.print", 200, 404, {"site": "site"}, recorded=True),
    "print.slip": Door("roster.print", 200, 404, recorded=True),
    "print.slips": Door("roster.print", 404),
    "print.slips?site": Door("roster.print", 200, 404, {"site": "site"}, recorded=True),
    "print.excel": Door("roster.print", recorded=True),
    "print.excel?site": Door("roster.print", 200, 404, {"site": "site"}, recorded=True),
    "print.excel?program": Door("roster.print", 200, 404, {"program": "program"}, recorded=True),
    "counts.choose": Door("counts.view", 302),
    "counts.show": Door("counts.view"),
    "system.show": Door("system.view"),
}


def values(ids: Ids, endpoint: str, token: str) -> dict[str, Any]:
    """What stands in addresses of a club."""
    draft = endpoint in ("edits.cell", "edits.apply", "edits.check")
    return {
        "month": MAY, "site": ids.site, "number": ids.numbers[2 if draft else 0], "participant_id": ids.participants[0],
        "program": ids.program, "job_id": ids.job, "shift": ids.open_shift, "filename": "css/desk.css", "token": token,
        "day": "2027-05-12", "NUMBER": ids.numbers[2], "name": "min_rest_between_shifts", "sentence": "hours-most",
        **ids.rules,
    }  # fmt: skip


def filled(words: dict[str, str], known: dict[str, Any]) -> dict[str, str]:
    """The words with ids in place of their names."""
    return {name: str(known.get(word, word.replace("NUMBER", str(known["NUMBER"])))) for name, word in words.items()}


def addresses(app: Flask) -> list[tuple[str, str]]:
    """Every address as its pattern and the name of one door behind it, those with a query included."""
    patterns: dict[str, str] = {}
    for rule in app.url_map.iter_rules():
        patterns.setdefault(rule.rule, rule.endpoint)
    by_endpoint = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    queries = [(by_endpoint[name.partition("?")[0]], name) for name in DOORS if "?" in name]
    return [*patterns.items(), *queries]


def path_of(app: Flask, name: str, ids: Ids, token: str) -> str:
    """The address of a door with a club's ids."""
    endpoint = name.partition("?")[0]
    known = values(ids, endpoint, token)
    rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
    missing = rule.arguments - known.keys()
    assert not missing, f"{endpoint} needs an example for {missing}"
    chosen = {one: known[one] for one in rule.arguments} | (filled(DOORS[name].query, known) if name in DOORS else {})
    method = "POST" if "POST" in (rule.methods or ()) else "GET"
    return str(app.url_map.bind("localhost").build(endpoint, chosen, method))


def door_behind(app: Flask, name: str, path: str, method: str) -> str | None:
    """The door that a method opens at an address; None when the address takes no such method."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path.partition("?")[0], method)
    except MethodNotAllowed:
        return None
    return name if endpoint == name.partition("?")[0] else str(endpoint)


def refusal(actor: Actor, access: str) -> int | None:
    """How the actor is refused at a door of this kind; None when they may pass."""
    if access == "public":
        return None
    if access == "participant":
        return None if actor.person is not None else 401
    if actor.role is None:
        return 303  # to the login page
    return None if access in ROLES[actor.role] else 403


def answer(actor: Actor, method: str, name: str | None, foreign: bool) -> int:
    """The status that the table says."""
    if name is None:
        return 405
    door = DOORS[name]
    refused = refusal(actor, door.access)
    if refused is not None:
        leads_on = name == "desk.start" and method in ("GET", "HEAD") and actor.role in START
        return START[actor.role] if leads_on else refused
    if method == "OPTIONS":
        return 200
    if door.logged_in is not None and actor.role is not None:
        return door.logged_in
    if door.revoked is not None and actor.name.startswith("revoked") and not foreign:
        return door.revoked
    return door.foreign if foreign and door.foreign is not None else door.own
