"""Trainings and meetings (교) in cells: whoever is written in goes, and no search or proposal takes them out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.enums import RosterStatus
from scheduler import rules
from scheduler.club.book import ContractEntry, ParticipantEntry, SiteEntry, TemplateEntry, UnavailableEntry
from scheduler.problem import EmploymentKind, Lock
from scheduler.roster import Roster
from scheduler.rules import check
from tests.rows import ACTOR, MAY, fresh_sessions, shift_on, stored, tiny_book
from web.services import convert, edits, month_facts
from web.services.edits import Change, Grade
from web.services.importer import import_book
from web.services.merging import merged
from web.services.month_facts import facts_of
from web.services.month_papers import excel_sheet, people_of, wall_sheet
from web.services.months import month_view

TUESDAY = date(2027, 5, 4)
TRAINING = "shop:교"
MEETING = "shop:교:2027-05-04"


def book():
    """The tiny club with a training of two hours in the shop, and P9 of the programme's other site."""
    plain = tiny_book()
    training = TemplateEntry("shop", "교", "교육·회의", 840, 960, 0, 0, event=True)
    return replace(
        plain,
        sites=(*plain.sites, SiteEntry("stall", "두리점", "store")),
        templates=(*plain.templates, training, TemplateEntry("stall", "오", "오전", 540, 720, 0, 0)),
        participants=(*plain.participants, ParticipantEntry("P9", "김P9")),
        contracts=(
            *plain.contracts,
            ContractEntry(
                "P9", "store", EmploymentKind.EMPLOYEE, date(2027, 1, 1), date(2027, 12, 31), frozenset({"stall"}), 540
            ),
        ),
    )


@pytest.fixture
def session(tmp_path):
    with fresh_sessions(tmp_path)() as one:
        yield one


@pytest.fixture
def owner(session) -> int:
    return import_book(session, None, book(), ACTOR).organization_id


def write(session, owner, number="P1", day=TUESDAY, shifts=(TRAINING,)):
    return edits.apply(session, owner, MAY, [Change(number, day, 99, shifts=shifts)], ACTOR)


def test_an_event_is_offered_every_day_and_to_choose_it_breaks_nothing(session, owner) -> None:
    problem = convert.problem_of(session, owner, MAY)
    assert sum(one.event for one in problem.shifts) == 31
    assert not any(rules.eligible(problem)[one.id] for one in problem.shifts if one.event)
    state = edits.cell_state(session, owner, MAY, "P9", TUESDAY)
    (choice,) = [one for one in state.choices if one.template.id == TRAINING]
    assert (choice.grade, choice.said, choice.site_name) == (None, (), "한마음점")


def test_writing_it_sends_somebody_there_and_nobody_else(session, owner) -> None:
    trial = edits.check(session, owner, MAY, [Change("P9", TUESDAY, 99, shifts=(TRAINING,))])
    assert [one for one in trial.said if one.grade is Grade.FORBIDDEN] == []
    assert write(session, owner, "P9").verdict.violations == 0
    facts = facts_of(session, owner, MAY)
    assert facts.problem.locks == (Lock("P9", MEETING),)
    assert check(facts.problem, facts.roster) == list(facts.violations) == []
    solved = convert.problem_of(session, owner, MAY)
    assert solved.locks == (Lock("P9", MEETING),)
    assert rules.eligible(solved)[MEETING] == ("P9",)


def test_facts_kept_after_an_edit_are_those_read_anew(session, owner) -> None:
    for number, shifts in (("P1", (TRAINING,)), ("P2", (TRAINING,)), ("P1", ())):
        write(session, owner, number, shifts=shifts)
        kept = facts_of(session, owner, MAY)
        month_facts.forget()
        anew = facts_of(session, owner, MAY)
        assert (kept.problem, kept.roster, kept.violations) == (anew.problem, anew.roster, anew.violations)
    assert convert.problem_of(session, owner, MAY).locks == (Lock("P2", MEETING),)


def test_undo_takes_it_back(session, owner) -> None:
    write(session, owner)
    assert edits.undo(session, owner, MAY, ACTOR).verdict.violations == 0
    assert convert.problem_of(session, owner, MAY).locks == ()
    assert edits.redo(session, owner, MAY, ACTOR).verdict.violations == 0
    assert facts_of(session, owner, MAY).problem.locks == (Lock("P1", MEETING),)


