"""Open seats: where, who could take them, why nobody does."""

from scheduler.problem import EmploymentKind, Unavailable
from scheduler.rules import OpenSeat, fillable, is_complete, open_seats, summary_open, violations_if_added, why_open
from tests.factories import day, person, problem, roster, shift, site


def test_open_seats_come_by_day_with_their_number():
    club = problem(person("kim"), shift(4, seats=2), shift(3), shift(5), shift(6, external=True))
    found = open_seats(club, roster(("kim", "A-0503-0900")))
    assert found == [OpenSeat(club.shift["A-0504-0900"], 2), OpenSeat(club.shift["A-0505-0900"], 1)]
    assert (found[0].shift.id, found[0].count) == ("A-0504-0900", 2)


def test_fillable_names_everyone_who_could_take_a_seat_now():
    club = problem(person("kim"), person("lee", unavailable=(Unavailable(day(4)),)), shift(3), shift(4))
    assert fillable(club, roster()) == [("kim", "A-0503-0900"), ("lee", "A-0503-0900"), ("kim", "A-0504-0900")]
    assert fillable(club, roster(("lee", "A-0503-0900"))) == [("kim", "A-0504-0900")]
    assert fillable(club, roster(("lee", "A-0503-0900"), ("kim", "A-0504-0900"))) == []
    assert not is_complete(club, roster(("lee", "A-0503-0900")))
    assert is_complete(club, roster(("lee", "A-0503-0900"), ("kim", "A-0504-0900")))


def test_fillable_is_empty_when_the_open_seats_are_out_of_reach():
    club = problem(person("kim", max_minutes_per_month=180), shift(3), shift(4))
    assert fillable(club, roster(("kim", "A-0503-0900"))) == []
    assert len(open_seats(club, roster(("kim", "A-0503-0900")))) == 1


def test_fillable_never_names_anyone_with_a_violation():
    people = [person(f"p{n}", max_minutes_per_week=360, night_opt_in=n % 2 == 0) for n in range(4)]
    shifts = [shift(on, *span, seats=2) for on in range(3, 8) for span in (("06:00", "09:00"), ("20:00", "23:00"))]
    club = problem(*people, *shifts)
    month = roster(("p0", "A-0503-0600"), ("p1", "A-0503-0600"), ("p2", "A-0504-2000"))
    expected = [
        (someone.id, one.id)
        for one in shifts
        for someone in people
        if len(month.people_on(one.id)) < 2
        and someone.id not in month.people_on(one.id)
        and not violations_if_added(club, month, someone, one)
    ]
    assert fillable(club, month) == expected != []


def test_fillable_finds_a_pair_where_nobody_may_be_alone():
    club = problem(person("kim"), person("lee"), person("park"), shift(3, seats=2), site("A", pair_min=2))
    assert fillable(club, roster()) == [("kim", "A-0503-0900"), ("lee", "A-0503-0900")]
    assert fillable(club, roster(("kim", "A-0503-0900"))) == [("lee", "A-0503-0900"), ("park", "A-0503-0900")]


def test_fillable_pairs_keep_their_other_rules():
    apart = problem(
        person("kim"), person("lee"), person("park", unavailable=(Unavailable(day(3)),)), shift(3, seats=2),
        site("A", pair_min=2), keep_apart=(("kim", "lee"),),
    )  # fmt: skip
    assert fillable(apart, roster()) == []
    new = [person(name, novice_until=day(31)) for name in ("kim", "lee")]
    strict = site("A", pair_min=2, require_experienced=True)
    assert fillable(problem(*new, shift(3, seats=2), strict), roster()) == []
    with_old = problem(*new, person("old"), shift(3, seats=2), strict)
    assert fillable(with_old, roster()) == [("kim", "A-0503-0900"), ("old", "A-0503-0900")]


def test_fillable_asks_for_as_many_as_the_site_wants_and_the_shift_holds():
    people = [person(name) for name in ("kim", "lee", "park")]
    assert len(fillable(problem(*people, shift(3, seats=3), site("A", pair_min=3)), roster())) == 3
    assert fillable(problem(*people, shift(3, seats=2), site("A", pair_min=3)), roster()) == []


BUSY = roster(("capped", "A-0504-0900"), ("busy", "A-0503-1400"))


