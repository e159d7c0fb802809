"""What a drawn problem may be about. Each feature names the rules that it wakes; it is left out until one of them
exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from scheduler import conditions as c
from scheduler.calendar import Period
from scheduler.enums import Coin, Every, Measure
from scheduler.parameters import Parameters
from scheduler.problem import (
    Carried,
    Contract,
    Credential,
    EmploymentKind,
    Shift,
    SpecialParameters,
    Unavailable,
    Usual,
    Wish,
    WishKind,
)
from tests.proof.draft import BACK, Draft, past_shift

Feature = Callable[[Draft], None]
FEATURES: dict[str, tuple[Feature, frozenset[str]]] = {}
"""The feature and the rules that it is about, by name."""


def about(*rules: str) -> Callable[[Feature], Feature]:
    def register(feature: Feature) -> Feature:
        FEATURES[feature.__name__] = (feature, frozenset(rules))
        return feature

    return register


def each_contract(draft: Draft, change: Callable[[Contract], Contract]) -> None:
    for one in draft.people:
        one["contracts"] = tuple(change(contract) for contract in one["contracts"])


def each_shift(draft: Draft, change: Callable[[Shift], Shift]) -> None:
    draft.shifts = [change(shift) for shift in draft.shifts]


def span_of(days: set[date] | list[date]) -> Period:
    return Period(min(days), max(days))


@about("H02", "H25", "S01")
def pairs_at_sites(draft: Draft) -> None:
    for name, site in draft.sites.items():
        draft.sites[name] = replace(site, pair_min=draft.pick((1, 2, 2, 3)))


@about("H26")
def newcomers(draft: Draft) -> None:
    for name, site in draft.sites.items():
        draft.sites[name] = replace(site, require_experienced=draft.chance(0.8))
    each_shift(draft, lambda one: replace(one, target_staff=2, max_staff=draft.pick((2, 3))))
    for one in draft.people:
        one["novice_until"] = draft.pick((None, draft.day(), draft.period.last))


@about("H20", "H21", "H22")
def certificates(draft: Draft) -> None:
    kind = draft.pick(("pos", "health_cert", "record_check"))
    each_shift(draft, lambda one: replace(one, credentials=frozenset({kind})) if draft.chance(0.5) else one)
    for one in draft.people:
        ends = draft.pick((None, draft.day(), draft.day(before=3)))
        begins = draft.pick((None, None, draft.day()))
        if not draft.chance(0.2):
            one["credentials"] = (Credential(kind, begins, ends),)


@about("H23", "H31")
def closed_days(draft: Draft) -> None:
    name = draft.pick(list(draft.sites))
    draft.sites[name] = replace(draft.sites[name], closed=frozenset({draft.day()}))
    each_shift(draft, lambda one: replace(one, external=draft.chance(0.15)))


@about("H07")
def absences(draft: Draft) -> None:
    for one in draft.people:
        one["unavailable"] = tuple(
            Unavailable(draft.day(after=1), draft.pick((0, 600)), draft.pick((1440, 900)))
            for _ in range(draft.r.randint(0, 2))
        )


@about("H15", "S05")
def nights(draft: Draft) -> None:
    for one in draft.people:
        one["night_opt_in"] = draft.chance(0.5)


@about("H13", "H14")
def breaks(draft: Draft) -> None:
    draft.parameters["break_waivable_at_4h"] = draft.chance(0.5)
    each_contract(draft, lambda one: replace(one, kind=EmploymentKind.EMPLOYEE))
    each_shift(draft, lambda one: replace(one, break_minutes=draft.pick((30, 60, 0))))


@about("H08", "H09", "H10", "H11", "H12")
def caps(draft: Draft) -> None:
    draft.parameters["legal_minutes_per_week"] = draft.pick((2400, 300, 600))
    each_contract(
        draft,
        lambda one: replace(
            one,
            max_minutes_per_day=draft.pick((None, 300, 480)),
            max_minutes_per_week=draft.pick((None, 480, 840)),
            kind=draft.pick((one.kind, EmploymentKind.EMPLOYEE)),
            max_minutes_per_four_weeks=draft.pick((None, 300, 1200, 3599)),
            max_minutes_per_month=draft.pick((None, 300, 900, 3540)),
            short_time=not draft.chance(0.3),
        ),
    )


@about("H05", "H09", "S03", "S04")
def short_contracts(draft: Draft) -> None:
    for one in draft.people:
        first, *rest = one["contracts"]
        begin = draft.pick((first.first, draft.day()))
        last = draft.pick((first.last, max(begin, draft.day())))
        again: list[Contract] = []
        if draft.chance(0.3) and last < draft.period.last:
            again = [replace(first, first=last + timedelta(days=draft.r.randint(1, 3)), last=first.last)]
        one["contracts"] = (replace(first, first=begin, last=last), *again, *rest)


@about("S03", "S04")
def targets(draft: Draft) -> None:
    draft.parameters["target_tolerance_per_week"] = draft.pick((60, 0, 120))
    each_contract(
        draft,
        lambda one: replace(
            one,
            target_minutes=draft.pick((None, 360, 480, 615)),
            contract_minutes_per_week=draft.pick((None, None, 720)),
        ),
    )


@about("S02", "S06", "S07")
def wishes(draft: Draft) -> None:
    templates = sorted({shift.template for shift in draft.shifts})
    draft.parameters["day_off_wishes_counted"] = draft.pick((3, 1, 2))
    for one in draft.people:
        some = [
            Wish(WishKind.DAY_OFF, day=draft.day(), strength=draft.r.randint(1, 3))
            for _ in range(draft.r.randint(0, 4))
        ]
        if draft.chance(0.4):
            some.append(Wish(WishKind.TEMPLATE, template=draft.pick(templates), strength=draft.r.randint(1, 3)))
        if draft.chance(0.4):
            some.append(Wish(WishKind.WEEKDAY, weekday=draft.r.randint(0, 6), strength=draft.r.randint(1, 3)))
        one["wishes"] = tuple(some)
        one["usual"] = tuple(Usual(draft.r.randint(0, 6), draft.pick(templates)) for _ in range(draft.r.randint(0, 2)))


@about("S05")
def carried(draft: Draft) -> None:
    for one in draft.people:
        one["carried"] = Carried(*(draft.r.randint(0, 3) for _ in range(5)))


@about("H04", "H08", "H09", "H12", "H16", "H17")
def history(draft: Draft) -> None:
    for one in draft.people:
        often = draft.pick((0.15, 0.4, 0.8))
        days = [back for back in range(1, BACK + 1) if draft.chance(often if back < 9 else often / 3)]
        one["past"] = tuple(past_shift(draft, back) for back in reversed(days))


@about("H03", "H04", "H16", "H17")
def house_rules(draft: Draft) -> None:
    draft.parameters |= {
        "max_shifts_per_day": draft.pick((1, 2)),
        "min_rest_between_shifts": draft.pick((0, 240, 660)),
        "max_consecutive_days": draft.pick((5, 1, 2, 3)),
        "travel_buffer": draft.pick((30, 0, 60)),
    }


@about("H27", "S10")
def companions(draft: Draft) -> None:
    if len(draft.people) < 2:
        return
    if draft.chance(0.6):
        draft.keep_apart.append(tuple(draft.some(draft.ids, 2, 2)))
    if draft.chance(0.7):
        draft.partners.append(tuple(draft.some(draft.ids, 2, 2)))


@about("H28")
def locks(draft: Draft) -> None:
    for _ in range(draft.r.randint(1, 2)):
        draft.locks[draft.pick(draft.ids), draft.pick(draft.shifts).id] = draft.chance(0.5)


@about("H18")
def weekly_rest(draft: Draft) -> None:
    draft.parameters["weekly_rest_days"] = draft.pick((1, 2, 4, 5, 6))


@about("H19")
def safety_training(draft: Draft) -> None:
    draft.parameters["safety_training_kept"] = True
    for one in draft.people:
        one["safety_trained_on"] = draft.pick((draft.period.first, draft.day(before=9), draft.day(), None))


@about("H24")
def heat(draft: Draft) -> None:
    begin, end = draft.day(), draft.day()
    first, last = min(begin, end), max(begin, end)
    if (first.month, first.day) <= (last.month, last.day):
        draft.parameters |= {"heat_first": first.month * 100 + first.day, "heat_last": last.month * 100 + last.day}
    each_shift(draft, lambda one: replace(one, outdoor=draft.chance(0.6)))


@about("H30")
def two_subsidies(draft: Draft) -> None:
    draft.subsidized = True
    for one in draft.people:
        first = one["contracts"][0]
        if draft.chance(0.6):
            other = "Q" if first.program == "P" else "P"
            sites = frozenset({"C"} if other == "Q" else {"A", "B"})
            begin, end = sorted((draft.day(before=2), draft.day()))
            second = replace(first, program=other, sites=sites, first=begin, last=end)
            one["contracts"] = tuple(draft.some([first, second], 2))


def limits(draft: Draft, values: list[int], least_likely: float = 0.4) -> dict[str, Any]:
    """A least, a most or both."""
    if not draft.chance(least_likely):
        return {"most": draft.pick(values)}
    low, high = sorted((draft.pick(values), draft.pick(values)))
    return {"least": low, "most": high} if draft.chance(0.3) else {"least": high or 1}


@about("H32", "S32")
def amounts(draft: Draft) -> None:
    for _ in range(draft.pick((1, 1, 2))):
        measure, every = draft.pick(list(Measure)), draft.pick(list(Every))
        minutes = measure is Measure.MINUTES
        dates: tuple[tuple[date, date], ...] = ()
        if every is Every.DATES:
            spans = [sorted((draft.day(6, 6), draft.day(6, 6))) for _ in range(draft.pick((1, 2)))]
            dates = tuple((first, last) for first, last in spans)
        must = draft.chance(0.5)
        draft.add("amounts", c.Amount(
            id=draft.name("amounts"), must=must, strength=draft.pick((1, 3)), people=draft.whom(), which=draft.which(),
            measure=measure, every=every, days=draft.pick((7, 2, 3, 10)), dates=dates,
            step=draft.pick((30, 60, 1) if minutes else (1, 2)),
            **limits(draft, [180, 0, 300, 420, 600] if minutes else [1, 2, 0, 3], 0.25 if must else 0.5),
        ))  # fmt: skip


@about("H33", "S33")
def stretches(draft: Draft) -> None:
    must = draft.chance(0.5)
    low, high = sorted((draft.r.randint(1, 4), draft.r.randint(1, 4)))
    terms = draft.pick(({"most": high}, {"least": high}, {"least": low, "most": high}))
    draft.add("stretches", c.Stretch(
        id=draft.name("stretches"), must=must, strength=draft.pick((1, 2)), people=draft.whom(), which=draft.which(0.6),
        off=draft.chance(0.4), **terms,
    ))  # fmt: skip


@about("H34", "S34")
def weekends(draft: Draft) -> None:
    whole = draft.chance(0.5)
    draft.add("weekends", c.Weekends(
        id=draft.name("weekends"), must=draft.chance(0.5), strength=draft.pick((1, 2)), people=draft.whom(),
        which=draft.which(0.7), whole=whole, most_in_row=draft.pick((1, 2)) if not whole else draft.pick((None, 1)),
    ))  # fmt: skip


@about("H35", "S35")
def sequences(draft: Draft) -> None:
    same_day = draft.chance(0.3)
    if same_day:
        draft.parameters |= {"max_shifts_per_day": 3, "min_rest_between_shifts": 0, "travel_buffer": 0}
    steps = []
    for place in range(draft.pick((2, 2, 3))):
        off = not same_day and draft.chance(0.2)
        steps.append(c.Step(off=True) if off else c.Step(draft.which(0.3 if place else 0.2)))
    draft.add("sequences", c.Sequence(
        id=draft.name("sequences"), must=draft.chance(0.5), strength=draft.pick((1, 2)), people=draft.whom(),
        which=draft.which(0.9), steps=tuple(steps), wanted=draft.chance(0.3), same_day=same_day,
    ))  # fmt: skip


@about("H36", "S36")
def pairings(draft: Draft) -> None:
    draft.add("pairings", c.Pairing(
        id=draft.name("pairings"), must=draft.chance(0.5), strength=draft.pick((1, 2)),
        people=frozenset(draft.some(draft.ids, most=2)), others=frozenset(draft.some(draft.ids, most=3)),
        which=draft.which(), together=draft.chance(0.5),
    ))  # fmt: skip


@about("H37", "S37")
def mixes(draft: Draft) -> None:
    must = draft.chance(0.5)
    draft.add("mixes", c.Mix(
        id=draft.name("mixes"), must=must, strength=draft.pick((1, 5)), people=draft.whom(0.3), which=draft.which(),
        even_empty=draft.chance(0.2 if must else 0.5), **limits(draft, [1, 2, 0], 0.6),
    ))  # fmt: skip


@about("H38", "S38")
def rotations(draft: Draft) -> None:
    cycle = tuple(None if draft.chance(0.3) else draft.which(0.6) for _ in range(draft.pick((2, 3, 1, 4))))
    draft.add("rotations", c.Rotation(
        id=draft.name("rotations"), must=draft.chance(0.4), strength=draft.pick((1, 2)), people=draft.whom(),
        which=draft.which(0.8), start=draft.day(before=20, after=20), cycle=cycle,
    ))  # fmt: skip


@about("H39", "S39")
def seatings(draft: Draft) -> None:
    for _ in range(draft.pick((1, 2))):
        one = draft.pick(draft.shifts)
        which = draft.pick((
            c.Which(templates=frozenset({one.template}), days=frozenset({one.day})),
            c.Which(sites=frozenset({one.site})),
            draft.which(0.1),
        ))  # fmt: skip
        wanted = draft.chance(0.5)
        draft.add("seatings", c.Seating(
            id=draft.name("seatings"), must=draft.chance(0.2 if wanted else 0.5), strength=draft.pick((1, 7)),
            people=frozenset(draft.some(draft.ids, most=2)), which=which, wanted=wanted,
        ))  # fmt: skip


@about("H40", "S40")
def steadies(draft: Draft) -> None:
    draft.add("steadies", c.Steady(
        id=draft.name("steadies"), must=draft.chance(0.5), strength=draft.pick((1, 2)), people=draft.whom(),
        which=draft.which(0.7), every=draft.pick((Every.WEEK, Every.PERIOD, Every.MONTH)),
        most=draft.pick((60, 0, 250)),
    ))  # fmt: skip


@about("H29", "S29")
def budgets(draft: Draft) -> None:
    coin, every = draft.pick(list(Coin)), draft.pick((Every.MONTH, Every.WEEK, Every.PERIOD, Every.DATES))
    dates = (tuple(sorted((draft.day(6, 6), draft.day(6, 6)))),) if every is Every.DATES else ()
    most = draft.pick((600, 300, 900)) if coin is Coin.MINUTES else draft.pick((100_000, 60_000, 150_005))
    draft.add("budgets", c.Budget(
        id=draft.name("budgets"), must=draft.chance(0.5), strength=draft.pick((1, 2)), which=draft.which(),
        coin=coin, every=every, dates=dates, most=most,  # type: ignore[arg-type] # two dates, sorted
        step=draft.pick((60, 1, 100)) if coin is Coin.MINUTES else draft.pick((10_000, 999)),
    ))  # fmt: skip
    each_contract(draft, lambda one: replace(one, hourly_wage=draft.pick((None, 10_703, 12_000))))


@about("S08")
def near_sites(draft: Draft) -> None:
    for one in draft.people:
        one["preferred_sites"] = frozenset(draft.some(["A", "B", "C"], least=0, most=2))


@about("S09")
def long_cover(draft: Draft) -> None:
    draft.parameters["single_cover_minutes"] = draft.pick((240, 180, 120))


@about("S11")
def late_and_early(draft: Draft) -> None:
    draft.parameters |= {"late_after": draft.pick((1260, 1000)), "early_before": draft.pick((420, 660))}
    draft.parameters["min_rest_between_shifts"] = 0


@about("S12")
def alternate_days(draft: Draft) -> None:
    for one in draft.people:
        one["prefers_alternate"] = draft.chance(0.7)


@about("S13")
def idle_days(draft: Draft) -> None:
    draft.parameters["idle_days"] = draft.pick((7, 2, 3, 4))


@about("S14")
def stand_by(draft: Draft) -> None:
    for one in draft.people:
        one["stand_by"] = draft.chance(0.6)


@about("S15")
def published(draft: Draft) -> None:
    pairs = [(person, shift.id) for person in draft.ids for shift in draft.shifts]
    draft.published = frozenset(draft.some(pairs, least=0, most=5))


@about("S16")
def premiums(draft: Draft) -> None:
    draft.parameters |= {
        "under_five_employees": draft.chance(0.2),
        "night_premium": draft.pick((50, 30)),
        "holiday_premium": draft.pick((50, 100)),
    }
    draft.holidays[draft.day()] = "공휴일"
    each_contract(draft, lambda one: replace(one, kind=draft.pick((EmploymentKind.EMPLOYEE, one.kind))))


@about("S17")
def surplus(draft: Draft) -> None:
    each_shift(draft, lambda one: replace(one, max_staff=one.target_staff + 2, surplus=draft.pick((1, 0, 3))))


@about("H41")
def events(draft: Draft) -> None:
    for _ in range(draft.pick((1, 2))):
        place = draft.r.randint(0, len(draft.shifts) - 1)
        one = draft.shifts[place]
        draft.shifts[place] = replace(one, event=True, target_staff=0, max_staff=draft.pick((None, 2)))
        for person in draft.some(draft.ids, least=0, most=2):
            draft.locks[person, one.id] = True


RELAXABLE = (
    "H02", "H03", "H09", "H10", "H16", "H17", "H18", "H22", "H24", "H25", "H26", "H27", "H28", "H29",
    "H32", "H33", "H34", "H35", "H36", "H37", "H38", "H39", "H40",
)  # fmt: skip


@about(*RELAXABLE)
def relaxations(draft: Draft) -> None:
    for _ in range(draft.pick((1, 2, 3))):
        first = draft.day(before=3)
        draft.relaxations.append(c.Relaxation(
            draft.pick(RELAXABLE), first, first + timedelta(days=draft.r.randint(0, 6)),
            participant=draft.pick((None, *draft.ids)), site=draft.pick((None, None, "A", "B")),
        ))  # fmt: skip


@about("H03", "H16", "H17")
def special_numbers(draft: Draft) -> None:
    house = Parameters(**draft.parameters)
    for _ in range(draft.pick((1, 2))):
        changed = replace(
            house,
            max_shifts_per_day=draft.pick((house.max_shifts_per_day, 1, 2)),
            min_rest_between_shifts=draft.pick((house.min_rest_between_shifts, 0, 660)),
            max_consecutive_days=draft.pick((house.max_consecutive_days, 2, 4)),
            target_tolerance_per_week=draft.pick((house.target_tolerance_per_week, 0, 240)),
            day_off_wishes_counted=draft.pick((house.day_off_wishes_counted, 1)),
            break_waivable_at_4h=draft.chance(0.5),
            late_after=draft.pick((house.late_after, 1000)),
            night_until=draft.pick((house.night_until, 300)),
        )
        draft.special.append(SpecialParameters(
            changed, draft.pick((None, "P", "Q")), draft.pick((None, *EmploymentKind))
        ))  # fmt: skip
