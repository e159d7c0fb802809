"""The month as pages show it: the numbers behind the cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scheduler.roster import Roster
from tests.rows import ACTOR, MAY, fresh_sessions, shift_on, stored, tiny_book
from web.services import audit, convert
from web.services.month_views import MonthView, WishMark
from web.services.months import month_view, why_open_seat

# The shop is open on the Mondays 3, 10, 17, 24 and 31 May 2027, three hours for one person; P1 wishes the 10th off.


@pytest.fixture
def view(tmp_path: Path) -> MonthView:
    sessions = fresh_sessions(tmp_path)
    owner = stored(sessions, replace(tiny_book(), holidays={date(2027, 5, 3): "노동절 대체공휴일"}))
    pairs = [("P1", shift_on(3)), ("P1", shift_on(10)), ("P2", shift_on(17))]
    with sessions() as session:
        convert.store_roster(session, owner, MAY, Roster.of(pairs))
        session.commit()
        return month_view(session, owner, MAY)


def test_seats_are_counted_by_day(view: MonthView) -> None:
    (site,) = view.sites
    assert (site.needed, site.open) == (5, 2)  # Mondays 24 and 31 have nobody
    assert [(one.needed, one.filled) if one else None for one in site.coverage[:4]] == [None, None, (1, 1), None]
    assert [one.shift.day.day for one in view.open_seats] == [24, 31]


def test_a_row_adds_up(view: MonthView) -> None:
    row = view.person("P1")
    assert row is not None
    assert (row.days, row.minutes) == (2, 360)  # two mornings of three hours
    assert row.rest_days == 1  # the 3rd is a public holiday
    month = row.month_cap
    assert month is not None
    assert (month.rule, month.used, month.left) == ("H10", 360, month.cap - 360)


def test_wishes_are_marked_in_the_cell(view: MonthView) -> None:
    row = view.person("P1")
    assert row is not None
    cell = row.cells[9]
    assert cell is not None and cell.wish is WishMark.REFUSED
    assert (row.wishes_granted, row.wishes_refused) == (0, 1)


def test_totals_speak_for_the_month(view: MonthView) -> None:
    totals = view.totals
    assert (totals.seats, totals.filled, totals.open, totals.people) == (5, 3, 2, 3)
    assert (totals.least, totals.median, totals.most) == (0, 180, 360)  # P3 nothing, P2 one shift, P1 two
    assert (totals.wishes, totals.granted) == (1, 0)


def test_a_month_without_roster_explains_nothing(tmp_path: Path) -> None:
    sessions = fresh_sessions(tmp_path)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        empty = month_view(session, owner, MAY)
    assert not empty.made
    assert empty.open_seats == ()
    assert empty.totals.open == 5


def test_a_page_kept_in_memory_is_dropped_when_the_roster_changes(tmp_path: Path) -> None:
    sessions = fresh_sessions(tmp_path)
    owner = stored(sessions, tiny_book())
    for chosen in ([("P1", shift_on(3))], [("P2", shift_on(3))], []):
        with sessions() as session:
            convert.store_roster(session, owner, MAY, Roster.of(chosen))
            session.commit()
            seen = month_view(session, owner, MAY)
            assert seen is month_view(session, owner, MAY)
        assert [person for shift in seen.sites[0].shifts for person, _ in shift.people] == [one for one, _ in chosen]


def test_printing_does_not_drop_it_but_an_import_does(tmp_path: Path) -> None:
    sessions = fresh_sessions(tmp_path)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        before = month_view(session, owner, MAY)
        audit.record(session, owner, ACTOR, "print.wall", "shop")
        session.commit()
        assert month_view(session, owner, MAY) is before
        audit.record(session, owner, ACTOR, "data.import", "all")
        session.commit()
        assert month_view(session, owner, MAY) is not before


def test_one_organisation_never_sees_another(tmp_path: Path) -> None:
    sessions = fresh_sessions(tmp_path)
    first, second = stored(sessions, tiny_book("하나")), stored(sessions, tiny_book("둘"))
    with sessions() as session:
        convert.store_roster(session, first, MAY, Roster.of([("P1", shift_on(3))]))
        session.commit()
        assert month_view(session, first, MAY).made
        assert not month_view(session, second, MAY).made


def test_the_reasons_of_an_open_seat_name_everybody_else(tmp_path: Path) -> None:
    sessions = fresh_sessions(tmp_path)
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        found = why_open_seat(session, owner, MAY, shift_on(24))
    assert [one.participant for one in found] == ["P1", "P2", "P3"]


def test_days_know_their_holiday(view: MonthView) -> None:
    by_day = {one.day: one for one in view.days}
    assert by_day[date(2027, 5, 3)].holiday == "노동절 대체공휴일"
    assert by_day[date(2027, 5, 3)].rest and by_day[date(2027, 5, 8)].rest and not by_day[date(2027, 5, 7)].rest
