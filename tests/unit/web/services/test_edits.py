"""Cells are changed, taken back and repeated; others' work stays."""

from __future__ import annotations

import random
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import select

from models import Assignment, AuditEvent, RosterCell, RosterEdit
from models import Roster as RosterRow
from models.base import now
from models.engine import make_engine, make_sessions
from models.enums import RosterStatus
from scheduler.roster import Roster
from tests import histories
from tests.rows import MAY, TEMPLATE, fresh_sessions, shift_on, stored, tiny_book
from web.services import convert, edits
from web.services.edits import Change, Clashed, Grade
from web.services.errors import Conflict, NotFound
from web.services.month_facts import facts_of
from web.services.months import month_view

MONDAY, NEXT = date(2027, 5, 3), date(2027, 5, 10)


@pytest.fixture
def sessions(tmp_path):
    return fresh_sessions(tmp_path)


@pytest.fixture
def owner(sessions) -> int:
    return stored(sessions, tiny_book())


@pytest.fixture
def session(sessions):
    with sessions() as one:
        yield one


@pytest.fixture
def pair(session, owner):
    """Two coordinators."""
    return histories.hands(session, owner, 2)


def _put(session, owner, actor, number="P1", day=MONDAY, seen=0, **more):
    more.setdefault("shifts", (TEMPLATE,))
    return edits.apply(session, owner, MAY, [Change(number, day, seen, **more)], actor)


@contextmanager
def fresh_engine(sessions):
    """A session of another process, so to speak: nothing is kept for it."""
    with make_sessions(make_engine(str(sessions.kw["bind"].url)))() as one:
        yield one


def _state(session, owner):
    """Everything that editing changes, but for who did what when."""
    session.rollback()
    facts = facts_of(session, owner, MAY)
    touched = {key: (row.locked, row.note) for key, row in facts.touched.items() if row.locked or row.note}
    return facts.roster, touched


def test_a_first_change_begins_the_draft_and_is_recorded(session, owner, pair) -> None:
    done = _put(session, owner, pair[0])
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", shift_on(3))])
    assert (done.verdict.seats, done.verdict.filled, done.verdict.open) == (5, 1, 4)
    (row,) = done.verdict.rows
    assert (row.number, row.days, row.minutes) == ("P1", 1, 180)
    ((site, day, seats),) = done.verdict.coverage
    assert (site, day, seats.filled, seats.needed) == ("shop", MONDAY, 1, 1)
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.action, event.subject, event.actor) == ("roster.cells", "P1", pair[0].name)
    assert session.scalars(select(RosterRow)).one().status is RosterStatus.DRAFT


def test_a_check_says_which_rule_breaks_and_writes_nothing(session, owner, pair) -> None:
    _put(session, owner, pair[0])
    before = session.scalars(select(RosterEdit.id)).all()
    # The shop takes one person; a second one is H02's matter, and P1 had asked for the 10th off (S02).
    second = edits.check(session, owner, MAY, [Change("P2", MONDAY, 0, shifts=(TEMPLATE,))])
    assert [(one.grade, one.rule) for one in second.said if one.grade is Grade.FORBIDDEN] == [(Grade.FORBIDDEN, "H02")]
    assert "2명이 있습니다. 정원은 1명입니다." in second.said[0].sentence
    wished = edits.check(session, owner, MAY, [Change("P1", NEXT, 0, shifts=(TEMPLATE,))], "en")
    assert [one.sentence for one in wished.said if one.rule == "S02"] == [
        "김P1 works on Mon 10 May, a wished day off (strongly wished)."
    ]
    assert session.scalars(select(RosterEdit.id)).all() == before
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", shift_on(3))])


def test_facts_kept_after_an_edit_are_those_that_are_stored(sessions, session, owner, pair) -> None:
    _put(session, owner, pair[0])
    _put(session, owner, pair[0], day=NEXT, locked=True, note="자녀 결혼식")
    warm = facts_of(session, owner, MAY)
    session.rollback()
    with fresh_engine(sessions) as cold_session:
        cold = facts_of(cold_session, owner, MAY)
    assert warm.roster == cold.roster and warm.seen == cold.seen and warm.touched == cold.touched
    assert sorted(map(str, warm.violations)) == sorted(map(str, cold.violations))
    cell = month_view(session, owner, MAY).person("P1").cells[NEXT.day - 1]
    assert cell.locked and cell.note == "자녀 결혼식"


