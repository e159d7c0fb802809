"""Splits a task into blocks that share no row, so that each can be solved alone.

Parts of a problem often hang together only because people of different sites are compared with each other. Runs that
leave the comparing out fall apart into the sites again.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scheduler.encode.model import Linear, Model, Row
from scheduler.engines.base import Limits, Outcome, Task, Watcher

Engine = Callable[[Task, Limits, Watcher | None], Outcome]
MORE_THAN_FAIR = 4.0
"""How many times its share of the time one block may take."""


@dataclass(frozen=True)
class Block:
    """A task of its own and, for each of its variables, the variable of the whole model."""

    task: Task
    variables: tuple[int, ...]

    def into(self, whole: list[int], point: Sequence[int]) -> None:
        """Write a point of the block into a point of the whole model."""
        for variable, value in zip(self.variables, point, strict=True):
            whole[variable] = value


def split(task: Task) -> list[Block]:
    """The blocks of a task, smallest first; the whole where there is no hint.

    What earlier levels allow is split as the hint spends it, which keeps every point of the blocks a point of the
    whole. The blocks' bounds add up to one of the whole only where no earlier level says anything: `task.extra` empty.
    """
    own = task.own_rows()
    if task.hint is None or not all(row.terms for row in (*own, *task.extra)):
        return [Block(task, tuple(range(len(task.model.names))))]
    groups = _groups(len(task.model.names), own)
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in own:
        rows[groups[next(iter(row.terms))]].append(row)
    for row in task.extra:
        for group, share in _shares(row, groups, task.hint).items():
            rows[group].append(share)
    prices: dict[int, dict[int, int]] = defaultdict(dict)
    for variable, weight in task.objective.terms.items():
        prices[groups[variable]][variable] = weight
    members: dict[int, list[int]] = defaultdict(list)
    for variable, group in enumerate(groups):
        members[group].append(variable)
    # A block without a price has nothing to gain, whatever its rows say: it stays as the hint has it.
    blocks = [_block(task, members[group], rows[group], prices[group]) for group in prices]
    return sorted(blocks, key=lambda block: len(block.variables))


def _groups(size: int, rows: Sequence[Row]) -> list[int]:
    """For every variable the smallest one that rows connect it with."""
    above = list(range(size))

    def top(variable: int) -> int:
        while above[variable] != variable:
            above[variable] = above[above[variable]]
            variable = above[variable]
        return variable

    for row in rows:
        tops = {top(variable) for variable in row.terms}
        if len(tops) > 1:
            lowest = min(tops)
            for one in tops:
                above[one] = lowest
    return [top(variable) for variable in range(size)]


def _shares(row: Row, groups: Sequence[int], hint: Sequence[int]) -> dict[int, Row]:
    terms: dict[int, dict[int, int]] = defaultdict(dict)
    for variable, weight in row.terms.items():
        terms[groups[variable]][variable] = weight
    return {
        group: Row(row.family, None, mine, sum(weight * hint[variable] for variable, weight in mine.items()))
        for group, mine in terms.items()
    }


def _block(task: Task, members: Sequence[int], rows: Sequence[Row], prices: dict[int, int]) -> Block:
    index = {variable: number for number, variable in enumerate(members)}
    model = Model(1)
    for variable in members:
        model.variable(task.model.names[variable], task.model.lower[variable], task.model.upper[variable])
    for row in rows:
        model.rows.add(row.family, row.low, {index[v]: weight for v, weight in row.terms.items()}, row.high)
    objective = Linear({index[variable]: weight for variable, weight in prices.items()})
    hint = None if task.hint is None else [task.hint[variable] for variable in members]
    return Block(Task(model, objective, hint=hint), tuple(members))


def solve_apart(task: Task, engine: Engine, limits: Limits, watcher: Watcher) -> Outcome:
    """Minimise the task block by block; small blocks leave their time to the others."""
    blocks = split(task)
    if len(blocks) < 2 or task.hint is None:
        return engine(task, limits, watcher)
    end = time.monotonic() + limits.seconds
    whole, bound, proven = list(task.hint), task.objective.constant, True
    for number, block in enumerate(blocks):
        left = end - time.monotonic()
        share = replace(limits, seconds=max(MORE_THAN_FAIR * left / (len(blocks) - number), 1.0))
        found = engine(block.task, replace(share, seconds=min(share.seconds, left)), None) if left > 0 else Outcome()
        if found.point is not None:
            block.into(whole, found.point)
        least = block.task.model.range_of(block.task.objective)[0]
        bound += least if found.bound is None else max(least, found.bound)
        proven = proven and found.proven
        if watcher.should_stop():
            break
    return Outcome(whole, None if task.extra else bound, proven and not task.extra)
