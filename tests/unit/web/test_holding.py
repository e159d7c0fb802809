import os
import signal
import threading

import pytest
from sqlalchemy.exc import OperationalError

from scheduler.result import LevelOutcome, Progress
from scheduler.roster import Roster
from tests import solvers
from tests.factories import person, problem, shift
from web import holding
from web.holding import Holding, Leave
from web.services.leases import Past, Signal


class Heard:
    """Stands in for the table: what was written, and the next answer of the heartbeat."""

    def __init__(self, monkeypatch) -> None:
        self.saved, self.bases, self.progress, self.fail = [], [], [], 0
        self.signal = Signal(True)
        self.beaten = threading.Event()
        monkeypatch.setattr(holding.leases, "save_best", self._save)
        monkeypatch.setattr(holding.leases, "beat", self._beat)

    def __call__(self):
        return self  # a session factory and its session at once

    def __enter__(self):
        return self

    def __exit__(self, *error) -> None:
        pass

    def _save(self, session, job_id, attempt, result, base_edit_id) -> bool:
        if self.fail:
            self.fail -= 1
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        self.saved.append(result)
        self.bases.append(base_edit_id)
        return True

    def _beat(self, session, job_id, attempt, progress, lease_seconds) -> Signal:
        self.progress.append(progress)
        self.beaten.set()
        return self.signal


@pytest.fixture
def heard(monkeypatch) -> Heard:
    return Heard(monkeypatch)


def _held(heard: Heard, **more) -> Holding:
    made = Holding(heard, 5, 1, **more)
    made.problem = problem(person("kim"), shift(3), shift(4))
    return made


def test_progress_says_seats_left_open_and_the_gap_of_the_lowest_level(heard) -> None:
    held = _held(heard)
    (first, _) = held.problem.shifts
    levels = (LevelOutcome("open_seats", 1, 1), LevelOutcome("quality", 200, 150))
    held.on_progress(Progress(1.26, levels, Roster.of([("kim", first.id)])))
    held._beat()
    assert heard.progress == [{"seconds": 1.3, "open_seats": 1, "penalty": 200, "bound": 150, "gap": 0.25}]  # 50 / 200
    (best,) = heard.saved
    assert (best.seats, best.open_seats, best.open_seats_bound) == (2, 1, 1)


def test_before_the_first_roster_there_is_only_a_bound(heard) -> None:
    held = _held(heard)
    held.on_progress(Progress(0.5, (LevelOutcome("quality", 0, 7),)))
    held._beat()
    assert heard.progress == [{"seconds": 0.5, "open_seats": None, "penalty": None, "bound": 7, "gap": None}]
    assert heard.saved == []


@pytest.mark.parametrize("signal", [Signal(False), Signal(True, cancel=True), Signal(True, stop=True)])
def test_a_lost_lease_a_cancel_or_a_stop_ends_the_search(heard, signal) -> None:
    held = _held(heard)
    held._beat()
    assert not held.should_stop()
    heard.signal = signal
    held._beat()
    assert held.should_stop()


def test_the_first_roster_is_written_at_once_and_the_thread_ends_with_the_context(heard, monkeypatch) -> None:
    monkeypatch.setattr(holding, "BEAT_SECONDS", 60)
    with _held(heard, lease_seconds=600) as held:
        held.base_edit_id = 7
        assert heard.beaten.wait(5)
        heard.beaten.clear()
        roster = solvers.mondays(held.problem, "kim")
        held.on_progress(Progress(0.1, solvers.outcome(held.problem, roster), roster))
        assert heard.beaten.wait(5)  # long before the 60 seconds between two beats
    assert [one.roster for one in heard.saved] == [roster]
    assert heard.bases == [7]
    assert not held._thread.is_alive()


def test_a_roster_that_the_database_would_not_take_is_saved_at_the_next_beat(heard) -> None:
    held = _held(heard)
    heard.fail = 1
    roster = solvers.mondays(held.problem, "kim")
    held.on_progress(Progress(0.1, solvers.outcome(held.problem, roster), roster))
    with pytest.raises(OperationalError):
        held._beat()
    held._beat()
    assert [one.roster for one in heard.saved] == [roster]


def test_progress_goes_on_from_what_earlier_attempts_have_spent(heard) -> None:
    held = _held(heard, past=Past(lost=1, returned=2, spent=20.04))
    held.on_progress(Progress(1.5, (LevelOutcome("quality", 0, 7),)))
    held._beat()
    assert heard.progress[0]["seconds"] == 21.5  # 20.04 + 1.5
    assert Past.of(heard.progress[0]) == Past(lost=1, returned=2, spent=20.0)


def test_the_word_to_leave_ends_the_search_in_every_process_that_shares_it(heard) -> None:
    leave = Leave()
    held = _held(heard, leave=leave)
    assert not held.should_stop() and not held.asked.is_set()
    child = os.fork()
    if child == 0:
        leave.tell()
        os._exit(0)
    os.waitpid(child, 0)
    assert held.should_stop() and not held.asked.is_set()  # nobody has asked for the end of the job itself


def test_a_single_process_that_is_asked_to_end_does_so_after_its_job() -> None:
    leave, before = Leave(), signal.getsignal(signal.SIGTERM)
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: ended.append(number))
    try:
        with leave.listening():
            os.kill(os.getpid(), signal.SIGTERM)
            assert leave.told() and ended == []
        assert ended == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)
