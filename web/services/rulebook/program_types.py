"""Programme types: the law's, and those that a club adds, such as a city's programme for the middle-aged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.base import now
from models.queries import places
from models.queries import rulebook as queries
from models.rules import ProgramType as TypeRow
from models.rules import RuleValue
from scheduler.values import Amount, Unit, Values, law_program_types
from web.services.audit import Actor, record
from web.services.errors import Conflict, NotFound
from web.services.rulebook.blanks import number_typed
from web.services.rulebook.drafts import Faults, Unfit
from web.services.rulebook.numbers import Numbers, numbers_of
from web.services.rulebook.units import read, say

CAPS = ("max_minutes_per_day", "max_minutes_per_week", "max_minutes_per_month")
"""The numbers that the form asks for; all others can be set for the type like any number."""
LONGEST_NAME = 60
OLDEST = 120
_CODE = "own-"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form says, as it was typed."""

    name: str = ""
    name_en: str = ""
    least_age: str = ""
    most_age: str = ""
    subsidized: bool = True
    caps: tuple[str, ...] = ("", "", "")
    """As `CAPS`; empty: what holds for the kind of contract."""


@dataclass(frozen=True, slots=True)
class TypeView:
    """A programme type of the list."""

    code: str
    name: str
    least_age: int | None
    most_age: int | None
    subsidized: bool
    caps: tuple[tuple[str, str], ...]
    """Label and value of each cap that the type has of its own."""
    programs: tuple[str, ...]
    """Names of the club's programmes of the type."""
    id: int | None = None
    """None: one of the law's."""


def listed(session: Session, organization_id: int, day: date, lang: str) -> list[TypeView]:
    """The law's types, then the club's own."""
    known = numbers_of(session, organization_id)
    programs = queries.programs_by_type(session, organization_id)
    ids = {row.code: row.id for row in queries.program_types(session, organization_id)}
    order = sorted(known.types.values(), key=lambda one: (one.code not in law_program_types(), ids.get(one.code, 0)))
    return [
        TypeView(
            code=one.code,
            name=one.en if lang == "en" else one.ko,
            least_age=one.least_age,
            most_age=one.most_age,
            subsidized=one.subsidized,
            caps=tuple(_caps(known, one.code, day, lang)),
            programs=tuple(programs.get(one.code, ())),
            id=None if one.code in law_program_types() else ids.get(one.code),
        )
        for one in order
    ]


def _caps(known: Numbers, code: str, day: date, lang: str) -> list[tuple[str, str]]:
    found = []
    for name in CAPS:
        number = Values.number(name)
        own = [row for row in known.values.rows(name) if row.program_type == code and row.valid_from <= day]
        if own:
            found.append((number.en if lang == "en" else number.ko, say(number, own[-1].value, lang)))
    return found


def add(session: Session, organization_id: int, draft: Draft, *, actor: Actor, day: date) -> TypeRow:
    """A type of the club's own with its caps from the day on. Commits. Raises Unfit when the form has faults."""
    places.claim(session, organization_id)
    faults: Faults = {}
    rows = queries.program_types(session, organization_id)
    least, most = (_age(draft, name, faults) for name in ("least_age", "most_age"))
    if least is not None and most is not None and most < least:
        faults["most_age"] = "The oldest age is below the youngest.", {}
    taken = {one.ko for one in law_program_types().values()} | {row.name for row in rows}
    if not draft.name:
        faults["name"] = "Please write a name.", {}
    elif draft.name in taken:
        faults["name"] = "There is a programme type of this name already.", {}
    caps = _typed_caps(draft, faults)
    if faults:
        raise Unfit(faults)
    code = f"{_CODE}{max((int(row.code.removeprefix(_CODE)) for row in rows if _is_own(row.code)), default=0) + 1}"
    row = TypeRow(
        organization_id=organization_id, code=code, name=draft.name[:LONGEST_NAME],
        name_en=draft.name_en[:LONGEST_NAME], least_age=least, most_age=most, subsidized=draft.subsidized,
    )  # fmt: skip
    session.add(row)
    session.add_all(
        RuleValue(
            organization_id=organization_id, name=name, value=amount, valid_from=day, program_type=code,
            reason=draft.name[:LONGEST_NAME], user_id=actor.user_id, actor=actor.name, made_at=now(),
        )
        for name, amount in caps.items()
    )  # fmt: skip
    record(session, organization_id, actor, "rule.program.add", code, caps=len(caps))
    session.commit()
    return row


def remove(session: Session, organization_id: int, type_id: int, actor: Actor) -> None:
    """Take back a type of the club's own. Commits. Raises NotFound, and Conflict while a programme is of the type."""
    places.claim(session, organization_id)
    row = queries.program_type(session, organization_id, type_id)
    if row is None:
        raise NotFound("There is no such programme type.")
    used: Sequence[str] = queries.programs_by_type(session, organization_id).get(row.code, ())
    if used:
        raise Conflict("These programmes are of this type: %(programs)s. Change them first.", programs=", ".join(used))
    session.delete(row)
    record(session, organization_id, actor, "rule.program.remove", row.code)
    session.commit()


def _is_own(code: str) -> bool:
    return code.startswith(_CODE) and code.removeprefix(_CODE).isdigit()


def _age(draft: Draft, name: str, faults: Faults) -> int | None:
    text = getattr(draft, name)
    if not text:
        return None
    age = number_typed(text)
    if age is None or not 0 < age <= OLDEST:
        faults[name] = "From %(least)s to %(most)s is possible.", {"least": 1, "most": OLDEST}
        return None
    return age


def _typed_caps(draft: Draft, faults: Faults) -> dict[str, Amount]:
    found: dict[str, Amount] = {}
    for name, text in zip(CAPS, draft.caps, strict=True):
        if not text:
            continue
        number = Values.number(name)
        amount = read(number, text, off=False)
        if isinstance(amount, str):
            faults[name] = amount, {}
        elif number.fault(amount):
            faults[name] = "From %(least)s to %(most)s is possible.", _range(number.least, number.most, number.unit)
        else:
            found[name] = amount
    return found


def _range(least: int, most: int, unit: Unit) -> dict[str, object]:
    return {"least": least // 60, "most": most // 60} if unit is Unit.MINUTES else {"least": least, "most": most}
