"""The rule book as a page shows it: every rule as a sentence with its numbers, sources, and how much it touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.enums import EmploymentKind
from scheduler.enums import Ground as Basis
from scheduler.rules import HARD, SOFT, Rule
from scheduler.values import Number, Value, Values
from web.catalogue import said
from web.services.rulebook.club import Ground
from web.services.rulebook.lawbook import CONDITION_KINDS, RULE_SENTENCES
from web.services.rulebook.numbers import Numbers, may_change, weight_of
from web.services.rulebook.phrases import Part, Parts, parts_of
from web.services.rulebook.touches import Touch, Whose, touched
from web.services.rulebook.units import say, say_weight, usual_weight

GROUPS = (Basis.LAW, Basis.PROGRAM, Basis.SITE, Basis.HABIT)


@dataclass(frozen=True, slots=True)
class NumberView:
    """A number of a line, with where it comes from."""

    name: str
    label: str
    words: str
    value: Value
    source: str
    may_change: bool
    stricter_only: bool
    """A law that a club may only tighten."""


@dataclass(frozen=True, slots=True)
class Line:
    """A rule for some people: for everybody, or for kinds of contract and programme types that differ."""

    whose: tuple[Whose, ...]
    parts: Parts
    numbers: tuple[NumberView, ...]
    touch: Touch | None


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule of the book."""

    id: str
    name: str
    ground: Basis
    source: str
    hard: bool
    relaxable: bool
    lines: tuple[Line, ...]
    weight: str = ""
    """How much a soft rule counts, in a word; empty for hard rules and for those that have a level of their own."""
    weight_name: str = ""
    """Name of the number to change it; empty where nothing can be changed."""
    about_conditions: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """All rules by ground, and the numbers of the warnings."""

    groups: tuple[tuple[Basis, tuple[RuleView, ...]], ...]
    wishes: tuple[RuleView, ...]
    """The soft rules."""
    warnings: tuple[NumberView, ...]
    refused: tuple[str, ...]
    """Why stored numbers of the organisation do not count."""


def book_of(known: Numbers, ground: Ground | None, day: date, lang: str) -> Book:
    """The book on a day, counted in the month where one is given."""
    maker = _Maker(known, ground, day, lang)
    hard = [maker.rule(one, hard=True) for one in {one.id: one for one in HARD}.values()]
    hard.sort(key=lambda one: one.id)
    soft = sorted((maker.rule(one, hard=False) for one in SOFT), key=lambda one: one.id)
    return Book(
        groups=tuple((basis, tuple(one for one in hard if one.ground is basis)) for basis in GROUPS),
        wishes=tuple(soft),
        warnings=tuple(maker.warnings()),
        refused=tuple(one.en if lang == "en" else one.ko for one in known.values.refused),
    )


@dataclass(frozen=True)
class _Maker:
    known: Numbers
    ground: Ground | None
    day: date
    lang: str

    def rule(self, rule: Rule, *, hard: bool) -> RuleView:
        text = RULE_SENTENCES.get(rule.id, "")
        names = [part.blank for part in parts_of(text, {}) if part.blank]
        return RuleView(
            id=rule.id,
            name=rule.name_en if self.lang == "en" else rule.name_ko,
            ground=rule.basis.ground,
            source=rule.basis.en if self.lang == "en" else rule.basis.ko,
            hard=hard,
            relaxable=bool(getattr(rule, "relaxable", False)),
            lines=tuple(self._line(rule, text, names, alike) for alike in self._alike(names)),
            about_conditions=rule.id[1:] in CONDITION_KINDS,
            **({} if hard else self._weight(rule.id)),
        )

    def _weight(self, rule: str) -> dict[str, str]:
        name = f"weight.{rule}"
        if name not in Values.names():
            return {}
        number = Values.number(name)
        if not may_change(number, number.rows[0]):
            return {}
        weight = weight_of(self.known.values, rule, self.day)
        return {"weight": say_weight(weight, usual_weight(number), self.lang), "weight_name": name}

    def whose(self, names: Sequence[str]) -> list[Whose]:
        """Everybody, where the numbers are the same for all; else each kind, and each programme type that differs."""
        kinds = [Whose(kind) for kind in EmploymentKind]
        of_kind = {one: self._numbers_of(names, one) for one in kinds}
        found = [Whose()] if len(set(of_kind.values())) <= 1 else kinds
        for code in self.known.types:
            for kind in EmploymentKind:
                one = Whose(kind, code)
                if self._numbers_of(names, one) != of_kind[Whose(kind)]:
                    found.append(one)
        return found

    def _alike(self, names: Sequence[str]) -> list[tuple[Whose, ...]]:
        """The same, those with the same numbers of the same source together."""
        found: dict[tuple[Value, ...], list[Whose]] = {}
        for one in self.whose(names):
            found.setdefault(tuple(self._value(name, one) for name in names), []).append(one)
        return [tuple(some) for some in found.values()]

    def _numbers_of(self, names: Sequence[str], whose: Whose) -> tuple[object, ...]:
        return tuple(self._value(name, whose).value for name in names)

    def _value(self, name: str, whose: Whose) -> Value:
        return self.known.values.at(name, self.day, whose.kind, whose.program_type)

    def _line(self, rule: Rule, text: str, names: Sequence[str], whose: tuple[Whose, ...]) -> Line:
        numbers = tuple(self.number(Values.number(name), whose[0]) for name in dict.fromkeys(names))
        facts = {one.name: one.words for one in numbers}
        if not text:
            parts: Parts = (Part(rule.name_en if self.lang == "en" else rule.name_ko),)
        elif len(numbers) == 1 and numbers[0].value.value is None:
            parts = Part(f"{numbers[0].label}: "), Part(numbers[0].words, numbers[0].name)
        else:
            parts = parts_of(said(self.lang, text), facts)
        return Line(whose, parts, numbers, self._touch(rule.id, whose))

    def _touch(self, rule: str, whose: tuple[Whose, ...]) -> Touch | None:
        found = [touched(self.ground, rule, one) for one in whose] if self.ground else []
        counts = [one for one in found if one is not None]
        return Touch(sum(one.count for one in counts), counts[0].of) if counts else None

    def number(self, number: Number, whose: Whose) -> NumberView:
        value = self._value(number.name, whose)
        law = self.known.values.shipped(number.name, self.day, whose.kind, whose.program_type)
        return NumberView(
            name=number.name,
            label=number.en if self.lang == "en" else number.ko,
            words=say(number, value.value, self.lang),
            value=value,
            source=value.en if self.lang == "en" else value.ko,
            may_change=may_change(number, law),
            stricter_only=law.fixed and law.limit == law.value,
        )

    def warnings(self) -> Iterator[NumberView]:
        """The numbers of rules that only warn."""
        for name in Values.names():
            number = Values.number(name)
            if number.rule.startswith("W"):
                yield self.number(number, Whose())


def lines_of(known: Numbers, number: Number, day: date, lang: str) -> list[tuple[Whose, NumberView]]:
    """What one number is on a day, for everybody or for each who differ."""
    maker = _Maker(known, None, day, lang)
    return [(whose, maker.number(number, whose)) for whose in maker.whose([number.name])]
