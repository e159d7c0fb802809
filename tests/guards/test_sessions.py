"""The right to see ends at once: the next request is refused, not the next login."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models import Participant, User, WebSession
from models.base import now
from models.enums import Role
from tests.actors import Actor, World
from tests.figures import note
from tests.guards.doors import DOORS, ROLES, path_of
from web.services import links
from web.services.audit import Actor as Person
from web.sessions import hash_of

PROMISE = "Nothing is served after a right has ended"


def users_row(session: Session, actor: Actor) -> User:
    return session.get_one(User, actor.user_id)


def session_row(session: Session, actor: Actor) -> WebSession:
    token = actor.cookie.partition("roster-user=")[2].partition(";")[0]
    return session.scalars(select(WebSession).where(WebSession.token_hash == hash_of(token))).one()


def close(session: Session, world: World, actor: Actor) -> None:
    users_row(session, actor).active = False


def rest_too_long(session: Session, world: World, actor: Actor) -> None:
    session_row(session, actor).seen_at = now() - timedelta(minutes=31)


def stay_too_long(session: Session, world: World, actor: Actor) -> None:
    session_row(session, actor).expires_at = now() - timedelta(seconds=1)


def log_out(session: Session, world: World, actor: Actor) -> None:
    assert world.ask(actor, "POST", "/logout").status_code == 303


def leave_the_organization(session: Session, world: World, actor: Actor) -> None:
    users_row(session, actor).organization_id = world.clubs["B"].organization


def doors_of(world: World, actor: Actor) -> list[tuple[str, str, str]]:
    """Name, method and address of every door that the actor may open now."""
    found = []
    for rule in world.app.url_map.iter_rules():
        door = DOORS[rule.endpoint]
        granted = door.access in ROLES[actor.role] if actor.role else door.access == "participant"
        if granted:
            path = path_of(world.app, rule.endpoint, world.clubs[actor.club], actor.link)
            methods = ("POST",) if "POST" in (rule.methods or ()) else ("GET", "HEAD")
            found += [(rule.endpoint, method, path) for method in methods]
    return found


def refused(world: World, actor: Actor, statuses: set[int], doors: list[tuple[str, str, str]]) -> None:
    """Every one of the doors is closed to the actor, and nothing changes; then all is put back."""
    before = world.changes()
    served = [
        f"{actor.name} {method} {path}: {answer.status_code}"
        for _, method, path in doors
        if (answer := world.ask(actor, method, path)).status_code not in statuses
    ]
    changed = world.changes() != before
    world.restore()
    note(PROMISE, len(doors), len(served))
    assert served == [] and not changed


@pytest.mark.parametrize("end", [close, rest_too_long, stay_too_long, log_out, leave_the_organization])
@pytest.mark.parametrize("name", ["coordinator", "viewer", "city officer", "admin", "operator"])
def test_a_users_session_ends_with_the_next_request(
    world: World, name: str, end: Callable[[Session, World, Actor], None]
) -> None:
    actor = world.actors[name]
    doors = doors_of(world, actor)
    assert len(doors) >= 4
    with world.session as session:
        end(session, world, actor)
        session.commit()
    refused(world, actor, {303}, doors)


@pytest.mark.parametrize("role", list(Role))
def test_a_right_ends_when_the_role_loses_it(world: World, role: Role) -> None:
    """An admin becomes something less: what the new role may not is refused at once."""
    actor = world.actors["admin"]
    lost = [one for one in doors_of(world, actor) if DOORS[one[0]].access not in ROLES[role] and one[0] != "desk.start"]
    assert bool(lost) == (role is not Role.ADMIN)
    with world.session as session:
        users_row(session, actor).role = role
        session.commit()
    refused(world, actor, {403}, lost)


def revoke(session: Session, world: World, person: Participant) -> None:
    links.revoke(session, person.organization_id, person.id, Person("tests"))


def end_the_contract(session: Session, world: World, person: Participant) -> None:
    for contract in person.contracts:
        contract.first, contract.last = date(2026, 1, 1), date(2027, 5, 6)


def forget(session: Session, world: World, person: Participant) -> None:
    session.execute(text(f"DELETE FROM participant WHERE id = {person.id}"))  # noqa: S608 - a number


@pytest.mark.parametrize("end", [revoke, end_the_contract, forget])
def test_a_participants_device_is_forgotten_at_once(
    world: World, end: Callable[[Session, World, Participant], None]
) -> None:
    actor = world.actors["participant"]
    looking = [one for one in doors_of(world, actor) if one[1] != "POST"]
    card = [("me.ask", "GET", f"/m/{actor.link}"), ("me.enter", "POST", f"/m/{actor.link}")]
    with world.session as session:
        end(session, world, session.get_one(Participant, world.clubs["A"].participants[0]))
        session.commit()
    refused(world, actor, {401, 404}, [*looking, *card])
