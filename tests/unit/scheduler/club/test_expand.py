from datetime import date

import pytest

from scheduler.calendar import Month
from scheduler.club.book import (
    ClosureEntry,
    ClosureKind,
    CredentialEntry,
    HistoryEntry,
    PairEntry,
    PairKind,
    ParticipantEntry,
    Season,
    UnavailableEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.club.expand import problem_of
from scheduler.problem import (
    Carried,
    Credential,
    EmploymentKind,
    Lock,
    PastShift,
    ProblemError,
    Unavailable,
    Usual,
    Wish,
    WishKind,
)

from .books import MAY_HOLIDAYS, book, contract, school, site, template

MAY = Month(2027, 5)


def days_of(problem):
    return [shift.day.day for shift in problem.shifts]


def test_an_open_site_has_a_shift_every_day_with_a_readable_id():
    problem = problem_of(book(), MAY)
    assert len(problem.shifts) == 31
    assert problem.shifts[0].id == "shop:오:2027-05-01"
    assert problem.name == "시험시니어클럽 2027-05"


def test_a_template_runs_only_on_its_weekdays():
    problem = problem_of(book(templates=(template(weekdays=frozenset({0, 6})),)), MAY)
    # Sundays 2, 9, 16, 23, 30 and Mondays 3, 10, 17, 24, 31.
    assert days_of(problem) == [2, 3, 9, 10, 16, 17, 23, 24, 30, 31]


def test_a_school_keeps_holidays_and_names_them_as_closed():
    problem = problem_of(school(), MAY)
    assert not {3, 5, 13} & set(days_of(problem))
    assert problem.sites[0].closed == frozenset(MAY_HOLIDAYS)
    assert problem.holidays == MAY_HOLIDAYS


def test_a_store_stays_open_on_holidays():
    problem = problem_of(book(holidays=MAY_HOLIDAYS), MAY)
    assert len(problem.shifts) == 31
    assert problem.sites[0].closed == frozenset()


def test_a_closure_shuts_even_vacation_templates_at_both_ends_of_the_month():
    closed = (
        ClosureEntry("shop", date(2027, 4, 28), date(2027, 5, 2)),
        ClosureEntry("shop", date(2027, 5, 31), date(2027, 6, 1)),
    )
    problem = problem_of(book(closures=closed), MAY)
    assert days_of(problem) == list(range(3, 31))
    assert {day.day for day in problem.sites[0].closed} == {1, 2, 31}


def test_vacation_swaps_term_templates_for_vacation_templates():
    both = (template(code="학", season=Season.TERM), template(code="방", season=Season.VACATION))
    vacation = ClosureEntry("shop", date(2027, 5, 10), date(2027, 6, 30), ClosureKind.VACATION)
    problem = problem_of(book(templates=both, closures=(vacation,)), MAY)
    assert [shift.day.day for shift in problem.shifts if shift.code == "학"] == list(range(1, 10))
    assert [shift.day.day for shift in problem.shifts if shift.code == "방"] == list(range(10, 32))
    assert problem.sites[0].closed == frozenset()


def test_vacation_days_without_any_template_count_as_closed():
    vacation = ClosureEntry("shop", date(2027, 5, 30), date(2027, 6, 30), ClosureKind.VACATION)
    problem = problem_of(book(templates=(template(season=Season.TERM),), closures=(vacation,)), MAY)
    assert problem.sites[0].closed == {date(2027, 5, 30), date(2027, 5, 31)}


def test_a_weekday_unavailability_becomes_every_such_day_and_a_span_is_cut_to_the_month():
    away = (
        UnavailableEntry("P1", weekday=1, start=0, end=720),
        UnavailableEntry("P1", first=date(2027, 4, 20), last=date(2027, 5, 2)),
        UnavailableEntry("P1", first=date(2027, 5, 20)),
        UnavailableEntry("P1", first=date(2027, 6, 2), last=date(2027, 6, 9)),
    )
    person = problem_of(book(unavailable=away), MAY).participants[0]
    whole_days = [one.day.day for one in person.unavailable if one.end == 1440]
    # Tuesdays of May 2027: 4, 11, 18, 25; 1 June, a Tuesday, is where a night shift of the 31st would end.
    mornings = [one.day for one in person.unavailable if one == Unavailable(one.day, 0, 720)]
    assert whole_days == [1, 2, 20]
    assert mornings == [date(2027, 5, 4), date(2027, 5, 11), date(2027, 5, 18), date(2027, 5, 25), date(2027, 6, 1)]


def test_a_person_brings_credentials_wishes_of_the_month_and_usual_slots():
    person = problem_of(
        book(
            credentials=(CredentialEntry("P1", "pos", None, date(2027, 5, 14)),),
            wishes=(
                WishEntry("P1", WishKind.DAY_OFF, day=date(2027, 5, 8), strength=3),
                WishEntry("P1", WishKind.DAY_OFF, day=date(2027, 6, 1)),
                WishEntry("P1", WishKind.WEEKDAY, weekday=2),
            ),
            usuals=(UsualEntry("P1", 2, "shop:오"),),
        ),
        MAY,
    ).participants[0]
    assert person.credentials == (Credential("pos", None, date(2027, 5, 14)),)
    assert person.wishes == (
        Wish(WishKind.DAY_OFF, day=date(2027, 5, 8), strength=3),
        Wish(WishKind.WEEKDAY, weekday=2),
    )
    assert person.usual == (Usual(2, "shop:오"),)


def test_history_of_five_weeks_is_the_past_and_three_months_are_carried():
    def worked(day):
        return HistoryEntry("P1", day, "shop", "오", 540, 720, 180)

    days = [
        date(2027, 1, 31),
        date(2027, 2, 6),
        date(2027, 3, 26),
        date(2027, 3, 27),
        date(2027, 4, 30),
        date(2027, 5, 1),
    ]
    problem = problem_of(book(history=tuple(worked(day) for day in days), holidays={date(2027, 2, 6): "설날"}), MAY)
    person = problem.participants[0]
    # 35 days before 1 May is 27 March. Carried from 1 February: 6 February (Saturday, holiday) and 27 March (Saturday).
    assert person.past == (
        PastShift(date(2027, 3, 27), 540, 720, 180, "shop", "오"),
        PastShift(date(2027, 4, 30), 540, 720, 180, "shop", "오"),
    )
    assert person.carried == Carried(weekend=2, holiday=1)


def test_who_has_no_contract_in_the_month_is_left_out_with_their_pairs():
    two = book(
        participants=(
            ParticipantEntry("P1", "김순자"),
            ParticipantEntry("P2", "이영수"),
            ParticipantEntry("P3", "박정희"),
        ),
        contracts=(contract(), contract("P2", last=date(2027, 4, 30)), contract("P3", first=date(2027, 5, 31))),
        pairs=(PairEntry("P1", "P2", PairKind.APART), PairEntry("P1", "P3", PairKind.TOGETHER)),
    )
    problem = problem_of(two, MAY)
    assert [person.id for person in problem.participants] == ["P1", "P3"]
    assert problem.keep_apart == ()
    assert problem.partners == (("P1", "P3"),)


def test_the_target_is_the_share_of_the_contract_when_the_site_offers_more():
    (person,) = problem_of(book(), MAY).participants
    # 9 h a week: 540 * 31 // 7 = 2391 min; the shop offers 31 * 180 = 5580.
    assert person.contracts[0].target_minutes == 2391


def test_the_target_is_scaled_down_where_contracts_claim_more_than_there_is():
    people = tuple(ParticipantEntry(f"P{n}", "이름") for n in range(1, 4))
    contracts = (contract("P1"), contract("P2"), contract("P3", contract_minutes_per_week=270))
    problem = problem_of(book(participants=people, contracts=contracts), MAY)
    # Claims 2391 + 2391 + 1195 = 5977 of 5580 offered: 2391 * 5580 // 5977 = 2232, 1195 * 5580 // 5977 = 1115.
    assert [person.contracts[0].target_minutes for person in problem.participants] == [2232, 2232, 1115]


def test_the_target_counts_only_the_days_of_the_contract_and_never_exceeds_the_monthly_cap():
    half = problem_of(book(contracts=(contract(first=date(2027, 5, 18)),)), MAY).participants[0].contracts[0]
    # 18 to 31 May are 14 days: 540 * 14 // 7 = 1080.
    assert half.target_minutes == 1080
    capped = contract(contract_minutes_per_week=840)
    full = problem_of(book(contracts=(capped,)), MAY).participants[0].contracts[0]
    # 840 * 31 // 7 = 3720 is above the month's 3540.
    assert full.target_minutes == 3540


def test_the_target_of_an_activity_is_its_monthly_cap_and_of_a_free_volunteer_nothing():
    activity = contract(kind=EmploymentKind.ACTIVITY, contract_minutes_per_week=None)
    assert problem_of(book(contracts=(activity,)), MAY).participants[0].contracts[0].target_minutes == 1800
    volunteer = contract(kind=EmploymentKind.VOLUNTEER, contract_minutes_per_week=None)
    assert problem_of(book(contracts=(volunteer,)), MAY).participants[0].contracts[0].target_minutes is None


def test_a_month_without_any_seat_asks_for_no_hours():
    vacation = ClosureEntry("shop", date(2027, 5, 1), date(2027, 5, 31), ClosureKind.CLOSED)
    problem = problem_of(book(closures=(vacation,)), MAY)
    assert problem.shifts == ()
    assert problem.participants[0].contracts[0].target_minutes == 0


def test_shifts_take_seats_breaks_and_credentials_of_the_template_and_the_paid_break_of_the_site():
    rich = template(break_minutes=30, seats=2, priority=3, credentials=frozenset({"pos"}), external=True)
    shift = problem_of(book(templates=(rich,), sites=(site(paid_break=True),)), MAY).shifts[0]
    assert (shift.target_staff, shift.break_minutes, shift.priority, shift.external) == (2, 30, 3, True)
    assert shift.credentials == {"pos"}
    assert shift.worked_minutes == 180


def test_locks_are_passed_on():
    lock = Lock("P1", "shop:오:2027-05-01")
    assert problem_of(book(), MAY, locks=[lock]).locks == (lock,)


def test_a_book_with_a_fault_is_refused_with_its_sentence():
    with pytest.raises(ProblemError, match="There is no site far"):
        problem_of(book(templates=(template(site="far"),)), MAY)
