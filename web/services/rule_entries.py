"""What an organisation added to the rules, as entries of its book: numbers, conditions, exceptions, programme types.

They are set on screens, with who and why; an import of a workbook leaves them as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

from sqlalchemy.orm import Session

from models import ProgramType, Relaxation, RuleSetting, RuleValue
from models.queries import rules
from scheduler.calendar import DAYS_PER_WEEK, Month
from scheduler.club.book import ConditionEntry, ProgramTypeEntry, RelaxationEntry, ScopeEntry, ValueEntry
from scheduler.conditions import Budget, Condition, Conditions
from scheduler.files.plain import from_plain
from scheduler.problem import EmploymentKind, ProblemError, history_begins
from web.services.errors import Conflict

KINDS: Mapping[str, type[Condition]] = {name: get_args(hint)[0] for name, hint in get_type_hints(Conditions).items()}
"""The condition behind each field of `Conditions`."""
_SOMEBODY = ["?"]
"""Stands for people who are filled in for each month: pairings and seatings cannot be made without any."""


def values(session: Session, organization_id: int) -> tuple[ValueEntry, ...]:
    """The organisation's own numbers."""
    return tuple(map(_value, rules.values(session, organization_id)))


def conditions(session: Session, organization_id: int, *, forgiving: bool = False) -> tuple[ConditionEntry, ...]:
    """The conditions that nobody has ended. One that cannot be read any more is left out, if `forgiving`.

    Raises ProblemError for it otherwise.
    """
    rows = rules.settings(session, organization_id)
    return tuple(condition(row) for row in rows if not forgiving or is_readable(row))


def unreadable(session: Session, organization_id: int) -> list[RuleSetting]:
    """The conditions that nobody has ended and that cannot be read any more: an older or a newer version wrote them."""
    return [row for row in rules.settings(session, organization_id) if not is_readable(row)]


def is_readable(row: RuleSetting) -> bool:
    """Whether this version understands the stored condition."""
    try:
        condition(row)
    except ProblemError:
        return False
    return True


def refuse_unreadable(session: Session, organization_id: int) -> None:
    """Raise Conflict while a condition cannot be read: pages can leave it out, what is built or published cannot."""
    numbers = ", ".join(str(row.id) for row in unreadable(session, organization_id))
    if numbers:
        session.rollback()
        raise Conflict(
            "Not done: conditions that cannot be read any more (no. %(numbers)s). Please change or end them under “Our "
            "conditions” first.",
            numbers=numbers,
        )


def relaxations(
    session: Session, organization_id: int, month: Month | None, numbers: Mapping[int, str], sites: Mapping[int, str]
) -> tuple[RelaxationEntry, ...]:
    """What is set aside on a day that the month's rules may look at, or ever; people and sites by their row ids."""
    first, last = date.min, date.max
    if month is not None:
        first, last = history_begins(month.period), month.last + timedelta(days=DAYS_PER_WEEK)
    return tuple(_relaxation(row, numbers, sites) for row in rules.relaxations(session, organization_id, first, last))


def program_types(session: Session, organization_id: int) -> tuple[ProgramTypeEntry, ...]:
    """The organisation's own programme types."""
    return tuple(map(_program_type, rules.program_types(session, organization_id)))


def condition(row: RuleSetting) -> ConditionEntry:
    """One condition, named `setting-<row id>`. Raises ProblemError when it cannot be read any more."""
    kind = KINDS.get(row.kind)
    if kind is None:
        raise ProblemError(f"condition {row.id} is of the unknown kind {row.kind}")
    try:
        return _entry(row, kind)
    except (ValueError, TypeError, AttributeError) as fault:  # the stored text may have any shape
        raise ProblemError(f"condition {row.id}: {fault}") from fault


def _entry(row: RuleSetting, kind: type[Condition]) -> ConditionEntry:
    plain: dict[str, Any] = {"id": f"setting-{row.id}", "must": row.must, "strength": row.strength, **row.fields}
    others = plain.get("others")
    if others is not None:
        plain["others"] = _SOMEBODY
    if kind is not Budget:
        plain["people"] = _SOMEBODY
    return ConditionEntry(
        from_plain(kind, plain),
        scope=_scope(row.scope),
        others=None if others is None else _scope(others),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _scope(plain: Mapping[str, Any]) -> ScopeEntry:
    return ScopeEntry(
        programs=frozenset(plain.get("programs", ())),
        kinds=frozenset(map(EmploymentKind, plain.get("kinds", ()))),
        groups=frozenset(plain.get("groups", ())),
        participants=frozenset(plain.get("participants", ())),
    )


def _value(row: RuleValue) -> ValueEntry:
    kind = None if row.contract_kind is None else EmploymentKind(row.contract_kind.value)
    return ValueEntry(row.name, row.value, row.valid_from, kind, row.program_type)


def _relaxation(row: Relaxation, numbers: Mapping[int, str], sites: Mapping[int, str]) -> RelaxationEntry:
    return RelaxationEntry(
        rule=row.rule,
        first=row.first,
        last=row.last,
        participant=None if row.participant_id is None else numbers[row.participant_id],
        site=None if row.site_id is None else sites[row.site_id],
    )


def _program_type(row: ProgramType) -> ProgramTypeEntry:
    return ProgramTypeEntry(row.code, row.name, row.name_en, row.least_age, row.most_age, row.subsidized)