def test_undo_and_redo_go_step_by_step_and_a_new_change_ends_redoing(session, owner, pair) -> None:
    me = pair[0]
    _put(session, owner, me)
    _put(session, owner, me, number="P2", day=NEXT)
    assert edits.steps(session, owner, facts_of(session, owner, MAY), me.user_id)[0].label == "김P2, 5월 10일 (월)"
    edits.undo(session, owner, MAY, me)
    done = edits.undo(session, owner, MAY, me)
    assert convert.roster_of(session, owner, MAY) == Roster() and done.undo is None
    with pytest.raises(Conflict, match="nothing to undo"):
        edits.undo(session, owner, MAY, me)
    again = edits.redo(session, owner, MAY, me)
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", shift_on(3))])
    assert again.redo is not None and again.redo.label == "김P2, 5월 10일 (월)"
    _put(session, owner, me, number="P3", day=date(2027, 5, 17))
    with pytest.raises(Conflict, match="nothing to redo"):
        edits.redo(session, owner, MAY, me)


def test_undo_is_ones_own_and_leaves_what_another_has_changed_since(session, owner, pair) -> None:
    me, other = pair
    mine = edits.apply(
        session, owner, MAY, [Change("P1", MONDAY, 0, shifts=(TEMPLATE,)), Change("P2", NEXT, 0, note="전화함")], me
    )
    _put(session, owner, other, number="P2", day=NEXT, seen=mine.edit_id)
    done = edits.undo(session, owner, MAY, me)
    (stays,) = done.skipped
    assert (stays.number, stays.day, stays.by, stays.theirs.shifts) == ("P2", NEXT, "손1", (TEMPLATE,))
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P2", shift_on(10))])
    assert done.undo is None


def test_different_cells_both_stay_and_the_same_cell_asks_with_both_values(session, owner, pair) -> None:
    me, other = pair
    first = _put(session, owner, me)
    _put(session, owner, other, number="P2", day=NEXT)  # had seen nothing of the first change, and need not
    with pytest.raises(Clashed) as clashed:
        _put(session, owner, other, shifts=())  # decided before the first change was to be seen
    (clash,) = clashed.value.clashes
    assert (clash.by, clash.theirs.shifts, clash.edit_id) == ("손0", (TEMPLATE,), first.edit_id)
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", shift_on(3)), ("P2", shift_on(10))])
    _put(session, owner, other, seen=clash.edit_id, shifts=())
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P2", shift_on(10))])


def test_wanting_what_is_there_already_is_no_clash_and_no_edit(session, owner, pair) -> None:
    _put(session, owner, pair[0])
    done = _put(session, owner, pair[1])
    assert done.edit_id == session.scalars(select(RosterEdit.id)).one()


def test_a_locked_cell_is_unlocked_first(session, owner, pair) -> None:
    me = pair[0]
    done = _put(session, owner, me, locked=True)
    with pytest.raises(Conflict, match="locked"):
        _put(session, owner, me, seen=done.edit_id, shifts=())
    _put(session, owner, me, seen=done.edit_id, shifts=(), locked=False)
    assert convert.roster_of(session, owner, MAY) == Roster()


@pytest.mark.parametrize("line", [{"number": "P1"}, {"day": MONDAY}])
def test_a_line_is_locked_and_unlocked_as_one_edit(session, owner, pair, line) -> None:
    me = pair[0]
    _put(session, owner, me)
    edits.lock_line(session, owner, MAY, me, locked=True, **line)
    locked = convert.locked_of(session, owner, MAY)
    wanted = {("P1", day) for day in MAY.period.days()} if "number" in line else {(f"P{n}", MONDAY) for n in (1, 2, 3)}
    assert locked == wanted
    edits.undo(session, owner, MAY, me)
    assert convert.locked_of(session, owner, MAY) == frozenset()


