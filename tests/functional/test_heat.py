"""Heat on the screen: temperatures and hours cut are typed in, changed and removed, and told before publishing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from models.heat import HeatCut, HeatDay
from models.organizations import AuditEvent
from models.places import Site
from models.rosters import Assignment, Roster
from models.rules import RuleValue
from tests.filled import JUNE, Club
from tests.functional.pages import Pages
from web.services import convert, heat, month_facts

PAGE = f"/months/{JUNE}/heat"
HANGUL = re.compile(r"[가-힣]")


@pytest.fixture
def busy(club: Club) -> tuple[str, str, str, int]:
    """Site, day, programme and how many people of a shift that is outdoors from now on."""
    with club.session as session:
        chosen = select(Assignment).join(Roster).where(Roster.month == str(JUNE)).order_by(Assignment.id)
        seat = session.scalars(chosen).first()
        assert seat is not None
        seat.template.outdoor = True
        site = session.get_one(Site, seat.template.site_id)
        alike = [one for one in session.scalars(chosen) if (one.template_id, one.day) == (seat.template_id, seat.day)]
        told = site.code, str(seat.day), site.program.code, len({one.participant_id for one in alike})
        session.commit()
    month_facts.forget()
    return told


def hours(site: str, on: str, cut: str = "1:30", made_up: str = "") -> dict[str, str]:
    return {"site": site, "cut_day": on, "cut": cut, "made_up": made_up}


def degrees(club: Club) -> dict[date, int]:
    with club.session as session:
        return {row.day: row.degrees for row in session.scalars(select(HeatDay))}


def cuts(club: Club) -> list[tuple[int, int]]:
    with club.session as session:
        return [(row.cut_minutes, row.made_up_minutes) for row in session.scalars(select(HeatCut))]


def actions(club: Club) -> list[str]:
    chosen = select(AuditEvent.action).where(AuditEvent.action.like("heat.%")).order_by(AuditEvent.id)
    with club.session as session:
        return list(session.scalars(chosen))


def typed(pages: Pages, form: str, words: dict[str, str]) -> BeautifulSoup:
    """Fill in one of the page's forms; the page that follows."""
    pages.get(PAGE)
    return pages.follow(f"{PAGE}/{form}", words)


def told(pages: Pages, program: str, words: str) -> list[str]:
    """The sentences with these words before publishing the programme."""
    page = pages.get(f"/months/{JUNE}/publish/{program}")
    return [one.get_text() for one in page.select("section[aria-labelledby=warn] li") if words in one.get_text()]


def test_a_temperature_is_stored_changed_and_removed_and_each_step_is_recorded(pages: Pages, club: Club) -> None:
    page = typed(pages, "days", {"day": "2027-06-14", "degrees": "32.9"})
    assert "체감온도 32도" in page.get_text()  # 32.9 has not reached 33
    change = next(one for one in page.select("a.button") if "degrees=32" in one["href"])
    filled = pages.get(change["href"])
    assert [filled.select_one(f"#at-{one}")["value"] for one in ("day", "degrees")] == ["2027-06-14", "32"]
    page = typed(pages, "days", {"day": "2027-06-14", "degrees": "35도"})
    assert "야외 근무를 멈추고" in page.select_one("#listed").parent.get_text()
    assert degrees(club) == {date(2027, 6, 14): 35}
    remove = page.select_one("form[action$='/remove']")["action"]
    assert "체감온도를 뺐습니다." in pages.follow(remove).get_text()
    assert degrees(club) == {}
    assert actions(club) == ["heat.day", "heat.day", "heat.day.remove"]
    pages.get(PAGE)
    pages.post(remove, status=404)


def test_hours_cut_are_stored_changed_and_removed(pages: Pages, club: Club, busy: tuple[str, str, str, int]) -> None:
    site, day, _, _ = busy
    page = typed(pages, "cuts", hours(site, day))
    assert "1시간 30분 더 보충해야 함" in page.get_text()
    change = next(one for one in page.select("a.button") if "cut_day" in one["href"])
    filled = pages.get(change["href"])
    assert [filled.select_one(f"#at-{one}")["value"] for one in ("cut_day", "cut", "made_up")] == [day, "1:30", "0"]
    assert filled.select_one("#at-site option[selected]")["value"] == site
    page = typed(pages, "cuts", hours(site, day, "1:30", "1:30"))
    assert "모두 보충함" in page.get_text()
    assert cuts(club) == [(90, 90)]
    pages.follow(page.select_one("form[action$='/remove']")["action"])
    assert cuts(club) == []
    assert actions(club) == ["heat.cut", "heat.cut", "heat.cut.remove"]


