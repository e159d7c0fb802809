from datetime import date

from scheduler.files.holidays import korean_holidays

# Months and days of the official calendar; 2026 and 2027 have 제헌절 and 노동절 by the law changes of 2026.
LAST_OF_2026 = {(9, 24), (9, 25), (9, 26), (10, 3), (10, 5), (10, 9), (12, 25)}
ALL_OF_2027 = {
    (1, 1), (2, 6), (2, 7), (2, 8), (2, 9), (3, 1), (5, 1), (5, 3), (5, 5), (5, 13), (6, 6), (7, 17), (7, 19),
    (8, 15), (8, 16), (9, 14), (9, 15), (9, 16), (10, 3), (10, 4), (10, 9), (10, 11), (12, 25), (12, 27),
}  # fmt: skip


def test_2027_has_the_new_holidays_and_their_substitutes():
    found = korean_holidays(date(2027, 1, 1), date(2027, 12, 31))
    assert {(day.month, day.day) for day in found} == ALL_OF_2027
    assert found[date(2027, 5, 1)] == "노동절"
    assert found[date(2027, 5, 3)] == "노동절 대체 휴일"
    assert found[date(2027, 5, 13)] == "부처님오신날"
    assert found[date(2027, 7, 17)] == "제헌절"


def test_memorial_day_on_a_sunday_has_no_substitute():
    assert list(korean_holidays(date(2027, 6, 1), date(2027, 6, 30))) == [date(2027, 6, 6)]


def test_the_rest_of_2026():
    found = korean_holidays(date(2026, 9, 1), date(2026, 12, 31))
    assert {(day.month, day.day) for day in found} == LAST_OF_2026
    first_half = korean_holidays(date(2026, 5, 1), date(2026, 7, 31))
    assert {date(2026, 5, 1), date(2026, 7, 17)} <= set(first_half)


def test_both_ends_count_and_a_span_may_cross_the_year():
    assert list(korean_holidays(date(2026, 12, 25), date(2027, 1, 1))) == [date(2026, 12, 25), date(2027, 1, 1)]
    assert korean_holidays(date(2026, 12, 26), date(2026, 12, 31)) == {}
