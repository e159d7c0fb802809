"""Writes a club's book over the rows of one organisation, and counts what it does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from models import (
    Base,
    Closure,
    Contract,
    Credential,
    Holiday,
    Organization,
    Pair,
    Participant,
    PastShift,
    Program,
    ShiftTemplate,
    Site,
    Unavailability,
    Usual,
    Wish,
)
from models import enums as kinds
from models.queries import people, places, rosters
from scheduler.calendar import Month
from scheduler.club.book import ClubBook, HistoryEntry
from web.services.errors import Finding

SHOWN = 20
"""So many characters of a text that is too long are shown."""

Row = TypeVar("Row", bound=Base)
Values = dict[str, Any]


class Writer:
    """Brings rows up to a book. Nothing is committed here."""

    def __init__(self, session: Session, owner: Organization) -> None:
        self._session = session
        self._owner = owner
        self.too_long: list[Finding] = []
        """Texts that do not fit their column; when there are any, nothing may be committed."""
        self._added: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self._removed: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._programs = {row.code: row for row in places.programs(session, owner.id)}
        self._sites = {row.code: row for row in places.sites(session, owner.id)}
        self._templates = {f"{row.site.code}:{row.code}": row for row in places.templates(session, owner.id)}
        self._people = {row.number: row for row in people.participants(session, owner.id)}

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Entries added, changed, removed and kept, each by the kind's name in `ClubBook`; zeros are left out."""
        return {
            "added": dict(self._added),
            "changed": dict(self._changed),
            "removed": dict(self._removed),
            "kept": dict(self._kept),
        }

    def write(self, book: ClubBook) -> None:
        """Everything in the book. Its references must be sound, see `scheduler.club.faults`."""
        self._organization(book)
        self._upsert("programs", Program, self._programs, {e.code: _program(e) for e in book.programs})
        self._flush()
        self._upsert("sites", Site, self._sites, {e.code: self._site(e) for e in book.sites})
        self._flush()
        self._write_templates(book)
        self._upsert("participants", Participant, self._people, {e.number: _participant(e) for e in book.participants})
        self._flush()
        self._write_closures(book)
        self._write_of_people(book)
        self._write_pairs(book)
        self._write_holidays(book)
        self.history(book.history)

    def _flush(self) -> None:
        self._session.flush()

    def _organization(self, book: ClubBook) -> None:
        entry = book.organization
        values = {"name": entry.name, "phone": entry.phone, "coordinator": entry.coordinator, "city": entry.city}
        self._check_lengths("organization", Organization, values)
        # One that holds nothing yet was made for this very book: nobody changed it.
        if _assign(self._owner, values) and (self._programs or self._people):
            self._changed["organization"] += 1

    def _upsert(self, kind: str, table: type[Row], present: dict[str, Row], wanted: Mapping[str, Values]) -> None:
        for key, values in wanted.items():
            if key not in present:
                present[key] = self._add(kind, table, values)
                continue
            self._check_lengths(kind, table, values)
            if _assign(present[key], values):
                self._changed[kind] += 1
        if stay := len(present.keys() - wanted.keys()):
            self._kept[kind] = stay

    def _add(self, kind: str, table: type[Row], values: Values) -> Row:
        self._check_lengths(kind, table, values)
        row = table(organization_id=self._owner.id, **values)
        self._session.add(row)
        self._added[kind] += 1
        return row

    def _check_lengths(self, kind: str, table: type[Base], values: Values) -> None:
        for name, value in values.items():
            longest = getattr(table.__table__.c[name].type, "length", None)
            if isinstance(value, str) and longest is not None and len(value) > longest:
                ko = f"'{value[:SHOWN]}…' 값이 너무 깁니다. {longest}자까지 쓸 수 있습니다."
                en = f"'{value[:SHOWN]}…' is too long; up to {longest} characters fit."
                self.too_long.append(Finding(ko, en, sheet=kind, column=name))

    def _site(self, entry: Any) -> Values:
        names = ("code", "name", "client_org", "address", "bring", "pair_min", "require_experienced", "paid_break")
        return {name: getattr(entry, name) for name in names} | {
            "program_id": self._programs[entry.program].id,
            "holiday_policy": kinds.HolidayPolicy(entry.holiday_policy.value),
        }

    def _write_templates(self, book: ClubBook) -> None:
        """Templates of imported sites that the book lacks go; used ones stay for old rosters but run on no weekday."""
        self._upsert("templates", ShiftTemplate, self._templates, {e.id: self._template(e) for e in book.templates})
        sites = {self._sites[entry.code].id for entry in book.sites}
        wanted = {entry.id for entry in book.templates}
        used = rosters.used_template_ids(self._session, self._owner.id)
        for name, row in list(self._templates.items()):
            if name in wanted or row.site_id not in sites:
                continue
            self._kept["templates"] -= 1
            if row.id in used:
                row.weekdays = ""
            else:
                self._session.delete(row)
                del self._templates[name]
            self._removed["templates"] += 1
        self._kept += Counter()  # drops zeros
        self._flush()

    def _template(self, entry: Any) -> Values:
        names = (
            "code", "name", "start", "end", "break_minutes", "seats", "priority", "external", "event", "outdoor",
        )  # fmt: skip
        return {name: getattr(entry, name) for name in names} | {
            "site_id": self._sites[entry.site].id,
            "weekdays": "".join(str(day) for day in sorted(entry.weekdays)),
            "season": kinds.Season(entry.season.value),
            "band": kinds.ShiftBand(entry.band.value),
            "credentials": sorted(entry.credentials),
        }

    def _write_closures(self, book: ClubBook) -> None:
        imported = {self._sites[entry.code].id for entry in book.sites}
        present = [row for row in places.closures(self._session, self._owner.id) if row.site_id in imported]
        wanted = [
            {
                "site_id": self._sites[entry.site].id,
                "first": entry.first,
                "last": entry.last,
                "kind": kinds.ClosureKind(entry.kind.value),
                "name": entry.name,
            }
            for entry in book.closures
        ]
        self._replace("closures", Closure, present, wanted)

    def _write_of_people(self, book: ClubBook) -> None:
        session, owner = self._session, self._owner.id
        imported = {self._people[entry.number].id for entry in book.participants}
        for kind, table, rows, entries in (
            ("contracts", Contract, people.contracts(session, owner), map(self._contract, book.contracts)),
            ("credentials", Credential, people.credentials(session, owner), map(self._credential, book.credentials)),
            ("unavailable", Unavailability, people.unavailable(session, owner), map(self._away, book.unavailable)),
            ("wishes", Wish, people.wishes(session, owner), map(self._wish, book.wishes)),
            ("usuals", Usual, people.usuals(session, owner), map(self._usual, book.usuals)),
        ):
            present: Sequence[Any] = [row for row in rows if row.participant_id in imported]
            self._replace(kind, table, present, entries)

    def _contract(self, entry: Any) -> Values:
        names = (
            "first", "last", "contract_minutes_per_week", "max_minutes_per_week", "max_minutes_per_month",
            "hourly_wage",
        )  # fmt: skip
        return {name: getattr(entry, name) for name in names} | {
            "participant_id": self._people[entry.participant].id,
            "program_id": self._programs[entry.program].id,
            "kind": kinds.EmploymentKind(entry.kind.value),
            "site_codes": sorted(entry.sites),
        }

    def _credential(self, entry: Any) -> Values:
        names = ("kind", "valid_from", "valid_until")
        return {name: getattr(entry, name) for name in names} | {"participant_id": self._people[entry.participant].id}

    def _away(self, entry: Any) -> Values:
        names = ("weekday", "first", "last", "start", "end")
        return {name: getattr(entry, name) for name in names} | {"participant_id": self._people[entry.participant].id}

    def _wish(self, entry: Any) -> Values:
        return {name: getattr(entry, name) for name in ("day", "weekday", "strength")} | {
            "participant_id": self._people[entry.participant].id,
            "kind": kinds.WishKind(entry.kind.value),
            "template_id": None if entry.template is None else self._templates[entry.template].id,
        }

    def _usual(self, entry: Any) -> Values:
        return {
            "participant_id": self._people[entry.participant].id,
            "weekday": entry.weekday,
            "template_id": self._templates[entry.template].id,
        }

    def _write_pairs(self, book: ClubBook) -> None:
        imported = {self._people[entry.number].id for entry in book.participants}
        present = [
            row
            for row in people.pairs(self._session, self._owner.id)
            if row.first_id in imported and row.second_id in imported
        ]
        wanted = [
            {
                "first_id": self._people[entry.first].id,
                "second_id": self._people[entry.second].id,
                "kind": kinds.PairKind(entry.kind.value),
            }
            for entry in book.pairs
        ]
        self._replace("pairs", Pair, present, wanted)

    def _write_holidays(self, book: ClubBook) -> None:
        present = {str(row.day): row for row in places.holidays(self._session, self._owner.id)}
        wanted = {str(day): {"day": day, "name": name} for day, name in sorted(book.holidays.items())}
        self._upsert("holidays", Holiday, present, wanted)

    def history(self, entries: Sequence[HistoryEntry]) -> None:
        """Shifts of earlier months: those of the same months and sites are replaced."""
        spans = {(Month.of(entry.day), self._sites[entry.site].id) for entry in entries}
        wanted = {(self._people[e.participant].id, e.day, e.start): e for e in entries}
        present = [
            row
            for row in people.past_shifts(self._session, self._owner.id)
            if (Month.of(row.day), row.site_id) in spans or (row.participant_id, row.day, row.start) in wanted
        ]
        self._replace("history", PastShift, present, [self._past(entry) for entry in wanted.values()])

    def _past(self, entry: HistoryEntry) -> Values:
        names = ("day", "code", "start", "end", "worked_minutes")
        return {name: getattr(entry, name) for name in names} | {
            "participant_id": self._people[entry.participant].id,
            "site_id": self._sites[entry.site].id,
        }

    def _replace(self, kind: str, table: type[Row], present: Iterable[Row], wanted: Iterable[Values]) -> None:
        """Rows that the book says word for word stay, others go; what is new is added after them."""
        left: dict[Hashable, list[Values]] = defaultdict(list)
        for values in wanted:
            left[_key(values)].append(values)
        names = next((list(each[0]) for each in left.values()), [])
        for row in present:
            same = left.get(_key({name: getattr(row, name) for name in names})) if names else None
            if same:
                same.pop()
            else:
                self._session.delete(row)
                self._removed[kind] += 1
        self._flush()
        for values in (each for group in left.values() for each in group):
            self._add(kind, table, values)
        self._flush()


def _program(entry: Any) -> Values:
    return {name: getattr(entry, name) for name in ("code", "name", "type", "budget_minutes", "budget_won")}


def _participant(entry: Any) -> Values:
    names = (
        "number", "name", "phone", "birth_year", "night_opt_in", "novice_until", "safety_trained_on",
        "training_minutes", "prefers_alternate", "stand_by",
    )  # fmt: skip
    return {name: getattr(entry, name) for name in names} | {
        "groups": sorted(entry.groups),
        "preferred_sites": sorted(entry.preferred_sites),
    }


def _key(values: Values) -> Hashable:
    """Lists of codes become tuples, so that equal rows find one another."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in values.values())


def _assign(row: Base, values: Values) -> bool:
    """Set what differs; whether anything did."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)
