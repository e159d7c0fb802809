"""The law book's word on every roster before anyone sees it, and the best one that it let pass."""

from __future__ import annotations

from scheduler import rules
from scheduler.problem import Problem
from scheduler.roster import Roster


class Judge:
    """Keeps the best roster without a violation, with the judge's own penalties."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.best: Roster | None = None
        self.penalties: tuple[int, ...] = ()
        self.complaint = ""
        """What was wrong with the last roster that was refused."""

    def hear(self, roster: Roster) -> bool:
        """Judge a roster; keep it when it breaks nothing and costs less. Says whether it was kept."""
        violations = rules.check(self._problem, roster)
        if violations:
            self.complaint = rules.sentence(violations[0])
            return False
        penalties = rules.level_penalties(self._problem, roster)
        if self.best is not None and penalties >= self.penalties:
            return False
        self.best, self.penalties = roster, penalties
        return True