def test_both_are_told_before_publishing(pages: Pages, club: Club, busy: tuple[str, str, str, int]) -> None:
    site, day, program, people = busy
    assert told(pages, program, "체감온도가") == told(pages, program, "더위로 줄인") == []
    typed(pages, "days", {"day": day, "degrees": "33"})
    (sentence,) = told(pages, program, "체감온도가 33도")
    assert "2시간마다 20분" in sentence
    typed(pages, "cuts", hours(site, day, "1", "0:20"))
    found = told(pages, program, "아직 보충하지 않았습니다")
    assert len(found) == people and all("40분" in one for one in found)  # 60 cut − 20 made up
    typed(pages, "cuts", hours(site, day, "1", "1"))
    assert told(pages, program, "보충하지 않았습니다") == []


def test_nobody_loses_more_than_they_work_and_only_who_is_outdoors_loses_any(
    pages: Pages, club: Club, busy: tuple[str, str, str, int]
) -> None:
    site, day, _, people = busy
    typed(pages, "cuts", hours(site, day, "24", "24"))
    with club.session as session:
        problem = convert.problem_of(session, club.organization_id, JUNE)
        roster = convert.roster_of(session, club.organization_id, JUNE)
        seen = heat.felt(session, club.organization_id, JUNE, problem, roster)
    (shift,) = [one for one in problem.shifts if one.outdoor and str(one.day) == day and one.site == site]
    assert seen.cut == dict.fromkeys(roster.people_on(shift.id), shift.worked_minutes) == seen.made_up
    assert len(seen.cut) == people and seen.apparent == {}


def test_the_clubs_own_numbers_count(pages: Pages, club: Club, busy: tuple[str, str, str, int]) -> None:
    _, day, program, _ = busy
    with club.session as session:
        by = {"organization_id": club.organization_id, "actor": "tests", "reason": "x"}
        session.add(RuleValue(**by, name="heat_stop", value=34, valid_from=JUNE.first))
        session.commit()
    page = typed(pages, "days", {"day": day, "degrees": "34"})
    assert "34도부터 야외 근무를 멈춥니다" in page.get_text()
    assert len(told(pages, program, "야외 근무를 멈추고")) == 1


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"day": "2027-07-01", "degrees": "33"}, "day"),
        ({"day": "x", "degrees": "33"}, "day"),
        ({"day": "2027-06-14", "degrees": "19"}, "degrees"),
        ({"day": "2027-06-14", "degrees": "330"}, "degrees"),
        ({"day": "2027-06-14", "degrees": ""}, "degrees"),
    ],
)
def test_what_is_no_temperature_of_the_month_is_refused(
    pages: Pages, club: Club, form: dict[str, str], field: str
) -> None:
    pages.get(PAGE)
    page = pages.post(f"{PAGE}/days", form, status=422)
    assert page.select_one(f"#fault-{field}") and page.select_one(f"#at-{field}")["value"] == form[field]
    assert degrees(club) == {}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"site": ""}, "site"),
        ({"cut_day": "2027-05-31"}, "cut_day"),
        ({"cut": "0"}, "cut"),
        ({"cut": "25"}, "cut"),
        ({"cut": "lots"}, "cut"),
        ({"made_up": "1:31"}, "made_up"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    pages: Pages, club: Club, busy: tuple[str, str, str, int], more: dict[str, str], field: str
) -> None:
    pages.get(PAGE)
    page = pages.post(f"{PAGE}/cuts", hours(busy[0], busy[1]) | more, status=422)
    assert page.select_one(f"#fault-{field}")
    assert cuts(club) == []


def test_hours_are_cut_only_where_somebody_works_outdoors(pages: Pages, club: Club) -> None:
    page = pages.get(PAGE)
    assert "야외로 표시한 근무가 없습니다." in page.get_text() and not page.select("#at-cut")
    with club.session as session:
        code = session.scalars(select(Site.code)).first()
    pages.post(f"{PAGE}/cuts", hours(str(code), "2027-06-14"), status=422)
    assert cuts(club) == []


def test_a_viewer_reads_and_changes_nothing(app: Flask, pages: Pages, club: Club) -> None:
    typed(pages, "days", {"day": "2027-06-14", "degrees": "36"})
    viewer = Pages(app).log_in("viewer")
    page = viewer.get(PAGE)
    assert "체감온도 36도" in page.get_text() and not page.select("main form")
    viewer.post(f"{PAGE}/days", {"day": "2027-06-15", "degrees": "36"}, status=403)
    assert len(degrees(club)) == 1


def test_the_check_and_the_summary_before_publishing_lead_there_and_the_page_is_complete_in_english(
    pages: Pages, club: Club, busy: tuple[str, str, str, int]
) -> None:
    for path in (f"/months/{JUNE}/precheck", f"/months/{JUNE}/publish/{busy[2]}"):
        assert pages.get(path).find("a", href=PAGE) is not None
    page = pages.get(f"{PAGE}?lang=en")
    for part in page.select("main h2, main .lead, main .hint, main label, main button"):
        assert not HANGUL.search(part.get_text())
