"""Change cells, take a change back, repeat it: each act claims the organisation and commits, or changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.enums import EditKind, EditState
from models.queries import cells as queries
from models.queries import places
from models.rosters import RosterEdit
from scheduler.calendar import Month
from scheduler.rules.words import say_date
from web.services.audit import Actor, record
from web.services.cells import MonthWriter, Target
from web.services.edits.values import LONGEST_NOTE, Change, Clash, Clashed, Outcome, Step, Verdict
from web.services.edits.verdict import changed, shift_id, value_of, verdict
from web.services.errors import Conflict, NotFound
from web.services.month_facts import MonthFacts, facts_of, remember


def check(session: Session, organization_id: int, month: Month, changes: Sequence[Change], lang: str = "ko") -> Verdict:
    """What the changes would do; nothing is stored and nobody waits. Raises NotFound and Conflict like `apply`."""
    facts = facts_of(session, organization_id, month)
    targets = _targets(facts, changes)
    after, step = changed(facts, targets)
    return verdict(after, step, targets, lang)


def apply(
    session: Session, organization_id: int, month: Month, changes: Sequence[Change], actor: Actor, *, lang: str = "ko"
) -> Outcome:
    """Store the changes as one edit: all of them or none. Broken rules are told, not refused: publishing refuses them.

    Commits. Raises Clashed when somebody else changed one of the cells after the person had seen it, NotFound for an
    unknown participant or template, Conflict for a locked cell, a programme that is published or confirmed, or a day on
    which the shift does not take place.
    """
    with _writing(session, organization_id):
        act = _Act(session, organization_id, month, actor, lang)
        clashes = act.clashes(changes)
        if clashes:
            raise Clashed(clashes)
        targets = [one for one in _targets(act.facts, changes) if one.before != one.after]
        _refuse_locked(targets, act.facts)
        return act.store(targets, EditKind.CELLS)


def lock_line(
    session: Session,
    organization_id: int,
    month: Month,
    actor: Actor,
    lang: str = "ko",
    *,
    number: str | None = None,
    day: date | None = None,
    locked: bool,
) -> Outcome:
    """Lock or unlock every cell of a person, or of a day, as one edit. Commits. Raises NotFound."""
    facts = facts_of(session, organization_id, month)
    unknown = number is not None and number not in facts.problem.participant
    if unknown or (day is not None and day not in month.period):
        session.rollback()
        raise NotFound("There is no such person or day in this month.")
    numbers = [number] if number is not None else [one.id for one in facts.problem.participants]
    days = [day] if day is not None else list(month.period.days())
    changes = [Change(who, when, facts.seen, locked=locked) for who in numbers for when in days]
    session.rollback()
    return apply(session, organization_id, month, changes, actor, lang=lang)


def undo(session: Session, organization_id: int, month: Month, actor: Actor, lang: str = "ko") -> Outcome:
    """Take back the person's own newest edit of the month that still stands.

    Cells that somebody changed since stay as they are and are told. Commits. Raises Conflict when there is nothing.
    """
    with _writing(session, organization_id):
        edit = queries.standing(session, organization_id, str(month), actor.user_id)
        if edit is None:
            raise Conflict("There is nothing to undo.")
        return _Act(session, organization_id, month, actor, lang).turn(edit, back=True)


def redo(session: Session, organization_id: int, month: Month, actor: Actor, lang: str = "ko") -> Outcome:
    """Repeat what the person took back last. Commits. Raises Conflict when there is nothing."""
    with _writing(session, organization_id):
        edits = queries.taken_back(session, organization_id, str(month), actor.user_id)
        if not edits:
            raise Conflict("There is nothing to redo.")
        return _Act(session, organization_id, month, actor, lang).turn(edits[0], back=False)


def steps(
    session: Session, organization_id: int, facts: MonthFacts, user_id: int | None, lang: str = "ko"
) -> tuple[Step | None, Step | None]:
    """What undo and redo would do now; None where there is nothing."""
    people, month = facts.problem.participant, str(facts.month)
    names = {row_id: people[number].name for number, row_id in facts.participant_ids.items() if number in people}
    back = queries.standing(session, organization_id, month, user_id)
    forth = queries.taken_back(session, organization_id, month, user_id)
    return _step(back, names, lang), _step(forth[0] if forth else None, names, lang)


@contextmanager
def _writing(session: Session, organization_id: int) -> Iterator[None]:
    try:
        places.claim(session, organization_id)
        yield
    except (StaleDataError, IntegrityError) as error:
        session.rollback()
        raise Conflict("Somebody else changed this roster at the same moment. Please try again.") from error
    except BaseException:
        session.rollback()
        raise


class _Act:
    """One change of a month, from what is there to the commit."""

    def __init__(self, session: Session, organization_id: int, month: Month, actor: Actor, lang: str) -> None:
        self.session, self.organization_id, self.month = session, organization_id, month
        self.actor, self.lang = actor, lang
        self.facts = facts_of(session, organization_id, month)
        self.writer = MonthWriter(session, organization_id, month)

    def clashes(self, changes: Sequence[Change]) -> list[Clash]:
        """Cells that somebody changed after the person had seen them, unless to just what is wanted."""
        found = []
        for one in changes:
            row = self.facts.touched.get((one.number, one.day))
            if row is not None and row.edit_id > one.seen:
                theirs = value_of(self.facts, one.number, one.day)
                if one.of(theirs) != theirs:
                    found.append(self._overtaken(Target(one.number, one.day, theirs, one.of(theirs))))
        return found

    def turn(self, edit: RosterEdit, *, back: bool) -> Outcome:
        """Bring the edit's cells back to how it found them, or forth to how it left them."""
        targets, skipped = [], []
        for one in self.writer.steps_of(edit):
            left, wanted = (one.after, one.before) if back else (one.before, one.after)
            found = value_of(self.facts, one.number, one.day)
            if found == left:
                targets.append(Target(one.number, one.day, found, wanted))
            elif found != wanted:
                skipped.append(self._overtaken(Target(one.number, one.day, found, wanted)))
        edit.state = EditState.UNDONE if back else EditState.DONE
        return self.store(targets, EditKind.UNDO if back else EditKind.REDO, edit, tuple(skipped))

    def store(
        self,
        targets: Sequence[Target],
        kind: EditKind,
        of_edit: RosterEdit | None = None,
        skipped: tuple[Clash, ...] = (),
    ) -> Outcome:
        """Write the cells, keep the facts up to date with them, and commit.

        A new change drops what could be redone before it. Raises Conflict for a programme that is not a draft.
        """
        session, owner, month = self.session, self.organization_id, self.month
        _refuse_frozen(targets, self.writer)
        edit_id = self.facts.seen
        if targets:
            edit_id = self.writer.write(targets, kind, self.actor, of_edit.id if of_edit else None).id
            if kind is EditKind.CELLS:
                for old in queries.taken_back(session, owner, str(month), self.actor.user_id):
                    old.state = EditState.DROPPED
        if targets or of_edit:
            record(session, owner, self.actor, f"roster.{kind}", _subject(targets), month=str(month), edit=edit_id)
            session.flush()
        after, step = changed(self.facts, targets, edit_id)
        if all(state.status is not None for state in after.states):
            # A first draft made just now is not in these facts; then the next page works them out anew.
            remember(session, owner, after)
        done = verdict(after, step, targets, self.lang)
        back, forth = steps(session, owner, after, self.actor.user_id, self.lang)
        session.commit()
        return Outcome(edit_id, done, back, forth, skipped)

    def _overtaken(self, wanted: Target) -> Clash:
        """The clash of what somebody wants (`after`) with what another has made of the cell (`before`)."""
        edit_id = self.facts.touched[wanted.number, wanted.day].edit_id
        edit = queries.edit(self.session, self.organization_id, edit_id)
        assert edit is not None  # noqa: S101 - a cell's edit is kept as long as the cell
        return Clash(
            number=wanted.number,
            name=self.facts.problem.participant[wanted.number].name,
            day=wanted.day,
            mine=wanted.after,
            theirs=wanted.before,
            by=queries.editor_name(self.session, self.organization_id, edit_id),
            at=edit.at,
            edit_id=edit_id,
        )


