"""What a book says that a month leaves out, or that somebody should look at: a month can be planned all the same.

Numbers that no rule knows or that loosen the law, conditions about people and places that are gone, rules set aside
that cannot be, programmes of an unknown type, and people who are not of the age that their programme asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.club.book import ClubBook, ScopeEntry
from scheduler.club.faultsearch import Fault, FaultSearch
from scheduler.club.rulebook import is_relaxable
from scheduler.values import Values, program_types


def find(book: ClubBook) -> list[Fault]:
    """All remarks, table by table."""
    return list(_Remarks(book).all())


class _Remarks(FaultSearch):
    """Searches what the tables of the rule book say."""

    def all(self) -> Iterator[Fault]:
        yield from self._programs()
        yield from self._ages()
        yield from self._values()
        yield from self._conditions()
        yield from self._relaxations()

    def _programs(self) -> Iterator[Fault]:
        types = program_types(self.book.program_types)
        for index, program in enumerate(self.book.programs):
            if program.type not in types:
                yield self._fault(
                    "programs", index, "type",
                    "사업 유형({value})을 알 수 없어 유형에 따른 한도를 적용하지 않습니다.",
                    "The programme type {value} is not known, so no caps of a type apply.",
                )  # fmt: skip

    def _ages(self) -> Iterator[Fault]:
        types = program_types(self.book.program_types)
        kind = {program.code: types.get(program.type) for program in self.book.programs}
        for index, entry in enumerate(self.book.contracts):
            asked, person = kind.get(entry.program), self.people.get(entry.participant)
            if asked and person and not asked.is_of_age(person.birth_year, entry.first):
                yield self._fault(
                    "contracts", index, "participant",
                    "{who} 님({born}년생)은 {type}의 나이 기준({ages})에 맞지 않습니다.",
                    "{who}, born in {born}, is not of the age for the {type_en} ({ages_en}).",
                    born=person.birth_year, type=asked.ko, type_en=asked.en,
                    ages=_ages_ko(asked.least_age, asked.most_age), ages_en=_ages_en(asked.least_age, asked.most_age),
                )  # fmt: skip

    def _values(self) -> Iterator[Fault]:
        for refused in Values(self.book.values).refused:
            index = self.book.values.index(refused.entry)
            yield Fault("values", index, "value", refused.entry.value, refused.ko, refused.en)

    def _conditions(self) -> Iterator[Fault]:
        groups = {group for person in self.book.participants for group in person.groups}
        for index, entry in enumerate(self.book.conditions):
            for scope in (entry.scope, entry.others or ScopeEntry()):
                unknown = [
                    *_not_in(scope.programs, self.programs), *_not_in(scope.groups, groups),
                    *_not_in(scope.participants, self.people),
                ]  # fmt: skip
                if unknown:
                    yield self._fault(
                        "conditions", index, "scope",
                        "조건이 가리키는 대상을 찾을 수 없습니다: {names}.",
                        "A condition is about what is not in the book: {names}.", names=", ".join(unknown),
                    )  # fmt: skip

    def _relaxations(self) -> Iterator[Fault]:
        for index, entry in enumerate(self.book.relaxations):
            if not is_relaxable(entry.rule):
                yield self._fault(
                    "relaxations", index, "rule",
                    "규칙 {value}에는 예외를 둘 수 없어 그대로 적용합니다.",
                    "{value} is a rule that cannot be set aside; it holds as it is.",
                )  # fmt: skip
            yield from self._gone(index, entry.participant, self.people, "participant")
            yield from self._gone(index, entry.site, self.sites, "site")

    def _gone(self, index: int, code: str | None, known: Iterable[str], field: str) -> Iterator[Fault]:
        if code is not None and code not in known:
            yield self._fault(
                "relaxations", index, field,
                "예외가 가리키는 대상({value})이 없어 적용하지 않습니다.",
                "An exception is about {value}, who or which is not in the book.",
            )  # fmt: skip


def _not_in(named: Iterable[str], known: Iterable[str]) -> list[str]:
    return sorted(set(named) - set(known))


def _ages_ko(least: int | None, most: int | None) -> str:
    return " ".join(said for said in (f"{least}세 이상" if least else "", f"{most}세 이하" if most else "") if said)


def _ages_en(least: int | None, most: int | None) -> str:
    return " ".join(said for said in (f"from {least}" if least else "", f"up to {most}" if most else "") if said)