def test_what_is_published_unknown_or_not_on_that_day_is_refused_and_nothing_enters(session, owner, pair) -> None:
    me = pair[0]
    _put(session, owner, me)
    before = _state(session, owner)
    tuesday = date(2027, 5, 4)
    for change, fault in (
        (Change("P9", MONDAY, 0, shifts=()), NotFound),
        (Change("P1", date(2027, 6, 7), 0, shifts=()), NotFound),
        (Change("P1", tuesday, 0, shifts=(TEMPLATE,)), Conflict),
        (Change("P1", MONDAY, 99, note="가" * 201), Conflict),
    ):
        with pytest.raises(fault):
            edits.apply(session, owner, MAY, [Change("P2", MONDAY, 99, note="함께"), change], me)
    assert _state(session, owner) == before
    session.scalars(select(RosterRow)).one().status = RosterStatus.PUBLISHED
    session.scalars(select(RosterRow)).one().changed_at = now()
    session.commit()
    with pytest.raises(Conflict, match="published"):
        _put(session, owner, me, number="P2", day=NEXT)
    with pytest.raises(Conflict, match="published"):
        edits.undo(session, owner, MAY, me)


def test_a_cell_tells_its_choices_with_what_each_would_break(session, owner, pair) -> None:
    _put(session, owner, pair[0], number="P2", day=NEXT)
    state = edits.cell_state(session, owner, MAY, "P1", NEXT)
    (choice,) = state.choices
    assert (choice.template.id, choice.home, choice.grade) == (TEMPLATE, True, Grade.FORBIDDEN)
    assert {one.rule for one in choice.said} == {"H02", "S02"}
    assert (state.frozen, state.changed_by, state.locked) == ("", "", False)
    there = edits.cell_state(session, owner, MAY, "P2", NEXT)
    assert (there.changed_by, [one.id for one in there.shifts]) == ("손0", [TEMPLATE])
    with pytest.raises(NotFound):
        edits.cell_state(session, owner, MAY, "P9", NEXT)


@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk_taken_back_ends_where_it_began(session, owner, pair, seed) -> None:
    dice, me = random.Random(seed), pair[0]
    _put(session, owner, pair[1], number="P3", day=date(2027, 5, 31), note="남의 일")
    start, mondays = _state(session, owner), [day for day in MAY.period.days() if day.weekday() == 0][:4]
    for _ in range(40):
        cells = {(f"P{dice.randint(1, 3)}", dice.choice(mondays)) for _ in range(dice.choice((1, 1, 3)))}
        act = dice.random()
        try:
            if act < 0.2:
                edits.undo(session, owner, MAY, me)
            elif act < 0.3:
                edits.redo(session, owner, MAY, me)
            else:
                shifts = (TEMPLATE,) if dice.random() < 0.6 else ()
                changes = [
                    Change(*cell, 10**9, shifts=shifts, locked=dice.random() < 0.1, note=dice.choice(("", "전화")))
                    for cell in sorted(cells)
                ]
                edits.apply(session, owner, MAY, changes, me)
        except Conflict:
            continue  # nothing to take back or repeat, or a locked cell
    while edits.steps(session, owner, facts_of(session, owner, MAY), me.user_id)[0]:
        assert edits.undo(session, owner, MAY, me).skipped == ()
    assert _state(session, owner) == start
    while edits.steps(session, owner, facts_of(session, owner, MAY), me.user_id)[1]:
        edits.redo(session, owner, MAY, me)
    versions = {(row.participant_id, row.day): row.version for row in session.scalars(select(RosterCell))}
    changes = [
        (step[0], date.fromisoformat(step[1])) for row in session.scalars(select(RosterEdit)) for step in row.steps
    ]
    assert versions == {key: changes.count(key) for key in versions}


def test_nobody_edits_another_organisations_month(sessions, session, owner, pair) -> None:
    _put(session, owner, pair[0])
    foreign = stored(sessions, tiny_book("다른시니어클럽", people=1))
    with pytest.raises(NotFound):
        edits.apply(session, foreign, MAY, [Change("P2", MONDAY, 0, shifts=(TEMPLATE,))], pair[0])
    assert edits.steps(session, foreign, facts_of(session, foreign, MAY), pair[0].user_id) == (None, None)
    rows = session.scalars(select(Assignment.organization_id)).all()
    assert set(rows) == {owner}
