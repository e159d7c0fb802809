"""Faults of a club book: what contradicts itself, before any month is planned.

Every fault names its entry (table, position, field), so that a reader of workbooks or forms can point to the cell.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.club.book import (
    ClosureEntry,
    ClubBook,
    ContractEntry,
    CredentialEntry,
    PairEntry,
    TemplateEntry,
    UnavailableEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.problem import LONGEST_SHIFT, STRENGTHS, WishKind


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


def find(book: ClubBook) -> list[Fault]:
    """All faults of the book, in the order of its tables; an empty list means that any month can be planned."""
    return list(_Search(book).all())


class _Search:
    """The checks, with the codes that exist in the book."""

    def __init__(self, book: ClubBook) -> None:
        self.book = book
        self.programs = {p.code for p in book.programs}
        self.sites = {s.code: s for s in book.sites}
        self.templates = {t.id for t in book.templates}
        self.people = {p.number: p for p in book.participants}

    def all(self) -> Iterator[Fault]:
        yield from self._twins("programs", "code", "사업단 코드", "programme code")
        yield from self._twins("sites", "code", "근무지 코드", "site code")
        yield from self._twins("participants", "number", "참여자 번호", "participant number")
        yield from self._sites()
        yield from self._templates()
        yield from self._closures()
        yield from self._participants()
        yield from self._contracts()
        yield from self._credentials()
        yield from self._unavailable()
        yield from self._wishes()
        yield from self._usuals()
        yield from self._pairs()
        yield from self._history()

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

    def _unknown(self, entity: str, index: int, field: str, known: Mapping[str, object] | set[str], what: str) -> Any:
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

    def _reversed(self, entity: str, index: int, entry: ClosureEntry | ContractEntry | UnavailableEntry) -> Any:
        if entry.first and entry.last and entry.last < entry.first:
            yield self._fault(
                entity, index, "last",
                "끝나는 날 {value}이(가) 시작하는 날 {first}보다 빠릅니다.",
                "The last day {value} is before the first day {first}.", first=entry.first,
            )  # fmt: skip

    def _sites(self) -> Iterator[Fault]:
        for index, site in enumerate(self.book.sites):
            yield from self._unknown("sites", index, "program", self.programs, "program")
            if site.pair_min < 1:
                yield self._fault(
                    "sites", index, "pair_min",
                    "최소 동시 근무 인원은 1명 이상이어야 합니다. 지금은 {value}명입니다.",
                    "At least 1 person must be together at a site, not {value}.",
                )  # fmt: skip

    def _templates(self) -> Iterator[Fault]:
        letters: dict[tuple[str, str], int] = {}
        for index, template in enumerate(self.book.templates):
            yield from self._unknown("templates", index, "site", self.sites, "site")
            if letters.setdefault((template.site, template.code), index) != index:
                yield self._fault(
                    "templates", index, "code",
                    "근무지 {site}에 근무 유형 글자 '{value}'이(가) 두 번 나옵니다.",
                    "Site {site} has two shift templates with the letter {value}.", site=template.site,
                )  # fmt: skip
            yield from self._template_numbers(index, template)

    def _template_numbers(self, index: int, template: TemplateEntry) -> Iterator[Fault]:
        if not 0 <= template.start < MINUTES_PER_DAY:
            yield self._fault(
                "templates", index, "start",
                "시작 시각은 00:00부터 23:59까지여야 합니다.", "A shift starts between 00:00 and 23:59.",
            )  # fmt: skip
        elif not template.start < template.end <= template.start + LONGEST_SHIFT:
            yield self._fault(
                "templates", index, "end",
                "끝 시각은 시작 시각보다 뒤, 24시간 안이어야 합니다.",
                "A shift ends after it starts and within 24 hours.",
            )  # fmt: skip
        elif not 0 <= template.break_minutes < template.end - template.start:
            yield self._fault(
                "templates", index, "break_minutes",
                "휴게시간 {value}분이 근무 시간에 들어가지 않습니다.", "A break of {value} minutes does not fit into the shift.",
            )  # fmt: skip
        for field, least in (("seats", 0), ("priority", 1)):
            if getattr(template, field) < least:
                ko = {"seats": "필요 인원", "priority": "우선순위"}[field]
                yield self._fault(
                    "templates", index, field,
                    f"{ko}은(는) {least} 이상이어야 합니다. 지금은 {{value}}입니다.",
                    f"{field} must be at least {least}, not {{value}}.",
                )  # fmt: skip
        if any(not 0 <= day <= 6 for day in template.weekdays):
            yield self._fault(
                "templates", index, "weekdays", "요일은 월요일부터 일요일까지입니다.", "Weekdays run from Monday to Sunday.",
            )  # fmt: skip

    def _closures(self) -> Iterator[Fault]:
        for index, closure in enumerate(self.book.closures):
            yield from self._unknown("closures", index, "site", self.sites, "site")
            yield from self._reversed("closures", index, closure)

    def _participants(self) -> Iterator[Fault]:
        contracted = {contract.participant for contract in self.book.contracts}
        for index, person in enumerate(self.book.participants):
            if not person.name.strip():
                yield self._fault(
                    "participants", index, "name",
                    "{number}번 참여자의 이름이 비어 있습니다.", "Participant {number} has no name.", number=person.number,
                )  # fmt: skip
            if person.number not in contracted:
                yield self._fault(
                    "participants", index, "number",
                    "{who} 님의 계약이 없습니다.", "Participant {who} has no contract.",
                )  # fmt: skip

    def _contracts(self) -> Iterator[Fault]:
        spans: dict[tuple[str, str], list[ContractEntry]] = {}
        for index, contract in enumerate(self.book.contracts):
            yield from self._unknown_person("contracts", index)
            yield from self._unknown("contracts", index, "program", self.programs, "program")
            yield from self._reversed("contracts", index, contract)
            yield from self._contract_sites(index, contract)
            others = spans.setdefault((contract.participant, contract.program), [])
            if any(other.first <= contract.last and contract.first <= other.last for other in others):
                yield self._fault(
                    "contracts", index, "first",
                    "{who} 님에게 같은 사업단의 계약이 겹칩니다.",
                    "Participant {who} has two contracts of one programme at the same time.",
                )  # fmt: skip
            others.append(contract)
            for field in ("contract_minutes_per_week", "max_minutes_per_week", "max_minutes_per_month"):
                if (getattr(contract, field) or 0) < 0:
                    yield self._fault(
                        "contracts", index, field,
                        "{who} 님의 계약 시간은 0보다 작을 수 없습니다.",
                        "The hours of participant {who} cannot be negative.",
                    )  # fmt: skip

    def _contract_sites(self, index: int, contract: ContractEntry) -> Iterator[Fault]:
        if not contract.sites:
            yield self._fault(
                "contracts", index, "sites",
                "{who} 님의 계약에 근무지가 없습니다.", "The contract of participant {who} names no site.",
            )  # fmt: skip
        for code in sorted(contract.sites):
            site = self.sites.get(code)
            if site is None:
                yield self._fault(
                    "contracts", index, "sites",
                    "{who} 님의 계약에 적힌 근무지 '{code}'을(를) 찾을 수 없습니다.",
                    "The contract of participant {who} names the unknown site {code}.", code=code,
                )  # fmt: skip
            elif site.program != contract.program:
                yield self._fault(
                    "contracts", index, "sites",
                    "{who} 님의 계약에 적힌 근무지 '{code}'은(는) 다른 사업단의 근무지입니다.",
                    "The contract of participant {who} names site {code}, which belongs to another programme.", code=code,
                )  # fmt: skip

    def _credentials(self) -> Iterator[Fault]:
        for index, credential in enumerate(self.book.credentials):
            yield from self._unknown_person("credentials", index)
            yield from self._credential_span(index, credential)

    def _credential_span(self, index: int, credential: CredentialEntry) -> Iterator[Fault]:
        first, last = credential.valid_from, credential.valid_until
        if first and last and last < first:
            yield self._fault(
                "credentials", index, "valid_until",
                "{who} 님의 자격 만료일 {value}이(가) 시작일 {first}보다 빠릅니다.",
                "A certificate of participant {who} ends ({value}) before it begins ({first}).", first=first,
            )  # fmt: skip

    def _unavailable(self) -> Iterator[Fault]:
        for index, entry in enumerate(self.book.unavailable):
            yield from self._unknown_person("unavailable", index)
            yield from self._reversed("unavailable", index, entry)
            if entry.weekday is None and entry.first is None:
                yield self._fault(
                    "unavailable", index, "first",
                    "{who} 님의 근무 불가에 요일도 날짜도 없습니다.",
                    "An unavailability of participant {who} names neither a weekday nor a date.",
                )  # fmt: skip
            if entry.weekday is not None and not 0 <= entry.weekday <= 6:
                yield self._weekday_fault("unavailable", index)
            if not 0 <= entry.start < entry.end <= MINUTES_PER_DAY:
                yield self._fault(
                    "unavailable", index, "start",
                    "{who} 님의 근무 불가 시간이 올바르지 않습니다.",
                    "An unavailability of participant {who} is no span of a day.",
                )  # fmt: skip

    def _weekday_fault(self, entity: str, index: int) -> Fault:
        return self._fault(
            entity, index, "weekday", "요일은 월요일부터 일요일까지입니다.", "Weekdays run from Monday to Sunday.",
        )  # fmt: skip

    def _wishes(self) -> Iterator[Fault]:
        needed = {WishKind.DAY_OFF: "day", WishKind.WEEKDAY: "weekday", WishKind.TEMPLATE: "template"}
        for index, wish in enumerate(self.book.wishes):
            yield from self._unknown_person("wishes", index)
            field = needed[wish.kind]
            if getattr(wish, field) is None:
                yield self._fault(
                    "wishes", index, field,
                    "{who} 님의 희망에 날짜, 요일 또는 근무 유형이 없습니다.",
                    "A wish of participant {who} does not say what is wished for.",
                )  # fmt: skip
            yield from self._wish_values(index, wish)

    def _wish_values(self, index: int, wish: WishEntry) -> Iterator[Fault]:
        if wish.weekday is not None and not 0 <= wish.weekday <= 6:
            yield self._weekday_fault("wishes", index)
        if wish.template is not None:
            yield from self._unknown("wishes", index, "template", self.templates, "template")
        if wish.strength not in STRENGTHS:
            yield self._fault(
                "wishes", index, "strength",
                "희망의 세기는 1, 2, 3 가운데 하나입니다. 지금은 {value}입니다.", "A wish has strength 1, 2 or 3, not {value}.",
            )  # fmt: skip

    def _usuals(self) -> Iterator[Fault]:
        for index, usual in enumerate(self.book.usuals):
            yield from self._unknown_person("usuals", index)
            yield from self._usual_values(index, usual)

    def _usual_values(self, index: int, usual: UsualEntry) -> Iterator[Fault]:
        if not 0 <= usual.weekday <= 6:
            yield self._weekday_fault("usuals", index)
        yield from self._unknown("usuals", index, "template", self.templates, "template")

    def _pairs(self) -> Iterator[Fault]:
        kinds: dict[frozenset[str], PairEntry] = {}
        for index, pair in enumerate(self.book.pairs):
            yield from self._unknown_person("pairs", index, "first")
            yield from self._unknown_person("pairs", index, "second")
            if pair.first == pair.second:
                yield self._fault(
                    "pairs", index, "second",
                    "두 사람의 번호가 같습니다: {value}.", "A pair names participant {value} twice.",
                )  # fmt: skip
            if kinds.setdefault(frozenset((pair.first, pair.second)), pair).kind is not pair.kind:
                yield self._fault(
                    "pairs", index, "kind",
                    "같은 두 사람이 '함께'와 '따로'에 모두 있습니다.", "The same two people are both kept apart and together.",
                )  # fmt: skip

    def _history(self) -> Iterator[Fault]:
        for index, entry in enumerate(self.book.history):
            yield from self._unknown_person("history", index)
            if not 0 <= entry.start < entry.end or entry.worked_minutes < 0:
                yield self._fault(
                    "history", index, "end",
                    "{who} 님의 {day} 지난 근무 시각이 올바르지 않습니다.",
                    "The earlier shift of participant {who} on {day} has impossible times.", day=entry.day,
                )  # fmt: skip


_WHAT = {
    "program": ("사업단", "programme"),
    "site": ("근무지", "site"),
    "template": ("근무 유형", "shift template"),
    "participant": ("참여자", "participant"),
}
