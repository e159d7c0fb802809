"""Seats for which certificates are missing, and seats that nobody may take at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.precheck.advice import Advice, Both, Kind, Severity, Step, advice, say_days, say_people
from scheduler.precheck.offers import belonging, most_often, with_seats
from scheduler.problem import Problem, Shift
from scheduler.rules.credentials import HealthCertificate, OtherCredentials, RecordCheck
from scheduler.rules.eligibility import eligible, objection
from scheduler.rules.judge import rule
from scheduler.rules.training import SafetyTraining
from scheduler.rules.words import say_credential

CREDENTIAL_SHORT = Kind(
    Step.CREDENTIALS,
    Severity.WARNING,
    "credential_seats",
    "{days}에 근무지 {site}에서 ‘{kind}’ 기록이 있는 분이 모자랍니다. {day}에는 자리 {seats}개에 {able}명입니다.",
    "At {site} too few people hold a valid {kind} on {days}. On {day} there are {able} for {seats} seats.",
    "{people}의 ‘{kind}’ 기록을 갱신하거나 등록하십시오.",
    "Renew or enter the {kind} of {people}.",
)
NOBODY = Kind(
    Step.NOBODY,
    Severity.WARNING,
    "nobody",
    "{days}에 근무지 {site} {start:clock}~{end:clock} 근무를 맡을 수 있는 분이 없습니다. "
    "가장 큰 이유는 {reason}입니다.",
    "Nobody may take {start:clock}-{end:clock} at {site} on {days}. Most often because of {reason}.",
    "{reason} 내용을 확인하거나 이 근무지에 계약된 분을 늘리십시오.",
    "See to what this rule looks at ({reason}), or contract more people to this site.",
)

_CERTIFICATES = frozenset((HealthCertificate.id, RecordCheck.id, OtherCredentials.id))
_NO_CONTRACT = Both("이 근무지에 계약된 분이 없음", "nobody being contracted to this site")


def credentials(problem: Problem) -> Iterator[Advice]:
    """Shifts for which too few people are eligible, though enough would be with a certificate or safety training."""
    short: dict[tuple[str, str], dict[Shift, tuple[int, dict[str, str]]]] = defaultdict(dict)
    for shift in with_seats(problem):
        able = len(eligible(problem)[shift.id])
        if able >= shift.seats:
            continue
        lacking: dict[str, dict[str, str]] = defaultdict(dict)
        for person in belonging(problem).get(shift.site, ()):
            found = objection(problem, person, shift)
            if found is not None and found.rule in _CERTIFICATES:
                lacking[str(found.facts["kind"])][person.id] = person.name
            elif found is not None and found.rule == SafetyTraining.id:
                lacking["safety"][person.id] = person.name
        for kind, people in lacking.items():
            short[shift.site, kind][shift] = (able, people)
    for (site, kind), shifts in short.items():
        first = min(shifts, key=lambda shift: (shifts[shift][0] - shift.seats, shift.day, shift.start))
        able, people = shifts[first]
        names = {name for _, some in shifts.values() for name in some.items()}
        yield advice(
            CREDENTIAL_SHORT,
            {"site": problem.site[site].name, "day": first.day, "seats": first.seats, "able": able},
            ("kind", Both(say_credential(kind), say_credential(kind, "en"))),
            ("people", say_people([name for _, name in sorted(names)])),
            ("days", say_days(shift.day for shift in shifts)),
            participant=min(people), site=site, day=min(shift.day for shift in shifts),
        )  # fmt: skip


def nobody(problem: Problem) -> Iterator[Advice]:
    """Seats that no participant may take, by template, with what objects to most of those contracted to the site."""
    empty: dict[str, list[Shift]] = defaultdict(list)
    for shift in with_seats(problem):
        if not eligible(problem)[shift.id]:
            empty[shift.template].append(shift)
    for shifts in empty.values():
        site = shifts[0].site
        reason = most_often(
            objection(problem, person, shift) for shift in shifts for person in belonging(problem).get(site, ())
        )
        said = Both(rule(reason).name_ko, rule(reason).name_en) if reason else _NO_CONTRACT
        yield advice(
            NOBODY, {"site": problem.site[site].name, "start": shifts[0].start, "end": shifts[0].end},
            ("days", say_days(shift.day for shift in shifts)), ("reason", said),
            site=site, day=min(shift.day for shift in shifts),
        )  # fmt: skip