def test_its_hours_are_judged_like_any_others(session, owner) -> None:
    monday = date(2027, 5, 3)
    write(session, owner, day=monday, shifts=("shop:오", TRAINING))
    said = {one.rule for one in facts_of(session, owner, MAY).violations}
    assert said == {"H03", "H16"}  # two shifts on one day, two hours apart
    assert facts_of(session, owner, MAY).problem.shift["shop:교:2027-05-03"].worked_minutes == 120


def test_what_breaks_a_rule_makes_no_search_impossible(session, owner) -> None:
    write(session, owner)
    away = UnavailableEntry("P1", first=TUESDAY, last=TUESDAY)
    import_book(session, owner, replace(book(), unavailable=(away,)), ACTOR)
    assert convert.problem_of(session, owner, MAY).locks == ()
    facts = facts_of(session, owner, MAY)
    assert [one.rule for one in facts.violations] == ["H07"]
    assert merged(facts, Roster(), 99).roster == facts.roster, "and it stays on the roster all the same"


def test_no_proposal_takes_it_out(session, owner) -> None:
    write(session, owner)
    proposal = Roster.of([("P1", shift_on(10)), ("P2", MEETING)])  # made when P2 was to go
    found = merged(facts_of(session, owner, MAY), proposal, 0)
    assert found.roster == Roster.of([("P1", MEETING), ("P1", shift_on(10))])
    assert (found.kept, found.given_up) == (1, 1), "P1's cell stays; nobody sends P2 any more"
    convert.store_roster(session, owner, MAY, Roster.of([("P1", shift_on(10))]))
    session.commit()
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", MEETING), ("P1", shift_on(10))])


def test_a_published_month_keeps_it_and_is_published_with_it(session, owner) -> None:
    write(session, owner)
    (row,) = convert.store_roster(session, owner, MAY, convert.roster_of(session, owner, MAY))
    row.status = RosterStatus.PUBLISHED
    session.commit()
    assert Lock("P1", MEETING) in convert.problem_of(session, owner, MAY, frozen=True).locks
    assert facts_of(session, owner, MAY).violations == ()


def test_the_month_shows_it_like_a_shift_and_only_where_somebody_goes(session, owner) -> None:
    write(session, owner, "P9")
    view = month_view(session, owner, MAY)
    row = view.person("P9")
    assert row is not None and row.cells[3] is not None and row.cells[3].template is not None
    assert (row.cells[3].template.code, row.minutes, row.days) == ("교", 120, 1)
    assert next(site.code for site in view.sites if row in site.rows) == "stall", "the row stays with the own site"
    shop = view.site("shop")
    assert shop is not None
    assert [(one.id, one.people) for one in shop.shifts if one.template.code == "교"] == [(MEETING, (("P9", "김P9"),))]
    stall = view.site("stall")
    assert stall is not None and shop.events == ()
    assert [one.id for one in stall.events] == [TRAINING], "its letter may be typed there too"
    assert view.totals.open == view.totals.seats == 5, "five Mondays at the shop; a training has no seat"


def test_papers_show_it_in_the_rows_of_the_own_site(session, owner) -> None:
    write(session, owner, "P9")
    write(session, owner, "P1")
    facts = facts_of(session, owner, MAY)
    shop, stall = facts.problem.site["shop"], facts.problem.site["stall"]
    assert [one.id for one in people_of(facts, shop)] == ["P1", "P2", "P3"]
    for site, number, name in ((shop, 0, "김P1"), (stall, 0, "김P9")):
        sheet = wall_sheet(facts, site)
        assert (sheet.rows[number].name, sheet.rows[number].codes[3], sheet.rows[number].minutes) == (name, "교", 120)
        assert [one.name for one in sheet.legend if one.code == "교"] == ["교육·회의"]
        assert sheet.needed[3] == 0
        excel = excel_sheet(facts, site, "031", "이담당", TUESDAY)
        assert excel.rows[number].codes[TUESDAY] == "교"


def test_without_anybody_sent_papers_say_nothing_of_trainings(session, owner) -> None:
    facts = facts_of(session, owner, MAY)
    assert [one.code for one in wall_sheet(facts, facts.problem.site["shop"]).legend] == ["오"]


def test_stored_and_read_again(tmp_path) -> None:
    sessions = fresh_sessions(tmp_path)
    owner = stored(sessions, book())
    with sessions() as session:
        out = convert.book_of(session, owner, None)
        assert out.templates == book().templates
        assert convert.problem_of(session, owner, MAY).shift[MEETING].event
