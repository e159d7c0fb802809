"""Whether the people who could come on a day suffice for its seats, whoever goes where; seats that stay as they are."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from datetime import date

from scheduler.precheck.advice import Advice, Kind, Severity, Step, advice, say_days
from scheduler.precheck.offers import settled, with_takers
from scheduler.problem import Problem, Shift
from scheduler.rules.eligibility import eligible
from scheduler.rules.own import own
from scheduler.rules.words import Facts

DAY_SHORT = Kind(
    Step.SEATS,
    Severity.WARNING,
    "day_seats",
    "{days}에 근무지 {site}의 자리를 다 채울 수 없습니다. {day}에는 자리가 적어도 {short}개 남습니다.",
    "Not all seats at {site} can be filled on {days}. On {day} at least {short} will stay open.",
    "그날 나올 수 있는 분을 더 찾거나 자리 수를 줄이십시오.",
    "Find more people for these days, or need fewer seats.",
)

SETTLED_OPEN = Kind(
    Step.SEATS,
    Severity.WARNING,
    "settled_open",
    "‘{name}’ 사업단의 근무표는 이미 정해져 있습니다. 빈자리 {open}개는 근무표를 새로 만들어도 그대로 남습니다.",
    "The roster of {name} is settled already: building again leaves its open seats ({open}) open.",
    "이 자리도 채우려면 그 사업단의 근무표를 다시 열어 주십시오.",
    "To have these seats filled too, open that programme's roster again.",
)


def seats(problem: Problem) -> Iterator[Advice]:
    """Days on which the people who could come are too few for a site's seats, whoever goes where."""
    by_day: dict[date, list[Shift]] = defaultdict(list)
    for shift in with_takers(problem):
        by_day[shift.day].append(shift)
    short: dict[str, dict[date, int]] = defaultdict(dict)
    for day, shifts in sorted(by_day.items()):
        for site, missing in _Day(problem, shifts).unfilled().items():
            short[site][day] = missing
    for site, days in short.items():
        worst = max(days, key=lambda day: (days[day], -day.toordinal()))
        facts: Facts = {"site": problem.site[site].name, "day": worst, "short": days[worst]}
        yield advice(DAY_SHORT, facts, ("days", say_days(days)), site=site, day=min(days))


def settled_seats(problem: Problem) -> Iterator[Advice]:
    """Programmes that are locked as they stand, with seats open."""
    for program in problem.programs:
        still_open = settled(problem).get(program.id, 0)
        if still_open:
            yield advice(SETTLED_OPEN, {"name": program.name, "open": still_open})


class _Day:
    """The seats of one day, each given to somebody who may take it, so many as can be (by augmenting paths)."""

    def __init__(self, problem: Problem, shifts: list[Shift]) -> None:
        self._able = {shift.id: eligible(problem)[shift.id] for shift in shifts}
        self._shifts = shifts
        self._places = {
            person: own(problem, problem.participant[person]).shifts_a_day
            for people in self._able.values()
            for person in people
        }
        self._taken: dict[str, list[str]] = defaultdict(list)

    def unfilled(self) -> dict[str, int]:
        """By site how many seats stay open at least."""
        missing: Counter[str] = Counter()
        # Shifts that few could take come first, so that hardly anybody has to be moved.
        for shift in sorted(self._shifts, key=lambda one: len(self._able[one.id])):
            for _ in range(shift.seats):
                if not self._give(shift.id):
                    missing[shift.site] += 1
        return dict(missing)

    def _give(self, seat: str) -> bool:
        """Give a seat of the shift to somebody, moving others where that helps."""
        came_from: dict[str, tuple[str, str | None]] = {}
        waiting: deque[tuple[str, str | None]] = deque([(seat, None)])
        while waiting:
            shift, mover = waiting.popleft()
            for person in self._able[shift]:
                if person in came_from or shift in self._taken[person]:
                    continue
                came_from[person] = (shift, mover)
                if len(self._taken[person]) < self._places[person]:
                    self._move(person, came_from)
                    return True
                waiting.extend((held, person) for held in self._taken[person])
        return False

    def _move(self, person: str, came_from: dict[str, tuple[str, str | None]]) -> None:
        """Along the path: each takes the seat that the one before them leaves."""
        who: str | None = person
        while who is not None:
            shift, mover = came_from[who]
            self._taken[who].append(shift)
            if mover is not None:
                self._taken[mover].remove(shift)
            who = mover
