"""What a search learns: how long slices may take, how large they are, and which are tried."""

from __future__ import annotations

import numpy as np

from scheduler.search.habits import (
    DRY,
    FIRST_SIZE,
    GROWTH,
    LONGER_BY,
    LONGEST_SECONDS,
    SMALLER,
    WADED,
    Habit,
    Habits,
    Way,
)  # fmt: skip
from scheduler.search.neighbourhoods import KINDS


def of(decisions: int = 5_000, variables: int = 9_000) -> Habits:
    """Those of a large part."""
    return Habits(decisions, variables, np.random.default_rng(0), timed=True)


def one(habits: Habits, way: Way) -> Habit:
    """The first habit of a way."""
    return next(habit for habit in habits.all if habit.way is way)


def ways(habits: Habits) -> set[Way]:
    """All ways that are tried."""
    return {habit.way for habit in habits.all}


def test_small_parts_are_solved_whole_large_ones_dived_into_and_huge_ones_waded_into() -> None:
    assert ways(of(decisions=1_500)) == {Way.WHOLE}
    assert ways(of()) == {Way.DIVE, Way.WHOLE}
    assert ways(of(decisions=20_000, variables=WADED + 1)) == {Way.WADE, Way.WHOLE}


def test_slices_may_take_longer_while_nothing_is_won_and_shorter_after_a_gain() -> None:
    habits = of()
    habit = one(habits, Way.WHOLE)
    seconds = [habits.seconds(habit, 1000.0)]
    for _ in range(200):
        habits.learn(habit, 0, 1.0, solved=True, most=seconds[-1])
        seconds.append(habits.seconds(habit, 1000.0))
    assert seconds == sorted(seconds) and (seconds[0], seconds[8], seconds[9]) == (1.0, 1.0, 1.5)
    assert seconds[-1] == LONGEST_SECONDS
    assert habits.seconds(one(habits, Way.DIVE), 1000.0) == LONGEST_SECONDS * LONGER_BY[Way.DIVE]
    habits.learn(habit, 10, 1.0, solved=True, most=seconds[-1])
    assert habits.seconds(habit, 1000.0) < LONGEST_SECONDS


def test_slices_that_are_soon_solved_grow_and_others_shrink() -> None:
    habits = of()
    habit = one(habits, Way.DIVE)
    habits.learn(habit, 10, 0.01, solved=True, most=1.0)
    assert habit.size == FIRST_SIZE[Way.DIVE] * GROWTH[0][1]
    habits.learn(habit, 0, 1.0, solved=False, most=1.0)
    assert habit.size == FIRST_SIZE[Way.DIVE] * GROWTH[0][1] * SMALLER


def test_waded_slices_stay_as_large_as_they_are_while_they_win() -> None:
    habits = of(20_000, WADED + 1)
    habit = one(habits, Way.WADE)
    habits.learn(habit, 10, 0.01, solved=True, most=1.0)
    assert habit.size == FIRST_SIZE[Way.WADE]
    habits.learn(habit, 0, 0.01, solved=True, most=1.0)
    assert habit.size == FIRST_SIZE[Way.WADE] * GROWTH[0][1]


def test_slices_are_solved_whole_when_as_many_quick_ones_on_end_have_won_nothing() -> None:
    for decisions, variables, way in ((5_000, 9_000, Way.DIVE), (20_000, WADED + 1, Way.WADE)):
        habits = of(decisions, variables)
        tried = 0
        while (habit := habits.next()).quick:
            tried += 1
            # Each kind wins once; from then on nothing does.
            habits.learn(habit, 10 if tried <= len(KINDS) else 0, 0.5, solved=True, most=1.0)
        assert habit.way is Way.WHOLE
        assert tried == len(KINDS) + DRY[way]


def test_what_wins_most_a_second_is_tried_most() -> None:
    habits = of(decisions=1_500)
    for habit in habits.all:
        habits.learn(habit, 100 if habit.kind == "site" else 1, 1.0, solved=True, most=1.0)
    chosen = [habits.next().kind for _ in range(200)]
    # 100 of 105 and a twentieth of 100 for each of the six: 105 / 135.
    assert 130 < chosen.count("site") < 180
    assert set(chosen) == set(KINDS), "all have some chance"