def crowd():
    return problem(
        person("gone", first=-60, last=1),
        person("away", unavailable=(Unavailable(day(3)),)),
        person("capped", max_minutes_per_week=180),
        person("busy"),
        person("stranger", sites=("B",)),
        person("last year", first=-100, last=-10),
        shift(3),
        shift(3, "14:00", "17:00"),
        shift(4),
    )


def test_why_open_says_for_everyone_of_the_site_what_stands_in_the_way():
    assert why_open(crowd(), BUSY, "A-0503-0900") == [
        ("gone", "gone", "gone 님의 P 계약은 5월 1일 (토)에 끝났습니다."),
        ("away", "away", "away 님은 5월 3일 (월)에 나올 수 없습니다."),
        (
            "capped",
            "capped",
            "이 근무를 맡으면 capped 님은 5월 3일 (월)부터 한 주에 6시간을 나갑니다. 주 한도는 3시간입니다.",
        ),
        ("busy", "busy", "이 근무를 맡으면 busy 님은 5월 3일 (월)에 2번 나갑니다. 하루에 1번까지 나갈 수 있습니다."),
    ]


def test_why_open_speaks_english():
    assert [one.sentence for one in why_open(crowd(), BUSY, "A-0503-0900", "en")][1:3] == [
        "away is unavailable on Mon 3 May.",
        "With this shift: capped works 6 h in the week from Mon 3 May; the weekly cap is 3 h.",
    ]


def test_why_open_says_who_could_come():
    club = problem(person("kim"), person("lee"), shift(3, seats=2))
    (free,) = why_open(club, roster(("lee", "A-0503-0900")), club.shifts[0])
    assert free.sentence == "kim 님은 지금 이 자리에 나올 수 있습니다."


def test_summary_counts_people_by_reason_the_greatest_first():
    assert summary_open(crowd(), BUSY, "A-0503-0900") == (
        "이 근무지의 다른 참여자 4명 가운데 1명은 계약 기간, 1명은 근무 불가, 1명은 주 시간 한도, "
        "1명은 하루 근무 횟수 때문에 나올 수 없습니다."
    )
    away = [person(f"p{n}", unavailable=(Unavailable(day(3)),)) for n in range(3)]
    club = problem(*away, person("kim", max_minutes_per_day=60), shift(3))
    assert summary_open(club, roster(), "A-0503-0900") == (
        "이 근무지의 다른 참여자 4명 가운데 3명은 근무 불가, 1명은 하루 시간 한도 때문에 나올 수 없습니다."
    )
    assert summary_open(club, roster(), "A-0503-0900", "en") == (
        "Of 4 other people at this site, 3 cannot come because of being unavailable, "
        "1 cannot come because of the daily cap."
    )


def test_summary_says_who_could_come_and_when_nobody_belongs_here():
    club = problem(person("kim"), person("lee", kind=EmploymentKind.VOLUNTEER, max_minutes_per_day=60), shift(3))
    assert summary_open(club, roster(), "A-0503-0900") == (
        "이 근무지의 다른 참여자 2명 가운데 1명은 하루 시간 한도 때문에 나올 수 없고, 1명은 지금 나올 수 있습니다."
    )
    lonely = problem(person("kim", sites=("B",)), shift(3))
    assert summary_open(lonely, roster(), "A-0503-0900") == "이 근무지에 계약된 다른 참여자가 없습니다."
    assert summary_open(lonely, roster(), "A-0503-0900", "en") == "Nobody else is contracted to this site."


def test_summary_names_the_missing_partner_at_a_site_for_pairs():
    club = problem(person("kim"), shift(3, seats=2), site("A", pair_min=2))
    assert summary_open(club, roster(), "A-0503-0900") == (
        "이 근무지의 다른 참여자 1명 가운데 1명은 2인 1조 때문에 나올 수 없습니다."
    )


def test_why_open_asks_those_whose_contract_touches_the_month():
    edges = [
        person("first day", last=1),
        person("last day", first=31),
        person("before", last=0),
        person("after", first=32),
    ]
    club = problem(*edges, shift(17))
    assert [one.name for one in why_open(club, roster(), club.shifts[0])] == ["first day", "last day"]
