"""Sentences with their blanks filled, in the reader's language, in parts: a page can show what was filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from scheduler.calendar import WEEKDAYS_EN, WEEKDAYS_KO
from scheduler.rules.words import say_minutes
from web.catalogue import said, said_as
from web.services.rulebook.blanks import Blank, BlankKind, Club, Plain, cut_of
from web.services.rulebook.sentences import Sentence

_UNITS = {
    BlankKind.DAYS: ("%(count)s day", "%(count)s days"),
    BlankKind.TIMES: ("%(count)s time", "%(count)s times"),
    BlankKind.PLACES: ("%(count)s site", "%(count)s sites"),
    BlankKind.PEOPLE: ("%(count)s person", "%(count)s people"),
    BlankKind.WON: ("%(count)s won", "%(count)s won"),
}
_EVERY = {"week": "in each week", "month": "in each month"}
_BANDS = {"am": "morning shifts", "pm": "afternoon shifts", "night": "night shifts"}
_KINDS = {"employee": "employees", "activity": "activity participants", "volunteer": "volunteers"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence."""

    text: str
    blank: str = ""
    """Name of the blank that it fills; empty for the words around."""


Parts = tuple[Part, ...]


def parts_of(text: str, facts: Mapping[str, str]) -> Parts:
    """A text with `{blanks}`, cut into its words and what fills them; a blank without a fact keeps an empty text."""
    found = []
    for words, name, *_ in Formatter().parse(text):
        if words:
            found.append(Part(words))
        if name is not None:
            found.append(Part(facts.get(name, ""), name))
    return tuple(found)


def joined(parts: Iterable[Part]) -> str:
    """The sentence as one text."""
    return "".join(one.text for one in parts)


def filled(sentence: Sentence, fields: Mapping[str, Any], scope: Mapping[str, Any], club: Club, lang: str) -> Parts:
    """The sentence about the people of the scope, with its blanks filled from the condition's fields."""
    facts = {"whom": whom(scope, club, lang)}
    values = sentence.values(fields)
    facts |= {blank.name: value_words(blank, values[blank.name], club, lang) for blank in sentence.blanks}
    return parts_of(said(lang, sentence.text), facts)


def whom(scope: Mapping[str, Any], club: Club, lang: str) -> str:
    """Everybody, or those who fit all that the scope names. In Korean it ends in 분 or 님."""
    described = [
        *(said(lang, "‘%(name)s’", name=club.programs.get(one, one)) for one in scope.get("programs", ())),
        *(said(lang, _KINDS.get(one, one)) for one in scope.get("kinds", ())),
        *(said(lang, "group ‘%(name)s’", name=one) for one in scope.get("groups", ())),
    ]
    named = said_as(lang, "named person", "%(name)s")
    people = [named % {"name": club.people.get(one, one)} for one in scope.get("participants", ())]
    crowd = said(lang, "%(which)s people", which=" ".join(described)) if described else ""
    if people and crowd:
        return said(lang, "of %(crowd)s: %(people)s", crowd=crowd, people=", ".join(people))
    return ", ".join(people) or crowd or said(lang, "Everybody")


def value_words(blank: Blank, value: Plain, club: Club, lang: str) -> str:
    """What fills the blank, with its unit."""
    if value is None or value in ([], {}):
        return said(lang, "all programmes") if blank.kind is BlankKind.PROGRAMS else ""
    if blank.kind is BlankKind.MINUTES:
        return say_minutes(value, lang)
    if blank.kind in _UNITS:
        one, many = _UNITS[blank.kind]
        return said(lang, one if value == 1 else many, count=f"{value:,}")
    return _WORDS[blank.kind](value, club, lang)


def shift_words(which: Mapping[str, Any], club: Club, lang: str) -> str:
    """A kind of shift; in Korean it ends in 근무."""
    if which.get("bands"):
        return ", ".join(said(lang, _BANDS[one]) for one in which["bands"])
    if which.get("codes"):
        return ", ".join(said(lang, "shift ‘%(code)s’", code=one) for one in which["codes"])
    names = (club.templates.get(one, one) for one in which.get("templates", ()))
    return ", ".join(said(lang, "shift %(name)s", name=one) for one in names) or said(lang, "every shift")


def say_day(day: date, lang: str) -> str:
    """2027. 5. 3. (월), or Mon 3 May 2027."""
    if lang == "en":
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {day:%b %Y}"
    return f"{day.year}. {day.month}. {day.day}. ({WEEKDAYS_KO[day.weekday()]})"


def _weekdays(value: list[int], club: Club, lang: str) -> str:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return ", ".join(said(lang, names[one]) for one in value)


_WORDS: dict[BlankKind, Callable[[Any, Club, str], str]] = {
    BlankKind.EVERY: lambda value, club, lang: said(lang, _EVERY.get(value, value)),
    BlankKind.SHIFTS: shift_words,
    BlankKind.SITES: lambda value, club, lang: ", ".join(club.sites.get(one, one) for one in value),
    BlankKind.PROGRAMS: lambda value, club, lang: ", ".join(
        said(lang, "‘%(name)s’", name=club.programs.get(one, one)) for one in value
    ),
    BlankKind.WEEKDAYS: _weekdays,
    BlankKind.DAY: lambda value, club, lang: say_day(date.fromisoformat(value), lang),
    BlankKind.CUT: lambda value, club, lang: said(lang, "day %(number)s", number=cut_of(value)),
    BlankKind.OTHERS: whom,
}
