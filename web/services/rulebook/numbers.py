"""The numbers of the rules: what holds, where it comes from, and what the club sets itself, from a day on, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.base import now
from models.enums import EmploymentKind as StoredKind
from models.queries import places
from models.queries import rulebook as queries
from models.rules import RuleValue
from scheduler.club.book import ProgramTypeEntry, ValueEntry
from scheduler.enums import EmploymentKind
from scheduler.problem import DEFAULT_LEVELS
from scheduler.values import Number, ProgramType, Stricter, Unit, Value, Values, levels_of, program_types
from web.services.audit import Actor, record
from web.services.errors import NotFound
from web.services.rulebook.blanks import day_typed
from web.services.rulebook.drafts import LONGEST_REASON, Faults, Unfit
from web.services.rulebook.units import read, say, typed, unread

ALONE = frozenset(("weight.S01", "weight.S15"))
"""Rules with a level of their own: they are not weighed against others, so there is nothing to choose."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form of a number says, as it was typed."""

    value: str = ""
    off: bool = False
    kind: str = ""
    """Kind of contract; empty: every kind."""
    program_type: str = ""
    """Code of a programme type; empty: every type."""
    valid_from: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a number's history."""

    id: int
    before: str
    after: str
    typed: str
    """What to type for it again."""
    kind: str
    program_type: str
    valid_from: date
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Numbers:
    """All numbers of an organisation."""

    values: Values
    rows: Sequence[RuleValue]
    """The organisation's own, oldest first."""
    types: Mapping[str, ProgramType]


def numbers_of(session: Session, organization_id: int) -> Numbers:
    """The numbers as the organisation has them."""
    rows = sorted(queries.numbers(session, organization_id), key=lambda row: row.id)
    own = (
        ProgramTypeEntry(row.code, row.name, row.name_en, row.least_age, row.most_age, row.subsidized)
        for row in queries.program_types(session, organization_id)
    )
    return Numbers(Values(map(entry_of, rows)), rows, program_types(own))


def entry_of(row: RuleValue) -> ValueEntry:
    """A stored row as the scheduler reads it."""
    kind = EmploymentKind(row.contract_kind.value) if row.contract_kind else None
    return ValueEntry(row.name, row.value, row.valid_from, kind, row.program_type)


def number_called(name: str) -> Number:
    """The number's meaning. Raises NotFound."""
    try:
        return Values.number(name)
    except KeyError as error:
        raise NotFound("There is no such number.") from error


def may_change(number: Number, law: Value) -> bool:
    """Whether a club may choose anything but what comes with the program."""
    if number.name in ALONE or number.least == number.most:
        return False
    return not law.fixed or number.stricter is not Stricter.NONE


def weight_of(values: Values, rule: str, day: date) -> int:
    """The weight of a soft rule on the day; 0 while it is off."""
    levels = levels_of(values, day, DEFAULT_LEVELS)
    return next((level.weights[rule] for level in levels if rule in level.weights), 0)


def set_number(
    session: Session, organization_id: int, name: str, draft: Draft, *, actor: Actor, lang: str
) -> RuleValue:
    """Store a number from a day on. Commits. Raises NotFound, and Unfit when it may not be so."""
    places.claim(session, organization_id)
    number, known = number_called(name), numbers_of(session, organization_id)
    faults: Faults = {}
    amount = read(number, draft.value, off=draft.off)
    if draft.off and number.may_be_off and draft.value.strip():
        faults["value"] = "Please leave the value empty, or take the tick from “no limit”.", {}
    elif isinstance(amount, str):
        faults["value"] = amount, {}
    day = day_typed(draft.valid_from)
    if day is None:
        faults["valid_from"] = "Please write a date, such as 2027-05-01.", {}
    if not draft.reason.strip():
        faults["reason"] = "Please write why, so that others understand it later.", {}
    if draft.kind not in ("", *EmploymentKind) or draft.program_type not in ("", *known.types):
        faults["kind"] = "This is no longer there. Please choose anew.", {}
    if faults or isinstance(amount, str) or day is None:
        raise Unfit(faults)
    kind = EmploymentKind(draft.kind) if draft.kind else None
    _refuse(number, known.values, ValueEntry(name, amount, day, kind, draft.program_type or None), lang)
    row = RuleValue(
        organization_id=organization_id, name=name, value=amount, valid_from=day,
        contract_kind=StoredKind(draft.kind) if draft.kind else None, program_type=draft.program_type or None,
        reason=draft.reason.strip()[:LONGEST_REASON], user_id=actor.user_id, actor=actor.name, made_at=now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, organization_id, actor, "rule.number", "all", number=name, row=row.id)
    session.commit()
    return row


def _refuse(number: Number, values: Values, entry: ValueEntry, lang: str) -> None:
    """Raise Unfit for a value that may not stand there, in the unit in which it was typed."""
    amount = entry.value
    if amount is not None and number.unit is not Unit.YES_NO and not number.least <= amount <= number.most:
        bounds = {"least": typed(number, number.least), "most": typed(number, number.most)}
        raise Unfit({"value": ("From %(least)s to %(most)s is possible.", bounds)})
    if number.fault(amount):
        raise Unfit({"value": (unread(number), {})})
    for kind in (entry.contract_kind,) if entry.contract_kind else (None, *EmploymentKind):
        law = values.shipped(number.name, entry.valid_from, kind, entry.program_type)
        if law.fixed and number.is_looser(amount, law.limit):
            facts = {"limit": say(number, law.limit, lang), "source": law.en if lang == "en" else law.ko}
            raise Unfit({"value": ("Nothing looser than %(limit)s is possible: %(source)s", facts)})


def history(session: Session, organization_id: int, known: Numbers, name: str, lang: str) -> list[Change]:
    """Every change that the organisation made to a number, the newest first: from what to what, who, when and why."""
    number, names = number_called(name), queries.user_names(session, organization_id)
    found: list[Change] = []
    earlier: list[ValueEntry] = []
    for row in (one for one in known.rows if one.name == name):
        entry = entry_of(row)
        before = Values(earlier).at(name, row.valid_from, entry.contract_kind, row.program_type).value
        earlier.append(entry)
        kind = entry.contract_kind.value if entry.contract_kind else ""
        found.append(
            Change(
                row.id, say(number, before, lang), say(number, row.value, lang),
                typed(number, row.value), kind, row.program_type or "", row.valid_from, row.reason,
                names.get(row.user_id or 0, row.actor), row.made_at,
            )
        )  # fmt: skip
    return found[::-1]
