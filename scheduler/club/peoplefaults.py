"""Faults of participants and of all that is written down about them."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.club.book import (
    ContractEntry,
    CredentialEntry,
    PairEntry,
    ParticipantEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.club.faultsearch import Fault, FaultSearch
from scheduler.problem import STRENGTHS, WishKind


class PeopleFaults(FaultSearch):
    """Searches what stands about people."""

    def all(self) -> Iterator[Fault]:
        """Every fault, table by table."""
        yield from self._twins("participants", "number", "참여자 번호", "participant number")
        yield from self._participants()
        yield from self._contracts()
        yield from self._credentials()
        yield from self._unavailable()
        yield from self._wishes()
        yield from self._usuals()
        yield from self._pairs()
        yield from self._history()

    def _participants(self) -> Iterator[Fault]:
        contracted = {contract.participant for contract in self.book.contracts}
        for index, person in enumerate(self.book.participants):
            if not person.name.strip():
                yield self._fault(
                    "participants", index, "name",
                    "{number}번 참여자의 이름이 비어 있습니다.", "Participant {number} has no name.",
                    number=person.number,
                )  # fmt: skip
            if person.number not in contracted:
                yield self._fault(
                    "participants", index, "number",
                    "{who} 님의 계약이 없습니다.", "Participant {who} has no contract.",
                )  # fmt: skip
            yield from self._person_extras(index, person)

    def _person_extras(self, index: int, person: ParticipantEntry) -> Iterator[Fault]:
        for code in sorted(person.preferred_sites - self.sites.keys()):
            yield self._fault(
                "participants", index, "preferred_sites",
                "{who} 님의 선호 근무지 '{code}'을(를) 찾을 수 없습니다.",
                "Participant {who} prefers the unknown site {code}.", code=code,
            )  # fmt: skip
        if person.training_minutes < 0:
            yield self._fault(
                "participants", index, "training_minutes",
                "{who} 님의 교육 시간은 0보다 작을 수 없습니다.",
                "The hours of training of participant {who} cannot be negative.",
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
            if (contract.hourly_wage or 0) < 0:
                yield self._fault(
                    "contracts", index, "hourly_wage",
                    "{who} 님의 시급은 0보다 작을 수 없습니다.",
                    "The hourly wage of participant {who} cannot be negative.",
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
            elif contract.program in self.programs and site.program != contract.program:
                yield self._fault(
                    "contracts", index, "sites",
                    "{who} 님의 계약에 적힌 근무지 '{code}'은(는) 다른 사업단의 근무지입니다.",
                    "The contract of participant {who} names site {code}, which belongs to another programme.",
                    code=code,
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
                "희망의 세기는 1, 2, 3 가운데 하나입니다. 지금은 {value}입니다.",
                "A wish has strength 1, 2 or 3, not {value}.",
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
                    "같은 두 사람이 '함께'와 '따로'에 모두 있습니다.",
                    "The same two people are both kept apart and together.",
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
