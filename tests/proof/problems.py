"""Random problems in which every family of rules may have something to say; the same seed, the same problem."""

from __future__ import annotations

from random import Random

from scheduler.problem import Level, Problem
from scheduler.rules import HARD, SOFT, eligible
from tests.proof.draft import SMALL, TINY, Draft, Size, plain_draft
from tests.proof.features import FEATURES

__all__ = ["SMALL", "TINY", "draw", "problem_of_seed"]


def problem_of_seed(seed: int, size: Size) -> Problem:
    """The problem of this number."""
    for turn in range(1000):
        problem = draw(Random(f"{seed} {turn} {size}"), size)
        if size.pairs is None or sum(map(len, eligible(problem).values())) <= size.pairs:
            return problem
    raise AssertionError(f"no problem of {seed} is small enough")


def draw(r: Random, size: Size) -> Problem:
    """A problem with some features, drawn with the numbers of `r`."""
    draft = plain_draft(r, size)
    known = {one.id for one in (*HARD, *SOFT)}
    features = [feature for feature, rules in FEATURES.values() if rules & known]
    # In the order in which they are written: later ones look at what earlier ones have made.
    chosen = draft.some(range(len(features)), *size.features)
    for place in sorted(chosen):
        features[place](draft)
    draft.levels = _levels(draft, sorted(one.id for one in SOFT))
    return draft.problem()


def _levels(draft: Draft, names: list[str]) -> tuple[Level, ...]:
    """One to three levels over most of the soft rules, in a random order with random weights."""
    count = draft.pick((1, 2, 3))
    order = draft.some(names, least=len(names) // 2)
    weights: list[dict[str, int]] = [{} for _ in range(count)]
    for name in order:
        weights[draft.r.randint(0, count - 1)][name] = draft.pick((1, 2, 10, 35, 0))
    return tuple(Level(f"level {number}", one) for number, one in enumerate(weights, 1))
