"""The judge at work beside the search: a thread that hears the newest roster, while its owner watches the clock."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from scheduler import rules
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.search.hint import known, still_standing
from scheduler.search.judge import Judge
from scheduler.search.messages import Pairs

AGAIN = 1.2
"""A judgement may take this much longer than the last one did."""
REST = 3.0
"""How many times as long as the last judgement took the processors are left to the search."""
RISE = 0.2
"""Seconds that a judge who is interrupted has to end."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best roster that the law book let pass so far."""

    roster: Roster
    penalties: tuple[int, ...]
    open_seats: int
    number: int
    """Which of the rosters it is; 0 for the one that the search starts from."""


@dataclass(frozen=True, slots=True)
class _Plea:
    number: int
    pairs: Pairs


class _Interrupted(BaseException):
    """Nobody waits for the judgement any more."""


class Court:
    """Of several rosters that wait only the newest is judged; a better one replaces the verdict."""

    def __init__(self, problem: Problem) -> None:
        self.best: Verdict | None = None
        self.complaint = ""
        """What was wrong with the last roster that was refused."""
        self._problem = problem
        self._judge = Judge(problem)
        self._turn = threading.Condition()
        self._waiting: _Plea | None = None
        self._begun: float | None = None
        """When the present judgement began; None while there is none."""
        self._ended = 0.0
        """When the last one ended."""
        self._seconds = 0.0
        """How long it took."""
        self._heard: list[tuple[int, float]] = []
        self._fault: BaseException | None = None
        self._over = False
        self._thread = threading.Thread(target=self._sit, daemon=True)
        self._hint: Roster | None = None

    def open(self, hint: Roster | None) -> None:
        """Begin, with the roster that the search starts from, if there is one that the problem can say.

        Without one it is what has been published, as far as it still stands.

        What the law book works out once for a problem is then known before the first roster comes.
        """
        self._hint = hint
        with self._turn:
            if not self._over:
                self._begun = time.monotonic()
                self._thread.start()

    def hear(self, number: int, pairs: Pairs) -> None:
        """Take a roster to judge. Numbers begin with 1 and grow."""
        with self._turn:
            self._waiting = _Plea(number, pairs)
            self._turn.notify_all()

    def heard_at(self, number: int) -> float | None:
        """When the roster of this number, or a later one, had been judged; None if not yet, or if none has passed."""
        return next((at for one, at in list(self._heard) if one >= number), None)

    def needs(self, rosters: int = 1) -> float:
        """Seconds that so many more rosters would probably take, after what is being judged now."""
        with self._turn:
            spent = 0.0 if self._begun is None else time.monotonic() - self._begun
            one = max(self._seconds, spent) * AGAIN
            return rosters * one + (0.0 if self._begun is None else one - spent)

    @property
    def idle(self) -> bool:
        """Whether nothing is being judged or waits for it."""
        with self._turn:
            return self._begun is None and self._waiting is None

    @property
    def rested(self) -> bool:
        """Whether the next roster may be judged: there is none yet, or the last one was long enough ago."""
        return self.idle and (self.best is None or time.monotonic() - self._ended >= REST * self._seconds)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to judge; whether it is so. Raises what has befallen the judge."""
        with self._turn:
            idle = self._turn.wait_for(lambda: self._begun is None and self._waiting is None, max(0.0, seconds))
        if self._fault is not None:
            raise self._fault
        return idle

    def close(self) -> None:
        """End, in the middle of a judgement too: who asks next shall not share a processor and a problem with it."""
        with self._turn:
            self._over = True
            self._turn.notify_all()
            if self._begun is not None and self._thread.ident is not None:
                # The law book knows no clock; so an exception is raised in the thread from here.
                number, error = ctypes.c_ulong(self._thread.ident), ctypes.py_object(_Interrupted)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(number, error)
        if self._thread.ident is not None:
            self._thread.join(RISE)

    def _sit(self) -> None:
        with suppress(_Interrupted):
            plea: _Plea | None = None
            while True:
                try:
                    if plea is None:
                        plea = self._prepared()
                    if plea is not None:
                        self._consider(plea)
                except Exception as fault:
                    self._fault = fault
                with self._turn:
                    self._ended = time.monotonic()
                    self._seconds, self._begun = self._ended - (self._begun or self._ended), None
                    self._turn.notify_all()
                    self._turn.wait_for(lambda: self._over or self._waiting is not None)
                    if self._over:
                        return
                    plea, self._waiting, self._begun = self._waiting, None, time.monotonic()

    def _prepared(self) -> _Plea | None:
        """Work out what is asked once for a problem; the roster to begin with, whose own time is then taken."""
        rules.check(self._problem, Roster())
        rules.level_penalties(self._problem, Roster())
        roster = still_standing(self._problem) if self._hint is None else known(self._problem, self._hint)
        if roster is None:
            return None
        with self._turn:
            self._begun = time.monotonic()
        return _Plea(0, tuple((one.participant, one.shift) for one in roster.assignments))

    def _consider(self, plea: _Plea) -> None:
        roster = Roster.of(plea.pairs)
        if self._judge.hear(roster):
            missing = sum(one.count for one in rules.open_seats(self._problem, roster))
            self.best = Verdict(roster, self._judge.penalties, missing, plea.number)
        # What it starts from need not hold.
        self.complaint = self._judge.complaint if plea.number else ""
        if self.best is not None:
            self._heard.append((plea.number, time.monotonic()))


def within(seconds: float, work: Callable[[], T]) -> T | None:
    """What the work returns if it does so in time; else None, and the work goes on without anybody to hear of it."""
    found: list[T] = []
    thread = threading.Thread(target=lambda: found.append(work()), daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    return found[0] if found else None
