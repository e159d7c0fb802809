"""What a club adds to the rules comes out of its rows, into its book and into the month's problem."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models import ProgramType, Relaxation, RuleSetting, RuleValue
from models import Roster as RosterRow
from models.base import now
from models.enums import EmploymentKind as StoredKind
from models.enums import RosterStatus
from models.queries import rules as queries
from scheduler.club.book import (
    ConditionEntry,
    ParticipantEntry,
    ProgramTypeEntry,
    RelaxationEntry,
    ScopeEntry,
    ValueEntry,
)
from scheduler.conditions import Amount, Budget, Pairing, Which
from scheduler.enums import EmploymentKind, Every, Measure
from scheduler.problem import ProblemError
from scheduler.roster import Roster
from tests.rows import ACTOR, MAY, TEMPLATE, fresh_sessions, shift_on, tiny_book
from web.services import convert, publishing
from web.services.importer import import_book

JANUARY = date(2027, 1, 1)


@pytest.fixture
def session(tmp_path):
    with fresh_sessions(tmp_path)() as one:
        yield one


def club():
    """The tiny club with P1 and P2 in crew A, with what else may be known of a person."""
    plain = tiny_book()
    one, two, three = plain.participants
    one = replace(
        one, groups=frozenset({"A조", "나들이"}), safety_trained_on=JANUARY, training_minutes=90,
        prefers_alternate=True,
        preferred_sites=frozenset({"shop"}), stand_by=True,
    )  # fmt: skip
    return replace(
        plain,
        participants=(one, replace(two, groups=frozenset({"A조"})), three),
        contracts=(replace(plain.contracts[0], hourly_wage=11_000), *plain.contracts[1:]),
        programs=(replace(plain.programs[0], budget_minutes=900, budget_won=200_000),),
    )


@pytest.fixture
def owner(session) -> int:
    return import_book(session, None, club(), ACTOR).organization_id


def setting(session, owner, kind, must=True, scope=None, **fields) -> RuleSetting:
    more = {name: fields.pop(name) for name in ("valid_from", "valid_until", "ended_at", "strength") if name in fields}
    row = RuleSetting(
        organization_id=owner, kind=kind, sentence="test", must=must, scope=scope or {}, fields=fields, actor="tester",
        **more,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row


def test_the_new_fields_of_people_places_and_contracts_come_back_and_reach_the_problem(session, owner) -> None:
    out = convert.book_of(session, owner, None)
    assert (out.participants, out.contracts, out.programs) == (club().participants, club().contracts, club().programs)
    person = convert.problem_of(session, owner, MAY).participant["P1"]
    assert (person.safety_trained_on, person.training_minutes, person.prefers_alternate) == (JANUARY, 90, True)
    assert (person.preferred_sites, person.stand_by) == ({"shop"}, True)
    assert person.contracts[0].hourly_wage == 11_000


def test_the_same_book_again_changes_nothing_and_a_changed_group_does(session, owner) -> None:
    again = import_book(session, owner, club(), ACTOR)
    assert (again.added, again.changed, again.removed) == ({}, {}, {})
    people = (ParticipantEntry("P1", "김P1", "010-0000-0000"), *club().participants[1:])
    assert import_book(session, owner, replace(club(), participants=people), ACTOR).changed == {"participants": 1}


def test_an_import_leaves_what_was_set_on_screens(session, owner) -> None:
    setting(session, owner, "amounts", measure="days", every="week", most=3)
    import_book(session, owner, club(), ACTOR)
    assert len(convert.book_of(session, owner, MAY).conditions) == 1


def test_numbers_come_out_in_the_order_of_their_days(session, owner) -> None:
    rows = (
        ("max_consecutive_days", 4, date(2027, 3, 1), None, None),
        ("max_consecutive_days", 6, JANUARY, StoredKind.ACTIVITY, "community"),
        ("weight.S04", 80, JANUARY, None, None),
        ("under_five_employees", True, JANUARY, None, None),
    )
    for name, value, day, kind, program_type in rows:
        session.add(
            RuleValue(organization_id=owner, name=name, value=value, valid_from=day, contract_kind=kind,
                      program_type=program_type, actor="tester")
        )  # fmt: skip
    session.commit()
    assert convert.book_of(session, owner, MAY).values == (
        ValueEntry("max_consecutive_days", 6, JANUARY, EmploymentKind.ACTIVITY, "community"),
        ValueEntry("weight.S04", 80, JANUARY),
        ValueEntry("under_five_employees", True, JANUARY),
        ValueEntry("max_consecutive_days", 4, date(2027, 3, 1)),
    )


def test_a_condition_is_made_of_its_kind_and_fields_with_its_scope(session, owner) -> None:
    row = setting(
        session, owner, "amounts", must=False, strength=3, scope={"kinds": ["employee"], "groups": ["A조"]},
        measure="days", every="week", most=3, which={"weekdays": [5, 6]}, valid_from=date(2027, 5, 1),
    )  # fmt: skip
    (entry,) = convert.book_of(session, owner, MAY).conditions
    assert entry == ConditionEntry(
        Amount(
            id=f"setting-{row.id}", must=False, strength=3, people=frozenset({"?"}),
            which=Which(weekdays=frozenset({5, 6})), measure=Measure.DAYS, every=Every.WEEK, most=3,
        ),
        scope=ScopeEntry(kinds=frozenset({EmploymentKind.EMPLOYEE}), groups=frozenset({"A조"})),
        valid_from=date(2027, 5, 1),
    )  # fmt: skip
    (made,) = convert.problem_of(session, owner, MAY).conditions.amounts
    assert made.people == {"P1", "P2"}
    assert convert.problem_of(session, owner, MAY.plus(-1)).conditions.amounts == ()


def test_a_pairing_names_both_sides_and_a_budget_nobody(session, owner) -> None:
    setting(session, owner, "pairings", scope={"participants": ["P1"]}, others={"groups": ["A조"]}, together=False)
    setting(session, owner, "budgets", most=600)
    pairing, budget = convert.book_of(session, owner, MAY).conditions
    assert isinstance(pairing.condition, Pairing) and pairing.others == ScopeEntry(groups=frozenset({"A조"}))
    assert isinstance(budget.condition, Budget) and budget.condition.people is None
    problem = convert.problem_of(session, owner, MAY)
    assert [one.people for one in problem.conditions.pairings] == [{"P1"}]
    assert "P2" in problem.conditions.pairings[0].others
    # The club's own condition, and the programme's budgets of minutes and of won.
    assert len(problem.conditions.budgets) == 3


def test_what_has_ended_says_nothing_any_more(session, owner) -> None:
    setting(session, owner, "amounts", measure="days", every="week", most=3, ended_at=now())
    setting(session, owner, "amounts", measure="days", every="week", most=4, valid_until=date(2027, 4, 30))
    assert [one.condition.most for one in convert.book_of(session, owner, MAY).conditions] == [4]
    assert convert.problem_of(session, owner, MAY).conditions.amounts == ()
    assert queries.settings(session, owner, on=date(2027, 5, 1)) == []
    assert len(queries.settings(session, owner, on=date(2027, 4, 30))) == 1


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [("wonders", {}, "unknown kind"), ("amounts", {"measure": "miles", "most": 1}, "miles"), ("mixes", {}, "neither")],
)
def test_a_condition_that_cannot_be_read_is_named(session, owner, kind, fields, said) -> None:
    row = setting(session, owner, kind, **fields)
    with pytest.raises(ProblemError, match=rf"condition {row.id}.*{said}"):
        convert.problem_of(session, owner, MAY)


def test_what_is_set_aside_on_the_days_that_a_month_looks_at_unless_withdrawn(session, owner) -> None:
    book = convert.book_of(session, owner, None)
    site_id, person_id = 1, 2
    spans = {
        "H16": (date(2027, 5, 3), date(2027, 5, 9), person_id, None, None),
        "H17": (date(2027, 1, 1), date(2027, 1, 31), None, None, None),  # long before May
        "H22": (date(2027, 4, 20), date(2027, 5, 1), None, site_id, None),
        "H25": (date(2027, 5, 1), date(2027, 5, 31), None, None, now()),  # withdrawn
    }
    for rule, (first, last, person, site, withdrawn) in spans.items():
        session.add(
            Relaxation(organization_id=owner, rule=rule, first=first, last=last, participant_id=person, site_id=site,
                       reason="시험", actor="tester", withdrawn_at=withdrawn)
        )  # fmt: skip
    session.commit()
    assert book.relaxations == ()
    kept = (
        RelaxationEntry("H16", date(2027, 5, 3), date(2027, 5, 9), "P2"),
        RelaxationEntry("H22", date(2027, 4, 20), date(2027, 5, 1), None, "shop"),
    )
    assert convert.book_of(session, owner, MAY).relaxations == kept
    assert len(convert.book_of(session, owner, None).relaxations) == 3
    assert {one.rule for one in convert.problem_of(session, owner, MAY).relaxations} == {"H16", "H22"}


def test_own_programme_types_come_out(session, owner) -> None:
    session.add(ProgramType(organization_id=owner, code="city", name="중년 일자리", least_age=50, subsidized=False))
    session.commit()
    (entry,) = convert.book_of(session, owner, MAY).program_types
    assert entry == ProgramTypeEntry("city", "중년 일자리", "", 50, None, False)


def test_nothing_of_another_organisation_comes_out(session, owner) -> None:
    other = import_book(session, None, tiny_book("다른시니어클럽"), ACTOR).organization_id
    setting(session, other, "amounts", measure="days", every="week", most=3)
    session.add(RuleValue(organization_id=other, name="weight.S04", value=1, valid_from=JANUARY, actor="tester"))
    session.add(ProgramType(organization_id=other, code="city", name="중년 일자리"))
    session.add(
        Relaxation(organization_id=other, rule="H16", first=JANUARY, last=date(2027, 12, 31), reason="시험", actor="t")
    )
    session.commit()
    book = convert.book_of(session, owner, MAY)
    assert (book.values, book.conditions, book.relaxations, book.program_types) == ((), (), (), ())
    theirs = convert.book_of(session, other, MAY)
    assert [len(each) for each in (theirs.values, theirs.conditions, theirs.relaxations, theirs.program_types)] == [
        1
    ] * 4


def _store(session, owner, *pairs) -> list[RosterRow]:
    rows = convert.store_roster(session, owner, MAY, Roster.of(pairs))
    session.commit()
    return rows


def test_what_was_published_is_known_once_a_month_is_opened_again(session, owner) -> None:
    (row,) = _store(session, owner, ("P1", shift_on(3)), ("P2", shift_on(10)))
    assert convert.problem_of(session, owner, MAY).published is None
    row.status = RosterStatus.PUBLISHED
    session.commit()
    assert convert.problem_of(session, owner, MAY).published is None, "nobody is changing it"
    draft = publishing.reopen(session, owner, row.program_id, MAY, ACTOR)
    _store(session, owner, ("P3", shift_on(3)), ("P2", shift_on(10)))
    in_hand = {("P1", shift_on(3)), ("P2", shift_on(10))}
    assert convert.problem_of(session, owner, MAY).published == in_hand
    draft.status = RosterStatus.CONFIRMED
    session.commit()
    assert convert.problem_of(session, owner, MAY).published == in_hand
    draft.status = RosterStatus.PUBLISHED
    session.commit()
    assert convert.problem_of(session, owner, MAY).published is None


def test_published_cells_of_shifts_that_are_gone_are_left_out(session, owner) -> None:
    (row,) = _store(session, owner, ("P1", shift_on(3)), ("P2", shift_on(10)))
    row.status = RosterStatus.PUBLISHED
    session.commit()
    publishing.reopen(session, owner, row.program_id, MAY, ACTOR)
    _store(session, owner, ("P2", shift_on(10)))
    tuesdays = replace(club().templates[0], weekdays=frozenset({1}))
    import_book(session, owner, replace(club(), templates=(tuesdays,), usuals=()), ACTOR)
    # The 10th still stands in the draft, the 3rd nowhere any more.
    assert convert.problem_of(session, owner, MAY).published == {("P2", f"{TEMPLATE}:2027-05-10")}
