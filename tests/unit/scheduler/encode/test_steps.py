"""Sums of whole steps: what they cost, and how they fit into a room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from scheduler.encode.model import Linear, Model
from scheduler.encode.steps import fit
from scheduler.engines import mip
from scheduler.engines.base import Limits, Slice
from scheduler.engines.matrix import Matrix


def fitted(minutes: Sequence[int], room: int) -> tuple[Model, Linear]:
    model = Model(1)
    total = Linear({model.variable(f"x{n}", 0, 1): length for n, length in enumerate(minutes)})
    fit(model, total, room)
    return model, total


@pytest.mark.parametrize(
    "minutes", [(180,) * 4 + (210,) * 3, (90, 240, 240), (330,) * 3, (60, 120, 180, 180), (210, 180)]
)
def test_the_same_whole_numbers_fit_as_in_the_plain_row(minutes: tuple[int, ...]) -> None:
    for room in range(0, sum(minutes) + 61, 30):
        model, total = fitted(minutes, room)
        for point in product((0, 1), repeat=len(minutes)):
            assert (not list(model.broken(point))) == (total.at(point) <= room), (room, point)


def test_the_relaxation_sees_four_short_shifts_in_a_week_and_not_four_and_two_thirds() -> None:
    model, _ = fitted((180,) * 6 + (210,) * 6, 840)  # 840 / 180 = 4.67; 4 x 210 = 840
    work = Slice(Matrix.of(model.lower, model.upper, model.rows), np.full(12, -1.0), 0)
    assert mip.relax(work, Limits(10)).bound == -4
