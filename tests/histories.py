"""Many hands on one month at once, and what must be true of what they leave behind.

Every edit carries a mark of its own (the cell's note). Afterwards the stored edits are read as histories of the cells:
each begins where the one before ended, every acknowledged mark is there once, no refused one is, the versions count the
changes without a gap, and nobody stands twice in one cell.
"""

from __future__ import annotations

import random
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from models import Assignment, Base, Participant, RosterCell, RosterEdit, User
from models.engine import make_engine, make_sessions
from models.enums import Role
from scheduler.calendar import Month
from tests.rows import MAY, stored, tiny_book
from web.services import edits
from web.services.audit import Actor
from web.services.edits import Change, Clashed
from web.services.errors import Conflict

Cell = tuple[int, str]


@dataclass
class Told:
    """What one hand was told."""

    kept: list[str] = field(default_factory=list)
    """Marks of acknowledged edits."""
    refused: list[str] = field(default_factory=list)
    """Marks of edits that were not stored."""
    clashes: int = 0
    """Clashes that showed both values."""
    silent: int = 0
    """Clashes that did not."""


def tried(url: str, count: int, times: int, seed: int) -> tuple[list[Told], list[str]]:
    """So many hands edit the tiny club's May in an empty database: what they were told, and what is wrong then."""
    engine = make_engine(url)
    Base.metadata.create_all(engine)
    sessions = make_sessions(engine)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        actors = hands(session, owner, count)
    told = work(sessions, owner, MAY, actors, times, seed)
    found = faults(sessions, owner, told)
    engine.dispose()
    return told, found


def hands(session: Session, organization_id: int, count: int) -> list[Actor]:
    """So many coordinators of the organisation."""
    users = [
        User(
            organization_id=organization_id, login=f"hand{organization_id}-{one}", name=f"손{one}",
            role=Role.COORDINATOR, password_hash="-",
        )
        for one in range(count)
    ]  # fmt: skip
    session.add_all(users)
    session.commit()
    return [Actor(user.login, user.id) for user in users]


def work(
    sessions: sessionmaker[Session], organization_id: int, month: Month, actors: list[Actor], times: int, seed: int
) -> list[Told]:
    """All of them edit at once, each so often, in threads of their own."""
    told = [Told() for _ in actors]
    threads = [
        threading.Thread(target=_edit, args=(sessions, organization_id, month, actor, times, seed + place, told[place]))
        for place, actor in enumerate(actors)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return told


def _edit(
    sessions: sessionmaker[Session], organization_id: int, month: Month, actor: Actor, times: int, seed: int, told: Told
) -> None:
    dice, seen = random.Random(seed), 0
    days = [day for day in month.period.days() if day.weekday() == 0]
    for number in range(times):
        mark = f"{actor.name}:{number}"
        who, day = f"P{dice.randint(1, 3)}", dice.choice(days)
        shifts: tuple[str, ...] = ("shop:오",) if dice.random() < 0.6 else ()
        try:
            with sessions() as session:
                act = dice.random()
                if act < 0.1:
                    _turn(lambda s=session: edits.undo(s, organization_id, month, actor))
                    continue
                if act < 0.15:
                    _turn(lambda s=session: edits.redo(s, organization_id, month, actor))
                    continue
                change = Change(who, day, seen, shifts=shifts, note=mark)
                seen = edits.apply(session, organization_id, month, [change], actor).edit_id
            told.kept.append(mark)
        except Clashed as clash:
            told.refused.append(mark)
            (one,) = clash.clashes
            shown = one.mine.note == mark and one.theirs.note != mark and bool(one.by)
            told.clashes += shown
            told.silent += not shown
            seen = one.edit_id
        except (Conflict, OperationalError):
            told.refused.append(mark)


def _turn(act: Callable[[], Any]) -> None:
    try:
        act()
    except Conflict:
        return  # nothing to take back or repeat


def faults(sessions: sessionmaker[Session], organization_id: int, told: list[Told]) -> list[str]:
    """What is wrong with the stored histories; empty when nothing is."""
    with sessions() as session:
        made = session.scalars(
            select(RosterEdit).where(RosterEdit.organization_id == organization_id).order_by(RosterEdit.id)
        ).all()
        cells = session.scalars(select(RosterCell).where(RosterCell.organization_id == organization_id)).all()
        rows = session.scalars(select(Assignment).where(Assignment.organization_id == organization_id)).all()
        people = session.scalars(select(Participant).where(Participant.organization_id == organization_id)).all()
        assert len(people) == 3
    found = [f"a clash without both values: {one.silent}" for one in told if one.silent]
    value: dict[Cell, Any] = defaultdict(lambda: {"shifts": [], "locked": False, "note": ""})
    changes: Counter[Cell] = Counter()
    marks: Counter[str] = Counter()
    for edit in made:
        for person, day, before, after in edit.steps:
            if value[person, day] != before:
                found.append(f"edit {edit.id} begins at {before}, but the cell held {value[person, day]}")
            value[person, day] = after
            changes[person, day] += 1
            if edit.kind == "cells":
                marks[after["note"]] += 1
    found += [f"the mark {mark} is there {marks[mark]} times" for one in told for mark in one.kept if marks[mark] != 1]
    found += [f"the refused mark {mark} is there" for one in told for mark in one.refused if marks[mark]]
    for cell in cells:
        key = cell.participant_id, cell.day.isoformat()
        if cell.version != changes[key]:
            found.append(f"{key} counts {cell.version} versions of {changes[key]} changes")
        if cell.note != value[key]["note"]:
            found.append(f"{key} holds {cell.note}, its history ends with {value[key]['note']}")
    return found + _double(rows, value)


def _double(rows: Any, value: dict[Cell, Any]) -> list[str]:
    placed: defaultdict[Cell, list[int]] = defaultdict(list)
    for row in rows:
        placed[row.participant_id, row.day.isoformat()].append(row.template_id)
    found = [f"{key} is booked twice" for key, templates in placed.items() if len(templates) > 1]
    return found + [
        f"{key} holds {placed.get(key, [])}, its history ends with {held['shifts']}"
        for key, held in value.items()
        if placed.get(key, []) != held["shifts"]
    ]
