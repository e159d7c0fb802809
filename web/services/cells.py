"""Cells into rows: the one place that changes assignments, and that notes every change as an edit.

Whoever calls it has claimed the organisation and commits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.base import now
from models.enums import EditKind, RosterStatus
from models.places import ShiftTemplate
from models.queries import cells, people, places, rosters
from models.rosters import Assignment, Roster, RosterCell, RosterEdit
from scheduler.calendar import Month
from web.services.audit import Actor

FROZEN = (RosterStatus.CONFIRMED, RosterStatus.PUBLISHED, RosterStatus.CLOSED)
"""A programme in one of these states keeps its roster until somebody opens a new version."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell holds."""

    shifts: tuple[str, ...] = ()
    """Template ids (site:code), sorted; empty: nobody works."""
    locked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A cell with what it holds and what it shall hold."""

    number: str
    day: date
    before: Value
    after: Value


class MonthWriter:
    """Writes cells of one organisation's month."""

    def __init__(self, session: Session, organization_id: int, month: Month) -> None:
        self.session = session
        self.organization_id = organization_id
        self.month = month
        self.people: Mapping[str, int] = people.ids(session, organization_id)
        """Row ids by the participants' own numbers."""
        self.templates: Mapping[str, ShiftTemplate] = {
            f"{row.site.code}:{row.code}": row for row in places.templates(session, organization_id)
        }
        newest = rosters.newest(session, organization_id, [str(month)])
        self.frozen: set[int] = {row.program_id for row in newest if row.status in FROZEN}
        """Ids of programmes whose roster stays as it is."""
        self._drafts = {row.program_id: row for row in newest if row.status not in FROZEN}

    def draft(self, program_id: int) -> Roster:
        """The programme's draft, made where no version is there yet. Never called for a frozen programme."""
        if program_id not in self._drafts:
            row = Roster(organization_id=self.organization_id, program_id=program_id, month=str(self.month))
            self.session.add(row)
            self.session.flush()
            self._drafts[program_id] = row
        return self._drafts[program_id]

    def is_frozen(self, template: str) -> bool:
        """Whether the template's programme keeps its roster."""
        return self.templates[template].site.program_id in self.frozen

    def write(
        self, targets: Sequence[Target], kind: EditKind, actor: Actor, of_edit_id: int | None = None
    ) -> RosterEdit:
        """Bring the cells to what they shall hold and note it as one edit. Flushes; templates and people must exist."""
        edit = RosterEdit(
            organization_id=self.organization_id,
            month=str(self.month),
            user_id=actor.user_id,
            actor=actor.name,
            kind=kind,
            of_edit_id=of_edit_id,
            steps=[self._plain(one) for one in targets],
        )
        self.session.add(edit)
        self.session.flush()
        self._write_cells(targets, edit)
        self._write_assignments(targets)
        self.session.flush()
        return edit

    def _plain(self, target: Target) -> list[Any]:
        return [
            self.people[target.number],
            target.day.isoformat(),
            self._plain_value(target.before),
            self._plain_value(target.after),
        ]

    def _plain_value(self, value: Value) -> dict[str, Any]:
        shifts = [self.templates[one].id for one in value.shifts if one in self.templates]
        return {"shifts": shifts, "locked": value.locked, "note": value.note}

    def steps_of(self, edit: RosterEdit) -> list[Target]:
        """The edit's cells with what it found and what it left; people and templates that are gone are left out."""
        numbers = {row_id: number for number, row_id in self.people.items()}
        names = {row.id: name for name, row in self.templates.items()}
        steps = []
        for person_id, day, before, after in edit.steps:
            if person_id in numbers and {*before["shifts"], *after["shifts"]} <= names.keys():
                values = (_value(names, one) for one in (before, after))
                steps.append(Target(numbers[person_id], date.fromisoformat(day), *values))
        return steps

    def _write_cells(self, targets: Sequence[Target], edit: RosterEdit) -> None:
        ids = {self.people[one.number] for one in targets}
        known = {
            (row.participant_id, row.day): row
            for row in cells.cells(self.session, self.organization_id, ids, {one.day for one in targets})
        }
        for one in targets:
            row = known.get((self.people[one.number], one.day))
            if row is None:
                row = RosterCell(
                    organization_id=self.organization_id, participant_id=self.people[one.number], day=one.day
                )
                self.session.add(row)
            row.edit_id, row.locked, row.note = edit.id, one.after.locked, one.after.note

    def _write_assignments(self, targets: Sequence[Target]) -> None:
        moved = [one for one in targets if one.before.shifts != one.after.shifts]
        touched = {
            self.templates[name].site.program_id
            for one in moved
            for name in {*one.before.shifts} ^ {*one.after.shifts}
            if name in self.templates
        }
        drafts = [self.draft(program_id) for program_id in sorted(touched - self.frozen)]
        present = self._present(moved, [row.id for row in drafts])
        for one in moved:
            wanted = {self.templates[name].id: self.templates[name] for name in one.after.shifts}
            for template_id, row in present.get((self.people[one.number], one.day), {}).items():
                if template_id not in wanted:
                    self.session.delete(row)
            self._add(one, wanted.values(), present)
        for draft in drafts:
            draft.changed_at = now()

    def _present(
        self, targets: Iterable[Target], roster_ids: Collection[int]
    ) -> dict[tuple[int, date], dict[int, Assignment]]:
        """Assignments by (participant, day) and template."""
        ids = {self.people[one.number] for one in targets}
        rows = cells.assignments_in(self.session, self.organization_id, roster_ids, ids, {one.day for one in targets})
        found: dict[tuple[int, date], dict[int, Assignment]] = {}
        for row in rows:
            found.setdefault((row.participant_id, row.day), {})[row.template_id] = row
        return found

    def _add(
        self,
        target: Target,
        templates: Iterable[ShiftTemplate],
        present: Mapping[tuple[int, date], Mapping[int, Assignment]],
    ) -> None:
        person_id = self.people[target.number]
        there = present.get((person_id, target.day), {})
        for template in templates:
            if template.id not in there and template.site.program_id not in self.frozen:
                draft = self.draft(template.site.program_id)
                self.session.add(assignment(draft, person_id, template, target.day))


def _value(names: Mapping[int, str], plain: Mapping[str, Any]) -> Value:
    return Value(tuple(sorted(names[one] for one in plain["shifts"])), plain["locked"], plain["note"])


def assignment(draft: Roster, participant_id: int, template: ShiftTemplate, day: date) -> Assignment:
    """A new row; times are copied from the template."""
    on_site = template.end - template.start
    return Assignment(
        organization_id=draft.organization_id,
        roster_id=draft.id,
        participant_id=participant_id,
        template_id=template.id,
        day=day,
        start=template.start,
        end=template.end,
        worked_minutes=on_site if template.site.paid_break else on_site - template.break_minutes,
    )
