"""A small book that has no faults, and ways to change it."""

from dataclasses import replace
from datetime import date

from scheduler.club.book import (
    ClubBook,
    ContractEntry,
    HolidayPolicy,
    OrganizationEntry,
    ParticipantEntry,
    ProgramEntry,
    SiteEntry,
    TemplateEntry,
)
from scheduler.problem import EmploymentKind

MAY_HOLIDAYS = {date(2027, 5, 3): "노동절 대체 휴일", date(2027, 5, 5): "어린이날", date(2027, 5, 13): "부처님오신날"}


def site(code="shop", **changes):
    return replace(SiteEntry(code, f"근무지 {code}", "store"), **changes)


def template(site="shop", code="오", **changes):
    return replace(TemplateEntry(site, code, "오전", 540, 720, 0, 1), **changes)


def contract(participant="P1", sites=("shop",), **changes):
    entry = ContractEntry(
        participant, "store", EmploymentKind.EMPLOYEE, date(2027, 1, 1), date(2027, 12, 31), frozenset(sites), 540
    )
    return replace(entry, **changes)


def book(**tables):
    """One shop open every day from 09 to 12, one participant with nine hours a week."""
    whole = ClubBook(
        OrganizationEntry("시험시니어클럽", "031-000-0000", "담당자"),
        programs=(ProgramEntry("store", "편의점"),),
        sites=(site(),),
        templates=(template(),),
        participants=(ParticipantEntry("P1", "김순자"),),
        contracts=(contract(),),
    )
    return replace(whole, **tables)


def school(**tables):
    return book(sites=(site(holiday_policy=HolidayPolicy.CLOSED),), holidays=MAY_HOLIDAYS, **tables)
