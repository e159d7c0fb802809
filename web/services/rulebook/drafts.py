"""The form of a condition, as it was typed, and the row that it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session

from models.base import now
from models.rules import RuleSetting
from scheduler.problem import ProblemError
from web.services.audit import Actor
from web.services.errors import ServiceError
from web.services.rule_entries import condition
from web.services.rulebook.blanks import BlankFault, Club, day_typed, read
from web.services.rulebook.club import club_of
from web.services.rulebook.contradictions import refuse_contradiction
from web.services.rulebook.sentences import Sentence, Whom

Faults = dict[str, tuple[str, Mapping[str, object]]]
"""An English msgid and its facts by field."""

STRENGTHS = MappingProxyType({"little": 1, "usual": 3, "much": 10})
"""How much a soft condition counts, by the word that the screen says."""
SCOPE_PARTS = ("programs", "kinds", "groups", "participants")
EMPLOYMENT = ("employee", "activity", "volunteer")
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form says, as it was typed."""

    blanks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    scope: Mapping[str, Sequence[str]] = field(default_factory=dict)
    must: bool = False
    strength: str = "usual"
    valid_from: str = ""
    valid_until: str = ""
    reason: str = ""


class Unfit(ServiceError):  # noqa: N818 - an answer to the asker, not a fault of the program
    """A form with faults; `faults` holds an English msgid and its facts by field."""

    code = "unfit"

    def __init__(self, faults: Mapping[str, tuple[str, Mapping[str, object]]]) -> None:
        super().__init__("Please look at the marked places.")
        self.faults = faults


def made(
    session: Session,
    organization_id: int,
    sentence: Sentence,
    draft: Draft,
    *,
    actor: Actor,
    today: date,
    replacing: RuleSetting | None = None,
) -> RuleSetting:
    """The row that the form says, not yet stored. Raises Unfit, and Conflict when it contradicts another one."""
    club = club_of(session, organization_id)
    faults: Faults = {}
    first, last = _span(draft, faults)
    values = {}
    for blank in sentence.blanks:
        try:
            values[blank.name] = read(blank, draft.blanks.get(blank.name, ()), club, first or today)
        except BlankFault as fault:
            faults[blank.name] = fault.message, fault.facts
    least, most = values.get("least"), values.get("most")
    if least is not None and most is not None and least > most:
        faults["most"] = "The most is below the least.", {}
    scope = _scope(sentence, draft, club, faults)
    if not draft.reason.strip():
        faults["reason"] = "Please write why, so that others understand it later.", {}
    if draft.strength not in STRENGTHS:
        faults["strength"] = "Please choose one.", {}
    if faults:
        raise Unfit(faults)
    row = RuleSetting(
        organization_id=organization_id, kind=sentence.kind, sentence=sentence.id, must=draft.must,
        strength=1 if draft.must else STRENGTHS[draft.strength], scope=scope, fields=sentence.fields(values),
        valid_from=first, valid_until=last, reason=draft.reason.strip()[:LONGEST_REASON], user_id=actor.user_id,
        actor=actor.name, made_at=now(),
    )  # fmt: skip
    try:
        condition(row)
    except ProblemError as fault:
        raise Unfit({"": ("These blanks do not fit together: %(fault)s", {"fault": fault})}) from fault
    refuse_contradiction(session, organization_id, row, replacing)
    return row


def _span(draft: Draft, faults: Faults) -> tuple[date | None, date | None]:
    found: list[date | None] = []
    for name, text in (("valid_from", draft.valid_from), ("valid_until", draft.valid_until)):
        day = day_typed(text) if text.strip() else None
        if text.strip() and day is None:
            faults[name] = "Please write a date, such as 2027-05-01.", {}
        found.append(day)
    first, last = found
    if first is not None and last is not None and last < first:
        faults["valid_until"] = "The last day lies before the first.", {}
    return first, last


def _scope(sentence: Sentence, draft: Draft, club: Club, faults: Faults) -> dict[str, list[str]]:
    """Whom it is about, as it is stored: only what is named."""
    if sentence.whom is Whom.NOBODY:
        return {}
    known = {"programs": club.programs, "kinds": EMPLOYMENT, "groups": club.groups, "participants": club.people}
    scope = {part: sorted(set(draft.scope.get(part, ()))) for part in SCOPE_PARTS if draft.scope.get(part)}
    if any(not set(names) <= set(known[part]) for part, names in scope.items()):
        faults["whom"] = "This is no longer there. Please choose anew.", {}
    elif sentence.whom is Whom.NAMED and not scope:
        faults["whom"] = "Please say whom it is about.", {}
    return scope
