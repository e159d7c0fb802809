"""What a fault of a club book is, and what all searches for faults share."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from scheduler.club.book import ClosureEntry, ClubBook, ContractEntry, UnavailableEntry


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a book."""

    entity: str
    """Name of the tuple of `ClubBook` that holds the entry, such as `participants` or `templates`."""
    index: int
    """Position in that tuple, from 0."""
    field: str
    """Name of the entry's field that is wrong."""
    value: object
    """What stands there."""
    ko: str
    """One sentence in Korean: what is wrong and what is expected."""
    en: str
    participant: str | None = None
    """Number of the participant the entry is about; None when it is about nobody."""


class FaultSearch:
    """The codes that exist in a book, and the checks that many tables need."""

    def __init__(self, book: ClubBook) -> None:
        self.book = book
        self.programs = {p.code for p in book.programs}
        self.sites = {s.code: s for s in book.sites}
        self.templates = {t.id for t in book.templates}
        self.people = {p.number: p for p in book.participants}

    def _fault(self, entity: str, index: int, field: str, ko: str, en: str, **shown: object) -> Fault:
        """A fault of a field; sentences may name {value}, {who} and whatever is given."""
        entry = getattr(self.book, entity)[index]
        number = getattr(entry, "number", None) if entity == "participants" else getattr(entry, "participant", None)
        facts = {"value": getattr(entry, field), "who": self._who(number), "row": index + 1, **shown}
        return Fault(entity, index, field, getattr(entry, field), ko.format(**facts), en.format(**facts), number)

    def _who(self, number: str | None) -> str:
        person = self.people.get(number or "")
        return f"{person.name}({person.number})" if person else str(number)

    def _twins(self, entity: str, field: str, ko: str, en: str) -> Iterator[Fault]:
        first: dict[Hashable, int] = {}
        for index, entry in enumerate(getattr(self.book, entity)):
            code = getattr(entry, field)
            if not code:
                yield self._fault(entity, index, field, f"{ko}이(가) 비어 있습니다.", f"A {en} is missing.")
            elif first.setdefault(code, index) != index:
                yield self._fault(
                    entity, index, field,
                    f"{ko} {{value}}이(가) 두 번 나옵니다. 번호와 코드는 하나씩만 쓸 수 있습니다.",
                    f"There are two entries with the {en} {{value}}; each may stand only once.",
                )  # fmt: skip

    def _unknown(
        self, entity: str, index: int, field: str, known: Mapping[str, object] | set[str], what: str
    ) -> Iterator[Fault]:
        """The fault when the field names something that the book does not hold, else nothing."""
        value = getattr(getattr(self.book, entity)[index], field)
        ko, en = _WHAT[what]
        if value not in known:
            yield self._fault(
                entity, index, field,
                f"{ko} '{{value}}'을(를) 찾을 수 없습니다.", f"There is no {en} {{value}} in the book.",
            )  # fmt: skip

    def _unknown_person(self, entity: str, index: int, field: str = "participant") -> Iterator[Fault]:
        yield from self._unknown(entity, index, field, self.people, "participant")

    def _reversed(
        self, entity: str, index: int, entry: ClosureEntry | ContractEntry | UnavailableEntry
    ) -> Iterator[Fault]:
        if entry.first and entry.last and entry.last < entry.first:
            yield self._fault(
                entity, index, "last",
                "끝나는 날 {value}이(가) 시작하는 날 {first}보다 빠릅니다.",
                "The last day {value} is before the first day {first}.", first=entry.first,
            )  # fmt: skip

    def _weekday_fault(self, entity: str, index: int) -> Fault:
        return self._fault(
            entity, index, "weekday", "요일은 월요일부터 일요일까지입니다.", "Weekdays run from Monday to Sunday.",
        )  # fmt: skip


_WHAT = {
    "program": ("사업단", "programme"),
    "site": ("근무지", "site"),
    "template": ("근무 유형", "shift template"),
    "participant": ("참여자", "participant"),
}
