"""Conditions: sentences that a club fills in, changes and ends. Nothing is overwritten, so everything can come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.base import now
from models.queries import places
from models.queries import rulebook as queries
from models.rules import RuleSetting
from scheduler.problem import ProblemError
from scheduler.rules.which import fits
from web.catalogue import said
from web.services.audit import Actor, record
from web.services.errors import Conflict, NotFound
from web.services.rule_entries import condition, is_readable, unreadable
from web.services.rulebook.blanks import Club, shown
from web.services.rulebook.club import Ground, club_of
from web.services.rulebook.contradictions import refuse_contradiction
from web.services.rulebook.drafts import SCOPE_PARTS, STRENGTHS, Draft, made
from web.services.rulebook.phrases import Part, Parts, filled, joined, parts_of
from web.services.rulebook.sentences import BY_ID, Sentence, Whom


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition as a list shows it."""

    id: int
    sentence: Sentence | None
    """None: a sentence that this version no longer offers."""
    readable: bool
    """False: no month looks at it, for this version cannot make sense of what is stored."""
    parts: Parts
    must: bool
    strength: int
    people: int | None
    """How many people it touches in the month; None where that is not counted."""
    shifts: int | None
    valid_from: date | None
    valid_until: date | None
    reason: str
    by: str
    at: datetime
    ended_at: datetime | None
    ended_by: str
    replaces: int | None
    """Id of the row that it took the place of."""


def sentence_of(name: str) -> Sentence:
    """The sentence of that id. Raises NotFound."""
    if name not in BY_ID:
        raise NotFound("There is no such sentence.")
    return BY_ID[name]


def listed(session: Session, organization_id: int, ground: Ground | None, lang: str) -> list[ConditionView]:
    """Every condition of the organisation, the newest first, ended ones too."""
    club, names = club_of(session, organization_id), queries.user_names(session, organization_id)
    logins = queries.login_names(session, organization_id)
    views = (_view(row, club, names, ground, lang) for row in queries.settings(session, organization_id))
    return [replace(one, ended_by=logins.get(one.ended_by, one.ended_by)) for one in views]


def _view(row: RuleSetting, club: Club, names: Mapping[int, str], ground: Ground | None, lang: str) -> ConditionView:
    sentence = BY_ID.get(row.sentence)
    counted = ground is not None and sentence is not None and sentence.whom is not Whom.NOBODY and is_readable(row)
    people = len(ground.people(row.scope)) if ground and counted else None
    return ConditionView(
        id=row.id,
        sentence=sentence,
        readable=is_readable(row),
        parts=_parts(row, club, lang),
        must=row.must,
        strength=row.strength,
        people=people,
        shifts=_shifts(row, ground) if ground and sentence and sentence.touches_shifts else None,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        reason=row.reason,
        by=names.get(row.user_id or 0, row.actor),
        at=row.made_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        replaces=row.replaces_id,
    )


def _parts(row: RuleSetting, club: Club, lang: str) -> Parts:
    """The sentence of a condition, filled as far as what is stored makes sense; else its name alone."""
    sentence = BY_ID.get(row.sentence)
    if sentence is None:
        return (Part(row.sentence),)
    if is_readable(row):
        return filled(sentence, row.fields, row.scope, club, lang)
    try:
        parts = filled(sentence, row.fields, row.scope, club, lang)
    except (ValueError, TypeError, AttributeError, LookupError):  # the stored text may have any shape
        parts = parts_of(said(lang, sentence.text), {})
    return tuple(replace(one, text=one.text or "…") for one in parts)


def unread(session: Session, organization_id: int, lang: str) -> list[tuple[int, str]]:
    """Number and sentence of each condition that no month looks at, because it cannot be read any more."""
    rows = unreadable(session, organization_id)
    club = club_of(session, organization_id) if rows else None
    return [(row.id, joined(_parts(row, club, lang))) for row in rows if club is not None]


def _shifts(row: RuleSetting, ground: Ground) -> int | None:
    try:
        which = condition(row).condition.which
    except ProblemError:
        return None
    return sum(fits(ground.problem, which, one) for one in ground.problem.shifts)