def _targets(facts: MonthFacts, changes: Sequence[Change]) -> list[Target]:
    """The cells with what they hold and shall hold; of several changes of one cell the last counts."""
    targets: dict[tuple[str, date], Target] = {}
    for one in changes:
        if one.number not in facts.problem.participant or one.day not in facts.month.period:
            raise NotFound("There is no such person or day in this month.")
        if one.note is not None and len(one.note) > LONGEST_NOTE:
            raise Conflict("A note has 200 characters at most.")
        before = value_of(facts, one.number, one.day)
        known = targets.get((one.number, one.day))
        after = one.of(known.after if known else before)
        for name in set(after.shifts) - set(before.shifts):
            if shift_id(name, one.day) not in facts.problem.shift:
                raise Conflict("On %(day)s there is no such shift.", day=one.day)
        targets[one.number, one.day] = Target(one.number, one.day, before, after)
    return list(targets.values())


def _refuse_locked(targets: Sequence[Target], facts: MonthFacts) -> None:
    for one in targets:
        if one.before.locked and one.after.locked and one.before.shifts != one.after.shifts:
            raise Conflict(
                "The cell of %(name)s on %(day)s is locked. Unlock it first.",
                name=facts.problem.participant[one.number].name,
                day=one.day,
            )


def _refuse_frozen(targets: Sequence[Target], writer: MonthWriter) -> None:
    for one in targets:
        for name in {*one.before.shifts} ^ {*one.after.shifts}:
            if name not in writer.templates:
                raise NotFound("There is no such shift.")
            if writer.is_frozen(name):
                raise Conflict(
                    "The roster of %(program)s is published or confirmed. Open it again to change it.",
                    program=writer.templates[name].site.program.name,
                )


def _subject(targets: Sequence[Target]) -> str:
    numbers = sorted({one.number for one in targets})
    return numbers[0] if len(numbers) == 1 else f"{len(numbers)} participants"


def _step(edit: RosterEdit | None, names: dict[int, str], lang: str) -> Step | None:
    if edit is None:
        return None
    who = list(dict.fromkeys(names.get(one[0], "") for one in edit.steps))
    days = list(dict.fromkeys(one[1] for one in edit.steps))
    label = _label(who, days, lang)
    return Step(edit.id, label, len(edit.steps))


def _label(who: Sequence[str], days: Sequence[str], lang: str) -> str:
    if not who:
        return ""
    more = len(who) - 1
    people = who[0] if not more else f"{who[0]} +{more}"
    first = say_date(date.fromisoformat(days[0]), lang)
    return f"{people}, {first}" if len(days) == 1 else f"{people}, {first} +{len(days) - 1}"
