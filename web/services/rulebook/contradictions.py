"""Conditions that no roster could keep together, refused when the second one is written."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models.queries import rulebook as queries
from models.rules import RuleSetting
from web.services.errors import Conflict
from web.services.rule_entries import is_readable


def refuse_contradiction(
    session: Session, organization_id: int, new: RuleSetting, replacing: RuleSetting | None = None
) -> None:
    """Raise Conflict when another condition that must hold asks the opposite of the same people on the same days."""
    if not new.must:
        return
    for old in queries.settings(session, organization_id):
        holds = old.must and old.ended_at is None and old is not replacing and is_readable(old)
        if holds and _overlap(old, new) and _opposite(old, new):
            raise Conflict(
                "This contradicts another condition, number %(number)s: no roster could keep both. Change that one, or "
                "say “if possible” here.",
                number=old.id,
            )


def _overlap(one: RuleSetting, other: RuleSetting) -> bool:
    """Whether there is a day on which both hold."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_until or date.max, other.valid_until or date.max)


def _opposite(one: RuleSetting, other: RuleSetting) -> bool:
    """Whether the two cannot both be kept: a least above a most, together and apart, wanted and unwanted."""
    if one.kind != other.kind:
        return False
    ours, theirs = dict(one.fields), dict(other.fields)
    if one.kind in ("amounts", "stretches", "mixes"):
        limits = [(half.pop("least", None), half.pop("most", None)) for half in (ours, theirs)]
        wide = one.kind == "amounts" and _narrower(one, other)
        crossed = any(
            least is not None and most is not None and least > most
            for (least, _), (_, most) in (limits, reversed(limits))
        )
        return crossed and ours == theirs and (wide or one.scope == other.scope)
    if one.scope != other.scope:
        return False
    flag = {"pairings": "together", "seatings": "wanted", "sequences": "wanted"}.get(one.kind)
    if flag is None:
        return False
    return ours.pop(flag, False) != theirs.pop(flag, False) and ours == theirs


def _narrower(one: RuleSetting, other: RuleSetting) -> bool:
    """Whether one of the two is about everybody, or about all that the other is about."""
    return not one.scope or not other.scope or one.scope == other.scope
