"""Every actor at every door with every method, twice: with ids of the own club, and with those of the other one.

Each answer is compared with the table of `doors`, searched for canaries that the actor may not see, and the database
is looked at: whoever is refused, and whoever only looks, changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from werkzeug.test import TestResponse

from tests.actors import RECORDED, Actor, World
from tests.canaries import SECRET, Home, listening, words_of
from tests.guards.doors import DOORS, METHODS, UNSAFE, addresses, answer, door_behind, filled, path_of, refusal, values

_NAMED = re.compile(r"<(?!month|path:filename)")
"""An address that names something of one club."""
_ON_PARTICIPANTS_PAGES = {
    "organization.name", "organization.phone", "organization.coordinator", "site.name", "site.address", "site.bring",
    "holiday.name", "program.name",
}  # fmt: skip
_BEHIND_A_LINK = {"organization.name", "organization.phone", "organization.coordinator"}
_COUNTED = {"program.name", "organization.name"}


@dataclass
class Walk:
    """What was tried, and what went wrong."""

    routes: int = 0
    addresses: int = 0
    requests: int = 0
    bodies: int = 0
    """Answers that were searched for canaries."""
    looks: int = 0
    """Requests that must not change anything, whoever sends them."""
    restored: int = 0
    """Requests that were granted and changed something."""
    wrong: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    """What was changed by somebody refused, or by looking."""
    logged: int = 0
    """Lines of the log meanwhile."""
    answers: dict[tuple[str, int], int] = field(default_factory=dict)
    """How many answers of each status each actor got."""


def walk(world: World) -> Walk:
    """Knock everywhere."""
    done = Walk()
    done.routes = sum(1 for _ in world.app.url_map.iter_rules())
    found = addresses(world.app)
    done.addresses = len(found)
    with listening() as lines:
        for pattern, name in found:
            for actor in world.actors.values():
                _knock(world, done, actor, name, METHODS if "?" not in name else ("GET", "HEAD"))
                if "?" in name or _NAMED.search(pattern):
                    _knock(world, done, actor, name, METHODS, foreign=True)
    done.logged = len(lines)
    done.leaks += [f"the log: {home.column}" for line in lines for home in world.aviary.found(line).values()]
    return done


def _knock(
    world: World, done: Walk, actor: Actor, name: str, methods: tuple[str, ...], *, foreign: bool = False
) -> None:
    owner = {"A": "B", "B": "A"}[actor.club] if foreign else actor.club
    ids = world.clubs[owner]
    token = ids.tokens[0] if foreign else actor.link
    path = path_of(world.app, name, ids, token)
    for method in methods:
        door = door_behind(world.app, name, path, method)
        if foreign and door is None:
            continue  # the same answer as to the own ids: the address takes no such method
        if door is not None and door not in DOORS:
            done.wrong.append(f"{door} is not in the table")
            continue
        body = filled(DOORS[door].body, values(ids, door, token)) if door and method in UNSAFE else None
        before = world.changes()
        said = f"{actor.name} {method} {path}"
        done.requests += 1
        try:
            response = world.ask(actor, method, path, body)
        except AssertionError as fault:  # the client looks at every page and its headers
            done.wrong.append(f"{said}: {fault}")
            continue
        done.answers[actor.name, response.status_code] = done.answers.get((actor.name, response.status_code), 0) + 1
        expected = answer(actor, method, door, foreign)
        if response.status_code != expected:
            done.wrong.append(f"{said}: {response.status_code}, the table says {expected}")
        _unchanged(world, done, actor, method, door, said, before)
        done.bodies += 1
        done.leaks += leaks(world, actor, response, f"{said}: ", path)


def _unchanged(world: World, done: Walk, actor: Actor, method: str, door: str | None, said: str, before: int) -> None:
    """Nothing was committed but by who may, in an unsafe request, or as a line of the access record."""
    granted = door is not None and refusal(actor, DOORS[door].access) is None
    looking = method not in UNSAFE
    done.looks += looking
    if world.changes() == before:
        return
    if looking or not granted:
        recorded = granted and door is not None and DOORS[door].recorded
        if not recorded or world.digest(*RECORDED) != world.kept_digest:
            done.changes.append(said)
    else:
        done.restored += 1
    world.restore()


def leaks(world: World, actor: Actor, response: TestResponse, said: str, asked: str = "") -> list[str]:
    """Canaries in a response that the actor may not see and did not send."""
    words = words_of(response)
    sent = unquote(asked)
    return [
        f"{said}{canary} of {home.owner} {home.column}"
        for canary, home in world.aviary.found(words).items()
        if canary not in sent and not may_see(world, actor, home, asked)
    ]


def may_see(world: World, actor: Actor, home: Home, asked: str = "") -> bool:
    """Whether what lives there is the actor's to see."""
    if home.column in SECRET:
        return False
    if home.column == "user_account.name" and home.row == actor.user_id:
        return True  # the own name in the head of the page
    if asked.startswith("/m/"):
        return _behind_the_link(world, home, asked)
    if actor.role is None and actor.person is None:
        return False
    if home.owner != actor.club:
        return False
    if actor.person is not None:
        own = home.column == "participant.name" and home.row == world.clubs[actor.club].participants[actor.person]
        return own or home.column in _ON_PARTICIPANTS_PAGES
    if actor.role == "operator":
        return False
    return home.column in _COUNTED if actor.role == "officer" else True


def _behind_the_link(world: World, home: Home, asked: str) -> bool:
    """A link shows its holder's name and whom to call, before anybody has said who they are."""
    for letter, ids in world.clubs.items():
        for index, token in enumerate(ids.tokens):
            if token in asked:
                person = home.column == "participant.name" and home.row == ids.participants[index]
                return home.owner == letter and (person or home.column in _BEHIND_A_LINK)
    return False
