"""What the sample club of May 2027 promises to every reader of the documents."""

from datetime import date

import pytest

from scheduler import rules
from scheduler.calendar import Month
from scheduler.club.expand import problem_of
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.problem import DEFAULT_LEVELS
from scheduler.result import Status
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve


@pytest.mark.slow
def test_ten_of_1170_seats_stay_open_and_no_roster_fills_them():
    may = Month(2027, 5)
    book = sample_book(may, korean_holidays(date(2027, 2, 1), date(2027, 6, 30)))
    problem = problem_of(book, may, levels=DEFAULT_LEVELS[:1])
    result = solve(problem, SolveParams(seconds=120, workers=2), lambda progress: None, lambda: False)
    assert result.status is Status.OPTIMAL
    assert (result.seats, result.open_seats, result.open_seats_bound) == (1170, 10, 10)
    assert rules.check(problem, result.roster) == []
    open_sites = {seat.shift.site for seat in rules.open_seats(problem, result.roster)}
    # Nights while nearly all night workers are away, and three sites where certificates end in mid-month.
    assert open_sites == {"store24", "cafe", "lunch4", "guard1"}