def draft_of(session: Session, organization_id: int, setting_id: int) -> tuple[Sentence, Draft]:
    """The form of a stored condition; its blanks are empty where it cannot be read any more. Raises NotFound."""
    row = _row(session, organization_id, setting_id)
    sentence = sentence_of(row.sentence)
    words = {number: word for word, number in STRENGTHS.items()}
    return sentence, Draft(
        blanks=_blanks(sentence, row),
        scope={part: list(row.scope.get(part, ())) for part in SCOPE_PARTS} if is_readable(row) else {},
        must=row.must,
        strength=words.get(row.strength, "usual"),
        valid_from=row.valid_from.isoformat() if row.valid_from else "",
        valid_until=row.valid_until.isoformat() if row.valid_until else "",
    )


def _blanks(sentence: Sentence, row: RuleSetting) -> dict[str, list[str]]:
    if not is_readable(row):
        return {}
    values = sentence.values(row.fields)
    return {blank.name: shown(blank, values[blank.name]) for blank in sentence.blanks}


def add(
    session: Session, organization_id: int, sentence: str, draft: Draft, *, actor: Actor, today: date
) -> RuleSetting:
    """A new condition. Commits. Raises NotFound, Unfit when a blank is not well filled, Conflict."""
    places.claim(session, organization_id)
    row = made(session, organization_id, sentence_of(sentence), draft, actor=actor, today=today)
    session.add(row)
    session.flush()
    record(session, organization_id, actor, "rule.condition.add", f"condition {row.id}", sentence=sentence)
    session.commit()
    return row


def change(
    session: Session, organization_id: int, setting_id: int, draft: Draft, *, actor: Actor, today: date
) -> RuleSetting:
    """End the condition and put a new one in its place. Commits. Raises NotFound, Unfit, and Conflict when ended."""
    places.claim(session, organization_id)
    old = _row(session, organization_id, setting_id)
    if old.ended_at is not None:
        raise Conflict("This condition has ended already. Put it back first.")
    row = made(session, organization_id, sentence_of(old.sentence), draft, actor=actor, today=today, replacing=old)
    row.replaces_id = old.id
    old.ended_at, old.ended_by = row.made_at, actor.name
    session.add(row)
    session.flush()
    record(session, organization_id, actor, "rule.condition.change", f"condition {row.id}", replaces=old.id)
    session.commit()
    return row


def end(session: Session, organization_id: int, setting_id: int, actor: Actor) -> None:
    """From now on the condition asks for nothing. Commits. Raises NotFound, and Conflict when it has ended."""
    places.claim(session, organization_id)
    row = _row(session, organization_id, setting_id)
    if row.ended_at is not None:
        raise Conflict("This condition has ended already.")
    row.ended_at, row.ended_by = now(), actor.name
    record(session, organization_id, actor, "rule.condition.end", f"condition {row.id}")
    session.commit()


def restore(session: Session, organization_id: int, setting_id: int, actor: Actor) -> RuleSetting:
    """Put an ended condition back, as a new row. Commits. Raises NotFound, and Conflict when it holds or clashes."""
    places.claim(session, organization_id)
    old = _row(session, organization_id, setting_id)
    if old.ended_at is None:
        raise Conflict("This condition holds already.")
    row = RuleSetting(
        organization_id=organization_id, kind=old.kind, sentence=old.sentence, must=old.must, strength=old.strength,
        scope=dict(old.scope), fields=dict(old.fields), valid_from=old.valid_from, valid_until=old.valid_until,
        reason=old.reason, user_id=actor.user_id, actor=actor.name, made_at=now(), replaces_id=old.id,
    )  # fmt: skip
    refuse_contradiction(session, organization_id, row)
    session.add(row)
    session.flush()
    record(session, organization_id, actor, "rule.condition.add", f"condition {row.id}", replaces=old.id)
    session.commit()
    return row


def _row(session: Session, organization_id: int, setting_id: int) -> RuleSetting:
    row = queries.setting(session, organization_id, setting_id)
    if row is None:
        raise NotFound("There is no such condition.")
    return row
